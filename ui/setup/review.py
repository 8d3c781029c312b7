"""What is older than its retention period: a list to look at, one by one, and to remove from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QPushButton, QStackedWidget, QWidget

from program.changes import Change
from program.commands import Remove
from program.program import Program
from program.records import Concern, Consent, Note, Person, Placement, Quality, Record, Retention, kind_of
from program.safeguards import Overstay, review
from program.views_reader import day
from ui import icons
from ui.parts.emptiness import Emptiness
from ui.parts.listing import listing
from ui.parts.register.section import Section
from ui.theme import ROW, dress

if TYPE_CHECKING:
    from ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class _Column:
    label: str
    words: Callable[[Program, Overstay], str]


_COLUMNS = (
    _Column("What", lambda program, each: kind_of(each.record).one),
    _Column("Of", lambda program, each: whose(program, each.record)),
    _Column("Since", lambda program, each: day(each.since)),
    _Column("Its time was up", lambda program, each: day(each.up)),
)


def whose(program: Program, item: Any) -> str:
    """Whom a record is about; never what it says."""
    if isinstance(item, Person):
        return item.name
    if isinstance(item, Concern):
        return ", ".join(program.title(Person, each) for each in item.people)
    if isinstance(item, Quality):
        return program.title(Placement, item.placement)
    fields = ("about", "person", "mentee", "other", "mentor")
    return ", ".join(filter(None, (program.title(Person, getattr(item, name, "")) for name in fields)))


class ReviewSection(Section):
    """Everything that is due for review."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "Due for review",
            "What is older than its retention period. Nothing goes by itself: look at it, and remove what is no longer "
            "needed. Removing can be undone; erasing a person for good is done under People.", parent,
        )  # fmt: skip
        self.model = _Rows(desk.program(), self)
        self.table = listing(self.model, "Records due for review")
        self.table.verticalHeader().setDefaultSectionSize(ROW)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for place, width in ((0, 120), (2, 104), (3, 124)):
            self.table.setColumnWidth(place, width)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._able())
        self.table.doubleClicked.connect(lambda _: self.look())
        self._look = self._button("Show it", "eye", self.look)
        self._remove = self._button("Remove", "trash", self.remove)
        self._nothing = Emptiness()
        self._nothing.begin.connect(lambda: self.go.emit("safeguards", "retention"))
        self._layers = QStackedWidget()
        self._layers.addWidget(self.table)
        self._layers.addWidget(self._nothing)
        self._column.addWidget(self._layers, 1)
        self.setFocusProxy(self.table)
        self._show()

    # ---- the page's part -------------------------------------------------------------------------------------------

    def follow(self, change: Change) -> None:
        self.model.follow(self.desk.program())
        self._show()

    @property
    def removes(self) -> bool:
        return self.writable and bool(self._chosen())

    def remove(self) -> None:
        """Remove what is chosen, as one step; what depends on it goes with it, which the notice says."""
        if self.removes:
            self.desk.do(Remove(self._chosen()))

    def look(self) -> None:
        """Go to where the record stands."""
        chosen = self._chosen()
        if len(chosen) != 1:
            return
        item: Any = chosen[0]
        if isinstance(item, Note):
            self.go.emit("feedback", item.id)
        elif isinstance(item, Person):
            self.go.emit("people", item.id)
        else:
            self.go.emit("safeguards" if isinstance(item, Concern | Consent) else "setup", item.id)

    def pose(self) -> None:
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    # ---- within ----------------------------------------------------------------------------------------------------

    def _chosen(self) -> tuple[Record, ...]:
        return tuple(self.model.over[index.row()].record for index in self.table.selectionModel().selectedRows())

    def _show(self) -> None:
        self._layers.setCurrentIndex(0 if self.model.rowCount() else 1)
        if self.desk.program().of(Retention):
            self._nothing.say("success", "Nothing to review", "Nothing in the book is older than it should be.")
        else:
            self._nothing.say(
                "calendar", "No retention periods yet",
                "Say how long notes, concerns, ratings and the like are kept; what is older then stands here.",
                "Set retention periods",
            )  # fmt: skip
        self._able()

    def _able(self) -> None:
        self._look.setEnabled(len(self._chosen()) == 1)
        self._remove.setEnabled(self.removes)
        for each in (self._look, self._remove):
            each.setVisible(bool(self.model.rowCount()))

    def _button(self, words: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        dress(button, "flat")
        icons.set_icon(button, icon)
        button.clicked.connect(lambda _=False: run())
        self._buttons.addWidget(button)
        return button


class _Rows(QAbstractTableModel):
    def __init__(self, program: Program, parent: QWidget) -> None:
        super().__init__(parent)
        self._program = program
        self.over = review(program, date.today())

    def follow(self, program: Program) -> None:
        over = review(program, date.today())
        self._program = program
        if over != self.over:
            self.beginResetModel()
            self.over = over
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.over)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            column = _COLUMNS[index.column()]
            words = column.words(self._program, self.over[index.row()])
            return words if role == Qt.ItemDataRole.DisplayRole else f"{column.label}: {words or 'nobody'}"
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section].label
        return None


def number_due(program: Program) -> str:
    """How many there are, for the list of sections."""
    return f"{len(review(program, date.today())):,}"
