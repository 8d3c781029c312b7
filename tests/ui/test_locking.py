"""Locking: when it happens by itself, and that nothing of the book is left on the screen or in Python afterwards."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.application import Application
from program.commands import Keep
from tests.program.scene import mentee
from tests.ui.conftest import Clock, quiet
from ui.window import Window

Opened = Callable[..., Window]


def settled(window: Window, qtbot: QtBot) -> None:
    """Wait until the book is closed and everything deleted that was to be deleted later."""
    qtbot.waitUntil(lambda: window.unlock is not None and not window.unlock.waiting, timeout=20_000)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def test_idle_minutes_lock_and_signs_of_life_do_not(
    opened: Opened, app: Application, clock: Clock, qtbot: QtBot
) -> None:
    window = opened()
    for _ in range(20):
        clock.now += 29
        app.idle.look()
        if clock.now < 1200:
            QApplication.sendEvent(window.windowHandle(), _key())
    assert not window.desk.is_open
    settled(window, qtbot)
    assert window.unlock is not None
    assert "nobody was there" in window.unlock.banner.words


def test_the_time_left_stands_in_the_rail(opened: Opened, app: Application, clock: Clock) -> None:
    window = opened()
    app.idle.look()
    clock.now += 28
    app.idle.look()
    assert window.frame is not None
    assert window.frame.rail.time_words == "Locks in 4:32"


def test_a_tick_that_comes_far_too_late_means_sleep(
    opened: Opened, app: Application, clock: Clock, qtbot: QtBot
) -> None:
    window = opened()
    app.idle.look()
    clock.now += 100
    app.idle.look()
    assert not window.desk.is_open
    settled(window, qtbot)


def test_the_minutes_can_be_set(opened: Opened, app: Application, clock: Clock) -> None:
    window = opened()
    app.settings.set(lock_minutes=1)
    assert app.idle.seconds_left == 60
    app.settings.set(lock_minutes=5)
    assert window.desk.is_open


def test_ctrl_l_locks(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not window.desk.is_open)
    settled(window, qtbot)
    assert window.unlock is not None
    assert window.unlock.open_sheet.heading.text() == "Test program"


def test_after_locking_no_widget_and_no_model_knows_the_book(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    assert window.frame is not None
    pages = []
    for key in window.frame.entries:
        window.go(key)
        quiet(qtbot, window)
        pages.append(weakref.ref(window.page))
    window.desk.do(Keep((mentee("new", "Noa Levi"),)))
    models = [weakref.ref(model) for model in window.findChildren(QAbstractItemModel)]
    assert names_in_memory() == set(PRIVATE), "the search is blind"
    window.lock()
    settled(window, qtbot)
    assert [page() for page in pages] == [None] * len(pages)
    alive = [each for model in models if (each := model()) is not None and isValid(each)]
    assert [type(each).__name__ for each in alive if each.rowCount()] == []
    assert private_words() == []
    assert names_in_memory() <= {PRIVATE[0]}, "a name is still in memory"  # Ana stands in explanations of the source


def test_the_book_is_closed_and_its_lock_let_go(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    path = window.desk.book.path
    window.lock()
    settled(window, qtbot)
    assert not (path / "lock").exists()


def test_open_questions_are_closed_unanswered(opened: Opened, app: Application, qtbot: QtBot) -> None:
    window = opened()
    window.desk.ask.attended = True
    asked: list[str] = []

    def then_lock(dialog: QDialog) -> None:
        asked.append(dialog.accessibleName())
        if len(asked) < 3:
            QTimer.singleShot(0, window, lambda: window.desk.ask.text(f"Question {len(asked) + 1}"))
            window.desk.ask.next(then_lock)
            return
        app.idle.due.emit("idle")

    window.desk.ask.next(then_lock)
    assert window.desk.ask.text("Question 1") is None
    assert asked == ["Question 1", "Question 2", "Question 3"]
    assert not window.desk.is_open
    settled(window, qtbot)
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def test_work_under_way_is_dropped_and_its_outcome_goes_nowhere(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    landed: list[object] = []
    window.desk.jobs.run(lambda _progress, cancelled: wait_for(cancelled), "Exporting", landed.append, landed.append)
    window.lock()
    settled(window, qtbot)
    quiet(qtbot, window)
    assert landed == []


def test_the_book_is_closed_even_while_work_goes_on_that_does_not_listen(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    path, release = window.desk.book.path, threading.Event()
    for _ in range(3):
        window.desk.jobs.run(lambda _progress, _cancelled: release.wait(20), "Drawing")
    window.lock()
    settled(window, qtbot)
    assert not (path / "lock").exists()
    release.set()
    quiet(qtbot, window)


def test_a_change_still_being_written_is_not_lost(opened: Opened, qtbot: QtBot) -> None:
    from storage.book import Book
    from tests.ui.conftest import PASSPHRASE

    window = opened()
    path, started = window.desk.book.path, window.desk.book.head().seq
    window.desk.do_in_background(Keep(tuple(mentee(f"p{n}", f"Person {n}") for n in range(50))), "Bringing in people")
    window.lock()
    settled(window, qtbot)
    quiet(qtbot, window)
    with Book.open(path, passphrase=PASSPHRASE) as book:
        people = [id_ for id_ in book.program().of(type(mentee("x", "X"))) if id_.startswith("p")]
        assert (len(people), book.head().seq) in ((50, started + 1), (0, started)), "all of it or nothing"


def test_the_clipboard_is_emptied_if_it_is_ours(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.desk.clipboard.copy("Ana Ruiz")
    window.lock()
    settled(window, qtbot)
    assert QGuiApplication.clipboard().text() == ""


def test_the_passphrase_can_be_typed_while_the_book_is_still_closing(opened: Opened, qtbot: QtBot) -> None:
    from tests.ui.conftest import PASSPHRASE

    window = opened()
    window.lock()
    assert window.unlock is not None
    window.unlock.open_sheet.secret.set_text(PASSPHRASE)
    qtbot.keyClick(window.unlock.open_sheet.secret.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.is_open, timeout=20_000)


def wait_for(cancelled: Callable[[], bool]) -> str:
    while not cancelled():
        threading.Event().wait(0.005)
    return "done"


def private_words() -> list[str]:
    """Everything any widget still says that comes out of the book."""
    said = []
    for widget in QApplication.allWidgets():
        texts = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()]
        if isinstance(widget, QLabel | QLineEdit):
            texts.append(widget.text())
        said += [f"{type(widget).__name__}: {text}" for text in texts if _is_private(text)]
    return said


def names_in_memory() -> set[str]:
    """The names of the book that objects made since the test before hold, themselves or in something plain."""
    found: set[str] = set()
    stack = [each for each in gc.get_objects() if type(each) is not FrameType]
    while stack:
        for held in gc.get_referents(stack.pop()):
            if type(held) is str:
                found.update(name for name in PRIVATE if name in held)
            elif not gc.is_tracked(held):  # the collector does not list texts, nor what holds nothing else
                stack.append(held)
    return found


def _is_private(text: str) -> bool:
    return text in PRIVATE or any(name in text for name in PRIVATE) if len(text) < 200 else False


# Put together here, so that the test's own text does not hold them.
PRIVATE = tuple("".join(reversed(name)) for name in ("ziuR anA", "ekkaB noJ", "rofakO neB", "iveL aoN"))


def _key() -> QEvent:
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)




def test_ctrl_l_locks_from_within_a_dialog(opened: Opened, qtbot: QtBot) -> None:
    window = opened()

    def press(dialog: QDialog) -> None:
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.keyClick(dialog, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    window.desk.ask.next(press)
    assert not window.desk.ask.sure("Sure?", "A question stands open.")
    qtbot.waitUntil(lambda: not window.desk.is_open)
    settled(window, qtbot)
