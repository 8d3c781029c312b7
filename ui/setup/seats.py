"""Hosts by cycles: in which cycles each is open, and how many seats it has left there."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from program.program import Program
from program.records import Cohort, Cycle, Host
from program.views import host_colours
from program.views_reader import span
from resources import host_role
from ui import icons
from ui.parts.record_model import plain_tip
from ui.parts.searching import fold, holds
from ui.setup.uses import free, seats_words
from ui.theme import ROW, theme

Index = QModelIndex | QPersistentModelIndex


class SeatsModel(QAbstractTableModel):
    """A row for each host, a column for each cycle; a tick where the host is open."""

    ticked = Signal(list, bool)
    """Pairs of host and cycle are to be opened, or closed."""

    def __init__(self, program: Program, *, writable: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.program = program
        self._writable = writable
        self._words: tuple[str, ...] = ()
        self.hosts: list[Host] = []
        self.cycles: tuple[Cycle, ...] = ()
        self._read()

    def follow(self, program: Program) -> None:
        """Show this present."""
        self.program = program
        self._show()

    def narrow(self, text: str) -> None:
        """Show only hosts with all these words in their name, function or unit."""
        self._words = tuple(fold(text).split())
        self._show()

    def _show(self) -> None:
        hosts, cycles = [host.id for host in self.hosts], [cycle.id for cycle in self.cycles]
        fresh_hosts, fresh_cycles = self._chosen()
        if [host.id for host in fresh_hosts] != hosts or [cycle.id for cycle in fresh_cycles] != cycles:
            self.beginResetModel()
            self.hosts, self.cycles = fresh_hosts, fresh_cycles
            self.endResetModel()
            return
        self.hosts, self.cycles = fresh_hosts, fresh_cycles
        if hosts and cycles:
            self.dataChanged.emit(self.index(0, 0), self.index(len(hosts) - 1, len(cycles) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(hosts) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(cycles) - 1)

    def _read(self) -> None:
        self.hosts, self.cycles = self._chosen()

    def _chosen(self) -> tuple[list[Host], tuple[Cycle, ...]]:
        hosts = [
            host
            for host in self.program.of(Host).values()
            if holds(fold(f"{host.name} {host.function} {host.unit}"), self._words)
        ]
        return sorted(hosts, key=lambda host: (fold(host.name), host.id)), self.program.cycles

    # ---- what Qt asks ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.hosts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.cycles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        host, cycle = self.hosts[index.row()], self.cycles[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return seats_words(self.program, host, cycle)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if host.open_in(cycle) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = "open" if host.open_in(cycle) else "closed"
            return f"{host.name}, {cycle.name}, {state}, {seats_words(self.program, host, cycle)}"
        if role == Qt.ItemDataRole.ForegroundRole:
            left = free(self.program, host, cycle)
            return theme().colour("bad" if left < 0 else "quiet" if not left or not host.open_in(cycle) else "text")
        if role == Qt.ItemDataRole.ToolTipRole and not host.in_time(cycle):
            return plain_tip("The days between which this host is open leave this cycle out.")
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if way == Qt.Orientation.Horizontal and 0 <= section < len(self.cycles):
            cycle = self.cycles[section]
            if role == Qt.ItemDataRole.ToolTipRole:
                cohort = self.program.title(Cohort, cycle.cohort)
                return plain_tip(" · ".join(filter(None, (span(cycle.start, cycle.end), cycle.stage.label, cohort))))
            return cycle.name if role == Qt.ItemDataRole.DisplayRole else None
        if way == Qt.Orientation.Vertical and 0 <= section < len(self.hosts):
            host = self.hosts[section]
            if role == Qt.ItemDataRole.DecorationRole:
                return QIcon(icons.icon("host", host_role(host_colours(self.program)[host.id])))
            return host.name if role == Qt.ItemDataRole.DisplayRole else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        possible = self._writable and self.hosts[index.row()].in_time(self.cycles[index.column()])
        return usual | Qt.ItemFlag.ItemIsUserCheckable if possible else usual

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the tick; the cell changes once it was kept."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.ticked.emit([self.pair(index)], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def pair(self, index: Index) -> tuple[Host, Cycle]:
        """Host and cycle of a cell."""
        return self.hosts[index.row()], self.cycles[index.column()]


class SeatsTable(QTableView):
    """The grid. Space opens or closes all cells chosen, as one step."""

    def __init__(self, model: SeatsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seats = model
        self.setModel(model)
        self.setAccessibleName("Hosts by cycle: open or closed, and seats left")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setDefaultSectionSize(96)
        across.setHighlightSections(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setAccessibleName("Cycles")
        down.setDefaultSectionSize(ROW)
        down.setHighlightSections(False)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setAccessibleName("Hosts")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggle()
        else:
            super().keyPressEvent(event)

    def toggle(self) -> None:
        """Open the cells chosen when any of them is closed, else close them all."""
        cells = [index for index in self.selectedIndexes() or [self.currentIndex()] if self._can(index)]
        pairs = [self._seats.pair(index) for index in sorted(cells)]
        if pairs:
            closed = any(cycle.id in host.closed for host, cycle in pairs)
            self._seats.ticked.emit(pairs, closed)

    def _can(self, index: Index) -> bool:
        return bool(self._seats.flags(index) & Qt.ItemFlag.ItemIsUserCheckable)
