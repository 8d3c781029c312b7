"""`python -m tests.books`: leave a small encrypted book of the newest schema here, as every release does, once.

Such a book is never made again: it is how tests know that what people saved with that release still opens. (A schema
that was never released may be made anew: delete its book first.)
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from program.commands import Keep, MovePlacements, Remove, Target
from program.records import (
    CHARTER,
    Calibration,
    Charter,
    Chemistry,
    Circle,
    Person,
    Preference,
    Project,
    Quality,
    Rater,
    Record,
    Round,
    Scenario,
    Sketch,
    Wish,
)
from storage.book import Book
from storage.keys import KdfCost
from storage.migrations import LATEST
from tests.storage.books import Clock, records

HERE = Path(__file__).parent
PASSPHRASE = "a book kept for the future"


def make(path: Path) -> None:
    """A book with a little of everything done in it; what remains to undo and redo included."""
    charter = Charter(CHARTER, name="Kept for the future")
    book, recovery = Book.create(path, PASSPHRASE, charter=charter, who="Lead", cost=KdfCost.FLOOR, clock=Clock())
    book.do(Keep((*records(), *later()), title="Set up the program"))
    book.do(MovePlacements((Target("p1", host="cus"),)))
    book.note("Exported the roster")
    book.do(Remove((book.program().of(Person)["jon"],)))
    book.undo()
    book.close(backup=False)
    (path / "recovery.txt").write_text(recovery, "utf-8")
    shutil.rmtree(path / "backups")


def later() -> list[Record]:
    """What books hold since the second schema."""
    return [
        Preference("w", person="ana", other="chen", wish=Wish.NEVER, reason="Worked together"),
        Chemistry("e", mentee="ana", mentor="okafor", rating=5),
        Project("m", name="Merger", critical=True, host="cus", mentees=("ana",), cycles=("q1",)),
        Quality("u", placement="p1", by=Rater.MENTOR, rating=4),
        Calibration("k", person="ana", present=("okafor",), outcome="Goes on"),
        Circle("c", name="Peers", people=("ana", "chen"), rounds=(Round(tables=(("ana", "chen"),)),), held=1),
        Scenario("s", name="Without Finance"),
        Sketch("s1", person="ana", cycle="q1", host="ops", mentor="chen", scenario="s"),
    ]


if __name__ == "__main__":
    target = HERE / f"{LATEST}.rotunda"
    if target.exists():
        sys.exit(f"{target.name} is there already")
    make(target)
