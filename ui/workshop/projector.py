"""The room's own window: one picture on a screen, and no way from it into the book."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.capture import FOR_THE_ROOM
from ui.workshop.face import Face
from ui.workshop.scene import Scene


class Projector(QWidget):
    """Shows scenes. It fills the screen it was put on, or is an ordinary window where there is one screen only."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle("Rotunda")
        self.setAccessibleName("Projector")
        self.setProperty(FOR_THE_ROOM, True)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setMinimumSize(640, 400)
        self.face = Face("What the room sees", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.face)

    def show_scene(self, scene: Scene) -> None:
        """Show another moment."""
        self.face.show_scene(scene)

    def show_on(self, screen: QScreen | None, lead: QScreen | None) -> None:
        """Fill `screen`; on the lead's own, and where there is none, be a window that can be moved."""
        if screen is not None:
            self.setScreen(screen)
            self.setGeometry(screen.geometry() if screen is not lead else _part(screen.availableGeometry()))
        if screen is not None and screen is not lead:
            self.showFullScreen()
        else:
            self.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


def screens(lead: QScreen | None) -> list[tuple[str, QScreen]]:
    """The screens there are, in words, the lead's own last."""
    every = sorted(QGuiApplication.screens(), key=lambda screen: screen is lead)
    return [
        (f"{'A window on this screen' if screen is lead else f'Screen {number}'} · {_size(screen.geometry())}", screen)
        for number, screen in enumerate(every, 1)
    ]


def _size(place: QRect) -> str:
    return f"{place.width()} × {place.height()}"


def _part(whole: QRect) -> QRect:
    return QRect(whole.left() + whole.width() // 8, whole.top() + whole.height() // 8, whole.width() * 3 // 4,
                 whole.height() * 3 // 4)  # fmt: skip
