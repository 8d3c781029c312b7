"""How well critical roles are covered: with successors, with ready ones, and when each takes one role only."""

from __future__ import annotations

from collections.abc import Iterable

from program.metrics.against import baseline
from program.metrics.bench import Bench, bench, emergency, matched
from program.metrics.figure import Card, Figure, Level, Part, Scope, Unit
from program.metrics.intervals import student, wilson
from program.metrics.registry import metric
from program.names import counted
from program.program import Program
from program.records import Measure

_WINDOW = "The stand of the day: roles critical then, nominations in force then"
_ROLES = "Critical roles that are not closed"
_PURPOSE = "To see where the organisation depends on one person; never to choose a successor."
_UNTOLD = "Roles nobody has declared critical; whether the successors named know of it and would come"


@metric(
    Card(
        measure=Measure.ROLE_COVERAGE,
        level=Level.RESULTS,
        unit=Unit.PERCENT,
        definition="Share of critical roles for which at least one successor is named.",
        numerator="Critical roles with a successor",
        denominator=_ROLES,
        window=_WINDOW,
        purpose=_PURPOSE,
        bias="A name is written down quickly: coverage looks better than it is where successors are not developed.",
        blind=_UNTOLD + ".",
        source="Succession coverage ratio: key positions with a named successor / key positions x 100",
        people=False,
    )
)
def role_coverage(program: Program, scope: Scope) -> Figure:
    """Critical roles with at least one successor named / critical roles x 100, in percent. Unit of n: roles."""
    now = bench(program, scope)
    return _rate(program, scope, Measure.ROLE_COVERAGE, now, [r.id for r in now.roles if now.successors[r.id]], ())


@metric(
    Card(
        measure=Measure.READY_COVERAGE,
        level=Level.RESULTS,
        unit=Unit.PERCENT,
        definition="Share of critical roles for which at least one successor is ready now.",
        numerator="Critical roles with an immediate successor: one whom a sponsor last rated ready now",
        denominator=_ROLES,
        window=_WINDOW + "; ratings up to then",
        purpose=_PURPOSE,
        bias="One ready person may stand for several roles: net bench counts them once.",
        blind=_UNTOLD + "; emergency successors who are not rated ready.",
        source="Succession readiness rate: roles with an immediate successor / critical roles x 100",
        people=False,
    )
)
def ready_coverage(program: Program, scope: Scope) -> Figure:
    """Critical roles with a successor rated ready now by a sponsor / critical roles x 100, in percent."""
    now = bench(program, scope)
    ready = [role.id for role in now.roles if now.ready(role.id)]
    at_hand = {role for person, role in emergency(program, scope.until) if person in now.successors.get(role, ())}
    only = len(at_hand - set(ready))
    notes = [f"{counted(only, 'further role')} with an emergency successor who is not rated ready now."] if only else []
    return _rate(program, scope, Measure.READY_COVERAGE, now, ready, notes)


@metric(
    Card(
        measure=Measure.SUCCESSOR_COVERAGE,
        level=Level.RESULTS,
        unit=Unit.PERCENT,
        definition="How many successors there are for a hundred critical roles; 100 % means as many as roles.",
        numerator="People in the pool: named for at least one critical role, each counted once",
        denominator=_ROLES,
        window=_WINDOW,
        purpose=_PURPOSE,
        bias="Counts names, not readiness; many successors for one role hide that another has none.",
        blind=_UNTOLD + ".",
        source="ISO/TS 30433:2021, clause 5: successors in the pool / positions in need x 100",
        people=False,
    )
)
def successor_coverage(program: Program, scope: Scope) -> Figure:
    """People named as successors / critical roles x 100 (ISO/TS 30433:2021, clause 5), in percent; may pass 100.

    It is no share, so it has neither part nor interval; n counts roles.
    """
    now = bench(program, scope)
    people, n = now.people, len(now.roles)
    pairs = sum(len(named) for named in now.successors.values())
    notes = [f"{counted(len(people), 'person', 'people')} in the pool, in {counted(pairs, 'nomination')}."] if n else []
    return Figure(
        measure=Measure.SUCCESSOR_COVERAGE,
        scope=scope,
        value=100 * len(people) / n if n else None,
        n=n,
        comparison=baseline(program, Measure.SUCCESSOR_COVERAGE, scope.until),
        notes=tuple(notes),
        kind="person",
        counted=people,
        of="critical_role",
        among=tuple(role.id for role in now.roles),
        heads=len(people),
    )


