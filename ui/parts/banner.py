"""A coloured band for something that must be read: trouble, a warning, good news."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from program.trouble import Trouble
from ui.parts.labels import Sign, label
from ui.theme import dress


class Banner(QFrame):
    """A coloured band with a sign: what happened in bold, and below it what was kept and what to do."""

    _SIGNS: ClassVar = {
        "bad": "blocked", "caution": "warning", "good": "success", "accent": "info", "sealed": "sealed"
    }  # fmt: skip

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        self._sign = Sign("info", "accent", 18)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._what = label("", "strong", wrap=True)
        self._more = label("", "", wrap=True)
        words.addWidget(self._what)
        words.addWidget(self._more)
        row.addLayout(words, 1)
        self.hide()

    @property
    def words(self) -> str:
        """All that it says."""
        return f"{self._what.text()} {self._more.text()}".strip() if not self.isHidden() else ""

    def show_trouble(self, trouble: Trouble | None, tone: str = "bad") -> None:
        """Say what went wrong, in its sentences; None takes it away."""
        if trouble is None:
            self.show_words("")
        else:
            self.show_words(trouble.what, f"{trouble.kept} {trouble.todo}".strip(), tone)

    def show_words(self, what: str, more: str = "", tone: str = "accent") -> None:
        """Say something, or with empty words nothing."""
        self._what.setText(what)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        if what:
            self._sign.show_icon(self._SIGNS[tone], tone)
            dress(self, tone=tone)
        self.setVisible(bool(what))
        self.setAccessibleName(f"{what} {more}".strip())
