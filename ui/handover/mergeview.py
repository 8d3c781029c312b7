"""What a facilitator brought back, beside what is here: a tree with a box for every record and every field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from program.commands.base import counted
from program.merging import Choice, Difference, Item, Merge, Side
from program.program import Program
from program.records import KINDS, Kind, Record, fields_of
from ui import icons
from ui.parts.banner import Banner
from ui.theme import GRID, dress, theme

_CHOICE = Qt.ItemDataRole.UserRole
_HEADS = ("Record and field", "Here", "Brought back", "Who and when")
_LONGEST = 300  # letters of a value in its cell; the whole of it is the tool tip


class MergeView(QWidget):
    """A hand-back to be looked through. What only they changed is ticked at first; conflicts are not."""

    wanted = Signal(object)
    """Merge this set of choices."""
    put_aside = Signal()
    """Nothing is to be merged now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.merge: Merge | None = None
        self.said = Banner()
        self.tree = QTreeWidget()
        self.tree.setColumnCount(len(_HEADS))
        self.tree.setHeaderLabels(_HEADS)
        self.tree.setAccessibleName("What was brought back")
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        for place in (1, 2):  # the two sides share what room there is
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.tree.itemChanged.connect(self._ticked)
        self.safe = QPushButton("Tick all without conflict")
        self.all = QPushButton("Tick all, theirs in conflicts")
        self.none = QPushButton("Tick none")
        self.aside = QPushButton("Put aside")
        self.take = QPushButton()
        for quiet in (self.safe, self.all, self.none, self.aside):
            dress(quiet, "flat")
        dress(self.take, "primary")
        icons.set_icon(self.take, "check", "on_accent")
        self.safe.clicked.connect(lambda _=False: self._tick_all(conflicts=False))
        self.all.clicked.connect(lambda _=False: self._tick_all(conflicts=True))
        self.none.clicked.connect(lambda _=False: self.tick(frozenset()))
        self.aside.clicked.connect(lambda _=False: self.put_aside.emit())
        self.take.clicked.connect(lambda _=False: self.wanted.emit(self.chosen()))
        row = QHBoxLayout()
        for button in (self.safe, self.all, self.none):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.aside)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.said)
        column.addWidget(self.tree, 1)
        column.addLayout(row)
        self.setFocusProxy(self.tree)

    def show_merge(self, merge: Merge, program: Program, ours: Mapping[tuple[str, str], Side], code: str) -> None:
        """Show a hand-back; `code` is that of the key it is signed with."""
        self.merge = merge
        self.tree.blockSignals(True)
        self.tree.clear()
        for item in merge.items:
            self._add(item, program, ours.get((item.kind, item.id), Side()))
        self.tree.blockSignals(False)
        self.tree.expandAll()
        self.tree.setColumnWidth(0, 270)
        self.tree.setColumnWidth(3, 220)
        conflicts = counted(merge.conflicts, "conflict") if merge.conflicts else "no conflict"
        what = f"{merge.handback.by} brought back {counted(len(merge.items), 'record')}, {conflicts}."
        more = f"Signed with the key {code}: the facilitator’s book shows the same code."
        if merge.handback.late:
            more += " It was written after the day it was to be back."
        self.said.show_words(what, more, "caution" if merge.conflicts else "accent")
        self.tick(merge.safe)
        if tops := self._tops():
            self.tree.setCurrentItem(tops[0])

    def clear(self) -> None:
        """Forget what was shown."""
        self.merge = None
        self.tree.clear()
        self.said.show_words("")

    def chosen(self) -> frozenset[Choice]:
        """What is ticked."""
        return frozenset(
            line.data(0, _CHOICE) for line in self._lines() if line.checkState(0) is Qt.CheckState.Checked
        )

    def tick(self, choices: frozenset[Choice]) -> None:
        """Tick exactly these."""
        self.tree.blockSignals(True)
        for line in self._lines():
            on = line.data(0, _CHOICE) in choices
            line.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        for top in self._tops():
            _sum(top)
        self.tree.blockSignals(False)
        self._say()

    # ---- within ----------------------------------------------------------------------------------------------------

    def _tick_all(self, *, conflicts: bool) -> None:
        if self.merge is not None:
            self.tick(self.merge.everything if conflicts else self.merge.safe)

    def _add(self, item: Item, program: Program, ours: Side) -> None:
        kind = KINDS[item.kind].one
        named = f"{kind} {item.title}" if item.title != kind else kind
        top = QTreeWidgetItem(self.tree, [f"{named} · {item.what}", "", "", _said(item.by)])
        top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        top.setToolTip(0, named)
        if len(item.fields) == 1 and not item.fields[0].name:
            each = item.fields[0]
            top.setData(0, _CHOICE, (item.kind, item.id, ""))
            for place, record in ((1, item.ours), (2, item.theirs)):
                words = _summary(program, record) if record is not None else ""
                top.setText(place, words[:_LONGEST])
                top.setToolTip(place, words)
            if each.conflict:
                top.setText(0, f"{top.text(0)} · conflict")
                _mark(top, _said(ours))
            return
        for each in item.fields:
            here, there = (_value(program, item, each, side) for side in ("ours", "theirs"))
            line = QTreeWidgetItem(top, [each.label, here[:_LONGEST], there[:_LONGEST]])
            line.setData(0, _CHOICE, (item.kind, item.id, each.name))
            line.setToolTip(1, here)
            line.setToolTip(2, there)
            if each.conflict:
                line.setText(0, f"{each.label} · conflict")
                _mark(line, _said(ours))

    def _ticked(self, item: QTreeWidgetItem) -> None:
        self.tree.blockSignals(True)
        if item.checkState(0) is not Qt.CheckState.PartiallyChecked:
            for line in _inside(item):
                line.setCheckState(0, item.checkState(0))
        top = item.parent()
        if top is not None:
            _sum(top)
        self.tree.blockSignals(False)
        self._say()

    def _say(self) -> None:
        number = len(self.chosen())
        self.take.setText(f"Merge {counted(number, 'change')}" if number else "Merge nothing")

    def _tops(self) -> list[QTreeWidgetItem]:
        found = (self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount()))
        return [top for top in found if top is not None]

    def _lines(self) -> list[QTreeWidgetItem]:
        """The items that stand for a choice."""
        return [line for top in self._tops() for line in _inside(top) or [top]]


def _inside(top: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (top.child(place) for place in range(top.childCount()))
    return [line for line in found if line is not None]


def _sum(top: QTreeWidgetItem) -> None:
    """A record is ticked when all of its fields are, and half when some are."""
    states = {line.checkState(0) for line in _inside(top)}
    if states:
        top.setCheckState(0, states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked)


def _mark(line: QTreeWidgetItem, ours: str) -> None:
    line.setForeground(0, theme().colour("caution"))
    line.setText(3, f"here: {ours}" if ours else "")


def _value(program: Program, item: Item, each: Difference, side: str) -> str:
    spec = KINDS[item.kind].field(each.name)
    value: Any = getattr(each, side)
    return program.worded(spec.kind, spec.ref, value) or "empty"


def _summary(program: Program, item: Record) -> str:
    """What a whole record says, in a line."""
    words = (program.words(item, spec.name) for spec in fields_of(item) if spec.kind is not Kind.SEALED)
    return " · ".join(filter(None, words))


def _said(side: Side) -> str:
    """ "Li Chen, 4 Apr 2027 10:00"."""
    if not side.at:
        return side.who
    try:
        at = datetime.fromisoformat(side.at).astimezone()
    except ValueError:
        return side.who
    return f"{side.who}, {at.day} {at:%b %Y %H:%M}".strip(", ")
