"""The sub-commands about one person's data: giving out everything held of them, and erasing them for good."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli import Answer
from desktop.tasks import opened
from program.commands.base import counted
from program.commands.erasure import written_by
from program.lookup import find
from program.records import Person
from program.trouble import Trouble


def add_export_arguments(parser: Any) -> None:
    """The arguments of `export-person`."""
    parser.add_argument("person", help="name, e-mail address or number")
    parser.add_argument("--out", type=Path, required=True, help="file ending in .pdf, .xlsx or .json")
    parser.add_argument("--notes", action="store_true", help="with the text of private notes (needs the passphrase)")


def export_person(arguments: argparse.Namespace) -> Answer:
    """Write everything held of one person to a file, recorded like any other that leaves."""
    from storage.releasing import hand_out
    from ui.personal import everything

    with opened(arguments) as book:
        program = book.program()
        person = find(program, Person, arguments.person)
        passphrase = arguments.secret["passphrase"] or ""
        if arguments.notes and not passphrase:
            raise Trouble("Private notes are unsealed with the passphrase.", "Nothing was written.", "Open with it.")
        suffix = arguments.out.suffix.casefold()
        outgoing = everything(book, program, person.id, suffix, passphrase if arguments.notes else "")
        path = hand_out(book, arguments.out, outgoing)
    data = {"file": str(path), "sha256": outgoing.release.fingerprint, "bytes": len(outgoing.data)}
    notes = "with" if arguments.notes else "without"
    return Answer(f"Wrote everything held of one person to {path.name}, {notes} the text of private notes.", data)


def add_erase_arguments(parser: Any) -> None:
    """The arguments of `erase`."""
    parser.add_argument("person", help="name, e-mail address or number")
    parser.add_argument("--name", required=True, help="the person's name once more: this cannot be undone")
    parser.add_argument("--backups", action="store_true", help="delete the backups that still know them, too")


def erase(arguments: argparse.Namespace) -> Answer:
    """Erase a person for good; what counts need stays under no name."""
    from ui.personal import erase as erase_person

    with opened(arguments) as book:
        person = find(book.program(), Person, arguments.person)
        if " ".join(arguments.name.split()).casefold() != " ".join(person.name.split()).casefold():
            raise Trouble("The name does not match.", "Nobody was erased.", "Give it with --name as it stands.")
        passphrase = arguments.secret["passphrase"] if written_by(book.program(), person.id) else None
        known = erase_person(book, person.id, passphrase=passphrase or "", backups=arguments.backups)
    words = ["A person was erased for good."]
    if known:
        words.append(f"{counted(len(known), 'backup')} in the book’s folder still {_know(len(known))} them.")
    words.append("Files released or handed over before, and copies made by hand, are not reached.")
    return Answer(words, {"backups": [str(each.path) for each in known]})


def _know(count: int) -> str:
    return "know" if count > 1 else "knows"
