"""One person on a sheet: who they are, where they go in the rotation, what they meet and want to learn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import resources
from program.views import PersonView, span
from program.views_person import Learning, Line, Meeting, Sitting
from reports.paper import BODY, HEADING, LABEL, QUIET, SMALL, STRONG, Frame, Sheet, base
from reports.text import Style, clean

_LABELS = 116.0  # width of the column of labels
_QUIETER = SMALL._replace(role="quiet")
_LONG = 60
"""Characters from which a fact is told as a paragraph below the short ones."""


def build(view: PersonView, frame: Frame) -> bytes:
    """The sheet of one person as a PDF, portrait unless the frame says otherwise."""
    sheet = Sheet(frame, view.name)
    sheet.bookmark(view.name)
    sheet.opening(view.name, " · ".join(view.summary) or "In the rotation program")
    _profile(sheet, view.profile)
    _learning(sheet, "Learning goals", view.goals)
    _learning(sheet, "Expertise offered", view.offers)
    _exposure(sheet, view)
    _rotation(sheet, view)
    _meetings(sheet, "Mentors met", view.mentors)
    _meetings(sheet, "Mentees", view.mentees)
    _away(sheet, view.away)
    return sheet.done()


def _profile(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Short facts side by side, long ones as paragraphs below."""
    short = [line for line in lines if len(line.words) < _LONG and "\n" not in line.words]
    _pairs(sheet, [(line.label, line.words) for line in short])
    for line in lines:
        if line not in short:
            sheet.space(8)
            sheet.need(STRONG.leading + 2 * BODY.leading)
            sheet.write(line.label, LABEL)
            sheet.space(2)
            sheet.write(line.words)
    sheet.space(16)


def _pairs(sheet: Sheet, facts: Sequence[tuple[str, str]]) -> None:
    """Facts in two columns, read down the left one first."""
    half, room = (len(facts) + 1) // 2, sheet.width / 2
    indent = min(110.0, max((sheet.type.width(clean(label), QUIET) for label, _ in facts), default=0.0) + 16)
    for left in range(half):
        placed = [(place % 2, facts[at]) for place, at in enumerate((left, left + half)) if at < len(facts)]
        cells = [(side, label, sheet.type.wrap(words, BODY, room - indent - 8, 3)) for side, (label, words) in placed]
        height = max(1, *(len(lines) for _, _, lines in cells)) * BODY.leading + 3
        sheet.need(height)
        for side, label, lines in cells:
            x = sheet.left + side * room
            sheet.line(x, sheet.y - base(BODY), label, QUIET, indent - 6)
            sheet.lines(x + indent, sheet.y, lines, BODY)
        sheet.space(height)


def _fact(sheet: Sheet, label: str, words: str) -> None:
    lines = sheet.type.wrap(words, BODY, sheet.width - _LABELS, 4) or [""]
    sheet.need(len(lines) * BODY.leading + 3)
    sheet.line(sheet.left, sheet.y - base(BODY), label, QUIET, _LABELS - 8)
    sheet.y = sheet.lines(sheet.left + _LABELS, sheet.y, lines, BODY) - 3


class _Line(NamedTuple):
    """One line as it is drawn, with the label before it."""

    label: str
    words: str
    style: Style


class _Said(NamedTuple):
    """One line in the block of a cycle, with its label."""

    label: str
    words: str


def _rotation(sheet: Sheet, view: PersonView) -> None:
    if not view.sittings:
        return
    sheet.bookmark("Rotation", level=1)
    sheet.heading("Rotation", keep=70)
    sheet.rule(sheet.y, role="edge")
    for sitting in view.sittings:
        _sitting(sheet, sitting)
    sheet.space(18)


