"""Plans beside the live one: keeping them, working inside them, telling them apart, and taking them over."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from program.changes import Change
from program.commands import (
    AddCycles,
    Command,
    EditPlacements,
    Keep,
    Mode,
    MovePlacements,
    Pin,
    Place,
    Remove,
    SetState,
    Target,
    Unplace,
)
from program.program import Program
from program.records import Decision, Placement, Scenario, Sketch, Stage, State
from program.rules import review
from program.scenarios import (
    Adopt,
    DropScenario,
    KeepScenario,
    Within,
    differences,
    plan_of,
    reseated,
    rows,
    seen,
)
from program.trouble import NotValid, Refused, RuleBroken, Trouble
from program.verdict import Outcome, verdict
from tests.program.scene import board, done, mentee, placed, scene


def drawn(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


LIVE = drawn("""
    Ana  Ope/Okafor   Fin/Chen     ·            ·
    Jon  Cus/Haddad   ·            ·            ·
""")


def filled() -> Program:
    return scene(
        placed("a1", "ana", "q1", "ops", "okafor"),
        placed("a2", "ana", "q2", "fin", "chen"),
        placed("j1", "jon", "q1", "cus", "haddad"),
    )


def live(program: Program) -> tuple[Placement, ...]:
    return tuple(program.of(Placement).values())


def kept(program: Program, name: str = "Autumn draft") -> tuple[Program, str]:
    """The program with its live plan kept as a scenario, and the scenario's id."""
    program, change = done(program, KeepScenario(name, live(program)))
    return program, change.pairs[0].record.id


def inside(program: Program, scenario: str) -> Program:
    return seen(program, plan_of(program, scenario))


def card(program: Program, scenario: str, person: str, cycle: str) -> str:
    found = inside(program, scenario).plan.at(person, cycle)
    assert found is not None
    return found.id


def moved(program: Program, scenario: str, person: str, when: str, **to: str) -> tuple[Program, Change]:
    target = Target(card(program, scenario, person, when), **to)
    return done(program, Within(scenario, MovePlacements((target,))))


class TestKeeping:
    def test_the_live_plan_is_copied_and_stays(self) -> None:
        program, scenario = kept(filled())
        assert board(program) == board(inside(program, scenario)) == LIVE
        assert program.of(Scenario)[scenario].name == "Autumn draft"
        assert not set(program.of(Sketch)) & set(program.of(Placement))

    def test_the_title_says_what_was_kept(self) -> None:
        change = KeepScenario(" Autumn\u202e draft ", live(filled())).change(filled())
        assert change.title == "Keep scenario Autumn draft with 3 placements"

    def test_a_scenario_is_copied_under_another_name(self) -> None:
        program, first = kept(filled())
        program, _ = moved(program, first, "ana", "q2", host="cus")
        program, change = done(program, KeepScenario("Second", plan_of(program, first)))
        second = change.pairs[0].record.id
        program, _ = moved(program, first, "ana", "q2", host="ops")
        assert "Cus/Chen" in board(inside(program, second))
        assert "Ope/Chen" in board(inside(program, first))

    @pytest.mark.parametrize("name", ["", "  ", "x" * 201, "AUTUMN DRAFT"])
    def test_a_name_is_needed_short_and_its_own(self, name: str) -> None:
        program, _ = kept(filled())
        with pytest.raises(NotValid) as refused:
            KeepScenario(name, live(program)).change(program)
        assert {problem.field for problem in refused.value.problems} == {"name"}

    def test_renaming_is_keeping_under_a_free_name(self) -> None:
        program, first = kept(filled())
        program, _ = kept(program, "Second")
        found = program.of(Scenario)[first]
        after, _ = done(program, Keep((msgspec.structs.replace(found, name="First"),)))
        assert after.title(Scenario, first) == "First"
        with pytest.raises(NotValid):
            Keep((msgspec.structs.replace(found, name="Second"),)).change(program)

    def test_one_mentee_has_one_place_a_cycle(self) -> None:
        twice = (*live(filled()), placed("more", "ana", "q1", "fin"))
        with pytest.raises(NotValid):
            KeepScenario("Twice", twice).change(filled())

    def test_what_is_removed_is_gone_from_scenarios_which_live_on(self) -> None:
        program, scenario = kept(filled())
        for gone in ("ana", "q1"):
            record = next(item for item in program.everything() if item.id == gone)
            program, change = done(program, Remove((record,), reason="Left"))
            assert program.apply(change.flip()).of(Sketch) != program.of(Sketch)
        assert program.of(Scenario)
        assert plan_of(program, scenario) == ()

    def test_a_host_that_is_removed_leaves_its_seats_empty(self) -> None:
        program, scenario = kept(filled())
        program, _ = done(program, Within(scenario, Pin((card(program, scenario, "ana", "q2"),))))
        finance = next(item for item in program.everything() if item.id == "fin")
        program, _ = done(program, Remove((finance,)))
        assert inside(program, scenario).plan.at("ana", "q2") == placed(
            card(program, scenario, "ana", "q2"), "ana", "q2", "", "chen", pinned=True
        )

    def test_dropping_takes_all_of_it_and_nothing_else(self) -> None:
        before, _ = kept(filled(), "Other")
        program, scenario = kept(before)
        program, _ = done(program, Within(scenario, Pin((card(program, scenario, "ana", "q1"),))))
        after, change = done(program, DropScenario(scenario))
        assert after == before
        assert change.title == "Drop scenario Autumn draft"
        assert after.apply(change.flip()) == program
        with pytest.raises(Trouble, match="not there any more"):
            DropScenario(scenario).change(after)


