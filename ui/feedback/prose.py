"""Text of paragraphs and lists, written plainly: a line that begins with "- " or "1. " is an item of a list.

What is written is what is kept, so that a note can be read with any tool once it is unsealed; this only sets it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor, QTextDocument, QTextListFormat
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_ITEM = re.compile(r"(\s*)([-*•]|\d{1,3}[.)])\s+(.*)")
_GAP = 8


class Line(NamedTuple):
    """A paragraph (no `mark`), or an item of a list: of dots ("-") or of numbers ("1.")."""

    mark: str
    words: str


def lines(text: str) -> Iterator[Line]:
    """The paragraphs and items of a text; empty lines only part them, and empty items are none."""
    for line in text.splitlines():
        if (found := _ITEM.fullmatch(line)) and found[3].strip():
            yield Line("1." if found[2][0].isdigit() else "-", found[3])
        elif line.strip() and found is None:
            yield Line("", line.strip())


def show(document: QTextDocument, text: str) -> None:
    """Set a text into a document, which then holds nothing else and nothing to undo."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor, before = QTextCursor(document), ""
    styles = {"-": QTextListFormat.Style.ListDisc, "1.": QTextListFormat.Style.ListDecimal}
    for place, line in enumerate(lines(text)):
        if place:
            cursor.insertBlock(QTextBlockFormat())
        if line.mark and line.mark != before:
            shape = QTextListFormat()
            shape.setStyle(styles[line.mark])
            cursor.createList(shape)
        elif line.mark:
            previous = cursor.block().previous().textList()
            if previous is not None:
                previous.add(cursor.block())
        block = cursor.blockFormat()
        block.setBottomMargin(_GAP / 2 if line.mark else _GAP)
        block.setLineHeight(120, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        cursor.insertText(line.words)
        before = line.mark


class ProseEdit(QPlainTextEdit):
    """Where such a text is written. Enter within a list begins the next item, and on an empty item ends the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def wipe(self) -> None:
        """Take the text out, and what undo would bring back."""
        self.document().setUndoRedoEnabled(False)
        self.clear()

    def begin_item(self, mark: str) -> None:
        """Make the line the cursor is on an item; when it is one of that kind already, a paragraph again."""
        cursor = self.textCursor()
        line = cursor.block().text()
        found = _ITEM.fullmatch(line) or _ITEM.fullmatch(f"{line} ")
        kind = "" if found is None else "1." if found[2][0].isdigit() else "-"
        words = line if found is None else found[3].rstrip()
        self._rewrite(cursor, words if kind == mark else f"{mark} {words}")
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self._next_item():
            return
        super().keyPressEvent(event)

    def _next_item(self) -> bool:
        cursor = self.textCursor()
        line = cursor.block().text()
        found = _ITEM.fullmatch(line) or _ITEM.fullmatch(f"{line} ")
        if found is None or not cursor.atBlockEnd() or cursor.hasSelection():
            return False
        if not found[3].strip():
            self._rewrite(cursor, "")
            return True
        mark = f"{int(found[2][:-1]) + 1}{found[2][-1]}" if found[2][0].isdigit() else found[2]
        cursor.insertText(f"\n{found[1]}{mark} ")
        self.setTextCursor(cursor)
        return True

    def _rewrite(self, cursor: QTextCursor, words: str) -> None:
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)
        self.setTextCursor(cursor)
