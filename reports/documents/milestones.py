"""A person's own sheet: what they set out to reach, how far they came, what they met, what comes next."""

from __future__ import annotations

from program.names import counted
from program.views import MilestonesView, day
from program.views_milestones import CheckLine, GoalLine
from reports.paper import BODY, HEADING, LABEL, QUIET, SMALL, STRONG, Frame, Sheet, base
from reports.text import Style

_NOTE = SMALL._replace(role="quiet")
_DATES = 92.0
_BIG = Style(15, 600)
_STATES = {"reached": "good", "overdue": "bad", "open": "quiet"}


def build(view: MilestonesView, frame: Frame) -> bytes:
    """The sheet of one person as a PDF, portrait unless the frame says otherwise."""
    sheet = Sheet(frame, f"Milestones · {view.name}")
    sheet.bookmark(view.name)
    sheet.opening(view.name, " · ".join(view.summary) or "In the rotation program")
    _figures(sheet, view)
    _steps(sheet, view)
    _goals(sheet, view)
    _levels(sheet, view)
    _functions(sheet, view)
    _checks(sheet, view)
    if view.milestones:
        sheet.heading("Milestones of the track", keep=BODY.leading)
        sheet.write(view.milestones)
    return sheet.done()


def _figures(sheet: Sheet, view: MilestonesView) -> None:
    reached = sum(goal.state == "reached" for goal in view.goals)
    shown = (
        (f"{reached} of {len(view.goals)}", "goals reached"),
        (f"{view.done} of {view.cycles}", "cycles behind"),
        (f"{len(view.met)} of {view.breadth}", "functions met"),
    )
    wide = sheet.width / len(shown)
    for at, (figure, words) in enumerate(shown):
        x = sheet.left + at * wide
        sheet.line(x, sheet.y - base(_BIG), figure, _BIG)
        sheet.line(x, sheet.y - _BIG.leading - base(LABEL), words, LABEL)
    sheet.space(_BIG.leading + LABEL.leading + 18)


def _steps(sheet: Sheet, view: MilestonesView) -> None:
    """What comes next: what the sheet is for, so it stands first."""
    sheet.heading("What comes next", keep=40)
    sheet.rule(sheet.y)
    if not view.steps:
        sheet.space(4)
        sheet.write("Nothing is dated yet.", QUIET)
    for step in view.steps:
        words = sheet.type.wrap(step.words, BODY, sheet.width - _DATES - 70, 3)
        high = len(words) * BODY.leading + 8
        sheet.need(high)
        when = f"was due {step.when}" if step.overdue else step.when
        style = STRONG._replace(role="bad") if step.overdue else QUIET
        sheet.box(sheet.left + 0.5, sheet.y - 4 - base(BODY) - 0.5, 7.5, 7.5, edge="edge", round_=1.5)
        sheet.lines(sheet.left + 16, sheet.y - 4, words, BODY)
        sheet.line(sheet.right, sheet.y - 4 - base(BODY), when or "no date", style, align="right")
        sheet.y -= high
        sheet.rule(sheet.y)
    sheet.space(18)


def _goals(sheet: Sheet, view: MilestonesView) -> None:
    if not view.goals:
        return
    sheet.heading("Development goals", keep=50)
    sheet.rule(sheet.y)
    for goal in view.goals:
        _goal(sheet, goal)
    sheet.space(18)


def _goal(sheet: Sheet, goal: GoalLine) -> None:
    wide = sheet.width - _DATES - 40
    title = sheet.type.wrap(goal.title, STRONG, wide, 3)
    under = " · ".join(filter(None, (goal.about, goal.attained)))
    about = sheet.type.wrap(under, _NOTE, wide, 2) if under else []
    criteria = sheet.type.wrap(f"Reached when: {goal.criteria}", SMALL, wide, 4) if goal.criteria else []
    high = len(title) * STRONG.leading + (len(about) + len(criteria)) * SMALL.leading + 10
    sheet.need(high)
    y = sheet.lines(sheet.left, sheet.y - 5, title, STRONG)
    y = sheet.lines(sheet.left, y, about, _NOTE)
    sheet.lines(sheet.left, y, criteria, SMALL)
    state = STRONG._replace(role=_STATES[goal.state])
    sheet.line(sheet.right, sheet.y - 5 - base(STRONG), goal.state, state, align="right")
    when = f"on {day(goal.done)}" if goal.done else f"due {day(goal.due)}" if goal.due else ""
    sheet.line(sheet.right, sheet.y - 5 - STRONG.leading - base(_NOTE), when, _NOTE, align="right")
    sheet.y -= high
    sheet.rule(sheet.y)


def _levels(sheet: Sheet, view: MilestonesView) -> None:
    """First and last rating by each side: two rows of dots."""
    if not view.levels:
        return
    sheet.heading("Competencies, first rating and now", keep=40)
    sheet.rule(sheet.y)
    before = ""
    for line in view.levels:
        high = BODY.leading + 6
        if sheet.need(high):
            before = ""
        y = sheet.y - 3 - base(BODY)
        sheet.line(sheet.left, y, line.skill if line.skill != before else "", BODY, sheet.width * 0.4)
        before = line.skill
        sheet.line(sheet.left + sheet.width * 0.42, y, line.by, QUIET, sheet.width * 0.2)
        sheet.dots(sheet.left + sheet.width * 0.62, y + 3.2, line.before, 5, radius=2.4, gap=8)
        sheet.dots(sheet.left + sheet.width * 0.76, y + 3.2, line.now, 5, radius=2.4, gap=8)
        step = line.now - line.before
        words = f"+{step}" if step > 0 else f"−{-step}" if step else "same"
        sheet.line(sheet.right, y, words, STRONG if step else QUIET, align="right")
        sheet.y -= high
        sheet.rule(sheet.y)
    sheet.space(18)


def _functions(sheet: Sheet, view: MilestonesView) -> None:
    sheet.heading("Functions met", keep=40)
    lead = f"{counted(len(view.met), 'function')} met, {view.breadth} asked for: {', '.join(view.met) or 'none yet'}."
    sheet.write(lead)
    if view.not_met:
        sheet.space(3)
        sheet.write(f"Not yet planned: {', '.join(view.not_met)}.", QUIET)
    sheet.space(18)


def _checks(sheet: Sheet, view: MilestonesView) -> None:
    if not view.checks:
        return
    sheet.heading("Checkpoints, with marks from 1 to 5", keep=60)
    sheet.rule(sheet.y)
    for check in view.checks:
        _check(sheet, check)
    sheet.space(HEADING.leading)


def _check(sheet: Sheet, check: CheckLine) -> None:
    wide = sheet.width - _DATES - 8
    title = " · ".join(filter(None, (check.cycle, check.host, f"seen by {check.by.lower()}" if check.by else "")))
    marks = " · ".join(f"{label.lower()}\u00a0{mark}" for label, mark in check.marks)
    lines = [(line, STRONG) for line in sheet.type.wrap(title, STRONG, wide, 2)]
    lines += [(line, _NOTE) for line in sheet.type.wrap(marks, _NOTE, wide, 2) if marks]
    lines += [(line, BODY) for line in sheet.type.wrap(check.words, BODY, wide, 6) if check.words]
    high = sum(style.leading for _, style in lines) + 9
    sheet.need(high)
    y = sheet.y - 4.5
    sheet.line(sheet.left, y - base(QUIET), day(check.on), QUIET, _DATES)
    for words, style in lines:
        sheet.line(sheet.left + _DATES + 8, y - base(style), words, style)
        y -= style.leading
    sheet.y -= high
    sheet.rule(sheet.y)
