"""The overview: the program at a glance, what needs attention, what comes next, who has room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from program.records import Measure
from ui.desk import Desk
from ui.overview.attention import LINES, Attention, Figure, Line, attention
from ui.overview.figurecard import FigureButton
from ui.overview.filling import Filling, bars, finding
from ui.overview.glance import WANTED, glance, last_pack, now
from ui.overview.steps import FirstSteps
from ui.page import Page
from ui.parts.card import Card
from ui.parts.chart_card import ChartCard
from ui.parts.chart_source import Gallery, Pictures
from ui.parts.reckoning import Reckoning

CHARTS = ("safety", "exposure", "readiness")
"""The keys of the pictures, in the order in which they stand."""
FIGURES = 4
"""How many figures stand at the top."""
_SOON = 60  # milliseconds of rest after a change until figures and charts are made anew
_CHART, _ROWS = 176, 5


class OverviewPage(Page):
    """Cards with real figures, each leading to where something can be done about it.

    What can be read off the present at once is there at once; figures and charts follow, made beside the window.
    """

    key = "overview"
    title = "Overview"
    icon = "overview"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.shown: Attention | None = None
        self.figures: tuple[Figure, ...] = ()
        """The figures at the top, as they are shown."""
        self.reckoning = Reckoning(desk, WANTED, self)
        self.gallery = Gallery(desk, _ROWS, self)
        self.charts = {key: ChartCard(desk, _CHART, compact=True) for key in CHARTS}
        self._steps = FirstSteps()
        self._figures = QHBoxLayout()
        self._figures.setSpacing(12)
        self._needs = Card()
        self._dates = Card()
        self._hosts = Card()
        self._mentors = Card()
        self._filling, self._bars = Card(), Filling()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._count)
        self._lay_out()
        self._steps.go.connect(self.go)
        for key, card in self.charts.items():
            card.hide()
            card.chart.card_wanted.connect(self._define)
            card.chart.leads = "Show it under Outcomes"
            card.chart.opened.connect(partial(self._open, key))
        self.reckoning.ready.connect(self._counted)
        self.gallery.ready.connect(self._drawn)
        desk.changed.connect(self._changed)
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
        safety, exposure, readiness = self.charts.values()
        rows: tuple[tuple[tuple[QFrame, int], ...], ...] = (
            ((safety, 4), (exposure, 3)),
            ((readiness, 4), (self._dates, 4), (self._needs, 5)),
            ((self._filling, 5), (self._mentors, 4), (self._hosts, 4)),
        )
        for cards in rows:
            row = QHBoxLayout()
            row.setSpacing(14)
            for card, stretch in cards:
                row.addWidget(card, stretch)
            column.addLayout(row)
        self._filling.body.addWidget(self._bars)
        self._filling.body.setContentsMargins(4, 0, 4, 0)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.setFocusProxy(area)

    # ---- what is there at once -------------------------------------------------------------------------------------

    def _refresh(self, *_: object) -> None:
        program = self.desk.program()
        self.shown = shown = attention(program, self.desk.review.findings or (), date.today())
        self._steps.show_steps(shown.first_steps)
        self._show_figures()
        under_way = not shown.first_steps
        self._fill(self._needs, "Needs you" if shown.needs else "Nothing needs you just now", shown.needs)
        self._fill(self._dates, "Coming up" if shown.dates else "No date ahead", shown.dates)
        self._fill(self._hosts, shown.hosts_title, shown.hosts)
        self._fill(self._mentors, shown.mentors_title, shown.mentors)
        filled = bars(program, date.today())
        self._bars.show_bars(filled)
        self._filling.say(*finding(filled))
        for card, there in (
            (self._needs, True), (self._dates, True), (self._mentors, bool(shown.mentors_title)),
            (self._filling, bool(filled)), (self._hosts, bool(shown.hosts)),
        ):  # fmt: skip
            card.setVisible(under_way and there)
        self.heading.emit()

    def _show_figures(self) -> None:
        """The first is always how full the cycle is; then those that can be counted; then those there always are."""
        assert self.shown is not None
        program, today = self.desk.program(), date.today()
        counted: tuple[Figure, ...] = ()
        if not self.shown.first_steps and (figures := self.reckoning.known(now(today))) is not None:
            pack = last_pack(program, today)
            counted = tuple(glance(program, figures, self.reckoning.known(pack) if pack is not None else None))
        first, *others = self.shown.figures
        wanted = () if self.shown.first_steps else (first, *counted, *others)[:FIGURES]
        if wanted == self.figures:
            return
        self.figures = wanted
        while (item := self._figures.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for figure in wanted:
            card = FigureButton(figure)
            card.clicked.connect(partial(self._go, figure.page, figure.record))
            self._figures.addWidget(card, 1)

    def _fill(self, card: Card, title: str, lines: tuple[Line, ...]) -> None:
        card.empty()
        card.say(title, f"the first {LINES} of {len(lines)}" if len(lines) > LINES else "")
        card.lines((line.words, line.beside, line.tone, self._to(line)) for line in lines[:LINES])

    def _to(self, line: Line) -> Callable[[], object] | None:
        return partial(self._go, line.page, line.record) if line.page else None

    # ---- what follows ----------------------------------------------------------------------------------------------

    def _changed(self, _change: object) -> None:
        self._refresh()
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start(0)

    def _count(self) -> None:
        """Have figures and charts made, if anybody looks and there is something under way."""
        if not self.isVisible() or not self.desk.is_open or self.shown is None:
            return
        if self.shown.first_steps:
            for card in self.charts.values():
                card.hide()
            return
        today = date.today()
        pack = last_pack(self.desk.program(), today)
        for scope in filter(None, (now(today), pack)):
            self.reckoning.of(scope)
        self._show_figures()
        self.gallery.ask(now(today), CHARTS)

    def _counted(self, _scope: object) -> None:
        if self.desk.is_open and self.shown is not None:
            self._show_figures()

    def _drawn(self, made: Pictures) -> None:
        for key, card in self.charts.items():
            picture = made.get(key)
            if picture is not None:
                card.show_picture(picture, self.gallery.remakes(key, now(date.today())))
            card.setVisible(picture is not None)

    # ---- where it leads --------------------------------------------------------------------------------------------

    def _go(self, page: str, record: str, *_: object) -> None:
        self.go.emit(page, record)

    def _define(self, measure: Measure) -> None:
        self.go.emit("outcomes", f"card:{measure.value}")

    def _open(self, key: str) -> None:
        picture = self.charts[key].chart.picture
        measure = picture.measure if picture is not None else None
        self.go.emit("outcomes", measure.value if measure is not None else "charts")
