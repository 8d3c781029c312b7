"""Every figure of the sample program, worked out a second time by plain SQL on the closed book: equal.

The second paths are in `tests/second`; they are written from the cards of the figures and share no code with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import tests.second.activity
import tests.second.learning
import tests.second.results  # noqa: F401  registers, like the two before
from desktop.sample import fill
from program.consents import withdrawn, without
from program.metrics.catalogue import METRICS
from program.metrics.figure import Scope
from program.program import Program
from program.records import Cohort, Measure, Purpose
from storage.book import Book
from storage.keys import KdfCost
from tests.second.ledger import PATHS, Ledger, Said, opened, written
from tests.second.points import match_prediction
from tests.second.worn import scopes, worn

TODAY = date(2026, 11, 21)
PASSPHRASE = "two ways to the same number"
SCOPES = {
    "everything": (TODAY, None, None),
    "this year": (TODAY, date(2026, 1, 1), None),
    "the first cohort": (TODAY, None, 0),
    "as it stood a year ago": (date(2025, 12, 31), None, None),
    "a quarter of a cohort": (date(2026, 9, 30), date(2026, 7, 1), 1),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Program, Ledger]]:
    path = tmp_path_factory.mktemp("sample") / "Sample.rotunda"
    made, _ = Book.create(path, PASSPHRASE, who="Lead", cost=KdfCost.FLOOR)
    with made:
        fill(made.do, made.program, TODAY)
        program = made.program()
    with opened(path, PASSPHRASE) as ledger:
        yield program, ledger


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("measure", METRICS, ids=str)
def test_a_second_path_comes_to_the_same(measure: Measure, scope: str, book: tuple[Program, Ledger]) -> None:
    program, ledger = book
    until, since, number = SCOPES[scope]
    cohorts = sorted(program.of(Cohort).values(), key=lambda each: str(each.start))
    _agree(measure, program, ledger, Scope(until, since, "" if number is None else cohorts[number].id))


@pytest.mark.parametrize("seed", range(4))
def test_they_come_to_the_same_after_years_in_hurried_hands(seed: int, book: tuple[Program, Ledger]) -> None:
    program = worn(book[0], seed)
    with written(program) as ledger:
        for scope in (Scope(TODAY), *(Scope(*each) for each in scopes(program, TODAY, seed))):
            for measure in METRICS:
                _agree(measure, program, ledger, scope)


@pytest.mark.parametrize("seed", [None, 0, 1])
def test_so_do_the_parts_by_cohort_and_by_cycle(seed: int | None, book: tuple[Program, Ledger]) -> None:
    program = book[0] if seed is None else worn(book[0], seed)
    cohorts = {cohort.name: cohort.id for cohort in program.of(Cohort).values()}
    cycles = {cycle.name: cycle.id for cycle in program.cycles}
    compared = 0
    with written(program) as ledger:
        for measure in PATHS:
            figure = METRICS[measure].work(program, Scope(TODAY))
            for part in figure.parts:
                if figure.by == "cohort" and part.label in cohorts:
                    ledger.scoped(TODAY, cohort=cohorts[part.label])
                elif figure.by == "cycle" and part.label in cycles:
                    ledger.scoped(TODAY, cycle=cycles[part.label])
                else:
                    continue
                said = PATHS[measure](ledger)
                assert (measure, part.label, part.n, part.part) == (measure, part.label, said.n, said.part)
                assert part.value == (None if said.value is None else pytest.approx(said.value, rel=1e-9))
                compared += 1
    assert compared > 60


def _agree(measure: Measure, program: Program, ledger: Ledger, scope: Scope) -> None:
    ledger.scoped(scope.until, scope.since, scope.cohort)
    figure = METRICS[measure].work(program, scope)
    said = _match_prediction(program, ledger) if measure is Measure.MATCH_PREDICTION else PATHS[measure](ledger)
    assert (figure.measure, figure.n, figure.part) == (measure, said.n, said.part)
    assert figure.value == (None if said.value is None else pytest.approx(said.value, rel=1e-9))


def _match_prediction(program: Program, ledger: Ledger) -> Said:
    return match_prediction(ledger, without(program, withdrawn(program, (Purpose.FIGURES,))))


def test_the_sample_has_a_number_for_nearly_every_figure(book: tuple[Program, Ledger]) -> None:
    program, _ = book
    figures = [metric.work(program, Scope(TODAY)) for metric in METRICS.values()]
    untold = [figure.measure for figure in figures if figure.value is None]
    assert untold == [Measure.TIME_TO_PROMOTION], "half of them have to be promoted before it has a median"
