"""Hand-overs in the real window: given out, worked in by a facilitator, brought back, looked through and merged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.application import Application
from program.commands import Keep
from program.commands.handover import HandOver
from program.packs import usual_fields
from program.records import Action, Capture, Circle, Grant, Person, Returned
from storage import handover
from storage.book import Book
from storage.keys import KdfCost
from storage.signing import identity
from tests.program.scene import placed, scene
from tests.ui.conftest import PASSPHRASE, quiet
from ui.handover.page import HandoverPage
from ui.handover.passing import PackMade
from ui.parts.key_dialog import KeyDialog
from ui.window import Window

Opened = Callable[..., Window]
MINE = "calm harbour beyond nine lanterns"
KEY = identity(bytearray(range(32)))


def program() -> Any:
    return scene(
        placed("p1", "ana", "q1", "ops", "okafor"),
        Circle("peers", name="Peers", people=("ana", "jon"), facilitator="chen"),
        Action("call", title="Call", owner="ana"),
        Action("write", title="Write", owner="ana"),
    )


class Hands:
    """The page, and what one does on it."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        window.go("handover")
        page = window.page
        assert isinstance(page, HandoverPage)
        self.page, self.desk = page, window.desk
        quiet(qtbot, window)

    def with_secret(self, secret: str, fill: Callable[[Any], object] = lambda dialog: None) -> list[str]:
        """Prepare an answer to the dialog that asks for a passphrase; what it complained of is added to the list."""
        said: list[str] = []

        def use(dialog: QDialog) -> None:
            assert isinstance(dialog, KeyDialog)
            fill(dialog)
            dialog.present.set_text(secret)
            dialog.accept()
            self.qtbot.waitUntil(lambda: not dialog.working, timeout=20_000)
            if dialog.isVisible():
                said.append(dialog.trouble.words)
                dialog.reject()

        self.desk.ask.next(use)
        return said

    def settle(self) -> None:
        quiet(self.qtbot, self.window)
        self.qtbot.waitUntil(lambda: not self.desk.is_busy, timeout=20_000)


@pytest.fixture
def lead(opened: Opened, qtbot: QtBot) -> Hands:
    return Hands(opened(program()), qtbot)


def given(lead: Hands, **more: object) -> bytes:
    """A pack, made without the dialog."""
    grant = Grant("g", name="Spring", facilitator="chen", people=("ana",), cycles=("q1",), fields=usual_fields())
    made = lead.desk.book.handover.prepare(
        msgspec.structs.replace(grant, **more), to=str(KEY.to_public()), passphrase=PASSPHRASE
    )
    assert lead.desk.do(HandOver(made.grant)) is not None
    return made.file


def field_book(file: bytes, folder: Path) -> Book:
    book, _ = handover.begin(
        folder / "Field.rotunda", MINE, handover.opened(file, identity=KEY), who="Li Chen", cost=KdfCost.FLOOR
    )
    return book


def worked(book: Book, folder: Path) -> Path:
    """A facilitator's hand-back in a file."""
    call = book.program().of(Action)["call"]
    book.do(Keep((msgspec.structs.replace(call, title="Call her"),)))
    book.do(Keep((Action("new", title="Meet Ben", owner="ana"), Capture("cap", text="Smaller tables", circle="peers"))))
    path = folder / "back.rotundapack"
    path.write_bytes(book.handover.handback(passphrase=MINE).file)
    book.close(backup=False)
    return path


def test_a_part_is_handed_over_with_a_count_of_what_it_holds(lead: Hands, tmp_path: Path) -> None:
    seen: list[str] = []

    def fill(dialog: Any) -> None:
        dialog.form.editors["name"].show_value("Spring")
        dialog.form.editors["people"].show_value(("ana",))
        dialog.tree.show_fields((*usual_fields(("person", "placement", "cycle")), ("placement", "goal")))
        lead.qtbot.waitUntil(lambda: "1 placement" in dialog.count.text(), timeout=10_000)
        seen.append(dialog.count.text())
        dialog.by_words.setChecked(True)

    told: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, PackMade)
        told.extend(each.text() for each in dialog.findChildren(QLabel))
        dialog.accept()

    complained = lead.with_secret(PASSPHRASE, fill)
    lead.desk.ask.next(tmp_path / "spring.rotundapack", read)
    lead.page.hand_over()
    lead.settle()

    assert complained == []
    assert "1 person, 1 placement, 4 cycles" in seen[0] and "known by name only" in seen[0]
    (grant,) = lead.desk.program().of(Grant).values()
    assert grant.name == "Spring" and ("placement", "goal") in grant.fields and len(grant.pack) == 64
    words = next(text for text in told if text.count("-") == 5)
    found = handover.opened((tmp_path / "spring.rotundapack").read_bytes(), words=words)
    assert {item.id for item in found.came.reach.handed.values() if isinstance(item, Person)} == {"ana", "okafor"}
    assert found.code in told
    assert lead.desk.undo_title == "Hand over Spring to Spring"


def test_a_wrong_passphrase_hands_nothing_over(lead: Hands) -> None:
    def fill(dialog: Any) -> None:
        dialog.form.editors["name"].show_value("Spring")
        dialog.form.editors["people"].show_value(("ana",))

    complained = lead.with_secret("something else altogether", fill)
    lead.page.hand_over()
    assert complained and not lead.desk.program().of(Grant)


