"""One layer of one cycle: who sits with which host, or has which mentor, while all other cycles stand as they are.

No rule looks at host and mentor together, so a cycle falls into two transport problems. `choices` says what each mentee
may have there and what it is worth; `resettled` solves the layer exactly by min-cost flow (OR-Tools
`SimpleMinCostFlow`), with a bonus for what stays as it is.

Left out of the sums, because they do not belong to one mentee: the gap between groups, and what a burst mentor's
neighbouring cycles lose. Whoever shows a number to people takes it from the rules (`program.rules`).
"""

from __future__ import annotations

from enum import IntEnum

import msgspec
import numpy as np
from numpy.typing import NDArray

from program.planning.problem import Assignment, Ints, Problem

Flags = NDArray[np.bool_]


class Layer(IntEnum):
    """Which half of a placement."""

    HOST = 0
    MENTOR = 1


class Lay(msgspec.Struct):
    """A plan that is being worked on: tables [p, c] of hosts and mentors, -1 for none."""

    host: Ints
    mentor: Ints

    @classmethod
    def of(cls, problem: Problem, assignment: Assignment | None = None) -> Lay:
        """A copy of an assignment, or of the problem's present plan."""
        source = assignment if assignment is not None else Assignment(problem.host, problem.mentor)
        shape = (problem.mentees, problem.cycles)
        return cls(source.host.reshape(shape).copy(), source.mentor.reshape(shape).copy())

    def of_layer(self, layer: Layer) -> Ints:
        """The table of one layer."""
        return self.host if layer is Layer.HOST else self.mentor

    def assignment(self) -> Assignment:
        """The plan as engines hand it around."""
        return Assignment(self.host.ravel().copy(), self.mentor.ravel().copy())


class Choices(msgspec.Struct, frozen=True):
    """What some mentees may have in one layer of one cycle.

    `value[i, x]` in grains, with what it does to the rest of the row; `allowed[i, x]`; `spoils[i, x]`: allowed here,
    but a later cell of the row would lose what it builds on.
    """

    people: Ints
    value: Ints
    allowed: Flags
    spoils: Flags | None


def size(problem: Problem, layer: Layer) -> int:
    """How many hosts, or mentors, there are."""
    return problem.hosts if layer is Layer.HOST else problem.mentors


def room(problem: Problem, layer: Layer, cycle: int) -> Ints:
    """Places at each host, or with each mentor, in a cycle; as many as there are mentees where the rule is off."""
    limited = problem.limits.seats if layer is Layer.HOST else problem.limits.capacity
    table = problem.seats if layer is Layer.HOST else problem.capacity
    places: Ints = table.reshape(-1, problem.cycles)[:, cycle]
    return places if limited else np.full_like(places, problem.mentees)


def taken(problem: Problem, table: Ints, layer: Layer, cycle: int) -> Ints:
    """How many mentees each host, or mentor, has in a cycle."""
    column = table[:, cycle]
    return np.bincount(column[column >= 0], minlength=size(problem, layer)).astype(np.int64)


def placeable(problem: Problem, lay: Lay, cycle: int, people: Ints) -> Flags:
    """Whether mentees may be placed in the cycle at all: the cycle is theirs, and earlier stages are done."""
    may = _open(problem.slot_ban[people], cycle)
    stage = int(problem.stage[cycle])
    if not problem.limits.sequence or stage == 0:
        return may
    wanted = (problem.foundations if stage == 1 else problem.strategics)[people]
    filled = (lay.host[people] >= 0) | (lay.mentor[people] >= 0)
    place = problem.place.reshape(-1, problem.cycles)[people]
    earlier = place < place[:, cycle : cycle + 1]
    before = problem.stage == stage - 1
    done = (filled & earlier & before).sum(axis=1) + problem.done.reshape(-1, 3)[people, stage - 1]
    may &= done >= wanted
    return may


def choices(problem: Problem, lay: Lay, layer: Layer, cycle: int, people: Ints) -> Choices:
    """What `people` may have in a layer of a cycle, and what it is worth; whether there is room is left open."""
    if layer is Layer.HOST:
        return _hosts(problem, lay, cycle, people)
    return _mentors(problem, lay, cycle, people)


