"""A part of the program goes out with a facilitator, is worked in as a book of its own, and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from program.commands import Keep, MovePlacements, Target
from program.commands.handover import MergeHandback, Withdraw
from program.findings import Severity
from program.merging import NotAccepted
from program.packs import usual_fields
from program.reach import OutOfReach
from program.records import (
    Action,
    Capture,
    Circle,
    Cohort,
    Grant,
    Note,
    NoteKind,
    Origin,
    Person,
    Placement,
    Returned,
    Scenario,
    Sketch,
)
from program.rules import findings
from program.scenarios import KeepScenario
from program.trouble import Trouble
from storage import agekey, handover, header, locksmith, signing
from storage.book import Book
from storage.keys import KdfCost
from storage.notes import Content, ForTheLead
from storage.pack import NotAPack, NotYours
from storage.trouble import Damaged, WrongPassphrase
from tests.storage.books import Clock, closed, fresh, opened
from tests.storage.vaults import PASSPHRASE

MINE = "calm harbour beyond nine lanterns"
SECRET = "He will not stay past summer."
GRANT = Grant(
    "g", name="Spring workshop", facilitator="chen", people=("ana",), cycles=("q1", "q2"), fields=usual_fields()
)


@pytest.fixture(scope="module")
def key() -> tuple[bytes, str, Any]:
    """A facilitator's key as a file, its public half, and what is in the file."""
    file, public = agekey.make(MINE)
    return file, public, agekey.read(file, MINE)


def test_a_book_from_before_hand_overs_has_no_keys_for_them_until_it_is_opened_for_writing(
    tmp_path: Path, key: tuple[bytes, str, Any]
) -> None:
    path, _ = closed(tmp_path)
    known = locksmith.unlock(path, ("db",), passphrase=PASSPHRASE)
    older = msgspec.structs.replace(known.header, generation=known.header.generation + 1, seals=msgspec.UNSET)
    header.write(path, header.signed(older, known.keys["db"]))
    with opened(path, read_only=True) as book, pytest.raises(Trouble, match="no keys for hand-overs yet"):
        book.handover.prepare(GRANT, to=key[1], passphrase=PASSPHRASE)
    with opened(path) as book:
        assert book.handover.prepare(GRANT, to=key[1], passphrase=PASSPHRASE).file


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Book]:
    book = fresh(tmp_path)
    circle = Circle("peers", name="Peers", people=("ana", "jon"), facilitator="chen")
    book.do(Keep((circle, Cohort("c", name="One"), Action("old", title="Call", owner="ana"))))
    yield book
    book.close(backup=False)


class Field:
    """A lead's book, and a facilitator's made from its pack."""

    def __init__(self, lead: Book, folder: Path, key: tuple[bytes, str, Any], **more: object) -> None:
        self.lead = lead
        self.packed = lead.handover.pack(msgspec.structs.replace(GRANT, **more), to=key[1], passphrase=PASSPHRASE)
        self.opened = handover.opened(self.packed.file, identity=key[2])
        self.book, self.recovery = handover.begin(
            folder / "Field.rotunda", MINE, self.opened, who="Li Chen", cost=KdfCost.FLOOR, clock=Clock()
        )

    def back(self) -> bytes:
        return self.book.handover.handback(passphrase=MINE).file

    def merged(self, file: bytes) -> None:
        handback = self.lead.handover.read(file, passphrase=PASSPHRASE)
        merge = self.lead.handover.compare(handback)
        self.lead.do(MergeHandback(merge, merge.safe))


@pytest.fixture
def out(lead: Book, tmp_path: Path, key: tuple[bytes, str, Any]) -> Iterator[Field]:
    made = Field(lead, tmp_path, key)
    yield made
    made.book.close(backup=False)


def test_a_hand_over_goes_out_is_worked_in_and_comes_back(lead, out):
    assert out.opened.code == out.packed.code
    book = out.book
    assert set(book.program().of(Person)) >= {"ana", "chen"}
    assert book.program().of(Person)["ana"].email == lead.program().of(Person)["ana"].email
    assert book.history()[-1].title == "Open the hand-over Spring workshop"
    assert book.undo() is None
    book.do(Keep((Action("new", title="Write to Ben", owner="ana", circle="peers"),)))
    note = book.notes.written(
        Note("dropped", about="ana", author="Li Chen", on=date(2027, 4, 1)), Content(NoteKind.OBSERVATION, SECRET)
    )
    book.do(Keep((note,)))
    book.do(KeepScenario("Try", tuple(book.program().of(Placement).values())))

    out.merged(out.back())

    program = lead.program()
    assert program.of(Action)["new"].title == "Write to Ben"
    assert [scenario.name for scenario in program.of(Scenario).values()] == ["Try (Li Chen)"]
    assert len(program.of(Sketch)) == len(book.program().of(Sketch))
    grant = program.of(Grant)["g"]
    assert grant.state is Returned.BACK and len(grant.signer) == 64
    assert lead.notes.unseal(passphrase=PASSPHRASE).read(program.of(Note)["dropped"]).text == SECRET
    entry = next(entry for entry in lead.history() if entry.title.startswith("Merge the hand-back of Li Chen"))
    assert entry.who == "Li Chen, merged by Lead"
    assert lead.check() == [] and book.check() == []


