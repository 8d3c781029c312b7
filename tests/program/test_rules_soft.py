"""Each soft rule by its points: a plan it pays or makes pay, and one of which it says nothing or the opposite."""

from __future__ import annotations

from datetime import date

import pytest

from program.findings import Severity
from program.program import Program
from program.records import (
    CHARTER,
    Absence,
    Charter,
    Chemistry,
    Cohort,
    Host,
    Involvement,
    Lifecycle,
    Person,
    Placement,
    Preference,
    Record,
    RuleSetting,
    Strength,
    Theme,
    Track,
    Wish,
)
from program.rules import RULES, evenness, findings, plan_findings, plan_score, review, score
from program.rules.shares import compared, fair_shares, wanted
from program.rules.zones import minutes_from_utc
from tests.program.scene import mentee, mentor, placed, quarter, said, scene

WITH_CHEN = placed("a", "ana", "q1", mentor="chen")
IN_FINANCE = placed("a", "ana", "q1", "fin")


def wish(wish_: Wish, person: str = "ana", **about: str) -> Preference:
    return Preference(f"{person}{wish_}{about}", person=person, wish=wish_, **about)


def met(*ratings: int) -> list[Chemistry]:
    return [Chemistry(f"c{n}", mentee="ana", mentor="chen", rating=rating) for n, rating in enumerate(ratings)]


