"""Groups compared: the published rule of thumb, its warnings, and groups that are too small to stand alone."""

from __future__ import annotations

from datetime import date

import pytest

from program.metrics.declared import declared
from program.metrics.fairness import access_ratio, compare, outcome_ratio
from program.metrics.figure import Scope
from program.metrics.guarded import guarded
from program.metrics.made import rate_part
from program.metrics.registry import REGISTERED
from program.program import Program
from program.records import CHARTER, Charter, Cohort, Event, EventKind, Experience, Lifecycle, Measure, Record
from program.suppression import REST
from tests.program.scene import mentee, placed, scene

SCOPE = Scope(date(2027, 12, 31))


def test_the_rates_of_the_guidelines_give_the_published_ratios() -> None:
    # Questions and Answers on the Uniform Guidelines (1979): 60, 45, 48 and 51 percent give 75, 80 and 85 percent.
    highest = rate_part("a", 60, 100)
    ratios = {}
    for part in (45, 48, 51):
        found = compare([highest, rate_part("b", part, 100)])
        assert found is not None
        ratios[part] = round(found.ratio or 0, 2), any("four fifths" in note for note in found.notes)
    assert ratios == {45: (0.75, True), 48: (0.8, False), 51: (0.85, False)}
    whole = compare([highest, rate_part("b", 45, 100), rate_part("c", 48, 100), rate_part("d", 51, 100)])
    assert whole is not None and (whole.lowest.label, whole.highest.label) == ("b", "a")


def test_the_interval_is_that_of_a_ratio_of_rates() -> None:
    found = compare([rate_part("a", 60, 100), rate_part("b", 45, 100)])
    assert found is not None and found.interval is not None
    spread = (1 / 45 - 1 / 100 + 1 / 60 - 1 / 100) ** 0.5
    assert found.interval.low == pytest.approx(0.75 * 2.718281828 ** (-1.959964 * spread), abs=1e-6)
    assert found.interval.high == pytest.approx(0.75 * 2.718281828 ** (1.959964 * spread), abs=1e-6)


def test_few_people_are_warned_of_with_an_exact_test() -> None:
    # Fisher's tea: 3 of 4 against 1 of 4 has p = 0.486, two-sided.
    found = compare([rate_part("a", 3, 4), rate_part("b", 1, 4)])
    assert found is not None
    assert found.notes[-1].endswith("Fisher’s exact test, two-sided: p = 0.486.")
    plenty = compare([rate_part("a", 60, 100), rate_part("b", 55, 100)])
    assert plenty is not None and plenty.notes == ()


def test_nothing_to_compare() -> None:
    assert compare([rate_part("a", 3, 4)]) is None
    none = compare([rate_part("a", 0, 4), rate_part("b", 0, 9)])
    assert none is not None and (none.ratio, none.interval) == (None, None)
    same = compare([rate_part("a", 4, 4), rate_part("b", 9, 9)])
    assert same is not None and (same.ratio, same.interval) == (1.0, None)


# ---- of people -----------------------------------------------------------------------------------------------------


def crowd(*more: Record, **groups: int) -> Program:
    """Mentees of these groups, as many as said: "blue0", "blue1" …"""
    people = [
        mentee(f"{group}{k}", f"{group} {k}", group=group, cohort="c", status=Lifecycle.IN_ROTATION)
        for group, size in groups.items()
        for k in range(size)
    ]
    return scene(Cohort("c", name="C", start=date(2027, 1, 1)), *people, *more)


def groups_of(made: Program) -> list[tuple[str, int]]:
    people = [each for each in made.of(type(mentee("x", "X"))).values() if each.group]
    return [(label, len(ids)) for label, ids in declared(made, people)]


def test_groups_under_the_floor_stand_together() -> None:
    assert groups_of(crowd(blue=9, green=6)) == [("blue", 9), ("green", 6)]
    assert groups_of(crowd(blue=9, green=3, red=4)) == [("blue", 9), (REST, 7)]
    assert groups_of(crowd(blue=9, green=6, red=2)) == [("blue", 9), (REST, 8)]


def test_where_no_two_groups_are_left_there_are_none() -> None:
    for made in (crowd(blue=9), crowd(blue=9, red=2), crowd(blue=2, red=1), crowd()):
        assert groups_of(made) == []
        assert access_ratio(made, SCOPE).value is None


def test_the_floor_is_the_charters_and_spelling_does_not_part_people() -> None:
    made = crowd(Charter(CHARTER, name="P", group_floor=7), blue=9, green=6)
    assert groups_of(made) == []
    made = crowd(mentee("x", "X", group=" Blue ", status=Lifecycle.IN_ROTATION), blue=5, green=5)
    assert groups_of(made) == [("blue", 6), ("green", 5)]


def test_no_floor_is_lower_than_three() -> None:
    assert groups_of(crowd(Charter(CHARTER, name="P", group_floor=1), blue=9, green=2, red=2)) == [
        ("blue", 9),
        (REST, 4),
    ]


def test_access_counts_strategic_lead_and_stretch() -> None:
    more = [placed(f"a{k}", f"blue{k}", "q3", "ops") for k in range(6)]  # strategic
    more += [placed("s", "green0", "q1", "ops", experience=Experience.STRETCH_ASSIGNMENT)]
    more += [placed(f"f{k}", f"green{k}", "q2", "ops") for k in range(6)]  # foundation
    found = access_ratio(crowd(*more, blue=8, green=8), SCOPE)
    assert found.value == pytest.approx((1 / 8) / (6 / 8))
    assert [(part.label, part.part, part.n) for part in found.parts] == [("blue", 6, 8), ("green", 1, 8)]
    assert found.notes[0] == "Under four fifths: green against blue."
    assert len(found.counted) == 7 and found.n == 16


def test_outcomes_count_what_came_after_entry() -> None:
    moved = [Event(f"e{k}", person=f"blue{k}", kind=EventKind.LARGER_SCOPE, on=date(2027, 5, 1)) for k in range(4)]
    moved += [Event("f", person="green0", kind=EventKind.PROMOTION, on=date(2027, 6, 1))]
    moved += [Event("g", person="green1", kind=EventKind.PROMOTION, on=date(2026, 6, 1))]
    moved += [Event("h", person="green2", kind=EventKind.LEFT, on=date(2027, 6, 1))]
    found = outcome_ratio(crowd(*moved, blue=8, green=8), SCOPE)
    assert found.value == pytest.approx((1 / 8) / (4 / 8))


def test_a_ratio_that_would_give_a_small_group_away_is_withheld() -> None:
    more = [placed(f"a{k}", f"blue{k}", "q3", "ops") for k in range(10)]
    few = access_ratio(crowd(*more, placed("b", "green0", "q3", "ops"), blue=20, green=20), SCOPE)
    many = access_ratio(crowd(*more, *(placed(f"b{k}", f"green{k}", "q3", "ops") for k in range(8)),
                              blue=20, green=20), SCOPE)  # fmt: skip
    card = REGISTERED[Measure.ACCESS_RATIO].card
    hidden = guarded(few, card, 5)
    assert (hidden.said, hidden.value, hidden.interval, hidden.notes) == ("withheld", None, None, ())
    assert guarded(many, card, 5).value == pytest.approx(0.8)
