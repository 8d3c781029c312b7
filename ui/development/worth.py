"""The registers of what rotations bring about: checkpoints, recommendations, performance, answers to surveys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from program.development import subjects
from program.names import counted
from program.numbers import decimal_words
from program.program import Program
from program.records import Answers, Checkpoint, Cycle, Performance, Placement, Recommendation
from program.surveys import SCALES, wording
from program.views_reader import day
from ui.parts.record_table import Column
from ui.parts.register.columns import columns
from ui.parts.register.narrowing import Part, parts_by
from ui.parts.register.register import Register


def _checkpoint_of(program: Program, item: Checkpoint) -> str:
    return program.title(Placement, item.placement)


def _exposure(item: Checkpoint) -> float:
    """The mean of what was said of complexity, autonomy and breadth; 0 where nothing was."""
    said = [each for each in (item.complexity, item.autonomy, item.breadth) if each]
    return sum(said) / len(said) if said else 0.0


def _checkpoints() -> tuple[Column, ...]:
    exposure = Column(
        "exposure", "Exposure", lambda _, item: f"{_exposure(item):.1f}" if _exposure(item) else "–",
        lambda _, item: _exposure(item), right=True, width=110,
        help="Mean of complexity, autonomy and breadth, 1 to 5",
    )  # fmt: skip
    widths = {"placement": 170, "by": 84, "on": 112, "transfer": 100, "impact": 92}
    labels = {"transfer": "Transfer", "impact": "Impact"}
    made = columns(Checkpoint, "placement by on transfer impact", widths, exposure, labels=labels)
    return tuple(replace(each, words=_said(each.key)) if each.key in labels else each for each in made)


def _said(name: str) -> Callable[[Program, Checkpoint], str]:
    return lambda _program, item: str(getattr(item, name) or "–")


def _of_checkpoint(_program: Program, item: Checkpoint) -> Sequence[str]:
    return [f"Exposure {decimal_words(round(_exposure(item), 1))} of 5"] if _exposure(item) else []


# ---- recommendations -----------------------------------------------------------------------------------------------

_STAGES = ("Implemented", "Declined", "Accepted", "Proposed", "Not proposed yet")


def _stage(item: Recommendation) -> str:
    reached = (item.implemented, item.declined, item.accepted, item.proposed)
    return next((words for words, day_ in zip(_STAGES, reached, strict=False) if day_ is not None), _STAGES[-1])


def _recommendations() -> tuple[Column, ...]:
    stage = Column(
        "stage", "Stands", lambda _, item: _stage(item), lambda _, item: -_STAGES.index(_stage(item)), width=120,
        icon=lambda _, item: {"Implemented": ("success", "good"), "Declined": ("blocked", "quiet")}.get(_stage(item)),
    )  # fmt: skip
    widths = {"title": 240, "people": 140, "host": 110, "proposed": 118}
    return columns(Recommendation, "title people host proposed", widths, stage)


def _of_recommendation(_program: Program, item: Recommendation) -> Sequence[str]:
    lines = [f"{item.kind.label} · {_stage(item).lower()}"]
    if item.proposed and item.implemented:
        lines.append(f"{counted((item.implemented - item.proposed).days, 'day')} from proposal to practice.")
    elif item.proposed and not (item.accepted or item.declined):
        lines.append(f"Waiting for an answer for {counted(max(0, (date.today() - item.proposed).days), 'day')}.")
    return lines


def _stage_part(key: str, words: str) -> Part:
    return Part(key, words, lambda _, item: _stage(item) == words)


# ---- performance ---------------------------------------------------------------------------------------------------


def _performance() -> tuple[Column, ...]:
    def moved(_program: Program, item: Performance) -> str:
        change = item.after - item.before
        return ("+" if change > 0 else "") + decimal_words(change, grouped=True)

    def sign(_program: Program, item: Performance) -> tuple[str, str] | None:
        better = item.after < item.before if item.lower else item.after > item.before
        return ("success", "good") if better else None

    change = Column(
        "moved", "Change", moved, lambda _, item: item.after - item.before, right=True, width=126, icon=sign
    )  # fmt: skip
    widths = {"title": 150, "placement": 140, "before": 84, "after": 84}
    return columns(Performance, "title placement before after", widths, change)


def _of_performance(program: Program, item: Performance) -> Sequence[str]:
    return [f"{program.title(Placement, item.placement)} · {day(item.on)}".rstrip(" ·")]


# ---- surveys -------------------------------------------------------------------------------------------------------


def _answers() -> tuple[Column, ...]:
    def answered(_program: Program, item: Answers) -> str:
        return f"{len(SCALES[item.survey].scored(item))} of {SCALES[item.survey].number}"

    def mean(_program: Program, item: Answers) -> str:
        score = SCALES[item.survey].score(item)
        return f"{score:.1f} of {SCALES[item.survey].top}" if score is not None else "–"

    more = (
        Column("answered", "Answered", answered, answered, right=True, width=100, role="quiet"),
        Column("mean", "Mean", mean, lambda _, item: SCALES[item.survey].score(item) or 0.0, right=True, width=100,
               help="Of the items answered; those that are reversed are turned round"),
    )  # fmt: skip
    return columns(Answers, "survey cycle on role", {"survey": 180, "cycle": 110, "on": 118, "role": 110}, *more)


def _answers_of(program: Program, item: Answers) -> str:
    return ", ".join(filter(None, (item.survey.label, program.title(Cycle, item.cycle))))


def _of_answers(_program: Program, item: Answers) -> Sequence[str]:
    scale = SCALES[item.survey]
    turned = [str(place) for place, each in enumerate(scale.items, 1) if each.reversed]
    lines = [f"Each from 1 (disagree) to {scale.top} (agree); 0 where it was not answered."]
    if turned:
        lines.append(f"As it was ticked: items {', '.join(turned)} are turned round when they are counted.")
    return lines


WORTH: dict[str, Register] = {
    "checkpoints": Register(
        Checkpoint, "check", "What a rotation is worth half-way or at its end: what was learnt, how demanding it was.",
        "Ask host and mentee half-way and at the end of each rotation: five numbers from 1 to 5, and a few words.",
        _checkpoints, alike=("by", "on"),
        title_column="placement", title=_checkpoint_of, facts=_of_checkpoint, copies=False, order=("on", True),
        parts=parts_by(Checkpoint, "by"), of=subjects,
    ),
    "recommendations": Register(
        Recommendation, "note", "What rotations proposed to the organisation, and what became of it.",
        "Every rotation should hand something over: a recommendation, a prototype, an initiative across teams.",
        _recommendations, title_column="title", facts=_of_recommendation, copies=False, order=("proposed", True),
        parts=tuple(_stage_part(words.split()[0].lower(), words) for words in reversed(_STAGES)), of=subjects,
    ),
    "performance": Register(
        Performance, "outcomes", "A measure of performance before and after a rotation, and what else moved it.",
        "One number before and one after, with a word on what else may have moved it. Without that it proves nothing.",
        _performance, title_column="title", facts=_of_performance, copies=False, of=subjects,
    ),
    "answers": Register(
        Answers, "feedback", "Questionnaires as they were ticked: satisfaction, climate, safety, confidence.",
        "Ask once a cycle. Answers come in as a file, or one after the other with “Enter many”.",
        _answers, alike=("survey", "cycle", "on", "role"),
        title_column="survey", title=_answers_of, facts=_of_answers, wording=wording,
        copies=False, order=("on", True), parts=parts_by(Answers, "survey"), of=subjects,
    ),
}  # fmt: skip
