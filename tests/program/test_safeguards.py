"""Safeguards: concerns that go up and fall due, codes acknowledged, consent, and what is kept too long."""

from __future__ import annotations

from datetime import date

import pytest

from program.commands.safeguards import Acknowledge, Escalate
from program.program import Program
from program.records import (
    Absence,
    Acknowledgement,
    Code,
    Concern,
    Consent,
    Kept,
    Level,
    Lifecycle,
    Note,
    Preference,
    Progress,
    Quality,
    Record,
    Retention,
    Wish,
)
from program.safeguards import Consented, Standing, consented, months_on, next_level, overdue, review, standings
from program.trouble import Trouble
from tests.program.scene import done, mentee, placed, scene

TODAY = date(2027, 6, 1)
LEVELS = (Level("l2", name="Committee", rank=2, owner="chen", days=5), Level("l1", name="Lead", rank=1, owner="haddad"))


def concern(**more: object) -> Concern:
    return Concern("k1", summary="too much work", **more)  # type: ignore[arg-type]


def test_a_concern_goes_up_step_by_step_with_owner_and_time() -> None:
    program = scene(*LEVELS, concern())
    program, change = done(program, Escalate("k1", TODAY))
    found = program.of(Concern)["k1"]
    assert (found.level, found.owner, found.due) == ("l1", "haddad", date(2027, 6, 11))
    assert change.title == "Escalate a concern"
    program, _ = done(program, Escalate("k1", TODAY))
    found = program.of(Concern)["k1"]
    assert (found.level, found.owner, found.due) == ("l2", "chen", date(2027, 6, 6))
    assert next_level(program, found) is None
    with pytest.raises(Trouble, match="no further step"):
        Escalate("k1", TODAY).change(program)
    with pytest.raises(Trouble, match="not in the book"):
        Escalate("k9", TODAY).change(program)


def test_a_closed_concern_that_goes_up_is_in_hand_again_and_keeps_its_owner_where_the_step_has_none() -> None:
    program = scene(Level("l1", name="Lead"), concern(state=Progress.CLOSED, owner="okafor"))
    program, _ = done(program, Escalate("k1", TODAY))
    found = program.of(Concern)["k1"]
    assert (found.state, found.owner) == (Progress.IN_HAND, "okafor")


def test_only_an_open_concern_is_late() -> None:
    assert overdue(concern(due=date(2027, 5, 31)), TODAY)
    assert not overdue(concern(due=TODAY), TODAY)
    assert not overdue(concern(), TODAY)
    assert not overdue(concern(due=date(2027, 1, 1), state=Progress.CLOSED), TODAY)


def test_who_has_acknowledged_a_code_and_who_has_not() -> None:
    program = scene(
        mentee("gone", "Left Already", status=Lifecycle.LEFT),
        Code("c", name="Confidentiality", months=12),
        Acknowledgement("a1", "ana", "c", date(2027, 1, 1)),
        Acknowledgement("a2", "jon", "c", date(2025, 1, 1)),
        Acknowledgement("a3", "okafor", "c", date(2020, 1, 1), until=date(2030, 1, 1)),
        Acknowledgement("a4", "chen", "c", date(2027, 1, 1), until=date(2027, 2, 1)),
    )
    assert standings(program, "c", TODAY) == {
        "ana": Standing.VALID, "jon": Standing.RUN_OUT, "okafor": Standing.VALID, "chen": Standing.RUN_OUT,
        "haddad": Standing.MISSING,
    }  # fmt: skip
    program, change = done(program, Acknowledge("c", ("jon", "haddad"), TODAY))
    assert change.title == "Note 2 acknowledgements"
    assert [standings(program, "c", TODAY)[each] for each in ("jon", "haddad")] == [Standing.VALID] * 2


def test_a_consent_that_was_withdrawn_does_not_stand() -> None:
    assert consented(Consent("s", "ana", given=TODAY)) is Consented.GIVEN
    assert consented(Consent("s", "ana", given=TODAY, withdrawn=TODAY)) is Consented.WITHDRAWN
    assert consented(Consent("s", "ana")) is Consented.NOT_GIVEN


def over(*records: Record, today: date = TODAY) -> list[str]:
    return [each.record.id for each in review(scene(*records), today)]


def test_what_is_older_than_its_period_comes_up_for_review_oldest_first() -> None:
    notes = (Note("n1", "ana", on=date(2026, 1, 1)), Note("n2", "ana", on=date(2025, 1, 1)), Note("n3", "ana"))
    assert over(*notes) == []
    assert over(*notes, Retention("r", Kept.NOTES, 12)) == ["n2", "n1"]
    assert over(*notes, Retention("r", Kept.NOTES, 12), Retention("s", Kept.NOTES, 24)) == ["n2", "n1"]
    assert over(*notes, Retention("r", Kept.NOTES, 17)) == ["n2"], "up to the last day is still in time"


def test_the_time_of_what_is_still_going_on_does_not_run() -> None:
    long = date(2020, 1, 1)
    periods = [Retention(f"r{place}", kept, 1) for place, kept in enumerate(Kept)]
    kept = (
        Concern("open", summary="s", on=long), Concern("closed", summary="s", on=long, state=Progress.CLOSED),
        Consent("stands", "ana", given=long), Consent("withdrawn", "ana", given=long, withdrawn=long),
        mentee("left", "Left Long Ago", status=Lifecycle.LEFT, since=long), mentee("here", "Here", since=long),
        Absence("away", "ana", long, long), placed("x1", "ana", "q1", "ops"),
        Quality("rated", "x1"), Preference("wish", "ana", other="okafor", wish=Wish.NEVER),
    )  # fmt: skip
    assert set(over(*periods, *kept)) == {"closed", "withdrawn", "left", "away", "rated"}
    assert "wish" in over(*periods, *kept, today=date(2028, 3, 1))


def test_months_end_with_the_month() -> None:
    assert months_on(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_on(date(2027, 12, 15), 14) == date(2029, 2, 15)
    assert months_on(date(9999, 1, 1), 24) == date.max


def test_an_empty_program_has_nothing_to_review() -> None:
    assert review(Program({}), TODAY) == ()
