"""Plans beside the live one: seeing the program through another plan, telling two plans apart, and the commands.

A scenario is a whole plan kept as `Sketch` records; a proposal of the planner is one that nobody has kept. Both are
handed about as placements, and whoever shows or judges one asks for `seen(program, placements)`: the program as if
they were the live plan. Board, rules and views need not know that they look at anything else than the present.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from operator import attrgetter
from typing import Any, cast

import msgspec

from program.changes import Change, Pair, pairs
from program.commands.base import Command, counted, who
from program.commands.judging import Intent, judged_change
from program.commands.records import Remove
from program.names import short_name
from program.program import Program
from program.records import (
    Cycle,
    Decision,
    Host,
    Person,
    Placement,
    Record,
    Scenario,
    Sketch,
    State,
    fields_of,
    new_id,
)
from program.trouble import NotValid, Refused, Trouble
from program.validity import clean, sound

#: One mentee in one cycle, by their ids.
Cell = tuple[str, str]

_CONTENT = tuple(spec.name for spec in fields_of(Placement) if spec.name not in ("state", "pinned"))
_WHOLE = tuple(info.name for info in msgspec.structs.fields(Placement))
_content = cast("Callable[[Placement], tuple[Any, ...]]", attrgetter(*_CONTENT))
_whole = cast("Callable[[Placement], tuple[Any, ...]]", attrgetter(*_WHOLE))

#: What is said of the work with one host, and of one pair: it goes when host or mentor change.
_OF_HOST = ("project", "deliverable", "acceptance")
_OF_PAIR = ("review",)


class Difference(msgspec.Struct, frozen=True):
    """What one cell holds in the live plan (`before`) and in another one (`after`); None where nobody is placed.

    `words` tell it without naming mentee and cycle: "Finance with L. Chen → Customer with M. Haddad".
    """

    person: str
    cycle: str
    before: Placement | None
    after: Placement | None
    words: str

    @property
    def cell(self) -> Cell:
        """Whose, and when."""
        return self.person, self.cycle


def seen(program: Program, placements: Iterable[Placement]) -> Program:
    """The program as if `placements` (a proposal's, or a scenario's) were the live plan.

    Everything that does not depend on placements is shared with `program`, so this costs no more than laying out the
    placements. It is for looking and judging only: changes made of it are not changes of the book (see `Within`).
    """
    return program.with_placements(plain(each) for each in placements)


def plan_of(program: Program, scenario: str) -> tuple[Placement, ...]:
    """The placements of a scenario, each under the id of its sketch; empty when there is no such scenario."""
    return tuple(plain(sketch) for sketch in program.of(Sketch).values() if sketch.scenario == scenario)


def plain(placement: Placement) -> Placement:
    """A sketch as the placement it stands for; a placement as it is."""
    return placement if type(placement) is Placement else Placement(*_whole(placement))


def differences(
    program: Program, placements: Iterable[Placement], cells: Collection[Cell] | None = None
) -> tuple[Difference, ...]:
    """Where a plan differs from the live one as it is now, by mentee's name and then by cycle.

    States and pins are no difference: they say how far a plan has come, not what it is. Only `cells`, when given.
    Whatever changed in the live plan since the other was made is therefore a difference too, and shows as such.
    """
    other = {(each.person, each.cycle): plain(each) for each in placements}
    live = {(each.person, each.cycle): each for each in program.of(Placement).values()}
    found = []
    for cell in {**live, **other} if cells is None else cells:
        before, after = live.get(cell), other.get(cell)
        if same(before, after):
            continue
        found.append(Difference(*cell, before, after, _words(program, before, after)))
    times = {cycle.id: place for place, cycle in enumerate(program.cycles)}
    names = {person: program.title(Person, person).casefold() for person in {each.person for each in found}}
    found.sort(key=lambda each: (names[each.person], each.person, times.get(each.cycle, -1), each.cycle))
    return tuple(found)


def same(before: Placement | None, after: Placement | None) -> bool:
    """Whether two placements of one cell say the same, whatever their ids, states and pins."""
    if before is None or after is None:
        return before is after
    return _content(before) == _content(after)


def rows(program: Program, people: Iterable[str]) -> frozenset[Cell]:
    """All cells of some mentees: what is named to take their whole rows over."""
    return frozenset((person, cycle.id) for person in people for cycle in program.cycles)


def reseated(program: Program, placement: Placement, host: str, mentor: str) -> Placement:
    """A placement with another host and mentor, and of its texts those that still fit.

    The mentee's goal and the kind of experience stay; project, deliverable and what it is accepted by are the old
    host's, a day of review is the old pair's, a theme stays with a host that brings it too, and nobody is mentor and
    coach at once.
    """
    gone: dict[str, Any] = {}
    if host != placement.host:
        gone |= dict.fromkeys(_OF_HOST, "")
        now = program.get(Host, host)
        if now is None or placement.theme not in now.themes:
            gone["theme"] = ""
    if mentor != placement.mentor:
        gone |= dict.fromkeys(_OF_PAIR)
        if mentor == placement.coach:
            gone["coach"] = ""
    return msgspec.structs.replace(placement, **gone, host=host, mentor=mentor)


def seat_words(program: Program, placement: Placement | None) -> str:
    """ "Finance with L. Chen"; "not placed" for nothing."""
    if placement is None:
        return "not placed"
    host, mentor = program.title(Host, placement.host), short_name(program.title(Person, placement.mentor))
    return f"{host or 'no host'} with {mentor}" if mentor else host or "no host and no mentor"


# ---- what can be done with them ------------------------------------------------------------------------------------


class KeepScenario(msgspec.Struct, frozen=True):
    """Keep a plan under a name beside the live one: the live plan, a proposal, or a copy of another scenario.

    A scenario is renamed like any record, with `Keep`.
    """

    name: str
    placements: tuple[Placement, ...]
    about: str = ""
    on: date | None = None

    def change(self, program: Program) -> Change:
        """Raises NotValid when the name is missing, too long or taken, or a cell is filled twice."""
        kept = Scenario(new_id(), name=clean(self.name), about=clean(self.about, lines=True), on=self.on)
        records: list[Record] = [kept, *(_sketch(each, kept.id, new_id()) for each in self.placements)]
        title = f"Keep scenario {kept.name} with {counted(len(self.placements), 'placement')}"
        change = Change(title, pairs((None, item) for item in records))
        if found := sound(program.apply(change), records):
            raise NotValid(found)
        return change


class DropScenario(msgspec.Struct, frozen=True):
    """Drop a scenario with everything in it; the live plan stays as it is."""

    scenario: str

    def change(self, program: Program) -> Change:
        """Raises Trouble when it is not there any more."""
        found = _scenario(program, self.scenario)
        return Remove((found,), f"Drop scenario {found.name}").change(program)


class Within(msgspec.Struct, frozen=True):
    """Do something inside a scenario: any command that rearranges or edits placements. The live plan stays as it is.

    Hard rules do not hold inside (the findings in `seen` tell what is broken; adopting asks for the reason), pins do.
    Nothing goes into the decision log. The ids a command names are those of `plan_of`.
    """

    scenario: str
    command: Command

    def change(self, program: Program) -> Change:
        """Raises what the command raises, and Refused when it would change anything else than placements."""
        scenario = _scenario(program, self.scenario)
        inside = seen(program, plan_of(program, scenario.id))
        inner = _unhindered(self.command).change(inside)
        touched = [pair for pair in inner.pairs if not _logged(pair)]
        if any(type(pair.record) is not Placement for pair in touched) or len(inner.pairs) > len(touched) == 0:
            raise Refused(
                "Inside a scenario only placements can be changed.",
                "Nothing was changed.",
                "Do it in the live plan.",
            )

        def drawn(item: Record | None) -> Sketch | None:
            return _sketch(item, scenario.id) if isinstance(item, Placement) else None

        steps = pairs((drawn(pair.before), drawn(pair.after)) for pair in touched)
        return Change(f"{inner.title} (in {scenario.name})", steps)


class Adopt(msgspec.Struct, frozen=True):
    """Take a scenario or a proposal into the live plan: the whole of it, or only `cells` (see `rows`).

    It is one rearrangement like any other. What differs from the live plan *at this moment* is changed, whatever it
    was when the other plan was made: a differing cell takes over the other plan's contents and pin under the id it
    has (so that its history goes on) and is a draft; a cell without a placement there is cleared. Cells that say the
    same stay as they are, with state and pin.
    """

    placements: tuple[Placement, ...]
    cells: Collection[Cell] | None = None
    title: str = ""
    reason: str = ""

    def intent(self, program: Program) -> Intent:
        """Raises Refused when two placements are meant for one cell."""
        if len({(each.person, each.cycle) for each in self.placements}) < len(self.placements):
            raise Refused("Two cards cannot lie in one cell.", "Nothing was changed.")
        steps = []
        for each in differences(program, self.placements, self.cells):
            id_ = each.before.id if each.before is not None else new_id()
            after = each.after and msgspec.structs.replace(each.after, id=id_, state=State.DRAFT)
            steps.append(Pair(each.before, after))
        return Intent(self.title or _adoption(program, steps), tuple(steps))

    def change(self, program: Program) -> Change:
        """Raises NotValid when somebody or something it names is gone, and RuleBroken as any rearrangement does."""
        return judged_change(program, self)


# ---- working out -----------------------------------------------------------------------------------------------------


def _scenario(program: Program, id_: str) -> Scenario:
    found = program.get(Scenario, id_)
    if found is None:
        raise Trouble("This scenario is not there any more.", "Nothing was changed.")
    return found


def _sketch(placement: Placement, scenario: str, id_: str = "") -> Sketch:
    """A placement as part of a scenario, under its own id unless another is given."""
    values = dict(zip(_WHOLE, _whole(placement), strict=True))
    return Sketch(**{**values, "id": id_ or placement.id, "scenario": scenario})


def _unhindered(command: Command) -> Command:
    """The command with a reason, so that no hard rule stops it; what the log would say of it is left out later."""
    assert isinstance(command, msgspec.Struct)
    if getattr(command, "reason", "given").strip():
        return command
    return cast("Command", msgspec.structs.replace(command, reason="Tried out in a scenario"))


def _logged(pair: Pair) -> bool:
    """Whether this is a new entry of the decision log."""
    return pair.before is None and type(pair.after) is Decision


def _adoption(program: Program, steps: list[Pair]) -> str:
    if len(steps) != 1:
        return f"Adopt {counted(len(steps), 'change')} to the plan"
    card = steps[0].record
    assert isinstance(card, Placement)
    return f"Adopt {who(program, card)}, {program.title(Cycle, card.cycle)}"


def _words(program: Program, before: Placement | None, after: Placement | None) -> str:
    one, other = seat_words(program, before), seat_words(program, after)
    if before is None or after is None or (before.host, before.mentor) != (after.host, after.mentor):
        return f"{one} → {other}"
    texts = [
        spec.label.lower()
        for spec in fields_of(Placement)
        if spec.name in _CONTENT and getattr(before, spec.name) != getattr(after, spec.name)
    ]
    return f"{one}: other {', '.join(texts)}"