def test_a_hand_back_is_looked_through_and_merged_by_the_keyboard(lead: Hands, tmp_path: Path) -> None:
    path = worked(field_book(given(lead), tmp_path), tmp_path)
    assert lead.desk.do(Keep((Action("call", title="Call him", owner="ana"),))) is not None
    lead.desk.ask.next(path)
    complained = lead.with_secret(PASSPHRASE)
    lead.page.merge()
    lead.settle()
    assert complained == []

    view, tree = lead.page.view, lead.page.view.tree
    assert view.said.words.startswith("Li Chen brought back 3 records, 1 conflict")
    rows: list[Any] = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    call = next(row for row in rows if "Call him" in row.text(0))
    assert [call.child(0).text(column) for column in range(3)] == ["Action · conflict", "Call him", "Call her"]
    assert "Lead" in call.child(0).text(3) and "Li Chen" in call.text(3)
    assert call.child(0).checkState(0) is Qt.CheckState.Unchecked
    assert view.take.text() == "Merge 2 changes"
    new = next(row for row in rows if "Meet Ben" in row.text(0))
    tree.setCurrentItem(new)
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Space)
    assert view.take.text() == "Merge 1 change"
    tree.setCurrentItem(call)
    QTest.keyClick(tree, Qt.Key.Key_Space)
    assert view.take.text() == "Merge 2 changes"

    lead.page.accept(view.chosen())
    lead.settle()
    program = lead.desk.program()
    assert program.of(Action)["call"].title == "Call her"
    assert "new" not in program.of(Action) and "cap" in program.of(Capture)
    assert program.of(Grant)["g"].state is Returned.BACK
    assert view.merge is None and tree.topLevelItemCount() == 0
    assert lead.desk.undo() is not None
    assert lead.desk.program().of(Action)["call"].title == "Call him"


def test_a_hand_back_that_cannot_be_merged_says_why(lead: Hands, tmp_path: Path) -> None:
    path = worked(field_book(given(lead), tmp_path), tmp_path)
    lead.page.table.choose(["g"], "g")
    lead.page.withdraw()
    assert lead.desk.program().of(Grant)["g"].state is Returned.WITHDRAWN
    lead.desk.ask.next(path)
    complained = lead.with_secret(PASSPHRASE)
    lead.page.merge()
    assert "withdrawn" in complained[0] and lead.page.view.merge is None


def test_a_change_meanwhile_is_compared_again(lead: Hands, tmp_path: Path) -> None:
    path = worked(field_book(given(lead), tmp_path), tmp_path)
    lead.desk.ask.next(path)
    lead.with_secret(PASSPHRASE)
    lead.page.merge()
    lead.settle()
    assert "no conflict" in lead.page.view.said.words
    lead.desk.do(Keep((Action("call", title="Call him", owner="ana"),)))
    assert "1 conflict" in lead.page.view.said.words


def test_a_facilitators_window_has_what_was_handed_over_and_writes_it_back(
    lead: Hands, app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    fields = usual_fields(("person", "circle", "action", "capture"))
    book = field_book(given(lead, fields=fields), tmp_path)
    window = app.open_window(book=book)
    quiet(qtbot, window)
    own = Hands(window, qtbot)
    assert list(window.frame.entries) == [
        "people", "circles", "workshop", "feedback", "handover", "history", "settings"
    ]  # fmt: skip
    assert own.page.field.now.text() == "Nothing"
    assert own.desk.do(Keep((Action("new", title="Meet Ben", owner="ana"),))) is not None
    assert own.page.field.now.text() == "1 action"
    assert own.desk.do(Keep((Person("new", name="Somebody"),))) is None
    complained = own.with_secret(MINE)
    own.desk.ask.next(tmp_path / "back.rotundapack")
    own.page.hand_back()
    own.settle()
    assert complained == []
    merge = lead.desk.book.handover.compare(
        lead.desk.book.handover.read((tmp_path / "back.rotundapack").read_bytes(), passphrase=PASSPHRASE)
    )
    assert [item.id for item in merge.items] == ["new"]


def test_a_pack_is_opened_on_the_first_screen_and_becomes_a_book(
    lead: Hands, app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    made = lead.desk.book.handover.prepare(
        Grant("g", name="Spring", people=("ana",), cycles=("q1",), fields=usual_fields()), passphrase=PASSPHRASE
    )
    assert lead.desk.do(HandOver(made.grant)) is not None
    pack = tmp_path / "spring.rotundapack"
    pack.write_bytes(made.file)
    window = app.open_window()
    screen = window.unlock
    assert screen is not None
    window.desk.ask.next(pack)
    screen.show_others()
    screen.choose_sheet.unpack.emit()
    sheet = screen.unpack_sheet
    sheet.put_into(tmp_path / "Books")
    sheet.secret.set_text("wrong words for it")
    sheet.go.click()
    quiet(qtbot, window)
    assert "do not open it" in sheet.trouble_words and sheet.found is None and sheet.secret.text == ""
    sheet.secret.set_text(made.words.replace("-", " ").upper())
    sheet.go.click()
    quiet(qtbot, window)
    assert made.code in sheet.held.words and "1 person" in sheet.held.words
    sheet.passphrase.first.set_text(MINE)
    sheet.passphrase.second.set_text(MINE)
    qtbot.waitUntil(sheet.go.isEnabled, timeout=20_000)
    sheet.go.click()
    quiet(qtbot, window)
    assert screen.step is screen.kit_sheet
    assert (tmp_path / "Books" / "Hand-over.rotunda").is_dir()
