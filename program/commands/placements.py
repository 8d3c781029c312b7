"""Everything that can be done with placements: the intentions behind each gesture on the board.

A command first works out its intent (which placements go, which come); the same intent is judged while the card
hovers (`program.verdict`) and when it drops (`program.commands.judging`), so preview and commit cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from program.changes import Change, Pair, pairs
from program.commands.base import counted, where, who
from program.commands.judging import Intent, Rearranging, decision, judged_change, named
from program.program import Program
from program.records import SETTLED, Cycle, Host, Person, Placement, State
from program.trouble import Refused, Trouble
from program.validity import cleaned

__all__ = ["EditPlacements", "Mode", "MovePlacements", "Pin", "Place", "Rearranging", "SetState", "Target", "Unplace"]


class Mode(StrEnum):
    """What happens to the card that lies where another is dropped."""

    MOVE = "move"  # it is taken off the board
    SWAP = "swap"  # it takes the place the other came from
    RIPPLE = "ripple"  # it moves one cycle on, and so does the next, until a free cell


class Target(msgspec.Struct, frozen=True):
    """Where one placement should go; what is None stays as it is."""

    placement: str
    person: str | None = None
    cycle: str | None = None
    host: str | None = None
    mentor: str | None = None


class MovePlacements(msgspec.Struct, frozen=True):
    """Move one or more placements to other mentees, cycles, hosts or mentors, as one step."""

    targets: tuple[Target, ...]
    mode: Mode = Mode.MOVE
    reason: str = ""

    def intent(self, program: Program) -> Intent:
        """Raises NotValid when a target is not there; RuleBroken when a pinned card stands in the way."""
        lifted = {t.placement: _placement(program, t.placement) for t in self.targets}
        landed: dict[str, Placement] = {}
        for target in self.targets:
            before = lifted[target.placement]
            wanted = {
                name: value
                for name in ("person", "cycle", "host", "mentor")
                if (value := getattr(target, name)) is not None
            }
            landed[before.id] = msgspec.structs.replace(before, **wanted)
        cells = [(after.person, after.cycle) for after in landed.values()]
        if len(set(cells)) < len(cells):
            raise Refused("Two cards cannot lie in one cell.", "Nothing was changed.")
        befores = dict(lifted)
        displaced: list[Placement] = []
        for id_, after in landed.copy().items():
            other = program.plan.at(after.person, after.cycle)
            if other is None or other.id in lifted:
                continue
            if self.mode is Mode.RIPPLE:
                for pushed, shifted in _rippled(program, after, frozenset(lifted)):
                    befores[pushed.id] = pushed
                    landed[pushed.id] = shifted
                continue
            befores[other.id] = other
            if self.mode is Mode.SWAP:
                origin = lifted[id_]
                landed[other.id] = msgspec.structs.replace(other, person=origin.person, cycle=origin.cycle)
            else:
                displaced.append(other)
        steps = pairs((befores[id_], after) for id_, after in landed.items())
        return Intent(
            self._title(program, lifted, landed, displaced),
            steps + tuple(Pair(other, None) for other in displaced),
            tuple(displaced),
        )

    def change(self, program: Program) -> Change:
        """Raises RuleBroken when a hard rule would be broken anew and no reason is given."""
        return judged_change(program, self)

    def _title(
        self,
        program: Program,
        lifted: dict[str, Placement],
        landed: dict[str, Placement],
        displaced: Sequence[Placement],
    ) -> str:
        if len(lifted) > 1:
            return f"Move {counted(len(lifted), 'placement')}"
        before = next(iter(lifted.values()))
        after = landed[before.id]
        same_cell = (before.person, before.cycle) == (after.person, after.cycle)
        other = program.plan.at(after.person, after.cycle)
        if self.mode is Mode.SWAP and other is not None and other.id != before.id:
            return f"Swap {who(program, before)}, {where(program, before)} with {named(program, other)}"
        if self.mode is Mode.RIPPLE and other is not None and other.id != before.id:
            return f"Move {who(program, after)} to {where(program, after)} and the following cards on"
        if same_cell:
            if before.mentor != after.mentor and before.host == after.host:
                mentor = program.title(Person, after.mentor)
                return f"Give {who(program, after)} {mentor or 'no mentor'} in {program.title(Cycle, after.cycle)}"
            return f"Move {who(program, after)} to {where(program, after)}"
        words = f"Move {who(program, before)}, {where(program, before)} to "
        if before.person != after.person:
            words += f"{who(program, after)}, "
        words += where(program, after)
        return words + (f" in place of {program.title(Host, displaced[0].host)}" if displaced else "")


class Place(msgspec.Struct, frozen=True):
    """Put new placements on the board: each a placement record with a fresh id."""

    placements: tuple[Placement, ...]
    reason: str = ""

    def intent(self, program: Program) -> Intent:
        """The placements come; nothing goes."""
        title = (
            f"Place {who(program, self.placements[0])} in {where(program, self.placements[0])}"
            if len(self.placements) == 1
            else f"Make {counted(len(self.placements), 'placement')}"
        )
        return Intent(title, pairs((None, placement) for placement in self.placements))

    def change(self, program: Program) -> Change:
        """Raises NotValid or RuleBroken."""
        return judged_change(program, self)


class Unplace(msgspec.Struct, frozen=True):
    """Take placements off the board."""

    placements: tuple[str, ...]
    reason: str = ""

    def intent(self, program: Program) -> Intent:
        """The placements go."""
        found = [_placement(program, id_) for id_ in self.placements]
        title = (
            f"Take {who(program, found[0])} off {where(program, found[0])}"
            if len(found) == 1
            else f"Take {counted(len(found), 'placement')} off the board"
        )
        return Intent(title, pairs((placement, None) for placement in found))

    def change(self, program: Program) -> Change:
        """Raises RuleBroken for a pinned card, and for a settled one without a reason."""
        return judged_change(program, self)


class EditPlacements(msgspec.Struct, frozen=True):
    """Keep placements with other contents (theme, project, deliverable, mentor …) where they lie."""

    placements: tuple[Placement, ...]
    reason: str = ""

    def intent(self, program: Program) -> Intent:
        """Each replaces the one with its id."""
        after = tuple(item for item in map(cleaned, self.placements) if isinstance(item, Placement))
        found = pairs((program.get(Placement, item.id), item) for item in after)
        title = (
            f"Change {who(program, after[0])}, {where(program, after[0])}"
            if len(after) == 1
            else f"Change {counted(len(after), 'placement')}"
        )
        return Intent(title, found)

    def change(self, program: Program) -> Change:
        """Raises NotValid or RuleBroken."""
        return judged_change(program, self)


class Pin(msgspec.Struct, frozen=True):
    """Pin placements where they are, or let them loose."""

    placements: tuple[str, ...]
    pinned: bool = True

    def change(self, program: Program) -> Change:
        """Never refused by a rule: pinning moves nothing."""
        found = [_placement(program, id_) for id_ in self.placements]
        verb = "Pin" if self.pinned else "Unpin"
        title = (
            f"{verb} {who(program, found[0])} in {where(program, found[0])}"
            if len(found) == 1
            else f"{verb} {counted(len(found), 'placement')}"
        )
        return Change(title, pairs((p, msgspec.structs.replace(p, pinned=self.pinned)) for p in found))


class SetState(msgspec.Struct, frozen=True):
    """Carry placements on: draft, submitted, approved, published. What the committee settles goes into the log."""

    placements: tuple[str, ...]
    state: State
    by: str = ""
    on: date | None = None
    reason: str = ""

    def change(self, program: Program) -> Change:
        """One change; approving and publishing add a decision record. Raises Trouble when a step is left out."""
        found = [_placement(program, id_) for id_ in self.placements]
        order = tuple(State)
        if any(order.index(self.state) - order.index(p.state) > 1 for p in found):
            before = order[order.index(self.state) - 1]
            raise Trouble(
                f"A placement is {before.label.lower()} before it is {self.state.label.lower()}.",
                "Nothing was changed.",
                f"Carry it to {before.label.lower()} first.",
            )
        moved = [p for p in found if p.state is not self.state]
        title = (
            f"Mark {who(program, found[0])}, {where(program, found[0])} as {self.state.label.lower()}"
            if len(found) == 1
            else f"Mark {counted(len(found), 'placement')} as {self.state.label.lower()}"
        )
        steps = list(pairs((p, msgspec.structs.replace(p, state=self.state)) for p in moved))
        if steps and self.state in SETTLED:
            steps.append(Pair(None, decision(program, title, moved, self.reason, self.by, self.on)))
        return Change(title, tuple(steps))


# ---- working out -----------------------------------------------------------------------------------------------------


def _rippled(program: Program, landing: Placement, lifted: frozenset[str]) -> Iterable[tuple[Placement, Placement]]:
    """The cards of the row that move one cycle on to make room, each as it lies and as it would."""
    person = program.get(Person, landing.person)
    series = list(program.series(person.cohort if person is not None else ""))
    row = program.plan.row(landing.person)
    place = series.index(landing.cycle) if landing.cycle in series else len(series)
    for here, following in zip(series[place:], [*series[place + 1 :], ""], strict=True):
        card = row.get(here)
        if card is None or card.id in lifted:
            return
        if not following:
            raise Refused("There is no free cycle left in this row.", "Nothing was changed.", "Swap the cards instead.")
        yield card, msgspec.structs.replace(card, cycle=following)


def _placement(program: Program, id_: str) -> Placement:
    found = program.get(Placement, id_)
    if found is None:
        raise Trouble("This placement is not there any more.", "Nothing was changed.")
    return found
