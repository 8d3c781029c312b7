"""The real application, window and all, over a real book in a folder of the test's own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from desktop.application import Application
from program.changes import Change, Pair
from program.program import Program
from storage.book import Book
from storage.keys import KdfCost
from tests.program.scene import scene
from ui.window import Window

PASSPHRASE = "copper-lantern-orbit-meadow-velvet-sparrow"


class Clock:
    """A clock that only moves when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Fill:
    """Puts all records of a program into a fresh book, as one change."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def change(self, program: Program) -> Change:
        return Change(
            "Fill the book",
            tuple(Pair(program.of(type(item)).get(item.id), item) for item in self._program.everything()),
        )


@cache
def _blank() -> Path:
    """A book made once, closed, to be copied: making one derives two keys, and opening one only one."""
    folder = Path(tempfile.mkdtemp(prefix="blank-", dir=Path.home()))
    book, _ = Book.create(folder / "Blank.rotunda", PASSPHRASE, who="Lead", cost=KdfCost.FLOOR)
    book.close(backup=False)
    return book.path


def new_book(path: Path, program: Program | None = None) -> Book:
    """An open book at `path` that holds the program (or nothing but a charter)."""
    shutil.copytree(_blank(), path)
    book = Book.open(path, passphrase=PASSPHRASE, who="Lead")
    if program is not None:
        book.do(Fill(program))
    return book


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Application]:
    application = Application(tmp_path / "settings", clock=clock)
    yield application
    unasked = [window.desk.ask.waiting for window in application.windows]
    application.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(unasked), "an answer was prepared for a question that nobody asked"


@pytest.fixture
def opened(app: Application, qtbot: QtBot, tmp_path: Path) -> Callable[..., Window]:
    """opened(program): a window with a book that holds it."""

    def make(program: Program | None = None, name: str = "Test program") -> Window:
        window = app.open_window(book=new_book(tmp_path / f"{name}.rotunda", program or scene()))
        quiet(qtbot, window)
        return window

    return make


def quiet(qtbot: QtBot, window: Window) -> None:
    """Wait until no work is under way."""
    qtbot.waitUntil(lambda: not window.desk.jobs.running, timeout=20_000)
