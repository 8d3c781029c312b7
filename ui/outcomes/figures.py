"""The figures: the list at the left, the one chosen at the right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QWidget

from program.metrics.figure import Scope
from program.records import Measure, Person
from ui.outcomes.detail import Detail
from ui.outcomes.halves import halves
from ui.outcomes.listed import FigureList, lines
from ui.outcomes.view import View
from ui.parts.emptiness import Emptiness
from ui.parts.reckoning import Reckoning

if TYPE_CHECKING:
    from ui.desk import Desk


class FiguresView(View):
    """All figures of a scope, and one of them in full."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._scope = Scope(date.today())
        self._before: Scope | None = None
        self._wanted: Measure | None = None
        self._define = False
        self._text = ""
        self.reckoning = Reckoning(desk, parent=self)
        self.list = FigureList()
        self.detail = Detail(desk)
        self.empty = Emptiness()
        both = halves(self.list, self.detail)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(both)
        self._layers.addWidget(self.empty)
        self.list.chosen.connect(self._chosen)
        self.detail.go.connect(self.go)
        self.empty.begin.connect(self._begin)
        self.reckoning.ready.connect(self._ready)
        self.reckoning.failed.connect(self._fell)
        self.setFocusProxy(self.list)
        self.empty.say("outcomes", "Counting the figures …", "")
        self._layers.setCurrentWidget(self.empty)

    def show_scope(self, scope: Scope, before: Scope | None) -> None:
        self._scope, self._before = scope, before
        self.reckoning.only(*filter(None, (scope, before)))
        self._show()

    def search(self, text: str) -> None:
        self._text = text
        self._show()

    def leave(self) -> None:
        self.reckoning.only()

    def choose(self, measure: Measure, *, card: bool = False) -> None:
        """Show this figure, from its definition on with `card`; as soon as the figures are there."""
        self._wanted, self._define = measure, card
        if self._text:
            self._text = ""
            self._show()
        if self.list.choose(measure):
            self._there()

    @property
    def ready(self) -> bool:
        """Whether the figures of the present are shown, with what they were before."""
        return not self.reckoning.busy and self._layers.currentIndex() == 0

    def _show(self) -> None:
        from program.metrics.catalogue import METRICS

        now = self.reckoning.of(self._scope)
        if now is None:
            return  # what is shown stays until they are there
        before = self.reckoning.of(self._before) if self._before is not None else None
        program = self.desk.program()
        if not any(each is not None and each.value is not None for each in now.values()):
            self._say_empty()
            return
        cards = {measure: metric.card for measure, metric in METRICS.items()}
        self._layers.setCurrentIndex(0)
        self.list.show_lines(tuple(lines(program, cards, now, before or {}, self._text)), self._wanted)
        if self.list.measure is not None:
            self._chosen(self.list.measure)
        if self._wanted is not None and self.list.measure is self._wanted:
            self._there()

    def _there(self) -> None:
        """The figure that was wanted is shown."""
        self._wanted = None
        if self._define:
            self._define = False
            self.detail.show_card()

    def _say_empty(self) -> None:
        self._layers.setCurrentWidget(self.empty)
        self.list.show_lines((), None)
        if self.desk.program().of(Person):
            self.empty.say(
                "outcomes", "Nothing to count in this time",
                "Figures are counted from what happens: rotations, ratings, surveys, recommendations. Choose a longer "
                "time, or put in what happened.", "Go to Development",
            )  # fmt: skip
        else:
            self.empty.say(
                "outcomes", "No figures yet",
                "Figures are counted from what happens to the people of the program. Bring them in, and place them.",
                "Go to People",
            )  # fmt: skip

    def _fell(self) -> None:
        if self._layers.currentIndex() == 0:
            return  # those shown before stay
        self.empty.say(
            "warning", "The figures could not be counted", "Nothing was changed. Choose another time to try again."
        )
        self._layers.setCurrentWidget(self.empty)

    def _begin(self) -> None:
        self.go.emit("development" if self.desk.program().of(Person) else "people", "")

    def _ready(self, scope: Scope) -> None:
        if scope in (self._scope, self._before) and self.desk.is_open:
            self._show()

    def _chosen(self, measure: Measure) -> None:
        from program.metrics.catalogue import METRICS

        now = self.reckoning.of(self._scope)
        if now is None or measure not in METRICS or measure not in now:
            return
        before = self.reckoning.of(self._before) if self._before is not None else None
        self.detail.show_figure(
            self.desk.program(), METRICS[measure].card, now[measure], (before or {}).get(measure)
        )
