"""Rounds at small tables: what every plan of them keeps to, what is reached, and what is said to be impossible."""

from __future__ import annotations

import importlib.util
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from program.planning import designs
from program.planning.circling import Tables
from program.planning.designs import design, repeats
from program.planning.rounds import Rounds, Wanted, least_repeats, plan_rounds, rounds_without_repeats
from program.planning.seating import table_sizes
from program.trouble import Trouble

FEW = 3_000  # moves: enough to be tried, and quick


@st.composite
def wishes(draw) -> Wanted:
    """Any sensible wish of up to 20 people."""
    people = draw(st.integers(2, 20))
    rounds = draw(st.integers(1, 5))
    one = st.integers(0, people - 1)
    # Pairs of a matching can always be kept apart when there are two tables.
    mixed = draw(st.permutations(range(people)))
    since = draw(st.lists(st.sampled_from((0, 0, 0, 1, 2)), min_size=people, max_size=people))
    stay = draw(st.lists(st.sampled_from((0, 1, 3, 9)), min_size=people, max_size=people))
    return Wanted(
        people=people,
        rounds=rounds,
        size=draw(st.integers(2, 6)),
        groups=draw(st.sampled_from((0, 0, 2, 3))),
        exact=draw(st.booleans()),
        apart=tuple((mixed[2 * i], mixed[2 * i + 1]) for i in range(draw(st.integers(0, min(2, people // 2))))),
        traits=(tuple(draw(st.integers(-1, 2)) for _ in range(people)),) if draw(st.booleans()) else (),
        hosts=tuple(draw(st.lists(one, unique=True, max_size=2))),
        since=tuple(since),
        until=tuple(first + more for first, more in zip(since, stay, strict=True)),
        seed=draw(st.integers(0, 5)),
        moves=FEW,
    )


@settings(max_examples=30, deadline=None)
@given(wishes())
def test_every_round_seats_everyone_who_is_there_once(wanted: Wanted) -> None:
    found = plan_rounds(wanted)
    assert len(found.rounds) == wanted.rounds
    for number, (tables, out) in enumerate(zip(found.rounds, found.out, strict=True)):
        there = [p for p in range(wanted.people) if wanted.since[p] <= number < wanted.until[p]]
        seated = [person for table in tables for person in table]
        assert sorted([*seated, *out]) == there
        sizes = table_sizes(len(there), wanted.size, wanted.groups, exact=wanted.exact)
        assert tuple(map(len, tables)) == sizes
        for place, host in enumerate(wanted.hosts[: len(tables)]):
            assert host not in there or host in tables[place]
    assert found == plan_rounds(wanted)
    assert _counted_again(found)
    assert found.together or found.again >= found.least


def _counted_again(found: Rounds) -> bool:
    met = Counter(pair for tables in found.rounds for table in tables for pair in combinations(sorted(table), 2))
    return found.again == sum(times - 1 for times in met.values())


@settings(max_examples=30, deadline=None)
@given(st.integers(8, 20), st.integers(1, 4), st.integers(0, 9))
def test_conflicts_are_never_at_one_table(people: int, rounds: int, seed: int) -> None:
    apart = ((0, 1), (2, 3), (0, 4), (1, 5))
    found = plan_rounds(Wanted(people=people, rounds=rounds, size=4, apart=apart, seed=seed, moves=FEW))
    assert found.together == ()
    assert not any({one, other} <= set(t) for tables in found.rounds for t in tables for one, other in apart)


@settings(max_examples=30, deadline=None)
@given(st.integers(5, 19), st.integers(2, 5), st.integers(2, 6), st.integers(0, 9))
def test_nobody_sits_out_twice_before_all_have_once(people: int, size: int, rounds: int, seed: int) -> None:
    found = plan_rounds(Wanted(people=people, rounds=rounds, size=size, exact=True, seed=seed, moves=FEW))
    times = Counter(dict.fromkeys(range(people), 0))
    for out in found.out:
        times.update(out)
        assert max(times.values()) - min(times.values()) <= 1


def test_rounds_held_stay_and_those_who_come_later_join() -> None:
    before = plan_rounds(Wanted(people=12, rounds=2, size=4))
    wanted = Wanted(
        people=14, rounds=4, size=4, held=before.rounds, since=(0,) * 12 + (2, 2), until=(4,) * 11 + (2, 4, 4)
    )
    found = plan_rounds(wanted)
    assert found.rounds[:2] == before.rounds
    assert {p for table in found.rounds[2] for p in table} == set(range(14)) - {11}


@pytest.mark.parametrize(
    ("people", "size", "rounds"),
    [(16, 4, 5), (15, 3, 7), (32, 4, 5), (120, 6, 6), (500, 6, 6), (23, 4, 4), (24, 4, 7), (20, 2, 19), (64, 4, 21)],
)
def test_nobody_meets_twice(people: int, size: int, rounds: int) -> None:
    found = plan_rounds(Wanted(people=people, size=size, rounds=rounds))
    assert found.again == 0
    assert found.repeats == ()
    assert found.words == "Nobody meets anybody twice."


def test_hosts_stay_and_still_nobody_meets_twice() -> None:
    found = plan_rounds(Wanted(people=24, rounds=4, hosts=(5, 9, 1, 0, 2, 3)))
    assert found.again == 0
    assert all(host in tables[place] for tables in found.rounds for place, host in enumerate((5, 9, 1, 0, 2, 3)))


def test_a_schedule_that_comes_from_algebra_is_labelled_so_that_tables_mix() -> None:
    units = tuple(person // 6 for person in range(24))  # four units of six, at tables of four
    found = plan_rounds(Wanted(people=24, rounds=4, traits=(units,), apart=((0, 6), (1, 12))))
    assert found.again == 0
    assert found.together == ()
    assert found.mixtures[0].least == 0
    assert found.mixtures[0].alike <= 6


def test_repeats_that_cannot_be_avoided_are_few_and_spread() -> None:
    found = plan_rounds(Wanted(people=10, rounds=5, size=4, moves=60_000))
    assert found.again == found.least == least_repeats(Wanted(people=10, rounds=5, size=4)).least == 15
    assert "fewer cannot be" in found.words
    assert max(len(each.rounds) for each in found.repeats) == 2
    shares = Counter(person for each in found.repeats for person in (each.first, each.second))
    assert max(shares.values()) - min(shares.values()) <= 3


def test_what_is_not_proved_is_not_called_impossible() -> None:
    found = plan_rounds(Wanted(people=28, size=4, rounds=9, moves=2_000))
    assert found.least == 0
    assert found.again > 0
    assert "not proved" in found.words


@pytest.mark.parametrize("people", range(2, 9))
@pytest.mark.parametrize("size", [2, 3, 4])
@pytest.mark.parametrize("rounds", [2, 3])
def test_what_is_called_impossible_is(people: int, size: int, rounds: int) -> None:
    found = plan_rounds(Wanted(people=people, size=size, rounds=rounds, moves=FEW))
    fewest = _fewest(people, table_sizes(people, size), rounds)
    assert found.least <= fewest <= found.again
    assert found.again == 0 or fewest > 0


def _fewest(people: int, sizes: tuple[int, ...], rounds: int) -> int:
    """The fewest repeats there can be, by trying everything (the first round can be any)."""
    seatings = [_pairs(tables) for tables in _partitions(tuple(range(people)), sizes)]

    def go(met: frozenset[tuple[int, int]], left: int, again: int, least: int) -> int:
        if left == 0 or again >= least:
            return min(again, least)
        for pairs in seatings:
            least = go(met | pairs, left - 1, again + len(met & pairs), least)
        return least

    return go(seatings[0], rounds - 1, 0, 10**6)


def _pairs(tables: list[tuple[int, ...]]) -> frozenset[tuple[int, int]]:
    return frozenset(pair for table in tables for pair in combinations(table, 2))


def _partitions(people: tuple[int, ...], sizes: tuple[int, ...]) -> list[list[tuple[int, ...]]]:
    if not people:
        return [[]]
    found = []
    for size in set(sizes):
        rest = list(sizes)
        rest.remove(size)
        for others in combinations(people[1:], size - 1):
            table = (people[0], *others)
            left = tuple(p for p in people if p not in table)
            found += [[table, *more] for more in _partitions(left, tuple(rest))]
    return found


@pytest.mark.parametrize(
    ("people", "size", "most"), [(16, 4, 5), (12, 4, 1), (12, 3, 4), (36, 6, 3), (15, 3, 7), (20, 2, 19), (23, 4, 7)]
)
def test_how_many_rounds_can_go_without_a_repeat(people: int, size: int, most: int) -> None:
    assert rounds_without_repeats(people, size) == most


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 40), st.integers(2, 7), st.booleans())
def test_one_more_round_than_can_go_without_a_repeat_is_proved_impossible(people: int, size: int, exact: bool) -> None:
    most = rounds_without_repeats(people, size, exact=exact)
    wanted = [Wanted(people=people, size=size, exact=exact, rounds=each) for each in (most, most + 1)]
    assert [least_repeats(each).least > 0 for each in wanted] == [False, True]


@pytest.mark.parametrize(
    ("groups", "size", "rounds"),
    [(4, 4, 5), (8, 4, 9), (9, 3, 13), (25, 5, 31), (12, 5, 6), (10, 2, 19), (6, 6, 3), (7, 3, 9)],
)
def test_designs_are_what_they_say(groups: int, size: int, rounds: int) -> None:
    made = design(groups, size, rounds)
    assert made is not None
    assert len(made) == rounds
    assert all(sorted(p for table in tables for p in table) == list(range(groups * size)) for tables in made)
    assert repeats(made) == 0


def test_compiled_or_not_the_tables_come_out_the_same() -> None:
    source = Path(str(designs.__file__)).with_name("circling.py")
    spec = importlib.util.spec_from_file_location("plain_circling", source)
    assert spec is not None
    plain = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(plain)

    def made(tables: type[Tables]) -> object:
        start = [[list(range(place, 24, 6)) for place in range(6)] for _ in range(4)]
        found = tables(24, start, 1, [(0, 1)], [[person % 5 for person in range(24)]], [2], 7)
        found.anneal(3000, 500, 4, 0)
        return found.cost, [found.seated(number) for number in range(4)]

    assert made(plain.Tables) == made(Tables)


def test_it_can_be_stopped_and_tells_how_far_it_is() -> None:
    told: list[float] = []
    found = plan_rounds(
        Wanted(people=24, size=6, rounds=4), lambda part, _repeats: told.append(part), lambda: len(told) >= 2
    )
    assert len(told) <= 4
    assert len(found.rounds) == 4


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(people=1, rounds=2),
        Wanted(people=5000, rounds=2),
        Wanted(people=8, rounds=0),
        Wanted(people=8, rounds=2, size=1),
        Wanted(people=8, rounds=2, apart=((3, 3),)),
        Wanted(people=8, rounds=2, held=(((0, 1), (1, 2)),)),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(wanted: Wanted) -> None:
    with pytest.raises(Trouble):
        plan_rounds(wanted)
