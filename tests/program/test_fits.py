"""Where somebody would fit best: ranked by the rules' own points, and never against a hard rule."""

from __future__ import annotations

import pytest

from program.commands import Place
from program.fits import Fit, Fits
from program.program import Program
from program.records import Placement, Record
from program.verdict import Outcome, verdict
from tests.program.scene import mentor, placed, scene


def best(program: Program, person: str, cycle: str, words: str = "", limit: int = 12) -> list[tuple[str, str]]:
    return [(fit.host.id, fit.mentor.id) for fit in searched(program, person, cycle).best(limit, words)]


def searched(program: Program, person: str, cycle: str) -> Fits:
    fits = Fits(program, Placement("new", person=person, cycle=cycle))
    for _ in fits.steps():
        pass
    return fits


def test_the_best_comes_first() -> None:
    """Ana seeks pricing, which Okafor teaches; all hosts are new to her, Operations and Customer have more seats."""
    first, *_ = searched(scene(), "ana", "q1").best()
    assert (first.mentor.id, first.left) == ("okafor", 2)
    assert first.points == pytest.approx(8.0)


@pytest.mark.parametrize(
    "more",
    [
        (placed("j", "jon", "q1", "fin", "okafor"),),
        (placed("a", "ana", "q2", "ops", "chen"),),
        (mentor("haddad", "Mia Haddad", manager="ana"),),
    ],
)
def test_points_are_those_of_the_whole_placement_and_nothing_breaks(more: tuple[Record, ...]) -> None:
    program = scene(*more)
    fits = searched(program, "ana", "q1")
    found: list[Fit] = fits.best()
    assert found
    for fit in found:
        answer = verdict(program, Place((fits.placed(fit),)))
        assert answer.outcome in (Outcome.FREE, Outcome.WARN)
        assert answer.points == pytest.approx(fit.points)


def test_what_is_full_is_left_out() -> None:
    program = scene(placed("j", "jon", "q1", "fin", "okafor"))
    assert not {"fin"} & {host for host, _ in best(program, "ana", "q1")}
    assert not {"okafor"} & {mentor for _, mentor in best(program, "ana", "q1")}


def test_the_own_seat_counts_as_free() -> None:
    program = scene(placed("a", "ana", "q1", "fin", "okafor"))
    fits = Fits(program, program.of(Placement)["a"])
    list(fits.steps())
    assert ("fin", "okafor") in [(fit.host.id, fit.mentor.id) for fit in fits.best(99, each=99)]


def test_words_narrow_down_over_host_and_mentor() -> None:
    assert best(scene(), "jon", "q1", "fin chen") == [("fin", "chen")]
    assert {host for host, _ in best(scene(), "jon", "q1", "cust")} == {"cus"}
    assert best(scene(), "jon", "q1", "nobody") == []


def test_a_rule_that_stands_against_the_cell_itself_is_not_held_against_the_fits() -> None:
    """A lead cycle before any strategic one breaks the sequence with every host; the best fits are still told."""
    assert best(scene(), "ana", "q4")
