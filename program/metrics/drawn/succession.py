"""How ready people are for critical roles, and which roles will want for somebody."""

from __future__ import annotations

from program.metrics.bench import Bench, bench
from program.metrics.drawn.naming import LEAD, Naming
from program.metrics.drawn.wording import hidden, many, note, opening
from program.metrics.figure import Scope
from program.metrics.forecast import QUARTERS, forecast
from program.metrics.pictures import Bar, Bars, Line, Point, Trend
from program.metrics.readiness import UNRATED, Moves, earlier, moves
from program.program import Program
from program.records import Horizon, Measure, Tier


def readiness(program: Program, scope: Scope, naming: Naming = LEAD) -> Bars | None:
    """How many people named for critical roles stand at which horizon; for the lead also where they stood before."""
    shown = naming.shown(program, Measure.READINESS, scope)
    parts = [part for part in shown.parts if part.label != UNRATED or part.part or part.withheld]
    if not parts or all(part.withheld for part in parts):
        return None
    moved = moves(program, scope)
    before = _before(program, scope, bench(program, scope)) if naming.names and moved.of else {}
    bars = tuple(
        Bar(
            part.label,
            None if part.withheld else float(part.part),
            0 if part.withheld else part.n,
            before.get(part.label),
        )
        for part in parts
    )
    ready = bars[0].value
    rated = "Latest ratings by sponsors"
    return Bars(
        key="readiness",
        title=_title(moved, naming, None if ready is None else int(ready), shown.n),
        note=note(f"{rated}, n = {shown.n} people" if shown.n else rated, hidden(parts)),
        measure=Measure.READINESS,
        tier=naming.tier(Tier.RESTRICTED),
        bars=bars,
        unit="",
        steps=True,
    )


def _before(program: Program, scope: Scope, now: Bench) -> dict[str, float]:
    """How many of the same people stood at each horizon at the beginning, or at their first rating."""
    was = earlier(program, scope)
    best = []
    for person in now.people:
        roles = [role for role, named in now.successors.items() if person in named and (person, role) in was]
        best += [min((was[person, role].horizon for role in roles), key=lambda each: each.rank)] if roles else []
    return {horizon.label: float(best.count(horizon)) for horizon in Horizon}


def _title(moved: Moves, naming: Naming, ready: int | None, n: int) -> str:
    up, down = moved.up, moved.down
    if not any(naming.few(count) for count in (up, down, moved.of - up, moved.of - down, moved.of)):
        if up > down:
            return f"Readiness moved up for {many(up, 'person', 'people')}"
        if down > up:
            return f"Readiness moved down for {many(down, 'person', 'people')}"
        if moved.of and not up:
            return "Readiness stands where it was"
    if ready is None or not n:
        return "How ready people are for critical roles"
    return opening(f"{spelt_of(ready, n)} ready now")


def spelt_of(part: int, n: int) -> str:
    """ "five of 24 people are", "nobody is"."""
    if not part:
        return "nobody named is"
    return f"{many(part, 'person', 'people')} of {n} {'is' if part == 1 else 'are'}"


def bench_strength(program: Program, scope: Scope, naming: Naming = LEAD) -> Bars | None:
    """How many successors each critical role has, those named for several roles shared among them; weakest first."""
    shown = naming.shown(program, Measure.BENCH_STRENGTH, scope)
    parts = sorted(shown.parts, key=lambda part: (part.withheld, part.value or 0.0, part.label.casefold()))
    if not parts or (any(part.withheld for part in parts) and not any(part.n for part in parts)):
        return None
    empty = sum(not part.withheld and not part.n for part in parts)
    alone = sum(part.n == 1 for part in parts)
    if empty:
        title = f"{many(empty, 'critical role')} {'has' if empty == 1 else 'have'} no successor"
    elif alone:
        title = f"{many(alone, 'critical role')} {'hangs' if alone == 1 else 'hang'} on one successor"
    else:
        title = "Every critical role has a successor"
    return Bars(
        key="bench",
        title=opening(title),
        note=note(f"Successors, each shared among the roles they are named for, n = {len(parts)} roles", hidden(parts)),
        measure=Measure.BENCH_STRENGTH,
        tier=naming.tier(Tier.RESTRICTED),
        bars=tuple(Bar(part.label, None if part.withheld else part.value, part.n) for part in parts),
    )


def succession(program: Program, scope: Scope, naming: Naming = LEAD) -> Trend | None:
    """Critical roles needed and those that stay empty, quarter by quarter; roles are not people, so all see all."""
    quarters = forecast(program, scope)
    last = quarters[-1]
    if not last.needed:
        return None
    if last.short:
        title = opening(f"{many(last.short, 'critical role')} will stay empty by {last.label}, as things stand")
    else:
        title = f"Every critical role needed by {last.label} has somebody who will be ready"
    lines = [
        Line("Needed", tuple(Point(q.label, float(q.needed), q.needed) for q in quarters)),
        Line("Without a successor", tuple(Point(q.label, float(q.short), q.needed) for q in quarters)),
    ]
    return Trend(
        key="succession",
        title=title,
        note=f"Roles, added up over {QUARTERS} quarters, n = {last.needed}; each person takes one role",
        measure=Measure.SUCCESSION_GAP,
        tier=naming.tier(Tier.RESTRICTED),
        lines=tuple(lines),
        low=0,
        high=float(last.needed),
        unit="roles",
    )
