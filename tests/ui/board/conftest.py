"""A real desk over a real book, with a board on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from program.changes import Change, Pair
from program.program import Program
from program.records import Charter
from storage.book import Book
from storage.keys import KdfCost
from tests.ui.board.hands import Board
from ui.board.page import BoardPage
from ui.clipboard import Clipboard
from ui.desk import Desk
from ui.settings import Settings
from ui.theme import theme


class Fill:
    """Puts all records of a program into a fresh book, as one change."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def change(self, program: Program) -> Change:
        return Change(
            "Fill the book",
            tuple(Pair(program.of(type(item)).get(item.id), item) for item in self._program.everything()),
        )


@pytest.fixture
def board(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Board]]:
    """board(program, width, height): the page, shown, over a book that holds the program."""
    theme()
    made: list[tuple[Desk, Book, BoardPage]] = []

    def make(program: Program, width: int = 900, height: int = 600) -> Board:
        charter = next(iter(program.of(Charter).values()), None)
        book, _ = Book.create(
            tmp_path / f"b{len(made)}.rotunda", "rainbow marble castle 81", charter=charter, who="Lead",
            cost=KdfCost.FLOOR,
        )  # fmt: skip
        if any(True for _ in program.everything()):
            book.do(Fill(program))
        desk = Desk(Settings(tmp_path / "settings"), Clipboard())
        desk.hold(book)
        page = BoardPage(desk)
        page.resize(width, height)
        page.show()
        qtbot.waitExposed(page)
        made.append((desk, book, page))
        hands = Board(qtbot, desk, page)
        hands.settle()
        return hands

    yield make
    for desk, book, page in made:
        panel = page.inspector()
        page.close()
        for widget in (panel, page):
            widget.setParent(None)
            widget.deleteLater()
        assert not desk.ask.waiting, "a queued answer was never asked for"
        desk.let_go()
        book.close(backup=False)
        desk.deleteLater()
