"""The hosts section: the register of hosts, or hosts by cycle with their free seats."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from program.changes import Change
from ui.parts.register.panel import Extra
from ui.parts.register.register import RegisterSection
from ui.parts.toggles import Toggle
from ui.setup.openings import Openings, opened
from ui.setup.registers import REGISTERS
from ui.setup.seats import SeatsModel, SeatsTable

if TYPE_CHECKING:
    from program.records import Cycle, Host
    from ui.desk import Desk


class HostsSection(RegisterSection):
    """Hosts, in two views."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.seats = SeatsModel(desk.program(), writable=not desk.book.read_only)
        self.grid = SeatsTable(self.seats)
        super().__init__(desk, "hosts", REGISTERS["hosts"], parent)
        self.seats.setParent(self)
        self._layers.addWidget(self.grid)
        self.seats.ticked.connect(self._tick)
        self.grid.selectionModel().currentRowChanged.connect(lambda *_: self._at_grid())

    def extras(self) -> Sequence[Extra]:
        self.openings = Openings(self.desk)
        return (self.openings,)

    def above(self) -> Sequence[QWidget]:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._views = QButtonGroup(self)
        self.as_list, self.by_cycle = Toggle("As a list"), Toggle("Seats by cycle")
        for place, chip in enumerate((self.as_list, self.by_cycle)):
            self._views.addButton(chip, place)
            row.addWidget(chip)
        self.as_list.setChecked(True)
        row.addStretch(1)
        self._views.idToggled.connect(lambda *_: self._show_layer())
        return (holder,)

    def follow(self, change: Change) -> None:
        self.seats.follow(self.desk.program())
        super().follow(change)

    def search(self, text: str) -> None:
        self.seats.narrow(text)
        super().search(text)

    def memory(self) -> Mapping[str, object]:
        return {**super().memory(), "by_cycle": self.by_cycle.isChecked()}

    def restore(self, state: Mapping[str, object]) -> None:
        super().restore(state)
        self.show_seats(state.get("by_cycle") is True)

    def show_seats(self, by_cycle: bool = True) -> None:
        """Show hosts by cycle, or as a list."""
        (self.by_cycle if by_cycle else self.as_list).setChecked(True)

    def pose(self) -> None:
        self.show_seats(False)
        super().pose()

    def scenes(self) -> dict[str, Callable[[], object]]:
        return {"seats": self.show_seats, "several": self._choose_several}

    def _choose_several(self) -> None:
        self.show_seats(False)
        self.table.choose([host.id for host in self.model.shown[1:4]])

    def _show_layer(self) -> None:
        super()._show_layer()
        if self.by_cycle.isChecked() and self.model.rowCount() and self.seats.cycles:
            self._layers.setCurrentWidget(self.grid)
        self.by_cycle.setEnabled(bool(self.seats.cycles))

    def _tick(self, pairs: list[tuple[Host, Cycle]], open_: bool) -> None:
        self.desk.do(opened(pairs, open_, self.desk.program()), quiet=len(pairs) == 1)

    def _at_grid(self) -> None:
        """The host the keyboard is on in the grid is the one chosen."""
        row = self.grid.currentIndex().row()
        if 0 <= row < len(self.seats.hosts):
            self.table.choose([self.seats.hosts[row].id])
