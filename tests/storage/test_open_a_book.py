"""The reader that shares no code with Rotunda: it opens books and backups made now, and says what is wrong."""

from __future__ import annotations

import ast
import hmac
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs import open_a_book as reader
from program.commands import Keep, Remove
from program.records import KINDS, Note, NoteKind, Person, Strength
from storage import journal
from storage.book import Book
from storage.journal import Line
from storage.notes import Content
from tests.storage.books import closed, opened
from tests.storage.vaults import PASSPHRASE, flip

SCRIPT = Path(reader.__file__)
SAID = "Wants to leave in May — 秘密."
ROOM = "open window over the harbour today"


class Made:
    """A closed book with notes, its recovery key, and how it stood."""

    def __init__(self, folder: Path) -> None:
        self.path, self.recovery = closed(folder)
        with opened(self.path) as book:
            book.do(Keep((Person("zoe", name="Zoë “Z” Ångström\n", offers=(Strength("sk", 4),)),)))
            note = Note("n1", about="zoe", author="Lead", on=date(2027, 1, 5))
            book.do(Keep((book.notes.written(note, Content(NoteKind.CONCERN, SAID, ("folder 7",))),)))
            later = msgspec.structs.replace(note, revision=2)
            book.do(Keep((book.notes.written(later, Content(NoteKind.CONCERN, "Settled.")),)))
            book.do(Keep((Person("gone", name="Gone Soon"),)))
            book.do(Remove((book.program().of(Person)["gone"],)))
            book.undo()
            book.erase("gone")
            book.locks.set_workshop(ROOM, passphrase=PASSPHRASE)
            self.backup = book.backup().path
            self.program, self.head = book.program(), book.head()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(tmp_path_factory.mktemp("reader"))


def run(path: Path, secret: str, *options: str) -> subprocess.CompletedProcess[str]:
    """The script as somebody without Rotunda starts it: no path to our code, isolated from the environment."""
    held = path.parent / "secret.txt"
    held.write_text(f"{secret}\n", "utf-8")
    command = [sys.executable, "-I", str(SCRIPT), str(path), "--secret-file", str(held), *options]
    return subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=False, timeout=60)


def told(path: Path, secret: str, *options: str) -> dict[str, Any]:
    done = run(path, secret, *options)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_record_comes_out_as_it_is_in_the_book(made: Made) -> None:
    found = told(made.path, PASSPHRASE)["records"]
    assert found.keys() == KINDS.keys()
    for key, kind in KINDS.items():
        theirs = {row["id"]: msgspec.convert(row, kind.cls, strict=False) for row in found[key]}
        assert theirs == dict(made.program.of(kind.cls))


def test_the_journal_comes_out_with_the_code_that_documents_carry(made: Made) -> None:
    last = told(made.path, PASSPHRASE)["journal"][-1]
    assert (last["seq"], last["code"]) == (made.head.seq, made.head.code)


@pytest.mark.parametrize("by", ["passphrase", "recovery"])
def test_the_lead_reads_every_revision_of_a_note(made: Made, by: str) -> None:
    options = ("--recovery",) if by == "recovery" else ()
    found = told(made.path, made.recovery if by == "recovery" else PASSPHRASE, "--notes", *options)["notes"]
    assert [(note["revision"], note["text"]) for note in found] == [(1, SAID), (2, "Settled.")]
    assert found[0]["links"] == ["folder 7"]


def test_without_being_asked_it_unseals_nothing(made: Made) -> None:
    assert "Wants to leave" not in run(made.path, PASSPHRASE).stdout


def test_the_workshops_passphrase_opens_the_records_and_no_note(made: Made) -> None:
    assert told(made.path, ROOM, "--workshop")["records"]["person"]
    refused = run(made.path, ROOM, "--workshop", "--notes")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "does not open private notes" in refused.stderr


def test_a_backup_is_read_in_the_same_way(made: Made) -> None:
    assert told(made.backup, PASSPHRASE)["records"] == told(made.path, PASSPHRASE)["records"]


