"""The quiet line at the foot: what is saved, whether the backup is sound, where the journal stands, what is running."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui.jobs import Job, Jobs
from ui.parts.labels import Elided, label, rule
from ui.theme import MARGIN, dress

SEPARATOR = " · "


class _Hint(Elided):
    """A hint in parts, of which as many are shown as there is room for."""

    def fitting(self, width: int) -> str:
        parts = self.text().split(SEPARATOR)
        while len(parts) > 1 and self.fontMetrics().horizontalAdvance(SEPARATOR.join(parts)) > width:
            parts.pop()
        return self.fontMetrics().elidedText(SEPARATOR.join(parts), Qt.TextElideMode.ElideRight, width)


class StatusLine(QFrame):
    """Facts at the left, the page's hint or the work under way at the right."""

    findings = Signal()
    """What the rules say is to be seen."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 0, MARGIN, 8)
        column.setSpacing(4)
        column.addWidget(rule())
        row = QHBoxLayout()
        row.setSpacing(18)
        column.addLayout(row)
        self._said: list[QLabel] = []
        self._facts = QHBoxLayout()
        self._facts.setSpacing(18)
        row.addLayout(self._facts)
        self._findings = QPushButton()
        dress(self._findings, "link small")
        self._findings.clicked.connect(self.findings)
        self._findings.hide()
        row.addWidget(self._findings)
        self._hint = _Hint("", "quiet small")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._hint, 1)
        self._work = Elided("", "quiet small")
        self._work.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bar = QProgressBar()
        self._bar.setFixedWidth(96)
        self._stop = QPushButton("Stop")
        dress(self._stop, "link small")
        self._stop.clicked.connect(self._cancel)
        for each, stretch in ((self._work, 1), (self._bar, 0), (self._stop, 0)):
            each.hide()
            row.addWidget(each, stretch)
        self.setFixedHeight(40)
        jobs.started.connect(self._follow)

    def say(self, facts: Sequence[str]) -> None:
        """The facts, in order."""
        while len(self._said) < len(facts):
            self._said.append(label("", "quiet small"))
            self._facts.addWidget(self._said[-1])
        for place, shown in enumerate(self._said):
            words = facts[place] if place < len(facts) else ""
            shown.setText(words)
            shown.setVisible(bool(words))

    @property
    def facts(self) -> list[str]:
        """The facts on show."""
        return [shown.text() for shown in self._said if shown.text()]

    def warn(self, words: str) -> None:
        """How many broken rules and hints there are; empty for none."""
        self._findings.setText(words)
        self._findings.setVisible(bool(words))

    def hint(self, words: str) -> None:
        """What the page in front has to say about what one can do."""
        self._hint.setText(words)
        self._show()

    def _follow(self, job: Job) -> None:
        job.progressed.connect(self._show)
        job.ended.connect(self._show)
        self._show()

    def _show(self) -> None:
        told = [job for job in self._jobs.running if job.words and not job.cancelled]
        for each in (self._work, self._bar, self._stop):
            each.setVisible(bool(told))
        self._hint.setVisible(not told)
        if told:
            job = told[0]
            self._work.setText(f"{job.words}: {job.step}" if job.step else f"{job.words} …")
            self._bar.setRange(0, 0 if job.part < 0 else 100)
            self._bar.setValue(round(max(0.0, job.part) * 100))

    def _cancel(self) -> None:
        for job in self._jobs.running:
            if job.words:
                job.cancel()
        self._show()
