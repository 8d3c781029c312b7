"""Jobs and settings: what the desk stands on."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from program.trouble import Cancelled, Trouble
from ui.jobs import OUR_FAULT, Jobs
from ui.page import Page
from ui.settings import FILE, Settings, Values, plain
from ui.window import Window

Opened = Callable[..., Window]


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.drop_all()
    made.wait()
    made.deleteLater()


def test_work_is_done_elsewhere_and_its_result_comes_back_here(jobs: Jobs, qtbot: QtBot) -> None:
    threads: list[int] = []
    landed: list[tuple[int, int]] = []
    here = threading.get_ident()
    followed = threading.Event()

    def work(progress: Callable[..., None], _cancelled: object) -> int:
        threads.append(threading.get_ident())
        assert followed.wait(10)
        progress(0.5, "half")
        return 42

    job = jobs.run(work, "Counting", lambda result: landed.append((result, threading.get_ident())))
    seen: list[tuple[float, str]] = []
    job.progressed.connect(lambda part, words: seen.append((part, words)))
    followed.set()
    qtbot.waitUntil(lambda: bool(landed))
    assert landed == [(42, here)]
    assert threads != [here]
    assert seen == [(0.5, "half")]
    assert jobs.running == []


class Loop:
    """Something that only the collector of cycles frees, and that says on which thread."""

    freed: ClassVar[list[int]] = []

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        self.freed.append(threading.get_ident())


def test_what_a_job_leaves_in_cycles_is_freed_on_the_window_s_thread(jobs: Jobs, qtbot: QtBot) -> None:
    Loop.freed.clear()
    made: list[int] = []

    def work(_progress: object, _cancelled: object) -> int:
        for _ in range(5_000):
            Loop()
        return 5_000

    jobs.run(work, "Making loops", made.append)
    qtbot.waitUntil(lambda: bool(made) and len(Loop.freed) >= 5_000)
    assert set(Loop.freed) == {threading.get_ident()}


def test_trouble_comes_back_as_trouble(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[Trouble] = []

    def fail(_progress: object, _cancelled: object) -> None:
        raise Trouble("It did not work.")

    jobs.run(fail, "Trying", failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].what == "It did not work."
    jobs.troubled.connect(told.append)
    jobs.run(fail, "Trying")
    qtbot.waitUntil(lambda: len(told) == 2)


def test_what_the_world_did_is_told_in_words(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[Trouble] = []

    def fail(_progress: object, _cancelled: object) -> None:
        raise OSError(28, "No space left on device")

    jobs.run(fail, "Writing", failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert "disk is full" in told[0].what


def test_a_mistake_of_ours_is_noted_and_told_without_its_text(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[Trouble] = []

    def fail(_progress: object, _cancelled: object) -> None:
        raise KeyError("Ana Ruiz")

    with qtbot.captureExceptions() as caught:
        jobs.run(fail, "Looking up", failed=told.append)
        qtbot.waitUntil(lambda: bool(told))
    assert told == [OUR_FAULT]
    assert "Ana" not in str(told[0])
    assert [kind for kind, _, _ in caught] == [KeyError]


def test_cancelling_ends_the_work_when_it_looks(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[Trouble] = []

    def work(_progress: object, cancelled: Callable[[], bool]) -> None:
        until(cancelled)
        raise Cancelled

    job = jobs.run(work, "Waiting", failed=told.append)
    job.cancel()
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Cancelled)


def test_an_outcome_whose_owner_is_gone_goes_nowhere(jobs: Jobs, qtbot: QtBot) -> None:
    landed: list[object] = []
    owner = QObject()
    jobs.run(lambda _progress, cancelled: until(cancelled), "Waiting", landed.append, landed.append, owner)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not jobs.running)
    assert landed == []


def until(cancelled: Callable[[], bool]) -> int:
    """Work that goes on until it is told to stop, without taking the computer from everybody else."""
    while not cancelled():
        threading.Event().wait(0.005)
    return 1


def test_progress_shows_in_the_status_line_and_stop_stops(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    assert window.frame is not None
    status = window.frame.status
    told: list[Trouble] = []
    started = threading.Event()

    def work(progress: Callable[..., None], cancelled: Callable[[], bool]) -> None:
        progress(0.25, "Q1")
        started.set()
        until(cancelled)
        raise Cancelled

    window.desk.jobs.run(work, "Planning", failed=told.append)
    qtbot.waitUntil(lambda: status._work.text() == "Planning: Q1")
    assert status._bar.value() == 25
    status._stop.click()
    qtbot.waitUntil(lambda: bool(told))
    assert not status._bar.isVisible()


# ---- settings ------------------------------------------------------------------------------------------------------


def test_settings_survive_and_the_file_is_the_users_own(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.set(theme="dark", lock_minutes=7)
    settings.flush()
    assert Settings(tmp_path).values.theme == "dark"
    assert Settings(tmp_path).values.lock_minutes == 7
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_a_broken_setting_falls_back_alone_and_a_broken_file_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"theme": "purple", "lock_minutes": 9, "unknown": 1}), "utf-8")
    assert Settings(tmp_path).values == Values(lock_minutes=9)
    (tmp_path / FILE).write_bytes(b"\xff\x00 not json")
    assert Settings(tmp_path).values == Values()


def test_what_the_table_does_not_allow_cannot_be_set(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    with pytest.raises(msgspec.ValidationError):
        settings.set(lock_minutes=0)
    with pytest.raises(msgspec.ValidationError):
        settings.set(theme="purple")
    assert settings.values == Values()


def test_only_what_changed_is_told(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.set(theme="dark", lock_minutes=5)
    settings.set(theme="dark")
    assert told == ["theme"]


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    settings = Settings(tmp_path / "file" / "below")
    settings.set(theme="dark")
    settings.flush()
    assert settings.values.theme == "dark"


def test_pages_cannot_leave_private_text_in_the_settings(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.keep_page_state(
        "people",
        {"sort": "unit", "filter": "Ana Ruiz", "wide": True, "columns": ["name", "unit"], "ids": ["Ana"], "zoom": 1.5,
         "sizes": {"name": 120, "Li Chen": 3}},
    )  # fmt: skip
    settings.flush()
    assert settings.page_state("people") == {"sort": "unit", "wide": True, "columns": ["name", "unit"], "zoom": 1.5}
    assert "Ana" not in (tmp_path / FILE).read_text("utf-8")
    assert plain({"deep": {"a": [1, {"b": "ok"}]}}) == {"deep": {"a": [1, {"b": "ok"}]}}


def test_every_page_remembers_only_plain_things(opened: Opened) -> None:
    window = opened()
    assert window.frame is not None
    for key in window.frame.entries:
        window.go(key)
        page = window.page
        assert isinstance(page, Page)
        assert plain(page.state()) == dict(page.state()), key
