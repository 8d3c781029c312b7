"""What is copied out of Rotunda is marked as confidential, and does not stay."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui import clipboard as module
from ui.clipboard import Clipboard


@pytest.fixture
def board(qtbot: QtBot) -> Iterator[Clipboard]:
    made = Clipboard()
    yield made
    made.clear()
    made.deleteLater()


def text() -> str:
    return QGuiApplication.clipboard().text()


def test_a_copy_is_there_and_will_be_cleared_after_fifteen_seconds(board: Clipboard) -> None:
    board.copy("copied")
    assert text() == "copied"
    assert board.holds_ours
    assert board.seconds_left in (14, 15)


def test_when_the_time_is_up_it_is_gone(board: Clipboard, qtbot: QtBot) -> None:
    board.copy("copied")
    with qtbot.waitSignal(board.cleared):
        board._timer.timeout.emit()
    assert text() == ""
    assert not board.holds_ours


def test_what_others_put_there_meanwhile_stays(board: Clipboard) -> None:
    board.copy("copied")
    QGuiApplication.clipboard().setText("somebody else's")
    assert not board.holds_ours
    board.clear()
    assert text() == "somebody else's"


def test_a_copy_carries_the_marks_clipboard_managers_heed(board: Clipboard) -> None:
    board.copy("copied")
    data = QGuiApplication.clipboard().mimeData()
    assert all(data.hasFormat(name) for name in board._marks)


def test_the_windows_marks_are_spelt_as_windows_reads_them() -> None:
    names = {name.partition('"')[2].rstrip('"') for name in module._MARKS["win32"]}
    assert names == {
        "ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory", "CanUploadToCloudClipboard",
    }  # fmt: skip


def test_the_time_can_be_set(board: Clipboard) -> None:
    board.set_seconds(60)
    board.copy("copied")
    assert board.seconds_left in (59, 60)
