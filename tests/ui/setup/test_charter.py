"""The program: its charter as a form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.program.scene import mentee, scene
from tests.ui.setup.conftest import Hands
from ui.setup.charter import CharterSection, glance

Setup = Callable[..., Hands]


def charter(hands: Hands) -> CharterSection:
    hands.page.reveal("program")
    section = hands.page.front
    assert isinstance(section, CharterSection)
    return section


def test_the_name_of_the_program_is_kept_when_the_field_is_left(setup: Setup, qtbot: QtBot) -> None:
    hands = setup()
    section = charter(hands)
    name = section.form.editors["name"]
    assert isinstance(name, QLineEdit)
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Leaders on the move")
    section.form.editors["organisation"].setFocus()
    assert hands.program.charter.name == "Leaders on the move"
    hands.window.desk.undo()
    assert name.text() == "Test program"


def test_a_program_without_a_name_is_not_kept_and_the_field_says_so(setup: Setup, qtbot: QtBot) -> None:
    hands = setup()
    section = charter(hands)
    name = section.form.editors["name"]
    assert isinstance(name, QLineEdit)
    name.setFocus()
    name.clear()
    section.form.editors["organisation"].setFocus()
    assert hands.program.charter.name == "Test program"
    assert "Name" in hands.said or "Program" in hands.said


def test_numbers_are_kept_one_by_one(setup: Setup) -> None:
    hands = setup()
    section = charter(hands)
    section.numbers["breadth"].setValue(4)
    section.numbers["breadth"].settled.emit()
    assert hands.program.charter.breadth == 4


def test_the_glance_counts_who_takes_part(setup: Setup) -> None:
    found = glance(scene(mentee("x", "Mei Tanaka")))
    assert found["Mentees taking part"] == 3
    assert found["Seats per cycle"] == 5
