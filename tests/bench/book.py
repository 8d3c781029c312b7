"""Opening and saving, against a bare SQLCipher connection with the same settings on the same rows."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from program.changes import Pair
from program.commands import MovePlacements, Target
from program.records import Charter, Cycle, Host, Lifecycle, Person, Placement, Record, Role, Stage
from storage import journal, migrations, records
from storage.book import Book
from storage.codec import tables
from storage.journal import Tip
from storage.keys import KdfCost
from storage.vault import Vault
from tests.bench.measure import line, side_by_side

PASSPHRASE = "six words that nobody would guess"
PEOPLE, CYCLES, HOSTS, ENTRIES = 1_000, 10, 40, 100_000


def lines() -> Iterator[str]:
    """Opening, the same with a journal a thousandth as long, and one drop."""
    with tempfile.TemporaryDirectory(prefix="rotunda-bench-") as scratch:
        for entries in (ENTRIES, ENTRIES // 1000):
            folder = Path(scratch, f"{entries}.rotunda")
            make(folder, entries)
            yield opening(folder, entries)
        yield from dropping(folder)


def opening(folder: Path, entries: int) -> str:
    """After the key derivation: connect and have the present in memory, against connect and read the same rows."""
    vault = Vault.open(folder, passphrase=PASSPHRASE)

    def ours() -> None:
        vault.reconnect()
        Book(vault)

    def bare() -> None:
        vault.reconnect()
        for table in tables():
            vault.connection.execute(table.select).fetchall()

    times = side_by_side(ours, bare, rounds=15)
    vault.close()
    rows = f"{PEOPLE:,} people, {PEOPLE * CYCLES:,} placements, {entries:,} journal entries"
    return line(f"open ({rows})", *times, "a raw read", 3)


def dropping(folder: Path) -> Iterator[str]:
    """A card moved to another host until it is saved, against bare commits.

    First of that one row, then also of a row in a journal and one in its index, of the same size: the difference
    between the two is what the journal costs, and the rest what judging the move costs.
    """
    vault = Vault.open(folder, passphrase=PASSPHRASE)
    book = Book(vault)
    vault.connection.execute("CREATE TABLE bare (seq INTEGER PRIMARY KEY, content TEXT, salt BLOB, link BLOB)")
    vault.connection.execute("CREATE TABLE bare_record (id TEXT, seq INTEGER, PRIMARY KEY (id, seq)) WITHOUT ROWID")
    hosts = list(book.program().of(Host))
    cards, turns = itertools.cycle(list(book.program().of(Placement))[::7]), itertools.count(1)

    def drop() -> None:
        card = book.program().of(Placement)[next(cards)]
        host = hosts[(hosts.index(card.host) + HOSTS // 2) % HOSTS]  # one that the mentee does not meet otherwise
        book.do(MovePlacements((Target(card.id, host=host),)))

    def one_row() -> None:
        vault.connection.execute("BEGIN IMMEDIATE")
        vault.connection.execute("UPDATE placement SET project = ? WHERE id = ?", (str(next(turns)), next(cards)))
        vault.connection.execute("COMMIT")

    def same_rows() -> None:
        turn, card = next(turns), next(cards)
        vault.connection.execute("BEGIN IMMEDIATE")
        vault.connection.execute("UPDATE placement SET project = ? WHERE id = ?", (str(turn), card))
        vault.connection.execute("INSERT INTO bare VALUES (?, ?, ?, ?)", (turn, "x" * 700, bytes(32), bytes(64)))
        vault.connection.execute("INSERT INTO bare_record VALUES (?, ?)", (card, turn))
        vault.connection.execute("COMMIT")

    for bare, words in ((one_row, "a raw commit of one row"), (same_rows, "a raw commit of as many rows")):
        yield line("drop a card until saved", *side_by_side(drop, bare, rounds=300, warm=20), words, 1.5)
    book.close(backup=False)


def make(folder: Path, entries: int) -> None:
    """A book of the size agreed, with a journal of `entries` entries made in a single transaction."""
    vault, _ = Vault.create(folder, PASSPHRASE, cost=KdfCost.FLOOR)
    migrations.create(vault.connection)
    present = list(sample())
    moment = datetime(2026, 1, 5, 9, tzinfo=UTC)
    first = tuple(Pair(None, item) for item in present)
    tip = records.save(
        vault.connection, vault.log_key, Tip(), at=moment, who="Lead", what="do", title="Begin", pairs=first
    )
    placements = [item for item in present if isinstance(item, Placement)]
    vault.connection.execute("BEGIN IMMEDIATE")
    for number in range(entries // 2):
        before = placements[number * 37 % len(placements)]
        after = msgspec.structs.replace(before, project="Something else")
        for pair in (Pair(before, after), Pair(after, before)):
            title = "Change a placement to something else"
            tip = journal.append(
                vault.connection, vault.log_key, tip, at=moment, who="Lead", what="do", title=title, pairs=(pair,)
            )
    vault.connection.execute("COMMIT")
    vault.close()


def sample() -> Iterator[Record]:
    """People who each sit in every cycle, with hosts large enough for them all."""
    yield Charter("charter", name="Measured")
    first = date(2026, 1, 1)
    for number in range(CYCLES):
        start, end = first + timedelta(days=91 * number), first + timedelta(days=91 * number + 90)
        yield Cycle(f"c{number}", name=f"Q{number}", start=start, end=end, stage=Stage.FOUNDATION)
    for number in range(HOSTS):
        yield Host(f"h{number}", name=f"Host {number}", function=f"Function {number % 12}", seats=999)
    for number in range(PEOPLE):
        role = Role.MENTOR if number % 5 == 0 else Role.MENTEE
        yield Person(
            f"p{number}",
            name=f"Given{number} Family{number}",
            email=f"given.family{number}@example.org",
            number=str(10_000 + number),
            roles=(role,),
            status=Lifecycle.IN_ROTATION,
            unit=f"Unit {number % 20}",
            title="Head of something or other",
            level=str(number % 6),
            location="Somewhere",
            start=first - timedelta(days=number),
            capacity=99,
        )
    for person in range(PEOPLE):
        for cycle in range(CYCLES):
            mentor = (person * 5 + cycle * 35) % PEOPLE
            yield Placement(
                f"x{person}-{cycle}",
                person=f"p{person}",
                cycle=f"c{cycle}",
                host=f"h{(person + cycle) % HOSTS}",
                mentor=f"p{mentor}" if mentor != person else "",
                goal="Learn how the other half works",
            )
