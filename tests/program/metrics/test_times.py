"""Time until people get there: against published survival tables, and with those not there yet left in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import exp, log, sqrt

import pytest

from program.metrics.figure import Figure, Scope
from program.metrics.times import MONTH, Wait, survival
from program.metrics.waiting import time_to_competence, time_to_promotion, time_to_readiness
from program.program import Program
from program.records import (
    Cohort,
    CriticalRole,
    Event,
    EventKind,
    Goal,
    Horizon,
    Lifecycle,
    Nomination,
    RaterGroup,
    Rating,
    Readiness,
    Record,
)
from tests.program.scene import mentee, scene

# Weeks in remission of 21 children with leukaemia (Freireich et al. 1963, Blood 21: 699-716).
TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
TREATED_STILL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]

START, UNTIL = date(2027, 1, 1), date(2028, 12, 31)


def waits(there: Sequence[int], still: Sequence[int] = ()) -> list[Wait]:
    done = [Wait(f"t{k}", months, True) for k, months in enumerate(there)]
    return done + [Wait(f"s{k}", months, False) for k, months in enumerate(still)]


def test_the_steps_are_those_published_for_the_treated_children() -> None:
    found = survival(waits(TREATED, TREATED_STILL))
    assert [(s.time, round(100 - s.share, 1), s.waiting) for s in found.stairs] == [
        (6, 85.7, 21),
        (7, 80.7, 17),
        (10, 75.3, 15),
        (13, 69.0, 12),
        (16, 62.7, 11),
        (22, 53.8, 7),
        (23, 44.8, 6),
    ]


def test_the_median_is_the_one_published() -> None:
    # 23 weeks treated, 8 weeks with placebo. The interval runs over the times at which the log-log band holds one half.
    treated, placebo = survival(waits(TREATED, TREATED_STILL)), survival(waits(PLACEBO))
    assert (treated.median, treated.low, treated.high) == (23, 13, None)
    assert treated.interval is None
    assert (placebo.median, placebo.low, placebo.high) == (8, 4, 11)


def test_the_band_is_the_log_log_one() -> None:
    # Stata's list of the placebo group (the Gehan data of Princeton's WWS 509): 0.9048 at one week, from 0.6700.
    first = survival(waits(PLACEBO)).stairs[0]
    assert (round(100 - first.share, 2), round(100 - first.high, 2)) == (90.48, 67.0)
    # Exponential Greenwood by hand for the treated at 6 weeks: log-log of 0.857 with 3 of 21.
    first = survival(waits(TREATED, TREATED_STILL)).stairs[0]
    alive = 18 / 21
    reach = exp(1.959964 * sqrt(3 / (21 * 18)) / -log(alive))
    assert 100 - first.high == pytest.approx(100 * alive**reach)
    assert 100 - first.low == pytest.approx(100 * alive ** (1 / reach))


def test_where_everybody_got_there_the_last_step_has_an_interval_too() -> None:
    last = survival(waits(PLACEBO)).stairs[-1]
    assert last.share == 100 and last.low < last.high == 100


def test_nobody_there_yet_has_no_steps_and_no_median() -> None:
    for found in (survival([]), survival(waits([], [3, 4]))):
        assert (found.stairs, found.median, found.interval) == ((), None, None)


# ---- of people -----------------------------------------------------------------------------------------------------


def world(*more: Record, people: int = 4) -> Program:
    """People of a cohort that began at `START`."""
    crowd = [mentee(f"p{k}", f"Person {k}", cohort="c", status=Lifecycle.IN_ROTATION) for k in range(people)]
    return scene(Cohort("c", name="Cohort 2027", start=START), *crowd, *more)


def day(months: float) -> date:
    return START + timedelta(days=round(months * MONTH))


def figure(made: Program, work: object, until: date = UNTIL) -> Figure:
    found = work(made, Scope(until, cohort="c"))  # type: ignore[operator]
    assert isinstance(found, Figure)
    return found


def promoted(person: int, months: float, kind: EventKind = EventKind.PROMOTION) -> Event:
    return Event(f"e{person}{kind.value}{months}", person=f"p{person}", kind=kind, on=day(months))


def test_the_time_to_promotion_counts_the_first_one_after_entry() -> None:
    made = world(promoted(0, 6), promoted(0, 3), promoted(1, 12), promoted(2, -3), promoted(2, 20))
    found = figure(made, time_to_promotion)
    assert found.n == 4
    assert found.value == pytest.approx(12, abs=0.1)
    assert found.counted == ("p0", "p1", "p2")
    assert found.notes[0].startswith("3 got there, 1 are on the way, 0 left before")


def test_who_left_is_censored_and_not_half_is_no_median() -> None:
    made = world(promoted(0, 6), promoted(1, 2, EventKind.LEFT), promoted(1, 8))
    found = figure(made, time_to_promotion)
    assert (found.value, found.n, found.counted) == (None, 4, ("p0",))
    assert found.notes[0].startswith("1 got there, 2 are on the way, 1 left before")
    assert found.notes[1] == "Not half of them got there yet, so that there is no median."


def test_who_is_out_of_the_program_without_a_day_is_left_out() -> None:
    gone = mentee("p0", "Person 0", cohort="c", status=Lifecycle.LEFT)
    since = mentee("p1", "Person 1", cohort="c", status=Lifecycle.LEFT, since=day(5))
    assert figure(world(gone, since), time_to_promotion).among == ("p1", "p2", "p3")


def test_readiness_counts_sponsors_for_roles_somebody_is_named_for() -> None:
    def rated(key: str, person: int, months: float, **more: object) -> Readiness:
        plain = {"role": "cfo", "horizon": Horizon.NOW, "by": RaterGroup.SPONSOR}
        return Readiness(f"r-{key}", person=f"p{person}", on=day(months), **{**plain, **more})  # type: ignore[arg-type]

    made = world(
        CriticalRole("cfo", name="CFO"),
        CriticalRole("coo", name="COO"),
        *(Nomination(f"n{k}", person=f"p{k}", role="cfo") for k in range(3)),
        rated("a", 0, 14),
        rated("b", 0, 18),
        rated("c", 1, 4, by=RaterGroup.MANAGER),
        rated("d", 1, 5, role="coo"),
        rated("e", 1, 6, horizon=Horizon.ONE_TO_TWO_YEARS),
        rated("f", 2, -1),
        rated("g", 3, 3),
    )
    found = figure(made, time_to_readiness)
    assert found.among == ("p0", "p1")  # p2 was ready before entering, p3 is named for nothing
    assert found.counted == ("p0",)
    assert found.value == pytest.approx(14, abs=0.1)


def test_who_is_no_longer_named_is_watched_until_then() -> None:
    made = world(
        CriticalRole("cfo", name="CFO"),
        Nomination("n0", person="p0", role="cfo", until=day(4)),
        Readiness("r", person="p0", role="cfo", horizon=Horizon.NOW, on=day(9)),
    )
    found = figure(made, time_to_readiness)
    assert (found.n, found.counted) == (1, ())
    assert "1 left before" in found.notes[0]


def test_competence_counts_goals_reached_as_others_see_them() -> None:
    def rated(key: str, level: int, months: float, by: RaterGroup = RaterGroup.HOST, person: str = "p0") -> Rating:
        return Rating(f"r-{key}", person=person, skill="pricing", by=by, level=level, on=day(months))

    made = world(
        Goal("g0", person="p0", title="Price", skill="pricing", target=4, start=day(1)),
        Goal("g1", person="p1", title="Price", skill="pricing", target=4, start=day(1)),
        Goal("g2", person="p2", title="Price", skill="pricing", target=4, start=day(3)),
        Goal("g3", person="p3", title="Speak", start=day(1)),
        rated("a", 5, 2, RaterGroup.SELF),
        rated("b", 3, 4),
        rated("c", 5, 7),
        rated("d", 4, 2, person="p2"),
    )
    found = figure(made, time_to_competence)
    assert (found.kind, found.among, found.counted) == ("goal", ("g0", "g1"), ("g0",))
    assert found.value == pytest.approx(6, abs=0.1)
    assert found.heads == 2


def test_nothing_there_is_no_number() -> None:
    for work in (time_to_promotion, time_to_readiness, time_to_competence):
        found = work(Program.of_records([]), Scope(UNTIL))
        assert (found.value, found.n, found.notes, found.parts) == (None, 0, (), ())
