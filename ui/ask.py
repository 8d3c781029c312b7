"""The one door for questions to the user: dialogs, file choices, and whether something is really meant.

Every question can be answered from a queue (`next`), which is how tests and the sample tour drive the real window.
Where nobody can answer, because the windows are drawn into memory only, an unexpected question is noted in the log
and answered with "no".
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from program.findings import Finding
from ui.parts.labels import Sign, label
from ui.theme import dress

log = logging.getLogger(__name__)


class Ask(QObject):
    """All questions of one window. They stand over `window`, and are closed unanswered when the book is locked."""

    lock_wanted = Signal()
    """Ctrl+L was pressed within a dialog."""

    def __init__(self, parent: QObject | None = None, window: QWidget | None = None) -> None:
        super().__init__(parent)
        self.window = window
        self.attended = QGuiApplication.platformName() not in ("offscreen", "minimal")
        self._answers: deque[object] = deque()
        self._open: list[QDialog] = []
        self._folder: Path | None = None  # where the last file lay; known while the window stands, and kept nowhere

    # ---- questions -------------------------------------------------------------------------------------------------

    def text(self, title: str, words: str = "", value: str = "", *, placeholder: str = "", secret: bool = False,
             yes: str = "OK") -> str | None:  # fmt: skip
        """One line of text; None when it was called off."""
        dialog = Question(title, words, self.window)
        field = QLineEdit(value)
        field.setPlaceholderText(placeholder)
        field.setAccessibleName(title)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        dialog.body.addWidget(field)
        dialog.buttons(yes)
        field.setFocus()
        field.selectAll()
        answer: str | None = self._answered("text", dialog, field.text)
        return answer

    def choice(self, title: str, words: str, choices: Sequence[tuple[str, str]], *, yes: str = "Choose") -> str | None:
        """One of `choices` (key, words); its key, or None when it was called off."""
        dialog = Question(title, words, self.window)
        listed = QListWidget()
        listed.setAccessibleName(title)
        listed.addItems([shown for _, shown in choices])
        listed.setCurrentRow(0)
        listed.itemActivated.connect(dialog.accept)
        dialog.body.addWidget(listed)
        dialog.buttons(yes)
        listed.setFocus()
        answer: str | None = self._answered("choice", dialog, lambda: choices[max(0, listed.currentRow())][0])
        return answer

    def reason(self, findings: Iterable[Finding], *, title: str = "A rule stands against this") -> str | None:
        """Why it should be done although hard rules stand against it; None when it should not."""
        dialog = Question(title, "", self.window)
        for finding in findings:
            dialog.point(finding.words[:1].upper() + finding.words[1:] + ".", "blocked", "bad")
        dialog.say("To do it all the same, say why. The reason goes into the decision log.")
        field = QLineEdit()
        field.setPlaceholderText("Reason")
        field.setAccessibleName("Reason")
        dialog.body.addWidget(field)
        accept = dialog.buttons("Do it with this reason", danger=True)
        accept.setEnabled(False)
        field.textChanged.connect(lambda text: accept.setEnabled(bool(text.strip())))
        field.setFocus()
        answer: str | None = self._answered("reason", dialog, lambda: field.text().strip())
        return answer

    def sure(self, title: str, words: str, *, yes: str = "Do it", danger: bool = True) -> bool:
        """Whether something that cannot be undone is really meant; `yes` names the deed, `title` the thing."""
        dialog = Question(title, words, self.window)
        accept = dialog.buttons(yes, danger=danger)
        if danger and dialog.refuse is not None:
            dialog.refuse.setDefault(True)
            dialog.refuse.setFocus()
        else:
            accept.setDefault(True)
        return self._answered("sure", dialog, lambda: True) is True

    def open_file(self, title: str, kinds: str = "", folder: Path | None = None) -> Path | None:
        """A file that is there. `kinds` as Qt writes them: "Tables (*.csv *.xlsx)"."""
        dialog = self._files(title, kinds, folder, QFileDialog.FileMode.ExistingFile)
        return self._file("open file", dialog)

    def open_folder(self, title: str, folder: Path | None = None) -> Path | None:
        """A folder that is there (a book is one)."""
        dialog = self._files(title, "", folder, QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return self._file("open folder", dialog)

    def save_file(self, title: str, name: str, kinds: str = "", folder: Path | None = None) -> Path | None:
        """Where to put a file; replacing one that is there was agreed to."""
        dialog = self._files(title, kinds, folder, QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.selectFile(name)
        return self._file("save file", dialog)

    def show(self, dialog: QDialog) -> bool:
        """Any other dialog of a page; whether it was accepted."""
        return self._answered("dialog", dialog, lambda: True) is True

    # ---- answers ---------------------------------------------------------------------------------------------------

    def next(self, *answers: object) -> None:
        """Queue answers: the value itself, None to call off, or a function, which gets the real dialog, shown, and must
        accept or reject it."""
        self._answers.extend(answers)

    @property
    def waiting(self) -> int:
        """How many queued answers nobody has asked for."""
        return len(self._answers)

    def close_all(self) -> None:
        """Call off every open question."""
        for dialog in reversed(tuple(self._open)):
            dialog.reject()

    def _answered(self, kind: str, dialog: QDialog, value: Callable[[], Any]) -> Any:
        try:
            answer = self._answers.popleft() if self._answers else _ASK
            if answer is _ASK and not self.attended:
                log.warning("a question was asked and nobody is there to answer: %s", kind)
                return None
            if answer is not _ASK and not callable(answer):
                return answer
            if callable(answer):
                QTimer.singleShot(0, dialog, lambda: answer(dialog))
                if not self.attended:
                    QTimer.singleShot(_PATIENCE, dialog, lambda: _give_up(kind, dialog))
            self._open.append(dialog)
            # A modal dialog keeps the window's own shortcuts from being heard.
            QShortcut(QKeySequence("Ctrl+L"), dialog).activated.connect(self.lock_wanted)
            try:
                accepted = dialog.exec() == QDialog.DialogCode.Accepted
            finally:
                self._open.remove(dialog)
            return value() if accepted else None
        finally:
            dialog.deleteLater()

    def _files(self, title: str, kinds: str, folder: Path | None, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self.window, title)
        dialog.setFileMode(mode)
        if kinds:
            dialog.setNameFilter(kinds)
        dialog.setDirectory(str(folder or self._folder or _documents()))
        return dialog

    def _file(self, kind: str, dialog: QFileDialog) -> Path | None:
        answer = self._answered(kind, dialog, lambda: dialog.selectedFiles()[0])
        if not answer:
            return None
        path = Path(answer)
        self._folder = path.parent
        return path


def _documents() -> str:
    """Where people keep their files, as far as the system tells."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return found if Path(found).is_dir() else str(Path.home())


