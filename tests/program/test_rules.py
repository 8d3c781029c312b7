"""Each hard rule twice: a plan it penalises and one it leaves alone; and what holds of all rules."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from program.findings import Severity
from program.program import Program
from program.records import (
    CHARTER,
    Absence,
    Charter,
    Cohort,
    Conflict,
    Host,
    Involvement,
    Lifecycle,
    Preference,
    Project,
    Record,
    Role,
    RuleSetting,
    Stage,
    Track,
    Wish,
)
from program.rules import RULES, review, unplaced
from tests.program.scene import mentee, mentor, placed, quarter, said, scene


def needed(**more: Any) -> Project:
    """A critical project that needs Ana in the first quarter."""
    return Project("x", name="Merger", **{"critical": True, "mentees": ("ana",), "cycles": ("q1",), **more})


PENALISED: dict[str, list[tuple[Record, ...]]] = {
    "seat_limit": [(placed("a", "ana", "q1", "fin"), placed("b", "jon", "q1", "fin"))],
    "host_open": [
        (placed("a", "ana", "q1", "fin"), Host("fin", name="Finance", seats=1, closed=("q1",))),
        (placed("a", "ana", "q1", "fin"), Host("fin", name="Finance", seats=1, opens=date(2027, 2, 1))),
        (placed("a", "ana", "q4", "fin"), Host("fin", name="Finance", seats=1, closes=date(2027, 11, 1))),
    ],
    "mentor_capacity": [(placed("a", "ana", "q1", mentor="chen"), placed("b", "jon", "q1", mentor="chen"))],
    "conflict": [
        (placed("a", "ana", "q1", mentor="chen"), Conflict("c", first="ana", second="chen")),
        (placed("a", "ana", "q1", mentor="chen"), Conflict("c", first="chen", second="ana")),
        (placed("a", "ana", "q1", coach="chen"), Conflict("c", first="chen", second="ana")),
    ],
    "reporting_line": [
        (placed("a", "ana", "q1", mentor="chen"), mentee("ana", "Ana Ruiz", manager="chen")),
        (
            placed("a", "ana", "q1", mentor="chen"),
            mentee("ana", "Ana Ruiz", manager="haddad"),
            mentor("haddad", "Mia Haddad", manager="chen"),
        ),
        (placed("a", "ana", "q1", mentor="chen"), mentor("chen", "Li Chen", manager="ana")),
    ],
    "not_oneself": [
        (placed("a", "ana", "q1", mentor="ana"),),
    ],
    "repeat_mentor": [
        (placed("a", "ana", "q1", mentor="chen"), placed("b", "ana", "q4", mentor="chen")),
    ],
    "repeat_host": [(placed("a", "ana", "q1", "ops"), placed("b", "ana", "q4", "ops"))],
    "sequence": [
        (placed("a", "ana", "q3", "ops"),),
        (placed("a", "ana", "q4", "ops"), placed("b", "ana", "q1", "fin")),
        (
            placed("a", "ana", "q3", "ops"),
            placed("b", "ana", "q1", "fin"),
            mentee("ana", "Ana Ruiz", track="tech"),
            Track("tech", name="Technical leadership", foundations=2),
        ),
    ],
    "absence": [
        (placed("a", "ana", "q1"), Absence("x", person="ana", start=date(2027, 1, 1), end=date(2027, 2, 20))),
        (
            placed("a", "ana", "q1", mentor="chen"),
            Absence("x", person="chen", start=date(2026, 1, 1), end=date(2027, 2, 1)),
            Absence("y", person="chen", start=date(2027, 1, 20), end=date(2027, 2, 20)),
        ),
    ],
    "track_eligibility": [
        (placed("a", "ana", "q1", "fin"), Host("fin", name="Finance", seats=1, tracks=("tech",))),
        (
            placed("a", "ana", "q1"),
            mentee("ana", "Ana Ruiz", track="tech", level="Manager"),
            Track("tech", name="T", levels="Director, VP"),
        ),
        (
            placed("a", "ana", "q1"),
            mentee("ana", "Ana Ruiz", track="tech", start=date(2026, 6, 1)),
            Track("tech", name="T", tenure=12),
        ),
        (
            placed("a", "ana", "q1"),
            mentee("ana", "Ana Ruiz", track="tech"),
            Track("tech", name="T", stages=(Stage.LEAD,)),
        ),
    ],
    "taking_part": [
        (placed("a", "ana", "q1"), mentee("ana", "Ana Ruiz", status=Lifecycle.DECLINED)),
        (placed("a", "ana", "q1", mentor="chen"), mentor("chen", "Li Chen", status=Lifecycle.LEFT)),
        (placed("a", "ana", "q1", mentor="jon"),),
        (placed("a", "ana", "q1", coach="chen"),),
    ],
    "own_cohort": [
        (
            placed("a", "ana", "q1"),
            Cohort("new", name="2027"),
            Cohort("old", name="2026"),
            mentee("ana", "Ana Ruiz", cohort="new"),
            quarter(1, cohort="old"),
        )
    ],
    "mentor_hours": [
        (
            placed("a", "ana", "q1", mentor="chen"),
            placed("b", "jon", "q1", mentor="chen"),
            mentor("chen", "Li Chen", capacity=3, hours=15),
        ),
        (placed("a", "ana", "q1", mentor="chen"), mentor("chen", "Li Chen", hours=3, involvement=Involvement.BURST)),
    ],
    "opt_out": [
        (placed("a", "ana", "q1", mentor="chen"), Preference("w", person="ana", other="chen", wish=Wish.NEVER)),
        (placed("a", "ana", "q1", mentor="chen"), Preference("w", person="chen", other="ana", wish=Wish.NEVER)),
        (placed("a", "ana", "q1", coach="chen"), Preference("w", person="ana", other="chen", wish=Wish.NEVER)),
        (placed("a", "ana", "q1", "fin"), Preference("w", person="ana", host="fin", wish=Wish.NEVER)),
        (placed("a", "ana", "q1", "fin"), Preference("w", person="ana", host="fin", cycle="q1", wish=Wish.NEVER)),
        (placed("a", "ana", "q1"), Preference("w", person="ana", cycle="q1", wish=Wish.NEVER)),
    ],
    "stage_fit": [
        (placed("a", "ana", "q1", "fin"), Host("fin", name="Finance", stages=(Stage.STRATEGIC, Stage.LEAD))),
    ],
    "prerequisite": [
        (placed("a", "ana", "q1", "fin"), Host("fin", name="Finance", after=("ops",))),
        (
            placed("a", "ana", "q1", "fin"),
            placed("b", "ana", "q2", "ops"),
            placed("c", "jon", "q1", "ops"),
            Host("fin", name="Finance", after=("ops", "cus")),
        ),
    ],
    "critical_project": [
        (placed("a", "ana", "q1", "fin", "chen"), needed(host="ops")),
        (placed("a", "ana", "q1", "fin", "chen"), needed(mentor="okafor")),
    ],
}

LEFT_ALONE: dict[str, list[tuple[Record, ...]]] = {
    "seat_limit": [(placed("a", "ana", "q1", "ops"), placed("b", "jon", "q1", "ops"), placed("c", "jon", "q2", "fin"))],
    "host_open": [
        (
            placed("a", "ana", "q1", "fin"),
            Host("fin", name="F", seats=1, closed=("q2",), opens=date(2027, 1, 1), closes=date(2027, 3, 30)),
        )
    ],
    "mentor_capacity": [(placed("a", "ana", "q1", mentor="chen"), placed("b", "jon", "q2", mentor="chen"))],
    "conflict": [
        (placed("a", "ana", "q1", mentor="chen"), Conflict("c", first="jon", second="chen")),
        (
            placed("a", "ana", "q1", mentor="chen"),
            Conflict("c", first="ana", second="chen", until=date(2026, 12, 31)),
        ),
    ],
    "reporting_line": [
        (
            placed("a", "ana", "q1", mentor="chen"),
            Charter(CHARTER, name="T", line_levels=1),
            mentee("ana", "Ana Ruiz", manager="haddad"),
            mentor("haddad", "Mia Haddad", manager="chen"),
        ),
        (
            placed("a", "ana", "q1", mentor="chen"),
            mentee("ana", "Ana Ruiz", manager="haddad"),
            mentor("chen", "Li Chen", manager="haddad"),
        ),
        (  # a loop in the roster ends the climb
            placed("a", "ana", "q1", mentor="chen"),
            mentee("ana", "Ana Ruiz", manager="haddad"),
            mentor("haddad", "Mia Haddad", manager="ana"),
        ),
    ],
    "not_oneself": [(placed("a", "ana", "q1", mentor="chen"),)],
    "repeat_mentor": [
        (
            placed("a", "ana", "q1", mentor="chen"),
            placed("b", "ana", "q4", mentor="chen"),
            Charter(CHARTER, name="T", repeat_window=3),
        ),
        (placed("a", "ana", "q1", mentor="chen"), placed("b", "jon", "q2", mentor="chen")),
    ],
    "repeat_host": [(placed("a", "ana", "q1", "ops"), placed("b", "ana", "q2", "fin"))],
    "sequence": [
        (placed("a", "ana", "q3", "ops"), placed("b", "ana", "q2", "fin")),
        (placed("a", "ana", "q4"), placed("b", "ana", "q1"), placed("c", "ana", "q3")),
    ],
    "absence": [(placed("a", "ana", "q1"), Absence("x", person="ana", start=date(2027, 4, 1), end=date(2027, 6, 1)))],
    "track_eligibility": [
        (
            placed("a", "ana", "q1", "fin"),
            Host("fin", name="Finance", seats=1, tracks=("tech",)),
            mentee("ana", "Ana Ruiz", track="tech", level="director", start=date(2025, 12, 1)),
            Track("tech", name="T", levels="Director, VP", tenure=12, stages=(Stage.FOUNDATION,)),
        )
    ],
    "taking_part": [(placed("a", "ana", "q1", mentor="chen"),)],
    "own_cohort": [
        (
            placed("a", "ana", "q1"),
            Cohort("new", name="2027"),
            mentee("ana", "Ana Ruiz", cohort="new"),
            quarter(1, cohort="new"),
        )
    ],
    "mentor_hours": [
        (
            placed("a", "ana", "q1", mentor="chen"),
            placed("b", "jon", "q1", mentor="chen"),
            mentor("chen", "Li Chen", capacity=3, hours=16),
        ),
        (
            placed("a", "ana", "q1", mentor="chen"),
            placed("b", "jon", "q1", mentor="chen"),
            mentor("chen", "Li Chen", capacity=3, hours=0),
        ),
        (
            placed("a", "ana", "q1", mentor="chen"),
            mentor("chen", "Li Chen", hours=9),
            Charter(CHARTER, name="T", standard_hours=9),
        ),
    ],
    "opt_out": [
        (
            placed("a", "ana", "q1", "fin", "chen"),
            Preference("v", person="ana", other="okafor", wish=Wish.NEVER),
            Preference("w", person="ana", other="chen", wish=Wish.RATHER_NOT),
            Preference("x", person="ana", host="fin", cycle="q2", wish=Wish.NEVER),
            Preference("y", person="ana", cycle="q2", wish=Wish.NEVER),
            Preference("z", person="jon", host="fin", wish=Wish.NEVER),
        )
    ],
    "stage_fit": [(placed("a", "ana", "q1", "fin"), Host("fin", name="Finance", stages=(Stage.FOUNDATION,)))],
    "prerequisite": [
        (
            placed("a", "ana", "q2", "fin"),
            placed("b", "ana", "q1", "ops"),
            Host("fin", name="Finance", after=("cus", "ops")),
        ),
    ],
    "critical_project": [
        (placed("a", "ana", "q1", "fin", "chen"), needed(host="fin", mentor="chen")),
        (placed("a", "ana", "q1", "fin", "chen"), needed(host="ops", critical=False)),
        (placed("a", "ana", "q1", "fin", "chen"), needed(host="ops", cycles=("q2",))),
        (placed("a", "ana", "q1", "fin", "chen"), needed(host="ops", mentees=("jon",))),
        (placed("a", "ana", "q1", mentor="okafor"), needed(host="ops", mentor="okafor")),
    ],
}


@pytest.mark.parametrize(("rule", "records"), [(r, each) for r, cases in PENALISED.items() for each in cases])
def test_penalised(rule: str, records: tuple[Record, ...]) -> None:
    found = said(rule, "a", *records)
    assert found
    for finding in found:
        assert finding.severity is RULES[rule].severity is Severity.HARD
        assert finding.words
        assert finding.short
        assert len(finding.short) < len(finding.words) + 5


@pytest.mark.parametrize(("rule", "records"), [(r, each) for r, cases in LEFT_ALONE.items() for each in cases])
def test_unpenalised(rule: str, records: tuple[Record, ...]) -> None:
    assert said(rule, "a", *records) == []


def test_every_hard_rule_has_both_tests() -> None:
    hard = {key for key, rule in RULES.items() if rule.severity is Severity.HARD}
    assert set(PENALISED) == set(LEFT_ALONE) == hard


def test_a_mentor_of_an_earlier_cohort_counts_as_met() -> None:
    """The mentee changed cohort: Q1 belonged to the old one, Q2 to Q4 to the new one."""
    cohorts = (Cohort("old", name="2026"), Cohort("new", name="2027"))
    cycles = (quarter(1, cohort="old"), *(quarter(n, cohort="new") for n in (2, 3, 4)))
    cards = (placed("b", "ana", "q1", mentor="chen"), placed("a", "ana", "q2", mentor="chen"))
    assert said("repeat_mentor", "a", mentee("ana", "Ana Ruiz", cohort="new"), *cohorts, *cycles, *cards)


def test_cycles_of_other_cohorts_do_not_stretch_the_distance() -> None:
    """Between Q1 and Q4 of cohort 2027 lie two cycles of another cohort: the distance stays one."""
    cohorts = (Cohort("old", name="2026"), Cohort("new", name="2027"))
    cycles = (
        quarter(1, cohort="new"),
        quarter(2, cohort="old"),
        quarter(3, cohort="old"),
        quarter(4, cohort="new"),
    )
    near = Charter(CHARTER, name="T", repeat_window=2)
    cards = (placed("b", "ana", "q1", mentor="chen"), placed("a", "ana", "q4", mentor="chen"))
    assert said("repeat_mentor", "a", near, mentee("ana", "Ana Ruiz", cohort="new"), *cohorts, *cycles, *cards)


class TestUnplaced:
    def names(self, program: Program) -> list[str]:
        return sorted(f"{finding.person} {finding.cycle}" for finding in unplaced(program))

    def test_every_empty_place_is_named(self) -> None:
        program = scene(placed("a", "ana", "q1", "ops"), placed("b", "jon", "q3", "ops"))
        assert self.names(program) == ["ana q2", "ana q3", "ana q4", "jon q1", "jon q2", "jon q4"]

    def test_who_sits_a_cycle_out_is_not_missed(self) -> None:
        sits_out = Preference("w", person="jon", cycle="q2", wish=Wish.NEVER)
        not_there = Preference("x", person="jon", cycle="q3", host="fin", wish=Wish.NEVER)
        assert "jon q2" not in self.names(scene(sits_out, not_there))
        assert "jon q3" in self.names(scene(sits_out, not_there))

    def test_who_does_not_take_part_or_is_away_is_not_missed(self) -> None:
        program = scene(
            mentee("jon", "Jon Bakke", status=Lifecycle.ALUMNI),
            mentee("ana", "Ana Ruiz", status=Lifecycle.LEFT),
            Absence("x", person="jon", start=date(2027, 1, 1), end=date(2027, 9, 30)),
        )
        assert self.names(program) == ["jon q4"]


def test_a_rule_can_be_switched_off_and_weighed() -> None:
    cards = (placed("a", "ana", "q1", "fin", "chen"), placed("b", "jon", "q1", "fin"))
    off = Charter(CHARTER, name="T", rules=(RuleSetting("seat_limit", False), RuleSetting("goals_met", True, 3.0)))
    assert said("seat_limit", "a", off, *cards) == []
    assert [finding.points for finding in said("goals_met", "a", off, *cards)] == [-3.0]


def test_review_names_both_sides_of_a_breach() -> None:
    program = scene(placed("a", "ana", "q1", "fin"), placed("b", "jon", "q1", "fin"))
    assert {f.placement for f in review(program) if f.rule == "seat_limit"} == {"a", "b"}


def test_one_person_mentors_in_one_cycle_and_is_mentee_in_another() -> None:
    """Mutual roles: nothing stands against Ana mentoring Jon in Q2 while she is a mentee in Q1."""
    both = mentee("ana", "Ana Ruiz", unit="Sales", capacity=1)
    program = scene(
        type(both)("ana", name="Ana Ruiz", roles=(Role.MENTEE, Role.MENTOR), capacity=1, unit="Sales"),
        placed("a", "ana", "q1", "ops", "chen"),
        placed("b", "jon", "q2", "ops", "ana"),
    )
    assert [f for f in review(program) if f.severity is Severity.HARD] == []
