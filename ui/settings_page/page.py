"""The settings page: this computer's settings, and below them the book's keys and backups."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QScrollArea, QVBoxLayout, QWidget

from program.trouble import Trouble
from ui.actions import Action
from ui.desk import Desk
from ui.page import Page
from ui.parts.card import Card
from ui.parts.labels import Sign, rule
from ui.settings_page.backups import Backups
from ui.settings_page.keys import ChangeLocks, ChangePassphrase, NewKit
from ui.settings_page.rows import Row, choice, number, text, yes_no
from ui.settings_page.workshop import HONEST, RemoveWorkshop, SetWorkshop

WIDTH = 760


class SettingsPage(Page):
    """Everything that can be set, in cards."""

    key = "settings"
    title = "Settings"
    icon = "settings"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.backups = Backups()
        self._protections = Card("What protects an open book here")
        self._workshop = Card("Workshops")
        self._lay_out()
        self.backups.restore.connect(self._restore)
        self.backups.delete.connect(self._delete)
        desk.backed_up.connect(self._show_backups)
        desk.settings.changed.connect(self._setting)
        self._show_backups()
        self._show_protections()
        self._show_workshop()

    def subtitle(self) -> str:
        return "On this computer, and for this book"

    def actions(self) -> list[Action]:  # type: ignore[override]
        writable = self._writable
        return [
            Action("passphrase", "Change the passphrase…", self.change_passphrase, "key", enabled=writable,
                   section="Book"),
            Action("kit", "Make a new recovery kit…", self.new_kit, "print", enabled=writable, section="Book"),
            Action("locks", "Change the locks…", self.change_locks, "lock", enabled=writable, section="Book"),
            Action("workshop_passphrase", "Set a workshop passphrase…", self.set_workshop, "key", enabled=writable,
                   section="Book"),
            Action("workshop_passphrase_remove", "Remove the workshop passphrase…", self.remove_workshop, "trash",
                   enabled=lambda: writable() and self.desk.book.locks.has_workshop, section="Book"),
            Action("check", "Check the whole book", self.check, "check", section="Book"),
        ]  # fmt: skip

    # ---- the book --------------------------------------------------------------------------------------------------

    def change_passphrase(self) -> None:
        """Ask for the present passphrase and a new one."""
        self._dialog(ChangePassphrase(self.desk, self))

    def new_kit(self) -> None:
        """Make a new recovery key."""
        self._dialog(NewKit(self.desk, self))

    def change_locks(self) -> None:
        """Encrypt the book afresh under new keys."""
        self._dialog(ChangeLocks(self.desk, self))

    def set_workshop(self) -> None:
        """Set a passphrase that opens the book for a room."""
        self._dialog(SetWorkshop(self.desk, self))

    def remove_workshop(self) -> None:
        """Let the workshop's passphrase open nothing any more."""
        self._dialog(RemoveWorkshop(self.desk, self))

    def check(self) -> None:
        """Go through the whole book and say how it stands."""
        self.desk.health.check()

    def _dialog(self, dialog: QDialog) -> None:
        if self._writable():
            self.desk.ask.show(dialog)
            if self.desk.is_open:
                self._show_backups()
                self._show_workshop()

    def _writable(self) -> bool:
        return self.desk.is_open and not self.desk.book.read_only

    def _restore(self, backup: Path) -> None:
        if self.desk.ask.sure(
            "Go back to this backup?",
            "The book is locked first, and as it is now it is backed up. Then the passphrase is asked for.",
            yes="Go back to it",
            danger=False,
        ):
            self.desk.restore_wanted.emit(backup)

    def _delete(self, backup: Path) -> None:
        if not self.desk.ask.sure(
            "Delete this backup?", "The file is removed from the disk. That cannot be undone.", yes="Delete the backup"
        ):
            return
        from storage.trouble import told

        try:
            with told():
                backup.unlink(missing_ok=True)
        except Trouble as trouble:
            self.desk.notice.trouble(trouble)
        self._show_backups()

    def _show_backups(self) -> None:
        self.backups.show_backups(self.desk.book.backups(), writable=self._writable())

    # ---- looks -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 4, 24, 16)
        column.setSpacing(14)
        cards = (self._looks(), self._locking(), self._you(), self._book(), self._workshop, self.backups,
                 self._protections)  # fmt: skip
        for card in cards:
            card.setMaximumWidth(WIDTH)
            column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.setFocusProxy(area)

    def _looks(self) -> Card:
        settings = self.desk.settings
        themes = (("system", "As the system has it"), ("light", "Light"), ("dark", "Dark"))
        densities = (("comfortable", "Comfortable"), ("compact", "Compact"))
        return _card(
            "Appearance",
            Row("Light or dark", "", choice(settings, "theme", themes)),
            Row("Rows of tables", "From the next opening of a page on.", choice(settings, "density", densities)),
            Row("Always show the menu bar", "Otherwise Alt shows it.", yes_no(settings, "menu_bar")),
        )

    def _locking(self) -> Card:
        settings = self.desk.settings
        return _card(
            "Locking",
            Row("Lock after", "Without keyboard or mouse. Ctrl+L locks at once.",
                number(settings, "lock_minutes", 1, 60, "min")),
            Row("Lock when the window is minimised", "", yes_no(settings, "lock_on_minimise")),
            Row("Clear the clipboard after", "Whatever was copied out of Rotunda, if it still lies there.",
                number(settings, "clipboard_seconds", 5, 120, "s")),
            Row("Keep windows out of screen shots", "Where the system can do that.",
                yes_no(settings, "capture_protection")),
        )  # fmt: skip

    def _you(self) -> Card:
        settings = self.desk.settings
        forget = QPushButton("Forget them now")
        forget.clicked.connect(lambda: settings.forget())
        dates = (("ask", "Ask each time"), ("day", "Day first: 31/12"), ("month", "Month first: 12/31"))
        return _card(
            "You and your files",
            Row("Your name in the journal", "From the next unlocking on.", text(settings, "who", _user())),
            Row("Dates such as 3/4/2026 in a file", "", choice(settings, "dates", dates)),
            Row("Remember where books lie", "Only the place is kept, never anything out of a book.", forget,
                yes_no(settings, "remember_books")),
        )  # fmt: skip

    def _book(self) -> Card:
        return _card(
            "This book",
            Row("Where it lies", str(self.desk.book.path)),
            Row("Passphrase", "Changing it takes a moment, however large the book is.",
                self._button("Change…", self.change_passphrase, "Change the passphrase")),
            Row("Recovery kit", "A new one makes the old one useless.",
                self._button("New kit…", self.new_kit, "Make a new recovery kit")),
            Row("Locks", "Encrypt everything afresh, when an old copy and its passphrase may be in other hands.",
                self._button("Change the locks…", self.change_locks, "Change the locks")),
            Row("Check and back up", "Both happen by themselves as well.",
                self._button("Check now", self.check, "Check the whole book", reading=True),
                self._button("Back up now", self.desk.back_up, "Back up now")),
        )  # fmt: skip

    def _show_workshop(self) -> None:
        card, there = self._workshop, self.desk.book.locks.has_workshop
        card.empty()
        deeds = [self._button("Change…" if there else "Set…", self.set_workshop, "Set a workshop passphrase")]
        if there:
            deeds.append(self._button("Remove…", self.remove_workshop, "Remove the workshop passphrase"))
        state = "There is one." if there else "There is none."
        card.body.addWidget(Row("Workshop passphrase", f"{state} {HONEST}", *deeds))
        card.body.addWidget(rule())
        words = "While something is shown to a room, the lock waits for 15 minutes. Esc twice hides every window."
        card.body.addWidget(Row("Before a room", words))

    def _button(self, words: str, run: Callable[[], object], name: str, *, reading: bool = False) -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(name)
        button.setEnabled(reading or self._writable())
        button.clicked.connect(lambda _checked=False: run())
        return button

    def _show_protections(self) -> None:
        card = self._protections
        card.empty()
        seconds = self.desk.settings.values.clipboard_seconds
        copies = f"What is copied out is marked as confidential and cleared after {seconds} seconds."
        rows = [(True, "Clipboard", copies)]
        rows += [(each.works, each.name, each.words) for each in self.desk.protections()]
        for place, (works, name, words) in enumerate(rows):
            if place:
                card.body.addWidget(rule())
            row = Row(name, words, Sign("success", "good", 18) if works else Sign("info", "quiet", 18))
            card.body.addWidget(row)

    def _setting(self, key: str) -> None:
        if key in ("clipboard_seconds", "capture_protection"):
            self._show_protections()


def _card(title: str, *rows: QWidget) -> Card:
    card = Card(title)
    for place, row in enumerate(rows):
        if place:
            card.body.addWidget(rule())
        card.body.addWidget(row)
    return card


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
