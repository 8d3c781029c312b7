"""Small changes of a plan that are worth trying: the moves of the annealing.

Kinds, drawn at random: a wanted mentor or host is taken, where there is room or from somebody who has them in that
cycle; two cycles of one mentee exchange their mentors, their hosts or both, with up to two partners in each layer where
there is no room. What would break a rule in plain sight is not proposed; the state judges the rest.

Compiled like `kernel.py`, and the same whole-number arithmetic wherever it runs.
"""

from __future__ import annotations

from typing import Final

from mypy_extensions import i64

from program.planning.given import filled, packed
from program.planning.kernel import State

#: The two layers of a plan.
HOST: Final = 0
MENTOR: Final = 1

#: Entries a proposal changes at most.
EDITS: Final = 8


class Dice:
    """Random numbers by multiply-with-carry (Marsaglia's multiplier): no product leaves 63 bits, the period is 2^60."""

    def __init__(self, seed: i64) -> None:
        self._word: i64 = ((seed & 0x3FFFFFF) << 32) + ((seed >> 26) & 0xFFFFFFFF) + 1
        for _ in range(16):
            self.below(2)

    def below(self, count: i64) -> i64:
        """A whole number from 0 to count - 1; count is below 2^31."""
        self._word = 698769069 * (self._word & 0xFFFFFFFF) + (self._word >> 32)
        return ((self._word & 0xFFFFFFFF) * count) >> 32


