"""The unlock screen: which book, its passphrase, and whatever stands between the two.

Everything that takes time (deriving keys, loading, restoring) runs as a job while the heavy parts of storage are
imported beside it. A passphrase leaves its field as soon as it was used.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from program.trouble import Trouble
from ui.unlock.opening import documents, is_recovery_key, look_into, noted, opens_with_words, takeable, warm
from ui.unlock.stage import Stage

if TYPE_CHECKING:
    from storage.book import Book
    from storage.handover import Opened
    from ui.desk import Desk
    from ui.unlock.choose import ChooseSheet
    from ui.unlock.create import CreateSheet
    from ui.unlock.kit import KitSheet
    from ui.unlock.open import OpenSheet, RecoverSheet
    from ui.unlock.renew import RenewSheet
    from ui.unlock.restore import RestoreSheet
    from ui.unlock.unpack import UnpackSheet

WARM_MS = 250


class UnlockScreen(Stage):
    """All steps to an open book."""

    opened = Signal(object)
    """A `Book`, open: it is the receiver's now."""

    def __init__(self, desk: Desk, book: Path | None, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk.jobs, parent)
        self._desk = desk
        self._book: Path | None = None
        self._pack = Path()  # what is being opened of a hand-over
        self._held: Book | None = None  # open already, but not yet handed over: the kit comes first
        self._recovery = ""
        self.banner.show_words(words, tone="accent")
        books = desk.settings.books()
        first = book or (books[0] if books else None)
        if first is not None:
            self.show_book(first)
        else:
            self.show_others()
        desk.new_key.made.connect(self._tell_of_key)
        self._tell_of_key()
        # The heavy parts are imported while the passphrase is typed, once the screen has been painted.
        QTimer.singleShot(WARM_MS, self, lambda: desk.jobs.run(lambda _progress, _cancelled: warm(), "", owner=self))

    # ---- the steps, each made when it is first needed --------------------------------------------------------------

    @cached_property
    def choose_sheet(self) -> ChooseSheet:
        """The books opened lately."""
        from ui.unlock.choose import ChooseSheet

        sheet = self.add(ChooseSheet())
        sheet.chosen.connect(self.show_book)
        sheet.open_other.connect(self._open_other)
        sheet.new.connect(self.show_create)
        sheet.restore.connect(self._restore_other)
        sheet.unpack.connect(self._unpack_other)
        sheet.dropped.connect(self._forget)
        return sheet

    @cached_property
    def open_sheet(self) -> OpenSheet:
        """The passphrase of one book."""
        from ui.unlock.open import OpenSheet

        sheet = self.add(OpenSheet())
        sheet.unlock.connect(self._unlock)
        sheet.by_recovery.connect(lambda: self.show_step(self.recover_sheet))
        sheet.others.connect(self.show_others)
        return sheet

    @cached_property
    def recover_sheet(self) -> RecoverSheet:
        """The recovery key of one book."""
        from ui.unlock.open import RecoverSheet

        sheet = self.add(RecoverSheet())
        sheet.unlock.connect(self._recover)
        sheet.back.connect(lambda: self.show_step(self.open_sheet))
        return sheet

    @cached_property
    def renew_sheet(self) -> RenewSheet:
        """A new passphrase after that."""
        from ui.unlock.renew import RenewSheet

        sheet = self.add(RenewSheet())
        sheet.renew.connect(self._renew)
        return sheet

    @cached_property
    def create_sheet(self) -> CreateSheet:
        """Name, place and passphrase of a new book."""
        from ui.unlock.create import CreateSheet

        sheet = self.add(CreateSheet(documents()))
        sheet.wanted.connect(self._create)
        sheet.choose_folder.connect(lambda: self._choose_folder(sheet))
        sheet.back.connect(self.show_others)
        return sheet

    @cached_property
    def kit_sheet(self) -> KitSheet:
        """A new book's recovery key."""
        from ui.unlock.kit import KitSheet

        sheet = self.add(KitSheet(self._desk.ask))
        sheet.done.connect(self._kit_done)
        return sheet

    @cached_property
    def restore_sheet(self) -> RestoreSheet:
        """The backups of one book."""
        from ui.unlock.restore import RestoreSheet

        sheet = self.add(RestoreSheet())
        sheet.restore.connect(self._restore)
        sheet.elsewhere.connect(self._choose_backup)
        sheet.back.connect(lambda: self.show_step(self.open_sheet))
        return sheet

    @cached_property
    def unpack_sheet(self) -> UnpackSheet:
        """What a lead handed over."""
        from ui.unlock.unpack import UnpackSheet

        sheet = self.add(UnpackSheet(documents()))
        sheet.look.connect(self._look_into)
        sheet.wanted.connect(self._unpack)
        sheet.choose_key.connect(self._choose_key)
        sheet.choose_folder.connect(lambda: self._choose_folder(sheet))
        sheet.back.connect(self.show_others)
        return sheet

    # ---- going from one to the next --------------------------------------------------------------------------------

    def show_others(self) -> None:
        """Offer the books opened lately, another one, or a new program."""
        self.choose_sheet.show_books(self._desk.settings.books())
        self.show_step(self.choose_sheet)

    def show_book(self, book: Path) -> None:
        """Ask for this book's passphrase."""
        self._book = book
        self.open_sheet.show_book(book)
        self.show_step(self.open_sheet)

    def show_create(self) -> None:
        """Begin a new program."""
        self.create_sheet.trouble(None)
        self.create_sheet.warn()
        self.show_step(self.create_sheet)

    def show_restore(self, backup: Path | None = None) -> None:
        """Offer the verified backups of the present book."""
        if self._book is None:
            return
        from storage.backup import listed

        self.show_step(self.restore_sheet)
        try:
            self.restore_sheet.show_backups(self._book, listed(self._book), chosen=backup)
        except Trouble as trouble:
            self.restore_sheet.show_backups(self._book, ())
            self.restore_sheet.trouble(trouble)

    # ---- work ------------------------------------------------------------------------------------------------------

    def _unlock(self, passphrase: str, read_only: bool, take_over: bool = False) -> None:
        book = self._book
        assert book is not None
        who = self._desk.settings.values.who or None

        def work() -> Book:
            from storage.book import Book

            return noted(
                Book.open(book, passphrase=passphrase, who=who, read_only=read_only, take_over=take_over), "Unlocked"
            )

        self.open_sheet.secret.clear()
        self.run(self.open_sheet, "Opening …", work, self._give, lambda trouble: self._refused(trouble, passphrase))

    def _refused(self, trouble: Trouble, passphrase: str) -> None:
        """A book that would not open, with what can be done about it offered on the spot."""
        from storage.trouble import Damaged, DiskFull, Missing, ReadOnly

        assert self._book is not None
        if isinstance(trouble, Damaged | Missing):
            self.offer("Restore a verified backup…", self.show_restore)
        elif isinstance(trouble, ReadOnly | DiskFull):
            self.offer("Open for reading only", lambda: self._unlock(passphrase, True))
        elif takeable(trouble):  # reading only is no way out: a book that is open keeps all others out
            self.offer("Take it over", lambda: self._take_over(lambda: self._unlock(passphrase, False, True)))

    def _take_over(self, go_on: Callable[[], object]) -> None:
        if self._desk.ask.sure(
            "Take the book over?",
            "If it is still open on the other computer, what is changed there can be lost, or the book damaged.",
            yes="Take it over",
        ):
            go_on()

    def _recover(self, key: str) -> None:
        book = self._book
        assert book is not None
        who = self._desk.settings.values.who or None

        def work() -> Book:
            from storage.book import Book

            return noted(Book.open(book, recovery=key, who=who), "Unlocked with the recovery key")

        def landed(opened: Book) -> None:
            self._held, self._recovery = opened, key
            self.recover_sheet.key.clear()
            self.renew_sheet.passphrase.clear()
            self.show_step(self.renew_sheet)

        self.run(self.recover_sheet, "Opening …", work, landed)

    def _renew(self, passphrase: str) -> None:
        held, recovery = self._held, self._recovery
        assert held is not None

        def landed(_: None) -> None:
            if self._held is not held:
                return  # closed meanwhile, because nobody was there
            self.renew_sheet.passphrase.clear()
            self._recovery = ""
            self._give(held)

        self.run(self.renew_sheet, "Changing the passphrase …",
                  lambda: held.locks.change_passphrase(passphrase, recovery=recovery), landed)  # fmt: skip

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
            self._desk.new_key.hold(place, key)
            self._show_kit(self._held)

        self.run(self.create_sheet, "Creating the book …", work, landed)

    def _look_into(self, secret: str, key: Path | None) -> None:
        file = self._pack

        def landed(found: Opened) -> None:
            self.unpack_sheet.show_found(found)

        self.unpack_sheet.secret.clear()
        self.run(self.unpack_sheet, "Opening the hand-over …", lambda: look_into(file, secret, key), landed)

    def _unpack(self, place: Path, passphrase: str) -> None:
        found, who = self.unpack_sheet.found, self._desk.settings.values.who or None
        assert found is not None, "there is a book to be made of something"

        def work() -> tuple[Book, str]:
            from storage import handover

            place.parent.mkdir(parents=True, exist_ok=True)
            return handover.begin(place, passphrase, found, who=who)

        def landed(made: tuple[Book, str]) -> None:
            self._held, key = made
            self._book = place
            self.unpack_sheet.forget()
            self._desk.new_key.hold(place, key)
            self._show_kit(self._held)

        self.run(self.unpack_sheet, "Making the book …", work, landed)

    def _restore(self, backup: Path, secret: str, take_over: bool = False) -> None:
        book = self._book
        assert book is not None
        who = self._desk.settings.values.who or None

        def work() -> Book:
            from storage.book import Book

            passphrase, recovery = (None, secret) if is_recovery_key(secret) else (secret, None)
            restored, what = Book.restore(
                book, backup, passphrase=passphrase, recovery=recovery, who=who, take_over=take_over
            )
            if what.earlier_passphrase:
                self._desk.new_key.forget()  # the keys of the backup's time are the book's again
            return restored

        def refused(trouble: Trouble) -> None:
            if takeable(trouble):
                self.offer("Take it over", lambda: self._take_over(lambda: self._restore(backup, secret, True)))

        self.restore_sheet.secret.clear()
        self.run(self.restore_sheet, "Checking and restoring …", work, self._give, refused)

    def _show_kit(self, book: Book) -> None:
        self._held = book
        key = self._desk.new_key.of(book.path)
        self.kit_sheet.kit.show_key(key, book.program().charter.name, documents())
        self.show_step(self.kit_sheet)

    def _kit_done(self) -> None:
        self._desk.new_key.forget()
        if self._held is not None:
            self._give(self._held)

    def _give(self, book: Book) -> None:
        """Hand the open book over, once its recovery key is kept."""
        if self._desk.new_key.of(book.path):
            self._show_kit(book)
            return
        self._held = None
        self.opened.emit(book)

    def _tell_of_key(self, *_: object) -> None:
        if self._desk.new_key.of(self._book):
            self.banner.show_words(
                "The new recovery key has not been confirmed yet.",
                "Open the book: the key is shown until you have kept it. An older kit no longer opens the book.",
                "caution",
            )

    def close_held(self) -> None:
        """Close a book that was opened here but never handed over; for when the window is closed half-way."""
        held, self._held = self._held, None
        if held is not None:
            held.close(backup=False)

    def rest(self) -> None:
        """Nobody is there: what was typed goes, and a book that is open but not yet handed over is closed."""
        super().rest()
        if self._held is None:
            return
        self._recovery = ""
        self.close_held()
        if self._book is not None:
            self.show_book(self._book)
        self.banner.show_words("Locked because nobody was there for a while.")
        self._tell_of_key()

    # ---- choosing files --------------------------------------------------------------------------------------------

    def _open_other(self) -> None:
        found = self._desk.ask.open_folder("Open a book (a folder that ends in .rotunda)", documents())
        if found is None:
            return
        if not (found / "keys.json").exists() and not (found / "keys.json.2").exists() and found.suffix != ".rotunda":
            self.choose_sheet.trouble(
                Trouble("That folder is no Rotunda book.", "", "Look for a folder whose name ends in .rotunda.")
            )
            return
        self.show_book(found)

    def _unpack_other(self) -> None:
        found = self._desk.ask.open_file("What the lead handed over", "Hand-overs (*.rotundapack)", documents())
        if found is None:
            return
        try:
            by_words = opens_with_words(found)
        except Trouble as trouble:
            self.choose_sheet.trouble(trouble)
            return
        self._pack = found
        self.unpack_sheet.show_pack(found, by_words=by_words)
        self.show_step(self.unpack_sheet)

    def _choose_key(self) -> None:
        found = self._desk.ask.open_file("The file of your key", "", documents())
        if found is not None:
            self.unpack_sheet.show_key(found)

    def _restore_other(self) -> None:
        found = self._desk.ask.open_folder("The book whose backup is to be restored", documents())
        if found is not None:
            self._book = found
            self.show_restore()

    def _choose_backup(self) -> None:
        from storage.folder import BACKUP_SUFFIX

        kinds = f"Backups of Rotunda (*{BACKUP_SUFFIX})"
        found = self._desk.ask.open_file("A backup kept elsewhere", kinds, documents())
        if found is None:
            return
        try:
            self.restore_sheet.add_backup(found)
        except Trouble as trouble:
            self.restore_sheet.trouble(trouble)

    def _choose_folder(self, sheet: CreateSheet | UnpackSheet) -> None:
        found = self._desk.ask.open_folder("Keep the book in", sheet.book.parent)
        if found is not None:
            sheet.put_into(found)

    def _forget(self, book: Path) -> None:
        self._desk.settings.forget(book)
        self.show_others()
