"""What a rearrangement is said to gain is what the score of the whole plan gains, whatever is moved."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import msgspec
import pytest

from program.changes import Change, pairs
from program.commands import Mode, MovePlacements, Place, Target, Unplace
from program.commands.judging import Rearranging, judged
from program.fits import Fits
from program.program import Program
from program.records import CHARTER, Charter, Host, Person, Placement, Role, RuleSetting
from program.rules import findings, plan_findings, plan_score
from program.trouble import Trouble
from program.verdict import Outcome, verdict
from tests.program.planning.worlds import world
from tests.program.scene import mentor, placed, scene


@pytest.fixture(scope="module")
def plan() -> Program:
    """Thirty mentees in groups, two thirds of their places taken, odd weights."""
    made = world(30, 10, 8, 6, seed=3, filled=0.7, pinned=0.0)
    rules = (RuleSetting("equity", True, 1.3), RuleSetting("goals_met", True, 0.7), RuleSetting("spread", True, 1.5))
    charter = Charter(CHARTER, name="Odd", group_floor=3, rules=rules)
    made = made.apply(Change("", pairs([(made.charter, charter)])))
    assert plan_findings(made, made.plan), "groups differ, so that evenness counts"
    return made


def rearrangements(program: Program, dice: Random, number: int) -> Iterator[Rearranging]:
    cards = sorted(program.of(Placement).values(), key=lambda card: card.id)
    people = [person.id for person in program.people(Role.MENTEE)]
    mentors = [person.id for person in program.people(Role.MENTOR)]
    cycles, hosts = [cycle.id for cycle in program.cycles], sorted(program.of(Host))
    for turn in range(number):
        card, other = dice.sample(cards, 2)
        yield dice.choice(
            (
                MovePlacements((Target(card.id, other.person, other.cycle),), dice.choice(tuple(Mode))),
                MovePlacements((Target(card.id, dice.choice(people), dice.choice(cycles)),)),
                MovePlacements((Target(card.id, mentor=dice.choice(mentors), host=dice.choice(hosts)),)),
                MovePlacements((Target(card.id, mentor=other.mentor), Target(other.id, mentor=card.mentor))),
                Unplace((card.id, other.id)),
                Place((placed(f"new{turn}", dice.choice(people), dice.choice(cycles), card.host, other.mentor),)),
            )
        )


def test_the_points_of_a_move_are_what_the_plan_gains(plan: Program) -> None:
    before = plan_score(plan)
    tried = 0
    for command in rearrangements(plan, Random(5), 400):
        try:
            intent = command.intent(plan)
        except Trouble:
            continue
        after = plan.apply(Change("", intent.pairs))
        if after.plan.doubled:
            continue  # onto a taken cell: refused before anything is judged
        tried += 1
        assert judged(plan, intent).points == pytest.approx(plan_score(after) - before, abs=1e-9), command
    assert tried > 250


def test_the_best_places_are_worth_what_they_say_but_for_evenness(plan: Program) -> None:
    even = msgspec.structs.replace(plan.charter, rules=(*plan.charter.rules[1:], RuleSetting("equity", False)))
    program = plan.apply(Change("", pairs([(plan.charter, even)])))
    for card in sorted(program.of(Placement).values(), key=lambda card: card.id)[:12]:
        fits = Fits(program, card)
        for _ in fits.steps():
            pass
        emptied = program.apply(Change("", pairs([(card, None)])))
        for fit in fits.best(3):
            there = emptied.apply(Change("", pairs([(None, fits.placed(fit))])))
            assert fit.points == pytest.approx(plan_score(there) - plan_score(emptied), abs=1e-9)


def test_nothing_is_counted_of_mentors_who_keep_their_mentees(plan: Program) -> None:
    """Another host alone leaves the mentor's other cards out of it."""
    card = next(card for card in plan.of(Placement).values() if card.mentor and card.host)
    for host in plan.of(Host):
        command = MovePlacements((Target(card.id, host=host),))
        said = {finding.rule for finding in verdict(plan, command).costs}
        assert said <= {f.rule for f in findings(plan, plan.plan, card)} | {"new_function", "track_theme", "equity"}


class TestVerdict:
    def test_a_cost_outweighed_is_free(self) -> None:
        """Okafor teaches what Ana seeks (5 points more than Chen), though both sit in one unit (2 points less)."""
        program = scene(placed("a", "ana", "q1", "ops", "chen"), mentor("okafor", "B", unit="Product", offers=OFFERS))
        answer = verdict(program, MovePlacements((Target("a", mentor="okafor"),)))
        assert (answer.outcome, answer.points, answer.short) == (Outcome.FREE, 3.0, "free")
        assert [cost.rule for cost in answer.costs] == ["other_unit"]

    def test_a_loss_warns_by_its_dearest_cost(self) -> None:
        program = scene(placed("a", "ana", "q1", "ops", "okafor"))
        answer = verdict(program, MovePlacements((Target("a", mentor="chen"),)))
        assert (answer.outcome, answer.points, answer.short) == (Outcome.WARN, -5.0, "no goal met")

    def test_what_it_costs_another_card_counts(self) -> None:
        """Chen in Q1 takes from Ana that Q2 is the first time with Chen."""
        program = scene(placed("a", "ana", "q2", "ops", "chen"), placed("b", "ana", "q1", "fin"), PLAIN)
        answer = verdict(program, MovePlacements((Target("b", mentor="chen"),), reason="x"))
        assert answer.points == pytest.approx(-1.0 + 1.0 + 1.0 - 1.0)  # no goal, other unit, first here, not there

    def test_a_breach_left_behind_is_told(self) -> None:
        """Finance comes after Operations: whoever moves Operations away breaks it."""
        after = Host("fin", name="Finance", function="Finance", after=("ops",))
        program = scene(after, placed("a", "ana", "q1", "ops"), placed("b", "ana", "q2", "fin"))
        answer = verdict(program, MovePlacements((Target("a", "jon", "q1"),)))
        assert (answer.outcome, [finding.rule for finding in answer.findings][:1]) == (
            Outcome.BLOCKED,
            ["prerequisite"],
        )


OFFERS = scene().of(Person)["okafor"].offers
PLAIN = Charter(CHARTER, name="T", repeat_window=1)
