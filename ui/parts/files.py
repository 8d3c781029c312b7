"""Files that come in through the window: which kinds of table there are, and what a drop carries."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent

#: For the question which file to open.
TABLES = "Tables (*.csv *.tsv *.txt *.xlsx *.xlsm *.ods)"


def dropped_file(event: QDropEvent) -> Path | None:
    """The one file on this computer that is dropped, if that is what it is."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
