"""Who carries the mentoring, and who learnt from whom."""

from __future__ import annotations

from collections.abc import Mapping

from program.metrics.drawn.naming import LEAD, Naming
from program.metrics.drawn.wording import many, note, opening
from program.metrics.figure import Scope
from program.metrics.load import hhi, loads
from program.metrics.pictures import Edge, Load, Loads, Network, Node
from program.metrics.reaching import Lesson, lessons
from program.metrics.scope import cycles
from program.program import Program
from program.records import Measure, Person, Tier
from program.suppression import REST, label, table

NO_UNIT = "No unit"
MOST_PEOPLE = 60
"""More people than these, the most connected, would be a ring without names."""


def load(program: Program, scope: Scope, naming: Naming = LEAD) -> Loads | None:
    """Mentors by the placements they carried, the busiest first, against their capacity: mentees at once times the
    cycles that began on different days."""
    carried = loads(program, scope)
    index = hhi(tuple(carried.values()))
    if index is None or naming.few(len(carried)):
        return None
    total = sum(carried.values())
    turns = len({cycle.start for cycle in cycles(program, scope)})
    room = {id_: program.of(Person)[id_].capacity * turns for id_ in carried}
    order = sorted(carried, key=lambda id_: (-carried[id_], -room[id_], _name(program, id_, naming), id_))
    labels = naming.people(program, order, "Mentor")
    effective, over = 1 / index, sum(carried[id_] > room[id_] for id_ in carried)
    return Loads(
        key="load",
        title=_load_title(effective, len(carried), 0 if naming.few(over) else over),
        note=note(
            f"Placements carried by each mentor, of the room promised, n = {total:,} placements",
            "" if naming.names else "names withheld in this edition",
        ),
        measure=Measure.EFFECTIVE_MENTORS,
        tier=naming.tier(Tier.PROGRAM),
        loads=tuple(
            Load(name, carried[id_], room[id_], 100 * carried[id_] / total)
            for name, id_ in zip(labels, order, strict=True)
        ),
        effective=effective,
        fair=total / len(carried),
    )


def _name(program: Program, id_: str, naming: Naming) -> str:
    return program.title(Person, id_).casefold() if naming.names else ""


def _load_title(effective: float, n: int, over: int) -> str:
    if over:
        return opening(f"{many(over, 'mentor')} {'carries' if over == 1 else 'carry'} more than promised")
    said = f"as if {effective:.1f} of {n} mentors shared it evenly"
    if effective >= 0.75 * n:
        return f"Mentoring is spread well: {said}"
    return f"Mentoring rests on few: {said}" if effective < 0.5 * n else f"Mentoring is spread unevenly: {said}"


def network(program: Program, scope: Scope, naming: Naming = LEAD) -> Network | None:
    """Who learnt from whom: people coloured by unit, or without names the units themselves.

    Between units only what the least number of people learnt from as many others is shown, and units with fewer people
    stand together; no total is given from which the rest could be told.
    """
    found = lessons(program, scope)
    people = sorted({id_ for lesson in found for id_ in (lesson.learner, lesson.teacher)})
    if not people or naming.few(len(people)):
        return None
    units = _units(program, people)
    if not naming.names:
        return _between(found, units, naming)
    shown = _most_connected(found, people)
    groups = sorted({units[id_] for id_ in shown}, key=lambda each: (each == NO_UNIT, each.casefold()))
    place = {id_: k for k, id_ in enumerate(shown)}
    weights: dict[tuple[int, int], int] = {}
    taught: dict[str, int] = {}
    for lesson in found:
        if lesson.learner not in place or lesson.teacher not in place:
            continue
        ends = place[lesson.learner], place[lesson.teacher]
        weights[ends] = weights.get(ends, 0) + 1
        taught[lesson.teacher] = taught.get(lesson.teacher, 0) + 1
    labels = naming.people(program, shown, "Person")
    rest = len(people) - len(shown)
    return Network(
        key="network",
        title=_crossing(found, units),
        note=note(
            f"From learner to teacher, n = {len(found):,} placements of {len(people):,} people",
            f"the {len(shown)} most connected; {rest:,} more are not drawn" if rest else "",
            "coloured by unit",
        ),
        measure=Measure.REACH,
        tier=Tier.PROGRAM,
        nodes=tuple(Node(labels[k], groups.index(units[id_]), taught.get(id_, 0)) for id_, k in place.items()),
        edges=tuple(Edge(start, end, weight) for (start, end), weight in sorted(weights.items())),
        groups=tuple(groups),
    )


