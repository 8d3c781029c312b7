"""What the board's view looks like: headers, delegate, sizes, and paints that never hold up the hand."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from time import perf_counter

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui.board.delegate import BoardDelegate
from ui.board.faces import Face
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


class BoardCanvas(QTableView):
    """Shows a `BoardModel` in a look; knows where each cell lies on screen, and nothing of what is done with it."""

    def __init__(
        self, model: BoardModel, judgements: Judgements, idle: Idle, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._model = model
        self._idle = idle
        self.matches = Matches(judgements)
        self._measures = measures(look.zoom, look.density)
        self._names = Names(self.matches, self._measures, self)
        self._cycles = Cycles(self._measures, self)
        self._cells = BoardDelegate(judgements, self.matches, self._measures, self)
        dress(self, "plain")
        self.setVerticalHeader(self._names)
        self.setHorizontalHeader(self._cycles)
        self.setItemDelegate(self._cells)
        self.setModel(model)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._corner = corner(self)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
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
        """Give the columns the width there is, but no less than a card needs; a little less if all are seen then."""
        columns = len(self.sheet.columns)
        if not columns:
            return
        m = self._measures
        room = self.viewport().width() - m.tally
        least = m.column_tight if room // columns >= m.column_tight else m.column
        width = max(least, min(room // columns, round(m.column * 1.9)))
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

    # ---- within ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        cells = self._cells
        cells.ratio = self.devicePixelRatioF()
        cells.deadline = perf_counter() + PATIENCE
        super().paintEvent(event)
        cells.deadline = inf
        if cells.behind:
            self._idle.start("draw", self._catch_up())

    def _catch_up(self) -> Iterator[None]:
        """Draw what paints had no time for."""
        while self._cells.behind:
            cell = self._cells.behind.pop()
            self._cells.prepare(cell, self.card_area(cell).size())
            self.update_cell(cell)
            yield

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
        """A wide window has room for titles too; in a narrow one names give way if all columns are seen then."""
        m = self._measures
        rest = self.width() - m.tally - self.verticalScrollBar().sizeHint().width()
        columns = len(self.sheet.columns)
        fits = rest - columns * m.column_tight >= m.names_tight
        least = min(m.names, max(m.names_tight, rest - columns * m.column)) if fits else m.names
        width = max(least, min(self.width() // 6, round(m.names * 1.4)))
        if self._names.width() != width:
            self._names.setFixedWidth(width)
            self.updateGeometries()

    def _match(self) -> None:
        self.matches.follow(self.sheet, self._look.show, self._look.text)
        self.viewport().update()
        self._names.viewport().update()

    def _refreshed(self) -> None:
        sheet = self.sheet
        if self._cells.versus is not self._model.versus:
            self._cells.versus = self.matches.versus = self._model.versus
            self.viewport().update()
        if self._cells.sheet is not sheet:
            self._cells.sheet = self._names.sheet = self._cycles.sheet = sheet
            self._match()
            self._corner.setText(sheet.look.rows.label)
            self._cycles.viewport().update()
            self._names.viewport().update()
