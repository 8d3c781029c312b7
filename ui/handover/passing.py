"""The dialogs around files that go out and come in: each asks for the passphrase, works, and tells what to compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ui import icons
from ui.ask import Question
from ui.parts.key_dialog import KeyDialog
from ui.parts.labels import label
from ui.theme import dress

if TYPE_CHECKING:
    from program.merging import Merge
    from storage.handover import Back, Packed
    from ui.desk import Desk


class PackMade(Question):
    """A pack was written: the code to compare, and the words that open it, shown this once."""

    def __init__(self, desk: Desk, made: Packed, written: Path, parent: QWidget | None = None) -> None:
        super().__init__("The pack is written", f"It lies in {written.name}.", parent)
        self.setMinimumWidth(520)
        if made.words:
            self.say("It opens with these words. Tell them by another way than the file goes; they are shown only now.")
            self._shown(made.words, "The words that open the pack")
            copy = QPushButton("Copy the words")
            dress(copy, "flat")
            icons.set_icon(copy, "copy")
            copy.clicked.connect(lambda _=False: desk.clipboard.copy(made.words))
            self.body.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.say("It opens with the facilitator’s key alone.")
        self.say("When the facilitator opens it, they see this code. Compare it with them, by voice:")
        self._shown(made.code, "The code of the book’s key")
        for each in made.withheld:
            self.point(f"Withheld: {each}", "warning", "caution")
        self.buttons("Done")
        if self.refuse is not None:
            self.refuse.hide()

    def _shown(self, words: str, name: str) -> None:
        shown = label(words, "strong", wrap=True)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        shown.setAccessibleName(name)
        self.body.addWidget(shown)


class HandbackDialog(KeyDialog):
    """A facilitator's hand-back is made; `made` holds it when the dialog was accepted."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = "Everything that was done here since the hand-over goes into one file that only the lead can open."
        super().__init__(desk, "Write a hand-back", words, parent)
        self.made: Back | None = None
        self.finish("Make it")

    def work(self) -> None:
        """Make it beside the window."""
        book, secret = self.desk.book, self.present.text

        def done(made: Back) -> None:
            self.made = made
            self.close_well()

        self.run("Making the hand-back", lambda: book.handover.handback(passphrase=secret), done)


class MergeDialog(KeyDialog):
    """A hand-back is opened and compared; `found` holds what it brings when the dialog was accepted."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        words = "Only this book’s keys open the hand-back. Nothing is merged before you have looked at it."
        super().__init__(desk, "Open a hand-back", words, parent)
        self.found: Merge | None = None
        self._path = path
        self.finish("Open it")

    def work(self) -> None:
        """Open and compare it beside the window."""
        book, secret, path = self.desk.book, self.present.text, self._path

        def read() -> Merge:
            from storage import pack

            return book.handover.compare(book.handover.read(pack.read(path), passphrase=secret))

        def done(found: Merge) -> None:
            self.found = found
            self.close_well()

        self.run("Opening the hand-back", read, done)
