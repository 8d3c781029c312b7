"""The log and the last resort for mistakes: kind and place, never content."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from desktop import crash, log
from program.program import Program

SECRET = "Ana Ruiz leaves in May"
pytestmark = pytest.mark.allow_log(".")


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[Lines]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    hooks = sys.excepthook, threading.excepthook
    log.start(tmp_path / "log")
    yield Lines(tmp_path / "log" / log.FILE)
    for handler in set(root.handlers) - set(before):
        handler.close()
        root.removeHandler(handler)
    root.setLevel(level)
    logging.raiseExceptions = True
    logging.captureWarnings(False)
    qInstallMessageHandler(None)
    sys.excepthook, threading.excepthook = hooks


class Lines:
    """The log's file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def text(self) -> str:
        return self.path.read_text("utf-8") if self.path.exists() else ""


def test_our_words_are_kept_and_what_is_filled_in_is_not(lines: Lines) -> None:
    logging.getLogger("storage.book").warning("could not back up %s", SECRET)
    assert "WARNING storage.book" in lines.text()
    assert "could not back up" in lines.text()
    assert SECRET not in lines.text()


def test_of_others_only_who_spoke_is_kept(lines: Lines) -> None:
    logging.getLogger("sqlalchemy.engine").error(f"constraint failed: {SECRET}")
    assert "ERROR sqlalchemy.engine" in lines.text()
    assert SECRET not in lines.text()


def test_an_exception_leaves_its_kind_only(lines: Lines) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("ui.board").exception("a page failed")
    assert "a page failed [ValueError]" in lines.text()
    assert SECRET not in lines.text()
    assert "Traceback" not in lines.text()


def test_qt_may_quote_nothing(lines: Lines) -> None:
    qWarning(SECRET)
    assert "WARNING ui.qt" in lines.text()
    assert SECRET not in lines.text()


def test_information_is_not_kept_at_all(lines: Lines) -> None:
    logging.getLogger("ui.window").info("opened a book")
    assert lines.text() == ""


def test_the_log_is_the_users_own(lines: Lines) -> None:
    logging.getLogger("ui").warning("something")
    assert lines.path.parent.stat().st_mode & 0o077 == 0


def test_a_mistake_leaves_kind_and_place_and_the_user_a_sentence(lines: Lines) -> None:
    told: list[bool] = []
    crash.install(lambda: told.append(True))
    try:
        Program.of_records([SECRET])  # type: ignore[list-item]
    except AttributeError as error:
        sys.excepthook(AttributeError, error, error.__traceback__)
    assert told == [True]
    assert "AttributeError at program/program.py:" in lines.text()
    assert SECRET not in lines.text()


def test_a_mistake_in_a_thread_is_noted_too(lines: Lines) -> None:
    crash.install(lambda: None)

    def fail() -> None:
        raise KeyError(SECRET)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "KeyError at tests/desktop/test_log.py:" in lines.text()
    assert SECRET not in lines.text()


def test_a_folder_that_cannot_be_made_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    root = logging.getLogger()
    before = list(root.handlers)
    log.start(tmp_path / "file" / "log")
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
    logging.raiseExceptions = True
    logging.captureWarnings(False)
    qInstallMessageHandler(None)