def test_the_key_it_prints_opens_the_database_with_other_tools(made: Made) -> None:
    from sqlcipher3 import dbapi2

    statement = run(made.path, PASSPHRASE, "--database-key").stdout
    connection = dbapi2.connect(str(made.path / "program.db"))
    connection.execute(statement)
    assert connection.execute("SELECT count(*) FROM person").fetchone()[0] == len(made.program.of(Person))
    connection.close()


def test_a_wrong_passphrase_is_said_in_a_sentence_and_the_book_is_left_alone(made: Made) -> None:
    before = {path.name: path.read_bytes() for path in made.path.iterdir() if path.is_file()}
    refused = run(made.path, "not the passphrase at all")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.strip().endswith("that is not the right secret")
    assert before == {path.name: path.read_bytes() for path in made.path.iterdir() if path.is_file()}


def test_one_sound_copy_of_the_header_is_enough_and_none_is_said(tmp_path: Path) -> None:
    path, _ = closed(tmp_path)
    flip(path / "keys.json", 40)
    assert told(path, PASSPHRASE)["records"]["person"]
    flip(path / "keys.json.2", 40)
    assert "neither copy of the key header" in run(path, PASSPHRASE).stderr


def test_damage_is_said(tmp_path: Path) -> None:
    path, _ = closed(tmp_path)
    flip(path / "program.db", 9000)
    assert "damaged" in run(path, PASSPHRASE).stderr


def test_what_a_crash_left_is_read_as_rotunda_would(tmp_path: Path) -> None:
    path, _ = closed(tmp_path)
    before = told(path, PASSPHRASE)["records"]
    ready = path / "swap-ready"
    ready.mkdir()
    for name in ("program.db", "keys.json", "keys.json.2"):
        (path / name).rename(ready / name)
    assert told(path, PASSPHRASE)["records"] == before


def test_an_altered_entry_breaks_the_chain(tmp_path: Path) -> None:
    path, _ = closed(tmp_path)
    with opened(path) as book:
        book.note("Something said")
        book.note("Something else")
    key = run(path, PASSPHRASE, "--database-key").stdout
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path / "program.db"))
    connection.execute(key)
    connection.execute("DROP TRIGGER journal_update")
    connection.execute("UPDATE journal SET who = 'Nobody' WHERE seq = 3")
    connection.commit()
    connection.close()
    assert "does not hold at entry 3" in run(path, PASSPHRASE).stderr


@given(
    words=st.tuples(st.text(), st.text(), st.text(), st.none() | st.text()),
    numbers=st.tuples(*[st.integers(0, 2**40)] * 4),
)
def test_whatever_is_said_it_spells_the_chain_as_the_book_does(words: Any, numbers: Any) -> None:
    who, at, title, content = (word and word.encode("utf-8", "replace").decode() for word in words)
    salt, key = bytes(range(32)), bytes(32)
    known = journal.commitment(salt, title, content)
    seq, of, undo, redo = numbers
    line = Line(seq, at, who, "note", title, of, 0, undo, redo, content, salt, known, b"")
    names = ("seq", "at", "who", "what", "of", "records", "undo", "redo")
    spelled = reader.spelled([getattr(line, name) for name in names] + [known.hex()])
    assert hmac.digest(key, spelled, "sha256") == journal.link(bytearray(key), b"", line)
    assert hmac.digest(salt, reader.spelled([title, content]), "sha256") == known


def test_it_shares_no_code_with_rotunda() -> None:
    imported = [
        node for node in ast.walk(ast.parse(SCRIPT.read_text("utf-8"))) if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    names = {alias.name for node in imported if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in imported if isinstance(node, ast.ImportFrom)}
    ours = {"desktop", "ui", "storage", "resources", "program", "reports", "tests"}
    assert not {name.split(".")[0] for name in names} & ours


def test_a_book_can_be_opened_by_rotunda_afterwards(made: Made) -> None:
    told(made.path, PASSPHRASE, "--notes")
    with Book.open(made.path, passphrase=PASSPHRASE, read_only=True) as book:
        assert book.head() == made.head
