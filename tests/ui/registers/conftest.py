"""The development and governance pages in the real window, over a program with a little of everything they show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.program.registers_scene import full
from tests.ui.setup.conftest import Hands
from ui.window import Window


@pytest.fixture
def page(opened: Callable[..., Window], qtbot: QtBot) -> Callable[..., Hands]:
    """page(key, program): a page over a book that holds the program."""
    return lambda key="development", program=None: Hands(opened(program or full()), qtbot, key)
