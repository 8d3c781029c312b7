"""What can be done with the chosen cards: pin, take off, carry on to the next state; each ends in a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from program.commands import Pin, SetState, Unplace
from program.intake import ImportPlacements, Table
from program.records import Placement, State
from ui import icons
from ui.actions import Action
from ui.board.look import Rows
from ui.board.sheet import LOOSE
from ui.jobs import IsCancelled, Progress
from ui.parts.files import TABLES

if TYPE_CHECKING:
    from ui.board.placing import Placing
    from ui.board.plans import Plans
    from ui.board.view import BoardView

_STATES = {
    State.DRAFT: ("Back to draft", "undo"),
    State.SUBMITTED: ("Submit", "flag"),
    State.APPROVED: ("Approve", "check"),
    State.PUBLISHED: ("Publish", "success"),
}


class Deeds(QObject):
    """Acts on whatever is chosen on the board."""

    go = Signal(str, str)
    """Another page is wanted, and there a record."""

    def __init__(self, desk: Plans, view: BoardView, placing: Placing) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._placing = placing

    def actions(self) -> list[Action]:
        """All of them, for menu, palette and shortcuts page."""
        return [
            Action("board_place", "Place somebody here…", self.place, "plus", "Ins", self._on_gap),
            Action("board_pin", "Pin or unpin", self.pin, "pin", "P", self._any),
            Action("board_unplace", "Take off the board", self.unplace, "trash", "Del", self._any),
            *(self._state(state) for state in (State.SUBMITTED, State.APPROVED, State.PUBLISHED, State.DRAFT)),
            Action("board_person", "Show the mentee under People", self.show_person, "person", enabled=self._someone),
            Action("board_note", "Drop a note about this placement…", self.note, "note", enabled=self._one_card),
            Action("board_bring_in", "Bring in placements…", self.bring_in, "import", enabled=self._writable),
        ]

    def menu(self, where: QPoint) -> None:
        """The menu over a cell."""
        menu = QMenu(self._view)
        for action in self.actions():
            if action.enabled():
                menu.addAction(self.entry(action, menu))
        menu.aboutToHide.connect(menu.deleteLater)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(where)

    def entry(self, action: Action, parent: QWidget) -> QAction:
        """An entry of a menu. The shortcut is only written there: it is the window that listens to it."""
        made = QAction(f"{action.words}\t{action.keys}" if action.keys else action.words, parent)
        icons.set_icon(made, action.icon)
        made.triggered.connect(lambda _checked=False: action.trigger())
        return made

    # ---- the deeds -------------------------------------------------------------------------------------------------

    def place(self) -> None:
        """Open the choice of hosts and mentors for the cell the keyboard stands on."""
        if self._view.here is not None:
            self._placing.open(self._view.here)

    def pin(self) -> None:
        """Pin the chosen cards, or let them loose if all are pinned."""
        cards = self._view.chosen()
        if cards:
            self._desk.do(Pin(_ids(cards), pinned=not all(card.pinned for card in cards)))

    def unplace(self) -> None:
        """Take the chosen cards off the board."""
        cards = self._view.chosen()
        if cards:
            self._desk.do(Unplace(_ids(cards)))

    def carry(self, state: State) -> None:
        """Carry the chosen cards on to a state."""
        cards = self._view.chosen()
        if cards:
            self._desk.do(SetState(_ids(cards), state))

    def bring_in(self) -> None:
        """Read a table of placements, such as an exported one, and keep what it says as one step."""
        path = self._desk.ask.open_file("Choose a table of placements", TABLES)
        if path is None:
            return

        def work(progress: Progress, cancelled: IsCancelled) -> Table:
            from storage.exchange.tables import read_table

            return read_table(path, progress=progress, cancelled=cancelled)

        def done(table: Table) -> None:
            self._desk.do(ImportPlacements(table))

        self._desk.jobs.run(work, "Reading the table", done, owner=self)

    def show_person(self) -> None:
        """Go to the mentee of the card, or of the row, the keyboard stands on."""
        if person := self._person():
            self.go.emit("people", person)

    def note(self) -> None:
        """Write a private note about the chosen placement; in a scenario, about its mentee."""
        for card in self._view.chosen()[:1]:
            self.go.emit("feedback", f"drop {card.id if self._desk.live else card.person}")

    # ---- when they can be done -------------------------------------------------------------------------------------

    def _state(self, state: State) -> Action:
        words, icon = _STATES[state]
        act: Callable[[], object] = lambda: self.carry(state)  # noqa: E731
        return Action(f"board_{state}", words, act, icon, enabled=lambda: self._could(state))

    def _could(self, state: State) -> bool:
        if not self._desk.writable:
            return False
        order = list(State)
        cards = self._view.chosen()
        steps = [order.index(state) - order.index(card.state) for card in cards]
        return any(steps) and all(step <= 1 for step in steps) and (state is State.DRAFT or max(steps, default=0) == 1)

    def _person(self) -> str:
        here, sheet = self._view.here, self._view.sheet
        if here is None or here[0] >= len(sheet.rows):
            return ""
        card = sheet.card(*here)
        if card is not None:
            return card.person
        return "" if sheet.look.rows is Rows.HOST else sheet.rows[here[0]].key

    def _writable(self) -> bool:
        return self._desk.writable

    def _someone(self) -> bool:
        return self._person() not in ("", LOOSE)

    def _any(self) -> bool:
        return bool(self._view.chosen()) and self._desk.writable

    def _one_card(self) -> bool:
        return len(self._view.chosen()) == 1 and self._desk.writable

    def _on_gap(self) -> bool:
        return self._placing.possible(self._view.here) and self._desk.writable


def _ids(cards: list[Placement]) -> tuple[str, ...]:
    return tuple(card.id for card in cards)
