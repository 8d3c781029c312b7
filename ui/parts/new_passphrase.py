"""Choosing a passphrase: typed twice, judged while it is typed, with six words offered by lot."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui.parts.labels import label
from ui.parts.secret import SecretField
from ui.theme import dress

_TONES = ("bad", "bad", "caution", "good", "good")


class NewPassphrase(QWidget):
    """A new passphrase. `changed` says that it has become good enough, or no longer is."""

    changed = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._enough = False
        self._known: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        offer = QHBoxLayout()
        offer.addWidget(label("Passphrase", "strong"), 1)
        self.suggest = QPushButton("Offer me six words")
        dress(self.suggest, "link")
        self.suggest.clicked.connect(self._suggest)
        offer.addWidget(self.suggest)
        column.addLayout(offer)
        self.first = SecretField("Passphrase", "At least 15 characters; six random words are best")
        column.addWidget(self.first)
        self._bar = QProgressBar()
        self._bar.setRange(0, 4)
        self._bar.setAccessibleName("Strength")
        column.addWidget(self._bar)
        self._advice = label("", "quiet small", wrap=True)
        column.addWidget(self._advice)
        column.addWidget(label("Once more", "strong"))
        self.second = SecretField("Passphrase once more")
        column.addWidget(self.second)
        self._same = label("", "quiet small")
        column.addWidget(self._same)
        self.first.entered.connect(self.second.setFocus)
        self.second.entered.connect(self.entered)
        self.second.changed.connect(self._compare)
        # Judging takes some milliseconds: it waits for a pause in the typing.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(120)
        self._pause.timeout.connect(self.judge)
        self.first.changed.connect(self._typed)
        self.setFocusProxy(self.first)
        self._advice.setText("Take words you can type without looking. There is no way round a forgotten passphrase "
                             "but the recovery key.")  # fmt: skip

    @property
    def text(self) -> str:
        """The passphrase, as it stands."""
        return self.first.text

    @property
    def good(self) -> bool:
        """Whether it is strong enough and typed twice the same."""
        return self._enough and self.first.text == self.second.text

    def know(self, *words: str) -> None:
        """Words that make a passphrase weak, such as the program's name."""
        self._known = tuple(word for word in words if word)

    def clear(self) -> None:
        """Take it off the screen."""
        self._pause.stop()
        self.first.clear()
        self.second.clear()
        self._enough = False

    def judge(self) -> None:
        """Judge what is typed now."""
        from storage.passphrase import strength

        self._pause.stop()
        judged = strength(self.first.text, self._known)
        self._enough = judged.enough
        self._bar.setValue(max(judged.score, 1 if self.first.text else 0))
        tone = _TONES[judged.score]
        dress(self._bar, tone=tone)
        self._advice.setText(judged.advice)
        dress(self._advice, f"small {tone}")
        self._compare()

    def _typed(self) -> None:
        self._enough = False
        self._pause.start()
        self._compare()

    def _compare(self) -> None:
        if not self.second.text:
            self._same.setText("")
        elif self.first.text == self.second.text:
            self._same.setText("The same both times.")
            dress(self._same, "small good")
        else:
            self._same.setText("Not the same yet.")
            dress(self._same, "small caution")
        self.changed.emit()

    def _suggest(self) -> None:
        from storage.passphrase import suggest

        self.first.set_text(suggest())
        self.first.show_text(True)
        self.second.clear()
        self.judge()
        self._advice.setText("Very hard to guess. Write the six words down, keep them apart from this computer, "
                             "and type them once more below.")  # fmt: skip
        self.second.setFocus()
