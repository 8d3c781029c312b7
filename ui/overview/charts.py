"""Which charts the overview shows, and how much of each."""

from __future__ import annotations

from program.metrics.figure import Scope
from program.metrics.pictures import Picture
from ui.parts.chart_file import Remake
from ui.parts.chart_source import remake

CHARTS = ("safety", "exposure", "readiness")
"""The keys of the pictures, in the order in which they stand."""


def shown_as(key: str, picture: Picture, scope: Scope) -> tuple[Picture, Remake]:
    """A picture as the overview shows it, and what makes it again."""
    return picture, remake(key, scope)
