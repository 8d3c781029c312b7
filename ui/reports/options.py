"""What can be chosen about a document, as a form read off the table of documents."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from program.program import Program
from program.records import Edition
from reports.catalogue import Option, Report
from reports.making import For
from ui.parts.labels import label
from ui.parts.picker import Picker
from ui.parts.secret import SecretField
from ui.theme import dress


class OptionsForm(QWidget):
    """The options of one document at a time, and below them reader, purpose and password, which all share."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._program = Program({})
        self._report: Report | None = None
        self.compose = QPushButton("Compose…")
        self.compose.setToolTip("Choose sections, time, cohort, reader and words of yours, and keep them by a name")
        dress(self.compose, "link")
        self._fields: dict[str, QComboBox | Picker | QLineEdit] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._own = QVBoxLayout()
        self._own.setSpacing(4)
        self._column.addLayout(self._own)
        self.reader = QLineEdit()
        self.purpose = QLineEdit()
        self.password = SecretField("Password of the PDF", "None")
        for words, field in (
            ("Reader, on every page", self.reader),
            ("Purpose, in the footer", self.purpose),
            ("Password to open it", self.password),
        ):
            _named(self._column, words, field)
        self.reader.textChanged.connect(self.changed)
        self.purpose.textChanged.connect(self.changed)

    def follow(self, program: Program) -> None:
        """Offer the records of this present; of editions those of the document's own kind."""
        self._program = program
        others = (e.id for e in program.of(Edition).values() if self._report is None or e.kind is not self._report.pack)
        for key, field in self._fields.items():
            if isinstance(field, Picker):
                field.follow(program)
                field.leave_out = frozenset(others) if key == "edition" else frozenset()
                if key == "edition" and program.get(Edition, field.value()) is None:
                    field.show_value("")

    def show_report(self, report: Report, chosen: dict[str, str]) -> None:
        """Show the options of this document, with what was chosen before where it still fits."""
        self._report = report
        self._fields.clear()
        _empty(self._own)
        self.compose.setVisible(report.pack is not None)
        for option in report.options:
            field = self._field(option, chosen.get(option.key, option.default))
            self._fields[option.key] = field
            _named(self._own, option.words, field)
            if option.key == "edition":
                self._own.addWidget(self.compose, 0, Qt.AlignmentFlag.AlignLeft)
        self.follow(self._program)

    def stops(self) -> list[QWidget]:
        """What Tab walks here, as it stands."""
        own = [
            stop
            for key, field in self._fields.items()
            for stop in ([field, self.compose] if key == "edition" else [field])
        ]
        return [*own, self.reader, self.purpose, self.password]

    def chosen(self) -> dict[str, str]:
        """What is chosen, by the option's key; records by id, empty for all of them."""
        return {key: _value(field) for key, field in self._fields.items()}

    def edition(self) -> str:
        """The id of the edition that is chosen; empty for none."""
        return self.chosen().get("edition", "")

    def choose(self, key: str, value: str) -> None:
        """Choose this for an option; nothing happens when the document has no such option."""
        field = self._fields.get(key)
        if isinstance(field, Picker):
            field.show_value(value)
        elif isinstance(field, QLineEdit):
            field.setText(value)
        elif field is not None and (at := field.findData(value)) >= 0:
            field.setCurrentIndex(at)

    def suggest(self, reader: str, purpose: str) -> None:
        """What stands on the document where nothing is typed."""
        self.reader.setPlaceholderText(reader)
        self.purpose.setPlaceholderText(purpose)

    def for_(self) -> For:
        """Whom the document is for, with its password."""
        return For(self.reader.text().strip(), self.purpose.text().strip(), self.password.text)

    def _field(self, option: Option, chosen: str) -> QComboBox | Picker | QLineEdit:
        if option.ref:
            picker = Picker(option.ref)
            if not option.required:
                picker.setPlaceholderText(option.none)
            picker.follow(self._program)
            picker.show_value(chosen)
            picker.settled.connect(self.changed)
            return picker
        if not option.choices:
            line = QLineEdit(chosen)
            line.setPlaceholderText("None")
            line.textChanged.connect(self.changed)
            return line
        combo = QComboBox()
        for choice in option.choices:
            combo.addItem(choice.words, choice.key)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.currentIndexChanged.connect(self.changed)
        return combo


def _value(field: QComboBox | Picker | QLineEdit) -> str:
    if isinstance(field, Picker):
        return field.value()
    return field.text().strip() if isinstance(field, QLineEdit) else str(field.currentData())


def _named(column: QVBoxLayout, words: str, field: QWidget) -> None:
    name = label(words, "small quiet")
    name.setBuddy(field)
    name.setContentsMargins(0, 8, 0, 0)
    field.setAccessibleName(words)
    field.setMinimumHeight(32)
    column.addWidget(name)
    column.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if isinstance(widget := item.widget(), QPushButton):
            widget.hide()  # it goes on with the next document
        elif widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
