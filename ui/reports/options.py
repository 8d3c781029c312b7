"""What can be chosen about a document, as a form read off the table of documents."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from program.program import Program
from reports.catalogue import Option, Report
from reports.making import For
from ui.parts.labels import label
from ui.parts.picker import Picker
from ui.parts.secret import SecretField


class OptionsForm(QWidget):
    """The options of one document at a time, and below them reader, purpose and password, which all share."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._program = Program({})
        self._fields: dict[str, QComboBox | Picker] = {}
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
        """Offer the records of this present."""
        self._program = program
        for field in self._fields.values():
            if isinstance(field, Picker):
                field.follow(program)

    def show_report(self, report: Report, chosen: dict[str, str]) -> None:
        """Show the options of this document, with what was chosen before where it still fits."""
        self._fields.clear()
        _empty(self._own)
        for option in report.options:
            field = self._field(option, chosen.get(option.key, option.default))
            self._fields[option.key] = field
            _named(self._own, option.words, field)

    def chosen(self) -> dict[str, str]:
        """What is chosen, by the option's key; records by id, empty for all of them."""
        return {
            key: field.value() if isinstance(field, Picker) else str(field.currentData())
            for key, field in self._fields.items()
        }

    def choose(self, key: str, value: str) -> None:
        """Choose this for an option; nothing happens when the document has no such option."""
        field = self._fields.get(key)
        if isinstance(field, Picker):
            field.show_value(value)
        elif field is not None and (at := field.findData(value)) >= 0:
            field.setCurrentIndex(at)

    def suggest(self, reader: str, purpose: str) -> None:
        """What stands on the document where nothing is typed."""
        self.reader.setPlaceholderText(reader)
        self.purpose.setPlaceholderText(purpose)

    def for_(self) -> For:
        """Whom the document is for, with its password."""
        return For(self.reader.text().strip(), self.purpose.text().strip(), self.password.text)

    def _field(self, option: Option, chosen: str) -> QComboBox | Picker:
        if option.ref:
            picker = Picker(option.ref)
            if not option.required:
                picker.setPlaceholderText("All")
            picker.follow(self._program)
            picker.show_value(chosen)
            picker.settled.connect(self.changed)
            return picker
        combo = QComboBox()
        for choice in option.choices:
            combo.addItem(choice.words, choice.key)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.currentIndexChanged.connect(self.changed)
        return combo


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
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
