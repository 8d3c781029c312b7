"""All rules with their switches and weights, and what each makes of the present plan, before and with these weights."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from program.findings import Severity
from program.records import RuleSetting
from program.rules import RULES, Rule
from ui.board import spoken
from ui.board.proposing.effect import Effect
from ui.parts.labels import label
from ui.parts.labels import rule as hairline
from ui.parts.slider import WeightSlider
from ui.theme import GRID, HALF, dress

_FIGURE = 52


class RuleLine(QWidget):
    """One rule: switch, weight, and the points it makes now and would make."""

    turned = Signal(object)
    """The `RuleSetting` that is wanted."""

    def __init__(self, rule: Rule, setting: RuleSetting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rule = rule
        self.setting = setting
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 3, 2, 3)
        line.setSpacing(GRID)
        self.switch = QCheckBox(rule.name)
        self.switch.setToolTip(rule.sentence)
        self.switch.setAccessibleDescription(rule.sentence)
        self.switch.clicked.connect(lambda on: self._turn(on=on))
        line.addWidget(self.switch, 1)
        self.slider: WeightSlider | None = None
        self.now, self.then = _figure(), _figure()
        if rule.severity is Severity.SOFT:
            self.slider = WeightSlider(f"Weight of {rule.name}")
            self.slider.moved.connect(lambda weight: self._turn(weight=round(weight, 1)))
            line.addWidget(self.slider)
            line.addWidget(self.now)
        line.addWidget(self.then)
        self.show_setting(setting)

    def show_setting(self, setting: RuleSetting) -> None:
        """Show how the rule is set."""
        self.setting = setting
        self.switch.setChecked(setting.on)
        if self.slider is not None:
            self.slider.show_weight(setting.weight)
            self.slider.setEnabled(setting.on)

    def show_effect(self, effect: Effect, charter: RuleSetting) -> None:
        """What the rule makes of the present plan as the charter has it, and as it is set here."""
        if self.slider is None:
            broken = effect.broken.get(self.rule.key, 0)
            self.then.setText(f"{broken:,}" if broken else "–")
            dress(self.then, "strong bad" if broken and self.setting.on else "quiet")
            self.then.setToolTip(f"Broken {broken:,} times in the present plan" if broken else "Not broken")
            return
        before, after = effect.of(charter), effect.of(self.setting)
        self.now.setText(spoken.points(before))
        self.then.setText(spoken.points(after))
        dress(self.then, "quiet" if abs(after - before) < 0.05 else "strong good" if after > before else "strong bad")
        self.slider.slider.setAccessibleDescription(
            f"{self.setting.weight:.1f}; makes {spoken.points(after)} points of the present plan, now "
            f"{spoken.points(before)}"
        )

    def _turn(self, *, on: bool | None = None, weight: float | None = None) -> None:
        setting = self.setting
        self.show_setting(
            msgspec.structs.replace(
                setting, on=setting.on if on is None else on, weight=setting.weight if weight is None else weight
            )
        )
        self.turned.emit(self.setting)


class RuleList(QWidget):
    """The rules that must hold, then those that are weighed."""

    turned = Signal()

    def __init__(self, charter: Mapping[str, RuleSetting], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._charter = charter
        self.effect: Effect | None = None
        self.lines: dict[str, RuleLine] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(HALF)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(0)
        self._section(column, "Weighed", Severity.SOFT, ("now", "then"))
        column.addSpacing(12)
        self._section(column, "Must hold", Severity.HARD, ("broken",))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole.addWidget(area, 1)

    @property
    def settings(self) -> dict[str, RuleSetting]:
        """How every rule is set here; rules this version does not know stay as the charter has them."""
        return {**self._charter, **{key: line.setting for key, line in self.lines.items()}}

    @property
    def changed(self) -> bool:
        """Whether anything is set otherwise than in the charter."""
        return any(line.setting != self._charter.get(key, RuleSetting(key)) for key, line in self.lines.items())

    def show_settings(self, settings: Mapping[str, RuleSetting]) -> None:
        """Set the rules like this."""
        for key, line in self.lines.items():
            line.show_setting(settings.get(key, RuleSetting(key)))
        self._show()
        self.turned.emit()

    def show_effect(self, effect: Effect) -> None:
        """What the rules make of the present plan has been worked out."""
        self.effect = effect
        self._show()

    def kept(self) -> None:
        """The charter has them as they are set here now."""
        self._charter = self.settings
        self._show()

    def _section(self, column: QVBoxLayout, title: str, severity: Severity, heads: tuple[str, ...]) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 2, 0)
        head.setSpacing(GRID)
        head.addWidget(label(title, "section"), 1)
        for words in heads:
            figure = _figure("quiet small")
            figure.setText(words)
            head.addWidget(figure)
        column.addLayout(head)
        column.addSpacing(HALF)
        for key, rule in RULES.items():
            if rule.severity is severity:
                line = self.lines[key] = RuleLine(rule, self._charter.get(key, RuleSetting(key)))
                line.turned.connect(lambda _: self._turned())
                column.addWidget(line)
                column.addWidget(hairline())

    def _turned(self) -> None:
        self._show()
        self.turned.emit()

    def _show(self) -> None:
        if self.effect is not None:
            for key, line in self.lines.items():
                line.show_effect(self.effect, self._charter.get(key, RuleSetting(key)))


def _figure(role: str = "quiet") -> QLabel:
    made = label("", role)
    made.setFixedWidth(_FIGURE)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
