"""The frozen headers: whose row it is, at the left; which cycle, at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QHeaderView, QLabel, QTableView, QWidget

from ui.board import spoken
from ui.board.delegate import DIMMED
from ui.board.look import Rows
from ui.board.measures import Measures
from ui.board.model import TALLIES
from ui.board.writing import Writing
from ui.parts.labels import label
from ui.theme import theme

if TYPE_CHECKING:
    from ui.board.matches import Matches
    from ui.board.sheet import Sheet

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight


class Names(QHeaderView):
    """Row names: name in bold, what else is known about them below; group headings over the whole width."""

    def __init__(self, matches: Matches, measures: Measures, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.sheet: Sheet | None = None
        self.measures = measures
        self.here = -1  # the row the keyboard is in
        self._matches = matches
        self._writing = Writing()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(12)
        self.setAccessibleName("Rows")

    def sizeHint(self) -> QSize:
        return QSize(self.measures.names, self.measures.row)  # Qt would ask a hundred rows for theirs

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803  # Qt's name
        sheet = self.sheet
        if sheet is None or not 0 <= logicalIndex < len(sheet.rows):
            return
        m, colour = self.measures, theme().colour
        row = sheet.rows[logicalIndex]
        painter.save()
        painter.fillRect(rect, colour("sunken" if row.heading else "surface"))
        inner = rect.adjusted(m.pad, 0, -m.pad, 0)
        if row.heading:
            painter.setFont(m.tiny_strong)
            painter.setPen(colour("quiet"))
            size = str(sheet.group_size(logicalIndex))
            room = inner.width() - m.tiny_strong_metrics.horizontalAdvance(size) - m.pad
            painter.drawText(inner, int(_LEFT), m.tiny_strong_metrics.elidedText(row.title, _ELIDE, room))
            painter.drawText(inner, int(_RIGHT), size)
            painter.restore()
            return
        last = logicalIndex + 1 >= len(sheet.rows) or sheet.rows[logicalIndex + 1].key != row.key
        if last:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("line"))
        if row.lane == 0:
            self._name(painter, inner, row.title, row.words, logicalIndex)
        painter.restore()

    def _name(self, painter: QPainter, rect: QRect, title: str, words: str, section: int) -> None:
        m, colour = self.measures, theme().colour
        if self._matches.row_dims(section):
            painter.setOpacity(DIMMED)
        two = bool(words) and m.lines > 1
        first, second = m.strong_metrics.height(), m.tiny_metrics.height()
        top = rect.top() + (rect.height() - first - (second if two else 0)) // 2
        painter.setFont(m.strong)
        painter.setPen(colour("accent" if section == self.here else "text"))
        text, _ = self._writing.laid(title, m.strong, m.strong_metrics, rect.width())
        painter.drawStaticText(rect.left(), top, text)
        if two:
            painter.setFont(m.tiny)
            painter.setPen(colour("quiet"))
            text, _ = self._writing.laid(words, m.tiny, m.tiny_metrics, rect.width())
            painter.drawStaticText(rect.left(), top + first, text)


class Cycles(QHeaderView):
    """Column names: cycle in bold, below it the stage, and how many of the seats are taken."""

    def __init__(self, measures: Measures, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.sheet: Sheet | None = None
        self.measures = measures
        self.here = -1  # the column the keyboard is in
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Cycles")

    def sizeHint(self) -> QSize:
        return QSize(self.measures.column, self._height())

    def _height(self) -> int:
        m = self.measures
        return m.strong_metrics.height() + m.tiny_metrics.height() + m.pad

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803  # Qt's name
        sheet = self.sheet
        if sheet is None or not 0 <= logicalIndex <= len(sheet.columns):
            return
        m, colour = self.measures, theme().colour
        painter.save()
        painter.fillRect(rect, colour("surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("line"))
        inner = rect.adjusted(m.gap + m.pad, 0, -m.pad, 0)
        first, second = m.strong_metrics.height(), m.tiny_metrics.height()
        top = rect.top() + (rect.height() - first - second) // 2
        painter.setFont(m.strong)
        painter.setPen(colour("accent" if logicalIndex == self.here else "text"))
        line = QRect(inner.left(), top, inner.width(), first)
        if logicalIndex == len(sheet.columns):
            title, words = TALLIES[sheet.look.rows], _tally_words(sheet)
        else:
            cycle = sheet.columns[logicalIndex]
            taken, room = spoken.seats(sheet.program, cycle)
            title, words = cycle.name, cycle.stage.label + (f" · {taken}/{room}" if room else "")
        painter.drawText(line, int(_LEFT), m.strong_metrics.elidedText(title, _ELIDE, inner.width()))
        painter.setFont(m.tiny)
        painter.setPen(colour("quiet"))
        line = QRect(inner.left(), top + first, inner.width(), second)
        painter.drawText(line, int(_LEFT), m.tiny_metrics.elidedText(words, _ELIDE, inner.width()))
        painter.restore()


def _tally_words(sheet: Sheet) -> str:
    return f"of {sheet.program.charter.breadth} functions" if sheet.look.rows is Rows.MENTEE else "all cycles"


def corner(view: QTableView) -> QLabel:
    """The label over the row names, where the two headers meet."""
    (button,) = (each for each in view.findChildren(QAbstractButton) if each.parent() is view)
    words = label("", "quiet small strong")
    line = QHBoxLayout(button)
    line.setContentsMargins(8, 0, 8, 0)
    line.addWidget(words)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return words
