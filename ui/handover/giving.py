"""The dialog of a hand-over: for whom, whose rows, which fields, until when, and how the pack is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from program.commands.base import counted
from program.packs import outgoing
from program.records import Grant
from ui.handover.fieldtree import FieldTree
from ui.parts.key_dialog import KeyDialog
from ui.parts.labels import label
from ui.parts.record_form import RecordForm

if TYPE_CHECKING:
    from storage.handover import Packed
    from ui.desk import Desk
    from ui.jobs import Job

_SHOWN = ("name", "facilitator", "people", "cohorts", "cycles", "until")
_SOON = 200
"""Milliseconds without a further choice until the rows are counted."""


class HandOverDialog(KeyDialog):
    """Asks what is to be handed over, and makes the pack; `made` holds it when the dialog was accepted."""

    def __init__(self, desk: Desk, grant: Grant, parent: QWidget | None = None) -> None:
        words = "The facilitator gets exactly these rows and fields, and no private note, in one encrypted file."
        super().__init__(desk, "Hand over a part of the program", words, parent)
        self.setMinimumWidth(860)
        self.made: Packed | None = None
        self._counting: Job | None = None
        self.form = RecordForm(Grant, only=_SHOWN)
        self.form.show_record(grant, desk.program())
        self.tree = FieldTree()
        self.tree.show_fields(grant.fields)
        self.count = label("", "quiet", wrap=True)
        self.count.setMinimumHeight(40)
        self.by_words = QRadioButton("Six words, told by another way than the file")
        self.by_key = QRadioButton("The facilitator’s public key")
        self.by_words.setChecked(True)
        self.to = QLineEdit()
        self.to.setPlaceholderText("age1…")
        self.to.setAccessibleName("The facilitator’s public key")
        self.to.setEnabled(False)
        self.by_key.toggled.connect(self.to.setEnabled)
        self._lay_out()
        self.finish("Make the pack")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._count)
        self.tree.changed.connect(self._soon.start)
        self.form.edited.connect(lambda _name: self._soon.start())
        self._count()
        self.form.focus_field()

    def grant(self) -> Grant:
        """The hand-over as it stands in the dialog."""
        item = self.form.record()
        assert isinstance(item, Grant)
        return msgspec.structs.replace(item, fields=self.tree.fields())

    def work(self) -> None:
        """Make the pack beside the window; the dialog closes when it is there."""
        self.form.settle()
        if self.form.problems_of(self.desk.program()):
            return
        grant, book, secret = self.grant(), self.desk.book, self.present.text
        to = self.to.text().strip() if self.by_key.isChecked() else ""

        def done(packed: Packed) -> None:
            self.made = packed
            self.close_well()

        self.run("Making the pack", lambda: book.handover.prepare(grant, to=to, passphrase=secret), done)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.form)
        area.setMinimumHeight(260)
        right = QVBoxLayout()
        right.addWidget(label("Fields", "strong"))
        right.addWidget(self.tree, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(area, 1)
        row.addLayout(right, 1)
        # What the pack holds comes first, the passphrase last.
        place = 1
        self.body.insertLayout(place, row)
        self.body.insertWidget(place + 1, self.count)
        way = QHBoxLayout()
        way.addWidget(self.by_words)
        way.addWidget(self.by_key)
        way.addWidget(self.to, 1)
        self.body.insertLayout(place + 2, way)

    def _count(self) -> None:
        """Say how many rows and fields that is, and what the leak check takes out, worked out beside the window."""
        if self._counting is not None:
            self._counting.drop()
        program, grant = self.desk.program(), self.grant()

        def told(words: str) -> None:
            self._counting = None
            self.count.setText(words)

        def work(_progress: object, _cancelled: object) -> str:
            view, withheld = outgoing(program, grant)
            words = [f"Holds {view.words}; {counted(len(grant.fields), 'field')}."]
            if view.names:
                words.append(f"{counted(len(view.names), 'record')} known by name only.")
            words += [f"Withheld: {each.words}." for each in withheld]
            return " ".join(words)

        self._counting = self.desk.jobs.run(work, "", told, lambda _trouble: None, self)
