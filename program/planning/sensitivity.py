"""What weights do: to the score of the plan as it lies, at once; and to the plan itself, were it settled anew.

The first is read off the rules' own findings, kept as unweighted points with their numbers, so that a slider can move.
The second settles cycle by cycle with the weights as they are until little changes, and from there once more, with one
weight changed and with none: what differs between those two is the weight's doing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator

import msgspec
import numpy as np

from program.changes import Change, Pair
from program.findings import Severity
from program.planning.flows import Layer
from program.planning.frame import Frame
from program.planning.kernel import State
from program.planning.plans import placements_from
from program.planning.problem import GRAINS, Assignment, Ints, Problem
from program.planning.resettle import Lay, resettled
from program.planning.tables import Scope, problem_of
from program.program import Program
from program.records import CHARTER, KINDS, Charter, Placement, RuleSetting
from program.rules import RULES, case_of, evenness
from program.rules import Scope as Reach
from program.rules.shares import compared
from program.scenarios import Difference, differences, seen
from program.trouble import Cancelled

#: How far a weight is moved.
STEPS = (0.8, 1.2)

#: Sweeps over all cycles with the weights as they are, at most; a changed weight has one.
SWEEPS = 3

#: Whatever a rule may look at.
_ALL = tuple(kind.cls for key, kind in KINDS.items() if key not in ("scenario", "sketch", "decision"))


class Shift(msgspec.Struct, frozen=True):
    """What becomes of the plan when one weight is multiplied by `factor`.

    `moves` are the cells that would be otherwise than with the weights as they are; `gain` is what they are worth by
    the changed weights, in points.
    """

    rule: str
    factor: float
    moves: tuple[Difference, ...]
    gain: float

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Mentee and cycle of what would change."""
        return tuple(move.cell for move in self.moves)


# ---- at once ---------------------------------------------------------------------------------------------------------


def by_rule(program: Program, rules: Collection[RuleSetting] | None = None) -> dict[str, float]:
    """Soft rule → its points in the plan as it lies; with other `rules` settings than the charter's, when given.

    The sum is the plan's score. Slow the first time after a change of the book (every placement is judged), then not.
    """
    given = {setting.rule: setting for setting in (program.charter.rules if rules is None else rules)}
    tally = _tally(program)
    found = {key: _weighed(counts, given.get(key, RuleSetting(key))) / GRAINS for key, counts in tally.rules.items()}
    equity = given.get("equity", RuleSetting("equity"))
    if equity.on:
        slots = evenness.group_slots(program)
        totals = [
            sum(_weighed(counts, given.get(key, RuleSetting(key))) for key, counts in tally.groups[group].items())
            for group in slots
        ]
        cost = evenness.cost(totals, list(slots.values()), round(evenness.COST * equity.weight))
        found["equity"] = -cost / GRAINS
    return found


class _Tally(msgspec.Struct, frozen=True):
    """Unweighted points in the plan, each with how often it occurs: by rule, and by group and rule of who fits whom."""

    rules: dict[str, Counter[float]]
    groups: dict[str, dict[str, Counter[float]]]


def _weighed(counts: Counter[float], setting: RuleSetting) -> int:
    """Grains of all occurrences under a setting."""
    if not setting.on:
        return 0
    return sum(round(points * setting.weight * GRAINS) * number for points, number in counts.items())


def _tally(program: Program) -> _Tally:
    def make() -> _Tally:
        soft = [rule for rule in RULES.values() if rule.severity is Severity.SOFT and rule.scope is not Reach.PLAN]
        members = {member: group for group, people in compared(program).items() for member in people}
        rules: dict[str, Counter[float]] = {rule.key: Counter() for rule in soft}
        groups: dict[str, dict[str, Counter[float]]] = {group: {} for group in compared(program)}
        for placement in program.of(Placement).values():
            case = case_of(program, program.plan, placement)
            group = members.get(placement.person, "")
            for rule in soft if case is not None else ():
                assert case is not None
                for finding in rule.judge(case):
                    rules[rule.key][finding.points] += 1
                    if group and rule.scope in (Reach.PAIR, Reach.SEAT):
                        groups[group].setdefault(rule.key, Counter())[finding.points] += 1
        return _Tally(rules, groups)

    return program.index("points tallied", _ALL, make)


def _with(program: Program, rules: tuple[RuleSetting, ...]) -> Program:
    """The program under other rule settings; everything that does not depend on them is shared."""
    before = program.get(Charter, CHARTER)
    return program.apply(Change("", (Pair(before, msgspec.structs.replace(program.charter, rules=rules)),)))


# ---- the plan anew ---------------------------------------------------------------------------------------------------


