"""The page on which an observer writes what they found, to be sent back on paper."""

from __future__ import annotations

from program.views import PackView
from reports.paper import BODY, LABEL, QUIET, STRONG, Sheet, base

_QUESTIONS = (
    ("What works, and how do you know?", 4),
    ("What concerns you: people, fairness, confidentiality?", 4),
    ("Which figure would you question, and why?", 3),
    ("What should change in the design of the program?", 4),
)
_LINE = 22.0


def findings(sheet: Sheet, view: PackView) -> None:
    """Questions with lines to write on."""
    sheet.page()
    sheet.bookmark("Observer’s findings")
    lead = "Please write by hand, name nobody, and send this page back to the program lead."
    sheet.opening("Observer’s findings", lead)
    wide = sheet.width / 3
    for at, label in enumerate(("Observer", "Date", "Seen of the program besides this document")):
        x = sheet.left + at * wide
        sheet.line(x, sheet.y - base(LABEL), label, LABEL, wide - 12)
        sheet.rule(sheet.y - 34, x, x + wide - 14, role="edge")
    sheet.space(58)
    for question, lines in _QUESTIONS:
        sheet.need(STRONG.leading + lines * _LINE)
        sheet.line(sheet.left, sheet.y - base(STRONG), question, STRONG)
        sheet.y -= STRONG.leading + 4
        for _ in range(lines):
            sheet.y -= _LINE
            sheet.rule(sheet.y, role="edge")
        sheet.space(16)
    sheet.line(sheet.left, sheet.y - base(BODY), f"On: {view.title}, {view.period}", QUIET, sheet.width)
    sheet.space(BODY.leading)
