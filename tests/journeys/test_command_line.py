"""The whole way on the command line: new, import 3,000 people, four cycles, place 60, undo, redo, reopen, print."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from desktop.__main__ import main
from desktop.cli import DAMAGED, DONE, ELSE, IN_USE, REFUSED, USAGE, WRONG
from program.commands import AddCycles, Keep, Place
from program.records import Host, Person, Placement, Role, Stage
from storage.book import Book
from storage.keys import KdfCost
from tests.journeys.rosters import write_roster

PASSPHRASE = "lantern orchard velvet compass harbor mosaic"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path, secret: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    book = str(tmp_path / "Trial.rotunda")

    def call(command: str, *words: object, passphrase: Path = secret) -> tuple[int, str]:
        code = main([command, book, *map(str, words), "--passphrase-file", str(passphrase)])
        out = capsys.readouterr()
        return code, out.out + out.err

    return call


def data(run: Run, command: str, *words: object) -> Any:
    code, text = run(command, *words, "--json")
    assert code == DONE, text
    return json.loads(text)


def test_from_a_new_book_to_a_plan_on_paper(run: Run, tmp_path: Path) -> None:
    code, said = run("new", "--name", "Leaders in rotation", "--kit", tmp_path / "kit")
    assert code == DONE
    assert sorted(path.suffix for path in (tmp_path / "kit").iterdir()) == [".pdf", ".txt"]

    roster = tmp_path / "roster.csv"
    names = write_roster(roster, 3000)
    dry = data(run, "import", roster, "--dry-run")
    assert (dry["rows"], dry["new"], dry["imported"]) == (3000, 3000, False)
    assert data(run, "list", "person") == []
    assert data(run, "import", roster)["title"] == "Import 3,000 people from roster.csv"
    assert data(run, "import", roster)["imported"] is False

    assert run("cycles", "--start", "2027-01-01")[0] == DONE
    cycles = [cycle["name"] for cycle in data(run, "list", "cycle")]
    assert cycles == ["Q1 2027", "Q2 2027", "Q3 2027", "Q4 2027"]
    hosts = ("Operations", "Finance", "Customer", "Product")
    assert run("keep", "host", *hosts, "--set", "seats=4")[0] == DONE
    mentees, mentors = names[:15], names[100:115]
    assert run("keep", "person", *mentees, "--set", "roles=mentee", "--set", "status=goals_set")[0] == DONE
    assert run("keep", "person", *mentors, "--set", "roles=mentor", "--set", "capacity=1")[0] == DONE

    plan = tmp_path / "plan.csv"
    lines = ["Mentee,Cycle,Host,Mentor"]
    for place, name in enumerate(mentees):
        for turn, cycle in enumerate(cycles):
            lines.append(f"{name},{cycle},{hosts[(place + turn) % 4]},{mentors[(place + 3 * turn) % 15]}")
    plan.write_text("\n".join(lines), encoding="utf-8")
    code, said = run("place", "--from", plan)
    assert (code, said) == (DONE, "Make 60 placements.\n"), said
    assert [f for f in data(run, "findings") if f["severity"] == "hard" or f["rule"] == "unplaced"] == []

    assert data(run, "undo")["title"] == "Make 60 placements"
    assert len([f for f in data(run, "findings") if f["rule"] == "unplaced"]) == 60
    assert data(run, "redo")["title"] == "Make 60 placements"
    assert data(run, "check")["sound"] is True

    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    words = ("plan", "--out", first, "--reader", "Steering committee")
    made = [data(run, "report", *words), data(run, "report", "plan", "--out", second, *words[3:])]
    assert [each["copy"] for each in made] == [1, 2]
    assert made[0]["code"] != made[1]["code"]  # each copy is known again
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(first).pages)
    assert all(name in text for name in mentees)
    assert "Steering committee" in text

    titles = [entry["title"] for entry in data(run, "history")]
    assert titles[0].startswith("Release Rotation plan")
    assert "Undo: Make 60 placements" in titles


def test_from_an_import_to_a_proposed_plan_and_back(run: Run, tmp_path: Path) -> None:
    assert run("new", "--name", "Leaders in rotation")[0] == DONE
    roster = tmp_path / "roster.csv"
    names = write_roster(roster, 200)
    assert data(run, "import", roster)["imported"] is True
    assert run("cycles", "--start", "2027-01-01")[0] == DONE
    assert run("keep", "host", *("Operations", "Finance", "Customer", "Product"), "--set", "seats=9")[0] == DONE
    mentees, mentors = names[:30], names[100:140]
    assert run("keep", "person", *mentees, "--set", "roles=mentee", "--set", "status=goals_set")[0] == DONE
    assert run("keep", "person", *mentors, "--set", "roles=mentor", "--set", "capacity=1")[0] == DONE
    assert len([f for f in data(run, "findings") if f["rule"] == "unplaced"]) == 120

    found = data(run, "propose", "--from", "Q1 2027", "--seconds", 1, "--adopt")
    assert (len(found["changes"]), found["unplaced"]) == (120, [])
    assert found["adopted"] == "Adopt 120 changes to the plan"
    assert {change["person"] for change in found["changes"]} == set(mentees)
    assert [f for f in data(run, "findings") if f["severity"] == "hard" or f["rule"] == "unplaced"] == []
    told = data(run, "explain", "--person", mentees[0], "--cycle", "Q1 2027")
    assert sum(round(part["points"] * 1000) for part in told["parts"]) == round(told["points"] * 1000)

    assert data(run, "undo")["title"] == found["adopted"]
    assert len([f for f in data(run, "findings") if f["rule"] == "unplaced"]) == 120
    assert data(run, "check")["sound"] is True


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with two cycles, one host with one seat, two mentees and a mentor for two; copied for every test."""
    path = tmp_path_factory.mktemp("template") / "Trial.rotunda"
    mentee, mentor = (Role.MENTEE,), (Role.MENTOR,)
    book, _ = Book.create(path, PASSPHRASE, cost=KdfCost.FLOOR)
    book.do(AddCycles(date(2027, 1, 1), (Stage.FOUNDATION, Stage.FOUNDATION)))
    first = book.program().cycles[0].id
    book.do(Keep((Host("fin", name="Finance", seats=1),)))
    people = (Person("ana", name="Ana Ruiz", roles=mentee), Person("jon", name="Jon Bakke", roles=mentee))
    book.do(Keep((*people, Person("chen", name="Li Chen", roles=mentor, capacity=2))))
    book.do(Place((Placement("a1", person="ana", cycle=first, host="fin", mentor="chen"),)))
    book.close(backup=False)
    return path


