"""The small building blocks of the board's inspector: section heads, lines with a figure, and dots."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.parts.labels import Sign, label, rule
from ui.theme import GRID, HALF, theme


class Column(QWidget):
    """A column of lines that is filled anew each time something else is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 20, 16, 20)
        self._column.setSpacing(HALF)

    @classmethod
    def plain(cls) -> Column:
        """A column without margins, to stand in another one."""
        made = cls()
        made._column.setContentsMargins(0, 0, 0, 0)
        made._column.setSpacing(0)
        return made

    def add(self, widget: QWidget) -> None:
        """Put a widget below the others."""
        self._column.addWidget(widget)

    def words(self, words: str, role: str = "") -> QLabel:
        """A paragraph."""
        made = label(words, role, wrap=True)
        self.add(made)
        return made

    def section(self, words: str) -> QLabel:
        """The head of a section."""
        self._column.addSpacing(12)
        made = label(words, "section", wrap=True)
        self.add(made)
        return made

    def line(self, words: str, figure: str = "", *, icon: str = "", tone: str = "", strong: bool = False) -> None:
        """Words at the left, a figure at the right, a hairline below."""
        row = QHBoxLayout()
        row.setContentsMargins(0, HALF, 0, HALF)
        row.setSpacing(GRID)
        if icon:
            row.addWidget(Sign(icon, tone or "quiet"), 0, Qt.AlignmentFlag.AlignTop)
        left = label(words, "strong" if strong else "", wrap=True)
        left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(left, 1)
        if figure:
            row.addWidget(label(figure, f"strong {tone}".strip()), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self.add(rule())

    def space(self, pixels: int = GRID) -> None:
        """A little room."""
        self._column.addSpacing(pixels)

    def end(self) -> None:
        """Let what follows stay empty."""
        self._column.addStretch(1)

    def empty(self) -> None:
        """Take everything out."""
        _clear(self._column)


class Dots(QWidget):
    """Functions met of those wanted, as filled and open circles."""

    def __init__(self, part: int, whole: int, words: str) -> None:
        super().__init__()
        self._part, self._whole = part, whole
        self.setAccessibleName(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        return QSize(self._whole * 16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = theme().colour("accent")
        painter.setPen(QPen(accent, 1.3))
        for place in range(self._whole):
            painter.setBrush(accent if place < self._part else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(1 + place * 16, 3, 10, 10)
        painter.end()


def _clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        inner = item.layout()
        if isinstance(inner, QVBoxLayout | QHBoxLayout):
            _clear(inner)
            inner.deleteLater()
