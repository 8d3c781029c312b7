"""A day, typed as people write it or chosen from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from program.intake.dates import Unclear, read_date
from program.program import Program
from program.views_reader import day
from ui import icons
from ui.theme import dress, plain_weekends


class DateEditor(QLineEdit):
    """One day or none. What could be two days ("3/4/2026") is not taken; `mistaken` then says why."""

    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: date | None = None
        self.mistaken = ""
        """Why what is typed is no day; empty while it is one, or nothing."""
        self.setPlaceholderText("Day, such as 5 Apr 2027")
        icon = self.addAction(icons.icon("calendar", "quiet"), QLineEdit.ActionPosition.TrailingPosition)
        icon.setToolTip("Open the calendar")
        icons.set_icon(icon, "calendar", "quiet")
        icon.triggered.connect(self.open)
        self.editingFinished.connect(self._finish)

    def follow(self, program: Program) -> None:
        """Days need nothing of the present."""

    def value(self) -> date | None:
        """The day."""
        self._read()
        return self._value

    def show_value(self, value: date | None) -> None:
        """Show this day."""
        self._value = value
        self._tell("")
        self.setText(day(value))
        self.setModified(False)

    def open(self) -> None:
        """Open the calendar below the field."""
        self._read()
        _Calendar(self).popup(self._value or date.today())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.show_value(self._value)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.open()
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        if not self.isModified():
            return
        text = self.text().strip()
        found = read_date(text, None, date.today()) if text else None
        if isinstance(found, Unclear):
            self._tell(
                "could be two days: write the month as a word"
                if found is Unclear.AMBIGUOUS
                else "is no day there is: write it as 5 Apr 2027"
            )
        else:
            self._value = found
            self._tell("")

    def _finish(self) -> None:
        self._read()
        if not self.mistaken:
            self.show_value(self._value)
        self.settled.emit()

    def _tell(self, words: str) -> None:
        self.mistaken = words
        dress(self, tone="bad" if words else "")
        self.setToolTip(f"This {words}." if words else "")

    def take(self, value: date) -> None:
        """A day chosen from the calendar."""
        self.show_value(value)
        self.settled.emit()


class _Calendar(QFrame):
    """The calendar that opens below a date's field."""

    def __init__(self, field: DateEditor) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dress(self, "card")
        self._field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self._calendar = QCalendarWidget()
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setGridVisible(False)
        plain_weekends(self._calendar)
        self._calendar.setAccessibleName("Calendar")
        self._calendar.activated.connect(self._take)
        self._calendar.clicked.connect(self._take)
        column.addWidget(self._calendar)

    def popup(self, shown: date) -> None:
        """Open with this day chosen."""
        self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.adjustSize()
        self.move(self._field.mapToGlobal(QPoint(0, self._field.height() + 2)))
        self.show()
        self._calendar.setFocus()

    def _take(self, chosen: QDate) -> None:
        self.close()
        self._field.take(date(chosen.year(), chosen.month(), chosen.day()))
