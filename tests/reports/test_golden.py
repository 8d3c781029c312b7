"""Documents as they were when somebody last looked at them and was content: `tests/golden/*.txt`.

After a change that is meant, look at the pages, then renew the texts:
`ROTUNDA_GOLDEN=1 python -m pytest tests/reports/test_golden.py`.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from program import views
from program.records import Tier
from reports.catalogue import make
from reports.documents import recovery
from reports.paper import Size, Turn
from tests.reports import pdf
from tests.reports.papers import FRAME, KIT, documents
from tests.reports.world import world

GOLDEN = Path(__file__).parents[1] / "golden"
PROGRAM = world(7, 4, 4, 3)
MADE = dict(documents(PROGRAM)) | {
    "plan-a3": make("plan", views.plan(PROGRAM), replace(FRAME, size=Size.A3)),
    "roster-portrait": make(
        "roster", views.roster(PROGRAM, group=views.GroupBy.ROLE), replace(FRAME, turn=Turn.PORTRAIT, size=Size.LETTER)
    ),
    "person-mentor": make("person", views.person(PROGRAM, "m00007", Tier.PROGRAM), FRAME),
    "held": make("held", views.held(PROGRAM, "m00007"), FRAME),
    "plan-empty": make("plan", views.plan(world(0, 0, 0, 0)), FRAME),
}


@pytest.mark.parametrize("name", MADE)
def test_as_last_approved(name: str) -> None:
    _compare(f"{name}.txt", pdf.layout(MADE[name]))


def test_the_recovery_text_as_last_approved() -> None:
    _compare("recovery-text.txt", recovery.text(KIT))


def _compare(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("ROTUNDA_GOLDEN"):
        file.write_text(text, "utf-8", newline="\n")
    assert text == file.read_text("utf-8"), f"{name} differs; see the top of this file"
