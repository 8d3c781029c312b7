"""The Outcomes page: figures, charts, the exposure ledger and the forecast, for a cohort and a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from program.changes import Change
from program.records import Measure, Person
from ui.actions import Action
from ui.outcomes.figures import FiguresView
from ui.outcomes.ledger import LedgerView
from ui.outcomes.scoping import ScopeBar
from ui.outcomes.view import View
from ui.page import Memory, Page
from ui.theme import MARGIN, dress

if TYPE_CHECKING:
    from ui.desk import Desk

_SOON = 60  # milliseconds of rest after a change until the figures are counted anew


def _charts() -> type[View]:
    from ui.outcomes.charts import ChartsView

    return ChartsView


def _ahead() -> type[View]:
    from ui.outcomes.ahead import AheadView

    return AheadView


def _ledger() -> type[View]:
    return LedgerView


def _figures() -> type[View]:
    return FiguresView


#: The parts of the page: key, words, icon, and where each comes from.
VIEWS: dict[str, tuple[str, str, Callable[[], type[View]]]] = {
    "figures": ("Figures", "outcomes", _figures),
    "charts": ("Charts", "overview", _charts),
    "ledger": ("Exposure", "person", _ledger),
    "forecast": ("Forecast", "calendar", _ahead),
}


class OutcomesPage(Page):
    """What the program brings about. Nothing is counted before the page is looked at."""

    key: ClassVar[str] = "outcomes"
    title: ClassVar[str] = "Outcomes"
    icon: ClassVar[str] = "outcomes"
    placeholder: ClassVar[str] = "Search figures and charts"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._made: dict[str, View] = {}
        self._text = ""
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Parts of the page")
        self.tabs.setExpanding(False)
        dress(self.tabs, "tight")
        for words, _, _ in VIEWS.values():
            self.tabs.addTab(words)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar = ScopeBar()
        self.bar.follow(desk.program())
        self._stack = QStackedWidget()
        line = QHBoxLayout()
        line.setContentsMargins(MARGIN, 0, MARGIN, 4)
        line.setSpacing(16)
        line.addWidget(self.tabs)
        line.addWidget(self.bar, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.bar.own)
        column.addWidget(self._stack, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._show)
        self._view("figures")
        self.tabs.currentChanged.connect(self._tab)
        self.bar.changed.connect(self._show)
        desk.changed.connect(self._changed)
        self.setFocusProxy(self.figures.list)

    # ---- what the frame asks ---------------------------------------------------------------------------------------

    def subtitle(self) -> str:
        return VIEWS[self.front_key][0]

    def hint(self) -> str:
        return {
            "figures": "Enter on a record opens it",
            "ledger": "Arrows walk the mentees",
            "forecast": "Enter on a role opens it",
            "charts": "Tab goes from chart to chart · Arrows walk the values",
        }.get(self.front_key, "")

    def actions(self) -> list[Action]:  # type: ignore[override]  # ours is the table's kind of action, not Qt's
        shows = [
            Action(f"outcomes_{key}", f"Outcomes: {words}", partial(self.show_view, key), icon)
            for key, (words, icon, _) in VIEWS.items()
        ]
        return [
            *shows,
            Action("outcomes_target", "Set the target of this figure…", self._set_target, "flag", "",
                   lambda: self.front_key == "figures" and not self.desk.book.read_only),
        ]  # fmt: skip

    def search(self, text: str) -> None:
        self._text = text
        self.front.search(text)

    def reveal(self, record_id: str) -> None:
        """A figure by its measure (its definition after "card:"), a part of the page by its key, or by a person's id
        what they have met."""
        kind, _, rest = record_id.rpartition(":")
        if record_id in VIEWS:
            self.show_view(record_id)
        elif rest in {each.value for each in Measure}:
            self.show_figure(Measure(rest), card=kind == "card")
        elif (person := self.desk.program().get(Person, record_id)) is not None:
            choice = self.bar.choice
            if choice.cohort and choice.cohort != person.cohort:
                self.bar.show_choice(msgspec.structs.replace(choice, cohort=""))
            self.show_view("ledger")
            ledger = self.front
            assert isinstance(ledger, LedgerView)
            ledger.choose(record_id)

    def state(self) -> Memory:
        return {"view": self.front_key, **self.bar.memory()}

    def restore(self, state: Memory) -> None:
        self.bar.restore(state)
        view = state.get("view")
        if isinstance(view, str) and view in VIEWS:
            self.show_view(view)

    def scenes(self) -> dict[str, Callable[[], object]]:
        """States worth a picture: every part of the page."""
        parts: dict[str, Callable[[], object]] = {key: partial(self.show_view, key) for key in VIEWS}
        card = partial(self.show_figure, Measure.RECOMMENDATIONS, card=True)
        return {**parts, "figure": partial(self.show_figure, Measure.RECOMMENDATIONS), "card": card}

    # ---- parts -----------------------------------------------------------------------------------------------------

    @property
    def front_key(self) -> str:
        """The key of the part looked at."""
        return tuple(VIEWS)[max(0, self.tabs.currentIndex())]

    @property
    def front(self) -> View:
        """The part looked at."""
        return self._view(self.front_key)

    @property
    def figures(self) -> FiguresView:
        """The list of figures and the one chosen."""
        view = self._view("figures")
        assert isinstance(view, FiguresView)
        return view

    def show_view(self, key: str) -> None:
        """Look at this part."""
        self.tabs.setCurrentIndex(tuple(VIEWS).index(key))

    def show_figure(self, measure: Measure, *, card: bool = False) -> None:
        """Show a figure, from its definition on with `card`."""
        self.show_view("figures")
        self.figures.choose(measure, card=card)

    def _view(self, key: str) -> View:
        if key not in self._made:
            view = self._made[key] = VIEWS[key][2]()(self.desk)
            view.go.connect(self.go)
            view.card_wanted.connect(self._card)
            view.figure_wanted.connect(self.show_figure)
            self._stack.addWidget(view)
        return self._made[key]

    def _tab(self) -> None:
        for key, view in self._made.items():
            if key != self.front_key:
                view.leave()
        self._stack.setCurrentWidget(self.front)
        self.front.search(self._text)
        self.heading.emit()
        self._show()

    def _card(self, measure: Measure) -> None:
        self.show_figure(measure, card=True)

    def _set_target(self) -> None:
        self.figures.detail.target.open()

    # ---- showing ---------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the part in front for what is chosen, if anybody looks."""
        self._soon.stop()
        if not self.isVisible() or not self.desk.is_open:
            return
        program, today, choice = self.desk.program(), date.today(), self.bar.choice
        scope = choice.scope(program, today)
        self.bar.say(program, scope)
        self.front.show_scope(scope, choice.before(program, today))

    def _changed(self, _change: Change) -> None:
        self.bar.follow(self.desk.program())
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start(0)
        focused = cast("QWidget | None", self.window().focusWidget())
        if focused is None or focused is self.tabs:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # Qt would begin with the tabs
