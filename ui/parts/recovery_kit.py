"""The recovery key on the screen: shown once, saved as a kit to print, and one group of it typed back."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from program.trouble import Trouble
from ui.ask import Ask
from ui.parts.banner import Banner
from ui.parts.labels import label
from ui.theme import dress

GROUPS = 8


class RecoveryKit(QWidget):
    """One recovery key. `changed` says that the group typed back has become right, or no longer is."""

    changed = Signal()
    entered = Signal()

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self.key = ""
        self._program, self._folder = "", Path()
        self._place = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = QFrame()
        dress(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 16, 20, 16)
        self._groups = QGridLayout()
        self._groups.setHorizontalSpacing(20)
        self._groups.setVerticalSpacing(10)
        inside.addLayout(self._groups)
        column.addWidget(card)
        saving = QHBoxLayout()
        pdf = QPushButton("Save the kit as PDF…")
        pdf.clicked.connect(lambda: self._save(".pdf"))
        text = QPushButton("Save as text…")
        dress(text, "flat")
        text.clicked.connect(lambda: self._save(".txt"))
        saving.addWidget(pdf)
        saving.addWidget(text)
        saving.addStretch(1)
        column.addLayout(saving)
        self._said = Banner()
        column.addWidget(self._said)
        self._question = label("", "strong", wrap=True)
        column.addWidget(self._question)
        self.typed = QLineEdit()
        self.typed.setAccessibleName("One group of the recovery key")
        self.typed.setMaxLength(8)
        self.typed.setFixedWidth(140)
        self.typed.textChanged.connect(self.changed)
        self.typed.returnPressed.connect(self.entered)
        column.addWidget(self.typed)
        self.setFocusProxy(self.typed)

    def show_key(self, key: str, program: str, folder: Path) -> None:
        """Show this key; a saved kit names `program`, and `folder` is offered for it."""
        self.forget()
        self.key, self._program, self._folder = key, program, folder
        for place, group in enumerate(key.split("-")):
            cell = QHBoxLayout()
            cell.setSpacing(6)
            number = label(str(place + 1) if place < GROUPS else "check", "quiet small")
            number.setFixedWidth(10 if place < GROUPS else 40)
            words = label(group, "code")
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            cell.addWidget(number)
            cell.addWidget(words, 1)
            self._groups.addLayout(cell, place // 4, place % 4)
        self._place = secrets.randbelow(GROUPS)
        self._question.setText(f"To be sure, type group {self._place + 1} from what you saved or wrote down:")
        self.changed.emit()

    def forget(self) -> None:
        """Drop the key and take it off the screen."""
        self.key = ""
        self._said.show_words("")
        self.typed.clear()
        while (cell := self._groups.takeAt(0)) is not None:
            layout = cell.layout()
            while layout is not None and (item := layout.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.deleteLater()

    @property
    def group_asked(self) -> int:
        """Which group is to be typed back, from 0."""
        return self._place

    @property
    def kept(self) -> bool:
        """Whether that group was typed rightly."""
        typed = self.typed.text().strip().upper().translate(str.maketrans("OIL", "011"))
        return bool(self.key) and typed == self.key.split("-")[self._place]

    def _save(self, suffix: str) -> None:
        kinds = "PDF (*.pdf)" if suffix == ".pdf" else "Text (*.txt)"
        wanted = self._ask.save_file("Save the recovery kit", f"Recovery kit{suffix}", kinds, self._folder)
        if wanted is None:
            return
        from storage.atomic import deliver

        try:
            saved = deliver(wanted, kit_file(self.key, self._program, suffix))
        except Trouble as trouble:
            self._said.show_trouble(trouble)
            return
        advice = "Print it, and then delete the file: it opens the book for whoever finds it."
        self._said.show_words(f"Saved as {saved.name}.", advice, "good")


def kit_file(key: str, program: str, suffix: str) -> bytes:
    """The printed kit as the bytes of a PDF or of a text file."""
    from reports.documents import recovery
    from reports.paper import Frame

    kit = recovery.Kit(program, key, date.today())
    if suffix == ".txt":
        return recovery.text(kit).encode("utf-8")
    return recovery.build(kit, Frame(program, kit.made))
