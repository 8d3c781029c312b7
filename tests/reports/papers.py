"""Every document of the house over one program, on the paper asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from program.program import Program
from program.records import Tier
from program.views import VIEWS, GroupBy, Who
from reports.catalogue import make
from reports.documents import recovery
from reports.paper import Frame

FRAME = Frame(
    program="Executive mentorship program",
    organisation="Northwind Holdings",
    made=date(2026, 11, 21),
    reader="E. Novak",
    purpose="Confidential. Purpose: oversight of the program. Not for onward use.",
    journal="Journal #1 284 · K7F2-9Q",
    copy="copy 3 of 7",
)

KIT = recovery.Kit("Executive mentorship", "7K3M-9QXR-2F4T-V0AZ-WB6N-8HJD-C1GY-5PSE-*", date(2026, 11, 21))


def documents(program: Program, frame: Frame = FRAME, person: str = "m00000") -> Iterator[tuple[str, bytes]]:
    """Each document by name."""
    yield "plan", make("plan", VIEWS["plan"](program, Tier.PROGRAM), frame)
    yield "roster", make("roster", VIEWS["roster"](program, Tier.RESTRICTED, GroupBy.UNIT, Who.EVERYONE), frame)
    yield "person", make("person", VIEWS["person"](program, person, Tier.RESTRICTED), frame)
    yield "circle", make("circle", VIEWS["circle"](program), frame)
    yield "poster", make("poster", VIEWS["poster"](program), frame)
    yield "cards", make("cards", VIEWS["cards"](program), frame)
    kit_frame = replace(frame, program="Rotunda", reader="", copy="", purpose="")
    yield "recovery", recovery.build(KIT, kit_frame)
