"""The gallery of charts: all pictures of a scope, in two columns where there is room."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from program.metrics.figure import Scope
from program.metrics.pictures import Picture
from ui.outcomes.view import View
from ui.parts.chart_card import ChartCard, height_of
from ui.parts.chart_source import Gallery, Pictures
from ui.parts.emptiness import Emptiness
from ui.parts.searching import fold, holds
from ui.theme import MARGIN

if TYPE_CHECKING:
    from ui.desk import Desk

_TWO = 720
"""From this width on the charts stand in two columns."""


class ChartsView(View):
    """Every chart there is something to show in."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._scope: Scope | None = None
        self._pictures: Pictures = {}
        self._text = ""
        self.cards: dict[str, ChartCard] = {}
        self.gallery = Gallery(desk, parent=self)
        self.gallery.ready.connect(self._ready)
        self.empty = Emptiness()
        inside = QWidget()
        inside.setProperty("role", "page")
        self._columns = [QVBoxLayout(), QVBoxLayout()]
        row = QHBoxLayout(inside)
        row.setContentsMargins(MARGIN, 4, MARGIN, MARGIN)
        row.setSpacing(14)
        for column in self._columns:
            column.setSpacing(14)
            column.setAlignment(Qt.AlignmentFlag.AlignTop)
            row.addLayout(column, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self.area)
        self._layers.addWidget(self.empty)
        self.setFocusProxy(self.area)

    def show_scope(self, scope: Scope, before: Scope | None) -> None:
        self._scope = scope
        self.gallery.ask(scope)

    def search(self, text: str) -> None:
        self._text = text
        self._arrange()

    def leave(self) -> None:
        if self.gallery.busy:
            self.gallery.forget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().width() >= _TWO) != (self.width() >= _TWO):
            self._arrange()

    def _ready(self, made: Pictures) -> None:
        assert self._scope is not None
        self._pictures = made
        for key in [each for each in self.cards if each not in made]:
            card = self.cards.pop(key)
            card.hide()
            card.deleteLater()
        for key, picture in made.items():
            if key not in self.cards:
                card = self.cards[key] = ChartCard(self.desk)
                card.chart.card_wanted.connect(self.card_wanted)
                card.chart.leads = "Show the figure in full" if picture.measure is not None else ""
                card.chart.opened.connect(partial(self._open, key))
            self.cards[key].show_picture(picture, self.gallery.remakes(key, self._scope))
        self._arrange()

    def _open(self, key: str) -> None:
        picture = self._pictures.get(key)
        if picture is not None and picture.measure is not None:
            self.figure_wanted.emit(picture.measure)

    def _arrange(self) -> None:
        """Set the charts that are searched for into the columns, each below the shorter one."""
        words = fold(self._text).split()
        shown = [key for key, picture in self._pictures.items() if holds(fold(_text(picture)), words)]
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        heights = [0, 0]
        two = self.width() >= _TWO and len(shown) > 1
        for key, card in self.cards.items():
            card.setVisible(key in shown)
        for key in shown:
            place = heights.index(min(heights)) if two else 0
            heights[place] += height_of(self._pictures[key]) + 90
            self._columns[place].addWidget(self.cards[key])
        row = self._columns[0].parent()
        assert isinstance(row, QHBoxLayout)
        row.setStretch(1, 1 if two else 0)
        row.setSpacing(14 if two else 0)
        if not shown:
            words_ = "No chart holds these words." if self._text else (
                "Charts appear as soon as there is something to count: placements, ratings, surveys."
            )
            self.empty.say("outcomes", "No charts here", words_)
        self._layers.setCurrentIndex(0 if shown else 1)


def _text(picture: Picture) -> str:
    return f"{picture.title} {picture.note} {picture.measure.label if picture.measure else ''}"
