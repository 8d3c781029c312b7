"""Why this, why not: the numbers told are those of the rules, and what is told to be possible is."""

from __future__ import annotations

from random import Random

import pytest

from program.findings import Severity
from program.planning.explain import cell
from program.planning.whynot import why_not
from program.program import Program
from program.records import Charter, Conflict, Host, Person, Placement, Role, RuleSetting
from program.rules import findings, plan_score, score
from program.scenarios import seen
from program.trouble import Refused
from tests.program.planning.worlds import world
from tests.program.scene import mentee, mentor, placed, scene


def broken(program: Program) -> set[tuple[str, str, str, str]]:
    return {
        finding.key
        for placement in program.of(Placement).values()
        for finding in findings(program, program.plan, placement)
        if finding.severity is Severity.HARD
    }


# ---- why this --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2])
def test_the_parts_add_up_to_what_is_shown(seed: int) -> None:
    program = world(24, 12, 6, 4, seed, filled=0.9)
    for placement in program.of(Placement).values():
        told = cell(program, placement)
        assert sum(part.grains for part in told.parts) == told.grains
        assert told.points == score(program, program.plan, placement)


def test_parts_are_named_in_words_and_weighed() -> None:
    heavy = Charter("charter", name="Heavy", rules=(RuleSetting("goals_met", weight=2.0),))
    program = scene(heavy, placed("a", "ana", "q1", "fin", "okafor"))
    told = cell(program, program.of(Placement)["a"])
    parts = {part.rule: (part.name, part.words, part.points) for part in told.parts}
    assert parts["goals_met"] == ("Goals met", "Ben Okafor can teach Pricing", 8.0)
    assert parts["new_function"] == ("New function", "Finance is a new function", 2.0)


def test_rank_counts_those_no_rule_forbids_and_tells_who_has_no_room() -> None:
    program = scene(
        placed("a", "ana", "q1", "fin", "chen"),
        placed("j", "jon", "q1", "ops", "okafor"),
        Conflict("c", first="ana", second="haddad"),
    )
    told = cell(program, program.of(Placement)["a"])
    assert told.mentor is not None
    assert (told.mentor.place, told.mentor.among) == (2, 2)
    best = told.mentor.others[0]
    assert (best.name, best.full) == ("Ben Okafor", True)
    assert best.points == told.points + 5.0
    assert "Ben Okafor would bring 5 points more, but has no room" in told.words


def test_what_a_mentor_would_score_is_what_the_placement_scores_then() -> None:
    program = scene(placed("a", "ana", "q1", "fin", "chen"), placed("b", "ana", "q2", "ops", "okafor"))
    told = cell(program, program.of(Placement)["a"])
    assert told.host is not None
    for other in told.host.others:
        there = seen(program, [placed("a", "ana", "q1", other.id, "chen"), program.of(Placement)["b"]])
        assert other.points == score(there, there.plan, there.of(Placement)["a"])


def test_a_broken_placement_says_so_and_has_no_rank_there() -> None:
    program = scene(placed("a", "ana", "q1", "fin", "chen"), Conflict("c", first="ana", second="chen"))
    told = cell(program, program.of(Placement)["a"])
    assert [finding.rule for finding in told.broken] == ["conflict"]
    assert told.mentor is not None
    assert not told.mentor.allowed


# ---- why not ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_contrast_is_the_difference_of_two_plans_and_breaks_nothing(seed: int) -> None:
    program = world(24, 12, 6, 4, seed, filled=1.0)
    draw, possible = Random(seed), 0
    cells = [each for each in program.of(Placement).values() if each.cycle.startswith("now") and not each.pinned]
    mentors, hosts = [each.id for each in program.people(Role.MENTOR)], list(program.of(Host))
    before = plan_score(program)
    for turn in range(24):
        place = draw.choice(cells)
        host = draw.choice(hosts) if turn % 3 else ""
        whom = draw.choice(mentors) if turn % 3 != 1 else ""
        answer = why_not(program, place.person, place.cycle, host, whom)
        if not answer.possible:
            assert not answer.moves
            continue
        possible += 1
        after = seen(program, answer.placements)
        assert plan_score(after) == pytest.approx(before + answer.points, abs=1e-9)
        assert broken(after) <= broken(program)
        now = after.plan.at(place.person, place.cycle)
        assert now is not None
        assert (now.host, now.mentor) == (host or place.host, whom or place.mentor)
        assert all(move.before is None or not move.before.pinned for move in answer.moves)
        adopted = program.apply(answer.command().change(program))
        assert plan_score(adopted) == pytest.approx(plan_score(after))
    assert possible


def test_rules_that_forbid_are_told_and_nothing_else() -> None:
    program = scene(placed("a", "ana", "q1", "fin", "chen"), Conflict("c", first="ana", second="okafor"))
    answer = why_not(program, "ana", "q1", mentor="okafor")
    assert [finding.rule for finding in answer.broken] == ["conflict"]
    assert answer.words == (
        "Ana Ruiz in Finance with Ben Okafor in Q1 cannot be: a conflict stands between Ana Ruiz and Ben Okafor."
    )


def test_somebody_else_moves_and_the_sentence_says_who() -> None:
    program = scene(
        placed("a", "ana", "q1", "fin", "chen"),
        placed("j", "jon", "q1", "ops", "okafor"),
        mentor("chen", "Li Chen", capacity=1),
        mentor("haddad", "Mia Haddad", capacity=0),
    )
    answer = why_not(program, "ana", "q1", mentor="okafor")
    assert answer.possible
    assert [(move.person, move.after and move.after.mentor) for move in answer.moves] == [
        ("ana", "okafor"),
        ("jon", "chen"),
    ]
    assert answer.words == (
        "Ana Ruiz in Finance with Ben Okafor in Q1 could be, and Jon Bakke would have Li Chen, "
        "and the plan wins 5 points."
    )


def test_where_nobody_can_make_room_the_full_mentor_is_the_reason() -> None:
    program = scene(placed("a", "ana", "q1", "fin", "chen"), placed("j", "jon", "q1", "ops", "okafor", pinned=True))
    answer = why_not(program, "ana", "q1", mentor="okafor")
    assert [finding.rule for finding in answer.broken] == ["mentor_capacity"]


def test_a_pinned_placement_stays() -> None:
    program = scene(placed("a", "ana", "q1", "fin", "chen", pinned=True))
    assert [finding.rule for finding in why_not(program, "ana", "q1", mentor="okafor").broken] == ["pinned"]


def test_an_empty_cell_can_be_asked_about() -> None:
    answer = why_not(scene(mentee("eva", "Eva Lind")), "eva", "q1", "fin", "okafor")
    assert answer.possible
    assert answer.points == pytest.approx(4.0)


def test_who_is_not_in_the_plan_is_refused_without_a_name() -> None:
    with pytest.raises(Refused) as caught:
        why_not(scene(Person("x", name="Xenia Holm")), "x", "q1", mentor="okafor")
    assert "Xenia" not in str(caught.value)
