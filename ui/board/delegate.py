"""Paints the cells of the board: the face, and over it what the moment adds — chosen, focused, dimmed, in the air."""

from __future__ import annotations

from html import escape
from math import inf
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ui.board import spoken
from ui.board.faces import Face, GroundFace, OriginFace, TallyFace, card_face, change_face, gap_face, verdict_face
from ui.board.look import Rows
from ui.board.measures import Measures
from ui.board.pictures import Pictures
from ui.board.sheet import LOOSE
from ui.board.spoken import capital
from ui.theme import theme

if TYPE_CHECKING:
    from ui.board.judgements import Judgements
    from ui.board.lift import Lift
    from ui.board.matches import Matches
    from ui.board.sheet import Cell, Sheet
    from ui.board.versus import Versus

DIMMED = 0.28
UNCHANGED = 0.45
"""How much is left of a card that is the same in both plans; it is still to be read."""


class BoardDelegate(QStyledItemDelegate):
    """Draws what the sheet holds. `lift` and `hovered` are set while a card is in the air.

    After `deadline` (of `perf_counter`) no new picture is begun: the cell gets its bare ground and is noted in
    `behind`, so that however large the window is, one paint never holds up the hand.
    """

    def __init__(self, judgements: Judgements, matches: Matches, measures: Measures, parent: QObject) -> None:
        super().__init__(parent)
        self.measures = measures
        self.lift: Lift | None = None
        self.hovered: Cell | None = None
        self.versus: Versus | None = None
        self.pictures = Pictures()
        self._judgements = judgements
        self._matches = matches
        self.sheet: Sheet | None = None
        self.ratio = 1.0  # of the screen the board is on
        self.deadline = inf
        self.behind: set[Cell] = set()
        theme().changed.connect(self.pictures.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self.measures.column, self.measures.row)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        cell = (index.row(), index.column())
        rect: QRect = option.rect
        row = sheet.rows[cell[0]]
        if row.heading:
            self._heading(painter, rect, sheet, cell)
            return
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            # The view has coloured the whole cell; here it is the card that is chosen.
            painter.fillRect(rect, theme().colour("surface"))
        last_lane = cell[0] + 1 >= len(sheet.rows) or sheet.rows[cell[0] + 1].key != row.key
        if last_lane:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme().colour("line"))
        area = self.inner(rect)
        if cell[1] >= len(sheet.columns):
            if row.lane == 0 and row.key != LOOSE:
                tally = sheet.tally(cell[0])
                self._draw(painter, area, TallyFace(tally.part, tally.whole, sheet.look.rows is Rows.MENTEE), cell)
            return
        lift = self.lift
        dimmed = lift is None and self._matches.dims(cell)
        if dimmed:
            painter.setOpacity(DIMMED if self.versus is None else UNCHANGED)
        self._draw(painter, area, self._face(sheet, cell), cell)
        if dimmed:
            painter.setOpacity(1.0)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and lift is None
        if cell == self.hovered or (chosen and lift is None and sheet.card(*cell) is not None):
            self._ring(painter, area, "accent", 2)
        if focused:
            self._ring(painter, area.adjusted(-3, -3, 3, 3), "focus", 1.6)

    def inner(self, rect: QRect) -> QRect:
        """Where in a cell its card lies."""
        gap = self.measures.gap
        return rect.adjusted(gap, gap, -gap, -gap - 1)

    def _face(self, sheet: Sheet, cell: Cell) -> Face:
        lift = self.lift
        if lift is not None:
            if lift.leaves(cell):
                return OriginFace("will move away" if self.hovered != cell else "put back here")
            answer = lift.glance(cell)
            if answer is not None:
                return verdict_face(sheet, cell, answer)
        step = self.versus.at(sheet, cell) if self.versus is not None else None
        if step is not None and self.versus is not None:
            return change_face(sheet, self.versus.live, step.before, step.after)
        card = sheet.card(*cell)
        if card is None:
            return gap_face(sheet, cell)
        broken = self._judgements.broken(card.id)
        return card_face(sheet, card, broken[0].short if broken else "")

    def _draw(self, painter: QPainter, area: QRect, face: Face, cell: Cell) -> None:
        if not self.pictures.knows(face, area.size(), self.ratio, self.measures) and perf_counter() > self.deadline:
            self.behind.add(cell)
            face = GroundFace("line", "line")
        painter.drawPixmap(area.topLeft(), self.pictures.of(face, area.size(), self.ratio, self.measures))

    def prepare(self, cell: Cell, size: QSize) -> None:
        """Draw the picture of a cell before it is needed."""
        if self.sheet is not None and cell[0] < len(self.sheet.rows) and cell[1] < len(self.sheet.columns):
            self.pictures.of(self._face(self.sheet, cell), size, self.ratio, self.measures)

    def _ring(self, painter: QPainter, area: QRect, role: str, width: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour(role), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        painter.drawRoundedRect(
            QRectF(area).adjusted(half, half, -half, -half), self.measures.radius, self.measures.radius
        )

    def _heading(self, painter: QPainter, rect: QRect, sheet: Sheet, cell: Cell) -> None:
        painter.fillRect(rect, theme().colour("sunken"))
        if cell[1] >= len(sheet.columns):
            return
        painter.setFont(self.measures.tiny)
        painter.setPen(theme().colour("quiet"))
        words = sheet.group_words(*cell)
        painter.drawText(rect.adjusted(self.measures.pad, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The tip over a cell: the card in full, and every rule it breaks."""
        if self.sheet is None or not index.isValid() or self.lift is not None:
            return False
        cell = (index.row(), index.column())
        card = self.sheet.card(*cell)
        words = spoken.tip(self.sheet, cell, self._judgements.broken(card.id) if card is not None else ())
        step = self.versus.at(self.sheet, cell) if self.versus is not None else None
        if step is not None and self.versus is not None:
            words += f"\n{capital(self.versus.words(step))}"
        # A tip guesses whether it is given markup; names must not be able to make it guess wrong.
        QToolTip.showText(event.globalPos(), f"<qt>{escape(words).replace(chr(10), '<br>')}</qt>", view)
        return True
