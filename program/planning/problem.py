"""The plan as whole numbers: what every engine of the planner works on, and nothing else.

A `Problem` holds what is given (who, when, what each pairing is worth, what is forbidden), an `Assignment` holds an
answer. Neither holds a name: they may be sent to another process and written to a solver's log. `tables.py` makes a
problem out of a program, `plans.py` reads an answer back, and `kernel.py` keeps an answer's score and breaches up to
date move by move.

Points are whole *grains*, a thousandth of a point, so that sums are exact and the same on every machine.

Sizes: P mentees, C cycles (in time order, at most 62), M mentors, H hosts, F functions, T themes, G groups.
"Slot" s = p * C + c is one mentee in one cycle. -1 stands for nobody or none.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

#: Grains to a point.
GRAINS = 1000

#: Cycles a problem can hold: one bit each in a word of bans, and two to spare.
CYCLES = 62

#: What a slot without a mentor, or without a host, costs an engine: more than any plan can win by leaving it empty.
HOLE = 100 * GRAINS


class Gains(msgspec.Struct, frozen=True):
    """What the rules that depend on the rest of the plan are worth, in grains; 0 where a rule is switched off."""

    new_function: int = 0  # a function the mentee has not met before
    old_function: int = 0  # one met before, or the mentee's own (a cost: not above 0)
    new_theme: int = 0  # each theme of the track, met for the first time
    new_mentor: int = 0  # the first time with this mentor
    over_share: int = 0  # each placement of a mentor beyond the fair share (a cost)
    burst: int = 0  # each placement of a burst mentor who also serves in a neighbouring cycle (a cost)
    gap: int = 0  # per slot of the groups, for each point beyond `gap_free` between best and worst group (a cost)
    gap_free: int = 0  # grains of difference between groups that cost nothing


class Limits(msgspec.Struct, frozen=True):
    """Which of the hard rules about the rest of the plan are on."""

    window: int = 4  # a mentor comes once in any run of this many cycles of the mentee's series; 0: rule off
    host_once: bool = True
    seats: bool = True
    capacity: bool = True
    sequence: bool = True
    prerequisite: bool = True


class Problem(msgspec.Struct, frozen=True):
    """What is given. All arrays are int64 and flat, indexed as each comment says."""

    mentees: int
    cycles: int
    mentors: int
    hosts: int
    functions: int
    themes: int
    groups: int
    limits: Limits
    gains: Gains

    # what a pairing is worth wherever it stands, and where it is forbidden
    pair: Ints  # [p * M + m] grains of mentee with mentor
    seat: Ints  # [p * H + h] grains of mentee with host
    pair_ban: Ints  # [p * M + m] bit c set: not allowed in cycle c
    seat_ban: Ints  # [p * H + h] bit c set: not allowed in cycle c
    slot_ban: Ints  # [p] bit c set: this mentee may not be placed in cycle c at all
    slot_cost: Ints  # [p * C + c] grains of placing the mentee in the cycle, whoever with (part absence)
    mentor_cost: Ints  # [m * C + c] grains of using the mentor in the cycle, per mentee (part absence)
    host_gain: Ints  # [h * C + c] grains of using the host in the cycle, per mentee

    # room
    capacity: Ints  # [m * C + c] mentees; 0 where the mentor cannot serve
    seats: Ints  # [h * C + c] mentees; 0 where the host is closed
    share: Ints  # [m] placements in the whole plan that are the mentor's fair share
    is_burst: Ints  # [m] 1 for mentors who promised a burst

    # the mentee's own way
    place: Ints  # [p * C + c] place of the cycle in the mentee's series; distances decide about repeats
    stage: Ints  # [c] 0 foundation, 1 strategic, 2 lead
    foundations: Ints  # [p] foundation cycles wanted before a strategic one
    strategics: Ints  # [p] strategic cycles wanted before a lead one
    function: Ints  # [h] function of the host, -1 none
    own_function: Ints  # [p] the mentee's own function, -1 none
    after: tuple[tuple[int, ...], ...]  # [h] hosts of which the mentee must have sat with one before; () none
    host_themes: tuple[tuple[int, ...], ...]  # [h]
    wants_theme: Ints  # [p * T + t] 1 where the mentee's track asks for the theme

    # before the first cycle of the problem (cycles that no longer fit in, if there are any)
    met: tuple[tuple[int, ...], ...]  # [p] mentors met
    sat: tuple[tuple[int, ...], ...]  # [p] hosts sat with
    done: Ints  # [p * 3 + stage] cycles done

    # groups, for the gap between them; people in no group, or in one too small to speak of, have -1
    group: Ints  # [p]
    group_slots: Ints  # [g] slots its members should fill

    # what is asked of an engine
    wanted: Ints  # [p * C + c] 1 where mentor and host are to be found
    fixed: Ints  # [p * C + c] 1 where the present entry stays as it is, empty or not
    host: Ints  # [p * C + c] the present plan
    mentor: Ints  # [p * C + c]

    @property
    def slots(self) -> int:
        """P * C."""
        return self.mentees * self.cycles


class Assignment(msgspec.Struct, frozen=True):
    """An answer: who sits where and with whom, flat over slots like `Problem.host` and `Problem.mentor`."""

    host: Ints
    mentor: Ints
