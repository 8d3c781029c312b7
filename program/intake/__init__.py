"""Rows of a file become people, or records of a register: headings matched, cells understood, one change made.

`suggest` gives sensible settings for a table of people, `prepare` shows what importing it would do, `ImportPeople` does
it; `suggest_records`, `prepare_records` and `ImportRecords` are the same for every kind in `IMPORTED`.
"""

from program.intake.headings import FURTHER, Column, Target, targets
from program.intake.intake import Difference, Entry, ImportPeople, Intake, Outcome, prepare
from program.intake.placements import ImportPlacements
from program.intake.problems import Choice, Concern, Problem, counts
from program.intake.registers import (
    IMPORTED,
    ImportRecords,
    RecordEntry,
    RecordIntake,
    RecordProblem,
    RecordSettings,
    named_anew,
    outcomes,
    prepare_records,
    record_columns,
    record_targets,
    suggest_records,
)
from program.intake.settings import Settings, columns, known_source, suggest
from program.intake.table import Cell, Facts, Remark, Row, Table, letters, place

__all__ = [
    "IMPORTED",
    "ImportRecords",
    "RecordEntry",
    "RecordIntake",
    "RecordProblem",
    "RecordSettings",
    "named_anew",
    "outcomes",
    "prepare_records",
    "record_columns",
    "record_targets",
    "suggest_records",
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
