"""One rule on the page: whether it is on, how strict it is, what it says, how much it counts, and what it finds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from program.commands.base import counted
from program.findings import Severity
from program.records import Charter, RuleSetting, kind_of
from program.rules import Rule
from ui import icons
from ui.parts.editors import NumberEditor
from ui.parts.flow import Flow
from ui.parts.labels import Sign, label
from ui.parts.slider import WeightSlider
from ui.setup.tally import Tally
from ui.theme import dress

#: The charter's numbers beside the rules they steer: rule → fields, each with the words before the number and after it.
STEERED = {
    "repeat_mentor": (("repeat_window", "Once in", "cycles"),),
    "reporting_line": (("line_levels", "Up to", "levels apart"),),
    "new_function": (("breadth", "Aim at", "functions for each mentee"),),
    "mentor_hours": (
        ("burst_hours", "Burst", "hours"),
        ("standard_hours", "Standard", "hours"),
        ("extended_hours", "Extended", "hours for each mentee"),
    ),
    "equity": (("group_floor", "Groups of at least", "mentees"),),
}


class RuleRow(QWidget):
    """The row. It changes nothing by itself: it says what is wanted."""

    switched = Signal(bool)
    weighed = Signal(float)
    numbered = Signal(str, int)
    """A number of the charter is wanted: its field, and the number."""
    chosen = Signal()
    """The keyboard or the pointer is on this rule."""
    opened = Signal()
    """What it finds is to be seen."""

    def __init__(self, rule: Rule, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rule = rule
        self.soft = rule.severity is Severity.SOFT
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 10, 4, 10)
        column.setSpacing(2)
        self.switch = QCheckBox(rule.name)
        self.switch.setAccessibleDescription(rule.sentence)
        self.switch.setToolTip("Switch this rule on or off")
        self.switch.clicked.connect(self.switched)
        dress(self.switch, "strong")
        mark = Sign("contrast" if self.soft else "flag", "quiet", 14)
        self.kind = label("weighed" if self.soft else "must hold", "quiet small")
        self.findings = QPushButton("")
        dress(self.findings, "link")
        self.findings.clicked.connect(lambda _=False: self.opened.emit())
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.switch)
        head.addSpacing(6)
        head.addWidget(mark)
        head.addWidget(self.kind)
        self.points = label("", "quiet small")
        head.addStretch(1)
        head.addWidget(self.points)
        head.addWidget(self.findings)
        column.addLayout(head)
        self.sentence = label(rule.sentence, "quiet", wrap=True)
        self.sentence.setContentsMargins(27, 0, 0, 0)
        column.addWidget(self.sentence)
        self.slider: WeightSlider | None = None
        self.numbers: dict[str, NumberEditor] = {}
        controls = QWidget()
        self._controls = Flow(controls, spacing=12)
        for field, before, after in STEERED.get(rule.key, ()):
            self._add_number(field, before, after)
        self._add_slider()
        if self._controls.count():
            indented = QHBoxLayout()
            indented.setContentsMargins(27, 6, 0, 0)
            indented.addWidget(controls)
            column.addLayout(indented)
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)
        self.show_tally(None, True)

    def _add_number(self, field: str, before: str, after: str) -> None:
        spec = kind_of(Charter).field(field)
        number = self.numbers[field] = NumberEditor(spec)
        number.setFixedWidth(70)
        number.setAccessibleName(spec.label)
        number.setToolTip(spec.help or spec.label)
        number.settled.connect(lambda: self.numbered.emit(field, number.value()))
        self._controls.addWidget(_together(label(before, "small"), number, label(after, "small")))

    def _add_slider(self) -> None:
        if not self.soft:
            return
        self.reset = QToolButton()
        self.slider = WeightSlider(f"Weight of {self.rule.name}")
        self.slider.settled.connect(self.weighed)
        self.slider.moved.connect(lambda weight: self.reset.setEnabled(weight != 1.0))
        icons.set_icon(self.reset, "undo", "quiet")
        self.reset.setToolTip("Back to the rule's own measure")
        self.reset.setAccessibleName(f"{self.rule.name}: back to the rule's own measure")
        self.reset.clicked.connect(lambda _=False: self.weighed.emit(1.0))
        self._controls.addWidget(_together(label("Weight", "small"), self.slider, self.reset))

    # ---- what it shows ---------------------------------------------------------------------------------------------

    def show_setting(self, setting: RuleSetting, charter: Charter, writable: bool) -> None:
        """Show how the charter has it."""
        self.switch.setChecked(setting.on)
        self.switch.setEnabled(writable)
        if self.slider is not None:
            self.slider.show_weight(setting.weight)
            self.slider.setEnabled(setting.on and writable)
            self.reset.setEnabled(setting.on and writable and setting.weight != 1.0)
        for field, number in self.numbers.items():
            number.show_value(getattr(charter, field))
            number.setEnabled(writable)

    def show_tally(self, tally: Tally | None, on: bool) -> None:
        """Show what it finds; None while that is not known."""
        count = tally.count if tally is not None else 0
        words = "" if tally is None or not on else counted(count, "finding") if count else "nothing against it"
        self.findings.setVisible(bool(on and count))
        self.findings.setText(words if count else "")
        self.findings.setAccessibleName(f"{self.rule.name}: {words}, show them" if count else "")
        if self.soft:
            shown = tally is not None and on
            self.points.setText(f"{signed(tally.points)} points" if tally is not None and shown else "")
        self.setAccessibleName(f"{self.rule.name}, {self.kind.text()}, {words}".rstrip(", "))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever of it gets the keyboard or the pointer, the rule is the one looked at."""
        if event.type() == QEvent.Type.FocusIn:
            self.chosen.emit()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()


def _together(*widgets: QWidget) -> QWidget:
    """Widgets side by side that stay on one line."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    holder.setFixedHeight(34)
    for widget in widgets:
        row.addWidget(widget)
    return holder


def signed(points: float) -> str:
    """Points with a true minus, and a plus before gains."""
    rounded = round(points, 1)
    if not rounded:
        return "0"
    return f"+{rounded:,.1f}" if rounded > 0 else f"\u2212{-rounded:,.1f}"
