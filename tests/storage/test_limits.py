"""What a book opened with the workshop's passphrase shows and lets happen."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from program.commands import Keep, Remove
from program.consents import withdrawn
from program.records import (
    KINDS,
    Action,
    Chemistry,
    Circle,
    Consent,
    Cycle,
    Host,
    Note,
    NoteKind,
    Person,
    Placement,
    Preference,
    Purpose,
    Quality,
    Role,
    Scenario,
    Sketch,
    Tier,
    fields_of,
    kind_of,
)
from program.room import DROPPED, SHOWN, WRITTEN, NotInARoom
from program.scenarios import KeepScenario
from program.trouble import Trouble
from program.views import open_to
from storage import faults
from storage.book import Book
from storage.keys import KdfCost
from storage.notes import Content
from storage.trouble import WrongPassphrase

LEAD = "quiet meadow under seven bridges"
ROOM = "open window over the harbour today"

ANA = Person("ana", name="Ana Ruiz", roles=(Role.MENTEE,), number="SECRET-1", terms="SECRET-2", style="SECRET-3")
BEN = Person("ben", name="Ben Okafor", roles=(Role.MENTOR,), aspiration="SECRET-4", custom=(("Pay", "SECRET-5"),))
RECORDS = (
    ANA,
    BEN,
    Host("ops", name="Operations", seats=2),
    Cycle("q1", name="Q1", start=date(2027, 1, 1), end=date(2027, 3, 31)),
    Placement("card", person="ana", cycle="q1", host="ops", mentor="ben", goal="SECRET-6"),
    Quality("good", placement="card", rating=2),
    Chemistry("met", mentee="ana", mentor="ben", rating=1, notes="SECRET-7"),
    Preference("wish", person="ana", other="ben"),
    Circle("round", name="Round", people=("ana", "ben")),
)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("rooms") / "Room.rotunda"
    book, _ = Book.create(path, LEAD, who="Lead", cost=KdfCost.FLOOR)
    book.do(Keep(RECORDS, "Fill it with SECRET-8"))
    book.locks.set_workshop(ROOM, passphrase=LEAD, cost=KdfCost.FLOOR)
    book.close(backup=False)
    return path


@pytest.fixture
def path(template, tmp_path):
    return shutil.copytree(template, tmp_path / template.name)


@pytest.fixture
def room(path):
    book = Book.open(path, passphrase=ROOM, who="Facilitator")
    yield book
    book.close(backup=False)


def lead_sees(path):
    with Book.open(path, passphrase=LEAD, read_only=True) as book:
        return book.program()


def test_a_room_sees_no_closed_field_and_no_kind_that_is_the_leads(room):
    everything = tuple(room.program().everything())
    assert "SECRET" not in repr(everything) and {type(each) for each in everything} <= SHOWN | {Consent}
    assert room.program().of(Person)["ana"].name == "Ana Ruiz" and room.program().of(Placement)["card"].host == "ops"
    assert not any(room.program().of(kind) for kind in (Quality, Chemistry, Preference, Note))


def test_consents_to_workshops_are_heeded_and_no_others_known(path):
    with Book.open(path, passphrase=LEAD) as book:
        given = (
            Consent("no", person="ana", purpose=Purpose.WORKSHOPS, withdrawn=date(2027, 1, 2), words="SECRET-9"),
            Consent("other", person="ben", purpose=Purpose.STORIES, withdrawn=date(2027, 1, 2)),
        )
        book.do(Keep(given))
    with Book.open(path, passphrase=ROOM) as room:
        (heeded,) = room.program().of(Consent).values()
        assert (heeded.person, heeded.words) == ("ana", "")
        assert withdrawn(room.program(), (Purpose.WORKSHOPS,)) == {"ana"}
        with pytest.raises(NotInARoom):
            room.do(Remove((heeded,)))


def test_every_kind_that_is_shown_can_be_shown_without_its_closed_fields():
    for cls in SHOWN:
        for field in fields_of(cls):
            assert open_to(Tier.PROGRAM, field) or not field.required, (kind_of(cls).key, field.name)
    assert WRITTEN <= SHOWN and not DROPPED & SHOWN
    assert {kind.key for kind in KINDS.values() if kind.cls in WRITTEN} == {
        "action", "attendance", "capture", "circle", "scenario", "sketch",
    }  # fmt: skip


def test_what_a_room_does_is_kept_and_can_be_taken_back(room, path):
    assert room.undo_title is None and room.undo() is None, "what the lead did is not the room's to take back"
    room.do(Keep((Action("todo", title="Book the hall", owner="ana"),)))
    assert room.program().of(Action)["todo"].title == "Book the hall"
    assert room.undo_title and room.undo() is not None and not room.program().of(Action)
    assert room.undo() is None and room.redo() is not None
    room.close()
    assert lead_sees(path).of(Action)["todo"].owner == "ana" and lead_sees(path).of(Quality)


@pytest.mark.parametrize(
    "command",
    [
        Keep((Person("ana", name="Ana"),)),
        Keep((Placement("card", person="ana", cycle="q1"),)),
        Remove((ANA,)),
        Keep((Preference("other", person="ana", other="ben"),)),
        Remove((Quality("good", placement="card", rating=2),)),
    ],
)
def test_nothing_else_can_be_changed(room, path, command):
    head = room.head()
    with pytest.raises(NotInARoom):
        room.do(command)
    assert room.head() == head


def test_a_note_can_be_dropped_and_not_be_touched_again(room, path):
    content = Content(NoteKind.OBSERVATION, "For the lead.")
    note = room.notes.written(Note("note", about="ana", author="Facilitator"), content)
    room.do(Keep((note,)))
    assert not room.program().of(Note)
    with pytest.raises((NotInARoom, ValueError)):
        room.do(Keep((note,)))
    room.close()
    assert lead_sees(path).of(Note)["note"].author == "Facilitator"


def test_a_scenario_takes_what_is_not_shown_along(room, path):
    change = room.do(KeepScenario("Tried", tuple(room.program().of(Placement).values())))
    assert "SECRET" not in repr(change)
    sketch = next(iter(room.program().of(Sketch).values()))
    assert sketch.goal == ""
    room.do(Keep((Sketch(**{name: getattr(sketch, name) for name in sketch.__struct_fields__} | {"host": ""}),)))
    room.close()
    kept = next(iter(lead_sees(path).of(Sketch).values()))
    assert (kept.goal, kept.host) == ("SECRET-6", "") and lead_sees(path).of(Scenario)


def test_what_a_room_removes_from_a_scenario_comes_back_whole(room, path):
    room.do(KeepScenario("Tried", tuple(room.program().of(Placement).values())))
    (sketch,) = room.program().of(Sketch).values()
    room.do(Remove((sketch,)))
    assert not room.program().of(Sketch)
    assert room.undo() is not None
    room.close()
    assert next(iter(lead_sees(path).of(Sketch).values())).goal == "SECRET-6"


def test_going_back_to_a_backup_stays_the_leads(path):
    with Book.open(path, passphrase=LEAD) as book:
        made = book.backup()
    with pytest.raises(WrongPassphrase, match="workshop"):
        Book.restore(path, made.path, passphrase=ROOM)


def test_the_history_stays_the_leads(room):
    assert room.history() == [] and room.history("ana") == []
    with pytest.raises(NotInARoom):
        room.undo_to(1)
    with pytest.raises(NotInARoom):
        room.erase("ana")
    with pytest.raises(NotInARoom):
        room.differences(2)


def test_after_an_error_of_the_disk_a_room_sees_what_the_disk_holds_and_no_more(room, monkeypatch):
    def fail(name: str) -> None:
        if name == "committed":
            raise OSError(5, "the disk said no, too late")

    with monkeypatch.context() as failing:
        failing.setattr(faults, "hook", fail)
        with pytest.raises(Trouble, match="what the disk holds"):
            room.do(Keep((Action("a1", title="Book the hall"),)))
    # The change is on the disk; taking it back is the next thing somebody does.
    assert room.undo() is not None
    assert not room.program().of(Action)
    assert not any("SECRET" in str(item) for item in room.program().everything())
