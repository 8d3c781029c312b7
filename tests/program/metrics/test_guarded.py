"""Figures that leave: whatever is withheld cannot be worked out from what is shown beside it."""

from __future__ import annotations

import random
from datetime import date

import pytest

from program.metrics.figure import Card, Comparison, Figure, Level, Part, Scope, Unit
from program.metrics.guarded import ShownPart, guarded, whole
from program.metrics.intervals import wilson
from program.records import Measure
from program.suppression import REST
from tests.program.suppression_attack import System, ranges

LEAST = 5


def card(*, people: bool = True, known: bool = False) -> Card:
    return Card(
        measure=Measure.RETENTION,
        level=Level.RESULTS,
        unit=Unit.PERCENT,
        definition="Who is still there",
        numerator="Those there",
        denominator="All",
        window="A year",
        purpose="To look at the program, never at a person",
        bias="Those who stay are asked",
        blind="Why people go",
        people=people,
        known=known,
    )


def rate(parts: list[tuple[int, int]], n: int = 0) -> Figure:
    """A rate with its groups (counted, of); `n` where the groups are shares of one whole."""
    counted, of = sum(part for part, _ in parts), n or sum(of for _, of in parts)
    return Figure(
        measure=Measure.RETENTION,
        scope=Scope(date(2027, 1, 1)),
        value=100 * counted / of if of else None,
        n=of,
        part=counted,
        interval=wilson(counted, of),
        parts=tuple(
            Part(f"g{k}", 100 * part / (n or of) if n or of else None, n or of, part, wilson(part, n or of))
            for k, (part, of) in enumerate(parts)
        ),
    )


def _attack(figure: Figure) -> list[str]:
    """Which small counts of a guarded rate a reader can place within fewer than five values."""
    shown = guarded(figure, card(), LEAST)
    system = System()
    cells = [(system.unknown(), system.unknown()) for _ in figure.parts]
    if not shown.withheld:
        system.equal.append(([yes for yes, _ in cells], shown.part))
        system.equal.append(([no for _, no in cells], shown.n - shown.part))
    alone = {part.label: part for part in shown.parts if part.label != REST}
    together = [k for k, part in enumerate(figure.parts) if part.label not in alone]
    groups = [([k], alone[part.label]) for k, part in enumerate(figure.parts) if part.label in alone]
    groups += [(together, part) for part in shown.parts if part.label == REST]
    for members, part in groups:
        if not part.withheld:
            system.equal.append(([cells[k][0] for k in members], part.part))
            system.equal.append(([cells[k][1] for k in members], part.n - part.part))
    names = []
    for k, group in enumerate(figure.parts):
        counted = group.part or 0
        for place, count in enumerate((counted, group.n - counted)):
            if 0 < count < LEAST:
                system.wanted.append([cells[k][place]])
                names.append(f"{group.label}: {count} in {shown}")
    return [name for name, width in zip(names, ranges([system])[0], strict=True) if width < LEAST]


def test_no_small_group_of_a_rate_can_be_worked_out():
    chance = random.Random(7)
    found = []
    for _ in range(400):
        sizes = [chance.choice((0, 1, 2, 3, 4, 6, 9, 14, 30, 80)) for _ in range(chance.randint(1, 6))]
        found += _attack(rate([(chance.randint(0, size), size) for size in sizes]))
    assert found == []


def test_large_groups_are_shown_with_their_counts():
    shown = guarded(rate([(20, 30), (12, 40)]), card(), LEAST)
    assert [(part.label, part.part, part.n) for part in shown.parts] == [("g0", 20, 30), ("g1", 12, 40)]
    assert (shown.said, shown.beside) == ("46\u00a0%", "32 of 70; 35–57\u00a0%")


def test_a_rate_of_few_is_withheld_and_says_why():
    for few in (rate([(2, 3)]), rate([(3, 40)]), rate([(38, 40)])):
        shown = guarded(few, card(), LEAST)
        assert (shown.said, shown.value, shown.n, shown.part, shown.parts) == ("withheld", None, 0, 0, ())
        assert shown.interval is None and "fewer than 5" in shown.withheld


def test_what_everybody_knows_of_each_person_is_shown_unless_the_whole_is_small():
    assert guarded(rate([(57, 60)]), card(known=True), LEAST).part == 57
    assert guarded(rate([(2, 3)]), card(known=True), LEAST).withheld


def test_things_are_not_people():
    assert guarded(rate([(2, 3)]), card(people=False), LEAST).said == "67\u00a0%"


def test_shares_of_one_whole_hide_a_second_small_share():
    shown = guarded(rate([(12, 0), (21, 0), (15, 0), (2, 0)], n=50), card(known=False), LEAST)
    assert [part.withheld for part in shown.parts] == [True, False, False, True]


def test_the_lead_sees_everything():
    shown = whole(rate([(2, 3), (1, 9)]), card())
    assert shown.parts[0] == ShownPart("g0", 200 / 3, 3, 2, wilson(2, 3))


@pytest.mark.parametrize(
    ("note", "kept"),
    [("2 of them left in between", False), ("12 left in between", True), ("Weighed with r = 0.3", True)],
)
def test_notes_that_count_few_are_left_out(note, kept):
    import msgspec

    figure = msgspec.structs.replace(rate([(20, 30)]), notes=(note,))
    assert guarded(figure, card(), LEAST).notes == ((note,) if kept else ())


def test_a_comparison_with_few_is_left_out():
    import msgspec

    figure = rate([(20, 30)])
    for n, shown in ((3, False), (30, True)):
        compared = msgspec.structs.replace(figure, comparison=Comparison("others", 50.0, n, "not drawn by lot"))
        assert (guarded(compared, card(), LEAST).comparison is not None) is shown


def test_a_comparison_is_left_out_where_few_of_it_counted_or_did_not():
    import msgspec

    other = Comparison("others", 97.5, 40, "not drawn by lot", part=39)
    figure = msgspec.structs.replace(rate([(20, 30)]), comparison=other)
    assert guarded(figure, card(), LEAST).comparison is None
    assert guarded(figure, card(known=True), LEAST).comparison is other


def test_many_counts_of_few_people_are_withheld():
    import msgspec

    figure = rate([(20, 30), (20, 40)])
    assert guarded(msgspec.structs.replace(figure, heads=4), card(known=True), LEAST).withheld
    assert not guarded(msgspec.structs.replace(figure, heads=5), card(), LEAST).withheld


def test_a_part_of_few_people_takes_the_parts_beside_it_along():
    import msgspec

    figure = rate([(20, 30), (20, 40)])
    few = (msgspec.structs.replace(figure.parts[0], heads=2), figure.parts[1])
    for shown in (guarded(msgspec.structs.replace(figure, parts=few), card(known=k), LEAST) for k in (True, False)):
        assert all(part.withheld for part in shown.parts)


def test_nothing_to_count_says_so():
    assert guarded(rate([]), card(), LEAST).said == "nothing to count yet"
