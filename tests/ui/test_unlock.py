"""Creating, unlocking, recovering, restoring: every way to an open book, through the real screen."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.application import Application
from program.commands import Keep
from program.records import Person
from storage.book import Book
from tests.program.scene import mentee, scene
from tests.ui.conftest import PASSPHRASE, new_book, quiet
from ui.unlock.screen import UnlockScreen
from ui.window import Window

Opened = Callable[..., Window]


def screen(window: Window) -> UnlockScreen:
    assert window.unlock is not None
    return window.unlock


def unlock(window: Window, qtbot: QtBot, passphrase: str) -> None:
    secret = screen(window).open_sheet.secret
    secret.set_text(passphrase)
    qtbot.keyClick(secret.field, Qt.Key.Key_Return)
    quiet(qtbot, window)


def confirm(shown: UnlockScreen, qtbot: QtBot) -> str:
    """Type back the group of the recovery key that is asked for; the whole key."""
    kit = shown.kit_sheet.kit
    key = kit.key
    kit.typed.setText(key.split("-")[kit.group_asked])
    qtbot.mouseClick(shown.kit_sheet.go, Qt.MouseButton.LeftButton)
    return key


def closed_book(path: Path) -> Path:
    new_book(path, scene()).close()
    return path


def contents(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_a_new_program_from_name_to_open_book(app: Application, qtbot: QtBot, tmp_path: Path) -> None:
    window = app.open_window()
    shown = screen(window)
    assert shown.step is shown.choose_sheet
    qtbot.mouseClick(shown.choose_sheet.begin, Qt.MouseButton.LeftButton)
    create = shown.create_sheet
    create.put_into(tmp_path)
    qtbot.keyClicks(create.name, "Rotation 2027")
    assert not create.go.isEnabled()
    qtbot.mouseClick(create.passphrase.suggest, Qt.MouseButton.LeftButton)
    words = create.passphrase.text
    assert len(words.split("-")) == 6
    create.passphrase.second.set_text("something else")
    assert not create.go.isEnabled()
    create.passphrase.second.set_text(words)
    qtbot.mouseClick(create.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.step is shown.kit_sheet, timeout=30_000)
    assert not window.desk.is_open, "the recovery key comes first"
    assert create.passphrase.text == ""

    kit = shown.kit_sheet.kit
    key = kit.key
    window.desk.ask.next(tmp_path / "kit.pdf")
    kit._save(".pdf")
    assert (tmp_path / "kit.pdf").read_bytes().startswith(b"%PDF")
    window.desk.ask.next(tmp_path / "kit.txt")
    kit._save(".txt")
    assert key.split("-")[3] in (tmp_path / "kit.txt").read_text("utf-8")
    kit.typed.setText("0000")
    assert not shown.kit_sheet.go.isEnabled()
    kit.typed.setText(key.split("-")[kit.group_asked].lower())
    qtbot.mouseClick(shown.kit_sheet.go, Qt.MouseButton.LeftButton)
    assert window.desk.is_open
    assert window.desk.program().charter.name == "Rotation 2027"
    assert window.desk.book.path == tmp_path / "Rotation 2027.rotunda"
    assert kit.key == ""

    window.lock()
    qtbot.waitUntil(lambda: not screen(window).waiting, timeout=20_000)
    book = Book.open(tmp_path / "Rotation 2027.rotunda", recovery=key)
    book.close()


def test_weak_passphrases_are_told_apart_while_typing(app: Application, qtbot: QtBot) -> None:
    window = app.open_window()
    screen(window).show_create()
    new = screen(window).create_sheet.passphrase
    for typed, good in (("short", False), ("aaaaaaaaaaaaaaaa", False), ("copper lantern orbit meadow", True)):
        new.first.set_text(typed)
        new.second.set_text(typed)
        new.judge()
        assert new.good is good, typed


def test_caps_lock_is_pointed_out(app: Application, qtbot: QtBot) -> None:
    window = app.open_window()
    secret = screen(window).open_sheet.secret
    screen(window).show_book(Path("Some.rotunda"))
    qtbot.keyClick(secret.field, "A")  # a capital without Shift
    assert secret.caps_shown
    qtbot.keyClick(secret.field, "a")
    assert not secret.caps_shown


def test_a_passphrase_is_hidden_unless_asked_for(app: Application) -> None:
    secret = screen(app.open_window()).open_sheet.secret
    secret.set_text("hidden")
    assert secret.field.echoMode() is QLineEdit.EchoMode.Password
    secret.show_text(True)
    assert secret.field.echoMode() is QLineEdit.EchoMode.Normal
    secret.clear()
    assert secret.field.echoMode() is QLineEdit.EchoMode.Password


def test_the_last_book_is_offered_and_opens(app: Application, qtbot: QtBot, tmp_path: Path) -> None:
    path = closed_book(tmp_path / "Mine.rotunda")
    app.settings.remember(path)
    window = app.open_window()
    assert screen(window).open_sheet.heading.text() == "Mine"
    unlock(window, qtbot, PASSPHRASE)
    assert window.desk.is_open
    assert window.desk.program().get(Person, "ana") is not None


def test_a_wrong_passphrase_says_so_and_changes_no_byte(app: Application, qtbot: QtBot, tmp_path: Path) -> None:
    path = closed_book(tmp_path / "Mine.rotunda")
    before = contents(path)
    window = app.open_window(path)
    unlock(window, qtbot, "not the passphrase at all")
    assert not window.desk.is_open
    sheet = screen(window).open_sheet
    assert "does not open this book" in sheet.trouble_words
    assert sheet.secret.text == ""
    assert contents(path) == before
    unlock(window, qtbot, PASSPHRASE)
    assert window.desk.is_open


def test_the_recovery_key_opens_and_asks_for_a_new_passphrase(app: Application, qtbot: QtBot, tmp_path: Path) -> None:
    book = new_book(tmp_path / "Mine.rotunda", scene())
    key = book.locks.new_recovery(passphrase=PASSPHRASE)
    book.close()
    window = app.open_window(tmp_path / "Mine.rotunda")
    shown = screen(window)
    shown.open_sheet.by_recovery.emit()
    shown.recover_sheet.key.setText(key[:-6] + "00000" + key[-1])
    qtbot.keyClick(shown.recover_sheet.key, Qt.Key.Key_Return)
    quiet(qtbot, window)
    assert "recovery key" in shown.recover_sheet.trouble_words
    shown.recover_sheet.key.setText(key.lower().replace("-", " "))
    qtbot.keyClick(shown.recover_sheet.key, Qt.Key.Key_Return)
    quiet(qtbot, window)
    assert shown.step is shown.renew_sheet
    fresh = "harvest window plastic engine"
    shown.renew_sheet.passphrase.first.set_text(fresh)
    shown.renew_sheet.passphrase.second.set_text(fresh)
    shown.renew_sheet.passphrase.judge()
    qtbot.mouseClick(shown.renew_sheet.go, Qt.MouseButton.LeftButton)
    quiet(qtbot, window)
    assert window.desk.is_open
    window.lock()
    qtbot.waitUntil(lambda: not screen(window).waiting, timeout=20_000)
    Book.open(tmp_path / "Mine.rotunda", passphrase=fresh).close()


def test_a_book_open_elsewhere_names_who_and_offers_to_read(app: Application, qtbot: QtBot, tmp_path: Path) -> None:
    path = closed_book(tmp_path / "Mine.rotunda")
    (path / "lock").write_text(
        '{"host": "other-laptop", "user": "jo", "pid": 1, "since": "2026-11-20T10:00:00+00:00", "born": ""}', "utf-8"
    )
    window = app.open_window(path)
    unlock(window, qtbot, PASSPHRASE)
    shown = screen(window)
    assert "by jo on other-laptop" in shown.open_sheet.trouble_words
    assert shown.remedy == "Take it over"
    window.desk.ask.next(False)
    shown.take_remedy()
    assert not window.desk.is_open
    shown.open_sheet.read_only.setChecked(True)
    unlock(window, qtbot, PASSPHRASE)
    assert window.desk.is_open
    assert window.desk.book.read_only
    assert window.desk.do(Keep((mentee("x", "Somebody"),))) is None
    assert window.desk.facts()[0] == "Reading only"


def test_what_is_offered_forgets_the_passphrase_when_nobody_is_there(
    app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    path = closed_book(tmp_path / "Mine.rotunda")
    (path / "lock").write_text(
        '{"host": "other-laptop", "user": "jo", "pid": 1, "since": "2026-11-20T10:00:00+00:00", "born": ""}', "utf-8"
    )
    window = app.open_window(path)
    unlock(window, qtbot, PASSPHRASE)
    shown = screen(window)
    assert shown.remedy == "Take it over"
    app.idle.due.emit("idle")
    assert shown.remedy == ""
    shown.take_remedy()  # asks nothing and opens nothing
    quiet(qtbot, window)
    assert not window.desk.is_open
    unlock(window, qtbot, PASSPHRASE)
    assert shown.remedy == "Take it over"
    shown.show_others()
    shown.take_remedy()
    quiet(qtbot, window)
    assert not window.desk.is_open


def test_a_book_open_in_another_window_cannot_be_read_beside_it(
    app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    with new_book(tmp_path / "Mine.rotunda", scene()) as book:
        window = app.open_window()
        screen(window).show_book(book.path)
        unlock(window, qtbot, PASSPHRASE)
        assert "already open" in screen(window).open_sheet.trouble_words
        assert screen(window).remedy == ""


def test_a_damaged_book_offers_its_backups_and_one_click_restores(
    app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    book = new_book(tmp_path / "Mine.rotunda", scene())
    book.backup()
    book.close()
    (tmp_path / "Mine.rotunda" / "program.db").write_bytes(b"broken" * 4000)
    window = app.open_window(tmp_path / "Mine.rotunda")
    unlock(window, qtbot, PASSPHRASE)
    shown = screen(window)
    assert not window.desk.is_open
    assert shown.open_sheet.trouble_words
    assert shown.remedy == "Restore a verified backup…"
    shown.take_remedy()
    assert shown.step is shown.restore_sheet
    assert shown.restore_sheet.list.count() >= 1
    shown.restore_sheet.secret.set_text(PASSPHRASE)
    qtbot.mouseClick(shown.restore_sheet.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk.is_open, timeout=20_000)
    assert window.desk.program().get(Person, "ana") is not None


def test_a_backup_kept_elsewhere_is_restored_with_the_recovery_key(
    app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    book = new_book(tmp_path / "Mine.rotunda", scene())
    key = book.locks.new_recovery(passphrase=PASSPHRASE)
    away = tmp_path / "stick" / book.backup().path.name
    book.close()
    away.parent.mkdir()
    shutil.copy(next((tmp_path / "Mine.rotunda" / "backups").iterdir()), away)
    shutil.rmtree(tmp_path / "Mine.rotunda")
    window = app.open_window(tmp_path / "Mine.rotunda")
    unlock(window, qtbot, PASSPHRASE)
    shown = screen(window)
    shown.take_remedy()
    sheet = shown.restore_sheet
    assert not sheet.go.isEnabled()
    (tmp_path / "other.txt").write_text("no backup", "utf-8")
    window.desk.ask.next(tmp_path / "other.txt", away)
    sheet.elsewhere.emit()
    assert "damaged" in sheet.trouble_words
    sheet.elsewhere.emit()
    assert sheet.trouble_words == ""
    sheet.secret.set_text(key.lower())
    qtbot.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk.is_open, timeout=20_000)
    assert window.desk.program().get(Person, "ana") is not None


def test_a_book_that_is_open_elsewhere_is_not_restored_but_can_be_taken_over(
    app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    book = new_book(tmp_path / "Mine.rotunda", scene())
    book.backup()
    book.close()
    (book.path / "lock").write_text(
        '{"host": "other-laptop", "user": "jo", "pid": 1, "since": "2026-11-20T10:00:00+00:00", "born": ""}', "utf-8"
    )
    window = app.open_window(book.path)
    shown = screen(window)
    shown.show_restore()
    shown.restore_sheet.secret.set_text(PASSPHRASE)
    qtbot.mouseClick(shown.restore_sheet.go, Qt.MouseButton.LeftButton)
    quiet(qtbot, window)
    assert "by jo on other-laptop" in shown.restore_sheet.trouble_words
    assert shown.remedy == "Take it over"
    window.desk.ask.next(True)
    shown.take_remedy()
    qtbot.waitUntil(lambda: window.desk.is_open, timeout=20_000)


def test_unlocking_stands_in_the_journal_unless_only_to_read(app: Application, qtbot: QtBot, tmp_path: Path) -> None:
    window = app.open_window(closed_book(tmp_path / "Mine.rotunda"))
    unlock(window, qtbot, PASSPHRASE)
    assert [entry.words for entry in window.desk.history(limit=2)] == ["Unlocked", "Fill the book"]
    assert window.desk.undo_title == "Fill the book"
    window.lock()
    qtbot.waitUntil(lambda: not screen(window).waiting, timeout=20_000)
    screen(window).open_sheet.read_only.setChecked(True)
    unlock(window, qtbot, PASSPHRASE)
    assert [entry.words for entry in window.desk.history(limit=2)] == ["Unlocked", "Fill the book"]


def test_a_missing_book_is_told(app: Application, qtbot: QtBot, tmp_path: Path) -> None:
    window = app.open_window(tmp_path / "Gone.rotunda")
    unlock(window, qtbot, PASSPHRASE)
    assert "no Rotunda book" in screen(window).open_sheet.trouble_words


def test_recent_books_can_be_forgotten_and_not_kept_at_all(app: Application, qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("A", "B"):
        app.settings.remember(closed_book(tmp_path / f"{name}.rotunda"))
    window = app.open_window()
    shown = screen(window)
    shown.show_others()
    assert [button.text() for button in shown.choose_sheet.books] == ["B", "A"]
    shown.choose_sheet.dropped.emit(tmp_path / "B.rotunda")
    assert [button.text() for button in shown.choose_sheet.books] == ["A"]
    app.settings.set(remember_books=False)
    assert app.settings.books() == []
    app.settings.remember(tmp_path / "A.rotunda")
    assert app.settings.books() == []


def test_a_folder_that_is_no_book_is_refused(app: Application, tmp_path: Path) -> None:
    window = app.open_window()
    (tmp_path / "photos").mkdir()
    window.desk.ask.next(tmp_path / "photos")
    screen(window)._open_other()
    assert "no Rotunda book" in screen(window).choose_sheet.trouble_words


def test_closing_half_way_through_creating_leaves_no_open_book(app: Application, qtbot: QtBot, tmp_path: Path) -> None:
    window = app.open_window()
    shown = screen(window)
    shown._create("Half", tmp_path / "Half.rotunda", PASSPHRASE)
    qtbot.waitUntil(lambda: shown.step is shown.kit_sheet, timeout=30_000)
    window.close()
    app.close()
    Book.open(tmp_path / "Half.rotunda", passphrase=PASSPHRASE).close()


def test_a_recovery_key_does_not_stay_on_the_screen_when_nobody_is_there(
    app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    window = app.open_window()
    shown = screen(window)
    shown._create("Half", tmp_path / "Half.rotunda", PASSPHRASE)
    qtbot.waitUntil(lambda: shown.step is shown.kit_sheet, timeout=30_000)
    app.idle.due.emit("idle")
    assert shown.kit_sheet.kit.key == ""
    assert shown.step is shown.open_sheet
    assert "has not been confirmed" in shown.banner.words
    unlock(window, qtbot, PASSPHRASE)
    assert not window.desk.is_open
    front: object = shown.step
    assert front is shown.kit_sheet, "the key is shown until it is kept"
    confirm(shown, qtbot)
    assert window.desk.is_open
    assert not window.desk.new_key.waits


# What has no part in the first picture of the window, and is loaded behind it or when it is first used.
LATER = (
    "sqlalchemy alembic sqlcipher3 cryptography reportlab pikepdf matplotlib rapidfuzz python_calamine xlsxwriter "
    "zxcvbn PySide6.QtSvg PySide6.QtDBus ctypes.util logging.handlers socket subprocess hashlib dataclasses pickle "
    "json numpy program.program program.records program.rules storage reports "
    "desktop.instance multiprocessing ui.ask ui.frame ui.motion ui.noticebar ui.palette ui.pages ui.unlock.create "
    "ui.unlock.open"
)
FIRST_PAINT = """
import sys
from PySide6.QtCore import QEvent, QObject
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            print([name for name in sys.argv[1:] if name in sys.modules])
        return False
def settled():
    import gc, resources
    from PySide6.QtGui import QFontDatabase
    print({font.family for font in resources.fonts()} - set(QFontDatabase.families()), gc.get_freeze_count() > 0)
    window.close()
from desktop.__main__ import build
application = build()
window = application.open_window()
window.settled.connect(settled)
watch = Watch()
window.installEventFilter(watch)
sys.exit(application.run())
"""


def test_the_first_paint_waits_for_nothing_it_does_not_show_and_the_rest_comes_right_behind(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, *LATER.split()],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)},
    )
    assert done.stdout.splitlines() == ["[]", "set() True"]
