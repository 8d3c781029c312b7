"""A chart on a page: its finding, the drawing, the table behind it, the file it becomes, and what it means."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from program.metrics.pictures import Picture
from program.records import Tier
from program.trouble import Cancelled, Trouble
from ui import icons
from ui.jobs import IsCancelled, Job, Progress
from ui.parts.chart_canvas import Canvas, Want
from ui.parts.chart_file import FOR, KINDS, Remake, Remakes, called, copy_table, save_chart
from ui.parts.labels import label

if TYPE_CHECKING:
    from reports.figures import Spot
    from ui.desk import Desk

NOT_DRAWN = "This chart could not be drawn. What it shows is in the table behind it."
HIGH = 200
"""The usual least height of a drawing."""


class ChartView(QWidget):
    """Shows one picture. It is drawn off the window's thread once it comes into view, and again when size, screen or
    look change; until then the drawing before stays."""

    card_wanted = Signal(object)
    """The `Measure` whose definition is asked for."""
    opened = Signal()
    """The chart was pressed twice, or Enter on it: whoever knows more is to show it."""

    def __init__(
        self, desk: Desk, height: int = HIGH, *, compact: bool = False, parent: QWidget | None = None
    ) -> None:
        """`height` is the least of the drawing; `compact` puts all that can be done with it into one menu."""
        super().__init__(parent)
        self._desk = desk
        self._picture: Picture | None = None
        self._remakes: Remakes | None = None
        self._job: Job | None = None
        self._drawing: Want | None = None
        self.leads = ""
        """What opening the chart leads to, in words; empty where it leads nowhere."""
        self.canvas = Canvas(height)
        self.canvas.wanted.connect(self._draw)
        self.canvas.opened.connect(self.opened)
        self.title = label("", "heading", wrap=True)
        self.note = label("", "quiet small", wrap=True)
        for words in (self.title, self.note):  # a word that cannot be broken must not widen the page
            policy = words.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            words.setSizePolicy(policy)
        self.table_button = _button("columns", "Table behind", self)
        self.save_button = _button("save", "Save as…", self)
        self.card_button = _button("help", "What is this figure?", self)
        self.more_button = _button("more", "More about this chart", self)
        self._buttons = (self.more_button,) if compact else (self.table_button, self.save_button, self.card_button)
        self.more_button.clicked.connect(self._offer_all)
        self.table_button.clicked.connect(self.show_table)
        self.save_button.clicked.connect(self._offer_kinds)
        self.card_button.clicked.connect(self._want_card)
        self._lay_out()
        desk.locked.connect(self._wipe)
        self.clear()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.note)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addLayout(words, 1)
        for button in (self.table_button, self.save_button, self.card_button, self.more_button):
            if button in self._buttons:
                head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            else:
                button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.canvas, 1)
        self.setFocusProxy(self.canvas)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    # ---- what is shown ---------------------------------------------------------------------------------------------

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    @property
    def drawing(self) -> bool:
        """Whether a drawing is being made."""
        return self._job is not None

    def show_picture(self, picture: Picture, remakes: Remakes) -> None:
        """Show this one; `remakes` make it again of a program, for when it leaves. The same one is not drawn again."""
        self._remakes = remakes
        if picture == self._picture:
            return
        self._picture = picture
        self.title.setText(picture.title)
        self.note.setText(picture.note)
        self.note.setVisible(bool(picture.note))
        self._offer(there=True)
        self.canvas.call(picture.title, "")
        self.canvas.outdate()

    def clear(self, words: str = "") -> None:
        """Show no picture, but these words where there are some."""
        self._stop()
        self._picture = self._remakes = None
        for each in (self.title, self.note):
            each.clear()
        self._offer(there=False)
        self.canvas.say(words)
        self.canvas.call(words, "")

    def _offer(self, *, there: bool) -> None:
        self.title.setVisible(there)
        self.note.setVisible(there and bool(self.note.text()))
        defined = self._picture is not None and self._picture.measure is not None
        for button in self._buttons:
            button.setVisible(there and (defined or button is not self.card_button))
        self.save_button.setEnabled(self._may_save)

    @property
    def _may_save(self) -> bool:
        """What leaves is recorded first, so that nothing leaves a book that is only read."""
        return self._desk.is_open and not self._desk.book.read_only

    def _wipe(self) -> None:
        """Locked: no pixel and no word of it stays."""
        self.clear()

    # ---- drawing ---------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        picture, want = self._picture, self.canvas.want
        if picture is None or not self._desk.is_open or (self._drawing == want and self._job is not None):
            return
        self._stop()
        self._drawing = want

        def work(_progress: Progress, cancelled: IsCancelled) -> tuple[Picture, Want, QImage, tuple[Spot, ...], str]:
            if cancelled():
                raise Cancelled
            image, spots, table = drawing(picture, want)
            return picture, want, image, spots, table

        self._job = self._desk.jobs.run(work, "", self._landed, self._failed, owner=self)

    def _landed(self, made: tuple[Picture, Want, QImage, tuple[Spot, ...], str]) -> None:
        self._job = self._drawing = None
        picture, want, image, spots, table = made
        if picture is not self._picture:
            return  # another is wanted by now, and being asked for
        self.canvas.call(picture.title, table)
        self.canvas.show_drawing(image, spots, want)

    def _failed(self, _trouble: Trouble) -> None:
        self._job = self._drawing = None
        self.canvas.say(NOT_DRAWN)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.drop()
        self._job = self._drawing = None

    # ---- what can be done ------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._picture is not None:
            self._open(self.menu(), event.globalPos())

    def menu(self) -> QMenu:
        """Everything that can be done with the chart."""
        menu = QMenu(self)
        if self.leads:
            menu.addAction(self.leads, self.opened.emit)
        menu.addAction("Table behind…", self.show_table)
        self._add_kinds(menu)
        if self._picture is not None and self._picture.measure is not None:
            menu.addAction("What is this figure?", self._want_card)
        return menu

    def _add_kinds(self, menu: QMenu) -> None:
        """As what it can be saved, and for whom."""
        for tier in self.tiers:
            reduced = self._picture is not None and tier is not self._picture.tier
            inner = menu.addMenu(f"Save for {FOR[tier]}" + (", without names" if reduced else ""))
            inner.setEnabled(self._may_save)
            for suffix, words, _ in KINDS:
                inner.addAction(f"{words}…", partial(self.save, suffix, tier))

    def _offer_all(self) -> None:
        self._open(self.menu(), self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def _offer_kinds(self) -> None:
        menu = QMenu(self)
        self._add_kinds(menu)
        self._open(menu, self.save_button.mapToGlobal(self.save_button.rect().bottomLeft()))

    def _open(self, menu: QMenu, at: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """For whom it can be saved: as it is shown, and without names where it has some."""
        if self._picture is None or self._remakes is None:
            return ()
        shown = self._picture.tier
        nameless = self._remakes.nameless is not None and shown < Tier.AGGREGATE
        return (shown, Tier.AGGREGATE) if nameless else (shown,)

    def show_table(self) -> None:
        """Open the table behind the chart."""
        from reports.figures import table
        from ui.parts.chart_table import TableDialog

        picture, remakes = self._picture, self._remakes
        if picture is None or remakes is None:
            return
        behind = table(picture)
        copy = partial(copy_table, self._desk, remakes.shown, picture.tier)
        desk = self._desk
        desk.ask.show(
            TableDialog(picture.title, picture.note, behind.headings, behind.rows, copy, FOR[picture.tier],
                        desk.ask.window)
        )  # fmt: skip

    def save(self, suffix: str, tier: Tier | None = None) -> None:
        """Ask where to, and let it leave as a file of this kind, for a reader of one of `tiers` (of the first)."""
        picture, remakes = self._picture, self._remakes
        if picture is None or remakes is None:
            return
        remake: Remake | None = remakes.shown if tier in (None, picture.tier) else remakes.nameless
        if remake is not None:
            save_chart(self._desk, remake, picture.tier if tier is None else tier, called(picture), suffix)

    def _want_card(self) -> None:
        if self._picture is not None and self._picture.measure is not None:
            self.card_wanted.emit(self._picture.measure)


def drawing(picture: Picture, want: Want) -> tuple[QImage, tuple[Spot, ...], str]:
    """The picture drawn as it is wanted, its stops, and the table behind it in words; for any thread."""
    from reports.figures import Style, drawn, table
    from ui.parts.chart_table import spoken

    made = drawn(picture, Style(dark=want.dark, paper=False), want.width, want.height, want.scale)
    # Qt only borrows the bytes it is given: what is kept is a copy of its own.
    image = QImage(made.rgba, made.width, made.height, 4 * made.width, QImage.Format.Format_RGBA8888).copy()
    behind = table(picture)
    return image, made.spots, spoken(behind.headings, behind.rows)


def _button(icon: str, words: str, parent: QWidget) -> QToolButton:
    made = QToolButton(parent)
    made.setToolTip(words)
    made.setAccessibleName(words)
    icons.set_icon(made, icon, "quiet")
    return made