def test_a_merge_is_taken_back_as_one_step_and_can_then_be_done_again(lead, out):
    out.book.do(Keep((Capture("parked", text="Later", circle="peers"),)))
    before, file = lead.program(), out.back()
    out.merged(file)
    with pytest.raises(NotAccepted, match="already"):
        out.merged(file)
    lead.undo()
    assert lead.program() == before
    out.merged(file)
    assert "parked" in lead.program().of(Capture)


def test_in_a_facilitators_book_private_notes_stay_sealed_and_what_was_not_handed_over_stays_as_it_is(out):
    with pytest.raises(ForTheLead):
        out.book.notes.unseal(passphrase=MINE)
    ana = out.book.program().of(Person)["ana"]
    for command in (
        Keep((msgspec.structs.replace(ana, title="Director"),)),
        Keep((Person("new", name="Somebody"),)),
        MovePlacements((Target("p1", host="cus"),)),
        Keep((Note("n", about="chen", body="x"),)),
    ):
        with pytest.raises(OutOfReach):
            out.book.do(command)
    with pytest.raises(Trouble, match="handed over"):
        out.book.erase("ana")
    with pytest.raises(Trouble, match="itself a part"):
        out.book.handover.pack(GRANT, passphrase=MINE)
    with pytest.raises(Trouble, match="itself a part"):
        out.book.handover.read(out.packed.file, passphrase=MINE)
    assert out.book.head().seq == 1


def test_rules_that_need_more_than_was_handed_over_are_off_in_a_facilitators_book(out):
    program = out.book.program()
    (card,) = program.of(Placement).values()
    assert program.of(Person)[card.mentor].capacity == 0  # known by name only
    assert not [f for f in findings(program, program.plan, card) if f.severity is Severity.HARD]
    assert {each.rule for each in program.charter.rules if not each.on} >= {"mentor_capacity", "taking_part"}


def test_it_works_on_after_reopening_and_a_change_of_locks_on_either_side(lead, out, tmp_path):
    path = out.book.path
    out.book.do(Keep((Capture("one", text="One", circle="peers"),)))
    out.merged(out.back())
    out.book.locks.change(MINE, cost=KdfCost.FLOOR)
    lead.locks.change(PASSPHRASE, cost=KdfCost.FLOOR)
    out.book.do(Keep((Capture("two", text="Two", circle="peers"),)))
    out.book.close(backup=False)
    out.book = Book.open(path, passphrase=MINE, who="Li Chen", clock=Clock())
    out.merged(out.back())
    assert set(lead.program().of(Capture)) == {"one", "two"}


def test_words_open_a_pack_too(lead, tmp_path):
    packed = lead.handover.pack(GRANT, passphrase=PASSPHRASE)
    assert len(packed.words.split("-")) == 6
    assert handover.opened(packed.file, words=packed.words).came.pack.book == "Test program"
    for wrong in ("", "some other words altogether"):
        with pytest.raises(NotYours, match="words"):
            handover.opened(packed.file, words=wrong)
    with pytest.raises(NotYours):
        handover.opened(packed.file, identity=signing.identity(bytearray(32)))


def test_only_the_leads_secret_hands_over_and_merges(lead, out):
    head, file = lead.head(), out.back()
    for wrong in (lambda: lead.handover.pack(GRANT, passphrase=MINE), lambda: lead.handover.read(file, passphrase="x")):
        with pytest.raises(WrongPassphrase):
            wrong()
    assert lead.head() == head


def test_a_pack_is_for_its_facilitator_and_a_hand_back_for_its_lead(lead, out):
    other = signing.identity(bytearray(range(32)))
    for file in (out.packed.file, out.back()):
        with pytest.raises(NotYours):
            handover.opened(file, identity=other)
    with pytest.raises(NotYours):
        lead.handover.read(out.packed.file, passphrase=PASSPHRASE)
    with pytest.raises(NotAPack):
        lead.handover.read(b"age-encryption.org/v1\n-> scrypt " + b"A" * 22 + b" 9\n", passphrase=PASSPHRASE)


def test_handing_over_anew_outdates_the_pack_before(lead, out, key):
    file = out.back()
    lead.handover.pack(lead.program().of(Grant)["g"], to=key[1], passphrase=PASSPHRASE)
    with pytest.raises(NotAccepted, match="older pack"):
        lead.handover.read(file, passphrase=PASSPHRASE)