def sensitivity(
    program: Program,
    scope: Scope | None = None,
    *,
    placements: tuple[Placement, ...] | None = None,
    rules: Collection[str] | None = None,
    steps: Collection[float] = STEPS,
    progress: Callable[[float], None] = lambda _share: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Shift, ...]:
    """For each soft rule that is on (or those named), and each step, how the plan would differ. Raises Cancelled.

    The plan is the live one, or a proposal's `placements`. Those with most changes come first.
    """
    if placements is not None:
        program = seen(program, placements)
    problem, frame = problem_of(program, scope)
    base = _settled(problem, cancelled, SWEEPS)
    start = msgspec.structs.replace(problem, host=base.host, mentor=base.mentor)
    control = _settled(start, cancelled, 1)
    as_is = seen(program, placements_from(program, frame, control))
    asked = [(key, step) for key in _movable(program, rules) for step in steps]
    found = []
    for number, (key, step) in enumerate(asked):
        progress(number / len(asked))
        other = msgspec.structs.replace(
            problem_of(_scaled(program, key, step), scope)[0], host=base.host, mentor=base.mentor
        )
        found.append(_shift(as_is, frame, (key, step), control, other, cancelled))
    return tuple(sorted(found, key=lambda each: (-len(each.moves), each.rule, each.factor)))


def _shift(
    as_is: Program,
    frame: Frame,
    what: tuple[str, float],
    control: Assignment,
    other: Problem,
    cancelled: Callable[[], bool],
) -> Shift:
    """What is otherwise when the problem is another; both plans had the same start and as many sweeps."""
    after = _settled(other, cancelled, 1)
    moves = differences(as_is, placements_from(as_is, frame, after))
    gain = _points(other, after) - _points(other, control) if moves else 0
    return Shift(*what, moves, gain / GRAINS)


def _movable(program: Program, rules: Collection[str] | None) -> Iterator[str]:
    """Soft rules that are on and weigh something. The gap between groups is no matter of single cells."""
    given = {setting.rule: setting for setting in program.charter.rules}
    for rule in RULES.values():
        setting = given.get(rule.key, RuleSetting(rule.key))
        if rule.severity is Severity.SOFT and rule.scope is not Reach.PLAN and setting.on and setting.weight:
            if rules is None or rule.key in rules:
                yield rule.key


def _scaled(program: Program, rule: str, factor: float) -> Program:
    """The program with one weight multiplied."""
    given = {setting.rule: setting for setting in program.charter.rules}
    setting = given.get(rule, RuleSetting(rule))
    others = tuple(each for each in program.charter.rules if each.rule != rule)
    return _with(program, (*others, msgspec.structs.replace(setting, weight=setting.weight * factor)))


def _settled(problem: Problem, cancelled: Callable[[], bool], sweeps: int) -> Assignment:
    """The present plan with every cycle settled anew in turn, as long as that makes the whole better."""
    state = State(problem)
    lay = Lay(problem)
    state.load(lay.assignment())
    for _ in range(sweeps):
        better = False
        for cycle in range(problem.cycles):
            for layer in lay.layers:
                if cancelled():
                    raise Cancelled
                better |= _resettle(lay, layer, cycle, state)
        if not better:
            break
    return lay.assignment()


def _resettle(lay: Lay, layer: Layer, cycle: int, state: State) -> bool:
    """Settle one layer of one cycle anew; kept only if the whole is worth more and nothing is broken or emptied."""
    people = np.flatnonzero(lay.loose[:, cycle] & (layer.now[:, cycle] >= 0))
    old = layer.now[people, cycle].copy()
    layer.before[people, cycle] = old
    new = resettled(lay, layer, cycle, people, stay=1)
    better = False
    put = state.set_host if layer is lay.hosts else state.set_mentor
    cycles = lay.problem.cycles
    for rows in _bundles(old, new):
        before = state.points, state.broken, state.holes
        for row in rows:
            put(int(people[row]) * cycles + cycle, int(new[row]))
        if state.points > before[0] and state.broken <= before[1] and state.holes <= before[2]:
            layer.now[people[rows], cycle] = new[rows]
            better = True
        else:
            for row in rows:
                put(int(people[row]) * cycles + cycle, int(old[row]))
    return better


def _bundles(old: Ints, new: Ints) -> list[list[int]]:
    """Rows that changed, those together between which a place changes hands."""
    waiting = dict.fromkeys(np.flatnonzero(old != new).tolist())
    found = []
    while waiting:
        bundle = [next(iter(waiting))]
        del waiting[bundle[0]]
        for row in bundle:
            ends = {int(old[row]), int(new[row])} - {-1}
            linked = [each for each in waiting if not ends.isdisjoint((int(old[each]), int(new[each])))]
            bundle += linked
            for each in linked:
                del waiting[each]
        found.append(bundle)
    return found


def _points(problem: Problem, plan: Assignment) -> int:
    state = State(problem)
    state.load(plan)
    return int(state.points)
