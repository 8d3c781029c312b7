"""Cards: a raised field with a title that states something, and what stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.parts.labels import label, rule
from ui.theme import dress, theme


class Card(QFrame):
    """A title, a quiet line below it, and a body."""

    def __init__(self, title: str = "", more: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "card")
        column = QVBoxLayout(self)
        # The lines of the body have a margin of their own, for the ring around the one with the keyboard.
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(4)
        self.title = label(title, "heading", wrap=True)
        self.more = label(more, "quiet small", wrap=True)
        words = QVBoxLayout()
        words.setContentsMargins(4, 0, 4, 0)
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.more)
        column.addLayout(words)
        self.say(title, more)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        column.addSpacing(4)
        column.addLayout(self.body)
        column.addStretch(1)

    def say(self, title: str, more: str = "") -> None:
        """The title and the line below it; empty ones take no room."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self.setAccessibleName(title)

    def empty(self) -> None:
        """Take everything out of the body."""
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def lines(self, given: Iterable[tuple[str, str, str, Callable[[], object] | None]]) -> None:
        """Fill the body with lines: words, what stands at the right, a tone, and what a click does."""
        for place, (words, beside, tone, run) in enumerate(given):
            if place:
                self.body.addWidget(rule())
            line = LineButton(words, beside, tone)
            if run is not None:
                line.clicked.connect(lambda _checked=False, run=run: run())
            line.setEnabled(run is not None)
            self.body.addWidget(line)


class FigureCard(QFrame):
    """One figure, large, with its name above and a line below."""

    def __init__(self, name: str, number: str, of: str, more: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(2)
        column.addWidget(label(name, "quiet small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(number, "number"), 0, Qt.AlignmentFlag.AlignBottom)
        unit = label(of, "quiet")
        unit.setContentsMargins(0, 0, 0, 5)
        row.addWidget(unit, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        column.addWidget(label(more, "quiet small", wrap=True))
        column.addStretch(1)
        self.setAccessibleName(f"{name}: {number} {of}. {more}")


class LineButton(QAbstractButton):
    """A line that leads somewhere: words at the left, elided where they do not fit, and a few at the right."""

    def __init__(self, words: str, beside: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self._beside, self._tone = beside, tone
        self.setAccessibleName(f"{words}, {beside}" if beside else words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(120, 30)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 30)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.underMouse() or self.hasFocus()):
            painter.setPen(look.colour("focus") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("sunken") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 2, -1, -2), 5, 5)
        inner = self.rect().adjusted(4, 0, -4, 0)
        painter.setFont(look.font("body"))
        metrics = QFontMetrics(look.font("body"))
        right = metrics.horizontalAdvance(self._beside)
        painter.setPen(look.colour("text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._beside)
        left = QRect(inner.left(), inner.top(), inner.width() - right - 12, inner.height())
        painter.setPen(look.colour(self._tone or "text"))
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
