"""The Hand-over page: the lead hands parts of the program over and merges what comes back; a facilitator hands back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from program.changes import Change
from program.commands.base import counted
from program.commands.handover import HandOver, MergeHandback, Withdraw
from program.merging import Choice, Merge
from program.packs import usual_fields
from program.records import Grant, Returned, new_id
from program.trouble import Trouble
from ui import icons
from ui.actions import Action
from ui.handover.fieldpanel import FieldPanel
from ui.handover.giving import HandOverDialog
from ui.handover.mergeview import MergeView
from ui.handover.passing import HandbackDialog, MergeDialog, PackMade
from ui.page import Page
from ui.parts.emptiness import Emptiness
from ui.parts.record_model import RecordModel
from ui.parts.record_table import Column, RecordTable, columns_of
from ui.theme import GRID, MARGIN, dress

if TYPE_CHECKING:
    from storage.handover import Packed
    from ui.desk import Desk

PACKS = "Hand-overs (*.rotundapack)"
_WIDTHS = {"name": 220, "facilitator": 160, "state": 110, "on": 130, "until": 120}
_LIST, _MERGE, _FIELD, _NOTHING = range(4)


class HandoverPage(Page):
    """Hand-overs."""

    key: ClassVar[str] = "handover"
    title: ClassVar[str] = "Hand-over"
    icon: ClassVar[str] = "export"
    placeholder: ClassVar[str] = "Search hand-overs"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.came = desk.book.handover.came
        self.model = RecordModel(Grant, desk.program(), columns=_columns(), title="name", parent=self)
        self.table = RecordTable(self.model)
        self.table.setEditTriggers(RecordTable.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName("Hand-overs")
        self.view = MergeView()
        self.field = FieldPanel()
        self.nothing = Emptiness()
        self.new = QPushButton("Hand over…")
        self.take = QPushButton("Merge a hand-back…")
        self._lay_out()
        desk.changed.connect(self._changed)
        desk.locked.connect(self.view.clear)
        self.table.opened.connect(lambda _: self.again())
        self.table.doubleClicked.connect(lambda _: self.again())
        self.view.wanted.connect(self.accept)
        self.view.put_aside.connect(self._leave)
        self.field.wanted.connect(self.hand_back)
        self.nothing.begin.connect(self.hand_over)
        self.nothing.other.connect(self.merge)
        self._show()

    # ---- what the frame asks ---------------------------------------------------------------------------------------

    def subtitle(self) -> str:
        if self.came is not None:
            return f"handed over by {self.came.pack.book}"
        out = sum(grant.state is Returned.OUT for grant in self.desk.program().of(Grant).values())
        return f"{counted(len(self.desk.program().of(Grant)), 'hand-over')}, {out} out"

    def hint(self) -> str:
        return "Space ticks · Ctrl+Return merges" if self.view.merge is not None else ""

    def actions(self) -> list[Action]:  # type: ignore[override]  # ours is the table's kind of action, not Qt's
        if self.came is not None:
            return [Action("handback", "Write a hand-back…", self.hand_back, "export", "Ctrl+N", self._writable)]

        def merging() -> bool:
            return self.view.merge is not None

        def chosen() -> bool:
            return self._writable() and self._one() is not None and not merging()

        return [
            Action("handover_new", "Hand over a part of the program…", self.hand_over, "export", "Ctrl+N",
                   self._writable),
            Action("handover_again", "Hand this over anew…", self.again, "refresh", "", chosen),
            Action("handover_merge", "Merge a hand-back…", self.merge, "import", "Ctrl+M", self._writable),
            Action("handover_accept", "Merge what is ticked", lambda: self.accept(self.view.chosen()), "check",
                   "Ctrl+Return", merging),
            Action("handover_safe", "Tick all without conflict", self.view.safe.click, "check", "", merging),
            Action("handover_withdraw", "Withdraw this hand-over", self.withdraw, "close", "", chosen),
        ]  # fmt: skip

    def search(self, text: str) -> None:
        self.model.narrow(text)

    def reveal(self, record_id: str) -> None:
        if self.desk.program().get(Grant, record_id) is not None:
            self.table.choose([record_id], record_id)

    def scenes(self) -> dict[str, Callable[[], object]]:
        """The states of this page worth a picture."""
        return {"back": self.hand_back} if self.came is not None else {"give": self.hand_over}

    # ---- handing over ----------------------------------------------------------------------------------------------

    def hand_over(self) -> None:
        """Ask what is to be handed over, make the pack, and write it."""
        cycles = tuple(cycle.id for cycle in self.desk.program().cycles)
        self._give(Grant(new_id(), name="", cycles=cycles, fields=usual_fields()))

    def again(self) -> None:
        """Make a new pack of the hand-over chosen; nothing more comes back of the old one."""
        if (grant := self._one()) is not None and self._writable():
            self._give(grant)

    def withdraw(self) -> None:
        """Take nothing more back of the hand-over chosen."""
        if (grant := self._one()) is not None:
            self.desk.do(Withdraw(grant))

    def _give(self, grant: Grant) -> None:
        dialog = HandOverDialog(self.desk, grant, self.desk.ask.window)
        made = dialog.made if self.desk.ask.show(dialog) else None
        if made is None:
            return
        path = self.desk.ask.save_file("Where to put the pack", "Hand-over.rotundapack", PACKS)
        if path is not None and self.desk.is_open and self.desk.do(HandOver(made.grant)) is not None:
            self._write(path, made.file, lambda written: self._told(made, written))

    def _told(self, made: Packed, written: Path) -> None:
        self.table.choose([made.grant.id], made.grant.id)
        self.desk.ask.show(PackMade(self.desk, made, written, self.desk.ask.window))

    def _write(self, path: Path, file: bytes, done: Callable[[Path], object]) -> None:
        from storage.atomic import deliver

        self.desk.jobs.run(lambda _progress, _cancelled: deliver(path, file), "Writing the file", done)

    # ---- a facilitator hands back ----------------------------------------------------------------------------------

    def hand_back(self) -> None:
        """Write what was done here, for the lead alone."""
        dialog = HandbackDialog(self.desk, self.desk.ask.window)
        made = dialog.made if self.desk.ask.show(dialog) else None
        if made is None:
            return
        path = self.desk.ask.save_file("Where to put the hand-back", "Hand-back.rotundapack", PACKS)
        if path is not None and self.desk.is_open:
            said = f"Wrote the hand-back. The lead may compare its code with you: {made.code}"
            self._write(path, made.file, lambda _written: self.desk.notice.say(said))

    # ---- and the lead merges ---------------------------------------------------------------------------------------

    def merge(self) -> None:
        """Choose a hand-back and show it beside what is here."""
        if not self._writable():
            return
        path = self.desk.ask.open_file("Which hand-back", PACKS)
        if path is None:
            return
        dialog = MergeDialog(self.desk, path, self.desk.ask.window)
        if self.desk.ask.show(dialog) and self.desk.is_open and dialog.found is not None:
            self._look(dialog.found)

    def _look(self, found: Merge) -> None:
        from storage.signing import spoken

        ours = self.desk.book.handover.ours(found)
        self.view.show_merge(found, self.desk.program(), ours, spoken(found.handback.signer))
        self._show()
        self.view.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self, choices: frozenset[Choice]) -> None:
        """Merge these, as one step that can be taken back."""
        merge = self.view.merge
        if merge is not None:
            command = MergeHandback(merge, choices)
            self.desk.do_in_background(command, "Merging the hand-back", lambda _change: self._leave())

    def _leave(self) -> None:
        self.view.clear()
        self._show()

    # ---- what is shown ---------------------------------------------------------------------------------------------

    def _one(self) -> Grant | None:
        ids = self.table.chosen_ids()
        return self.desk.program().get(Grant, ids[0]) if len(ids) == 1 else None

    def _writable(self) -> bool:
        return self.desk.is_open and not self.desk.book.read_only

    def _changed(self, change: Change) -> None:
        self.model.follow(self.desk.program(), change)
        merge = self.view.merge
        if merge is not None and not self.desk.is_busy:
            try:  # the present has moved on: the same hand-back against it, or nothing when it was merged
                self._look(self.desk.book.handover.compare(merge.handback))
            except Trouble:
                self._leave()
        self._show()

    def _show(self) -> None:
        if self.came is not None:
            self.field.show_reach(self.came.reach, self.desk.program())
            self.field.write.setEnabled(self._writable())
            layer = _FIELD
        elif self.view.merge is not None:
            layer = _MERGE
        else:
            layer = _LIST if self.model.rowCount() or self.desk.program().of(Grant) else _NOTHING
        if layer == _NOTHING:
            self.nothing.say(
                "export", "Nothing is handed over",
                "Give a facilitator part of the program to work with away from here: chosen people and fields, in one "
                "encrypted file. What they bring back is merged field by field.", "Hand over…", "Merge a hand-back…",
            )  # fmt: skip
        self._layers.setCurrentIndex(layer)
        self._bar.setVisible(layer == _LIST)
        self.heading.emit()

    def _lay_out(self) -> None:
        dress(self.new, "primary")
        icons.set_icon(self.new, "export", "on_accent")
        icons.set_icon(self.take, "import")
        self.new.clicked.connect(lambda _=False: self.hand_over())
        self.take.clicked.connect(lambda _=False: self.merge())
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.take)
        row.addWidget(self.new)
        self._layers = QStackedWidget()
        for layer in (self.table, self.view, self.field, self.nothing):
            self._layers.addWidget(layer)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 0, MARGIN, 12)
        column.setSpacing(GRID)
        column.addWidget(self._bar)
        column.addWidget(self._layers, 1)
        self.setFocusProxy(self.table)


def _columns() -> tuple[Column, ...]:
    made = columns_of(Grant, usual=tuple(_WIDTHS), leave_out=("fields", "pack", "nonce", "agreed", "signer", "number"))
    return tuple(replace(each, width=_WIDTHS.get(each.key, 140)) for each in made)
