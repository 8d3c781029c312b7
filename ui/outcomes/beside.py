"""The charts that stand beside a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from program.metrics.figure import Scope
from program.records import Measure
from ui.parts.chart_card import ChartCard
from ui.parts.chart_source import OF_MEASURE, Gallery, Pictures

if TYPE_CHECKING:
    from ui.desk import Desk


class Beside(QWidget):
    """The charts that belong to a figure, where there are some."""

    card_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scope: Scope | None = None
        self._keys: tuple[str, ...] = ()
        self.cards: dict[str, ChartCard] = {}
        self.gallery = Gallery(desk, parent=self)
        self.gallery.ready.connect(self._ready)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 0)
        self._column.setSpacing(12)
        self.hide()

    def show_measure(self, measure: Measure, scope: Scope | None) -> None:
        """Show the charts of this figure; None where there is nothing to show."""
        keys = OF_MEASURE.get(measure, ()) if scope is not None else ()
        for key in [each for each in self.cards if each not in keys]:
            card = self.cards.pop(key)
            card.hide()
            card.deleteLater()
        self._keys, self._scope = keys, scope
        self.setVisible(bool(self.cards))
        if keys and scope is not None:
            self.gallery.ask(scope, keys)
        else:
            self.gallery.forget()

    def _ready(self, made: Pictures) -> None:
        assert self._scope is not None
        for key, picture in made.items():
            if key not in self.cards:
                self.cards[key] = ChartCard(self._desk)
                self.cards[key].chart.card_wanted.connect(self.card_wanted)
                self._column.addWidget(self.cards[key])
            self.cards[key].show_picture(picture, self.gallery.remakes(key, self._scope))
        self.setVisible(bool(self.cards))
