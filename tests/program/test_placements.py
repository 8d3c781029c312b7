"""Moving placements: what each gesture does to the board, drawn as text before and after."""

from __future__ import annotations

import pytest

from program.changes import Change
from program.commands import Command, EditPlacements, Mode, MovePlacements, Pin, Place, SetState, Target, Unplace
from program.commands.placements import Rearranging
from program.program import Program
from program.records import Decision, Host, Placement, State
from program.trouble import NotValid, RuleBroken, Trouble
from program.verdict import Outcome, verdict
from tests.program.scene import board, done, mentee, placed, scene


def filled() -> Program:
    """
    Ana  Ope/Okafor   Fin/Chen     ·            ·
    Jon  Cus/Haddad   ·            ·            ·
    """
    return scene(
        placed("a1", "ana", "q1", "ops", "okafor"),
        placed("a2", "ana", "q2", "fin", "chen"),
        placed("j1", "jon", "q1", "cus", "haddad"),
    )


def drawn(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def test_the_scene_is_drawn() -> None:
    assert board(filled()) == drawn(filled.__doc__ or "")


def move(card: str, person: str, cycle: str, mode: Mode = Mode.MOVE, reason: str = "") -> MovePlacements:
    return MovePlacements((Target(card, person, cycle),), mode, reason)


def test_a_move_to_a_free_cell() -> None:
    program, change = done(filled(), move("a2", "jon", "q2"))
    assert board(program) == drawn("""
        Ana  Ope/Okafor   ·            ·            ·
        Jon  Cus/Haddad   Fin/Chen     ·            ·
    """)
    assert change.title == "Move Ana Ruiz, Finance, Q2 to Jon Bakke, Finance, Q2"
    assert program.apply(change.flip()) == filled()


def test_a_plain_move_takes_the_card_below_off() -> None:
    program, change = done(filled(), move("a1", "jon", "q1"))
    assert board(program) == drawn("""
        Ana  ·            Fin/Chen     ·            ·
        Jon  Ope/Okafor   ·            ·            ·
    """)
    assert change.title.endswith("in place of Customer")
    assert verdict(filled(), move("a1", "jon", "q1")).outcome is Outcome.WARN


def test_a_swap_exchanges_two_cards() -> None:
    program, change = done(filled(), move("a2", "jon", "q1", Mode.SWAP))
    assert board(program) == drawn("""
        Ana  Ope/Okafor   Cus/Haddad   ·            ·
        Jon  Fin/Chen     ·            ·            ·
    """)
    assert change.title == "Swap Ana Ruiz, Finance, Q2 with Jon Bakke, Customer, Q1"


def test_a_ripple_moves_the_row_on_until_a_free_cell() -> None:
    """Jon's card lands on Ana's Q1; hers move one cycle on. The strategic cycle keeps its foundation before it."""
    program, change = done(filled(), move("j1", "ana", "q1", Mode.RIPPLE))
    assert board(program) == drawn("""
        Ana  Cus/Haddad   Ope/Okafor   Fin/Chen     ·
        Jon  ·            ·            ·            ·
    """)
    assert len(change.pairs) == 3
    assert program.apply(change.flip()) == filled()


def test_a_ripple_with_no_free_cell_left_is_refused() -> None:
    full = scene(
        placed("a1", "ana", "q1", "ops"),
        placed("a2", "ana", "q2", "fin"),
        placed("a3", "ana", "q3", "cus"),
        placed("a4", "ana", "q4"),
        placed("j1", "jon", "q1", "cus"),
    )
    with pytest.raises(Trouble, match="no free cycle"):
        move("j1", "ana", "q1", Mode.RIPPLE).change(full)
    assert verdict(full, move("j1", "ana", "q1", Mode.RIPPLE)).outcome is Outcome.IMPOSSIBLE


def test_several_cards_move_together() -> None:
    both = MovePlacements((Target("a1", "jon", "q2"), Target("a2", "jon", "q3")))
    program, change = done(filled(), both)
    assert board(program) == drawn("""
        Ana  ·            ·            ·            ·
        Jon  Cus/Haddad   Ope/Okafor   Fin/Chen     ·
    """)
    assert change.title == "Move 2 placements"


def test_two_cards_into_one_cell_are_refused() -> None:
    with pytest.raises(Trouble, match="one cell"):
        MovePlacements((Target("a1", "jon", "q2"), Target("a2", "jon", "q2"))).change(filled())


def test_a_card_moved_along_its_own_row_past_another_selected_one() -> None:
    both = MovePlacements((Target("a1", "ana", "q2"), Target("a2", "ana", "q3")))
    assert board(done(filled(), both)[0]).splitlines()[0] == drawn("Ana  ·            Ope/Okafor   Fin/Chen     ·")


class TestHardRules:
    """Jon's card dropped on Ana's Q2 after Finance is taken by her: Finance has one seat."""

    def crowding(self, reason: str = "") -> Rearranging:
        return Place((placed("n", "jon", "q2", "fin", "haddad"),), reason)

    def test_a_breach_is_refused_by_name(self) -> None:
        with pytest.raises(RuleBroken) as refused:
            self.crowding().change(filled())
        assert {finding.rule for finding in refused.value.findings} == {"repeat_mentor", "seat_limit"}
        assert "Ana" not in str(refused.value)
        assert "Finance" not in str(refused.value)

    def test_the_hover_says_the_same(self) -> None:
        answer = verdict(filled(), self.crowding())
        assert answer.outcome is Outcome.BLOCKED
        assert "Finance is full" in {finding.short for finding in answer.findings}

    def test_a_reason_overrides_and_is_kept(self) -> None:
        program, change = done(filled(), self.crowding("The board wants it"))
        (decision,) = program.of(Decision).values()
        assert decision.reason == "The board wants it"
        assert "Finance has 1 seat" in decision.options
        assert decision.people == ("jon",)
        assert not program.apply(change.flip()).of(Decision)

    def test_a_breach_that_stood_before_does_not_stop_a_harmless_move(self) -> None:
        crowded = done(filled(), self.crowding("so be it"))[0]
        program, _ = done(crowded, EditPlacements((placed("n", "jon", "q2", "fin", "haddad", project="Audit"),)))
        assert program.of(Placement)["n"].project == "Audit"


class TestPins:
    def test_a_pinned_card_stays_whatever_the_reason(self) -> None:
        pinned = done(filled(), Pin(("a2",)))[0]
        for command in (
            move("a2", "jon", "q2", reason="because"),
            move("j1", "ana", "q2", reason="because"),
            move("j1", "ana", "q2", Mode.SWAP, "because"),
            Unplace(("a2",), "because"),
        ):
            with pytest.raises(RuleBroken) as refused:
                command.change(pinned)
            assert not refused.value.reason_helps
            assert verdict(pinned, command).outcome is Outcome.IMPOSSIBLE

    def test_unpinned_it_moves(self) -> None:
        pinned, change = done(filled(), Pin(("a2",)))
        assert change.title == "Pin Ana Ruiz in Finance, Q2"
        loose = done(pinned, Pin(("a2",), pinned=False))[0]
        assert done(loose, move("a2", "jon", "q2"))[1]


class TestStates:
    def test_steps_cannot_be_left_out(self) -> None:
        with pytest.raises(Trouble, match="submitted before it is approved"):
            SetState(("a1",), State.APPROVED).change(filled())

    def test_approving_is_logged(self) -> None:
        program = done(filled(), SetState(("a1", "a2"), State.SUBMITTED))[0]
        program, change = done(program, SetState(("a1", "a2"), State.APPROVED, by="Steering committee"))
        (decision,) = program.of(Decision).values()
        assert decision.by == "Steering committee"
        assert change.title == "Mark 2 placements as approved"

    def approved(self) -> Program:
        program = done(filled(), SetState(("a2",), State.SUBMITTED))[0]
        return done(program, SetState(("a2",), State.APPROVED))[0]

    def test_moving_what_is_approved_needs_a_reason_and_makes_it_a_draft(self) -> None:
        with pytest.raises(RuleBroken) as refused:
            move("a2", "ana", "q3").change(self.approved())
        assert [finding.rule for finding in refused.value.findings] == ["settled"]
        program = done(self.approved(), move("a2", "ana", "q3", reason="Finance asked"))[0]
        assert program.of(Placement)["a2"].state is State.DRAFT


def test_a_placement_of_someone_who_is_gone_is_not_valid() -> None:
    with pytest.raises(NotValid):
        Place((placed("n", "nobody", "q1"),)).change(filled())


def test_a_second_placement_in_a_cell_is_not_valid() -> None:
    with pytest.raises(NotValid):
        Place((placed("n", "ana", "q1", "cus"),)).change(filled())


def test_a_missing_card_is_refused() -> None:
    with pytest.raises(Trouble, match="not there"):
        move("zzz", "ana", "q3").change(filled())


def test_by_host_a_card_changes_host_and_cycle() -> None:
    program, change = done(filled(), MovePlacements((Target("a2", cycle="q3", host="cus"),)))
    assert board(program).splitlines()[0] == drawn("Ana  Ope/Okafor   ·            Cus/Chen     ·")
    assert change.title == "Move Ana Ruiz, Finance, Q2 to Customer, Q3"


def test_by_mentor_a_card_changes_mentor() -> None:
    _, change = done(filled(), MovePlacements((Target("a2", mentor="haddad"),)))
    assert change.title == "Give Ana Ruiz Mia Haddad in Q2"


def test_points_are_what_the_plan_gains() -> None:
    """Okafor teaches what Ana wants; giving her to Chen instead loses the points of the goal."""
    answer = verdict(filled(), MovePlacements((Target("a1", mentor="haddad"),)))
    assert answer.points < 0
    assert "teaches none of the goals" in " ".join(finding.words for finding in answer.findings)


def test_the_plan_carried_along_equals_the_plan_built_anew() -> None:
    program = filled()
    assert program.plan  # built, so that apply carries it along
    commands: list[Command] = [
        move("a2", "jon", "q2"),
        move("a1", "ana", "q2"),
        move("a1", "jon", "q1", Mode.SWAP),
        Place((placed("n", "ana", "q4", "cus", "okafor"),), "test"),
        Unplace(("n",), "test"),
    ]
    for command in commands:
        change = command.change(program)
        program = program.apply(change)
        same = Program.of_records(program.everything())
        assert board(program) == board(same)
        for host in program.of(Host):
            for cycle in program.cycles:
                assert set(program.plan.seated(host, cycle.id)) == set(same.plan.seated(host, cycle.id))


def test_nothing_changed_is_an_empty_change() -> None:
    change: Change = move("a1", "ana", "q1").change(filled())
    assert not change


def test_a_mentee_without_a_cohort_rotates_in_every_common_cycle() -> None:
    program = scene(mentee("ana", "Ana Ruiz"))
    assert list(program.series("")) == ["q1", "q2", "q3", "q4"]


class TestLeftBehind:
    """
    Ana  Ope/Okafor   ·            Fin/Chen     ·
    Jon  ·            ·            ·            ·

    Finance in Q3 is strategic and stands on the foundation in Q1.
    """

    def program(self) -> Program:
        return scene(placed("a1", "ana", "q1", "ops", "okafor"), placed("a3", "ana", "q3", "fin", "chen"))

    def test_taking_the_foundation_away_breaks_the_rule_for_the_card_that_stays(self) -> None:
        with pytest.raises(RuleBroken) as refused:
            move("a1", "jon", "q1").change(self.program())
        assert [(f.rule, f.placement) for f in refused.value.findings] == [("sequence", "a3")]
        answer = verdict(self.program(), move("a1", "jon", "q1"))
        assert (answer.outcome, answer.short) == (Outcome.BLOCKED, "foundation first")

    def test_moving_it_within_the_foundation_cycles_does_not(self) -> None:
        assert verdict(self.program(), move("a1", "ana", "q2")).outcome is Outcome.FREE

    def test_what_was_broken_before_is_not_held_against_another_move(self) -> None:
        program = scene(placed("a1", "ana", "q1", "ops"), placed("a4", "ana", "q4", "fin"))
        assert verdict(program, move("a1", "ana", "q2")).outcome is not Outcome.BLOCKED


def test_a_cost_the_card_has_already_does_not_make_a_free_cell_worse() -> None:
    program = scene(placed("a2", "ana", "q2", "fin", "chen"))
    assert verdict(program, move("a2", "ana", "q1")).outcome is Outcome.FREE


def test_losing_points_is_said() -> None:
    """Where it lies Finance is a new function and Okafor teaches a goal of Ana's; Jon has none."""
    answer = verdict(scene(placed("a2", "ana", "q2", "fin", "okafor")), move("a2", "jon", "q2"))
    assert (answer.outcome, answer.short) == (Outcome.WARN, "fits less well")
    assert answer.points == pytest.approx(-4.0)
