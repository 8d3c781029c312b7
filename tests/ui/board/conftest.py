"""A real desk over a real book, with a board on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from program.program import Program
from storage.book import Book
from storage.keys import KdfCost
from tests.ui.board.hands import Board
from tests.ui.board.sample import Hold
from ui.board.page import BoardPage
from ui.clipboard import Clipboard
from ui.desk import Desk
from ui.settings import Settings
from ui.theme import theme


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """One book for all boards: deriving its key is dear, and what it held before is of no consequence."""
    path = tmp_path_factory.mktemp("board") / "b.rotunda"
    made, _ = Book.create(path, "rainbow marble castle 81", who="Lead", cost=KdfCost.FLOOR)
    yield made
    made.close(backup=False)


@pytest.fixture
def board(qtbot: QtBot, tmp_path: Path, book: Book) -> Iterator[Callable[..., Board]]:
    """board(program, width, height): the page, shown, over a book that holds the program."""
    theme()
    made: list[tuple[Desk, BoardPage]] = []

    def make(program: Program, width: int = 900, height: int = 600) -> Board:
        book.do(Hold(program))
        desk = Desk(Settings(tmp_path / "settings"), Clipboard())
        desk.hold(book)
        page = BoardPage(desk)
        page.resize(width, height)
        page.show()
        qtbot.waitExposed(page)
        made.append((desk, page))
        hands = Board(qtbot, desk, page)
        hands.settle()
        return hands

    yield make
    for desk, page in made:
        panel = page.inspector()
        page.close()
        for widget in (panel, page):
            widget.setParent(None)
            widget.deleteLater()
        assert not desk.ask.waiting, "a queued answer was never asked for"
        desk.let_go()
        desk.deleteLater()
