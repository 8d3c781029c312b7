"""The whole life of a book in processes of their own, every word in it a canary: none sings outside the ciphertext."""

from __future__ import annotations

import csv
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pyrage
import pytest
from pyrage import x25519

from program.records import Tier
from storage.book import Book
from tests.faults.canaries import PEOPLE
from tests.faults.confided import secret_of
from tests.faults.house import House


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"))
    house.run("begin")
    yield house


def test_a_book_full_of_words_leaves_none_on_the_disk(house: House) -> None:
    assert house.traces() == []
    with Book.open(house.book, passphrase=secret_of(house.canaries.mark), read_only=True) as book:
        words = {word for kind in (book.program().everything()) for word in house.sung(str(kind))}
    assert len(words) > 80, "the journey did not keep what this test looks for"


def test_the_command_line_leaves_words_only_where_it_was_told_to(house: House) -> None:
    table = house.given / "people.csv"
    word = house.canaries.word("import, name", Tier.PROGRAM)
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = [["Name", "E-mail", "Unit", house.canaries.word("import, heading", Tier.RESTRICTED)]]
        rows += [[f"{word} {n}", f"{word}{n}@example.org", f"{word} Unit", word] for n in range(30)]
        csv.writer(file).writerows(rows)
    house.rotunda("import", table)
    assert house.traces() == []
    for suffix in ("csv", "xlsx"):
        house.rotunda("export", "people", "--tier", "restricted", "--out", house.out / f"all.{suffix}")
    house.rotunda("report", "roster", "--out", house.out / "roster.pdf", "--reader", "Committee")
    house.rotunda("report", "plan", "--tier", "restricted", "--out", house.out / "plan.pdf")
    house.rotunda("propose", "--seconds", "1")
    for command in ("history", "findings", "backup", "check"):
        house.rotunda(command)
    assert house.traces() == []
    assert house.sung((house.out / "all.csv").read_text("utf-8-sig")), "the export is empty"


@pytest.mark.parametrize(("kind", "tier"), [("roster", "program"), ("plan", "program"), ("roster", "pair")])
def test_a_document_names_nothing_that_its_reader_may_not_see(house: House, kind: str, tier: str) -> None:
    path = house.out / f"{kind} {tier}.pdf"
    house.rotunda("report", kind, "--tier", tier, "--out", path)
    sung = _sung(house, path)
    assert sung, "the document names nothing at all"
    assert sung & set(house.canaries.above(Tier[tier.upper()])) == set()


@pytest.mark.parametrize("kind", ["committee", "annual", "observer"])
def test_a_pack_tells_a_committee_what_it_is_asked_and_nothing_else_that_is_closed(house: House, kind: str) -> None:
    path = house.out / f"{kind}.pdf"
    house.rotunda("report", kind, "--out", path)
    fields = {house.canaries.fields[word] for word in _sung(house, path)}
    assert "story.told" in fields, "the pack has no words in it"
    assert not fields & {house.canaries.fields[word] for word in house.canaries.above(Tier.AGGREGATE)}


def _sung(house: House, path: Path) -> set[str]:
    """The canaries in a document: on its pages, in its links, its metadata and its outline."""
    reader = pypdf.PdfReader(path)
    said = [page.extract_text() for page in reader.pages] + [str(reader.metadata), str(reader.outline)]
    said += [str(page.get("/Annots")) for page in reader.pages]
    return house.sung("".join(said))


def test_an_export_holds_nothing_that_its_reader_may_not_see(house: House) -> None:
    for what in ("people", "placements"):
        path = house.out / f"{what} for facilitators.csv"
        house.rotunda("export", what, "--tier", "program", "--out", path)
        sung = house.sung(path.read_text("utf-8-sig"))
        assert sung
        assert sung & set(house.canaries.above(Tier.PROGRAM)) == set()


def test_a_hand_over_holds_nothing_but_what_was_granted_and_goes_and_comes_without_a_trace(house: House) -> None:
    identity = x25519.Identity.generate()
    (house.given / "facilitator.key").write_text(f"{identity}\n", "utf-8")
    pack, theirs, back = house.out / "for you.rotundapack", house.folder / "home" / "Theirs.rotunda", house.out / "back"
    people = [f"{house.canaries.word(f'person.name of {name}', Tier.PROGRAM)} {name}" for name in PEOPLE[1:3]]
    chosen = [part for name in people for part in ("--person", name)]
    known = {name.split()[0] for name in people}
    house.rotunda("pack", "--grant", "Spring", *chosen, "--to", str(identity.to_public()), "--out", pack)
    inside = house.sung(pyrage.decrypt(pack.read_bytes(), [identity]).decode())
    assert known <= inside
    assert inside & {*house.canaries.above(Tier.PROGRAM), *house.canaries.at(Tier.AGGREGATE)} == set()
    key, own = ("--key", house.given / "facilitator.key"), ("--passphrase-file", house.given / "room.txt")
    house.run("rotunda", "unpack", pack, theirs, *key, *own, "--who", "Facilitator")
    house.run("rotunda", "handback", theirs, *own, "--out", back.with_suffix(".rotundapack"))
    house.rotunda("merge", back.with_suffix(".rotundapack"), "--accept", "all")
    assert house.traces() == []


def test_the_window_shows_sealed_words_only_while_unsealed_and_nothing_once_locked(house: House) -> None:
    house.run("window")
    assert house.traces() == []


def test_a_window_opened_for_a_workshop_shows_nothing_that_is_not_for_a_room(house: House) -> None:
    house.run("room")
    assert house.traces() == []


def test_a_crash_in_the_middle_of_saving_leaves_no_word_and_a_sound_book(house: House) -> None:
    house.run("crash", code=-signal.SIGKILL)
    assert (house.book / "program.db-journal").stat().st_size, "the crash came at the wrong moment"
    assert house.traces() == []
    house.rotunda("check")
    assert house.traces() == []


def test_files_were_written_only_in_the_book_where_its_owner_said_and_in_the_settings_and_the_log(house: House) -> None:
    home = house.folder / "home"
    places = [
        house.book,
        home / "Theirs.rotunda",
        house.out,
        home / ".config" / "Rotunda",
        home / ".local",
        house.folder / "run",
    ]
    making = re.compile(r"\.(Program|Theirs)\.rotunda\.[0-9a-f]+\.part")  # a book in the making, until it is whole
    elsewhere = {path for path in house.wrote if not any(path in each.parents for each in places)}
    elsewhere = {path for path in elsewhere if not any(each in (path, *path.parents) for each in places)}
    elsewhere = {path for path in elsewhere if not any(making.fullmatch(part) for part in path.parts)}
    nowhere = Path(os.devnull)  # and below it, where nothing can be: a library is told to keep its lists there
    assert {path for path in elsewhere if nowhere not in (path, *path.parents)} == set()
    assert any(house.book in path.parents for path in house.wrote), "nobody told what was written"
