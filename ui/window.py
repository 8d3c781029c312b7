"""The window: the unlock screen, or the frame with its pages, and everything that can be done from anywhere."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QMenuBar, QWidget

from ui.actions import Action
from ui.blank import Blank
from ui.desk import Desk
from ui.menus import Menus
from ui.page import Page
from ui.unlock.screen import UnlockScreen

if TYPE_CHECKING:
    from storage.book import Book
    from ui.clipboard import Clipboard
    from ui.frame import Frame
    from ui.locking import Idle
    from ui.protections import Protection
    from ui.settings import Settings

LEAST = QSize(1024, 700)
USUAL = QSize(1280, 800)
IN_ROOM = 15
"""Minutes without a sign of life until the lock while something is shown to a room."""


class Window(QMainWindow):
    """One window with one book, or none yet. Its title never says more than the product's name."""

    settled = Signal()
    """The window was seen for the first time, or is about to show a book: what can wait until then is to be done."""
    closed = Signal()
    book_opened = Signal(object)
    """The `Path` of a book that was opened here."""
    book_closed = Signal(object)
    """The `Path` of a book that was locked here."""

    def __init__(
        self,
        settings: Settings,
        clipboard: Clipboard,
        idle: Idle,
        protections: Callable[[], list[Protection]] = list,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Rotunda")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.settings = settings
        self.idle = idle
        self.desk = Desk(settings, clipboard, self)
        self.desk.protections = protections
        self.desk.clock = idle.clock
        self.blank = Blank(self, idle.clock)
        self.blank.changed.connect(self.desk.hidden)
        self.blank.wanted.connect(self.hide_all)
        self.desk.hide_wanted.connect(self.hide_all)
        self.desk.locked.connect(self.blank.forget)
        self.desk.in_room.connect(self._in_room)
        self.frame: Frame | None = None
        self.unlock: UnlockScreen | None = None
        self._settled = self._closing = False
        self._alone = False  # whether the key pressed last was one that shows the menu bar
        self._place: Path | None = None
        self._bar = QMenuBar()
        self.setMenuBar(self._bar)
        self._menus = Menus(self._bar, self)
        self.setMinimumSize(LEAST)
        self._restore_geometry()
        self.desk.opened.connect(self._show_frame)
        self.desk.lock_wanted.connect(self.lock_soon)
        self.desk.restore_wanted.connect(lambda backup: QTimer.singleShot(0, self, lambda: self._restore(backup)))
        idle.due.connect(self.lock)
        idle.tick.connect(self._tick)
        settings.changed.connect(self._setting)
        self._show_bar()
        self.show_unlock()

    # ---- the two faces ---------------------------------------------------------------------------------------------

    def show_unlock(self, book: Path | None = None, words: str = "") -> None:
        """Show the unlock screen for this book (or the last one), with a word on why."""
        screen = UnlockScreen(self.desk, book or self._place, words, self)
        screen.opened.connect(self.hold)
        self.unlock = screen
        self._inside(screen)
        self._fill_menus()

    def hold(self, book: Book) -> None:
        """Show an open book."""
        self._settle()
        self._place = book.path
        self.settings.remember(book.path)
        self.desk.hold(book)
        self.book_opened.emit(book.path)

    def lock(self, why: str = "") -> None:
        """Lock: everything that shows the book is destroyed, the book closed, its keys dropped."""
        if self.frame is not None:
            self.frame.remember()
        close = self.desk.let_go()
        if close is None:
            if self.unlock is not None and why:
                self.unlock.rest()
            return
        self.frame = None
        self.book_closed.emit(self._place)
        words = {
            "idle": "Locked because nobody was there for a while.",
            "slept": "Locked because the computer slept.",
            "away": "Locked because the screen was locked.",
        }.get(why, "Locked.")
        self.show_unlock(words=words)
        assert self.unlock is not None
        self.unlock.wait_for(close)

    def _show_frame(self) -> None:
        from ui.frame import Frame  # not before it is needed: the unlock screen is to be there at once

        self.unlock = None
        self.frame = Frame(self.desk, self)
        self.frame.page_shown.connect(lambda _key: self._fill_menus())
        self.frame.header.lock.connect(self.lock_soon)
        self.frame.header.entered.connect(self._search_everywhere)
        self.frame.header.menu.connect(self._popup_menu)
        self._inside(self.frame)
        self.idle.life()
        self._tick(self.idle.seconds_left)
        wanted = self.settings.values.page
        first = next(iter(self.frame.entries), "")
        self.frame.show_page(wanted if wanted in self.frame.entries else first)
        self.frame.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _inside(self, widget: QWidget) -> None:
        old = self.takeCentralWidget()
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.setCentralWidget(widget)

    # ---- what can be done ------------------------------------------------------------------------------------------

    def actions_table(self) -> list[Action]:
        """Everything that can be done now, in the order of the menus."""
        if self.frame is None:
            return [
                Action("quit", "Close the window", self.close, "close", "Ctrl+Q", section="Book"),
                Action("shortcuts", "Shortcuts", self.show_shortcuts, "keyboard", "?", section="Help"),
            ]
        return [*self._book_actions(), *self._edit_actions(), *self._go_actions(), *self._page_actions(),
                *self._view_actions()]  # fmt: skip

    def _book_actions(self) -> list[Action]:
        return [
            Action("lock", "Lock", self.lock_soon, "lock", "Ctrl+L", section="Book"),
            Action("backup", "Back up now", self.back_up, "backup", section="Book", enabled=self._writable),
            Action("other", "Open another book…", self.leave, "open", "Ctrl+O", section="Book"),
            Action("quit", "Close the window", self.close, "close", "Ctrl+Q", section="Book"),
        ]

    def _edit_actions(self) -> list[Action]:
        desk = self.desk
        return [
            Action("undo", "Undo", desk.undo, "undo", "Ctrl+Z", lambda: bool(desk.undo_title), "Edit"),
            Action("redo", "Redo", desk.redo, "redo", "Ctrl+Shift+Z", lambda: bool(desk.redo_title), "Edit"),
            Action("drop_note", "Drop a private note…", lambda: self.go("feedback", "drop"), "note", "Ctrl+Shift+N",
                   self._writable, "Edit"),
            Action("search", "Search", self.focus_search, "search", "Ctrl+F", section="Edit"),
            Action("palette", "Do or find anything…", self.show_palette, "sparkle", "Ctrl+K", section="Edit"),
        ]

    def _go_actions(self) -> list[Action]:
        assert self.frame is not None
        return [
            Action(f"go_{entry.key}", entry.words, lambda key=entry.key: self.go(key), entry.icon,  # type: ignore[misc]
                   f"Ctrl+{place}" if place <= 9 else "", section="Go")
            for place, entry in enumerate(self.frame.entries.values(), 1)
        ]  # fmt: skip

    def _page_actions(self) -> list[Action]:
        page = self.page
        if page is None:
            return []
        return [_in_section(action, page.title) for action in page.actions()]

    def _view_actions(self) -> list[Action]:
        values, settings = self.settings.values, self.settings
        return [
            Action("rail", "Wide or narrow rail", lambda: settings.set(rail_wide=not settings.values.rail_wide),
                   "columns", "Ctrl+B", section="View"),
            Action("panel", "Show or hide the panel at the right",
                   lambda: settings.set(inspector_open=not settings.values.inspector_open), "columns", "Ctrl+I",
                   section="View"),
            Action("light", "Light", lambda: settings.set(theme="light"), "sun", section="View"),
            Action("dark", "Dark", lambda: settings.set(theme="dark"), "moon", section="View"),
            Action("system", "Light or dark as the system has it", lambda: settings.set(theme="system"), "contrast",
                   section="View"),
            Action("menu_bar", "Hide the menu bar" if values.menu_bar else "Always show the menu bar",
                   lambda: settings.set(menu_bar=not settings.values.menu_bar), "more", section="View"),
            Action("hide", "Hide everything", self.hide_all, "eye-off", "Ctrl+Shift+H", section="View"),
            Action("notices", "Go to the newest notice", self._focus_notice, "info", "F6", section="View"),
            Action("shortcuts", "Shortcuts", self.show_shortcuts, "keyboard", "?", section="Help"),
        ]  # fmt: skip

    def _writable(self) -> bool:
        return self.desk.is_open and not self.desk.book.read_only

    # ---- doing it --------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page in front, while a book is open."""
        return self.frame.page if self.frame is not None and self.frame.key else None

    def go(self, key: str, record: str = "") -> None:
        """Show a page, and there a record."""
        if self.frame is not None:
            self.frame.show_page(key, record)

    def lock_soon(self) -> None:
        """Lock as soon as the click or key that asked for it has been dealt with."""
        QTimer.singleShot(0, self, self.lock)

    def hide_all(self) -> None:
        """Cover every window, the room's too; Esc Esc does the same."""
        if self.frame is not None:
            self.blank.hide()

    def _in_room(self, on: bool) -> None:
        """Before a room the lock waits longer."""
        self.idle.set_minutes(max(IN_ROOM, self.settings.values.lock_minutes) if on else
                              self.settings.values.lock_minutes)  # fmt: skip

    def leave(self) -> None:
        """Lock, to open another book."""
        QTimer.singleShot(0, self, self._leave)

    def _leave(self) -> None:
        self.lock()
        if self.unlock is not None:
            self.unlock.show_others()

    def _restore(self, backup: Path) -> None:
        self.lock()
        if self.unlock is not None:
            self.unlock.show_restore(backup)

    def back_up(self) -> None:
        """Make a verified backup now, and say so."""
        self.desk.back_up()

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        if self.frame is not None:
            self.frame.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.frame.header.search.selectAll()

    def show_palette(self, text: str = "") -> None:
        """Open the palette; what is chosen in it is done once it has closed."""
        if self.frame is None:
            return
        from ui import palette

        offered = palette.entries(self.actions_table(), self.desk.program(), self.go, self.frame.entries)
        shown = palette.Palette(offered, text, self)
        if self.desk.ask.show(shown) and shown.chosen is not None and self.frame is not None:
            shown.chosen.run()

    def show_shortcuts(self) -> None:
        """Open the page of shortcuts."""
        from ui.shortcuts import Shortcuts

        self.desk.ask.show(Shortcuts(self.actions_table(), self))

    def _search_everywhere(self) -> None:
        page = self.page
        if page is not None and self.frame is not None and type(page).search is Page.search:
            text = self.frame.header.search.text()
            self.frame.header.search.clear()
            self.show_palette(text)

    def _focus_notice(self) -> None:
        if self.frame is not None:
            self.frame.notices.focus_newest()

    # ---- menus, settings, time -------------------------------------------------------------------------------------

    def _fill_menus(self) -> None:
        self._menus.fill(self.actions_table())

    def _popup_menu(self, button: QWidget) -> None:
        menu = self._menus.popup(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _show_bar(self) -> None:
        if not self._bar.isNativeMenuBar():
            self._bar.setVisible(self.settings.values.menu_bar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._alone = event.key() in (Qt.Key.Key_Alt, Qt.Key.Key_F10)
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Alt or F10, pressed and released alone, shows the menu bar; once more hides it."""
        if self._alone and event.key() in (Qt.Key.Key_Alt, Qt.Key.Key_F10) and not self._bar.isNativeMenuBar():
            shown = not self._bar.isVisible() or self.settings.values.menu_bar
            self._bar.setVisible(shown)
            if shown:
                self._bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
        super().keyReleaseEvent(event)

    def _setting(self, key: str) -> None:
        if key == "menu_bar":
            self._show_bar()
            QTimer.singleShot(0, self, self._fill_menus)

    def _tick(self, seconds: int) -> None:
        if self.frame is not None and self.desk.is_open:
            self.frame.tell_time(self.desk.program().charter.name, f"Locks in {seconds // 60}:{seconds % 60:02d}")

    # ---- the window itself -----------------------------------------------------------------------------------------

    def _restore_geometry(self) -> None:
        kept = self.settings.values.geometry
        restored = False
        if kept:
            with contextlib.suppress(ValueError):
                restored = self.restoreGeometry(QByteArray(base64.b64decode(kept)))
        if not restored:
            self.resize(USUAL)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._settled:
            QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        if not self._settled:
            self._settled = True
            self.settled.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isMinimized():
            if self.settings.values.lock_on_minimise:
                self.lock_soon()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing waits until the book is closed and its backup verified."""
        if not self._closing and self.desk.new_key.waits and self.desk.ask.attended and not self.desk.ask.sure(
            "Close without keeping the new recovery key?",
            "It is shown nowhere again, and an older kit no longer opens the book. The passphrase does; with it a new "
            "kit can be made under Settings.",
            yes="Close without it",
        ):
            event.ignore()
            return
        if not self._closing:
            self._closing = True
            self.settings.set(geometry=bytes(self.saveGeometry().toBase64().data()).decode())
            self.lock()
            if self.unlock is not None:
                self.unlock.close_held()
                if self.unlock.waiting:
                    self.unlock.ready.connect(self.close)
        if self.unlock is not None and self.unlock.waiting:
            event.ignore()
            return
        self._menus.clear()
        event.accept()
        self.closed.emit()

    def wait_closed(self) -> None:
        """Block until whatever still runs for this window is over; only for the very end of the application."""
        self.desk.jobs.wait()


def _in_section(action: Action, section: str) -> Action:
    return action if action.section else msgspec.structs.replace(action, section=section)
