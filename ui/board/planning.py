"""Everything around the plan in front: the band above the board, the comparison with the live plan, and the leaves
about findings, load and changes. Brings the parts together; each of them stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from program.changes import Change
from program.findings import Finding
from program.program import Program
from program.records import Placement
from program.rules import findings, plan_score, unplaced_of
from ui.board.changespanel import ChangesPanel
from ui.board.findingspanel import FindingsPanel
from ui.board.loadpanel import LoadPanel
from ui.board.planband import PlanBand
from ui.board.planpicker import PlanDeeds
from ui.board.plans import LIVE, Plans
from ui.board.sheet import people_on
from ui.board.side import CARD, CHANGES, FINDINGS, LOAD, Side
from ui.board.versus import Difference, Place, Versus
from ui.jobs import Job

if TYPE_CHECKING:
    from ui.board.filters import Filters
    from ui.board.idle import Idle
    from ui.board.inspector import BoardInspector
    from ui.board.judgements import Judgements
    from ui.board.model import BoardModel
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
        self._judgements, self._idle, self._filters = judgements, idle, filters
        self.band = PlanBand()
        self.deeds = PlanDeeds(plans, self)
        self.findings, self.load, self.changes = FindingsPanel(), LoadPanel(), ChangesPanel()
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
        self.deeds.compare.connect(self.compare)
        self.band.compare.connect(self.deeds.toggle)
        self.band.adopt.connect(self.deeds.adopt)
        self.band.keep.connect(self.deeds.keep)
        self.band.leave.connect(lambda: plans.show(plans.scenario if plans.offer is not None else LIVE))
        self.side.turned.connect(lambda _: self._catch_up())
        self.findings.wanted.connect(self._find)
        self.load.wanted.connect(self.wanted)
        self.changes.wanted.connect(self._jump)
        self.changes.taken.connect(self._take)
        self.changes.left.connect(self._leave)
        self._judgements.known.connect(lambda _: self._later.start())
        self._idle.rested.connect(self._score)

    # ---- what is in front ------------------------------------------------------------------------------------------

    @property
    def versus(self) -> Versus | None:
        """What is otherwise than in the live plan, while that is shown."""
        return self._model.versus

    def compare(self, on: bool) -> None:
        """Show what differs from the live plan, or no longer."""
        self.deeds.comparing = on
        self._compare()
        if self.versus is not None:
            self.side.turn(CHANGES)
            self.inspect.emit()
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

    def shown(self) -> None:
        """Another plan is in front, and the board is laid out for it."""
        self.deeds.comparing = self.plans.offer is not None
        self.live_score = None
        self._compare()
        self._name()
        if self.versus is not None:
            self.side.turn(CHANGES)
            self.inspect.emit()
        self._later.start()

    def leave(self) -> None:
        """The book is being locked."""
        self._later.stop()

    # ---- within ----------------------------------------------------------------------------------------------------

    def _compare(self) -> None:
        versus = None
        if self.deeds.comparing and not self.plans.live:
            versus = Versus(self.plans.desk.program(), self.plans.program())
        self._model.compare(versus)
        words = f"Changes {len(versus)}" if versus is not None else ""
        self.side.offer(CHANGES, versus is not None, words)
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

    def _score(self) -> None:
        """The score in front as far as it is known; the live one's is worked out beside the window when needed."""
        if self.plans.live or not self.plans.is_open:
            return
        front = self._judgements.score if self._judgements.complete else None
        self.band.show_score(front, self.live_score)
        if self.live_score is None and self._job is None:
            live = self.plans.desk.program()
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
            known = self._judgements.against()
            self.findings.show_findings(known, _unplaced(program, self._model), complete=self._judgements.complete)

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


def _unplaced(program: Program, model: BoardModel) -> list[Finding]:
    """The empty places of everybody on the board."""
    sheet = model.sheet
    columns = {cycle.id: place for place, cycle in enumerate(sheet.columns)}
    people = people_on(program, sheet.cohort, columns)
    return [each for person in people for each in unplaced_of(program, person) if each.cycle in columns]
