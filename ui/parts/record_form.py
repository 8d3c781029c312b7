"""A form for one record, read off its declaration: an editor for every field, in the sections it names.

    form = RecordForm(Host)                       # or only=("name", "seats"), leave_out=("colour",), columns=2
    form.show_record(host, desk.program())        # again after every change; what is being typed stays
    form.edited.connect(lambda name: desk.do(Keep(form.records())))

`edited(name)` comes when the user has made up their mind about a field that now differs. `records()` is the record as
it stands on the form, after the skills, themes, cohorts and tracks that were newly named on it. In a dialog,
`records()` at the end is enough; `problems_of` shows what stands against keeping them, beside the fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from program.commands import Keep
from program.program import Program
from program.records import KINDS, Field, Kind, Record, kind_of, new_id
from program.trouble import NotValid
from program.validity import Problem
from ui.parts.dates import DateEditor
from ui.parts.editors import (
    ChoiceEditor,
    ChoicesEditor,
    DecimalEditor,
    LongTextEditor,
    NumberEditor,
    TextEditor,
    YesNoEditor,
)
from ui.parts.labels import label
from ui.parts.listeditors import DatesEditor, PairsEditor, RefsEditor, StrengthsEditor
from ui.parts.picker import Picker
from ui.theme import dress

Editor = (
    TextEditor
    | LongTextEditor
    | NumberEditor
    | DecimalEditor
    | DateEditor
    | ChoiceEditor
    | ChoicesEditor
    | YesNoEditor
    | Picker
    | RefsEditor
    | StrengthsEditor
    | DatesEditor
    | PairsEditor
)

Wording = Callable[[Any], Mapping[str, str]]

#: Kinds that need no more than a name, so that a form can add one on the way.
NAMED = frozenset({"skill", "theme", "cohort", "track"})
_WIDE = frozenset({Kind.LONG_TEXT, Kind.CHOICES, Kind.REFS, Kind.STRENGTHS, Kind.CUSTOM, Kind.DATES})


class RecordForm(QWidget):
    """Shows and edits one record of a kind."""

    edited = Signal(str)

    def __init__(
        self,
        cls: type[Record],
        *,
        only: Iterable[str] = (),
        leave_out: Iterable[str] = (),
        columns: int = 1,
        wording: Wording | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`wording` gives other words than their labels for some fields of a record; fields without any are hidden."""
        super().__init__(parent)
        self._kind = kind_of(cls)
        self._wording = wording
        self._unasked: frozenset[str] = frozenset()  # fields that this record does not have, by the wording
        self._columns = columns
        self._item: Record | None = None
        self._named: dict[str, Record] = {}
        self.editors: dict[str, Editor] = {}
        self._places: dict[str, _Place] = {}
        wanted, unwanted = tuple(only), frozenset(leave_out)
        specs = [spec for spec in self._kind.fields if spec.name not in unwanted]
        if wanted:
            specs = [self._kind.field(name) for name in wanted if name not in unwanted]
        self._lay_out(specs, sections=not wanted)

    # ---- what it shows ---------------------------------------------------------------------------------------------

    def show_record(self, item: Record, program: Program) -> None:
        """Show a record. When it is the one on show already, only fields that differ from before are set anew."""
        before = self._item if self._item is not None and self._item.id == item.id else None
        self._item = item
        if before is None:
            self._named.clear()
            self.show_problems(())
        for name, editor in self.editors.items():
            editor.follow(program)
            if isinstance(editor, Picker):
                editor.leave_out = frozenset({item.id})
            value = getattr(item, name)
            if before is None or value != getattr(before, name):
                editor.show_value(value)
                self._places[name].complain("")
        self._reword()

    def record(self) -> Record:
        """The record as it stands on the form."""
        assert self._item is not None, "a form shows a record before it gives one"
        values = {name: editor.value() for name, editor in self.editors.items()}
        values |= {name: self._kind.field(name).default for name in self._unasked}
        return msgspec.structs.replace(self._item, **values)

    def records(self) -> tuple[Record, ...]:
        """The record, after the records that were newly named on the form and that it refers to."""
        item = self.record()
        used = [fresh for fresh in self._named.values() if _refers(item, fresh.id)]
        return (*used, item)

    @property
    def differs(self) -> bool:
        """Whether anything stands on the form that is not in the record."""
        item = self._item
        return item is not None and bool(self.record() != item)

    def settle(self) -> None:
        """Take up what is still being typed, as if the keyboard had left the field."""
        for picker in self.findChildren(Picker):
            picker.finish()
        focused = cast("QWidget | None", self.focusWidget())
        for name, editor in self.editors.items():
            if focused is not None and (editor is focused or editor.isAncestorOf(focused)):
                self._settled(name)

    def focus_field(self, name: str = "") -> None:
        """Put the keyboard into a field; the first one without a name."""
        editor = self.editors.get(name) or next(iter(self.editors.values()))
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- what is wrong ---------------------------------------------------------------------------------------------

    def problems_of(self, program: Program, *, focus: bool = True) -> bool:
        """Show what stands against keeping the form as it is, beside the fields; whether anything does.

        With `focus`, the keyboard goes to the first field to mend.
        """
        mistaken = {name: e.mistaken for name, e in self.editors.items() if isinstance(e, DateEditor) and e.mistaken}
        found = [Problem(name, self._kind.field(name).label, words) for name, words in mistaken.items()]
        if not found:
            try:
                Keep(self.records()).change(program)
            except NotValid as broken:
                found = list(broken.problems)
        self.show_problems(found)
        if found and focus:
            self.focus_field(next((each.field for each in found if each.field in self.editors), ""))
        return bool(found)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say beside each field what is wrong with it."""
        words: Mapping[str, str] = {problem.field: problem.words for problem in problems}
        for name, place in self._places.items():
            place.complain(words.get(name, ""))

    # ---- within ----------------------------------------------------------------------------------------------------

    def _lay_out(self, specs: list[Field], *, sections: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        grid = self._grid(column)
        at, section = 0, ""
        for spec in specs:
            if spec.section not in ("", section) and sections:
                section = spec.section
                if at or grid.count():
                    column.addSpacing(8)
                    grid = self._grid(column, spec.section)
                elif spec.section:
                    column.insertWidget(0, label(spec.section, "section"))
                at = 0
            editor = self._editor(spec)
            place = _Place(spec, editor)
            self.editors[spec.name], self._places[spec.name] = editor, place
            editor.settled.connect(lambda name=spec.name: self._settled(name))
            wide = spec.kind in _WIDE or self._columns == 1
            if wide and at % self._columns:
                at += self._columns - at % self._columns
            grid.addWidget(place, at // self._columns, at % self._columns, 1, self._columns if wide else 1)
            at += self._columns if wide else 1
        column.addStretch(1)

    def _grid(self, column: QVBoxLayout, section: str = "") -> QGridLayout:
        if section:
            column.addWidget(label(section, "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for each in range(self._columns):
            grid.setColumnStretch(each, 1)
        column.addLayout(grid)
        return grid

    def _editor(self, spec: Field) -> Editor:
        editor = editor_for(spec, self._name)
        editor.setAccessibleName(spec.label)
        if spec.help:
            editor.setToolTip(spec.help)
            editor.setAccessibleDescription(spec.help)
        return editor

    def _name(self, ref: str, name: str) -> Record:
        """A new record of this kind and name, kept with the form's own."""
        fresh: Record = msgspec.convert({"id": new_id(), "name": name}, KINDS[ref].cls)
        self._named[fresh.id] = fresh
        return fresh

    def _reword(self) -> None:
        if self._wording is not None and self._item is not None:
            worded = self._wording(self.record())
            self._unasked = frozenset(name for name, words in worded.items() if not words and name in self.editors)
            for name, words in worded.items():
                if (place := self._places.get(name)) is not None:
                    place.say(words)

    def _settled(self, name: str) -> None:
        editor = self.editors[name]
        mistaken = editor.mistaken if isinstance(editor, DateEditor) else ""
        self._places[name].complain(mistaken)
        self._reword()
        if not mistaken and self._item is not None and editor.value() != getattr(self._item, name):
            self.edited.emit(name)


