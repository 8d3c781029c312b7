"""Exposure and load, outcomes, fairness: figures with their pictures, what they are compared with, and stories."""

from __future__ import annotations

from program.names import counted
from program.records import Measure, Section
from program.views import PackView, day
from program.views_pack_parts import Evidence, Status
from reports.documents.committee.page import NOTE, brief, part, pictures, quiet, stories, withheld
from reports.paper import SMALL, Sheet
from reports.table import Column, Table
from reports.text import Style

_NAME = Style(8.5, 600)
_LEVELS = ("Reaction", "Learning", "Behaviour", "Results")
_RATIO = 0.8  # four fifths


def exposure(sheet: Sheet, view: PackView) -> None:
    """How widely people come around, and on whom it rests."""
    part(sheet, view, Section.EXPOSURE, "Exposure and load", _load(view.exposure), 290)
    pictures(sheet, view.exposure.pictures)
    _figures(sheet, view, view.exposure)
    stories(sheet, view.exposure.stories)


def outcomes(sheet: Sheet, view: PackView) -> None:
    """What the program brings about, level by level."""
    there = [each for each in view.outcomes.figures if not each.shown.withheld]
    lead = f"{counted(len(there), 'figure')} on what the program brings about, from how people find it to results."
    part(sheet, view, Section.OUTCOMES, "Outcomes", lead if there else "There is nothing to count yet.")
    pictures(sheet, view.outcomes.pictures)
    for level in _LEVELS:
        found = [each for each in there if each.level == level]
        if found:
            sheet.heading(level, keep=40)
            sheet.rule(sheet.y)
            brief(sheet, found, lights=True)
            sheet.space(12)
    _compared(sheet, there)
    withheld(sheet, view.outcomes.figures, view.least)
    stories(sheet, view.outcomes.stories)
    if view.compared.rows:
        _side_by_side(sheet, view)


def fairness(sheet: Sheet, view: PackView) -> None:
    """Who gets in and who gets on, group by group, and the warning that belongs to small groups."""
    part(sheet, view, Section.FAIRNESS, "Fairness", _fair(view.fairness.figures), 270)
    if view.fairness.on is not None:
        quiet(sheet, f"As of {day(view.fairness.on)}: too few people have changed since for it to be told anew.")
    pictures(sheet, view.fairness.pictures)
    _figures(sheet, view, view.fairness)
    small = min((each.shown.n for each in view.fairness.figures if each.shown.value is not None), default=0)
    words = (
        "Four fifths: where the lowest rate of a group is under 80 % of the highest, look into it. "
        "It is a sign to ask, not a finding: in groups of a few dozen it is often chance."
    )
    if small and small < 100:
        words += f" Here the groups together count {small:,}."
    sheet.write(words, NOTE)
    sheet.space(10)
    stories(sheet, view.fairness.stories)


def _figures(sheet: Sheet, view: PackView, evidence: Evidence) -> None:
    there = [each for each in evidence.figures if not each.shown.withheld]
    if there:
        sheet.heading("In figures", keep=40)
        sheet.rule(sheet.y)
        brief(sheet, there, lights=True)
        sheet.space(6)
        _compared(sheet, there)
        sheet.space(6)
    withheld(sheet, evidence.figures, view.least)


def _compared(sheet: Sheet, figures: list[Status]) -> None:
    """What figures are compared with, and once what that cannot tell."""
    beside = [(each.shown, each.shown.comparison) for each in figures if each.shown.comparison is not None]
    if not beside:
        return
    sheet.heading("Beside others", keep=50)
    columns = (
        Column("Figure", 34, _NAME),
        Column("Here", 14, SMALL, "right"),
        Column("Compared with", 34, SMALL),
        Column("There", 18, SMALL, "right"),
    )
    table = Table(sheet, columns, pad=2)
    table.head()
    for shown, other in beside:
        value = f"{other.value:,.1f}".removesuffix(".0") + ("\u00a0%" if shown.rate else "")
        table.row(shown.name, shown.said, other.words, f"{value}, n = {other.n:,}" if other.n else value)
    sheet.space(4)
    limits = dict.fromkeys(said for _, other in beside for said in other.limits.split(". "))
    sheet.write(". ".join(said.rstrip(".") for said in limits if said) + ".", NOTE)
    sheet.space(8)


def _side_by_side(sheet: Sheet, view: PackView) -> None:
    """Years and cohorts beside each other."""
    columns = view.compared.columns
    sheet.heading("Years and cohorts side by side", keep=80)
    across = (Column(each, 74 / len(columns), SMALL, "right") for each in columns)
    table = Table(sheet, (Column("Figure", 26, _NAME), *across), pad=3)
    table.head()
    for row in view.compared.rows:
        table.row(row.name, *((value.partition(", ")[0], value.partition(", ")[2]) for value in row.values))
    sheet.space(4)
    sheet.write("Cohorts differ in people and in times: a difference is no proof of its cause.", NOTE)
    sheet.space(12)


def _load(evidence: Evidence) -> str:
    told = {each.shown.measure: each for each in evidence.figures if each.shown.value is not None}
    found, load = told.get(Measure.EXPOSURE), told.get(Measure.EFFECTIVE_MENTORS)
    said = []
    if found is not None:
        said.append(f"Mentees have met {found.shown.said} on average.")
    if load is not None:
        said.append(f"Mentoring rests on {load.shown.n:,} mentors as if {load.shown.said} shared it evenly.")
    return " ".join(said) or "How many functions people come to know, and on whom the mentoring rests."


def _fair(figures: tuple[Status, ...]) -> str:
    under = [e.shown.name.lower() for e in figures if e.shown.value is not None and e.shown.value < _RATIO]
    if not any(each.shown.value is not None for each in figures):
        return "Groups are too small to be compared without telling who is in them."
    if not under:
        return "No group falls under four fifths of the best placed one."
    return f"Look into {' and '.join(under)}: a group falls under four fifths of the best placed one."
