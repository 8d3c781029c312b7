"""From a view to a document ready to hand over: the one road for window, command line and tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from msgspec.structs import asdict as asdict_

from program.leaks import Cleared
from program.records import Charter
from program.snapshots import Content, Edges, Unreadable
from reports.catalogue import REPORTS
from reports.paper import Frame, Size, Turn
from reports.release import Released, release


@dataclass(frozen=True)
class Stand:
    """The last change a document stands on: its number and short code in the journal, and its day."""

    number: int
    code: str
    day: date

    def __str__(self) -> str:
        return f"Journal #{self.number:,} · {self.code}".replace(",", "\u00a0")


@dataclass(frozen=True)
class For:
    """Whom a document is for and what for, as its edges say, and the password it opens with (empty: none).

    `copy` counts from 1 (0: no copy is numbered); `mark` are the 16 bytes by which the file is known again.
    """

    reader: str = ""
    purpose: str = ""
    password: str = ""
    copy: int = 0
    mark: bytes = b""


def framed(
    key: str, cleared: Cleared[Any], chosen: Mapping[str, str], charter: Charter, stand: Stand, for_: For
) -> Frame:
    """What stands around the pages of the document `key`. Raises KeyError when there is no such document."""
    frame = Frame(
        program=charter.name,
        made=stand.day,
        organisation=charter.organisation,
        reader=for_.reader,
        purpose=for_.purpose,
        journal=str(stand),
        copy=f"copy {for_.copy}" if for_.copy else "",
        withheld=cleared.words,
        mark=for_.mark,
    )
    return REPORTS[key].framed(frame, chosen)


def document(
    key: str, cleared: Cleared[Any], chosen: Mapping[str, str], charter: Charter, stand: Stand, for_: For
) -> Released:
    """The document `key` with the options `chosen` (see `reports.catalogue`), made from its view.

    Only a view that went through the leak check makes a document; what was withheld stands on its last page.
    The same view, options, stand, reader, purpose and copy give the same bytes (without a password). Raises KeyError
    when there is no such document.
    """
    frame = framed(key, cleared, chosen, charter, stand, for_)
    return release(REPORTS[key].build(cleared.view, frame), for_.password)


def edges(frame: Frame) -> Edges:
    """What stands around the pages, as a snapshot keeps it."""
    return Edges(**asdict(frame))


def again(content: Content, password: str = "") -> Released:
    """The document that was made from what a snapshot holds: the same bytes. Raises Unreadable for one that this
    version does not know."""
    around = asdict_(content.edges)
    around |= {"size": Size(content.edges.size), "turn": Turn(content.edges.turn)}
    if content.key not in REPORTS:
        raise Unreadable
    return release(REPORTS[content.key].build(content.view, Frame(**around)), password)
