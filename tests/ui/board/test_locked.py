"""The window is locked while the planner looks, or while a proposal is looked at: no process and no plan stay."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from tests.ui.board.boards import filled
from tests.ui.test_locking import settled
from ui.board.page import BoardPage
from ui.board.plans import Offer, Plans
from ui.board.versus import Versus
from ui.window import Window


def looking(window: Window, qtbot: QtBot) -> None:
    """The planner looks, and has a first plan."""
    planning = board_of(window).planning
    planning.wishes = msgspec.structs.replace(planning.wishes, seconds=300)
    planning.look()
    qtbot.waitUntil(planning.progress.stop_button.isEnabled, timeout=60_000)


def looked_at(window: Window, qtbot: QtBot) -> None:
    """A proposal lies on the board."""
    looking(window, qtbot)
    board_of(window).planning.asking.stop()
    qtbot.waitUntil(lambda: board_of(window).plans.offer is not None, timeout=60_000)


def board_of(window: Window) -> BoardPage:
    assert isinstance(window.page, BoardPage)
    return window.page


@pytest.mark.parametrize("state", [looking, looked_at])
def test_nothing_is_left(opened: Callable[..., Window], qtbot: QtBot, state: Callable[[Window, QtBot], None]) -> None:
    window = opened(filled())
    window.go("board")
    state(window, qtbot)
    window.lock()
    settled(window, qtbot)
    assert not multiprocessing.active_children()
    left = [each for each in gc.get_objects() if type(each) in (Offer, Plans, Versus)]
    assert not left
