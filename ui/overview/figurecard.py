"""A figure as a card that leads to where it comes from."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.overview.attention import Figure
from ui.parts.labels import label
from ui.theme import theme


class FigureButton(QAbstractButton):
    """The name, the number, what it is of, and a line below; a click leads on."""

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = figure
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        number, of = label(figure.number, "number"), label(figure.of, "quiet")
        of.setContentsMargins(0, 0, 0, 5)
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(of, 1, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(label(figure.name, "quiet small", wrap=True))
        column.addLayout(row)
        column.addWidget(label(figure.more, "quiet small", wrap=True))
        column.addStretch(1)
        self.setAccessibleName(f"{figure.name}: {figure.number} {figure.of}. {figure.more}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        edge = "focus" if focused else "edge" if self.underMouse() else "line"
        painter.setPen(QPen(look.colour(edge), 2 if focused else 1))
        painter.setBrush(look.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