class TestSeeing:
    def test_what_placements_do_not_touch_is_shared(self) -> None:
        program = filled()
        cycles = program.cycles
        assert seen(program, ()).cycles is cycles
        assert seen(program, ()).plan.at("ana", "q1") is None

    def test_rules_and_verdicts_look_at_the_plan_that_is_seen(self) -> None:
        other = seen(filled(), [*live(filled()), placed("j2", "jon", "q2", "fin", "haddad")])
        assert "Finance has 1 seat in Q2 and 2 people" in {finding.words for finding in review(other)}
        assert review(filled()) != review(other)


class TestWorkingInside:
    @pytest.mark.parametrize(
        ("command", "after", "title"),
        [
            (
                lambda id_: MovePlacements((Target(id_("ana", "q1"), cycle="q3"),)),
                "Ana  ·            Fin/Chen     Ope/Okafor   ·\nJon  Cus/Haddad   ·            ·            ·",
                "Move Ana Ruiz, Operations, Q1 to Operations, Q3",
            ),
            (
                lambda id_: MovePlacements((Target(id_("ana", "q1"), cycle="q2"),), Mode.SWAP),
                "Ana  Fin/Chen     Ope/Okafor   ·            ·\nJon  Cus/Haddad   ·            ·            ·",
                "Swap Ana Ruiz, Operations, Q1 with Ana Ruiz, Finance, Q2",
            ),
            (
                lambda id_: MovePlacements((Target(id_("ana", "q1"), cycle="q2"),), Mode.RIPPLE),
                "Ana  ·            Ope/Okafor   Fin/Chen     ·\nJon  Cus/Haddad   ·            ·            ·",
                "Move Ana Ruiz to Operations, Q2 and the following cards on",
            ),
            (
                lambda _: Place((placed("new", "jon", "q2", "ops", "okafor"),)),
                "Ana  Ope/Okafor   Fin/Chen     ·            ·\nJon  Cus/Haddad   Ope/Okafor   ·            ·",
                "Place Jon Bakke in Operations, Q2",
            ),
            (
                lambda id_: Unplace((id_("jon", "q1"),)),
                "Ana  Ope/Okafor   Fin/Chen     ·            ·\nJon  ·            ·            ·            ·",
                "Take Jon Bakke off Customer, Q1",
            ),
            (
                lambda id_: Pin((id_("jon", "q1"),)),
                "Ana  Ope/Okafor   Fin/Chen     ·            ·\nJon  Cus/Haddad*  ·            ·            ·",
                "Pin Jon Bakke in Customer, Q1",
            ),
            (
                lambda id_: EditPlacements((placed(id_("jon", "q1"), "jon", "q1", "cus", "", project="Churn"),)),
                "Ana  Ope/Okafor   Fin/Chen     ·            ·\nJon  Cus/–        ·            ·            ·",
                "Change Jon Bakke, Customer, Q1",
            ),
        ],
    )
    def test_every_gesture_stays_inside(self, command: object, after: str, title: str) -> None:
        program, scenario = kept(filled())
        assert callable(command)
        following, change = done(
            program, Within(scenario, command(lambda person, cycle: card(program, scenario, person, cycle)))
        )
        assert board(inside(following, scenario)) == after
        assert board(following) == LIVE
        assert change.title == f"{title} (in Autumn draft)"
        assert {type(pair.record) for pair in change.pairs} == {Sketch}
        assert following.apply(change.flip()) == program

    def test_broken_rules_need_no_reason_but_show(self) -> None:
        program, scenario = kept(filled())
        program, _ = done(program, Within(scenario, Place((placed("j2", "jon", "q2", "fin", "haddad"),))))
        assert "Finance has 1 seat in Q2 and 2 people" in {f.words for f in review(inside(program, scenario))}
        assert not program.of(Decision)

    def test_what_the_committee_settles_inside_is_no_decision(self) -> None:
        program, scenario = kept(filled())
        id_ = card(program, scenario, "ana", "q1")
        for state in (State.SUBMITTED, State.APPROVED):
            program, _ = done(program, Within(scenario, SetState((id_,), state, reason="As agreed")))
        assert program.of(Sketch)[id_].state is State.APPROVED
        assert not program.of(Decision)

    def test_pins_hold_inside_too(self) -> None:
        program, scenario = kept(filled())
        program, _ = done(program, Within(scenario, Pin((card(program, scenario, "ana", "q1"),))))
        with pytest.raises(RuleBroken) as refused:
            moved(program, scenario, "ana", "q1", cycle="q3")
        assert not refused.value.reason_helps

    @pytest.mark.parametrize(
        "command",
        [
            AddCycles(date(2028, 1, 1), (Stage.FOUNDATION,)),
            Keep((mentee("new", "New One"),)),
            Keep((Decision("d", title="Decide"),)),
        ],
    )
    def test_anything_else_is_done_in_the_live_plan(self, command: Command) -> None:
        program, scenario = kept(filled())
        with pytest.raises(Refused, match="only placements"):
            Within(scenario, command).change(program)

    def test_cards_of_the_live_plan_are_not_there(self) -> None:
        program, scenario = kept(filled())
        with pytest.raises(Trouble, match="not there any more"):
            Within(scenario, Pin(("a1",))).change(program)


