"""The cover: whose program, which time, for whom, what for, and what is inside."""

from __future__ import annotations

from program.views import PackView, day
from reports.paper import BODY, LEAD, QUIET, STRONG, Frame, Sheet, base
from reports.text import Style

_TITLE = Style(30, 600, height=1.15)
_OVER = Style(11, 600, "accent")
_LABELS = 92.0


def cover(sheet: Sheet, view: PackView, frame: Frame) -> None:
    """The first page; the pages of the parts are filled in when all are there."""
    sheet.bookmark(view.title)
    sheet.space(sheet.tall * 0.11)
    over = " · ".join(filter(None, (view.organisation, view.program)))
    for line in sheet.type.wrap(over, _OVER, sheet.width, 2):
        sheet.line(sheet.left, sheet.y - base(_OVER), line, _OVER)
        sheet.y -= _OVER.leading
    sheet.space(6)
    for line in sheet.type.wrap(view.title, _TITLE, sheet.width, 2):
        sheet.line(sheet.left, sheet.y - base(_TITLE), line, _TITLE)
        sheet.y -= _TITLE.leading
    sheet.space(8)
    for line in sheet.type.wrap(view.lead, LEAD, min(sheet.width, 430), 5):
        sheet.line(sheet.left, sheet.y - base(LEAD), line, LEAD)
        sheet.y -= LEAD.leading
    sheet.space(18)
    sheet.box(sheet.left, sheet.y, 64, 2.6, fill="accent")
    sheet.space(20)
    facts = (
        ("Period", view.period),
        ("As of", day(view.until)),
        ("Cohort", view.of),
        ("Edition", view.edition),
        ("For", " · ".join(filter(None, (frame.reader, frame.copy)))),
        ("Use", frame.purpose),
        ("The program", view.purpose),
        ("Names", f"No person is named. What fewer than {view.least} people could be told by is withheld."),
    )
    for label, words in facts:
        if words:
            lines = sheet.type.wrap(words, BODY, min(sheet.width, 470) - _LABELS, 4)
            sheet.line(sheet.left, sheet.y - base(QUIET), label, QUIET)
            sheet.y = sheet.lines(sheet.left + _LABELS, sheet.y, lines, BODY) - 4
    sheet.space(22)
    at = sheet.y
    sheet.later(lambda: _contents(sheet, at))


def _contents(sheet: Sheet, y: float) -> None:
    """The parts with their pages, as far as they fit below `y`."""
    parts = [(words, page) for words, level, page in sheet.outline if level == 0 and page > 1]
    wide = min(sheet.width, 300.0)
    for words, page in parts:
        if y - STRONG.leading - 5 < sheet.bottom:
            return
        sheet.line(sheet.left, y - base(BODY), words, BODY, wide - 40)
        sheet.line(sheet.left + wide, y - base(STRONG), str(page), STRONG, align="right")
        y -= BODY.leading + 5
        sheet.rule(y + 2, right=sheet.left + wide)
