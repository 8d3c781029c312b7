"""The circles page: who sits with whom at small tables, round by round, with nobody meeting twice where that can be."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from program.circles import encounters, out_of_date, together, wish
from program.commands import Keep, Remove
from program.commands.base import counted
from program.planning.rounds import least_repeats
from program.program import Program
from program.records import Circle, Person, new_id
from ui import icons
from ui.actions import Action
from ui.circles.chooser import Chooser
from ui.circles.model import RoundsModel
from ui.circles.panel import CirclePanel
from ui.circles.stay import StayDialog
from ui.circles.view import RoundsView
from ui.desk import Desk
from ui.page import Memory, Page
from ui.parts.banner import Banner
from ui.parts.emptiness import Emptiness
from ui.parts.round_planner import RoundPlanner
from ui.parts.searching import fold
from ui.theme import GRID, dress


class CirclesPage(Page):
    """One circle at a time: its rounds as columns of tables."""

    key: ClassVar[str] = "circles"
    title: ClassVar[str] = "Circles"
    icon: ClassVar[str] = "group"
    placeholder: ClassVar[str] = "Find a person in the rounds"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._shown = ""
        self.planner = RoundPlanner(desk, self)
        self.planner.changed.connect(self._refresh)
        self.panel = CirclePanel(desk)
        self.panel.people_wanted.connect(self.choose_people)
        self.panel.stay_wanted.connect(self.come_or_leave)
        self.which = QComboBox()
        self.plan = QPushButton()
        self.hold = QPushButton()
        self.said = Banner()
        self.model = RoundsModel(self)
        self.rounds = RoundsView(self.model)
        self.rounds.selectionModel().currentChanged.connect(lambda *_: self._chosen())
        self.empty = Emptiness()
        self.empty.begin.connect(self._begin)
        self._lay_out()
        desk.changed.connect(self._changed)
        self._refresh()

    # ---- what the frame asks ---------------------------------------------------------------------------------------

    def subtitle(self) -> str:
        circle = self.circle()
        if circle is None:
            return "Small tables over several rounds"
        people = counted(len(circle.people), "person", "people")
        return f"{people} · {counted(len(circle.rounds), 'round')} planned, {circle.held} held"

    def hint(self) -> str:
        return "Arrows walk the tables" if self.model.rowCount() else ""

    def inspector(self) -> QWidget:
        return self.panel

    def actions(self) -> list[Action]:  # type: ignore[override]  # ours is the table's kind of action, not Qt's
        there = self._can_change
        return [
            Action("circle_new", "New circle…", self.add, "plus", "Ctrl+N", self._writable, "Circles"),
            Action("circle_plan", "Plan rounds", self.plan_rounds, "sparkle", "Ctrl+Return", there, "Circles"),
            Action("circle_hold", "Mark the next round as held", self.hold_next, "check", "", self._can_hold,
                   "Circles"),
            Action("circle_open", "Open the last round held again", self.open_last, "undo", "",
                   lambda: there() and self._circle().held > 0, "Circles"),
            Action("circle_people", "Choose who takes part…", self.choose_people, "people", "", there, "Circles"),
            Action("circle_stay", "Somebody comes or leaves…", self.come_or_leave, "person", "", there, "Circles"),
            Action("circle_rename", "Rename circle…", self.rename, "edit", "F2", there, "Circles"),
            Action("circle_print", "Print the round sheet", lambda: self.go.emit("reports", self._shown), "print", "",
                   lambda: self.circle() is not None and not self.desk.book.limited, "Circles"),
            Action("circle_remove", "Remove circle", self.remove, "trash", "", there, "Circles"),
        ]  # fmt: skip

    def search(self, text: str) -> None:
        self.model.search(text)
        first = self.model.first_found()
        if first.isValid():
            self.rounds.scrollTo(first)

    def reveal(self, record_id: str) -> None:
        program = self.desk.program()
        if program.get(Circle, record_id) is not None:
            self._show(record_id)
        elif (person := program.get(Person, record_id)) is not None:
            circle = next((c for c in program.of(Circle).values() if record_id in c.people), None)
            if circle is not None:
                self._show(circle.id)
                self.search(person.name)

    def state(self) -> Memory:
        return {"circle": self._shown}

    def restore(self, state: Memory) -> None:
        self._show(str(state.get("circle", "")))

    def scenes(self) -> dict[str, Callable[[], object]]:
        """The states of this page worth a picture."""
        circle = self.circle()
        if circle is None:
            return {"new": self.add}
        name = next((self.desk.program().title(Person, id_) for id_ in circle.people), "")
        return {"new": self.add, "found": lambda: self.search(name), "leave": self.come_or_leave}

    # ---- which circle ----------------------------------------------------------------------------------------------

    def circle(self) -> Circle | None:
        """The circle on show."""
        return self.desk.program().get(Circle, self._shown)

    def _circle(self) -> Circle:
        circle = self.circle()
        assert circle is not None, "asked only where one is shown"
        return circle

    def _writable(self) -> bool:
        return self.desk.is_open and not self.desk.book.read_only

    def _can_change(self) -> bool:
        return self._writable() and self.circle() is not None

    def _can_hold(self) -> bool:
        return self._can_change() and self._circle().held < len(self._circle().rounds) and not self.planner.busy

    def _show(self, id_: str) -> None:
        if self.desk.program().get(Circle, id_) is not None:
            self._shown = id_
        self._refresh()

    # ---- doing -----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for a name and people, and make a circle of them."""
        number = len(self.desk.program().of(Circle)) + 1
        dialog = Chooser(self.desk.program(), (), f"Circle {number}", self.desk.ask.window)
        if self.desk.ask.show(dialog):
            circle = Circle(new_id(), name=dialog.name.text(), people=dialog.chosen())
            self._shown, before = circle.id, self._shown
            if self.desk.do(Keep((circle,))) is None:
                self._shown = before
            self.plan.setFocus()

    def choose_people(self) -> None:
        """Ask anew who takes part."""
        circle = self._circle()
        dialog = Chooser(self.desk.program(), circle.people, parent=self.desk.ask.window)
        if self.desk.ask.show(dialog):
            kept = frozenset(dialog.chosen())
            hosts = tuple(id_ for id_ in circle.hosts if id_ in kept)
            self._keep(f"Choose people of circle {circle.name}", people=dialog.chosen(), hosts=hosts)

    def rename(self) -> None:
        """Ask for another name."""
        circle = self._circle()
        name = self.desk.ask.text("Rename circle", "", circle.name, yes="Rename")
        if name and name.strip() != circle.name:
            self._keep(f"Rename circle {circle.name}", name=name)

    def remove(self) -> None:
        """Remove the circle; it can be undone."""
        self.desk.do(Remove((self._circle(),)))

    def hold_next(self) -> None:
        """The next round was held: it stays as it is from now on."""
        circle = self._circle()
        self._keep(f"Hold round {circle.held + 1} of circle {circle.name}", held=circle.held + 1)

    def open_last(self) -> None:
        """The last round held was not, after all."""
        circle = self._circle()
        self._keep(f"Open round {circle.held} of circle {circle.name} again", held=circle.held - 1)

    def come_or_leave(self) -> None:
        """Ask who comes or leaves, and plan the rounds not yet held anew."""
        circle = self._circle()
        dialog = StayDialog(circle, self.desk.program(), parent=self.desk.ask.window)
        if self.desk.ask.show(dialog):
            if circle.rounds:
                self.planner.plan(circle, dialog.edited(), dialog.title())
            else:
                self.desk.do(Keep((dialog.edited(),), dialog.title()))

    def plan_rounds(self) -> None:
        """Plan all rounds that were not held yet; while that goes on, stop it with the best so far."""
        if self.planner.busy:
            self.planner.stop()
            return
        circle = self._circle()
        self.planner.plan(circle, circle, f"Plan rounds of circle {circle.name}")

    def _keep(self, title: str, **changes: object) -> None:
        self.desk.do(Keep((msgspec.structs.replace(self._circle(), **changes),), title))

    def _begin(self) -> None:
        if self.circle() is None:
            self.add()
        elif len(self._circle().people) < 2:
            self.choose_people()
        else:
            self.plan_rounds()

    # ---- showing ---------------------------------------------------------------------------------------------------

    def _changed(self, change: object) -> None:
        self._refresh()

    def _refresh(self) -> None:
        if not self.desk.is_open:
            return
        program = self.desk.program()
        circles = sorted(program.of(Circle).values(), key=lambda each: (fold(each.name), each.id))
        if self.circle() is None:
            self._shown = circles[0].id if circles else ""
        self.which.blockSignals(True)
        self.which.clear()
        for each in circles:
            self.which.addItem(each.name, each.id)
        self.which.setCurrentIndex(self.which.findData(self._shown))
        self.which.blockSignals(False)
        circle = self.circle()
        self.panel.show_circle(circle)
        if self.model.circle != circle or circle is None:
            self.model.show_circle(circle, program)
            self._chosen()
        self._buttons(circle)
        self._say(circle)
        front: QWidget = self.rounds if self.model.rowCount() else self.empty
        self._stack.setCurrentWidget(front)
        self.setFocusProxy(front)
        self.bar.setVisible(circle is not None)
        self.heading.emit()

    def _buttons(self, circle: Circle | None) -> None:
        planned = circle is not None and bool(circle.rounds)
        words = "Stop" if self.planner.busy else "Plan the rest again" if planned else "Plan rounds"
        if circle is not None and planned and not circle.held and not self.planner.busy:
            words = "Plan again"
        self.plan.setText(words)
        self.plan.setEnabled(self._can_change() and circle is not None and len(circle.people) > 1)
        icons.set_icon(self.plan, "stop" if self.planner.busy else "sparkle", "on_accent")
        self.new.setEnabled(self._writable())
        self.empty.deed.setEnabled(self._writable() and not self.planner.busy)
        self.hold.setVisible(planned)
        self.hold.setEnabled(self._can_hold())
        number = circle.held + 1 if circle is not None else 1
        self.hold.setText(f"Round {number} was held" if planned and circle and number <= len(circle.rounds)
                          else "All rounds held")  # fmt: skip

    def _say(self, circle: Circle | None) -> None:
        """What holds of the rounds, or what to do first."""
        if circle is None:
            self.said.show_words("")
            self.empty.say(
                "group", "No circles yet", "Seat people at small tables over several rounds, so that nobody meets "
                "anybody twice where that can be: for peer circles and workshops.", "Make a circle…",
            )  # fmt: skip
            return
        if not circle.rounds:
            self.said.show_words("")
            few = len(circle.people) < 2
            self.empty.say(
                "group", "Nobody takes part yet" if few else "Ready to plan",
                "Choose at least two people." if few else
                f"{counted(len(circle.people), 'person', 'people')}, {counted(circle.wanted, 'round')}. "
                "Conflicts are kept apart; the panel at the right says the rest.",
                "Choose people…" if few else "Plan rounds",
            )  # fmt: skip
            return
        self.said.show_words(*self._verdict(circle))

    def _verdict(self, circle: Circle) -> tuple[str, str, str]:
        again, program = encounters(circle.rounds), self.desk.program()
        more = self.panel.stays(circle)
        if near := together(program, circle):
            pair = f"{program.title(Person, near[0].first)} and {program.title(Person, near[0].second)}"
            what = f"{pair} are to be kept apart and sit together in round {near[0].rounds[0] + 1}."
            return what, "Plan the rest again.", "bad"
        if out_of_date(circle):
            return "People, tables or rounds have changed since this was planned.", "Plan the rest again.", "caution"
        if not again:
            return "Nobody meets anybody twice.", more, "good"
        times = sum(len(each.rounds) - 1 for each in again)
        names = [f"{program.title(Person, e.first)} and {program.title(Person, e.second)}" for e in again[:3]]
        tail = f" and {len(again) - 3} more pairs" if len(again) > 3 else ""
        what = f"{counted(times, 'meeting repeats', 'meetings repeat')}: {'; '.join(names)}{tail}."
        return what, f"{_why(program, circle, times)}\n{more}".strip(), "caution"

    def _chosen(self) -> None:
        index = self.rounds.currentIndex()
        words = index.data(Qt.ItemDataRole.AccessibleTextRole) if index.isValid() else ""
        self.panel.show_table(str(words or ""))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 24, 12)
        column.setSpacing(12)
        self.bar = QWidget()
        bar = QHBoxLayout(self.bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(GRID)
        self.which.setAccessibleName("Circle")
        self.which.setMinimumWidth(140)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.which.activated.connect(lambda _: self._show(str(self.which.currentData())))
        self.new = QPushButton("New circle…")
        icons.set_icon(self.new, "plus")
        self.new.clicked.connect(lambda: self.add())
        dress(self.plan, "primary")
        self.plan.clicked.connect(lambda: self.plan_rounds())
        icons.set_icon(self.hold, "check")
        self.hold.clicked.connect(lambda: self.hold_next())
        bar.addWidget(self.which)
        bar.addWidget(self.new)
        bar.addStretch(1)
        bar.addWidget(self.hold)
        bar.addWidget(self.plan)
        column.addWidget(self.bar)
        column.addWidget(self.said)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rounds)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)


def _why(program: Program, circle: Circle, times: int) -> str:
    """What is proved about meetings that repeat."""
    bound = least_repeats(wish(program, circle))
    if not bound.least:
        return "That there is a plan without is neither known nor ruled out; planning again may find one."
    return f"{'Fewer cannot be' if bound.least >= times else f'At least {bound.least:,} must'}: {bound.why}"
