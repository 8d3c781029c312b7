"""Whether the open book is sound and lies in a good place is looked at without being asked, and told when it is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.application import Application
from tests.program.scene import scene
from tests.ui.conftest import new_book, quiet
from ui.window import Window

Opened = Callable[..., Window]


def said(window: Window) -> list[str]:
    assert window.frame is not None
    return window.frame.notices.words


def damage(book: Path) -> None:
    """Overwrite something in the middle of the database."""
    with (book / "program.db").open("r+b") as file:
        file.seek((book / "program.db").stat().st_size // 8192 * 4096 + 100)
        file.write(b"not what was written" * 50)


def test_a_book_gone_through_long_ago_is_gone_through_and_nothing_is_said_of_a_sound_one(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened()
    assert window.desk.book.check_due()
    window.desk.health.check_if_due()
    quiet(qtbot, window)
    assert not window.desk.book.check_due()
    assert said(window) == []


def test_a_book_that_is_not_sound_is_told_until_that_was_read(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    damage(window.desk.book.path)
    window.desk.health.check_if_due()
    quiet(qtbot, window)
    (words,) = said(window)
    assert "damaged" in words
    assert "Go back to a verified backup" in words
    assert window.frame is not None
    for number in range(5):
        window.desk.notice.say(f"Something else, {number}.")
    assert said(window)[0] == words


def test_a_copy_left_by_a_cloud_service_is_told_at_the_opening(
    app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    book = new_book(tmp_path / "Mine.rotunda", scene())
    (book.path / "program (conflicted copy).db").write_bytes(b"other")
    window = app.open_window(book=book)
    quiet(qtbot, window)
    (words,) = said(window)
    assert "second copy" in words
