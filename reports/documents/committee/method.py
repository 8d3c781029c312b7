"""How the figures are made: what each is evidence for, and the card of each."""

from __future__ import annotations

from collections.abc import Sequence

from program.names import counted
from program.records import PackKind, Section
from program.views import PackView
from program.views_pack_parts import Definition, Method
from reports.documents.committee.page import part
from reports.paper import HEADING, SMALL, STRONG, Sheet, base
from reports.text import Style

_NOTE = SMALL._replace(role="quiet")
_CARD = Style(6.5, 400, height=1.22)
_QUIETER = _CARD._replace(role="quiet")
_HEAD = Style(7.4, 600, height=1.28)
_GAP = 18.0
_APART = 6.0  # below a card

_Card = list[tuple[str, Style]]


def method(sheet: Sheet, view: PackView) -> None:
    """The levels of evidence, then the cards in two columns."""
    made = view.method
    lead = f"{counted(len(made.cards), 'figure is', 'figures are')} used in this document; this is how each is counted."
    part(sheet, view, Section.METHOD, "How the figures are made", lead, 330)
    _rungs(sheet, made)
    _cards(sheet, made.cards, view.kind is not PackKind.COMMITTEE)


def manifest(sheet: Sheet, withheld: Sequence[str]) -> None:
    """What is not in the document, and why; that nothing was withheld is said too."""
    lines = [line for words in withheld for line in sheet.type.wrap(f"{words}.", SMALL, sheet.width)]
    if sheet.has_room(HEADING.leading + 24 + len(lines) * SMALL.leading + len(withheld) * 3):
        sheet.space(14)
    else:
        sheet.page()
    sheet.bookmark("Withheld, and why")
    sheet.heading("Withheld, and why", keep=0)
    if not withheld:
        sheet.write("Nothing was withheld.")
    for words in withheld:
        sheet.write(words[:1].upper() + words[1:] + ".", SMALL)
        sheet.space(3)


def _rungs(sheet: Sheet, made: Method) -> None:
    """After Kirkpatrick: which level has evidence, and which has none."""
    wide = sheet.width
    sheet.heading("What they are evidence for", keep=90)
    sheet.rule(sheet.y)
    for each in made.rungs:
        words = ", ".join(each.figures) or "No figure: this document holds no evidence at this level."
        style = SMALL if each.figures else SMALL._replace(role="caution")
        level = [(each.level, STRONG), *((line, _NOTE) for line in sheet.type.wrap(each.meaning, _NOTE, wide * 0.3, 3))]
        lines = sheet.type.wrap(words, style, wide * 0.65, 6)
        high = max(sum(each.leading for _, each in level), len(lines) * style.leading) + 7
        sheet.need(high)
        y = sheet.y - 3.5
        for line, how in level:
            y = sheet.lines(sheet.left, y, [line], how)
        sheet.lines(sheet.left + wide * 0.35, sheet.y - 3.5, lines, style)
        sheet.y -= high
        sheet.rule(sheet.y)
    sheet.space(18)


def _cards(sheet: Sheet, cards: Sequence[Definition], whole: bool) -> None:
    """Two columns, each read down to the foot of the page before the other; no card is torn."""
    wide = (sheet.width - _GAP) / 2
    rest = [_lines(sheet, each, wide, whole) for each in cards]
    while rest:
        if not sheet.has_room(_height(rest[0])):
            sheet.page()
        top = end = sheet.y
        for x, share in zip((sheet.left, sheet.left + wide + _GAP), _columns(rest, top - sheet.bottom), strict=True):
            y = top
            for lines in rest[:share]:
                for words, style in lines:
                    sheet.line(x, y - base(style), words, style)
                    y -= style.leading
                y -= _APART
            rest = rest[share:]
            end = min(end, y)
        sheet.y = end


def _columns(cards: Sequence[_Card], room: float) -> tuple[int, int]:
    """How many cards stand in the left and in the right column of a page: as many as fit, and as even as can be."""
    heights = [_height(each) for each in cards]
    if sum(heights) <= 2 * room:  # the last page: the left column ends where the right one would
        for left in range(1, len(heights) + 1):
            if sum(heights[:left]) <= room and sum(heights[left:]) <= sum(heights[:left]):
                return left, len(heights) - left
    left = _fitting(heights, room)
    return left, _fitting(heights[left:], room)


def _fitting(heights: Sequence[float], room: float) -> int:
    used, count = 0.0, 0
    for high in heights:
        used += high
        if used > room:
            break
        count += 1
    return count


def _height(lines: _Card) -> float:
    return sum(style.leading for _, style in lines) + _APART


def _lines(sheet: Sheet, card: Definition, wide: float, whole: bool) -> _Card:
    """The lines of a card; `whole` says also what it may be used for and where its formula is from."""
    told = [(line, _HEAD) for line in sheet.type.wrap(f"{card.code}  {card.name}", _HEAD, wide, 2)]
    told += [(line, _CARD) for line in sheet.type.wrap(card.definition, _CARD, wide)]
    of = f"{card.numerator}, of {card.denominator}" if card.numerator and card.denominator else card.numerator
    about = [("Counted", of), ("Window", card.window), ("Bias", card.bias), ("Blind to", card.blind)]
    about += [("Use", card.purpose), ("Source", card.source), ("Owner", card.owner)] if whole else []
    words = " ".join(f"{label}: {text.rstrip('.')}." for label, text in about if text)
    return told + [(line, _QUIETER) for line in sheet.type.wrap(words, _QUIETER, wide)]