def test_a_withdrawn_hand_over_takes_nothing_back(lead, out):
    lead.do(Withdraw(lead.program().of(Grant)["g"]))
    with pytest.raises(NotAccepted, match="withdrawn"):
        lead.handover.read(out.back(), passphrase=PASSPHRASE)


def test_a_second_opening_of_the_pack_cannot_hand_back_after_the_first(lead, out, tmp_path):
    out.merged(out.back())
    thief, _ = handover.begin(
        tmp_path / "Thief.rotunda", "a thief reads by candle light", out.opened, cost=KdfCost.FLOOR, clock=Clock()
    )
    for _ in range(3):
        thief.note("Waiting")
    file = thief.handover.handback(passphrase="a thief reads by candle light").file
    thief.close(backup=False)
    with pytest.raises(NotAccepted, match="another key"):
        lead.handover.read(file, passphrase=PASSPHRASE)


def test_an_older_copy_of_the_leads_book_refuses_what_it_does_not_know(lead, out, tmp_path):
    file = out.back()
    lead.undo()  # as a book that was put back to before the hand-over
    with pytest.raises(NotAccepted, match="nothing of the hand-over"):
        lead.handover.read(file, passphrase=PASSPHRASE)


def test_an_older_key_header_than_the_packs_is_told(lead, tmp_path, key):
    path = lead.path
    before = {name: (path / name).read_bytes() for name in ("keys.json", "keys.json.2")}
    lead.locks.change_passphrase("a newer passphrase for the lead", passphrase=PASSPHRASE, cost=KdfCost.FLOOR)
    packed = lead.handover.pack(GRANT, to=key[1], passphrase="a newer passphrase for the lead")
    opened = handover.opened(packed.file, identity=key[2])
    book, _ = handover.begin(tmp_path / "Field.rotunda", MINE, opened, cost=KdfCost.FLOOR, clock=Clock())
    file = book.handover.handback(passphrase=MINE).file
    book.close(backup=False)
    lead.close(backup=False)
    for name, raw in before.items():
        (path / name).write_bytes(raw)
    with Book.open(path, passphrase=PASSPHRASE) as older, pytest.raises(NotAccepted, match="older than the pack"):
        older.handover.read(file, passphrase=PASSPHRASE)


def test_a_note_sealed_to_somebody_else_does_not_come_in(lead, out):
    from storage import seal

    ring = seal.with_new_lock(seal.Ring(), bytearray(32), "00" * 16)
    body = seal.sealed(ring, SECRET, seal.Place("00" * 16, "n", "ana", 1, "x"))
    out.book.do(Keep((Note("n", about="ana", author="x", body=body),)))
    with pytest.raises(NotAccepted, match="not sealed"):
        lead.handover.read(out.back(), passphrase=PASSPHRASE)


def test_who_changed_what_on_both_sides_is_told(lead, out):
    old = out.book.program().of(Action)["old"]
    out.book.do(Keep((msgspec.structs.replace(old, title="Theirs"), Capture("z", text="New", circle="peers"))))
    file = out.back()
    lead.do(Keep((msgspec.structs.replace(lead.program().of(Action)["old"], title="Ours"),)))
    merge = lead.handover.compare(lead.handover.read(file, passphrase=PASSPHRASE))
    assert merge.items[0].by.who == "Li Chen"
    assert {key: side.who for key, side in lead.handover.ours(merge).items()} == {("action", "old"): "Lead"}
    assert merge.items[0].conflict and merge.safe == {("capture", "z", "")}


def test_nothing_is_handed_over_that_holds_nothing_or_goes_to_no_key(lead):
    empty = msgspec.structs.replace(GRANT, people=(), cycles=(), facilitator="", fields=(("person", "title"),))
    with pytest.raises(Trouble, match="holds nothing"):
        lead.handover.pack(empty, passphrase=PASSPHRASE)
    with pytest.raises(Damaged, match="public key"):
        lead.handover.pack(GRANT, to="age1nothing", passphrase=PASSPHRASE)
    with pytest.raises(Trouble, match="not handed over"):
        lead.handover.handback(passphrase=PASSPHRASE)
    assert not lead.program().of(Grant) and not lead.program().of(Origin)


def test_a_facilitators_key_is_read_back_with_its_passphrase_or_plain(key, tmp_path):
    identity = key[2]
    assert str(identity.to_public()) == key[1] and agekey.asks(key[0])
    plain = f"# public key: {key[1]}\n{identity}\n".encode()
    assert str(agekey.read(plain).to_public()) == key[1] and not agekey.asks(plain)
    with pytest.raises(WrongPassphrase):
        agekey.read(key[0], "another passphrase")
    for junk in (b"", b"AGE-SECRET-KEY-1NOPE", b"\xff", b"x" * 70_000):
        with pytest.raises(Damaged):
            agekey.read(junk)


