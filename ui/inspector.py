"""The panel at the right, in which the page in front shows what is chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

LEAST = 220


class Inspector(QFrame):
    """Holds the inspector of every page that has one, and shows that of the page in front."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAccessibleName("Details")
        self._layers = QStackedLayout(self)
        self.setMinimumWidth(LEAST)
        self._width = width

    def sizeHint(self) -> QSize:
        return QSize(self._width, 400)

    def show_widget(self, widget: QWidget | None) -> None:
        """Show this page's panel; None hides the panel altogether."""
        if widget is not None:
            if self._layers.indexOf(widget) < 0:
                self._layers.addWidget(widget)
            self._layers.setCurrentWidget(widget)
            self.setMinimumWidth(max(LEAST, widget.minimumSizeHint().width()))
