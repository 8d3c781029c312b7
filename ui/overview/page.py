"""The overview: what needs attention, what comes next, who has room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.overview.attention import LINES, Attention, Line, attention
from ui.overview.exposure import ExposureMap, exposure
from ui.overview.filling import Filling, bars, finding
from ui.overview.steps import FirstSteps
from ui.page import Page
from ui.parts.card import Card, FigureCard


class OverviewPage(Page):
    """Cards with real figures, each leading to where something can be done about it."""

    key = "overview"
    title = "Overview"
    icon = "overview"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.shown: Attention | None = None
        self._steps = FirstSteps()
        self._steps.go.connect(self.go)
        self._figures = QHBoxLayout()
        self._figures.setSpacing(12)
        self._needs = Card()
        self._dates = Card()
        self._hosts = Card()
        self._mentors = Card()
        self._filling, self._bars = Card(), Filling()
        self._exposure, self._map = Card(), ExposureMap()
        self._map.chosen.connect(lambda person: self.go.emit("board", person))
        self._lay_out()
        desk.changed.connect(self._refresh)
        desk.review.ready.connect(self._refresh)
        self._refresh()

    def subtitle(self) -> str:
        if self.shown is None:
            return ""
        charter = self.desk.program().charter
        cycle = self.shown.cycle
        return " · ".join(filter(None, (charter.name, cycle.name if cycle else "")))

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 4, 24, 16)
        column.setSpacing(14)
        column.addWidget(self._steps)
        column.addLayout(self._figures)
        grid = QGridLayout()
        grid.setSpacing(14)
        cards = (self._needs, self._dates, self._mentors, self._filling, self._hosts, self._exposure)
        for place, card in enumerate(cards):
            grid.addWidget(card, place // 3, place % 3)
        self._filling.body.addWidget(self._bars)
        self._exposure.body.addWidget(self._map)
        for card in (self._filling, self._exposure):
            card.body.setContentsMargins(4, 0, 4, 0)
        for place, stretch in enumerate((5, 4, 4)):
            grid.setColumnStretch(place, stretch)
        column.addLayout(grid)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.setFocusProxy(area)

    def _refresh(self, *_: object) -> None:
        program = self.desk.program()
        self.shown = shown = attention(program, self.desk.review.findings or (), date.today())
        self._steps.show_steps(shown.first_steps)
        self._show_figures(shown)
        under_way = not shown.first_steps
        self._fill(self._needs, "Needs you" if shown.needs else "Nothing needs you just now", shown.needs)
        self._fill(self._dates, "Coming up" if shown.dates else "No date ahead", shown.dates)
        self._fill(self._hosts, shown.hosts_title, shown.hosts)
        self._fill(self._mentors, shown.mentors_title, shown.mentors)
        filled, map_ = bars(program, date.today()), exposure(program)
        self._bars.show_bars(filled)
        self._filling.say(*finding(filled))
        self._map.show_map(map_)
        self._exposure.say(map_.title, f"Functions met in all cycles, the fewest first, of {map_.of}")
        for card, there in (
            (self._needs, True), (self._dates, True), (self._mentors, bool(shown.mentors_title)),
            (self._filling, bool(filled)), (self._hosts, bool(shown.hosts)), (self._exposure, bool(map_.rows)),
        ):  # fmt: skip
            card.setVisible(under_way and there)
        self.heading.emit()

    def _show_figures(self, shown: Attention) -> None:
        while (item := self._figures.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if shown.first_steps:
            return
        for figure in shown.figures:
            card = FigureCard(figure.name, figure.number, figure.of, figure.more)
            self._figures.addWidget(card, 1)

    def _fill(self, card: Card, title: str, lines: tuple[Line, ...]) -> None:
        card.empty()
        card.say(title, f"the first {LINES} of {len(lines)}" if len(lines) > LINES else "")
        card.lines((line.words, line.beside, line.tone, self._to(line)) for line in lines[:LINES])

    def _to(self, line: Line) -> Callable[[], object] | None:
        return (lambda: self.go.emit(line.page, line.record)) if line.page else None
