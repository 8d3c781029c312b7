"""The registers of succession: critical roles, who is named for them, how ready they are, and what became of people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from program.development import nominated, readiness, standing, subjects
from program.program import Program
from program.records import CriticalRole, Event, Horizon, Nomination, Person, Readiness
from program.views_reader import day
from ui.parts.record_table import Column
from ui.parts.register.columns import columns, number
from ui.parts.register.narrowing import Part, parts_by
from ui.parts.register.register import Register


def _ready(program: Program, role: str) -> int:
    found = (readiness(program, each.person, role) for each in nominated(program, role, date.today()))
    return sum(each is not None and each.horizon is Horizon.NOW for each in found)


def _nobody(program: Program, role: CriticalRole) -> bool:
    return role.closed is None and not nominated(program, role.id, date.today())


def _roles() -> tuple[Column, ...]:
    return columns(
        CriticalRole, "name criticality needed",
        {"name": 160, "criticality": 100, "incumbent": 120, "needed": 112},
        number("named", "Named", lambda program, role: len(nominated(program, role.id, date.today())),
               help="People named as possible successors"),
        number("ready", "Ready now", lambda program, role: _ready(program, role.id), width=112,
               help="Those whose newest readiness rating says now"),
        labels={"needed": "Needed by", "criticality": "Critical"},
    )  # fmt: skip


def _of_role(program: Program, role: CriticalRole) -> Sequence[str]:
    named = nominated(program, role.id, date.today())
    if not named and role.closed is None:
        return ("Nobody is named for it.",)
    lines = []
    for each in named:
        rated = readiness(program, each.person, role.id)
        words = rated.horizon.label.lower() if rated is not None else "not rated yet"
        lines.append(f"{program.title(Person, each.person)}: {words}" + (" · emergency" if each.emergency else ""))
    return lines


def _nominations() -> tuple[Column, ...]:
    def rated(program: Program, item: Nomination) -> str:
        found = readiness(program, item.person, item.role)
        return found.horizon.label if found is not None else "–"

    def rank(program: Program, item: Nomination) -> int:
        found = readiness(program, item.person, item.role)
        return found.horizon.rank if found is not None else 9

    more = Column("ready", "Ready", rated, rank, width=112, role="quiet", help="The newest readiness rating")
    widths = {"person": 150, "role": 160, "on": 112, "until": 112}
    return columns(Nomination, "person role on", widths, more)


def _for_role(program: Program, item: Nomination | Readiness) -> str:
    return f"{program.title(Person, item.person)} for {program.title(CriticalRole, item.role)}"


def _of_nomination(program: Program, item: Nomination) -> Sequence[str]:
    found = readiness(program, item.person, item.role)
    lines = [] if standing(item, date.today()) else [f"Withdrawn on {day(item.until)}."]
    if found is None:
        return [*lines, "Nobody has said yet how ready they are."]
    return [*lines, f"{found.horizon.label} ({found.by.label.lower()}), {day(found.on)}."]


def _of_readiness(program: Program, item: Readiness) -> Sequence[str]:
    named = any(each.person == item.person for each in nominated(program, item.role, date.today()))
    return () if named else ("Not named for this role.",)


def _event_of(program: Program, event: Event) -> str:
    return f"{program.title(Person, event.person)}: {event.kind.label.lower()}"


SUCCESSION: dict[str, Register] = {
    "roles": Register(
        CriticalRole, "key", "Roles the organisation cannot leave empty, and by when somebody has to be ready.",
        "Begin with the five to ten roles that would hurt most if they stood empty tomorrow.",
        _roles, facts=_of_role, order=("criticality", True),
        parts=(
            Part("nobody", "Nobody named", _nobody, "caution"),
            Part("open", "Critical today", lambda _, role: role.closed is None),
        ),
    ),
    "nominations": Register(
        Nomination, "person", "Who is named as a possible successor for a critical role. For you alone.",
        "Name people for the roles that matter most. It is about who could, not who will.",
        _nominations, alike=("role", "on"),
        title_column="person", title=_for_role, facts=_of_nomination, copies=False, order=("on", True),
        parts=(
            Part("standing", "Standing", lambda _, item: standing(item, date.today())),
            Part("emergency", "Emergency", lambda _, item: item.emergency),
        ),
        of=subjects,
    ),
    "readiness": Register(
        Readiness, "calendar", "How ready somebody was seen for a critical role, by one side on one day.",
        "Ask two sides about everyone who is named, once or twice a year: ready now, in one to two years, or later.",
        lambda: columns(Readiness, "person role horizon by on",
                        {"person": 150, "role": 170, "horizon": 100, "by": 100, "on": 118}),
        alike=("role", "by", "on"),
        title_column="person", title=_for_role, facts=_of_readiness, adding="a readiness rating", copies=False,
        order=("on", True), parts=parts_by(Readiness, "horizon"), of=subjects,
    ),
    "events": Register(
        Event, "track", "Promotions, moves, larger scope, and who left the organisation.",
        "Retention and time to promotion stand on these. HR can give them as a list: bring it in as a file.",
        lambda: columns(Event, "person kind on role unit",
                        {"person": 160, "kind": 120, "on": 118, "role": 150, "unit": 120}),
        alike=("kind",),
        title_column="person", title=_event_of, adding="an employment event", copies=False, order=("on", True),
        parts=parts_by(Event, "kind"), of=subjects,
    ),
}  # fmt: skip
