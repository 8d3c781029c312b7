"""How the rotation stands: cycles with places and approvals, seats of hosts, people by cohort and stage."""

from __future__ import annotations

from program.names import counted
from program.records import Section
from program.suppression import Table as Counts
from program.suppression import label
from program.views import PackView, day, span
from program.views_pack_parts import Board, CycleLine
from reports.documents.committee.page import NOTE, brief, part, pictures, stories, withheld
from reports.paper import SMALL, Sheet
from reports.table import Column, Table
from reports.text import Style

_NAME = Style(9, 600)


def board(sheet: Sheet, view: PackView) -> None:
    """The board, as it may be seen without names."""
    made = view.board
    part(sheet, view, Section.BOARD, "The board", _lead(view), 330)
    if made.cycles:
        sheet.heading("Cycles", keep=50)
        _cycles(sheet, made)
    if made.people is not None and made.people.total:
        _people(sheet, view, made.people)
    figures = [each for each in view.activity.figures if not each.shown.withheld]
    if figures:
        sheet.heading("Taking part", keep=40)
        sheet.rule(sheet.y)
        brief(sheet, figures, lights=True)
        withheld(sheet, view.activity.figures, view.least)
        sheet.space(16)
    pictures(sheet, view.activity.pictures)
    stories(sheet, view.activity.stories)
    if made.hosts:
        _hosts(sheet, made)


def _lead(view: PackView) -> str:
    cycles = view.board.cycles
    if not cycles:
        return "There are no cycles yet."
    now = next((each for each in cycles if each.start <= view.until <= each.end), None)
    after = [each for each in cycles if each.start > view.until]
    said = []
    if now is not None:
        said.append(f"{now.name} runs until {day(now.end)}{_placed(now)}.")
    if after:
        coming = after[0]
        said.append(f"{coming.name} begins on {day(coming.start)}{_placed(coming)}.")
    return " ".join(said) or f"All {counted(len(cycles), 'cycle')} are over."


def _placed(cycle: CycleLine) -> str:
    if cycle.placed is None or not cycle.expected:
        return ""
    lacking = cycle.expected - cycle.placed
    return f": {cycle.placed:,} of {cycle.expected:,} mentees are placed" if lacking else ": everybody is placed"


def _cycles(sheet: Sheet, made: Board) -> None:
    columns = (
        Column("Cycle", 16, _NAME),
        Column("Dates", 27, SMALL),
        Column("Stage", 15, SMALL),
        Column("Placed", 13, SMALL, "right"),
        Column("Approved", 12, SMALL, "right"),
        Column("Seats", 8, SMALL, "right"),
        Column("Exceptions", 12, SMALL, "right"),
    )
    table = Table(sheet, columns, pad=3)
    table.head()
    for each in made.cycles:
        placed = "withheld" if each.placed is None else f"{each.placed:,} of {each.expected or 0:,}"
        approved = "withheld" if each.approved is None else f"{each.approved:,}"
        dates = span(each.start, each.end)
        table.row(each.name, dates, each.stage, placed, approved, f"{each.seats:,}", str(each.exceptions or "–"))
    sheet.space(4)
    sheet.write("Exceptions: entries of the decision log on a cycle, such as a change after approval.", NOTE)
    sheet.space(16)


def _people(sheet: Sheet, view: PackView, told: Counts) -> None:
    """The table as it is published: withheld counts say so, margins that are not shown are left out."""
    sheet.heading("Mentees by cohort and stage", keep=60)
    used = [at for at, count in enumerate(told.column_sums) if count != 0]
    columns = [
        Column("Cohort", 24, _NAME),
        *(Column(label(told.columns[at]), 12, SMALL, "right") for at in used),
        Column("Together", 12, SMALL, "right"),
    ]
    table = Table(sheet, columns, pad=3)
    table.head()
    for at, members in enumerate(told.rows):
        inner = [told.inner[at][column] for column in used] if told.inner else [None] * len(used)
        table.row(label(members), *(_count(each) for each in inner), _count(told.row_sums[at]))
    if len(told.rows) > 1:
        table.row("Everybody", *(_count(told.column_sums[at]) for at in used), _count(told.total))
    sheet.space(4)
    words = "A dot stands for a count that is withheld, because it is small or would tell a small one."
    if view.board.people_on is not None and view.board.people_on > view.until:
        words += f" As of {day(view.board.people_on)}: what stage people were in before is not kept."
    elif view.board.people_on is not None and view.board.people_on < view.until:
        words += f" As of {day(view.board.people_on)}: too few have moved since for a new table."
    sheet.write(words, NOTE)
    sheet.space(16)


def _count(count: int | None) -> str:
    return "·" if count is None else f"{count:,}" if count else "–"


def _hosts(sheet: Sheet, made: Board) -> None:
    """One paragraph: which hosts there are, and how many they take in a cycle."""
    sheet.heading("Seats of hosts in a cycle", keep=30)
    told = [f"{each.name} {each.seats:,}" for each in made.hosts]
    if made.more:
        told.append(f"and {counted(made.more, 'more host', 'more hosts')}")
    sheet.write("  ·  ".join(told))
    sheet.space(16)
