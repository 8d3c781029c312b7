"""Files in and out by the command line: how an import is settled and what it tells."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from desktop.cli import DONE, ELSE
from program.commands import Keep
from program.records import Person
from storage.book import Book
from storage.keys import KdfCost
from tests.desktop.test_cli import PASSPHRASE, Line, line, template

__all__ = ["line", "template"]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    text = "Wer;Nummer;Department;Start Date\nAna Ruiz;7;Märkte;2020-01-31\nÉva Kiss;9;Sales;31 Nonsense\n"
    path.write_text(text, encoding="cp1252")
    return path


def test_an_import_as_the_words_say_shows_problems_and_what_it_changes(line: Line, roster: Path) -> None:
    words = ("--encoding", "cp1252", "--delimiter", "semicolon", "--map", "wer=Name", "--map", "Nummer=number")
    assert line("import", roster, *words, "--dry-run") == DONE, line.err
    assert "Ana Ruiz: Unit from “Sales” to “Märkte”" in line.out
    assert "Row 3, Start Date: " in line.out
    said = line.data("import", roster, *words, "--choose", "impossible_date=skip", "--choose", "unknown_value=skip")
    assert (said["changed"], said["new"], said["left_out"]) == (1, 0, 1)
    assert {"row": 2, "name": "Ana Ruiz", "field": "Unit", "from": "Sales", "to": "Märkte"} in said["changes"]
    assert said["mapping"]["Wer"] == "name"


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--map", "Nobody=name", "The file has no such heading."),
        ("--map", "Nummer=shoe size", "There is no such field."),
        ("--choose", "shoes=skip", "There is no such class of problems."),
        ("--choose", "own_manager=merge", "That cannot be chosen for “Manager of oneself”."),
    ],
)
def test_words_that_mean_nothing_are_answered_with_those_that_do(
    line: Line, roster: Path, option: str, value: str, said: str
) -> None:
    assert line("import", roster, "--encoding", "cp1252", option, value) == ELSE
    assert said in line.err
    assert "There are: " in line.err


def test_a_roster_before_anybody_has_a_role_is_one_of_everyone(line: Line, tmp_path: Path) -> None:
    line.book = tmp_path / "Fresh.rotunda"
    book, _ = Book.create(line.book, PASSPHRASE, cost=KdfCost.FLOOR)
    book.do(Keep((Person("zoe", name="Zoe Lind"),)))
    book.close(backup=False)
    paper = tmp_path / "roster.pdf"
    assert line("report", "roster", "--out", paper) == DONE, line.err
    assert line.out.startswith("Nobody has a role yet: everyone in the book is on this roster.\n")
    assert "Zoe Lind" in "".join(page.extract_text() for page in pypdf.PdfReader(paper).pages)
    assert line("report", "roster", "--people", "taking_part", "--out", paper) == DONE, line.err
    assert "Nobody has a role" not in line.out


def test_a_document_takes_the_choices_that_are_its_own(line: Line, tmp_path: Path) -> None:
    for tier in ("restricted", "pair", "program"):
        assert line("report", "roster", "--tier", tier, "--out", tmp_path / f"{tier}.pdf") == DONE, line.err
    held = tmp_path / "held.pdf"
    assert line("report", "held", "--person", "Ana Ruiz", "--tier", "program", "--out", held) == ELSE
    assert "cannot be that here" in line.err and not held.exists()


def test_records_of_a_register_come_in_by_kind_and_the_same_file_twice_adds_nothing(line: Line, tmp_path: Path) -> None:
    path = tmp_path / "goals.csv"
    path.write_text("Name,Goal,Deadline,Wörk\nAna Ruiz,Run the close,2027-06-30,x\nNobody,Lead,2027-06-30,\n", "utf-8")
    assert line("import", path, "--kind", "goal", "--dry-run") == DONE, line.err
    assert "2 rows of development goals: 1 new, 1 left out" in line.out
    assert "Row 3, Name: There is no person called “Nobody” in the book: add it first. The row is left out." in line.out
    assert "Wörk: not imported" in line.out
    first = line.data("import", path, "--kind", "goal")
    assert (first["imported"], first["new"], first["left_out"]) == (True, 1, 1)
    assert first["mapping"]["Deadline"] == "due"
    again = line.data("import", path, "--kind", "goal")
    assert (again["imported"], again["new"], again["unchanged"]) == (False, 0, 1)
    assert line("undo") == DONE
    assert "Import 1 development goal from goals.csv" in line.out


def test_records_without_what_must_be_there_are_refused_and_a_heading_can_be_said(line: Line, tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text("Wer,Skill,Punkte,Tag\nAna Ruiz,Pricing,4,3/4/2027\n", "utf-8")
    assert line("import", path, "--kind", "rating") == ELSE
    assert "No column says: Person" in line.err
    said = ("--kind", "rating", "--map", "Wer=person", "--map", "Punkte=level", "--map", "Tag=Date")
    assert line("import", path, *said) == ELSE
    assert "--dates day-first" in line.err
    assert line.data("import", path, *said, "--dates", "day-first")["new"] == 1
