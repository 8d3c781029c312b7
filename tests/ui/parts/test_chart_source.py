"""What leaves of a chart for readers who may not know names is no more than a pack would tell them."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from program.leaks import clear
from program.metrics.figure import Scope
from program.metrics.pictures import Bars, Trend
from program.program import Program
from program.records import Cohort, Consent, Horizon, Nomination, Purpose, RaterGroup, Readiness, Role, Tier
from program.trouble import Trouble
from program.views import pack
from reports.catalogue import REPORTS
from tests.reports.governed import DAY, governed
from ui.parts.chart_file import checked
from ui.parts.chart_source import remakes


def with_floor(program: Program, floor: int) -> Program:
    charter = msgspec.structs.replace(program.charter, group_floor=floor)
    return Program.of_records([*(each for each in program.everything() if each.id != charter.id), charter])


def two_cohorts() -> Program:
    """Thirty mentees in two cohorts, all named for a role; seven of the first are ready now, and two of the second."""
    plain = governed()
    cohort = next(iter(plain.of(Cohort).values()))
    people = plain.people(Role.MENTEE)
    role = next(iter(each.role for each in plain.of(Nomination).values()))
    kept = (each for each in plain.everything() if not isinstance(each, Nomination | Readiness))
    made = {(type(each), each.id): each for each in kept}
    second = msgspec.structs.replace(cohort, id="second", name="Second cohort")
    made[Cohort, "second"] = second
    for place, person in enumerate(people):
        half = place >= len(people) // 2
        person = msgspec.structs.replace(person, cohort="second" if half else cohort.id)
        ready = place % (len(people) // 2) < (2 if half else 7)
        on = DAY - timedelta(days=60)
        rated = Readiness(
            f"r{place}", person.id, role, Horizon.NOW if ready else Horizon.LATER, RaterGroup.SPONSOR, on=on
        )
        for each in (person, Nomination(f"n{place}", person.id, role, on=on), rated):
            made[type(each), each.id] = each
    return Program.of_records(made.values())


def test_the_charters_least_group_holds_for_charts_too() -> None:
    nameless = remakes("safety", Scope(DAY), 12).nameless
    assert nameless is not None
    picture = nameless(with_floor(governed(), 3))
    assert isinstance(picture, Trend)
    assert 0 < max(point.n for point in picture.lines[0].points if point.value is not None) < 40
    with pytest.raises(Trouble, match="nothing in this chart"):
        nameless(with_floor(governed(), 40))


def test_no_chart_of_one_cohort_leaves_that_taken_from_everybody_tells_of_the_other() -> None:
    program = two_cohorts()
    first = next(each.id for each in program.of(Cohort).values() if each.id != "second")
    whole, alone = (remakes("readiness", Scope(DAY, cohort=cohort), 12) for cohort in ("", first))
    assert whole.nameless is not None and alone.nameless is not None
    of_all, of_one = whole.nameless(program), alone.shown(program)
    assert isinstance(of_all, Bars) and isinstance(of_one, Bars)
    assert (of_all.bars[0].value, of_one.bars[0].value) == (9, 7)
    with pytest.raises(Trouble, match="nothing in this chart"):
        alone.nameless(program)


def test_a_nameless_chart_is_of_the_same_people_as_a_pack() -> None:
    who = governed().people(Role.MENTEE)[0].id
    on = DAY - timedelta(days=3)
    taken = Consent("c", who, Purpose.RUNNING_THE_PROGRAM, on - timedelta(days=90), withdrawn=on)
    program = Program.of_records([*two_cohorts().everything(), taken])
    nameless = remakes("readiness", Scope(DAY), 12).nameless
    assert nameless is not None
    chart = checked(program, nameless, Tier.AGGREGATE).view
    view = clear(program, lambda there: pack(there, DAY), Tier.AGGREGATE, REPORTS["committee"].purposes).view
    assert chart == next(each for each in view.pictures if each.key == "readiness")
