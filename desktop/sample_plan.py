"""The plan of the sample program: who sits where, what the committee settled, and what was moved since."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from program.changes import Change, pairs
from program.commands import Command, MovePlacements, Pin, Place, SetState, Target
from program.findings import Severity
from program.plan import Draft
from program.program import Program
from program.records import Cohort, Cycle, Decision, Experience, Host, Person, Placement, Project, Record, Role, State
from program.rules import findings, score
from program.verdict import Outcome, verdict


class Planner:
    """Places cohorts, and does what a lead and a committee do with a plan; by dice, ids and the day it is given."""

    def __init__(
        self,
        dice: random.Random,
        new_id: Callable[[], str],
        today: date,
        hosts: Sequence[Host],
        works: Mapping[str, Sequence[str]],
        critical: Sequence[Project],
    ) -> None:
        self.dice = dice
        self.today = today
        self.hosts = hosts
        self.works = works  # what there is to work on, by host
        self.critical = critical
        self._id = new_id

    def placements(self, program: Program, cohort: Cohort, leave_out: int) -> Place:
        """Seat a cohort cycle by cycle, each mentee where the rules allow it and the points are best."""
        come: list[Placement] = []
        mentees = [person for person in program.people(Role.MENTEE) if person.cohort == cohort.id]
        cycles = [cycle for cycle in program.cycles if cycle.cohort == cohort.id]
        for cycle in cycles:
            needed = {person for project in self.critical if cycle.id in project.cycles for person in project.mentees}
            order = sorted(self.dice.sample(mentees, len(mentees)), key=lambda person: person.id not in needed)
            waiting = order[-leave_out:] if leave_out and cycle is cycles[1] else []
            for person in order:
                if person not in waiting and (seat := self._best(program, come, person, cycle)) is not None:
                    come.append(seat)
        return Place(tuple(come), reason="")

    def _best(self, program: Program, come: list[Placement], person: Person, cycle: Cycle) -> Placement | None:
        id_ = self._id()
        coach = self._pick(program.people(Role.COACH)).id if self.dice.random() < 0.3 else ""
        best: tuple[float, Placement] | None = None
        hosts = self.dice.sample(self.hosts, len(self.hosts))
        mentors = self.dice.sample(program.people(Role.MENTOR), len(program.people(Role.MENTOR)))
        kept = {  # for a critical project of theirs in another cycle
            id_
            for project in self.critical
            if person.id in project.mentees and cycle.id not in project.cycles
            for id_ in (project.host, project.mentor)
        }
        for host in hosts:
            if host.id in kept or breaks(program, come, Placement(id_, person=person.id, cycle=cycle.id, host=host.id)):
                continue
            for place, mentor in enumerate(mentors):
                if mentor.id in kept or (place > 8 and best is not None):
                    continue
                card = Placement(id_, person=person.id, cycle=cycle.id, host=host.id, mentor=mentor.id, coach=coach)
                if breaks(program, come, card):
                    continue
                points = score(program, Draft(program.plan, (), (*come, card)), card)
                if best is None or points > best[0]:
                    best = points, card
        if best is None:
            return None
        host_id = best[1].host
        host = next(each for each in self.hosts if each.id == host_id)
        project = self._pick(self.works[host_id])
        return msgspec.structs.replace(
            best[1],
            theme=self._pick(host.themes),
            project=project,
            deliverable=f"Recommendation on {project}",
            experience=self._pick(tuple(Experience)),
            goal=f"See how {host.name.lower()} decides",
        )

    def committee(self, program: Program) -> Iterator[Command]:
        """Approvals: the running cohort is published, the next one's first cycle approved, its second submitted."""
        by = "Steering committee"
        for place, cycle in enumerate(program.cycles[:6]):
            cards = tuple(p.id for p in program.of(Placement).values() if p.cycle == cycle.id)
            wanted = State.PUBLISHED if place < 4 else State.APPROVED if place == 4 else State.SUBMITTED
            for state in (State.SUBMITTED, State.APPROVED, State.PUBLISHED)[: list(State).index(wanted)]:
                yield _Dated(SetState(cards, state, by=by, on=date(self.today.year, 1, 15), reason="As proposed"), self)

    def everyday(self, present: Callable[[], Program]) -> Iterator[Command]:
        """A few moves, two pins, and one rule overridden with a reason: what a lead does in a week."""
        program = present()
        drafts = [p for p in program.of(Placement).values() if p.cycle in {c.id for c in program.cycles[6:]}]
        drafts.sort(key=lambda p: p.id)
        yield Pin(tuple(p.id for p in self.dice.sample(drafts, 2)))
        moved = 0
        for card in drafts:
            program = present()
            now = program.of(Placement)[card.id]
            for other in drafts:
                there = program.of(Placement)[other.id]
                swap = MovePlacements((Target(now.id, mentor=there.mentor),))
                other_mentor = there.cycle == now.cycle and there.mentor != now.mentor
                if moved < 3 and other_mentor and verdict(program, swap).outcome is Outcome.FREE:
                    yield swap
                    moved += 1
                    break
        for card in drafts:
            program = present()
            free = [h for h in self.hosts if h.seats == len(program.plan.seated(h.id, card.cycle))]
            for host in free:
                squeeze = MovePlacements((Target(card.id, host=host.id),))
                rules = {f.rule for f in verdict(program, squeeze).findings if f.severity is Severity.HARD}
                if rules == {"seat_limit"}:
                    reason = "The unit asked for one more place; a desk is found"
                    yield _Dated(msgspec.structs.replace(squeeze, reason=reason), self)
                    return

    def _pick(self, choices: Any) -> Any:
        return self.dice.choice(choices)


class _Dated(msgspec.Struct, frozen=True):
    """A command whose decisions carry the story's own ids and days, so that the sample is the same every time."""

    command: Any
    planner: Any

    def change(self, program: Program) -> Change:
        """The command's change, its new decisions under ids drawn from the sample's dice."""
        change: Change = self.command.change(program)
        return Change(change.title, pairs((pair.before, self._own(pair.after)) for pair in change.pairs))

    def _own(self, item: Record | None) -> Record | None:
        if isinstance(item, Decision):
            day = item.on or self.planner.today
            return msgspec.structs.replace(item, id=self.planner._id(), on=day, by=item.by or "Program lead")
        return item


def breaks(program: Program, come: list[Placement], card: Placement) -> bool:
    """Whether a hard rule stands against `card` beside the placements made so far."""
    draft = Draft(program.plan, (), (*come, card))
    return any(finding.severity is Severity.HARD for finding in findings(program, draft, card))
