"""The migrations by name; imported only when one is to be run. Imports by name, so that a frozen build finds them."""

from __future__ import annotations

from collections.abc import Callable

from storage.migrations.versions import (
    m0001_first_records,
    m0002_planning_and_confidence,
    m0003_figures_and_committee,
)

MIGRATIONS: dict[str, Callable[[], None]] = {
    "0001_first_records": m0001_first_records.upgrade,
    "0002_planning_and_confidence": m0002_planning_and_confidence.upgrade,
    "0003_figures_and_committee": m0003_figures_and_committee.upgrade,
}
