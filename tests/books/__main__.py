"""`python -m tests.books`: leave a small encrypted book of the newest schema here, as every release does, once.

Such a book is never made again: it is how tests know that what people saved with that release still opens. (A schema
that was never released may be made anew: delete its book first.)
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from program.commands import Keep, MovePlacements, Remove, Target
from program.records import CHARTER, Charter, Person
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
    book.do(Keep(tuple(records()), title="Set up the program"))
    book.do(MovePlacements((Target("p1", host="cus"),)))
    book.note("Exported the roster")
    book.do(Remove((book.program().of(Person)["jon"],)))
    book.undo()
    book.close(backup=False)
    (path / "recovery.txt").write_text(recovery, "utf-8")
    shutil.rmtree(path / "backups")


if __name__ == "__main__":
    target = HERE / f"{LATEST}.rotunda"
    if target.exists():
        sys.exit(f"{target.name} is there already")
    make(target)
