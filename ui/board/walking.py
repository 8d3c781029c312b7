"""Where the keys lead on the board: headings and the tally column are stepped over, and the edges hold."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.board.sheet import Cell, Sheet

KEYS = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}


def following(sheet: Sheet, here: Cell | None, key: Qt.Key, *, far: bool = False, page: int = 1) -> Cell | None:
    """The cell a key leads to from `here`; `far` goes to the first or last row, `page` is a screenful of rows.

    None when there is no cell at all.
    """
    rows, right = sheet.rows, len(sheet.columns) - 1
    if right < 0 or not sheet.keys:
        return None
    row, column = here or (-1, 0)
    down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}.get(key, 0)
    across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
    if key is Qt.Key.Key_Home:
        column, row = 0, 0 if far else row
    elif key is Qt.Key.Key_End:
        column, row = right, len(rows) - 1 if far else row
    row = min(max(row + down, 0), len(rows) - 1)
    column = min(max(min(column, right) + across, 0), right)
    step = -1 if down < 0 or key is Qt.Key.Key_End else 1
    for way in (step, -step):
        place = row
        while 0 <= place < len(rows) and rows[place].heading:
            place += way
        if 0 <= place < len(rows):
            return place, column
    return None
