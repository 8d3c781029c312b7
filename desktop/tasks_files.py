"""The sub-commands that read or write files: import, export, report."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop import tasks_registers
from desktop.cli import Answer
from desktop.passphrases import passphrase
from desktop.tasks import opened
from program.lookup import find
from program.program import Program
from program.records import KINDS, Person, Placement, Release
from program.trouble import Trouble
from reports.catalogue import REPORTS, Option

if TYPE_CHECKING:
    from program.intake import Settings, Table

#: Options of reports whose own name would mean something else on the command line.
_ARGUMENT = {"id_": "person", "who": "people"}

_SHOWN = 20  # lines of a kind that the words of an import have at most
_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|"}


# ---- in ------------------------------------------------------------------------------------------------------------


def bring_in(arguments: argparse.Namespace) -> Answer:
    """Import people, or records of another kind; with `--dry-run` only tell what would happen."""
    from program.intake import ImportPeople, Outcome, prepare, suggest
    from storage.exchange.parse import Reading
    from storage.exchange.tables import read_table

    delimiter = _DELIMITERS.get(arguments.delimiter, arguments.delimiter)
    table = read_table(arguments.file, Reading(arguments.encoding, delimiter, arguments.sheet or ""))
    if arguments.kind != "person":
        return tasks_registers.bring_in(arguments, table)
    with opened(arguments, read_only=arguments.dry_run) as book:
        program = book.program()
        settings = _settled(suggest(table, program, date.today()), table, arguments)
        intake = prepare(table, program, settings)
        if intake.asks_for_day_first:
            raise Trouble(
                "Some dates can be read with the day or the month first.",
                "Nothing was imported.",
                "Say which with --dates day-first or --dates month-first.",
            )
        changes = [
            {"row": entry.row, "name": entry.name, "field": each.label, "from": each.before, "to": each.after}
            for entry in intake.entries
            if entry.outcome is Outcome.CHANGED
            for each in intake.differences(entry)
        ]
        data: dict[str, Any] = {
            "rows": len(table.rows),
            **{outcome.name.lower(): intake.count(outcome) for outcome in Outcome},
            "mapping": dict(settings.mapping),
            "remarks": [remark.words() for remark in table.remarks],
            "problems": [
                {"class": p.concern.value, "row": p.row, "column": p.column, "words": p.words} for p in intake.problems
            ],
            "changes": changes,
            "imported": False,
        }
        words = [f"{len(table.rows):,} rows: " + ", ".join(_counted(intake, Outcome))]
        words += _first(data["remarks"])
        chosen = dict(settings.choices)
        for concern, count in intake.counts().items():
            outcome = concern.offers[chosen.get(concern, concern.usual)]
            words.append(f"  {count:>6,} × {concern.label} ({concern}): {outcome[:1].lower()}{outcome[1:]}")
        words += _first([f"{_where(p.row, p.column)}: {p.words}" for p in intake.problems])
        words += _first([f"{c['name']}: {c['field']} from “{c['from']}” to “{c['to']}”" for c in changes])
        if not arguments.dry_run:
            change = book.do(ImportPeople(table, settings))
            data |= {"imported": bool(change), "title": change.title}
            words.append(f"{change.title}." if change else "Nothing to change.")
        return Answer(words, data)


def _settled(settings: Settings, table: Table, arguments: argparse.Namespace) -> Settings:
    """The suggested settings with what the command line says. Raises Trouble for words that mean nothing here."""
    from program.intake import Choice, Concern, targets

    if arguments.dates:
        settings = msgspec.structs.replace(settings, day_first=arguments.dates == "day-first")
    for text in arguments.map:
        heading, equals, field = text.rpartition("=")
        named = next((each for each in table.headings if each.casefold() == heading.strip().casefold()), None)
        wanted = field.strip().casefold()
        target = next((each.key for each in targets() if wanted in (each.key.casefold(), each.label.casefold())), None)
        if not equals or named is None:
            raise _unknown("The file has no such heading.", table.headings)
        if wanted and target is None:
            raise _unknown("There is no such field.", [each.label for each in targets()])
        settings = settings.map(named, target or "")
    for text in arguments.choose:
        name, _, value = text.partition("=")
        concern = next((each for each in Concern if each == name.strip()), None)
        if concern is None:
            raise _unknown("There is no such class of problems.", list(Concern))
        choice = next((each for each in Choice if each == value.strip()), None)
        if choice not in concern.offers:
            offers = [f"{each} ({words[:1].lower()}{words[1:]})" for each, words in concern.offers.items()]
            raise _unknown(f"That cannot be chosen for “{concern.label}”.", offers)
        assert choice is not None
        settings = settings.choose(concern, choice)
    return settings


def _unknown(what: str, instead: Iterable[str]) -> Trouble:
    return Trouble(what, "Nothing was imported.", f"There are: {', '.join(instead)}.")


def _where(row: int, column: str) -> str:
    return f"Row {row:,}, {column}" if column else f"Row {row:,}"


def _first(lines: Sequence[str]) -> list[str]:
    """The first lines, and how many more there are."""
    more = len(lines) - _SHOWN
    return [f"    {line}" for line in lines[:_SHOWN]] + (
        [f"    … and {more:,} more (--json has all)"] if more > 0 else []
    )


def _counted(intake: Any, outcomes: Any) -> Iterator[str]:
    for outcome in outcomes:
        if number := intake.count(outcome):
            yield f"{number:,} {outcome.name.lower().replace('_', ' ')}"


# ---- out -----------------------------------------------------------------------------------------------------------


def export(arguments: argparse.Namespace) -> Answer:
    """Write people or placements for a reader of the chosen tier; the release is recorded."""
    from program.records import Tier
    from storage.exchange.export import NAMES
    from storage.exchange.export import export as made
    from storage.releasing import Copy, Outgoing, hand_out

    cls = Person if arguments.what == "people" else Placement
    tier = Tier[arguments.tier.upper()]
    with opened(arguments) as book:
        program = book.program()
        cleared, data = made(program, arguments.out.suffix, (cls,), tier)
        reader = arguments.reader or f"Readers at the tier {tier.label.lower()}"
        copy = Copy.next(program, book.store, book.stand(), NAMES[cls,], reader, arguments.purpose)
        outgoing = Outgoing.of(cleared, data, copy)
        path = hand_out(book, arguments.out, outgoing)
        count = len(cleared.view[0].rows)
    words = f"Wrote {count:,} {arguments.what} to {path.name}, copy {copy.number} for {copy.reader}."
    facts = {"file": str(path), "rows": count, "sha256": outgoing.release.fingerprint, "copy": copy.number}
    return Answer([words, *cleared.words], {**facts, "withheld": list(cleared.words)})


def add_reader_arguments(parser: Any) -> None:
    """Whom a file is for and what for: on every page, and in the register of releases."""
    parser.add_argument("--reader", default="", help="who it is for; the usual ones unless told")
    parser.add_argument("--purpose", default="", help="what it is for; stands in the footer")


def add_report_arguments(parser: Any) -> None:
    """The arguments of `report`, read off the table of documents."""
    titles = " · ".join(f"{report.key}: {report.title}" for report in REPORTS.values())
    parser.add_argument("kind", choices=tuple(REPORTS), help=titles)
    parser.add_argument("--out", type=Path, required=True, help="the PDF to write")
    add_reader_arguments(parser)
    parser.add_argument("--pdf-passphrase-file", type=Path, help="file with a passphrase to encrypt the PDF with")
    words = "make a released pack once more, byte for byte: its copy number, or how its SHA-256 begins"
    parser.add_argument("--again", metavar="COPY", help=words)
    every = [option for report in REPORTS.values() for option in report.options]
    for option in {option.key: option for option in reversed(every)}.values():
        keys = (choice.key for each in every if each.key == option.key for choice in each.choices)
        choices = tuple(dict.fromkeys(keys)) or None  # some documents have fewer than others
        name = _ARGUMENT.get(option.key, option.key)
        parser.add_argument(f"--{name}", dest=f"option_{option.key}", choices=choices, help=option.words)


def report(arguments: argparse.Namespace) -> Answer:
    """Make a document out of a view of the program, record its release, and put it where it belongs."""
    from storage.releasing import hand_out
    from ui.handout import prepare

    listed = REPORTS[arguments.kind]
    password = passphrase(arguments.pdf_passphrase_file) if arguments.pdf_passphrase_file else ""
    if arguments.again:
        return _again(arguments, listed.title, password)
    with opened(arguments) as book:
        program = book.program()
        chosen = _chosen(listed.options, arguments, program)
        remark = _with_everyone(arguments.kind, chosen, program)
        made = prepare(program, book.store, book.stand(), listed.key, chosen, arguments.reader, arguments.purpose)
        outgoing = made.outgoing(password)
        path = hand_out(book, arguments.out, outgoing)
    data = {"file": str(path), "sha256": outgoing.release.fingerprint, "code": made.code, "bytes": len(outgoing.data)}
    data |= {"reader": made.copy.reader, "copy": made.copy.number, "withheld": list(made.cleared.words)}
    said = f"Wrote {listed.title.lower()} to {path.name}, copy {made.copy.number} for {made.copy.reader}; "
    return Answer([*remark, f"{said}its mark is {made.code}.", *made.cleared.words], data)


def _again(arguments: argparse.Namespace, title: str, password: str) -> Answer:
    """Write a released document once more; nothing new is recorded, for it is the very same one."""
    from program.snapshots import since
    from storage.releasing import deliver_again
    from ui.handout import make_again

    with opened(arguments, read_only=True) as book:
        program = book.program()
        release = _released(program, title, arguments.again, arguments.reader)
        made = make_again(program, release, password)
        path = deliver_again(arguments.out, release, made.fingerprint, made.data)
    words = f"Wrote {title.lower()} to {path.name} once more: copy {release.copy} for {release.reader}, byte for byte."
    if more := since(program, release):
        words += f"\n{more}"
    data = {"file": str(path), "sha256": made.fingerprint, "code": made.code, "bytes": len(made.data)}
    return Answer(words, data | {"reader": release.reader, "copy": release.copy})


def _released(program: Program, title: str, which: str, reader: str) -> Release:
    """The release of a document by its copy number, or by the beginning of its fingerprint."""
    ours = [each for each in program.of(Release).values() if each.document == title]
    same = [each for each in ours if which == str(each.copy) and reader.casefold() in ("", each.reader.casefold())]
    same = same or [each for each in ours if len(which) >= 6 and each.fingerprint.startswith(which.casefold())]
    if len(same) == 1:
        return same[0]
    there = ", ".join(f"copy {each.copy} for {each.reader} ({each.fingerprint[:12]})" for each in same or ours)
    raise Trouble(
        "Several releases could be meant." if same else "There is no such release.",
        "Nothing was written.",
        f"There are: {there}." if there else "None of this document was released yet.",
    )


def _with_everyone(kind: str, chosen: dict[str, str], program: Program) -> list[str]:
    """A roster of a book in which nobody has a role yet is one of everyone, rather than an empty page."""
    people = program.of(Person).values()
    if kind != "roster" or "who" in chosen or not people or any(person.roles for person in people):
        return []
    chosen["who"] = "everyone"
    return ["Nobody has a role yet: everyone in the book is on this roster."]


def _chosen(options: tuple[Option, ...], arguments: argparse.Namespace, program: Program) -> dict[str, str]:
    chosen = {}
    for option in options:
        value = getattr(arguments, f"option_{option.key}") or ""
        if option.required and not value:
            name = _ARGUMENT.get(option.key, option.key)
            raise Trouble(f"“{option.words}” is missing.", "Nothing was written.", f"Give it with --{name}.")
        if value and option.choices and value not in {choice.key for choice in option.choices}:
            words = ", ".join(choice.key for choice in option.choices)
            raise Trouble(f"“{option.words}” cannot be that here.", "Nothing was written.", f"It can be: {words}.")
        if value:
            chosen[option.key] = find(program, KINDS[option.ref].cls, value).id if option.ref else value
    return chosen
