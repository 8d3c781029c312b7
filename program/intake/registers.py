"""A table becomes records of any kind that has a register: headings matched, cells read, what is there known again.

    settings = suggest_records(table, "goal", today)
    intake = prepare_records(table, program, settings)     # what would happen; nothing has
    book.do(ImportRecords(table, settings))                # the same, as one step
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

import msgspec

from program.changes import Change, Pair, pairs
from program.intake.dates import settle
from program.intake.headings import ID, ROTUNDA_ID, Column, Target, match
from program.intake.intake import Difference, Outcome
from program.intake.known import Known
from program.intake.people import fixed_id
from program.intake.references import Names, Unread, pointed
from program.intake.table import Row, Table
from program.intake.values import NOT_IN_CELLS, Understanding
from program.intake.vocabulary import REGISTER_HEADINGS
from program.names import counted
from program.program import Program
from program.records import KINDS, Kind, Record, RecordKind, kind_of, new_id, title_of
from program.surveys import ITEMS, SCALES
from program.trouble import Cancelled, Trouble
from program.validity import cleaned, problems

_WATCH = 200  # rows between two looks at whether to stop

#: Whose placement it is and when, where a kind is about a placement: two columns that name it together.
MENTEE, CYCLE = "placement.person", "placement.cycle"

#: Kinds that come in as files: those with a register. People and placements have ways of their own.
IMPORTED: tuple[str, ...] = (
    "goal", "rating", "critical_role", "nomination", "readiness", "event", "checkpoint", "recommendation",
    "performance", "answers", "meeting", "decision", "action", "risk", "target", "baseline", "review", "story",
    "cohort", "cycle", "host", "track", "theme", "skill", "project", "preference", "chemistry", "conflict", "absence",
    "quality", "calibration", "capture", "attendance", "concern", "level", "code", "acknowledgement", "consent",
    "retention",
)  # fmt: skip


class RecordSettings(msgspec.Struct, frozen=True):
    """How a table is to be understood: as which kind of record, and which heading is which field."""

    kind: str
    today: date
    mapping: tuple[tuple[str, str], ...]  # heading and target key; an empty key is a column not imported
    day_first: bool | None = None  # for columns that do not settle it themselves; None: not said yet

    def map(self, heading: str, target: str) -> RecordSettings:
        """These settings with a heading taken for another target; whichever had that target before loses it."""
        mapping = tuple(
            (name, target if name == heading else "" if key == target else key) for name, key in self.mapping
        )
        return msgspec.structs.replace(self, mapping=mapping)


class RecordProblem(msgspec.Struct, frozen=True):
    """What of a row could not be taken over, in words that say what to do; `left_out`: at the price of the whole row.

    The words may quote the file; they are for the user's eyes and never for a log.
    """

    row: int
    column: str
    words: str
    left_out: bool


class RecordEntry(msgspec.Struct, frozen=True):
    """One row and what becomes of it; `after` is None for a row that is left out."""

    row: int
    outcome: Outcome
    before: Record | None = None
    after: Record | None = None


class RecordIntake:
    """What importing a table would do. Nothing has been done yet."""

    def __init__(
        self, program: Program, entries: tuple[RecordEntry, ...], found: tuple[RecordProblem, ...], change: Change
    ) -> None:
        self.entries = entries
        self.problems = found
        self.change = change
        self._before = program
        self._after: Program | None = None

    def count(self, outcome: Outcome) -> int:
        """How many rows come out so."""
        return sum(entry.outcome is outcome for entry in self.entries)

    @property
    def added(self) -> tuple[Record, ...]:
        """What the file names that was not in the book, and comes with its rows: skills, cohorts and the like."""
        own = {id(entry.after) for entry in self.entries}
        return tuple(pair.after for pair in self.change.pairs if pair.after is not None and id(pair.after) not in own)

    @property
    def asks_for_day_first(self) -> bool:
        """Whether some dates can only be read once the user says if the day or the month comes first."""
        return any("the day or the month first" in problem.words for problem in self.problems)

    @property
    def after(self) -> Program:
        """The program as it would be."""
        if self._after is None:
            self._after = self._before.apply(self.change)
        return self._after

    def differences(self, entry: RecordEntry) -> tuple[Difference, ...]:
        """What changes in one record, field by field; for a new one everything that is said."""
        if entry.after is None:
            return ()
        found = []
        for spec in kind_of(entry.after).fields:
            was = getattr(entry.before, spec.name) if entry.before is not None else spec.default
            now = getattr(entry.after, spec.name)
            if was != now:
                before = self._before.worded(spec.kind, spec.ref, was) if was else ""
                found.append(Difference(spec.label, before, self.after.worded(spec.kind, spec.ref, now)))
        return tuple(found)


# ---- headings ------------------------------------------------------------------------------------------------------


def record_targets(kind: RecordKind) -> tuple[Target, ...]:
    """Everything a column can be taken for in a table of this kind, fields first as a form shows them."""
    found = [
        Target(spec.name, spec.label, spec.kind, spec, _others(kind, spec.name))
        for spec in kind.fields
        if spec.kind not in NOT_IN_CELLS
    ]
    if _by_pair(kind):
        found.append(Target(MENTEE, "Mentee", also=("person", "name", "participant", "email", "who")))
        found.append(Target(CYCLE, "Cycle", also=REGISTER_HEADINGS["cycle"]))
    return (*found, Target(ID, ROTUNDA_ID))


def record_columns(table: Table, kind: RecordKind) -> tuple[Column, ...]:
    """What each column of a table is taken for at first sight."""
    return match(table, (), record_targets(kind))


def suggest_records(table: Table, kind: str, today: date, day_first: bool | None = None) -> RecordSettings:
    """Sensible settings for a table of this kind of record."""
    mapping = tuple((column.heading, column.target) for column in record_columns(table, KINDS[kind]))
    return RecordSettings(kind, today, mapping, day_first)


def _by_pair(kind: RecordKind) -> bool:
    names = {spec.name for spec in kind.fields}
    return "placement" in names and "person" not in names


def _others(kind: RecordKind, name: str) -> tuple[str, ...]:
    if name in ITEMS:
        place = ITEMS.index(name)
        asked = [scale.items[place].words for scale in SCALES.values() if place < scale.number]
        return (f"q{place + 1}", f"question {place + 1}", f"{place + 1}", *asked)
    return (name, *REGISTER_HEADINGS.get(name, ()))


def _check(kind: RecordKind, mapping: tuple[tuple[str, str], ...]) -> None:
    """Raises Trouble when two columns are taken for one field, or a field that must be there has none."""
    labels = {target.key: target.label for target in record_targets(kind)}
    taken = [key for _, key in mapping if key]
    for key in taken:
        if taken.count(key) > 1:
            raise Trouble(f"Two columns are taken for “{labels[key]}”.", "Nothing was imported.", "Choose one of them.")
    given = set(taken) | ({"placement"} if {MENTEE, CYCLE} <= set(taken) else set())
    missing = [spec.label for spec in kind.fields if spec.required and spec.name not in given]
    if missing and ID not in given:
        more = " Or call two of them “Mentee” and “Cycle”." if _by_pair(kind) and "placement" not in given else ""
        raise Trouble(
            f"No column says: {', '.join(missing)}.",
            "Nothing was imported.",
            f"Choose the columns that hold it, or name them so in the file.{more}",
        )


# ---- rows ----------------------------------------------------------------------------------------------------------


def prepare_records(
    table: Table,
    program: Program,
    settings: RecordSettings,
    seed: str = "preview",
    cancelled: Callable[[], bool] = lambda: False,
) -> RecordIntake:
    """Works out what the import would do; the same `seed` gives new records the same ids.

    Cells of fields that need not be there and cannot be read leave their field alone; all other mistakes leave their
    row out. Raises Cancelled, and Trouble when the mapping lacks a field or has one twice.
    """
    kind = KINDS[settings.kind]
    _check(kind, settings.mapping)
    rows = _Rows(table, program, settings, seed)
    entries = []
    for count, row in enumerate(table.rows):
        if count % _WATCH == 0 and cancelled():
            raise Cancelled
        entries.append(rows.entry(row))
    entries = list(rows.possible(entries))
    if cancelled():
        raise Cancelled
    found = tuple(sorted(rows.problems, key=lambda problem: problem.row))
    return RecordIntake(program, tuple(entries), found, rows.change(entries))


class _Rows:
    """Reads rows into records, one after the other."""

    def __init__(self, table: Table, program: Program, settings: RecordSettings, seed: str) -> None:
        self.problems: list[RecordProblem] = []
        self._table, self._program, self._seed = table, program, seed
        self._kind = KINDS[settings.kind]
        self._names = Names(program, seed)
        self._reading = Understanding(self._names, settings.today, table.facts.decimal, settings.day_first)
        wanted = {target.key: target for target in record_targets(self._kind)}
        mapping = dict(settings.mapping)
        self._columns = [
            (at, heading, wanted[mapping[heading]])
            for at, heading in enumerate(table.headings)
            if mapping.get(heading, "") in wanted
        ]
        self._day_first = {
            at: settle(row.cells[at] for row in table.rows)
            for at, _, target in self._columns
            if target.kind is Kind.DATE
        }
        given = {target.key for _, _, target in self._columns}
        given |= {"placement"} if {MENTEE, CYCLE} <= given else set()
        self._known = Known(self._kind, program.of(self._kind.cls).values(), given)

    def entry(self, row: Row) -> RecordEntry:
        """What a row says, and of which record."""
        values, sound = self._values(row)
        id_ = str(values.pop(ID, ""))
        before = self._known.by_id(id_) if id_ else None
        if before is None and sound:
            before, earlier = self._known.meet(values, row.number)
            if earlier:
                return self._left_out(row, "", f"The row is about the same as row {earlier:,}.")
        missing = [spec for spec in self._kind.fields if spec.required and before is None and not values.get(spec.name)]
        if sound and missing:
            words = ", ".join(spec.label for spec in missing)
            return self._left_out(row, "", f"The row does not say: {words}.")
        if not sound:
            return RecordEntry(row.number, Outcome.LEFT_OUT)
        if before is None:
            made = cleaned(self._kind.cls(fixed_id(self._seed, str(row.number)), **values))
            return RecordEntry(row.number, Outcome.NEW, None, made)
        changed = {name: value for name, value in values.items() if not _same(value, getattr(before, name))}
        after = cleaned(msgspec.structs.replace(before, **changed)) if changed else before
        return RecordEntry(row.number, Outcome.CHANGED if after != before else Outcome.UNCHANGED, before, after)

    def possible(self, entries: list[RecordEntry]) -> Iterator[RecordEntry]:
        """The rows, without those whose record cannot be kept as it stands."""
        after = self._program.apply(self.change(entries))
        for entry in entries:
            touched = entry.after is not None and entry.after != entry.before
            wrong = problems(after, entry.after) if entry.after is not None and touched else []
            for each in wrong:
                self.problems.append(RecordProblem(entry.row, each.label, f"{each.label} {each.words}.", True))
            yield RecordEntry(entry.row, Outcome.LEFT_OUT, entry.before) if wrong else entry

    def change(self, entries: list[RecordEntry]) -> Change:
        """The rows as one change, after whatever was newly named in them."""
        made = pairs((entry.before, entry.after) for entry in entries if entry.after is not None)
        name = self._table.facts.name
        if not made:
            return Change(f"Nothing new in {name}", ())
        used = {id_ for pair in made if pair.after is not None for id_ in pointed(pair.after)}
        fresh = tuple(Pair(None, item) for id_, item in self._names.new.items() if id_ in used)
        new = sum(pair.before is None for pair in made)
        one, many = self._kind.one.lower(), self._kind.many.lower()
        title = f"Import {counted(new, one, many)} from {name}"
        if changed := len(made) - new:
            update = f"Update {counted(changed, one, many)}"
            title = f"{update} and add {new:,} from {name}" if new else f"{update} from {name}"
        return Change(title, (*fresh, *made))

    def _values(self, row: Row) -> tuple[dict[str, Any], bool]:
        """What the cells say, by field, and whether the row can be kept as far as its cells go."""
        values: dict[str, Any] = {}
        pair: dict[str, str] = {}
        sound = True
        for at, heading, target in self._columns:
            cell = row.cells[at]
            if target.key in (MENTEE, CYCLE, ID):
                (values if target.key == ID else pair)[target.key] = str(cell).strip()
                continue
            assert target.field is not None
            if self._reading.says_nothing(target.field, cell):
                continue
            try:
                values[target.key] = self._reading.read(target.field, cell, self._day_first.get(at))
            except Unread as unread:
                sound = self._note(row, heading, unread.words, target.field.required) and sound
        if pair.get(MENTEE) and pair.get(CYCLE) and "placement" not in values:
            try:
                values["placement"] = self._names.placed(pair[MENTEE], pair[CYCLE])
            except Unread as unread:
                required = self._kind.field("placement").required
                sound = self._note(row, "", unread.words, required) and sound
        return values, sound

    def _note(self, row: Row, heading: str, words: str, required: bool) -> bool:
        self.problems.append(RecordProblem(row.number, heading, words, required))
        return not required

    def _left_out(self, row: Row, heading: str, words: str) -> RecordEntry:
        self.problems.append(RecordProblem(row.number, heading, words, True))
        return RecordEntry(row.number, Outcome.LEFT_OUT)


def _same(value: Any, held: Any) -> bool:
    if isinstance(value, str) and isinstance(held, str):
        return " ".join(value.split()) == " ".join(held.split())
    return bool(value == held)


class ImportRecords(msgspec.Struct, frozen=True):
    """Import a table of records as the settings say; worked out afresh on the program that is there when it is done."""

    bulky: ClassVar[bool] = True  # worth a backup before it is done

    table: Table
    settings: RecordSettings
    seed: str = msgspec.field(default_factory=new_id)

    def change(self, program: Program) -> Change:
        """Raises Trouble when the mapping lacks a field or has one twice."""
        return prepare_records(self.table, program, self.settings, self.seed).change


def named_anew(items: Iterable[Record]) -> str:
    """ "New: Sailing (skill), Diving (skill)"; empty when there is nothing new."""
    words = [f"{title_of(item)} ({kind_of(item).one.lower()})" for item in items]
    more = f" and {len(words) - 5:,} more" if len(words) > 5 else ""
    return f"New: {', '.join(words[:5])}{more}" if words else ""


def outcomes(intake: RecordIntake) -> Mapping[Outcome, int]:
    """How many rows come out in which way, without those in which none does."""
    return {outcome: number for outcome in Outcome if (number := intake.count(outcome))}
