"""The leaf about the mentors' load: a finding for a title, the picture, and the table behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from program.names import counted
from program.program import Program
from ui.board.loadpicture import LoadPicture, told
from ui.board.loads import Load, effective, loads
from ui.board.table import fill, table
from ui.parts.labels import label
from ui.theme import GRID, HALF, dress

_DEFINED = (
    "The fair share is what each mentor would carry if all places were shared out by the room each promised. The "
    "effective number is how many mentors an even load as concentrated as this one would have (1 / HHI)."
)
_HEADS = ("Mentor", "Mentees", "Share", "Room")


class LoadPanel(QWidget):
    """Shows a plan's load."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 8, 12)
        column.setSpacing(HALF)
        self.title = label("", "heading", wrap=True)
        self.words = label("", "quiet small", wrap=True)
        self.words.setToolTip(_DEFINED)
        self.key = label("bar: mentees · mark: fair share · outline: promised", "quiet small", wrap=True)
        self.picture = LoadPicture()
        self.picture.wanted.connect(self.wanted)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.picture)
        area.viewport().setAutoFillBackground(False)
        self.picture.setAutoFillBackground(False)
        self.picture.walked.connect(lambda point: area.ensureVisible(point.x(), point.y(), 0, 24))
        self.table = table("Load of the mentors", _HEADS)
        self.table.itemActivated.connect(lambda item: self.wanted.emit(str(item.data(Qt.ItemDataRole.UserRole))))
        layers = QWidget()
        self._layers = QStackedLayout(layers)
        self._layers.addWidget(area)
        self._layers.addWidget(self.table)
        self.toggle = QPushButton("Show as a table")
        dress(self.toggle, "link")
        self.toggle.clicked.connect(lambda _checked=False: self._turn())
        for widget in (self.title, self.words, self.key):
            column.addWidget(widget)
        column.addSpacing(GRID)
        column.addWidget(layers, 1)
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.picture)

    def show_program(self, program: Program) -> None:
        """Show the load in the plan of this program."""
        found = loads(program)
        self.picture.show_loads(found)
        self._fill(found)
        above = [load for load in found if load.count > load.share]
        used = [load for load in found if load.count]
        self.title.setText(_stated(above, used, found))
        self.words.setText(
            f"{counted(sum(load.count for load in found), 'place')} with {counted(len(used), 'mentor')} "
            f"of {len(found):,}, as many as {effective(found):,.1f} evenly laden ones"
        )
        self.key.setVisible(bool(found))
        self.toggle.setVisible(bool(found))

    def _turn(self) -> None:
        table = self._layers.currentIndex() == 0
        self._layers.setCurrentIndex(int(table))
        self.toggle.setText("Show as a picture" if table else "Show as a table")
        self.setFocusProxy(self.table if table else self.picture)

    def _fill(self, found: tuple[Load, ...]) -> None:
        rows = [(load.name, str(load.count), str(load.share), str(load.room)) for load in found]
        fill(self.table, rows, [load.mentor for load in found], [told(load) for load in found])


def _stated(above: list[Load], used: list[Load], found: tuple[Load, ...]) -> str:
    if not found:
        return "There are no mentors yet"
    if not used:
        return "No mentor carries anything yet"
    if not above:
        return "No mentor carries more than the fair share"
    dearest = max(above, key=lambda load: load.count - load.share)
    if len(above) == 1:
        return f"{dearest.name} carries more than the fair share"
    return f"{len(above)} mentors carry more than the fair share, most of all {dearest.name}"
