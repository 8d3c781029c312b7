"""From a view to a document ready to hand over: the one road for window, command line and tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from program.records import Charter
from reports.catalogue import REPORTS
from reports.paper import Frame
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
    """Whom a document is for and what for, as its edges say, and the password it opens with (empty: none)."""

    reader: str = ""
    purpose: str = ""
    password: str = ""


def document(key: str, view: Any, chosen: Mapping[str, str], charter: Charter, stand: Stand, for_: For) -> Released:
    """The document `key` with the options `chosen` (see `reports.catalogue`), made from its view.

    The same view, options, stand, reader and purpose give the same bytes (without a password). Raises KeyError when
    there is no such document.
    """
    report = REPORTS[key]
    frame = Frame(
        program=charter.name,
        made=stand.day,
        organisation=charter.organisation,
        reader=for_.reader,
        purpose=for_.purpose,
        journal=str(stand),
    )
    return release(report.build(view, report.framed(frame, chosen)), for_.password)
