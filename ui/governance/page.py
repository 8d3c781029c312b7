"""The governance page."""

from __future__ import annotations

from collections.abc import Mapping

from ui.governance.meetings import MEETINGS
from ui.governance.registers import GOVERNANCE
from ui.parts.register.page import SectionsPage, entry
from ui.parts.register.register import Register
from ui.parts.register.sectionlist import Entry

_WORDS = {"reviews": "Reviews"}
_FIRST = frozenset({"targets", "reviews", "meetings"})  # of a group


class GovernancePage(SectionsPage):
    """What was decided and promised, what may go wrong, and what figures are held against."""

    key = "governance"
    title = "Governance"
    icon = "governance"

    def registers(self) -> Mapping[str, Register]:
        return {**GOVERNANCE, **MEETINGS}

    def entries(self) -> tuple[Entry, ...]:
        made = self.registers()
        return tuple(entry(key, each, _WORDS.get(key, ""), first=key in _FIRST) for key, each in made.items())
