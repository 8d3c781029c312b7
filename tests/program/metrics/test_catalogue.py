"""What holds for every figure there is."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from program.metrics.catalogue import LEFT_OUT, METRICS, figure, figures
from program.metrics.figure import Figure, Scope, Unit
from program.metrics.guarded import guarded
from program.program import Program
from program.records import KINDS, Baseline, Consent, Measure, Person, Purpose, Record
from tests.program.metrics.story import TODAY, later, story

STORY, LATER = story(), later()
SCOPES = (
    Scope(TODAY),
    Scope(TODAY, since=date(2027, 4, 1)),
    Scope(TODAY, cohort="one"),
    Scope(TODAY, cohort="no such cohort"),
)


def test_every_measure_is_made_and_defined() -> None:
    assert tuple(METRICS) == tuple(Measure)
    for measure, metric in METRICS.items():
        card = metric.card
        assert card.measure is measure
        told = (card.definition, card.numerator, card.denominator, card.window, card.purpose, card.bias, card.blind)
        assert all(words.strip() for words in told), measure
    with pytest.raises(KeyError):
        figure(Program.of_records([]), "nothing", SCOPES[0])  # type: ignore[arg-type]


def test_the_story_has_something_for_every_level() -> None:
    found = figures(Program.of_records(STORY), SCOPES[0])
    levels = {METRICS[measure].card.level for measure, each in found.items() if each.value is not None}
    assert levels == {metric.card.level for metric in METRICS.values()}


def checked(program: Program, found: Figure) -> None:
    """What holds for any figure."""
    unit = METRICS[found.measure].card.unit
    assert (found.value is None) or found.n > 0, found.measure
    if found.n == 0:
        assert found.value is None, found.measure
        assert found.interval is None
    if found.part is not None:
        assert 0 <= found.part <= found.n
        if unit is Unit.PERCENT and found.value is not None:
            assert found.value == pytest.approx(100 * found.part / found.n)
            assert found.interval is not None
    if found.interval is not None and found.value is not None:
        assert found.interval.low - 1e-9 <= found.value <= found.interval.high + 1e-9, found.measure
    for kind, ids in ((found.kind, found.counted), (found.of, found.among)):
        assert len(set(ids)) == len(ids), found.measure
        assert not ids or set(ids) <= program.of(KINDS[kind].cls).keys(), found.measure
    if found.kind == found.of:
        assert set(found.counted) <= set(found.among), found.measure
    for part in found.parts:
        assert part.part is None or part.part <= part.n
        assert part.n > 0 or part.part is None or part.value is None, found.measure


@pytest.mark.parametrize("scope", SCOPES)
def test_every_figure_holds_together(scope: Scope) -> None:
    program = Program.of_records(STORY)
    for found in figures(program, scope).values():
        checked(program, found)
        guarded(found, METRICS[found.measure].card, 5)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, len(STORY) - 1), max_size=len(STORY)), st.sampled_from(SCOPES))
def test_no_figure_minds_what_is_missing(missing: set[int], scope: Scope) -> None:
    """Records whose people, cycles, hosts or roles are gone do no harm."""
    program = Program.of_records([each for place, each in enumerate(STORY) if place not in missing])
    for found in figures(program, scope).values():
        checked(program, found)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(range(len(LATER))), min_size=1), st.sampled_from(SCOPES))
def test_no_figure_knows_what_comes_later(added: set[int], scope: Scope) -> None:
    program = Program.of_records(STORY)
    more = Program.of_records([*STORY, *(LATER[place] for place in sorted(added))])
    for measure, metric in METRICS.items():
        assert metric.work(more, scope) == metric.work(program, scope), measure


def test_what_comes_later_counts_later() -> None:
    """The records of the test above do bear on figures, once their day has come."""
    end = Scope(date(2027, 12, 31))
    before, after = (figures(Program.of_records(records), end) for records in (STORY, [*STORY, *LATER]))
    assert sum(before[measure] != after[measure] for measure in Measure) > 30


def test_the_order_of_records_changes_nothing() -> None:
    shuffled: list[Record] = list(STORY)
    Random(5).shuffle(shuffled)
    one, other = (figures(Program.of_records(records), SCOPES[0]) for records in (STORY, shuffled))
    for measure in Measure:
        assert one[measure] == other[measure], measure


def test_nothing_there_makes_no_number() -> None:
    for found in figures(Program.of_records([]), SCOPES[0]).values():
        assert (found.value, found.n, found.interval) == (None, 0, None), found.measure


def test_every_figure_has_its_baseline_beside_it() -> None:
    kept = [Baseline(f"of {each}", figure=each, group="Elsewhere", value=7.0, n=70) for each in Measure]
    found = figures(Program.of_records([*(each for each in STORY if each.id != "base"), *kept]), SCOPES[0])
    said = {each.measure for each in found.values() if each.value is not None}
    beside = {each.measure for each in found.values() if each.comparison is not None}
    assert said <= beside
    stretch = found[Measure.STRETCH].comparison
    assert stretch is not None
    assert (stretch.words, stretch.value, stretch.n) == ("Elsewhere", 7.0, 70)


def test_whoever_takes_back_consent_is_in_no_figure() -> None:
    program = Program.of_records([*STORY, Consent("back", person="p0", purpose=Purpose.FIGURES, withdrawn=TODAY)])
    without = Program.of_records([each for each in STORY if each.id != "p0"])
    for measure, found in figures(program, SCOPES[0]).items():
        assert "p0" not in (*found.counted, *found.among), measure
        assert LEFT_OUT in found.notes
    assert figure(program, Measure.PARTICIPATION, SCOPES[0]).n == figure(without, Measure.PARTICIPATION, SCOPES[0]).n
    assert "p0" in program.of(Person)
