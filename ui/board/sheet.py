"""What lies where on the board: rows, columns and cards of one present in one look. No Qt, so it reads as text.

Every cell holds at most one card. A host therefore has as many lanes (rows under one name) as it has people in its
fullest cycle and one more while a seat is left, and so has a mentor; a free lane is a free seat, drawn where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum

import msgspec

from program.program import Program
from program.records import ACTIVE, Cohort, Cycle, Host, Lifecycle, Person, Placement, Role, Track
from program.rules import unplaced_of
from program.views import exposure
from ui.board.look import ALL, NEWEST, Group, Look, Rows

Cell = tuple[int, int]  # row, column

LOOSE = "loose"
"""The key of the row for cards that have no host, or no mentor, yet."""


class Row(msgspec.Struct, frozen=True):
    """One row. `key` is the record's id, empty for a heading; `lane` counts the rows under one key from 0."""

    key: str
    title: str
    words: str = ""
    lane: int = 0
    group: str = ""

    @property
    def heading(self) -> bool:
        """Whether this row is the heading of a group."""
        return not self.key


class Gap(Enum):
    """Why a cell has no card."""

    FREE = "free"  # someone belongs here and has no place; or a seat is left
    AWAY = "away"
    OTHER_COHORT = "another cohort's cycle"
    INACTIVE = "does not take part"
    CLOSED = "closed"
    NONE = ""  # there is no such seat


class Tally(msgspec.Struct, frozen=True):
    """A part of a whole: functions met of those wanted, seats taken of those there are, mentees of the capacity."""

    part: int
    whole: int
    words: str


