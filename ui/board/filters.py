"""The line above the board: what the rows are, grouping, colours, cohort, and the two chips that count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from program.program import Program
from program.records import Cohort, Words
from ui import icons
from ui.board.look import ALL, GROUPS, Colour, Group, Look, Rows, Show
from ui.board.sheet import chosen_cohort
from ui.parts.labels import label
from ui.theme import GRID, ICON, MARGIN, dress


class Room(NamedTuple):
    """What is shown in full where there is room for it."""

    words: bool = True  # before the fields
    colour: bool = True  # the field for it, which the menu holds as well
    told: bool = True  # the words in the chips
    kind: bool = True  # "Scenario:" before the name of the plan in front
    asking: bool = True  # "Propose…" on its button
    more: bool = True  # the button for zoom and density, which keys and the palette do as well
    name: bool = True  # the name of the plan in front; where it is not the live one, the band below says it too


# As it gets narrower, these give way one after the other.
_STAGES = tuple(Room(*(place >= gone for place in range(7))) for gone in range(8))


_TRIES = 3


class Filters(QWidget):
    """Shows a look and says what of it should be otherwise."""

    rows = Signal(object)
    group = Signal(object)
    colour = Signal(object)
    cohort = Signal(str)
    show_only = Signal(object)
    menu = Signal(object)
    """The button for zoom, density, colours and printing was pressed; carries the button."""
    plan = Signal(object)
    """The button that names the plan in front was pressed; carries the button."""
    propose = Signal()
    """The planner is to be asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(MARGIN, 0, MARGIN, GRID)
        line.setSpacing(GRID)
        self._words: list[QLabel] = []
        self._cohorts = False
        self._fitting = False
        self._rows = self._field(line, "Rows", [(each.label, each) for each in Rows])
        self._group = self._field(line, "Group by", [])
        self._colour = self._field(line, "Colour", [(each.label, each) for each in Colour])
        self._cohort = self._field(line, "Cohort", [])
        # Qt hands a choice back as plain text.
        self._rows.activated.connect(lambda _: self.rows.emit(Rows(self._rows.currentData())))
        self._group.activated.connect(lambda _: self.group.emit(Group(self._group.currentData())))
        self._colour.activated.connect(lambda _: self.colour.emit(Colour(self._colour.currentData())))
        self._cohort.activated.connect(lambda _: self.cohort.emit(self._cohort.currentData()))
        line.addSpacing(GRID)
        self.warnings = self._chip(line, "warning", Show.WARNINGS)
        self.unplaced = self._chip(line, "person", Show.UNPLACED)
        line.addStretch(1)
        self._more = QToolButton()
        self._more.setAccessibleName("Zoom, density, print")
        self._more.setToolTip("Zoom, density, print")
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        icons.set_icon(self._more, "zoom-in", "quiet")
        self._more.clicked.connect(lambda: self.menu.emit(self._more))
        line.addWidget(self._more)
        self._plan_name = "Live"
        self._plan = QPushButton()
        dress(self._plan, "field")
        self._plan.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        icons.set_icon(self._plan, "chevron-down", "quiet")
        self._plan.clicked.connect(lambda _checked=False: self.plan.emit(self._plan))
        line.addWidget(self._plan)
        self.propose_button = QPushButton()
        dress(self.propose_button, "primary")
        self.propose_button.setAccessibleName("Propose…")
        icons.set_icon(self.propose_button, "sparkle", "on_accent")
        self.propose_button.setToolTip("Let the planner propose a plan")
        self.propose_button.clicked.connect(lambda _checked=False: self.propose.emit())
        line.addWidget(self.propose_button)

    def show_look(self, program: Program, look: Look) -> None:
        """Take over what is chosen."""
        blocked = [QSignalBlocker(field) for field in (self._rows, self._group, self._colour, self._cohort)]
        self._rows.setCurrentIndex(self._rows.findData(look.rows))
        _fill(self._group, [(each.label, each) for each in GROUPS[look.rows]], look.group)
        self._colour.setCurrentIndex(self._colour.findData(look.colour))
        cohorts = sorted(program.of(Cohort).values(), key=lambda cohort: cohort.name.casefold())
        chosen = chosen_cohort(program, look.cohort) or ALL
        _fill(self._cohort, [("All cohorts", ALL), *((cohort.name, cohort.id) for cohort in cohorts)], chosen)
        self._cohorts = len(cohorts) > 1
        self.warnings.setChecked(look.show is Show.WARNINGS)
        self.unplaced.setChecked(look.show is Show.UNPLACED)
        del blocked
        self._fit()

    def count(self, warnings: int, unplaced: int) -> None:
        """What the chips count, over all rows, dimmed ones too."""
        _say(self.warnings, warnings, f"{warnings:,} break{'s' if warnings == 1 else ''} a rule", "caution")
        _say(self.unplaced, unplaced, f"{unplaced:,} unplaced", "accent")
        self._fit()

    def name_plan(self, name: str, proposal: bool, can_propose: bool) -> None:
        """Which plan is in front, and whether the planner may be asked."""
        self._plan_name = name
        kind = "proposal" if proposal else "plan" if name == "Live" else "scenario"
        self._plan.setAccessibleName(f"Shown: {kind} {name}")
        self._plan.setToolTip(f"Shown: {kind} {name}")
        self.propose_button.setEnabled(can_propose)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(320, super().minimumSizeHint().height())  # `_fit` copes with whatever there is

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where it is too narrow, words give way step by step to what the menu holds as well or a tool tip says.

        Showing and hiding lays the line out at once, which may call for this again: it is done once, for the width
        there is in the end.
        """
        if self._fitting:
            return
        self._fitting = True
        for _ in range(_TRIES):
            width = self.width()
            self._fit_into(width)
            if self.width() == width:
                break
        self._line.invalidate()
        self._line.activate()
        self._fitting = False

    def _fit_into(self, width: int) -> None:
        for room in _STAGES:
            for shown in self._words:
                shown.setVisible(room.words and (self._cohorts or shown is not self._words[-1]))
            self._cohort.setVisible(self._cohorts)
            self._colour.setVisible(room.colour)
            for chip in (self.warnings, self.unplaced):
                chip.setText(chip.accessibleName() if room.told else chip.accessibleName().partition(" ")[0])
            self._name_in(room)
            self.propose_button.setText("Propose…" if room.asking else "")
            self.propose_button.setIconSize(QSize(0, 0) if room.asking else QSize(ICON, ICON))
            self._more.setVisible(room.more)
            if self.sizeHint().width() <= width:
                return

    def _name_in(self, room: Room) -> None:
        wide = 150 if room.kind else 70
        name = self._plan.fontMetrics().elidedText(self._plan_name, Qt.TextElideMode.ElideRight, wide)
        self._plan.setText(f"Scenario: {name}" if room.kind else name if room.name else "")

    def _field(self, line: QHBoxLayout, words: str, choices: Sequence[tuple[str, Words]]) -> QComboBox:
        shown = label(words, "quiet")
        field = QComboBox()
        field.setAccessibleName(words)
        field.setToolTip(words)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        field.setMaximumWidth(150)
        for each, data in choices:
            field.addItem(each, data)
        self._words.append(shown)
        line.addWidget(shown)
        line.addWidget(field)
        return field

    def _chip(self, line: QHBoxLayout, icon: str, show: Show) -> QPushButton:
        chip = QPushButton()
        chip.setCheckable(True)
        dress(chip, "chip")
        icons.set_icon(chip, icon, "quiet", "accent")
        chip.clicked.connect(lambda on: self.show_only.emit(show if on else Show.EVERYTHING))
        line.addWidget(chip)
        return chip


def _fill(field: QComboBox, choices: Sequence[tuple[str, object]], chosen: object) -> None:
    if [(field.itemText(place), field.itemData(place)) for place in range(field.count())] != list(choices):
        field.clear()
        for words, data in choices:
            field.addItem(words, data)
    field.setCurrentIndex(field.findData(chosen))


def _say(chip: QPushButton, count: int, words: str, tone: str) -> None:
    chip.setText(words)
    chip.setToolTip(words)
    chip.setAccessibleName(words)
    chip.setEnabled(bool(count) or chip.isChecked())
    if chip.property("tone") != (tone if count else ""):
        dress(chip, tone=tone if count else "")
        icons.set_icon(chip, "warning" if tone == "caution" else "person", tone if count else "quiet", "accent")
