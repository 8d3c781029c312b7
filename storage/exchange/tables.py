"""The door for tables coming in: CSV and other delimited text, XLSX, XLSM and ODS become a `Table` or a refusal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from program.intake.table import Table
from storage.exchange.child import read_apart
from storage.exchange.limits import LIMITS, Limits
from storage.exchange.parse import Reading


def read_table(
    path: Path,
    reading: Reading | None = None,
    *,
    progress: Callable[[float], None] = lambda done: None,
    cancelled: Callable[[], bool] = lambda: False,
    limits: Limits = LIMITS,
) -> Table:
    """The table in `path`, read whole in a confined child process.

    `progress` is told the share done (0 to 1); `cancelled` is asked about twenty times a second. Both are called in the
    calling thread. Raises FileRefused (with row and column where they apply) when anything of the file cannot be
    read safely and whole, and Cancelled. The file itself is only ever read.
    """
    return read_apart(path, reading or Reading(), limits, progress, cancelled)
