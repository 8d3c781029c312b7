"""The history page: the whole journal, searched and filtered, and the way back to any moment of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from program.records import KINDS, Cycle, Person, Placement
from program.trouble import Trouble
from ui.actions import Action
from ui.desk import Desk
from ui.history.entry import EntryPanel
from ui.history.model import ENTRY, RECORDS, WHAT, WHEN, WHO, JournalModel
from ui.page import Memory, Page
from ui.parts.labels import label
from ui.parts.listing import listing
from ui.theme import ROW, dress

if TYPE_CHECKING:
    from storage.history import Difference, Entry

_KINDS = (("", "Everything"), ("changes", "Changes"), ("undone", "Undone and redone"), ("releases", "Releases"),
          ("notes", "Notes"))
_ANYONE = "Everyone"


class HistoryPage(Page):
    """Who did what, newest first."""

    key = "history"
    title = "History"
    icon = "history"
    placeholder = "Search the journal"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._panel = EntryPanel(self._record_name)
        self._shown: Entry | None = None
        self.model = JournalModel(desk.history, self)
        self.table = listing(self.model, "Journal, newest first", single=True)
        self.kinds = QComboBox()
        self.who = QComboBox()
        self.only = QPushButton()
        self._empty = label("Nothing in the journal fits.", "quiet")
        self.printed = QLineEdit()
        self.known = label("", "quiet small")
        self._wanted = ""
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(200)
        self._pause.timeout.connect(lambda: self._show(text=self._wanted))
        self._panel.back_to.connect(desk.undo_to)
        self._panel.only.connect(self._show_only)
        desk.changed.connect(self._changed)
        self.model.reload()
        self._filled()

    # ---- the page's part of the frame ------------------------------------------------------------------------------

    def subtitle(self) -> str:
        return "Every change, who made it, and the way back"

    def inspector(self) -> QWidget:
        return self._panel

    def actions(self) -> list[Action]:  # type: ignore[override]
        return [
            Action("history_back", "Take everything back to the chosen entry", self._back, "undo", section="History",
                   enabled=lambda: self._panel.back.isVisibleTo(self._panel)),
            Action("history_all", "Show the whole journal again", self._show_all, "history", section="History"),
        ]  # fmt: skip

    def search(self, text: str) -> None:
        self._wanted = text
        self._pause.start()

    def reveal(self, record_id: str) -> None:
        """The history of one record."""
        self._show_only(record_id, "")

    def state(self) -> Memory:
        return {"kind": self.kinds.currentData()}

    def restore(self, state: Memory) -> None:
        place = self.kinds.findData(state.get("kind", ""))
        self.kinds.setCurrentIndex(max(0, place))

    # ---- filters ---------------------------------------------------------------------------------------------------

    def _show(self, *, text: str | None = None, record: str | None = None, kind: str | None = None,
              who: str | None = None) -> None:  # fmt: skip
        self.model.show(text=text, record=record, kind=kind, who=who)
        self._filled()

    def _show_only(self, record: str, name: str) -> None:
        name = name or self._name(record)
        self.only.setText(f"Only {name}  ✕")
        self.only.setAccessibleName(f"Only the history of {name}; press to show everything")
        self.only.show()
        self._show(record=record)

    def _show_all(self) -> None:
        self.only.hide()
        self.kinds.setCurrentIndex(0)
        self.who.setCurrentIndex(0)
        self._show(record="", text="")

    def _record_name(self, difference: Difference) -> str:
        """What a record is called beside its changes; a placement by its mentee and cycle."""
        placement = self.desk.program().get(Placement, difference.id)
        if placement is not None:
            return self._name(placement.id)
        kind, record = difference.kind, difference.record
        return record if record.casefold().startswith(kind.casefold()) else f"{kind} · {record}"

    def _name(self, record: str) -> str:
        program = self.desk.program()
        placement = program.get(Placement, record)
        if placement is not None:
            return f"{program.title(Person, placement.person)}, {program.title(Cycle, placement.cycle)}"
        names = (program.title(kind.cls, record) for kind in KINDS.values())
        return next((name for name in names if name), "one record")

    # ---- a witness -------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Say whether the journal has the entry whose number and code were typed off a page."""
        from storage.journal import Head
        from storage.witness import Doubt

        if not self.printed.text().strip():
            self.known.setText("")
            return
        try:
            named = Head.read(self.printed.text())
            knows = self.desk.book.knows(named)
        except Trouble as trouble:
            self.known.setText(f"{trouble.what} {trouble.todo}")
            return
        if knows:
            self.known.setText(f"✓ Entry {named.seq:,} is as it was printed: nothing up to it was changed.")
        else:
            doubt = Doubt("the paper", self.desk.book.head(), named)
            self.known.setText(f"✗ {doubt.words} {doubt.trouble.todo}")

    # ---- entries ---------------------------------------------------------------------------------------------------

    def _filled(self) -> None:
        self._empty.setVisible(self.model.rowCount() == 0)
        self.table.setVisible(self.model.rowCount() > 0)
        present = self.who.currentText()
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItems([_ANYONE, *self.model.authors])
        self.who.setCurrentText(present)
        self.who.blockSignals(False)
        self.who.setVisible(self.who.count() > 2 or self.who.currentIndex() > 0)
        if self.model.rowCount():
            self.table.selectRow(0)
        else:
            self._look(None)

    def _changed(self, _change: object) -> None:
        self.model.add_new()
        self._empty.setVisible(self.model.rowCount() == 0)
        self.table.setVisible(self.model.rowCount() > 0)
        self._chosen()

    def _chosen(self) -> None:
        self._look(self.model.entry(self.table.currentIndex().row()))

    def _look(self, entry: Entry | None) -> None:
        self._shown = entry
        newest = entry is None or entry.seq >= self.desk.book.head().seq
        self._panel.show_entry(entry, newest=newest, writable=not self.desk.book.read_only)
        if entry is None or not entry.records:
            return
        seq, record, book = entry.seq, self.model.record or None, self.desk.book

        def landed(differences: list[Difference]) -> None:
            if self._shown is not None and self._shown.seq == seq:
                self._panel.show_differences(differences)

        def fell(trouble: Trouble) -> None:
            self.desk.notice.trouble(trouble)

        self.desk.jobs.run(lambda _progress, _cancelled: book.differences(seq, record), "", landed, fell, self)

    def _back(self) -> None:
        if self._shown is not None:
            self.desk.undo_to(self._shown.seq)

    # ---- looks -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 24, 12)
        column.setSpacing(12)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for key, words in _KINDS:
            self.kinds.addItem(words, key)
        self.kinds.setAccessibleName("Kind of entry")
        self.kinds.currentIndexChanged.connect(lambda: self._show(kind=self.kinds.currentData()))
        self.who.setAccessibleName("Who")
        self.who.addItem(_ANYONE)
        self.who.setMinimumWidth(120)
        self.who.currentIndexChanged.connect(
            lambda place: self._show(who=self.who.currentText() if place > 0 else "")
        )
        dress(self.only, "chip", tone="accent")
        self.only.clicked.connect(self._show_all)
        self.only.hide()
        for each in (self.kinds, self.who, self.only):
            bar.addWidget(each)
        bar.addStretch(1)
        self.printed.setPlaceholderText("A code printed on paper: 117 K7F2-9Q")
        self.printed.setAccessibleName("A code printed on paper, to compare with the journal")
        self.printed.setMinimumWidth(270)
        self.printed.returnPressed.connect(self.compare)
        self.printed.textEdited.connect(lambda _text: self.known.setText(""))
        bar.addWidget(self.printed)
        column.addLayout(bar)
        self.known.setWordWrap(True)
        column.addWidget(self.known)
        column.addWidget(self._table(), 1)
        column.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignCenter)
        self.setFocusProxy(self.table)

    def _table(self) -> QTableView:
        table = self.table
        compact = self.desk.settings.values.density == "compact"
        table.verticalHeader().setDefaultSectionSize(28 if compact else ROW)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for place, width in ((WHEN, 132), (WHO, 110), (RECORDS, 80), (ENTRY, 84)):
            header.resizeSection(place, width)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._chosen())
        self.model.modelReset.connect(
            lambda: table.selectionModel().setCurrentIndex(
                self.model.index(0, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        )
        return table
