"""Where somebody would fit best: hosts and mentors for one mentee in one cycle, ranked by the rules' own points.

No rule about placements looks at host and mentor together, so each is judged alone and the sums are ranked: as many
questions as there are hosts and mentors, instead of their product. What is offered in the end is judged as a whole once
more, and only then by the rules about the whole plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import msgspec

from program.findings import Finding, Severity
from program.plan import Draft
from program.program import Program
from program.records import ACTIVE, Host, Person, Placement, Role
from program.rules import beside, findings, total


class Seat(msgspec.Struct, frozen=True):
    """One host, or one mentor: the points it brings, how many places it has left, and its name."""

    id: str
    name: str
    points: float
    left: int


class Fit(msgspec.Struct, frozen=True):
    """A host with a mentor. `points` is what the plan gains over leaving the cell empty, its other cards included;
    `left` the seats that stay free besides."""

    host: Seat
    mentor: Seat
    points: float

    @property
    def left(self) -> int:
        """Seats at the host before this one is taken."""
        return self.host.left


class Fits:
    """The search for one cell. `steps()` works it out bit by bit; `best()` answers from what is known by then."""

    def __init__(self, program: Program, draft: Placement) -> None:
        """`draft` says mentee and cycle; if it stands on the board already, its own seat counts as free."""
        self._program = program
        self._bare = msgspec.structs.replace(draft, host="", mentor="")
        self._base: Mapping[tuple[str, str, str, str], Finding] = {}
        self._score = 0.0
        self._empty = Draft(program.plan, (draft.id,), ())
        self.hosts: list[Seat] = []
        self.mentors: list[Seat] = []

    def steps(self) -> Iterator[None]:
        """Judge every host and every mentor once, a step each."""
        bare = self._judged(self._bare)
        self._base = {finding.key: finding for finding in bare}
        self._score = self._gain(self._bare, bare)
        for host in self._program.of(Host).values():
            self._weigh(self.hosts, host.id, host.name, msgspec.structs.replace(self._bare, host=host.id))
            yield
        for mentor in self._program.people(Role.MENTOR):
            if mentor.status in ACTIVE and mentor.id != self._bare.person:
                self._weigh(self.mentors, mentor.id, mentor.name, msgspec.structs.replace(self._bare, mentor=mentor.id))
                yield
        for seats in (self.hosts, self.mentors):
            seats.sort(key=lambda seat: (-seat.points, -seat.left, seat.name.casefold()))

    def best(self, limit: int = 12, words: str = "", *, each: int = 3) -> list[Fit]:
        """The best pairs whose names hold every one of `words`; without words no name comes more than `each` times."""
        wanted = words.casefold().split()
        pairs = (
            Fit(host, mentor, self._score + host.points + mentor.points)
            for host, mentor in product(_alike(self.hosts, wanted), _alike(self.mentors, wanted))
            if _named(f"{host.name} {mentor.name}", wanted)
        )
        ranked = sorted(pairs, key=lambda fit: (-fit.points, -fit.host.left, -fit.mentor.left))
        if wanted:
            return ranked[:limit]
        found: list[Fit] = []
        used: dict[str, int] = {}
        for fit in ranked:
            if len(found) == limit:
                break
            if max(used.get(fit.host.id, 0), used.get(fit.mentor.id, 0)) < each:
                found.append(fit)
                for id_ in (fit.host.id, fit.mentor.id):
                    used[id_] = used.get(id_, 0) + 1
        return found

    @property
    def against(self) -> tuple[Finding, ...]:
        """What stands against a place in this cell whoever is there; known from the first step on."""
        return tuple(finding for finding in self._base.values() if finding.severity is Severity.HARD)

    def placed(self, fit: Fit) -> Placement:
        """The placement a fit stands for."""
        return msgspec.structs.replace(self._bare, host=fit.host.id, mentor=fit.mentor.id)

    def _weigh(self, seats: list[Seat], id_: str, name: str, trial: Placement) -> None:
        found = self._judged(trial)
        if any(finding.severity is Severity.HARD and finding.key not in self._base for finding in found):
            return
        points = self._gain(trial, found) - self._score
        seats.append(Seat(id_, name, points, self._left(trial)))

    def _judged(self, trial: Placement) -> list[Finding]:
        return findings(self._program, self._with(trial), trial)

    def _gain(self, trial: Placement, found: Sequence[Finding]) -> float:
        """The points of a trial and what it changes for other cards of its row and its mentor."""
        people, mentors = (trial.person,), (trial.mentor,) if trial.mentor else ()
        left, now = (
            total(beside(self._program, plan, people, mentors, (trial.id,)))
            for plan in (self._empty, self._with(trial))
        )
        return total(found) + now - left

    def _with(self, trial: Placement) -> Draft:
        return Draft(self._program.plan, (trial.id,), (trial,))

    def _left(self, trial: Placement) -> int:
        plan = self._program.plan
        if trial.host:
            host = self._program.of(Host)[trial.host]
            return host.seats - sum(p.id != trial.id for p in plan.seated(trial.host, trial.cycle))
        mentor = self._program.of(Person)[trial.mentor]
        return mentor.capacity - sum(p.id != trial.id for p in plan.mentored(trial.mentor, trial.cycle))


def _alike(seats: Sequence[Seat], words: Sequence[str]) -> Sequence[Seat]:
    """Those worth pairing: with words, those named by one come first; never more than a few hundred pairs in all."""
    if not words:
        return seats[:24]
    named = [seat for seat in seats if any(word in seat.name.casefold() for word in words)]
    return [*named[:24], *(seat for seat in seats[:24] if seat not in named)]


def _named(name: str, words: Sequence[str]) -> bool:
    return all(word in name.casefold() for word in words)
