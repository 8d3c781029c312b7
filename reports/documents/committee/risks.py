"""Risks, what was promised, and reviews of the program."""

from __future__ import annotations

from program.names import counted
from program.records import Section
from program.views import PackView, day
from program.views_pack_parts import ActionLine, ReviewLine, RiskLine
from reports.documents.committee.page import NOTE, chart, part, quiet
from reports.paper import BODY, LABEL, QUIET, STRONG, Sheet, base

_MATRIX = 160.0


def risks(sheet: Sheet, view: PackView) -> None:
    """The gravest five, beside their matrix."""
    made = view.risks
    more = f" {counted(made.more, 'lighter one is', 'lighter ones are')} not told here." if made.more else ""
    lead = f"The gravest {counted(len(made.shown), 'risk')}, by likelihood times impact.{more}"
    part(sheet, view, Section.RISKS, "Risks", lead if made.shown else "No risk is open.", 290)
    if made.matrix is None:
        return
    top = sheet.y
    x, wide = sheet.left, sheet.width - _MATRIX - 24
    sheet.need(_MATRIX + 40)
    right = sheet.right - _MATRIX
    title = sheet.type.wrap(made.matrix.title, STRONG, _MATRIX, 2)
    under = sheet.lines(right, top, title, STRONG) - 4
    chart(sheet, made.matrix, right, under - _MATRIX, _MATRIX, _MATRIX)
    end = sheet.lines(right, under - _MATRIX - 4, sheet.type.wrap(made.matrix.note, NOTE, _MATRIX, 3), NOTE)
    page = sheet.number
    for each in made.shown:
        if sheet.number != page:
            wide = sheet.width
        _risk(sheet, each, x, wide)
    if sheet.number == page:
        sheet.y = min(sheet.y, end)
    sheet.space(14)


def _risk(sheet: Sheet, each: RiskLine, x: float, wide: float) -> None:
    title = sheet.type.wrap(each.title, STRONG, wide - 26, 2)
    words = sheet.type.wrap(each.mitigation, BODY, wide - 26, 4)
    grave = f"likelihood {each.likelihood} × impact {each.impact} = {each.severity}"
    beside = f"{each.kind} · {grave} · {each.state.lower()}"
    if each.review is not None:
        beside += f" · looked at again {day(each.review)}"
    about = sheet.type.wrap(beside, NOTE, wide - 26, 2)
    high = (len(title) + len(words)) * BODY.leading + len(about) * NOTE.leading + 12
    sheet.need(high)
    sheet.disc(x + 8, sheet.y - 9, 8, "accent")
    sheet.line(x + 8, sheet.y - 12, str(each.number), STRONG._replace(role="raised", size=9), align="centre")
    y = sheet.lines(x + 26, sheet.y - 2, title, STRONG)
    y = sheet.lines(x + 26, y, about, NOTE)
    sheet.lines(x + 26, y - 1, words, BODY)
    sheet.y -= high


def actions(sheet: Sheet, view: PackView) -> None:
    """How much is promised, how much is late, and what is due first."""
    made = view.actions
    late = f"{made.overdue:,}" if made.overdue else "none"
    lead = f"{counted(made.open, 'action is', 'actions are')} open, {late} of them overdue." if made.open else ""
    if made.closed:
        lead += f" {counted(made.closed, 'action')} agreed in the period {'is' if made.closed == 1 else 'are'} closed."
    lead = lead.strip() or "Nothing is promised that is still open."
    part(sheet, view, Section.ACTIONS, "Actions", lead, 140)
    for each in made.shown:
        _action(sheet, each)
    if made.open > len(made.shown):
        sheet.space(4)
        quiet(sheet, f"and {made.open - len(made.shown):,} more.")
    sheet.space(10)


def _action(sheet: Sheet, each: ActionLine) -> None:
    words = sheet.type.wrap(each.title, BODY, sheet.width - 120, 2)
    high = len(words) * BODY.leading + 7
    sheet.need(high)
    sheet.lines(sheet.left, sheet.y - 3.5, words, BODY)
    style = QUIET._replace(role="bad", weight=600) if each.overdue else QUIET
    due = f"was due {day(each.due)}" if each.overdue else day(each.due) and f"by {day(each.due)}"
    sheet.line(sheet.right, sheet.y - 3.5 - base(QUIET), due or "no date", style, align="right")
    sheet.y -= high
    sheet.rule(sheet.y)


def reviews(sheet: Sheet, view: PackView) -> None:
    """What reviews found, and the design before and after."""
    lead = f"{counted(len(view.reviews), 'review')} in the period." if view.reviews else "No review in the period."
    part(sheet, view, Section.REVIEWS, "Reviews of the program", lead, 160)
    for each in view.reviews:
        _review(sheet, each)


def _review(sheet: Sheet, each: ReviewLine) -> None:
    sheet.need(70)
    title = " · ".join(filter(None, (f"{each.kind} review", day(each.on))))
    sheet.line(sheet.left, sheet.y - base(STRONG), title, STRONG)
    sheet.space(STRONG.leading + 2)
    sheet.write(each.findings or "Nothing was written down.")
    for label, words in (("Design before", each.before), ("Design after", each.after)):
        if words:
            lines = sheet.type.wrap(words, BODY, sheet.width - 92, 4)
            sheet.need(len(lines) * BODY.leading + 3)
            sheet.space(3)
            sheet.line(sheet.left, sheet.y - base(BODY), label, LABEL)
            sheet.y = sheet.lines(sheet.left + 92, sheet.y, lines, BODY)
    sheet.space(14)
