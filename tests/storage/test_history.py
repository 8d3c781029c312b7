"""The history: who did what and when, and what it changed, in words people use."""

from __future__ import annotations

import msgspec
import pytest

from program.commands import Keep, MovePlacements, Remove, Target
from program.records import Decision, Person, Release, Role, Snapshot, Strength, Theme
from program.releases import HandOut
from storage.trouble import Damaged
from tests.storage.books import START, Clock, fresh, opened, person


def told(book, record_id=None, **more):
    """Every entry as "3 Lead: words"."""
    return [f"{entry.seq} {entry.who}: {entry.words}" for entry in book.history(record_id, **more)]


def worded(book, seq, record_id=None):
    """What an entry changed as "record field: was -> now"."""
    found = book.differences(seq, record_id)
    return [f"{each.record} {each.field}: {each.was} -> {each.now}".replace("  ", " ") for each in found]


def test_newest_first_with_who_and_when_and_how(tmp_path):
    with fresh(tmp_path) as book:
        book.do(MovePlacements((Target("p1", host="cus"),)))
        book.undo()
        book.redo()
        book.note("Exported the roster to the committee")
    with opened(book.path, who="Deputy") as book:
        book.do(Keep((person(),)))
        assert told(book) == [
            "7 Deputy: Add person Somebody 0",
            "6 Lead: Exported the roster to the committee",
            "5 Lead: Do again: Move Ana Ruiz to Customer, Q1",
            "4 Lead: Undo: Move Ana Ruiz to Customer, Q1",
            "3 Lead: Move Ana Ruiz to Customer, Q1",
            "2 Lead: Set up the program",
            "1 Lead: Begin the book",
        ]
        entries = {entry.seq: entry for entry in book.history()}
        assert [entries[seq].what for seq in (3, 4, 5, 6)] == ["do", "undo", "redo", "note"]
        assert [entries[seq].of for seq in (3, 4, 5, 6)] == [0, 3, 3, 0]
        assert [entries[seq].records for seq in (2, 4, 6)] == [17, 1, 0]
        assert entries[1].at == Clock()()
        assert all(entry.at.utcoffset().total_seconds() == 0 for entry in entries.values())


def test_order_is_that_of_doing_whatever_the_clock_says(tmp_path):
    shown = [START]
    with fresh(tmp_path) as book:
        pass
    with opened(book.path, clock=lambda: shown[0]) as book:
        for number, year in enumerate((2030, 1970, 2100)):
            shown[0] = START.replace(year=year)
            book.do(Keep((person(number),)))
        assert [entry.at.year for entry in book.history(limit=3)] == [2100, 1970, 2030]
        assert book.check() == []


def test_pages_and_search(tmp_path):
    with fresh(tmp_path) as book:
        for number in range(7):
            book.do(Keep((person(number),)))
        book.do(Keep((person(99, name="Zoë ÉTOILE"),)))
        first = book.history(limit=4)
        second = book.history(limit=4, before=first[-1].seq)
        assert [entry.seq for entry in first + second] == [10, 9, 8, 7, 6, 5, 4, 3]
        assert told(book, text="étoile") == ["10 Lead: Add person Zoë ÉTOILE"]
        assert told(book, text="  somebody 3 ") == ["6 Lead: Add person Somebody 3"]
        assert len(told(book, text="LEAD")) == 10
        assert told(book, text="100%_") == []
        assert len(told(book, text=" ")) == 10


def test_the_history_of_one_record(tmp_path):
    with fresh(tmp_path) as book:
        book.do(Keep((person(1), person(2))))
        book.do(Keep((person(1, unit="Legal"),)))
        book.undo()
        book.do(Keep((person(2, unit="Legal"),)))
        assert [entry.seq for entry in book.history("new1")] == [5, 4, 3]
        assert [entry.seq for entry in book.history("new2")] == [6, 3]
        assert [entry.seq for entry in book.history("new1", before=5, limit=1)] == [4]
        assert [entry.seq for entry in book.history("new1", text="change")] == [5, 4]
        assert book.history("nobody") == []
        assert worded(book, 5, "new1") == ["Somebody 1 Unit: Legal -> "]
        assert worded(book, 3, "new1") == ["Somebody 1 : -> Somebody 1", "Somebody 1 Name: -> Somebody 1"]


