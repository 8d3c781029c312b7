"""The whole way through the real window: new, import 3,000 people, four cycles, place 60 by drag and by keyboard, undo
and redo, lock, unlock, print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pypdf
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.application import Application
from program.program import Program
from program.records import Cycle, Host, Person, Placement, Role
from program.rules import findings
from tests.journeys.rosters import write_roster
from tests.ui.board.hands import Board
from tests.ui.conftest import PASSPHRASE, app, clock, quiet  # noqa: F401  # fixtures
from ui.board.page import BoardPage
from ui.people.page import PeoplePage
from ui.people.panel import Panel
from ui.people.wizard.wizard import CHECK, COLUMNS, DONE, ImportWizard
from ui.reports.page import ReportsPage
from ui.window import Window

W = TypeVar("W", bound=QWidget)
MENTEES, MENTORS = 60, 40


def named(within: QWidget, kind: type[W], name: str) -> W:
    """The one visible widget of a kind that a screen reader would call `name`."""
    (found,) = (each for each in within.findChildren(kind) if each.accessibleName() == name and each.isVisible())
    return found


def press(within: QWidget, words: str) -> None:
    (button,) = (each for each in within.findChildren(QAbstractButton) if each.text() == words and each.isVisible())
    button.click()


class Lead:
    """A program lead at the window, with the keyboard and the pointer."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot = qtbot
        self.window = window

    @property
    def program(self) -> Program:
        return self.window.desk.program()

    def page(self, key: str) -> Any:
        self.window.go(key)
        quiet(self.qtbot, self.window)
        return self.window.page

    def run(self, key: str) -> None:
        """Do what stands in the table of actions under this key."""
        (action,) = (each for each in self.window.actions_table() if each.key == key)
        action.trigger()
        quiet(self.qtbot, self.window)

    def answer(self, run: Callable[[Any], object]) -> None:
        self.window.desk.ask.next(run)

    # ---- the steps of the journey ----------------------------------------------------------------------------------

    def begin(self, folder: Path, name: str) -> None:
        """A new program with its book, through the unlock screen; the recovery key is written down."""
        screen = self.window.unlock
        assert screen is not None
        press(screen, "New program…")
        sheet = screen.create_sheet
        sheet.put_into(folder)
        self.qtbot.keyClicks(sheet.name, name)
        for secret in (sheet.passphrase.first, sheet.passphrase.second):
            secret.set_text(PASSPHRASE)
        self.qtbot.waitUntil(sheet.go.isEnabled)
        self.qtbot.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: screen.step is screen.kit_sheet, timeout=30_000)
        kit = screen.kit_sheet.kit
        kit.typed.setText(kit.key.split("-")[kit.group_asked])
        self.qtbot.mouseClick(screen.kit_sheet.go, Qt.MouseButton.LeftButton)
        assert self.window.desk.is_open

    def bring_in(self, path: Path) -> None:
        """The import, step by step, with what it suggests."""

        def steps(wizard: ImportWizard) -> None:
            wizard.file.open(path)
            self.qtbot.waitUntil(lambda: wizard.draft is not None, timeout=30_000)
            while wizard.step < COLUMNS:
                wizard.next.click()
            wizard.next.click()
            assert wizard.step == CHECK
            self.qtbot.waitUntil(wizard.next.isEnabled, timeout=30_000)
            assert wizard.next.text() == "Import 3,000 people"
            wizard.next.click()
            self.qtbot.waitUntil(lambda: wizard.step == DONE and wizard.next.isEnabled(), timeout=60_000)
            wizard.next.click()

        people = self.page("people")
        self.answer(steps)
        people.bring_in()
        quiet(self.qtbot, self.window)

    def give_role(self, names: Sequence[str], role: Role, capacity: int = -1) -> None:
        """Choose people in the table and give them a role at once, in the panel at the right."""
        people = self.page("people")
        assert isinstance(people, PeoplePage)
        by_name = {person.name: person.id for person in self.program.of(Person).values()}
        people.table.choose([by_name[name] for name in names])
        panel = people.inspector()
        assert isinstance(panel, Panel)
        bulk = panel.several
        self.qtbot.waitUntil(bulk.isVisible)
        give = bulk.fields["give"]
        give.setCurrentIndex(next(at for at in range(give.count()) if give.itemText(at).startswith(role.label)))
        give.activated.emit(give.currentIndex())
        bulk.capacity.setValue(capacity)
        bulk.apply.click()
        quiet(self.qtbot, self.window)

    def add_cycles(self) -> None:
        """Four cycles, as the dialog offers them."""
        page = self.page("setup")
        page.show_section("cycles")
        self.answer(lambda dialog: dialog.keep.click())
        self.run("setup_add")

    def add_host(self, name: str, seats: int) -> None:
        """A host, typed into the form."""

        def fill(dialog: QDialog) -> None:
            named(dialog, QLineEdit, "Name").setText(name)
            named(dialog, QLineEdit, "Function").setText(name)
            named(dialog, QSpinBox, "Seats").setValue(seats)
            press(dialog, "Add")

        page = self.page("setup")
        page.show_section("hosts")
        self.answer(fill)
        self.run("setup_add")

    def board(self) -> Board:
        page = self.page("board")
        assert isinstance(page, BoardPage)
        hands = Board(self.qtbot, self.window.desk, page)
        hands.settle()
        return hands


