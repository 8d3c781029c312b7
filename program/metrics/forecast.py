"""Which critical roles will want for a successor, quarter by quarter: what is needed against who will be ready."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from program.metrics.against import baseline
from program.metrics.bench import Bench, bench, matched
from program.metrics.figure import Better, Card, Figure, Level, Part, Scope, Unit
from program.metrics.intervals import wilson
from program.metrics.registry import metric
from program.program import Program
from program.records import CriticalRole, Horizon, Measure, Readiness

#: How far the forecast looks.
QUARTERS = 8

#: After how many months at the latest somebody is ready who was rated so; who is ready later is never counted.
_MONTHS: Mapping[Horizon, int] = {Horizon.NOW: 0, Horizon.ONE_TO_TWO_YEARS: 24, Horizon.THREE_TO_FIVE_YEARS: 60}


class Quarter(msgspec.Struct, frozen=True):
    """The stand at the end of a quarter, everything since today added up.

    `needed` roles want a successor by then, `ready` people will be ready for one of them in time, and `short` roles
    stay empty when each person takes one.
    """

    label: str
    end: date
    needed: int
    ready: int
    short: int


def forecast(program: Program, scope: Scope, quarters: int = QUARTERS) -> tuple[Quarter, ...]:
    """Roles needed and people ready in time, by the end of each quarter from that of `scope.until` on.

    A role whose day has passed is needed at once. Somebody is ready at the far end of the horizon a sponsor last gave
    them (1-2 years: 24 months after the rating; 3-5 years: 60), and in time when that is not after the day the role
    needs them. What is short is found by a maximum one-to-one matching.
    """
    now = bench(program, scope)
    needs, able = _needs(now, scope.until), _in_time(now, scope.until)
    found = []
    year, quarter = scope.until.year, (scope.until.month - 1) // 3
    for step in range(quarter, quarter + quarters):
        end = _first_day(year, 3 * (step + 1)) - timedelta(days=1)
        roles = [role for role, due in needs.items() if due <= end]
        people = {person for role in roles for person in able[role]}
        short = len(roles) - len(matched(roles, able))
        found.append(Quarter(f"Q{step % 4 + 1} {year + step // 4}", end, len(roles), len(people), short))
    return tuple(found)


@metric(
    Card(
        measure=Measure.SUCCESSION_GAP,
        level=Level.RESULTS,
        unit=Unit.PERCENT,
        definition="Share of the critical roles needed within 24 months for which nobody named will be ready in time.",
        numerator="Roles without a successor who, by a sponsor’s latest rating, is ready by the day they are needed",
        denominator="Critical roles for which a successor is needed within 24 months, or was already",
        window="24 months from the day; ratings up to the day",
        purpose="To decide early whom to develop for what, or to look outside; never to press anybody.",
        bias="Takes the far end of every horizon, so that it warns rather too early; people seldom keep to horizons.",
        blind="Roles that fall empty unannounced; roles without a day; successors who decline or leave.",
        source="Latest horizon against the day needed; the forecast by maximum bipartite matching",
        better=Better.LOWER,
        people=False,
    )
)
def succession_gap(program: Program, scope: Scope) -> Figure:
    """Roles needed within 24 months without a successor ready in time / roles needed x 100, in percent.

    Each role on its own; the parts are the forecast by quarter, in which a person takes one role only.
    """
    now = bench(program, scope)
    end = _first_day(scope.until.year, scope.until.month - 1 + 24)
    needs = {r: due for r, due in _needs(now, scope.until).items() if due <= end + timedelta(days=scope.until.day - 1)}
    able = _in_time(now, scope.until)
    gaps = tuple(role for role in needs if not able[role])
    n = len(needs)
    shared = n - len(gaps) - len(matched(tuple(needs), able))
    undated = sum(role.needed is None for role in now.roles)
    notes = []
    if shared:
        notes.append(f"Roles that stay empty besides, as one person can take only one: {shared:,}.")
    if undated:
        notes.append(f"Critical roles left out because nobody said when they are needed: {undated:,}.")
    return Figure(
        measure=Measure.SUCCESSION_GAP,
        scope=scope,
        value=100 * len(gaps) / n if n else None,
        n=n,
        part=len(gaps),
        interval=wilson(len(gaps), n),
        parts=tuple(
            Part(q.label, 100 * q.short / q.needed if q.needed else None, q.needed, q.short, wilson(q.short, q.needed))
            for q in forecast(program, scope)
        ),
        by="quarter",
        comparison=baseline(program, Measure.SUCCESSION_GAP, scope.until),
        notes=tuple(notes),
        kind="critical_role",
        counted=gaps,
        of="critical_role",
        among=tuple(needs),
    )


def ready_by(rating: Readiness) -> date | None:
    """The day by which somebody rated so will be ready; None for later than five years, or a rating without a date."""
    wait = _MONTHS.get(rating.horizon)
    if wait is None or rating.on is None:
        return None
    first = _first_day(rating.on.year, rating.on.month - 1 + wait)
    return first + timedelta(days=rating.on.day - 1)


def _needs(now: Bench, until: date) -> dict[str, date]:
    """Role id → the day on which it needs its successor, the nearest first."""
    dated = [(max(role.needed, until), role.id) for role in now.roles if role.needed is not None]
    return {role: due for due, role in sorted(dated)}


def _in_time(now: Bench, until: date) -> dict[str, tuple[str, ...]]:
    """Role id → its successors who will be ready by the day it needs one."""

    def able(role: CriticalRole, person: str) -> bool:
        rating = now.latest.get((person, role.id))
        day = None if rating is None else ready_by(rating)
        return day is not None and role.needed is not None and day <= max(role.needed, until)

    return {role.id: tuple(p for p in now.successors[role.id] if able(role, p)) for role in now.roles}


def _first_day(year: int, month: int) -> date:
    """The first day of a month counted from 0 (January of `year`)."""
    return date(year + month // 12, month % 12 + 1, 1)
