"""Reading a table off a file beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from program.intake import Table
    from ui.desk import Desk
    from ui.jobs import IsCancelled, Progress


def read(desk: Desk, path: Path, sheet: str, done: Callable[[Table], object], owner: QObject) -> None:
    """Read a file (or one sheet of it) and hand over its table, unless `owner` is gone by then."""

    def work(progress: Progress, cancelled: IsCancelled) -> Table:
        from storage.exchange.parse import Reading
        from storage.exchange.tables import read_table

        return read_table(path, Reading("", "", sheet), progress=progress, cancelled=cancelled)

    desk.jobs.run(work, "Reading the table", done, owner=owner)
