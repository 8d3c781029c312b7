"""The chips above a register: parts of it, one at a time, and the person it is narrowed to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from program.program import Program
from program.records import Record, Words, kind_of
from ui import icons
from ui.parts.flow import Flow
from ui.parts.toggles import Toggle
from ui.theme import dress


@dataclass(frozen=True)
class Part:
    """Some of a register: what its chip says, and which records belong to it."""

    key: str
    words: str
    keep: Callable[[Program, Any], bool]
    tone: str = ""  # of a chip that speaks of something to be done


def parts_by(cls: type[Record], name: str) -> tuple[Part, ...]:
    """A part for each choice of a field."""
    choices = kind_of(cls).field(name).choices
    assert choices is not None, "only choices make parts"

    def part(choice: Words) -> Part:
        return Part(str(choice.value), choice.label, lambda _program, item: getattr(item, name) is choice)

    return tuple(map(part, choices))


class NarrowingRow(QWidget):
    """A chip for each part that holds anything; none pressed is everything."""

    changed = Signal()

    def __init__(self, parts: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part: Part | None = None
        self.person = ""
        self._parts = tuple(parts)
        flow = Flow(self, spacing=4)
        self.only = QPushButton()
        dress(self.only, "chip", tone="accent")
        icons.set_icon(self.only, "close", "accent", size=10)
        self.only.clicked.connect(lambda _=False: self.show_person("", ""))
        self.only.hide()
        flow.addWidget(self.only)
        self.chips: dict[str, Toggle] = {}
        for each in self._parts:
            chip = Toggle(each.words)
            chip.clicked.connect(lambda pressed, each=each: self.choose(each.key if pressed else ""))
            flow.addWidget(chip)
            self.chips[each.key] = chip

    def choose(self, key: str) -> None:
        """Keep to one part; to everything without a key."""
        self.part = next((each for each in self._parts if each.key == key), None)
        for each, chip in self.chips.items():
            chip.setChecked(self.part is not None and each == self.part.key)
        self.changed.emit()

    def show_person(self, id_: str, name: str) -> None:
        """Keep to what is about one person; to everyone without an id."""
        self.person = id_
        self.only.setText(f"Only {name}")
        self.only.setAccessibleName(f"Only {name}: show everybody again")
        self.only.setToolTip("Show everybody again")
        self.only.setVisible(bool(id_))
        self.changed.emit()

    def count(self, program: Program, items: Iterable[Any]) -> None:
        """Say how many each part holds; parts that hold nothing have no chip."""
        there = list(items)
        shown = bool(self.person)
        for each in self._parts:
            number = sum(each.keep(program, item) for item in there)
            chip = self.chips[each.key]
            chip.setText(f"{each.words}  {number:,}")
            chip.setAccessibleName(f"Only {each.words.lower()}, {number:,}")
            wanted = bool(number) or each is self.part
            # A part that holds everything tells nothing.
            chip.setVisible(wanted and (number < len(there) or each is self.part or bool(each.tone)))
            dress(chip, tone=each.tone if number and not chip.isChecked() else "")
            shown = shown or not chip.isHidden()
        self.setVisible(shown)