@metric(
    Card(
        measure=Measure.BENCH_STRENGTH,
        level=Level.RESULTS,
        unit=Unit.COUNT,
        definition="How many successors a critical role has, on average, when each person is shared among the roles "
        "they are named for.",
        numerator="For each role the sum over its successors of 1 / number of roles they are named for",
        denominator=_ROLES,
        window=_WINDOW,
        purpose=_PURPOSE,
        bias="Shares people evenly, though they may be much nearer to one role than to another.",
        blind=_UNTOLD + "; how ready they are.",
        source="Bench strength with shared successors, as in Nakisa Succession Planning",
    )
)
def bench_strength(program: Program, scope: Scope) -> Figure:
    """Mean over critical roles of the sum over successors of 1 / (number of roles each is named for).

    Successors per role; parts are the roles, with how many are named for each as n. The mean is people / roles, so
    what tells more are the parts. Interval of the mean by Student's t over roles.
    """
    now = bench(program, scope)
    strong = strengths(now)
    n = len(now.roles)
    empty = sum(not now.successors[role.id] for role in now.roles)
    return Figure(
        measure=Measure.BENCH_STRENGTH,
        scope=scope,
        value=sum(strong.values()) / n if n else None,
        n=n,
        interval=student(tuple(strong.values())),
        parts=tuple(Part(role.name, strong[role.id], len(now.successors[role.id])) for role in now.roles),
        by="critical role",
        comparison=baseline(program, Measure.BENCH_STRENGTH, scope.until),
        notes=(f"n counts roles; without any successor: {empty:,} of {n:,}.",) if n else (),
        kind="person",
        counted=now.people,
        of="critical_role",
        among=tuple(role.id for role in now.roles),
        heads=len(now.people),
    )


def strengths(now: Bench) -> dict[str, float]:
    """Role id → its bench strength with shared successors."""
    roles: dict[str, int] = {}
    for named in now.successors.values():
        for person in named:
            roles[person] = roles.get(person, 0) + 1
    return {role.id: sum(1 / roles[person] for person in now.successors[role.id]) for role in now.roles}


@metric(
    Card(
        measure=Measure.NET_BENCH,
        level=Level.RESULTS,
        unit=Unit.PERCENT,
        definition="Share of critical roles that could be filled today at the same time from inside, with one person "
        "in one role.",
        numerator="Most roles that can be filled at once by people ready now for them",
        denominator=_ROLES,
        window=_WINDOW + "; ratings up to then",
        purpose=_PURPOSE,
        bias="Assumes that all roles fall empty at once, which is the worst case.",
        blind=_UNTOLD + "; the gap each successor leaves behind.",
        source="Maximum bipartite matching (Hopcroft and Karp 1973, SIAM J. Comput. 2: 225–231)",
        people=False,
    )
)
def net_bench(program: Program, scope: Scope) -> Figure:
    """Largest one-to-one assignment of people ready now to critical roles / critical roles x 100, in percent."""
    now = bench(program, scope)
    filled = matched([role.id for role in now.roles], {role.id: now.ready(role.id) for role in now.roles})
    single = sum(bool(now.ready(role.id)) for role in now.roles) - len(filled)
    fewer = f"{counted(single, 'role')} fewer than have a ready successor: people stand for several."
    notes = [fewer] if single else []
    return _rate(program, scope, Measure.NET_BENCH, now, [role.id for role in now.roles if role.id in filled], notes)


def _rate(
    program: Program, scope: Scope, measure: Measure, now: Bench, counted_: Iterable[str], notes: Iterable[str]
) -> Figure:
    roles, n = tuple(counted_), len(now.roles)
    return Figure(
        measure=measure,
        scope=scope,
        value=100 * len(roles) / n if n else None,
        n=n,
        part=len(roles),
        interval=wilson(len(roles), n),
        comparison=baseline(program, measure, scope.until),
        notes=tuple(notes),
        kind="critical_role",
        counted=roles,
        of="critical_role",
        among=tuple(role.id for role in now.roles),
    )
