"""Tab reaches everything on a page, in the order in which it stands there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from program.program import Program
from program.records import CHARTER, Charter
from tests.ui.conftest import quiet
from tests.ui.outcomes.book import rich
from tests.ui.outcomes.test_page import page_of
from ui.window import Window

Opened = Callable[..., Window]


def walked(window: Window, key: str, qtbot: QtBot) -> list[QWidget]:
    """Where Tab stops on a page, from its beginning to where it leaves it."""
    window.go(key, "")
    quiet(qtbot, window)
    window.setFocus()
    found: list[QWidget] = []
    for _ in range(200):
        window.focusNextChild()
        here = window.focusWidget()
        assert here is not None
        if here in found:
            break
        found.append(here)
    return [each for each in found if window.page is not None and window.page.isAncestorOf(each)]


def names(found: list[QWidget]) -> list[str]:
    return [each.accessibleName() or (each.text() if isinstance(each, QPushButton) else "") for each in found]


def test_what_stands_before_the_list_is_reached_too(opened: Opened, qtbot: QtBot) -> None:
    window = opened(rich())
    page_of(window, qtbot)
    reached = names(walked(window, "outcomes", qtbot))
    assert reached[:4] == ["Parts of the page", "Cohort", "Time", "Figures"]
    assert window.page is not None
    window.page.setFocus()
    assert window.focusWidget().accessibleName() == "Figures"


@pytest.mark.parametrize("key", ["development", "governance"])
def test_an_empty_register_holds_nobody(opened: Opened, qtbot: QtBot, key: str) -> None:
    window = opened(Program.of_records([Charter(CHARTER, name="New")]))
    reached = names(walked(window, key, qtbot))
    assert reached[0] == "Sections"
    assert "Enter many…" in reached


def test_the_options_of_a_report_come_before_whom_it_is_for(opened: Opened, qtbot: QtBot) -> None:
    reached = names(walked(opened(rich()), "reports", qtbot))
    order = ["Is this ours?…", "Edition", "Compose…", "Paper", "Reader, on every page", "Pages of the document"]
    assert [each for each in reached if each in order] == order
