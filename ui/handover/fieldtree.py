"""Which fields of which records are handed over: a tree of kinds with their fields, each with a box."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from program.packs import GRANTABLE, grantable, is_open
from program.records import KINDS

_NAME = Qt.ItemDataRole.UserRole


class FieldTree(QTreeWidget):
    """Kinds and their fields. Closed fields, the lead's and a pair's, are marked and must be ticked one by one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setAccessibleName("Fields handed over")
        self.setUniformRowHeights(True)
        for key in GRANTABLE:
            kind = KINDS[key]
            top = QTreeWidgetItem(self, [kind.many])
            top.setData(0, _NAME, key)
            top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            top.setCheckState(0, Qt.CheckState.Unchecked)
            for spec in grantable(kind):
                words = spec.label if is_open(spec) else f"{spec.label} — closed: {spec.tier.label.lower()}"
                line = QTreeWidgetItem(top, [words])
                line.setData(0, _NAME, spec.name)
                line.setCheckState(0, Qt.CheckState.Unchecked)
        self.itemChanged.connect(self._ticked)

    def show_fields(self, fields: Iterable[tuple[str, str]]) -> None:
        """Tick these."""
        wanted = set(fields)
        self.blockSignals(True)
        for top in self._kinds():
            for line in _lines(top):
                _tick(line, (top.data(0, _NAME), line.data(0, _NAME)) in wanted)
            self._sum(top)
        self.blockSignals(False)
        self.changed.emit()

    def fields(self) -> tuple[tuple[str, str], ...]:
        """What is ticked, as a grant says it."""
        return tuple(
            (top.data(0, _NAME), line.data(0, _NAME))
            for top in self._kinds()
            for line in _lines(top)
            if line.checkState(0) is Qt.CheckState.Checked
        )

    def _ticked(self, item: QTreeWidgetItem) -> None:
        self.blockSignals(True)
        parent = item.parent()
        if parent is None:  # a whole kind: all that is open of it, or nothing
            open_ = {spec.name for spec in grantable(KINDS[item.data(0, _NAME)]) if is_open(spec)}
            on = item.checkState(0) is Qt.CheckState.Checked
            for line in _lines(item):
                _tick(line, on and line.data(0, _NAME) in open_)
            self._sum(item)
        else:
            self._sum(parent)
        self.blockSignals(False)
        self.changed.emit()

    def _sum(self, top: QTreeWidgetItem) -> None:
        """A kind is ticked when all that is open of it is, and half when some field is."""
        open_ = {spec.name for spec in grantable(KINDS[top.data(0, _NAME)]) if is_open(spec)}
        on = {line.data(0, _NAME) for line in _lines(top) if line.checkState(0) is Qt.CheckState.Checked}
        state = Qt.CheckState.PartiallyChecked if on else Qt.CheckState.Unchecked
        top.setCheckState(0, Qt.CheckState.Checked if open_ and on >= open_ else state)

    def _kinds(self) -> list[QTreeWidgetItem]:
        return [top for place in range(self.topLevelItemCount()) if (top := self.topLevelItem(place)) is not None]


def _lines(top: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (top.child(place) for place in range(top.childCount()))
    return [line for line in found if line is not None]


def _tick(line: QTreeWidgetItem, on: bool) -> None:
    line.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
