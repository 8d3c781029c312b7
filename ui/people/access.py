"""Giving somebody everything that is held of them: as what kind of file, and whether with the text of private notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QPushButton, QRadioButton, QWidget

from program.access import notes_about
from program.commands.base import counted
from program.records import Person
from ui.ask import Question
from ui.jobs import IsCancelled, Progress
from ui.parts.labels import label
from ui.parts.secret import SecretField
from ui.personal import SUFFIXES, everything

if TYPE_CHECKING:
    from storage.releasing import Outgoing
    from ui.desk import Desk


class AccessDialog(Question):
    """What kind of file, and the passphrase where the text of private notes is to be in it."""

    def __init__(self, person: Person, notes: int, parent: QWidget | None = None) -> None:
        super().__init__(
            f"Everything held of {person.name}",
            "All records about this person, where others name them, and the history of their record. What others said "
            "in confidence about them is among it: read it before you hand it over. The file lies outside the "
            "encrypted book.",
            parent,
        )
        self._kinds = QButtonGroup(self)
        for place, words in enumerate(SUFFIXES.values()):
            button = QRadioButton(words)
            button.setChecked(not place)
            self._kinds.addButton(button, place)
            self.body.addWidget(button)
        self.unseal = QCheckBox(f"With the text of {counted(notes, 'private note')}: asks for the passphrase")
        self.secret = SecretField("Passphrase", "Passphrase")
        self.secret.hide()
        self._sealed = label(
            "Without it, the file says how many private notes there are, and that they are sealed.", "quiet small",
            wrap=True,
        )  # fmt: skip
        for each in (self.unseal, self._sealed, self.secret):
            self.body.addWidget(each)
        self.unseal.setVisible(bool(notes))
        self._sealed.setVisible(bool(notes))
        self._go: QPushButton = self.buttons("Choose where…")
        self.unseal.toggled.connect(self._check)
        self.secret.changed.connect(lambda _: self._check())
        self.setMinimumWidth(520)

    @property
    def suffix(self) -> str:
        """The kind of file."""
        return tuple(SUFFIXES)[max(0, self._kinds.checkedId())]

    def take_passphrase(self) -> str:
        """The passphrase, which then no longer stands in the field; empty when the notes stay sealed."""
        text = self.secret.text if self.unseal.isChecked() else ""
        self.secret.clear()
        return text

    def reject(self) -> None:
        """Called off: the passphrase does not stay."""
        self.secret.clear()
        super().reject()

    def _check(self) -> None:
        self.secret.setVisible(self.unseal.isChecked())
        self._go.setEnabled(not self.unseal.isChecked() or bool(self.secret.text))


def export_person(desk: Desk, person: Person) -> None:
    """Ask how and where to, make the file beside the window, and record that it left."""
    from ui.handout import give_out

    program, book = desk.program(), desk.book
    dialog = AccessDialog(person, len(notes_about(program, person.id)), desk.ask.window)
    if not desk.ask.show(dialog):
        return
    suffix, passphrase = dialog.suffix, dialog.take_passphrase()
    path = desk.ask.save_file("Where should the file go?", f"Held data{suffix}", f"(*{suffix})")
    if path is None:
        return

    def work(_progress: Progress, _cancelled: IsCancelled) -> Outgoing:
        return everything(book, program, person.id, suffix, passphrase)

    give_out(desk, path, work, "Gathering what is held", lambda written, _outgoing: f"Written to {written.name}.")
