"""The settings page: what is set takes effect at once, and keys and backups of the open book are in reach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.application import Application
from program.commands import Keep
from program.records import Person
from storage.book import Book
from storage.trouble import WrongPassphrase
from tests.program.scene import mentee, scene
from tests.ui.conftest import PASSPHRASE, new_book, quiet
from ui.settings_page.keys import ChangeLocks, ChangePassphrase, NewKit
from ui.settings_page.page import SettingsPage
from ui.theme import theme
from ui.window import Window

Opened = Callable[..., Window]
T = TypeVar("T", bound=QWidget)
FRESH = "harvest window plastic engine"


@pytest.fixture
def window(opened: Opened, qtbot: QtBot) -> Window:
    made = opened()
    made.go("settings")
    quiet(qtbot, made)
    return made


def page_of(window: Window) -> SettingsPage:
    page = window.page
    assert isinstance(page, SettingsPage)
    return page


def named(window: Window, kind: type[T], name: str) -> T:
    found = page_of(window).findChildren(kind)
    return next(each for each in found if each.accessibleName().startswith(name))


def closed(window: Window, qtbot: QtBot) -> Path:
    path = window.desk.book.path
    window.lock()
    qtbot.waitUntil(lambda: window.unlock is not None and not window.unlock.waiting, timeout=20_000)
    return path


def test_light_and_dark_take_effect_at_once(window: Window) -> None:
    box = named(window, QComboBox, "Light or dark")
    for wanted in ("dark", "light", "system"):
        box.setCurrentIndex(box.findData(wanted))
        box.activated.emit(box.currentIndex())
        assert theme().mode.value == wanted


def test_minutes_and_seconds_reach_lock_and_clipboard(window: Window, app: Application) -> None:
    named(window, QSpinBox, "Lock after").setValue(2)
    assert app.idle.seconds_left == 120
    named(window, QSpinBox, "Clear the clipboard").setValue(30)
    window.desk.clipboard.copy("x")
    assert window.desk.clipboard.seconds_left in (29, 30)
    window.desk.clipboard.clear()


def test_the_name_goes_into_the_journal_from_the_next_unlocking_on(
    window: Window, app: Application, qtbot: QtBot
) -> None:
    field = named(window, QLineEdit, "Your name in the journal")
    field.setText("Robin")
    field.editingFinished.emit()
    closed(window, qtbot)
    assert window.unlock is not None
    window.unlock._unlock(PASSPHRASE, False)
    qtbot.waitUntil(lambda: window.desk.is_open, timeout=20_000)
    window.desk.do(Keep((mentee("new", "Noa Levi"),)))
    assert window.desk.history(limit=1)[0].who == "Robin"


def test_places_of_books_are_kept_only_as_long_as_wanted(window: Window, app: Application) -> None:
    assert app.settings.books() == [window.desk.book.path]
    named(window, QCheckBox, "Remember where books lie").setChecked(False)
    assert app.settings.values.books == []


def test_the_passphrase_is_changed(window: Window, qtbot: QtBot) -> None:
    def change(dialog: QDialog) -> None:
        assert isinstance(dialog, ChangePassphrase)
        dialog.present.set_text("not it at all, no")
        dialog.passphrase.first.set_text(FRESH)
        dialog.passphrase.second.set_text(FRESH)
        dialog.passphrase.judge()
        dialog.accept()
        qtbot.waitUntil(lambda: bool(dialog.trouble.words), timeout=20_000)
        assert "does not open" in dialog.trouble.words
        dialog.present.set_text(PASSPHRASE)
        dialog.accept()

    window.desk.ask.next(change)
    page_of(window).change_passphrase()
    path = closed(window, qtbot)
    with pytest.raises(WrongPassphrase):
        Book.open(path, passphrase=PASSPHRASE)
    Book.open(path, passphrase=FRESH).close()


def test_a_new_recovery_kit_must_be_kept_before_its_dialog_closes(window: Window, qtbot: QtBot) -> None:
    keys: list[str] = []

    def make(dialog: QDialog) -> None:
        assert isinstance(dialog, NewKit)
        dialog.present.set_text(PASSPHRASE)
        dialog.accept()
        qtbot.waitUntil(lambda: bool(dialog.kit.key), timeout=20_000)
        keys.append(dialog.kit.key)
        dialog.reject()
        assert dialog.isVisible(), "Escape must not lose the key"
        dialog.kit.typed.setText(dialog.kit.key.split("-")[dialog.kit.group_asked])
        dialog.accept()

    window.desk.ask.next(make)
    page_of(window).new_kit()
    path = closed(window, qtbot)
    Book.open(path, recovery=keys[0]).close()


def test_a_key_that_is_being_made_while_the_book_locks_is_shown_at_the_next_unlocking(
    window: Window, app: Application, qtbot: QtBot
) -> None:
    def make(dialog: QDialog) -> None:
        assert isinstance(dialog, NewKit)
        dialog.present.set_text(PASSPHRASE)
        dialog.accept()
        assert dialog.refuse is not None
        assert not dialog.refuse.isEnabled()
        dialog.reject()
        assert dialog.isVisible(), "what has begun cannot be called off"
        app.idle.due.emit("idle")

    window.desk.ask.next(make)
    page_of(window).new_kit()
    assert not window.desk.is_open
    quiet(qtbot, window)
    shown = window.unlock
    assert shown is not None
    assert "has not been confirmed" in shown.banner.words
    app.idle.due.emit("idle")  # and nobody has come for a long time
    shown.open_sheet.unlock.emit(PASSPHRASE, False)
    quiet(qtbot, window)
    assert shown.step is shown.kit_sheet
    key = shown.kit_sheet.kit.key
    shown.kit_sheet.kit.typed.setText(key.split("-")[shown.kit_sheet.kit.group_asked])
    shown.kit_sheet.go.click()
    assert window.desk.is_open
    path = closed(window, qtbot)
    Book.open(path, recovery=key).close()


def test_a_key_on_the_screen_when_the_book_locks_is_shown_again(window: Window, qtbot: QtBot) -> None:
    def make(dialog: QDialog) -> None:
        assert isinstance(dialog, NewKit)
        dialog.present.set_text(PASSPHRASE)
        dialog.accept()
        qtbot.waitUntil(lambda: bool(dialog.kit.key), timeout=20_000)
        window.lock()

    window.desk.ask.next(make)
    page_of(window).new_kit()
    quiet(qtbot, window)
    shown = window.unlock
    assert shown is not None
    assert "has not been confirmed" in shown.banner.words
    shown.open_sheet.unlock.emit(PASSPHRASE, False)
    quiet(qtbot, window)
    assert shown.step is shown.kit_sheet
    assert not window.desk.is_open


def test_the_locks_are_changed_and_old_backups_named(window: Window, qtbot: QtBot) -> None:
    window.desk.book.backup()
    keys: list[str] = []

    def change(dialog: QDialog) -> None:
        assert isinstance(dialog, ChangeLocks)
        dialog.present.set_text(PASSPHRASE)
        dialog.accept()
        qtbot.waitUntil(lambda: bool(dialog.kit.key), timeout=20_000)
        assert "with the old keys" in dialog.trouble.words
        old = [each.path for each in window.desk.book.backups()]
        window.desk.ask.next(False, True)
        dialog.remove.click()
        assert all(path.exists() for path in old)
        dialog.remove.click()
        qtbot.waitUntil(lambda: not dialog.working, timeout=20_000)
        assert not any(path.exists() for path in old)
        assert len(window.desk.book.backups()) == 1
        keys.append(dialog.kit.key)
        dialog.kit.typed.setText(dialog.kit.key.split("-")[dialog.kit.group_asked])
        dialog.accept()

    window.desk.ask.next(change)
    page_of(window).change_locks()
    assert window.desk.program().get(Person, "ana") is not None
    window.desk.do(Keep((mentee("new", "Noa Levi"),)))
    path = closed(window, qtbot)
    with Book.open(path, recovery=keys[0]) as book:
        assert book.program().get(Person, "new") is not None


def test_going_back_to_a_backup(window: Window, qtbot: QtBot) -> None:
    backup = window.desk.book.backup()
    window.desk.do(Keep((mentee("new", "Noa Levi"),)))
    page_of(window).backups.show_backups(window.desk.book.backups(), writable=True)
    window.desk.ask.next(False)
    page_of(window)._restore(backup.path)
    assert window.desk.is_open
    window.desk.ask.next(True)
    page_of(window)._restore(backup.path)
    qtbot.waitUntil(lambda: window.unlock is not None and not window.unlock.waiting, timeout=20_000)
    assert window.unlock is not None
    sheet = window.unlock.restore_sheet
    assert window.unlock.step is sheet
    sheet.secret.set_text(PASSPHRASE)
    sheet.go.click()
    qtbot.waitUntil(lambda: window.desk.is_open, timeout=20_000)
    assert window.desk.program().get(Person, "new") is None
    assert len(window.desk.book.backups()) >= 2, "the state before was backed up"


def test_a_backup_is_deleted_only_when_that_is_meant(window: Window) -> None:
    backup = window.desk.book.backup()
    page = page_of(window)
    window.desk.ask.next(False, True)
    page._delete(backup.path)
    assert backup.path.exists()
    page._delete(backup.path)
    assert not backup.path.exists()


def test_checking_the_whole_book_says_how_it_stands(window: Window, qtbot: QtBot) -> None:
    page_of(window).check()
    quiet(qtbot, window)
    assert window.frame is not None
    assert "The book is sound" in window.frame.notices.words[-1]


def test_protections_are_told_as_they_are(window: Window) -> None:
    words = " ".join(label.text() for label in page_of(window).findChildren(QLabel))
    assert "Not on this system" in words or "ordinary screen shots" in words or "Asked for" in words
    assert "Memory of this process" in words


def test_a_book_for_reading_only_cannot_be_rekeyed(app: Application, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Mine.rotunda"
    new_book(path, scene()).close()
    window = app.open_window(book=Book.open(path, passphrase=PASSPHRASE, read_only=True))
    window.go("settings")
    quiet(qtbot, window)
    assert not named(window, QPushButton, "Change the passphrase").isEnabled()
    page_of(window).change_passphrase()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
