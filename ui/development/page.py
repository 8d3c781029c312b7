"""The development page."""

from __future__ import annotations

from collections.abc import Mapping

from ui.development.registers import DEVELOPMENT
from ui.development.succession import SUCCESSION
from ui.development.worth import WORTH
from ui.parts.register.page import SectionsPage, entry
from ui.parts.register.register import Register
from ui.parts.register.sectionlist import Entry

_WORDS = {
    "goals": "Goals", "ratings": "Ratings", "readiness": "Readiness", "performance": "Performance",
    "events": "Events", "recommendations": "Deliverables", "answers": "Surveys",
}  # fmt: skip
_FIRST = frozenset({"roles", "checkpoints", "answers"})  # of a group


class DevelopmentPage(SectionsPage):
    """How people grow, who could take over what, and what rotations bring about."""

    key = "development"
    title = "Development"
    icon = "development"

    def registers(self) -> Mapping[str, Register]:
        return {**DEVELOPMENT, **SUCCESSION, **WORTH}

    def entries(self) -> tuple[Entry, ...]:
        made = self.registers()
        return tuple(entry(key, each, _WORDS.get(key, ""), first=key in _FIRST) for key, each in made.items())
