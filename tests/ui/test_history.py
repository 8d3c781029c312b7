"""The journal page: every change newest first, found, explained, and taken back to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from program.commands import Keep, Remove
from program.records import Person
from storage.history import Entry
from tests.program.scene import mentee, placed, scene
from tests.ui.conftest import quiet
from ui.history.model import PIECE, WHAT, JournalModel, spoken
from ui.history.page import HistoryPage
from ui.window import Window

Opened = Callable[..., Window]


def page_of(window: Window, qtbot: QtBot) -> HistoryPage:
    window.go("history")
    quiet(qtbot, window)
    page = window.page
    assert isinstance(page, HistoryPage)
    return page


def titles(page: HistoryPage) -> list[str]:
    return [page.model.index(row, WHAT).data() for row in range(page.model.rowCount())]


def edited(window: Window) -> None:
    window.desk.do(Keep((mentee("new", "Noa Levi"),)))
    window.desk.do(Keep((mentee("new", "Noa Levi", title="Director"),)))
    window.desk.do(Remove((mentee("new", "Noa Levi", title="Director"),)))


def test_the_journal_newest_first(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    page = page_of(window, qtbot)
    edited(window)
    assert titles(page)[:3] == ["Remove person Noa Levi", "Change person Noa Levi", "Add person Noa Levi"]
    assert titles(page)[-1] == "Begin the book"


def test_an_entry_says_field_by_field_what_it_changed(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    page = page_of(window, qtbot)
    edited(window)
    page.table.selectRow(1)
    quiet(qtbot, window)
    assert page._panel.lines == ["Person · Noa Levi", "Title: Director"]
    page.table.selectRow(0)
    quiet(qtbot, window)
    assert page._panel.lines[0] == "− Person · Noa Levi"


def test_a_placement_goes_by_its_mentee_and_cycle(opened: Opened, qtbot: QtBot) -> None:
    window = opened(scene(placed("a1", "ana", "q1", "fin", "chen")))
    page = page_of(window, qtbot)
    window.desk.do(Keep((placed("a1", "ana", "q1", "ops", "chen"),)))
    page.table.selectRow(0)
    quiet(qtbot, window)
    assert page._panel.lines == ["Ana Ruiz, Q1", "Host: Finance → Operations"]


def test_everything_is_taken_back_to_an_entry_in_one_step(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    page = page_of(window, qtbot)
    before = window.desk.program()
    edited(window)
    window.desk.undo()
    page.table.selectRow(titles(page).index("Add person Noa Levi") + 1)
    page._panel.back.click()
    assert window.desk.program() == before
    assert titles(page)[0].startswith("Go back to")
    window.desk.undo()
    assert window.desk.program().get(Person, "new") is not None


def test_the_newest_entry_has_nothing_to_go_back_to(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    page = page_of(window, qtbot)
    page.table.selectRow(0)
    assert not page._panel.back.isVisible()
    page.table.selectRow(1)
    assert page._panel.back.isVisible()


def test_words_and_kinds_filter(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    page = page_of(window, qtbot)
    edited(window)
    window.desk.undo()
    window.desk.book.note("Exported the roster")
    page.search("noa")
    page._pause.timeout.emit()
    assert len(titles(page)) == 4
    page.search("")
    page._pause.timeout.emit()
    page.kinds.setCurrentIndex(page.kinds.findData("undone"))
    assert titles(page) == ["Undo: Remove person Noa Levi"]
    page.kinds.setCurrentIndex(page.kinds.findData("notes"))
    assert titles(page) == ["Exported the roster"]
    page.search("nothing like this")
    page._pause.timeout.emit()
    assert titles(page) == []
    assert page._empty.isVisible()


def test_the_history_of_one_record(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.desk.do(Keep((mentee("new", "Noa Levi"),)))
    window.desk.do(Keep((mentee("ana", "Ana Ruiz", title="Director"),)))
    page = page_of(window, qtbot)
    window.go("history", "ana")
    assert titles(page) == ["Change person Ana Ruiz", "Fill the book"]
    assert page.only.text().startswith("Only Ana Ruiz")
    qtbot.mouseClick(page.only, Qt.MouseButton.LeftButton)
    assert "Add person Noa Levi" in titles(page)


class Journal:
    """A long journal, kept nowhere, that counts how much of it was read."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.read = 0

    def __call__(
        self, record_id: str | None = None, *, text: str | None = None, before: int | None = None, limit: int = 200
    ) -> list[Entry]:
        top = self.length if before is None else before - 1
        seqs = range(top, max(0, top - limit), -1)
        self.read += len(seqs)
        at = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
        return [Entry(n, at, "Lead", "note" if n % 5000 == 0 else "do", f"Change {n}", 0, 1, "AAAA-AA") for n in seqs]


def test_a_long_journal_is_read_in_pieces() -> None:
    journal = Journal(100_000)
    model = JournalModel(journal)
    model.reload()
    assert journal.read == PIECE
    model.fetchMore()
    assert model.rowCount() == 2 * PIECE
    assert [model.index(row, WHAT).data() for row in (0, 399)] == ["Change 100000", "Change 99601"]
    assert model.canFetchMore()


def test_the_model_keeps_qts_rules() -> None:
    model = JournalModel(Journal(1000))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.setUseFetchMore(False)  # it would fetch from within a fetching
    model.reload()
    while model.canFetchMore():
        model.fetchMore()
    model.show(kind="undone")
    model.show(kind="")
    tester.deleteLater()


def test_a_rare_kind_is_looked_for_bit_by_bit() -> None:
    journal = Journal(100_000)
    model = JournalModel(journal)
    model.show(kind="notes")
    assert journal.read <= 10 * PIECE
    for _ in range(60):
        model.fetchMore()
    assert model.rowCount() == 20
    assert not model.canFetchMore()


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (datetime(2026, 11, 21, 9, 5), "Today 09:05"),
        (datetime(2026, 11, 20, 23, 59), "Yesterday 23:59"),
        (datetime(2026, 11, 17, 8, 0), "Tuesday 08:00"),
        (datetime(2026, 11, 3, 8, 0), "3 Nov 08:00"),
        (datetime(2025, 11, 3, 8, 0), "3 Nov 2025"),
        (datetime(2026, 11, 22, 8, 0), "22 Nov 08:00"),
    ],
)
def test_times_as_people_say_them(when: datetime, words: str) -> None:
    assert spoken(when, datetime(2026, 11, 21, 10, 0)) == words
