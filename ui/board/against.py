"""Keeps the leaf of findings up to date: what the rules say, who has no place, and the best free seats or why none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from program.findings import Finding, Severity
from program.fits import Fits
from program.names import short_name
from program.program import Program
from program.records import Cycle, Person, Placement, new_id
from program.rules import unplaced_of
from ui.board import spoken
from ui.board.findingspanel import FindingsPanel
from ui.board.sheet import people_on
from ui.jobs import Job

if TYPE_CHECKING:
    from ui.board.idle import Idle
    from ui.board.judgements import Judgements
    from ui.board.model import BoardModel
    from ui.board.plans import Plans
    from ui.board.versus import Place

_SEATED = 60
"""Empty places for which the best free seats are looked for unasked."""


class Against(QObject):
    """Fills a `FindingsPanel` with what speaks against the plan in front."""

    def __init__(
        self, plans: Plans, model: BoardModel, judgements: Judgements, idle: Idle, panel: FindingsPanel
    ) -> None:
        super().__init__(panel)
        self._plans, self._model, self._judgements, self._idle, self._panel = plans, model, judgements, idle, panel
        self._job: Job | None = None

    def refresh(self, program: Program) -> None:
        """Show what is known by now; what takes longer follows."""
        found, lacking = self._judgements.against(), lacking_on(program, self._model)
        if self._panel.show_findings(found, lacking, complete=self._judgements.complete) and lacking:
            self._idle.start("seats", self._best_seats(program, lacking[:_SEATED]))

    def _best_seats(self, program: Program, lacking: Sequence[Finding]) -> Iterator[None]:
        """The best free seats for every empty place, one after the other."""
        hopeless: list[Finding] = []
        for finding in lacking:
            card = program.get(Placement, finding.placement)
            fits = Fits(program, card or Placement(new_id(), person=finding.person, cycle=finding.cycle))
            yield from fits.steps()
            best = [
                f"{fit.host.name} with {short_name(fit.mentor.name)} {spoken.points(fit.points)}"
                for fit in fits.best(2, each=2)
            ]
            if best:
                self._panel.tell_best(finding, "best: " + "; ".join(best))
            else:
                self._panel.tell_best(finding, "nothing is free that keeps the rules")
                hopeless.append(finding)
        if hopeless:
            self._tell_why(program, hopeless)

    def _tell_why(self, program: Program, hopeless: Sequence[Finding]) -> None:
        """Why there is nothing free for them, worked out beside the window."""
        if self._job is not None:
            self._job.drop()

        def work(_progress: object, _cancelled: object) -> Mapping[Place, str]:
            from program.planning.staysout import stays_out

            reasons: dict[Place, str] = {}
            for out in stays_out(program):
                before = reasons.get((out.person, out.cycle), "")
                reasons[out.person, out.cycle] = f"{before} {out.words}".strip()
            return reasons

        def tell(reasons: Mapping[Place, str]) -> None:
            self._job = None
            for finding in hopeless:
                if words := reasons.get((finding.person, finding.cycle)):
                    self._panel.tell_best(finding, words)

        self._job = self._plans.jobs.run(work, "", tell, lambda _: None, self)


def lacking_on(program: Program, model: BoardModel) -> list[Finding]:
    """The places of everybody on the board that are empty, or lack a host or a mentor."""
    sheet = model.sheet
    columns = {cycle.id: place for place, cycle in enumerate(sheet.columns)}
    found: list[Finding] = []
    for person in people_on(program, sheet.cohort, columns):
        found += [each for each in unplaced_of(program, person) if each.cycle in columns]
        for cycle, card in program.plan.row(person.id).items():
            lacks = [word for word, id_ in (("host", card.host), ("mentor", card.mentor)) if not id_]
            if lacks and cycle in columns:
                words = f"{program.title(Person, person.id)} has no {' and no '.join(lacks)}"
                words += f" in {program.title(Cycle, cycle)}"
                found.append(Finding("lacking", Severity.SOFT, words, "lacking", person.id, cycle, card.id))
    return found
