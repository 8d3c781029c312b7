"""The circles page: making one, planning it, holding rounds, people who come and leave, and finding somebody."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from program.circles import answered, encounters, wish
from program.commands import Keep
from program.planning.rounds import plan_rounds
from program.program import Program
from program.records import Circle, Conflict, Person, Role
from tests.program.scene import scene
from tests.ui.conftest import quiet
from ui.circles.chooser import Chooser
from ui.circles.page import CirclesPage
from ui.circles.stay import StayDialog
from ui.parts.editors import NumberEditor
from ui.window import Window

Opened = Callable[..., Window]
IDS = tuple(f"p{n:02}" for n in range(16))
WEEKLY = Circle("weekly", name="Weekly", people=IDS, size=4, wanted=4, mixed=False)


def crowd(*more) -> Program:
    people = [
        Person(id_, name=f"Person {n:02}", roles=(Role.MENTEE,), unit=f"Unit {n % 3}") for n, id_ in enumerate(IDS)
    ]
    return scene(*people, *more)


def planned(circle: Circle = WEEKLY) -> Circle:
    return answered(circle, plan_rounds(wish(crowd(circle), circle)))


def page_of(window: Window, qtbot: QtBot) -> CirclesPage:
    window.go("circles")
    quiet(qtbot, window)
    page = window.page
    assert isinstance(page, CirclesPage)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    return page


def kept(page: CirclesPage) -> Circle:
    circle = page.circle()
    assert circle is not None
    return circle


def test_an_empty_page_leads_to_a_first_circle(opened: Opened, qtbot: QtBot) -> None:
    window = opened(crowd())
    page = page_of(window, qtbot)
    assert page.empty.isVisible()

    def choose(dialog: Chooser) -> None:
        dialog.unit.setCurrentText("Unit 1")
        dialog.tick(True)
        dialog.unit.setCurrentIndex(0)
        dialog.finder.setText("person 00")
        dialog.tick(True)
        dialog.name.setText("Breakfast")
        dialog.accept()

    window.desk.ask.next(choose)
    page.empty.deed.click()
    assert kept(page).name == "Breakfast"
    assert set(kept(page).people) == {"p00", "p01", "p04", "p07", "p10", "p13"}
    page.empty.deed.click()  # now it plans
    quiet(qtbot, window)
    assert len(kept(page).rounds) == kept(page).wanted
    assert page.rounds.isVisible()
    window.desk.undo()
    window.desk.undo()
    assert page.circle() is None
    assert page.empty.isVisible()


def test_rounds_are_planned_and_shown_table_by_table(opened: Opened, qtbot: QtBot) -> None:
    window = opened(crowd(WEEKLY))
    page = page_of(window, qtbot)
    page.plan.click()
    quiet(qtbot, window)
    circle = kept(page)
    assert encounters(circle.rounds) == ()
    assert page.said.words == "Nobody meets anybody twice."
    assert (page.model.rowCount(), page.model.columnCount()) == (4, 4)
    assert page.model.headerData(1, Qt.Orientation.Horizontal) == "Round 2"
    first = page.model.index(0, 0)
    spoken = first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Round 1, Table 1: Person ")
    assert window.desk.undo_title == "Plan rounds of circle Weekly"
    qtbot.keyClick(page.rounds, Qt.Key.Key_Right)
    assert page.rounds.currentIndex().column() == 1
    assert page.panel.table.text().startswith("Round 2, Table 1")


def test_rounds_held_stay_when_somebody_comes_and_somebody_leaves(opened: Opened, qtbot: QtBot) -> None:
    before = planned(msgspec.structs.replace(WEEKLY, people=IDS[:15]))
    window = opened(crowd(before))
    page = page_of(window, qtbot)
    page.hold.click()
    assert kept(page).held == 1
    assert page.model.headerData(0, Qt.Orientation.Horizontal) == "Round 1 · held"

    def come(dialog: StayDialog) -> None:
        dialog.person.show_value("p15")
        dialog.person.settled.emit()
        assert (dialog.first.value(), dialog.last.value()) == (2, 4)
        dialog.accept()

    def leave(dialog: StayDialog) -> None:
        dialog.person.show_value("p00")
        dialog.person.settled.emit()
        dialog.gone.click()
        dialog.accept()

    for answer in (come, leave):
        window.desk.ask.next(answer)
        page.come_or_leave()
        quiet(qtbot, window)
    circle = kept(page)
    assert circle.rounds[0] == before.rounds[0]
    there = [{id_ for table in each.tables for id_ in table} for each in circle.rounds[1:]]
    assert there == [set(IDS) - {"p00"}] * 3
    assert "Person 00: up to round 1" in page.said.words
    window.desk.undo()
    window.desk.undo()
    assert kept(page).rounds == before.rounds


def test_conflicts_are_kept_apart_and_if_that_cannot_be_the_circle_stays(opened: Opened, qtbot: QtBot) -> None:
    conflict = Conflict("x", first="p00", second="p01")
    pair = Circle("pair", name="Pair", people=("p00", "p01"), size=2, wanted=1)
    window = opened(crowd(WEEKLY, pair, conflict))
    page = page_of(window, qtbot)
    page.reveal("weekly")
    page.plan.click()
    quiet(qtbot, window)
    assert all(not {"p00", "p01"} <= set(table) for each in kept(page).rounds for table in each.tables)
    page.reveal("pair")
    told: list[str] = []
    window.desk.notice.said.connect(lambda notice: told.append(notice.words))
    page.plan.click()
    quiet(qtbot, window)
    assert kept(page).rounds == ()
    assert "keeps everybody apart" in told[-1]


def test_a_conflict_declared_after_planning_is_pointed_out(opened: Opened, qtbot: QtBot) -> None:
    circle = planned()
    window = opened(crowd(circle))
    page = page_of(window, qtbot)
    one, other = circle.rounds[2].tables[0][:2]
    window.desk.do(Keep((Conflict("x", first=one, second=other),)))
    assert "are to be kept apart and sit together in round 3" in page.said.words
    page.plan.click()
    quiet(qtbot, window)
    assert page.said.words == "Nobody meets anybody twice."


def test_who_meets_again_and_who_sits_out_is_said(opened: Opened, qtbot: QtBot) -> None:
    small = planned(Circle("c", name="Small", people=IDS[:9], size=4, exact=True, wanted=2, mixed=False))
    window = opened(crowd(small))
    page = page_of(window, qtbot)
    assert "meetings repeat" in page.said.words
    spoken = [
        page.model.index(row, 1).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(page.model.rowCount())
    ]
    assert any("sat with Person" in words and "in round 1" in words for words in spoken)
    assert spoken[-1].startswith("Round 2, Sit out: Person")
    assert "do not divide" in page.model.index(2, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_the_search_finds_a_person_in_every_round(opened: Opened, qtbot: QtBot) -> None:
    window = opened(crowd(planned()))
    page = page_of(window, qtbot)
    page.search("person 07")
    found = [
        (seat.id, column)
        for column in range(4)
        for row in range(4)
        for seat in page.model.seats(row, column)
        if seat.found
    ]
    assert found == [("p07", 0), ("p07", 1), ("p07", 2), ("p07", 3)]
    page.search("")
    assert not page.model.searching


def test_what_the_panel_changes_is_kept_and_said_to_be_out_of_date(opened: Opened, qtbot: QtBot) -> None:
    window = opened(crowd(planned()))
    page = page_of(window, qtbot)
    editor = page.panel.form.editors["wanted"]
    assert isinstance(editor, NumberEditor)
    editor.show_value(5)
    editor.settled.emit()
    assert kept(page).wanted == 5
    assert "Plan the rest again" in page.said.words
    page.plan.click()
    quiet(qtbot, window)
    assert len(kept(page).rounds) == 5
    assert encounters(kept(page).rounds) == ()


def test_circles_are_renamed_removed_and_chosen(opened: Opened, qtbot: QtBot) -> None:
    window = opened(crowd(WEEKLY, Circle("other", name="Other", people=IDS[:4])))
    page = page_of(window, qtbot)
    which: QComboBox = page.which
    assert [which.itemText(place) for place in range(which.count())] == ["Other", "Weekly"]
    page.reveal("weekly")
    window.desk.ask.next("Fortnightly")
    page.rename()
    assert which.currentText() == "Fortnightly"
    page.remove()
    assert which.currentText() == "Other"
    window.desk.undo()
    assert which.count() == 2


def test_the_journal_tells_what_became_of_a_circle(opened: Opened, qtbot: QtBot) -> None:
    window = opened(crowd(WEEKLY))
    page = page_of(window, qtbot)
    page.plan.click()
    quiet(qtbot, window)
    (newest,) = window.desk.history(limit=1)
    words = {each.field: each.now for each in window.desk.differences(newest)}
    assert words["Rounds"].startswith("Person ")
    assert words["Rounds"].count("Person 03") == 4


@pytest.mark.parametrize("kind", ["plan", "which", "hold", "rounds"])
def test_everything_that_takes_the_keyboard_has_a_name(opened: Opened, qtbot: QtBot, kind: str) -> None:
    window = opened(crowd(planned()))
    widget = getattr(page_of(window, qtbot), kind)
    assert widget.accessibleName() or widget.text()