class Sheet:
    """The board of one present in one look. Everything is worked out when asked for, and once.

    `rows` are handed in where they are known to be right, or where a model goes from one layout to the next by steps.
    """

    def __init__(self, program: Program, look: Look, rows: tuple[Row, ...] | None = None) -> None:
        self.program = program
        self.look = look
        self.cohort = chosen_cohort(program, look.cohort)
        series = program.series(self.cohort)
        self.columns: tuple[Cycle, ...] = tuple(c for c in program.cycles if not self.cohort or c.id in series)
        self._column = {cycle.id: place for place, cycle in enumerate(self.columns)}
        self._lanes: dict[tuple[str, str], tuple[Placement, ...]] = {}
        self._sums: dict[Cell, str] = {}
        self._empty: dict[str, frozenset[str]] = {}
        self.rows: tuple[Row, ...] = tuple(self._laid_out()) if rows is None else rows
        self._row = {(row.key, row.lane): place for place, row in enumerate(self.rows) if row.key}
        self.keys: tuple[str, ...] = tuple(dict.fromkeys(row.key for row in self.rows if row.key))
        self._groups: dict[str, tuple[str, ...]] | None = None

    # ---- cards ---------------------------------------------------------------------------------------------------

    def card(self, row: int, column: int) -> Placement | None:
        """The placement in a cell."""
        where = self.rows[row]
        if where.heading or not 0 <= column < len(self.columns):
            return None
        cycle = self.columns[column].id
        if self.look.rows is Rows.MENTEE:
            return self.program.plan.at(where.key, cycle)
        cards = self.lanes(where.key, cycle)
        return cards[where.lane] if where.lane < len(cards) else None

    def lanes(self, key: str, cycle: str) -> tuple[Placement, ...]:
        """The cards of one host or mentor in one cycle, by name of the mentee."""
        if (key, cycle) not in self._lanes:
            plan = self.program.plan
            found: Iterable[Placement]
            if key == LOOSE:
                found = self._loose().get(cycle, ())
            else:
                found = plan.seated(key, cycle) if self.look.rows is Rows.HOST else plan.mentored(key, cycle)
            ordered = sorted(found, key=lambda p: (self.program.title(Person, p.person).casefold(), p.id))
            self._lanes[key, cycle] = tuple(ordered)
        return self._lanes[key, cycle]

    def find(self, placement: Placement) -> Cell | None:
        """Where a card lies; None when this look does not show it."""
        column = self._column.get(placement.cycle)
        if column is None:
            return None
        key, lane = self.key_of(placement), 0
        if self.look.rows is not Rows.MENTEE:
            ids = [card.id for card in self.lanes(key, placement.cycle)]
            lane = ids.index(placement.id) if placement.id in ids else 0
        row = self._row.get((key, lane))
        return None if row is None else (row, column)

    def key_of(self, placement: Placement) -> str:
        """The key of the row a placement lies in."""
        match self.look.rows:
            case Rows.MENTEE:
                return placement.person
            case Rows.HOST:
                return placement.host or LOOSE
            case Rows.MENTOR:
                return placement.mentor or LOOSE

    def row_of(self, key: str, lane: int = 0) -> int | None:
        """The row of a record."""
        return self._row.get((key, lane))

    def column_of(self, cycle: str) -> int | None:
        """The column of a cycle."""
        return self._column.get(cycle)

    def cards(self) -> Iterator[Placement]:
        """Every card on the board, row by row."""
        for row in range(len(self.rows)):
            for column in range(len(self.columns)):
                card = self.card(row, column)
                if card is not None:
                    yield card

    # ---- cells without a card --------------------------------------------------------------------------------------

    def gap(self, row: int, column: int) -> Gap:
        """What an empty cell means."""
        where, cycle = self.rows[row], self.columns[column]
        match self.look.rows:
            case Rows.MENTEE:
                person = self.program.get(Person, where.key)
                if person is None or person.status not in ACTIVE:
                    return Gap.INACTIVE
                if cycle.id not in self.program.series(person.cohort):
                    return Gap.OTHER_COHORT
                return Gap.FREE if cycle.id in self._missing(person) else Gap.AWAY
            case Rows.HOST:
                host = self.program.get(Host, where.key)
                if host is None or not host.open_in(cycle):
                    return Gap.CLOSED
                return Gap.FREE if where.lane < host.seats else Gap.NONE
            case Rows.MENTOR:
                mentor = self.program.get(Person, where.key)
                return Gap.FREE if mentor is not None and where.lane < mentor.capacity else Gap.NONE

    def _missing(self, person: Person) -> frozenset[str]:
        if person.id not in self._empty:
            self._empty[person.id] = frozenset(finding.cycle for finding in unplaced_of(self.program, person))
        return self._empty[person.id]

    def left(self, key: str, cycle: Cycle) -> int:
        """Seats of a host, or mentees a mentor could still take, in one cycle; below 0 when there are too many."""
        if self.look.rows is Rows.HOST:
            host = self.program.get(Host, key)
            room = host.seats if host is not None and host.open_in(cycle) else 0
        else:
            mentor = self.program.get(Person, key)
            room = mentor.capacity if mentor is not None else 0
        return room - len(self.lanes(key, cycle.id))

    # ---- sums ------------------------------------------------------------------------------------------------------

    def tally(self, row: int) -> Tally:
        """The last column: exposure of a mentee, seats taken of a host, load of a mentor."""
        key = self.rows[row].key
        if self.look.rows is Rows.MENTEE:
            met, wanted = len(exposure(self.program, key)), self.program.charter.breadth
            return Tally(met, wanted, met_words(met, wanted))
        taken = sum(len(self.lanes(key, cycle.id)) for cycle in self.columns)
        if key == LOOSE:
            return Tally(taken, taken, f"{taken} without")
        room = taken + sum(max(self.left(key, cycle), 0) for cycle in self.columns)
        what = "seats taken" if self.look.rows is Rows.HOST else "mentees of what was promised"
        return Tally(taken, room, f"{taken} of {room} {what}")

    def group_words(self, row: int, column: int) -> str:
        """What a group's heading says about one cycle: how many are placed, how much room is left."""
        if (row, column) not in self._sums:
            self._sums[row, column] = self._summed(row, column)
        return self._sums[row, column]

    def _summed(self, row: int, column: int) -> str:
        cycle = self.columns[column]
        members = self._members().get(self.rows[row].group, ())
        if self.look.rows is Rows.MENTEE:
            placed = sum(self.program.plan.at(key, cycle.id) is not None for key in members)
            return f"{placed} of {len(members)} placed"
        left = sum(max(self.left(key, cycle), 0) for key in members)
        return f"{left} {'seat' if self.look.rows is Rows.HOST else 'place'}{'' if left == 1 else 's'} left"

    def group_size(self, row: int) -> int:
        """How many stand under a heading."""
        return len(self._members().get(self.rows[row].group, ()))

    def _members(self) -> Mapping[str, tuple[str, ...]]:
        if self._groups is None:
            found: dict[str, list[str]] = {}
            for row in self.rows:
                if row.key and not row.lane:
                    found.setdefault(row.group, []).append(row.key)
            self._groups = {group: tuple(keys) for group, keys in found.items()}
        return self._groups

    # ---- laying out ------------------------------------------------------------------------------------------------

    def _laid_out(self) -> Iterator[Row]:
        match self.look.rows:
            case Rows.MENTEE:
                yield from self._grouped(people_on(self.program, self.cohort, self._column), self._mentee_row)
            case Rows.HOST:
                hosts = sorted(self.program.of(Host).values(), key=lambda host: (host.name.casefold(), host.id))
                yield from self._grouped(hosts, self._host_rows)
                yield from self._loose_rows("No host yet")
            case Rows.MENTOR:
                yield from self._grouped(mentors_on(self.program, self._column), self._mentor_rows)
                yield from self._loose_rows("No mentor yet")

    def _grouped(
        self, items: Iterable[Person] | Iterable[Host], rows: Callable[[Person | Host, str], Iterable[Row]]
    ) -> Iterator[Row]:
        if self.look.group is Group.NONE:
            for item in items:
                yield from rows(item, "")
            return
        groups: dict[str, list[Person | Host]] = {}
        for item in items:
            groups.setdefault(self._group_of(item), []).append(item)
        for name in sorted(groups, key=lambda name: (not name, name.casefold())):
            title = name or f"No {self.look.group.label.lower()}"
            yield Row("", title, group=title)
            for item in groups[name]:
                yield from rows(item, title)

    def _group_of(self, item: Person | Host) -> str:
        match self.look.group:
            case Group.TRACK if isinstance(item, Person):
                return self.program.title(Track, item.track)
            case Group.COHORT if isinstance(item, Person):
                return self.program.title(Cohort, item.cohort)
            case Group.FUNCTION if isinstance(item, Host):
                return item.function
        return item.unit

    def _mentee_row(self, item: Person | Host, group: str) -> Iterable[Row]:
        assert isinstance(item, Person)
        return (Row(item.id, item.name, described(item), group=group),)

    def _host_rows(self, item: Person | Host, group: str) -> Iterable[Row]:
        assert isinstance(item, Host)
        words = f"{item.seats} {'seat' if item.seats == 1 else 'seats'} a cycle"
        return self._lane_rows(item, words, item.seats, group)

    def _mentor_rows(self, item: Person | Host, group: str) -> Iterable[Row]:
        assert isinstance(item, Person)
        words = f"takes {item.capacity} a cycle" + (f" · {item.unit}" if item.unit else "")
        return self._lane_rows(item, words, item.capacity, group)

    def _loose_rows(self, title: str) -> Iterator[Row]:
        lanes = max((len(self.lanes(LOOSE, cycle.id)) for cycle in self.columns), default=0)
        if lanes and self.look.group is not Group.NONE:
            yield Row("", title, group=title)
        for lane in range(lanes):
            yield Row(LOOSE, title, "drag them to where they belong", lane, title)

    def _loose(self) -> Mapping[str, list[Placement]]:
        """The cards without a host, or without a mentor, by cycle."""

        def make() -> dict[str, list[Placement]]:
            found: dict[str, list[Placement]] = {}
            for placement in self.program.of(Placement).values():
                if self.key_of(placement) == LOOSE:
                    found.setdefault(placement.cycle, []).append(placement)
            return found

        return self.program.index(f"loose by {self.look.rows}", (Placement,), make)

    def _lane_rows(self, item: Person | Host, words: str, room: int, group: str) -> Iterable[Row]:
        fullest = max((len(self.lanes(item.id, cycle.id)) for cycle in self.columns), default=0)
        lanes = max(fullest, min(room, fullest + 1), 1)
        return (Row(item.id, item.name, words, lane, group) for lane in range(lanes))


