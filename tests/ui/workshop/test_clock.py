"""The time of a round, with a clock that only moves when told to."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.ui.conftest import Clock
from ui.workshop.clock import RoundClock


def made(qtbot: QtBot, clock: Clock, minutes: float = 10) -> RoundClock:
    made = RoundClock(clock)
    made.set_length(minutes * 60)
    return made


def test_it_runs_down_and_ends_once(qtbot: QtBot, clock: Clock) -> None:
    time = made(qtbot, clock)
    ends: list[bool] = []
    time.ended.connect(lambda: ends.append(True))
    assert (time.words, time.running, time.over) == ("10:00", False, False)
    time.start()
    clock.now += 61.5
    time.look()
    assert (time.words, time.running) == ("8:59", True)
    clock.now += 600
    time.look()
    time.look()
    assert (time.words, time.running, time.over, time.part) == ("0:00", False, True, 1.0)
    assert ends == [True]


def test_paused_it_stands_still(qtbot: QtBot, clock: Clock) -> None:
    time = made(qtbot, clock)
    time.start()
    clock.now += 60
    time.pause()
    clock.now += 3600
    time.look()
    assert (time.words, time.running) == ("9:00", False)
    time.start()
    clock.now += 60
    assert time.words == "8:00"


def test_a_minute_more_runs_on_even_after_the_end(qtbot: QtBot, clock: Clock) -> None:
    time = made(qtbot, clock, 1)
    time.start()
    time.add()
    assert time.words == "2:00" and time.running
    clock.now += 200
    time.look()
    assert time.over
    time.add()
    assert time.words == "1:00"
    assert time.running
    assert not time.over
    time.pause()
    time.add()
    assert time.words == "2:00" and not time.running, "a paused one stays so"


def test_without_a_length_it_says_nothing(qtbot: QtBot, clock: Clock) -> None:
    time = RoundClock(clock)
    time.start()
    assert (time.words, time.running, time.over) == ("", False, False)
