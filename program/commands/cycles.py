"""Setting up cycles: a whole series at once, and rolling a design forward."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from program.changes import Change, pairs
from program.commands.base import counted
from program.commands.judging import Intent, carried_out, judged
from program.program import Program
from program.records import Cadence, Cycle, Person, Placement, Stage, State, new_id
from program.trouble import NotValid, Trouble
from program.validity import Problem, sound

_DAY = timedelta(days=1)

#: Months each cadence lasts.
MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6, Cadence.PROJECT: 4}


class AddCycles(msgspec.Struct, frozen=True):
    """Add a run of cycles, one after the other from `start`, with the stages in order."""

    start: date
    stages: tuple[Stage, ...]
    cadence: Cadence = Cadence.QUARTERLY
    cohort: str = ""
    prefix: str = ""

    def change(self, program: Program) -> Change:
        """Raises NotValid when a date is out of reach."""
        months = MONTHS[self.cadence]
        cycles = []
        for place, stage in enumerate(self.stages):
            try:
                start = months_later(self.start, months * place)
                end = months_later(self.start, months * (place + 1)) - _DAY
            except ValueError:  # the calendar ends with the year 9999
                raise NotValid([Problem("start", "Start", "is too late for these cycles")]) from None
            cycles.append(
                Cycle(
                    new_id(),
                    name=self._name(start, place),
                    start=start,
                    end=end,
                    stage=stage,
                    cadence=self.cadence,
                    cohort=self.cohort,
                    checkpoints=(start + (end - start) / 2, end),
                )
            )
        change = Change(f"Add {counted(len(cycles), 'cycle')}", pairs((None, cycle) for cycle in cycles))
        if found := sound(program.apply(change), cycles):
            raise NotValid(found)
        return change

    def _name(self, start: date, place: int) -> str:
        if self.prefix:
            return f"{self.prefix} {place + 1}"
        if self.cadence is Cadence.QUARTERLY and start.day == 1 and start.month % 3 == 1:
            return f"Q{(start.month + 2) // 3} {start.year}"
        if self.cadence is Cadence.MONTHLY:
            return f"{calendar.month_abbr[start.month]} {start.year}"
        return f"Cycle {place + 1} {start.year}"


class RollForward(msgspec.Struct, frozen=True):
    """Copy cycles with their design to a later time, for the same cohort or another.

    Hosts, themes, projects and mentors of the placements come along as drafts when `placements` is on and the
    mentee belongs to the new cohort (or the cohort stays the same); otherwise only the cycles are copied.
    """

    cycles: tuple[str, ...]
    start: date
    cohort: str = ""
    placements: bool = False
    reason: str = ""

    def change(self, program: Program) -> Change:
        """Raises Trouble when there is nothing to copy, and RuleBroken as any other placing does."""
        chosen = [cycle for cycle in program.cycles if cycle.id in self.cycles]
        if not chosen:
            raise Trouble("There is no cycle to copy.", "Nothing was changed.", "Choose at least one cycle.")
        shifted = _shift(chosen[0].start, self.start)
        copies: dict[str, Cycle] = {}
        for cycle in chosen:
            start = shifted(cycle.start)
            copies[cycle.id] = msgspec.structs.replace(
                cycle,
                id=new_id(),
                name=_renamed(cycle, start),
                start=start,
                end=shifted(cycle.end + _DAY) - _DAY,  # the end of a month stays the end of a month
                cohort=self.cohort,
                checkpoints=tuple(map(shifted, cycle.checkpoints)),
            )
        copied: list[Placement] = []
        if self.placements:
            for placement in program.of(Placement).values():
                person = program.get(Person, placement.person)
                if placement.cycle in copies and person is not None and self.cohort in ("", person.cohort):
                    copied.append(
                        msgspec.structs.replace(
                            placement,
                            id=new_id(),
                            cycle=copies[placement.cycle].id,
                            state=State.DRAFT,
                            pinned=False,
                        )
                    )
        title = f"Roll {counted(len(chosen), 'cycle')} forward to {self.start.isoformat()}"
        added = pairs((None, cycle) for cycle in copies.values())
        intent = Intent(title, pairs((None, placement) for placement in copied))
        following = program.apply(Change(title, added))
        if found := sound(following.apply(Change(title, intent.pairs)), (*copies.values(), *copied)):
            raise NotValid(found)
        answer = judged(following, intent)
        return Change(title, added + carried_out(following, intent, answer.breached, self.reason))


def months_later(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month when it is shorter."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _shift(old: date, new: date) -> Callable[[date], date]:
    """How days move when `old` moves to `new`: by whole months where the day of the month is the same, else by days."""
    if old.day == new.day:
        months = (new.year - old.year) * 12 + new.month - old.month
        return lambda day: months_later(day, months)
    return lambda day: day + (new - old)


def _renamed(cycle: Cycle, start: date) -> str:
    old, new = str(cycle.start.year), str(start.year)
    return cycle.name.replace(old, new) if old in cycle.name else f"{cycle.name} {new}"
