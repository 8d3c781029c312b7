"""Killing the application while it saves, and looking at what it leaves.

A child process opens the book and keeps changing it; after every change that the book says is kept it tells this
process number and code of the journal's end. It is killed (SIGKILL) without warning. Then the book must open, hold the
last entry told of and at most one more, and pass every check: the database's two, the chain, and every record against
the journal.

For processes of their own, which call `lower_the_cost`, so that a thousand openings take seconds.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from program.changes import Change, Pair
from program.commands import Keep, MovePlacements, Remove, Target
from program.program import Program
from program.records import Person
from storage import faults
from storage.book import Book
from storage.journal import Head
from tests.costs import lower_the_cost
from tests.storage.books import closed, opened, person

#: Where nothing must be kept yet, and where everything must be.
BEFORE, AFTER = ("begin", "begun", "records", "journal"), ("committed", "kept")

_LONGEST = 0.06  # seconds until the blow
_ROUNDS = 25  # kills before a fresh book is taken, for its journal grows


class Lost(AssertionError):
    """A book was not what it should be."""


class Everything(msgspec.Struct, frozen=True):
    """A large change, as an import makes it, preceded by a backup."""

    round: int
    bulky: bool = True

    def change(self, program: Program) -> Change:
        """Forty people more, or the same forty changed."""
        people = [person(1000 + number, unit=f"Unit {self.round}") for number in range(40)]
        pairs = ((program.get(Person, each.id), each) for each in people)
        return Change("Import 40 people", tuple(Pair(was, now) for was, now in pairs if was != now))


def work(book: Book, chance: random.Random, turn: int) -> None:
    """One thing a user may do."""
    host = chance.choice(("ops", "cus"))
    some = book.program().get(Person, f"new{chance.randrange(8)}")
    steps = [
        lambda: book.do(Keep((person(chance.randrange(8), unit=f"Unit {turn}"),))),
        lambda: book.do(MovePlacements((Target("p1", host=host, mentor=chance.choice(("chen", "haddad"))),))),
        lambda: book.do(Remove((some,))) if some is not None else None,
        lambda: book.do(Everything(turn)) if chance.random() < 0.2 else None,
        lambda: book.undo() if book.head().seq > 3 and book.undo_title != "Set up the program" else None,
        book.redo,
        lambda: book.note(f"Exported, time {turn}"),
    ]
    chance.choice(steps)()


# --- the child -------------------------------------------------------------------------------------------------------


def _live(path: Path, seed: int, told: Connection, at: tuple[str, int] | None) -> None:
    """Open, say so, and work until killed; at the n-th coming to a point of a commit, kill oneself."""
    chance, passed = random.Random(seed), count(1)

    def blow(name: str) -> None:
        if at is not None and name == at[0] and next(passed) == at[1]:
            os.kill(os.getpid(), signal.SIGKILL)

    book = opened(path)
    told.send(book.head())
    faults.hook = blow
    for turn in count(1):
        work(book, chance, turn)
        told.send(book.head())


# --- this side -------------------------------------------------------------------------------------------------------


def _kill(path: Path, seed: int, *, after: float = 0, at: tuple[str, int] | None = None) -> Head | None:
    """Let a child work, end it, and return the last head it told of (None: it was not even open yet)."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_live, args=(path, seed, theirs, at))
    child.start()
    theirs.close()
    if at is None:
        if after > _LONGEST / 3:  # else it is killed while it opens
            ours.poll(10)
        time.sleep(after)
        child.kill()
    last: Head | None = None
    try:
        while True:
            last = ours.recv()
    except EOFError:
        pass
    child.join()
    if child.exitcode != -signal.SIGKILL:
        raise Lost(f"the child ended by itself with {child.exitcode}")
    return last


def look(path: Path, told: Head | None) -> int:
    """How many entries the book holds beyond the one told of, after opening it as the next start would."""
    book = opened(path)
    try:
        if problems := book.check():
            raise Lost("; ".join(problems))
        if told is not None and not book.knows(told):
            raise Lost(f"entry {told} was told of as kept and is not there")
        more = book.head().seq - (told.seq if told is not None else book.head().seq)
        if not 0 <= more <= 1:
            raise Lost(f"{more} entries more than told of")
    finally:
        book.close(backup=False)
    return more


def at_every_point(rounds: int = 3) -> Iterator[str]:
    """Kill at the first, second, … coming to every step of a commit; one line for each step."""
    with tempfile.TemporaryDirectory(prefix="rotunda-points-") as scratch:
        for name in (*BEFORE, *AFTER):
            path, _ = closed(Path(scratch), f"{name}.rotunda")
            for time_ in range(1, rounds + 1):
                told = _kill(path, seed=time_, at=(name, time_))
                if look(path, told) != (name in AFTER):
                    raise Lost(f"killed at {name!r}, time {time_}: the change was {'not ' * (name in AFTER)}kept")
            yield f"{name}: killed {rounds} times, {'everything' if name in AFTER else 'nothing'} kept of the change"


def at_random(kills: int, seed: int) -> tuple[int, int]:
    """Kill at random moments; how many kills, and how many of them hit after the disk had it but before it was told."""
    chance = random.Random(seed)
    between = 0
    with tempfile.TemporaryDirectory(prefix="rotunda-kills-") as scratch:
        for number in range(kills):
            if number % _ROUNDS == 0:
                path, _ = closed(Path(scratch), f"{number}.rotunda")
            told = _kill(path, chance.randrange(1 << 30), after=chance.uniform(0, _LONGEST))
            between += look(path, told)
            if number % _ROUNDS == _ROUNDS - 1:
                shutil.rmtree(path)
    return kills, between


def one_worker(kills: int, seed: int) -> tuple[int, int, str]:
    """`at_random` in a process of its own: kills, how many of them were between, and what went wrong, if anything."""
    lower_the_cost()
    try:
        return *at_random(kills, seed), ""
    except Exception as error:
        return kills, 0, f"seed {seed}: {type(error).__name__}: {error}"
