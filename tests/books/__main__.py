"""`python -m tests.books`: leave a small encrypted book of the newest schema here, as every release does, once.

Such a book is never made again: it is how tests know that what people saved with that release still opens. (A schema
that was never released may be made anew: delete its book first.)
"""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

from program.commands import Keep, MovePlacements, Remove
from program.commands import Target as Cell
from program.records import (
    CHARTER,
    Answers,
    Attainment,
    Baseline,
    Calibration,
    Charter,
    Checkpoint,
    Chemistry,
    Circle,
    CriticalRole,
    Decision,
    Edition,
    Event,
    EventKind,
    Goal,
    Horizon,
    Measure,
    Meeting,
    MeetingKind,
    Nomination,
    Performance,
    Person,
    Preference,
    Project,
    Quality,
    Rater,
    RaterGroup,
    Rating,
    Readiness,
    Recommendation,
    Record,
    Review,
    ReviewKind,
    Risk,
    RiskKind,
    Round,
    Scenario,
    Section,
    Sketch,
    Snapshot,
    Story,
    Strength,
    Survey,
    Target,
    Wish,
)
from storage.book import Book
from storage.keys import KdfCost
from storage.migrations import LATEST
from tests.storage.books import Clock, records

HERE = Path(__file__).parent
PASSPHRASE = "a book kept for the future"
DAY = date(2026, 11, 2)


def make(path: Path) -> None:
    """A book with a little of everything done in it; what remains to undo and redo included."""
    charter = Charter(CHARTER, name="Kept for the future")
    book, recovery = Book.create(path, PASSPHRASE, charter=charter, who="Lead", cost=KdfCost.FLOOR, clock=Clock())
    book.do(Keep((*records(), *(item for items in later().values() for item in items)), title="Set up the program"))
    book.do(MovePlacements((Cell("p1", host="cus"),)))
    book.note("Exported the roster")
    book.do(Remove((book.program().of(Person)["jon"],)))
    book.undo()
    book.close(backup=False)
    (path / "recovery.txt").write_text(recovery, "utf-8")
    shutil.rmtree(path / "backups")


def later() -> dict[str, list[Record]]:
    """What books hold since the second schema, and since the third; by the numbers of schemas."""
    return {"0002": _second(), "0003": _third()}


def _second() -> list[Record]:
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


def _third() -> list[Record]:
    return [
        Rating("ra", person="ana", skill="pricing", by=RaterGroup.MANAGER, level=4, on=DAY, rater="okafor"),
        Goal("g", person="ana", title="Agree", skill="pricing", due=DAY, attained=Attainment.MORE, placement="p1"),
        Checkpoint("cp", placement="p1", on=DAY, transfer=4, autonomy=5, words="More room"),
        CriticalRole("cr", name="Head of claims", incumbent="chen", needed=DAY, skills=(Strength("pricing", 4),)),
        Nomination("no", person="ana", role="cr", on=DAY, emergency=True),
        Readiness("rd", person="ana", role="cr", horizon=Horizon.ONE_TO_TWO_YEARS, on=DAY),
        Event("ev", person="ana", kind=EventKind.LARGER_SCOPE, on=DAY, level="Director"),
        Recommendation("re", title="One list", people=("ana",), host="cus", placement="p1", proposed=DAY, accepted=DAY),
        Answers("an", survey=Survey.SAFETY, cycle="q1", on=DAY, item_1=2, item_7=6),
        Performance("pe", title="Days to close", placement="p1", before=9.5, after=7.25, lower=True, caveat="Luck"),
        Story("st", title="One list", told="It worked.", figure=Measure.RETENTION, people=("ana",), on=DAY),
        Risk("ri", title="No time", kind=RiskKind.TIME, likelihood=4, impact=5, owner="okafor", review=DAY),
        Target("ta", figure=Measure.SAFETY, green=5.2, amber=4.6, owner="okafor"),
        Baseline("ba", figure=Measure.SAFETY, group="All", value=4.9, n=120, start=DAY),
        Review("rv", kind=ReviewKind.OBSERVER, on=DAY, by="Council", findings="Kept"),
        Edition("ed", name="Usual", sections=(Section.STATUS,), commentary=(("status", "All well."),)),
        Snapshot("sn", release="r", document="committee", on=DAY, content="eJw="),
        Meeting("me", title="Half-way", kind=MeetingKind.CHECK_IN, on=DAY, people=("ana",), placement="p1", held=True),
        Decision("de", title="One more seat", due=DAY),
    ]


if __name__ == "__main__":
    target = HERE / f"{LATEST}.rotunda"
    if target.exists():
        sys.exit(f"{target.name} is there already")
    make(target)
