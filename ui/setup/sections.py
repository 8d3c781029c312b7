"""The sections of the set-up page, in the order of its list: names, contents and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from program.program import Program
from program.rules import RULES, active
from ui.parts.register.page import entry
from ui.parts.register.sectionlist import Entry
from ui.setup.registers import REGISTERS

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.parts.register.section import Section

_BEFORE_RULES = ("cohorts", "cycles", "hosts", "tracks", "themes", "skills", "projects")
_FIRST = frozenset({"preferences", "captures"})  # of a group


def entries() -> tuple[Entry, ...]:
    """The sections of the set-up page, as its list shows them."""
    rest = (key for key in REGISTERS if key not in _BEFORE_RULES)
    return (
        Entry("program", "Program", "overview", lambda _: ""),
        *(entry(key, REGISTERS[key]) for key in _BEFORE_RULES),
        Entry("rules", "Rules", "rules", _rules_on),
        *(entry(key, REGISTERS[key], first=key in _FIRST) for key in rest),
    )


def make(key: str, desk: Desk) -> Section | None:
    """The section of this key, made now; None where it is a register like any other."""
    if key == "program":
        from ui.setup.charter import CharterSection

        return CharterSection(desk)
    if key == "rules":
        from ui.setup.rules import RulesSection

        return RulesSection(desk)
    if key == "cycles":
        from ui.setup.cycles import CyclesSection

        return CyclesSection(desk)
    if key == "hosts":
        from ui.setup.hosts import HostsSection

        return HostsSection(desk)
    return None


def _rules_on(program: Program) -> str:
    on = len(active(program))
    return f"{on}" if on == len(RULES) else f"{on} of {len(RULES)}"
