"""Trends over cycles, with their intervals: what people said in surveys, and how many of the places were filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from program.metrics.drawn.naming import LEAD, Naming
from program.metrics.drawn.wording import Course, counts, course, hidden, method, note, opening, points
from program.metrics.figure import Scope
from program.metrics.guarded import ShownPart
from program.metrics.pictures import Line, Point, Trend
from program.program import Program
from program.records import Measure, Role, Tier

#: What is said of each survey: risen, fallen, and what "stands where it was".
_SAID: Mapping[Measure, tuple[str, str, str]] = {
    Measure.SAFETY: ("People feel safer to speak up", "People feel less safe to speak up", "Safety"),
    Measure.CONFIDENCE: ("People trust themselves more to lead", "People trust themselves less to lead", "Confidence"),
    Measure.CLIMATE: ("The climate for learning is better", "The climate for learning is worse", "The climate"),
    Measure.SATISFACTION: ("People are more content", "People are less content", "Satisfaction"),
}


def safety(program: Program, scope: Scope, naming: Naming = LEAD) -> Trend | None:
    """Psychological safety, cycle by cycle."""
    return _survey(program, scope, naming, Measure.SAFETY, 7)


def confidence(program: Program, scope: Scope, naming: Naming = LEAD) -> Trend | None:
    """Managerial confidence, cycle by cycle."""
    return _survey(program, scope, naming, Measure.CONFIDENCE, 5)


def climate(program: Program, scope: Scope, naming: Naming = LEAD) -> Trend | None:
    """The climate for learning, cycle by cycle."""
    return _survey(program, scope, naming, Measure.CLIMATE, 5)


def satisfaction(program: Program, scope: Scope, naming: Naming = LEAD) -> Trend | None:
    """How content mentees, mentors and others are: a line for each role, cycle by cycle; the title is about the role
    whose line has most answers."""
    shown = naming.shown(program, Measure.SATISFACTION, scope)
    names = [cycle.name for cycle in program.cycles]
    lines: list[Line] = []
    for role in Role:
        start = f"{role.label}, "
        own = {part.label.removeprefix(start): part for part in shown.parts if part.label.startswith(start)}
        if any(part.value is not None for part in own.values()):
            there = [name for name in names if name in own]
            lines.append(Line(f"{role.label}s", points([own[name] for name in there], there)))
    if not lines:
        return None
    places = [name for name in names if any(name == point.label for line in lines for point in line.points)]
    lines = [Line(line.label, _spread(line.points, places)) for line in lines]
    lead = max(lines, key=lambda line: sum(point.n for point in line.points))
    risen, fallen, plain = _SAID[Measure.SATISFACTION]
    subject = lead.label if len(lines) > 1 else "People"
    said = risen.replace("People", subject), fallen.replace("People", subject), plain
    return Trend(
        key="satisfaction",
        title=_title(lead.points, said, f"{subject} find the program worthwhile: {{}} of 5"),
        note=note("Mean of 1 to 5", counts(part.n for part in shown.parts), method(shown.parts), hidden(shown.parts)),
        measure=Measure.SATISFACTION,
        tier=naming.tier(Tier.RESTRICTED),
        lines=tuple(lines),
        low=1,
        high=5,
        unit="of 5",
    )


def participation(program: Program, scope: Scope, naming: Naming = LEAD) -> Trend | None:
    """How many of the places mentees should have had were filled, cycle by cycle."""
    shown = naming.shown(program, Measure.ROTATION_PARTICIPATION, scope)
    parts = [part for part in shown.parts if part.n or part.withheld]
    line = points(parts)
    seen = [point.value for point in line if point.value is not None]
    if not seen:
        return None
    if min(seen) >= 100:
        title = f"Every place was filled in {line[0].label if len(seen) == 1 else 'every cycle'}"
    else:
        said = "More places are filled", "Fewer places are filled", "Participation"
        title = _title(line, said, "{} % of the places were filled")
    return Trend(
        key="participation",
        title=title,
        note=note("Placements of places", counts(part.n for part in parts), method(parts), hidden(parts)),
        measure=Measure.ROTATION_PARTICIPATION,
        tier=naming.tier(Tier.PROGRAM),
        lines=(Line("Filled", line),),
        low=0,
        high=100,
        unit="%",
    )


def _survey(program: Program, scope: Scope, naming: Naming, measure: Measure, top: int) -> Trend | None:
    shown = naming.shown(program, measure, scope)
    line = points(shown.parts)
    if all(point.value is None for point in line):
        return None
    plain = _SAID[measure][2]
    return Trend(
        key=measure.value,
        title=_title(line, _SAID[measure], f"{plain} stands at {{}} of {top}"),
        note=note(f"{shown.name}, mean of 1 to {top}", counts(p.n for p in shown.parts), *_rest(shown.parts)),
        measure=measure,
        tier=naming.tier(Tier.RESTRICTED),
        lines=(Line(plain, line),),
        low=1,
        high=top,
        unit=f"of {top}",
    )


def _rest(parts: Sequence[ShownPart]) -> tuple[str, str]:
    return method(parts), hidden(parts)


def _title(line: Sequence[Point], said: tuple[str, str, str], alone: str) -> str:
    """What a line tells: `said` when it rose, when it fell, and what stands where it was; `alone` with a value."""
    risen, fallen, plain = said
    seen = [point for point in line if point.value is not None]
    first = seen[0]
    went = course(line)
    places = 0 if "%" in alone else 1
    if went is Course.ALONE:
        return alone.format(f"{first.value or 0.0:.{places}f}") + f" in {first.label}"
    if went is Course.UNSURE:
        last = seen[-1]
        before, now = (f"{point.value or 0.0:.{places}f} in {point.label}" for point in (first, last))
        return f"{plain}: {before}, {now}"
    return opening(
        {
            Course.STEADILY_RISEN: f"{risen}, cycle after cycle",
            Course.RISEN: f"{risen} than in {first.label}",
            Course.STEADILY_FALLEN: f"{fallen}, cycle after cycle",
            Course.FALLEN: f"{fallen} than in {first.label}",
        }.get(went or Course.FLAT, f"{plain} stands where it was")
    )


def _spread(line: Sequence[Point], places: Sequence[str]) -> tuple[Point, ...]:
    """The points of a line at all places; empty ones where it has none."""
    own = {point.label: point for point in line}
    return tuple(own.get(place, Point(place, None, 0)) for place in places)