def resettled(
    problem: Problem,
    lay: Lay,
    layer: Layer,
    cycle: int,
    people: Ints,
    *,
    stay: int | None,
    given: Choices | None = None,
    held: dict[int, int] | None = None,
) -> Ints:
    """The best choice for each of `people` while everybody else stays: option or -1, in their order.

    `stay`: grains for keeping the present choice; None: so many that nothing changes unless it must. As few as possible
    go empty. `held` ties mentees (by index) to an option whatever else it costs.
    """
    from ortools.graph.python import min_cost_flow

    found = given if given is not None else choices(problem, lay, layer, cycle, people)
    table = lay.of_layer(layer)
    number, options = found.value.shape
    if not number:
        return np.empty(0, np.int64)
    present = table[people, cycle]
    allowed = found.allowed
    for person, option in (held or {}).items():
        at = int(np.nonzero(people == person)[0][0])
        allowed = allowed.copy() if allowed is found.allowed else allowed
        allowed[at] = False
        allowed[at, option] = True
    outside = taken(problem, table, layer, cycle) - np.bincount(present[present >= 0], minlength=options)
    free = np.maximum(room(problem, layer, cycle) - outside, 0)
    under, costs_over = _shares(problem, lay, layer, outside, cycle)
    worth = np.where(allowed, found.value, 0)
    spread = int((worth.max(axis=1) - worth.min(axis=1)).sum()) + number * abs(costs_over) + 1
    bonus = spread if stay is None else stay
    worth = worth.copy()
    rows = np.nonzero(present >= 0)[0]
    worth[rows, present[rows]] += bonus
    if found.spoils is not None:
        worth -= np.where(found.spoils, bonus, 0)
    hole = (number + 1) * (int(np.abs(worth).max(initial=0)) + abs(costs_over) + 1)

    who, what = np.nonzero(allowed & (free > 0))
    sink = number + options
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        who.astype(np.int32), (number + what).astype(np.int32), np.ones(len(who), np.int64), -worth[who, what]
    )
    every, all_options = np.arange(number), np.arange(options)
    flow.add_arcs_with_capacity_and_unit_cost(
        every.astype(np.int32),
        np.full(number, sink, np.int32),
        np.ones(number, np.int64),
        np.full(number, hole, np.int64),
    )
    cheap = np.minimum(free, under)
    for places, cost in ((cheap, 0), (free - cheap, -costs_over)):
        flow.add_arcs_with_capacity_and_unit_cost(
            (number + all_options).astype(np.int32),
            np.full(options, sink, np.int32),
            places.astype(np.int64),
            np.full(options, cost, np.int64),
        )
    flow.set_nodes_supplies(every.astype(np.int32), np.ones(number, np.int64))
    flow.set_node_supply(sink, -number)
    if flow.solve() != flow.OPTIMAL:  # every mentee may go empty, so there is always an answer
        raise AssertionError("the flow has no optimum")
    used = np.asarray(flow.flows(arcs)) > 0
    answer = np.full(number, -1, np.int64)
    answer[who[used]] = what[used]
    return answer


# ---- what a layer is worth -------------------------------------------------------------------------------------------


def _mentors(problem: Problem, lay: Lay, cycle: int, people: Ints) -> Choices:
    gains, number = problem.gains, len(people)
    wide = (problem.mentees, problem.mentors)
    value = problem.pair.reshape(wide)[people] + problem.mentor_cost.reshape(-1, problem.cycles)[:, cycle]
    allowed = _open(problem.pair_ban.reshape(wide)[people], cycle)
    allowed &= placeable(problem, lay, cycle, people)[:, None]
    allowed &= (room(problem, Layer.MENTOR, cycle) > 0)[None, :]
    known = np.zeros((number, problem.mentors), bool)
    for at, person in enumerate(people):
        if problem.met[person]:
            known[at, list(problem.met[person])] = True
    place = problem.place.reshape(-1, problem.cycles)
    for other in range(problem.cycles):
        has = np.nonzero(lay.mentor[people, other] >= 0)[0]
        if other == cycle or not len(has):
            continue
        whom, mentors = people[has], lay.mentor[people[has], other]
        known[has, mentors] = True
        near = np.abs(place[whom, other] - place[whom, cycle]) < problem.limits.window
        allowed[has[near], mentors[near]] = False
    if gains.new_mentor:
        # Met earlier: no gain here. Met later: the gain only moves from there to here.
        value = value + np.where(known, 0, gains.new_mentor)
    if gains.burst:
        beside = np.zeros(problem.mentors, bool)
        for other in (cycle - 1, cycle + 1):
            if 0 <= other < problem.cycles:
                beside |= taken(problem, lay.mentor, Layer.MENTOR, other) > 0
        value = value + np.where(beside & (problem.is_burst > 0), gains.burst, 0)
    return Choices(people, value, allowed, None)


