"""What a user does on the board, and what they then see, as text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from program.names import short_name
from program.program import Program
from program.records import Host, Person, Placement
from ui.board import spoken
from ui.board.look import Rows
from ui.board.page import BoardPage
from ui.desk import Desk

PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


class Board:
    """A board on screen and two hands for it: one at the pointer, one at the keys."""

    def __init__(self, qtbot: QtBot, desk: Desk, page: BoardPage) -> None:
        self.qtbot = qtbot
        self.desk = desk
        self.book = desk.book
        self.page = page
        self.view = page.view
        self.said: list[str] = []
        page.view.gestures.announced.connect(self.said.append)

    @property
    def program(self) -> Program:
        return self.desk.program()

    def settle(self) -> None:
        """Wait until the board has nothing left to work out."""
        self.page.finish()

    # ---- seeing ----------------------------------------------------------------------------------------------------

    def seen(self) -> str:
        """The board as the model shows it: a line a row, a column a cycle; * pinned, ! against a rule."""
        sheet = self.page.model.sheet
        lines = []
        for row, where in enumerate(sheet.rows):
            if where.heading:
                lines.append(f"= {where.title}")
                continue
            name = where.title.split()[0] if where.lane == 0 else '"'
            cells = [self._cell(sheet.card(row, column)) for column in range(len(sheet.columns))]
            lines.append(f"{name:<6} " + " ".join(f"{cell:<14}" for cell in cells).rstrip())
        return "\n".join(lines)

    def _cell(self, card: Placement | None) -> str:
        if card is None:
            return "·"
        by_mentee = self.page.model.sheet.look.rows is Rows.MENTEE
        who = "" if by_mentee else self.program.title(Person, card.person).split()[0] + " "
        mentor = short_name(self.program.title(Person, card.mentor)).split()[-1] if card.mentor else "–"
        broken = "!" if self.page.judgements.broken(card.id) else ""
        return f"{who}{self.program.title(Host, card.host)[:3]}/{mentor}" + ("*" if card.pinned else "") + broken

    def verdicts(self) -> str:
        """What every cell says while a card is in the air, in its own few words."""
        lift = self.view.gestures.lift
        assert lift is not None, "no card is in the air"
        self.settle()
        sheet = lift.sheet
        lines = []
        for row, where in enumerate(sheet.rows):
            if where.heading:
                continue
            cells = []
            for column in range(len(sheet.columns)):
                cell = (row, column)
                if lift.leaves(cell):
                    cells.append("(here)")
                    continue
                known = lift.known(cell)
                cells.append(f"{known.outcome}: {spoken.told(lift.program, known)}" if known else "?")
            lines.append(f"{where.title.split()[0]:<5}" + " | ".join(cells))
        return "\n".join(lines)

    def at(self, card: str) -> QPoint:
        """Where a card lies in the viewport."""
        return self.view.visualRect(self.page.model.index_of(card)).center()

    def cell(self, key: str, cycle: str, lane: int = 0) -> QPoint:
        """Where a cell lies in the viewport."""
        sheet = self.page.model.sheet
        row, column = sheet.row_of(key, lane), sheet.column_of(cycle)
        assert row is not None and column is not None
        return self.view.visualRect(self.page.model.index(row, column)).center()

    def panel_text(self) -> str:
        """Everything the inspector says."""
        panel = self.page.inspector()
        self.qtbot.waitUntil(lambda: not self.page.panel.pending)
        self.settle()
        labels = [each.text() for each in panel.findChildren(QLabel) if each.isVisibleTo(panel)]
        buttons = [each.text() for each in panel.findChildren(QAbstractButton) if each.isVisibleTo(panel)]
        return "\n".join(text for text in (*labels, *buttons) if text)

    # ---- pointer ---------------------------------------------------------------------------------------------------

    def click(self, card: str, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, modifiers, self.at(card))

    def lift(self, card: str, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press on a card and move a little."""
        start = self.at(card)
        QTest.mousePress(self.view.viewport(), LEFT, modifiers, start)
        self._move(start + QPoint(8, 6), modifiers)
        self._move(start + QPoint(16, 12), modifiers)

    def hover(self, where: QPoint, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        self._move(where, modifiers)

    def release(self, where: QPoint, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        self._move(where, modifiers)
        QTest.mouseRelease(self.view.viewport(), LEFT, modifiers, where)
        self.settle()

    def drag(self, card: str, where: QPoint, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Lift, carry and drop in one go."""
        self.lift(card, modifiers)
        self.release(where, modifiers)

    def _move(self, where: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        viewport = self.view.viewport()
        point = QPointF(where)
        event = QMouseEvent(
            QEvent.Type.MouseMove, point, viewport.mapToGlobal(point), Qt.MouseButton.NoButton, LEFT, modifiers
        )
        QApplication.sendEvent(viewport, event)

    def set(self, field: str, words: str) -> None:
        """Choose in one of the fields above the board."""
        (box,) = (box for box in self.page.filters.findChildren(QComboBox) if box.accessibleName() == field)
        box.setCurrentIndex(box.findText(words))
        box.activated.emit(box.currentIndex())
        self.settle()

    def press(self, words: str) -> None:
        """Press what the inspector offers under these words."""
        self.panel_text()
        (button,) = (each for each in self.page.panel.findChildren(QAbstractButton) if each.text() == words)
        button.click()
        self.settle()

    def edit(self, field: str, value: str) -> None:
        """Choose in a field of the form for the chosen card."""
        self.page.panel.edit()
        box = self.page.panel.field(field)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        self.settle()

    # ---- keys ------------------------------------------------------------------------------------------------------

    def keys(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        for key in keys:
            QTest.keyClick(self.view, key, modifiers)
        self.settle()

    def stand_on(self, card: str) -> None:
        """Walk the keyboard onto a card."""
        self.view.choose([card])
        self.view.setFocus()
