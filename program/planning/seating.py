"""How many tables of which size a round has, who sits out, and a first seating to improve upon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from random import Random


def table_sizes(
    people: int, size: int = 4, groups: int = 0, sizes: Sequence[int] = (), *, exact: bool = False
) -> tuple[int, ...]:
    """The sizes of the tables for so many people, larger ones first but where `sizes` says otherwise.

    Asked for by the size of a table (23 people in fours: 4 4 4 4 4 3), by the number of tables, or one by one. Unless
    `exact`, everybody has a seat, and sizes asked for by number differ by at most one; nobody sits alone. With `exact`
    whoever does not fit in sits out. Sizes given one by one shrink, the largest first, when there are too few people.
    """
    if people < 1:
        return ()
    if sizes:
        return _fitted(people, sizes, exact)
    if groups:
        count = max(1, min(groups, people // 2))
    elif exact:
        count = max(1, people // size)
    else:
        count = -(-people // size)
        if count > 1 and people // count < 2:
            count -= 1
    if exact:
        return (min(people, people // count if groups else size),) * count
    each, more = divmod(people, count)
    return (each + 1,) * more + (each,) * (count - more)


def _fitted(people: int, sizes: Sequence[int], exact: bool) -> tuple[int, ...]:
    wanted = list(sizes)
    while sum(wanted) > people:
        largest = max(wanted)
        wanted[len(wanted) - 1 - wanted[::-1].index(largest)] -= 1
    while sum(wanted) < people and not exact:
        wanted[wanted.index(min(wanted))] += 1
    return tuple(each for each in wanted if each)


def choose_out(there: Sequence[int], seats: int, times: Mapping[int, int], stay: Set[int], random: Random) -> set[int]:
    """Who sits out: those who did so least often so far, hosts never; ties by lot."""
    many = len(there) - seats
    if many <= 0:
        return set()
    drawn = [person for person in there if person not in stay]
    random.shuffle(drawn)
    drawn.sort(key=lambda person: times.get(person, 0))
    return set(drawn[:many])


class FirstSeating:
    """Seats round after round, each person where there are the fewest met before; conflicts weigh most."""

    def __init__(self, apart: Mapping[int, Set[int]], random: Random) -> None:
        self._apart = apart
        self._random = random
        self._met: dict[int, Counter[int]] = {}

    def note(self, tables: Sequence[Sequence[int]]) -> None:
        """Count the meetings of a round."""
        for table in tables:
            for person in table:
                met = self._met.setdefault(person, Counter())
                met.update(table)
                del met[person]

    def seat(self, people: Sequence[int], sizes: Sequence[int], hosts: Mapping[int, int]) -> list[list[int]]:
        """One round: `hosts` says who sits at which table whatever happens."""
        tables: list[list[int]] = [[] for _ in sizes]
        for place, host in hosts.items():
            tables[place].append(host)
        rest = sorted(set(people) - set(hosts.values()))
        self._random.shuffle(rest)
        rest.sort(key=lambda person: -len(self._apart.get(person, ())))
        nothing: Counter[int] = Counter()
        for person in rest:
            met = self._met.get(person, nothing)
            barred = self._apart.get(person, frozenset[int]())
            best, least = -1, (0, 0.0)
            for number, table in enumerate(tables):
                if len(table) < sizes[number]:
                    cost = sum(1000 if q in barred else met[q] for q in table)
                    rank = (cost, len(table) / sizes[number])
                    if best < 0 or rank < least:
                        best, least = number, rank
            tables[best].append(person)
        self.note(tables)
        return tables
