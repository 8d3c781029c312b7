"""The board itself: an item view with frozen headers, in which cards are walked, chosen, lifted and dropped."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from program.commands import Mode
from program.records import Placement
from ui.board.canvas import BoardCanvas
from ui.board.gestures import Gestures
from ui.board.idle import Idle
from ui.board.judgements import Judgements
from ui.board.look import Look
from ui.board.model import BoardModel
from ui.board.sheet import Cell
from ui.board.walking import KEYS, following

_KEEP = QItemSelectionModel.SelectionFlag.NoUpdate
_ONLY = QItemSelectionModel.SelectionFlag.ClearAndSelect


class BoardView(BoardCanvas):
    """Shows a `BoardModel`. Keys and pointer do the same things; what they mean is in `Gestures`."""

    opened = Signal(object)
    """A cell was double-clicked, or Enter was pressed on it."""
    menu_wanted = Signal(object)
    """A menu for the chosen cards is wanted at this point of the screen."""
    zoomed = Signal(int)
    """Larger (+1), smaller (−1), or back (0)."""

    def __init__(
        self, model: BoardModel, judgements: Judgements, idle: Idle, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, judgements, idle, look, parent)
        self._postponed: QMouseEvent | None = None
        self._anchor: Cell | None = None
        self.setAccessibleName("Board")
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.gestures = Gestures(self, idle)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.gestures.scrolled)

    # ---- what is chosen --------------------------------------------------------------------------------------------

    def chosen(self) -> list[Placement]:
        """The selected cards, in reading order."""
        found = sorted((index.row(), index.column()) for index in self.selectionModel().selectedIndexes())
        cards = (self.sheet.card(*cell) for cell in found)
        return [card for card in cards if card is not None]

    def is_chosen(self, card: Placement) -> bool:
        """Whether a card is selected."""
        index = self._model.index_of(card.id)
        return index.isValid() and self.selectionModel().isSelected(index)

    def choose(self, ids: list[str], *, scroll: bool = True) -> None:
        """Select cards; the first becomes the one the keyboard stands on."""
        indexes = [index for index in map(self._model.index_of, ids) if index.isValid()]
        picked = QItemSelection()
        for index in indexes:
            picked.select(index, index)
        self.selectionModel().select(picked, _ONLY)
        if indexes:
            self.selectionModel().setCurrentIndex(indexes[0], _KEEP)
            if scroll:
                self.scrollTo(indexes[0])

    def go_to(self, cell: Cell) -> None:
        """Set the keyboard on a cell and select it alone."""
        index = self._model.index(*cell)
        self.selectionModel().setCurrentIndex(index, _ONLY)
        self.scrollTo(index)

    @property
    def here(self) -> Cell | None:
        """The cell the keyboard stands on."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    # ---- pointer ---------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.gestures.lift is not None:
            self.gestures.put_back()
            return
        hand = event.position().toPoint()
        index = self.indexAt(hand)
        card = self._model.card_at(index)
        self._postponed = None
        if event.button() is Qt.MouseButton.LeftButton and card is not None:
            self.gestures.press(hand, card)
            held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
            if held or self.selectionModel().isSelected(index):
                # Lifting several cards must not unselect them; whether this is a click shows at the release.
                self._postponed = event.clone()
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton and self.gestures.holds:
            self.gestures.move(hand, event.modifiers())
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.gestures.release(event.position().toPoint(), event.modifiers()):
            self._postponed = None
            return
        if self._postponed is not None:
            pressed, self._postponed = self._postponed, None
            super().mousePressEvent(pressed)
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.gestures.forget_press()
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self.opened.emit((index.row(), index.column()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.gestures.put_back()
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        here = self.here
        point = self.card_area(here).center() if keyboard and here is not None else event.pos()
        index = self.indexAt(point)
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.go_to((index.row(), index.column()))
        self.menu_wanted.emit(self.viewport().mapToGlobal(point))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            return
        super().wheelEvent(event)

    # ---- keyboard --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.gestures.key(event, down=True):
            return
        lifted = self.gestures.lift is not None
        match event.key():
            case Qt.Key.Key_Escape if lifted:
                self.gestures.put_back()
            case Qt.Key.Key_Space if not lifted:
                card = self._model.card_at(self.currentIndex())
                if card is not None:
                    self.gestures.take(card)
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter if lifted and not self.gestures.by_pointer:
                self.gestures.drop(self.here, _mode(event))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not lifted:
                if self.here is not None:
                    self.opened.emit(self.here)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab if lifted:
                self.gestures.put_back()
            case key if key in KEYS and not self.gestures.by_pointer:
                self._walk(event)
            case _ if lifted:
                event.accept()
            case _:
                super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.gestures.key(event, down=False):
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        first = following(self.sheet, None, Qt.Key.Key_Home, far=True)
        if not self.currentIndex().isValid() and first is not None:
            self.go_to(first)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MouseFocusReason):
            self.gestures.put_back()
        super().focusOutEvent(event)

    def _walk(self, event: QKeyEvent) -> None:
        lifted = self.gestures.lift is not None
        far = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        page = max(1, self.viewport().height() // max(1, self._measures.row) - 1)
        cell = following(self.sheet, self.here, Qt.Key(event.key()), far=far, page=page)
        if cell is None:
            return
        index = self._model.index(*cell)
        if lifted:
            self.selectionModel().setCurrentIndex(index, _KEEP)
            self.scrollTo(index)
            self.gestures.carry(cell)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            start = self.selectionModel().currentIndex()
            anchor = self._anchor if self._anchor is not None else (start.row(), start.column())
            self._anchor = anchor
            picked = QItemSelection(
                self._model.index(min(anchor[0], cell[0]), min(anchor[1], cell[1])),
                self._model.index(max(anchor[0], cell[0]), max(anchor[1], cell[1])),
            )
            self.selectionModel().setCurrentIndex(index, _KEEP)
            self.selectionModel().select(picked, _ONLY)
            self.scrollTo(index)
        else:
            self._anchor = None
            self.selectionModel().setCurrentIndex(index, _ONLY)
            self.scrollTo(index)


def _mode(event: QKeyEvent) -> Mode:
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return Mode.SWAP
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return Mode.RIPPLE
    return Mode.MOVE