class Proposals:
    """Draws proposals for a state into `layer`, `slot`, `value`: entry i of a proposal sets `value[i]` there.

    `mentors` and `hosts` are flat [slot * K + k] lists of whom to try in a slot, best first, -1 where there is no more.
    After a proposal has been carried out, `follow` is due for each of its entries.
    """

    def __init__(self, state: State, dice: Dice, mentors: list[i64], hosts: list[i64]) -> None:
        given = state.given
        self.state = state
        self.given = given
        self.dice = dice
        self.layer = filled(EDITS, 0)
        self.slot = filled(EDITS, 0)
        self.value = filled(EDITS, 0)
        self.length: i64 = 0
        self.swaps = False  # two mentees exchange their mentors of one cycle, and nothing else
        free: list[i64] = []
        free_at: list[i64] = []
        self.is_free = filled(given.slots, 0)
        for slot in range(given.slots):
            if slot % given.cycles == 0:
                free_at.append(len(free))
            if given.wanted[slot] and not given.fixed[slot]:
                free.append(slot)
                self.is_free[slot] = 1
        free_at.append(len(free))
        self.free = packed(free)  # slots that may change, mentee by mentee
        self.free_at = packed(free_at)  # [p] where those of mentee p begin
        self.count: i64 = len(free)
        self.mentors = packed(mentors)
        self.hosts = packed(hosts)
        slots: i64 = given.slots if given.slots else 1
        self.each_mentor: i64 = len(mentors) // slots
        self.each_host: i64 = len(hosts) // slots
        # Who sits with a host or has a mentor in a cycle: chains through the slots, by their first.
        self.first_mentor: i64 = given.hosts * given.cycles
        self.head = filled(self.first_mentor + given.mentors * given.cycles, -1)
        self.next = filled(2 * given.slots, -1)
        self.former = filled(2 * given.slots, -1)
        for slot in range(given.slots):
            self._join(HOST, slot, state.host[slot])
            self._join(MENTOR, slot, state.mentor[slot])

    # --- who has whom -------------------------------------------------------------------------------------------------

    def follow(self, layer: i64, slot: i64, old: i64, value: i64) -> None:
        """Take note that the entry of a slot is another now."""
        self._leave(layer, slot, old)
        self._join(layer, slot, value)

    def _head(self, layer: i64, slot: i64, agent: i64) -> i64:
        """Where the chain of an agent in the slot's cycle begins."""
        at = agent * self.given.cycles + self.given.cycle_of[slot]
        return at + self.first_mentor if layer == MENTOR else at

    def _join(self, layer: i64, slot: i64, agent: i64) -> None:
        if agent < 0:
            return
        head = self._head(layer, slot, agent)
        link = 2 * slot + layer
        first = self.head[head]
        self.next[link] = first
        self.former[link] = -1
        if first >= 0:
            self.former[2 * first + layer] = slot
        self.head[head] = slot

    def _leave(self, layer: i64, slot: i64, agent: i64) -> None:
        if agent < 0:
            return
        link = 2 * slot + layer
        before = self.former[link]
        behind = self.next[link]
        if before >= 0:
            self.next[2 * before + layer] = behind
        else:
            self.head[self._head(layer, slot, agent)] = behind
        if behind >= 0:
            self.former[2 * behind + layer] = before

    def _holder(self, layer: i64, agent: i64, c: i64) -> i64:
        """The slot of somebody who has the agent in the cycle and may be moved; -1 if the draw finds none."""
        at = agent * self.given.cycles + c
        slot = self.head[at + self.first_mentor if layer == MENTOR else at]
        count = self.state.use[at] if layer == MENTOR else self.state.sits[at]
        if count > 1:
            steps = self.dice.below(count if count < 8 else 8)
            while steps > 0:
                slot = self.next[2 * slot + layer]
                steps -= 1
        return slot if slot >= 0 and self.is_free[slot] else -1

    # --- what is allowed ----------------------------------------------------------------------------------------------

    def _allowed(self, layer: i64, slot: i64, agent: i64, but: i64) -> bool:
        """Whether bans and the rest of the row, but for one slot, let the agent in."""
        given = self.given
        p = given.mentee_of[slot]
        c = given.cycle_of[slot]
        first = p * given.cycles
        if layer == MENTOR:
            if (given.pair[2 * (p * given.mentors + agent) + 1] >> c) & 1:
                return False
            if given.window == 0:
                return True
            here = given.place[slot]
            mentors = self.state.mentor
            for s in range(first, first + given.cycles):
                if mentors[s] == agent and s != slot and s != but:
                    apart = given.place[s] - here
                    if -given.window < apart < given.window:
                        return False
            return True
        if (given.seat_ban[p * given.hosts + agent] >> c) & 1:
            return False
        if not given.host_once:
            return True
        hosts = self.state.host
        for s in range(first, first + given.cycles):
            if hosts[s] == agent and s != slot and s != but:
                return False
        return not given.has_sat(p, agent)

    def _room(self, layer: i64, agent: i64, c: i64) -> bool:
        """Whether one more fits."""
        at = agent * self.given.cycles + c
        if layer == MENTOR:
            return self.state.use[at] < self.given.capacity[at]
        return self.state.sits[at] < self.given.seats[at]

    def _now(self, layer: i64, slot: i64) -> i64:
        return self.state.mentor[slot] if layer == MENTOR else self.state.host[slot]

    # --- the moves ----------------------------------------------------------------------------------------------------

    def draw(self) -> i64:
        """Make up a proposal; how many entries it changes, 0 if nothing came of it."""
        self.length = 0
        self.swaps = False
        kind = self.dice.below(32)
        if kind < 15:
            self._take(MENTOR)
        elif kind < 21:
            self._take(HOST)
        else:
            self._turn(kind)
        return self.length

    def _edit(self, layer: i64, slot: i64, agent: i64) -> None:
        at = self.length
        self.layer[at] = layer
        self.slot[at] = slot
        self.value[at] = agent
        self.length = at + 1

    def _choice(self, layer: i64, slot: i64) -> i64:
        """Somebody to try in a slot: mostly of those who suit it best; -1 for nobody."""
        if layer == MENTOR:
            if self.each_mentor == 0 or self.dice.below(8) == 0:
                return self.dice.below(self.given.mentors) if self.given.mentors > 0 else -1
            return self.mentors[slot * self.each_mentor + self.dice.below(self.each_mentor)]
        if self.each_host == 0 or self.dice.below(8) == 0:
            return self.dice.below(self.given.hosts) if self.given.hosts > 0 else -1
        return self.hosts[slot * self.each_host + self.dice.below(self.each_host)]

    def _take(self, layer: i64) -> None:
        """One slot takes somebody, from a free place, or from a holder who gets the former one or another."""
        if self.count == 0:
            return
        slot = self.free[self.dice.below(self.count)]
        if self.state.broken > 0 and self.dice.below(32) == 0:
            self._edit(layer, slot, -1)
            return
        agent = self._choice(layer, slot)
        now = self._now(layer, slot)
        if agent < 0 or agent == now or not self._allowed(layer, slot, agent, slot):
            return
        c = self.given.cycle_of[slot]
        if self._room(layer, agent, c):
            self._edit(layer, slot, agent)
            return
        holder = self._holder(layer, agent, c)
        if holder < 0:
            return
        if now >= 0 and self.dice.below(4) != 0:
            if self._allowed(layer, holder, now, holder):
                self._edit(layer, slot, agent)
                self._edit(layer, holder, now)
                self.swaps = layer == MENTOR
            return
        other = self._choice(layer, holder)
        if other < 0 or other == agent or not self._room(layer, other, c):
            return
        if self._allowed(layer, holder, other, holder):
            self._edit(layer, holder, other)
            self._edit(layer, slot, agent)

    def _turn(self, kind: i64) -> None:
        """Two cycles of a mentee exchange what they hold."""
        if self.count == 0:
            return
        one = self.free[self.dice.below(self.count)]
        p = self.given.mentee_of[one]
        start = self.free_at[p]
        count = self.free_at[p + 1] - start
        if count < 2:
            return
        other = self.free[start + self.dice.below(count)]
        if other == one:
            return
        fine = kind >= 29 or self._exchange(MENTOR, one, other)
        if not (fine and (kind < 27 or self._exchange(HOST, one, other))):
            self.length = 0

    def _exchange(self, layer: i64, one: i64, other: i64) -> bool:
        """Exchange one layer of two slots of a mentee; False when that cannot be."""
        here = self._now(layer, one)
        there = self._now(layer, other)
        if here == there:
            return False
        if here >= 0 and not self._give(layer, other, here, one, there):
            return False
        if there >= 0 and not self._give(layer, one, there, other, here):
            return False
        self._edit(layer, one, there)
        self._edit(layer, other, here)
        return True

    def _give(self, layer: i64, slot: i64, agent: i64, but: i64, leaving: i64) -> bool:
        """Whether the slot can have the agent, perhaps of a holder who gets the one that is leaving."""
        if not self._allowed(layer, slot, agent, but):
            return False
        c = self.given.cycle_of[slot]
        if self._room(layer, agent, c):
            return True
        if leaving < 0:
            return False
        holder = self._holder(layer, agent, c)
        if holder < 0 or not self._allowed(layer, holder, leaving, holder):
            return False
        self._edit(layer, holder, leaving)
        return True
