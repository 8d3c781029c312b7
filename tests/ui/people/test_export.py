"""People and placements going out: at the tier of their reader, and back in without a change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from storage.exchange.tables import read_table
from tests.program.scene import mentee, placed, scene
from tests.ui.conftest import quiet
from ui.people.export import ExportDialog
from ui.people.page import PeoplePage
from ui.window import Window

Opened = Callable[..., Window]


@pytest.fixture
def page(opened: Opened) -> PeoplePage:
    window = opened(
        scene(
            mentee("mei", "Mei Tanaka", number="77", aspiration="A seat on the board"), placed("x1", "ana", "q1", "ops")
        )
    )
    window.go("people")
    assert isinstance(window.page, PeoplePage)
    return window.page


def export(page: PeoplePage, qtbot: QtBot, path: Path | None, set_up: Callable[[ExportDialog], object]) -> None:
    def drive(dialog: ExportDialog) -> None:
        try:
            set_up(dialog)
        finally:
            dialog.accept()

    page.desk.ask.next(drive, path)
    page.export()
    qtbot.waitUntil(lambda: not page.desk.jobs.running, timeout=20_000)


def test_facilitators_get_no_more_than_they_may_see(page: PeoplePage, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    export(page, qtbot, path, lambda dialog: dialog.type.setCurrentIndex(1))
    text = path.read_text("utf-8-sig")
    assert "Mei Tanaka" in text
    assert "A seat on the board" not in text and "77" not in text
    assert page.desk.history(limit=1)[0].title == "Release People, copy 1, for Facilitators"
    assert page.desk.notice.last is not None
    assert page.desk.notice.last.words == "Exported to people.csv."


def test_the_lead_exports_those_chosen_whole(page: PeoplePage, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "chosen.xlsx"
    page.table.choose(["mei", "ana"])

    def all_of_two(dialog: ExportDialog) -> None:
        dialog.reader.setCurrentIndex(2)
        dialog.what.setCurrentIndex(2)
        assert not dialog.type.isEnabled()
        assert dialog.people == page.table.chosen_ids()

    export(page, qtbot, path, all_of_two)
    people = read_table(path)
    assert {row.cells[people.headings.index("Name")] for row in people.rows} == {"Ana Ruiz", "Mei Tanaka"}
    assert "A seat on the board" in {cell for row in people.rows for cell in row.cells}
    assert people.facts.sheets == ("People", "Placements")


def test_calling_off_writes_nothing(page: PeoplePage, qtbot: QtBot, tmp_path: Path) -> None:
    before = page.desk.facts()
    export(page, qtbot, None, lambda dialog: None)
    assert page.desk.facts() == before
    quiet(qtbot, page.desk.ask.window)  # type: ignore[arg-type]


def test_people_are_copied_as_facilitators_may_read_them(page: PeoplePage, qtbot: QtBot) -> None:
    page.table.choose(["mei", "ana"])
    next(action for action in page.actions() if action.key == "people_copy").run()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "Name" and len(lines) == 3
    assert "Mei Tanaka" in "\n".join(lines)
    assert "A seat on the board" not in "\n".join(lines) and "77" not in "\n".join(lines)
    assert page.desk.clipboard.holds_ours
    assert page.desk.history(limit=1)[0].title == "Copied 2 people, cleared for the tier Program"
    page.desk.clipboard.clear()
