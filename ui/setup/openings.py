"""When a host is open: cycle by cycle, with the seats that are free; and its colour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from program.commands import Keep
from program.commands.base import counted
from program.program import Program
from program.records import Cycle, Host, Record
from program.views import host_colours
from ui.parts.labels import label
from ui.parts.register.panel import Extra
from ui.setup.swatches import NAMES, Swatches
from ui.setup.uses import free, seats_words

if TYPE_CHECKING:
    from ui.desk import Desk


def opened(hosts: Iterable[tuple[Host, Cycle]], open_: bool, program: Program) -> Keep:
    """The command that opens (or closes) hosts in cycles."""
    closed: dict[str, tuple[str, ...]] = {}
    named: dict[str, Host] = {}
    pairs = list(hosts)
    for host, cycle in pairs:
        named[host.id] = host
        kept = tuple(each for each in closed.get(host.id, host.closed) if each != cycle.id)
        closed[host.id] = kept if open_ else (*kept, cycle.id)
    order = {cycle.id: place for place, cycle in enumerate(program.cycles)}
    changed = tuple(
        msgspec.structs.replace(named[id_], closed=tuple(sorted(ids, key=lambda each: order.get(each, -1))))
        for id_, ids in closed.items()
    )
    verb = "Open" if open_ else "Close"
    cycles = {cycle.id: cycle.name for _, cycle in pairs}
    who = next(iter(named.values())).name if len(named) == 1 else counted(len(named), "host")
    when = next(iter(cycles.values())) if len(cycles) == 1 else counted(len(cycles), "cycle")
    return Keep(changed, f"{verb} {who} in {when}")


class Openings(Extra):
    """The cycles of one host, to tick, and its colour."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._host: Host | None = None
        self.ticks: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._head = label("Open in", "section")
        column.addWidget(self._head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        column.addSpacing(8)
        column.addWidget(label("Colour", "section"))
        self.swatches = Swatches()
        self.swatches.chosen.connect(self._colour)
        column.addWidget(self.swatches)
        self._colour_name = label("", "quiet small")
        column.addWidget(self._colour_name)
        self._shown: tuple[object, ...] = ()

    def show_record(self, item: Record, program: Program) -> None:
        assert isinstance(item, Host)
        self._host = item
        self.setEnabled(not self._desk.book.read_only)
        lines = [
            (cycle, cycle.id not in item.closed, item.in_time(cycle), seats_words(program, item, cycle),
             free(program, item, cycle) < 0)
            for cycle in program.cycles
        ]  # fmt: skip
        if (item.id, *lines) != self._shown:
            self._shown = (item.id, *lines)
            self._fill(lines)
        self.swatches.show_colour(item.colour)
        place = host_colours(program)[item.id]
        self._colour_name.setText(
            f"{NAMES[place].capitalize()}" + ("" if item.colour else ", as the program chose")
        )

    def _fill(self, lines: list[tuple[Cycle, bool, bool, str, bool]]) -> None:
        focused = next((id_ for id_, tick in self.ticks.items() if tick.hasFocus()), "")
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.ticks = {}
        self._head.setVisible(bool(lines))
        for cycle, ticked, possible, words, over in lines:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            tick = QCheckBox(cycle.name)
            tick.setChecked(ticked and possible)
            tick.setEnabled(possible)
            tick.setAccessibleName(f"Open in {cycle.name}, {words}")
            tick.clicked.connect(lambda on, cycle=cycle: self._open(cycle, on))
            row.addWidget(tick, 1)
            beside = words if possible else "outside its days"
            row.addWidget(label(beside, "bad small" if over else "quiet small"))
            self._lines.addWidget(holder)
            self.ticks[cycle.id] = tick
        if focused in self.ticks:
            self.ticks[focused].setFocus()

    def _open(self, cycle: Cycle, on: bool) -> None:
        assert self._host is not None
        self._desk.do(opened([(self._host, cycle)], on, self._desk.program()), quiet=True)

    def _colour(self, colour: int) -> None:
        if self._host is not None and self._host.colour != colour:
            self._desk.do(Keep((msgspec.structs.replace(self._host, colour=colour),)), quiet=True)
