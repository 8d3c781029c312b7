"""The sub-command `import` for records of a register: goals, ratings, risks and whatever else has one."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.cli import Answer
from desktop.tasks import opened
from program.records import KINDS
from program.trouble import Trouble

if TYPE_CHECKING:
    from program.intake import RecordSettings, Table

_SHOWN = 20  # lines of a kind that the words of an import have at most


def kinds() -> tuple[str, ...]:
    """The kinds of record that come in as files, beside people."""
    from program.intake.registers import IMPORTED

    return IMPORTED


def bring_in(arguments: argparse.Namespace, table: Table) -> Answer:
    """Import the rows of a table as records of the kind that was named, as one step."""
    from program.intake import ImportRecords, Outcome, named_anew, outcomes, prepare_records

    if arguments.choose:
        raise Trouble("--choose is for people.", "Nothing was imported.", "Mend the rows that are named.")
    with opened(arguments, read_only=arguments.dry_run) as book:
        settings = _settled(table, arguments)
        intake = prepare_records(table, book.program(), settings)
        if intake.asks_for_day_first:
            raise Trouble(
                "Some dates can be read with the day or the month first.",
                "Nothing was imported.",
                "Say which with --dates day-first or --dates month-first.",
            )
        data: dict[str, Any] = {
            "kind": arguments.kind,
            "rows": len(table.rows),
            **{outcome.name.lower(): intake.count(outcome) for outcome in Outcome},
            "mapping": dict(settings.mapping),
            "problems": [
                {"row": each.row, "column": each.column, "words": each.words, "left_out": each.left_out}
                for each in intake.problems
            ],
            "imported": False,
        }
        counts = ", ".join(f"{number:,} {outcome.value}" for outcome, number in outcomes(intake).items())
        words = [f"{len(table.rows):,} rows of {KINDS[arguments.kind].many.lower()}: {counts}"]
        words += [f"  {named_anew(intake.added)}"] if intake.added else []
        words += [f"  {heading}: {_meant(settings, heading)}" for heading, _ in settings.mapping]
        lines = [
            f"    Row {each.row:,}{f', {each.column}' if each.column else ''}: {each.words}"
            + (" The row is left out." if each.left_out else " The field is left as it is.")
            for each in intake.problems
        ]
        more = len(lines) - _SHOWN
        words += lines[:_SHOWN] + ([f"    … and {more:,} more (--json has all)"] if more > 0 else [])
        if not arguments.dry_run:
            change = book.do(ImportRecords(table, settings))
            data |= {"imported": bool(change), "title": change.title}
            words.append(f"{change.title}." if change else "Nothing to change.")
        return Answer(words, data)


def _settled(table: Table, arguments: argparse.Namespace) -> RecordSettings:
    """The suggested settings with what the command line says. Raises Trouble for words that mean nothing here."""
    from program.intake import record_targets, suggest_records

    settings = suggest_records(table, arguments.kind, date.today())
    if arguments.dates:
        settings = msgspec.structs.replace(settings, day_first=arguments.dates == "day-first")
    targets = record_targets(KINDS[arguments.kind])
    for text in arguments.map:
        heading, equals, field = text.rpartition("=")
        named = next((each for each in table.headings if each.casefold() == heading.strip().casefold()), None)
        wanted = field.strip().casefold()
        target = next((each.key for each in targets if wanted in (each.key.casefold(), each.label.casefold())), None)
        if not equals or named is None:
            raise Trouble("The file has no such heading.", "Nothing was imported.", _those(table.headings))
        if wanted and target is None:
            raise Trouble("There is no such field.", "Nothing was imported.", _those([each.label for each in targets]))
        settings = settings.map(named, target or "")
    return settings


def _those(words: Any) -> str:
    return f"There are: {', '.join(words)}."


def _meant(settings: RecordSettings, heading: str) -> str:
    from program.intake import record_targets

    key = dict(settings.mapping)[heading]
    target = next((each for each in record_targets(KINDS[settings.kind]) if each.key == key), None)
    return target.label if target is not None else "not imported"
