"""The list of figures by what they are evidence for: value, n, interval, light and change, each in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from program.metrics.figure import Better, Card, Figure, Level, Unit
from program.metrics.guarded import Shown, whole
from program.metrics.lights import Light, light, rule, target_of
from program.program import Program
from program.records import Measure
from ui import icons
from ui.outcomes.halves import SideList
from ui.parts.record_model import plain_tip
from ui.parts.searching import fold, holds
from ui.theme import GRID, ICON, theme

Index = QModelIndex | QPersistentModelIndex
WIDTH = 316
_HIGH, _HEAD = 48, 40
_LINE = Qt.ItemDataRole.UserRole

#: What each level says, after Kirkpatrick; below the four stands what is merely done.
LEVELS = {
    Level.ACTIVITY: "Activity",
    Level.REACTION: "1 · Reaction",
    Level.LEARNING: "2 · Learning",
    Level.BEHAVIOUR: "3 · Behaviour",
    Level.RESULTS: "4 · Results",
}
#: A light by its sign, its colour and its word: never by colour alone.
LIGHTS = {
    Light.GREEN: ("success", "good", "green"),
    Light.AMBER: ("warning", "caution", "amber"),
    Light.RED: ("blocked", "bad", "red"),
}
FAILED = "could not be counted"


class Line(msgspec.Struct, frozen=True):
    """A line of the list: a level with no measure, or a figure as it is shown."""

    words: str
    measure: Measure | None = None
    said: str = ""
    beside: str = ""
    light: Light | None = None
    rule: str = ""
    change: str = ""
    tone: str = ""

    @property
    def spoken(self) -> str:
        """All of it, for the ear."""
        lit = f"{LIGHTS[self.light][2]}: {self.rule}" if self.light is not None else ""
        return ", ".join(filter(None, (self.words, self.said, self.beside, self.change, lit)))


def lines(
    program: Program,
    cards: Mapping[Measure, Card],
    now: Mapping[Measure, Figure | None],
    before: Mapping[Measure, Figure | None],
    text: str = "",
) -> Iterator[Line]:
    """The list for these figures, level by level; with a text only those whose name or definition holds its words."""
    wanted = fold(text).split()
    for level, words in LEVELS.items():
        shown = [card for card in cards.values() if card.level is level and card.measure in now]
        found = [card for card in shown if holds(fold(f"{card.name} {card.definition} {card.code}"), wanted)]
        if wanted and not found:
            continue
        told = sum(1 for card in shown if (figure := now[card.measure]) is not None and figure.value is not None)
        yield Line(words, beside=f"{told} of {len(shown)}" if told else "no evidence yet")
        for card in found:
            yield line(program, card, now[card.measure], before.get(card.measure))


def line(program: Program, card: Card, figure: Figure | None, before: Figure | None) -> Line:
    """One figure as the list shows it."""
    if figure is None:
        return Line(card.name, card.measure, "–", FAILED)
    shown = whole(figure, card)
    if shown.value is None:
        return Line(card.name, card.measure, "–", shown.said)
    target = target_of(program, card.measure)
    lit = light(shown.value, target)
    change, tone = changed(card, shown, before)
    said = rule(target, card) if target is not None and lit is not None else ""
    return Line(card.name, card.measure, shown.said, shown.beside, lit, said, change, tone)


def changed(card: Card, now: Shown, before: Figure | None) -> tuple[str, str]:
    """What changed since the cycle before, and whether that is good or bad (empty: neither)."""
    if now.value is None or before is None or before.value is None:
        return "", ""
    places = card.unit.decimals
    step = round(now.value, places) - round(before.value, places)
    if abs(step) < 0.5 * 10.0**-places:
        return "as before", ""
    number = f"{abs(step):,.{places}f}"
    if card.unit is Unit.COUNT:
        number = number.removesuffix(".0")
    words = f"{'+' if step > 0 else '−'}{number}"
    if card.unit is Unit.PERCENT:
        words += " point" if number == "1" else " points"
    if card.better is Better.NEITHER:
        return words, ""
    return words, "good" if (step > 0) == (card.better is Better.HIGHER) else "caution"


class FigureModel(QAbstractListModel):
    """The lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, given: tuple[Line, ...]) -> None:
        """Show these; what stays in its place stays chosen."""
        if [each.measure for each in given] != [each.measure for each in self.lines]:
            self.beginResetModel()
            self.lines = given
            self.endResetModel()
        elif given != self.lines:
            self.lines = given
            self.dataChanged.emit(self.index(0), self.index(len(given) - 1))

    def row_of(self, measure: Measure) -> int:
        """Where a figure stands; -1 when it is not in the list."""
        return next((row for row, each in enumerate(self.lines) if each.measure is measure), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()].measure is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        shown = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return shown.spoken
        if role == Qt.ItemDataRole.ToolTipRole and shown.measure is not None:
            return plain_tip(shown.spoken)
        return shown if role == _LINE else None


