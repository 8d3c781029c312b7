"""Growth: every skill against its own first rating from the same side."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from program.metrics.figure import Scope
from program.metrics.growth import grown, growth
from program.metrics.intervals import student
from program.records import Lifecycle, RaterGroup, Rating
from tests.program.scene import mentee, placed, scene

SCOPE = Scope(date(2027, 12, 31))


def rated(person: str, level: int, month: int | None, by: RaterGroup = RaterGroup.MANAGER, **more: Any) -> Rating:
    on = date(2027, month, 1) if month else None
    id_ = f"{person}-{by.value}-{month}-{level}-{more}"
    return Rating(id_, person=person, by=by, level=level, on=on, **{"skill": "pricing", **more})


PEOPLE = [mentee(f"p{k}", f"Person {k}", status=Lifecycle.IN_ROTATION) for k in range(4)]


def test_growth_is_the_mean_over_people_of_their_own_changes() -> None:
    made = scene(
        *PEOPLE,
        rated("p0", 1, 1),
        rated("p0", 5, 3),  # in between
        rated("p0", 3, 6),
        rated("p0", 2, 1, RaterGroup.SELF),
        rated("p0", 2, 6, RaterGroup.SELF),
        rated("p1", 2, 1),
        rated("p1", 5, 6),
        rated("p2", 2, 1),  # once only
        rated("p3", 2, 1, RaterGroup.MANAGER),
        rated("p3", 5, 6, RaterGroup.SELF),  # not the same side
    )
    found = growth(made, SCOPE)
    assert (found.value, found.n, found.among) == (2.0, 2, ("p0", "p1"))
    assert found.interval == student([1.0, 3.0])
    assert [(part.label, part.value, part.n) for part in found.parts] == [("Self", 0.0, 1), ("Manager", 2.5, 2)]
    assert found.notes == ("Left out, as no side rated them on two days: 2 of 4 rated.",)
    assert len(found.counted) == 6


def test_the_baseline_is_the_last_before_the_period() -> None:
    made = scene(*PEOPLE, rated("p0", 1, 1), rated("p0", 3, 4), rated("p0", 4, 9))
    assert growth(made, Scope(SCOPE.until, since=date(2027, 5, 1))).value == 1.0
    assert growth(made, SCOPE).value == 3.0


def test_several_raters_on_one_day_are_averaged() -> None:
    made = scene(*PEOPLE, rated("p0", 1, 1), rated("p0", 2, 1), rated("p0", 4, 9), rated("p0", 3, 9))
    step = grown(made, SCOPE)[0]
    assert (step.before, step.now, len(step.ratings)) == (1.5, 3.5, 4)


@pytest.mark.parametrize("more", [[], [rated("p0", 3, 1)], [rated("p0", 3, None), rated("p0", 4, 2)]])
def test_without_two_days_there_is_no_growth(more: list[Rating]) -> None:
    found = growth(scene(*PEOPLE, *more), SCOPE)
    assert (found.value, found.n, found.parts, found.interval) == (None, 0, (), None)


def test_who_is_only_listed_counts_once_they_are_placed() -> None:
    ratings = (rated("ana", 1, 1), rated("ana", 2, 2))
    assert growth(scene(*ratings), SCOPE).n == 0
    assert growth(scene(*ratings, placed("a", "ana", "q1")), SCOPE).n == 1
