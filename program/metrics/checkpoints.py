"""What rotations are worth while they run: how demanding they are, what is learnt, what they bring, what they moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from program.metrics.figure import Card, Figure, Level, Part, Scope, Unit
from program.metrics.made import mean, mean_part, rate, rate_part
from program.metrics.registry import metric
from program.names import counted
from program.program import Program
from program.records import Checkpoint, Measure, Performance, Person, Placement, RaterGroup

#: What makes a rotation demanding, and what it is worth, as fields of a checkpoint.
QUALITY = ("complexity", "autonomy", "breadth")

_LABELS = {
    "complexity": "Complexity",
    "autonomy": "Autonomy",
    "breadth": "Breadth",
    "transfer": "Knowledge transfer",
    "impact": "Business impact",
}


def marks(each: Checkpoint, names: Sequence[str]) -> list[int]:
    """What a checkpoint says under these fields, as far as it says something."""
    return [value for name in names if 1 <= (value := getattr(each, name)) <= 5]


def of_placement(found: Sequence[Checkpoint], names: Sequence[str]) -> float | None:
    """What the checkpoints of one placement say under these fields, 1 to 5: the mean over checkpoints of their means.
    None where none says anything."""
    means = [sum(said) / len(said) for each in found if (said := marks(each, names))]
    return sum(means) / len(means) if means else None


def checked(program: Program, scope: Scope) -> tuple[Mapping[str, list[Checkpoint]], int]:
    """The checkpoints dated within a scope by placement, by day, and how many have no date."""
    people = {person.id for person in program.of(Person).values() if scope.cohort in ("", person.cohort)}
    found: dict[str, list[Checkpoint]] = {}
    undated = 0
    for each in sorted(program.of(Checkpoint).values(), key=lambda c: (str(c.on or ""), c.id)):
        placement = program.get(Placement, each.placement)
        if placement is None or placement.person not in people:
            continue
        undated += each.on is None
        if scope.holds(each.on):
            found.setdefault(each.placement, []).append(each)
    return found, undated


def _figure(program: Program, scope: Scope, measure: Measure, names: Sequence[str], shown: Sequence[str]) -> Figure:
    """The mean over placements under `names`; parts for each of `shown`."""
    found, undated = checked(program, scope)
    values = {id_: value for id_, own in found.items() if (value := of_placement(own, names)) is not None}
    behind = [each for id_ in values for each in found[id_] if marks(each, names)]
    parts = [_part(program, found, name) for name in shown]
    own = sum(each.by is RaterGroup.SELF for each in behind)
    return mean(
        measure,
        scope,
        Unit.OF_FIVE,
        values,
        "checkpoint",
        behind=[each.id for each in behind],
        of="placement",
        parts=[part for part in parts if part.n],
        by="dimension",
        heads=_heads(program, values),
        notes=(
            f"Made of {counted(len(behind), 'checkpoint')}, {own} of them by the mentees themselves." if behind else "",
            f"{counted(undated, 'checkpoint')} without a date left out." if undated else "",
        ),
    )


def _part(program: Program, found: Mapping[str, list[Checkpoint]], name: str) -> Part:
    values = {id_: value for id_, own in found.items() if (value := of_placement(own, (name,))) is not None}
    return mean_part(_LABELS[name], list(values.values()), Unit.OF_FIVE, _heads(program, values))


def _heads(program: Program, placements: Mapping[str, float]) -> int:
    return len({program.of(Placement)[id_].person for id_ in placements})


_DENOMINATOR = "Placements with a checkpoint that says so; each counts once, with the mean of its checkpoints"
_WINDOW = "Checkpoints dated within the time looked at"
_BIAS = "Few fill in a checkpoint of a rotation that went wrong. Hosts, mentors and mentees each rate in their own way."


@metric(
    Card(
        measure=Measure.EXPOSURE_QUALITY,
        level=Level.ACTIVITY,
        unit=Unit.OF_FIVE,
        definition="How demanding rotations are: the mean of complexity, autonomy and breadth, 1 to 5.",
        numerator="The sum of the placements’ means",
        denominator=_DENOMINATOR,
        window=_WINDOW,
        purpose="To see whether rotations stretch people; not to rate hosts, and never mentees.",
        bias=_BIAS,
        blind="Whether a demanding rotation was the right one for that person.",
    )
)
def exposure_quality(program: Program, scope: Scope) -> Figure:
    """The mean over placements of what their checkpoints say of complexity, autonomy and breadth, 1 to 5; parts by
    dimension. Checkpoints without a date do not count."""
    return _figure(program, scope, Measure.EXPOSURE_QUALITY, QUALITY, QUALITY)


@metric(
    Card(
        measure=Measure.TRANSFER,
        level=Level.BEHAVIOUR,
        unit=Unit.OF_FIVE,
        definition="How much knowledge went over in rotations, 1 to 5; beside it what they brought the business.",
        numerator="The sum of the placements’ ratings of knowledge transfer",
        denominator=_DENOMINATOR,
        window=_WINDOW,
        purpose="To see whether rotations leave something behind; not to rate hosts or mentees.",
        bias=_BIAS,
        blind="What is used later on; transfer nobody noticed.",
    )
)
def transfer(program: Program, scope: Scope) -> Figure:
    """The mean over placements of the knowledge transfer their checkpoints say, 1 to 5; parts: knowledge transfer and
    business impact. Checkpoints without a date do not count."""
    return _figure(program, scope, Measure.TRANSFER, ("transfer",), ("transfer", "impact"))


@metric(
    Card(
        measure=Measure.PERFORMANCE,
        level=Level.RESULTS,
        unit=Unit.PERCENT,
        definition="How many measures of performance were better after a rotation than before it.",
        numerator="Readings that rose, or fell where lower is better",
        denominator="Readings of a measure before and after a rotation",
        window="Readings dated within the time looked at",
        purpose="To ask what rotations may have moved; not to prove it, and not to appraise anybody.",
        bias="Which measures are read is chosen, often those expected to rise. What was unusually low rises by itself.",
        blind="What would have happened without the rotation: nobody is compared with. How large changes are.",
    )
)
def performance(program: Program, scope: Scope) -> Figure:
    """100 × improved / readings, in percent of readings; parts: improved, unchanged, worse. Readings without a date do
    not count. Every reading carries what else may have moved it; how many do is in the notes."""
    people = {person.id for person in program.of(Person).values() if scope.cohort in ("", person.cohort)}
    every = [
        (each, placement.person)
        for each in sorted(program.of(Performance).values(), key=lambda each: each.id)
        if (placement := program.get(Placement, each.placement)) is not None and placement.person in people
    ]
    read = [(each, person) for each, person in every if scope.holds(each.on)]
    better = [each.id for each, _ in read if (each.after < each.before if each.lower else each.after > each.before)]
    same = sum(each.after == each.before for each, _ in read)
    caveats = sum(bool(each.caveat.strip()) for each, _ in read)
    undated = sum(each.on is None for each, _ in every)
    counts = (("Improved", len(better)), ("Unchanged", same), ("Worse", len(read) - len(better) - same))
    return rate(
        Measure.PERFORMANCE,
        scope,
        better,
        [each.id for each, _ in read],
        "performance",
        parts=[rate_part(label, count, len(read)) for label, count in counts] if read else (),
        by="change",
        heads=len({person for _, person in read}),
        notes=(
            f"What else may have moved it is said for {caveats} of {counted(len(read), 'reading')}." if read else "",
            f"{counted(undated, 'reading')} without a date left out." if undated else "",
        ),
    )