def test_differences_are_in_words(tmp_path):
    with fresh(tmp_path) as book:
        ana = book.program().of(Person)["ana"]
        changed = msgspec.structs.replace(
            ana,
            roles=(Role.MENTEE, Role.PROGRAM_OWNER),
            external=True,
            manager="okafor",
            goals=(Strength("safety", 2),),
            capacity=3,
        )
        book.do(Keep((changed,)))
        book.do(MovePlacements((Target("p1", host="cus"),)))
        assert worded(book, 3) == [
            "Ana Ruiz Roles: Mentee -> Mentee; Program owner",
            "Ana Ruiz External: no -> yes",
            "Ana Ruiz Manager: -> Ben Okafor",
            "Ana Ruiz Goals sought: Pricing: 5 -> Safety: 2",
            "Ana Ruiz Capacity: 0 -> 3",
        ]
        assert worded(book, 4) == ["Placement Host: Operations -> Customer"]
        assert [each.kind for each in book.differences(book.history()[0])] == ["Placement"]


def test_several_references_are_names_too(tmp_path):
    with fresh(tmp_path) as book:
        decision = Decision("d1", title="Settled", people=("ana", "jon"), cycles=("q1",))
        book.do(Keep((decision,)))
        assert {
            "Settled People concerned: -> Ana Ruiz; Jon Bakke",
            "Settled Cycles concerned: -> Q1",
            "Settled Decided by: -> Lead",
        } <= set(worded(book, 3))
        book.do(Remove((book.program().of(Person)["jon"],)))
        assert "Settled People concerned: Ana Ruiz; Jon Bakke -> Ana Ruiz" in worded(book, 4, "d1")


def test_who_is_gone_still_has_a_name(tmp_path):
    with fresh(tmp_path) as book:
        book.do(Remove((book.program().of(Person)["okafor"],)))
        book.do(Remove((book.program().of(Person)["ana"],)))
        assert "Placement Mentor: Ben Okafor -> " in worded(book, 3)
        assert "Ben Okafor : Ben Okafor -> " in worded(book, 3)
        assert "Placement Mentee: Ana Ruiz -> " in worded(book, 4)
        assert "Placement Mentee: -> Ana Ruiz" in worded(book, 2, "p1")


def test_the_change_of_an_entry_is_the_way_round_in_which_it_happened(tmp_path):
    with fresh(tmp_path) as book:
        done = book.do(MovePlacements((Target("p1", host="cus"),)))
        assert book.undo() == done.flip()
        assert book.redo() == done
        book.note("Unlocked")
        there, back, again = (worded(book, seq) for seq in (3, 4, 5))
        assert there == again != back
        assert worded(book, 6) == []
        with pytest.raises(Damaged):
            book.differences(7)


def test_every_state_of_a_record_is_still_there_newest_first(tmp_path):
    with fresh(tmp_path) as book:
        first, second = Theme("t", name="Strategy"), Theme("t", name="Strategy at work")
        book.do(Keep((first,)))
        book.do(Keep((second,)))
        book.do(Remove((second,)))
        assert book.versions("t") == (second, first)
        book.undo()
        assert book.versions("t") == (second, first)
        assert book.versions("nobody") == ()


def test_what_the_program_packed_is_counted_and_not_spelt_out(tmp_path):
    release = Release("r" * 16, document="Committee pack", fingerprint="f" * 64)
    kept = Snapshot("s" * 16, release=release.id, document=release.document, content="x" * 30_000)
    with fresh(tmp_path) as book:
        book.do(HandOut(release, kept))
        lines = worded(book, book.head().seq)
        assert any("30,000 characters, put together by the program" in line for line in lines)
        assert max(map(len, lines)) < 200
        assert book.undo_title != "Release Committee pack, copy 1"
        book.undo_to(1)
        present = book.program()
        assert present.get(Snapshot, kept.id) and present.get(Release, release.id)  # what has left has left