class TestTellingApart:
    def test_every_way_to_differ_in_order_of_names_and_cycles(self) -> None:
        program = filled()
        other = (
            placed("x1", "ana", "q1", "ops", "okafor", pinned=True, state=State.SUBMITTED),
            placed("x2", "ana", "q2", "cus", "haddad"),
            placed("x3", "jon", "q2", "ops"),
            placed("x4", "ana", "q3", "", "chen"),
        )
        found = differences(program, reversed(other))
        assert [(each.person, each.cycle, each.words) for each in found] == [
            ("ana", "q2", "Finance with L. Chen → Customer with M. Haddad"),
            ("ana", "q3", "not placed → no host with L. Chen"),
            ("jon", "q1", "Customer with M. Haddad → not placed"),
            ("jon", "q2", "not placed → Operations"),
        ]
        assert found[0].before == program.of(Placement)["a2"]
        assert found[0].after == other[1]
        assert found == differences(program, other)

    def test_other_texts_are_named(self) -> None:
        other = [msgspec.structs.replace(each, project="Ledger", goal="Learn") for each in live(filled())]
        assert {each.words for each in differences(filled(), other, {("ana", "q2")})} == {
            "Finance with L. Chen: other learning goal, project"
        }

    def test_a_live_change_since_is_a_difference(self) -> None:
        program, scenario = kept(filled())
        assert differences(program, plan_of(program, scenario)) == ()
        program, _ = done(program, MovePlacements((Target("a2", host="cus"),)))
        assert [each.words for each in differences(program, plan_of(program, scenario))] == [
            "Customer with L. Chen → Finance with L. Chen"
        ]


class TestReseating:
    def test_what_fits_stays(self) -> None:
        program = scene(mentee("ana", "Ana Ruiz"))
        full = placed("a", "ana", "q1", "ops", "okafor", goal="Learn", project="Line 3", deliverable="Report")
        full = msgspec.structs.replace(full, acceptance="Read", coach="chen", review=date(2027, 2, 1))
        assert reseated(program, full, "ops", "okafor") == full
        assert reseated(program, full, "ops", "haddad") == msgspec.structs.replace(full, mentor="haddad", review=None)
        away = reseated(program, full, "fin", "chen")
        assert (away.goal, away.project, away.deliverable, away.acceptance, away.coach) == ("Learn", "", "", "", "")


