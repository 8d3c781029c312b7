"""What stands around the pages while a book is open: rail, header, inspector, status line, notices.

The frame, and with it every page, panel and model, is made when a book is opened and destroyed when it is locked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from program.changes import Change
from program.findings import Severity
from ui.header import Header
from ui.inspector import Inspector
from ui.noticebar import NoticeBar
from ui.page import Page
from ui.pages import Entry, pages_of
from ui.parts.labels import label
from ui.rail import Rail
from ui.statusline import StatusLine

if TYPE_CHECKING:
    from ui.desk import Desk

CRAMPED = 1120
"""Below this width the rail gives way when a panel is open at the right, and the panel is narrower."""
CRAMPED_PANEL = 256
UNLIMITED = (1 << 24) - 1  # what Qt calls QWIDGETSIZE_MAX and PySide leaves out


class Frame(QWidget):
    """The window's inside while a book is open."""

    page_shown = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.desk = desk
        self.entries: dict[str, Entry] = {entry.key: entry for entry in pages_of(desk.book)}
        self.made: dict[str, Page] = {}
        self._panels: dict[str, QWidget | None] = {}
        self.key = ""

        self.rail = Rail(self.entries.values())
        self.header = Header()
        self.stack = _Stack()
        self.status = StatusLine(desk.jobs)
        self.inspector = Inspector(desk.settings.values.inspector_width)
        self._lay_out()
        self.notices = NoticeBar(desk.notice, self.middle)
        self._connect()
        self._show_steps()
        self.show_facts()

    def _lay_out(self) -> None:
        self.middle = QWidget()
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.desk.book.read_only:
            banner = label("Open for reading only: nothing can be changed here.", "caution", wrap=True)
            banner.setContentsMargins(24, 12, 24, 0)
            column.addWidget(banner)
        if self.desk.book.limited:
            words = "Opened with the workshop passphrase: what is not for a room is not here."
            banner = label(words, "quiet", wrap=True)
            banner.setContentsMargins(24, 12, 24, 0)
            column.addWidget(banner)
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.middle)
        self._split.addWidget(self.inspector)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._split, 1)

    def _connect(self) -> None:
        desk = self.desk
        self.rail.chosen.connect(self.show_page)
        self.header.undo.connect(desk.undo)
        self.header.redo.connect(desk.redo)
        self.header.searched.connect(self._search)
        self.header.search.left.connect(lambda: self.page.setFocus(Qt.FocusReason.OtherFocusReason))
        self.header.inspector.connect(self._keep_inspector)
        self.notices.undo.connect(desk.undo)
        self.status.findings.connect(lambda: self.show_page("overview"))
        desk.changed.connect(self._changed)
        desk.backed_up.connect(self.show_facts)
        desk.settings.changed.connect(self._setting)
        self.desk.review.ready.connect(self._warn)
        self._split.splitterMoved.connect(lambda *_: self._keep_width())

    # ---- pages -----------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page in front."""
        return self.made[self.key]

    def show_page(self, key: str, record: str = "") -> None:
        """Show a page, made now if it is its first time, and there a record."""
        if key not in self.entries:
            self.desk.notice.say("That page is not open in this book, as it was opened here.")
            return
        page = self.made.get(key) or self._make(key)
        if key != self.key:
            self.key = key
            self.stack.setCurrentWidget(page)
            self.rail.show_page(key)
            searches = type(page).search is not Page.search
            self.header.show_page(page.title, page.subtitle(), page.placeholder if searches else "Search everything")
            self.status.hint(page.hint())
            self._arrange()
            self.desk.settings.set(page=key)
            self.page_shown.emit(key)
        if record:
            page.reveal(record)

    def _make(self, key: str) -> Page:
        page = self.entries[key].load()(self.desk, self)
        page.go.connect(self.show_page)
        page.heading.connect(lambda: self._say(page))
        page.inspect.connect(lambda: self._keep_inspector(True))
        self.made[key] = page
        self.stack.addWidget(page)
        self._panels[key] = page.inspector()
        if state := self.desk.settings.page_state(key):
            page.restore(state)
        return page

    def _say(self, page: Page) -> None:
        if page is self.made.get(self.key):
            self.header.say(page.subtitle())
            self.status.hint(page.hint())

    def _search(self, text: str) -> None:
        self.page.search(text)

    def remember(self) -> None:
        """Put into the settings what the pages want remembered."""
        for key, page in self.made.items():
            self.desk.settings.keep_page_state(key, page.state())

    # ---- arrangement -----------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Rail and inspector as the settings, the page in front and the width have it."""
        values = self.desk.settings.values
        panel = self._panels.get(self.key)
        shown = panel is not None and values.inspector_open
        self.inspector.show_widget(panel)
        if shown != self.inspector.isVisibleTo(self):
            self.inspector.setVisible(shown)
        self._limit_panel()
        self.rail.set_wide(values.rail_wide and not (shown and self.width() < CRAMPED))
        self.header.show_panel(panel is not None, shown)

    def _limit_panel(self) -> None:
        """A panel beside a page that is short of room is narrower, and gets its own width back with the room."""
        most = CRAMPED_PANEL if self.width() < CRAMPED else UNLIMITED
        if self.inspector.maximumWidth() != most:
            self.inspector.setMaximumWidth(most)
            wanted = min(most, self.desk.settings.values.inspector_width)
            self._split.setSizes([max(1, self._split.width() - wanted), wanted])

    def _keep_inspector(self, open_: bool) -> None:
        self.desk.settings.set(inspector_open=open_)
        self._arrange()

    def _keep_width(self) -> None:
        width = self._split.sizes()[1]
        if self.inspector.isVisible() and 220 <= width <= 640:
            self.desk.settings.set(inspector_width=width)

    def _setting(self, key: str) -> None:
        if key in ("rail_wide", "inspector_open"):
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.key:
            self._arrange()
        self.notices.place()

    # ---- what has changed ------------------------------------------------------------------------------------------

    def _changed(self, _change: Change) -> None:
        self._show_steps()
        self.show_facts()
        if self.key:
            self._say(self.page)

    def _show_steps(self) -> None:
        self.header.show_steps(self.desk.undo_title, self.desk.redo_title)

    def show_facts(self) -> None:
        """The facts at the foot, as they are now."""
        self.status.say(self.desk.facts())

    def _warn(self) -> None:
        hard, soft = self.desk.review.count(Severity.HARD), self.desk.review.count(Severity.SOFT)
        parts = [f"{hard} broken {'rule' if hard == 1 else 'rules'}" if hard else ""]
        parts += [f"{soft} {'hint' if soft == 1 else 'hints'}" if soft else ""]
        # They are told apart on the overview; where that is not, only a part of the program is to be judged.
        self.status.warn(" · ".join(filter(None, parts)) if "overview" in self.entries else "")

    def tell_time(self, program: str, time: str) -> None:
        """The words at the rail's foot."""
        self.rail.say(program, time)




class _Stack(QStackedWidget):
    """The pages, of which only the one in front says how much room it needs."""

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else QSize()
