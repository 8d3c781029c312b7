"""One figure in full: the number and what it is worth, its parts, its target, its definition, the records behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from program.metrics.figure import Card, Figure, Level, Scope
from program.metrics.guarded import Shown, whole
from program.metrics.lights import target_of
from program.program import Program
from program.records import Measure, Person, Story
from program.views_pack_words import consenting
from program.views_reader import day
from ui.outcomes.behind import Behind
from ui.outcomes.listed import FAILED, changed
from ui.outcomes.parts import Parts
from ui.outcomes.target import TargetEditor
from ui.parts.chart_card import ChartCard
from ui.parts.chart_source import OF_MEASURE, Gallery, Pictures
from ui.parts.labels import label, rule
from ui.theme import MARGIN, dress

if TYPE_CHECKING:
    from ui.desk import Desk

_LEVELS = {
    Level.ACTIVITY: "what is done; no evidence of what comes of it",
    Level.REACTION: "Kirkpatrick 1, reaction: what people think of it",
    Level.LEARNING: "Kirkpatrick 2, learning: what people know and can do",
    Level.BEHAVIOUR: "Kirkpatrick 3, behaviour: what people do otherwise",
    Level.RESULTS: "Kirkpatrick 4, results: what the organisation has of it",
}


class Detail(QScrollArea):
    """Shows one figure, from the number at the top down to the records."""

    go = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pinned = False  # whether the definition is to stay in view while what is above it takes its place
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._settle)
        bar.actionTriggered.connect(self._unpin)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.name = label("", "title", wrap=True)
        self.level = label("", "quiet", wrap=True)
        self.number = label("", "number")
        self.beside = label("", "quiet")
        self.change = label("", "small")
        self.method = label("", "quiet small", wrap=True)
        self.comparison = _Block("COMPARED WITH")
        self.notes = _Block("LEFT OUT AND COUNTED OTHERWISE")
        self.target = TargetEditor(desk)
        self.charts = Beside(desk)
        self.charts.card_wanted.connect(self.show_card)
        self.parts_head = label("PARTS", "section")
        self.parts = Parts()
        self.stories = _Block("BESIDE THE NUMBER")
        self.behind_head = label("RECORDS BEHIND IT", "section")
        self.behind = Behind()
        self.behind.go.connect(self.go)
        self.card_head = label("DEFINITION", "section")
        self.card = CardPanel()
        self._lay_out()

    def _lay_out(self) -> None:
        self._inside = QWidget()
        self._inside.setProperty("role", "page")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(16, 4, MARGIN, MARGIN)
        column.setSpacing(6)
        column.addWidget(self.name)
        column.addWidget(self.level)
        column.addSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignBottom)
        for quiet, below in ((self.beside, 5), (self.change, 6)):
            quiet.setContentsMargins(0, 0, 0, below)
            row.addWidget(quiet, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.method)
        column.addSpacing(6)
        framed = QFrame()
        dress(framed, "card")
        inner = QVBoxLayout(framed)
        inner.setContentsMargins(14, 12, 14, 12)
        inner.addWidget(self.target)
        column.addWidget(framed)
        column.addWidget(self.comparison)
        column.addWidget(self.notes)
        column.addSpacing(6)
        column.addWidget(self.charts)
        for head, body in ((self.parts_head, self.parts), (None, self.stories), (self.behind_head, self.behind),
                           (self.card_head, self.card)):  # fmt: skip
            column.addSpacing(8)
            if head is not None:
                column.addWidget(head)
            column.addWidget(body)
        column.addStretch(1)
        self.setWidget(self._inside)

    def show_figure(self, program: Program, card: Card, figure: Figure | None, before: Figure | None) -> None:
        """Show this figure; None for one that could not be made."""
        if self.name.text() != card.name:
            self._pinned = False
            self.verticalScrollBar().setValue(0)
        self.name.setText(card.name)
        self.level.setText(f"{card.code} · {_LEVELS[card.level]}")
        shown = whole(figure, card) if figure is not None else None
        there = shown is not None and shown.value is not None
        self.number.setText(shown.said if shown is not None and there else "–")
        self.beside.setText(shown.beside if shown is not None and there else shown.said if shown else FAILED)
        words, tone = changed(card, shown, before) if shown is not None else ("", "")
        dress(self.change, f"small {tone}" if tone else "quiet small")
        self.change.setText(f"{words} since the cycle before" if words and words != "as before" else words)
        self.method.setText(_method(shown))
        self.method.setVisible(bool(self.method.text()))
        self.target.show_target(card, figure.value if figure is not None else None)
        self.comparison.say(_comparison(shown, card))
        self.notes.say(shown.notes if shown is not None else ())
        parts = shown is not None and bool(shown.parts)
        self.parts_head.setVisible(parts)
        self.parts_head.setText(f"BY {shown.by.upper()}" if shown is not None and shown.by else "PARTS")
        self.parts.setVisible(parts)
        if shown is not None:
            self.parts.show_parts(shown, card)
        self.charts.show_measure(card.measure, figure.scope if there and figure is not None else None)
        self.stories.say(tuple(stories(program, card, date.today())))
        records = figure is not None and bool(figure.counted or figure.among)
        self.behind_head.setVisible(records)
        self.behind.setVisible(records)
        if figure is not None:
            self.behind.show_figure(program, figure, card.numerator, card.denominator)
        owner = target_of(program, card.measure)
        self.card.show_card(card, program.title(Person, owner.owner) if owner is not None else "")

    def show_card(self, *_: object) -> None:
        """Bring the definition into view, once everything above it has its place."""
        self._pinned = True
        self.card.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._settle)

    def _unpin(self) -> None:
        self._pinned = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._pinned = False
        super().wheelEvent(event)

    def _settle(self) -> None:
        if not self._pinned:
            return
        layout = self._inside.layout()
        if layout is not None:
            layout.activate()
        self.verticalScrollBar().setValue(self.card_head.mapTo(self._inside, QPoint(0, -8)).y())

    def forget(self) -> None:
        """Hold nothing of the book any more."""
        self.behind.forget()


def _method(shown: Shown | None) -> str:
    if shown is None or shown.interval is None:
        return ""
    return f"Interval: {shown.interval.method}. The true value plausibly lies within."


def _comparison(shown: Shown | None, card: Card) -> Sequence[str]:
    found = shown.comparison if shown is not None else None
    if found is None:
        return ()
    said = f"{found.words}: {card.unit.say(found.value)}" + (f" (n = {found.n:,})" if found.n else "")
    return (said, *([found.limits] if found.limits else []))


def stories(program: Program, card: Card, today: date) -> list[str]:
    """The stories beside a figure that may be told: everyone they are about has agreed, and none took it back."""
    agreed = consenting(program, today)
    found = [s for s in program.of(Story).values() if s.figure is card.measure and s.told]
    found = [s for s in found if s.people and agreed.issuperset(s.people)]
    found.sort(key=lambda s: (str(s.on or ""), s.id), reverse=True)
    return [": ".join(filter(None, (" · ".join(filter(None, (s.title, day(s.on)))), s.told))) for s in found]


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


class _Block(QWidget):
    """A small heading with sentences below it; not there when there are none."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(label(title, "section"))
        self.said: list[str] = []

    def say(self, sentences: Sequence[str]) -> None:
        """Say these."""
        self.setVisible(bool(sentences))
        if list(sentences) == self.said:
            return
        self.said = list(sentences)
        while self._column.count() > 1:
            item = self._column.takeAt(1)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for sentence in sentences:
            self._column.addWidget(label(sentence, wrap=True))


class CardPanel(QFrame):
    """The metric card: how the figure is defined, what it is for, and where it is blind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.said: dict[str, str] = {}

    def show_card(self, card: Card, owner: str = "") -> None:
        """Show this card, with who answers for the figure."""
        said = facts(card, owner)
        if said == self.said:
            return
        self.said = said
        self.setAccessibleName(f"Definition of {card.name}")
        self.setAccessibleDescription(" ".join(f"{name}: {words}" for name, words in said.items()))
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, words) in enumerate(said.items()):
            if row:
                self._grid.addWidget(rule(), 2 * row - 1, 0, 1, 2)
            self._grid.addWidget(label(name, "quiet"), 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(words, wrap=True), 2 * row, 1)


def facts(card: Card, owner: str = "") -> dict[str, str]:
    """What the card says, by the heading of each line."""
    found = {
        "Definition": card.definition,
        "Numerator": card.numerator,
        "Denominator": card.denominator,
        "Window": card.window,
        "Used for": card.purpose,
        "Owner": owner or card.owner,
        "Known bias": card.bias,
        "Blind spots": card.blind,
        "Source": card.source,
    }
    return {name: words for name, words in found.items() if words}
