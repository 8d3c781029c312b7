"""Lifting, carrying and dropping cards: the one road for mouse and keyboard, which ends where the command begins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from program.commands import Mode
from program.program import Program
from program.records import Placement
from ui.board import spoken
from ui.board.faces import card_face
from ui.board.ghost import Ghost
from ui.board.idle import Idle
from ui.board.lift import Lift
from ui.board.sheet import Cell

if TYPE_CHECKING:
    from ui.board.view import BoardView

_EDGE = 36  # pixels from the rim in which the board scrolls by itself
_TICK = 16  # milliseconds between two steps of scrolling


class Gestures(QObject):
    """Holds the card in the air. Nothing is changed here: a drop is handed out as a command."""

    lifted = Signal(object)
    """A `Lift` has begun."""
    hovered = Signal(object, object)
    """The lift and the cell it is over (None: over no cell); also when the mode changes."""
    ended = Signal()
    """The lift is over, dropped or put back."""
    dropped = Signal(object, object)
    """A `MovePlacements` to carry out, and the cell it was dropped on."""
    announced = Signal(str)
    """What a screen reader is told."""

    def __init__(self, view: BoardView, idle: Idle) -> None:
        super().__init__(view)
        self._view = view
        self._idle = idle
        self._pressed: tuple[QPoint, Placement] | None = None
        self._hand = QPoint()
        self.lift: Lift | None = None
        self.cell: Cell | None = None
        self.by_keys = False
        self._ghost = Ghost(view.viewport())
        self._scroll = QTimer(self)
        self._scroll.setInterval(_TICK)
        self._scroll.timeout.connect(self._scrolled)

    # ---- pointer ---------------------------------------------------------------------------------------------------

    def press(self, hand: QPoint, card: Placement) -> None:
        """The button went down on a card."""
        self._pressed = (hand, card)

    @property
    def by_pointer(self) -> bool:
        """Whether it is the pointer that has a card in the air."""
        return self.lift is not None and not self.by_keys

    @property
    def holds(self) -> bool:
        """Whether the pointer has a card: pressed, or in the air."""
        return self._pressed is not None or self.by_pointer

    def move(self, hand: QPoint, modifiers: Qt.KeyboardModifier) -> bool:
        """The pointer moved with the button down; whether a card is in the air."""
        self._hand = hand
        if self.lift is None and self._pressed is not None:
            start, card = self._pressed
            if (hand - start).manhattanLength() < QApplication.startDragDistance():
                return False
            self._begin(card, by_keys=False)
            self._take_up(card, start)
        if self.lift is None:
            return False
        self._set_mode(_mode(modifiers))
        self._ghost.follow(hand)
        self._over(self._view.cell_under(hand))
        self._edge()
        return True

    def release(self, hand: QPoint, modifiers: Qt.KeyboardModifier) -> bool:
        """The button went up; whether a card was in the air."""
        self._pressed = None
        if self.lift is None or self.by_keys:
            return False
        self._set_mode(_mode(modifiers))
        self.drop(self._view.cell_under(hand))
        return True

    def forget_press(self) -> None:
        """What was pressed is not going to be lifted."""
        self._pressed = None

    # ---- keyboard --------------------------------------------------------------------------------------------------

    def take(self, card: Placement) -> None:
        """Lift by keyboard."""
        self._begin(card, by_keys=True)
        assert self.lift is not None
        self._take_up(card, self._view.card_area(self.lift.origin).center())
        self.carry(self.lift.origin, say=False)

    def carry(self, cell: Cell, *, say: bool = True) -> None:
        """Move the card in the air to a cell by keyboard."""
        if self.lift is None:
            return
        self._ghost.over(self._view.card_area(cell))
        self._over(cell)
        if say:
            self.say(spoken.over(self.lift, cell))

    def key(self, event: QKeyEvent, *, down: bool) -> bool:
        """Ctrl and Shift change what a drop means while they are held; whether the key was one of them."""
        modes = {Qt.Key.Key_Control: Mode.SWAP, Qt.Key.Key_Shift: Mode.RIPPLE}
        mode = modes.get(Qt.Key(event.key()))
        if self.lift is None or mode is None:
            return False
        self._set_mode(mode if down else _mode(event.modifiers() & ~_modifier(mode)))
        return True

    # ---- the end ---------------------------------------------------------------------------------------------------

    def drop(self, cell: Cell | None, mode: Mode | None = None) -> None:
        """Let the card fall on a cell; where that changes nothing, or is no cell, it is put back."""
        lift = self.lift
        if lift is None:
            return
        if mode is not None:
            lift.mode = mode
        command = lift.command(cell) if cell is not None else None
        if cell is None or command is None or lift.at_origin(cell):
            self.put_back()
            return
        self._over_now(landing=cell)
        self.dropped.emit(command, cell)

    def put_back(self) -> None:
        """End the lift; nothing has happened."""
        if self.lift is None:
            self._pressed = None
            return
        origin, by_keys = self.lift.origin, self.by_keys
        self._over_now(landing=origin)
        if by_keys:
            self._view.go_to(origin)
        self.say("Put back")

    def say(self, words: str) -> None:
        """Tell a screen reader."""
        self.announced.emit(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, words))

    # ---- within ----------------------------------------------------------------------------------------------------

    def _begin(self, card: Placement, *, by_keys: bool) -> None:
        cards = (card, *(other for other in self._view.chosen() if other.id != card.id))
        if not self._view.is_chosen(card):
            cards = (card,)
        self._pressed = None
        self.by_keys = by_keys
        self.lift = Lift(self._view.sheet, cards)
        self.cell = None
        self._view.set_lift(self.lift)
        self.lifted.emit(self.lift)
        self.say(spoken.lifted(self.lift))
        self._answer()

    def _take_up(self, card: Placement, held: QPoint) -> None:
        lift = self.lift
        assert lift is not None
        area = self._view.card_area(lift.origin)
        face = card_face(lift.sheet, card, "")
        picture = self._view.picture(face, area.size())
        self._ghost.lift(picture, area.size(), held - area.topLeft(), len(lift.cards) - 1)
        self._ghost.follow(held)

    def _set_mode(self, mode: Mode) -> None:
        if self.lift is None or self.lift.mode is mode:
            return
        self.lift.mode = mode
        self._view.viewport().update()
        cell, self.cell = self.cell, None
        self._over(cell)
        if self.by_keys and cell is not None:
            self.say(spoken.over(self.lift, cell))
        self._answer()

    def _over(self, cell: Cell | None) -> None:
        if self.lift is None or cell == self.cell:
            return
        before, self.cell = self.cell, cell
        if cell is not None:
            self.lift.verdict(cell)
        self._view.set_hovered(before, cell)
        self.hovered.emit(self.lift, cell)

    def prepare(self, program: Program) -> None:
        """Have ready, in idle slices, what answers all cells of the next lifted card at once."""
        self._idle.start("tables", _tables(program))

    def _answer(self) -> None:
        """Colour all cells, and then have the rules say in idle slices why, the nearest of the visible cells first."""
        if self.lift is not None:
            self._idle.start("lift", self._verdicts(self.lift))

    def _verdicts(self, lift: Lift) -> Iterator[None]:
        if lift.look_over():
            self._view.viewport().update()
            yield
        centre = self.cell or lift.origin
        cells = sorted(self._view.visible_cells(), key=lambda cell: abs(cell[0] - centre[0]) + abs(cell[1] - centre[1]))
        for cell in cells:
            if self.lift is not lift:
                return
            if lift.known(cell) is None and not lift.leaves(cell):
                lift.verdict(cell)
                self._view.update_cell(cell)
                yield

    def scrolled(self) -> None:
        """Other cells have come into view."""
        if self.lift is not None:
            self._answer()

    def _edge(self) -> None:
        if self._pull() != QPoint():
            self._scroll.start()
        else:
            self._scroll.stop()

    def _pull(self) -> QPoint:
        """How far to scroll in one tick: the further out the hand, the faster."""
        area = self._view.viewport().rect()
        return QPoint(_beyond(self._hand.x(), area.width()), _beyond(self._hand.y(), area.height()))

    def _scrolled(self) -> None:
        pull = self._pull()
        if self.lift is None or self.by_keys or pull == QPoint():
            self._scroll.stop()
            return
        for bar, step in ((self._view.horizontalScrollBar(), pull.x()), (self._view.verticalScrollBar(), pull.y())):
            bar.setValue(bar.value() + step)
        self._over(self._view.cell_under(self._hand))

    def _over_now(self, landing: Cell) -> None:
        self._scroll.stop()
        self._idle.stop("lift")
        area: QRect = self._view.card_area(landing)
        self.lift = None
        self.cell = None
        self._view.set_lift(None)
        self._ghost.settle(area)
        self.ended.emit()


def _tables(program: Program) -> Iterator[None]:
    """The steps; the first imports the library for tables, which no window needs to open."""
    yield
    from program.planning.live import live_steps

    yield
    yield from live_steps(program)


def _mode(modifiers: Qt.KeyboardModifier) -> Mode:
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return Mode.SWAP
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return Mode.RIPPLE
    return Mode.MOVE


def _modifier(mode: Mode) -> Qt.KeyboardModifier:
    return Qt.KeyboardModifier.ControlModifier if mode is Mode.SWAP else Qt.KeyboardModifier.ShiftModifier


def _beyond(at: int, length: int) -> int:
    if at < _EDGE:
        return -((_EDGE - at) // 3 + 2)
    if at > length - _EDGE:
        return (at - length + _EDGE) // 3 + 2
    return 0
