"""`rotunda key`, `pack`, `unpack`, `handback`, `merge`: the whole way of a hand-over without a window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.__main__ import main
from desktop.cli import DAMAGED, DONE, ELSE, REFUSED, WRONG
from program.commands import Keep
from program.records import Action, Circle, Grant, Person
from storage.book import Book
from tests.storage.books import fresh
from tests.storage.vaults import PASSPHRASE

MINE = "calm harbour beyond nine lanterns"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with fresh(tmp_path) as book:
        circle = Circle("peers", name="Peers", people=("ana", "jon"), facilitator="chen")
        book.do(Keep((circle, Action("old", title="Call", owner="ana"))))
    (tmp_path / "lead.txt").write_text(PASSPHRASE, "utf-8")
    (tmp_path / "mine.txt").write_text(MINE, "utf-8")
    return tmp_path


def run(*words: object) -> int:
    return main([str(word) for word in words])


def data(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    capsys.readouterr()
    assert run(*words, "--json") == DONE, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def lead(place: Path, task: str, *more: object) -> tuple[object, ...]:
    return (task, place / "Book.rotunda", *more, "--passphrase-file", place / "lead.txt", "--who", "Lead")


def mine(place: Path, task: str, *more: object) -> tuple[object, ...]:
    return (task, place / "Field.rotunda", *more, "--passphrase-file", place / "mine.txt", "--who", "Li Chen")


def test_a_hand_over_goes_out_and_comes_back(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = data(capsys, "key", "--out", place / "my.key", "--passphrase-file", place / "mine.txt")
    packed = data(
        capsys,
        *lead(place, "pack", "--grant", "Spring", "--facilitator", "Li Chen", "--person", "Ana Ruiz"),
        *("--cycle", "Q1", "--cycle", "Q2", "--field", "placement.goal", "--until", "2027-06-30"),
        *("--to", own["public"], "--out", place / "spring.rotundapack"),
    )
    assert packed["words"] == "" and packed["rows"]["person"] == 1 and packed["rows"]["cycle"] == 2
    opening = (place / "spring.rotundapack", place / "Field.rotunda", "--key", place / "my.key")
    secrets = ("--key-passphrase-file", place / "mine.txt", "--passphrase-file", place / "mine.txt")
    assert run("unpack", *opening, *secrets, "--code", "AAAA-AAAA-AAAA") == REFUSED
    assert not (place / "Field.rotunda").exists()
    made = data(capsys, "unpack", *opening, *secrets, "--code", packed["code"], "--who", "Li Chen")
    assert made["code"] == packed["code"]

    assert run(*mine(place, "keep", "person", "Ana Ruiz", "--set", "title=Director")) == REFUSED
    with Book.open(place / "Field.rotunda", passphrase=MINE, who="Li Chen") as book:
        book.do(Keep((Action("old", title="Call her", owner="ana"), Action("new", title="Write", owner="ana"))))
    back = data(capsys, *mine(place, "handback", "--out", place / "back.rotundapack"))
    assert back["records"] == 2

    with Book.open(place / "Book.rotunda", passphrase=PASSPHRASE, who="Lead") as book:
        book.do(Keep((Action("old", title="Call him", owner="ana"),)))
    seen = data(capsys, *lead(place, "merge", place / "back.rotundapack"))
    assert (seen["conflicts"], seen["merged"], len(seen["records"])) == (1, False, 2)
    capsys.readouterr()
    assert run(*lead(place, "merge", place / "back.rotundapack")) == DONE
    shown = capsys.readouterr().out
    assert "! Action: Call him (Lead" in shown and "→ Call her" in shown and back["code"] in shown
    assert data(capsys, *lead(place, "merge", place / "back.rotundapack", "--accept", "safe"))["merged"]
    assert run(*lead(place, "merge", place / "back.rotundapack", "--accept", "all")) == REFUSED
    with Book.open(place / "Book.rotunda", passphrase=PASSPHRASE) as book:
        actions = book.program().of(Action)
        assert (actions["old"].title, actions["new"].title) == ("Call him", "Write")
    listed = data(capsys, *lead(place, "grants"))
    assert [(each["name"], each["state"]) for each in listed] == [("Spring", "back")]


def test_words_open_a_pack_and_a_second_pack_keeps_what_was_said_before(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = lead(place, "pack", "--grant", "Spring", "--person", "Ana Ruiz", "--kinds", "person", "--words")
    words = data(capsys, *first, "--out", place / "one.rotundapack")["words"]
    (place / "words.txt").write_text(words, "utf-8")
    opening = (place / "one.rotundapack", place / "Field.rotunda", "--passphrase-file", place / "mine.txt")
    assert run("unpack", *opening, "--words-file", place / "mine.txt") == WRONG
    assert data(capsys, "unpack", *opening, "--words-file", place / "words.txt")["rows"] == {"person": 1}
    with Book.open(place / "Book.rotunda", passphrase=PASSPHRASE) as book:
        (grant,) = book.program().of(Grant).values()
        assert grant.people == ("ana",) and {kind for kind, _ in grant.fields} == {"person"}
    with Book.open(place / "Field.rotunda", passphrase=MINE) as book:
        assert set(book.program().of(Person)) == {"ana"}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--kinds", "note"), "kind cannot be handed over"),
        (("--field", "person.group"), "field cannot be handed over"),
        (("--field", "note.body"), "field cannot be handed over"),
        (("--to", "age1wrong"), "not a public key"),
        (("--person", "Nobody"), "no person of that name"),
    ],
)
def test_what_cannot_be_handed_over_is_told(
    place: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], words: str
) -> None:
    way = () if "--to" in more else ("--words",)
    task = lead(place, "pack", "--grant", "Spring", "--person", "Ana Ruiz", *way, *more)
    assert run(*task, "--out", place / "x.rotundapack") in (ELSE, DAMAGED)
    assert words in capsys.readouterr().err
    assert not (place / "x.rotundapack").exists()


def test_a_file_that_is_no_hand_over_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    junk = place / "junk.rotundapack"
    junk.write_bytes(b"x" * 1000)
    assert run(*lead(place, "merge", junk)) == DAMAGED
    assert run("unpack", junk, place / "Field.rotunda", "--words-file", place / "mine.txt") == DAMAGED
    assert run("unpack", place / "none", place / "Field.rotunda") == ELSE
    assert "altered or cut" in capsys.readouterr().err
    assert not (place / "Field.rotunda").exists()