_ASK = object()
_PATIENCE = 20_000  # milliseconds in which a prepared answer must have closed its dialog where nobody looks on


def _give_up(kind: str, dialog: QDialog) -> None:
    log.warning("a question was left standing: %s", kind)
    dialog.reject()


class Question(QDialog):
    """A dialog in the house's manner: a title, a few plain words, a body, and buttons that name the deed."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Rotunda")
        self.setModal(True)
        self.setMinimumWidth(440)
        self.refuse: QPushButton | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        heading = label(title, "heading", wrap=True)
        whole.addWidget(heading)
        self.setAccessibleName(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        whole.addLayout(self.body)
        if words:
            self.say(words)
        self._whole = whole

    def say(self, words: str) -> QLabel:
        """A paragraph of plain words."""
        paragraph = label(words, wrap=True)
        self.body.addWidget(paragraph)
        return paragraph

    def point(self, words: str, icon: str, colour: str) -> None:
        """A line with a sign before it."""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Sign(icon, colour, 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(words, wrap=True), 1)
        self.body.addLayout(line)

    def buttons(self, yes: str, *, no: str = "Cancel", danger: bool = False) -> QPushButton:
        """The row of buttons; returns the one that accepts."""
        box = QDialogButtonBox()
        accept = box.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        dress(accept, "danger" if danger else "primary")
        accept.setDefault(True)
        self.refuse = box.addButton(no, QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self._whole.addWidget(box)
        return accept
