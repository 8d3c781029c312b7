"""Everything around the plan in front: the band above the board, the comparison with the live plan, and the leaves
about findings, load and changes. Brings the parts together; each of them stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from program.changes import Change
from program.commands import Pin, SetState
from program.commands.judging import Rearranging
from program.findings import Finding
from program.records import Placement
from program.rules import findings, plan_score
from ui.actions import Action
from ui.board.against import Against
from ui.board.changespanel import ChangesPanel
from ui.board.findingspanel import FindingsPanel
from ui.board.loadpanel import LoadPanel
from ui.board.planband import PlanBand
from ui.board.planpicker import PlanDeeds
from ui.board.plans import LIVE, Offer, Plans
from ui.board.proposing.asking import Asking
from ui.board.proposing.progressband import ProgressBand
from ui.board.proposing.wishes import TIMES, Kept, Wishes, first_to_plan
from ui.board.side import CARD, CHANGES, FINDINGS, LOAD, Side
from ui.board.taking import Taking
from ui.board.versus import Difference, Place, Versus
from ui.jobs import IsCancelled, Job, Progress

if TYPE_CHECKING:
    from program.planning.relax import Way
    from ui.board.filters import Filters
    from ui.board.idle import Idle
    from ui.board.inspector import BoardInspector
    from ui.board.judgements import Judgements
    from ui.board.model import BoardModel
    from ui.board.proposing.possible import Impossible
    from ui.board.view import BoardView

_REST = 150  # milliseconds without another change, after which leaves and score follow


class Planning(QObject):
    """The coordinator. It asks the page to show cells, and tells it when the heading has news."""

    wanted = Signal(str)
    """A record to be shown on the board."""
    inspect = Signal()
    """The panel at the right has something to see."""

    def __init__(
        self,
        plans: Plans,
        model: BoardModel,
        view: BoardView,
        judgements: Judgements,
        idle: Idle,
        filters: Filters,
        panel: BoardInspector,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.plans, self._model, self._view = plans, model, view
        self._judgements, self._idle, self._filters, self._panel = judgements, idle, filters, panel
        self.band = PlanBand()
        self.deeds = PlanDeeds(plans, self)
        self.taking = Taking(plans, model, view, self.deeds, self)
        self.asking = Asking(plans, self)
        self.progress = ProgressBand()
        self.wishes = Wishes(start=first_to_plan(plans.program(), date.today()))
        self.findings, self.load, self.changes = FindingsPanel(), LoadPanel(), ChangesPanel()
        self._against = Against(plans, model, judgements, idle, self.findings)
        self.side = Side(
            {
                CARD: ("Card", panel),
                FINDINGS: ("Findings", self.findings),
                LOAD: ("Load", self.load),
                CHANGES: ("Changes", self.changes),
            }
        )
        self.live_score: float | None = None
        self._job: Job | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_REST)
        self._later.timeout.connect(self._catch_up)
        self._connect()
        self.side.offer(CHANGES, False)
        self._name()

    def _connect(self) -> None:
        plans = self.plans
        plans.listed.connect(self._name)
        self._filters.propose.connect(self.propose)
        self.deeds.compare.connect(self.compare)
        self.band.compare.connect(self.deeds.toggle)
        self.band.adopt.connect(self.deeds.adopt)
        self.band.keep.connect(self.deeds.keep)
        self.band.leave.connect(lambda: plans.show(plans.scenario if plans.offer is not None else LIVE))
        self.progress.stop.connect(self.asking.stop)
        self.progress.cancel.connect(self.asking.cancel)
        self.asking.told.connect(lambda words, part, can_stop: self.progress.tell(words, part, can_stop=can_stop))
        self.asking.answered.connect(self._answered)
        self.asking.ended.connect(self.progress.over)
        self._panel.whynot.offered.connect(self._answered)
        self._panel.whynot.impossible.connect(lambda asked: self.ways_out(frozenset((asked[0],)), asked[1]))
        self.findings.repair_wanted.connect(self.repair)
        self.findings.ways_out.connect(lambda: self.ways_out(None))
        self.side.turned.connect(lambda _: self._catch_up())
        self.findings.wanted.connect(self._find)
        self.load.wanted.connect(self.wanted)
        self.changes.wanted.connect(self._jump)
        self.changes.taken.connect(self._take)
        self.changes.left.connect(self._leave)
        self._judgements.known.connect(lambda _: self._later.start())
        self._idle.rested.connect(self._rested)

    # ---- what is in front ------------------------------------------------------------------------------------------

    @property
    def versus(self) -> Versus | None:
        """What is otherwise than in the live plan, while that is shown."""
        return self._model.versus

    def compare(self, on: bool) -> None:
        """Show what differs from the live plan, or no longer."""
        self.deeds.comparing = on
        self._compare()
        self._show_changes()
        self._name()

    def follow(self, change: Change) -> None:
        """The plan in front, or the live one under it, has changed; the board shows it already."""
        self.live_score = None
        self._compare()
        self._name()
        self._later.start()

    def show_leaf(self, key: str) -> None:
        """Put a leaf of the panel in front, with the keyboard in it."""
        self.side.turn(key)
        self.inspect.emit()
        {CARD: self._view, FINDINGS: self.findings, LOAD: self.load, CHANGES: self.changes}[key].setFocus()

    def tell_findings(self) -> None:
        """Put the findings in front; the keyboard stays where it is."""
        self.side.turn(FINDINGS)
        self.inspect.emit()

    def shown(self) -> None:
        """Another plan is in front, and the board is laid out for it."""
        self.deeds.comparing = self.plans.offer is not None
        self.live_score = None
        self._compare()
        self._name()
        self._show_changes()
        self._later.start()

    # ---- the planner -----------------------------------------------------------------------------------------------

    def actions(self) -> list[Action]:
        """What can be done here, for menu, palette and shortcuts page."""
        return [
            Action("board_propose", "Propose a plan…", self.propose, "sparkle", "Ctrl+Shift+P", self._can_ask),
            Action("board_repair", "Repair the plan", self.repair, "settings", enabled=self._can_repair),
            Action("board_findings", "Findings", lambda: self.show_leaf(FINDINGS), "warning", "Ctrl+Shift+F"),
            Action("board_load", "Load of the mentors", lambda: self.show_leaf(LOAD), "mentor", "Ctrl+Shift+M"),
            *self.taking.actions(),
            *self.deeds.actions(),
        ]

    def propose(self) -> None:
        """Put the question, and begin to look."""
        from ui.board.proposing.dialog import ProposeDialog

        broken = len(self._judgements.warnings)
        dialog = ProposeDialog(self.plans, self.wishes, broken, self._view.window())
        if self.plans.ask.show(dialog) and self.plans.is_open:
            self.wishes = dialog.wishes
            self.look()

    def ways_out(self, cells: frozenset[Place] | None, wished: tuple[str, str] = ("", "")) -> None:
        """What stands in the way of filling cells (None: all that are empty), or of a wish for one, and what to do.

        A way out that is chosen is done as one step, and then the planner is asked again to fill what is empty.
        """
        program, wishes = self.plans.program(), self.wishes

        def work(progress: Progress, cancelled: IsCancelled) -> Impossible:
            from ui.board.proposing.possible import impossible

            return impossible(program, wishes, cells, wished, progress, cancelled)

        def show(answer: Impossible) -> None:
            from ui.board.proposing.possible import PossibleDialog

            dialog = PossibleDialog("What would make this possible", answer, self._view.window())
            if self.plans.ask.show(dialog) and dialog.way is not None and self.plans.is_open:
                self._take_way(dialog.way)

        self.plans.jobs.run(work, "Looking for what stands in the way", show, owner=self)

    def _take_way(self, way: Way) -> None:
        on_board = isinstance(way.command, Rearranging | Pin | SetState)
        done = self.plans.do(way.command) if on_board else self.plans.desk.do(way.command)
        if done is not None and self.plans.is_open:
            self._begin(
                msgspec.structs.replace(self.wishes, kept=Kept.ALL, fewest=False, seconds=min(TIMES)),
                "Looking for a plan …",
            )

    def repair(self) -> None:
        """Mend what is broken with as few changes as can be; shown before anything is kept."""
        self._begin(msgspec.structs.replace(self.wishes, fewest=True), "Mending the plan …")

    def look(self) -> None:
        """Ask as was asked last."""
        self._begin(self.wishes, "Looking for a plan …")

    def _begin(self, wishes: Wishes, words: str) -> None:
        self.progress.begin(words)
        self.asking.begin(wishes)

    def _answered(self, offer: Offer) -> None:
        self.plans.show_offer(offer)
        self._view.gestures.say(f"{offer.title}. {offer.words}")
        if not self.versus:
            self.plans.notice.say("Nothing better was found: the plan stays as it is.")
            self.plans.show(self.plans.scenario)

    def _can_ask(self) -> bool:
        return not self.plans.book.read_only and bool(self._model.sheet.columns)

    def _can_repair(self) -> bool:
        return self._can_ask() and bool(self._judgements.warnings)

    def leave(self) -> None:
        """The book is being locked."""
        self.asking.cancel()
        self._later.stop()

    # ---- within ----------------------------------------------------------------------------------------------------

    def _show_changes(self) -> None:
        """Turn to the changes, and bring the first of them into view."""
        if self.versus is not None:
            self.side.turn(CHANGES)
            self.inspect.emit()
            first = next(self._view.matches.finds(), None)
            if first is not None:
                self._view.go_to(first)

    def _compare(self) -> None:
        versus = None
        if self.deeds.comparing and not self.plans.live:
            versus = Versus(self.plans.base(), self.plans.program())
        self._model.compare(versus)
        self.side.offer(CHANGES, versus is not None)
        if versus is not None:
            self._idle.start("changes", self._listed(versus))

    def _listed(self, versus: Versus) -> Iterator[None]:
        live = versus.live

        def before(card: Placement) -> Sequence[Finding]:
            return findings(live, live.plan, card)

        writable = not self.plans.book.read_only
        yield from self.changes.filled(
            versus, self._judgements.now, before, writable=writable, leavable=self.plans.offer is not None
        )

    def _name(self) -> None:
        plans = self.plans
        writable = not plans.book.read_only
        self._filters.name_plan(plans.name, plans.offer is not None, writable)
        if plans.offer is not None:
            self.band.show_offer(plans.offer.title, plans.offer.words, writable)
        elif plans.scenario:
            self.band.show_scenario(plans.name, self.deeds.comparing, writable)
        else:
            self.band.hide()
        self._score()

    def _rested(self) -> None:
        """All is worked out that can be."""
        self._score()
        if self.side.key == FINDINGS:
            self._catch_up()

    def _score(self) -> None:
        """The score in front as far as it is known; the live one's is worked out beside the window when needed."""
        if self.plans.live or not self.plans.is_open:
            return
        front = self._judgements.score if self._judgements.complete else None
        self.band.show_score(front, self.live_score, self.plans.base_name)
        if self.live_score is None and self._job is None:
            live = self.plans.base()
            self._job = self.plans.jobs.run(lambda _p, _c: plan_score(live), "", self._scored, self._fell, self)

    def _scored(self, score: float) -> None:
        self._job = None
        self.live_score = score
        self._score()

    def _fell(self, _trouble: object) -> None:
        self._job = None

    def _catch_up(self) -> None:
        """Bring the leaf in front up to date; the others follow when they are turned to."""
        if not self.plans.is_open:
            return
        self._later.stop()
        program = self.plans.program()
        if self.side.key == LOAD:
            self.load.show_program(program)
        elif self.side.key == FINDINGS:
            self._against.refresh(program)

    def _find(self, finding: Finding) -> None:
        if finding.placement:
            self.wanted.emit(finding.placement)
        elif finding.person:
            self._go((finding.person, finding.cycle))

    def _jump(self, change: Difference) -> None:
        if change.after is not None:
            self.wanted.emit(change.after.id)
        else:
            self._go(change.cell)

    def _go(self, place: Place) -> None:
        """Set the keyboard on a cell of a mentee, which may be empty."""
        self.wanted.emit(place[0])
        sheet = self._model.sheet
        row, column = sheet.row_of(place[0]), sheet.column_of(place[1])
        if row is not None and column is not None:
            self._view.go_to((row, column))

    def _take(self, cells: frozenset[Place], title: str) -> None:
        if self.deeds.adopt(cells, title) and self.plans.is_open:
            self.changes.setFocus()

    def _leave(self, cells: frozenset[Place]) -> None:
        self.plans.leave_out(cells)
