"""What moved since the last pack of the same kind, and what was decided meanwhile."""

from __future__ import annotations

from program.names import counted
from program.records import Section
from program.views import PackView, day
from reports.documents.committee.page import facts, part, quiet
from reports.documents.committee.status import taken
from reports.paper import BODY, SMALL, STRONG, Sheet
from reports.table import Column, Table


def moved(sheet: Sheet, view: PackView) -> None:
    """Figure by figure, then facts, then decisions."""
    since = view.moved.since
    if since is None:
        lead = "This is the first pack of its kind: the next one will say here what moved."
        part(sheet, view, Section.MOVED, "What moved", lead, 240)
        taken(sheet, view.decisions)
        return
    count, still = view.moved.all, view.moved.still
    lead = f"{counted(count, 'figure')} moved since the pack of {day(since)}, {still:,} did not."
    part(sheet, view, Section.MOVED, f"What moved since {day(since)}", lead)
    if view.moved.figures:
        columns = (
            Column("Figure", 40, BODY),
            Column(day(since), 20, SMALL, "right"),
            Column(day(view.until), 20, STRONG, "right"),
            Column("Change", 20, SMALL, "right"),
        )
        table = Table(sheet, columns, pad=3)
        table.head()
        for each in view.moved.figures:
            table.row(each.shown.name, each.before, each.shown.said, each.change)
        if count > len(view.moved.figures):
            sheet.space(4)
            quiet(sheet, f"and {count - len(view.moved.figures):,} more, told where they stand.")
        sheet.space(12)
    if view.moved.facts:
        sheet.heading("And besides", keep=40)
        sheet.rule(sheet.y)
        facts(sheet, view.moved.facts)
        sheet.space(18)
    if not view.moved.figures and not view.moved.facts:
        quiet(sheet, "Nothing that this pack tells of has changed.")
    taken(sheet, view.decisions)
