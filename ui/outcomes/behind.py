"""The records behind a figure: those counted and those they are counted among, each one click from its page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTabBar, QVBoxLayout, QWidget

from program.metrics.figure import Figure
from program.names import counted
from program.program import Program
from program.records import KINDS, Host, Kind, Person, Placement, Record, fields_of, kind_of
from program.views_reader import day
from ui.outcomes.rows import Index, Rows
from ui.parts.labels import label
from ui.parts.listing import listing
from ui.theme import dress

_HIGH = 268

#: Where each kind of record stands; all others on the page of its history.
PAGES = {
    **dict.fromkeys(("person", "absence", "conflict"), "people"),
    **dict.fromkeys(("placement",), "board"),
    **dict.fromkeys(("circle",), "circles"),
    **dict.fromkeys(
        ("cohort", "cycle", "host", "track", "theme", "skill", "project", "preference", "chemistry", "quality",
         "calibration", "attendance", "capture"), "setup",
    ),
    **dict.fromkeys(
        ("goal", "rating", "checkpoint", "critical_role", "nomination", "readiness", "event", "recommendation",
         "answers", "performance"), "development",
    ),
    **dict.fromkeys(
        ("decision", "risk", "target", "baseline", "review", "story", "edition", "action"), "governance"
    ),
    "consent": "safeguards",
}  # fmt: skip


def described(program: Program, item: Record) -> tuple[str, str, str]:
    """A record in a line: whose it is or what it is called, what it says, and its day."""
    kind = kind_of(item)
    name = program.named(item)
    refs = {spec.ref: program.words(item, spec.name) for spec in reversed(kind.fields)
            if spec.kind is Kind.REF and spec.ref in ("person", "placement")}  # fmt: skip
    plain = isinstance(item, Person | Placement)
    head = name if plain else refs.get("person") or refs.get("placement") or name
    told = [] if head == name else [name]
    told += [words for spec in kind.fields[: 0 if plain else 6] if spec.kind in (Kind.CHOICE, Kind.REF)
             and spec.ref not in ("person", "placement")
             and (words := program.words(item, spec.name)) and words not in (head, name)]  # fmt: skip
    if isinstance(item, Person):
        told = list(filter(None, (item.unit, item.title)))
    if isinstance(item, Placement):
        told = list(filter(None, (program.title(Host, item.host), program.title(Person, item.mentor))))
    days = (getattr(item, spec.name) for spec in fields_of(item) if spec.kind is Kind.DATE)
    when = next((value for value in days if isinstance(value, date)), None)
    return head, " · ".join(told), day(when)


class _Records(Rows):
    """Records by id; what each line says is worked out when it is looked at."""

    headings = ("Record", "What it says", "Date")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._program: Program | None = None
        self._kind = ""

    def show_ids(self, program: Program, kind: str, ids: Iterable[str]) -> None:
        """Show those of these records that are still there."""
        self.beginResetModel()
        self._program, self._kind = program, kind
        there = program.of(KINDS[kind].cls) if kind in KINDS else {}
        self.rows = tuple(id_ for id_ in ids if id_ in there)
        self.endResetModel()

    def forget(self) -> None:
        """Hold nothing any more."""
        self.beginResetModel()
        self._program, self.rows = None, ()
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._program is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        item = self._program.of(KINDS[self._kind].cls).get(self.rows[index.row()])
        return described(self._program, item)[index.column()] if item is not None else ""


class Behind(QWidget):
    """Two lists: what is counted, and among what."""

    go = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure: Figure | None = None
        self._program: Program | None = None
        self._said = ("", "")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Records behind the figure")
        self.tabs.setExpanding(False)
        dress(self.tabs, "tight")
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._fill)
        self.records = _Records(self)
        self.view = listing(self.records, "Records behind the figure", single=True)
        self.view.setFixedHeight(_HIGH)
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(2, 104)
        self.view.clicked.connect(self._go)
        self.view.activated.connect(self._go)
        self.words = label("", "quiet small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.tabs)
        column.addWidget(self.view)
        column.addWidget(self.words)

    def show_figure(self, program: Program, figure: Figure, numerator: str, denominator: str) -> None:
        """Show the records of a figure; `numerator` and `denominator` say in words what they are."""
        self._program, self._figure = program, figure
        self._said = (numerator, denominator)
        same = (figure.kind, figure.counted) == (figure.of, figure.among)
        sides = (
            (figure.kind, figure.counted, "All" if same else "Counted"),
            (figure.of, () if same else figure.among, "Among"),
        )
        for place, (kind, ids, words) in enumerate(sides):
            many = counted(len(ids), KINDS[kind].one.lower(), KINDS[kind].many.lower()) if kind in KINDS else ""
            self.tabs.setTabText(place, f"{words}: {many}")
            self.tabs.setTabVisible(place, bool(kind in KINDS and ids))
        if not self.tabs.isTabVisible(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(0 if self.tabs.isTabVisible(0) else 1)
        self.setVisible(bool(figure.counted or figure.among))
        self._fill()

    def forget(self) -> None:
        """Hold nothing any more."""
        self._program = self._figure = None
        self.records.forget()

    def _fill(self) -> None:
        if self._program is None or self._figure is None:
            return
        second = self.tabs.currentIndex() == 1
        figure = self._figure
        self.records.show_ids(
            self._program, figure.of if second else figure.kind, figure.among if second else figure.counted
        )
        self.words.setText(self._said[1 if second else 0])
        rows = self.records.rowCount()
        self.view.setFixedHeight(min(_HIGH, 44 + rows * self.view.verticalHeader().defaultSectionSize()))

    def _go(self, index: QModelIndex) -> None:
        if self._figure is None or not index.isValid():
            return
        second = self.tabs.currentIndex() == 1
        kind = self._figure.of if second else self._figure.kind
        self.go.emit(PAGES.get(kind, "history"), self.records.rows[index.row()])
