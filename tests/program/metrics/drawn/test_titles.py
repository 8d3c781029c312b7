"""Each picture says what it found, and says so too when there is nothing to find."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from program.metrics.drawn import PICTURES, Naming, pictures
from program.metrics.drawn.mentoring import MOST_PEOPLE
from program.metrics.figure import Scope
from program.metrics.pictures import Bars, Curve, Funnel, Groups, Heat, Loads, Matrix, Network, Slopes, Trend
from program.program import Program
from program.records import (
    Answers,
    Cohort,
    Consent,
    CriticalRole,
    Horizon,
    Lifecycle,
    Nomination,
    Progress,
    Purpose,
    RaterGroup,
    Rating,
    Readiness,
    Recommendation,
    Record,
    Risk,
    Role,
    Survey,
)
from program.suppression import REST
from tests.program.metrics.history import base
from tests.program.scene import mentee, mentor, placed, scene

SCOPE = Scope(date(2027, 12, 31))
LEAD, BLIND = Naming(), Naming(False)


def drawn(key: str, made: Program, naming: Naming = LEAD, scope: Scope = SCOPE) -> Any:
    return PICTURES[key](made, scope, naming)


def title(key: str, *records: Record, naming: Naming = LEAD, scope: Scope = SCOPE) -> str | None:
    picture = drawn(key, scene(*records), naming, scope)
    return None if picture is None else picture.title


# ---- surveys and places --------------------------------------------------------------------------------------------


def asked(survey: Survey, *means: float, people: int = 8, role: Role = Role.MENTEE) -> list[Answers]:
    """Answers of some people in each cycle, scattered a little about these means."""
    top = 7 if survey is Survey.SAFETY else 5
    found = []
    for quarter, mean in enumerate(means, 1):
        for k in range(people):
            ticks: dict[str, Any] = {f"item_{n}": round(mean) for n in range(1, 8)}
            ticks["item_2"] = min(top, round(mean) + k % 2)
            if survey is Survey.SAFETY:
                ticks.update({f"item_{n}": 8 - round(mean) for n in (1, 3, 5)})  # these are reversed
            found.append(Answers(f"{survey.value}{role.value}{quarter}{k}", survey, f"q{quarter}", role=role, **ticks))
    return found


@pytest.mark.parametrize(
    ("means", "wanted"),
    [
        ((4, 5, 6), "People feel safer to speak up, cycle after cycle"),
        ((4, 3, 6), "People feel safer to speak up than in Q1"),
        ((6, 5, 4), "People feel less safe to speak up, cycle after cycle"),
        ((6, 7, 4), "People feel less safe to speak up than in Q1"),
        ((5, 6, 5), "Safety stands where it was"),
        ((), None),
    ],
)
def test_safety_says_whether_it_moved(means: tuple[float, ...], wanted: str | None) -> None:
    assert title("safety", *asked(Survey.SAFETY, *means)) == wanted


def test_one_cycle_is_no_trend() -> None:
    assert (title("safety", *asked(Survey.SAFETY, 5)) or "").startswith("Safety stands at 5.")


def test_a_trend_has_points_with_intervals_and_says_n() -> None:
    picture = drawn("safety", scene(*asked(Survey.SAFETY, 4, 5)))
    assert isinstance(picture, Trend) and picture.unit == "of 7"
    assert [(point.label, point.n) for point in picture.lines[0].points] == [("Q1", 8), ("Q2", 8)]
    assert picture.note == "Psychological safety, mean of 1 to 7, n = 8, 95\u00a0% interval (Student’s t)"


def test_what_has_no_interval_is_told_as_it_is() -> None:
    same = [Answers(f"a{q}", Survey.CLIMATE, f"q{q}", item_1=q, item_2=q, item_3=q, item_4=q) for q in (2, 4)]
    assert title("climate", *same) == "The climate: 2.0 in Q2, 4.0 in Q4"


def test_small_cycles_are_withheld_from_readers_without_names() -> None:
    few = [each for each in asked(Survey.CONFIDENCE, 2, 4, 5, 3) if each.cycle in ("q1", "q2") or each.id[-1] < "3"]
    picture, blind = drawn("confidence", scene(*few)), drawn("confidence", scene(*few), BLIND)
    assert [point.n for point in picture.lines[0].points] == [8, 8, 3, 3]
    assert [point.value is None for point in blind.lines[0].points] == [False, False, True, True]
    assert blind.title == "People trust themselves more to lead than in Q1"
    assert blind.note.endswith("small groups withheld")


def test_satisfaction_has_a_line_for_each_role() -> None:
    made = scene(
        *asked(Survey.SATISFACTION, 2, 3, 4, people=9), *asked(Survey.SATISFACTION, 4, 4, people=6, role=Role.MENTOR)
    )
    picture = drawn("satisfaction", made)
    assert picture.title == "Mentees are more content, cycle after cycle"
    assert [line.label for line in picture.lines] == ["Mentees", "Mentors"]
    assert [point.value is None for point in picture.lines[1].points] == [False, False, True]


def filled(*rates: int) -> list[Record]:
    """Twelve mentees of whom so many are placed in each cycle."""
    people = [mentee(f"m{k}", f"M {k}", status=Lifecycle.IN_ROTATION, cohort="c") for k in range(12)]
    first = [Cohort("c", name="C", start=date(2027, 1, 1))]
    sits = [placed(f"c{q}-{k}", f"m{k}", f"q{q}", "ops") for q, rate in enumerate(rates, 1) for k in range(rate)]
    gone = [mentee(who, who, status=Lifecycle.DECLINED) for who in ("ana", "jon")]
    return [*people, *first, *sits, *gone]


@pytest.mark.parametrize(
    ("rates", "wanted"),
    [
        ((12, 12, 12, 12), "Every place was filled in every cycle"),
        ((2, 5, 9, 12), "More places are filled, cycle after cycle"),
        ((12, 12, 12, 1), "Fewer places are filled, cycle after cycle"),
        ((10, 11, 10, 11), "Participation stands where it was"),
    ],
)
def test_participation_says_whether_it_moved(rates: tuple[int, ...], wanted: str) -> None:
    assert title("participation", *filled(*rates)) == wanted


# ---- exposure, load, learning --------------------------------------------------------------------------------------


def sat(person: str, *hosts: str) -> list[Record]:
    return [placed(f"{person}-{q}", person, f"q{q}", host) for q, host in enumerate(hosts, 1)]


def test_exposure_shows_who_met_the_fewest_functions_first() -> None:
    people = [mentee(f"m{k}", f"M {k}") for k in range(2)]
    few, more = [*sat("ana", "ops"), *sat("jon", "fin", "fin")], [*sat("m0", "ops", "fin"), *sat("m1", "fin", "cus")]
    made = scene(*people, *few, *more)
    picture = drawn("exposure", made)
    assert isinstance(picture, Heat)
    assert picture.title == "Two mentees have met only one function"
    assert picture.rows == ("Ana Ruiz", "Jon Bakke", "M 0", "M 1")
    assert picture.columns == ("Customer", "Finance", "Operations")
    assert picture.cells[1] == (0.0, 2.0, 0.0)
    short = drawn("exposure", made, Naming(rows=2))
    assert (short.rows, short.note) == (("Ana Ruiz", "Jon Bakke"), "Cycles spent in each function, 2 lowest of 4")


@pytest.mark.parametrize(
    ("hosts", "wanted"),
    [
        ((("ops",), ("fin",)), "Everybody has met one function"),
        ((("ops", "fin"), ("fin", "cus")), "Everybody has met two functions"),
        ((("ops", "fin"), ("ops", "fin", "cus")), "Everybody has met two functions or more"),
        ((("ops",), ("ops", "fin", "cus")), "One mentee has met only one function"),
        ((("ops",), ()), "One mentee has met one function"),
        (((), ()), None),
    ],
)
def test_exposure_titles(hosts: tuple[tuple[str, ...], tuple[str, ...]], wanted: str | None) -> None:
    assert title("exposure", *sat("ana", *hosts[0]), *sat("jon", *hosts[1])) == wanted


def test_exposure_without_names_counts_no_few() -> None:
    people = [mentee(f"m{k}", f"M {k}") for k in range(6)]
    made = scene(*people, *sat("m0", "ops"), *(row for k in range(1, 6) for row in sat(f"m{k}", "ops", "fin")))
    assert drawn("exposure", made).title == "One mentee has met only one function"
    picture = drawn("exposure", made, BLIND)
    assert picture.title == "Half of the mentees have met two functions or more"
    assert picture.rows[0] == "Person A"
    assert drawn("exposure", scene(*sat("ana", "ops")), BLIND) is None


def test_load_says_who_is_over_what_they_promised() -> None:
    cards = [placed(f"a{k}", person, "q1", mentor="okafor") for k, person in enumerate(("ana", "jon"))]
    picture = drawn("load", scene(*cards), LEAD, Scope(date(2027, 3, 31)))
    assert isinstance(picture, Loads)
    assert picture.title == "One mentor carries more than promised"
    assert [(each.label, each.carried, each.capacity, each.share) for each in picture.loads[:2]] == [
        ("Ben Okafor", 2, 1, 100.0),
        ("Li Chen", 0, 1, 0.0),
    ]
    assert picture.effective == 1.0 and picture.fair == pytest.approx(2 / 3)
    assert drawn("load", scene()) is None


def test_load_says_how_mentoring_is_spread() -> None:
    wide = [mentor(each, each, capacity=9) for each in ("okafor", "chen", "haddad", "d")]
    even = [placed(f"a{q}", "ana", f"q{q}", mentor=each) for q, each in enumerate(("okafor", "chen", "haddad", "d"), 1)]
    assert title("load", *wide, *even) == "Mentoring is spread well: as if 4.0 of 4 mentors shared it evenly"
    few = [placed(f"a{q}", "ana", f"q{q}", mentor="chen") for q in (1, 2, 3)]
    assert title("load", *wide, *few) == "Mentoring rests on few: as if 1.0 of 4 mentors shared it evenly"


def test_the_network_goes_from_learner_to_teacher() -> None:
    cards = [placed(f"c{q}", "ana", f"q{q}", mentor="okafor") for q in (1, 2)]
    picture = drawn("network", scene(*cards))
    assert isinstance(picture, Network)
    assert picture.title == "All learning crosses units"
    edge, labels = picture.edges[0], [node.label for node in picture.nodes]
    assert (labels[edge.start], labels[edge.end], edge.weight) == ("Ana Ruiz", "Ben Okafor", 2)
    assert [picture.groups[node.group] for node in picture.nodes] == ["Product", "Elsewhere"]


def test_only_the_most_connected_people_are_drawn_and_the_rest_counted() -> None:
    learners = [mentee(f"l{k}", f"Learner {k:02}") for k in range(80)]
    cards = [placed(f"c{k}", each.id, "q1", mentor="okafor") for k, each in enumerate(learners)]
    again = [placed("d", "l79", "q2", mentor="chen")]
    picture = drawn("network", scene(*learners, *cards, *again))
    assert isinstance(picture, Network)
    names = {node.label for node in picture.nodes}
    assert len(names) == MOST_PEOPLE
    assert {"Ben Okafor", "Learner 79"} <= names
    assert "n = 81 placements of 82 people, the 60 most connected; 22 more are not drawn" in picture.note
    assert all(max(edge.start, edge.end) < MOST_PEOPLE for edge in picture.edges)


def test_the_network_says_how_much_learning_crosses_units() -> None:
    cards = [placed("a", "ana", "q1", mentor="okafor"), placed("b", "ana", "q2", mentor="jon")]
    assert title("network", *cards) == "50 % of learning crosses units"
    assert title("network", cards[1]) == "All learning stays within one unit"


def test_without_names_the_network_is_of_units() -> None:
    learners = [mentee(f"m{k}", f"M {k}", unit="Finance") for k in range(6)]
    teachers = [mentor(f"t{k}", f"T {k}", unit="Sales") for k in range(6)]
    cards = [placed(f"c{k}", f"m{k}", "q1", mentor=f"t{k}") for k in range(6)]
    picture = drawn("network", scene(*learners, *teachers, *cards), BLIND)
    assert picture.title == "Finance learns most from Sales"
    assert [(node.label, node.size) for node in picture.nodes] == [("Finance", 0), ("Sales", 6)]
    assert [(edge.start, edge.end, edge.weight) for edge in picture.edges] == [(0, 1, 6)]
    some = [mentor(f"t{k}", f"T {k}", unit="Sales" if k < 6 else f"Office {k}") for k in range(12)]
    rest = [placed(f"c{k}", f"m{k}", "q1", mentor=f"t{k + 6}") for k in range(6)]
    small = drawn("network", scene(*learners, *some, *rest), BLIND)
    assert (small.title, [node.label for node in small.nodes]) == ("Learning crosses units", ["Finance", REST])
    one = [placed(f"c{k}", f"m{k}", "q1", mentor="t0") for k in range(6)]
    assert drawn("network", scene(*learners, *teachers, *one), BLIND) is None  # one teacher is one person


# ---- growth and time -----------------------------------------------------------------------------------------------


def rated(skill: str, before: int, now: int, people: int = 6, by: RaterGroup = RaterGroup.HOST) -> list[Record]:
    made: list[Record] = [mentee(f"g{k}", f"G {k}", status=Lifecycle.IN_ROTATION) for k in range(people)]
    for k in range(people):
        plain: dict[str, Any] = {"person": f"g{k}", "skill": skill, "by": by}
        made.append(Rating(f"{skill}{k}{by.value}a", level=before, on=date(2027, 1, 1), **plain))
        made.append(Rating(f"{skill}{k}{by.value}b", level=now, on=date(2027, 8, 1), **plain))
    return made


@pytest.mark.parametrize(
    ("pricing", "safety", "wanted"),
    [
        ((2, 4), (2, 3), "Skills grew by 1.3 levels, Pricing most of all"),
        ((3, 4), (4, 3), "Skills stand where they were"),
        ((4, 2), (4, 3), "Skills fell by 1.3 levels"),
    ],
)
def test_growth_says_what_grew(pricing: tuple[int, int], safety: tuple[int, int], wanted: str) -> None:
    # One person stays as they are, so that people differ and the mean has an interval.
    days = date(2027, 1, 1), date(2027, 8, 1)
    other = [Rating(f"o{k}", person="ana", skill="pricing", level=3, on=day) for k, day in enumerate(days)]
    card = placed("c", "ana", "q1")
    assert title("growth", *rated("pricing", *pricing), *rated("safety", *safety), card, *other) == wanted


def test_growth_by_rater_compares_each_side_with_itself() -> None:
    made = scene(*rated("pricing", 2, 4), *rated("pricing", 3, 4, by=RaterGroup.SELF))
    picture = drawn("growth_by_rater", made)
    assert isinstance(picture, Slopes)
    assert picture.title == "Every side sees growth, the host most of all"
    assert [(each.label, each.before, each.now, each.n) for each in picture.slopes] == [
        ("Host", 2.0, 4.0, 6),
        ("Self", 3.0, 4.0, 6),
    ]
    assert drawn("growth", scene(*rated("pricing", 2, 4, people=4)), BLIND) is None
    assert title("growth_by_rater", *rated("pricing", 3, 3)) == "No side sees growth"
    assert title("growth_by_rater", *rated("pricing", 3, 4)) == "The host sees growth"
    some = [*rated("pricing", 3, 4), *rated("pricing", 3, 3, by=RaterGroup.PEER)]
    assert title("growth_by_rater", *some) == "Not every side sees growth, the host most of all"


def test_the_curve_says_when_half_are_ready() -> None:
    people = [mentee(f"p{k}", f"P {k}", cohort="c", status=Lifecycle.IN_ROTATION) for k in range(20)]
    named = [Nomination(f"n{k}", person=f"p{k}", role="cfo") for k in range(20)]
    plain = [Cohort("c", name="C", start=date(2026, 1, 1)), CriticalRole("cfo", name="CFO"), *people, *named]

    def ready(*people_months: int) -> list[Record]:
        days = [date(2026 + month // 12, month % 12 + 1, 1) for month in people_months]
        return [
            Readiness(f"r{k}", person=f"p{k}", role="cfo", horizon=Horizon.NOW, on=day) for k, day in enumerate(days)
        ]

    half = scene(*plain, *ready(2, 3, 4, 5, 8, 9, 9, 10, 10, 11, 14, 15))
    picture = drawn("time_to_readiness", half)
    assert isinstance(picture, Curve)
    assert picture.title == "Half are ready after 11 months"
    blind = drawn("time_to_readiness", half, BLIND)
    assert [(stair.time, stair.waiting) for stair in blind.stairs] == [(0, 20), (9, 13), (15, 8)]
    assert (blind.title, blind.median) == ("Half are ready within 15 months", 15)
    few = scene(*plain, *ready(2, 3))
    assert drawn("time_to_readiness", few).title == "Not half are ready yet: 10 % after 3 months"
    assert drawn("time_to_readiness", few, BLIND) is None
    assert drawn("time_to_readiness", scene(*plain)) is None


# ---- succession, outcomes, risks -----------------------------------------------------------------------------------


def readiness(*moves: tuple[Horizon, Horizon]) -> list[Record]:
    made: list[Record] = [CriticalRole("cfo", name="CFO")]
    for k, (before, now) in enumerate(moves):
        made += [mentee(f"s{k}", f"S {k}"), Nomination(f"n{k}", person=f"s{k}", role="cfo")]
        made.append(Readiness(f"a{k}", person=f"s{k}", role="cfo", horizon=before, on=date(2027, 1, 1)))
        made.append(Readiness(f"b{k}", person=f"s{k}", role="cfo", horizon=now, on=date(2027, 6, 1)))
    return made


NOW, SOON = Horizon.NOW, Horizon.ONE_TO_TWO_YEARS


@pytest.mark.parametrize(
    ("moves", "wanted"),
    [
        ([(SOON, NOW)] * 9 + [(NOW, SOON)] * 2, "Readiness moved up for nine people"),
        ([(SOON, NOW)] * 1 + [(NOW, SOON)] * 2, "Readiness moved down for two people"),
        ([(SOON, SOON)] * 5, "Readiness stands where it was"),
        ([(SOON, NOW), (NOW, SOON)], "One person of 2 is ready now"),
        ([], None),
    ],
)
def test_readiness_says_how_many_moved(moves: list[tuple[Horizon, Horizon]], wanted: str | None) -> None:
    assert title("readiness", *readiness(*moves)) == wanted


def test_without_ratings_nobody_is_ready() -> None:
    named = [Nomination(f"n{who}", person=who, role="cfo") for who in ("ana", "jon")]
    assert title("readiness", CriticalRole("cfo", name="CFO"), *named) == "Nobody named is ready now"


def test_readiness_has_bars_with_what_they_were_before() -> None:
    made = scene(*readiness(*[(SOON, NOW)] * 9, *[(NOW, SOON)] * 2))
    picture = drawn("readiness", made)
    assert isinstance(picture, Bars) and picture.steps
    assert [(bar.label, bar.value, bar.before) for bar in picture.bars[:2]] == [
        ("Ready now", 9.0, 2.0),
        ("1–2 years", 2.0, 9.0),
    ]
    assert drawn("readiness", made, BLIND) is None or "two" not in drawn("readiness", made, BLIND).title.lower()


@pytest.mark.parametrize(
    ("named", "wanted"),
    [
        ({"r0": 2}, "One critical role has no successor"),
        ({}, "Two critical roles have no successor"),
        ({"r0": 2, "r1": 1}, "One critical role hangs on one successor"),
        ({"r0": 2, "r1": 3}, "Every critical role has a successor"),
    ],
)
def test_the_bench_says_which_roles_are_weak(named: dict[str, int], wanted: str) -> None:
    people = [mentee(f"m{k}", f"M {k}") for k in range(5)]
    roles = [CriticalRole(f"r{k}", name=f"Role {k}") for k in range(2)]
    pairs = [
        Nomination(f"{role}{k}", person=f"m{k}", role=role) for role, number in named.items() for k in range(number)
    ]
    picture = drawn("bench", scene(*people, *roles, *pairs))
    assert isinstance(picture, Bars)
    assert picture.title == wanted
    assert [bar.value for bar in picture.bars] == sorted(bar.value or 0.0 for bar in picture.bars)
    assert drawn("bench", scene(*people, *roles, *pairs), BLIND) is None  # so few stand behind each


def test_succession_says_how_many_roles_stay_empty() -> None:
    roles = [CriticalRole(f"r{k}", name=f"Role {k}", needed=date(2028, 2 + k, 1)) for k in range(2)]
    assert title("succession", *roles) == "Two critical roles will stay empty by Q3 2029, as things stand"
    who, day = ("ana", "jon"), date(2027, 5, 1)
    named = [Nomination(f"n{k}", person=who[k], role=f"r{k}") for k in range(2)]
    ready = [Readiness(f"s{k}", person=who[k], role=f"r{k}", horizon=NOW, on=day) for k in range(2)]
    sure = "Every critical role needed by Q3 2029 has somebody who will be ready"
    assert title("succession", *roles, *named, *ready) == sure
    assert title("succession", CriticalRole("r", name="R")) is None


@pytest.mark.parametrize(
    ("done", "wanted"),
    [
        (0, "No recommendation is implemented yet"),
        (1, "1 of 4 recommendations is implemented"),
        (2, "Half of the recommendations are implemented: 2 of 4"),
        (3, "More than half of the recommendations are implemented: 3 of 4"),
        (4, "Every recommendation is implemented"),
    ],
)
def test_recommendations_say_how_many_are_done(done: int, wanted: str) -> None:
    day = date(2027, 3, 1)
    made = [
        Recommendation(f"x{k}", title="Merge", proposed=day, implemented=day if k < done else None) for k in range(4)
    ]
    picture = drawn("recommendations", scene(*made))
    assert isinstance(picture, Funnel)
    assert picture.title == wanted
    assert [step.count for step in picture.steps] == [4, done, done]


def test_groups_are_compared_for_large_enough_ones_only() -> None:
    def crowd(blue: int, green: int, of: int = 20) -> list[Record]:
        people = [mentee(f"{g}{k}", f"{g} {k}", group=g, cohort="c", status=Lifecycle.IN_ROTATION)
                  for g in ("blue", "green") for k in range(of)]  # fmt: skip
        placing = [*(f"blue{k}" for k in range(blue)), *(f"green{k}" for k in range(green))]
        sits = [placed(f"c-{each}", each, "q3", "ops") for each in placing]
        return [Cohort("c", name="C", start=date(2027, 1, 1)), *people, *sits]

    even = drawn("access", scene(*crowd(14, 14)))
    assert isinstance(even, Groups)
    assert even.title == "Groups have about the same access to demanding rotations"
    assert even.line == pytest.approx(56)
    far = drawn("access", scene(*crowd(15, 5)))
    assert far.title == "green: less access to demanding rotations, 0.33 of the highest rate"
    near = drawn("access", scene(*crowd(10, 7)))
    assert near.title.endswith("0.70 of the highest rate, which chance alone could do")
    few = scene(*crowd(15, 2))
    assert drawn("access", few) == drawn("access", few, BLIND)  # whoever looks
    assert drawn("access", few) is None or all(mark.n == 0 for mark in drawn("access", few).marks)
    assert drawn("access", scene(*crowd(2, 2, of=4))) is None


def test_risks_say_how_many_are_severe() -> None:
    made = [
        Risk("a", title="Finance is full", likelihood=5, impact=4),
        Risk("b", title="Sponsor leaves", likelihood=2, impact=5),
        Risk("c", title="Over", likelihood=5, impact=5, state=Progress.CLOSED),
    ]
    picture = drawn("risks", scene(*made))
    assert isinstance(picture, Matrix)
    assert picture.title == "One risk is severe"
    assert [dot.label for dot in picture.dots] == ["Finance is full", "Sponsor leaves"]
    assert title("risks", made[1]) == "No risk is severe"
    assert title("risks", made[2]) is None


# ---- all of them ---------------------------------------------------------------------------------------------------


def test_of_nothing_there_are_no_pictures() -> None:
    for names in (True, False):
        assert pictures(Program.of_records([]), SCOPE, names) == {}


def test_pictures_have_their_key_a_finding_and_a_note_and_are_always_the_same() -> None:
    found = pictures(base(), SCOPE, True)
    assert found == pictures(Program.of_records(reversed(list(base().everything()))), SCOPE, True)
    for key, picture in found.items():
        assert picture.key == key and picture.title[0] == picture.title[0].upper() and not picture.title.endswith(".")
        assert picture.note and "None" not in picture.title + picture.note
    assert {"exposure", "readiness", "growth", "load", "network", "participation"} <= found.keys()


def test_who_took_back_their_consent_is_in_no_picture() -> None:
    gone = Consent("x", person="p0", purpose=Purpose.FIGURES, withdrawn=date(2027, 5, 1))
    made = pictures(scene(*base().everything(), gone), SCOPE, True)
    assert "Person 0" in repr(pictures(base(), SCOPE, True)) and "Person 0" not in repr(made)
