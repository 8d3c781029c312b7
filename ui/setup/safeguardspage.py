"""The safeguards page: the same list of sections as the set-up page, with what keeps people safe."""

from __future__ import annotations

from functools import partial

from ui.actions import Action
from ui.setup.page import SetupPage
from ui.setup.sectionlist import Entry
from ui.setup.sections import safeguards


class SafeguardsPage(SetupPage):
    """Concerns, codes, consent, and how long things are kept."""

    key = "safeguards"
    title = "Safeguards"
    icon = "governance"
    placeholder = "Search this list"

    def entries(self) -> tuple[Entry, ...]:
        return safeguards()

    def first(self) -> str:
        return "concerns"

    def lacking(self) -> str:
        return ""

    def further(self) -> list[Action]:
        return [Action("safeguards_up", "Take the concern one step up", partial(self._in, "concerns", "escalate"),
                       "sort-up", enabled=lambda: self.writable)]  # fmt: skip
