"""The line above the table: a chip for each filter, what clears them, and the two doors by which people come in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from program.program import Program
from program.records import Person
from ui import icons
from ui.parts.flow import Flow
from ui.people.facetchip import FacetChip
from ui.people.lacks import lacks
from ui.people.narrowing import Facet, Narrowing, Option, described, options
from ui.theme import GRID, MARGIN, dress


class Filters(QWidget):
    """Shows a narrowing and says what of it should be otherwise."""

    narrowed = Signal(object)
    add = Signal()
    bring_in = Signal()

    def __init__(self, present: Callable[[], Program], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._present = present
        self._narrowing = Narrowing()
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, GRID + 4)
        row.setSpacing(GRID)
        chips = QWidget()
        flow = Flow(chips, spacing=4)
        self.chips: dict[Facet, FacetChip] = {}
        for facet in Facet:
            chip = FacetChip(facet, lambda facet=facet: self._offer(facet))  # type: ignore[misc]
            chip.chosen.connect(lambda values, facet=facet: self._choose(facet, values))
            flow.addWidget(chip)
            self.chips[facet] = chip
        self.clear = QPushButton("Clear")
        dress(self.clear, "link small")
        self.clear.setAccessibleName("Clear all filters")
        self.clear.clicked.connect(lambda: self.narrowed.emit(Narrowing()))
        flow.addWidget(self.clear)
        middle = QVBoxLayout()
        middle.addSpacing(4)
        middle.addWidget(chips)
        middle.addStretch(1)
        row.addLayout(middle, 1)
        self.bring = QPushButton("Import…")
        self.bring.setAccessibleName("Import people from a file")
        self.bring.clicked.connect(self.bring_in)
        self.add_one = QPushButton("Add")
        self.add_one.setAccessibleName("Add a person")
        dress(self.add_one, "primary")
        icons.set_icon(self.add_one, "plus", "on_accent")
        self.add_one.clicked.connect(self.add)
        row.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.add_one, 0, Qt.AlignmentFlag.AlignTop)

    def show_narrowing(self, narrowing: Narrowing, *, writable: bool = True) -> None:
        """Take over what is wanted, and count anew who needs attention."""
        self._narrowing = narrowing
        program = self._present()
        for facet, chip in self.chips.items():
            wanted = narrowing.of(facet)
            count = None
            if facet is Facet.ATTENTION:
                count = sum(bool(person.roles and lacks(program, person)) for person in program.of(Person).values())
            chip.show_wanted(wanted, described(program, facet, wanted) if wanted else "", count)
        self.chips[Facet.COHORT].setVisible(bool(self._offered(program, Facet.COHORT, narrowing)))
        self.chips[Facet.TRACK].setVisible(bool(self._offered(program, Facet.TRACK, narrowing)))
        self.clear.setVisible(bool(narrowing))
        self.bring.setEnabled(writable)
        self.add_one.setEnabled(writable)

    @staticmethod
    def _offered(program: Program, facet: Facet, narrowing: Narrowing) -> bool:
        """Whether there is anything to tell people apart by, beyond having none."""
        return len(options(program, facet, ())) > 1 or bool(narrowing.of(facet))

    def _offer(self, facet: Facet) -> list[Option]:
        """The facet's values, counted over whom the other filters leave."""
        program = self._present()
        people = program.of(Person).values()
        keep = self._narrowing.keep(self._present, but=facet)
        return options(program, facet, people if keep is None else filter(keep, people))

    def _choose(self, facet: Facet, values: frozenset[str]) -> None:
        self.narrowed.emit(self._narrowing.with_(facet, values))
