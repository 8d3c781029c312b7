"""The sections of the set-up and the safeguards page, in the order of their lists: names, contents and counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from program.program import Program
from program.records import Record, kind_of
from program.rules import RULES, active
from ui.setup.sectionlist import Entry

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.setup.section import Section


def entries() -> tuple[Entry, ...]:
    """The sections of the set-up page, as its list shows them."""
    return (
        Entry("program", "Program", "overview", lambda _: ""),
        register("cohorts"),
        register("cycles"),
        register("hosts"),
        register("tracks"),
        register("themes"),
        register("skills"),
        register("projects"),
        Entry("rules", "Rules", "rules", _rules_on),
        register("preferences", first=True),
        register("chemistry"),
        register("conflicts"),
        register("absences"),
        register("qualities"),
        register("calibrations"),
        register("decisions"),
        register("actions", first=True),
        register("captures"),
        register("attendance"),
    )


def safeguards() -> tuple[Entry, ...]:
    """The sections of the safeguards page."""
    from ui.setup.review import number_due

    return (
        register("concerns"),
        register("levels", "Escalation"),
        register("codes", "Codes"),
        register("acknowledgements", "Acknowledged"),
        register("consents", first=True),
        register("retention", "Retention"),
        Entry("review", "Due for review", "warning", number_due),
    )


def register(key: str, words: str = "", *, first: bool = False) -> Entry:
    """The entry of a register; `words` where its own are too long for the list."""
    from ui.setup.registers import REGISTERS

    made = REGISTERS[key]
    return Entry(key, words or kind_of(made.cls).many, made.icon, _number_of(made.cls), made.adds, first)


def make(key: str, desk: Desk) -> Section:
    """The section of this key, made now."""
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
    if key == "concerns":
        from ui.setup.guards import ConcernsSection

        return ConcernsSection(desk)
    if key == "codes":
        from ui.setup.guards import CodesSection

        return CodesSection(desk)
    if key == "review":
        from ui.setup.review import ReviewSection

        return ReviewSection(desk)
    from ui.setup.register import RegisterSection
    from ui.setup.registers import REGISTERS

    return RegisterSection(desk, key, REGISTERS[key])


def section_of(program: Program, record_id: str) -> str:
    """The key of the section in which this record (or rule) stands; empty when there is none."""
    from ui.setup.registers import REGISTERS

    if record_id == program.charter.id:
        return "program"
    if record_id in RULES:
        return "rules"
    return next((key for key, each in REGISTERS.items() if record_id in program.of(each.cls)), "")


def _number_of(cls: type[Record]) -> Callable[[Program], str]:
    return lambda program: f"{len(program.of(cls)):,}"


def _rules_on(program: Program) -> str:
    on = len(active(program))
    return f"{on}" if on == len(RULES) else f"{on} of {len(RULES)}"