def stand(hands: Board, person: str, cycle: str) -> None:
    """Walk the keyboard onto an empty cell."""
    sheet = hands.page.model.sheet
    row, column = sheet.row_of(person), sheet.column_of(cycle)
    assert row is not None and column is not None
    index = hands.page.model.index(row, column)
    hands.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    hands.view.setFocus()


def place_by_keyboard(hands: Board, person: str, cycle: str) -> Placement:
    """Enter on the empty cell offers the best places; Enter takes the first."""
    stand(hands, person, cycle)
    hands.keys(Qt.Key.Key_Return)
    field = hands.page.placing.findChild(QLineEdit)
    assert field is not None
    hands.settle()
    hands.qtbot.keyClick(field, Qt.Key.Key_Return)
    hands.settle()
    placed = hands.program.plan.at(person, cycle)
    assert placed is not None
    return placed


def unlock(window: Window, qtbot: QtBot) -> None:
    screen = window.unlock
    assert screen is not None
    qtbot.waitUntil(lambda: not screen.waiting, timeout=30_000)
    secret = screen.open_sheet.secret
    secret.set_text(PASSPHRASE)
    qtbot.keyClick(secret.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.is_open, timeout=30_000)
    quiet(qtbot, window)


def test_from_a_new_program_to_a_plan_on_paper(app: Application, qtbot: QtBot, tmp_path: Path) -> None:  # noqa: F811
    window = app.open_window()
    window.resize(1280, 800)
    lead = Lead(qtbot, window)
    lead.begin(tmp_path, "Leaders in rotation")
    assert not lead.program.of(Person)

    roster = tmp_path / "roster.csv"
    names = write_roster(roster, 3000)
    lead.bring_in(roster)
    assert sorted(person.name for person in lead.program.of(Person).values()) == sorted(names)

    lead.add_cycles()
    assert len(lead.program.of(Cycle)) == 4
    for host in ("Operations", "Finance", "Customer", "Product"):
        lead.add_host(host, 20)
    assert {host.seats for host in lead.program.of(Host).values()} == {20}
    mentees, mentors = names[:MENTEES], names[1000 : 1000 + MENTORS]
    lead.give_role(mentees, Role.MENTEE)
    lead.give_role(mentors, Role.MENTOR, capacity=2)

    board = lead.board()
    first, second = (cycle.id for cycle in lead.program.cycles[:2])
    ids = [person.id for person in lead.program.people(Role.MENTEE)]
    assert len(ids) == MENTEES
    for person in ids:
        place_by_keyboard(board, person, first)
    for person in ids[: MENTEES // 2]:  # by drag into the second cycle
        card = lead.program.plan.at(person, first)
        assert card is not None
        board.view.choose([card.id])
        board.settle()
        board.drag(card.id, board.cell(person, second))
        assert lead.program.plan.at(person, second) == lead.program.of(Placement)[card.id]
    for person in ids[MENTEES // 2 :]:  # and by keyboard: lift, carry, drop
        card = lead.program.plan.at(person, first)
        assert card is not None
        board.stand_on(card.id)
        board.keys(Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Return)
        assert lead.program.plan.at(person, second) is not None
    plan = lead.program.of(Placement)
    assert len(plan) == MENTEES
    hard = [f for p in plan.values() for f in findings(lead.program, lead.program.plan, p) if f.severity == "hard"]
    assert hard == []

    for _ in range(MENTEES):
        lead.run("undo")
    assert {placement.cycle for placement in lead.program.of(Placement).values()} == {first}
    for _ in range(MENTEES):
        lead.run("redo")
    assert lead.program.of(Placement) == plan

    before = lead.program
    lead.run("lock")
    qtbot.waitUntil(lambda: not window.desk.is_open)
    assert not window.findChildren(BoardPage)
    assert not window.findChildren(PeoplePage)
    unlock(window, qtbot)
    assert lead.program == before
    lead.run("undo")
    lead.run("redo")
    assert lead.program == before

    reports = lead.page("reports")
    assert isinstance(reports, ReportsPage)
    reports.show_report("plan")
    qtbot.waitUntil(lambda: reports.made is not None, timeout=30_000)
    window.desk.ask.next(tmp_path / "plan.pdf")
    reports.save()
    quiet(qtbot, window)
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "plan.pdf").pages)
    assert all(name in text for name in mentees)
    (newest,) = window.desk.book.history(limit=1)
    assert newest.title.startswith("Release Rotation plan")
