"""What would change if weights moved by a fifth: how much hangs on each, so that it is known which to think about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListWidget, QScrollArea, QTabWidget, QWidget

from program.names import counted
from program.program import Program
from program.records import Cycle, Person
from program.rules import RULES
from ui.ask import Question
from ui.board.proposing.tornado import Bar, Tornado
from ui.board.table import fill, table
from ui.parts.labels import label
from ui.theme import dress

if TYPE_CHECKING:
    from program.planning.sensitivity import Shift

_TOLD = 200  # changes listed for one rule


class SensitivityDialog(Question):
    """The finding in a sentence, a picture with the table behind it, and what changes with the rule in hand."""

    def __init__(self, program: Program, shifts: tuple[Shift, ...], parent: QWidget | None = None) -> None:
        rules = list(dict.fromkeys(shift.rule for shift in shifts))
        self._program = program
        self._by_rule = {rule: [shift for shift in shifts if shift.rule == rule] for rule in rules}
        self._order = sorted(rules, key=lambda rule: -max(len(shift.moves) for shift in self._by_rule[rule]))
        super().__init__("If weights moved by a fifth", self._stated(), parent)
        self.resize(640, 600)
        pages = QTabWidget()
        pages.setAccessibleName("Cells that change when a weight moves")
        self.picture = Tornado()
        bars = [self._bar(rule) for rule in self._order]
        pages.addTab(_scrolled(self.picture), "Picture")
        rows = table("Cells that change when a weight moves", ("Rule", "20 % less", "20 % more"))
        fill(rows, [(bar.name, str(bar.less), str(bar.more)) for bar in bars], tips=[bar.words for bar in bars])
        pages.addTab(rows, "Table")
        pages.setMinimumHeight(250)
        self.body.addWidget(pages, 1)
        self.chosen = label("", "strong", wrap=True)
        self.moves = QListWidget()
        self.moves.setAccessibleName("What would change")
        self.moves.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.moves.setMinimumHeight(120)
        self.body.addWidget(self.chosen)
        self.body.addWidget(self.moves)
        self.picture.chosen.connect(self._choose)
        rows.currentCellChanged.connect(lambda row, *_: self._choose(row))
        self.picture.show_bars(bars)
        dress(self.buttons("Close"), "")
        if self.refuse is not None:
            self.refuse.hide()
        self.picture.setFocus()

    def _stated(self) -> str:
        if not self._order:
            return "No rule that is weighed is switched on."
        most = self._order[0]
        cells = max(len(shift.moves) for shift in self._by_rule[most])
        if not cells:
            return "Nothing would change: the plan does not hang on any single weight."
        still = sum(not any(shift.moves for shift in self._by_rule[rule]) for rule in self._order)
        words = f"Most hangs on {RULES[most].name}: {counted(cells, 'cell')} would be filled otherwise."
        return words + (f" {counted(still, 'rule')} would change nothing." if still else "")

    def _bar(self, rule: str) -> Bar:
        less = sum(len(shift.moves) for shift in self._by_rule[rule] if shift.factor < 1)
        more = sum(len(shift.moves) for shift in self._by_rule[rule] if shift.factor > 1)
        name = RULES[rule].name
        return Bar(
            name, less, more, f"{name}: {counted(less, 'cell')} with less weight, {counted(more, 'cell')} with more"
        )

    def _choose(self, place: int) -> None:
        if not 0 <= place < len(self._order):
            return
        rule = self._order[place]
        self.chosen.setText(self._bar(rule).words)
        self.moves.clear()
        for shift in sorted(self._by_rule[rule], key=lambda each: each.factor):
            for move in shift.moves[:_TOLD]:
                who, when = self._program.title(Person, move.person), self._program.title(Cycle, move.cycle)
                self.moves.addItem(f"{'less' if shift.factor < 1 else 'more'} · {who}, {when}: {move.words}")
        if not self.moves.count():
            self.moves.addItem("Nothing would change.")


def _scrolled(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area
