"""What ratings say of the score: predicted against observed, and weights that might say it better. Sets nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout, QWidget

from program.program import Program
from program.records import Cycle, Person, Placement, RuleSetting
from program.rules import RULES
from ui.ask import Question
from ui.board.proposing.scatter import Scatter
from ui.board.proposing.wishes import settings_of
from ui.board.table import fill, table
from ui.parts.labels import label
from ui.theme import dress

if TYPE_CHECKING:
    from program.planning.learn import Learned


class LearningDialog(Question):
    """The finding in a sentence, the picture, the table behind it, and the suggested weights to try in a proposal."""

    def __init__(self, program: Program, learned: Learned, parent: QWidget | None = None) -> None:
        super().__init__("What the ratings say", learned.words, parent)
        self.resize(640, 600)
        self.tried: tuple[RuleSetting, ...] = ()
        """The rules with the suggested weights, once the user wants to try them."""
        self._program, self._learned = program, learned
        if learned.rated:
            self.body.addWidget(self._pages(), 1)
        self._suggest()
        close = self.buttons("Close")
        dress(close, "")
        if self.refuse is not None:
            self.refuse.hide()

    def _pages(self) -> QWidget:
        program, rated = self._program, self._learned.rated
        titles = [_title(program, each.placement) for each in rated]
        pages = QTabWidget()
        pages.setAccessibleName("Predicted against observed")
        picture = Scatter()
        picture.show_dots([(each.predicted, each.observed, words) for each, words in zip(rated, titles, strict=True)])
        pages.addTab(picture, "Picture")
        rows = table("Rated placements", ("Placement", "Score", "Rating", "Ratings"))
        fill(
            rows,
            [
                (words, f"{each.predicted:.1f}", f"{each.observed:.1f}", str(each.ratings))
                for each, words in zip(rated, titles, strict=True)
            ],
        )
        pages.addTab(rows, "Table")
        pages.setMinimumHeight(230)
        return pages

    def _suggest(self) -> None:
        found = self._learned.suggestions
        if not found:
            return
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label("Weights that would fit the ratings better", "strong"))
        rows = table("Suggested weights", ("Rule", "Now", "Suggested", "Sure"))
        fill(
            rows,
            [
                (RULES[each.rule].name, f"{each.weight:.1f}", f"{each.suggested:.1f}", f"{each.sure} %")
                for each in found
            ],
            tips=[each.words for each in found],
        )
        rows.setMinimumHeight(48 + 31 * min(len(found), 4))
        column.addWidget(rows)
        attempt = QPushButton("Try them in a proposal…")
        attempt.setToolTip("Nothing is set: the weights count for that proposal only, unless you keep them there")
        attempt.setAutoDefault(False)
        attempt.clicked.connect(lambda _checked=False: self._try())
        column.addWidget(attempt, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(inside)

    def _try(self) -> None:
        settings = settings_of(self._program)
        for each in self._learned.suggestions:
            on = settings.get(each.rule, RuleSetting(each.rule)).on
            settings[each.rule] = RuleSetting(each.rule, on, each.suggested)
        self.tried = tuple(settings.values())
        self.accept()


def _title(program: Program, placement: str) -> str:
    found = program.get(Placement, placement)
    if found is None:
        return ""
    return f"{program.title(Person, found.person)}, {program.title(Cycle, found.cycle)}"
