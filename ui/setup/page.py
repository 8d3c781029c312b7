"""The set-up page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from program.records import Cycle, Host
from program.rules import RULES
from ui.actions import Action
from ui.parts.register.page import SectionsPage
from ui.parts.register.register import Register
from ui.parts.register.section import Section
from ui.parts.register.sectionlist import Entry
from ui.setup.registers import REGISTERS
from ui.setup.sections import entries, make


class SetupPage(SectionsPage):
    """What the program is made of, and the rules by which it rotates."""

    key = "setup"
    title = "Set-up"
    icon = "setup"

    def registers(self) -> Mapping[str, Register]:
        return REGISTERS

    def entries(self) -> tuple[Entry, ...]:
        return entries()

    def make(self, key: str) -> Section:
        return make(key, self.desk) or super().make(key)

    def section_of(self, record_id: str) -> str:
        if record_id == self.desk.program().charter.id:
            return "program"
        return "rules" if record_id in RULES else super().section_of(record_id)

    def first(self) -> str:
        return self.lacking() or "cycles"

    def lacking(self) -> str:
        program = self.desk.program()
        return "cycles" if not program.of(Cycle) else "hosts" if not program.of(Host) else ""

    def further(self) -> list[Action]:
        return [
            Action("setup_roll", "Roll cycles forward…", partial(self._in, "cycles", "roll_forward"), "redo",
                   enabled=lambda: self.writable and bool(self.desk.program().of(Cycle))),
            Action("setup_seats", "Show hosts with their seats by cycle", partial(self._in, "hosts", "show_seats"),
                   "host"),
            Action("setup_reset", "Reset all rules", partial(self._in, "rules", "reset"), "rules",
                   enabled=lambda: self.writable and bool(self.desk.program().charter.rules)),
        ]  # fmt: skip
