"""The workshop page: the lead's panel beside the room's window. Rounds, time, attendance, and what is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import ClassVar

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from program.attendance import attended, noted
from program.capturing import understood
from program.changes import Change
from program.commands import Keep
from program.names import counted
from program.records import CaptureKind, Circle, Person, Placement, Presence, Scenario
from program.scenarios import KeepScenario
from program.trouble import Trouble
from program.views import Names
from ui.actions import Action
from ui.desk import Desk
from ui.page import Memory, Page
from ui.parts.banner import Banner
from ui.parts.emptiness import Emptiness
from ui.parts.round_planner import RoundPlanner
from ui.parts.searching import fold
from ui.theme import GRID, dress
from ui.workshop.captured import Captured
from ui.workshop.captureline import CaptureLine
from ui.workshop.face import Face
from ui.workshop.newcomer import Newcomer
from ui.workshop.presence_panel import PresencePanel
from ui.workshop.projector import screens
from ui.workshop.roombar import RoomBar
from ui.workshop.round_bar import RoundBar
from ui.workshop.scene import Scene, Side
from ui.workshop.stage import Stage


class WorkshopPage(Page):
    """One circle at a time. All that is marked or written down is kept at once, and can be undone."""

    key: ClassVar[str] = "workshop"
    title: ClassVar[str] = "Workshop"
    icon: ClassVar[str] = "meetings"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.stage = Stage(desk.clock, self)
        self.planner = RoundPlanner(desk, self)
        self.bar = RoomBar()
        self.rounds = RoundBar(self.stage.clock)
        self.face = Face("What the room sees, small")
        self.presence = PresencePanel()
        self.capture = CaptureLine()
        self.captured = Captured()
        self.withheld = Banner()
        self.empty = Emptiness()
        self.empty.say(
            "meetings", "No circle yet", "A workshop is a circle that meets: people at small tables, round by round. "
            "Make one first, and plan its rounds.", "Make a circle…",
        )  # fmt: skip
        self._lay_out()
        self._connect()
        self._say_capture()
        self._refresh()

    # ---- what the frame asks ---------------------------------------------------------------------------------------

    def subtitle(self) -> str:
        circle = self.circle()
        if circle is None:
            return "The room, the time, and what is said"
        return f"{counted(len(circle.people), 'person', 'people')} · {circle.held} of {len(circle.rounds)} rounds held"

    def hint(self) -> str:
        return "Esc twice hides every window"

    def actions(self) -> list[Action]:  # type: ignore[override]  # ours is the table's kind of action, not Qt's
        there = self._there
        sides = {Side.TABLES: "the tables", Side.NEXT: "the next round", Side.LISTS: "the lists", Side.TITLE: "a title"}
        return [
            Action("workshop_project", "Show in the room, or no longer", self.project, "play", "F5", there),
            Action("workshop_start", "Start the round, pause, or go on", self.start, "play", "F9", there),
            Action("workshop_minute", "One minute more", self.stage.clock.add, "plus", "Shift+F9", there),
            Action("workshop_next", "The round after", lambda: self.turn(1), "chevron-right", "Alt+Right", there),
            Action("workshop_back", "The round before", lambda: self.turn(-1), "chevron-left", "Alt+Left", there),
            Action("workshop_write", "Write something down", self.capture.setFocus, "edit", "Ctrl+E", self._can_change),
            Action("workshop_mark", "Mark attendance", self.presence.keyboard, "check", "Ctrl+M", there),
            Action("workshop_all", "All who are not marked are there", self.presence.mark_all, "people",
                   "Ctrl+Shift+A", self._can_change),
            Action("workshop_seat", "Seat the rest again", self.seat_again, "sparkle", "Ctrl+R", self._can_change),
            Action("workshop_new", "Somebody new…", self.somebody, "person", "", self._can_change),
            Action("workshop_board", "Work on the board, in a scenario", self.to_board, "board", "", self._writable),
            Action("workshop_circle", "Rounds and people of this circle", self._to_circle, "group", "", there),
            Action("workshop_poster", "Print the rounds for the wall", lambda: self._print("poster"), "print", "",
                   self._can_print),
            Action("workshop_cards", "Print a card for everybody", lambda: self._print("cards"), "print", "",
                   self._can_print),
            *(Action(f"workshop_show_{side}", f"Show {words} in the room", partial(self._side, side), "eye", "", there)
              for side, words in sides.items()),
        ]  # fmt: skip

    def reveal(self, record_id: str) -> None:
        if self.desk.program().get(Circle, record_id) is not None:
            self._put(circle=record_id)

    def state(self) -> Memory:
        return {"circle": self.stage.circle, "names": self.stage.names.value, "minutes": self.rounds.minutes.value()}

    def restore(self, state: Memory) -> None:
        names, minutes = state.get("names"), state.get("minutes")
        if isinstance(minutes, int):
            self.rounds.minutes.setValue(minutes)
        if names in list(Names):
            self.stage.names = Names(str(names))
        circle = str(state.get("circle", ""))
        if self.desk.program().get(Circle, circle) is not None:
            self._put(circle=circle)
        self._refresh()

    def scenes(self) -> dict[str, Callable[[], object]]:
        """The states of this page worth a picture."""
        return {"lists": lambda: self._side(Side.LISTS), "next": lambda: self._side(Side.NEXT)}

    # ---- what there is ---------------------------------------------------------------------------------------------

    def circle(self) -> Circle | None:
        """The circle that meets."""
        return self.desk.program().get(Circle, self.stage.circle)

    def _there(self) -> bool:
        return self.desk.is_open and self.circle() is not None

    def _writable(self) -> bool:
        return self.desk.is_open and not self.desk.book.read_only

    def _can_change(self) -> bool:
        return self._writable() and self._there()

    def _can_print(self) -> bool:
        return self._there() and not self.desk.book.limited

    # ---- the room --------------------------------------------------------------------------------------------------

    def project(self) -> None:
        """Open the room's window, asking on which screen where there are several, the other one first; or close it."""
        if self.stage.projector is not None:
            self.stage.close()
            return
        lead = self.window().screen()
        there = screens(lead)
        if len(there) > 1:
            chosen = self.desk.ask.choice(
                "On which screen?", "", [(str(place), words) for place, (words, _) in enumerate(there)], yes="Show it"
            )
            if chosen is None or not self.desk.is_open:
                return
            self._project(there[int(chosen)][1], lead)
        else:
            self._project(there[0][1] if there else None, lead)

    def _project(self, screen: QScreen | None, lead: QScreen | None) -> None:
        self.stage.project(screen, lead)

    def _side(self, side: Side) -> None:
        self.stage.turn(side=side)
        self._refresh()

    def turn(self, by: int) -> None:
        """Put the round this far away in front; the time stands at its beginning."""
        circle = self.circle()
        number = self.stage.number + by
        if circle is not None and 1 <= number <= len(circle.rounds):
            self.rounds.reset()
            self.stage.turn(number, Side.TABLES)
            self._refresh()

    def start(self) -> None:
        """Begin the round in front, which from then on stays as it is; or pause, or go on."""
        circle, clock = self.circle(), self.stage.clock
        if circle is None or not self.rounds.start.isEnabled():
            return
        if clock.running:
            clock.pause()
            return
        if self.stage.number == circle.held + 1 and not 0 < clock.part < 1:
            title = f"Hold round {self.stage.number} of circle {circle.name}"
            if self._keep(circle, title, held=self.stage.number) is None:
                return
        if clock.over:
            self.rounds.reset()
        clock.start()

    # ---- attendance ------------------------------------------------------------------------------------------------

    def mark(self, ids: list[str], presence: Presence) -> None:
        """Note how these people take part in the round in front, and what that means for the rounds to come."""
        circle, program, number = self.circle(), self.desk.program(), self.stage.number
        if circle is None:
            return
        marks = dict.fromkeys(ids, presence)
        after = attended(circle, number, marks)
        who = program.title(Person, ids[0]) if len(ids) == 1 else counted(len(ids), "person", "people")
        title = f"Mark {who} as {presence.label.lower()} in round {number} of circle {circle.name}"
        changed = () if after is circle else (after,)
        self.desk.do(Keep((*noted(program, circle, number, marks, date.today()), *changed), title), quiet=True)

    def somebody(self) -> None:
        """Ask who came that was not expected: they are there from the round in front on."""
        circle = self.circle()
        if circle is None:
            return
        dialog = Newcomer(self.desk.program(), circle, self.desk.ask.window)
        if self.desk.ask.show(dialog):
            self.mark([dialog.person.value()], Presence.THERE)

    def seat_again(self) -> None:
        """Plan the rounds that were not held yet for those who are there; while that goes on, stop it."""
        circle = self.circle()
        if self.planner.busy:
            self.planner.stop()
        elif circle is not None:
            self.planner.plan(circle, circle, f"Seat circle {circle.name} again from round {circle.held + 1} on")

    # ---- what is written down --------------------------------------------------------------------------------------

    def write_down(self, words: str, kind: CaptureKind | None) -> None:
        """Keep a line."""
        try:
            made = understood(words, kind, self.desk.program(), self.circle(), date.today())
        except Trouble as trouble:
            self.capture.say(trouble)
            return
        # What was said is not repeated in the titles of steps, which anybody sees who looks at the undo button.
        title = "Write down an action" if kind is None else f"Write down what was {kind.value}"
        if self.desk.do(Keep((made,), title), quiet=True) is not None:
            self.capture.done()

    # ---- elsewhere -------------------------------------------------------------------------------------------------

    def to_board(self) -> None:
        """The board, in a scenario of this day, so that nothing done before a room touches the plan that holds.

        When it is there already, the board opens on what differs from the plan that holds, to be taken over.
        """
        name = f"Workshop {date.today().isoformat()}"
        program = self.desk.program()
        known = next((each for each in program.of(Scenario).values() if each.name == name), None)
        if known is None:
            change = self.desk.do(KeepScenario(name, tuple(program.of(Placement).values())))
            if change is None:
                return
            known = next(pair.after for pair in change.pairs if isinstance(pair.after, Scenario))
        self.go.emit("board", known.id)

    def _to_circle(self) -> None:
        self.go.emit("circles", self.stage.circle)

    def _print(self, report: str) -> None:
        self.go.emit("reports", f"{report}:{self.stage.circle}")

    # ---- within ----------------------------------------------------------------------------------------------------

    def _keep(self, circle: Circle, title: str, **changes: object) -> Change | None:
        return self.desk.do(Keep((msgspec.structs.replace(circle, **changes),), title), quiet=True)

    def _put(self, *, circle: str | None = None, names: Names | None = None) -> None:
        if circle is not None and circle != self.stage.circle:
            self.rounds.reset()
        self.stage.put(self.desk.program(), circle=circle, names=names)
        self._refresh()

    def _follow(self, _change: Change) -> None:
        self.stage.follow(self.desk.program())
        self._refresh()

    def _refresh(self) -> None:
        if not self.desk.is_open:
            return
        program = self.desk.program()
        circles = sorted(program.of(Circle).values(), key=lambda each: (fold(each.name), each.id))
        if self.circle() is None:
            self.stage.put(program, circle=circles[0].id if circles else "")
        circle, stage, writable = self.circle(), self.stage, self._writable()
        self.bar.show_room(circles, stage.circle, stage.names, projecting=stage.projector is not None)
        self.rounds.show_circle(circle, stage.number, stage.side, writable=writable)
        self.presence.show_round(program, circle, stage.number, writable=writable, busy=self.planner.busy)
        self.captured.show_circle(program, stage.circle, writable=writable)
        self.capture.setEnabled(writable)
        what = "Not everything is shown in the room." if stage.withheld else ""
        self.withheld.show_words(what, "\n".join(stage.withheld), "caution")
        self._stack.setCurrentIndex(0 if circle is not None else 1)
        self.setFocusProxy(self.capture if circle is not None else self.empty)
        self.heading.emit()

    def _show(self, scene: Scene) -> None:
        self.face.show_scene(scene)

    def _set_otherwise(self, key: str) -> None:
        if key == "capture_protection":
            self._say_capture()

    def _say_capture(self) -> None:
        """How the lead's window is kept out of what is shared, truthfully."""
        found = (each.words for each in self.desk.protections() if each.name.startswith("Screen shots"))
        self.bar.say(next(found, ""))

    def _leave(self) -> None:
        """The book is being locked: the room's window goes first."""
        self.stage.close()
        self.stage.clock.pause()

    def _projecting(self, on: bool) -> None:
        if self.desk.is_open:
            self.bar.show_projecting(on)
        self.desk.in_room.emit(on)

    def _connect(self) -> None:
        desk, stage = self.desk, self.stage
        desk.changed.connect(self._follow)
        desk.locked.connect(self._leave)
        desk.settings.changed.connect(self._set_otherwise)
        stage.changed.connect(self._show)
        stage.projecting.connect(self._projecting)
        self.planner.changed.connect(self._refresh)
        self.bar.circle.connect(lambda id_: self._put(circle=id_))
        self.bar.names.connect(lambda names: self._put(names=names))
        self.bar.project.connect(self.project)
        self.bar.hide_all.connect(desk.hide_wanted)
        self.bar.board.connect(self.to_board)
        self.rounds.turned.connect(self.turn)
        self.rounds.started.connect(self.start)
        self.rounds.side.connect(self._side)
        self.presence.marked.connect(self.mark)
        self.presence.seat_again.connect(self.seat_again)
        self.presence.somebody.connect(self.somebody)
        self.capture.kept.connect(self.write_down)
        self.captured.settled.connect(lambda record: desk.do(Keep((record,)), quiet=True))
        self.empty.begin.connect(lambda: self.go.emit("circles", ""))

    def _lay_out(self) -> None:
        inside = QWidget()
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(12)
        self.face.setMinimumHeight(150)
        seen = QFrame()
        dress(seen, "card")
        frame = QVBoxLayout(seen)
        frame.setContentsMargins(1, 1, 1, 1)
        frame.addWidget(self.face)
        left.addWidget(self.rounds)
        left.addWidget(seen, 1)
        left.addWidget(self.capture)
        left.addWidget(self.captured)
        right.addWidget(self.presence, 1)
        row = QHBoxLayout()
        row.setSpacing(3 * GRID)
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 4, 24, 12)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(self.withheld)
        column.addLayout(row, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._stack = QStackedWidget()
        self._stack.addWidget(area)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