def _hosts(problem: Problem, lay: Lay, cycle: int, people: Ints) -> Choices:
    gains, number = problem.gains, len(people)
    wide = (problem.mentees, problem.hosts)
    value = problem.seat.reshape(wide)[people] + problem.host_gain.reshape(-1, problem.cycles)[:, cycle]
    allowed = _open(problem.seat_ban.reshape(wide)[people], cycle)
    allowed &= placeable(problem, lay, cycle, people)[:, None]
    allowed &= (room(problem, Layer.HOST, cycle) > 0)[None, :]
    sat, earlier = _sat(problem, lay, cycle, people)
    if problem.limits.host_once:
        allowed &= ~sat
    if gains.new_function or gains.old_function:
        seen = np.zeros((number, problem.functions), bool)
        with_function = problem.function >= 0
        at, hosts = np.nonzero(sat & with_function[None, :])
        seen[at, problem.function[hosts]] = True
        own = problem.own_function[people]
        seen[np.nonzero(own >= 0)[0], own[own >= 0]] = True
        old = seen[:, np.maximum(problem.function, 0)]
        worth = np.where(old, gains.old_function, gains.new_function)
        value = value + np.where(with_function[None, :], worth, 0)
    if gains.new_theme and problem.themes:
        brings = np.zeros((problem.hosts, problem.themes), np.int64)
        for host, themes in enumerate(problem.host_themes):
            brings[host, list(themes)] = 1
        met = (sat.astype(np.int64) @ brings) > 0
        wants = problem.wants_theme.reshape(problem.mentees, problem.themes)[people] > 0
        value = value + gains.new_theme * ((wants & ~met).astype(np.int64) @ brings.T)
    spoils: Flags | None = None
    if problem.limits.prerequisite and any(problem.after):
        for host, after in enumerate(problem.after):
            if after:
                allowed[:, host] &= earlier[:, list(after)].any(axis=1)
        spoils, never = _spoilt(problem, lay, cycle, people)
        allowed &= ~never
    return Choices(people, value, allowed, spoils)


def _open(bans: Ints, cycle: int) -> Flags:
    """Where the cycle's bit is not set."""
    flags: Flags = (bans >> cycle) & 1 == 0
    return flags


def _sat(problem: Problem, lay: Lay, cycle: int, people: Ints) -> tuple[Flags, Flags]:
    """Which hosts each has in other cycles, and which of them in earlier ones."""
    sat = np.zeros((len(people), problem.hosts), bool)
    for at, person in enumerate(people):
        if problem.sat[person]:
            sat[at, list(problem.sat[person])] = True
    earlier = sat.copy()
    place = problem.place.reshape(-1, problem.cycles)
    for other in range(problem.cycles):
        has = np.nonzero(lay.host[people, other] >= 0)[0]
        if other == cycle or not len(has):
            continue
        whom, hosts = people[has], lay.host[people[has], other]
        sat[has, hosts] = True
        before = place[whom, other] < place[whom, cycle]
        earlier[has[before], hosts[before]] = True
    return sat, earlier


def _spoilt(problem: Problem, lay: Lay, cycle: int, people: Ints) -> tuple[Flags, Flags]:
    """Hosts that take from a later cell of the row what comes before it; and those where that cell is fixed."""
    spoils = np.zeros((len(people), problem.hosts), bool)
    never = spoils.copy()
    fixed = problem.fixed.reshape(-1, problem.cycles)
    place = problem.place.reshape(-1, problem.cycles)
    bound = np.array([bool(after) for after in problem.after])
    for later in range(problem.cycles):
        hosts = lay.host[people, later]
        builds = (hosts >= 0) & bound[hosts] & (place[people, later] > place[people, cycle])
        for at in np.nonzero(builds)[0]:
            person = int(people[at])
            after = set(problem.after[hosts[at]])
            others = {
                int(lay.host[person, c])
                for c in range(problem.cycles)
                if c != cycle and place[person, c] < place[person, later]
            }
            if after & (others | set(problem.sat[person])) or lay.host[person, cycle] not in after:
                continue
            mark = np.ones(problem.hosts, bool)
            mark[list(after)] = False
            spoils[at] |= mark
            if fixed[person, later]:
                never[at] |= mark
    return spoils & ~never, never


def _shares(problem: Problem, lay: Lay, layer: Layer, outside: Ints, cycle: int) -> tuple[Ints, int]:
    """How many each may still take within the fair share, and what each placement beyond costs."""
    if layer is Layer.HOST or not problem.gains.over_share:
        return np.full(size(problem, layer), problem.mentees, np.int64), 0
    mine = lay.mentor.copy()
    mine[:, cycle] = -1
    load = np.bincount(mine[mine >= 0], minlength=problem.mentors) + outside
    return np.maximum(problem.share - load, 0), problem.gains.over_share
