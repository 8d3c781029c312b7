"""Entering many records at once: what is alike above, and a grid below in which a row is a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from program.intake.registers import named_anew
from program.intake.values import NOT_IN_CELLS
from program.intake.words import plain
from program.names import counted
from program.program import Program
from program.records import ACTIVE, KINDS, Cycle, Field, Kind, Person, Placement, Record, Role, kind_of, new_id
from ui import icons
from ui.ask import Question
from ui.parts.dates import DateEditor
from ui.parts.flow import Flow
from ui.parts.labels import label
from ui.parts.record_form import Wording, editor_for
from ui.parts.register.many_grid import ManyGrid
from ui.parts.register.many_model import ManyModel, Offer
from ui.theme import dress

if TYPE_CHECKING:
    from program.changes import Change
    from program.commands import Keep
    from ui.desk import Desk
    from ui.parts.register.register import Register

_USUAL = QSize(960, 620)
_WORDS = "Tab and Enter go on to the next cell. Paste rows from a spreadsheet with Ctrl+V. Ctrl+Enter adds them all."


class ManyDialog(Question):
    """Asks for many records of a kind; `command` is what was asked for, once it is accepted."""

    def __init__(
        self,
        cls: type[Record],
        program: Program,
        *,
        alike: Sequence[str] = (),
        leave_out: frozenset[str] = frozenset(),
        wording: Wording | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._kind = kind_of(cls)
        super().__init__(f"Enter many {self._kind.many.lower()}", _WORDS, parent)
        self._program, self._wording = program, wording
        self._specs = [spec for spec in self._kind.fields if _in_cells(spec) and spec.name not in leave_out]
        self._alike = [name for name in alike if any(spec.name == name for spec in self._specs)]
        self._shown = [spec.name for spec in self._specs if spec.name not in self._alike]
        self._named: dict[str, Record] = {}
        self.editors: dict[str, Any] = {}
        self.command: Keep | None = None
        self._warned = False
        self.model = ManyModel(cls, program, (), self)
        self.grid = ManyGrid(self.model)
        self._strip = QWidget()
        self._flow = Flow(self._strip, spacing=12)
        self._lay_out(parent)
        self._arrange()
        self.model.settled.connect(self._tell)
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self._tell()
        self.grid.begin()

    # ---- building --------------------------------------------------------------------------------------------------

    def _lay_out(self, parent: QWidget | None) -> None:
        self.resize(_USUAL.boundedTo(parent.size() - QSize(48, 48)) if parent is not None else _USUAL)
        self._strip_name = label("The same in every row", "section")
        self.body.addWidget(self._strip_name)
        self.body.addWidget(self._strip)
        tools = QHBoxLayout()
        tools.setSpacing(6)
        for words, icon, offers in self._fills():
            button = QPushButton(words)
            dress(button, "flat")
            icons.set_icon(button, icon, "quiet")
            menu = QMenu(button)
            for said, name, texts in offers:
                menu.addAction(said).triggered.connect(
                    lambda _=False, name=name, texts=texts: self._fill(name, texts())
                )
            button.setMenu(menu)
            button.setAutoDefault(False)
            tools.addWidget(button)
        tools.addStretch(1)
        choose = QPushButton("Columns")
        dress(choose, "flat")
        icons.set_icon(choose, "columns", "quiet")
        choose.setAutoDefault(False)
        self.columns = QMenu(choose)
        choose.setMenu(self.columns)
        for spec in self._specs:
            entry = self.columns.addAction(spec.label)
            entry.setCheckable(True)
            entry.setChecked(spec.name in self._shown)
            entry.toggled.connect(lambda on, name=spec.name: self._turn(name, on))
        tools.addWidget(choose)
        self.body.addLayout(tools)
        self.body.addWidget(self.grid, 1)
        self.said = label("", "quiet small", wrap=True)
        self.body.addWidget(self.said)
        self.keep = self.buttons("Add")
        self.keep.setAutoDefault(False)
        self.keep.setDefault(False)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.accept)

    def _arrange(self) -> None:
        """The editors of what is alike, and the columns of what is not."""
        values = {name: editor.value() for name, editor in self.editors.items()}
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.editors = {}
        for name in self._alike:
            if name not in self._shown:
                self._flow.addWidget(self._place(self._kind.field(name), values.get(name)))
        self._strip.setVisible(bool(self.editors))
        self._strip_name.setVisible(bool(self.editors))
        self._strip.updateGeometry()
        self._reword()

    def _place(self, spec: Field, value: Any) -> QWidget:
        editor: Any = editor_for(spec, self._name)
        editor.follow(self._program)
        editor.setAccessibleName(spec.label)
        editor.setToolTip(spec.help)
        if value is not None:
            editor.show_value(value)
        elif spec.name == "on" and spec.kind is Kind.DATE:
            editor.show_value(date.today())
        elif spec.default is not None:
            editor.show_value(spec.default)
        editor.settled.connect(self._reword)
        self.editors[spec.name] = editor
        place = QWidget()
        place.setFixedWidth(190)
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        name = label(spec.label, "quiet small")
        name.setBuddy(editor)
        column.addWidget(name)
        column.addWidget(editor)
        return place

    def _name(self, ref: str, name: str) -> Record:
        fresh: Record = msgspec.convert({"id": new_id(), "name": name}, KINDS[ref].cls)
        self._named[fresh.id] = fresh
        return fresh

    # ---- columns ---------------------------------------------------------------------------------------------------

    def _turn(self, name: str, on: bool) -> None:
        """A column comes or goes; what is alike stands above or in the grid."""
        order = [spec.name for spec in self._specs]
        self._shown = [each for each in order if (each in self._shown and each != name) or (each == name and on)]
        self._arrange()

    def _reword(self) -> None:
        """Columns of this survey, under their questions; as they are declared where each row may be of another."""
        worded: Mapping[str, str] = {}
        deciding = next((spec.name for spec in self._specs if spec.kind is Kind.CHOICE), "")
        if self._wording is not None and deciding in self.editors:
            values = {name: editor.value() for name, editor in self.editors.items()}
            empty = {spec.name: "" for spec in self._kind.fields if spec.required and spec.default is None}
            worded = self._wording(self._kind.cls("", **{**empty, **values}))
        fields = [spec for spec in self._specs if spec.name in self._shown and worded.get(spec.name) != ""]
        if fields != self.model.fields:
            self.model.show_fields(fields)
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.model.call({name: words for name, words in worded.items() if words})
        self.grid.fit()

    # ---- rows ------------------------------------------------------------------------------------------------------

    def _fills(self) -> list[tuple[str, str, list[Offer]]]:
        """Rows to begin with, by what stands in them."""
        found = []
        names = {spec.name: spec for spec in self._specs}
        if "person" in names and names["person"].ref == "person":
            found.append(("A row for each…", "people", self._people()))
        if "placement" in names and names["placement"].required:
            found.append(("A row for each placement of…", "cycle", self._placements()))
        return found

    def _people(self) -> list[Offer]:
        def of(role: Role, cohort: str = "") -> Sequence[str]:
            among = [each for each in self._program.people(role) if each.status in ACTIVE]
            return [self._called(each) for each in among if not cohort or each.cohort == cohort]

        offers: list[Offer] = [
            ("Mentee taking part", "person", lambda: of(Role.MENTEE)),
            ("Mentor taking part", "person", lambda: of(Role.MENTOR)),
        ]
        for cohort in self._program.of(KINDS["cohort"].cls).values():
            title = self._program.named(cohort)
            offers.append((f"Mentee of {title}", "person", lambda id_=cohort.id: of(Role.MENTEE, id_)))  # type: ignore[misc]
        return offers

    def _called(self, person: Person) -> str:
        """What tells somebody from all others."""
        names = self._program.index(
            "names counted", (Person,), lambda: Counter(plain(each.name) for each in self._program.of(Person).values())
        )
        return person.name if names[plain(person.name)] == 1 else person.email or person.number or person.id

    def _placements(self) -> list[Offer]:
        def of(cycle: Cycle) -> Sequence[str]:
            there = [each for each in self._program.of(Placement).values() if each.cycle == cycle.id]
            return sorted((self._program.named(each) for each in there), key=str.casefold)

        return [(each.name, "placement", lambda each=each: of(each)) for each in reversed(self._program.cycles)]  # type: ignore[misc]

    def _fill(self, name: str, texts: Sequence[str]) -> None:
        if name not in self._shown:
            self._turn(name, True)
        self.model.fill(name, texts)
        self.grid.begin(next((at for at, spec in enumerate(self.model.fields) if spec.name != name), 0))

    # ---- the end ---------------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        self._warned = False
        ready, (row, words) = self.model.ready, self.model.first_wrong
        self.keep.setText(f"Add {counted(ready, self._kind.one.lower(), self._kind.many.lower())}" if ready else "Add")
        self.keep.setEnabled(bool(ready))
        here = self.grid.currentIndex()
        spec = self.model.fields[here.column()] if 0 <= here.column() < len(self.model.fields) else None
        asked = self.model.headings.get(spec.name, "") if spec is not None else ""
        quiet = named_anew(self.model.new) or asked or "Rows in which nothing is said are passed over."
        self.said.setText(f"Row {row:,}: {words}" if row else quiet)
        dress(self.said, "bad small" if row else "quiet small")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape throws nothing away that was typed until it is pressed once more, later (twice at once hides every
        window), and Enter adds nothing by the way."""
        plain_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if plain_enter and not isinstance(self.focusWidget(), QPushButton):
            return
        ready = sum(line.said for line in self.model.lines)
        if event.key() == Qt.Key.Key_Escape and ready and not self._warned:
            self._warned = True
            self.said.setText(f"{counted(ready, 'row')} would be lost: press Cancel to leave all the same.")
            dress(self.said, "bad small")
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Close, when every row that says something can be kept."""
        self.grid.settle()
        mistaken = [e for e in self.editors.values() if isinstance(e, DateEditor) and e.value() is None and e.mistaken]
        if mistaken:
            mistaken[0].setFocus()
            return
        alike = {name: editor.value() for name, editor in self.editors.items()}
        used = [item for id_, item in self._named.items() if id_ in str(list(alike.values()))]
        self.command = self.model.command(alike, used)
        if self.command is not None:
            super().accept()
        else:
            self.grid.show_row(self.model.first_wrong[0] - 1)


def ask_many(desk: Desk, register: Register) -> Change | None:
    """Ask for many records of a register and keep them as one step; None when it was called off or refused."""
    dialog = ManyDialog(
        register.cls, desk.program(), alike=register.alike, leave_out=register.leave_out, wording=register.wording,
        parent=desk.ask.window,
    )  # fmt: skip
    return desk.do(dialog.command) if desk.ask.show(dialog) and dialog.command is not None else None


def _in_cells(spec: Field) -> bool:
    """Whether a field is entered here: long texts only where they must be there."""
    return spec.kind not in NOT_IN_CELLS and (spec.kind is not Kind.LONG_TEXT or spec.required)