@pytest.fixture
def small(run: Run, template: Path, tmp_path: Path) -> Run:
    """The command line on a copy of the template."""
    shutil.copytree(template, tmp_path / "Trial.rotunda")
    return run


class TestExitCodes:
    def test_a_wrong_passphrase_is_3_and_changes_nothing(self, small: Run, tmp_path: Path) -> None:
        wrong = tmp_path / "wrong.txt"
        wrong.write_text("not the passphrase at all", encoding="utf-8")
        before = {p: p.read_bytes() for p in (tmp_path / "Trial.rotunda").rglob("*") if p.is_file()}
        code, said = small("history", passphrase=wrong)
        assert code == WRONG
        assert "does not open this book" in said
        assert {p: p.read_bytes() for p in (tmp_path / "Trial.rotunda").rglob("*") if p.is_file()} == before

    def test_a_broken_rule_is_5_and_named(self, small: Run) -> None:
        code, said = small("place", "Jon Bakke", "Q1 2027", "--host", "Finance", "--mentor", "Li Chen")
        assert code == REFUSED
        assert "Finance has 1 seat in Q1 2027 and 2 people" in said
        assert data(small, "list", "person")
        reason = ("--reason", "A desk is found")
        code, _ = small("place", "Jon Bakke", "Q1 2027", "--host", "Finance", "--mentor", "Li Chen", *reason)
        assert code == DONE

    def test_a_book_in_use_is_6(self, small: Run, tmp_path: Path) -> None:
        with Book.open(tmp_path / "Trial.rotunda", passphrase=PASSPHRASE):
            code, said = small("undo")
        assert code == IN_USE
        assert "already open" in said

    def test_damage_is_4_and_a_backup_brings_it_back(self, small: Run, tmp_path: Path) -> None:
        assert small("backup")[0] == DONE
        database = tmp_path / "Trial.rotunda" / "program.db"
        content = bytearray(database.read_bytes())
        for place in range(5000, len(content), 4096):
            content[place] ^= 0xFF
        database.write_bytes(content)
        assert small("check")[0] == DAMAGED
        code, said = small("restore")
        assert code == DONE, said
        assert data(small, "check")["sound"] is True
        assert len(data(small, "list", "person")) == 3

    def test_words_that_are_no_command_are_2(self, run: Run) -> None:
        with pytest.raises(SystemExit) as ended:
            main(["nonsense"])
        assert ended.value.code == USAGE

    def test_a_name_nobody_has_is_1_and_not_repeated(self, small: Run) -> None:
        code, said = small("place", "Zebediah Nobody", "Q1 2027")
        assert code == ELSE
        assert "no person of that name" in said
        assert "Zebediah" not in said


def test_moving_swapping_and_going_back(small: Run) -> None:
    assert small("place", "Ana Ruiz", "Q2 2027")[0] == DONE
    code, said = small("move", "Ana Ruiz", "Q1 2027", "Q2 2027", "--mode", "swap")
    assert (code, said) == (DONE, "Swap Ana Ruiz, Finance, Q1 2027 with Ana Ruiz, Q2 2027.\n")
    assert data(small, "undo")["title"].startswith("Swap Ana Ruiz")
    assert [entry["title"] for entry in data(small, "history", "--person", "Ana Ruiz", "--limit", 1)]


def test_the_passphrase_changes_and_the_old_one_is_refused(small: Run, tmp_path: Path, secret: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("another set of six plain words here", encoding="utf-8")
    assert small("passphrase", "--new-passphrase-file", new)[0] == DONE
    assert small("history")[0] == WRONG
    assert small("history", passphrase=new)[0] == DONE


def test_an_export_imports_without_a_change(small: Run, tmp_path: Path) -> None:
    for name in ("people.csv", "people.xlsx"):
        assert small("export", "people", "--out", tmp_path / name, "--tier", "restricted")[0] == DONE
        again = data(small, "import", tmp_path / name)
        assert (again["rows"], again["imported"]) == (3, False)


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx"])
def test_exported_placements_come_back_without_a_change(small: Run, tmp_path: Path, name: str) -> None:
    assert small("export", "placements", "--out", tmp_path / name, "--tier", "restricted")[0] == DONE
    code, said = small("place", "--from", tmp_path / name)
    assert (code, said) == (DONE, "Nothing to change.\n")
    assert data(small, "undo")["title"].startswith("Place Ana Ruiz")
    code, said = small("place", "--from", tmp_path / name)
    assert (code, said) == (DONE, "Make 1 placement.\n")
