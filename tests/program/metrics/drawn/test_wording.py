"""How findings are said: what rose, what fell, and what only seems to."""

from __future__ import annotations

import pytest

from program.metrics.drawn.naming import Naming, lettered
from program.metrics.drawn.wording import Course, counts, course, many, opening
from program.metrics.pictures import Point
from tests.program.scene import mentee, scene


def line(*values: float | None, reach: float = 0.1) -> list[Point]:
    return [
        Point(f"Q{k}", value, 20, None if value is None else value - reach, None if value is None else value + reach)
        for k, value in enumerate(values, 1)
    ]


@pytest.mark.parametrize(
    ("values", "went"),
    [
        ((), None),
        ((None, None), None),
        ((3.0,), Course.ALONE),
        ((None, 3.0), Course.ALONE),
        ((3.0, 3.5, 4.0), Course.STEADILY_RISEN),
        ((3.0, 2.5, 4.0), Course.RISEN),
        ((3.0, 4.0), Course.RISEN),
        ((4.0, 3.5, 3.0), Course.STEADILY_FALLEN),
        ((4.0, 4.5, 3.0), Course.FALLEN),
        ((3.0, 5.0, 3.0), Course.FLAT),
        ((3.0, 3.1), Course.FLAT),
        ((3.0, None, 4.0), Course.RISEN),
    ],
)
def test_how_a_line_went(values: tuple[float | None, ...], went: Course | None) -> None:
    assert course(line(*values)) is went


def test_what_lies_within_the_intervals_has_not_moved() -> None:
    assert course(line(3.0, 3.5, 4.0, reach=0.8)) is Course.FLAT
    assert course(line(4.0, 3.5, 3.0, reach=0.8)) is Course.FLAT


def test_without_intervals_nothing_is_sure_but_what_is_the_same() -> None:
    assert course([Point("Q1", 3.0, 1), Point("Q2", 3.1, 1)]) is Course.UNSURE
    assert course([Point("Q1", 3.0, 1), Point("Q2", 3.0, 1)]) is Course.FLAT


def test_numbers_are_words_up_to_twelve() -> None:
    assert [many(0, "role"), many(1, "role"), many(12, "person", "people"), many(1300, "role")] == [
        "no role" + "s",
        "one role",
        "twelve people",
        "1,300 roles",
    ]
    assert opening("two of them") == "Two of them"


def test_of_several_n_the_ends_are_said() -> None:
    assert [counts([]), counts([12, 12]), counts([54, 41, 0]), counts([3, 1200], "people")] == [
        "n = 0",
        "n = 12",
        "n = 41 to 54",
        "n = 3 to 1,200 people",
    ]


def test_people_without_names_are_letters() -> None:
    assert [lettered(place) for place in (0, 25, 26, 27, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"),
    ]


def test_two_people_of_one_name_are_told_apart() -> None:
    made = scene(mentee("a", "Ana Ruiz"), mentee("b", "Ana Ruiz"))
    assert Naming().people(made, ["a", "b", "gone"], "Person") == ("Ana Ruiz", "Ana Ruiz (2)", "No name")
    assert Naming(False).people(made, ["a", "b"], "Person") == ("Person A", "Person B")


def test_the_least_group_has_a_floor() -> None:
    with pytest.raises(ValueError, match="least group"):
        Naming(False, least=2)
