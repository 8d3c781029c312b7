"""What no plan of rounds can do: how many meetings must repeat, proved by counting, and in words why.

Four arguments, of which the strongest counts:

* pairs: all seats together make so many meetings, and there are only so many pairs who can meet at all;
* tables: of more people at a table than there were tables in an earlier round, two sat together there;
* one person: whoever sits with so many others needs as many to be there;
* a few schedules are known not to exist: six tables of six over four rounds (Tarry, 1900), four of three over five
  (there is no nearly Kirkman system of 12), five of four over six (no resolvable design of type 2^10 with blocks of 4).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

import msgspec

#: (tables, people at each) → rounds beyond which a pair must meet twice, where counting alone would allow more.
_KNOWN = {(6, 6): 3, (4, 3): 4, (5, 4): 5}


class Bound(msgspec.Struct, frozen=True):
    """At least so many meetings repeat in every plan there is, and why; nothing to say when it is none.

    `weighted` counts a pair's third meeting twice, its fourth three times and so on.
    """

    least: int
    weighted: int
    why: str


def bound(
    sizes: Sequence[Sequence[int]], there: Sequence[Set[int]], apart: Mapping[int, Set[int]], held: int = 0
) -> Bound:
    """What must repeat: `sizes` of every round's tables, who is `there` in it, who is kept `apart` from whom."""
    meetings = sum(_pairs(size) for tables in sizes for size in tables)
    able = _able(sizes, there, apart, held)
    each, more = divmod(meetings, able) if able else (meetings, 0)
    by_tables, weighted, why = _by_tables(sizes, there)
    found = [
        (max(0, meetings - able), f"{meetings:,} meetings at the tables have to come from {able:,} pairs who can meet"),
        (by_tables, why),
        _by_person(sizes, there, apart, held),
        _by_knowledge(sizes, there),
    ]
    least, why = max(found, key=lambda pair: pair[0])
    return Bound(least, max(able * _pairs(each) + more * each, weighted, least), f"{why}." if least else "")


def most_rounds(people: int, sizes: Sequence[int]) -> int:
    """Of rounds that all have these tables for the same people, no more than so many can go without a repeat."""
    out = people - sum(sizes)
    if any(fewest_pairs(size - out, len(sizes)) for size in sizes):
        return 1
    found = [_pairs(people) // sum(map(_pairs, sizes))]
    if not out:
        found.append((people - 1) // (min(sizes) - 1) if min(sizes) > 1 else people)
        if len(set(sizes)) == 1:
            found.append(_KNOWN.get((len(sizes), sizes[0]), found[0]))
    return min(found)


def _pairs(people: int) -> int:
    return people * (people - 1) // 2


def fewest_pairs(people: int, tables: int) -> int:
    """The fewest pairs at one table when so many people spread over so many tables."""
    if people <= 0:
        return 0
    each, more = divmod(people, tables)
    return (tables - more) * _pairs(each) + more * _pairs(each + 1)


def _able(
    sizes: Sequence[Sequence[int]], there: Sequence[Set[int]], apart: Mapping[int, Set[int]], held: int
) -> int:
    """How many pairs are there together in some round with tables, and are not kept apart in all of them."""
    ways: Counter[frozenset[int]] = Counter()
    everyone = set().union(*there) if there else set()
    way = {p: frozenset(r for r, people in enumerate(there) if p in people and sizes[r]) for p in everyone}
    ways.update(way.values())
    kinds = list(ways)
    total = 0
    for place, one in enumerate(kinds):
        total += _pairs(ways[one]) if one else 0
        total += sum(ways[one] * ways[other] for other in kinds[place + 1 :] if one & other)
    for person, others in apart.items():
        for other in others:
            if person < other and person in way and other in way:
                both = way[person] & way[other]
                if both and min(both) >= held:
                    total -= 1
    return total


def _by_tables(sizes: Sequence[Sequence[int]], there: Sequence[Set[int]]) -> tuple[int, int, str]:
    """The least repeats by tables, the least weighted ones (over all pairs of rounds), and why."""
    total, weighted = 0, 0
    people, tables = 0, 0
    for later in range(1, len(sizes)):
        best, counted = 0, Counter(sizes[later])
        for earlier in range(later):
            if not sizes[earlier]:
                continue
            out = len(there[earlier]) - sum(sizes[earlier])
            # Rounds with the same people usually hold the very same set.
            fresh = out + (len(there[later] - there[earlier]) if there[later] is not there[earlier] else 0)
            tables_then = len(sizes[earlier])
            needed = sum(many * fewest_pairs(size - fresh, tables_then) for size, many in counted.items())
            weighted += needed
            if needed > best:
                best, people, tables = needed, max(sizes[later]), tables_then
        total += best
    why = f"of {people} people at a table two sat together before when there were only {tables} tables"
    return total, weighted, why


def _by_person(
    sizes: Sequence[Sequence[int]], there: Sequence[Set[int]], apart: Mapping[int, Set[int]], held: int
) -> tuple[int, str]:
    """Counts only where everybody has a seat, and nobody is missing from a round."""
    rounds = [r for r in range(len(sizes)) if sizes[r]]
    if not rounds or any(sum(sizes[r]) != len(there[r]) or there[r] != there[rounds[0]] for r in rounds):
        return 0, ""
    people = there[rounds[0]]
    company = sum(min(sizes[r]) - 1 for r in rounds)
    over = 0
    fewest = len(people) - 1
    for person in people:
        others = len(people) - 1 - (len(apart.get(person, frozenset[int]()) & people) if not held else 0)
        over += max(0, company - others)
        fewest = min(fewest, others)
    return -(-over // 2), f"somebody sits with {company} others and only {fewest} can be met"


def _by_knowledge(sizes: Sequence[Sequence[int]], there: Sequence[Set[int]]) -> tuple[int, str]:
    if not sizes or any(tables != sizes[0] or people != there[0] for tables, people in zip(sizes, there, strict=True)):
        return 0, ""
    tables = sizes[0]
    if len(set(tables)) != 1 or sum(tables) != len(there[0]):
        return 0, ""
    most = _KNOWN.get((len(tables), tables[0]))
    if most is None or len(sizes) <= most:
        return 0, ""
    return 1, f"with {len(tables)} tables of {tables[0]} no more than {most} rounds go without, as is proved"
