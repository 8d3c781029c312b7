"""The whole objective as a constraint model, for programs so small that the optimum itself can be found.

One 0/1 variable for each free slot and each host or mentor it may have; everything the score knows is there, down to
the fractions that whole-number means lose. What is fixed goes in as numbers.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from program.planning.flows import Hosts, Layer, Mentors, bare, free_slots
from program.planning.problem import GRAINS, HOLE, Assignment, Problem

Choice = dict[tuple[int, int, int], Any]
"""(mentee, cycle, agent): the variable."""

WIDE = 1 << 40


class Model:
    """Variables and rules; `objective` is what the total aim maximises, `own` the mentees' parts, `holes` the empty."""

    def __init__(self, problem: Problem, *, change_cost: int = 0, max_changes: int | None = None) -> None:
        from ortools.sat.python import cp_model

        self.problem, self.cp = problem, cp_model.CpModel()
        self.free = free_slots(problem)
        start = bare(problem)
        self.layers: tuple[Layer, Layer] = (Hosts(problem, start.host), Mentors(problem, start.mentor))
        self.terms: list[Any] = []
        self.own: list[list[Any]] = [[] for _ in range(problem.mentees)]
        self.sums: list[list[Any]] = [[] for _ in range(problem.groups)]
        self.holes: list[Any] = []
        self.hosts, self.mentors = (self._choices(layer) for layer in self.layers)
        self.any = [self._taken(choice) for choice in (self.hosts, self.mentors)]
        self._rooms()
        self._slots()
        self._host_rows()
        self._mentor_rows()
        self._shares()
        self._bursts()
        self._gap()
        if change_cost or max_changes is not None:
            self._changes(change_cost, max_changes)
        for own in self.own:
            self.terms.extend(own)
        self.objective = sum(self.terms) - HOLE * sum(self.holes)

    # --- what may be chosen ------------------------------------------------------------------------------------------

    def _choices(self, layer: Layer) -> Choice:
        choice: Choice = {}
        for p, c in zip(*np.nonzero(self.free), strict=True):
            for agent in np.flatnonzero((layer.ban[p] >> c & 1) == 0).tolist():
                if layer.room is None or layer.left(int(c))[agent] > 0:
                    choice[int(p), int(c), agent] = self.cp.new_bool_var("")
        for p, c in zip(*np.nonzero(layer.now >= 0), strict=True):
            choice[int(p), int(c), int(layer.now[p, c])] = 1
        for (p, c, agent), var in choice.items():
            worth = int(layer.worth[p, agent])
            self.own[p].append(worth * var)
            self.terms.append(int(layer.extra[agent, c]) * var)
            if self.problem.group[p] >= 0:
                self.sums[self.problem.group[p]].append(worth * var)
        return choice

    def _taken(self, choice: Choice) -> dict[tuple[int, int], Any]:
        """(mentee, cycle): whether there is somebody; at most one is."""
        found: dict[tuple[int, int], list[Any]] = {}
        for (p, c, _), var in choice.items():
            found.setdefault((p, c), []).append(var)
        for (p, c), those in found.items():
            if self.free[p, c]:
                self.cp.add_at_most_one(those)
        return {slot: sum(those) for slot, those in found.items()}

    def _rooms(self) -> None:
        for layer, choice in zip(self.layers, (self.hosts, self.mentors), strict=True):
            if layer.room is None:
                continue
            using: dict[tuple[int, int], list[Any]] = {}
            for (p, c, agent), var in choice.items():
                if self.free[p, c]:
                    using.setdefault((agent, c), []).append(var)
            for (agent, c), those in using.items():
                self.cp.add(sum(those) <= int(layer.left(c)[agent]))

    def _slots(self) -> None:
        """Holes, the cost of placing somebody at all, and the order of the stages."""
        problem, cp = self.problem, self.cp
        placed: dict[tuple[int, int], Any] = {}
        for slot in range(problem.slots):
            p, c = divmod(slot, problem.cycles)
            there = [taken[p, c] for taken in self.any if (p, c) in taken]
            if problem.wanted[slot]:
                self.holes.append(2 - sum(there))
            if not there:
                continue
            if not self.free[p, c]:
                placed[p, c] = 1
            else:
                placed[p, c] = cp.new_bool_var("")
                for each in there:
                    cp.add(placed[p, c] >= each)
                cp.add(placed[p, c] <= sum(there))
            self.own[p].append(int(problem.slot_cost[slot]) * placed[p, c])
        if not problem.limits.sequence:
            return
        place = self.layers[0].place
        for (p, c), var in placed.items():
            stage = int(problem.stage[c])
            if stage and self.free[p, c]:
                asked = int((problem.foundations if stage == 1 else problem.strategics)[p])
                earlier = [
                    other
                    for (q, e), other in placed.items()
                    if q == p and problem.stage[e] == stage - 1 and place[p, e] < place[p, c]
                ]
                cp.add(sum(earlier) + int(problem.done[p * 3 + stage - 1]) >= asked * var)

    # --- the rows ----------------------------------------------------------------------------------------------------

    def _once(self, those: list[Any], worth: int) -> Any:
        """A bonus that counts once, however many of those are taken."""
        if any(isinstance(each, int) for each in those):
            return worth
        var = self.cp.new_bool_var("")
        if worth > 0:
            self.cp.add(var <= sum(those))
        else:
            self.cp.add_max_equality(var, those)
        return worth * var

    def _host_rows(self) -> None:
        problem, gains = self.problem, self.problem.gains
        layer = self.layers[0]
        assert isinstance(layer, Hosts)
        rows: list[dict[int, list[tuple[int, Any]]]] = [{} for _ in range(problem.mentees)]
        for (p, c, host), var in self.hosts.items():
            rows[p].setdefault(host, []).append((c, var))
        for p, row in enumerate(rows):
            for host, those in row.items():
                loose = [var for c, var in those if self.free[p, c]]
                if problem.limits.host_once and loose:
                    taken = len(loose) < len(those) or bool(layer.known[p, host])
                    self.cp.add(sum(loose) <= (0 if taken else 1))
                if problem.function[host] >= 0:
                    self.own[p].extend(gains.old_function * var for _, var in those)
            for function in range(problem.functions):
                there = [v for host, those in row.items() if problem.function[host] == function for _, v in those]
                if there and not layer.owned[p, function]:
                    self.own[p].append(self._once(there, gains.new_function - gains.old_function))
            for theme in range(problem.themes):
                there = [v for host, those in row.items() if layer.brings[host, theme] for _, v in those]
                if there and layer.wants[p, theme] and gains.new_theme:
                    self.own[p].append(self._once(there, gains.new_theme))
            for host in layer.gated:
                self._after(p, host, row, layer)

    def _after(self, p: int, host: int, row: dict[int, list[tuple[int, Any]]], layer: Hosts) -> None:
        first = self.problem.after[host]
        if layer.known[p, list(first)].any():
            return
        for c, var in row.get(host, ()):
            if self.free[p, c]:
                ground = [v for h in set(first) for e, v in row.get(h, ()) if layer.place[p, e] < layer.place[p, c]]
                self.cp.add(var <= sum(ground))

    def _mentor_rows(self) -> None:
        problem, layer = self.problem, self.layers[1]
        rows: dict[tuple[int, int], list[tuple[int, Any]]] = {}
        for (p, c, mentor), var in self.mentors.items():
            rows.setdefault((p, mentor), []).append((c, var))
        for (p, mentor), those in rows.items():
            for (one, first), (other, second) in combinations(those, 2):
                near = abs(int(layer.place[p, one] - layer.place[p, other])) < problem.limits.window
                if near and (self.free[p, one] or self.free[p, other]):
                    self.cp.add(first + second <= 1)
            if not layer.known[p, mentor] and problem.gains.new_mentor:
                self.own[p].append(self._once([var for _, var in those], problem.gains.new_mentor))

    # --- the whole plan ----------------------------------------------------------------------------------------------

    def _shares(self) -> None:
        problem = self.problem
        if not problem.gains.over_share:
            return
        loads: dict[int, list[Any]] = {}
        for (_, _, mentor), var in self.mentors.items():
            loads.setdefault(mentor, []).append(var)
        for mentor, those in loads.items():
            beyond = self.cp.new_int_var(0, len(those), "")
            self.cp.add_max_equality(beyond, [0, sum(those) - int(problem.share[mentor])])
            self.terms.append(problem.gains.over_share * beyond)

    def _bursts(self) -> None:
        problem = self.problem
        if not problem.gains.burst:
            return
        using: dict[tuple[int, int], list[Any]] = {}
        for (_, c, mentor), var in self.mentors.items():
            if problem.is_burst[mentor]:
                using.setdefault((mentor, c), []).append(var)
        serves = {}
        for at, those in using.items():
            serves[at] = self.cp.new_bool_var("")
            self.cp.add_max_equality(serves[at], those)
        for (mentor, c), those in using.items():
            beside = [serves[mentor, near] for near in (c - 1, c + 1) if (mentor, near) in serves]
            if beside:
                paying = self.cp.new_int_var(0, len(those), "")
                for near in beside:
                    self.cp.add(paying >= sum(those) - len(those) * (1 - near))
                self.terms.append(problem.gains.burst * paying)

    def _gap(self) -> None:
        problem, cp = self.problem, self.cp
        some = [g for g in range(problem.groups) if problem.group_slots[g] > 0]
        if len(some) < 2 or not problem.gains.gap:
            return
        means = []
        for g in some:
            slots, total = int(problem.group_slots[g]), sum(self.sums[g])
            mean = cp.new_int_var(-WIDE, WIDE, "")
            cp.add(slots * mean <= total)
            cp.add(total <= slots * mean + slots - 1)
            means.append(mean)
        beyond, cost = cp.new_int_var(0, WIDE, ""), cp.new_int_var(0, WIDE, "")
        for one in means:
            for other in means:
                if one is not other:
                    cp.add(beyond >= one - other - problem.gains.gap_free)
        cp.add(GRAINS * cost >= -problem.gains.gap * int(problem.group_slots.sum()) * beyond - (GRAINS - 1))
        self.terms.append(-1 * cost)

    def _changes(self, price: int, most: int | None) -> None:
        changed = []
        for p, c in zip(*np.nonzero(self.free), strict=True):
            p, c = int(p), int(c)
            var = self.cp.new_bool_var("")
            for layer, choice, taken in zip(self.layers, (self.hosts, self.mentors), self.any, strict=True):
                before = int(layer.before[p, c])
                self.cp.add(var >= (1 - choice.get((p, c, before), 0) if before >= 0 else taken.get((p, c), 0)))
            changed.append(var)
        self.terms.append(-price * sum(changed))
        if most is not None:
            self.cp.add(sum(changed) <= most)

    # --- in and out --------------------------------------------------------------------------------------------------

    def hint(self, plan: Assignment) -> None:
        """Where to start from."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for choice, chosen in ((self.hosts, plan.host), (self.mentors, plan.mentor)):
            for (p, c, agent), var in choice.items():
                if self.free[p, c]:
                    self.cp.add_hint(var, int(chosen[p * self.problem.cycles + c]) == agent)

    def plan(self, solver: Any) -> Assignment:
        """The answer of a solver."""
        found = []
        for layer, choice in zip(self.layers, (self.hosts, self.mentors), strict=True):
            chosen = layer.now.reshape(-1).copy()
            for (p, c, agent), var in choice.items():
                if self.free[p, c] and solver.boolean_value(var):
                    chosen[p * self.problem.cycles + c] = agent
            found.append(chosen)
        return Assignment(found[0], found[1])
