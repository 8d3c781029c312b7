"""The pictures of a pack, section by section, without the name of anybody."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from program.metrics.figure import Scope
from program.program import Program
from program.records import PackKind, Section, Tier
from program.views_pack_parts import Drawing

_ROWS = 8  # people in a table of people

_USUAL: Mapping[Section, tuple[str, ...]] = MappingProxyType(
    {
        Section.BOARD: ("participation",),
        Section.EXPOSURE: ("exposure", "load"),
        Section.OUTCOMES: ("readiness", "recommendations", "growth", "safety"),
        Section.FAIRNESS: ("access", "outcomes"),
    }
)
_ALL = MappingProxyType(
    {
        **_USUAL,
        Section.EXPOSURE: ("exposure", "load", "network"),
        Section.OUTCOMES: (
            *_USUAL[Section.OUTCOMES],
            "growth_by_rater",
            "time_to_readiness",
            "time_to_promotion",
            "succession",
            "satisfaction",
            "confidence",
            "climate",
        ),
    }
)
_OF_KIND = MappingProxyType(
    {
        PackKind.QUARTERLY: _ALL,
        PackKind.ANNUAL: _ALL,
        PackKind.SPONSOR: {Section.OUTCOMES: ("readiness", "recommendations", "growth")},
    }
)


def pictures(
    program: Program, scope: Scope, least: int, kind: PackKind, sections: tuple[Section, ...]
) -> Mapping[Section, tuple[Drawing, ...]]:
    """The pictures of these sections that have something to show to a reader who may know no names."""
    from program.metrics.drawn.catalogue import PICTURES
    from program.metrics.drawn.naming import Naming

    naming = Naming(names=False, least=least, rows=_ROWS)
    found: dict[Section, tuple[Drawing, ...]] = {}
    for section, keys in _OF_KIND.get(kind, _USUAL).items():
        if section in sections:
            made = (PICTURES[key](program, scope, naming) for key in keys)
            # What shows something to more closed readers only is none of these, whatever it is called.
            open_ = (each for each in made if each is not None and each.tier >= Tier.AGGREGATE)
            found[section] = tuple(cast("Drawing", each) for each in open_)
    return found