def editor_for(spec: Field, add: Any = None) -> Editor:
    """The editor for a field. `add(kind, name)` makes a record that was newly named in it."""
    fresh = (lambda name: add(spec.ref or "skill", name)) if add is not None else None
    match spec.kind:
        case Kind.LONG_TEXT:
            return LongTextEditor(spec)
        case Kind.INTEGER:
            return NumberEditor(spec)
        case Kind.NUMBER:
            return DecimalEditor(spec)
        case Kind.DATE:
            return DateEditor()
        case Kind.YES_NO:
            return YesNoEditor(spec)
        case Kind.CHOICE:
            assert spec.choices is not None
            return ChoiceEditor(spec.choices)
        case Kind.CHOICES:
            return ChoicesEditor(spec)
        case Kind.REF:
            return Picker(spec.ref, add=fresh if spec.ref in NAMED else None)
        case Kind.REFS:
            return RefsEditor(spec, add=fresh if spec.ref in NAMED else None)
        case Kind.STRENGTHS:
            return StrengthsEditor(spec, add=fresh)
        case Kind.DATES:
            return DatesEditor(spec)
        case Kind.CUSTOM:
            return PairsEditor(spec)
        case Kind.TEXT | Kind.EMAIL:
            return TextEditor(spec)
        case Kind.SEALED:
            raise TypeError("what is sealed is written and read in its own place")


class _Place(QWidget):
    """Where a field stands on the form: its name, its editor, and what is wrong with it."""

    def __init__(self, spec: Field, editor: Editor) -> None:
        super().__init__()
        self._spec, self._editor = spec, editor
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self._name: QLabel | None = None
        if not isinstance(editor, YesNoEditor):
            words = spec.label + (f" ({spec.unit})" if spec.unit else "")
            name = label(words, "quiet small", wrap=True)
            name.setToolTip(spec.help)
            name.setBuddy(editor)
            column.addWidget(name)
            self._name = name
        column.addWidget(editor)
        self._wrong = label("", "bad small", wrap=True)
        self._wrong.hide()
        column.addWidget(self._wrong)
        column.addStretch(1)

    def say(self, words: str) -> None:
        """Call the field so; without words, leave it out."""
        self.setVisible(bool(words))
        if words and self._name is not None and self._name.text() != words:
            self._name.setText(words)
            self._editor.setAccessibleName(words)

    def complain(self, words: str) -> None:
        """Say what is wrong; empty when nothing is."""
        if words == "" and self._wrong.isHidden():
            return
        self._wrong.setText(f"{self._spec.label} {words}." if words else "")
        self._wrong.setVisible(bool(words))
        self._editor.setAccessibleDescription(self._wrong.text() or self._spec.help)
        if not isinstance(self._editor, DateEditor):
            dress(self._editor, tone="bad" if words else "")


def _refers(item: Record, id_: str) -> bool:
    for spec in kind_of(item).fields:
        value = getattr(item, spec.name)
        if spec.kind is Kind.REF and value == id_:
            return True
        if spec.kind is Kind.REFS and id_ in value:
            return True
        if spec.kind is Kind.STRENGTHS and any(each.skill == id_ for each in value):
            return True
    return False
