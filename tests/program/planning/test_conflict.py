"""Why impossible: what is told cannot be, none of it is idle, and each way out leads out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from random import Random

import msgspec
import pytest

from program.findings import Severity
from program.plan import Draft
from program.planning.conflict import Answer, Conflict, conflicts
from program.planning.facts import Cells, Fact, Kind, Wish
from program.planning.relax import ways_out
from program.planning.staysout import stays_out
from program.program import Program
from program.records import Absence, Host, Person, Placement, Preference, Record, Role
from program.records import Conflict as Between
from program.records import Wish as Opinion
from program.rules import findings
from tests.program.planning.worlds import world
from tests.program.scene import mentee, mentor, placed, scene

MORE = (Host("leg", name="Legal", seats=2), Host("ris", name="Risk", seats=2), mentor("ek", "Dana Ek", capacity=2))
"""With these, everybody in the scene can be placed."""


# ---- an independent look at what facts allow -------------------------------------------------------------------------


class Brute:
    """Tries all assignments for the cells that some facts ask for; what forbids what is asked of the rules."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.cells = Cells(program, Wish())
        self.frame = self.cells.frame
        self.empty = Program.of_records(each for each in program.everything() if not isinstance(each, Placement))
        self.against: dict[tuple[str, ...], set[str]] = {}

    def grants(self, facts: Sequence[Fact]) -> bool:
        """Whether the facts can hold together."""
        asks = [fact for fact in facts if fact.kind in (Kind.WANT, Kind.HELD, Kind.WISH)]
        return all(self._open(ask, facts) for ask in asks) and self._fill(asks, [], set(facts))

    def _open(self, ask: Fact, facts: Sequence[Fact]) -> bool:
        """Whether the cell can be had: no rule among the facts keeps the mentee out, nor from the stages before."""
        if any(fact.kind is Kind.OFF and (fact.person, fact.cycle) == (ask.person, ask.cycle) for fact in facts):
            return False
        if not any(fact.kind is Kind.STAGE and (fact.person, fact.cycle) == (ask.person, ask.cycle) for fact in facts):
            return True
        need, done, might = self.cells.staged(ask.person, ask.cycle)
        return done + sum(self._open(ask._replace(cycle=other), facts) for other in might) >= need

    def _fill(self, asks: Sequence[Fact], chosen: list[tuple[Fact, int]], facts: set[Fact]) -> bool:
        if not asks:
            return self._rows(chosen, facts)
        ask, *rest = sorted(asks, key=lambda each: len(self._options(each, facts)))
        for option in self._options(ask, facts):
            there = sum((each.cycle, has) == (ask.cycle, option) for each, has in chosen)
            room = Fact(Kind.ROOM, ask.layer, "", -1, ask.cycle, option)
            if room in facts and there >= self._room(ask.layer, option, ask.cycle):
                continue
            if self._fill(rest, [*chosen, (ask, option)], facts):
                return True
        return False

    def _options(self, ask: Fact, facts: set[Fact]) -> list[int]:
        if ask.option >= 0 and ask.kind is Kind.HELD:
            return [ask.option]
        ids = self.frame.hosts if ask.layer == 0 else self.frame.mentors
        found = [option for option in range(len(ids)) if self._allowed(ask, option, facts)]
        return found if ask.option < 0 else [each for each in found if each == ask.option]

    def _allowed(self, ask: Fact, option: int, facts: set[Fact]) -> bool:
        person, cycle = self.frame.mentees[ask.person], self.frame.cycles[ask.cycle]
        field, ids = ("host", self.frame.hosts) if ask.layer == 0 else ("mentor", self.frame.mentors)
        if ask.layer == 1 and self.program.of(Person)[ids[option]].capacity == 0:
            return False
        bare = Placement("trial", person=person, cycle=cycle)
        trial = msgspec.structs.replace(bare, **{field: ids[option]})
        for rule in self._against(trial) - self._against(bare):
            if rule in ("taking_part", "not_oneself"):
                return False
            named = (
                Fact(Kind.BAN, ask.layer, rule, ask.person),
                Fact(Kind.BAN, ask.layer, rule, ask.person, ask.cycle),
                Fact(Kind.BAN, ask.layer, rule, -1, ask.cycle, option),
            )
            if not facts.isdisjoint(named):
                return False
        return True

    def _against(self, trial: Placement) -> set[str]:
        """Hard rules against a placement in an otherwise empty plan, but for room."""
        key = (trial.person, trial.cycle, trial.host, trial.mentor)
        if key not in self.against:
            said = findings(self.empty, Draft(self.empty.plan, (), (trial,)), trial)
            alone = {each.rule for each in said if each.severity is Severity.HARD}
            room = {"seat_limit", "mentor_capacity", "mentor_hours", "prerequisite", "sequence"}
            self.against[key] = alone - room
        return self.against[key]

    def _room(self, layer: int, option: int, cycle: int) -> int:
        id_ = (self.frame.hosts if layer == 0 else self.frame.mentors)[option]
        if layer == 0:
            return self.program.of(Host)[id_].seats
        who, charter = self.program.of(Person)[id_], self.program.charter
        each = {"burst": charter.burst_hours, "standard": charter.standard_hours}.get(
            who.involvement, charter.extended_hours
        )
        return min(who.capacity, who.hours // each) if who.hours and each else who.capacity

    def _rows(self, chosen: list[tuple[Fact, int]], facts: set[Fact]) -> bool:
        charter, place = self.program.charter, self.cells.place
        for at, (one, mine) in enumerate(chosen):
            for other, theirs in chosen[:at]:
                if one.person != other.person or mine != theirs or one.kind is other.kind is Kind.HELD:
                    continue
                rule = ("repeat_host", "repeat_mentor")[one.layer]
                near = abs(int(place[one.person, one.cycle] - place[one.person, other.cycle])) < charter.repeat_window
                if Fact(Kind.ROW, one.layer, rule, one.person) in facts and (near or one.layer == 0):
                    return False
        return True


def is_minimal(program: Program, conflict: Conflict) -> None:
    brute = Brute(program)
    facts = conflict.facts
    assert not brute.grants(facts)
    for fact in facts:
        assert brute.grants([each for each in facts if each != fact]), fact


def dropped(answer: Answer) -> frozenset[Fact]:
    return frozenset[Fact]().union(*(each.dropped for each in answer.conflicts))


def each_way_leads_out(program: Program, answer: Answer, wish: Wish | None = None) -> int:
    """Take every way offered; what is left out for other conflicts apart, all is possible then. How many there were."""
    wish, count = wish or Wish(), 0
    cells = Cells(program, wish)
    for conflict in answer.conflicts:
        others = {(each.person, each.cycle) for each in dropped(answer) - conflict.dropped}
        asked = [(p, c) for p, c in zip(*cells.wanted.nonzero(), strict=True) if (int(p), int(c)) not in others]
        named = frozenset((cells.frame.mentees[p], cells.frame.cycles[c]) for p, c in asked)
        for way in ways_out(program, conflict, wish, dropped(answer)):
            after = program.apply(way.with_reason("tried").change(program))
            assert conflicts(after, msgspec.structs.replace(wish, cells=named)).possible, way.words
            count += 1
    return count


def told(answer: Answer) -> list[str]:
    return [conflict.words for conflict in answer.conflicts]


# ---- conflicts in words ----------------------------------------------------------------------------------------------


def test_what_can_be_filled_has_no_conflict() -> None:
    assert conflicts(scene(*MORE)).possible


def test_pins_beyond_the_seats() -> None:
    pins = [("a", "ana", "okafor"), ("j", "jon", "chen"), ("m", "mei", "haddad")]
    program = scene(
        *MORE,
        mentee("mei", "Mei Lin"),
        mentor("more", "Rosa Silva", capacity=3),
        Host("fin", name="Finance", seats=2),
        *(placed(id_, who, "q2", "fin", whom, pinned=True) for id_, who, whom in pins),
    )
    answer = conflicts(program)
    assert told(answer) == ["Finance has 2 seats in Q2, and Ana Ruiz, Jon Bakke and Mei Lin are pinned there."]
    is_minimal(program, answer.conflicts[0])
    ways = ways_out(program, answer.conflicts[0])
    assert [way.words for way in ways] == [
        "Give Finance 1 more seat (3 in every cycle)",
        "Unpin Ana Ruiz in Q2",
        "Unpin Jon Bakke in Q2",
        "Unpin Mei Lin in Q2",
    ]
    assert each_way_leads_out(program, answer) == 4


def test_opt_outs_that_leave_too_few_mentors() -> None:
    nevers = [Preference(f"never-{whom}", person="ana", other=whom, wish=Opinion.NEVER) for whom in ("okafor", "chen")]
    program = scene(*MORE, *nevers)
    answer = conflicts(program)
    assert "Opt-outs: Ana Ruiz not with Ben Okafor and Li Chen" in told(answer)[0]
    assert "Ana Ruiz meets a mentor once in any 4 cycles" in told(answer)[0]
    for conflict in answer.conflicts:
        is_minimal(program, conflict)
    assert each_way_leads_out(program, answer)


def test_stages_that_an_absence_puts_out_of_reach() -> None:
    away = Absence("x", person="ana", start=date(2027, 1, 1), end=date(2027, 6, 30))
    program = scene(*MORE, away)
    answer = conflicts(program)
    assert "Ana Ruiz needs 1 foundation cycle before Q3" in told(answer)[0]
    is_minimal(program, answer.conflicts[0])
    assert len(answer.conflicts) == 1  # the lead cycle falls with the strategic one


def test_a_wished_pairing_against_a_rule_can_be_had_with_a_reason() -> None:
    program = scene(*MORE, Between("c", first="ana", second="okafor"))
    wish = Wish(cells=frozenset(), placements=(placed("new", "ana", "q1", "fin", "okafor"),))
    answer = conflicts(program, wish)
    assert told(answer) == [
        "A conflict stands between Ana Ruiz and Ben Okafor, and Ana Ruiz is to have Ben Okafor in Q1."
    ]
    first, *_ = ways_out(program, answer.conflicts[0], wish)
    assert first.needs_reason
    assert first.words == "Override conflicts: Ana Ruiz with Ben Okafor in Q1"
    assert each_way_leads_out(program, answer, wish)


def test_only_the_cells_asked_about_count() -> None:
    full = [Host("ops", name="Operations", seats=0), Host("cus", name="Customer", seats=0)]
    program = scene(*full)
    wish = Wish(cells=frozenset({("ana", "q1"), ("jon", "q1")}))
    answer = conflicts(program, wish)
    assert told(answer) == ["Finance has 1 seat in Q1, and Ana Ruiz and Jon Bakke need a host in Q1."]
    assert conflicts(program, Wish(cells=frozenset({("ana", "q1"), ("jon", "q2")}))).possible


def test_many_places_short_are_told_once_and_made_up_for_at_once() -> None:
    more = [mentee(f"e{n}", f"Eva {n}") for n in range(4)]
    hosts = [Host(id_, name=id_.title(), seats=1) for id_ in ("ops", "fin", "cus")]
    program = scene(*MORE[:2], *hosts, *more, mentor("many", "Rosa Silva", capacity=9))
    program = Program.of_records(each for each in program.everything() if not isinstance(each, Host) or each in hosts)
    wish = Wish(cells=frozenset((person.id, "q1") for person in program.people(Role.MENTEE)))
    answer = conflicts(program, wish)
    assert len(answer.conflicts) == 1
    assert answer.conflicts[0].short == 3
    assert "3 seats in Q1" in told(answer)[0]
    assert "(3 places short in all)" in told(answer)[0]
    ways = ways_out(program, answer.conflicts[0], wish, dropped(answer))
    assert ways[0].words == "Give Cus 3 more seats (4 in every cycle)"


# ---- whatever comes --------------------------------------------------------------------------------------------------


def tight(seed: int) -> Program:
    """A small made world with less room than it was made with, and more opt-outs."""
    draw = Random(seed)
    program = world(10, 6, 6, 4, seed, filled=draw.choice((0.0, 0.5)), pinned=0.1, earlier=1)
    changed: list[Record] = []
    for host in program.of(Host).values():
        changed.append(msgspec.structs.replace(host, seats=max(1, host.seats - draw.randint(0, 1))))
    for who in program.people(Role.MENTOR):
        changed.append(msgspec.structs.replace(who, capacity=max(0, who.capacity - draw.randint(0, 1))))
    mentees = [each.id for each in program.people(Role.MENTEE)]
    for n, who in enumerate(program.people(Role.MENTOR)):
        changed.append(Preference(f"never{n}", person=draw.choice(mentees), other=who.id, wish=Opinion.NEVER))
    kept = {each.id: each for each in program.everything()} | {each.id: each for each in changed}
    return Program.of_records(kept.values())


@pytest.mark.parametrize("seed", [1, 2, 3, 5])
def test_every_conflict_is_minimal(seed: int) -> None:
    program = tight(seed)
    answer = conflicts(program, most=8)
    assert not answer.unproved
    for conflict in answer.conflicts:
        asked = sum(fact.kind in (Kind.WANT, Kind.HELD) for fact in conflict.facts)
        if asked <= 6 and not any(fact.rule == "prerequisite" for fact in conflict.facts):
            is_minimal(program, conflict)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_way_out_leads_out(seed: int) -> None:
    program = tight(seed)
    wish = Wish(cells=_some(program, seed))
    answer = conflicts(program, wish)
    if answer.conflicts:
        assert each_way_leads_out(program, answer, wish) >= 0


def _some(program: Program, seed: int) -> frozenset[tuple[str, str]]:
    cycle = [each for each in program.cycles if each.cohort != "before"][seed % 3].id
    return frozenset((person.id, cycle) for person in program.people(Role.MENTEE) if person.cohort == "now")


# ---- who stays out ---------------------------------------------------------------------------------------------------


def reasons(program: Program, placements: Iterable[Placement] = ()) -> Counter[str]:
    return Counter(each.words for each in stays_out(program, tuple(placements)))


def test_who_stays_out_is_told_with_the_reasons_counted() -> None:
    program = scene(
        *MORE[:1],
        placed("a", "ana", "q2", "ops", "chen"),
        placed("j", "jon", "q1", "fin", "okafor"),
        Between("c", first="ana", second="chen"),
        mentor("haddad", "Mia Haddad", capacity=0),
    )
    words = {(each.person, each.cycle, each.needs): each.words for each in stays_out(program)}
    assert words["ana", "q1", "mentor"] == (
        "Ana Ruiz has no mentor in Q1: of 2 mentors 1 is ruled out by Conflicts and 1 has no room."
    )
    assert words["ana", "q1", "host"].startswith(
        "Ana Ruiz has no host in Q1: of 4 hosts 1 is had already, 1 has no room"
    )
    assert ("jon", "q1", "host") not in words


def test_who_cannot_be_placed_for_lack_of_stages_is_told_so() -> None:
    words = [each.words for each in stays_out(scene()) if (each.person, each.cycle) == ("ana", "q3")]
    assert words == ["Ana Ruiz needs 1 foundation cycle before Q3."]
