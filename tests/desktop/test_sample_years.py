"""The sample program's two years: what figures stand on is there, goes somewhere, and is not dated ahead."""

from __future__ import annotations

from datetime import date
from statistics import fmean

import pytest

from program.program import Program
from program.records import (
    Answers,
    Baseline,
    Checkpoint,
    Consent,
    CriticalRole,
    Decision,
    Edition,
    Event,
    EventKind,
    Goal,
    Lifecycle,
    Meeting,
    Nomination,
    Performance,
    Person,
    Purpose,
    Quality,
    RaterGroup,
    Rating,
    Readiness,
    Recommendation,
    Record,
    Review,
    ReviewKind,
    Risk,
    Story,
    Survey,
    Target,
)
from program.surveys import SCALES
from program.validity import sound
from tests.desktop.test_sample import TODAY, build

_HAPPENED: dict[type[Record], tuple[str, ...]] = {
    Rating: ("on",),
    Goal: ("start", "done"),
    Checkpoint: ("on",),
    Readiness: ("on",),
    Event: ("on",),
    Recommendation: ("proposed", "accepted", "implemented", "declined"),
    Answers: ("on",),
    Quality: ("on",),
    Performance: ("on",),
    Nomination: ("on", "until"),
    Review: ("on",),
    Story: ("on",),
}


@pytest.fixture(scope="module")
def sample() -> Program:
    return build()[0]


def test_nothing_that_happened_is_dated_ahead(sample: Program) -> None:
    for cls, names in _HAPPENED.items():
        days = [day for item in sample.of(cls).values() for name in names if (day := getattr(item, name)) is not None]
        assert days, f"no {cls.__name__}"
        assert max(days) <= TODAY
    held = [meeting.on for meeting in sample.of(Meeting).values() if meeting.held]
    assert all(day is not None and day <= TODAY for day in held)


@pytest.mark.parametrize("day", [date(2028, 1, 2), date(2028, 2, 29)], ids=str)
def test_it_can_be_made_on_any_day(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.desktop.test_sample.TODAY", day)
    program, titles = build(seed=7)
    assert sound(program, program.everything()) == []
    assert not any(" 0 " in title for title in titles)


def test_every_side_sees_growth_and_people_see_themselves_higher(sample: Program) -> None:
    for by in (RaterGroup.SELF, RaterGroup.MANAGER, RaterGroup.MENTOR, RaterGroup.HOST):
        first, last = _levels(sample, by)
        assert fmean(last) - fmean(first) > 0.5
    assert fmean(_levels(sample, RaterGroup.SELF)[0]) > fmean(_levels(sample, RaterGroup.MANAGER)[0]) + 0.3


def _levels(program: Program, by: RaterGroup) -> tuple[list[int], list[int]]:
    """The first and the last level of everyone of the first cohort and every skill, as one side saw it."""
    over = {person.id for person in program.of(Person).values() if person.status is Lifecycle.ALUMNI}
    seen: dict[tuple[str, str], list[int]] = {}
    for each in sorted(program.of(Rating).values(), key=lambda each: (str(each.on), each.id)):
        if each.by is by and each.person in over:
            seen.setdefault((each.person, each.skill), []).append(each.level)
    pairs = [levels for levels in seen.values() if len(levels) > 1]
    return [levels[0] for levels in pairs], [levels[-1] for levels in pairs]


def test_surveys_were_answered_in_every_cycle_that_is_over(sample: Program) -> None:
    over = [cycle for cycle in sample.cycles if cycle.end < date(2026, 10, 10)]
    assert len(over) == 7
    for survey in Survey:
        for cycle in over:
            found = [a for a in sample.of(Answers).values() if a.survey is survey and a.cycle == cycle.id]
            assert len(found) >= 5
            assert all(SCALES[survey].score(each) is not None for each in found)


def test_roles_are_named_shared_left_empty_and_filled(sample: Program) -> None:
    roles, open_ = sample.of(CriticalRole), [n for n in sample.of(Nomination).values() if n.until is None]
    assert len([role for role in roles.values() if role.closed is None]) == 12
    named = [each.role for each in open_]
    assert [role.name for role in roles.values() if role.id not in named] == ["Head of cyber resilience"]
    assert len(open_) - len({each.person for each in open_}) == 2, "two people are named for two roles"
    assert any(each.emergency for each in open_)
    assert any(event.role for event in sample.of(Event).values())


def test_people_left_of_both_kinds(sample: Program) -> None:
    left = [sample.of(Person)[e.person] for e in sample.of(Event).values() if e.kind is EventKind.LEFT]
    assert len([person for person in left if person.status is Lifecycle.ALUMNI]) == 2
    assert len([person for person in left if person.status in (Lifecycle.LISTED, Lifecycle.DECLINED)]) == 6


def test_the_committee_has_what_it_steers_by(sample: Program) -> None:
    assert len(sample.of(Risk)) == 7
    asked = [each for each in sample.of(Decision).values() if each.due and not each.on]
    assert len(asked) == 3
    kinds = [review.kind for review in sample.of(Review).values()]
    assert [kinds.count(kind) for kind in ReviewKind] == [4, 1, 1]
    assert len(sample.of(Target)) >= 10
    assert len(sample.of(Baseline)) >= 8
    assert all(edition.commentary for edition in sample.of(Edition).values())
    agreed = {c.person for c in sample.of(Consent).values() if c.purpose is Purpose.STORIES and not c.withdrawn}
    told = [set(story.people) <= agreed for story in sample.of(Story).values()]
    assert (told.count(True), told.count(False)) == (4, 1)
