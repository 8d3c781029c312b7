"""Releases are numbered for each reader, carry a mark, and are known again by fingerprint or mark."""

from __future__ import annotations

from datetime import date

import pytest

from program.program import Program
from program.records import Release
from program.releases import CallOff, HandOut, Seen, Standing, identity, mark, next_copy, recognise
from program.trouble import NotValid

STORE, OTHER = "0011aabb", "ffee0099"


def release(copy: int = 1, reader: str = "Committee", sealed: str = "") -> Release:
    id_ = identity(STORE, "Roster", reader, copy, "17 K7F2-9Q")
    return Release(
        id_, document="Roster", fingerprint=f"{copy:064}", sealed=sealed, reader=reader, copy=copy, on=date(2027, 3, 1)
    )


def test_copies_are_numbered_for_each_document_and_reader() -> None:
    program = Program.of_records([release(1), release(2), release(1, "Ana Ruiz")])
    assert next_copy(program, "Roster", "committee") == 3
    assert next_copy(program, "Roster", "Ana Ruiz") == 2
    assert next_copy(program, "Rotation plan", "Committee") == 1


def test_the_same_copy_of_the_same_state_has_the_same_identity_and_no_other_has() -> None:
    parts = ("Roster", "Committee", 1, "17 K7F2-9Q")
    assert identity(STORE, *parts) == identity(STORE, *parts)
    others = [
        identity(OTHER, *parts),
        identity(STORE, "Roster", "Committee", 2, "17 K7F2-9Q"),
        identity(STORE, "Roster", "Committee", 1, "18 K7F2-9Q"),
        identity(STORE, "Plan", "Committee", 1, "17 K7F2-9Q"),
    ]
    assert len({identity(STORE, *parts), *others}) == 5
    assert len(mark(STORE, others[0])) == 16 and STORE.encode() not in mark(STORE, others[0])


def test_handing_out_and_calling_off_are_changes_that_undo_does_not_take_back() -> None:
    empty = Program.of_records([])
    out = HandOut(release())
    after = empty.apply(out.change(empty))
    assert out.change(empty).title == "Release Roster, copy 1, for Committee"
    assert after.of(Release)[release().id] == release()
    assert HandOut.lasting and CallOff.lasting
    assert after.apply(CallOff(release()).change(after)) == empty
    assert not CallOff(release()).change(empty)
    with pytest.raises(NotValid):
        HandOut(release(reader="x" * 201)).change(empty)


@pytest.mark.parametrize(
    ("seen", "standing", "copy"),
    [
        (Seen(f"{1:064}"), Standing.OURS, 1),
        (Seen("5" * 64), Standing.OURS, 2),  # the file with its password
        (Seen("9" * 64, mark(STORE, release(2).id), content=f"{2:064}"), Standing.OURS, 2),
        (Seen("9" * 64, mark(STORE, release(2).id), shut=True), Standing.SHUT, 2),
        (Seen("9" * 64, mark(STORE, release(2).id), content="9" * 64), Standing.CHANGED, 2),
        (Seen("9" * 64, mark(OTHER, release(2).id), content="9" * 64), Standing.UNKNOWN, 0),
        (Seen("9" * 64, mark(STORE, "00" * 8), content="9" * 64), Standing.UNKNOWN, 0),
        (Seen("9" * 64, content="9" * 64, stands=((4, "X"), (17, "K7F2-9Q"))), Standing.CHANGED, 0),
        (Seen("9" * 64, content="9" * 64, stands=((17, "AAAA-AA"),)), Standing.UNKNOWN, 0),
        (Seen("9" * 64), Standing.UNKNOWN, 0),
        (Seen("7" * 64, mark(STORE, release(7).id)), Standing.CHANGED, 7),
        (Seen(f"{7:064}", mark(STORE, release(7).id)), Standing.OURS, 7),  # off the register, in the journal
    ],
)
def test_a_file_is_ours_changed_shut_or_unknown(seen: Seen, standing: Standing, copy: int) -> None:
    program = Program.of_records([release(1), release(2, sealed="5" * 64)])
    past = {release(7).id: release(7)}
    found = recognise(program, STORE, seen, past.get, lambda seq, code: (seq, code) == (17, "K7F2-9Q"))
    assert found.standing is standing
    assert (found.release.copy if found.release else 0) == copy
    assert found.words.endswith(".")
    if found.release is not None:
        assert f"Roster, copy {copy} for Committee, released on 1 Mar 2027" in found.words
