"""A register: a table over the records of one kind, with a form beside it, generated from the declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QToolButton, QWidget

from program.changes import Change
from program.commands import Keep, Remove
from program.development import concerned
from program.intake.registers import IMPORTED
from program.program import Program
from program.records import Person, Record, kind_of
from ui import icons
from ui.parts.emptiness import Emptiness
from ui.parts.files import TABLES, dropped_file
from ui.parts.record_dialog import edit_record
from ui.parts.record_form import Wording
from ui.parts.record_table import Column, RecordModel, RecordTable
from ui.parts.register.fresh import blank, copied
from ui.parts.register.narrowing import NarrowingRow, Part
from ui.parts.register.panel import Extra, RecordPanel
from ui.parts.register.reading import read
from ui.parts.register.section import Section
from ui.theme import dress

if TYPE_CHECKING:
    from program.intake import Table
    from ui.desk import Desk


def _no_facts(_program: Program, _item: Any) -> Sequence[str]:
    return ()


def _title(program: Program, item: Any) -> str:
    return str(kind_of(item).title(item))


@dataclass(frozen=True)
class Register:
    """How the records of one kind are shown. `words` say what belongs here; `why` why it is needed, when it is empty.

    `facts` are lines about one record that stand below its name; `blank` a new one, before anything is filled in.
    """

    cls: type[Record]
    icon: str
    words: str
    why: str
    columns: Callable[[], tuple[Column, ...]]
    title_column: str = "name"
    title: Callable[[Program, Any], str] = _title
    facts: Callable[[Program, Any], Sequence[str]] = _no_facts
    leave_out: frozenset[str] = frozenset()
    wording: Wording | None = None  # what some fields are called in the form of a record
    adding: str = ""  # what can be added, where it is not "a" and the kind
    copies: bool = True
    alike: tuple[str, ...] = ()  # fields that are usually the same where many are entered
    parts: tuple[Part, ...] = ()  # what of it can be looked at alone
    of: Callable[[Program, Any], Sequence[str]] = concerned  # ids of those a record is about
    log: bool = False  # added to and read, not rewritten: no removing, no editing in the table
    order: tuple[str, bool] = ("", False)  # the column by which rows stand at first, and whether from the last

    @property
    def adds(self) -> str:
        """What can be added, with its article: "a host"."""
        return self.adding or f"a {kind_of(self.cls).one.lower()}"


class RegisterSection(Section):
    """The section of one register."""

    def __init__(self, desk: Desk, key: str, register: Register, parent: QWidget | None = None) -> None:
        self.register = register
        self.kind = kind_of(register.cls)
        super().__init__(desk, self.kind.many, register.words, parent)
        self.setObjectName(key)
        self.adds = register.adds
        self.model = RecordModel(
            register.cls, desk.program(), columns=register.columns(), title=register.title_column, parent=self
        )
        self.table = RecordTable(self.model)
        self.details = RecordPanel(
            desk, register.cls, words=register.words, title=register.title, facts=register.facts, of=register.of,
            leave_out=register.leave_out, wording=register.wording, extras=self.extras(),
        )  # fmt: skip
        self.details.person.connect(lambda id_: self.go.emit("people", id_))
        self.details.history.connect(lambda id_: self.go.emit("history", id_))
        self._empty = Emptiness()
        self._empty.begin.connect(self.begin)
        self._empty.other.connect(self.begin_otherwise)
        self._layers = QStackedWidget()
        self._layers.addWidget(self.table)
        self._layers.addWidget(self._empty)
        self._add_buttons()
        self._dress_table()
        for each in self.above():
            self._column.addWidget(each)
        self.narrowing = NarrowingRow(register.parts)
        self.narrowing.changed.connect(self._narrow)
        self._column.addWidget(self.narrowing)
        self._column.addWidget(self._layers, 1)
        self.setFocusProxy(self.table)
        self.setAcceptDrops(True)
        self._text = ""
        self._recount()
        self._show_layer()

    # ---- for sections that do more ---------------------------------------------------------------------------------

    def extras(self) -> Sequence[Extra]:
        """What stands below the form of a chosen record."""
        return ()

    def above(self) -> Sequence[QWidget]:
        """What stands above the table."""
        return ()

    def begin(self) -> None:
        """The first step, from the empty list."""
        self.add()

    def begin_otherwise(self) -> None:
        """The other first step, from the empty list."""
        self.enter_many()

    def beginning(self) -> tuple[str, str]:
        """The words on the buttons of the empty list: the first step, and perhaps another."""
        return f"Add {self.adds}…", "Enter many…"

    def blank(self) -> Record:
        """A new record before anything is filled in, but for the person the register is narrowed to."""
        made, person = blank(self.register.cls), self.narrowing.person
        if person and any(spec.name == "person" for spec in self.kind.fields):
            made = msgspec.structs.replace(made, person=person)
        return made

    # ---- the page's part -------------------------------------------------------------------------------------------

    def panel(self) -> QWidget:
        return self.details

    def follow(self, change: Change) -> None:
        self.model.follow(self.desk.program(), change)
        self._recount()
        self._chosen()
        self._show_layer()

    def search(self, text: str) -> None:
        self._text = text
        self._narrow()

    def reveal(self, record_id: str) -> None:
        if self.model.row_of(record_id) < 0:
            self._show_all()
        self.table.choose([record_id], record_id)

    def keep_to(self, person: str) -> None:
        """Show only what is about this person."""
        self._text = ""
        self.narrowing.choose("")
        self.narrowing.show_person(person, self.desk.program().title(Person, person))
        self._recount()

    def memory(self) -> Mapping[str, object]:
        return self.table.memory()

    def restore(self, state: Mapping[str, object]) -> None:
        if state:
            self.table.restore(state)

    def pose(self) -> None:
        if self.model.shown:
            self.table.choose([self.model.shown[min(2, len(self.model.shown) - 1)].id])

    def scenes(self) -> dict[str, Callable[[], object]]:
        return {"many": self.enter_many} if self.register.alike else {}

    # ---- what can be done ------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[Record, ...]:
        """The records chosen in the table, in their order."""
        table = self.desk.program().of(self.register.cls)
        return tuple(table[id_] for id_ in self.table.chosen_ids() if id_ in table)

    def add(self) -> None:
        """Ask for a new record and keep it."""
        change = edit_record(
            self.desk, f"New {self.kind.one.lower()}", self.blank(), yes="Add", leave_out=self.register.leave_out,
            columns=2 if len(self.kind.fields) > 5 else 1, wording=self.register.wording,
        )  # fmt: skip
        self._look_at(change)

    def enter_many(self) -> None:
        """Ask for several records in a grid and keep them as one step."""
        from ui.parts.register.many import ask_many

        self._look_at(ask_many(self.desk, self.register))

    def bring_in(self, path: Path | None = None) -> None:
        """Ask for a file unless there is one, show what would come of it, and keep that as one step."""
        if not (self.brings and self.writable):
            return
        found = path or self.desk.ask.open_file(f"Choose a table of {self.kind.many.lower()}", TABLES)
        if found is not None:
            read(self.desk, found, "", lambda table: self._brought(table, found), self)

    def _brought(self, table: Table, path: Path) -> None:
        from ui.parts.register.bring import BringInDialog

        dialog = BringInDialog(self.desk, self.kind.key, table, path, self.desk.ask.window)
        if self.desk.ask.show(dialog) and dialog.command is not None and self.desk.is_open:
            words = f"Importing {self.kind.many.lower()}"
            self.desk.do_in_background(dialog.command, words, done=self._look_at)

    def copy(self) -> None:
        """Keep a copy of each record chosen, under another name."""
        if not self.copies:
            return
        items = self.chosen
        copies = tuple(copied(item, self.desk.program()) for item in items)
        one = self.kind.one.lower()
        what = f"{one} {self.register.title(self.desk.program(), items[0])}" if len(items) == 1 else (
            f"{len(items):,} {self.kind.many.lower()}"
        )  # fmt: skip
        self._look_at(self.desk.do(Keep(copies, f"Copy {what}")))

    def remove(self) -> None:
        """Remove what is chosen; what depends on it goes with it, which the notice says."""
        if not self.removes:
            return
        row = self.model.row_of(self.table.current_id())
        self.desk.do(Remove(self.chosen))
        if self.desk.is_open and self.model.rowCount():
            self.table.choose([self.model.shown[min(max(row, 0), self.model.rowCount() - 1)].id])

    @property
    def brings(self) -> bool:
        """Whether records of this kind come in as files."""
        return self.kind.key in IMPORTED

    @property
    def copies(self) -> bool:
        return self.register.copies and self.writable and bool(self.table.chosen_ids())

    @property
    def removes(self) -> bool:
        return not self.register.log and self.writable and bool(self.table.chosen_ids())

    # ---- within ----------------------------------------------------------------------------------------------------

    def _look_at(self, change: Change | None) -> None:
        """Choose what was just added, and put the keyboard there."""
        if change is None or not self.desk.is_open:
            return
        ids = [pair.record.id for pair in change.pairs if isinstance(pair.record, self.register.cls)]
        if any(self.model.row_of(id_) < 0 for id_ in ids):
            self._show_all()
        self.table.choose(ids)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.inspect.emit()

    def _show_all(self) -> None:
        self._text = ""
        self.narrowing.show_person("", "")
        self.narrowing.choose("")

    def _narrow(self) -> None:
        part, person, of = self.narrowing.part, self.narrowing.person, self.register.of

        def keep(item: Any) -> bool:
            program = self.model.program
            return (part is None or part.keep(program, item)) and (not person or person in of(program, item))

        self.model.narrow(self._text, keep if part is not None or person else None)
        self._recount()
        self._show_layer()

    def _recount(self) -> None:
        program, person = self.desk.program(), self.narrowing.person
        items: Iterable[Any] = program.of(self.register.cls).values()
        if person:
            items = (item for item in items if person in self.register.of(program, item))
        self.narrowing.count(program, items)

    def _add_buttons(self) -> None:
        one = self.kind.one.lower()
        self._copy = self._tool("copy", f"Copy the {one} chosen", self.copy)
        self._remove = self._tool("trash", f"Remove the {one} chosen", self.remove)
        many = self.kind.many.lower()
        self._many = self._tool("rows", f"Enter many {many}", self.enter_many)
        self._bring = self._tool("import", f"Bring in {many} from a file", self.bring_in)
        self._add = QPushButton("Add…")
        self._add.setAccessibleName(f"Add {self.adds}")
        self._add.setToolTip(f"Add {self.adds}")
        dress(self._add, "primary")
        self._add.clicked.connect(lambda _=False: self.add())
        self._buttons.addSpacing(6)
        self._buttons.addWidget(self._add)
        self._tools: dict[QWidget, bool] = {
            self._copy: self.register.copies, self._remove: not self.register.log, self._many: True, self._add: True,
        }  # fmt: skip

    def _tool(self, icon: str, words: str, run: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        icons.set_icon(button, icon, "quiet")
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _=False: run())
        self._buttons.addWidget(button)
        return button

    def _dress_table(self) -> None:
        table, register = self.table, self.register
        if register.log or self.desk.book.read_only:
            table.setEditTriggers(RecordTable.EditTrigger.NoEditTriggers)
        key, down = register.order
        if key:
            place = next(at for at, column in enumerate(self.model.columns) if column.key == key)
            way = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            table.horizontalHeader().setSortIndicator(place, way)
        self.model.edited.connect(lambda item: self.desk.do(Keep((item,)), quiet=True))
        table.chosen.connect(self._chosen)
        table.opened.connect(lambda _: self._open())
        table.removal.connect(self.remove)
        table.menu_wanted.connect(self._menu)

    def _open(self) -> None:
        self.inspect.emit()
        if len(self.chosen) == 1:
            self.details.form.focus_field()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.brings and self.writable and dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            # The drag must be over before a dialog opens, or it would hold up the window it came from.
            QTimer.singleShot(0, self, lambda: self.bring_in(path))

    def _chosen(self) -> None:
        self.details.show_records(self.chosen, self.desk.program())
        self._copy.setEnabled(self.copies)
        self._remove.setEnabled(self.removes)
        for each in (self._add, self._many, self._bring):
            each.setEnabled(self.writable)

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for words, icon, run, able in (
            (f"Add {self.adds}…", "plus", self.add, self.writable),
            ("Enter many…", "rows", self.enter_many, self.writable),
            ("Bring in a file…", "import", self.bring_in, self.writable and self.brings),
            ("Edit this cell", "edit", self.table.edit_current, not self.register.log and self.writable),
            ("Copy", "copy", self.copy, self.copies),
            ("Remove", "trash", self.remove, self.removes),
            ("History of this record", "history", self._history, len(self.chosen) == 1),
        ):
            entry = menu.addAction(words)
            icons.set_icon(entry, icon)
            entry.setEnabled(able)
            entry.triggered.connect(lambda _=False, run=run: run())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _history(self) -> None:
        self.go.emit("history", self.chosen[0].id)

    def _show_layer(self) -> None:
        empty = not self.model.rowCount()
        narrowed = bool(self._text.strip() or self.narrowing.part or self.narrowing.person)
        if empty and narrowed and self.desk.program().of(self.register.cls):
            words = "No name and no other cell holds all of these words."
            if not self._text.strip():
                words = "There are others: press the chip above again to see them."
            self._empty.say("search", f"No {self.kind.one.lower()} found", words)
        elif empty:
            begin, other = self.beginning() if self.writable else ("", "")
            self._empty.say(self.register.icon, f"No {self.kind.many.lower()} yet", self.register.why, begin, other)
        self._layers.setCurrentWidget(self._empty if empty else self.table)
        # The empty list has a button of its own.
        self._bring.setVisible(self.brings)
        for button, wanted in self._tools.items():
            button.setVisible(wanted and bool(self.desk.program().of(self.register.cls)))
        self._chosen()
