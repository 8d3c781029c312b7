"""Declarations, tables and plain statements say the same, and rows come back as they went in."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.records import (
    KINDS,
    Cycle,
    Field,
    Kind,
    Lifecycle,
    Person,
    Record,
    Role,
    Strength,
    as_values,
)
from storage import codec, migrations, schema
from storage.trouble import Damaged
from tests.storage.books import closed
from tests.storage.vaults import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DATES = st.dates()
VALUES = {
    Kind.TEXT: TEXTS,
    Kind.LONG_TEXT: TEXTS,
    Kind.EMAIL: TEXTS,
    Kind.SEALED: TEXTS,
    Kind.REF: TEXTS,
    Kind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    Kind.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
    Kind.YES_NO: st.booleans(),
    Kind.REFS: st.lists(TEXTS, max_size=3).map(tuple),
    Kind.DATES: st.lists(DATES, max_size=3).map(tuple),
    Kind.STRENGTHS: st.lists(st.builds(Strength, TEXTS, st.integers(1, 5)), max_size=3).map(tuple),
}


def values(field: Field, cls: type[Record]) -> st.SearchStrategy:
    """Any value a field can hold."""
    if field.kind is Kind.DATE:
        return DATES if field.required else st.none() | DATES
    if field.choices is not None:
        one = st.sampled_from(list(field.choices))
        return one if field.kind is Kind.CHOICE else st.lists(one, max_size=3).map(tuple)
    if field.kind is Kind.CUSTOM:
        return st.from_type(msgspec_type(cls, field.name))
    return VALUES[field.kind]


def msgspec_type(cls: type[Record], name: str):
    return next(info.type for info in msgspec.structs.fields(cls) if info.name == name).__origin__


@st.composite
def any_record(draw) -> Record:
    kind = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    return kind.cls(draw(TEXTS), **{field.name: draw(values(field, kind.cls)) for field in kind.fields})


@given(any_record())
def test_every_record_comes_back_from_its_table_and_from_the_journal(item):
    key = next(key for key, kind in KINDS.items() if kind.cls is type(item))
    connection = book()
    connection.executemany(codec.table_of(key).insert, codec.table_of(key).rows([item]))
    [read] = codec.table_of(key).records(connection.execute(codec.table_of(key).select).fetchall())
    assert read == item
    assert [type(value) for value in as_values(read).values()] == [type(value) for value in as_values(item).values()]
    from program.changes import Pair

    assert codec.decode_pairs(codec.encode_pairs([Pair(item, None)])) == (Pair(item, None),)
    connection.close()


def book() -> sqlite3.Connection:
    """The tables, without the lock on the door."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.create(connection)
    return connection


def test_every_kind_has_its_table_with_a_column_for_every_field():
    connection = book()
    for key, kind in KINDS.items():
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{key}")')]
        assert columns == ["id", *(field.name for field in kind.fields)]
        assert columns == [column.name for column in codec.table_of(key).columns]
    connection.close()


def test_tables_are_strict_and_nothing_but_unknown_dates_is_null():
    connection = book()
    for row in connection.execute("PRAGMA table_list").fetchall():
        name, strict = row[1], row[5]
        if name in KINDS:
            assert strict, name
            for _, column, kind, notnull, _, _ in connection.execute(f'PRAGMA table_info("{name}")').fetchall():
                field = None if column == "id" else KINDS[name].field(column)
                unknown = field is not None and field.kind is Kind.DATE and not field.required
                assert bool(notnull) is not unknown, f"{name}.{column}"
                held = field.kind if field is not None else Kind.TEXT
                assert kind == ("INTEGER" if held in codec.NUMBERS else "REAL" if held is Kind.NUMBER else "TEXT")
    connection.close()
    assert set(schema.RECORDS) == set(KINDS)


def test_updating_and_deleting_touch_one_row():
    table, connection = codec.table_of("person"), book()
    people = [Person(str(number), name=f"P{number}") for number in range(3)]
    connection.executemany(table.insert, table.rows(people))
    changed = msgspec.structs.replace(people[1], name="Other", roles=(Role.COACH,), start=date(2027, 1, 4))
    connection.executemany(table.update, table.rows([changed]))
    connection.execute(table.delete, ("2",))
    assert table.records(connection.execute(table.select).fetchall()) == [people[0], changed]
    connection.close()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("status", "promoted"),
        ("start", "soon"),
        ("roles", '["king"]'),
        ("roles", "{"),
        ("external", 7),
        ("offers", "[1]"),
    ],
)
def test_a_row_that_is_no_record_is_damage(column, value):
    table, connection = codec.table_of("person"), book()
    connection.executemany(table.insert, table.rows([Person("a", name="Ana", status=Lifecycle.REVIEW)]))
    connection.execute(f'UPDATE person SET "{column}" = ?', (value,))
    with pytest.raises(Damaged, match="table of people") as told:
        table.records(connection.execute(table.select).fetchall())
    assert str(value) not in str(told.value)
    connection.close()


@pytest.mark.parametrize(
    "text",
    ["", "{}", '[["person"]]', '[["nobody", null, {"id": "a"}]]', '[["person", null, {}]]', '[["person", 1, 2, 3]]'],
)
def test_journal_text_that_is_no_change_is_damage(text):
    with pytest.raises(Damaged):
        codec.decode_pairs(text)


def test_opening_needs_neither_sqlalchemy_nor_alembic(tmp_path):
    path, _ = closed(tmp_path)
    script = (
        "import sys; from pathlib import Path; from storage.book import Book\n"
        "from tests.costs import lower_the_cost; lower_the_cost()\n"
        f"book = Book.open(Path({str(path)!r}), passphrase={PASSPHRASE!r}); book.note('x'); book.undo(); book.close()\n"
        "print([name for name in sys.modules if name.partition('.')[0] in ('sqlalchemy', 'alembic')])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_a_date_is_kept_to_the_day():
    cycle = Cycle("q1", name="Q1", start=date(1900, 1, 1), end=date(2199, 12, 31), checkpoints=(date(2000, 2, 29),))
    table, connection = codec.table_of("cycle"), book()
    connection.executemany(table.insert, table.rows([cycle]))
    row = connection.execute('SELECT "start", "end", checkpoints FROM cycle').fetchone()
    assert row == ("1900-01-01", "2199-12-31", '["2000-02-29"]')
    connection.close()
