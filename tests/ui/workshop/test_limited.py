"""A book opened with the workshop's passphrase, in the window: what is there, what is not; and setting it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.application import Application
from program.commands import Keep, MovePlacements, Target, Unplace
from program.program import Program
from program.records import (
    Action,
    Attendance,
    Calibration,
    CaptureKind,
    Chemistry,
    Circle,
    Note,
    Person,
    Placement,
    Preference,
    Presence,
    Purpose,
    Quality,
    Scenario,
)
from program.records.safeguards import Concern, Consent
from storage.book import Book
from storage.keys import KdfCost
from storage.trouble import WrongPassphrase
from tests.program.scene import mentor, placed, scene
from tests.ui.conftest import PASSPHRASE, new_book, quiet
from tests.ui.walker import hits
from ui.settings_page.page import SettingsPage
from ui.settings_page.workshop import RemoveWorkshop, SetWorkshop
from ui.window import Window
from ui.workshop.page import WorkshopPage

Opened = Callable[..., Window]
ROOM = "open window over the harbour today"
CANARY = "canarybird"


def private() -> Program:
    """A plan with a canary wherever a room may not look."""
    mine = {"number": f"{CANARY}1", "terms": f"{CANARY} terms", "style": CANARY, "aspiration": CANARY}
    return scene(
        mentor("okafor", "Ben Okafor", **mine),
        placed("card", "ana", "q1", "ops", "okafor", goal=f"{CANARY} goal"),
        placed("other", "jon", "q2", "fin", "chen"),
        Quality("quality", placement="card", rating=1),
        Chemistry("chemistry", mentee="ana", mentor="okafor", rating=2, notes=f"{CANARY} notes"),
        Preference("wish", person="ana", other="okafor", reason=f"{CANARY} reason"),
        Calibration("calibration", person="ana", outcome=f"{CANARY} outcome"),
        Concern("concern", summary=f"{CANARY} concern", people=("ana",)),
        Consent("consent", person="ana", purpose=Purpose.FIGURES, given=date(2027, 1, 1), words=CANARY),
        Note("note", about="ana", author=CANARY),
        Circle("circle", name="Weekly", people=("ana", "okafor")),
    )


@pytest.fixture
def room(app: Application, qtbot: QtBot, tmp_path: Path) -> Window:
    path = tmp_path / "Room.rotunda"
    book = new_book(path, private())
    book.do(Keep((Person("late", name="Late Comer", terms=CANARY),), f"A step that tells {CANARY}"))
    book.locks.set_workshop(ROOM, passphrase=PASSPHRASE, cost=KdfCost.FLOOR)
    book.close(backup=False)
    window = app.open_window(book=Book.open(path, passphrase=ROOM, who="Facilitator"))
    quiet(qtbot, window)
    return window


def test_only_pages_fit_for_a_room_are_there_and_nothing_private_is_on_them(room: Window, qtbot: QtBot) -> None:
    assert room.frame is not None
    keys = list(room.frame.entries)
    assert {"board", "circles", "workshop"} <= set(keys)
    assert not {"people", "overview", "setup", "reports", "history", "settings"} & set(keys)
    room.desk.ask.next(lambda dialog: dialog.reject())
    room.show_palette("a")
    for key in keys:
        room.go(key)
        quiet(qtbot, room)
        assert room.page is not None and room.page.key == key
        assert hits([CANARY], room) == [], key
    assert not any(action.key in ("passphrase", "kit", "locks") for action in room.actions_table())
    room.go("people")
    assert room.page.key == keys[-1], "there is no such page"
    assert room.desk.notice.last is not None and "not open" in room.desk.notice.last.words


def test_cards_are_moved_in_a_scenario_and_never_in_the_plan_that_holds(room: Window, qtbot: QtBot) -> None:
    card = next(iter(room.desk.program().of(Placement).values()))
    assert room.desk.do(MovePlacements((Target(card.id, host=""),), reason="Tried")) is None
    assert room.desk.notice.last is not None and "workshop passphrase" in room.desk.notice.last.words
    room.go("board")
    quiet(qtbot, room)
    plans = room.page.plans
    assert not plans.writable and "scenarios" in room.page.hint()
    room.desk.ask.next("Tried")
    room.page.planning.deeds.keep()
    assert plans.writable and room.desk.program().of(Scenario)
    inner = plans.placements()[0]
    assert plans.do(Unplace((inner.id,))) is not None
    assert len(plans.placements()) == len(room.desk.program().of(Placement)) - 1
    assert not plans.adopt(None, "Adopt it") and hits([CANARY], room) == []
    assert not room.page.planning.deeds._adoptable()


def test_a_workshop_is_led_with_it_and_the_lead_finds_what_was_done(room: Window, qtbot: QtBot) -> None:
    room.go("workshop")
    quiet(qtbot, room)
    page = room.page
    assert isinstance(page, WorkshopPage)
    page.seat_again()
    qtbot.waitUntil(lambda: not page.planner.busy, timeout=20_000)
    page.start()
    page.mark(["ana"], Presence.LATE)
    page.write_down("Book the hall @ana", None)
    page.write_down("Who pays?", CaptureKind.PARKED)
    assert not page._can_print() and room.desk.undo_title == "Write down what was parked"
    for _ in range(9):
        room.desk.undo()
    assert not room.desk.program().of(Action) and room.desk.program().of(Circle)["circle"].held == 0
    for _ in range(9):
        room.desk.redo()
    assert room.desk.undo_title == "Write down what was parked" and hits([CANARY], room) == []
    path = room.desk.book.path
    room.lock()
    qtbot.waitUntil(lambda: not room.desk.jobs.running, timeout=20_000)
    with Book.open(path, passphrase=PASSPHRASE, read_only=True) as book:
        program = book.program()
        assert [each.owner for each in program.of(Action).values()] == ["ana"]
        assert program.of(Circle)["circle"].held == 1 and len(program.of(Attendance)) == 1
        assert program.of(Placement)["card"].goal == f"{CANARY} goal" and program.of(Quality)
        assert book.history(limit=1)[0].who == "Facilitator"


def test_the_passphrase_is_set_and_removed_in_the_settings(
    opened: Opened, app: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(private())
    window.go("settings")
    page = window.page
    assert isinstance(page, SettingsPage)
    new = ""

    def set_it(dialog: QDialog) -> None:
        nonlocal new
        assert isinstance(dialog, SetWorkshop) and "cannot be decrypted" in _said(dialog)
        dialog.passphrase.suggest.click()
        new = dialog.passphrase.text
        assert len(new.split("-")) == 6 or len(new.split()) == 6
        dialog.passphrase.second.set_text(new)
        dialog.present.set_text("not it at all, no")
        dialog.accept()
        qtbot.waitUntil(lambda: bool(dialog.trouble.words), timeout=20_000)
        dialog.present.set_text(PASSPHRASE)
        dialog.accept()

    window.desk.ask.next(set_it)
    page.set_workshop()
    qtbot.waitUntil(lambda: window.desk.book.locks.has_workshop, timeout=20_000)
    assert [b for b in page.findChildren(QPushButton) if b.accessibleName() == "Remove the workshop passphrase"]
    path = window.desk.book.path

    def remove_it(dialog: QDialog) -> None:
        assert isinstance(dialog, RemoveWorkshop)
        dialog.present.set_text(PASSPHRASE)
        dialog.accept()

    window.desk.ask.next(remove_it)
    page.remove_workshop()
    qtbot.waitUntil(lambda: not window.desk.book.locks.has_workshop, timeout=20_000)
    window.lock()
    qtbot.waitUntil(lambda: not window.desk.jobs.running, timeout=20_000)
    with pytest.raises(WrongPassphrase):
        Book.open(path, passphrase=new)


def _said(dialog: QDialog) -> str:
    return " ".join(each.text() for each in dialog.findChildren(QLabel))
