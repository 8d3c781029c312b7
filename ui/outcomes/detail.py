"""One figure in full: the number and what it is worth, its parts, its target, its definition, the records behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from program.metrics.figure import Card, Figure, Level
from program.metrics.guarded import Shown, guarded, whole
from program.metrics.lights import target_of
from program.names import counted
from program.program import Program
from program.records import Person, Story
from program.suppression import LEAST
from program.views_pack_words import consenting
from program.views_reader import day
from ui.outcomes.behind import Behind
from ui.outcomes.beside import Beside
from ui.outcomes.card import CardPanel
from ui.outcomes.listed import FAILED, changed
from ui.outcomes.parts import Parts
from ui.outcomes.target import TargetEditor
from ui.parts.labels import label
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
        self.committee = label("", "quiet small", wrap=True)
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
        column.addWidget(self.committee)
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
        self.committee.setText(withheld(figure, card) if there and figure is not None else "")
        self.committee.setVisible(bool(self.committee.text()))
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


def withheld(figure: Figure, card: Card, least: int = LEAST) -> str:
    """What a reader who may not know small groups gets to see of a figure, in a sentence."""
    seen = guarded(figure, card, least)
    if seen.value is None:
        return f"The committee does not see it; {seen.withheld}."
    hidden = len(figure.parts) - sum(1 for part in seen.parts if not part.withheld)
    if hidden:
        verb = "is" if hidden == 1 else "are"
        return f"The committee sees the whole; {hidden} of its {counted(len(figure.parts), 'part')} {verb} withheld."
    return "The committee sees it as it is."


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
