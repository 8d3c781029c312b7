"""Charts as they were when somebody last looked at them and was content: `tests/golden/charts/*.txt`.

After a change that is meant, look at the charts, then renew the texts:
`ROTUNDA_GOLDEN=1 python -m pytest tests/reports/figures/test_golden.py`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from program.metrics.pictures import Picture
from reports.figures import Style, csv
from tests.reports.figures.marks import dump
from tests.reports.figures.samples import PICTURES

GOLDEN = Path(__file__).parents[2] / "golden" / "charts"


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.key)
def test_as_last_approved(picture: Picture) -> None:
    parts = {
        "in a window, 560 × 300": dump(picture, Style(), 560, 300),
        "small, 260 × 140": dump(picture, Style(), 260, 140),
        "on paper, 250 × 150": dump(picture, Style(paper=True), 250, 150),
        "as a table": csv(picture).replace("\r\n", "\n"),
    }
    text = "\n".join(f"== {name}\n{part}" for name, part in parts.items())
    file = GOLDEN / f"{picture.key}.txt"
    if os.environ.get("ROTUNDA_GOLDEN"):
        file.write_text(text, "utf-8", newline="\n")
    assert text == file.read_text("utf-8"), f"{file.name} differs; see the top of this file"
