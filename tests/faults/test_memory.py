"""After locking, no key that opens the book or its notes lies anywhere in the application's memory."""

from __future__ import annotations

import sys

import pytest

from tests.faults.house import House
from tests.faults.watching import STATES, Seen, watch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a parent read its child's memory")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    house = House(tmp_path_factory.mktemp("watched"))
    house.run("begin")
    return watch(house)


def test_the_keys_are_there_while_they_are_needed(seen: dict[str, Seen]) -> None:
    assert {"db key", "seal key", "log key"} <= seen["unsealed"].keys.keys()  # or the next test is blind


def test_sealed_notes_leave_no_key_that_reads_them(seen: dict[str, Seen]) -> None:
    assert [name for name in seen["sealed"].keys if "seal" in name or "lock" in name] == []
    assert "db key" in seen["sealed"].keys


def test_a_locked_book_leaves_no_key_at_all(seen: dict[str, Seen]) -> None:
    assert seen["locked"].keys == {}


def test_what_is_left_of_the_words_does_not_grow(seen: dict[str, Seen]) -> None:
    # Python and Qt cannot be made to wipe every text they held: how much is left is measured, not promised.
    for state in STATES:
        print(f"{state}: {seen[state].notes} copies of notes, {seen[state].words} of other words")
    assert seen["unsealed"].notes, "nothing was read"
    assert seen["locked"].notes <= seen["unsealed"].notes
    assert seen["locked"].words <= seen["unsealed"].words
