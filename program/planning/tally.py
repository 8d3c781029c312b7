"""The score of a whole plan at once, by matrices: what an engine asks after it changed many cells together.

`kernel.State` keeps the same score move by move; tests hold the two equal.
"""

from __future__ import annotations

import numpy as np

from program.planning.flows import Hosts, Mentors
from program.planning.problem import GRAINS, HOLE, Assignment, Ints, Problem


class Tally:
    """Scores plans of one problem."""

    def __init__(self, problem: Problem) -> None:
        empty = np.full(problem.slots, -1, np.int64)
        self.problem = problem
        self._hosts, self._mentors = Hosts(problem, empty), Mentors(problem, empty)
        self._brings = np.vstack([self._hosts.brings, np.zeros((1, problem.themes), bool)])  # the last row: no host

    def holes(self, plan: Assignment) -> int:
        """Entries missing from wanted slots."""
        wanted = self.problem.wanted != 0
        return int((wanted & (plan.host < 0)).sum() + (wanted & (plan.mentor < 0)).sum())

    def changed(self, plan: Assignment) -> int:
        """Slots whose host or mentor is not that of the present plan."""
        return int(((plan.host != self.problem.host) | (plan.mentor != self.problem.mentor)).sum())

    def objective(self, plan: Assignment, change_cost: int = 0) -> int:
        """Points less what holes and changes cost, in grains; breaches are not looked at."""
        return self.points(plan) - HOLE * self.holes(plan) - change_cost * self.changed(plan)

    def points(self, plan: Assignment) -> int:
        """Grains of all soft rules over the whole plan."""
        problem = self.problem
        shape = (problem.mentees, problem.cycles)
        host, mentor = plan.host.reshape(shape), plan.mentor.reshape(shape)
        total = int(problem.slot_cost[(plan.host >= 0) | (plan.mentor >= 0)].sum())
        sums = np.zeros(problem.groups, np.int64)
        for layer, chosen in ((self._hosts, host), (self._mentors, mentor)):
            row, cycle = np.nonzero(chosen >= 0)
            agent = chosen[row, cycle]
            worth = layer.worth[row, agent]
            total += int(worth.sum()) + int(layer.extra[agent, cycle].sum())
            group = problem.group[row]
            np.add.at(sums, group[group >= 0], worth[group >= 0])
        return total + self._variety(host) + self._company(mentor) + self._gap(sums)

    def _variety(self, host: Ints) -> int:
        """Functions and themes of the rows."""
        gains, hosts = self.problem.gains, self._hosts
        row, cycle = np.nonzero(host >= 0)
        function = self.problem.function[host[row, cycle]]
        some = function >= 0
        met = np.zeros((self.problem.mentees, self.problem.functions + 1), bool)
        met[row[some], function[some]] = True
        new = int((met & ~hosts.owned)[:, : self.problem.functions].sum())
        total = gains.new_function * new + gains.old_function * (int(some.sum()) - new)
        if gains.new_theme and self.problem.themes:
            total += gains.new_theme * int((self._brings[host].any(axis=1) & hosts.wants).sum())
        return total

    def _company(self, mentor: Ints) -> int:
        """First meetings, fair shares and bursts."""
        problem, gains = self.problem, self.problem.gains
        row, cycle = np.nonzero(mentor >= 0)
        agent = mentor[row, cycle]
        total = 0
        if gains.new_mentor:
            met = np.zeros_like(self._mentors.known)
            met[row, agent] = True
            total += gains.new_mentor * int((met & ~self._mentors.known).sum())
        used = np.bincount(agent * problem.cycles + cycle, minlength=problem.mentors * problem.cycles)
        used = used.reshape(problem.mentors, problem.cycles)
        total += gains.over_share * int(np.maximum(0, used.sum(axis=1) - problem.share).sum())
        beside = np.zeros(used.shape, bool)
        beside[:, 1:] |= used[:, :-1] > 0
        beside[:, :-1] |= used[:, 1:] > 0
        return total + gains.burst * int((used * beside * problem.is_burst[:, None]).sum())

    def _gap(self, sums: Ints) -> int:
        """What the distance between the groups costs; the formula is that of `program/rules/evenness.py`."""
        problem = self.problem
        some = problem.group_slots > 0
        means = sums[some] // problem.group_slots[some]
        if len(means) < 2:
            return 0
        beyond = max(0, int(means.max() - means.min()) - problem.gains.gap_free)
        return -(-problem.gains.gap * beyond * int(problem.group_slots.sum()) // GRAINS)
