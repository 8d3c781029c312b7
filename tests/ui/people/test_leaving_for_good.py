"""Giving somebody everything held of them, and erasing them, in the real window."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from program.commands import Keep
from program.records import Note, NoteKind, Person, Placement, Release
from storage.notes import Content
from tests.program.scene import placed, scene
from tests.ui.conftest import PASSPHRASE, quiet
from tests.ui.walker import hits
from ui.people.access import AccessDialog
from ui.people.erasing import EraseDialog
from ui.window import Window

Opened = Callable[..., Window]


@pytest.fixture
def window(opened: Opened, qtbot: QtBot) -> Window:
    """Ana Ruiz is chosen; there is a private note about her."""
    made = opened(scene(placed("x1", "ana", "q1", "ops", "okafor")))
    note = made.desk.book.notes.written(Note("n1", "ana", author="Lead"), Content(NoteKind.OBSERVATION, "a canary"))
    made.desk.do(Keep((note,)), quiet=True)
    made.go("people", "ana")
    quiet(qtbot, made)
    return made


def run(window: Window, key: str) -> None:
    next(each for each in window.actions_table() if each.key == key).trigger()


def said(window: Window) -> str:
    notice = window.desk.notice.last
    return notice.words if notice is not None else ""


def give_out(window: Window, qtbot: QtBot, path: Path, kind: int, secret: str = "") -> None:
    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, AccessDialog)
        dialog._kinds.button(kind).setChecked(True)
        if secret:
            dialog.unseal.setChecked(True)
            dialog.secret.set_text(secret)
        dialog.accept()

    window.desk.ask.next(use, path)
    run(window, "people_held")
    quiet(qtbot, window)


def test_the_file_says_that_notes_are_sealed_unless_the_passphrase_was_given(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    give_out(window, qtbot, tmp_path / "held.json", 2)
    sealed = json.loads((tmp_path / "held.json").read_bytes())
    assert sealed["person"] == "Ana Ruiz" and sealed["sealed notes not included"] == 1
    assert "canary" not in json.dumps(sealed)
    give_out(window, qtbot, tmp_path / "all.json", 2, PASSPHRASE)
    assert "a canary" in (tmp_path / "all.json").read_text("utf-8")
    titles = [entry.title for entry in window.desk.history()]
    assert "Read private note n1" in titles and len(window.desk.program().of(Release)) == 2
    assert hits(["canary"]) == []


def test_a_wrong_passphrase_writes_nothing(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    give_out(window, qtbot, tmp_path / "held.pdf", 0, "not the passphrase")
    assert not (tmp_path / "held.pdf").exists() and "passphrase" in said(window).lower()
    assert not window.desk.program().of(Release)


def test_as_a_document_and_as_a_workbook(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    give_out(window, qtbot, tmp_path / "held.pdf", 0)
    give_out(window, qtbot, tmp_path / "held.xlsx", 1)
    assert (tmp_path / "held.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "held.xlsx").read_bytes().startswith(b"PK")


def test_erasing_asks_for_the_name_and_says_what_it_cannot_reach(window: Window, qtbot: QtBot) -> None:
    window.desk.book.backup()
    words: list[str] = []

    def use(dialog: QDialog) -> None:
        from PySide6.QtWidgets import QLabel

        assert isinstance(dialog, EraseDialog)
        words.extend(each.text() for each in dialog.findChildren(QLabel))
        dialog.accept()
        assert dialog.isVisible(), "without the name nothing happens"
        dialog.field.setText("ana  ruiz")
        dialog.accept()

    window.desk.ask.next(use)
    run(window, "people_erase")
    quiet(qtbot, window)
    text = " ".join(words)
    assert "Ana Ruiz" in text and "cannot be undone" in text and "1 backup" in text
    program = window.desk.program()
    assert program.of(Person)["ana"].name == "Erased person" and not program.of(Note)
    assert program.of(Placement)["x1"].person == "ana"
    assert len(window.desk.book.backups()) == 1
    assert window.desk.undo_title == "" and said(window) == "A person was erased."
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert hits(["Ana Ruiz"]) == [], hits(["Ana Ruiz"])


def test_called_off_nothing_is_erased(window: Window, qtbot: QtBot) -> None:
    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, EraseDialog)
        dialog.field.setText("Ana Ruiz")
        dialog.reject()

    window.desk.ask.next(use)
    run(window, "people_erase")
    quiet(qtbot, window)
    assert window.desk.program().of(Person)["ana"].name == "Ana Ruiz"


def test_backups_stay_where_that_is_wanted(window: Window, qtbot: QtBot) -> None:
    window.desk.book.backup()

    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, EraseDialog)
        dialog.remove.setChecked(False)
        dialog.field.setText("Ana Ruiz")
        dialog.accept()

    window.desk.ask.next(use)
    run(window, "people_erase")
    quiet(qtbot, window)
    assert said(window) == "A person was erased. 1 backup still knows them."
    assert len(window.desk.book.backups()) == 1


def test_notes_they_wrote_about_others_are_sealed_anew_without_their_name(window: Window, qtbot: QtBot) -> None:
    book = window.desk.book
    note = book.notes.written(Note("n2", "jon", author="Ana Ruiz"), Content(NoteKind.PEER_REVIEW, "well done"))
    window.desk.do(Keep((note,)), quiet=True)

    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, EraseDialog)
        dialog.secret.set_text(PASSPHRASE)
        dialog.field.setText("Ana Ruiz")
        dialog.accept()

    window.desk.ask.next(use)
    run(window, "people_erase")
    quiet(qtbot, window)
    kept = window.desk.program().of(Note)["n2"]
    assert (kept.author, kept.revision) == ("Erased person", 2)
    assert book.notes.unseal(passphrase=PASSPHRASE).read(kept).text == "well done"
    assert all("Ana" not in getattr(each, "author", "") for each in book.versions("n2"))
    book.notes.seal()
