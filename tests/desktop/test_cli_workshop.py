"""The command line with the workshop's passphrase: one list, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.cli import DONE, REFUSED, WRONG
from program.commands import Keep
from program.records import Person, Role
from storage.book import Book
from storage.keys import KdfCost

LEAD = "lantern orchard velvet compass harbor mosaic"
ROOM = "open window over the harbour today"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("room") / "Room.rotunda"
    made, _ = Book.create(path, LEAD, cost=KdfCost.FLOOR)
    made.do(Keep((Person("ana", name="Ana Ruiz", number="4711", style="Guarded", roles=(Role.MENTEE,)),)))
    made.locks.set_workshop(ROOM, passphrase=LEAD, cost=KdfCost.FLOOR)
    made.close(backup=False)
    (path.parent / "room.txt").write_text(ROOM, encoding="utf-8")
    return path


def run(book: Path, command: str, *words: str) -> int:
    return main([command, str(book), *words, "--passphrase-file", str(book.parent / "room.txt")])


def test_it_lists_what_facilitators_may_read(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(book, "list", "person", "--json") == DONE
    (ana,) = json.loads(capsys.readouterr().out)
    assert ana["name"] == "Ana Ruiz" and not {"number", "style", "terms", "custom", "group"} & set(ana)
    assert run(book, "list", "person") == DONE
    assert "4711" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("history",),
        ("findings",),
        ("check",),
        ("backup",),
        ("undo",),
        ("keep", "person", "Jon Bakke"),
        ("export", "people", "--out", "people.csv"),
        ("report", "--out", "plan.pdf", "plan"),
        ("propose", "--seconds", "1"),
    ],
)
def test_all_else_is_refused_in_a_sentence(
    book: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    command, *rest = words
    assert run(book, command, *rest) == REFUSED
    said = capsys.readouterr()
    assert "workshop passphrase" in said.err and not said.out and not list(tmp_path.iterdir())


def test_it_changes_no_passphrase(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = tmp_path / "new.txt"
    new.write_text("nine lanterns along the river tonight", encoding="utf-8")
    assert run(book, "passphrase", "--new-passphrase-file", str(new)) in (REFUSED, WRONG)
    assert "workshop passphrase" in capsys.readouterr().err
