"""A question that asks for the present passphrase, and works beside the window before it closes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QWidget

from program.trouble import Trouble
from ui.ask import Question
from ui.parts.banner import Banner
from ui.parts.labels import label
from ui.parts.secret import SecretField

if TYPE_CHECKING:
    from ui.desk import Desk


class KeyDialog(Question):
    """A question that takes the present passphrase and then works for a while."""

    def __init__(self, desk: Desk, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(title, words, parent)
        self.setMinimumWidth(520)
        self.desk = desk
        self.present = SecretField("Present passphrase", "Present passphrase")
        self.body.addWidget(label("Present passphrase", "strong"))
        self.body.addWidget(self.present)
        self.trouble = Banner()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.go: QPushButton | None = None
        self.working = False

    def finish(self, yes: str, *, danger: bool = False) -> None:
        """Put what every such dialog has at its foot."""
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.bar)
        self.go = self.buttons(yes, danger=danger)
        self.go.clicked.disconnect()
        self.present.setFocus()

    def accept(self) -> None:
        """Enter or the button: do the work first, and close when it is done."""
        if self.go is not None and self.go.isEnabled():
            self.work()

    def work(self) -> None:
        """What the dialog is for."""

    def run(self, words: str, work: Callable[[], object], done: Callable[..., object]) -> None:
        """Work beside the window; trouble is shown here."""
        self.trouble.show_words("")
        self._working(True)

        def landed(result: object) -> None:
            self._working(False)
            done(result)

        def fell(trouble: Trouble) -> None:
            self._working(False)
            self.trouble.show_trouble(trouble)

        self.desk.jobs.run(lambda _progress, _cancelled: work(), "", landed, fell, self)

    def close_well(self) -> None:
        """The work is done."""
        QDialog.accept(self)

    def reject(self) -> None:
        """What has begun cannot be called off, and what comes of it must be seen; only locking closes the dialog."""
        if not self.working or not self.desk.is_open:
            super().reject()

    def _working(self, on: bool) -> None:
        self.working = on
        self.bar.setVisible(on)
        for each in (self.go, self.refuse):
            if each is not None:
                each.setEnabled(not on)
