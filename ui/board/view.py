"""The board itself: an item view with frozen headers, in which cards are walked, chosen, lifted and dropped."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from time import perf_counter

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from program.commands import Mode
from program.records import Placement
from ui.board.delegate import BoardDelegate
from ui.board.faces import Face
from ui.board.gestures import Gestures
from ui.board.headers import Cycles, Names, corner
from ui.board.idle import Idle
from ui.board.judgements import Judgements
from ui.board.lift import Lift
from ui.board.look import Look
from ui.board.matches import Matches
from ui.board.measures import measures
from ui.board.model import BoardModel, Index
from ui.board.sheet import Cell, Sheet
from ui.theme import dress, theme

PATIENCE = 0.0025
"""Seconds of one paint in which new pictures are begun."""

_KEEP = QItemSelectionModel.SelectionFlag.NoUpdate
_ONLY = QItemSelectionModel.SelectionFlag.ClearAndSelect


class BoardView(QTableView):
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
        super().__init__(parent)
        self._look = look
        self._model = model
        self.matches = Matches(judgements)
        self._measures = measures(look.zoom, look.density)
        self._names = Names(self.matches, self._measures, self)
        self._cycles = Cycles(self._measures, self)
        self._cells = BoardDelegate(judgements, self.matches, self._measures, self)
        self._idle = idle
        self._postponed: QMouseEvent | None = None
        dress(self, "plain")
        self.setAccessibleName("Board")
        self.setVerticalHeader(self._names)
        self.setHorizontalHeader(self._cycles)
        self.setItemDelegate(self._cells)
        self.setModel(model)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._corner = corner(self)
        self.gestures = Gestures(self, idle)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.gestures.scrolled)
            bar.valueChanged.connect(lambda _: idle.start("ahead", self.prepare()))
        model.modelReset.connect(self._laid_out)
        model.rowsInserted.connect(self._laid_out)
        model.rowsRemoved.connect(self._laid_out)
        model.dataChanged.connect(self._refreshed)
        theme().changed.connect(self.viewport().update)
        self._laid_out()

    # ---- what is shown ---------------------------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        """The sheet in front."""
        return self._model.sheet

    def show_look(self, look: Look) -> None:
        """Take over zoom, density and filters; rows and columns come from the model."""
        self._look = look
        self._measures = measures(look.zoom, look.density)
        self._names.measures = self._cycles.measures = self._cells.measures = self._measures
        self._match()
        self._laid_out()

    def fill(self) -> None:
        """Give the columns the width there is, but no less than a card needs."""
        columns = len(self.sheet.columns)
        if not columns:
            return
        m = self._measures
        room = self.viewport().width() - m.tally
        width = max(m.column, min(room // columns, round(m.column * 1.9)))
        self._cycles.setDefaultSectionSize(width)
        for column in range(columns):
            if self._cycles.sectionSize(column) != width:
                self._cycles.resizeSection(column, width)
        self._cycles.resizeSection(columns, m.tally)

    def cell_under(self, point: QPoint) -> Cell | None:
        """The cell a card could be dropped on at this point of the viewport."""
        if not self.viewport().rect().contains(point):
            return None
        index = self.indexAt(point)
        if not index.isValid() or index.column() >= len(self.sheet.columns) or self.sheet.rows[index.row()].heading:
            return None
        return index.row(), index.column()

    def card_area(self, cell: Cell) -> QRect:
        """Where a card lies in the viewport."""
        return self._cells.inner(self.visualRect(self._model.index(*cell)))

    def visible_cells(self) -> Iterator[Cell]:
        """All cells for cards that are on screen."""
        area = self.viewport().rect()
        first, last = self.rowAt(0), self.rowAt(area.bottom())
        left, right = self.columnAt(0), self.columnAt(area.right())
        if first < 0 or left < 0:
            return
        last = self._model.rowCount() - 1 if last < 0 else last
        right = len(self.sheet.columns) - 1 if right < 0 else min(right, len(self.sheet.columns) - 1)
        for row in range(first, last + 1):
            if not self.sheet.rows[row].heading:
                for column in range(left, right + 1):
                    yield row, column

    def _catch_up(self) -> Iterator[None]:
        """Draw what paints had no time for."""
        while self._cells.behind:
            cell = self._cells.behind.pop()
            self._cells.prepare(cell, self.card_area(cell).size())
            self.update_cell(cell)
            yield

    def prepare(self) -> Iterator[None]:
        """Draw, in idle slices, what comes into view with the next page up or down."""
        shown = list(self.visible_cells())
        if not shown or self._cells.lift is not None:
            return
        first, last = shown[0][0], shown[-1][0]
        columns = range(shown[0][1], shown[-1][1] + 1)
        size = self.card_area(shown[0]).size()
        page = last - first + 1
        for row in (*range(last + 1, last + 1 + page), *range(first - 1, first - 1 - page, -1)):
            if 0 <= row < len(self.sheet.rows) and not self.sheet.rows[row].heading:
                for column in columns:
                    self._cells.prepare((row, column), size)
                    yield

    def visible_cards(self) -> list[str]:
        """The ids of the cards on screen."""
        cards = (self.sheet.card(*cell) for cell in self.visible_cells())
        return [card.id for card in cards if card is not None]

    def picture(self, face: Face, size: QSize) -> QPixmap:
        """A face as a picture, for the card in the air."""
        return self._cells.pictures.of(face, size, self.devicePixelRatioF(), self._measures)

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

    # ---- a card in the air -----------------------------------------------------------------------------------------

    def set_lift(self, lift: Lift | None) -> None:
        """Show verdicts for this lift, or the plain board again."""
        self._cells.lift = lift
        self._cells.hovered = None
        cursor = Qt.CursorShape.ClosedHandCursor if lift is not None else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(cursor)
        self.viewport().update()

    def set_hovered(self, before: Cell | None, now: Cell | None) -> None:
        """The card in the air is over another cell."""
        self._cells.hovered = now
        for cell in (before, now):
            if cell is not None:
                self.update_cell(cell)

    def update_cell(self, cell: Cell) -> None:
        """Draw a cell anew."""
        self.viewport().update(self.visualRect(self._model.index(*cell)))

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
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter if lifted:
                self.gestures.drop(self.here, _mode(event))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.here is not None:
                    self.opened.emit(self.here)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab if lifted:
                self.gestures.put_back()
            case key if key in _WALKING:
                self._walk(event)
            case _ if lifted:
                event.accept()
            case _:
                super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.gestures.key(event, down=False):
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and (first := self._next(Qt.Key.Key_Home, far=True)) is not None:
            self.go_to(first)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MouseFocusReason):
            self.gestures.put_back()
        super().focusOutEvent(event)

    def _walk(self, event: QKeyEvent) -> None:
        lifted = self.gestures.lift is not None
        cell = self._next(Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
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

    _anchor: Cell | None = None

    def _next(self, key: Qt.Key, far: bool) -> Cell | None:
        """Where a key leads from here; headings and the tally column are stepped over."""
        rows = self.sheet.rows
        right = len(self.sheet.columns) - 1
        if right < 0 or not self.sheet.keys:
            return None
        row, column = self.here or (-1, 0)
        column = min(column, right)
        page = max(1, self.viewport().height() // max(1, self._measures.row) - 1)
        down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}.get(key, 0)
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        if key is Qt.Key.Key_Home:
            column, row = 0, 0 if far else row
        elif key is Qt.Key.Key_End:
            column, row = right, len(rows) - 1 if far else row
        row = min(max(row + down, 0), len(rows) - 1)
        column = min(max(column + across, 0), right)
        step = -1 if down < 0 or key is Qt.Key.Key_End else 1
        for way in (step, -step):
            place = row
            while 0 <= place < len(rows) and rows[place].heading:
                place += way
            if 0 <= place < len(rows):
                return place, column
        return None

    # ---- within ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        cells = self._cells
        cells.ratio = self.devicePixelRatioF()
        cells.deadline = perf_counter() + PATIENCE
        super().paintEvent(event)
        cells.deadline = inf
        if cells.behind:
            self._idle.start("draw", self._catch_up())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()
        self.fill()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._names.here, self._cycles.here = current.row(), current.column()
        self._names.viewport().update()
        self._cycles.viewport().update()

    def _laid_out(self) -> None:
        """Rows or columns are others, or of another size."""
        self._refreshed()
        m = self._measures
        self._names.setDefaultSectionSize(m.row)
        for place, row in enumerate(self.sheet.rows):
            wanted = m.heading if row.heading else m.row
            if self._names.sectionSize(place) != wanted:
                self._names.resizeSection(place, wanted)
        self._fit_names()
        self.updateGeometries()
        self.fill()
        self.viewport().update()

    def _fit_names(self) -> None:
        """A wide window has room for titles too."""
        m = self._measures
        width = max(m.names, min(self.width() // 6, round(m.names * 1.4)))
        if self._names.width() != width:
            self._names.setFixedWidth(width)
            self.updateGeometries()

    def _match(self) -> None:
        self.matches.follow(self.sheet, self._look.show, self._look.text)
        self.viewport().update()
        self._names.viewport().update()

    def _refreshed(self) -> None:
        sheet = self.sheet
        if self._cells.sheet is not sheet:
            self._cells.sheet = self._names.sheet = self._cycles.sheet = sheet
            self._match()
            self._corner.setText(sheet.look.rows.label)
            self._cycles.viewport().update()
            self._names.viewport().update()


_WALKING = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}


def _mode(event: QKeyEvent) -> Mode:
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return Mode.SWAP
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return Mode.RIPPLE
    return Mode.MOVE
