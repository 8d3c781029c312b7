"""Books for tests: one is made, with a small rotation in it, and copied."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from program.commands import Keep
from program.program import Program
from program.records import CHARTER, Charter, Cycle, Host, Person, Placement, Record, Skill
from storage.book import Book
from storage.keys import KdfCost
from tests.program.scene import placed, scene
from tests.storage.vaults import PASSPHRASE

START = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)


class Clock:
    """A minute passes every time it is looked at."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def records() -> list[Record]:
    """The small scene with two placements; an order in which references come after what they point to."""
    everything = scene(placed("p1", "ana", "q1", "ops", "okafor"), placed("p2", "jon", "q1", "fin"))
    return [item for item in everything.everything() if item.id != CHARTER]


@cache
def _template() -> tuple[tempfile.TemporaryDirectory[str], Path, str]:
    folder = tempfile.TemporaryDirectory(prefix="rotunda-books-")
    path = Path(folder.name) / "Template.rotunda"
    charter = Charter(CHARTER, name="Test program")
    book, recovery = Book.create(path, PASSPHRASE, charter=charter, who="Lead", cost=KdfCost.FLOOR, clock=Clock())
    book.do(Keep(tuple(records()), title="Set up the program"))
    book.close(backup=False)
    return folder, path, recovery


def closed(folder: Path, name: str = "Book.rotunda") -> tuple[Path, str]:
    """A closed book of two entries in `folder`, and its recovery key."""
    _, template, recovery = _template()
    shutil.copytree(template, folder / name)
    return folder / name, recovery


def opened(path: Path, **more: Any) -> Book:
    """Open it as the lead."""
    secret = {} if "recovery" in more else {"passphrase": PASSPHRASE}
    return Book.open(path, **{**secret, "who": "Lead", "clock": Clock(), **more})


def fresh(folder: Path) -> Book:
    """An open book of two entries."""
    return opened(closed(folder)[0])


def person(number: int = 0, **more: Any) -> Person:
    """Somebody new."""
    return Person(f"new{number}", **{"name": f"Somebody {number}", **more})


def whole(program: Program) -> dict[type[Record], dict[str, Record]]:
    """Everything in it, for comparing."""
    kinds = (Charter, Cycle, Host, Person, Placement, Skill)
    return {cls: dict(program.of(cls)) for cls in kinds}
