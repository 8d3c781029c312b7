"""Scenarios: complete plans that stand beside the live one until somebody adopts or drops them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.fields import Field, Kind, Record, record
from program.records.rotation import Placement


@record("scenario", "Scenario", "Scenarios", lambda scenario: scenario.name)
class Scenario(Record, frozen=True):
    """A plan that might be; what it would be stands in its own placements."""

    name: Annotated[str, Field("Name", required=True)]
    about: Annotated[str, Field("About", kind=Kind.LONG_TEXT, limit=4000)] = ""
    on: Annotated[date | None, Field("Date")] = None


@record("sketch", "Scenario placement", "Scenario placements", lambda sketch: "Scenario placement")
class Sketch(Placement, frozen=True):
    """One placement of a scenario. It sits in no plan: rules and board see the placements of the live plan only."""

    scenario: Annotated[str, Field("Scenario", ref="scenario", required=True)] = ""
