"""The second path to how well the rules foretell what people say of a match: rules give the points, the rest is SQL."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

from program.program import Program
from program.records import Chemistry, Cycle, Placement
from program.rules import score
from tests.second.learning import rated
from tests.second.ledger import Ledger, Said


def match_prediction(book: Ledger, program: Program) -> Said:
    """Spearman's rank correlation of the points of placements and their mean ratings; `program` is without those who
    do not wish to be counted."""
    said = rated(book)
    begun = {cycle.id for cycle in program.of(Cycle).values() if cycle.start <= book.until}
    then = Program.of_records(
        item
        for item in program.everything()
        if not (isinstance(item, Placement) and item.cycle not in begun)
        and not (isinstance(item, Chemistry) and item.on is not None and item.on > book.until)
    )
    ids = sorted(said)
    points = [score(then, then.plan, then.of(Placement)[id_]) for id_ in ids]
    return Said(_correlated(_ranks(points), _ranks([said[id_] for id_ in ids])), len(ids))


def _ranks(values: Sequence[float | Fraction]) -> list[Fraction]:
    """Each value's place among all; those that tie share the mean of their places."""
    return [
        Fraction(sum(other < value for other in values)) + Fraction(sum(other == value for other in values) + 1, 2)
        for value in values
    ]


def _correlated(one: Sequence[Fraction], other: Sequence[Fraction]) -> float | None:
    if len(one) < 5 or len(set(one)) == 1 or len(set(other)) == 1:
        return None
    middle = Fraction(len(one) + 1, 2)
    products = sum((a - middle) * (b - middle) for a, b in zip(one, other, strict=True))
    spreads = sum((a - middle) ** 2 for a in one) * sum((b - middle) ** 2 for b in other)
    return float(products) / sqrt(spreads)