#: Rule → points of what it says about card "a" (None: nothing), and the records.
POINTS: dict[str, list[tuple[float | None, tuple[Record, ...]]]] = {
    "goals_met": [
        (-1.0, (WITH_CHEN,)),
        (4.0, (placed("a", "ana", "q1", mentor="okafor"),)),
        (
            3.0,
            (
                placed("a", "ana", "q1", mentor="okafor"),
                mentee("ana", "Ana Ruiz", goals=(Strength("pricing", 3), Strength("safety", 1))),
            ),
        ),
        (1.6, (placed("a", "ana", "q1", mentor="okafor"), mentor("okafor", "B", offers=(Strength("pricing", 2),)))),
        (None, (placed("a", "jon", "q1", mentor="chen"),)),
    ],
    "complement": [
        (
            0.667,
            (
                WITH_CHEN,
                mentee("ana", "A", offers=(Strength("pricing"),)),
                mentor("chen", "C", offers=(Strength("pricing"), Strength("safety"), Strength("law"))),
            ),
        ),
        (
            None,
            (
                WITH_CHEN,
                mentee("ana", "A", offers=(Strength("pricing"),)),
                mentor("chen", "C", offers=(Strength("pricing"),)),
            ),
        ),
        (None, (WITH_CHEN, mentor("chen", "C", offers=(Strength("pricing"),)))),
    ],
    "thinking": [
        (1.0, (WITH_CHEN, mentee("ana", "A", style="Analytical"), mentor("chen", "C", style="Intuitive"))),
        (None, (WITH_CHEN, mentee("ana", "A", style="Analytical"), mentor("chen", "C", style="analytical"))),
        (None, (WITH_CHEN, mentee("ana", "A", style="Analytical"))),
    ],
    "other_unit": [(1.0, (WITH_CHEN,)), (-1.0, (WITH_CHEN, mentor("chen", "C", unit="product")))],
    "time_zone": [
        (-0.5, (WITH_CHEN, mentee("ana", "A", time_zone="+01:00"), mentor("chen", "C", time_zone="UTC-4"))),
        (-2.0, (WITH_CHEN, mentee("ana", "A", time_zone="+00:00"), mentor("chen", "C", time_zone="-12"))),
        (-0.5, (WITH_CHEN, mentee("ana", "A", time_zone="+10:00"), mentor("chen", "C", time_zone="-10:00"))),
        (None, (WITH_CHEN, mentee("ana", "A", time_zone="+01:00"), mentor("chen", "C", time_zone="+03:30"))),
        (None, (WITH_CHEN, mentee("ana", "A", time_zone="+01:00"), mentor("chen", "C", time_zone="far away"))),
    ],
    "preference": [
        (3.0, (WITH_CHEN, wish(Wish.GLADLY, other="chen"), wish(Wish.FIRST_CHOICE, "chen", other="ana"))),
        (-2.0, (WITH_CHEN, wish(Wish.RATHER_NOT, other="chen", cycle="q3"))),
        (2.0, (IN_FINANCE, wish(Wish.FIRST_CHOICE, host="fin"))),
        (None, (WITH_CHEN, wish(Wish.GLADLY, "jon", other="chen"), wish(Wish.GLADLY, other="okafor"))),
        (None, (WITH_CHEN, wish(Wish.RATHER_NOT, other="chen"), wish(Wish.FIRST_CHOICE, "chen", other="ana"))),
    ],
    "chemistry": [
        (1.667, (WITH_CHEN, *met(5, 4, 5))),
        (-2.0, (WITH_CHEN, *met(1))),
        (None, (WITH_CHEN, *met(2, 4))),
        (None, (WITH_CHEN,)),
    ],
    "aspiration": [
        (
            2.0,
            (
                IN_FINANCE,
                mentee("ana", "A", themes=("t", "u")),
                Host("fin", name="F", themes=("u",)),
                Theme("u", name="U"),
            ),
        ),
        (None, (IN_FINANCE, mentee("ana", "A", themes=("t",)), Host("fin", name="F", themes=("u",)))),
    ],
    "impact": [(0.6, (IN_FINANCE, Host("fin", name="F", impact=3))), (None, (IN_FINANCE,))],
    "new_function": [
        (2.0, (IN_FINANCE, placed("b", "ana", "q2", "tre"), Host("tre", name="Treasury", function="Finance"))),
        (
            -1.0,
            (
                placed("a", "ana", "q2", "fin"),
                placed("b", "ana", "q1", "tre"),
                Host("tre", name="T", function="FINANCE"),
            ),
        ),
        (-1.0, (IN_FINANCE, mentee("ana", "A", unit="finance"))),
        (None, (IN_FINANCE, Host("fin", name="Finance"))),
    ],
    "first_meeting": [
        (1.0, (WITH_CHEN, placed("b", "ana", "q2", mentor="chen"))),
        (None, (placed("a", "ana", "q2", mentor="chen"), placed("b", "ana", "q1", mentor="chen"))),
    ],
    "track_theme": [
        (
            1.0,
            (
                placed("a", "ana", "q2", "fin"),
                placed("b", "ana", "q1", "ops"),
                mentee("ana", "A", track="tech"),
                Track("tech", name="Tech", themes=("t", "u", "v")),
                Host("fin", name="F", themes=("u", "t", "w")),
                Host("ops", name="O", themes=("t",)),
            ),
        ),
        (
            None,
            (
                placed("a", "ana", "q2", "fin"),
                placed("b", "ana", "q1", "ops"),
                mentee("ana", "A", track="tech"),
                Track("tech", name="Tech", themes=("t",)),
                Host("fin", name="F", themes=("t",)),
                Host("ops", name="O", themes=("t",)),
            ),
        ),
    ],
    "involvement": [
        (
            -1.0,
            (WITH_CHEN, placed("b", "jon", "q2", mentor="chen"), mentor("chen", "C", involvement=Involvement.BURST)),
        ),
        (
            None,
            (WITH_CHEN, placed("b", "jon", "q3", mentor="chen"), mentor("chen", "C", involvement=Involvement.BURST)),
        ),
    ],
    "spread": [
        (
            -1.0,
            (
                placed("a", "jon", "q3", mentor="chen"),
                *(placed(f"c{n}", person, f"q{n}", mentor="chen") for n in (1, 2) for person in ("ana",)),
                placed("d", "ana", "q3", mentor="chen"),
            ),
        ),
        (
            None,
            (
                placed("a", "ana", "q3", mentor="chen"),
                *(placed(f"c{n}", "ana", f"q{n}", mentor="chen") for n in (1, 2)),
                placed("d", "jon", "q3", mentor="chen"),
            ),
        ),
    ],
    "part_absence": [
        (-1.0, (placed("a", "ana", "q1"), Absence("x", person="ana", start=date(2027, 3, 1), end=date(2027, 3, 9)))),
        (None, (placed("a", "ana", "q1"),)),
    ],
}


@pytest.mark.parametrize(
    ("rule", "points", "records"), [(rule, *case) for rule, cases in POINTS.items() for case in cases]
)
def test_points(rule: str, points: float | None, records: tuple[Record, ...]) -> None:
    found = said(rule, "a", *records)
    assert [finding.points for finding in found] == ([] if points is None else [points])
    for finding in found:
        assert finding.severity is Severity.SOFT
        assert finding.words and finding.short and len(finding.short) < len(finding.words) + 5


def test_every_soft_rule_is_tried_both_ways() -> None:
    soft = {key for key, rule in RULES.items() if rule.severity is Severity.SOFT}
    assert set(POINTS) | {"equity"} == soft
    assert all(len({points for points, _ in cases}) > 1 for cases in POINTS.values())


def test_points_are_whole_thousandths_after_weighing() -> None:
    weighed = Charter(CHARTER, name="T", rules=(RuleSetting("chemistry", True, 0.7),))
    [finding] = said("chemistry", "a", WITH_CHEN, *met(5, 4, 5), weighed)
    assert finding.points == 1.167  # 5/3 * 0.7 = 1.1666…


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("+01:00", 60),
        ("-5", -300),
        ("UTC+2", 120),
        ("gmt -03:30", -210),
        ("\u22120800", -480),
        ("UTC", 0),
        ("Z", 0),
        ("Europe/Berlin", 60),
        ("Australia/Sydney", 660),  # summer there on 1 January
        ("Atlantis/City", None),
        ("../passwd", None),
        ("Europe", None),
        ("", None),
        ("+25:00", None),
    ],
)
def test_time_zones_are_read_as_people_write_them(text: str, minutes: int | None) -> None:
    assert minutes_from_utc(text, 2027) == minutes


