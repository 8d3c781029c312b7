"""Dates as people write them, and which of two numbers is the day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

from program.intake.table import Cell
from program.intake.vocabulary import MONTHS
from program.intake.words import plain


class Unclear(Enum):
    """Why a text is no date."""

    IMPOSSIBLE = "impossible"  # a day that is not, such as 31 February, or no date at all
    AMBIGUOUS = "ambiguous"  # day and month could be either way round


_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)  # what a record may hold
_EXCEL_START = date(1899, 12, 30)
_SERIALS = range(10_000, 80_000)  # spreadsheet day numbers from 1927 to 2119

_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp]\.?[Mm]\.?)?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?$")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$|(\d{4})(\d{2})(\d{2})$")
_NUMBERS = re.compile(r"(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? (?:de )?([a-z]+) (?:de )?(\d{4}|\d{2})$")
_MONTH_FIRST = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4}|\d{2})$")


def settle(cells: Iterable[Cell]) -> bool | None:
    """Whether a column writes the day first; None when it never shows or speaks both ways."""
    day = month = False
    for cell in cells:
        if isinstance(cell, str) and (found := _NUMBERS.match(cell)) and found[2] != ".":
            day = day or int(found[1]) > 12
            month = month or int(found[3]) > 12
    return None if day == month else day


def read_date(cell: Cell, day_first: bool | None, today: date) -> date | Unclear:
    """The date in a cell. Two-digit years lie between 89 years before `today` and 10 after it."""
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, int | float):
        return _serial(cell)
    text = _TIME.sub("", cell.strip())
    if found := _ISO.match(text):
        parts = [int(part) for part in (found[1], found[3], found[4], found[5], found[6], found[7]) if part]
        return _date(*parts)
    if found := _NUMBERS.match(text):
        return _numbers(int(found[1]), int(found[3]), _year(found[4], today), found[2] == "." or day_first)
    if text.isdigit() and len(text) == 5:
        return _serial(int(text))
    words = plain(text)
    if found := _DAY_FIRST.match(words):
        return _named(found[1], found[2], _year(found[3], today))
    if found := _MONTH_FIRST.match(words):
        return _named(found[2], found[1], _year(found[3], today))
    return Unclear.IMPOSSIBLE


def _numbers(first: int, second: int, year: int, day_first: bool | None) -> date | Unclear:
    either = first <= 12 and second <= 12 and first != second
    if either and day_first is None:
        return Unclear.AMBIGUOUS
    if either:
        return _date(year, second, first) if day_first else _date(year, first, second)
    # Only one way round is a date, whatever the rest of the column does.
    return _date(year, second, first) if first > 12 or first == second else _date(year, first, second)


def _named(day: str, month: str, year: int) -> date | Unclear:
    number = MONTHS.get(month)
    return _date(year, number, int(day)) if number else Unclear.IMPOSSIBLE


def _year(text: str, today: date) -> int:
    if len(text) == 4:
        return int(text)
    latest = today.year + 10
    year = latest - latest % 100 + int(text)
    return year if year <= latest else year - 100


def _date(year: int, month: int, day: int) -> date | Unclear:
    try:
        return _within(date(year, month, day))
    except ValueError:
        return Unclear.IMPOSSIBLE


def _serial(number: float) -> date | Unclear:
    return _EXCEL_START + timedelta(days=int(number)) if int(number) in _SERIALS else Unclear.IMPOSSIBLE


def _within(day: date) -> date | Unclear:
    return day if _EARLIEST <= day <= _LATEST else Unclear.IMPOSSIBLE
