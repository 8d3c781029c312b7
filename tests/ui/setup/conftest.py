"""The set-up page in the real window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from program.program import Program
from tests.ui.conftest import quiet
from ui.parts.register.page import SectionsPage
from ui.parts.register.register import RegisterSection
from ui.window import Window


class Hands:
    """The page, and what one does on it."""

    def __init__(self, window: Window, qtbot: QtBot, key: str = "setup") -> None:
        self.window, self.qtbot = window, qtbot
        window.go(key)
        page = window.page
        assert isinstance(page, SectionsPage)
        self.page = page
        quiet(qtbot, window)

    @property
    def program(self) -> Program:
        """The present."""
        return self.window.desk.program()

    @property
    def said(self) -> str:
        """The newest notice."""
        notice = self.window.desk.notice.last
        return notice.words if notice is not None else ""

    def register(self, key: str) -> RegisterSection:
        """Show a register; its model is watched from now on."""
        self.page.reveal(key)
        section = self.page.front
        assert isinstance(section, RegisterSection)
        watch(section.model)
        return section

    def drive(self, deed: Callable[[Any], object]) -> None:
        """The next dialog is used like this, and closed whatever becomes of it."""

        def use(dialog: QDialog) -> None:
            try:
                deed(dialog)
            finally:
                if dialog.isVisible():
                    dialog.reject()

        self.window.desk.ask.next(use)

    def quiet(self) -> None:
        """Wait until no work is under way."""
        quiet(self.qtbot, self.window)


def watch(model: object) -> None:
    """Stop the test when a model tells its views something that is not so."""
    made = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)  # type: ignore[call-overload]
    assert made.model() is model


@pytest.fixture
def setup(opened: Callable[..., Window], qtbot: QtBot) -> Callable[..., Hands]:
    """setup(program): the page over a book that holds the program."""
    return lambda program=None, key="setup": Hands(opened(program), qtbot, key)
