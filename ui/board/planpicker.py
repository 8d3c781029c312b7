"""Which plan is in front, at the right end of the line above the board, and everything that can be done with plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui import icons
from ui.actions import Action
from ui.board.plans import LIVE

if TYPE_CHECKING:
    from ui.board.deeds import Deeds
    from ui.board.plans import Plans
    from ui.board.versus import Place

_NAME = "The name of a scenario is in the book only, like everything else."


class PlanDeeds(QObject):
    """What can be done with whole plans: show, keep, name, copy, drop, compare, take over."""

    compare = Signal(bool)
    """The plan in front is to be compared with the live one, or no longer."""

    def __init__(self, plans: Plans, parent: QObject) -> None:
        super().__init__(parent)
        self._plans = plans
        self.comparing = False

    def actions(self) -> list[Action]:
        """All of them, for menu, palette and shortcuts page."""
        return [
            Action("plan_live", "Show the live plan", lambda: self._plans.show(LIVE), "board", enabled=self._aside),
            Action("plan_keep", "Keep this plan as a scenario…", self.keep, "copy", enabled=self._writable),
            Action("plan_rename", "Rename the scenario…", self.rename, "edit", enabled=self._own),
            Action("plan_drop", "Drop the scenario", self._plans.drop, "trash", enabled=self._own),
            Action("plan_compare", "Compare with the live plan", self.toggle, "compare", "Ctrl+Shift+C", self._kept),
            Action("plan_adopt", "Take the whole plan over", self.adopt, "check", enabled=self._adoptable),
        ]

    def menu(self, button: QWidget, deeds: Deeds) -> None:
        """The menu under the button: the plans there are, then what can be done."""
        plans = self._plans
        menu = QMenu(button)
        group = QActionGroup(menu)
        for words, id_ in [("Live", LIVE), *((each.name, each.id) for each in plans.scenarios())]:
            entry = menu.addAction(words.replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(plans.offer is None and id_ == plans.scenario)
            entry.triggered.connect(lambda _checked=False, id_=id_: plans.show(id_))
            group.addAction(entry)
        if plans.offer is not None:
            entry = menu.addAction(f"{plans.offer.title} (not kept)")
            entry.setCheckable(True)
            entry.setChecked(True)
        menu.addSeparator()
        for action in self.actions()[1:]:
            entry = deeds.entry(action, menu)
            entry.setEnabled(action.enabled())
            if action.key == "plan_compare":
                icons.set_icon(entry, "compare", "accent" if self.comparing else "quiet")
            menu.addAction(entry)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    # ---- the deeds -------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep the plan in front as a new scenario."""
        plans = self._plans
        taken = {each.name for each in plans.scenarios()}
        start = plans.name if plans.offer is not None else "" if plans.live else f"{plans.name}, copy"
        name = start or "Scenario"
        number = 2
        while name in taken:
            name, number = f"{start or 'Scenario'} {number}", number + 1
        found = plans.ask.text("Keep this plan as a scenario", _NAME, name, yes="Keep")
        if found and found.strip() and plans.is_open:
            plans.keep(found.strip(), plans.placements())

    def rename(self) -> None:
        """Give the scenario in front another name."""
        found = self._plans.ask.text("Rename the scenario", _NAME, self._plans.name, yes="Rename")
        if found and self._plans.is_open:
            self._plans.rename(found.strip())

    def toggle(self) -> None:
        """Compare the scenario in front with the live plan, or no longer."""
        self.compare.emit(not self.comparing)

    def adopt(self, cells: frozenset[Place] | None = None, title: str = "") -> bool:
        """Take the plan in front over, whole or only these cells; whether it was done."""
        return self._plans.adopt(cells, title or f"Adopt {self._plans.name}")

    # ---- when they can be done -------------------------------------------------------------------------------------

    def _aside(self) -> bool:
        return not self._plans.live

    def _writable(self) -> bool:
        return not self._plans.book.read_only

    def _own(self) -> bool:
        return bool(self._plans.scenario) and self._plans.offer is None and self._writable()

    def _kept(self) -> bool:
        return bool(self._plans.scenario) and self._plans.offer is None

    def _adoptable(self) -> bool:
        inner = self._plans.offer is not None and bool(self._plans.scenario)
        return self._aside() and self._writable() and (inner or not self._plans.book.limited)
