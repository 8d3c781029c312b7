"""How much of a foreign file is read at most, and how a file beyond that is refused."""

from __future__ import annotations

import msgspec

from program.intake.table import place
from program.trouble import Trouble

_KEPT = "Nothing was imported, and the file was left as it is."


class Limits(msgspec.Struct, frozen=True):
    """Bounds on a foreign file. Sizes are bytes unless they say otherwise."""

    file: int = 20_000_000
    unpacked: int = 200_000_000
    ratio: int = 100  # unpacked to packed, for anything unpacking to more than `ratio_from`
    ratio_from: int = 1_000_000
    entries: int = 2_000
    rows: int = 100_000
    columns: int = 500
    cells: int = 5_000_000
    cell: int = 32_767  # characters, as in a spreadsheet
    text: int = 100_000_000  # characters in all cells together
    remarks: int = 200
    memory: int = 1_500_000_000
    seconds: int = 120


LIMITS = Limits()


class FileRefused(Trouble):
    """A file that cannot be read whole and safely; `row` and `column` (from 1, 0 for none) say where it fails."""

    def __init__(self, what: str, todo: str = "", *, row: int = 0, column: int = 0) -> None:
        self.row = row
        self.column = column
        self.bare = what
        where = place(row, column)
        super().__init__(f"{where}: {what}" if where else what, kept=_KEPT, todo=todo)
