"""What moved since the last pack: decisions, cycles, risks and promises, each told when it differs and only then."""

from __future__ import annotations

from datetime import date
from typing import Any

from program.views_pack_moved import moved
from program.views_pack_parts import Actions, Asked, Board, CycleLine, Decisions, RiskLine, Taken

SINCE = date(2027, 1, 1)
State = tuple[Decisions, Board, tuple[RiskLine, ...], Actions]


def told(before: State, now: State) -> dict[str, str]:
    return {fact.words: fact.beside for fact in moved(SINCE, (), before, now).facts}


def state(
    decisions: Decisions = Decisions(),  # noqa: B008 -- frozen
    cycles: tuple[CycleLine, ...] = (),
    risks: tuple[RiskLine, ...] = (),
    actions: Actions = Actions(),  # noqa: B008 -- frozen
) -> State:
    return decisions, Board(cycles), risks, actions


def cycle(placed: int | None = 20, approved: int | None = 10, seats: int = 30, **more: Any) -> CycleLine:
    start, end = date(2027, 1, 1), date(2027, 3, 31)
    of = {"name": "Q1", "expected": 25, **more}
    return CycleLine(start=start, end=end, stage="", placed=placed, approved=approved, seats=seats, exceptions=0, **of)


def risk(title: str, severity: int = 12) -> RiskLine:
    return RiskLine(1, title, "Time", 3, severity // 3, severity, "Open", "")


def test_nothing_that_stayed_the_same_is_told() -> None:
    same = state(Decisions((Asked("Extend", SINCE),)), (cycle(),), (risk("Overload"),), Actions(4, 1))
    assert told(same, same) == {}


def test_decisions_are_new_or_decided_or_no_longer_open() -> None:
    before = state(Decisions((Asked("Extend", SINCE), Asked("Close", SINCE))))
    now = state(Decisions((Asked("Open seats", SINCE),), taken=(Taken("Extend", SINCE),)))
    assert told(before, now) == {
        "Decision asked for: Open seats": "new",
        "Decision asked for: Extend": "decided",
        "Decision asked for: Close": "no longer open",
    }


def test_of_a_cycle_it_is_told_who_was_placed_and_approved_and_which_seats_opened() -> None:
    now = state(cycles=(cycle(22, 15, 32), cycle(name="Q2")))
    assert told(state(cycles=(cycle(),)), now) == {
        "Mentees placed in Q1, of 25 expected": "20 → 22",
        "Placements approved in Q1": "10 → 15",
        "Seats open in Q1": "30 → 32",
        "Cycle Q2": "new",
    }


def test_what_was_or_is_withheld_of_a_cycle_is_not_compared() -> None:
    small = cycle(None, None, expected=None)
    assert told(state(cycles=(small,)), state(cycles=(cycle(),))) == {}
    assert told(state(cycles=(cycle(),)), state(cycles=(small,))) == {}
    assert told(state(cycles=(cycle(),)), state(cycles=(cycle(22, None),))) == {
        "Mentees placed in Q1, of 25 expected": "20 → 22"
    }


def test_risks_come_go_and_change_their_weight() -> None:
    before = state(risks=(risk("Overload"), risk("Drift"), risk("Time")))
    now = state(risks=(risk("Overload", 15), risk("Time"), risk("Equity", 9)))
    assert told(before, now) == {
        "Risk: Overload": "12 → 15 of 25",
        "Risk among the gravest: Equity": "new, 9 of 25",
        "Risk: Drift": "closed, or no longer among the gravest",
    }


def test_promises_are_counted() -> None:
    assert told(state(actions=Actions(4, 1)), state(actions=Actions(3, 2))) == {
        "Actions open": "4 → 3",
        "of 3 open actions, overdue": "1 → 2",
    }
