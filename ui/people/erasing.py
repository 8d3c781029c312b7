"""Erasing a person: what goes, what stays under no name, what it cannot reach; asked in words that name the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from program.commands.base import counted
from program.commands.erasure import Erase, written_by
from program.program import Program
from program.records import Grant, Person, Release, Snapshot
from ui.ask import Question
from ui.parts.labels import label
from ui.parts.secret import SecretField
from ui.personal import erase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.backup import Backup
    from ui.desk import Desk


class EraseDialog(Question):
    """Says what will become of everything, and takes the person's name, typed, for a yes."""

    def __init__(self, program: Program, person: Person, backups: int, parent: QWidget | None = None) -> None:
        super().__init__(f"Erase {person.name} for good?", "", parent)
        self._name = person.name
        change = Erase(person.id).change(program)
        gone = sum(pair.after is None for pair in change.pairs)
        self.point(
            f"{counted(gone, 'record')} about this person go: private notes, wishes, ratings of first meetings, "
            "absences, conflicts, consents, acknowledgements.",
            "trash", "bad",
        )  # fmt: skip
        self.point(
            "Placements and whatever counts need stay, under “Erased person”. Where others wrote the name, “somebody” "
            "stands instead.", "info", "quiet",
        )  # fmt: skip
        self.point(
            "The history forgets everything said of them; it still proves that nothing else was altered. This cannot "
            "be undone, and nothing done before it can be undone afterwards.", "warning", "caution",
        )  # fmt: skip
        for words in _out_of_reach(program, person.id, backups):
            self.point(words, "external", "caution")
        self.remove = QCheckBox(f"Delete the {counted(backups, 'earlier backup')} too, after making a new one")
        self.remove.setChecked(True)
        self.remove.setVisible(bool(backups))
        self.body.addWidget(self.remove)
        self.secret = SecretField("Passphrase", "Passphrase, or empty: their name then stays on these notes")
        if notes := len(written_by(program, person.id)):
            self.point(
                f"{counted(notes, 'private note')} about others bear their name as the writer’s. With the passphrase "
                "they are sealed anew without it.", "sealed", "sealed",
            )  # fmt: skip
            self.body.addWidget(self.secret)
        else:
            self.secret.setParent(self)
            self.secret.hide()
        self.body.addWidget(label("Type the person’s name to erase them:", "strong", wrap=True))
        self.field = QLineEdit()
        self.field.setAccessibleName("The person’s name")
        self.field.setPlaceholderText("Name as it stands above")
        self.body.addWidget(self.field)
        self._go: QPushButton = self.buttons("Erase for good", danger=True)
        self._go.setEnabled(False)
        self.field.textChanged.connect(lambda text: self._go.setEnabled(self._meant(text)))
        self.setMinimumWidth(560)
        self.field.setFocus()

    def take_passphrase(self) -> str:
        """The passphrase, which then no longer stands in the field; empty when none was typed."""
        text = self.secret.text
        self.secret.clear()
        return text

    def accept(self) -> None:
        """Only with the name."""
        if self._meant(self.field.text()):
            super().accept()

    def _meant(self, text: str) -> bool:
        return " ".join(text.split()).casefold() == " ".join(self._name.split()).casefold()


def _out_of_reach(program: Program, person: str, backups: int) -> Sequence[str]:
    """What knows the person and lies outside the book."""
    found = []
    if backups:
        know = "know" if backups > 1 else "knows"
        found.append(f"{counted(backups, 'backup')} in the book’s folder still {know} them.")
    if releases := len(program.of(Release)):
        found.append(
            f"{counted(releases, 'document')} released so far may name them, and cannot be called back. "
            "They are listed under Reports."
        )
    if kept := len(program.of(Snapshot)):
        found.append(
            f"{counted(kept, 'pack')} kept so that the same file can be made again: they name nobody, and count those "
            "who were there."
        )
    cohort = program.of(Person)[person].cohort
    grants = [
        each for each in program.of(Grant).values() if person in each.people or (cohort and cohort in each.cohorts)
    ]
    if grants:
        names = ", ".join(each.name for each in grants)
        found.append(f"{counted(len(grants), 'hand-over')} hold them, and must be called back by hand: {names}.")
    found.append("Copies of the book that were made elsewhere, by hand or by a synchronised folder, are not reached.")
    return found


def erase_person(desk: Desk, person: Person) -> None:
    """Ask, and erase beside the window; the backups that still know them go when that was wanted."""
    book, program = desk.book, desk.program()
    dialog = EraseDialog(program, person, len(book.backups()), desk.ask.window)
    if not desk.ask.show(dialog) or not desk.is_open:
        return
    remove, passphrase = dialog.remove.isChecked(), dialog.take_passphrase()

    def work() -> tuple[Backup, ...]:
        return erase(book, person.id, passphrase=passphrase, backups=remove)

    def done(left: tuple[Backup, ...]) -> None:
        desk.notice.say(
            "A person was erased." if not left else
            f"A person was erased. {counted(len(left), 'backup')} still {'know' if len(left) > 1 else 'knows'} them."
        )  # fmt: skip

    desk.do_for_good(work, "Erasing a person", done)
