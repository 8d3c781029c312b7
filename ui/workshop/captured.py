"""What was written down last, newest first, each to be ticked off."""

from __future__ import annotations

from datetime import date

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from program.program import Program
from program.records import Action, Capture, Person, Record
from program.records import Progress as State
from program.views import day

_SHOWN = 40


class Captured(QListWidget):
    """Space ticks the chosen line off, and again on."""

    settled = Signal(object)
    """The record as it is to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Written down")
        self.setMaximumHeight(128)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(64)
        self._records: dict[str, Action | Capture] = {}
        self._filling = False
        self.itemChanged.connect(self._ticked)

    def show_circle(self, program: Program, circle: str, *, writable: bool) -> None:
        """Show what was written down in this circle."""
        found: list[Action | Capture] = [each for each in program.of(Action).values() if each.circle == circle]
        found += [each for each in program.of(Capture).values() if each.circle == circle]
        found.reverse()  # records stand in the order in which they came
        found = sorted(found, key=lambda each: each.on or date.min, reverse=True)[:_SHOWN]
        records = {each.id: each for each in found}
        if list(records.items()) == list(self._records.items()):
            return
        row = self.currentRow()
        self._filling, self._records = True, records
        self.clear()
        for each in found:
            item = QListWidgetItem(_words(program, each))
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if writable else flags)
            item.setCheckState(Qt.CheckState.Checked if _done(each) else Qt.CheckState.Unchecked)
            self.addItem(item)
        self._filling = False
        self.setCurrentRow(min(row, self.count() - 1))
        self.setVisible(bool(found))

    def _ticked(self, item: QListWidgetItem) -> None:
        if self._filling:
            return
        record, on = self._records[item.data(Qt.ItemDataRole.UserRole)], item.checkState() == Qt.CheckState.Checked
        after: Record = (
            msgspec.structs.replace(record, state=State.CLOSED if on else State.OPEN)
            if isinstance(record, Action)
            else msgspec.structs.replace(record, done=on)
        )
        self.settled.emit(after)


def _done(record: Action | Capture) -> bool:
    return record.state is State.CLOSED if isinstance(record, Action) else record.done


def _words(program: Program, record: Action | Capture) -> str:
    if isinstance(record, Capture):
        return f"{record.kind.label}: {record.text}"
    more = ", ".join(filter(None, (program.title(Person, record.owner), day(record.due))))
    return f"Action: {record.title}" + (f" – {more}" if more else "")
