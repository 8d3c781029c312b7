"""An edition of a pack being put together: sections, time, cohort, reader, watermark, and words to each section."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from program.program import Program
from program.records import Edition, PackKind, Section, new_id
from program.roster_words import matcher
from program.views import SECTIONS
from ui.parts.dates import DateEditor
from ui.parts.labels import label
from ui.parts.picker import Picker
from ui.theme import dress

_HIGH = 92  # of a field for words


class Words(QWidget):
    """One section: whether it is printed, and what the lead writes to it. Names in it are said to be taken out."""

    changed = Signal()

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self._program = Program({})
        self.box = QCheckBox(section.label)
        self.box.setAccessibleName(f"Print: {section.label}")
        self.more = QPushButton("Comment")
        self.more.setCheckable(True)
        self.more.setToolTip("Words of yours at the head of this section")
        self.more.setAccessibleName(f"Comment on: {section.label}")
        dress(self.more, "link")
        self.field = QPlainTextEdit()
        self.field.setFixedHeight(_HIGH)
        self.field.setTabChangesFocus(True)
        self.field.setPlaceholderText("What the committee should know. Name nobody.")
        self.field.setAccessibleName(f"Your words on: {section.label}")
        self.leak = label("", "small caution", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.addWidget(self.box, 1)
        line.addWidget(self.more)
        column.addLayout(line)
        column.addWidget(self.field)
        column.addWidget(self.leak)
        self.box.toggled.connect(self.changed)
        self.more.toggled.connect(self._open)
        self.more.clicked.connect(lambda opened: self.field.setFocus() if opened else None)
        self.field.textChanged.connect(self._typed)
        self._open(False)

    def follow(self, program: Program) -> None:
        """Know the names of this present."""
        self._program = program
        self._look()

    def show_section(self, printed: bool, words: str) -> None:
        """Show whether it is printed, and its words."""
        self.box.setChecked(printed)
        self.field.setPlainText(words)
        self.more.setChecked(bool(words))
        self._open(bool(words))

    @property
    def words(self) -> str:
        """What is written."""
        return self.field.toPlainText().strip()

    def _open(self, shown: bool) -> None:
        self.field.setVisible(shown)
        self.leak.setVisible(shown and bool(self.leak.text()))
        self.more.setText("Comment" if not shown and not self.words else "Hide" if shown else "Comment ●")

    def _typed(self) -> None:
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        """Say which words will not leave."""
        text = self.field.toPlainText()
        found = list(dict.fromkeys(text[each.start : each.end] for each in matcher(self._program).find(text)))
        self.leak.setText(f"Will be taken out: {', '.join(found)}." if found else "")
        self.leak.setVisible(bool(found) and not self.field.isHidden())


class Builder(QWidget):
    """The whole edition. `changed` says that something is different now, `kept` that it is to be saved, `left` that the
    user goes back without; their buttons stand where the page puts them."""

    changed = Signal()
    kept = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edition = Edition("", name="")
        self._begun = self._edition
        self._quiet = False
        self.name = QLineEdit()
        self.name.setPlaceholderText("Such as “Board, fourth quarter”")
        self.start, self.end = DateEditor(), DateEditor()
        self.start.setPlaceholderText("As usual for it")
        self.end.setPlaceholderText("The day of the last change")
        self.cohort = Picker("cohort")
        self.cohort.setPlaceholderText("All")
        self.reader, self.watermark = QLineEdit(), QLineEdit()
        self.watermark.setPlaceholderText("None")
        self.watermark.setMaxLength(40)
        self.sections = {section: Words(section) for section in Section}
        self.save = QPushButton("Save edition")
        dress(self.save, "primary")
        self.back = QPushButton("Back")
        self._lay_out()

    def follow(self, program: Program) -> None:
        """Offer the records of this present."""
        self.cohort.follow(program)
        for each in self.sections.values():
            each.follow(program)

    def show_edition(self, edition: Edition, reader: str) -> None:
        """Begin with this edition; one without an id is new. `reader` is the usual one of its kind."""
        self._quiet = True
        self._edition = edition
        self.name.setText(edition.name)
        self.start.show_value(edition.start)
        self.end.show_value(edition.end)
        self.cohort.show_value(edition.cohort)
        self.reader.setText(edition.reader)
        self.reader.setPlaceholderText(reader)
        self.watermark.setText(edition.watermark)
        chosen = edition.sections or SECTIONS[edition.kind]
        words = dict(edition.commentary)
        single = edition.kind is PackKind.SPONSOR  # one page has no room for more
        for section, each in self.sections.items():
            each.setVisible(not single or section in SECTIONS[edition.kind])
            each.show_section(section in chosen, words.get(section.value, ""))
        self._quiet = False
        self._begun = self._said()
        self._tell()

    @property
    def unsaved(self) -> bool:
        """Whether anything was put together here that is not kept yet."""
        return self._said() != self._begun

    def _said(self) -> Edition:
        return msgspec.structs.replace(self.edition(), id="")

    def edition(self) -> Edition:
        """The edition as it stands, with an id of its own."""
        printed = tuple(section for section, each in self.sections.items() if each.box.isChecked())
        usual = printed == SECTIONS[self._edition.kind]
        return msgspec.structs.replace(
            self._edition,
            id=self._edition.id or new_id(),
            name=self.name.text().strip(),
            sections=() if usual else printed,
            start=self.start.value(),
            end=self.end.value(),
            cohort=self.cohort.value(),
            reader=self.reader.text().strip(),
            watermark=self.watermark.text().strip(),
            commentary=tuple((section.value, each.words) for section, each in self.sections.items() if each.words),
        )

    def _tell(self) -> None:
        printed = any(each.box.isChecked() for each in self.sections.values())
        self.save.setEnabled(bool(self.name.text().strip()) and printed)
        if not self._quiet:
            self.changed.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("EDITION", "section"))
        for words, field in (
            ("Name", self.name),
            ("Period from", self.start),
            ("Until", self.end),
            ("Cohort", self.cohort),
            ("Reader, on every page", self.reader),
            ("Watermark", self.watermark),
        ):
            name = label(words, "small quiet")
            name.setBuddy(field)
            name.setContentsMargins(0, 8, 0, 0)
            field.setAccessibleName(words)
            field.setMinimumHeight(32)
            column.addWidget(name)
            column.addWidget(field)
        column.addSpacing(10)
        column.addWidget(label("SECTIONS", "section"))
        for each in self.sections.values():
            column.addWidget(each)
            each.changed.connect(self._tell)
        for text in (self.name, self.reader, self.watermark):
            text.textChanged.connect(self._tell)
        for editor in (self.start, self.end, self.cohort):
            editor.settled.connect(self._tell)
        self.save.clicked.connect(self.kept)
        self.back.clicked.connect(self.left)
