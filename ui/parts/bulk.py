"""Setting one field of several records at once.

    bulk = Bulk(Host)
    bulk.show_records(hosts, desk.program())
    bulk.wanted.connect(desk.do)          # one `Keep`, one step to undo
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from program.commands import Keep
from program.program import Program
from program.records import KINDS, Kind, Record, kind_of, new_id
from ui.parts.dates import DateEditor
from ui.parts.labels import label
from ui.parts.record_form import editor_for
from ui.theme import dress

_NEVER = frozenset({Kind.CUSTOM, Kind.EMAIL, Kind.LONG_TEXT})


class Bulk(QWidget):
    """A choice of fields, an editor for the one chosen, and the button that sets it for all."""

    wanted = Signal(object)
    """A `Keep` of all the records with the field set."""

    def __init__(self, cls: type[Record], *, leave_out: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind_of(cls)
        out = frozenset(leave_out)
        required_text = {spec.name for spec in self._kind.fields if spec.required and spec.kind is Kind.TEXT}
        self._specs = [
            spec
            for spec in self._kind.fields
            if spec.kind not in _NEVER and spec.name not in out and spec.name not in required_text
        ]
        self._items: tuple[Record, ...] = ()
        self._program = Program({})
        self._named: dict[str, Record] = {}
        self._editor: Any = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("Set one field for all of them", "quiet small"))
        self.fields = QComboBox()
        self.fields.setAccessibleName("Field to set")
        for spec in self._specs:
            self.fields.addItem(spec.label + (f" ({spec.unit})" if spec.unit else ""))
        self.fields.currentIndexChanged.connect(lambda _: self._change_field())
        column.addWidget(self.fields)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        self.apply = QPushButton()
        dress(self.apply, "primary")
        self.apply.clicked.connect(self._apply)
        column.addWidget(self.apply, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_records(self, items: Sequence[Record], program: Program) -> None:
        """Work on these records."""
        same = [item.id for item in items] == [item.id for item in self._items]
        self._items, self._program = tuple(items), program
        self.apply.setText(f"Set for all {len(items):,}")
        if not same or self._editor is None:
            self._change_field()
        else:
            self._editor.follow(program)

    def choose(self, name: str) -> QWidget:
        """Choose the field of this name; returns its editor."""
        self.fields.setCurrentIndex([spec.name for spec in self._specs].index(name))
        return cast("QWidget", self._editor)

    def _change_field(self) -> None:
        spec = self._specs[max(0, self.fields.currentIndex())]
        if self._editor is not None:
            self._editor.hide()
            self._editor.setParent(None)
            self._editor.deleteLater()
        self._editor = editor_for(spec, self._name)
        self._editor.setAccessibleName(f"{spec.label} for all")
        self._editor.setToolTip(spec.help)
        self._editor.follow(self._program)
        values = [getattr(item, spec.name) for item in self._items]
        common = values[0] if values and all(value == values[0] for value in values) else _nothing(spec)
        self._editor.show_value(common)
        self._place.addWidget(self._editor)

    def _name(self, ref: str, name: str) -> Record:
        fresh: Record = msgspec.convert({"id": new_id(), "name": name}, KINDS[ref].cls)
        self._named[fresh.id] = fresh
        return fresh

    def _apply(self) -> None:
        spec, editor = self._specs[self.fields.currentIndex()], self._editor
        value = editor.value()
        if isinstance(editor, DateEditor) and editor.mistaken:
            return
        fresh = tuple(item for id_, item in self._named.items() if id_ in str(value))
        changed = tuple(msgspec.structs.replace(item, **{spec.name: value}) for item in self._items)
        many = self._kind.many.lower()
        self.wanted.emit(Keep((*fresh, *changed), f"Change {spec.label.lower()} of {len(changed):,} {many}"))


def _nothing(spec: Any) -> Any:
    """The value a field has when nobody has said anything."""
    if spec.default is not None:
        return spec.default
    return {Kind.DATE: None, Kind.INTEGER: spec.least, Kind.NUMBER: 0.0}.get(spec.kind, "")
