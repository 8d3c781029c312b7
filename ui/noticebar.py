"""The bar at the foot of the window on which notices stand for a while."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.notice import Notice, Notices
from ui.parts.labels import Sign, label

SHOWN = 3
"""How many notices stand at once; an older one gives way."""
SECONDS = 8
SECONDS_OF_TROUBLE = 16


class NoticeBar(QWidget):
    """The notices on show, newest lowest. Floats over the foot of its parent and takes no room when empty."""

    undo = Signal()

    def __init__(self, notices: Notices, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: list[_Line] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.setAccessibleName("Notices")
        notices.said.connect(self._show)
        notices.overtaken.connect(self._overtake)
        notices.cleared.connect(self._clear)
        self.hide()

    @property
    def words(self) -> list[str]:
        """The words on show, oldest first."""
        return [line.notice.words for line in self._shown]

    def focus_newest(self) -> None:
        """Put the keyboard on the newest notice: on Undo, if it has it."""
        if self._shown:
            self._shown[-1].buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, notice: Notice) -> None:
        if self._shown and self._shown[-1].notice.words == notice.words:
            if not notice.undo:
                self._shown[-1].stay()
                return
            self._drop(self._shown[-1])  # the same once more, and only the newer can be taken back
        while len(self._shown) >= SHOWN:
            self._drop(next((line for line in self._shown if not line.notice.stays), self._shown[0]))
        line = _Line(notice, self)
        line.gone.connect(lambda: self._drop(line))
        line.undo.connect(lambda: self._undo(line))
        self._shown.append(line)
        self.layout().addWidget(line)  # type: ignore[union-attr]
        line.show()
        self.show()
        self.raise_()
        self.place()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, notice.words))

    def _overtake(self) -> None:
        for line in self._shown:
            line.lose_undo()

    def _undo(self, line: _Line) -> None:
        self._drop(line)
        self.undo.emit()

    def _drop(self, line: _Line) -> None:
        if line not in self._shown:
            return
        self._shown.remove(line)
        line.hide()
        line.setParent(None)
        line.deleteLater()
        self.setVisible(bool(self._shown))
        self.place()

    def _clear(self) -> None:
        for line in tuple(self._shown):
            self._drop(line)

    def place(self) -> None:
        """Sit in the middle of the parent's foot."""
        around = self.parentWidget()
        if around is None or not self._shown:
            return
        width = min(720, around.width() - 48)
        self.setFixedWidth(max(240, width))
        self.adjustSize()
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - 56)


class _Line(QFrame):
    """One notice: an icon, the words, Undo, and a cross."""

    gone = Signal()
    undo = Signal()

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setProperty("role", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        mark = Sign({"trouble": "warning", "done": "check"}.get(notice.tone, "info"), "tip_text", 18)
        words = label(notice.words, wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words, 1)
        self.buttons: list[QPushButton | QToolButton] = []
        self._undo = QPushButton("Undo")
        self._undo.setAccessibleName(f"Undo: {notice.words}")
        self._undo.clicked.connect(self.undo)
        if notice.undo:
            row.addWidget(self._undo)
            self.buttons.append(self._undo)
        cross = QToolButton()
        icons.set_icon(cross, "close", "tip_text")
        cross.setAccessibleName("Dismiss this notice")
        cross.setToolTip("Dismiss")
        cross.clicked.connect(self.gone)
        row.addWidget(cross, 0, Qt.AlignmentFlag.AlignVCenter)
        self.buttons.append(cross)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(1000 * (SECONDS_OF_TROUBLE if notice.tone == "trouble" else SECONDS))
        self._timer.timeout.connect(self._over)
        self.stay()

    def stay(self) -> None:
        """Start the time over."""
        if not self.notice.stays:
            self._timer.start()

    def lose_undo(self) -> None:
        """Keep the words, but no longer offer to take it back."""
        if self._undo in self.buttons:
            self.buttons.remove(self._undo)
            self._undo.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.gone.emit()
        else:
            super().keyPressEvent(event)

    def _over(self) -> None:
        if self.underMouse() or self._has_focus():
            self.stay()  # somebody is reading it, or about to press its button
        else:
            self.gone.emit()

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)
