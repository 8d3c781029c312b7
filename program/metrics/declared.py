"""Groups as people declared them themselves: compared only where they are large enough, and otherwise put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from program.program import Program
from program.records import Person
from program.suppression import FLOOR, label, table


def declared(program: Program, people: Iterable[Person]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Group → ids of its people, by name; those under the charter's floor stand together (`suppression`).

    Empty where no two groups are left to compare. People who have said nothing are in none.
    """
    members: dict[str, list[str]] = {}
    spelt: dict[str, list[str]] = {}
    for person in people:
        words = " ".join(person.group.split())
        if words:
            members.setdefault(words.casefold(), []).append(person.id)
            spelt.setdefault(words.casefold(), []).append(words)
    least = max(program.charter.group_floor, FLOOR)
    keys = sorted(members)
    rows = table(keys, ("people",), [[len(members[key])] for key in keys], least).rows
    names = {key: min(Counter(spelt[key]).items(), key=lambda each: (-each[1], each[0]))[0] for key in keys}
    found = []
    for row in rows:
        together = tuple(sorted(id_ for key in row for id_ in members[key]))
        found.append((names[row[0]] if len(row) == 1 else label(row), together))
    return tuple(found) if len(found) > 1 and all(len(ids) >= least for _, ids in found) else ()
