"""From a table to one undoable change: what an import would do, shown before it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import ClassVar

import msgspec

from program.changes import Change, Pair, pairs
from program.intake.drafts import Draft, read_rows
from program.intake.identity import identify
from program.intake.managers import link_managers
from program.intake.people import Additions, fixed_id, link_references, person_of, settle_status
from program.intake.problems import Choice, Concern, Ledger, Problem, counts
from program.intake.settings import Settings, check_mapping, demand_people, remember
from program.intake.table import Table
from program.names import counted
from program.program import Program
from program.records import Person, as_values, fields_of, new_id
from program.trouble import Cancelled


class Outcome(Enum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT_OUT = "left out"


class Entry(msgspec.Struct, frozen=True):
    """One row and what becomes of it; `after` is None for a row that is left out or was merged into another."""

    row: int
    outcome: Outcome
    name: str
    before: Person | None
    after: Person | None


class Difference(msgspec.Struct, frozen=True):
    """One field of a person that the import changes, in words."""

    label: str
    before: str
    after: str


class Intake:
    """What importing a table into a program would do. Nothing has been done yet."""

    def __init__(
        self,
        program: Program,
        entries: tuple[Entry, ...],
        problems: tuple[Problem, ...],
        only_here: tuple[str, ...],
        change: Change,
    ) -> None:
        self.entries = entries
        self.problems = problems
        self.only_here = only_here  # ids of people in the book whom the file does not name
        self.change = change
        self._before = program
        self._after: Program | None = None

    def count(self, outcome: Outcome) -> int:
        """How many rows come out so."""
        return sum(entry.outcome is outcome for entry in self.entries)

    def counts(self) -> Mapping[Concern, int]:
        """How many problems of each class there are."""
        return counts(self.problems)

    @property
    def asks_for_day_first(self) -> bool:
        """Whether some dates can only be read once the user says if the day or the month comes first."""
        return any(problem.concern is Concern.AMBIGUOUS_DATE for problem in self.problems)

    def differences(self, entry: Entry) -> tuple[Difference, ...]:
        """What changes for one person, field by field; for a new one everything that is said."""
        if entry.after is None:
            return ()
        if self._after is None:
            self._after = self._before.apply(self.change)
        found = []
        old = as_values(entry.before) if entry.before is not None else {}
        for spec in fields_of(Person):
            was = old.get(spec.name, spec.default)
            now = getattr(entry.after, spec.name)
            if was != now:
                before = self._before.worded(spec.kind, spec.ref, was) if was else ""
                found.append(Difference(spec.label, before, self._after.worded(spec.kind, spec.ref, now)))
        return tuple(found)


def prepare(
    table: Table,
    program: Program,
    settings: Settings,
    seed: str = "preview",
    cancelled: Callable[[], bool] = lambda: False,
) -> Intake:
    """Works out what the import would do; the same `seed` gives new people the same ids.

    Takes time linear in the rows. Raises Cancelled, and Trouble when the mapping names a field twice or nobody.
    """
    demand_people(table)
    check_mapping(settings.mapping)
    headings = {key: heading for heading, key in settings.mapping if key}
    ledger = Ledger(settings.choices)
    drafts = read_rows(table, settings, ledger, cancelled)
    identify(drafts, program, ledger)
    additions = Additions(program, seed)
    for draft in drafts:
        draft.id = draft.before.id if draft.before is not None else fixed_id(seed, str(draft.row))
        if not draft.skip:
            settle_status(draft, ledger, headings, settings.today)
            link_references(draft, additions, ledger, headings)
            _name(draft, ledger, headings)
    if cancelled():
        raise Cancelled
    link_managers(drafts, program, ledger, headings.get("manager", ""))
    if cancelled():
        raise Cancelled
    entries = tuple(map(_entry, drafts))
    found = {entry.after.id for entry in entries if entry.after is not None}
    only_here = tuple(id_ for id_ in program.of(Person) if id_ not in found)
    problems = tuple(sorted(ledger.problems, key=lambda problem: problem.row))
    return Intake(program, entries, problems, only_here, _change(table, program, settings, seed, entries, additions))


def _name(draft: Draft, ledger: Ledger, headings: dict[str, str]) -> None:
    if draft.name:
        return
    choice = ledger.note(Concern.MISSING_NAME, draft.row, headings.get("name", ""), "The row names nobody.")
    stand_in = draft.values.get("email") or draft.values.get("number") or ""
    draft.skip = draft.skip or choice is Choice.SKIP or not stand_in
    draft.values["name"] = stand_in


def _entry(draft: Draft) -> Entry:
    if draft.skip:
        return Entry(draft.row, Outcome.LEFT_OUT, draft.name, draft.before, None)
    after = person_of(draft)
    if draft.before is None:
        outcome = Outcome.NEW
    else:
        outcome = Outcome.UNCHANGED if after == draft.before else Outcome.CHANGED
    return Entry(draft.row, outcome, after.name, draft.before, after)


def _change(
    table: Table, program: Program, settings: Settings, seed: str, entries: tuple[Entry, ...], additions: Additions
) -> Change:
    met = [(entry.before, entry.after) for entry in entries if entry.after is not None]
    people = pairs(met)
    if not people:
        return Change(f"Nothing new in {table.facts.name}", ())
    used = _referred([after for before, after in met if after != before])
    added = [Pair(None, item) for id_, item in additions.new.items() if id_ in used]
    before, source = remember(table, settings, program, fixed_id(seed, "source"))
    kept = [Pair(before, source)] if source != before else []
    return Change(_title(entries, table.facts.name), (*added, *people, *kept))


def _referred(people: list[Person]) -> set[str]:
    ids = {id_ for person in people for id_ in (person.cohort, person.track)}
    return ids | {each.skill for person in people for each in (*person.offers, *person.goals)}


def _title(entries: tuple[Entry, ...], name: str) -> str:
    new = sum(entry.outcome is Outcome.NEW for entry in entries)
    changed = sum(entry.outcome is Outcome.CHANGED for entry in entries)
    if not changed:
        return f"Import {counted(new, 'person', 'people')} from {name}"
    update = f"Update {counted(changed, 'person', 'people')}"
    return f"{update} and add {new:,} from {name}" if new else f"{update} from {name}"


class ImportPeople(msgspec.Struct, frozen=True):
    """Import a table of people as the settings say; worked out afresh on the program that is there when it is done."""

    bulky: ClassVar[bool] = True  # worth a backup before it is done

    table: Table
    settings: Settings
    seed: str = msgspec.field(default_factory=new_id)

    def change(self, program: Program) -> Change:
        """Raises Trouble when no column names people. What comes out is possible by the way it is made."""
        return prepare(self.table, program, self.settings, self.seed).change
