"""A weight on a slider, with its number beside it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from ui.parts.labels import label

STEPS = 10  # to the whole
MOST = 3
_REST = 400  # milliseconds without another turn of the wheel


class WeightSlider(QWidget):
    """From 0 to 3 in steps of a tenth. `moved` comes all along, `settled` once, when mouse or key is let go."""

    moved = Signal(float)
    settled = Signal(float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settled = STEPS
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.slider = _Slider()
        self.slider.setRange(0, MOST * STEPS)
        self.slider.setPageStep(5)
        self.slider.setValue(STEPS)
        self.slider.setFixedWidth(130)
        self.slider.setAccessibleName(name)
        self.number = label("", "strong")
        self.number.setFixedWidth(30)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.slider)
        row.addWidget(self.number)
        self.slider.valueChanged.connect(self._move)
        self.slider.rested.connect(self._settle)
        self.setFocusProxy(self.slider)
        self._show()

    @property
    def weight(self) -> float:
        """Where it stands."""
        return self.slider.value() / STEPS

    def show_weight(self, weight: float) -> None:
        """Show this weight; while it is being moved, where it is stands."""
        self._settled = round(weight * STEPS)
        if not self.slider.isSliderDown():
            blocked = QSignalBlocker(self.slider)
            self.slider.setValue(self._settled)
            del blocked
            self._show()

    def _move(self) -> None:
        self._show()
        self.moved.emit(self.weight)

    def _settle(self) -> None:
        if self.slider.value() != self._settled:
            self._settled = self.slider.value()
            self.settled.emit(self.weight)

    def _show(self) -> None:
        self.number.setText(f"{self.weight:.1f}")
        self.slider.setAccessibleDescription(f"{self.weight:.1f}; 1 is the rule's own measure")


class _Slider(QSlider):
    rested = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.rested)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.rested.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self.rested.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
            self._rest.start()
        else:
            event.ignore()
