"""The register of releases: what left, for whom and when, and how it is known again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from program.names import counted
from program.program import Program
from program.records import Release
from program.snapshots import of_release
from program.views import day
from ui.parts.labels import label
from ui.parts.listing import listing

Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("Released", "Document", "Copy", "For", "Withheld")
COPY = 2
NOTHING = QModelIndex()


class RegisterModel(QAbstractTableModel):
    """Every release, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._releases: list[Release] = []

    def follow(self, program: Program) -> None:
        """Show the releases of this present."""
        self.beginResetModel()
        self._releases = sorted(
            program.of(Release).values(),
            key=lambda release: (release.on.toordinal() if release.on else 0, release.stand, release.copy),
            reverse=True,
        )
        self.endResetModel()

    def release(self, row: int) -> Release | None:
        """The release in a row."""
        return self._releases[row] if 0 <= row < len(self._releases) else None

    def row_of(self, release: str) -> int:
        """Where a release stands, by its id; -1 where it does not."""
        return next((row for row, each in enumerate(self._releases) if each.id == release), -1)

    def rowCount(self, parent: Index = NOTHING) -> int:
        return 0 if parent.isValid() else len(self._releases)

    def columnCount(self, parent: Index = NOTHING) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        release = self._releases[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            reasons = len(release.withheld.splitlines())
            cells = (
                day(release.on),
                release.document + (" · with password" if release.sealed else ""),
                str(release.copy),
                release.reader,
                f"for {counted(reasons, 'reason')}" if reasons else "—",
            )
            return cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == COPY:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class Register(QWidget):
    """The table of releases, and below it all there is to say about the chosen one. `again` asks for a release to be
    made once more."""

    again = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RegisterModel(self)
        self.table = listing(self.model, "Files released, newest first", single=True)
        self.facts = label("", "quiet", wrap=True)
        self._empty = label("Nothing was released yet. Whatever is saved or exported stands here.", "quiet")
        self.remake = QPushButton("Make this copy again…")
        self.remake.setToolTip("The very same file, from what was kept when it was released")
        self.remake.clicked.connect(lambda _checked=False: self._remake())
        self._program = Program({})
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        header = self.table.horizontalHeader()
        for place, width in enumerate((122, 210, 60, 200, 88)):
            header.resizeSection(place, width)
        header.setStretchLastSection(True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._look())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.facts)
        column.addWidget(self.remake, 0, Qt.AlignmentFlag.AlignLeft)

    def follow(self, program: Program) -> None:
        """Show the releases of this present; the chosen one stays chosen."""
        chosen = self.model.release(self.table.currentIndex().row())
        self._program = program
        self.model.follow(program)
        some = self.model.rowCount() > 0
        self.table.setVisible(some)
        self._empty.setVisible(not some)
        self.choose(chosen.id if chosen is not None else "")

    def choose(self, release: str) -> None:
        """Choose a release by its id, else the newest."""
        self.table.selectRow(max(0, self.model.row_of(release)))
        self._look()

    def _remake(self) -> None:
        release = self.model.release(self.table.currentIndex().row())
        if release is not None:
            self.again.emit(release)

    def _look(self) -> None:
        release = self.model.release(self.table.currentIndex().row())
        self.remake.setVisible(release is not None and of_release(self._program, release.id) is not None)
        if release is None:
            self.facts.setText("")
            return
        lines = [
            f"Purpose: {release.purpose} Cleared for the tier {release.cleared.lower()}.",
            f"It shows the book as of journal entry {release.stand:,}. SHA-256: {_apart(release.fingerprint)}",
        ]
        if release.sealed:
            lines.append(f"SHA-256 of the file with its password: {_apart(release.sealed)}")
        if release.withheld:
            lines.append("Withheld: " + "; ".join(release.withheld.splitlines()) + ".")
        self.facts.setText("\n".join(lines))


def _apart(print_: str) -> str:
    """A fingerprint in groups: to be compared by eye, and to be broken between them where there is no room."""
    return " ".join(print_[at : at + 16] for at in range(0, len(print_), 16))
