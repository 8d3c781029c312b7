"""A dialog with the form of one record: adding something, or changing it, as one undoable step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from program.changes import Change
from program.commands import Keep
from program.program import Program
from program.records import Record
from ui.ask import Question
from ui.parts.record_form import RecordForm, Wording

if TYPE_CHECKING:
    from ui.desk import Desk


class RecordDialog(Question):
    """Shows a record's form, and closes by its own button only when the record can be kept."""

    def __init__(
        self,
        title: str,
        item: Record,
        program: Program,
        *,
        yes: str,
        words: str = "",
        only: Iterable[str] = (),
        leave_out: Iterable[str] = (),
        columns: int = 1,
        wording: Wording | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, words, parent)
        self._program = program
        self.form = RecordForm(type(item), only=only, leave_out=leave_out, columns=columns, wording=wording)
        self.form.show_record(item, program)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.form)
        hint = self.form.sizeHint().height() + 8
        area.setMinimumHeight(min(hint, 460))
        self.setMinimumWidth(440 if columns == 1 else 600)
        self.body.addWidget(area, 1)
        self.keep = self.buttons(yes)
        self.form.focus_field()

    def accept(self) -> None:
        """Close, when everything on the form can be kept; otherwise say what stands against it."""
        self.form.settle()
        if not self.form.problems_of(self._program):
            super().accept()


def edit_record(
    desk: Desk,
    title: str,
    item: Record,
    *,
    yes: str = "Keep",
    words: str = "",
    only: Iterable[str] = (),
    leave_out: Iterable[str] = (),
    columns: int = 1,
    wording: Wording | None = None,
) -> Change | None:
    """Ask for a record's fields and keep it as one step; None when it was called off or refused."""
    dialog = RecordDialog(
        title, item, desk.program(), yes=yes, words=words, only=only, leave_out=leave_out, columns=columns,
        wording=wording, parent=desk.ask.window,
    )  # fmt: skip
    if not desk.ask.show(dialog):
        return None
    return desk.do(Keep(dialog.form.records()))