class TestShares:
    def test_slots_are_the_cycles_of_the_cohort_in_which_somebody_is_there(self) -> None:
        program = scene(
            Cohort("new", name="2027"),
            quarter(1, cohort="new"),
            mentee("jon", "Jon Bakke", cohort="old"),
            Absence("x", person="ana", start=date(2027, 4, 1), end=date(2027, 6, 30)),
            mentee("eva", "Eva Lind", status=Lifecycle.LEFT),
        )
        assert wanted(program) == {"ana": 2, "jon": 3}

    def test_the_fair_share_goes_by_capacity_and_is_rounded_up(self) -> None:
        program = scene(mentor("chen", "C", capacity=3), mentor("haddad", "H", status=Lifecycle.DECLINED))
        assert fair_shares(program) == {"chen": 6, "okafor": 2}

    def test_without_room_nobody_has_a_share(self) -> None:
        program = scene(*(mentor(id_, id_, capacity=0) for id_ in ("chen", "haddad", "okafor")))
        assert set(fair_shares(program).values()) == {0}


def grouped(*more: Record, floor: int = 3) -> Program:
    """Three mentees each in the groups North and south, who meet Okafor (from their own unit) and Chen in one cycle."""
    people = [mentee(f"n{n}", f"N{n}", group="North") for n in range(3)]
    people += [mentee(f"s{n}", f"S{n}", group=" south") for n in range(3)]
    cards = [placed(f"c{p.id}", p.id, "q1", mentor="chen" if p.id[0] == "n" else "okafor") for p in people]
    charter = Charter(CHARTER, name="T", group_floor=floor)
    own = mentor("okafor", "Ben Okafor", unit="Product")
    return scene(charter, *people, *cards, own, *more)


class TestEquity:
    def test_a_gap_between_groups_costs_by_the_place(self) -> None:
        """North has 3 × 1 point, South 3 × −1, each over 12 places: means 250 and −250, 250 too far, 24 places."""
        program = grouped()
        assert compared(program) == {"north": ("n0", "n1", "n2"), "south": ("s0", "s1", "s2")}
        assert evenness.sums(program, program.plan) == {"north": 3000, "south": -3000}
        [finding] = plan_findings(program, program.plan)
        assert (finding.rule, finding.points) == ("equity", -0.5 * 0.25 * 24)
        assert finding.words == "groups differ by 0.5 points"
        assert (finding.person, finding.cycle, finding.placement) == ("", "", "")
        assert review(program)[-1] == finding

    def test_small_groups_and_small_gaps_cost_nothing(self) -> None:
        for program in (
            grouped(floor=4),
            grouped(mentee("s0", "S0", group="south", status=Lifecycle.LEFT)),
            grouped(mentor("okafor", "Ben Okafor")),
            grouped(Charter(CHARTER, name="T", group_floor=3, rules=(RuleSetting("equity", False),))),
        ):
            assert plan_findings(program, program.plan) == []

    def test_the_weight_counts(self) -> None:
        program = grouped(Charter(CHARTER, name="T", group_floor=3, rules=(RuleSetting("equity", True, 2.0),)))
        assert [finding.points for finding in plan_findings(program, program.plan)] == [-6.0]

    def test_costs_are_whole_and_rounded_down(self) -> None:
        assert evenness.cost([1000, -1], [3, 2], 500) == 500 * (333 + 1 - 250) * 5 // 1000
        assert evenness.cost([1000], [3], 500) == 0
        assert evenness.cost([], [], 500) == 0


def test_the_score_of_a_plan_is_that_of_its_cards_and_of_the_whole() -> None:
    program = grouped(*met(5, 4))
    cards = sum(score(program, program.plan, card) for card in program.of(Placement).values())
    assert plan_score(program) == pytest.approx(cards - 3.0)
    assert plan_score(program, program.plan) == plan_score(program)


def test_rules_about_a_row_say_the_same_whatever_comes_later() -> None:
    """What is earned in Q1 does not depend on Q2, so that points are counted once."""
    program = scene(IN_FINANCE, placed("b", "ana", "q2", "fin"), Person("x", name="X"))
    by_card = {
        card.id: [f.points for f in findings(program, program.plan, card) if f.rule == "new_function"]
        for card in program.of(Placement).values()
    }
    assert by_card == {"a": [2.0], "b": [-1.0]}
