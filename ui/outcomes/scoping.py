"""Which part of the program is looked at: the cohort and the time, chosen above the figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from program.metrics.figure import Scope
from program.program import Program
from program.records import Cohort, Cycle
from program.records.fields import Words
from program.views_reader import day, span
from ui.parts.dates import DateEditor
from ui.parts.labels import Elided, label
from ui.theme import MARGIN


class Period(Words):
    """The time looked at."""

    ALL = "all"
    YEAR = "year"
    CYCLE = "cycle"
    OWN = "own"

    @property
    def label(self) -> str:
        return {"all": "All time", "year": "This year", "cycle": "This cycle", "own": "Own dates"}[self.value]


class Choice(msgspec.Struct, frozen=True):
    """What is chosen; `since` and `until` only count for own dates."""

    period: Period = Period.ALL
    cohort: str = ""
    since: date | None = None
    until: date | None = None

    def scope(self, program: Program, today: date) -> Scope:
        """The part of the program that is meant, today."""
        if self.period is Period.YEAR:
            return Scope(today, date(today.year, 1, 1), self.cohort)
        if self.period is Period.CYCLE and (cycle := running(program, today, self.cohort)) is not None:
            return Scope(min(today, cycle.end), cycle.start, self.cohort)
        if self.period is Period.OWN:
            return Scope(self.until or today, self.since, self.cohort)
        return Scope(today, None, self.cohort)

    def before(self, program: Program, today: date) -> Scope | None:
        """The same as it stood when the cycle before was over; None where there is none, or it makes no sense."""
        now = self.scope(program, today)
        cycle = running(program, now.until, self.cohort)
        if cycle is None or self.period is Period.OWN:
            return None
        if self.period is Period.CYCLE:
            former = running(program, cycle.start - timedelta(days=1), self.cohort)
            return Scope(former.end, former.start, self.cohort) if former is not None else None
        until = cycle.start - timedelta(days=1)
        if running(program, until, self.cohort) is None or (now.since is not None and until < now.since):
            return None
        return Scope(until, now.since, self.cohort)


def running(program: Program, today: date, cohort: str = "") -> Cycle | None:
    """The cycle that began last, of a cohort or of any."""
    within = program.series(cohort) if cohort else None
    begun = [c for c in program.cycles if c.start <= today and (within is None or c.id in within)]
    return begun[-1] if begun else None


class ScopeBar(QWidget):
    """The choices, in one line."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cohorts: list[str] = [""]
        self.cohort = _combo("Cohort")
        self.cohort.setMaximumWidth(200)
        self.period = _combo("Time")
        for each in Period:
            self.period.addItem(each.label)
        self.since, self.until = DateEditor(), DateEditor()
        for field, words in ((self.since, "From"), (self.until, "Until")):
            field.setAccessibleName(words)
            field.setPlaceholderText(words)
            field.setMaximumWidth(124)
            field.settled.connect(self._told)
        self.own = QWidget()
        """The dates, for a line of their own below."""
        dates = QHBoxLayout(self.own)
        dates.setContentsMargins(MARGIN, 0, MARGIN, 4)
        dates.setSpacing(8)
        dates.addStretch(1)
        for field in (self.since, self.until):
            name = label(field.accessibleName(), "quiet")
            name.setBuddy(field)
            dates.addWidget(name)
            dates.addWidget(field)
        self.words = Elided("", "quiet small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.cohort)
        row.addWidget(self.period)
        row.addWidget(self.words, 1)
        self.cohort.activated.connect(self._told)
        self.period.activated.connect(self._told)
        self._arrange()

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        own = self.period.currentIndex() == tuple(Period).index(Period.OWN)
        return Choice(
            tuple(Period)[max(0, self.period.currentIndex())],
            self._cohorts[max(0, self.cohort.currentIndex())],
            self.since.value() if own else None,
            self.until.value() if own else None,
        )

    def follow(self, program: Program) -> None:
        """Offer the cohorts there are; one that is gone is no longer chosen."""
        chosen = self._cohorts[max(0, self.cohort.currentIndex())]
        found = sorted(program.of(Cohort).values(), key=lambda c: (c.name.casefold(), c.id))
        self._cohorts = ["", *(cohort.id for cohort in found)]
        self.cohort.clear()
        self.cohort.addItems(["All cohorts", *(cohort.name for cohort in found)])
        self.cohort.setCurrentIndex(self._cohorts.index(chosen) if chosen in self._cohorts else 0)
        self.cohort.setVisible(bool(found))

    def say(self, program: Program, scope: Scope) -> None:
        """What that means in dates."""
        since = scope.since or next((cycle.start for cycle in program.cycles), None)
        self.words.setText(span(since, scope.until) if since and since <= scope.until else f"until {day(scope.until)}")

    def memory(self) -> Mapping[str, object]:
        """What to remember: the time, never whose."""
        return {"period": self.choice.period.value}

    def restore(self, given: object) -> None:
        """Take up what `memory` gave."""
        if isinstance(given, Mapping) and given.get("period") in {"all", "year", "cycle"}:
            self.period.setCurrentIndex([each.value for each in Period].index(str(given["period"])))
            self._arrange()

    def show_choice(self, choice: Choice) -> None:
        """Choose this."""
        self.period.setCurrentIndex(tuple(Period).index(choice.period))
        self.cohort.setCurrentIndex(self._cohorts.index(choice.cohort) if choice.cohort in self._cohorts else 0)
        self.since.show_value(choice.since)
        self.until.show_value(choice.until)
        self._told()

    def _told(self) -> None:
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        self.own.setVisible(self.choice.period is Period.OWN)


def _combo(words: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(words)
    made.view().setAccessibleName(words)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made


