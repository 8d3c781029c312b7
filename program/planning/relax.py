"""The cheapest ways out of a conflict, each a command that can be tried at once.

A way is offered only after the same question has been asked of the program as it would be then: the conflict is gone,
and no other has come in its place. Costs are a rough order of how much a step asks of people: a seat or a mentee more
is little, what was promised or decided more, a rule for everybody most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec
import numpy as np

from program.commands import EditPlacements, Keep, Pin, Place, SetState
from program.commands.base import Command
from program.names import counted
from program.planning.bans import hours
from program.planning.clash import Question
from program.planning.conflict import Conflict
from program.planning.facts import Cells, Fact, Kind, Side, Wish
from program.planning.wording import Wording
from program.program import Program
from program.records import (
    Cycle,
    Host,
    Person,
    Placement,
    Project,
    RuleSetting,
    State,
    Track,
    new_id,
)
from program.rules import RULES
from program.trouble import Trouble

#: What one step asks of people: see above. Steps of several (three seats) cost several times as much.
SEAT, MENTEE, UNPIN, UNSETTLE, OPENING, OVERRIDE, WINDOW, STAGES, OPTED_OUT, RULE = 1, 2, 3, 4, 4, 6, 7, 8, 12, 20

#: Ways tried of one kind, and ways offered.
TRIED, OFFERED = 4, 8


class Way(msgspec.Struct, frozen=True):
    """One way out: what to do, in words, what it asks (less is better), and the command.

    `needs_reason`: it overrides a rule, and `with_reason` puts in why.
    """

    words: str
    cost: int
    command: Command
    needs_reason: bool = False

    def with_reason(self, reason: str) -> Command:
        """The command with the reason that goes into the decision log."""
        if isinstance(self.command, Place | EditPlacements):
            return msgspec.structs.replace(self.command, reason=reason)
        return self.command


def ways_out(
    program: Program,
    conflict: Conflict,
    wish: Wish | None = None,
    others: frozenset[Fact] = frozenset(),
    *,
    most: int = OFFERED,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Way, ...]:
    """Ways out of one conflict, cheapest first. `others`: what is left out because of other conflicts (`dropped`)."""
    wish = wish or Wish()
    found: list[Way] = []
    tried: dict[Kind, int] = {}
    told = set[str]()
    for kind, way in sorted(_Search(program, wish, conflict).ways(), key=lambda pair: (pair[1].cost, pair[1].words)):
        if len(found) == most or cancelled():
            break
        if way.words in told or tried.get(kind, 0) == TRIED:
            continue
        told.add(way.words)
        if works(program, way, conflict, wish, others):
            found.append(way)
            tried[kind] = tried.get(kind, 0) + 1
    return tuple(found)


def works(program: Program, way: Way, conflict: Conflict, wish: Wish, others: frozenset[Fact] = frozenset()) -> bool:
    """Whether what the conflict stood against is possible once a way has been taken."""
    try:
        after = program.apply(way.with_reason("tried").change(program))
    except Trouble:
        return False
    question = Question(Cells(after, wish))
    question.dropped |= others - conflict.dropped
    return question.find() is None and not question.unproved


class _Search:
    """What might be done about each fact of a conflict."""

    def __init__(self, program: Program, wish: Wish, conflict: Conflict) -> None:
        self.program, self.conflict = program, conflict
        self.cells = Cells(program, wish)
        self.sides = (Side(self.cells, 0), Side(self.cells, 1))
        self.wording = Wording(self.cells, self.sides)
        self.frame = self.cells.frame

    def ways(self) -> Iterator[tuple[Kind, Way]]:
        """All that come to mind, not yet tried."""
        for fact in self.conflict.facts:
            for way in self._of(fact):
                yield fact.kind, way
        for rule in sorted({fact.rule for fact in self.conflict.facts if fact.rule in RULES}):
            yield Kind.BAN, self._switched_off(rule)

    def _of(self, fact: Fact) -> Iterator[Way]:
        match fact.kind:
            case Kind.ROOM:
                yield from self._room(fact)
            case Kind.HELD:
                yield from self._loose(fact)
            case Kind.BAN:
                yield from self._opened(fact)
                yield from self._overridden(fact)
            case Kind.ROW:
                yield from self._row(fact)
            case Kind.STAGE:
                yield from self._stages(fact)
            case _:
                return

    # ---- room --------------------------------------------------------------------------------------------------------

    def _room(self, fact: Fact) -> Iterator[Way]:
        short = self.conflict.short
        if fact.layer == 0:
            host = self.program.of(Host)[self.frame.hosts[fact.option]]
            more = msgspec.structs.replace(host, seats=host.seats + short)
            words = f"Give {host.name} {counted(short, 'more seat')} ({more.seats} in every cycle)"
            yield Way(words, SEAT * short, Keep((more,), f"Give {host.name} {counted(short, 'more seat')}"))
            return
        mentor = self.program.of(Person)[self.frame.mentors[fact.option]]
        wanted = int(self.sides[1].limit[fact.option, fact.cycle]) + short
        each = hours(self.program.charter, mentor.involvement)
        capacity = max(mentor.capacity, wanted)
        promised = max(mentor.hours, wanted * each) if mentor.hours and "mentor_hours" in RULES else mentor.hours
        words = f"Let {mentor.name} take {counted(wanted, 'mentee')} at once"
        if promised > mentor.hours:
            words += f" and promise {counted(promised, 'hour')}"
        changed = msgspec.structs.replace(mentor, capacity=capacity, hours=promised)
        yield Way(words, MENTEE * short, Keep((changed,), words))

    # ---- what is held ------------------------------------------------------------------------------------------------

    def _loose(self, fact: Fact) -> Iterator[Way]:
        placement = self.program.plan.at(self.frame.mentees[fact.person], self.frame.cycles[fact.cycle])
        if placement is None:
            return
        where = f"{self.wording.person(fact.person)} in {self.wording.cycle(fact.cycle)}"
        if placement.pinned:
            yield Way(f"Unpin {where}", UNPIN, Pin((placement.id,), False))
        else:
            yield Way(f"Make the placement of {where} a draft again", UNSETTLE, SetState((placement.id,), State.DRAFT))

    # ---- bans --------------------------------------------------------------------------------------------------------

    def _opened(self, fact: Fact) -> Iterator[Way]:
        """The record that forbids, changed."""
        if fact.rule in ("host_open", "stage_fit"):
            host = self.program.of(Host)[self.frame.hosts[fact.option]]
            cycle = self.program.of(Cycle)[self.frame.cycles[fact.cycle]]
            if fact.rule == "stage_fit":
                changed = msgspec.structs.replace(host, stages=(*host.stages, cycle.stage))
                words = f"Let {host.name} take mentees in {cycle.stage.label.lower()} cycles too"
            else:
                changed = msgspec.structs.replace(
                    host,
                    closed=tuple(each for each in host.closed if each != cycle.id),
                    opens=min(host.opens, cycle.start) if host.opens else None,
                    closes=max(host.closes, cycle.end) if host.closes else None,
                )
                words = f"Open {host.name} in {cycle.name}"
            yield Way(words, OPENING, Keep((changed,), words))
        elif fact.rule == "track_eligibility" and fact.layer == 0:
            person = self.program.of(Person)[self.frame.mentees[fact.person]]
            for option in self._banned(fact)[:TRIED]:
                host = self.program.of(Host)[self.frame.hosts[option]]
                changed = msgspec.structs.replace(host, tracks=(*host.tracks, person.track) if person.track else ())
                words = f"Open {host.name} to the track of {person.name}"
                yield Way(words, OPENING, Keep((changed,), words))
        elif fact.rule == "critical_project":
            person_id, cycle_id = self.frame.mentees[fact.person], self.frame.cycles[fact.cycle]
            for project in self.program.of(Project).values():
                if project.critical and person_id in project.mentees and cycle_id in project.cycles:
                    changed_project = msgspec.structs.replace(project, critical=False)
                    words = f"Let {project.name} wait: no longer critical"
                    yield Way(words, OVERRIDE, Keep((changed_project,), words))

    def _overridden(self, fact: Fact) -> Iterator[Way]:
        """Somebody placed with whom the rule forbids, pinned there, with a reason."""
        if fact.person < 0:
            return
        side, person = self.sides[fact.layer], self.frame.mentees[fact.person]
        for ask in [each for each in self.conflict.facts if each.person == fact.person and each.kind is not Kind.ROW]:
            if ask.kind not in (Kind.WANT, Kind.WISH) or ask.layer != fact.layer:
                continue
            free = side.left(ask.cycle) - self._taken(side, ask.cycle) > 0
            options = [ask.option] if ask.kind is Kind.WISH else [o for o in self._banned(fact) if free[o]]
            for option in options[:TRIED]:
                present = self.program.plan.at(person, self.frame.cycles[ask.cycle])
                before = present or Placement(new_id(), person=person, cycle=self.frame.cycles[ask.cycle])
                after = msgspec.structs.replace(before, **self._seat(ask, option), pinned=True)
                command: Command = Place((after,)) if present is None else EditPlacements((after,))
                words = (
                    f"Override {RULES[fact.rule].name.lower()}: {self.wording.person(fact.person)} with "
                    f"{self.wording.option(fact.layer, option)} in {self.wording.cycle(ask.cycle)}"
                )
                cost = OPTED_OUT if fact.rule == "opt_out" else OVERRIDE
                yield Way(words, cost, command, needs_reason=True)

    def _seat(self, ask: Fact, option: int) -> dict[str, str]:
        """Host and mentor for a cell: the option, and what else is wished there."""
        chosen = {layer: self.cells.wished[layer].get((ask.person, ask.cycle), -1) for layer in (0, 1)}
        chosen[ask.layer] = option
        named = {"host": (self.frame.hosts, chosen[0]), "mentor": (self.frame.mentors, chosen[1])}
        return {field: ids[index] for field, (ids, index) in named.items() if index >= 0}

    def _banned(self, fact: Fact) -> list[int]:
        """The options a fact keeps a mentee from."""
        bits = self.sides[fact.layer].reasons[fact.rule][fact.person]
        found: list[int] = np.flatnonzero(bits).tolist()
        return found

    def _taken(self, side: Side, cycle: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """How many are held at each option in a cycle."""
        column = side.now[self.cells.held[:, cycle], cycle]
        return np.bincount(column[column >= 0], minlength=side.options)

    # ---- rows --------------------------------------------------------------------------------------------------------

    def _row(self, fact: Fact) -> Iterator[Way]:
        charter = self.program.charter
        if fact.rule == "repeat_mentor":
            for window in range(charter.repeat_window - 1, 0, -1):
                words = f"Let a mentor come again within {counted(window + 1, 'cycle')}: once in any {window}"
                changed = msgspec.structs.replace(charter, repeat_window=window)
                yield Way(words, WINDOW * (charter.repeat_window - window), Keep((changed,), words))
        elif fact.rule == "prerequisite":
            for option in self.sides[0].gated:
                host = self.program.of(Host)[self.frame.hosts[option]]
                words = f"Let mentees come to {host.name} without having been elsewhere before"
                yield Way(words, STAGES, Keep((msgspec.structs.replace(host, after=()),), words))

    def _stages(self, fact: Fact) -> Iterator[Way]:
        person = self.program.of(Person)[self.frame.mentees[fact.person]]
        track = self.program.get(Track, person.track)
        if track is None:
            return
        name = "foundations" if self.cells.problem.stage[fact.cycle] == 1 else "strategics"
        for less in range(getattr(track, name) - 1, -1, -1):
            words = f"Let {track.name} ask for {counted(less, name[:-1] + ' cycle')} only"
            changed = msgspec.structs.replace(track, **{name: less})
            yield Way(words, STAGES * (getattr(track, name) - less), Keep((changed,), words))

    def _switched_off(self, rule: str) -> Way:
        charter = self.program.charter
        before: Mapping[str, RuleSetting] = {setting.rule: setting for setting in charter.rules}
        setting = msgspec.structs.replace(before.get(rule, RuleSetting(rule)), on=False)
        rules = (*(each for each in charter.rules if each.rule != rule), setting)
        words = f"Switch the rule {RULES[rule].name} off for everybody"
        return Way(words, RULE, Keep((msgspec.structs.replace(charter, rules=rules),), words))
