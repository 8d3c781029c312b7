"""Readers without names learn nothing of few people from any picture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

import msgspec
import pytest

from program.metrics.catalogue import METRICS, figure
from program.metrics.drawn import pictures
from program.metrics.figure import Scope
from program.metrics.guarded import guarded
from program.metrics.pictures import Bars, Curve, Groups, Network, Picture, Slopes, Trend
from program.metrics.waiting import promotion, readiness
from program.program import Program
from program.records import (
    Answers,
    Cohort,
    CriticalRole,
    Horizon,
    Lifecycle,
    Measure,
    Nomination,
    Readiness,
    Record,
    Survey,
)
from tests.program.metrics.history import dated
from tests.program.scene import mentee, mentor, placed, scene

LEAST = 5
MENTORS = ("okafor", "chen", "haddad", *(f"t{k}" for k in range(6)))
SCOPE = Scope(date(2027, 9, 30))
#: Figures whose parts pictures show as they are.
FIGURES = {
    Measure.READINESS: "readiness",
    Measure.SAFETY: "safety",
    Measure.CONFIDENCE: "confidence",
    Measure.ACCESS_RATIO: "access",
    Measure.OUTCOME_RATIO: "outcomes",
}
NAMES = ("Zebedee", "Quillon", "Yarrow", "Xanthe")


@cache
def shown_of(seed: int) -> Mapping[str, Picture]:
    """The pictures of a random program for a reader without names."""
    return pictures(chance(seed), SCOPE, names=False, least=LEAST)


@cache
def chance(seed: int) -> Program:
    """A program of random size with random records; people have names that stand nowhere else."""
    dice = Random(seed)
    size = dice.choice((1, 3, 4, 6, 9, 14, 25, 40))
    records: list[Record] = [Cohort("cohort", name="Cohort", start=date(2027, 1, 1))]
    records += [CriticalRole(f"role{k}", name=f"Role {k}", needed=date(2028, 1 + k, 1)) for k in range(3)]
    records += [mentor(id_, f"{NAMES[3]} {id_}", unit=f"Unit {k % 3}") for k, id_ in enumerate(MENTORS)]
    for k in range(size):
        group = dice.choice(("a", "b", "c", ""))
        unit = f"Unit {dice.randrange(3)}"
        name = f"{dice.choice(NAMES)} {k}"
        records.append(mentee(f"p{k}", name, cohort="cohort", status=Lifecycle.IN_ROTATION, group=group, unit=unit))
        for q in (1, 2, 3):
            if dice.random() < 0.8:
                host = dice.choice(("ops", "fin", "cus"))
                records.append(placed(f"c{k}-{q}", f"p{k}", f"q{q}", host, dice.choice(MENTORS)))
    ready = dice.choice(((), tuple(Horizon), (Horizon.NOW, Horizon.ONE_TO_TWO_YEARS)))
    for k in range(size if ready else 0):
        plain: dict[str, Any] = {"person": f"p{k}", "role": f"role{k % 3}"}
        records += [
            Nomination(f"n{k}", **plain),
            Readiness(f"s{k}", horizon=dice.choice(ready), on=date(2027, 9, 30), **plain),
        ]
    for k in range(dice.choice((0, 30, 400))):
        day = date(2027, 1, 2) + timedelta(dice.randrange(270))
        records.append(dated(f"r{k}", day, dice.randrange(99), dice.randrange(99)))
    for k in range(dice.choice((0, 12, 200))):
        survey = dice.choice(list(Survey))
        ticks: dict[str, Any] = {f"item_{n}": dice.randint(1, 5) for n in range(1, 8)}
        records.append(Answers(f"a{k}", survey=survey, cycle=f"q{dice.randint(1, 3)}", person=f"p{k % size}", **ticks))
    return scene(mentee("ana", NAMES[0]), mentee("jon", NAMES[1]), *records)


def numbers(picture: Picture) -> list[int]:
    """Every n in a picture."""
    if isinstance(picture, Trend):
        return [point.n for line in picture.lines for point in line.points]
    if isinstance(picture, Slopes):
        return [slope.n for slope in picture.slopes]
    if isinstance(picture, Groups):
        return [mark.n for mark in picture.marks]
    if isinstance(picture, Bars):
        return [bar.n for bar in picture.bars] + [int(bar.value) for bar in picture.bars if bar.value is not None]
    return []


@pytest.mark.parametrize("seed", range(40))
def test_no_small_number_and_no_name_is_in_any_picture(seed: int) -> None:
    found = shown_of(seed)
    told = msgspec.json.encode(list(found.values())).decode()
    assert not [name for name in NAMES if name in told]
    small = {key: numbers(picture) for key, picture in found.items() if key != "succession"}  # of roles, not people
    assert {key: few for key, all_ in small.items() if (few := [n for n in all_ if 0 < n < LEAST])} == {}
    counting = re.compile(r"\b(one|two|three|four|[1-4])\b (mentee|mentor|person|people|of \d+ people)", re.IGNORECASE)
    assert not [picture.title for picture in found.values() if counting.search(picture.title + picture.note)]


@pytest.mark.parametrize("seed", range(40))
def test_what_a_figure_withholds_no_picture_shows(seed: int) -> None:
    made = chance(seed)
    found = shown_of(seed)
    for measure, key in FIGURES.items():
        shown = guarded(figure(made, measure, SCOPE), METRICS[measure].card, LEAST)
        withheld = {part.label for part in shown.parts if part.withheld}
        picture = found.get(key)
        if shown.withheld and key not in ("access", "outcomes"):
            assert picture is None
        if isinstance(picture, Bars):
            assert all(bar.value is None for bar in picture.bars if bar.label in withheld)
            assert all(bar.before is None for bar in picture.bars)
        if isinstance(picture, Trend):
            assert all(point.value is None for point in picture.lines[0].points if point.label in withheld)
        if isinstance(picture, Groups):
            assert all(mark.value is None for mark in picture.marks if mark.label in withheld)
            assert picture.line is None or not withheld


@pytest.mark.parametrize("seed", range(40))
def test_curves_step_over_enough_people_and_networks_join_enough(seed: int) -> None:
    made = chance(seed)
    found = shown_of(seed)
    for key, work in (("time_to_readiness", readiness), ("time_to_promotion", promotion)):
        picture = found.get(key)
        if isinstance(picture, Curve):
            waits = work(made, SCOPE).waits
            told = [sum(wait.there and wait.months <= stair.time for wait in waits) for stair in picture.stairs]
            steps = [after - before for before, after in pairwise(told)]
            assert min(steps) >= LEAST and min(stair.waiting for stair in picture.stairs) >= LEAST
            assert all(stair.time % 3 == 0 for stair in picture.stairs)
    network = found.get("network")
    if isinstance(network, Network):
        assert all(edge.weight >= LEAST for edge in network.edges)
        assert all(node.label.startswith(("Unit", "Product", "Smaller")) for node in network.nodes)


def test_such_readers_see_most_pictures_of_a_program_that_is_large_enough() -> None:
    found = {key for seed in range(40) for key in shown_of(seed)}
    assert found >= {*FIGURES.values(), "exposure", "participation", "growth", "load", "network"}


def test_names_a_stranger_wrote_break_no_picture() -> None:
    hostile = ["$x^{2}$", "{}%s\\", "\u202eמשה", "🦊🦊", "A" * 200, ""]
    people = [mentee(f"p{k}", name or "-", unit=name, group=name) for k, name in enumerate(hostile)]
    cards = [placed(f"c{k}", f"p{k}", "q1", "ops", "okafor") for k in range(len(hostile))]
    found = pictures(scene(*people, *cards), SCOPE, names=True)
    assert set(hostile[:5]) <= set(found["exposure"].rows)  # type: ignore[attr-defined]
