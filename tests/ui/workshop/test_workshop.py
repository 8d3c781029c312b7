"""Workshop mode in the real window: rounds, time, attendance, seats planned again, and what is written down."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.application import Application
from program.attendance import attendance_of
from program.circles import answered, out_of_date, wish
from program.commands import Keep
from program.planning.rounds import plan_rounds
from program.program import Program
from program.records import Action, Attendance, Capture, CaptureKind, Circle, Person, Presence, Role, Scenario
from program.records import Progress as State
from tests.program.scene import scene
from tests.ui.conftest import Clock, quiet
from ui.window import Window
from ui.workshop.newcomer import Newcomer
from ui.workshop.page import WorkshopPage
from ui.workshop.scene import Side

Opened = Callable[..., Window]
IDS = tuple(f"p{n:02}" for n in range(16))
CIRCLE = Circle("weekly", name="Weekly", people=IDS, size=4, wanted=4, mixed=False, facilitator="p00", hosts=("p01",))


def crowd(*more) -> Program:
    people = [Person(id_, name=f"Person {n:02}", alias=f"Bird {n}") for n, id_ in enumerate((*IDS, "new"))]
    return scene(*(msgspec.structs.replace(each, roles=(Role.MENTEE,)) for each in people), *more)


def planned(held: int = 0) -> Circle:
    made = answered(CIRCLE, plan_rounds(wish(crowd(CIRCLE), CIRCLE)))
    return msgspec.structs.replace(made, held=held)


@pytest.fixture
def page(opened: Opened, qtbot: QtBot) -> WorkshopPage:
    return page_of(opened(crowd(planned(1))), qtbot)


def page_of(window: Window, qtbot: QtBot) -> WorkshopPage:
    window.go("workshop")
    quiet(qtbot, window)
    page = window.page
    assert isinstance(page, WorkshopPage)
    QAbstractItemModelTester(page.presence.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    return page


def kept(page: WorkshopPage) -> Circle:
    circle = page.circle()
    assert circle is not None
    return circle


def choose(page: WorkshopPage, *ids: str) -> None:
    rows = [row.id for row in page.presence.model.rows]
    page.presence.list.clearSelection()
    for id_ in ids:
        index = page.presence.model.index(rows.index(id_), 0)
        flags = page.presence.list.selectionModel().SelectionFlag
        page.presence.list.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows)


# ---- rounds and time -----------------------------------------------------------------------------------------------


def test_starting_a_round_holds_it_and_the_time_runs(page: WorkshopPage, clock: Clock, qtbot: QtBot) -> None:
    assert "Round 1 of 4 · held" in page.rounds.title.text()
    page.turn(1)
    assert page.rounds.start.text() == "Start round 2"
    page.rounds.minutes.setValue(5)
    page.rounds.start.click()
    assert kept(page).held == 2 and page.stage.clock.running and page.stage.scene.time == "5:00"
    clock.now += 30
    page.stage.clock.look()
    assert page.stage.scene.time == "4:30" and page.rounds.time.text() == "4:30"
    page.rounds.start.click()
    assert not page.stage.clock.running and page.rounds.start.text() == "Go on"
    page.rounds.start.click()
    clock.now += 400
    page.stage.clock.look()
    assert page.stage.scene.over
    page.desk.undo()
    assert kept(page).held == 1


def test_the_room_sees_what_is_chosen(page: WorkshopPage) -> None:
    page.turn(1)
    page.rounds.side.emit(Side.NEXT)
    assert page.face.scene.title == "Next: round 3" and page.face.scene.shown is not None
    assert page.face.scene.shown.number == 3
    page.bar.called.setCurrentIndex(2)
    page.bar.called.activated.emit(2)
    assert "Bird" in page.face.scene.words and "Person" not in page.face.scene.words
    page.rounds.side.emit(Side.LISTS)
    assert page.face.scene.title == "Weekly"


def test_the_room_has_a_window_of_its_own_and_the_lock_waits_longer(
    page: WorkshopPage, app: Application, qtbot: QtBot
) -> None:
    assert app.idle.seconds_left == 5 * 60
    page.bar.project.emit()
    projector = page.stage.projector
    assert projector is not None and projector.isVisible() and projector.windowTitle() == "Rotunda"
    assert app.idle.seconds_left == 15 * 60
    page.turn(1)
    assert projector.face.scene == page.stage.scene and "Round 2 of 4" in projector.face.accessibleDescription()
    projector.close()
    assert page.stage.projector is None and app.idle.seconds_left == 5 * 60
    page.bar.project.emit()
    page.desk.lock_wanted.emit()
    qtbot.waitUntil(lambda: not page.desk.is_open)
    assert not [each for each in app.qt.topLevelWidgets() if each.accessibleName() == "Projector" and each.isVisible()]
    assert app.idle.seconds_left <= 5 * 60


# ---- attendance ----------------------------------------------------------------------------------------------------


def test_letters_mark_whoever_is_chosen(page: WorkshopPage, qtbot: QtBot) -> None:
    choose(page, "p02", "p03")
    qtbot.keyClick(page.presence.list, Qt.Key.Key_T)
    marks = attendance_of(page.desk.program(), kept(page), 1)
    assert {id_: each.presence for id_, each in marks.items()} == dict.fromkeys(("p02", "p03"), Presence.THERE)
    assert len(page.presence.list.chosen()) == 2, "what was chosen stays so"
    choose(page, "p03")
    qtbot.keyClick(page.presence.list, Qt.Key.Key_A)
    assert attendance_of(page.desk.program(), kept(page), 1)["p03"].presence is Presence.AWAY
    assert len(page.desk.program().of(Attendance)) == 2
    page.presence.mark_all()
    assert len(page.desk.program().of(Attendance)) == 16
    for _ in range(3):
        page.desk.undo()
    assert not page.desk.program().of(Attendance) and not kept(page).stays


def test_leavers_and_late_comers_are_seated_anew_and_rounds_held_stay(page: WorkshopPage, qtbot: QtBot) -> None:
    first = kept(page).rounds[0]
    page.turn(1)
    choose(page, "p04")
    qtbot.keyClick(page.presence.list, Qt.Key.Key_A)
    assert out_of_date(kept(page)) and page.presence.again.isVisible()
    assert "p04" not in page.face.scene.words and "Person 04" not in page.face.scene.words
    page.presence.again.click()
    qtbot.waitUntil(lambda: not page.planner.busy, timeout=20_000)
    circle = kept(page)
    assert circle.rounds[0] == first and circle.held == 1 and not out_of_date(circle)
    assert all("p04" not in {i for g in (*r.tables, r.out) for i in g} for r in circle.rounds[1:])

    page.start()

    def choose_new(dialog: Newcomer) -> None:
        dialog.person.show_value("new")
        dialog.accept()

    page.desk.ask.next(choose_new)
    page.somebody()
    assert "new" in kept(page).people and page.presence.model.rows[-1].id == "new"
    second = kept(page).rounds[1]
    page.seat_again()
    qtbot.waitUntil(lambda: not page.planner.busy, timeout=20_000)
    circle = kept(page)
    assert circle.rounds[:2] == (first, second), "the round under way stays as it is"
    assert all("new" in {i for g in (*r.tables, r.out) for i in g} for r in circle.rounds[2:])


# ---- what is written down ------------------------------------------------------------------------------------------


def test_a_line_becomes_an_action_or_is_parked_or_learnt(page: WorkshopPage, qtbot: QtBot) -> None:
    field = page.capture.field
    qtbot.keyClicks(field, 'Book the hall @"Person 05" by 2027-04-01')
    qtbot.keyClick(field, Qt.Key.Key_Return)
    (action,) = page.desk.program().of(Action).values()
    assert (action.title, action.owner, str(action.due), action.circle) == (
        "Book the hall", "p05", "2027-04-01", "weekly",
    )  # fmt: skip
    assert not field.text() and "Book the hall" in page.face.scene.words
    qtbot.keyClicks(field, "Who pays?")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, "Short is good")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    kinds = {each.text: each.kind for each in page.desk.program().of(Capture).values()}
    assert kinds == {"Who pays?": CaptureKind.PARKED, "Short is good": CaptureKind.LEARNT}
    assert page.desk.undo_title and "Short" not in page.desk.undo_title
    assert page.captured.count() == 3
    page.captured.item(page.captured.count() - 1).setCheckState(Qt.CheckState.Checked)
    assert next(iter(page.desk.program().of(Action).values())).state is State.CLOSED
    assert "Book the hall" not in page.face.scene.words
    for _ in range(4):
        page.desk.undo()
    assert not page.desk.program().of(Action) and not page.desk.program().of(Capture)


def test_what_is_unclear_stays_in_the_field(page: WorkshopPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.capture.field, "Do it @nobody")
    qtbot.keyClick(page.capture.field, Qt.Key.Key_Return)
    assert page.capture.field.text() == "Do it @nobody" and "Nobody is called that" in page.capture.words
    assert not page.desk.program().of(Action)


# ---- elsewhere -----------------------------------------------------------------------------------------------------


def test_board_work_happens_in_a_scenario_and_is_taken_over_there(page: WorkshopPage, qtbot: QtBot) -> None:
    window = page.window()
    assert isinstance(window, Window)
    page.to_board()
    quiet(qtbot, window)
    (scenario,) = page.desk.program().of(Scenario).values()
    assert scenario.name.startswith("Workshop ") and window.page is not None and window.page.key == "board"
    plans = window.page.plans  # type: ignore[attr-defined]
    assert plans.scenario == scenario.id
    page.to_board()
    assert len(page.desk.program().of(Scenario)) == 1
    assert window.page.planning.deeds.comparing  # type: ignore[attr-defined]


def test_without_a_circle_it_leads_to_one(opened: Opened, qtbot: QtBot) -> None:
    window = opened(crowd())
    page = page_of(window, qtbot)
    assert page.empty.isVisible() and page.findChild(QComboBox) is not None
    page.empty.deed.click()
    assert window.page is not None and window.page.key == "circles"
    window.desk.do(Keep((planned(),)))
    window.go("workshop")
    assert not page.empty.isVisible()
