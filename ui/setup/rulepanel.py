"""The panel beside the rules: what the rule looked at finds wrong with the present plan."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from program.commands.base import counted
from program.findings import Severity
from program.rules import Rule
from ui.parts.labels import label, rule
from ui.setup.rulerow import signed
from ui.setup.tally import Line, Tally
from ui.theme import GRID, HALF, theme

SHOWN = 80
"""Lines listed; of more, only the first."""

_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class RulePanel(QWidget):
    """One rule and its findings, the same words once; each leads to the board."""

    board = Signal(str)
    """A placement is to be shown on the board."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 4, 16)
        whole.setSpacing(6)
        self.title = label("", "heading", wrap=True)
        self.words = label("", "quiet small", wrap=True)
        self.sum = label("", "", wrap=True)
        for each in (self.title, self.words, self.sum):
            each.setContentsMargins(0, 0, 16, 0)
            whole.addWidget(each)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(self._area, 1)
        self.lines: list[str] = []
        self._shown: object = None
        self.show_rule(None, None, True)

    def show_rule(self, shown: Rule | None, tally: Tally | None, on: bool) -> None:
        """Show what this rule finds; None for no rule, or while it is not known what it finds."""
        now = (shown.key if shown is not None else "", tally, on)
        if now == self._shown:
            return
        self._shown = now
        if shown is None:
            self.title.setText("The rules and the plan")
            self.words.setText("Choose a rule to see what it finds in the plan as it stands.")
            self._sum("")
            self._fill(())
            return
        self.title.setText(shown.name)
        self.words.setText(shown.sentence)
        if not on:
            self._sum("Switched off: it looks at nothing.")
        elif tally is None:
            self._sum("Looking at the plan…")
        else:
            self._sum(_found(shown, tally))
        self._fill(tally.lines if tally is not None and on else ())

    def _sum(self, words: str) -> None:
        self.sum.setText(words)
        self.sum.setVisible(bool(words))

    def _fill(self, lines: tuple[Line, ...]) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 14, 8)
        column.setSpacing(0)
        self.lines = []
        for place, line in enumerate(lines[:SHOWN]):
            if place:
                column.addWidget(rule())
            words = line.words[:1].upper() + line.words[1:]
            button = FindingButton(words, signed(line.points) if line.points else "")
            button.clicked.connect(lambda _=False, line=line: self.board.emit(line.placement))
            column.addWidget(button)
            self.lines.append(words)
        if len(lines) > SHOWN:
            column.addWidget(label(f"and {len(lines) - SHOWN} more", "quiet small"))
        column.addStretch(1)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)  # the panel behind it shows through
        self._area.viewport().setAutoFillBackground(False)


class FindingButton(QAbstractButton):
    """A finding in as many lines as it takes, its points at the right; a click leads to the board."""

    def __init__(self, words: str, beside: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self._beside = beside
        points = f", {beside} points" if beside else ""
        self.setAccessibleName(f"{words}{points}, show on the board")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 32)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(theme().font("body"))
        room = self._room(width)
        return metrics.boundingRect(QRect(0, 0, room, 1000), _WRAPPED, self.text()).height() + 2 * GRID

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(look.colour("focus") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("sunken") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 2, -1, -2), 5, 5)
        inner = self.rect().adjusted(HALF, GRID, -HALF, -GRID)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text"))
        painter.drawText(QRect(inner.topLeft(), QSize(self._room(self.width()), inner.height())), _WRAPPED, self.text())
        painter.setPen(look.colour("quiet"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self._beside)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def _room(self, width: int) -> int:
        beside = QFontMetrics(theme().font("body")).horizontalAdvance(self._beside)
        return max(60, width - 2 * HALF - (beside + 12 if beside else 0))


def _found(shown: Rule, tally: Tally) -> str:
    if shown.severity is Severity.HARD:
        words = counted(tally.count, "finding")
        return f"{words} in the present plan." if tally.count else "The present plan keeps it everywhere."
    gains = f"gains {signed(tally.gains)}" if tally.gains else ""
    costs = f"costs {signed(tally.costs)}" if tally.costs else ""
    words = ", ".join(filter(None, (gains, costs))) or "neither gains nor costs"
    return f"{words[:1].upper()}{words[1:]} points in the present plan."
