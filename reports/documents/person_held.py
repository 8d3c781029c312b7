"""Everything held of one person, on paper: for the day on which they ask."""

from __future__ import annotations

from program.access import HeldView, Item, Part
from reports.paper import BODY, QUIET, SMALL, STRONG, Frame, Sheet, base

_LABELS = 126.0  # width of the column of labels


def build(view: HeldView, frame: Frame) -> bytes:
    """A PDF, portrait unless the frame says otherwise: a heading a kind, and below it every record field by field."""
    sheet = Sheet(frame, view.name)
    sheet.bookmark(view.name)
    sheet.opening(view.name, "Everything that is held in the rotation program about you or in your name")
    sheet.write(
        "Records about you stand here whole. Where records about others name you, it says so and no more. Derived "
        "figures, such as findings of the rules and scores of plans, are worked out anew each time and are not held.",
        SMALL._replace(role="quiet"),
    )
    if view.sealed_words:
        sheet.space(6)
        sheet.write(view.sealed_words, STRONG)
    sheet.space(12)
    for part in view.parts:
        _part(sheet, part)
    if view.history:
        sheet.heading("History of your record")
        sheet.bookmark("History of your record", 1)
        for each in view.history:
            _fact(sheet, each.when, f"{each.what}" + (f" ({each.who})" if each.who else ""))
    return sheet.done()


def _part(sheet: Sheet, part: Part) -> None:
    sheet.heading(part.title)
    sheet.bookmark(part.title, 1)
    for item in part.items:
        _item(sheet, item)
    sheet.space(10)


def _item(sheet: Sheet, item: Item) -> None:
    sheet.need(STRONG.leading + 2 * BODY.leading)
    sheet.write(item.title, STRONG)
    sheet.space(2)
    for fact in item.facts:
        _fact(sheet, fact.label, fact.words)
    sheet.space(8)


def _fact(sheet: Sheet, label: str, words: str) -> None:
    """Label and words side by side; what is longer than the page goes on with the next one."""
    for place, line in enumerate(sheet.type.wrap(words, BODY, sheet.width - _LABELS) or [""]):
        sheet.need(BODY.leading + 2)
        if not place:
            sheet.line(sheet.left, sheet.y - base(BODY), label, QUIET, _LABELS - 8)
        sheet.y = sheet.lines(sheet.left + _LABELS, sheet.y, [line], BODY)
    sheet.space(2)
