"""A page of sections: a list of them at the left, the one in front in the middle, and its panel at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from program.changes import Change
from program.program import Program
from program.records import Record, kind_of
from ui.actions import Action
from ui.desk import Desk
from ui.page import Memory, Page
from ui.parts.labels import label
from ui.parts.register.register import Register, RegisterSection
from ui.parts.register.section import Section
from ui.parts.register.sectionlist import Entry, SectionList
from ui.theme import MARGIN


class SectionsPage(Page):
    """Sections at the left; each is made when it is first shown. A page says which, and what more they can do."""

    placeholder = "Search this list"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._entries = {entry.key: entry for entry in self.entries()}
        self._made: dict[str, Section] = {}
        self._memory: Memory = {}
        self._text = ""
        self._list = SectionList(tuple(self._entries.values()), desk.program())
        self._stack = QStackedWidget()
        self._panels = QStackedWidget()
        self._no_panel = _plain_panel()
        self._panels.addWidget(self._no_panel)
        left = QVBoxLayout()
        left.setContentsMargins(MARGIN - 8, 0, 0, 12)
        left.addWidget(self._list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left)
        row.addWidget(self._stack, 1)
        self.section = ""
        self._list.chosen.connect(self.show_section)
        desk.changed.connect(self._changed)
        self.show_section(self.first())
        self.setFocusProxy(self._list)

    # ---- what a page says of itself --------------------------------------------------------------------------------

    def registers(self) -> Mapping[str, Register]:
        """The registers of the page, by key."""
        return {}

    def entries(self) -> tuple[Entry, ...]:
        """The sections in the order of the list."""
        return tuple(entry(key, each) for key, each in self.registers().items())

    def first(self) -> str:
        """The section to begin with."""
        return self.lacking() or next(iter(self._entries))

    def lacking(self) -> str:
        """The section that comes first while the program lacks what it cannot be without; empty when it lacks nothing.
        """
        return ""

    def make(self, key: str) -> Section:
        """The section of this key, made now."""
        return RegisterSection(self.desk, key, self.registers()[key])

    def section_of(self, record_id: str) -> str:
        """The key of the section in which this record stands; empty when there is none."""
        program = self.desk.program()
        return next((key for key, each in self.registers().items() if record_id in program.of(each.cls)), "")

    def further(self) -> list[Action]:
        """What only some sections can do."""
        return []

    # ---- what the frame asks ---------------------------------------------------------------------------------------

    def subtitle(self) -> str:
        return self._entries[self.section].words

    def hint(self) -> str:
        return "F2 edits a cell · Enter opens the form" if isinstance(self.front, RegisterSection) else ""

    def inspector(self) -> QWidget:
        return self._panels

    def actions(self) -> list[Action]:  # type: ignore[override]  # ours is the table's kind of action, not Qt's
        acts = [
            Action(f"{self.key}_add", "Add to this list…", lambda: self.front.add(), "plus", "Ctrl+N",
                   lambda: self.writable and bool(self.front.adds)),
            Action(f"{self.key}_many", "Enter many…", lambda: self._in_front("enter_many"), "rows", "Ctrl+Shift+E",
                   lambda: self.writable and isinstance(self.front, RegisterSection)),
            Action(f"{self.key}_bring", "Bring in a file…", lambda: self._in_front("bring_in"), "import",
                   enabled=lambda: self.writable and isinstance(self.front, RegisterSection) and self.front.brings),
            Action(f"{self.key}_copy", "Copy what is chosen", lambda: self.front.copy(), "copy", "Ctrl+D",
                   lambda: self.front.copies),
            Action(f"{self.key}_remove", "Remove what is chosen", lambda: self.front.remove(), "trash",
                   enabled=lambda: self.front.removes),
        ]  # fmt: skip
        adds = [
            Action(f"{self.key}_add_{entry.key}", f"Add {entry.adds}…", partial(self._in, entry.key, "add"), entry.icon,
                   enabled=lambda: self.writable)
            for entry in self._entries.values() if entry.adds
        ]  # fmt: skip
        shows = [
            Action(f"{self.key}_{entry.key}", f"{self.title}: {entry.words}", partial(self.show_section, entry.key),
                   entry.icon, section="Go")
            for entry in self._entries.values()
        ]  # fmt: skip
        return [*acts, *self.further(), *adds, *shows]

    def _in_front(self, deed: str) -> None:
        getattr(self.front, deed)()

    def _in(self, key: str, deed: str) -> None:
        """Do what only one section can; it comes to the front for that."""
        self.show_section(key)
        getattr(self.front, deed)()

    def search(self, text: str) -> None:
        self._text = text
        self.front.search(text)

    def reveal(self, record_id: str) -> None:
        """A section by its key, alone or with a person to keep to ("goals" and an id), or a record in its section."""
        key, _, person = record_id.partition(" ")
        if key in self._entries:
            self.show_section(key)
            if person and isinstance(self.front, RegisterSection):
                self.front.keep_to(person)
            return
        key = self.section_of(record_id)
        if key in self._entries:
            self.show_section(key)
            self.front.reveal(record_id)

    def state(self) -> Memory:
        tables = {**_tables(self._memory), **{key: section.memory() for key, section in self._made.items()}}
        return {"section": self.section, "tables": tables}

    def restore(self, state: Memory) -> None:
        self._memory = state
        for key, section in self._made.items():
            section.restore(_tables(state).get(key, {}))
        wanted = state.get("section")
        if isinstance(wanted, str) and wanted in self._entries and not self.lacking():
            self.show_section(wanted)

    # ---- sections --------------------------------------------------------------------------------------------------

    @property
    def front(self) -> Section:
        """The section in front."""
        return self._made[self.section]

    @property
    def writable(self) -> bool:
        """Whether anything can be changed in this book."""
        return self.desk.is_open and not self.desk.book.read_only

    def show_section(self, key: str) -> None:
        """Bring a section to the front."""
        section = self._made.get(key) or self._make(key)
        if key != self.section:
            self.section = key
            self._stack.setCurrentWidget(section)
            self._panels.setCurrentWidget(section.panel() or self._no_panel)
            self._list.show_section(key)
            section.search(self._text)
            section.shown()
            self.heading.emit()

    def _make(self, key: str) -> Section:
        section = self._made[key] = self.make(key)
        section.go.connect(self.go)
        section.inspect.connect(self.inspect)
        self._stack.addWidget(section)
        if (panel := section.panel()) is not None:
            self._panels.addWidget(panel)
        section.restore(_tables(self._memory).get(key, {}))
        return section

    def _changed(self, change: Change) -> None:
        self._list.follow(self.desk.program())
        for section in self._made.values():
            section.follow(change)

    def scenes(self) -> dict[str, Callable[[], object]]:
        """States worth a picture: every section, and what they name themselves."""
        found: dict[str, Callable[[], object]] = {}
        for key in self._entries:
            section = self._made.get(key) or self._make(key)
            found[key] = partial(self._picture, key, section.pose)
            for name, scene in section.scenes().items():
                found[f"{key}-{name}"] = partial(self._picture, key, scene)
        return found

    def _picture(self, key: str, scene: Callable[[], object]) -> None:
        self.show_section(key)
        scene()


def entry(key: str, register: Register, words: str = "", *, first: bool = False) -> Entry:
    """A register as the list shows it; `words` where its own are too long for the list, `first` of a group."""
    kind = kind_of(register.cls)
    return Entry(key, words or kind.many, register.icon, _number_of(register.cls), register.adds, first)


def _number_of(cls: type[Record]) -> Callable[[Program], str]:
    return lambda program: f"{len(program.of(cls)):,}"


def _tables(state: Memory) -> Mapping[str, Mapping[str, object]]:
    found = state.get("tables")
    if not isinstance(found, Mapping):
        return {}
    return {key: each for key, each in found.items() if isinstance(each, Mapping)}


def _plain_panel() -> QWidget:
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(20, 20, 20, 16)
    column.addWidget(label("Nothing more to show here.", "quiet", wrap=True))
    column.addStretch(1)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return panel