def _most_connected(found: tuple[Lesson, ...], people: list[str]) -> list[str]:
    """Who learnt from or taught the most others, at most `MOST_PEOPLE`, in the order given."""
    if len(people) <= MOST_PEOPLE:
        return people
    others: dict[str, set[str]] = {id_: set() for id_ in people}
    for lesson in found:
        others[lesson.learner].add(lesson.teacher)
        others[lesson.teacher].add(lesson.learner)
    kept = set(sorted(people, key=lambda id_: (-len(others[id_]), id_))[:MOST_PEOPLE])
    return [id_ for id_ in people if id_ in kept]


def _units(program: Program, people: list[str]) -> dict[str, str]:
    """Person id → unit, written as it first is."""
    spelt: dict[str, str] = {}
    words = {id_: " ".join(program.of(Person)[id_].unit.split()) for id_ in people}
    for each in sorted(words.values()):
        spelt.setdefault(each.casefold(), each)
    return {id_: spelt[each.casefold()] or NO_UNIT for id_, each in words.items()}


def _crossing(found: tuple[Lesson, ...], units: Mapping[str, str]) -> str:
    across = sum(units[each.learner] != units[each.teacher] for each in found)
    if len(set(units.values())) == 1:
        return "All learning stays within one unit"
    if across == len(found):
        return "All learning crosses units"
    return f"{100 * across / len(found):.0f} % of learning crosses units"


def _between(found: tuple[Lesson, ...], units: Mapping[str, str], naming: Naming) -> Network | None:
    names = sorted(set(units.values()))
    sizes = [[sum(unit == name for unit in units.values())] for name in names]
    merged = table(names, ("people",), sizes, naming.least).rows
    together = {name: label(row) for row in merged for name in row}
    learners: dict[tuple[str, str], set[str]] = {}
    teachers: dict[tuple[str, str], set[str]] = {}
    weights: dict[tuple[str, str], int] = {}
    for lesson in found:
        ends = together[units[lesson.learner]], together[units[lesson.teacher]]
        learners.setdefault(ends, set()).add(lesson.learner)
        teachers.setdefault(ends, set()).add(lesson.teacher)
        weights[ends] = weights.get(ends, 0) + 1
    nodes = sorted(set(together.values()))
    kept = {
        ends: weight
        for ends, weight in sorted(weights.items())
        if min(len(learners[ends]), len(teachers[ends])) >= naming.least
    }
    between = {ends: weight for ends, weight in kept.items() if ends[0] != ends[1]}
    if len(nodes) < 2:
        return None
    taught = {name: sum(weight for (_, end), weight in between.items() if end == name) for name in nodes}
    named = {ends: weight for ends, weight in between.items() if REST not in ends}
    strongest = max(named.items(), key=lambda each: (each[1], each[0]), default=None)
    if strongest is not None:
        title = f"{strongest[0][0]} learns most from {strongest[0][1]}"
    else:
        title = "Learning crosses units" if between else "No two units learn much from each other"
    return Network(
        key="network",
        title=title,
        note=f"From unit to unit, n = {len(units):,} people; only where at least {naming.least} learnt from as many",
        measure=Measure.REACH,
        tier=Tier.AGGREGATE,
        nodes=tuple(Node(name, k, taught[name]) for k, name in enumerate(nodes)),
        edges=tuple(Edge(nodes.index(a), nodes.index(b), weight) for (a, b), weight in between.items()),
        groups=tuple(nodes),
    )
