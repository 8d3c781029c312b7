"""The panel beside the rules: what the rule looked at finds wrong with the present plan."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from program.commands.base import counted
from program.findings import Severity
from program.rules import Rule
from ui.parts.card import LineButton
from ui.parts.labels import label, rule
from ui.setup.rulerow import signed
from ui.setup.tally import Line, Tally

SHOWN = 80
"""Lines listed; of more, only the first."""


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
            button = LineButton(words, signed(line.points) if line.points else "")
            button.clicked.connect(lambda _=False, line=line: self.board.emit(line.placement))
            column.addWidget(button)
            self.lines.append(words)
        if len(lines) > SHOWN:
            column.addWidget(label(f"and {len(lines) - SHOWN} more", "quiet small"))
        column.addStretch(1)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)  # the panel behind it shows through
        self._area.viewport().setAutoFillBackground(False)


def _found(shown: Rule, tally: Tally) -> str:
    if shown.severity is Severity.HARD:
        words = counted(tally.count, "finding")
        return f"{words} in the present plan." if tally.count else "The present plan keeps it everywhere."
    gains = f"gains {signed(tally.gains)}" if tally.gains else ""
    costs = f"costs {signed(tally.costs)}" if tally.costs else ""
    words = ", ".join(filter(None, (gains, costs))) or "neither gains nor costs"
    return f"{words[:1].upper()}{words[1:]} points in the present plan."
