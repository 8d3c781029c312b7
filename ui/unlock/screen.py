"""The unlock screen: which book, its passphrase, and whatever stands between the two.

Everything that takes time (deriving keys, loading, restoring) runs as a job while the heavy parts of storage are
imported beside it. A passphrase leaves its field as soon as it was used.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from program.trouble import Trouble
from ui.parts.banner import Banner
from ui.parts.labels import label
from ui.theme import dress
from ui.unlock.choose import ChooseSheet
from ui.unlock.create import CreateSheet
from ui.unlock.kit import KitSheet
from ui.unlock.open import OpenSheet, RecoverSheet
from ui.unlock.renew import RenewSheet
from ui.unlock.restore import RestoreSheet
from ui.unlock.sheet import Sheet, button

if TYPE_CHECKING:
    from storage.book import Book
    from ui.desk import Desk

WIDTH = 480


class UnlockScreen(QWidget):
    """All steps to an open book."""

    opened = Signal(object)
    """A `Book`, open: it is the receiver's now."""
    ready = Signal()
    """What `wait_for` was waiting for is over."""

    def __init__(self, desk: Desk, book: Path | None, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk = desk
        self._book: Path | None = None
        self._held: Book | None = None  # open already, but not yet handed over: the kit comes first
        self._recovery = ""
        self.waiting = False
        self._after: Callable[[], object] | None = None
        self._do_remedy: Callable[[], object] = self.show_restore
        self.choose_sheet = ChooseSheet()
        self.open_sheet = OpenSheet()
        self.recover_sheet = RecoverSheet()
        self.renew_sheet = RenewSheet()
        self.create_sheet = CreateSheet(_documents())
        self.kit_sheet = KitSheet(desk.ask)
        self.restore_sheet = RestoreSheet()
        self._sheets: tuple[Sheet, ...] = (
            self.choose_sheet, self.open_sheet, self.recover_sheet, self.renew_sheet, self.create_sheet,
            self.kit_sheet, self.restore_sheet,
        )  # fmt: skip
        self.step: Sheet = self.choose_sheet
        self._lay_out()
        self._connect()
        self.banner.show_words(words, tone="accent")
        books = desk.settings.books()
        first = book or (books[0] if books else None)
        if first is not None:
            self.show_book(first)
        else:
            self.show_others()

    @property
    def remedy(self) -> str:
        """What is offered against the trouble on show; empty for nothing."""
        return "" if self._remedy.isHidden() else self._remedy.text()

    def take_remedy(self) -> None:
        """Do what is offered."""
        self._do_remedy()

    # ---- steps -----------------------------------------------------------------------------------------------------

    def show_others(self) -> None:
        """Offer the books opened lately, another one, or a new program."""
        self.choose_sheet.show_books(self._desk.settings.books())
        self._show(self.choose_sheet)

    def show_book(self, book: Path) -> None:
        """Ask for this book's passphrase."""
        self._book = book
        self.open_sheet.show_book(book)
        self._show(self.open_sheet)

    def show_create(self) -> None:
        """Begin a new program."""
        self.create_sheet.trouble(None)
        self.create_sheet.warn()
        self._show(self.create_sheet)

    def show_restore(self, backup: Path | None = None) -> None:
        """Offer the verified backups of the present book."""
        if self._book is None:
            return
        from storage.backup import listed

        try:
            backups = listed(self._book)
        except Trouble as trouble:
            self.step.trouble(trouble)
            return
        self.restore_sheet.show_backups(self._book, backups, chosen=backup)
        self._show(self.restore_sheet)

    def wait_for(self, close: Callable[[], None]) -> None:
        """Close the former book in the background; what is asked for meanwhile is done when that is over."""
        self.waiting = True
        self._working("Closing the book and verifying its backup …")
        self._desk.jobs.run(lambda _progress, _cancelled: close(), "", lambda _: self._waited(None), self._waited)

    def _waited(self, trouble: Trouble | None) -> None:
        self.waiting = False
        self._free()
        after, self._after = self._after, None
        if after is not None:
            after()
        if trouble is not None:
            self.banner.show_words(
                "The book is closed and locked, but its backup failed.", trouble.sentence(), tone="caution"
            )
        self.ready.emit()

    # ---- work ------------------------------------------------------------------------------------------------------

    def _unlock(self, passphrase: str, read_only: bool, take_over: bool = False) -> None:
        book = self._book
        assert book is not None
        who = self._desk.settings.values.who or None

        def work() -> Book:
            from storage.book import Book

            return Book.open(book, passphrase=passphrase, who=who, read_only=read_only, take_over=take_over)

        self.open_sheet.secret.clear()
        self._run(self.open_sheet, "Opening …", work, self._give, lambda trouble: self._refused(trouble, passphrase))

    def _refused(self, trouble: Trouble, passphrase: str) -> None:
        """A book that would not open, with what can be done about it offered on the spot."""
        from storage.trouble import Damaged, Locked, Missing, ReadOnly

        assert self._book is not None
        self._remedy.hide()
        if isinstance(trouble, Damaged | Missing):
            self._offer("Restore a verified backup…", self.show_restore)
        elif isinstance(trouble, ReadOnly):
            self._offer("Open for reading only", lambda: self._unlock(passphrase, True))
        elif isinstance(trouble, Locked):
            if trouble.todo.endswith("take it over."):
                self._offer("Take it over", lambda: self._take_over(passphrase))
            else:
                self._offer("Open for reading only", lambda: self._unlock(passphrase, True))

    def _take_over(self, passphrase: str) -> None:
        if self._desk.ask.sure(
            "Take the book over?",
            "If it is still open on the other computer, what is changed there can be lost, or the book damaged.",
            yes="Take it over",
        ):
            self._unlock(passphrase, False, take_over=True)

    def _recover(self, key: str) -> None:
        book = self._book
        assert book is not None
        who = self._desk.settings.values.who or None

        def work() -> Book:
            from storage.book import Book

            return Book.open(book, recovery=key, who=who)

        def landed(opened: Book) -> None:
            self._held, self._recovery = opened, key
            self.recover_sheet.key.clear()
            self.renew_sheet.passphrase.clear()
            self._show(self.renew_sheet)

        self._run(self.recover_sheet, "Opening …", work, landed)

    def _renew(self, passphrase: str) -> None:
        held, recovery = self._held, self._recovery
        assert held is not None

        def landed(_: None) -> None:
            self.renew_sheet.passphrase.clear()
            self._recovery = ""
            self._give(held)

        self._run(self.renew_sheet, "Changing the passphrase …",
                  lambda: held.change_passphrase(passphrase, recovery=recovery), landed)  # fmt: skip

    def _create(self, name: str, place: Path, passphrase: str) -> None:
        who = self._desk.settings.values.who or None

        def work() -> tuple[Book, str]:
            from program.records import CHARTER, Charter
            from storage.book import Book

            place.parent.mkdir(parents=True, exist_ok=True)
            return Book.create(place, passphrase, charter=Charter(id=CHARTER, name=name), who=who)

        def landed(made: tuple[Book, str]) -> None:
            self._held, key = made
            self._book = place
            self.create_sheet.passphrase.clear()
            self.kit_sheet.kit.show_key(key, name, _documents())
            self._show(self.kit_sheet)

        self._run(self.create_sheet, "Creating the book …", work, landed)

    def _restore(self, backup: Path, passphrase: str) -> None:
        book = self._book
        assert book is not None
        who = self._desk.settings.values.who or None

        def work() -> Book:
            from storage.book import Book

            return Book.restore(book, backup, passphrase=passphrase, who=who)[0]

        self.restore_sheet.secret.clear()
        self._run(self.restore_sheet, "Checking and restoring …", work, self._give)

    def _kit_done(self) -> None:
        if self._held is not None:
            self._give(self._held)

    def _give(self, book: Book) -> None:
        self._held = None
        self.opened.emit(book)

    def close_held(self) -> None:
        """Close a book that was opened here but never handed over; for when the window is closed half-way."""
        held, self._held = self._held, None
        if held is not None:
            held.close(backup=False)

    def rest(self) -> None:
        """Nobody is there: what was typed goes, and a book that is open but not yet handed over is closed."""
        for field in (self.open_sheet.secret, self.restore_sheet.secret, self.create_sheet.passphrase,
                      self.renew_sheet.passphrase, self.recover_sheet.key):  # fmt: skip
            field.clear()
        if self._held is None:
            return
        unkept = self.step is self.kit_sheet
        self.kit_sheet.kit.forget()
        self._recovery = ""
        self.close_held()
        if self._book is not None:
            self.show_book(self._book)
        if unkept:
            self.banner.show_words(
                "Locked because nobody was there for a while.",
                "The recovery key had not been confirmed. If it was not saved, make a new kit under Settings.",
                "caution",
            )

    # ---- choosing files --------------------------------------------------------------------------------------------

    def _open_other(self) -> None:
        found = self._desk.ask.open_folder("Open a book (a folder that ends in .rotunda)", _documents())
        if found is None:
            return
        if not (found / "keys.json").exists() and not (found / "keys.json.2").exists() and found.suffix != ".rotunda":
            self.choose_sheet.trouble(
                Trouble("That folder is no Rotunda book.", "", "Look for a folder whose name ends in .rotunda.")
            )
            return
        self.show_book(found)

    def _restore_other(self) -> None:
        found = self._desk.ask.open_folder("The book whose backup is to be restored", _documents())
        if found is not None:
            self._book = found
            self.show_restore()

    def _choose_folder(self) -> None:
        found = self._desk.ask.open_folder("Keep the book in", self.create_sheet.book.parent)
        if found is not None:
            self.create_sheet.put_into(found)

    def _forget(self, book: Path) -> None:
        self._desk.settings.forget(book)
        self.show_others()

    # ---- looks -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        rail = QFrame()
        dress(rail, "rail")
        rail.setFixedWidth(300)
        words = QVBoxLayout(rail)
        words.setContentsMargins(32, 32, 32, 32)
        words.addWidget(label("ROTUNDA", "brand"))
        words.addStretch(1)
        words.addWidget(label("Rotations, in confidence.", "heading", wrap=True))
        words.addSpacing(4)
        words.addWidget(label("Everything stays on this computer, encrypted. Nothing is sent anywhere.", wrap=True))
        # All steps lie in one column, and only the one in front is shown: each then takes its own height.
        middle = QWidget()
        middle.setFixedWidth(WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 32, 0, 32)
        column.setSpacing(16)
        column.addStretch(2)
        self.banner = Banner()
        column.addWidget(self.banner)
        for sheet in self._sheets:
            column.addWidget(sheet)
            sheet.hide()
        self._remedy: QPushButton = button("")
        self._remedy.clicked.connect(self.take_remedy)
        self._remedy.hide()
        column.addWidget(self._remedy, 0, Qt.AlignmentFlag.AlignLeft)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        column.addWidget(self._bar)
        self._waiting = label("", "quiet", wrap=True)
        column.addWidget(self._waiting)
        column.addStretch(3)
        inside = QWidget()
        inside.setProperty("role", "page")
        centred = QHBoxLayout(inside)
        centred.addStretch(1)
        centred.addWidget(middle)
        centred.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addWidget(area, 1)
        self._free()

    def _connect(self) -> None:
        self.choose_sheet.chosen.connect(self.show_book)
        self.choose_sheet.open_other.connect(self._open_other)
        self.choose_sheet.new.connect(self.show_create)
        self.choose_sheet.restore.connect(self._restore_other)
        self.choose_sheet.forget.connect(self._forget)
        self.open_sheet.unlock.connect(self._unlock)
        self.open_sheet.by_recovery.connect(lambda: self._show(self.recover_sheet))
        self.open_sheet.others.connect(self.show_others)
        self.recover_sheet.unlock.connect(self._recover)
        self.recover_sheet.back.connect(lambda: self._show(self.open_sheet))
        self.renew_sheet.renew.connect(self._renew)
        self.create_sheet.wanted.connect(self._create)
        self.create_sheet.choose_folder.connect(self._choose_folder)
        self.create_sheet.back.connect(self.show_others)
        self.kit_sheet.done.connect(self._kit_done)
        self.restore_sheet.restore.connect(self._restore)
        self.restore_sheet.back.connect(lambda: self._show(self.open_sheet))

    def _show(self, sheet: Sheet) -> None:
        self._remedy.hide()
        if sheet is not self.step and self.step.isVisible():
            self.banner.show_words("")  # it was about the step before
        self.step.hide()
        self.step = sheet
        sheet.show()
        sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, words: str, run: Callable[[], object]) -> None:
        self._remedy.setText(words)
        self._do_remedy = run
        self._remedy.show()

    def _run(
        self,
        sheet: Sheet,
        words: str,
        work: Callable[[], object],
        done: Callable[..., object],
        failed: Callable[[Trouble], object] | None = None,
    ) -> None:
        if self.waiting:
            self._after = lambda: self._run(sheet, words, work, done, failed)
            self._working("Closing the former book first …")
            return
        sheet.trouble(None)
        self.banner.show_words("")
        self._remedy.hide()
        self._busy(words)

        def landed(result: object) -> None:
            self._free()
            done(result)

        def fell(trouble: Trouble) -> None:
            self._free()
            sheet.trouble(trouble)
            sheet.setFocus(Qt.FocusReason.OtherFocusReason)
            if failed is not None:
                failed(trouble)

        self._desk.jobs.run(lambda _progress, _cancelled: work(), "", landed, fell)

    def _busy(self, words: str) -> None:
        self._working(words)
        self.step.setEnabled(False)

    def _working(self, words: str) -> None:
        self._waiting.setText(words)
        self._waiting.show()
        self._bar.show()

    def _free(self) -> None:
        self._waiting.hide()
        self._bar.hide()
        self.step.setEnabled(True)


def _documents() -> Path:
    """Where books are offered to be kept: the user's documents."""
    import platformdirs

    return Path(platformdirs.user_documents_dir())
