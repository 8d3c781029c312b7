"""Erasing a person: nothing of them is left in the book, what counts need is, and the journal still holds."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from program.commands import Keep, Remove
from program.commands.erasure import written_by
from program.records import (
    Absence,
    Answers,
    Checkpoint,
    Concern,
    Conflict,
    CriticalRole,
    Cycle,
    Decision,
    Goal,
    Horizon,
    Host,
    Nomination,
    Note,
    NoteKind,
    Performance,
    Person,
    Placement,
    Preference,
    Rating,
    Readiness,
    Role,
    Skill,
    Story,
    Wish,
)
from program.trouble import Trouble
from storage import faults
from storage.book import Book
from storage.keys import KdfCost
from storage.notes import Content

PASSPHRASE = "quiet meadow under seven bridges"
TOKENS = ("Ana “Nan” Ruiz-Ó", "ana@where.example", "E-4711", "Heron")


@pytest.fixture
def book(tmp_path):
    made, _ = Book.create(tmp_path / "Forget.rotunda", PASSPHRASE, who="Lead", cost=KdfCost.FLOOR)
    ana = Person(
        "ana", name=TOKENS[0], email=TOKENS[1], number=TOKENS[2], alias=TOKENS[3], roles=(Role.MENTEE,),
        aspiration="to lead", custom=(("Hobby", "rowing"),),
    )  # fmt: skip
    jon = Person("jon", name="Jon Bakke", roles=(Role.MENTOR,), capacity=2, manager="ana", manager_name=TOKENS[0])
    made.do(Keep((ana, jon, Host("fin", name="Finance"), _cycle()), title="Import 2 people"))
    made.do(Keep((Placement("p1", person="ana", cycle="q1", host="fin", mentor="jon", goal="speak up"),)))
    made.do(Keep((Preference("w1", person="jon", other="ana", wish=Wish.RATHER_NOT, reason="rows too much"),)))
    made.do(Keep((Absence("a1", person="ana", start=date(2027, 1, 4), end=date(2027, 1, 9), reason="surgery"),)))
    made.do(Keep((Conflict("c1", first="jon", second="ana"),)))
    made.do(Keep((Concern("k1", summary=f"{TOKENS[0].upper()} is late", people=("ana", "jon")),)))
    made.do(Keep((Decision("d1", title=f"Move {TOKENS[0]} to Finance", people=("ana",)),)))
    note = Note("n1", about="ana", author="Lead")
    made.do(Keep((made.notes.written(note, Content(NoteKind.OBSERVATION, "Private.")),)))
    made.do(Keep((msgspec.structs.replace(jon, unit="Sales"),)))
    made.do(Keep((Host("ops", name="Operations manager’s office"),)))
    yield made
    made.close(backup=False)


def _cycle() -> Cycle:
    return Cycle("q1", name="Q1", start=date(2027, 1, 1), end=date(2027, 3, 31))


def everything(book: Book) -> str:
    """All that the open database says, and the present."""
    rows = [
        str(row)
        for (name,) in book._connection().execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for row in book._connection().execute(f"SELECT * FROM {name}")
    ]
    return "\n".join([*rows, *(str(item) for item in book.program().everything())]).casefold()


def test_nothing_of_them_is_left(book):
    assert all(token.casefold() in everything(book) for token in TOKENS)
    book.erase("ana")
    left = everything(book)
    for word in (*TOKENS, "rowing", "to lead", "speak up", "surgery", "rows too much"):
        assert word.casefold() not in left


def test_what_counts_need_stays_under_no_name(book):
    book.erase("ana")
    program = book.program()
    ana = program.of(Person)["ana"]
    assert (ana.name, ana.roles, ana.email, ana.custom) == ("Erased person", (Role.MENTEE,), "", ())
    card = program.of(Placement)["p1"]
    assert (card.person, card.host, card.mentor, card.goal) == ("ana", "fin", "jon", "")
    assert not program.of(Note) and not program.of(Preference) and not program.of(Absence)
    assert program.of(Concern)["k1"].people == ("jon",)
    assert program.of(Concern)["k1"].summary == "somebody is late"
    assert program.of(Decision)["d1"].title == "Move somebody to Finance"


def test_of_what_figures_stand_on_the_counts_stay_and_the_words_go(book):
    book.do(Keep((Skill("s", "Listening"), CriticalRole("cr", "Head of Finance"))))
    book.do(Keep((
        Goal("g", "ana", "argue less", criteria="nobody hides"), Rating("r", "ana", "s", level=4, rater="jon"),
        Rating("r2", "jon", "s", rater="ana"), Checkpoint("c", "p1", transfer=4, words="rather loud"),
        Performance("m", "Errors", "p1", 4.0, 2.0, caveat="a calm quarter"), Answers("a", person="ana", item_1=3),
        Nomination("n", "ana", "cr"), Readiness("y", "ana", "cr", Horizon.NOW),
        Story("t", "A turn", people=("ana", "jon")),
    )))  # fmt: skip
    book.erase("ana")
    program = book.program()
    left = everything(book)
    assert not any(words in left for words in ("argue less", "nobody hides", "rather loud", "a calm quarter"))
    assert not program.of(Nomination)
    assert (program.of(Rating)["r"].level, program.of(Checkpoint)["c"].transfer) == (4, 4)
    assert program.of(Rating)["r2"].rater == "" and program.of(Answers)["a"].person == ""
    assert program.of(Answers)["a"].item_1 == 3 and program.of(Readiness)["y"].horizon is Horizon.NOW
    assert program.of(Story)["t"].people == ("jon",)


def test_the_journal_still_holds_and_others_keep_their_history(book):
    before = book.history()
    book.erase("ana")
    assert book.check() == []
    after = {entry.seq: entry for entry in book.history()}
    assert all(after[entry.seq].code == entry.code for entry in before)
    assert [after[entry.seq].title for entry in before if after[entry.seq].title != entry.title] == ["(erased)"] * 9
    assert after[11].title == "Add host Operations manager’s office"
    assert after[len(before) + 1].title == "Erase a person"


def test_it_can_be_reopened_checked_and_worked_with(book):
    book.erase("ana")
    path = book.path
    book.close(backup=False)
    with Book.open(path, passphrase=PASSPHRASE) as again:
        assert again.check() == []
        again.do(Keep((Person("mei", name="Mei Ito"),)))
        again.undo()
        again.redo()
        again.erase("mei")
        assert again.check() == []
        again.do(Remove((again.program().of(Person)["ana"],)))
        assert again.check() == []


def test_nothing_done_before_can_be_undone(book):
    seq = book.head().seq
    book.erase("ana")
    assert book.undo_title is None and book.undo() is None and book.redo() is None
    with pytest.raises(Trouble, match="erased"):
        book.undo_to(seq)


def test_the_backups_that_still_know_them_are_named(book):
    made = book.backup()
    assert book.erase("ana") == (made,)


def test_somebody_who_is_not_there_cannot_be_erased(book):
    with pytest.raises(Trouble, match="not in the book"):
        book.erase("nobody")


def test_an_entry_emptied_by_hand_is_still_found_out(book):
    book.erase("ana")
    connection = book._connection()
    (kept,) = connection.execute("SELECT max(seq) FROM journal WHERE salt IS NOT NULL AND what = 'do'").fetchone()
    connection.execute("DROP TRIGGER journal_update")
    connection.execute("UPDATE journal SET title = NULL, content = NULL, salt = NULL WHERE seq = ?", (kept,))
    assert any("is empty" in problem for problem in book.check())


def test_notes_that_the_erased_person_wrote_about_others_can_still_be_read(book):
    note = book.notes.written(Note("n2", about="jon", author=TOKENS[0]), Content(NoteKind.OBSERVATION, "well done"))
    book.do(Keep((note,)))
    assert written_by(book.program(), "ana") == (note,)
    book.erase("ana")
    assert book.notes.unseal(passphrase=PASSPHRASE).read(book.program().of(Note)["n2"]).text == "well done"
    assert book.check() == []


def test_when_the_disk_fails_nobody_is_erased_and_the_book_goes_on(book, monkeypatch):
    before, head = everything(book), book.head()

    def fail(name: str) -> None:
        if name == "journal":
            raise OSError(5, "the disk is gone")

    with monkeypatch.context() as failing:
        failing.setattr(faults, "hook", fail)
        with pytest.raises(Trouble):
            book.erase("ana")
    assert (everything(book), book.head()) == (before, head)
    assert book.check() == []
    book.erase("ana")
    assert book.check() == []


def test_erasing_one_after_another_forgets_what_the_first_erasing_still_said_of_the_second(book):
    book.erase("ana")
    assert "jon bakke" in everything(book)
    book.erase("jon")
    assert "jon bakke" not in everything(book)
    assert book.check() == []


def test_when_the_disk_fails_too_late_they_are_erased_all_the_same(book, monkeypatch):
    def fail(name: str) -> None:
        if name == "committed":
            raise OSError(5, "the disk is gone")

    with monkeypatch.context() as failing:
        failing.setattr(faults, "hook", fail)
        with pytest.raises(Trouble, match="what the disk holds"):
            book.erase("ana")
    assert not any(token.casefold() in everything(book) for token in TOKENS)
    assert book.check() == []
