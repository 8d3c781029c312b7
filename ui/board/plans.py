"""The plan in front of the board: the live one, a kept scenario, or a proposal that nobody has kept yet.

The board's parts ask `Plans` what they would ask the desk. While a scenario is in front, whatever they do is carried
out within it; a proposal is looked at and taken over or dismissed, and is changed by hand once it is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from program.changes import Change, Pair
from program.commands import Keep
from program.program import Program
from program.records import Placement, RuleSetting, Scenario, Sketch
from program.scenarios import Adopt, Cell, DropScenario, KeepScenario, Within, plan_of, seen
from program.trouble import Trouble
from ui.board.proposing.wishes import ruled

if TYPE_CHECKING:
    from program.commands import Command
    from storage.book import Book
    from storage.history import Entry
    from ui.ask import Ask
    from ui.desk import Desk
    from ui.jobs import Jobs
    from ui.notice import Notices

LIVE = ""
_AS = "As proposed: "


class Offer(msgspec.Struct, frozen=True):
    """A plan that was worked out and not kept: its placements, and what is said of it above the board.

    `rules` are the rules as they were set for it: as long as it is looked at, both plans are seen by them.
    """

    placements: tuple[Placement, ...]
    title: str
    words: str
    rules: tuple[RuleSetting, ...] = ()


class Plans(QObject):
    """Which plan is in front, and the program as it looks there."""

    changed = Signal(object)
    """A `Change` as it looks in the plan in front; `program()` already holds it."""
    shown = Signal()
    """Another plan is in front."""
    listed = Signal()
    """There are other scenarios, or they have other names."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """`parent` is the page: what is in front goes with it when the book is locked."""
        super().__init__(parent)
        self.desk = desk
        self.scenario = LIVE
        self.offer: Offer | None = None
        self._program = desk.program()
        desk.changed.connect(self._follow)

    # ---- what is in front ------------------------------------------------------------------------------------------

    @property
    def live(self) -> bool:
        """Whether the live plan is in front."""
        return not self.scenario and self.offer is None

    @property
    def name(self) -> str:
        """What the plan in front is called."""
        if self.offer is not None:
            return self.offer.title
        return self.desk.program().title(Scenario, self.scenario) if self.scenario else "Live"

    def program(self) -> Program:
        """The program as if the plan in front were the live one."""
        return self._program

    def base(self) -> Program:
        """What the plan in front is compared with and taken over into: the live plan, or for a proposal made within a
        scenario, that scenario; by the same rules."""
        live = self.desk.program()
        if self.offer is None:
            return live
        under = seen(live, plan_of(live, self.scenario)) if self.scenario else live
        return ruled(under, self.offer.rules)

    @property
    def base_name(self) -> str:
        """What `base` is called."""
        inner = self.scenario and self.offer is not None
        return self.desk.program().title(Scenario, self.scenario) if inner else "live"

    def scenarios(self) -> list[Scenario]:
        """All kept scenarios, by name."""
        return sorted(self.desk.program().of(Scenario).values(), key=lambda each: (each.name.casefold(), each.id))

    def show(self, scenario: str) -> None:
        """Put the live plan (`LIVE`) or a kept scenario in front. A proposal that stood there is gone."""
        self.offer, self.scenario = None, scenario
        self._program = self._seen()
        self.shown.emit()

    def show_offer(self, offer: Offer) -> None:
        """Put a proposal in front."""
        self.offer = offer
        self._program = self._seen()
        self.shown.emit()

    def placements(self) -> tuple[Placement, ...]:
        """The placements of the plan in front, as they would stand in the live plan."""
        if self.offer is not None:
            return self.offer.placements
        if self.scenario:
            return plan_of(self.desk.program(), self.scenario)
        return tuple(self.desk.program().of(Placement).values())

    # ---- what is done ----------------------------------------------------------------------------------------------

    def do(self, command: Command, *, quiet: bool = False) -> Change | None:
        """Carry out a command in the plan in front; None when it was refused (which is told as well)."""
        if self.offer is not None:
            self.notice.trouble(
                Trouble(
                    "A proposal is only looked at.",
                    "Nothing was changed.",
                    "Take it over, or keep it as a scenario to change it by hand.",
                )
            )
            return None
        if self.scenario:
            return self.desk.do(Within(self.scenario, command), quiet=quiet)
        return self.desk.do(command, quiet=quiet)

    def adopt(self, cells: Collection[Cell] | None, title: str) -> bool:
        """Take the plan in front over, whole or only these cells, as one step; whether it was done."""
        command = Adopt(self.placements(), cells=cells, title=title)
        into = self.scenario if self.offer is not None else LIVE
        done = self.desk.do(Within(into, command) if into else command) is not None
        if done and cells is None and self.is_open:
            self.show(into)
        return done

    def keep(self, name: str, placements: Iterable[Placement]) -> None:
        """Keep placements as a new scenario and put it in front."""
        change = self.desk.do(KeepScenario(name, tuple(placements)))
        made = [pair.after for pair in change.pairs if isinstance(pair.after, Scenario)] if change is not None else []
        if made:
            self.show(made[0].id)

    def leave_out(self, cells: Collection[Cell]) -> None:
        """Take changes out of the proposal in front: these cells stay as they are in the live plan."""
        if self.offer is None:
            return
        under = self.base().plan
        kept = [card for card in self.offer.placements if (card.person, card.cycle) not in cells]
        kept += [card for person, cycle in cells if (card := under.at(person, cycle)) is not None]
        words = self.offer.words if self.offer.words.startswith(_AS) else _AS + self.offer.words
        self.offer = msgspec.structs.replace(self.offer, placements=tuple(kept), words=words)
        before, self._program = self._program, self._seen()
        self.changed.emit(Change("", tuple(_moved(before, self._program))))

    def rename(self, name: str) -> None:
        """Give the scenario in front another name."""
        found = self.desk.program().get(Scenario, self.scenario)
        if found is not None and name and name != found.name:
            self.desk.do(Keep((msgspec.structs.replace(found, name=name),), f"Rename the scenario {found.name} {name}"))

    def drop(self) -> None:
        """Throw the scenario in front away, and show the live plan. It can be undone."""
        gone = self.scenario
        if gone:
            self.show(LIVE)
            self.desk.do(DropScenario(gone))

    @property
    def writable(self) -> bool:
        """Whether cards of the plan in front can be moved by hand."""
        return self.offer is None and not self.book.read_only and not (self.live and self.book.limited)

    # ---- the desk's part -------------------------------------------------------------------------------------------

    @property
    def book(self) -> Book:
        """The open book."""
        return self.desk.book

    @property
    def ask(self) -> Ask:
        """The one door for questions."""
        return self.desk.ask

    @property
    def jobs(self) -> Jobs:
        """Work beside the window."""
        return self.desk.jobs

    @property
    def notice(self) -> Notices:
        """What is told."""
        return self.desk.notice

    @property
    def is_open(self) -> bool:
        """Whether a book lies on the desk."""
        return self.desk.is_open

    def history(self, record_id: str, *, limit: int) -> list[Entry]:
        """The newest entries about a record, newest first."""
        return self.desk.history(record_id, limit=limit)

    # ---- within ----------------------------------------------------------------------------------------------------

    def _seen(self) -> Program:
        if self.live:
            return self.desk.program()
        rules = self.offer.rules if self.offer is not None else None
        program = self.desk.program() if rules is None else ruled(self.desk.program(), rules)
        return seen(program, self.placements())

    def _follow(self, change: Change) -> None:
        if any(isinstance(pair.record, Scenario) for pair in change.pairs):
            self.listed.emit()
        if self.scenario and self.desk.program().get(Scenario, self.scenario) is None:
            self.show(LIVE)
            return
        before, self._program = self._program, self._seen()
        pairs = [pair for pair in change.pairs if not isinstance(pair.record, Scenario | Sketch | Placement)]
        moved = [pair for pair in change.pairs if type(pair.record) is Placement]
        pairs += moved if self.live else _moved(before, self._program)
        # Even if nothing in front has moved, what it is compared with may have.
        if pairs or moved:
            self.changed.emit(Change(change.title, tuple(pairs)))


def _moved(before: Program, after: Program) -> list[Pair]:
    """What became of the placements from one present to the next."""
    old, new = before.of(Placement), after.of(Placement)
    if old is new:
        return []
    pairs = [Pair(card, new.get(id_)) for id_, card in old.items() if new.get(id_) != card]
    return pairs + [Pair(None, card) for id_, card in new.items() if id_ not in old]
