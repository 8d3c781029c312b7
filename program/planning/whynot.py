"""Why not: the rules against a host or mentor in a cell, or, where there are none, what granting it would do elsewhere.

The contrast settles the one cycle anew with the wish held and as few others moved as possible; what comes out is judged
like any rearrangement, so the points told are the difference between two plans as the rules score them.
"""

from __future__ import annotations

import msgspec
import numpy as np

from program.changes import Pair
from program.commands.judging import Intent, Judged, judged
from program.findings import Finding, Severity
from program.names import counted
from program.plan import Draft
from program.planning.explain import ROOM, points_words
from program.planning.flows import Layer
from program.planning.frame import Frame
from program.planning.plans import placements_from
from program.planning.problem import Ints
from program.planning.repair import BEST
from program.planning.resettle import Lay, choices, resettled, room
from program.planning.tables import Keep, Scope, problem_of
from program.program import Program
from program.records import Cycle, Host, Person, Placement, new_id
from program.rules import findings
from program.scenarios import Adopt, Difference, differences, reseated
from program.trouble import Refused


class WhyNot(msgspec.Struct, frozen=True):
    """The answer to one wish.

    `broken`: what stands against it whatever others do, or that nobody can make room; then nothing else is told.
    Otherwise `moves` are all cells that would change, the wished one first, `points` is what the whole plan gains (or
    loses, below 0), and `placements` the plan as it would be.
    """

    person: str
    cycle: str
    broken: tuple[Finding, ...]
    moves: tuple[Difference, ...]
    points: float
    words: str
    placements: tuple[Placement, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether it can be had without breaking a rule."""
        return not self.broken

    def command(self) -> Adopt:
        """What grants the wish."""
        return Adopt(self.placements, frozenset(move.cell for move in self.moves))


def why_not(
    program: Program, person: str, cycle: str, host: str = "", mentor: str = "", scope: Scope | None = None
) -> WhyNot:
    """What stands against this host, this mentor or both for a mentee in a cycle; "" leaves that as it is.

    `scope` says which other placements may move; by default all that are neither pinned nor settled. Raises Refused
    when the plan has no such mentee, cycle, host or mentor.
    """
    problem, frame = problem_of(program, scope or Scope(keep=Keep.SETTLED))
    slot = frame.slot(person, cycle)
    if slot is None or (host and host not in frame.host) or (mentor and mentor not in frame.mentor):
        raise Refused("The plan does not know them.", "Nothing was changed.")
    present = program.plan.at(person, cycle)
    before = present or Placement(new_id(), person=person, cycle=cycle)
    wished = reseated(program, before, host or before.host, mentor or before.mentor)
    start = _start(program, wished)
    alone = judged(program, Intent("", (Pair(present, wished),)))
    broken = _against(program, alone, wished)
    lasting = tuple(each for each in broken if each.rule not in ROOM)
    if lasting:
        return WhyNot(person, cycle, lasting, (), 0.0, _sentence(start + " cannot be", lasting))
    lay = Lay(problem)
    row, column = divmod(slot, problem.cycles)
    lay.loose[row, column] = True
    for layer, option in ((lay.hosts, frame.host.get(host, -1)), (lay.mentors, frame.mentor.get(mentor, -1))):
        if option >= 0 and not _granted(lay, layer, row, column, option):
            return WhyNot(person, cycle, broken, (), 0.0, _sentence(start + " cannot be", broken))
    return _contrast(program, frame, lay, wished, start)


def _granted(lay: Lay, layer: Layer, row: int, cycle: int, option: int) -> bool:
    """Give the row the option, moving others of the cycle if there is no room; whether that can be."""
    column = layer.now[:, cycle]
    if column[row] == option:
        return True
    if layer.used(cycle)[option] < room(layer, cycle)[option]:
        column[row] = option
        return True
    holders = np.flatnonzero((column == option) & lay.loose[:, cycle])
    if not len(holders):
        return False
    holes = int((column[lay.loose[:, cycle]] < 0).sum())
    everyone = np.flatnonzero(lay.loose[:, cycle] & (column >= 0))
    near = np.union1d(holders, _rivals(lay, layer, cycle, holders))
    for people in (holders, near, everyone):
        tried = np.union1d(people, [row])
        found = resettled(lay, layer, cycle, tried, stay=None, held={row: option})
        after = column.copy()
        after[tried] = found
        if people is everyone or int((after[lay.loose[:, cycle]] < 0).sum()) <= holes:
            break
    column[:] = after
    return True


def _rivals(lay: Lay, layer: Layer, cycle: int, holders: Ints) -> Ints:
    """Who has what would suit the holders best, and may move."""
    value, allowed = choices(lay, layer, cycle, holders)
    worth = np.where(allowed, value, np.iinfo(np.int64).min)
    best = np.unique(np.argsort(-worth, axis=1, kind="stable")[:, :BEST])
    return np.flatnonzero(lay.loose[:, cycle] & np.isin(layer.now[:, cycle], best))


def _contrast(program: Program, frame: Frame, lay: Lay, wished: Placement, start: str) -> WhyNot:
    placements = tuple(
        wished if (each.person, each.cycle) == (wished.person, wished.cycle) else each
        for each in placements_from(program, frame, lay.assignment())
    )
    found = differences(program, placements)
    own = (wished.person, wished.cycle)
    moves = tuple(sorted(found, key=lambda each: each.cell != own))
    answer = judged(program, Intent("", tuple(Pair(each.before, each.after) for each in moves)))
    broken = tuple(each for each in answer.breached if each.rule != "settled")
    if broken:
        return WhyNot(*own, broken, (), 0.0, _sentence(start + " cannot be", broken))
    words = _told(program, start, moves, answer.points)
    return WhyNot(*own, (), moves, answer.points, words, placements)


def _against(program: Program, alone: Judged, wished: Placement) -> tuple[Finding, ...]:
    """All that stands against a placement by itself: pins, and every hard rule, also those that were broken before."""
    if alone.firm:
        return alone.firm
    plan = Draft(program.plan, (wished.id,), (wished,))
    own = [each for each in findings(program, plan, wished) if each.severity is Severity.HARD]
    said = {each.key for each in own}
    return (*own, *(each for each in alone.breached if each.key not in said and each.rule != "settled"))


# ---- in words --------------------------------------------------------------------------------------------------------


def _start(program: Program, wished: Placement) -> str:
    """ "Ana Ruiz in Finance with Ben Okafor in Q3"."""
    host, mentor = program.title(Host, wished.host), program.title(Person, wished.mentor)
    parts = [program.title(Person, wished.person), f"in {host}" if host else "", f"with {mentor}" if mentor else ""]
    return " ".join(filter(None, parts)) + f" in {program.title(Cycle, wished.cycle)}"


def _sentence(start: str, broken: tuple[Finding, ...]) -> str:
    return f"{start}: {'; '.join(dict.fromkeys(each.words for each in broken))}."


def _told(program: Program, start: str, moves: tuple[Difference, ...], points: float) -> str:
    """ "Ana … could be, but Chen Lind would move to Dana Ek and the plan loses 1.8 points."."""
    others = [_moved(program, each) for each in moves[1:]]
    change = f"the plan {'wins' if points > 0 else 'loses'} {points_words(abs(points))}"
    if round(points, 2) == 0:
        change = "the plan is worth as much"
    if not moves:
        return f"{start}: so it is."
    if not others:
        return f"{start} could be: nobody else would move, and {change}."
    if len(others) > 3:
        others = [*others[:3], f"{counted(len(others) - 3, 'other')} would move"]
    return f"{start} could be, {'and' if points > 0 else 'but'} {', '.join(others)}, and {change}."


def _moved(program: Program, move: Difference) -> str:
    """ "Chen Lind would move to Finance", "Chen Lind would have Dana Ek", "Chen Lind would be without a mentor"."""
    name = program.title(Person, move.person)
    before, after = move.before, move.after
    parts = []
    for field, cls, goes, lacks in (("host", Host, "move to", "host"), ("mentor", Person, "have", "mentor")):
        was, now = getattr(before, field, ""), getattr(after, field, "")
        if was != now:
            parts.append(f"would {goes} {program.title(cls, now)}" if now else f"would be without a {lacks}")
    return f"{name} {' and '.join(parts)}"
