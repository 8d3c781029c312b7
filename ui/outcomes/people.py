"""The mentees at the left of the exposure ledger, those who have met the fewest functions first."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from program.metrics.figure import Scope
from program.metrics.scope import mentees
from program.names import counted
from program.program import Program
from program.records import Cohort, Cycle, Host
from ui.outcomes.halves import SideList
from ui.parts.searching import fold, holds
from ui.theme import GRID, theme

Index = QModelIndex | QPersistentModelIndex
WIDTH = 268
_HIGH, _DOT, _DOTS = 46, 7, 6
_WHO = Qt.ItemDataRole.UserRole


class Who(msgspec.Struct, frozen=True):
    """A mentee in the list: how many functions they met in `placed` rotations that have begun."""

    id: str
    name: str
    cohort: str
    met: int
    placed: int

    @property
    def words(self) -> str:
        """The second line."""
        if not self.placed:
            return "not placed yet"
        return f"{counted(self.met, 'function')} in {counted(self.placed, 'rotation')}"


def everyone(program: Program, scope: Scope) -> tuple[Who, ...]:
    """All mentees of a scope, those who met the fewest functions first, those never placed last."""
    return tuple(sorted(_everyone(program, scope), key=lambda w: (not w.placed, w.met, w.name.casefold(), w.id)))


def _everyone(program: Program, scope: Scope) -> Iterator[Who]:
    begun = {cycle.id for cycle in program.of(Cycle).values() if cycle.start <= scope.until}
    hosts = program.of(Host)
    for person in mentees(program, scope):
        row = [placement for cycle, placement in program.plan.row(person.id).items() if cycle in begun]
        functions = {hosts[p.host].function.casefold() for p in row if p.host in hosts and hosts[p.host].function}
        yield Who(person.id, person.name, program.title(Cohort, person.cohort), len(functions), len(row))


class _People(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.all: tuple[Who, ...] = ()
        self.shown: list[Who] = []
        self._text = ""

    def show_people(self, people: tuple[Who, ...]) -> None:
        """Show these, as far as they are searched for."""
        if people != self.all:
            self.all = people
            self.search(self._text)

    def search(self, text: str) -> None:
        """Show only those whose name or cohort holds these words."""
        words = fold(text).split()
        self._text = text
        self.beginResetModel()
        self.shown = [each for each in self.all if holds(fold(f"{each.name} {each.cohort}"), words)]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        who = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return who.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{who.name}, {who.words}"
        return who if role == _WHO else None


class PeopleList(SideList):
    """The list; the arrows walk from mentee to mentee."""

    chosen = Signal(str)
    """The id of the mentee now chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        people = _People()
        super().__init__(people, "Mentees", WIDTH, parent)
        people.setParent(self)
        self.people = people
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def person(self) -> str:
        """The id of the mentee chosen; empty for nobody."""
        row = self.currentIndex().row()
        return self.people.shown[row].id if 0 <= row < len(self.people.shown) else ""

    def show_people(self, people: tuple[Who, ...]) -> None:
        """Show these, with the one chosen before, else the first."""
        kept = self.person
        self.people.show_people(people)
        self._keep(kept)

    def search(self, text: str) -> None:
        """Narrow the list."""
        kept = self.person
        self.people.search(text)
        self._keep(kept)

    def choose(self, person: str) -> bool:
        """Choose a mentee; whether they are there."""
        row = next((row for row, each in enumerate(self.people.shown) if each.id == person), -1)
        if row >= 0:
            self.setCurrentIndex(self.people.index(row))
        return row >= 0

    def _keep(self, person: str) -> None:
        if not (person and self.choose(person)) and self.people.shown:
            self.setCurrentIndex(self.people.index(0))

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self.people.shown[now.row()].id)


class _Painter(QStyledItemDelegate):
    """A name, what they met, and a dot for each function."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(180, _HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        who: Who = index.data(_WHO)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(1, 1, -5, -1)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            keyed = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(look.colour("focus") if keyed else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft" if chosen else "sunken"))
            painter.drawRoundedRect(box, GRID, GRID)
        inner = box.adjusted(11, 5, -11, -5)
        dots = max(_DOTS, who.met) if who.placed else 0
        left = inner.right() - dots * (_DOT + 3)
        for place in range(dots):
            painter.setPen(look.colour("accent" if place < who.met else "edge"))
            painter.setBrush(look.colour("accent") if place < who.met else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(left + place * (_DOT + 3), inner.top() + 6, _DOT, _DOT))
        painter.setPen(look.colour("text"))
        painter.setFont(look.font("strong" if chosen else "body"))
        upper = inner.adjusted(0, 0, left - inner.right() - 6, -inner.height() // 2)
        words = painter.fontMetrics().elidedText(who.name, Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(look.colour("quiet"))
        painter.setFont(look.font("tiny"))
        lower = inner.adjusted(0, inner.height() // 2, 0, 0)
        painter.drawText(lower, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, who.words)
        painter.restore()
