"""Cards to cut out: one for everybody in a circle, with their table in every round."""

from __future__ import annotations

from program.views import WorkshopView
from program.views_circle import Way
from reports.paper import LABEL, SMALL, Frame, Sheet, base
from reports.text import Style

_WIDE, _HIGH = 241.0, 139.0  # 85 × 49 mm
_PAD = 12.0
_NAME = Style(16, 600, height=1.25)
_TABLE = Style(15, 600)
_LARGE = Style(24, 600)
_ROUND = LABEL
_PER_LINE, _LINES = 6, 2
_FEW = 4  # rounds that have room for large numbers
_QUIET = SMALL._replace(role="quiet")


def build(view: WorkshopView, frame: Frame) -> bytes:
    """The cards as a PDF, as many on a sheet as it holds, with dashed edges to cut along."""
    circle = view.circle
    title = f"{circle.name}: cards" if circle is not None else "Cards"
    sheet = Sheet(frame, title)
    ways = [(way, start) for way in circle.ways for start in _starts(way)] if circle is not None else []
    sheet.bookmark(title)
    if circle is None or not ways:
        sheet.opening(title, "No rounds are planned yet.")
        return sheet.done()
    across = max(1, int(sheet.width // _WIDE))
    down = max(1, int((sheet.top - sheet.bottom) // _HIGH))
    left = sheet.left + (sheet.width - across * _WIDE) / 2
    for number, (way, start) in enumerate(ways):
        place = number % (across * down)
        if number and place == 0:
            sheet.page()
        x, y = left + place % across * _WIDE, sheet.top - (place // across + 1) * _HIGH
        _card(sheet, circle.name, way, start, x, y)
    return sheet.done()


def _starts(way: Way) -> range:
    return range(0, max(1, len(way.tables)), _PER_LINE * _LINES)


def _card(sheet: Sheet, circle: str, way: Way, start: int, x: float, y: float) -> None:
    sheet.dashed(x, y, _WIDE, _HIGH)
    top = y + _HIGH - _PAD
    sheet.line(x + _PAD, top - base(_NAME), way.name, _NAME, _WIDE - 2 * _PAD)
    top -= _NAME.leading
    more = f"{circle} · continued" if start else circle
    sheet.line(x + _PAD, top - base(_QUIET), more, _QUIET, _WIDE - 2 * _PAD)
    top -= _QUIET.leading + 8
    tables = way.tables[start : start + _PER_LINE * _LINES]
    few = len(way.tables) <= _FEW
    per, style = (_FEW, _LARGE) if few else (_PER_LINE, _TABLE)
    cell = (_WIDE - 2 * _PAD) / per
    for number, table in enumerate(tables):
        line, column = divmod(number, per)
        at = x + _PAD + column * cell
        head = top - line * (_ROUND.leading + style.leading + 4)
        sheet.line(at, head - base(_ROUND), f"Round {start + number + 1}", _ROUND, cell - 2)
        words = {0: "out", -1: "–"}.get(table, str(table))
        sheet.line(at, head - _ROUND.leading - base(style), words, style, cell - 2)
