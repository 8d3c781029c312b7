"""How the rotation stands, for a reader who knows no person: cycles, seats, and people by cohort and stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from program import rules
from program.differencing import following
from program.metrics.figure import Scope
from program.metrics.taking_part import empty_places
from program.program import Program
from program.records import ACTIVE, SETTLED, Cohort, Cycle, Decision, Host, Lifecycle, Person, Role, Tier
from program.suppression import Table, table
from program.views_pack_parts import Board, CycleLine, HostLine
from program.views_reader import Reader

_MOST_HOSTS = 18
_BEFORE = 370  # days for which cycles that are over are still told
_NONE = "No cohort"


class Census(msgspec.Struct, frozen=True):
    """Mentees by cohort and stage as they were, for the lead's book only: the next table is judged against it."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    on: date


class Published(msgspec.Struct, frozen=True):
    """The table of people that was published last, the day it shows, and what stood behind it."""

    table: Table
    on: date
    census: Census


class Behind(msgspec.Struct, frozen=True):
    """What stood behind a pack's counts of people: of its table, and of its groups compared. For the book only."""

    people: Published | None = None
    groups: tuple[Census, ...] = ()


def board(program: Program, until: date, least: int, cohort: str = "", known: frozenset[str] | None = None) -> Board:
    """The cycles of the year before `until` and all after, hosts and seats; of one cohort where it is given. Where
    `known` is given, only those hosts are named."""
    reader = Reader(program, Tier.AGGREGATE)
    series = program.series(cohort) if cohort else None
    first = until - timedelta(days=_BEFORE)
    cycles = [cycle for cycle in program.cycles if (series is None or cycle.id in series) and cycle.end >= first]
    people = {
        person.id for person in program.people(Role.MENTEE) if person.status in ACTIVE and cohort in ("", person.cohort)
    }
    missing = _missing(program, until, cohort, people)
    hosts = sorted(program.of(Host).values(), key=lambda host: (-host.seats, host.name.casefold(), host.id))
    named = [host for host in hosts if known is None or host.id in known]
    shown = tuple(
        HostLine(reader.words(host, "name"), reader.words(host, "function"), host.seats) for host in named[:_MOST_HOSTS]
    )
    lines = tuple(_cycle(reader, cycle, cohort, missing[cycle.id], hosts, least) for cycle in cycles)
    return Board(lines, shown, len(hosts) - len(shown))


def _missing(program: Program, until: date, cohort: str, people: set[str]) -> Counter[str]:
    """How many places are empty in each cycle: of those that began as the figure counts them, of those to come as the
    rules do."""
    ahead = {cycle.id for cycle in program.cycles if cycle.start > until}
    found = Counter(id_ for _, id_ in empty_places(program, Scope(until, None, cohort)))
    found.update(each.cycle for each in rules.unplaced(program) if each.person in people and each.cycle in ahead)
    return found


def _cycle(
    reader: Reader, cycle: Cycle, cohort: str, missing: int, hosts: Sequence[Host], least: int
) -> CycleLine:
    program = reader.program
    everybody = program.of(Person).values()
    rows = (program.plan.at(person.id, cycle.id) for person in everybody if cohort in ("", person.cohort))
    placed = [placement for placement in rows if placement is not None]
    expected = len(placed) + missing
    enough = expected >= least
    return CycleLine(
        name=reader.words(cycle, "name"),
        start=cycle.start,
        end=cycle.end,
        stage=reader.words(cycle, "stage"),
        placed=len(placed) if enough else None,
        expected=expected if enough else None,
        approved=sum(placement.state in SETTLED for placement in placed) if enough else None,
        seats=sum(host.seats for host in hosts if host.open_in(cycle)),
        exceptions=sum(cycle.id in each.cycles and each.on is not None for each in program.of(Decision).values()),
    )


def census(program: Program, cohort: str, on: date) -> Census:
    """The mentees by cohort and stage."""
    people = [p for p in program.people(Role.MENTEE) if p.status in ACTIVE and cohort in ("", p.cohort)]
    counts = Counter((program.title(Cohort, person.cohort) or _NONE, person.status) for person in people)
    there = sorted({row for row, _ in counts}, key=lambda name: (name == _NONE, name.casefold()))
    columns = tuple(each for each in Lifecycle if each in ACTIVE)
    grid = tuple(tuple(counts[row, column] for column in columns) for row in there)
    return Census(tuple(there), tuple(each.label for each in columns), grid, on)


def people_table(now: Census, last: Published | None, least: int) -> tuple[Table, date]:
    """The table to publish and the day it shows (see `following_table`)."""
    made = following_table(now, last, least)
    return made.table, made.on


def following_table(now: Census, last: Published | None, least: int) -> Published:
    """The table to publish and what stands behind it: the very last one again where too few have moved, or where both
    together would tell too much."""
    if last is None:
        return Published(table(now.rows, now.columns, now.counts, least), now.on, now)
    rows = (*now.rows, *(row for row in last.census.rows if row not in now.rows))
    columns = (*now.columns, *(column for column in last.census.columns if column not in now.columns))
    here = _spread(now, rows, columns)
    if not moved(last.census, now):
        return Published(last.table, now.on, now)
    before = _widened(last.table, last.census, rows, columns)
    made = following(before, rows, columns, here, moved(last.census, now), least)
    return last if made is before else Published(made, now.on, now)


def moved(before: Census, now: Census) -> int:
    """How many people must have come, gone or moved at least. Nobody is known here but counts."""
    rows, columns = dict.fromkeys((*before.rows, *now.rows)), dict.fromkeys((*before.columns, *now.columns))
    new, old = _spread(now, tuple(rows), tuple(columns)), _spread(before, tuple(rows), tuple(columns))
    steps = [a - b for here, there in zip(new, old, strict=True) for a, b in zip(here, there, strict=True)]
    return max(sum(step for step in steps if step > 0), -sum(step for step in steps if step < 0))


def _spread(census: Census, rows: Sequence[str], columns: Sequence[str]) -> list[list[int]]:
    """The counts over more categories than they had; of those there were none."""
    there = {
        (row, column): count
        for row, line in zip(census.rows, census.counts, strict=True)
        for column, count in zip(census.columns, line, strict=True)
    }
    return [[there.get((row, column), 0) for column in columns] for row in rows]


def _widened(told: Table, census: Census, rows: Sequence[str], columns: Sequence[str]) -> Table:
    """The table that was published, with a line of zeros for each category that came since: everybody knows that."""
    fresh_rows = tuple((row,) for row in rows if row not in census.rows)
    fresh_columns = tuple((column,) for column in columns if column not in census.columns)
    inner = told.inner
    if inner:
        inner = tuple((*row, *(0 for _ in fresh_columns)) for row in inner)
        inner += tuple((0,) * (len(told.columns) + len(fresh_columns)) for _ in fresh_rows)
    return Table(
        (*told.rows, *fresh_rows),
        (*told.columns, *fresh_columns),
        inner,
        (*told.row_sums, *(0 for _ in fresh_rows)),
        (*told.column_sums, *(0 for _ in fresh_columns)),
        told.total,
    )