class FigureList(SideList):
    """The list; the arrows walk from figure to figure."""

    chosen = Signal(object)
    """The `Measure` now chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        figures = FigureModel()
        super().__init__(figures, "Figures", WIDTH, parent)
        figures.setParent(self)
        self.figures = figures
        self.setItemDelegate(_Painter(self))
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def measure(self) -> Measure | None:
        """The figure chosen."""
        row = self.currentIndex().row()
        return self.figures.lines[row].measure if 0 <= row < len(self.figures.lines) else None

    def show_lines(self, given: tuple[Line, ...], wanted: Measure | None) -> None:
        """Show these, with this figure chosen where it is among them, else the first that has something to say."""
        kept = wanted or self.measure
        self.figures.show_lines(given)
        row = self.figures.row_of(kept) if kept is not None else -1
        if row < 0:
            there = [n for n, each in enumerate(given) if each.measure is not None]
            row = next((n for n in there if given[n].said != "–"), there[0] if there else -1)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self.figures.index(row))
            if wanted is not None:
                self.scrollTo(self.figures.index(row), QAbstractItemView.ScrollHint.PositionAtCenter)

    def choose(self, measure: Measure) -> bool:
        """Choose a figure; whether it is there."""
        row = self.figures.row_of(measure)
        if row >= 0:
            self.setCurrentIndex(self.figures.index(row))
            self.scrollTo(self.figures.index(row), QAbstractItemView.ScrollHint.PositionAtCenter)
        return row >= 0

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and (measure := self.figures.lines[now.row()].measure) is not None:
            self.chosen.emit(measure)


class _Painter(QStyledItemDelegate):
    """A level as a heading; a figure with its light, its value at the right, and a quiet second line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _HEAD if index.data(_LINE).measure is None else _HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown: Line = index.data(_LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shown.measure is None:
            self._head(painter, option.rect, shown)
        else:
            self._figure(painter, option, shown)
        painter.restore()

    def _head(self, painter: QPainter, box: QRect, shown: Line) -> None:
        look = theme()
        inner = box.adjusted(12, 14, -12, 0)
        painter.setPen(look.colour("quiet"))
        painter.setFont(look.font("section"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown.words)
        painter.setFont(look.font("tiny"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown.beside)

    def _figure(self, painter: QPainter, option: QStyleOptionViewItem, shown: Line) -> None:
        look = theme()
        box = option.rect.adjusted(1, 1, -5, -1)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            keyed = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(look.colour("focus") if keyed else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft" if chosen else "sunken"))
            painter.drawRoundedRect(box, GRID, GRID)
        inner = box.adjusted(11, 5, -11, -5)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = QRect(inner.left(), upper.bottom() + 1, inner.width(), inner.height() - upper.height())
        painter.setFont(look.font("strong"))
        painter.setPen(look.colour("quiet" if shown.said == "–" else "text"))
        right = painter.fontMetrics().horizontalAdvance(shown.said)
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown.said)
        edge = upper.right() - right
        if shown.light is not None:
            sign, role, _ = LIGHTS[shown.light]
            ratio = painter.device().devicePixelRatioF()
            edge -= ICON + 4
            painter.drawPixmap(edge, upper.center().y() - ICON // 2 + 1, icons.pixmap(sign, role, ICON, ratio))
        name = QRect(upper.left(), upper.top(), edge - upper.left() - 8, upper.height())
        painter.setFont(look.font("strong" if chosen else "body"))
        words = painter.fontMetrics().elidedText(shown.words, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(look.font("tiny"))
        painter.setPen(look.colour(shown.tone or "quiet"))
        painter.drawText(lower, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown.change)
        lower.setRight(lower.right() - painter.fontMetrics().horizontalAdvance(shown.change) - 8)
        painter.setPen(look.colour("quiet"))
        words = painter.fontMetrics().elidedText(shown.beside, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
