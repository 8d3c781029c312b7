"""What the program brings about, in three figures for the top of the overview; each leads to the figure in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from program.metrics.figure import Figure as Counted
from program.metrics.figure import Scope, Unit
from program.names import counted, short_name
from program.program import Program
from program.records import Measure, Person, Placement, Snapshot
from ui.overview.attention import Figure
from ui.parts.reckoning import Figures

#: The figures that are counted for it.
WANTED = (Measure.RECOMMENDATIONS, Measure.READY_COVERAGE, Measure.NET_BENCH, Measure.EFFECTIVE_MENTORS)


def now(today: date) -> Scope:
    """Everything up to today."""
    return Scope(today)


def last_pack(program: Program, today: date) -> Scope | None:
    """Everything up to the last pack that was released; None before the first."""
    days = [each.on for each in program.of(Snapshot).values() if each.on is not None and each.on < today]
    return Scope(max(days)) if days else None


def glance(program: Program, figures: Figures, then: Figures | None) -> Iterator[Figure]:
    """The figures that can be told; `then` are those of the last pack."""
    before = (then or {}).get(Measure.RECOMMENDATIONS)
    if (found := _told(figures, Measure.RECOMMENDATIONS)) is not None:
        yield _recommendations(found, before)
    if (found := _told(figures, Measure.READY_COVERAGE)) is not None:
        yield _bench(found, _told(figures, Measure.NET_BENCH))
    if (found := _told(figures, Measure.EFFECTIVE_MENTORS)) is not None:
        yield _mentoring(program, found)


def _told(figures: Figures, measure: Measure) -> Counted | None:
    found = figures.get(measure)
    return found if found is not None and found.value is not None and found.n else None


def _recommendations(found: Counted, before: Counted | None) -> Figure:
    if before is not None:
        more = f"+{len(set(found.counted) - set(before.counted))} since the last pack"
    elif found.interval is not None:
        more = f"{found.interval.low:.0f}–{found.interval.high:.0f}\u00a0%, 95 % interval"
    else:
        more = ""
    return Figure(
        "Recommendations implemented", f"{found.part or 0:,}", f"of {found.n:,}", more, "outcomes",
        Measure.RECOMMENDATIONS.value,
    )  # fmt: skip


def _bench(found: Counted, net: Counted | None) -> Figure:
    part = found.part or 0
    fewer = part - (net.part or 0) if net is not None else 0
    more = f"net bench {net.part or 0}" if net is not None else ""
    if fewer > 0:
        more += f", {counted(fewer, 'role shares', 'roles share')} a successor"
    return Figure(
        "Critical roles with a ready successor", f"{part:,}", f"of {found.n:,}", more, "outcomes",
        Measure.READY_COVERAGE.value,
    )  # fmt: skip


def _mentoring(program: Program, found: Counted) -> Figure:
    """Over how many mentors the mentoring is spread in effect, and who carries the most of it."""
    mentors = (program.get(Placement, id_) for id_ in found.counted)
    load = Counter(each.mentor for each in mentors if each is not None)
    more = f"of {found.n:,}"
    if load:
        most = max(load, key=lambda id_: (load[id_], program.title(Person, id_), id_))
        more += f"; {short_name(program.title(Person, most))} carries {100 * load[most] / load.total():.0f}\u00a0%"
    assert found.value is not None
    return Figure(
        "Mentoring carried by", Unit.COUNT.say(found.value), "effective mentors", more, "outcomes",
        Measure.EFFECTIVE_MENTORS.value,
    )  # fmt: skip
