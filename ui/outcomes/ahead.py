"""The forecast: which critical roles will want for a successor, quarter by quarter and role by role."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QModelIndex, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QScrollArea,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from program.metrics.figure import Scope
from program.metrics.forecast import Quarter, forecast, ready_by
from program.names import counted
from program.program import Program
from program.records import Person
from program.views_reader import day
from ui.jobs import IsCancelled, Job, Progress
from ui.outcomes.rows import Index, Rows
from ui.outcomes.view import View
from ui.parts.emptiness import Emptiness
from ui.parts.labels import label
from ui.parts.listing import listing
from ui.theme import MARGIN, theme

if TYPE_CHECKING:
    from ui.desk import Desk

_QUARTER = Qt.ItemDataRole.UserRole


class Seat(msgspec.Struct, frozen=True):
    """A critical role as it is looked forward to: when it needs somebody, who is named, who is ready first and when."""

    role: str
    name: str
    needed: date | None
    named: int
    first: str
    ready: date | None

    @property
    def stands(self) -> str:
        """How it stands, in words."""
        if not self.named:
            return "nobody is named"
        if self.ready is None:
            return "nobody is ready within five years"
        if self.needed is not None and self.ready > self.needed:
            return "too late"
        return "in time" if self.needed is not None else "no day is set"


class Ahead(msgspec.Struct, frozen=True):
    """The forecast of one scope."""

    quarters: tuple[Quarter, ...]
    seats: tuple[Seat, ...]

    @property
    def finding(self) -> str:
        """What it says, in a sentence."""
        last = self.quarters[-1]
        if not last.needed:
            return f"No critical role needs a successor by {last.label}"
        roles = counted(last.needed, "critical role needs a successor", "critical roles need a successor")
        short = f"{last.short} of them would stay empty" if last.short else "there is somebody for each"
        return f"{roles} by {last.label}: {short}"


def look_ahead(program: Program, scope: Scope) -> Ahead:
    """The forecast of the program without those who do not want to be in figures."""
    from program.metrics.bench import bench
    from program.metrics.catalogue import counting

    there = counting(program)
    now = bench(there, scope)
    seats = []
    for role in now.roles:
        named = now.successors[role.id]
        ratings = ((ready_by(rating), person) for person in named if (rating := now.latest.get((person, role.id))))
        ready = min(((on, person) for on, person in ratings if on is not None), default=None)
        first = there.title(Person, ready[1]) if ready is not None else ""
        seats.append(Seat(role.id, role.name, role.needed, len(named), first, ready[0] if ready is not None else None))
    seats.sort(key=lambda seat: (seat.needed is None, seat.needed or date.max, seat.name.casefold(), seat.role))
    return Ahead(forecast(there, scope), tuple(seats))


class AheadView(View):
    """The finding, the quarters, and the roles; a role leads to its register."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._job: Job | None = None
        self._asked: tuple[Program, Scope] | None = None
        self.ahead: Ahead | None = None
        self.finding = label("", "title", wrap=True)
        self.note = label(
            "Somebody counts as ready at the far end of the horizon a sponsor last gave them, and each person takes "
            "one role only: the forecast warns rather too early than too late.", "quiet", wrap=True,
        )  # fmt: skip
        self.quarters = _Quarters(self)
        self.seats = _Seats(self)
        self.table = listing(self.quarters, "Forecast by quarter", single=True)
        self.table.setItemDelegateForColumn(1, _Bar(self.table))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.roles = listing(self.seats, "Critical roles", single=True)
        header = self.roles.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.roles.clicked.connect(self._go)
        self.roles.activated.connect(self._go)
        self.empty = Emptiness()
        self.empty.begin.connect(self._begin)
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 8, MARGIN, MARGIN)
        column.setSpacing(6)
        for widget in (self.finding, self.note):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.table)
        column.addSpacing(10)
        column.addWidget(label("ROLE BY ROLE", "section"))
        column.addWidget(self.roles)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(area)
        self._layers.addWidget(self.empty)
        self.empty.say("calendar", "Looking ahead …", "")
        self._layers.setCurrentWidget(self.empty)
        self.setFocusProxy(self.roles)
        desk.locked.connect(self.leave)

    def show_scope(self, scope: Scope, before: Scope | None) -> None:
        program = self.desk.program()
        if self._asked is not None and self._asked[0] is program and self._asked[1] == scope:
            return
        self.leave()
        self._asked = program, scope

        def work(_progress: Progress, _cancelled: IsCancelled) -> Ahead:
            return look_ahead(program, scope)

        self._job = self.desk.jobs.run(work, "Looking ahead", self._landed, self._fell, owner=self)

    def leave(self) -> None:
        if self._job is not None:
            self._job.drop()
            self._job = self._asked = None

    def _landed(self, ahead: Ahead) -> None:
        self._job = None
        self.ahead = ahead
        self._layers.setCurrentIndex(0 if ahead.seats else 1)
        if not ahead.seats:
            self.empty.say(
                "calendar", "No critical roles yet",
                "Name the roles that must not stay empty, by when each needs a successor, and who could follow.",
                "Go to Development",
            )  # fmt: skip
            return
        self.finding.setText(ahead.finding)
        self.quarters.show_rows(ahead.quarters)
        self.seats.show_rows(ahead.seats)
        for view, rows in ((self.table, len(ahead.quarters)), (self.roles, len(ahead.seats))):
            view.setFixedHeight(44 + min(rows, 14) * view.verticalHeader().defaultSectionSize())

    def _fell(self, _trouble: object) -> None:
        self._job = self._asked = None
        self.empty.say("warning", "The forecast could not be made", "What it is made of stands under Development.")
        self._layers.setCurrentIndex(1)

    def _begin(self) -> None:
        self.go.emit("development", "")

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self.go.emit("development", self.seats.rows[index.row()].role)


class _Quarters(Rows):
    headings = ("By the end of", "Roles that need somebody", "Ready in time", "Stay empty")

    @property
    def most(self) -> int:
        """The longest bar there is."""
        return max((row.needed for row in self.rows), default=1) or 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.label, str(row.needed), str(row.ready), str(row.short))[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return row if role == _QUARTER else None


class _Seats(Rows):
    headings = ("Critical role", "Needed by", "Named", "Ready first", "By", "How it stands")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            first, ready = row.first or "–", day(row.ready) or "–"
            return (row.name, day(row.needed) or "–", str(row.named), first, ready, row.stands)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 5:
            good = row.stands in ("in time", "no day is set")
            return theme().colour("text" if good else "bad" if row.stands != "too late" else "caution")
        return None


class _Bar(QStyledItemDelegate):
    """The roles needed as a bar, those that stay empty hatched at its end, and the number."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        row: Quarter = index.data(_QUARTER)
        model = index.model()
        assert isinstance(model, _Quarters)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        painter.setPen(look.colour("text"))
        painter.setFont(look.font("medium"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(row.needed))
        unit = (box.width() - 44) / model.most
        bar = QRectF(box.left(), box.center().y() - 6, row.needed * unit, 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawRoundedRect(bar, 3, 3)
        if row.short:
            empty = QRectF(bar.right() - row.short * unit, bar.top(), row.short * unit, bar.height())
            painter.setBrush(look.colour("raised"))
            painter.drawRect(empty)
            painter.setPen(look.colour("bad"))
            painter.setBrush(QBrush(look.colour("bad"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(empty)
        painter.restore()
