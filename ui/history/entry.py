"""The panel beside the journal: what one entry changed, field by field, and the way back to it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from ui import icons
from ui.parts.labels import Elided, Sign, label

if TYPE_CHECKING:
    from storage.history import Difference, Entry

SHOWN = 60
"""Records listed; of a bulky entry only the first."""


class EntryPanel(QWidget):
    """One entry of the journal."""

    back_to = Signal(int)
    only = Signal(str, str)
    """Show the history of one record: its id, and what people call it."""

    def __init__(self, name_of: Callable[[Difference], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name_of = name_of
        self._seq = 0
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 4, 16)
        whole.setSpacing(8)
        self._title = label("", "heading", wrap=True)
        self._meta = label("", "quiet small", wrap=True)
        whole.addWidget(self._title)
        whole.addWidget(self._meta)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(self._area, 1)
        self.back = QPushButton("Take everything back to here")
        self.back.setToolTip("One step, which can itself be undone")
        self.back.clicked.connect(lambda: self.back_to.emit(self._seq))
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        whole.addLayout(foot)
        self.show_entry(None, newest=True, writable=False)

    def show_entry(self, entry: Entry | None, *, newest: bool, writable: bool) -> None:
        """Show who did this and when; the differences follow when they have been read."""
        self._seq = entry.seq if entry is not None else 0
        self._title.setText(entry.words if entry is not None else "Nothing chosen")
        when = entry.at.astimezone() if entry is not None else None
        self._meta.setText(
            f"{entry.who or 'Unknown'} · {when:%a %d %b %Y, %H:%M:%S} · #{entry.seq} · {entry.code}"
            if entry is not None
            else "Choose an entry to see what it changed."
        )
        self.back.setVisible(entry is not None and not newest and writable)
        self._fill([])

    def show_differences(self, differences: list[Difference]) -> None:
        """List what changed, record by record."""
        self._fill(differences)

    @property
    def lines(self) -> list[str]:
        """What is listed, as text: "Placement Ana Ruiz", "Host: Finance → Customer"."""
        return list(self._lines)

    def _fill(self, differences: list[Difference]) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 14, 8)
        column.setSpacing(4)
        self._lines: list[str] = []
        groups = [list(each) for _, each in groupby(differences, lambda difference: difference.id)]
        for place, each in enumerate(groups[:SHOWN]):
            column.addSpacing(10 if place else 0)
            column.addLayout(self._head(each[0]))
            for difference in each:
                if difference.field:
                    column.addWidget(self._line(difference))
        if len(groups) > SHOWN:
            column.addWidget(label(f"and {len(groups) - SHOWN} more", "quiet"))
        column.addStretch(1)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)  # the panel behind it shows through
        self._area.viewport().setAutoFillBackground(False)

    def _head(self, first: Difference) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        if not first.field:
            came = bool(first.now)
            row.addWidget(Sign("plus" if came else "minus", "good" if came else "bad"))
        words = self._name_of(first)
        name = Elided(words, "strong")
        only = QToolButton()
        icons.set_icon(only, "filter", "quiet")
        only.setAccessibleName(f"Only the history of {words}")
        only.setToolTip("Only the history of this record")
        only.clicked.connect(lambda _checked=False: self.only.emit(first.id, words))
        row.addWidget(name, 1)
        row.addWidget(only)
        self._lines.append(f"{'+ ' if not first.field and first.now else '− ' if not first.field else ''}{words}")
        return row

    def _line(self, difference: Difference) -> QWidget:
        was, now = difference.was, difference.now
        words = f"{was} → {now}" if was and now else now or f"{was} → nothing"
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(4, 0, 0, 2)
        column.setSpacing(0)
        column.addWidget(label(difference.field, "quiet small"))
        column.addWidget(label(words, wrap=True))
        self._lines.append(f"{difference.field}: {words}")
        return line
