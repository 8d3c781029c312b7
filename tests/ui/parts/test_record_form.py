"""The form of a record: every kind of field goes in and comes out, problems stand beside their fields."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from program.program import Program
from program.records import (
    Baseline,
    Cohort,
    Cycle,
    Host,
    Involvement,
    Lifecycle,
    Person,
    Record,
    Role,
    Skill,
    Strength,
    Theme,
    Track,
    kind_of,
)
from ui.parts.dates import DateEditor
from ui.parts.editors import DecimalEditor
from ui.parts.picker import Picker
from ui.parts.record_form import RecordForm
from ui.parts.weight import Weight
from ui.theme import theme

BOSS = Person("p1", name="Iva Horak", unit="Finance")
FULL = Person(
    "p2",
    name="Ana Ruiz",
    called="Ana",
    email="ana@example.org",
    number="007",
    roles=(Role.MENTEE, Role.COACH),
    status=Lifecycle.REVIEW,
    since=date(2026, 2, 1),
    cohort="c1",
    track="t1",
    external=True,
    unit="Ops",
    manager="p1",
    start=date(2020, 1, 5),
    offers=(Strength("s1", 5), Strength("s2", 2)),
    aspiration="Two\nlines",
    capacity=4,
    involvement=Involvement.BURST,
    custom=(("Badge", "red"),),
)
WORLD: list[Record] = [
    BOSS,
    FULL,
    Cohort("c1", name="Cohort 2027"),
    Track("t1", name="Lead"),
    Skill("s1", name="Pricing"),
    Skill("s2", name="Safety"),
    Theme("th1", name="Strategy"),
    Host("h1", name="Finance", themes=("th1",), seats=3),
    Cycle("q1", name="Q1", start=date(2027, 1, 1), end=date(2027, 3, 31), checkpoints=(date(2027, 2, 1),)),
]


@pytest.fixture
def program() -> Program:
    theme()
    return Program.of_records(WORLD)


def form_for(qtbot: QtBot, program: Program, item: Record, **more: Any) -> RecordForm:
    form = RecordForm(type(item), **more)
    qtbot.addWidget(form)
    form.show_record(item, program)
    form.show()
    return form


@pytest.mark.parametrize("item", WORLD, ids=lambda item: f"{type(item).__name__} {item.id}")
def test_a_record_comes_out_as_it_went_in(qtbot: QtBot, program: Program, item: Record) -> None:
    form = form_for(qtbot, program, item)
    assert form.record() == item
    assert form.records() == (item,)
    assert not form.differs
    assert set(form.editors) == {spec.name for spec in kind_of(item).fields}


def test_every_editor_says_what_it_is_for(qtbot: QtBot, program: Program) -> None:
    form = form_for(qtbot, program, FULL)
    focusable = [each for each in form.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    unnamed = [each for each in focusable if not each.accessibleName() and each.focusProxy() is None
               and not each.objectName().startswith("qt_")]  # fmt: skip
    assert unnamed == []
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in form.findChildren(QLabel))


def test_typing_and_leaving_tells_once(qtbot: QtBot, program: Program) -> None:
    form = form_for(qtbot, program, FULL)
    told: list[str] = []
    form.edited.connect(told.append)
    field: Any = form.editors["unit"]
    field.selectAll()
    qtbot.keyClicks(field, "Legal")
    assert told == []
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == ["unit"]
    assert form.record() == msgspec.structs.replace(FULL, unit="Legal")


def test_a_change_from_elsewhere_leaves_what_is_being_typed(qtbot: QtBot, program: Program) -> None:
    form = form_for(qtbot, program, FULL)
    typed: Any = form.editors["unit"]
    typed.setText("Leg")
    form.show_record(msgspec.structs.replace(FULL, title="Director"), program)
    assert form.record() == msgspec.structs.replace(FULL, unit="Leg", title="Director")


def test_a_manager_is_found_by_typing_and_is_never_oneself(qtbot: QtBot, program: Program) -> None:
    form = form_for(qtbot, program, msgspec.structs.replace(FULL, manager=""))
    picker = form.editors["manager"]
    assert isinstance(picker, Picker)
    told: list[str] = []
    form.edited.connect(told.append)
    picker.setFocus()
    qtbot.keyClicks(picker, "iva")
    model = picker.completer().completionModel()
    assert [model.index(row, 0).data(Qt.ItemDataRole.EditRole) for row in range(model.rowCount())] == ["Iva Horak"]
    qtbot.keyClick(picker.completer().popup(), Qt.Key.Key_Down)
    qtbot.keyClick(picker.completer().popup(), Qt.Key.Key_Return)
    assert form.record().manager == "p1"  # type: ignore[attr-defined]
    assert told == ["manager"]
    picker.selectAll()
    qtbot.keyClicks(picker, "Ana Ruiz")
    qtbot.keyClick(picker.completer().popup(), Qt.Key.Key_Escape)
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert picker.value() == "p1"  # oneself is nobody to choose
    picker.clear()
    picker.setModified(True)
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert picker.value() == ""


def test_a_new_skill_can_be_named_on_the_way(qtbot: QtBot, program: Program) -> None:
    form = form_for(qtbot, program, FULL)
    picker: Picker = form.editors["offers"].picker
    picker.setFocus()
    qtbot.keyClicks(picker, "Storytelling")
    qtbot.keyClick(picker.completer().popup(), Qt.Key.Key_Down)
    qtbot.keyClick(picker.completer().popup(), Qt.Key.Key_Return)
    skill, person = form.records()
    assert isinstance(skill, Skill) and skill.name == "Storytelling"
    assert isinstance(person, Person) and person.offers[-1] == Strength(skill.id, 3)


def test_weights_are_set_by_digits_and_arrows(qtbot: QtBot, program: Program) -> None:
    form = form_for(qtbot, program, FULL)
    weights = [each for each in form.editors["offers"].findChildren(Weight) if each.isVisible()]
    qtbot.keyClick(weights[0], Qt.Key.Key_2)
    qtbot.keyClick(weights[1], Qt.Key.Key_Right)
    assert [each.weight for each in form.record().offers] == [2, 3]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2027-03-01", date(2027, 3, 1)), ("1 Mar 2027", date(2027, 3, 1)), ("1.3.2027", date(2027, 3, 1)), ("", None)],
)
def test_a_day_is_read_as_people_write_it(qtbot: QtBot, typed: str, meant: date | None) -> None:
    theme()
    editor = DateEditor()
    qtbot.addWidget(editor)
    editor.show_value(date(2020, 1, 1))
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.value() == meant
    assert not editor.mistaken


@pytest.mark.parametrize("typed", ["3/4/2026", "31 Feb 2027", "soon"])
def test_what_is_no_day_is_said_and_not_taken(qtbot: QtBot, program: Program, typed: str) -> None:
    form = form_for(qtbot, program, FULL)
    told: list[str] = []
    form.edited.connect(told.append)
    editor: Any = form.editors["start"]
    editor.selectAll()
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert told == []
    assert form.record() == FULL
    assert form.problems_of(program)
    assert any(each.isVisible() and "Start date" in each.text() for each in form.findChildren(QLabel)
               if "bad" in (each.property("role") or ""))  # fmt: skip


def test_what_stands_against_keeping_is_shown_beside_its_field(qtbot: QtBot, program: Program) -> None:
    form = form_for(qtbot, program, FULL, only=("name", "email"))
    name: Any = form.editors["name"]
    name.clear()
    assert form.problems_of(program)
    shown = [each.text() for each in form.findChildren(QLabel) if each.isVisible() and each.property("role")]
    assert "Name is missing." in shown
    name.setText("Ana")
    assert not form.problems_of(program)


def test_cycles_keep_their_checkpoints_in_order(qtbot: QtBot, program: Program) -> None:
    item = program.of(Cycle)["q1"]
    form = form_for(qtbot, program, item)
    editor: Any = form.editors["checkpoints"]
    qtbot.keyClicks(editor.field, "5 Jan 2027")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert form.record().checkpoints == (date(2027, 1, 5), date(2027, 2, 1))  # type: ignore[attr-defined]


def test_a_number_with_decimals_takes_a_comma_as_well_as_a_point(qtbot: QtBot, program: Program) -> None:
    form = form_for(qtbot, program, Baseline("b", value=2.5))
    editor = form.editors["value"]
    assert isinstance(editor, DecimalEditor)
    assert (editor.text(), editor.accessibleName()) == ("2.5", "Value")
    for typed, value in (("12,75", 12.75), ("-0.5", -0.5), ("1,250.5", 1250.5)):
        editor.selectAll()
        qtbot.keyClicks(editor, typed)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert editor.value() == value
    editor.selectAll()
    qtbot.keyClicks(editor, "x7y")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "7", "letters do not get in"
