"""Notices: said quietly, one below the other, with a way back that always fits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from program.commands import Keep
from program.records import Person
from program.trouble import Trouble
from tests.program.scene import mentee
from tests.ui.conftest import quiet
from ui.notice import told
from ui.noticebar import SHOWN, NoticeBar
from ui.window import Window

Opened = Callable[..., Window]


def bar(window: Window) -> NoticeBar:
    assert window.frame is not None
    return window.frame.notices


def undos(window: Window) -> list[QPushButton]:
    return [each for each in bar(window).findChildren(QPushButton) if each.text() == "Undo" and each.isVisible()]


def test_titles_are_told_as_done() -> None:
    assert told("Move Ana Ruiz to Finance, Q2") == "Moved Ana Ruiz to Finance, Q2"
    assert told("Undo everything") == "Undo everything"
    assert told("") == ""


def test_a_change_is_told_and_taken_back_from_its_notice(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.desk.do(Keep((mentee("new", "Noa Levi"),)))
    assert bar(window).words == ["Added person Noa Levi"]
    qtbot.mouseClick(undos(window)[0], Qt.MouseButton.LeftButton)
    assert window.desk.program().get(Person, "new") is None
    assert bar(window).words == ["Undone: Add person Noa Levi"]


def test_only_the_newest_change_can_be_taken_back(opened: Opened) -> None:
    window = opened()
    for number in range(SHOWN + 2):
        window.desk.do(Keep((mentee(f"n{number}", f"Person {number}"),)))
    assert len(bar(window).words) == SHOWN
    assert bar(window).words[-1] == f"Added person Person {SHOWN + 1}"
    assert len(undos(window)) == 1
    assert "Person 4" in undos(window)[0].accessibleName()


def test_a_quiet_change_since_takes_the_way_back_from_the_notice(opened: Opened) -> None:
    window = opened()
    window.desk.do(Keep((mentee("a", "Noa Levi"),)))
    assert len(undos(window)) == 1
    window.desk.do(Keep((mentee("b", "Ben Kofi"),)), quiet=True)
    assert bar(window).words == ["Added person Noa Levi"]
    assert undos(window) == []
    window.desk.notice.say("Something else.")
    window.desk.do(Keep((mentee("c", "Cleo Marsh"),)))
    window.desk.notice.say("No change at all.")
    assert [each.accessibleName() for each in undos(window)] == ["Undo: Added person Cleo Marsh"]
    window.desk.undo()
    assert undos(window) == []


def test_a_background_change_takes_it_too_and_the_same_change_again_has_its_own(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.desk.do(Keep((mentee("a", "Noa Levi"),)))
    window.desk.do_in_background(Keep((mentee("b", "Noa Levi"),)), "Bringing in people")
    quiet(qtbot, window)
    assert bar(window).words == ["Added person Noa Levi"]
    qtbot.mouseClick(undos(window)[0], Qt.MouseButton.LeftButton)
    people = window.desk.program().of(Person)
    assert ("a" in people, "b" in people) == (True, False)


def test_the_same_words_twice_are_one_notice(opened: Opened) -> None:
    window = opened()
    window.desk.notice.say("Saved.")
    window.desk.notice.say("Saved.")
    assert bar(window).words == ["Saved."]


def test_trouble_is_told_in_its_sentences(opened: Opened) -> None:
    window = opened()
    window.desk.notice.trouble(Trouble("The disk is full.", "Nothing was changed.", "Free some space."))
    assert bar(window).words == ["The disk is full. Nothing was changed. Free some space."]


def test_a_notice_goes_when_its_time_is_up_unless_somebody_is_at_it(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.desk.do(Keep((mentee("new", "Noa Levi"),)))
    line = bar(window)._shown[0]
    window.activateWindow()
    bar(window).focus_newest()
    qtbot.waitUntil(undos(window)[0].hasFocus)
    line._over()
    assert bar(window).words != []
    qtbot.keyClick(undos(window)[0], Qt.Key.Key_Escape)
    assert bar(window).words == []
    window.desk.notice.say("Gone soon.")
    bar(window)._shown[0]._over()
    assert bar(window).words == []
    assert not bar(window).isVisible()


def test_the_keyboard_reaches_the_newest_notice(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.activateWindow()
    window.desk.do(Keep((mentee("new", "Noa Levi"),)))
    qtbot.keyClick(window, Qt.Key.Key_F6)
    qtbot.waitUntil(undos(window)[0].hasFocus)
    qtbot.keyClick(undos(window)[0], Qt.Key.Key_Space)
    assert window.desk.program().get(Person, "new") is None


def test_a_notice_can_be_dismissed(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.desk.notice.say("Said.")
    cross = next(each for each in bar(window).findChildren(QToolButton) if each.isVisible())
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert bar(window).words == []
