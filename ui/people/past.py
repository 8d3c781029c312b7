"""What has happened to one record: who changed what, when, from which words to which."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from program.views_reader import day
from ui.parts.labels import label, rule
from ui.theme import dress

if TYPE_CHECKING:
    from storage.history import Difference, Entry
    from ui.desk import Desk

_AT_ONCE = 20


class Past(QWidget):
    """The newest entries about a record, and earlier ones on demand."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = ""
        self._last = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column.addLayout(self._lines)
        self._more = QPushButton("Show earlier changes")
        dress(self._more, "link")
        self._more.clicked.connect(self._show_more)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_record(self, id_: str) -> None:
        """Show the newest entries about this record."""
        self._id = id_
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if self._desk.is_busy:
            # The book is being written to; asking it now would hold up the window.
            self._lines.addWidget(label("Shown when the change under way is done.", "quiet small", wrap=True))
            self._more.hide()
            return
        self._append(self._desk.history(id_, limit=_AT_ONCE + 1))

    def _show_more(self) -> None:
        self._append(self._desk.history(self._id, before=self._last, limit=_AT_ONCE + 1))

    def _append(self, entries: list[Entry]) -> None:
        for entry in entries[:_AT_ONCE]:
            self._entry(entry)
        self._more.setVisible(len(entries) > _AT_ONCE)
        if entries:
            self._last = entries[:_AT_ONCE][-1].seq

    def _entry(self, entry: Entry) -> None:
        if self._lines.count():
            self._lines.addSpacing(6)
            self._lines.addWidget(rule())
            self._lines.addSpacing(6)
        by = f" · {entry.who}" if entry.who else ""
        self._lines.addWidget(label(f"{_when(entry.at)}{by}", "quiet small", wrap=True))
        self._lines.addWidget(label(entry.words, "strong small", wrap=True))
        for each in self._desk.differences(entry, self._id):
            self._lines.addWidget(label(_words(each), "small", wrap=True))


def _words(each: Difference) -> str:
    if not each.field:
        return "Added to the book" if each.now else "Taken out of the book"
    if not each.was:
        return f"{each.field}: {each.now}"
    return f"{each.field}: {each.was} → {each.now or 'empty'}"


def _when(at: datetime) -> str:
    local = at.astimezone()
    return f"{day(local.date())}, {local:%H:%M}"
