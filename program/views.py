"""What each reader may see. Views are other types than records: they simply lack what their reader may not know.

Reports and the workshop are given views and never the program itself. Every value in a view has gone through a
`Reader` (see `views_reader.py`), which reads the tiers off the declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from program.access import HeldView, held
from program.records import PackKind
from program.views_circle import CircleView, circle
from program.views_committee import CommitteeView, Figure, committee
from program.views_milestones import MilestonesView, milestones
from program.views_pack import behind, composed, pack
from program.views_pack_parts import PackView
from program.views_pack_period import SECTIONS, TITLES, Period
from program.views_person import PersonView, person
from program.views_plan import PlanView, exposure, plan
from program.views_reader import NotForThisReader, Reader, day, host_colours, open_to, readable, span
from program.views_roster import GroupBy, RosterView, Who, roster
from program.views_workshop import Names, WorkshopView, display_names, room, workshop

#: How the view of each printable document is made, by the document's key in `reports.catalogue`.
VIEWS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {kind.value: partial(pack, kind=kind) for kind in PackKind}
    | {
        "plan": plan,
        "roster": roster,
        "person": person,
        "milestones": milestones,
        "held": held,
        "circle": circle,
        "poster": room,
        "cards": room,
    }
)

__all__ = [
    "SECTIONS",
    "TITLES",
    "VIEWS",
    "CircleView",
    "CommitteeView",
    "Figure",
    "GroupBy",
    "HeldView",
    "MilestonesView",
    "Names",
    "NotForThisReader",
    "PackView",
    "Period",
    "PersonView",
    "PlanView",
    "Reader",
    "RosterView",
    "Who",
    "WorkshopView",
    "behind",
    "circle",
    "committee",
    "composed",
    "day",
    "display_names",
    "exposure",
    "held",
    "host_colours",
    "milestones",
    "open_to",
    "pack",
    "person",
    "plan",
    "readable",
    "roster",
    "span",
    "workshop",
]
