"""What the inspector says while a card is in the air: what is held, where it is, and which rules speak."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from program.commands import Mode
from program.findings import Finding, Severity
from program.records import Cycle, Person
from program.verdict import Outcome, Verdict
from ui.board import spoken
from ui.board.faces import SIGNS
from ui.board.lift import Lift
from ui.board.sheet import Cell
from ui.parts.labels import Sign, label
from ui.theme import GRID, HALF, dress

_MODES = {
    Mode.MOVE: "Drop to move",
    Mode.SWAP: "Drop to swap the two cards",
    Mode.RIPPLE: "Drop to move the row on by one cycle",
}
_ROWS = 9
"""Findings shown at once; made beforehand, because the hand does not wait for new widgets."""


class LiftPanel(QWidget):
    """Fixed labels, filled anew at every cell the card comes over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.aside = False
        """Whether it is a scenario that is worked in: there, rules do not ask for reasons."""
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 16, 20)
        column.setSpacing(HALF)
        self._name = label("", "heading", wrap=True)
        self._about = label("", "quiet", wrap=True)
        self._held = label("", "strong", wrap=True)
        self._what = label("", "quiet", wrap=True)
        self._where = label("", "section", wrap=True)
        self._banner = QFrame()
        dress(self._banner, "banner", tone="good")
        inside = QHBoxLayout(self._banner)
        inside.setContentsMargins(12, GRID, 12, GRID)
        self._sign = Sign("check", "good")
        self._verdict = label("", "strong", wrap=True)
        self._points = label("", "strong")
        inside.addWidget(self._sign)
        inside.addWidget(self._verdict, 1)
        inside.addWidget(self._points)
        self._mode = label("", "quiet small", wrap=True)
        column.addWidget(self._name)
        column.addWidget(self._about)
        column.addSpacing(12)
        column.addWidget(label("Lifting", "section"))
        column.addWidget(self._held)
        column.addWidget(self._what)
        column.addSpacing(12)
        column.addWidget(self._where)
        column.addWidget(self._banner)
        column.addSpacing(HALF)
        self._rows = [_Line() for _ in range(_ROWS)]
        for row in self._rows:
            column.addWidget(row)
        column.addStretch(1)
        column.addWidget(self._mode)
        self._tone = ""

    def show_lift(self, lift: Lift, cell: Cell | None) -> None:
        """What is held, and what a drop on this cell would mean."""
        program, card = lift.program, lift.cards[0]
        person = program.get(Person, card.person)
        several = len(lift.cards) > 1
        counted = spoken.count(len(lift.cards), "card").capitalize()
        self._name.setText(counted if several else program.title(Person, card.person))
        about = " · ".join(part for part in (person.unit, person.title) if part) if person is not None else ""
        self._about.setText("They keep their distance to each other." if several else about)
        self._held.setText(f"{program.title(Cycle, card.cycle)} · {spoken.place(program, card)}")
        self._what.setText(spoken.project(program, card))
        self._mode.setText(_MODES[lift.mode] + " · Ctrl swaps · Shift ripples · Esc puts back")
        if cell is None or lift.at_origin(cell):
            self._where.setText("Here" if cell is not None else "")
            self._banner.setVisible(cell is not None)
            self._judge("good", "undo", "Where it came from", "")
            self._list(())
            return
        row, cycle = lift.sheet.rows[cell[0]], lift.sheet.columns[cell[1]]
        answer = lift.verdict(cell)
        self._where.setText(f"{row.title} · {cycle.name}")
        self._banner.show()
        role, icon = SIGNS[answer.outcome]
        figure = spoken.points(answer.points) if answer.outcome in (Outcome.FREE, Outcome.WARN) else ""
        self._judge(role, icon, _headline(lift, answer, self.aside), figure)
        self._list(answer.findings)

    def _judge(self, role: str, icon: str, words: str, figure: str) -> None:
        self._sign.show_icon(icon, role)
        self._verdict.setText(words)
        self._points.setText(figure)
        if role != self._tone:
            self._tone = role
            for each in (self._verdict, self._points):
                dress(each, f"strong {role}")
            dress(self._banner, tone=role)

    def _list(self, findings: tuple[Finding, ...]) -> None:
        ordered = sorted(findings, key=lambda f: (f.severity is not Severity.HARD, f.points))
        for place, row in enumerate(self._rows):
            row.show_finding(ordered[place] if place < len(ordered) else None)


class _Line(QWidget):
    """One finding: sign, words, points."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, HALF, 0, HALF)
        line.setSpacing(GRID)
        self._sign = Sign("blocked", "bad")
        self._words = label("", "", wrap=True)
        self._good: QLabel = label("", "strong good")
        self._bad: QLabel = label("", "strong bad")
        line.addWidget(self._sign)
        line.addWidget(self._words, 1)
        line.addWidget(self._good)
        line.addWidget(self._bad)
        self.hide()

    def show_finding(self, finding: Finding | None) -> None:
        self.setVisible(finding is not None)
        if finding is None:
            return
        hard = finding.severity is Severity.HARD
        self._sign.setVisible(hard)
        self._words.setText(finding.words[:1].upper() + finding.words[1:])
        gain, cost = finding.points > 0, finding.points < 0
        self._good.setText(spoken.points(finding.points) if gain else "")
        self._bad.setText(spoken.points(finding.points) if cost else "")
        self._good.setVisible(gain)
        self._bad.setVisible(cost)


def _headline(lift: Lift, answer: Verdict, aside: bool) -> str:
    if answer.outcome is Outcome.BLOCKED:
        return "Against a rule" if aside else "Against a rule: a reason will be asked for"
    if answer.outcome is Outcome.IMPOSSIBLE:
        return "Not possible" if answer.findings else answer.words.rstrip(".") or "Not possible"
    said = spoken.told(lift.program, answer)
    return said[:1].upper() + said[1:]
