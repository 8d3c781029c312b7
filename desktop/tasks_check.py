"""Whether a book is sound, whether it has what was printed of it, and whether a file is one that it released."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli import DAMAGED, ELSE, Answer, Failed, book_path
from desktop.files import SUFFIX
from desktop.passphrases import passphrase
from desktop.tasks import opened
from program.trouble import Trouble

_LARGEST = 200 * 2**20  # bytes of a file that is looked at


def check(arguments: argparse.Namespace) -> Answer | Failed:
    """A book, or a file when one is named that is no book."""
    what: Path = arguments.what
    if what.is_file() and not what.name.endswith(SUFFIX):
        return _file(arguments)
    if arguments.book is not None:
        raise Trouble("There is no such file.", "Nothing was looked at.", "Check its name.")
    arguments.book = book_path(str(what))
    return _book(arguments)


def _book(arguments: argparse.Namespace) -> Answer | Failed:
    """Both integrity checks, the journal's chain, the records against the journal, and a witness. Writes nothing."""
    from storage.journal import Head
    from storage.witness import Doubt

    named = Head.read(arguments.witness) if arguments.witness else None
    with opened(arguments, read_only=True) as book:
        problems, head = book.check(), book.head()
        warnings = book.warnings()
        if named is not None and not book.knows(named):
            problems.append(Doubt("the paper", head, named).words)
    data = {"sound": not problems, "problems": problems, "warnings": warnings, "journal": str(head)}
    if named is not None:
        data["witness"] = str(named)
    worth_knowing = ["Worth knowing:", *(f"  {each}" for each in warnings)] if warnings else []
    if problems:
        words = ["Something does not hold together:", *(f"  {each}" for each in problems), *worth_knowing]
        return Failed(Answer(words, data), DAMAGED)
    sound = [f"Sound: pages, structure, journal and records. Journal #{head}."]
    if named is not None:
        sound.append(f"Entry {named.seq:,} has the code that stands on the paper: nothing up to it was changed.")
    return Answer([*sound, *worth_knowing], data)


def _file(arguments: argparse.Namespace) -> Answer | Failed:
    """Whether a file is one that the book released, to whom and when, and whether it is unchanged. Writes nothing."""
    from program.releases import Standing
    from storage.trouble import told
    from ui.handout import is_ours

    what: Path = arguments.what
    password = passphrase(arguments.pdf_passphrase_file) if arguments.pdf_passphrase_file else ""
    arguments.book = arguments.book or _beside(what)
    with told():
        if what.stat().st_size > _LARGEST:
            raise Trouble("The file is too large to be a document of Rotunda.", "Nothing was looked at.")
        content = what.read_bytes()
    with opened(arguments, read_only=True) as book:
        found = is_ours(book, content, password)
    release = found.release
    data: dict[str, Any] = {"standing": found.standing.value, "document": release and release.document}
    if release is not None:
        data |= {"reader": release.reader, "copy": release.copy, "on": release.on, "purpose": release.purpose}
    answer = Answer(found.words, data)
    if found.standing is Standing.OURS:
        return answer
    return Failed(answer, DAMAGED if found.standing is Standing.CHANGED else ELSE)


def _beside(file: Path) -> Path:
    """The only book in the file's folder or in the present one."""
    books = {path.resolve() for folder in (file.parent, Path()) for path in folder.glob(f"*{SUFFIX}") if path.is_dir()}
    if len(books) != 1:
        raise Trouble("Say which book it may be from.", "Nothing was looked at.", "Name the book after the file.")
    return books.pop()
