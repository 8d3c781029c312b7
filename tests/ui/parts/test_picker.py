"""Choosing a record by typing some of its name: what goes by the same name is told apart."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from program.program import Program
from program.records import Meeting, Person
from ui.parts.picker import Picker
from ui.theme import theme

MEETINGS = [
    Meeting("m1", title="Ana and Iva", on=date(2026, 10, 2)),
    Meeting("m2", title="Ana and Iva", on=date(2026, 12, 5)),
    Meeting("m3", title="Ana and Iva"),
]
LONG = Person("p1", name="Iva Horak", unit="International Operations", title="Director of everything that is made")


@pytest.fixture
def program() -> Program:
    theme()
    return Program.of_records([*MEETINGS, LONG])


def picker_for(qtbot: QtBot, program: Program, ref: str) -> Picker:
    picker = Picker(ref)
    qtbot.addWidget(picker)
    picker.follow(program)
    picker.resize(180, 30)
    picker.show()
    picker.setFocus()
    return picker


def offered(picker: Picker) -> list[str]:
    model = picker.completer().completionModel()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_meetings_of_one_name_are_told_apart_by_their_day_the_newest_first(qtbot: QtBot, program: Program) -> None:
    picker = picker_for(qtbot, program, "meeting")
    qtbot.keyClicks(picker, "ana")
    assert offered(picker) == ["Ana and Iva   5 Dec 2026", "Ana and Iva   2 Oct 2026", "Ana and Iva"]
    qtbot.keyClicks(picker, " oct")
    assert offered(picker) == ["Ana and Iva   2 Oct 2026"]
    qtbot.keyClick(picker.completer().popup(), Qt.Key.Key_Down)
    qtbot.keyClick(picker.completer().popup(), Qt.Key.Key_Return)
    assert (picker.value(), picker.text()) == ("m1", "Ana and Iva · 2 Oct 2026")


def test_the_list_is_wide_enough_to_say_who_somebody_is(qtbot: QtBot, program: Program) -> None:
    picker = picker_for(qtbot, program, "person")
    qtbot.keyClicks(picker, "iva")
    found = picker.completer().popup()
    assert offered(picker) == ["Iva Horak   International Operations · Director of everything that is made"]
    assert found.width() > picker.width()
    assert not found.horizontalScrollBar().isVisible()
