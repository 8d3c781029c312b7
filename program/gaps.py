"""What each free cell of somebody's way through the program would add, host by host."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from program.findings import Severity
from program.plan import Draft
from program.program import Program
from program.records import Cycle, Host, Person, Placement
from program.rules import findings


class Offer(msgspec.Struct, frozen=True):
    """What a host that is open to somebody would add in a free cell: a function not met, themes wished for."""

    host: str
    function: str
    themes: tuple[str, ...]

    @property
    def adds(self) -> int:
        """How many new things that are."""
        return bool(self.function) + len(self.themes)


class Gap(msgspec.Struct, frozen=True):
    """A cycle without a placement that is not over yet, and what each open host would add, most first."""

    cycle: str
    offers: tuple[Offer, ...]


def gaps(program: Program, who: Person, until: date, known: Iterable[str], wished: Iterable[str]) -> Iterator[Gap]:
    """The cycles of somebody's cohort that are not over on a day, in which they have no placement.

    `known` are the functions they have met or will meet; `wished` the themes they wish for and do not meet yet.
    """
    own = program.series(who.cohort)
    old = {" ".join(each.split()).casefold() for each in (*known, who.unit)}
    wanted = frozenset(wished)
    row = program.plan.row(who.id)
    for cycle in program.cycles:
        if cycle.id in own and cycle.id not in row and cycle.end > until:
            offers = []
            for host in _open(program, who, cycle):
                function = " ".join(host.function.split())
                fresh = tuple(theme for theme in dict.fromkeys(host.themes) if theme in wanted)
                offers.append(Offer(host.id, "" if function.casefold() in old else function, fresh))
            yield Gap(cycle.id, tuple(sorted(offers, key=lambda offer: -offer.adds)))


def _open(program: Program, who: Person, cycle: Cycle) -> Iterator[Host]:
    """The hosts against which no hard rule speaks for somebody in a cycle, by name."""

    def against(host: str) -> set[tuple[str, str, str, str]]:
        trial = Placement("", person=who.id, cycle=cycle.id, host=host)
        found = findings(program, Draft(program.plan, (), (trial,)), trial)
        return {finding.key for finding in found if finding.severity is Severity.HARD}

    always = against("")
    for host in sorted(program.of(Host).values(), key=lambda each: (each.name.casefold(), each.id)):
        if against(host.id) <= always:
            yield host
