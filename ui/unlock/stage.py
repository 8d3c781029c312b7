"""What the steps to an open book are played on: the band at the left, the column, progress, a remedy for trouble."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from program.trouble import Trouble
from ui.jobs import Jobs
from ui.parts.banner import Banner
from ui.parts.labels import label
from ui.theme import dress
from ui.unlock.sheet import Sheet, button

WIDTH = 480
_AFTER_BANNER = 2  # the place of the steps in the column, below a stretch and the banner
S = TypeVar("S", bound=Sheet)


class Stage(QWidget):
    """Shows one step at a time, and works for it beside the window."""

    ready = Signal()
    """What `wait_for` was waiting for is over."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._jobs = jobs
        self.waiting = False
        self._after: Callable[[], object] | None = None
        self._do_remedy: Callable[[], object] = _nothing
        self.sheets: list[Sheet] = []
        self.step: Sheet | None = None
        self._lay_out()

    def add(self, sheet: S) -> S:
        """Put a new step on the stage, hidden."""
        sheet.hide()
        self._column.insertWidget(_AFTER_BANNER, sheet)
        self.sheets.append(sheet)
        return sheet

    def show_step(self, sheet: Sheet) -> None:
        """Bring a step to the front."""
        self.withdraw()
        if self.step is not None and sheet is not self.step:
            self.step.forget()
        if self.step is not None and sheet is not self.step and self.step.isVisible():
            self.banner.show_words("")  # it was about the step before
        if self.step is not None:
            self.step.hide()
        self.step = sheet
        sheet.show()
        sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def remedy(self) -> str:
        """What is offered against the trouble on show; empty for nothing."""
        return "" if self._remedy.isHidden() else self._remedy.text()

    def take_remedy(self) -> None:
        """Do what is offered."""
        self._do_remedy()

    def offer(self, words: str, run: Callable[[], object]) -> None:
        """Offer something against the trouble on show."""
        self._remedy.setText(words)
        self._do_remedy = run
        self._remedy.show()

    def withdraw(self) -> None:
        """Offer nothing any more: what was offered may still know a passphrase."""
        self._remedy.hide()
        self._do_remedy = _nothing

    def rest(self) -> None:
        """Nobody is there: everything that was typed in confidence goes, also what was to be done with it."""
        self.withdraw()
        self._after = None
        for sheet in self.sheets:
            sheet.forget()

    # ---- work --------------------------------------------------------------------------------------------------------

    def run(
        self,
        sheet: Sheet,
        words: str,
        work: Callable[[], object],
        done: Callable[..., object],
        failed: Callable[[Trouble], object] | None = None,
    ) -> None:
        """Work beside the window for the step `sheet`; trouble is shown on it, and handed to `failed` as well."""
        if self.waiting:
            self._after = lambda: self.run(sheet, words, work, done, failed)
            self._working("Closing the former book first …")
            return
        sheet.trouble(None)
        self.banner.show_words("")
        self.withdraw()
        self._busy(words)

        def landed(result: object) -> None:
            self._free()
            done(result)

        def fell(trouble: Trouble) -> None:
            self._free()
            sheet.trouble(trouble)
            sheet.setFocus(Qt.FocusReason.OtherFocusReason)
            if failed is not None:
                failed(trouble)

        self._jobs.run(lambda _progress, _cancelled: work(), "", landed, fell)

    def _busy(self, words: str) -> None:
        self._working(words)
        if self.step is not None:
            self.step.setEnabled(False)

    def _working(self, words: str) -> None:
        self._waiting.setText(words)
        self._waiting.show()
        self._bar.show()

    def _free(self) -> None:
        self._waiting.hide()
        self._bar.hide()
        if self.step is not None:
            self.step.setEnabled(True)

    def wait_for(self, close: Callable[[], None]) -> None:
        """Close the former book in the background; what is asked for meanwhile is done when that is over."""
        self.waiting = True
        self._working("Closing the book and verifying its backup …")
        self._jobs.run(
            lambda _progress, _cancelled: close(), "", lambda _: self._waited(None), self._waited, at_once=True
        )

    def _waited(self, trouble: Trouble | None) -> None:
        self.waiting = False
        self._free()
        after, self._after = self._after, None
        if after is not None:
            after()
        if trouble is not None:
            self.banner.show_words(
                "The book is closed and locked, but its backup failed.", trouble.sentence(), tone="caution"
            )
        self.ready.emit()

    # ---- looks -------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        rail = QFrame()
        dress(rail, "rail")
        rail.setFixedWidth(300)
        words = QVBoxLayout(rail)
        words.setContentsMargins(32, 32, 32, 32)
        words.addWidget(label("ROTUNDA", "brand"))
        words.addStretch(1)
        words.addWidget(label("Rotations, in confidence.", "heading", wrap=True))
        words.addSpacing(4)
        words.addWidget(label("Everything stays on this computer, encrypted. Nothing is sent anywhere.", wrap=True))
        # All steps lie in one column, and only the one in front is shown: each then takes its own height.
        middle = QWidget()
        middle.setFixedWidth(WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 32, 0, 32)
        column.setSpacing(16)
        column.addStretch(2)
        self.banner = Banner()
        column.addWidget(self.banner)
        self._column = column
        self._remedy: QPushButton = button("")
        self._remedy.clicked.connect(self.take_remedy)
        self._remedy.hide()
        column.addWidget(self._remedy, 0, Qt.AlignmentFlag.AlignLeft)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        column.addWidget(self._bar)
        self._waiting = label("", "quiet", wrap=True)
        column.addWidget(self._waiting)
        column.addStretch(3)
        inside = QWidget()
        inside.setProperty("role", "page")
        centred = QHBoxLayout(inside)
        centred.addStretch(1)
        centred.addWidget(middle)
        centred.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addWidget(area, 1)
        self._free()


def _nothing() -> None:
    pass