class TestAdopting:
    def test_the_whole(self) -> None:
        program, scenario = kept(filled())
        program, _ = moved(program, scenario, "ana", "q2", cycle="q3")
        program, _ = moved(program, scenario, "jon", "q1", host="ops")
        after, change = done(program, Adopt(plan_of(program, scenario)))
        assert board(after) == board(inside(program, scenario))
        assert differences(after, plan_of(after, scenario)) == ()
        assert change.title == "Adopt 3 changes to the plan"
        assert after.of(Placement)["j1"].host == "ops"
        assert after.of(Placement)["a1"] is program.of(Placement)["a1"]
        assert after.apply(change.flip()) == program

    def test_rows_and_cells(self) -> None:
        program, scenario = kept(filled())
        program, _ = moved(program, scenario, "ana", "q2", host="cus")
        program, _ = moved(program, scenario, "ana", "q1", host="fin")
        program, _ = moved(program, scenario, "jon", "q1", host="ops")
        plan = plan_of(program, scenario)
        row, change = done(program, Adopt(plan, rows(program, ["ana"])))
        assert "Ana  Fin/Okafor   Cus/Chen" in board(row)
        assert "Jon  Cus/Haddad" in board(row)
        cell, change = done(program, Adopt(plan, {("ana", "q2")}))
        assert "Ana  Ope/Okafor   Cus/Chen" in board(cell)
        assert change.title == "Adopt Ana Ruiz, Q2"

    def test_a_difference_in_state_or_pin_alone_is_left(self) -> None:
        program = scene(placed("a1", "ana", "q1", "ops", "okafor", pinned=True, state=State.APPROVED))
        change = Adopt((placed("x", "ana", "q1", "ops", "okafor"),)).change(program)
        assert not change

    def test_what_changes_is_a_draft_with_the_texts_and_pin_of_the_other(self) -> None:
        program, scenario = kept(scene(placed("a1", "ana", "q1", "ops", "okafor", state=State.SUBMITTED)))
        program, _ = moved(program, scenario, "ana", "q1", host="fin")
        id_ = card(program, scenario, "ana", "q1")
        edited = msgspec.structs.replace(plan_of(program, scenario)[0], project="Ledger", pinned=True)
        program, _ = done(program, Within(scenario, EditPlacements((edited,))))
        after, _ = done(program, Adopt(plan_of(program, scenario)))
        assert after.of(Placement)["a1"] == msgspec.structs.replace(edited, id="a1", state=State.DRAFT)
        assert after.of(Sketch)[id_].state is State.SUBMITTED

    def test_a_cell_that_breaks_a_rule_alone_needs_a_reason(self) -> None:
        program = scene(placed("a1", "ana", "q1", "fin", "chen"), placed("j1", "jon", "q1", "ops", "okafor"))
        swapped = (placed("x", "ana", "q1", "ops", "okafor"), placed("y", "jon", "q1", "fin", "chen"))
        assert Adopt(swapped).change(program)
        half = Adopt(swapped, {("jon", "q1")})
        with pytest.raises(RuleBroken) as refused:
            half.change(program)
        assert "Finance has 1 seat in Q1 and 2 people" in {each.words for each in refused.value.findings}
        assert verdict(program, half).outcome is Outcome.BLOCKED
        after, _ = done(program, msgspec.structs.replace(half, reason="A desk is found"))
        assert after.of(Placement)["j1"].host == "fin"
        (entry,) = after.of(Decision).values()
        assert (entry.reason, entry.people) == ("A desk is found", ("jon",))

    def test_a_pinned_card_stands_and_a_settled_one_asks_for_a_reason(self) -> None:
        other = (placed("x", "ana", "q1", "cus", "okafor"),)
        pinned = scene(placed("a1", "ana", "q1", "ops", "okafor", pinned=True))
        with pytest.raises(RuleBroken) as refused:
            Adopt(other, reason="Because").change(pinned)
        assert not refused.value.reason_helps
        settled = scene(placed("a1", "ana", "q1", "ops", "okafor", state=State.APPROVED))
        with pytest.raises(RuleBroken):
            Adopt(other).change(settled)
        after, _ = done(settled, Adopt(other, reason="Ops closes"))
        assert after.of(Placement)["a1"].state is State.DRAFT

    def test_a_plan_of_somebody_who_left_is_refused(self) -> None:
        with pytest.raises(NotValid):
            Adopt((placed("x", "gone", "q1", "cus", "okafor"),)).change(filled())
        with pytest.raises(Refused):
            Adopt((placed("x", "ana", "q1"), placed("y", "ana", "q1"))).change(filled())

    def test_into_a_scenario(self) -> None:
        program, scenario = kept(filled())
        proposal = (placed("x", "ana", "q4", "cus", "haddad"),)
        program, change = done(program, Within(scenario, Adopt(proposal)))
        assert board(program) == LIVE
        assert board(inside(program, scenario)) == board(seen(program, proposal))
        assert change.title == "Adopt 4 changes to the plan (in Autumn draft)"
