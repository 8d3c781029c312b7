"""Who takes part: in the program, in its cycles, in its circles."""

from __future__ import annotations

from datetime import date

from program.attendance import expected
from program.metrics.figure import Card, Figure, Level, Part, Scope, Unit
from program.metrics.leavings import resigned
from program.metrics.made import groups, rate, rate_part
from program.metrics.registry import metric
from program.metrics.scope import cycles, eligible, entered, mentees, placements
from program.names import counted
from program.program import Program
from program.records import Attendance, Circle, Cycle, Lifecycle, Measure, Person, Presence
from program.rules.lookups import opted_out
from program.rules.times import mostly_away


@metric(
    Card(
        measure=Measure.PARTICIPATION,
        level=Level.ACTIVITY,
        unit=Unit.PERCENT,
        definition="How many of those who could be mentees are, or were.",
        numerator="Mentees who said yes, or were placed in a cycle that has begun, whatever became of them since",
        denominator="Everyone in the book as a mentee: also those only listed, and those who declined",
        window="From the beginning of the program to the day looked at",
        purpose="To see whether the program reaches those it is for; not to judge anybody who declined.",
        bias="The denominator is whom somebody entered as eligible. Whoever was never listed lowers no rate.",
        blind="Why people decline; how much those who take part put into it.",
        known=True,
    )
)
def participation(program: Program, scope: Scope) -> Figure:
    """100 × enrolled / eligible, in percent of people; parts by cohort, or by unit within one.

    The status is the present one; people without any date count as having been there on `scope.until`.
    Source: the usual definition, enrolled by eligible.
    """
    able = eligible(program, scope)
    taking = {person.id for person in mentees(program, scope)}
    by, split = groups(program, scope, able)
    return rate(
        Measure.PARTICIPATION,
        scope,
        [person.id for person in able if person.id in taking],
        [person.id for person in able],
        "person",
        parts=[rate_part(label, sum(id_ in taking for id_ in ids), len(ids)) for label, ids in split],
        by=by,
    )


@metric(
    Card(
        measure=Measure.ROTATION_PARTICIPATION,
        level=Level.ACTIVITY,
        unit=Unit.PERCENT,
        definition="How many of the places mentees should have had in a cycle were filled.",
        numerator="Placements in cycles that have begun",
        denominator="These placements, and every cycle that passed a mentee by who should have been in it",
        window="Cycles that began within the time looked at",
        purpose="To see whether the rotation happens as planned; not to judge mentees.",
        bias="A cycle somebody was away from for more than half, or chose to sit out, is not expected of them.",
        blind="Whether a placement that stands in the book was really taken up.",
        known=True,
    )
)
def rotation_participation(program: Program, scope: Scope) -> Figure:
    """100 × placements / (placements + empty places), in percent of places; parts by cycle.

    An empty place is a cycle of a mentee's cohort, begun within the scope and after they entered and before they left
    or became alumni, in which they are neither placed, nor mostly away, nor sit it out. Where nobody noted since when
    somebody is gone, no empty place is expected of them. Behind the denominator are the people of whom one was.
    """
    begun = cycles(program, scope)
    placed = placements(program, scope)
    empty = empty_places(program, scope)
    people = dict.fromkeys([*(each.person for each in placed), *(person for person, _ in empty)])
    parts: list[Part] = []
    for cycle in begun:
        sat = sum(each.cycle == cycle.id for each in placed)
        parts.append(rate_part(cycle.name, sat, sat + sum(id_ == cycle.id for _, id_ in empty)))
    whole = rate_part("", len(placed), len(placed) + len(empty))
    return Figure(
        measure=Measure.ROTATION_PARTICIPATION,
        scope=scope,
        value=whole.value,
        n=whole.n,
        part=whole.part,
        interval=whole.interval,
        parts=tuple(parts),
        by="cycle",
        kind="placement",
        counted=tuple(each.id for each in placed),
        of="person",
        among=tuple(people),
        heads=len(people),
    )


def empty_places(program: Program, scope: Scope) -> list[tuple[str, str]]:
    """The places nobody took in cycles that began within the scope: ids of mentee and cycle."""
    begun, left = cycles(program, scope), resigned(program, scope.until)
    return [
        (person.id, id_)
        for person in mentees(program, scope)
        for id_ in _missed(program, person, begun, scope, left.get(person.id, date.max))
    ]


def _missed(program: Program, person: Person, begun: tuple[Cycle, ...], scope: Scope, left: date) -> list[str]:
    """The cycles in which a mentee, who left the organisation on a day, should have had a place and had none."""
    first = entered(program, person, scope.until) or person.start or date.min
    last = (person.since or date.min) if person.status in (Lifecycle.ALUMNI, Lifecycle.LEFT) else date.max
    own, row = program.series(person.cohort), program.plan.row(person.id)
    return [
        cycle.id
        for cycle in begun
        if cycle.id in own
        and cycle.id not in row
        and first <= cycle.start < min(last, left)
        and not mostly_away(program, person.id, cycle)
        and not opted_out(program, person.id, "", cycle.id)
    ]


@metric(
    Card(
        measure=Measure.ATTENDANCE,
        level=Level.ACTIVITY,
        unit=Unit.PERCENT,
        definition="How often those expected at a round of a peer circle were there.",
        numerator="Marks that say there, late or left early",
        denominator="All marks of attendance",
        window="Rounds marked within the time looked at",
        purpose="To see whether circles are worth people’s time and lie at the right hour; not to check on anybody.",
        bias="Only what was marked counts. Where only those missing, or only those there, are marked, it misleads.",
        blind="What being there was worth; who spoke.",
        known=True,
    )
)
def attendance(program: Program, scope: Scope) -> Figure:
    """100 × marks of presence / marks, in percent of marks; parts by circle. Marks without a date do not count."""
    people = {person.id for person in program.of(Person).values() if scope.cohort in ("", person.cohort)}
    circles = sorted(program.of(Circle).values(), key=lambda circle: (circle.name.casefold(), circle.id))
    every = [
        each
        for each in program.of(Attendance).values()
        if each.person in people and (each.on is None or each.on <= scope.until)
    ]
    marks = {
        circle.id: sorted(
            (each for each in every if each.circle == circle.id and scope.holds(each.on)),
            key=lambda each: (each.round, each.id),
        )
        for circle in circles
    }
    parts: list[Part] = []
    blank = 0
    for circle in circles:
        own = marks[circle.id]
        if own:
            there = sum(each.presence is not Presence.AWAY for each in own)
            parts.append(rate_part(circle.name, there, len(own), len({each.person for each in own})))
        for number in {each.round for each in own}:
            marked = {each.person for each in every if each.circle == circle.id and each.round == number}
            blank += len((expected(circle, number) & people) - marked)
    among = [each for circle in circles for each in marks[circle.id]]
    undated = sum(each.on is None for each in every)
    return rate(
        Measure.ATTENDANCE,
        scope,
        [each.id for each in among if each.presence is not Presence.AWAY],
        [each.id for each in among],
        "attendance",
        parts=parts,
        by="circle",
        heads=len({each.person for each in among}),
        notes=(
            f"{counted(blank, 'seat')} in these rounds without any mark left out." if blank else "",
            f"{counted(undated, 'mark')} without a date left out." if undated else "",
        ),
    )
