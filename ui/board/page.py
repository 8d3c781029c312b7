"""The board's page: model, view, filters, inspector and what can be done with cards, put together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from program.changes import Change
from program.commands import MovePlacements
from program.records import Cohort, Person, Placement, Scenario, Words
from program.rules import unplaced_of
from ui.actions import Action
from ui.board.deeds import Deeds
from ui.board.empty import Empty, missing
from ui.board.filters import Filters
from ui.board.idle import Idle
from ui.board.inspector import BoardInspector
from ui.board.judgements import Judgements
from ui.board.look import Colour, Density, Look, Rows, Show
from ui.board.model import BoardModel
from ui.board.placing import Placing
from ui.board.planning import Planning
from ui.board.plans import Plans
from ui.board.scenes import Scenes, scenes
from ui.board.sheet import Cell, chosen_cohort, people_on
from ui.board.view import BoardView
from ui.page import Memory, Page

if TYPE_CHECKING:
    from ui.desk import Desk


class BoardPage(Page):
    """Who sits where. Every gesture ends in a command; every change that comes back moves the rows it names."""

    key: ClassVar[str] = "board"
    title: ClassVar[str] = "Board"
    icon: ClassVar[str] = "board"
    placeholder: ClassVar[str] = "Search the board"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._look = Look()
        self.plans = Plans(desk, self)
        self.idle = Idle(("lift", "draw", "fits", "ahead", "changes", "seats", "count", "judge", "tables"), self)
        self.judgements = Judgements(self.idle, self)
        self.model = BoardModel(self.plans.program(), self._look, self.judgements, self)
        self.view = BoardView(self.model, self.judgements, self.idle, self._look, self)
        self.filters = Filters(self)
        self.empty = Empty(self)
        self.placing = Placing(self.plans, self.idle, self.view, self)
        self.deeds = Deeds(self.plans, self.view, self.placing)
        self.panel = BoardInspector(self.plans, self.model, self.judgements, self.idle)
        self.planning = Planning(
            self.plans, self.model, self.view, self.judgements, self.idle, self.filters, self.panel, self
        )
        self._lay_out()
        self._connect()
        self._count_later = QTimer(self)
        self._count_later.setSingleShot(True)
        self._count_later.setInterval(60)
        self._count_later.timeout.connect(self._count)
        self.judgements.first = self.view.visible_cards
        self.judgements.follow(self.plans.program())
        self.view.gestures.prepare(self.plans.program())
        self._show_look()

    # ---- what every page has ---------------------------------------------------------------------------------------

    def subtitle(self) -> str:
        """The cohort in front, and the plan's score once it is known."""
        program = self.plans.program()
        cohort = chosen_cohort(program, self._look.cohort)
        parts = [program.title(Cohort, cohort) if cohort else "all cohorts"] if program.of(Cohort) else []
        if self.judgements.complete and program.of(Placement):
            parts.append(f"plan score {self.judgements.score:,.0f}")
        return " · ".join(parts)

    def hint(self) -> str:
        if self.desk.is_open and self.desk.book.limited and self.plans.live:
            return "In a room cards are moved in scenarios: keep this plan as one"
        return "Drop moves · Ctrl swaps · Shift ripples · Esc puts back"

    def inspector(self) -> QWidget:
        return self.planning.side

    def actions(self) -> list[Action]:  # type: ignore[override]  # ours is the table's kind of action, not Qt's
        return [*self.deeds.actions(), *self.planning.actions(), *self._look_actions()]

    def search(self, text: str) -> None:
        """Dim what does not hold the words, and bring the first find into view."""
        self._set(text=text)
        found = self.view.matches.found() if text.strip() else []
        if found:
            self.view.scrollTo(self.model.index(*found[0]))

    def reveal(self, record_id: str) -> None:
        """Select and show a placement, or the row of a person, host or mentor; or a scenario, beside the live plan."""
        if self.desk.program().get(Scenario, record_id) is not None:
            self.plans.show(record_id)
            self.planning.compare(True)
            return
        program = self.plans.program()
        placement = program.get(Placement, record_id)
        if placement is not None:
            self._make_visible(placement)
            self.view.choose([record_id])
        else:
            row = self.model.sheet.row_of(record_id)
            if row is None and program.get(Person, record_id) is not None and self._look.rows is not Rows.MENTEE:
                self._relay(rows=Rows.MENTEE)
                row = self.model.sheet.row_of(record_id)
            if row is not None:
                self.view.go_to((row, 0))
        self.view.setFocus()

    def state(self) -> Memory:
        return self._look.memory()

    def scenes(self) -> Scenes:
        """The states worth a picture."""
        return scenes(self)

    def restore(self, state: Memory) -> None:
        self._look = Look.remembered(state)
        self.model.show(self.plans.program(), self._look)
        self._show_look()

    # ---- layout ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.planning.progress)
        column.addWidget(self.planning.band)
        middle = QWidget(self)
        self._middle = QStackedLayout(middle)
        inset = QWidget()
        margins = QVBoxLayout(inset)
        margins.setContentsMargins(16, 0, 12, 0)
        margins.addWidget(self.view)
        self._middle.addWidget(inset)
        self._middle.addWidget(self.empty)
        column.addWidget(middle, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.plans.changed.connect(self._follow)
        self.plans.shown.connect(self._show_plan)
        self.desk.locked.connect(self._leave)
        self.empty.go.connect(self.go)
        self.deeds.go.connect(self.go)
        filters, view, gestures = self.filters, self.view, self.view.gestures
        filters.rows.connect(lambda rows: self._relay(rows=rows))
        filters.group.connect(lambda group: self._relay(groups=self._look.grouped(group).groups))
        filters.colour.connect(lambda colour: self._relay(colour=colour))
        filters.cohort.connect(lambda cohort: self._relay(cohort=cohort))
        filters.show_only.connect(self._show_only)
        filters.show_only.connect(self._tell_findings)
        filters.menu.connect(self._menu)
        filters.plan.connect(lambda button: self.planning.deeds.menu(button, self.deeds))
        view.zoomed.connect(self._zoom)
        view.opened.connect(self._open)
        view.menu_wanted.connect(self.deeds.menu)
        view.selectionModel().selectionChanged.connect(self._chosen)
        view.selectionModel().currentChanged.connect(self._chosen)
        gestures.dropped.connect(self._dropped)
        gestures.hovered.connect(self.panel.show_lift)
        gestures.ended.connect(self._chosen)
        self.judgements.known.connect(lambda _: self._count_later.start())
        self.idle.rested.connect(self.heading)
        self.panel.wanted.connect(self.reveal)
        self.panel.place_wanted.connect(lambda: self._open(self.view.here))
        self.panel.deeds = self.deeds
        self.planning.wanted.connect(self.reveal)
        self.planning.inspect.connect(self.inspect)

    # ---- look ------------------------------------------------------------------------------------------------------

    def _set(self, **given: object) -> None:
        """Another look over the same rows and columns."""
        self._look = msgspec.structs.replace(self._look, **given)
        self.view.show_look(self._look)
        self.filters.show_look(self.plans.program(), self._look)

    def _relay(self, **given: object) -> None:
        """Another look that lays the board out anew; what was chosen stays so."""
        chosen = [card.id for card in self.view.chosen()]
        self._look = msgspec.structs.replace(self._look, **given)
        self.model.show(self.plans.program(), self._look)
        self._show_look()
        self.view.choose(chosen)
        self.heading.emit()

    def _show_only(self, show: Show) -> None:
        self._set(show=show)
        found = self.view.matches.found()
        if found:
            self.view.go_to(found[0])

    def _tell_findings(self, show: Show) -> None:
        """Whoever asks what breaks a rule, or who is unplaced, is told in the panel."""
        if show is not Show.EVERYTHING:
            self.planning.tell_findings()

    def _zoom(self, steps: int) -> None:
        self._set(zoom=self._look.zoomed(steps).zoom)

    def _show_look(self) -> None:
        program = self.plans.program()
        self.view.show_look(self._look)
        self.filters.show_look(program, self._look)
        lacking = missing(program)
        if lacking is not None:
            self.empty.show_missing(lacking)
        self._middle.setCurrentIndex(0 if lacking is None else 1)
        self.filters.setVisible(lacking is None)
        self.setFocusProxy(self.view if lacking is None else self.empty)
        self._count_later.start()

    def _look_actions(self) -> list[Action]:
        def choose(name: str, value: Words, words: str, icon: str) -> Action:
            return Action(f"board_{name}_{value}", words, lambda: self._relay(**{name: value}), icon)

        return [
            *(choose("rows", each, f"Show the board by {each}", icon)
              for each, icon in zip(Rows, ("person", "host", "mentor"), strict=True)),
            *(choose("colour", each, f"Colour the cards by {each}", "palette") for each in Colour),
            *(choose("density", each, f"{each.label} rows", "columns") for each in Density),
            Action("board_larger", "Zoom in", lambda: self._zoom(1), "zoom-in", "Ctrl++"),
            Action("board_smaller", "Zoom out", lambda: self._zoom(-1), "zoom-out", "Ctrl+-"),
            Action("board_plain", "Zoom to 100 %", lambda: self._zoom(0), "search", "Ctrl+0"),
            Action("board_warnings", "Show what breaks a rule", lambda: self._toggle(Show.WARNINGS), "warning"),
            Action("board_unplaced", "Show who is unplaced", lambda: self._toggle(Show.UNPLACED), "person"),
            Action("board_next", "Go to the next find", lambda: self._step(1), "chevron-down", "F3", self._finding),
            Action("board_previous", "Go to the find before", lambda: self._step(-1), "chevron-up", "Shift+F3",
                   self._finding),
            Action("board_print", "Print the plan…", lambda: self.go.emit("reports", "plan"), "print", "Ctrl+P"),
        ]  # fmt: skip

    def _finding(self) -> bool:
        return self.view.matches.active

    def _step(self, by: int) -> None:
        """From find to find, and round again."""
        found = self.view.matches.found()
        if not found:
            return
        here = self.view.here or (-1, -1)
        following = [cell for cell in found if cell > here] if by > 0 else [cell for cell in found if cell < here][::-1]
        self.view.go_to(following[0] if following else found[0 if by > 0 else -1])

    def _toggle(self, show: Show) -> None:
        self._show_only(Show.EVERYTHING if self._look.show is show else show)

    def _menu(self, button: QWidget) -> None:
        zoom = ("board_larger", "board_smaller", "board_plain")
        wanted = (*zoom, "", "board_density", "", "board_colour", "", "board_print")
        actions = self._look_actions()
        menu = QMenu(self)
        for key in wanted:
            if not key:
                menu.addSeparator()
            for action in actions:
                if key and action.key.startswith(key):
                    menu.addAction(self.deeds.entry(action, menu))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    # ---- what happens ----------------------------------------------------------------------------------------------

    def _dropped(self, command: MovePlacements, cell: Cell) -> None:
        held = command.targets[0].placement
        chosen = [target.placement for target in command.targets if target.placement != held]
        if self.plans.do(command) is not None:
            self.view.choose([held, *chosen], scroll=False)

    def _open(self, cell: Cell | None) -> None:
        """Enter or a double click: place somebody in an empty cell, look closer at a card."""
        if cell is None:
            return
        if self.model.sheet.card(*cell) is not None:
            self.inspect.emit()
            self.panel.edit()
        else:
            self.placing.open(cell)

    def _follow(self, change: Change) -> None:
        self.view.gestures.put_back()
        self.placing.close_()
        program = self.plans.program()
        chosen = [card.id for card in self.view.chosen()]
        self.judgements.follow(program, change)
        self.view.gestures.prepare(program)
        self.model.follow(program, change)
        if not all(isinstance(pair.record, Placement) for pair in change.pairs):
            self._show_look()
        if not self.view.chosen() and chosen:
            self.view.choose(chosen, scroll=False)
        self.planning.follow(change)
        self._chosen()
        self._count_later.start()

    def _show_plan(self) -> None:
        """Another plan is in front: the same people and cycles, other cards."""
        self.view.gestures.put_back()
        self.placing.close_()
        here = self.view.here
        program = self.plans.program()
        self.judgements.follow(program)
        self.view.gestures.prepare(program)
        self.model.show(program, self._look)
        self._show_look()
        if here is not None and here[0] < self.model.rowCount():
            self.view.go_to(here)
        self.planning.shown()
        self._chosen()
        self.heading.emit()

    def _chosen(self) -> None:
        if self.view.gestures.lift is None:
            self.panel.show_cards(self.view.chosen(), self.view.here)

    def _make_visible(self, placement: Placement) -> None:
        if self.model.sheet.find(placement) is None:
            program = self.plans.program()
            person = program.get(Person, placement.person)
            cohort = person.cohort if person is not None else ""
            self._relay(cohort=cohort or "all", rows=Rows.MENTEE)

    def _leave(self) -> None:
        """The book is being locked: nothing here may reach for it any more."""
        self.idle.clear()
        self._count_later.stop()
        self.panel.leave()
        self.planning.leave()
        self.view.gestures.put_back()

    def finish(self) -> None:
        """Work out at once what would come in idle slices, for a picture of the page."""
        self._count_later.stop()
        self._count()
        self.idle.finish()
        self._count_later.stop()
        self._count()
        self.idle.finish()

    def _count(self) -> None:
        self.idle.start("count", self._counting())

    def _counting(self) -> Iterator[None]:
        """What the chips count: over everyone on the board, whatever is dimmed or how it is laid out."""
        program, sheet = self.plans.program(), self.model.sheet
        columns = {cycle.id: place for place, cycle in enumerate(sheet.columns)}
        people = people_on(program, sheet.cohort, columns)
        unplaced = 0
        for place, person in enumerate(people):
            unplaced += sum(finding.cycle in columns for finding in unplaced_of(program, person))
            if place % 32 == 0:
                yield
        shown = {person.id for person in people}
        broken = (program.get(Placement, id_) for id_ in self.judgements.warnings)
        warnings = sum(card is not None and card.cycle in columns and card.person in shown for card in broken)
        self.filters.count(warnings, unplaced)
