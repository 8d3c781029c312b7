"""The safeguards page: the same list of sections as the set-up page, with what keeps people safe."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ui.actions import Action
from ui.parts.register.page import SectionsPage, entry
from ui.parts.register.register import Register
from ui.parts.register.section import Section
from ui.parts.register.sectionlist import Entry
from ui.setup.guards import CodesSection, ConcernsSection
from ui.setup.review import ReviewSection, number_due
from ui.setup.safeguards import SAFEGUARDS


class SafeguardsPage(SectionsPage):
    """Concerns, codes, consent, and how long things are kept."""

    key = "safeguards"
    title = "Safeguards"
    icon = "shield"

    def registers(self) -> Mapping[str, Register]:
        return SAFEGUARDS

    def entries(self) -> tuple[Entry, ...]:
        return (
            entry("concerns", SAFEGUARDS["concerns"]),
            entry("levels", SAFEGUARDS["levels"], "Escalation"),
            entry("codes", SAFEGUARDS["codes"], "Codes"),
            entry("acknowledgements", SAFEGUARDS["acknowledgements"], "Acknowledged"),
            entry("consents", SAFEGUARDS["consents"], first=True),
            entry("retention", SAFEGUARDS["retention"], "Retention"),
            Entry("review", "Due for review", "warning", number_due),
        )

    def make(self, key: str) -> Section:
        if key == "concerns":
            return ConcernsSection(self.desk)
        if key == "codes":
            return CodesSection(self.desk)
        return ReviewSection(self.desk) if key == "review" else super().make(key)

    def further(self) -> list[Action]:
        return [Action("safeguards_up", "Take the concern one step up", partial(self._in, "concerns", "escalate"),
                       "sort-up", enabled=lambda: self.writable)]  # fmt: skip
