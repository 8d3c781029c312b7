"""Whatever is done in the live plan or inside scenarios is seen there and nowhere else, and can be taken back."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule

from program.changes import Change
from program.commands import Command, Mode, MovePlacements, Pin, Place, Target, Unplace
from program.program import Program
from program.records import Placement, Scenario, Sketch
from program.scenarios import Adopt, DropScenario, KeepScenario, Within, differences, plan_of, seen
from program.trouble import Trouble
from tests.program.scene import board, placed, scene

PEOPLE = st.sampled_from(["ana", "jon"])
CYCLES = st.sampled_from(["q1", "q2", "q3", "q4"])
HOSTS = st.sampled_from(["ops", "fin", "cus", ""])
MENTORS = st.sampled_from(["okafor", "chen", "haddad", ""])
PICKS = st.integers(0, 9)


class PlansNeverMix(RuleBasedStateMachine):
    """The model: how each plan's board was left, under its scenario's id; the live plan's under "" (nothing)."""

    plans = Bundle("plans")

    def __init__(self) -> None:
        super().__init__()
        self.program = scene(
            placed("a1", "ana", "q1", "ops", "okafor"),
            placed("a2", "ana", "q2", "fin", "chen"),
            placed("j1", "jon", "q1", "cus", "haddad"),
        )
        self.boards = {"": board(self.program)}
        self.before: list[tuple[Change, dict[str, str]]] = []

    def at(self, plan: str) -> Program:
        return seen(self.program, plan_of(self.program, plan)) if plan else self.program

    def do(self, command: Command, changes: str) -> Change | None:
        try:
            change = command.change(self.program)
        except Trouble:
            return None
        self.before.append((change, dict(self.boards)))
        self.program = self.program.apply(change)
        self.boards[changes] = board(self.at(changes))
        return change

    def do_in(self, plan: str, command: Command) -> None:
        self.do(Within(plan, command) if plan else command, plan)

    @initialize(target=plans)
    def live_plan(self) -> str:
        return ""

    @rule(target=plans, plan=plans, name=st.text("abc", min_size=1, max_size=2))
    def keep(self, plan: str, name: str) -> object:
        if plan not in self.boards:
            return multiple()
        made = self.do(KeepScenario(name, tuple(self.at(plan).of(Placement).values())), plan)
        if made is None:  # the name is taken
            return multiple()
        scenario = made.pairs[0].record.id
        self.boards[scenario] = self.boards[plan]
        return scenario

    @rule(plan=plans)
    def drop(self, plan: str) -> None:
        if plan and plan in self.boards:
            self.do(DropScenario(plan), "")
            del self.boards[plan]

    def card(self, plan: str, pick: int) -> Placement | None:
        cards = sorted(self.at(plan).of(Placement).values(), key=lambda each: (each.person, each.cycle))
        return cards[pick % len(cards)] if cards and plan in self.boards else None

    @rule(plan=plans, pick=PICKS, person=PEOPLE, cycle=CYCLES, host=HOSTS, mode=st.sampled_from(Mode))
    def move(self, plan: str, pick: int, person: str, cycle: str, host: str, mode: Mode) -> None:
        if found := self.card(plan, pick):
            self.do_in(plan, MovePlacements((Target(found.id, person, cycle, host),), mode, "Because"))

    @rule(plan=plans, person=PEOPLE, cycle=CYCLES, host=HOSTS, mentor=MENTORS)
    def place(self, plan: str, person: str, cycle: str, host: str, mentor: str) -> None:
        if plan in self.boards:
            id_ = f"n{len(self.before)}-{len(self.program.of(Sketch))}-{len(self.program.of(Placement))}"
            self.do_in(plan, Place((placed(id_, person, cycle, host, mentor),), "Because"))

    @rule(plan=plans, pick=PICKS, pinned=st.booleans())
    def pin(self, plan: str, pick: int, pinned: bool) -> None:
        if found := self.card(plan, pick):
            self.do_in(plan, Pin((found.id,), pinned))

    @rule(plan=plans, pick=PICKS)
    def unplace(self, plan: str, pick: int) -> None:
        if found := self.card(plan, pick):
            self.do_in(plan, Unplace((found.id,), "Because"))

    @rule(plan=plans, other=plans, cells=st.none() | st.frozensets(st.tuples(PEOPLE, CYCLES)))
    def adopt(self, plan: str, other: str, cells: frozenset[tuple[str, str]] | None) -> None:
        if plan not in self.boards or other not in self.boards:
            return
        wanted = tuple(self.at(other).of(Placement).values())
        command = Adopt(wanted, cells, reason="Because")
        if self.do(Within(plan, command) if plan else command, plan) is not None:
            assert differences(self.at(plan), wanted, cells) == ()

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        change, self.boards = self.before.pop()
        self.program = self.program.apply(change.flip())

    @invariant()
    def every_plan_is_as_it_was_left(self) -> None:
        assert {plan: board(self.at(plan)) for plan in self.boards} == self.boards
        assert set(self.program.of(Scenario)) == {plan for plan in self.boards if plan}


TestPlansNeverMix = PlansNeverMix.TestCase
TestPlansNeverMix.settings = settings(max_examples=50, stateful_step_count=25, deadline=None)
