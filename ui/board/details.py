"""The form for one placement: with whom, on what, towards which goal. Each field is its own undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLineEdit, QWidget

from program.commands import EditPlacements, MovePlacements, Target
from program.program import Program
from program.records import ACTIVE, Experience, Host, Kind, Person, Placement, Role, Theme, kind_of
from ui.parts.labels import label

if TYPE_CHECKING:
    from program.commands.placements import Rearranging
    from ui.board.plans import Plans

_CHOSEN = ("host", "mentor", "coach", "theme", "experience")
_WRITTEN = ("project", "deliverable", "goal", "acceptance")
_MOVES = ("host", "mentor")


class Details(QWidget):
    """Shows one placement; what is chosen or written is kept at once, or stands again as it was when refused."""

    def __init__(self, desk: Plans, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = ""
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._fields: dict[str, QComboBox | QLineEdit] = {}
        spec = kind_of(Placement)
        for name in (*_CHOSEN, *_WRITTEN):
            words = spec.field(name).label
            field: QComboBox | QLineEdit = self._choice(name) if name in _CHOSEN else self._line(name)
            field.setAccessibleName(words)
            title = label(words, "quiet small")
            title.setBuddy(field)
            form.addRow(title, field)
            self._fields[name] = field

    def show_card(self, placement: Placement) -> None:
        """Take over a placement as it is kept."""
        program = self._desk.program()
        self._id = placement.id
        for name, field in self._fields.items():
            blocked = QSignalBlocker(field)
            value = getattr(placement, name)
            if isinstance(field, QComboBox):
                field.clear()
                for words, id_ in _choices(program, name, placement):
                    field.addItem(words, id_)
                field.setCurrentIndex(max(0, field.findData(value)))
                edit = field.lineEdit()
                assert edit is not None
                edit.setCursorPosition(0)
            else:
                field.setText(value)
                field.setCursorPosition(0)
            del blocked

    def field(self, name: str) -> QWidget:
        """The field for one part of a placement."""
        return self._fields[name]

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self._fields["host"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choice(self, name: str) -> QComboBox:
        field = QComboBox()
        field.setEditable(True)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(10)
        completer = field.completer()
        assert completer is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        edit = field.lineEdit()
        assert edit is not None
        edit.setAccessibleName(kind_of(Placement).field(name).label)
        field.activated.connect(lambda _: self._keep(name, field.currentData()))
        edit.editingFinished.connect(lambda: self._settle(name))
        return field

    def _line(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(kind_of(Placement).field(name).limit)
        if kind_of(Placement).field(name).kind is Kind.LONG_TEXT:
            field.setPlaceholderText("One or two sentences")
        field.editingFinished.connect(lambda: self._keep(name, field.text().strip()))
        return field

    def _settle(self, name: str) -> None:
        """Words typed into a choice count when they name one; otherwise the choice stands again as it was."""
        field = self._fields[name]
        assert isinstance(field, QComboBox)
        place = field.findText(field.currentText(), Qt.MatchFlag.MatchFixedString)
        if place >= 0:
            self._keep(name, field.itemData(place))
        elif (placement := self._desk.program().get(Placement, self._id)) is not None:
            field.setCurrentIndex(max(0, field.findData(getattr(placement, name))))

    def _keep(self, name: str, value: object) -> None:
        placement = self._desk.program().get(Placement, self._id)
        if placement is None or getattr(placement, name) == value:
            return
        command: Rearranging
        if name in _MOVES:
            command = MovePlacements((Target(self._id, **{name: str(value)}),))
        else:
            command = EditPlacements((msgspec.structs.replace(placement, **{name: value}),))
        if self._desk.do(command) is None and self._desk.is_open:
            self.show_card(placement)


def _choices(program: Program, name: str, placement: Placement) -> list[tuple[str, object]]:
    """What a field can be set to, by name; what it is set to is among them, whatever has become of it."""
    if name == "experience":
        return [(each.label, each) for each in Experience]
    kind: type[Host | Person | Theme]
    if name in ("mentor", "coach"):
        kind, role = Person, Role.MENTOR if name == "mentor" else Role.COACH
        able = (person for person in program.people(role) if person.status in ACTIVE)
        ids = [person.id for person in able if person.id != placement.person]
    else:
        kind = Host if name == "host" else Theme
        ids = sorted(program.of(kind), key=lambda id_: program.title(kind, id_).casefold())
    now = getattr(placement, name)
    if now and now not in ids:
        ids.append(now)
    return [("–", ""), *((program.title(kind, id_), id_) for id_ in ids)]
