"""The page for those who read one page: what is asked of them, how the program stands, and what moved."""

from __future__ import annotations

from program.names import counted
from program.records import Section
from program.views import PackView, day
from program.views_pack_parts import Asked, Decisions
from reports.documents.committee.page import NOTE, brief, comment, pictures, quiet, statuses
from reports.paper import BODY, HEADING, QUIET, STRONG, Sheet, base


def status(sheet: Sheet, view: PackView) -> None:
    """Decisions asked for first, then the figures with their lights."""
    has = view.sections.__contains__
    number = sheet.number
    title = "Status of the program" if has(Section.STATUS) else "Decisions required"
    sheet.bookmark(title)
    sheet.opening(title, view.lead)
    if has(Section.DECISIONS):
        asked(sheet, view.decisions)
        comment(sheet, view, Section.DECISIONS)
    if not has(Section.STATUS):
        return
    comment(sheet, view, Section.STATUS)
    aimed = [each for each in view.status if each.rule]
    others = [each for each in view.status if not each.rule]
    if aimed:
        sheet.heading(f"Where we stand{_since(view)}", keep=40)
        sheet.rule(sheet.y)
        statuses(sheet, aimed, lights=True)
        sheet.space(16)
    if others:
        sheet.heading("Other figures, without a target" if aimed else "Where we stand", keep=40)
        sheet.rule(sheet.y)
        brief(sheet, others)
        sheet.space(16)
    if not view.status:
        quiet(sheet, "There is nothing to count yet.")
    shown = view.outcomes.pictures[:2] or view.exposure.pictures[:2]
    if len(shown) == 2 and sheet.number == number and sheet.has_room(170):
        pictures(sheet, shown, 110)


def _since(view: PackView) -> str:
    return f", and the change since {day(view.last)}" if view.last is not None else ""


def asked(sheet: Sheet, decisions: Decisions) -> None:
    """The card with what the committee is asked for."""
    if not decisions.asked:
        quiet(sheet, "No decision is asked for.")
        return
    lines = [_lines(sheet, each) for each in decisions.asked]
    height = 12 + HEADING.leading + 4 + sum(len(each) * BODY.leading + 9 for each in lines) + 6
    height += QUIET.leading + 4 if decisions.more else 0
    sheet.need(height)
    top, x = sheet.y, sheet.left
    sheet.box(x, top - height, sheet.width, height, edge="line", round_=5)
    sheet.box(x, top - height, 3.4, height, fill="accent", round_=1.5)
    y = top - 10
    sheet.line(x + 18, y - base(HEADING), "Decisions required", HEADING)
    y -= HEADING.leading + 4
    for number, (each, words) in enumerate(zip(decisions.asked, lines, strict=True), start=1):
        if number > 1:
            sheet.rule(y, x + 18, sheet.right - 16)
        y -= 4.5
        sheet.line(x + 18, y - base(STRONG), str(number), STRONG)
        when = QUIET._replace(role="bad", weight=600) if each.overdue else QUIET
        due = f"was due {day(each.due)}" if each.overdue else f"by {day(each.due)}"
        sheet.line(sheet.right - 16, y - base(QUIET), due, when, align="right")
        y = sheet.lines(x + 32, y, words, BODY) - 4.5
    if decisions.more:
        sheet.line(x + 32, y - 2 - base(QUIET), f"and {decisions.more:,} more that can wait longer", QUIET)
    sheet.y = top - height - 18


def _lines(sheet: Sheet, each: Asked) -> list[str]:
    return sheet.type.wrap(each.title, BODY, sheet.width - 160, 3)


def taken(sheet: Sheet, decisions: Decisions) -> None:
    """What was decided in the period."""
    if not (decisions.taken or decisions.others or decisions.personal):
        return
    sheet.heading("Decided in the period", keep=40)
    sheet.rule(sheet.y)
    for each in decisions.taken:
        words = sheet.type.wrap(each.title, BODY, sheet.width - 96, 2)
        high = len(words) * BODY.leading + 7
        sheet.need(high)
        sheet.lines(sheet.left, sheet.y - 3.5, words, BODY)
        sheet.line(sheet.right, sheet.y - 3.5 - base(QUIET), day(each.on), QUIET, align="right")
        sheet.y -= high
        sheet.rule(sheet.y)
    sheet.space(5)
    beside = [f"{decisions.others:,} more"] if decisions.others else []
    if decisions.personal:
        beside.append(f"{counted(decisions.personal, 'entry', 'entries')} about single people, which are not told here")
    if beside:
        sheet.write(f"Besides: {'; '.join(beside)}.", NOTE)
    sheet.space(14)
