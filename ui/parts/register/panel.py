"""The panel beside a register: the record chosen, as a form; several of them, to be set at once; or what this is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from program.commands import Keep
from program.program import Program
from program.records import Person, Record, kind_of, title_of
from ui import icons
from ui.parts.bulk import Bulk
from ui.parts.flow import Flow
from ui.parts.labels import label
from ui.parts.record_form import RecordForm, Wording
from ui.theme import dress

if TYPE_CHECKING:
    from ui.desk import Desk

_LINKED = 4  # people a record leads to, at most

Facts = Callable[[Program, Record], Sequence[str]]


class Extra(QWidget):
    """More about a record than its fields, shown below the form by the section that knows it."""

    def show_record(self, item: Record, program: Program) -> None:
        """Show what belongs to this record."""


class RecordPanel(QWidget):
    """Shows what is chosen in a register, and changes it."""

    history = Signal(str)
    """The journal of one record is asked for."""
    person = Signal(str)
    """Somebody the record is about is asked for."""

    def __init__(
        self,
        desk: Desk,
        cls: type[Record],
        *,
        words: str,
        title: Callable[[Program, Record], str] | None = None,
        facts: Facts = lambda program, item: (),
        of: Facts = lambda program, item: (),
        leave_out: Iterable[str] = (),
        wording: Wording | None = None,
        extras: Sequence[Extra] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = kind_of(cls)
        self._name = title or (lambda program, item: title_of(item))
        self._about, self._of = facts, of
        self._words = words
        self._extras = tuple(extras)
        self._items: tuple[Record, ...] = ()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 4, 16)
        whole.setSpacing(6)
        self.title = label("", "heading", wrap=True)
        self.facts = label("", "quiet small", wrap=True)
        for each in (self.title, self.facts):
            each.setContentsMargins(0, 0, 16, 0)
            whole.addWidget(each)
        self.form = RecordForm(cls, leave_out=leave_out, wording=wording)
        self.form.edited.connect(self._edited)
        self.bulk = Bulk(cls, leave_out=leave_out)
        self.bulk.wanted.connect(desk.do)
        self._layers = QStackedWidget()
        self._one = self._one_layer()
        self._many = _scrolled(self.bulk)
        self._none = QWidget()
        for layer in (self._none, self._one, self._many):
            self._layers.addWidget(layer)
        whole.addSpacing(6)
        whole.addWidget(self._layers, 1)
        self.show_records((), desk.program())

    def _one_layer(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.form)
        for extra in self._extras:
            column.addWidget(extra)
        journal = QPushButton("History of this record")
        dress(journal, "link")
        icons.set_icon(journal, "history", "accent")
        journal.clicked.connect(lambda: self.history.emit(self._items[0].id))
        foot = QWidget()
        links = Flow(foot, spacing=4)
        links.addWidget(journal)
        self.people: list[QPushButton] = []
        for _ in range(_LINKED):
            button = QPushButton()
            dress(button, "link")
            icons.set_icon(button, "person", "accent")
            links.addWidget(button)
            button.clicked.connect(lambda _=False, button=button: self.person.emit(button.property("person")))
            self.people.append(button)
        column.addWidget(foot)
        column.addStretch(1)
        return _scrolled(inside)

    def show_records(self, items: Sequence[Record], program: Program) -> None:
        """Show these: one with its fields, several together, none with a word on what belongs here."""
        self._items = tuple(items)
        if len(items) == 1:
            (item,) = items
            self.title.setText(self._name(program, item))
            self._say(self._about(program, item))
            self.form.show_record(item, program)
            self.form.setEnabled(not self._desk.book.read_only)
            for extra in self._extras:
                extra.show_record(item, program)
            self._link(self._of(program, item), program)
            self._layers.setCurrentWidget(self._one)
        elif items:
            self.title.setText(f"{len(items):,} {self._kind.many.lower()} chosen")
            self._say(())
            self.bulk.show_records(items, program)
            self.bulk.setEnabled(not self._desk.book.read_only)
            self._layers.setCurrentWidget(self._many)
        else:
            self.title.setText(f"No {self._kind.one.lower()} chosen")
            self._say((self._words,))
            self._layers.setCurrentWidget(self._none)

    def _link(self, ids: Sequence[str], program: Program) -> None:
        """Lead to those the record is about."""
        for place, button in enumerate(self.people):
            id_ = ids[place] if place < len(ids) else ""
            name = program.title(Person, id_)
            button.setProperty("person", id_)
            button.setText(name)
            button.setAccessibleName(f"Show {name}")
            button.setVisible(bool(name))

    def _say(self, facts: Sequence[str]) -> None:
        self.facts.setText("\n".join(facts))
        self.facts.setVisible(bool(facts))

    def _edited(self, _name: str) -> None:
        if self._desk.do(Keep(self.form.records()), quiet=True) is None and self._desk.is_open:
            self.form.problems_of(self._desk.program(), focus=False)


def _scrolled(inside: QWidget) -> QScrollArea:
    """`inside` with room to scroll, the panel showing through."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 16, 8)
    column.addWidget(inside)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(holder)
    holder.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
