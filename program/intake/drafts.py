"""Rows become drafts of people: every cell understood, or noted as a problem."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from program.intake.cells import (
    Employment,
    is_blank,
    read_choice,
    read_integer,
    read_roles,
    read_status,
    read_strengths,
    read_yes_no,
    words,
)
from program.intake.dates import Unclear, read_date, settle
from program.intake.headings import CUSTOM, FIRST, FURTHER, ID, LAST, Target, targets
from program.intake.problems import Choice, Concern, Ledger
from program.intake.settings import Settings
from program.intake.table import Cell, Table
from program.intake.words import plain
from program.records import Field, Kind, Lifecycle, Person
from program.trouble import Cancelled
from program.validity import clean

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "esq", "dr", "cpa"})
_WATCH = 500  # rows between two looks at whether to stop


class Draft:
    """What one row says of one person. `values` holds only what the row settles, by target key."""

    __slots__ = ("row", "values", "custom", "skip", "before", "id")

    def __init__(self, row: int) -> None:
        self.row = row
        self.values: dict[str, Any] = {}
        self.custom: dict[str, str] = {}
        self.skip = False
        self.before: Person | None = None
        self.id = ""

    @property
    def name(self) -> str:
        """The name, which may come from the book."""
        return str(self.values.get("name") or (self.before.name if self.before is not None else ""))

    def take_in(self, other: Draft) -> None:
        """Adds what another row of the same person says beyond this one."""
        self.values = {**other.values, **self.values}
        self.custom = {**other.custom, **self.custom}


Reader = Callable[[Draft, Cell], None]


def read_rows(table: Table, settings: Settings, ledger: Ledger, cancelled: Callable[[], bool]) -> list[Draft]:
    """A draft for every row of the table. Raises Cancelled."""
    known = {target.key: target for target in targets()}
    readers: list[tuple[int, Reader]] = []
    mapping = dict(settings.mapping)
    for at, heading in enumerate(table.headings):
        target = known.get(mapping.get(heading, ""))
        if target is not None:
            readers.append((at, _Column(table, at, target, settings, ledger).reader()))
    shifted = {remark.row for remark in table.remarks if remark.kind == "shifted"}
    drafts = []
    for count, row in enumerate(table.rows):
        if count % _WATCH == 0 and cancelled():
            raise Cancelled
        draft = Draft(row.number)
        if row.number in shifted:
            sentence = "The row has more cells than there are headings; cells may have shifted."
            draft.skip = ledger.note(Concern.SHIFTED_ROW, row.number, "", sentence) is Choice.SKIP
        for at, read in readers:
            read(draft, row.cells[at])
        _join_name(draft)
        drafts.append(draft)
    return drafts


class _Column:
    """Reads the cells of one column into drafts."""

    def __init__(self, table: Table, at: int, target: Target, settings: Settings, ledger: Ledger) -> None:
        self.heading = table.headings[at]
        self.key = target.key
        self.target = target
        self.settings = settings
        self.ledger = ledger
        self.decimal = table.facts.decimal
        self.day_first: bool | None = None
        if target.kind is Kind.DATE:
            settled = settle(row.cells[at] for row in table.rows)
            self.day_first = settings.day_first if settled is None else settled
        cells = [row.cells[at] for row in table.rows]
        # "Ruiz, Ana" all the way down; and numbers that a spreadsheet gave a decimal on their way to text. Files that
        # Rotunda wrote itself, which have its ID, mean what they say.
        foreign = all(key != ID for _, key in settings.mapping)
        self.turned = foreign and self.key == "name" and _mostly(cells, lambda text: _turned(text) != text)
        self.pointed = (
            foreign
            and self.key == "number"
            and all(not isinstance(cell, str) or not cell or cell.endswith(".0") for cell in cells)
        )

    def reader(self) -> Reader:
        """The function that reads one cell."""
        how: dict[str, Reader] = {
            "name": self.name,
            "status": self.status,
            CUSTOM: self.custom,
            "number": self.number,
        }
        by_kind: dict[Kind, Reader] = {
            Kind.EMAIL: self.email,
            Kind.DATE: self.date,
            Kind.YES_NO: self.yes_no,
            Kind.INTEGER: self.integer,
            Kind.CHOICE: self.choice,
            Kind.CHOICES: self.roles,
            Kind.STRENGTHS: self.strengths,
        }
        read = how.get(self.key) or by_kind.get(self.target.kind, self.text)
        literal = self.key in {"name", FIRST, LAST, CUSTOM, ID} or self.target.kind is Kind.LONG_TEXT

        field = self.target.field
        free = self.target.kind is Kind.TEXT
        # Without a status somebody is still where they were in the program.
        clears = self.settings.clear and field is not None and not field.required and self.key != "status"

        def unless_blank(draft: Draft, cell: Cell) -> None:
            if cell == "" or (not literal and isinstance(cell, str) and is_blank(cell, free=free)):
                if clears:
                    draft.values[self.key] = field.default if field is not None else None
            else:
                read(draft, cell)

        return unless_blank

    def note(self, draft: Draft, concern: Concern, sentence: str) -> Choice:
        choice = self.ledger.note(concern, draft.row, self.heading, sentence)
        if choice is Choice.SKIP:
            draft.skip = True
        return choice

    # ---- one method per kind of value -------------------------------------------------------------------------

    def name(self, draft: Draft, cell: Cell) -> None:
        text = clean(" ".join(words(cell).split()))
        self._fit(draft, _turned(text) if self.turned else text, self.target.field)

    def number(self, draft: Draft, cell: Cell) -> None:
        text = clean(words(cell))
        self._fit(draft, text.removesuffix(".0") if self.pointed else text, self.target.field)

    def text(self, draft: Draft, cell: Cell) -> None:
        lines = self.target.kind is Kind.LONG_TEXT
        text = words(cell)
        self._fit(draft, clean(text, lines=True) if lines else clean(" ".join(text.split())), self.target.field)

    def _fit(self, draft: Draft, text: str, spec: Field | None) -> None:
        limit = spec.limit if spec is not None else 99  # a part of a name
        if len(text) > limit:
            sentence = f"The text has {len(text):,} characters; {limit:,} is the most."
            if self.note(draft, Concern.TOO_LONG, sentence) is not Choice.INSTEAD:
                return
            text = text[:limit].rstrip()
        draft.values[self.key] = text

    def email(self, draft: Draft, cell: Cell) -> None:
        text = clean(words(cell)).removeprefix("mailto:")
        if text.endswith(">") and "<" in text:
            text = text[text.index("<") + 1 : -1].strip()
        if text.count("@") != 1 or " " in text or text.startswith("@"):
            self.note(draft, Concern.UNKNOWN_VALUE, f"“{_short(text)}” is no e-mail address.")
        else:
            self._fit(draft, text, self.target.field)

    def date(self, draft: Draft, cell: Cell) -> None:
        found = read_date(cell, self.day_first, self.settings.today)
        if isinstance(found, date):
            draft.values[self.key] = found
        elif found is Unclear.AMBIGUOUS:
            self.note(draft, Concern.AMBIGUOUS_DATE, f"“{cell}” could have the day or the month first.")
        else:
            self.note(draft, Concern.IMPOSSIBLE_DATE, f"“{_short(words(cell))}” is no date that there is.")

    def yes_no(self, draft: Draft, cell: Cell) -> None:
        found = read_yes_no(words(cell))
        if found is None:
            self.note(draft, Concern.UNKNOWN_VALUE, f"“{_short(words(cell))}” is neither yes nor no.")
        else:
            draft.values[self.key] = found

    def integer(self, draft: Draft, cell: Cell) -> None:
        found = read_integer(cell, self.decimal)
        spec = self.target.field
        if found is None or spec is None or not spec.least <= found <= spec.limit:
            most = f" from {spec.least} to {spec.limit}" if spec is not None else ""
            self.note(draft, Concern.UNKNOWN_VALUE, f"“{_short(words(cell))}” is no whole number{most}.")
        else:
            draft.values[self.key] = found

    def choice(self, draft: Draft, cell: Cell) -> None:
        assert self.target.field is not None and self.target.field.choices is not None
        found = read_choice(self.target.field.choices, words(cell))
        if found is None:
            self.note(draft, Concern.UNKNOWN_VALUE, f"“{_short(words(cell))}” is none of the choices.")
        else:
            draft.values[self.key] = found

    def status(self, draft: Draft, cell: Cell) -> None:
        found: Lifecycle | Employment | None = read_status(words(cell))
        if found is None:
            self.note(draft, Concern.UNKNOWN_STATUS, f"“{_short(words(cell))}” is no status known here.")
        else:
            draft.values[self.key] = found

    def roles(self, draft: Draft, cell: Cell) -> None:
        found, unknown = read_roles(words(cell))
        for part in unknown:
            self.note(draft, Concern.UNKNOWN_VALUE, f"“{_short(part)}” is no role known here.")
        if found or not unknown:
            draft.values[self.key] = found

    def strengths(self, draft: Draft, cell: Cell) -> None:
        found, wrong = read_strengths(words(cell))
        for skill in wrong:
            self.note(draft, Concern.UNKNOWN_VALUE, f"The weight of “{_short(skill)}” is not from 1 to 5.")
        if found or not wrong:
            draft.values[self.key] = found

    def custom(self, draft: Draft, cell: Cell) -> None:
        draft.custom[self.heading.removeprefix(FURTHER)] = clean(words(cell), lines=True)


def _join_name(draft: Draft) -> None:
    parts = [draft.values.pop(FIRST, ""), draft.values.pop(LAST, "")]
    if "name" not in draft.values and any(parts):
        draft.values["name"] = " ".join(filter(None, parts))


def _mostly(cells: list[Cell], test: Callable[[str], bool]) -> bool:
    texts = [cell for cell in cells if isinstance(cell, str) and cell]
    return bool(texts) and 2 * sum(map(test, texts)) > len(texts)


def _turned(name: str) -> str:
    """ "Ana Ruiz" for "Ruiz, Ana"; what stands after the comma may also be a title, and then nothing turns."""
    last, comma, first = name.partition(",")
    if not comma or "," in first or not first.strip() or not last.strip() or plain(first).replace(" ", "") in _SUFFIXES:
        return name
    return f"{first.strip()} {last.strip()}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