def chosen_cohort(program: Program, wanted: str) -> str:
    """The cohort id to show, or "" for all: the wanted one while it is there, else the one that started last.

    With no more than one cohort there is nothing to choose, and everyone is shown.
    """
    cohorts = program.of(Cohort)
    if wanted == ALL or (wanted not in cohorts and len(cohorts) < 2):
        return ""
    if wanted != NEWEST and wanted in cohorts:
        return wanted
    peopled = {person.cohort for person in program.people(Role.MENTEE)}
    found = [cohort for cohort in cohorts.values() if cohort.id in peopled]
    newest = max(found, key=lambda cohort: (str(cohort.start or ""), cohort.name), default=None)
    return newest.id if newest is not None else ""


def people_on(program: Program, cohort: str, cycles: Mapping[str, int]) -> list[Person]:
    """The mentees of a cohort ("" for all) who take part, and whoever else is placed in these cycles, by name."""
    found = {person.id: person for person in program.people(Role.MENTEE) if person.status in ACTIVE}
    for id_ in program.plan.people():
        if id_ not in found and not cycles.keys().isdisjoint(program.plan.row(id_)):
            person = program.get(Person, id_)
            if person is not None:
                found[id_] = person
    wanted = (person for person in found.values() if not cohort or person.cohort == cohort)
    return sorted(wanted, key=lambda person: (person.name.casefold(), person.id))


def mentors_on(program: Program, cycles: Mapping[str, int]) -> list[Person]:
    """Mentors who take part, and whoever else mentors somebody in these cycles, by name."""
    found = {person.id: person for person in program.people(Role.MENTOR) if person.status in ACTIVE}
    for placement in program.of(Placement).values():
        if placement.mentor and placement.mentor not in found and placement.cycle in cycles:
            person = program.get(Person, placement.mentor)
            if person is not None:
                found[person.id] = person
    return sorted(found.values(), key=lambda person: (person.name.casefold(), person.id))


def met_words(met: int, wanted: int) -> str:
    """ "3 of 6 functions met", "8 functions met, 6 wanted"."""
    return f"{met} of {wanted} functions met" if met <= wanted else f"{met} functions met, {wanted} wanted"


def described(person: Person) -> str:
    """ "Finance · Director", and that someone no longer takes part."""
    gone = person.status.label if person.status in (Lifecycle.LEFT, Lifecycle.DECLINED) else ""
    return " · ".join(part for part in (person.unit, person.title or person.level, gone) if part)
