"""The People page: table, filters and panel put together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedLayout, QVBoxLayout, QWidget

from program.changes import Change
from program.commands import Keep
from program.commands.base import counted
from program.records import Absence, Conflict, Person, Record, kind_of
from ui.actions import Action
from ui.page import Memory, Page
from ui.parts.files import dropped_file
from ui.parts.record_model import RecordModel
from ui.parts.record_table import RecordTable
from ui.people.columns import columns, haystack
from ui.people.deeds import Deeds
from ui.people.empty import Nobody, NobodyFound
from ui.people.filters import Filters
from ui.people.lacks import Lack
from ui.people.narrowing import Facet, Narrowing
from ui.people.panel import Panel
from ui.theme import GRID, MARGIN

if TYPE_CHECKING:
    from ui.desk import Desk

IMPORT = "import"
"""As the record to show, it asks for the import (the empty board leads here so)."""
_SOON = 20
"""Milliseconds until a new choice is shown: walking with the arrow keys must not wait for the panel."""


class PeoplePage(Page):
    """Everyone the program knows."""

    key: ClassVar[str] = "people"
    title: ClassVar[str] = "People"
    icon: ClassVar[str] = "people"
    placeholder: ClassVar[str] = "Search people"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._text = ""
        self.narrowing = Narrowing()
        self.model = RecordModel(Person, desk.program(), columns=columns(), haystack=haystack, parent=self)
        self.table = RecordTable(self.model)
        self.table.set_compact(desk.settings.values.density == "compact")
        if desk.book.read_only:
            self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.filters = Filters(desk.program)
        self.nobody = Nobody()
        self.not_found = NobodyFound()
        self.panel = Panel(desk)
        self.deeds = Deeds(desk, self.table, self.panel)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.show_chosen)
        self._lay_out()
        self._connect()
        self._arrange()
        self.show_chosen()
        self.setAcceptDrops(True)

    # ---- what every page has ---------------------------------------------------------------------------------------

    def subtitle(self) -> str:
        """How many there are, and how many of them are shown."""
        everyone, shown = len(self.desk.program().of(Person)), self.model.rowCount()
        if everyone == shown:
            return counted(everyone, "person", "people")
        return f"{shown:,} of {counted(everyone, 'person', 'people')}"

    def hint(self) -> str:
        return "F2 edits · Enter opens the form · Del removes"

    def inspector(self) -> QWidget:
        return self.panel

    def actions(self) -> list[Action]:  # type: ignore[override]  # ours is the table's kind of action, not Qt's
        return self.deeds.actions()

    def search(self, text: str) -> None:
        self._text = text
        self._narrow(self.narrowing)

    def reveal(self, record_id: str) -> None:
        """Choose a person and bring them into view, whatever the filters say; or begin the import."""
        if record_id == IMPORT:
            QTimer.singleShot(0, self, self.bring_in)  # once the page stands there
            return
        program = self.desk.program()
        absence, conflict = program.get(Absence, record_id), program.get(Conflict, record_id)
        id_ = absence.person if absence is not None else conflict.first if conflict is not None else record_id
        if program.get(Person, id_) is None:
            return
        if self.model.row_of(id_) < 0:
            self._text = ""
            self._narrow(Narrowing())
        self.table.choose([id_], id_)
        if id_ != record_id:
            self.panel.person.show_tab("rotation")
        self.table.setFocus()

    def state(self) -> Memory:
        return {"table": self.table.memory(), "filters": self.narrowing.memory()}

    def restore(self, state: Memory) -> None:
        table = state.get("table")
        if isinstance(table, dict):
            self.table.restore(table)
        self._narrow(Narrowing.remembered(state.get("filters"), self.desk.program()))

    # ---- layout ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        inset = QWidget()
        margins = QVBoxLayout(inset)
        margins.setContentsMargins(MARGIN - GRID, 0, GRID, 0)
        margins.addWidget(self.table)
        middle = QWidget()
        self._layers = QStackedLayout(middle)
        for layer in (inset, self.not_found, self.nobody):
            self._layers.addWidget(layer)
        column.addWidget(middle, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.desk.changed.connect(self._follow)
        self.desk.settings.changed.connect(self._setting)
        self.model.edited.connect(self._edited)
        self.table.chosen.connect(self._soon.start)
        self.table.opened.connect(lambda _: self._open())
        self.table.removal.connect(self.deeds.remove)
        self.table.menu_wanted.connect(self.deeds.menu)
        self.filters.narrowed.connect(self._narrow)
        for place in (self.filters, self.nobody):
            place.add.connect(self.deeds.add)
            place.bring_in.connect(self.bring_in)
        self.not_found.clear.connect(self.show_everyone)
        self.deeds.added.connect(self.reveal)
        self.deeds.import_wanted.connect(self.bring_in)
        self.deeds.export_wanted.connect(self.export)
        self.deeds.everyone_wanted.connect(self.show_everyone)
        self.deeds.attention_wanted.connect(self.show_attention)
        self.deeds.inspect.connect(self.inspect)
        self.deeds.go.connect(self.go)
        self.panel.person.go.connect(self.go)
        self.panel.role_wanted.connect(lambda value: self._narrow(self.narrowing.with_(Facet.ROLE, (value,))))
        self.panel.several.removal.connect(self.deeds.remove)

    def _arrange(self) -> None:
        """Table, or what stands in its place; and the line above it."""
        anybody = bool(self.desk.program().of(Person))
        self._layers.setCurrentIndex(2 if not anybody else 0 if self.model.rowCount() else 1)
        self.filters.setVisible(anybody)
        self.filters.show_narrowing(self.narrowing, writable=not self.desk.book.read_only)
        self.setFocusProxy(self.table if anybody else self.nobody)
        self.heading.emit()

    # ---- what is shown ---------------------------------------------------------------------------------------------

    def _narrow(self, narrowing: Narrowing) -> None:
        self.narrowing = narrowing
        self.model.narrow(self._text, narrowing.keep(lambda: self.model.program))
        self._arrange()

    def show_everyone(self) -> None:
        """Take all filters and the search away."""
        self._text = ""
        self._narrow(Narrowing())
        self.table.setFocus()

    def show_attention(self) -> None:
        """Show only those of whom something is missing or doubtful."""
        self._narrow(Narrowing().with_(Facet.ATTENTION, (lack.value for lack in Lack)))

    def show_chosen(self) -> None:
        """Show in the panel who is chosen now."""
        self._soon.stop()
        self.panel.show_people(self.table.chosen_ids())

    # ---- what happens ----------------------------------------------------------------------------------------------

    def _follow(self, change: Change) -> None:
        program = self.desk.program()
        self.model.follow(program, change)
        self._arrange()
        self.show_chosen()

    def _edited(self, item: Record) -> None:
        """A cell was edited."""
        assert isinstance(item, Person)
        before = self.desk.program().get(Person, item.id) if self.desk.is_open else None
        if before is None:
            return  # locked, or removed, while the cell was open
        words = [spec.label.lower() for spec in kind_of(Person).fields
                 if getattr(before, spec.name) != getattr(item, spec.name)]  # fmt: skip
        self.desk.do(Keep((item,), f"Change {', '.join(words)} of {before.name}"), quiet=True)

    def _open(self) -> None:
        self.show_chosen()
        self.inspect.emit()
        self.panel.focus_form()

    def _setting(self, key: str) -> None:
        if key == "density":
            self.table.set_compact(self.desk.settings.values.density == "compact")

    # ---- files -----------------------------------------------------------------------------------------------------

    def bring_in(self, path: Path | None = None) -> None:
        """Open the import, with this file if there is one already."""
        from ui.people.wizard import ImportWizard

        if not self.desk.book.read_only:
            wizard = ImportWizard(self.desk, path, self.desk.ask.window)
            if self.desk.ask.show(wizard) and wizard.wanted:
                self.show_everyone()
                self.table.choose(wizard.wanted)

    def export(self) -> None:
        """Ask what to export and for whom, and write it."""
        from ui.people.export import export_people

        shown = [item.id for item in self.model.shown]
        export_people(self.desk, chosen=self.table.chosen_ids(), shown=shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        focused = cast("QWidget | None", self.window().focusWidget())
        if focused is None or self.filters.isAncestorOf(focused):
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # Qt would begin with the first filter

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None and not self.desk.book.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            # The drag must be over before a dialog opens, or it would hold up the window it came from.
            QTimer.singleShot(0, self, lambda: self.bring_in(path))
