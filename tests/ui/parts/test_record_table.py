"""The table of records: order, search, filter, inline edits, and what stays chosen when rows come and go."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from program.changes import Change, Pair
from program.program import Program
from program.records import Cohort, Lifecycle, Person, Record
from ui.parts.record_table import RecordModel, RecordTable, columns_of
from ui.theme import theme

USUAL = ("name", "unit", "status", "start", "capacity", "cohort")


def person(number: int, name: str, **more: object) -> Person:
    return msgspec.structs.replace(Person(f"p{number}", name=name), **more)


PEOPLE = (
    person(1, "Émile Zola", unit="Finance", capacity=3, start=date(2024, 5, 1), cohort="c1"),
    person(2, "ana ruiz", unit="operations", status=Lifecycle.ALUMNI, start=date(2021, 1, 1)),
    person(3, "Bo Chen", unit="Finance", capacity=12),
    person(4, "Åsa Berg", title="Émigré liaison", start=date(2025, 2, 3)),
)


@pytest.fixture
def model(qtbot: QtBot, qtmodeltester: object) -> RecordModel:
    theme()
    program = Program.of_records([*PEOPLE, Cohort("c1", name="Cohort 2027")])
    model = RecordModel(Person, program, columns=columns_of(Person, usual=USUAL))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    assert tester.model() is model
    return model


def names(model: RecordModel) -> list[str]:
    return [model.index(row, model.title_column).data() for row in range(model.rowCount())]


def place(model: RecordModel, key: str) -> int:
    return next(at for at, column in enumerate(model.columns) if column.key == key)


def kept(model: RecordModel, *pairs: tuple[Record | None, Record | None]) -> None:
    change = Change("Edit", tuple(Pair(*each) for each in pairs))
    model.follow(model.program.apply(change), change)


def test_rows_stand_in_the_order_of_names_without_accents_and_case(model: RecordModel) -> None:
    assert names(model) == ["ana ruiz", "Åsa Berg", "Bo Chen", "Émile Zola"]


@pytest.mark.parametrize(
    ("key", "down", "first", "last"),
    [
        ("capacity", True, "Bo Chen", "Åsa Berg"),
        ("start", False, "ana ruiz", "Bo Chen"),
        ("start", True, "Åsa Berg", "Bo Chen"),
        ("status", True, "ana ruiz", "Émile Zola"),
        ("cohort", True, "Émile Zola", "Bo Chen"),
    ],
)
def test_any_column_orders_and_what_is_empty_stands_last(
    model: RecordModel, key: str, down: bool, first: str, last: str
) -> None:
    model.order(place(model, key), down)
    assert names(model)[0] == first
    assert names(model)[-1] == last


def test_every_word_must_be_found_whatever_its_accents_and_case(model: RecordModel) -> None:
    model.narrow("emile FINANCE")
    assert names(model) == ["Émile Zola"]
    model.narrow("cohort 2027")
    assert names(model) == ["Émile Zola"]
    model.narrow("finance", lambda item: item.capacity > 5)
    assert names(model) == ["Bo Chen"]
    model.narrow("nobody")
    assert names(model) == []
    model.narrow("")
    assert len(names(model)) == 4


def test_rows_follow_what_changes_and_keep_what_is_chosen(model: RecordModel, qtbot: QtBot) -> None:
    table = RecordTable(model)
    qtbot.addWidget(table)
    table.choose(["p1", "p3"], "p3")
    fresh = person(9, "Aaron Aal")
    kept(model, (None, fresh), (PEOPLE[1], None))
    assert names(model) == ["Aaron Aal", "Åsa Berg", "Bo Chen", "Émile Zola"]
    assert table.chosen_ids() == ["p3", "p1"]
    kept(model, (PEOPLE[2], msgspec.structs.replace(PEOPLE[2], name="Zoe Chen")))
    assert names(model)[-1] == "Zoe Chen"
    assert set(table.chosen_ids()) == {"p1", "p3"}
    assert table.current_id() == "p3"


def test_a_search_that_leaves_few_keeps_those_chosen(qtbot: QtBot) -> None:
    many = [person(100 + n, f"Name {n % 7} {n}") for n in range(500)]
    model = RecordModel(Person, Program.of_records([*PEOPLE, *many]), columns=columns_of(Person, usual=USUAL))
    table = RecordTable(model)
    qtbot.addWidget(table)
    table.choose([f"p{100 + n}" for n in range(0, 500, 2)], "p106")
    model.narrow("Name 6")
    assert set(table.chosen_ids()) == {item.id for item in model.shown if int(item.id[1:]) % 2 == 0}
    assert table.current_id() == "p106"


def test_only_simple_fields_are_edited_in_the_table(model: RecordModel) -> None:
    editable = {
        column.key
        for at, column in enumerate(model.columns)
        if model.flags(model.index(0, at)) & Qt.ItemFlag.ItemIsEditable
    }
    assert {"name", "email", "unit", "status", "cohort", "manager", "capacity", "start", "external"} <= editable
    assert editable.isdisjoint({"roles", "offers", "goals", "custom", "aspiration"})


def test_an_edit_asks_and_changes_nothing_by_itself(model: RecordModel, qtbot: QtBot) -> None:
    row, column = model.row_of("p3"), place(model, "unit")
    with qtbot.waitSignal(model.edited) as asked:
        assert model.setData(model.index(row, column), "Legal")
    assert asked.args[0].unit == "Legal"
    assert model.index(row, column).data() == "Finance"


def test_columns_are_remembered_as_tokens(model: RecordModel, qtbot: QtBot) -> None:
    table = RecordTable(model)
    qtbot.addWidget(table)
    table.show_column(place(model, "email"), True)
    table.show_column(place(model, "unit"), False)
    table.horizontalHeader().moveSection(table.horizontalHeader().visualIndex(place(model, "status")), 0)
    table.setColumnWidth(place(model, "name"), 333)
    table.horizontalHeader().setSortIndicator(place(model, "start"), Qt.SortOrder.DescendingOrder)
    memory = table.memory()
    other = RecordTable(RecordModel(Person, model.program, columns=columns_of(Person, usual=USUAL)))
    qtbot.addWidget(other)
    other.restore(memory)
    assert other.memory() == memory
    assert memory["columns"][:2] == ["status", "name"]  # type: ignore[index]
    other.restore({"columns": ["nonsense"], "widths": "nonsense", "sort": 7})
    assert other.memory()["columns"] == list(USUAL)


def test_what_looks_like_markup_is_shown_as_it_stands(model: RecordModel) -> None:
    kept(model, (PEOPLE[0], msgspec.structs.replace(PEOPLE[0], name="<b>Bold</b>")))
    assert "<b>Bold</b>" in names(model)


def test_the_model_is_flat(model: QAbstractItemModel) -> None:
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None
