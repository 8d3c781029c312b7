"""Facts in sentences with names: "Finance has 2 seats in Q2; Ana Ruiz, Jon Bakke and Mia Haddad are pinned there"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from program.names import counted
from program.plan import Draft
from program.planning.facts import Cells, Fact, Kind, Side
from program.program import Program
from program.records import Cycle, Host, Person, Placement, Stage
from program.rules import RULES, findings

#: Names told before the rest is counted.
NAMES = 6


def listed(names: Iterable[str], most: int = NAMES) -> str:
    """ "Ana, Jon and Mei"; "Ana, Jon and 7 others" when there are too many."""
    given = list(dict.fromkeys(names))
    if len(given) > most:
        given = [*given[: most - 1], f"{len(given) - most + 1} others"]
    return " and ".join(filter(None, (", ".join(given[:-1]), given[-1]))) if given else ""


class Wording:
    """The sentences of one question."""

    def __init__(self, cells: Cells, sides: Sequence[Side]) -> None:
        self.program: Program = cells.program
        self.cells, self.sides, self.frame = cells, sides, cells.frame

    def person(self, index: int) -> str:
        """A mentee's name."""
        return self.program.title(Person, self.frame.mentees[index])

    def cycle(self, index: int) -> str:
        """A cycle's name."""
        return self.program.title(Cycle, self.frame.cycles[index])

    def option(self, layer: int, index: int) -> str:
        """A host's or a mentor's name."""
        if layer == 0:
            return self.program.title(Host, self.frame.hosts[index])
        return self.program.title(Person, self.frame.mentors[index])

    def together(self, facts: Sequence[Fact], short: int) -> str:
        """The whole conflict as one sentence."""
        groups: dict[tuple[object, ...], list[Fact]] = {}
        when: dict[tuple[int, int], list[int]] = {}
        for fact in facts:
            if fact.kind is Kind.WANT:
                when.setdefault((fact.layer, fact.person), []).append(fact.cycle)
        for fact in sorted(facts, key=lambda each: (_ORDER.index(each.kind), each.cycle)):
            cycles = when.get((fact.layer, fact.person), ()) if fact.kind is Kind.WANT else ()
            groups.setdefault((*_alike(fact), *sorted(cycles)), []).append(fact)
        rooms = [fact for fact in facts if fact.kind is Kind.ROOM]
        clauses = [self.clause(group, rooms) for group in groups.values()]
        words = "; ".join(clauses[:-1]) + (", and " if len(clauses) == 2 else "; ") * (len(clauses) > 1) + clauses[-1]
        more = f" ({counted(short, 'place')} short in all)" if short > 1 else ""
        return words[0].upper() + words[1:] + more + "."

    def clause(self, group: Sequence[Fact], rooms: Sequence[Fact] = ()) -> str:
        """Facts of one sort as a clause. `rooms` are those told before, which "there" may point to."""
        fact = group[0]
        who = listed(self.person(each.person) for each in group if each.person >= 0)
        one = len({each.person for each in group}) == 1
        match fact.kind:
            case Kind.ROOM:
                return self._room(group)
            case Kind.HELD:
                same = len(rooms) == 1 and (rooms[0].cycle, rooms[0].option) == (fact.cycle, fact.option)
                where = self.option(fact.layer, fact.option)
                place = (
                    "there" if same else f"{'in' if fact.layer == 0 else 'with'} {where} in {self.cycle(fact.cycle)}"
                )
                return f"{who} {'is' if one else 'are'} {self._how(group)} {place}"
            case Kind.WISH:
                where = ("sit with " if fact.layer == 0 else "have ") + self.option(fact.layer, fact.option)
                return f"{who} {'is' if one else 'are'} to {where} in {self.cycle(fact.cycle)}"
            case Kind.WANT:
                what = "a host" if fact.layer == 0 else "a mentor"
                cycles = listed(self.cycle(each.cycle) for each in group)
                return f"{who} {'needs' if one else 'need'} {what} in {cycles}"
            case Kind.ROW:
                return self._row(fact, who, one)
            case Kind.STAGE:
                return self._stage(fact)
            case Kind.OFF:
                return self._ruled(fact.rule, fact.person, fact.cycle)
            case _:
                if len(group) <= 2:
                    return "; ".join(dict.fromkeys(self._ban(each) for each in group))
                name, what = RULES[fact.rule].name.lower(), ("hosts", "mentors")[fact.layer]
                if fact.person >= 0:
                    return f"{name}: {who} not with some of the {what}"
                names = listed(self.option(each.layer, each.option) for each in group)
                return f"{name}: nobody with {names} in {self.cycle(fact.cycle)}"

    def _room(self, group: Sequence[Fact]) -> str:
        fact, side = group[0], self.sides[group[0].layer]
        names = listed(self.option(fact.layer, each.option) for each in group)
        total = sum(int(side.limit[each.option, each.cycle]) for each in group)
        left = sum(int(side.left(each.cycle)[each.option]) for each in group)
        one = len(group) == 1
        gone = f", {total - left} of them taken" if left < total else ""
        cycle, together = self.cycle(fact.cycle), "" if one else " together"
        if fact.layer == 0:
            return f"{names} {'has' if one else 'have'}{together} {counted(total, 'seat')} in {cycle}{gone}"
        return f"{names} can{together} take {counted(total, 'mentee')} in {cycle}{gone}"

    def _how(self, group: Sequence[Fact]) -> str:
        """ "pinned" or "settled"."""
        pinned = [
            placement.pinned
            for each in group
            if (placement := self.program.plan.at(self.frame.mentees[each.person], self.frame.cycles[each.cycle]))
        ]
        return "pinned" if all(pinned) else "settled" if not any(pinned) else "pinned or settled"

    def _row(self, fact: Fact, who: str, one: bool) -> str:
        if fact.rule == "repeat_host":
            return f"{who} {'sits' if one else 'sit'} with a host at most once"
        if fact.rule == "repeat_mentor":
            window = self.program.charter.repeat_window
            return f"{who} {'meets' if one else 'meet'} a mentor once in any {counted(window, 'cycle')}"
        return f"{who} {'comes' if one else 'come'} to some hosts only after others"

    def _stage(self, fact: Fact) -> str:
        stage = int(self.cells.problem.stage[fact.cycle])
        need, done, _ = self.cells.staged(fact.person, fact.cycle)
        before = tuple(Stage)[stage - 1].label.lower()
        have = f" and has {done}" if done else ""
        return (
            f"{self.person(fact.person)} needs {counted(need, before + ' cycle')} before {self.cycle(fact.cycle)}{have}"
        )

    def _ban(self, fact: Fact) -> str:
        side, layer = self.sides[fact.layer], fact.layer
        if fact.person < 0:
            return self._ruled(fact.rule, -1, fact.cycle, layer, fact.option)
        bits = side.reasons[fact.rule][fact.person]
        cycles = range(self.cells.problem.cycles) if fact.cycle < 0 else (fact.cycle,)
        options = [o for o in np.flatnonzero(bits) if any(bits[o] >> c & 1 for c in cycles)]
        cycle = next(c for c in cycles if bits[options[0]] >> c & 1)
        if len(options) == 1:
            return self._ruled(fact.rule, fact.person, cycle, layer, int(options[0]))
        names = listed(self.option(layer, int(option)) for option in options)
        return f"{RULES[fact.rule].name.lower()}: {self.person(fact.person)} not with {names}"

    def _ruled(self, rule: str, person: int, cycle: int, layer: int = -1, option: int = -1) -> str:
        """What the rule itself says of a placement that breaks it."""
        trial = Placement(
            "trial",
            person=self.frame.mentees[max(person, 0)],
            cycle=self.frame.cycles[cycle],
            host=self.frame.hosts[option] if layer == 0 else "",
            mentor=self.frame.mentors[option] if layer == 1 else "",
        )
        plan = Draft(self.program.plan, (), (trial,))
        said = [each.words for each in findings(self.program, plan, trial) if each.rule == rule]
        # Of an absence it may be the mentee who is away as well; it is the last one named who is meant here.
        return said[-1] if said else RULES[rule].sentence[:1].lower() + RULES[rule].sentence[1:].rstrip(".")


_ORDER = (Kind.ROOM, Kind.BAN, Kind.OFF, Kind.STAGE, Kind.ROW, Kind.HELD, Kind.WISH, Kind.WANT)


def _alike(fact: Fact) -> tuple[object, ...]:
    """Facts that are told in one clause."""
    match fact.kind:
        case Kind.ROOM:
            return fact.kind, fact.layer, fact.cycle
        case Kind.HELD | Kind.WISH:
            return fact.kind, fact.layer, fact.cycle, fact.option
        case Kind.WANT:
            return fact.kind, fact.layer
        case Kind.ROW:
            return fact.kind, fact.rule
        case Kind.BAN:
            return fact.kind, fact.layer, fact.rule, fact.person >= 0 or fact.cycle
        case _:
            return tuple(fact)
