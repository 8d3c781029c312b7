"""The roster: people in groups, one row each."""

from __future__ import annotations

from program.names import counted
from program.views import RosterView
from reports.paper import SMALL, Frame, Sheet, Turn
from reports.table import Cell, Column, Table
from reports.text import Style

_NAME = Style(8.5, 600)

#: How much of the width a column gets, beside the others; those not listed get 10.
_SHARES = {"name": 15, "email": 22, "title": 16, "unit": 13, "manager": 14, "roles": 12, "level": 7, "number": 8}

#: On a narrow sheet the second of two columns stands below the first.
_STACKED = {"title": "name", "location": "unit", "status": "roles", "manager": "email", "start": "level"}
_NARROW = 700.0


def build(view: RosterView, frame: Frame) -> bytes:
    """The roster as a PDF, landscape unless the frame says otherwise."""
    sheet = Sheet(frame, "Roster", Turn.LANDSCAPE)
    sheet.bookmark("Roster")
    sheet.opening("Roster", _lead(view))
    if not view.people:
        return sheet.done()
    stacks = _stacks(view, narrow=sheet.width < _NARROW)
    table = Table(sheet, [_column(view, stack) for stack in stacks])
    table.head()
    for group in view.groups:
        if group.title:
            table.group(group.title, counted(len(group.rows), "person", "people"))
            sheet.bookmark(group.title, level=1)
        for row in group.rows:
            table.row(*(_cell(row, stack) for stack in stacks))
    return sheet.done()


def _stacks(view: RosterView, *, narrow: bool) -> list[tuple[int, ...]]:
    """Which of the view's columns (by place) make up each column on paper: one, or two below each other."""
    places = {column.key: place for place, column in enumerate(view.columns)}
    if not narrow:
        return [(place,) for place in places.values()]
    under = {first: place for key, place in places.items() if (first := _STACKED.get(key)) in places}
    return [
        (place, under[key]) if key in under else (place,)
        for key, place in places.items()
        if _STACKED.get(key) not in places
    ]


def _column(view: RosterView, stack: tuple[int, ...]) -> Column:
    key = view.columns[stack[0]].key
    first, *others = (view.columns[place].label for place in stack)
    label = ", ".join([first, *(other.lower() for other in others)])
    share = max(_SHARES.get(view.columns[place].key, 10) for place in stack)
    return Column(label, share, _NAME if key == "name" else SMALL)


def _cell(row: tuple[str, ...], stack: tuple[int, ...]) -> Cell:
    return row[stack[0]] if len(stack) == 1 else (row[stack[0]], row[stack[1]])


def _lead(view: RosterView) -> str:
    if not view.people:
        return "Nobody is on the roster yet. People appear here once they are imported and have a role."
    grouped = f", by {view.grouped}" if any(group.title for group in view.groups) else ""
    whose = f" of {view.organisation}" if view.organisation else ""
    return f"{counted(view.people, 'person', 'people')}{whose}{grouped}."
