"""Round and time on the lead's panel: which round is in front, start and pause, a minute more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QSpinBox, QToolButton, QWidget

from program.records import Circle
from ui import icons
from ui.parts.labels import label
from ui.theme import GRID, HALF, ICON_LARGE, dress
from ui.workshop.clock import RoundClock
from ui.workshop.scene import Side

_SIDES = (
    (Side.TABLES, "Tables", "Alt+1"),
    (Side.NEXT, "Next round", "Alt+2"),
    (Side.LISTS, "Lists", "Alt+3"),
    (Side.TITLE, "Title only", "Alt+4"),
)


class RoundBar(QWidget):
    """What is in front in the room, and how long still."""

    turned = Signal(int)
    """Show the round this far from the one in front."""
    started = Signal()
    """Begin the round in front, or pause it, or go on."""
    side = Signal(object)
    """A `Side` was chosen."""

    def __init__(self, clock: RoundClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.back = self._arrow("chevron-left", "The round before", -1)
        self.on = self._arrow("chevron-right", "The round after", 1)
        self.title = label("", "heading")
        self.start = QPushButton()
        dress(self.start, "primary")
        self.start.clicked.connect(self.started)
        self.more = QPushButton("+1 min")
        self.more.setAccessibleName("One minute more")
        self.more.clicked.connect(lambda: clock.add())
        self.minutes = QSpinBox()
        self.minutes.setRange(1, 180)
        self.minutes.setValue(10)
        self.minutes.setSuffix(" min")
        self.minutes.setFixedWidth(104)
        self.minutes.setAccessibleName("Minutes for a round")
        self.minutes.valueChanged.connect(self._reset)
        self.time = label("", "number")
        self.time.setAccessibleName("Time left")
        self.sides = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID)
        rounds = QHBoxLayout()
        rounds.setSpacing(HALF)
        for each in (self.back, self.title, self.on):
            rounds.addWidget(each)
        rounds.addStretch(1)
        rounds.addWidget(self.time)
        deeds = QHBoxLayout()
        deeds.setSpacing(GRID)
        for widget in (self.start, self.more, self.minutes):
            deeds.addWidget(widget)
        deeds.addStretch(1)
        sides = QHBoxLayout()
        sides.setSpacing(HALF)
        for number, (side, words, keys) in enumerate(_SIDES):
            button = QPushButton(words)
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setToolTip(f"Show in the room ({keys})")
            button.setShortcut(keys)
            dress(button, "chip")
            button.clicked.connect(lambda _checked=False, side=side: self.side.emit(side))
            self.sides.addButton(button, number)
            sides.addWidget(button)
        sides.addStretch(1)
        for row, layout in enumerate((rounds, deeds, sides)):
            grid.addLayout(layout, row, 0)
        clock.ticked.connect(self.show_time)
        clock.ended.connect(self.show_time)
        self._reset()

    def show_circle(self, circle: Circle | None, number: int, side: Side, *, writable: bool) -> None:
        """Show where things stand."""
        many = len(circle.rounds) if circle is not None else 0
        held = circle.held if circle is not None else 0
        state = " · held" if 0 < number <= held else ""
        self.title.setText(f"Round {number} of {many}{state}" if many else "No rounds planned")
        self.back.setEnabled(number > 1)
        self.on.setEnabled(number < many)
        self._fresh = number > held
        self._may = many > 0 and (number <= held or (number == held + 1 and writable))
        for place, (each, *_) in enumerate(_SIDES):
            if each is side:
                self.sides.button(place).setChecked(True)
        self._number = number
        self.show_time()

    def show_time(self) -> None:
        """Show what is left."""
        clock = self._clock
        self.time.setText(clock.words)
        dress(self.time, "number accent" if clock.running or clock.over else "number quiet")
        if clock.running:
            words, icon = "Pause", "stop"
        elif 0 < clock.part < 1:
            words, icon = "Go on", "play"
        else:
            words, icon = (f"Start round {self._number}" if self._fresh else "Start the time"), "play"
        self.start.setText(words)
        self.start.setEnabled(self._may)
        icons.set_icon(self.start, icon, "on_accent")
        self.more.setEnabled(clock.running or clock.over or clock.part > 0)

    _number, _fresh, _may = 1, True, False

    def _reset(self) -> None:
        if not self._clock.running and not 0 < self._clock.part < 1:
            self._clock.set_length(self.minutes.value() * 60)

    def reset(self) -> None:
        """The time of a round from its beginning."""
        self._clock.set_length(self.minutes.value() * 60)

    def _arrow(self, icon: str, words: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        icons.set_icon(button, icon, "quiet", size=ICON_LARGE)
        button.clicked.connect(lambda: self.turned.emit(by))
        return button
