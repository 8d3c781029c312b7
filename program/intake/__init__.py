"""Rows of a file become people: headings matched, cells understood, problems named, one change made.

`suggest` gives sensible settings for a table, `prepare` shows what importing it would do, `ImportPeople` does it.
"""

from program.intake.headings import FURTHER, Column, Target, targets
from program.intake.intake import Difference, Entry, ImportPeople, Intake, Outcome, prepare
from program.intake.placements import ImportPlacements
from program.intake.problems import Choice, Concern, Problem, counts
from program.intake.settings import Settings, columns, known_source, suggest
from program.intake.table import Cell, Facts, Remark, Row, Table, letters, place

__all__ = [
    "FURTHER",
    "Cell",
    "Choice",
    "Column",
    "Concern",
    "Difference",
    "Entry",
    "Facts",
    "ImportPeople",
    "ImportPlacements",
    "Intake",
    "Outcome",
    "Problem",
    "Remark",
    "Row",
    "Settings",
    "Table",
    "Target",
    "columns",
    "counts",
    "known_source",
    "letters",
    "place",
    "prepare",
    "suggest",
    "targets",
]
