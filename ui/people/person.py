"""One person close up: who they are, everything known of them as a form, their rotation, and their history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from program.commands import Keep
from program.program import Program
from program.records import ACTIVE, Person, Role, kind_of
from ui import icons
from ui.parts.flow import Flow
from ui.parts.labels import label
from ui.parts.record_form import RecordForm
from ui.people.columns import line_of
from ui.people.growth import Growth
from ui.people.lacks import lacks
from ui.people.past import Past
from ui.people.rotation import Rotation
from ui.theme import dress

if TYPE_CHECKING:
    from ui.desk import Desk

_EDGE = 20


class PersonPanel(QWidget):
    """A person. What is changed here is kept field by field, each as one step that can be undone."""

    go = Signal(str, str)
    """Another page, and a record to show there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person: Person | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName("What to show of this person")
        inset = QHBoxLayout()
        inset.setContentsMargins(_EDGE - 12, 6, _EDGE, 0)
        inset.addWidget(self.tabs)
        column.addLayout(inset)
        self.form = RecordForm(Person)
        self.form.edited.connect(self._keep)
        self.rotation = Rotation(desk)
        self.rotation.go.connect(self.go)
        self.development = Growth()
        self.development.wanted.connect(lambda key: self._leave("development", f"{key} "))
        self.past = Past(desk)
        self._pages = QStackedWidget()
        for words, page in (("Profile", self._profile()), ("Rotation", self._path()), ("History", self.past)):
            self.tabs.addTab(words)
            self._pages.addWidget(_scrolling(page))
        column.addWidget(self._pages, 1)
        self.tabs.currentChanged.connect(self._turn)

    def _profile(self) -> QWidget:
        """The form, and below it what is done with the person's data as a whole."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.form)
        column.addSpacing(8)
        column.addWidget(label("Their data", "section"))
        self._deeds = QWidget()
        buttons = Flow(self._deeds, spacing=4)
        for words, icon, deed in (("Give out all that is held…", "export", self._give_out),
                                  ("Erase for good…", "trash", self._erase)):  # fmt: skip
            button = QPushButton(words)
            dress(button, "link small")
            icons.set_icon(button, icon, "accent", size=14)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            buttons.addWidget(button)
        column.addWidget(self._deeds)
        return whole

    def _path(self) -> QWidget:
        """The way through the program: where they sit, and what comes of it."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.rotation)
        column.addWidget(self.development)
        return whole

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(_EDGE, 22, _EDGE, 8)
        head.setSpacing(3)
        self._name = label("", "heading", wrap=True)
        self._line = label("", "quiet", wrap=True)
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        self.ways: dict[str, QPushButton] = {}
        """The buttons that lead to other pages, by the page."""
        head.addWidget(self._name)
        head.addWidget(self._line)
        head.addSpacing(5)
        head.addWidget(self._chips)
        head.addSpacing(5)
        buttons = Flow(spacing=4)
        for words, icon, page, before in (
            ("On the board", "board", "board", ""),
            ("Exposure", "outcomes", "outcomes", ""),
            ("Print sheet", "print", "reports", ""),
            ("Drop a note", "note", "feedback", "drop "),
        ):
            button = QPushButton(words)
            dress(button, "link small")
            icons.set_icon(button, icon, "accent", size=14)
            button.clicked.connect(lambda _=False, page=page, before=before: self._leave(page, before))
            buttons.addWidget(button)
            self.ways[page] = button
        head.addLayout(buttons)
        return head

    # ---- showing ---------------------------------------------------------------------------------------------------

    @property
    def person_id(self) -> str:
        """Whom it shows; empty for nobody."""
        return self._person.id if self._person is not None else ""

    def show_person(self, person: Person, program: Program) -> None:
        """Show this person as they are now; what is being typed stays."""
        if self._person is not None and self._person.id != person.id:
            self._to_top()
        self._person = person
        self._name.setText(person.name)
        self._line.setText(line_of(person) or ("From outside" if person.external else ""))
        self._line.setVisible(bool(self._line.text()))
        self._show_chips(person, program)
        self.ways["outcomes"].setVisible(Role.MENTEE in (person.roles or ()))
        self.form.show_record(person, program)
        self.form.setEnabled(not self._desk.book.read_only)
        self._deeds.setEnabled(not self._desk.book.read_only and self._desk.book.handover.came is None)
        self.rotation.hold(person)
        self._fill_front()

    def focus_form(self) -> None:
        """Put the keyboard into the first field of the profile."""
        self.tabs.setCurrentIndex(0)
        self.form.focus_field()

    def show_tab(self, name: str) -> None:
        """Bring "profile", "rotation" or "history" to the front."""
        self.tabs.setCurrentIndex(("profile", "rotation", "history").index(name))

    def _show_chips(self, person: Person, program: Program) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        said = [(person.status.label, "accent" if person.status in ACTIVE else "")]
        said += [(role.label, "") for role in person.roles]
        said += [(lack.label, "caution") for lack in lacks(program, person)] if person.roles else []
        for words, tone in said:
            chip = label(words)
            dress(chip, "chip", tone=tone)
            self._flow.addWidget(chip)

    def _turn(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self._fill_front()

    def _fill_front(self) -> None:
        """The tabs behind read what they show only when they come to the front."""
        if self._person is None:
            return
        if self.tabs.currentIndex() == 1:
            self.rotation.show_person(self._person, self._desk.program())
            self.development.show_person(self._person, self._desk.program())
        elif self.tabs.currentIndex() == 2:
            self.past.show_record(self._person.id)

    def _to_top(self) -> None:
        for place in range(self._pages.count()):
            area = self._pages.widget(place)
            if isinstance(area, QScrollArea):
                area.verticalScrollBar().setValue(0)

    # ---- changing --------------------------------------------------------------------------------------------------

    def _keep(self, name: str) -> None:
        """Keep a field that was edited. What cannot be kept stays typed, with the reason beside it."""
        if self._person is None or not self._desk.is_open:
            return
        if self.form.problems_of(self._desk.program(), focus=False):
            return
        words = kind_of(Person).field(name).label.lower()
        self._desk.do(Keep(self.form.records(), f"Change {words} of {self._person.name}"), quiet=True)

    def _give_out(self) -> None:
        from ui.people.access import export_person

        if self._person is not None:
            export_person(self._desk, self._person)

    def _erase(self) -> None:
        from ui.people.erasing import erase_person

        if self._person is not None:
            erase_person(self._desk, self._person)

    def _leave(self, page: str, before: str = "") -> None:
        if self._person is not None:
            self.go.emit(page, f"{before}{self._person.id}")


def _scrolling(inside: QWidget) -> QScrollArea:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(_EDGE, 14, _EDGE, _EDGE)
    column.addWidget(inside)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(holder)
    for each in (area.viewport(), holder):
        each.setAutoFillBackground(False)
    return area