def _sitting(sheet: Sheet, sitting: Sitting) -> None:
    """A cycle: when on the left, where and with whom on the right behind the host's colour, over pages if need be."""
    x, room = sheet.left + _LABELS + 12, sheet.width - _LABELS - 12
    host = " · ".join(dict.fromkeys(filter(None, (sitting.host, sitting.function)))) or "No host yet"
    title = sheet.type.wrap("No place yet" if sitting.gap else host, STRONG, room, 2)
    lines = [_Line("", line, STRONG) for line in title]
    for said in [] if sitting.gap else _said(sitting):
        first, *others = sheet.type.wrap(said.words, SMALL, room - 74) or [""]
        lines += [_Line(said.label, first, SMALL), *(_Line("", line, SMALL) for line in others)]
    when = [(sitting.cycle, STRONG), (span(sitting.start, sitting.end), _QUIETER)]
    when.append((f"{sitting.stage} · {sitting.state}".strip(" ·"), _QUIETER))
    least = sum(style.leading for _, style in when)
    if sheet.need(min(sum(line.style.leading for line in lines), 8 * SMALL.leading) + 14 + least / 3):
        sheet.rule(sheet.y, role="edge")
    sheet.space(7)
    top = y = sheet.y
    for words, style in when:
        sheet.line(sheet.left, y - base(style), words, style, _LABELS - 10)
        y -= style.leading
    for line in lines:
        if not sheet.has_room(line.style.leading + 7):
            _stripe(sheet, sitting, top)
            sheet.page()
            sheet.rule(sheet.y, role="edge")
            sheet.space(7)
            top = sheet.y
            least = 0
        sheet.line(x, sheet.y - base(line.style), line.label, LABEL, 70)
        sheet.line(x + (74 if line.style is SMALL else 0), sheet.y - base(line.style), line.words, line.style)
        sheet.y -= line.style.leading
    sheet.y = min(sheet.y, top - least)
    _stripe(sheet, sitting, top)
    sheet.space(7)
    sheet.rule(sheet.y)


def _stripe(sheet: Sheet, sitting: Sitting, top: float) -> None:
    """The host's colour beside what was said since `top`; dashed where there is no place yet."""
    x, height = sheet.left + _LABELS, top - sheet.y
    if sitting.gap:
        sheet.dashed(x, sheet.y, 3.4, height)
    else:
        sheet.box(x, sheet.y, 3.4, height, fill=resources.host_role(sitting.colour), round_=1.2)


def _said(sitting: Sitting) -> list[_Said]:
    told = (
        _Said("With", " · ".join(filter(None, (sitting.mentor, sitting.coach and f"coach {sitting.coach}")))),
        _Said("On", " · ".join(filter(None, (sitting.theme, sitting.experience)))),
        _Said("Learning goal", sitting.goal),
        _Said("Project", sitting.project),
        _Said("Deliverable", sitting.deliverable),
        _Said("Accepted when", sitting.acceptance),
    )
    return [each for each in told if each.words]


def _exposure(sheet: Sheet, view: PersonView) -> None:
    if not view.sittings:
        return
    sheet.heading("Functions met", keep=50)
    met = len(view.met)
    dots = max(met, view.breadth)
    if dots <= 24:
        sheet.dots(sheet.left, sheet.y - 7, met, dots, radius=3, gap=9.5)
    beside = sheet.left + (dots * 9.5 + 8 if dots <= 24 else 0)
    sheet.line(beside, sheet.y - 9.8, f"{met} met, {view.breadth} asked for", QUIET)
    sheet.space(20)
    _fact(sheet, "Met", ", ".join(view.met) or "none yet")
    if view.not_met:
        _fact(sheet, "Not met", ", ".join(view.not_met))
    sheet.space(16)


def _meetings(sheet: Sheet, title: str, met: Sequence[Meeting]) -> None:
    if not met:
        return
    sheet.heading(title, keep=2 * BODY.leading)
    _pairs(sheet, [(", ".join(each.cycles), each.name) for each in met])
    sheet.space(16)


def _learning(sheet: Sheet, title: str, skills: Sequence[Learning]) -> None:
    if not skills:
        return
    sheet.heading(title, keep=2 * BODY.leading)
    for each in skills:
        name = sheet.type.wrap(each.skill, BODY, sheet.width - _LABELS, 2) or [""]
        height = len(name) * BODY.leading + 3
        sheet.need(height)
        sheet.dots(sheet.left, sheet.y - base(BODY) + 3.2, each.weight, 5, radius=2.6, gap=8)
        sheet.line(sheet.left + 48, sheet.y - base(BODY), f"{each.weight} of 5", QUIET)
        sheet.lines(sheet.left + _LABELS, sheet.y, name, BODY)
        sheet.space(height)
    sheet.space(16)


def _away(sheet: Sheet, away: Sequence[tuple[str, str]]) -> None:
    if not away:
        return
    sheet.heading("Away", keep=HEADING.leading)
    for when, why in away:
        _fact(sheet, "From – until", " · ".join(filter(None, (when, why))))
