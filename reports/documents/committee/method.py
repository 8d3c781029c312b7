"""How the figures are made: what each is evidence for, and the card of each."""

from __future__ import annotations

from program.names import counted
from program.records import Section
from program.views import PackView
from program.views_pack_parts import Definition, Method
from reports.documents.committee.page import part
from reports.paper import BODY, STRONG, Sheet, base
from reports.text import Style

_CARD = Style(7.2, 400, height=1.3)
_QUIETER = _CARD._replace(role="quiet")
_HEAD = Style(8.2, 600, height=1.3)
_GAP = 18.0


def method(sheet: Sheet, view: PackView) -> None:
    """The levels of evidence, then the cards in two columns."""
    made = view.method
    lead = f"{counted(len(made.cards), 'figure is', 'figures are')} used in this document; this is how each is counted."
    part(sheet, view, Section.METHOD, "How the figures are made", lead)
    _rungs(sheet, made)
    _cards(sheet, made.cards)


def _rungs(sheet: Sheet, made: Method) -> None:
    """After Kirkpatrick: which level has evidence, and which has none."""
    sheet.heading("What they are evidence for", keep=90)
    sheet.rule(sheet.y)
    for each in made.rungs:
        words = ", ".join(each.figures) or "No figure: this document holds no evidence at this level."
        label = sheet.type.wrap(f"{each.level}: {each.meaning}", BODY, sheet.width * 0.36, 3)
        lines = sheet.type.wrap(words, BODY if each.figures else BODY._replace(role="caution"), sheet.width * 0.6, 5)
        high = max(len(label), len(lines)) * BODY.leading + 7
        sheet.need(high)
        sheet.lines(sheet.left, sheet.y - 3.5, label, STRONG if each.figures else BODY)
        style = BODY if each.figures else BODY._replace(role="caution")
        sheet.lines(sheet.left + sheet.width * 0.4, sheet.y - 3.5, lines, style)
        sheet.y -= high
        sheet.rule(sheet.y)
    sheet.space(18)


def _cards(sheet: Sheet, cards: tuple[Definition, ...]) -> None:
    """Two columns, read across; no card is torn."""
    wide = (sheet.width - _GAP) / 2
    for place in range(0, len(cards), 2):
        row = [_lines(sheet, each, wide) for each in cards[place : place + 2]]
        high = max(sum(style.leading for _, style in lines) for lines in row) + 10
        sheet.need(high)
        for at, lines in enumerate(row):
            x, y = sheet.left + at * (wide + _GAP), sheet.y
            for words, style in lines:
                sheet.line(x, y - base(style), words, style)
                y -= style.leading
        sheet.y -= high


def _lines(sheet: Sheet, card: Definition, wide: float) -> list[tuple[str, Style]]:
    told = [(line, _HEAD) for line in sheet.type.wrap(f"{card.code}  {card.name}", _HEAD, wide, 2)]
    told += [(line, _CARD) for line in sheet.type.wrap(card.definition, _CARD, wide, 6)]
    of = f"{card.numerator} / {card.denominator}" if card.numerator and card.denominator else card.numerator
    about = (
        ("Counted", of),
        ("Window", card.window),
        ("Use", card.purpose),
        ("Bias", card.bias),
        ("Blind to", card.blind),
        ("Source", card.source),
    )
    for label, words in about:
        if words:
            told += [(line, _QUIETER) for line in sheet.type.wrap(f"{label}: {words}", _QUIETER, wide, 4)]
    return told
