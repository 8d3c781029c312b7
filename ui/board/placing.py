"""The choice for an empty cell: the best hosts with mentors for a mentee, or the mentees who lack a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from program.commands import Place
from program.fits import Fit, Fits
from program.names import short_name
from program.records import Person, Placement, Role, new_id
from program.rules import unplaced_of
from program.verdict import Outcome, verdict
from ui import icons
from ui.board import spoken
from ui.board.faces import SIGNS
from ui.board.idle import Idle
from ui.board.look import Rows
from ui.board.sheet import Cell, Gap
from ui.parts.labels import label
from ui.theme import GRID, dress, theme

if TYPE_CHECKING:
    from ui.board.plans import Plans
    from ui.board.view import BoardView

SHOWN = 12
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WIDTH, _HEIGHT = 372, 372
_PLACEMENT = Qt.ItemDataRole.UserRole
_POINTS = Qt.ItemDataRole.UserRole + 1


class Placing(QFrame):
    """A small panel under the cell: type to narrow down, Enter to place, Escape to leave it."""

    def __init__(self, desk: Plans, idle: Idle, view: BoardView, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._desk = desk
        self._idle = idle
        self._view = view
        self._fits: Fits | None = None
        self._candidates: list[Placement] = []
        dress(self, "card")
        self.setAccessibleName("Place somebody")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        self._title = label("", "strong")
        self._field = QLineEdit()
        self._field.setAccessibleName("Narrow down by name")
        self._field.setPlaceholderText("Type to narrow down")
        self._field.textChanged.connect(lambda _: self._list())
        self._field.installEventFilter(self)
        self._listed = QListWidget()
        self._listed.setAccessibleName("Possible places")
        self._listed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._listed.setItemDelegate(_Offer(self._listed))
        self._listed.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self._listed, "plain")
        self._listed.itemClicked.connect(lambda _: self._place())
        self._listed.itemActivated.connect(lambda _: self._place())
        for widget in (self._title, self._field, self._listed):
            column.addWidget(widget)
        self.hide()

    def possible(self, cell: Cell | None) -> bool:
        """Whether somebody could be placed in this cell."""
        sheet = self._view.sheet
        return (
            cell is not None
            and cell[1] < len(sheet.columns)
            and not sheet.rows[cell[0]].heading
            and sheet.card(*cell) is None
            and sheet.gap(*cell) in (Gap.FREE, Gap.AWAY)
        )

    def open(self, cell: Cell) -> None:
        """Show the choice for an empty cell."""
        if not self.possible(cell):
            return
        sheet = self._view.sheet
        row, cycle = sheet.rows[cell[0]], sheet.columns[cell[1]]
        self._fits, self._candidates = None, []
        if sheet.look.rows is Rows.MENTEE:
            self._title.setText(f"Place {row.title} in {cycle.name}")
            fits = Fits(sheet.program, Placement(new_id(), person=row.key, cycle=cycle.id))
            self._idle.start("fits", self._search(fits))
        else:
            self._title.setText(f"Place somebody with {row.title} in {cycle.name}")
            self._idle.start("fits", self._lacking(row.key, cycle.id))
        self._field.clear()
        self._listed.clear()
        self._set_under(cell)
        self.show()
        self.raise_()
        self._field.setFocus()

    def close_(self) -> None:
        """Leave it; the keyboard goes back to the board."""
        if self.isVisible():
            self._idle.stop("fits")
            self._view.setFocus()
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and not self._listed.underMouse():
            self.close_()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Escape:
                    self.close_()
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._place()
                    return True
                case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                    self._step({Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0) or _page(event))
                    return True
        return super().eventFilter(watched, event)

    # ---- what is offered -------------------------------------------------------------------------------------------

    def _search(self, fits: Fits) -> Iterator[None]:
        yield from fits.steps()
        self._fits = fits
        self._list()

    def _lacking(self, key: str, cycle: str) -> Iterator[None]:
        """By host and by mentor: who has no place in this cycle, the best fitting first."""
        sheet = self._view.sheet
        program = sheet.program
        by_host = sheet.look.rows is Rows.HOST
        found: list[tuple[float, str, Placement]] = []
        for person in program.people(Role.MENTEE):
            if any(finding.cycle == cycle for finding in unplaced_of(program, person)):
                draft = Placement(
                    new_id(), person=person.id, cycle=cycle, host=key if by_host else "", mentor="" if by_host else key
                )
                answer = verdict(program, Place((draft,)))
                weight = answer.points - (100 if answer.outcome is Outcome.BLOCKED else 0)
                found.append((-weight, person.name.casefold(), draft))
            yield
        self._candidates = [draft for _, _, draft in sorted(found, key=lambda each: each[:2])]
        self._list()

    def _offers(self, words: str) -> list[tuple[Placement, str]]:
        program = self._view.sheet.program
        if self._fits is not None:
            return [(self._fits.placed(fit), _worded(fit)) for fit in self._fits.best(SHOWN, words)]
        wanted = words.casefold().split()
        named = ((draft, program.title(Person, draft.person)) for draft in self._candidates)
        return [each for each in named if all(word in each[1].casefold() for word in wanted)][:SHOWN]

    def _list(self) -> None:
        program = self._view.sheet.program
        self._listed.clear()
        for draft, words in self._offers(self._field.text()):
            answer = verdict(program, Place((draft,)))
            role, icon = SIGNS[answer.outcome]
            free = answer.outcome is Outcome.FREE
            dearest = min(answer.costs, key=lambda cost: cost.points).short if answer.costs else ""
            told = dearest if free else spoken.told(program, answer)
            said = f" · {told}" if told else ""
            item = QListWidgetItem(icons.icon(icon, role), f"{words}{said}")
            item.setData(_PLACEMENT, draft)
            item.setData(_POINTS, spoken.points(answer.points))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {spoken.verdict(program, answer)}")
            self._listed.addItem(item)
        if not self._listed.count():
            item = QListWidgetItem("Nothing fits these words" if self._field.text() else "Nobody and nothing is free")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._listed.addItem(item)
        self._listed.setCurrentRow(0)

    # ---- choosing --------------------------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        row = min(max(self._listed.currentRow() + by, 0), self._listed.count() - 1)
        self._listed.setCurrentRow(row)

    def _place(self) -> None:
        draft = self._listed.currentIndex().data(_PLACEMENT)
        if not isinstance(draft, Placement):
            return
        self.close_()
        if self._desk.do(Place((draft,))) is not None:
            self._view.choose([draft.id])

    def _set_under(self, cell: Cell) -> None:
        """Below the cell, or above it where there is more room, and always within the board."""
        self._view.scrollTo(self._view.model().index(*cell))
        area = self._view.card_area(cell)
        whole = self._page
        corner = self._view.viewport().mapTo(whole, area.topLeft())
        below, above = corner.y() + area.height() + 4, corner.y() - 4
        room = whole.height() - below
        height = min(_HEIGHT, max(room, above))
        x = min(corner.x(), whole.width() - _WIDTH)
        y = below if room >= min(_HEIGHT, above) else above - height
        self.setGeometry(max(0, x), max(0, y), min(_WIDTH, whole.width()), height)


class _Offer(QStyledItemDelegate):
    """An offer with its points at the right end."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        figure = index.data(_POINTS) or ""
        font = theme().font("strong")
        room = QFontMetrics(font).horizontalAdvance(figure) + 2 * GRID
        whole = QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, theme().colour("selection"))
        option.rect = whole.adjusted(0, 0, -room, 0)
        super().paint(painter, option, index)
        painter.setFont(font)
        painter.setPen(theme().colour("text"))
        painter.drawText(whole.adjusted(0, 0, -GRID, 0), int(_RIGHT), figure)


def _worded(fit: Fit) -> str:
    seats = f"{fit.left} seat{'' if fit.left == 1 else 's'}"
    return f"{fit.host.name} with {short_name(fit.mentor.name)}, {seats}"


def _page(event: QKeyEvent) -> int:
    return -6 if event.key() == Qt.Key.Key_PageUp else 6
