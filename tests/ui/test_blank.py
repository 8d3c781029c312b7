"""Hiding everything: Esc twice, what is hidden hears nothing, and the way back needs a click."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.application import Application
from tests.program.scene import scene
from tests.ui.conftest import Clock, quiet
from tests.ui.walker import hits
from ui.blank import Cover
from ui.window import Window

Opened = Callable[..., Window]
ESC = Qt.Key.Key_Escape


@pytest.fixture
def window(opened: Opened, qtbot: QtBot) -> Window:
    window = opened(scene())
    window.go("people")
    quiet(qtbot, window)
    window.blank.watch(window.windowHandle())
    return window


def press(window: Window, key: Qt.Key) -> None:
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key)


def cover(window: Window) -> Cover:
    found = window.findChild(Cover)
    assert found is not None
    return found


def test_esc_twice_hides_and_once_does_not(window: Window, clock: Clock) -> None:
    press(window, ESC)
    assert not window.blank.on
    clock.now += 2
    press(window, ESC)
    assert not window.blank.on, "that was too late"
    press(window, Qt.Key.Key_Down)
    press(window, ESC)
    assert not window.blank.on
    press(window, ESC)
    assert window.blank.on and window.frame is not None and not window.frame.isVisible()
    assert cover(window).isVisible() and cover(window).geometry() == window.rect()
    assert not cover(window).button.isVisible()


def test_hidden_it_hears_nothing_and_a_click_shows_it_again(window: Window, qtbot: QtBot) -> None:
    window.hide_all()
    shown = cover(window)
    assert not shown.button.isVisible()
    before = window.page
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.page is before and window.blank.on
    assert shown.button.isVisible(), "any key offers the way back"
    qtbot.keyClick(shown.button, Qt.Key.Key_Return)
    qtbot.keyClick(shown.button, Qt.Key.Key_Space)
    assert window.blank.on, "a bumped keyboard shows nothing"
    qtbot.mouseClick(shown.button, Qt.MouseButton.LeftButton)
    assert not window.blank.on and window.frame is not None and window.frame.isVisible()
    assert window.findChild(Cover) is None
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.page is not before


def test_dialogs_and_the_rooms_window_are_hidden_too(window: Window, app: Application, qtbot: QtBot) -> None:
    window.go("workshop")
    quiet(qtbot, window)
    assert window.page is not None
    window.page.stage.project(None, None)  # type: ignore[attr-defined]
    projector = window.page.stage.projector  # type: ignore[attr-defined]
    dialog = QDialog(window)
    field = QLineEdit(dialog)
    dialog.show()
    window.hide_all()
    covers = {each.parent(): each for each in app.qt.allWidgets() if isinstance(each, Cover)}
    assert {window, projector, dialog} <= set(covers)
    qtbot.keyClicks(field, "a")
    assert not field.text()
    assert covers[projector].silent and not covers[projector].button.isVisible()
    assert covers[dialog].button.isVisible()
    late = QDialog(window)
    late.show()
    assert late.findChild(Cover) is not None, "what comes while it is hidden is hidden as well"
    window.blank.show()
    assert not [each for each in app.qt.allWidgets() if isinstance(each, Cover) and each.isVisible()]
    dialog.close()
    late.close()


def test_with_two_books_open_one_click_shows_both_again(
    window: Window, opened: Opened, app: Application, qtbot: QtBot
) -> None:
    other = opened(scene(), "Another")
    other.blank.watch(window.windowHandle())
    press(window, ESC)
    press(window, ESC)
    assert window.blank.on != other.blank.on
    shown = [each for each in app.qt.allWidgets() if isinstance(each, Cover)]
    assert {each.parent() for each in shown} >= {window, other}
    qtbot.keyClick(window, Qt.Key.Key_A)
    (button,) = (each.button for each in shown if each.parent() is other)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not [each for each in app.qt.allWidgets() if isinstance(each, Cover) and each.isVisible()]
    assert window.frame is not None and window.frame.isVisible()


def test_locking_ends_it(window: Window, qtbot: QtBot) -> None:
    window.hide_all()
    window.lock()
    assert not window.blank.on
    qtbot.waitUntil(lambda: window.unlock is not None and window.unlock.isVisible())
    qtbot.waitUntil(lambda: not window.desk.jobs.running)
    window.hide_all()
    assert not window.blank.on, "there is nothing to hide"
    assert hits(["Ana Ruiz"], window) == []
