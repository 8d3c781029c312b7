"""Who looks at a picture: whether they may read names, and which groups are too small for them."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

import msgspec

from program.metrics.catalogue import METRICS, figure
from program.metrics.figure import Scope
from program.metrics.guarded import Shown, guarded, whole
from program.program import Program
from program.records import Measure, Person, Tier
from program.suppression import LEAST, demand


class Naming(msgspec.Struct, frozen=True):
    """The reader of a picture: the lead, unless `names` are withheld; then nothing about fewer than `least` people is
    told. `rows` is how many people a table of people shows."""

    names: bool = True
    least: int = LEAST
    rows: int = 12

    def __post_init__(self) -> None:
        demand(self.least)

    def few(self, count: int) -> bool:
        """Whether a count must not be told."""
        return not self.names and 0 < count < self.least

    def tier(self, named: Tier) -> Tier:
        """Who may have the picture as a file, when with names it is for readers of `named`."""
        return named if self.names else Tier.AGGREGATE

    def people(self, program: Program, ids: Sequence[str], what: str) -> tuple[str, ...]:
        """What people are called, in the order given: by name, or "Person A", "Person B" …

        Two of one name are told apart by a number.
        """
        if not self.names:
            return tuple(f"{what} {lettered(place)}" for place in range(len(ids)))
        found: list[str] = []
        for id_ in ids:
            name = program.title(Person, id_) or "No name"
            same = sum(each == name or each.startswith(f"{name} (") for each in found)
            found.append(f"{name} ({same + 1})" if same else name)
        return tuple(found)

    def shown(self, program: Program, measure: Measure, scope: Scope) -> Shown:
        """A figure as this reader may see it."""
        found, card = figure(program, measure, scope), METRICS[measure].card
        return whole(found, card) if self.names else guarded(found, card, self.least)


#: The program's lead: sees names, and every number.
LEAD = Naming()


def lettered(place: int) -> str:
    """A, B … Z, AA, AB … for places from 0."""
    first, last = divmod(place, 26)
    return (lettered(first - 1) if first else "") + ascii_uppercase[last]
