"""Which levels the figures are evidence for."""

from __future__ import annotations

from program.metrics.evidence import evidence, missing
from program.metrics.figure import Level, Scope
from program.program import Program
from program.records import Answers, Cycle, Measure, Person, Placement
from tests.program.metrics.story import TODAY, story


def test_every_figure_is_evidence_for_one_level() -> None:
    found = evidence(Program.of_records(story()), Scope(TODAY))
    assert [each.level for each in found] == list(Level)
    listed = [measure for each in found for measure in (*each.speaking, *each.silent)]
    assert sorted(listed) == sorted(Measure)
    assert missing(found) == ()


def test_an_empty_book_has_no_evidence() -> None:
    found = evidence(Program.of_records([]), Scope(TODAY))
    assert missing(found) == tuple(Level)
    assert found[-1].words.startswith("No evidence yet: none of ")


def test_levels_without_evidence_are_named() -> None:
    """Of the plan and the answers to surveys alone nothing is learnt about results."""
    kept = [each for each in story() if isinstance(each, Person | Cycle | Placement | Answers)]
    found = evidence(Program.of_records(kept), Scope(TODAY))
    assert missing(found) == (Level.RESULTS,)
    reaction = next(each for each in found if each.level is Level.REACTION)
    assert Measure.SATISFACTION in reaction.speaking
    assert Measure.MATCH_QUALITY in reaction.silent
    number = len(reaction.speaking) + len(reaction.silent)
    assert reaction.words == f"{len(reaction.speaking)} of {number} figures have something to say."
