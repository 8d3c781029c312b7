"""What would make it possible: the facts that cannot hold together, in sentences, and the cheapest ways out to try."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from program.names import counted
from program.program import Program
from program.records import Placement, new_id
from program.scenarios import Cell, reseated
from ui import icons
from ui.ask import Question
from ui.board.proposing.asking import scope_of
from ui.parts.labels import label
from ui.theme import GRID, HALF, dress

if TYPE_CHECKING:
    from program.planning.conflict import Conflict
    from program.planning.relax import Way
    from ui.board.proposing.wishes import Wishes
    from ui.jobs import IsCancelled, Progress

_MOST = 6
"""Conflicts told at once; with one of them out of the way the question is put again."""


class Impossible(msgspec.Struct, frozen=True):
    """Why something cannot be had: each conflict with its ways out. `unproved`: it may be possible all the same."""

    found: tuple[tuple[Conflict, tuple[Way, ...]], ...]
    unproved: bool


def impossible(
    program: Program,
    wishes: Wishes,
    cells: frozenset[Cell] | None,
    wished: tuple[str, str],
    progress: Progress,
    cancelled: IsCancelled,
) -> Impossible:
    """Ask why cells cannot be filled (None: any), or, for one cell, why it cannot have this host and mentor."""
    from program.planning.conflict import conflicts
    from program.planning.facts import Wish
    from program.planning.relax import ways_out

    placements: tuple[Placement, ...] = ()
    if cells is not None and any(wished):
        ((person, cycle),) = cells
        present = program.plan.at(person, cycle) or Placement(new_id(), person=person, cycle=cycle)
        placements = (reseated(program, present, wished[0] or present.host, wished[1] or present.mentor),)
    wish = Wish(scope=scope_of(program, wishes), cells=cells, placements=placements)
    answer = conflicts(program, wish, most=_MOST, cancelled=cancelled)
    dropped = frozenset(fact for each in answer.conflicts for fact in each.dropped)
    found = []
    for place, each in enumerate(answer.conflicts):
        progress(place / len(answer.conflicts), "looking for ways out")
        found.append((each, ways_out(program, each, wish, dropped, cancelled=cancelled)))
    return Impossible(tuple(found), answer.unproved)


class PossibleDialog(Question):
    """One card for each conflict. A way out is carried out by its button, as a step that can be undone."""

    def __init__(self, title: str, answer: Impossible, parent: QWidget | None = None) -> None:
        super().__init__(title, _summed(answer), parent)
        self.setMinimumWidth(600)
        self.way: Way | None = None
        """The way out that was chosen."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(12)
        for conflict, ways in answer.found:
            column.addWidget(self._card(conflict, ways))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        if answer.found:
            area.setFixedHeight(min(inside.heightForWidth(540) + GRID, 380))
            self.body.addWidget(area, 1)
        accept = self.buttons("Close")
        dress(accept, "")
        accept.setDefault(False)
        if self.refuse is not None:
            self.refuse.hide()

    def _card(self, conflict: Conflict, ways: tuple[Way, ...]) -> QWidget:
        card = QFrame()
        dress(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(HALF)
        head = QVBoxLayout()
        head.addWidget(label(conflict.words, "strong", wrap=True))
        column.addLayout(head)
        if not ways:
            column.addWidget(label("No single step was found that would be enough.", "quiet", wrap=True))
            return card
        column.addWidget(
            label("Any of these is enough. It is one step; then a plan is proposed again.", "quiet small", wrap=True)
        )
        for way in ways:
            button = QPushButton(way.words)
            button.setToolTip("Asks for a reason" if way.needs_reason else "One step; it can be undone")
            button.setAutoDefault(False)
            icons.set_icon(button, "check", "quiet")
            button.clicked.connect(lambda _checked=False, way=way: self._take(way))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _take(self, way: Way) -> None:
        self.way = way
        self.accept()


def _summed(answer: Impossible) -> str:
    if answer.found:
        return f"{counted(len(answer.found), 'conflict')} stand{'s' if len(answer.found) == 1 else ''} in the way."
    if answer.unproved:
        return "No reason was found why it could not be, and no plan in which it is. It may be possible."
    return "Nothing stands in the way: a plan in which it is can be had. Let the planner propose one."
