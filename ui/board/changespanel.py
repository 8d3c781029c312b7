"""The changes of the plan in front against the live one, person by person: gain, reason, take it or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QTreeWidgetItem, QVBoxLayout, QWidget

from program.findings import Finding, Severity
from program.names import counted
from program.records import Cycle, Person, Placement
from program.rules import RULES
from program.scenarios import seat_words
from ui import icons
from ui.board import spoken
from ui.board.tree import DATA, Groups
from ui.board.versus import Difference, Place, Versus
from ui.parts.labels import label
from ui.theme import GRID, HALF, dress

_FEW = 300
"""More changes than this are listed with the people closed: lines that wrap are dear to lay out."""

Findings = Callable[[Placement], Sequence[Finding]]


class ChangesPanel(QWidget):
    """A list to walk through. Enter shows the cell; the buttons take over, or leave, the chosen cell or person."""

    wanted = Signal(object)
    """A `Difference` whose cell is to be seen."""
    taken = Signal(object, str)
    """Cells to take over into the live plan, and what the step is called."""
    left = Signal(object)
    """Cells to be left as they are in the live plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 8, 12)
        column.setSpacing(HALF)
        self.title = label("", "heading", wrap=True)
        self.words = label("", "quiet small", wrap=True)
        self.list = Groups("Changes")
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.list.currentItemChanged.connect(lambda *_: self._offer())
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.take = QPushButton("Take cell")
        dress(self.take, "primary")
        self.leave = QPushButton("Leave cell")
        icons.set_icon(self.take, "check", "on_accent")
        self.take.clicked.connect(lambda _checked=False: self._take())
        self.leave.clicked.connect(lambda _checked=False: self._leave())
        for keys, run in (("Ctrl+Return", self._take), ("Ctrl+Backspace", self._leave)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
        self.take.setToolTip(f"Take over what is chosen ({_native('Ctrl+Return')})")
        self.leave.setToolTip(f"Leave what is chosen as it is in the live plan ({_native('Ctrl+Backspace')})")
        buttons = QHBoxLayout()
        buttons.setSpacing(HALF)
        buttons.addWidget(self.take)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        for widget in (self.title, self.words):
            column.addWidget(widget)
        column.addSpacing(GRID)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.setFocusProxy(self.list)
        self._versus: Versus | None = None
        self._writable = self._leavable = False

    def filled(
        self, versus: Versus, now: Findings, before: Findings, *, writable: bool, leavable: bool
    ) -> Iterator[None]:
        """List what differs, a person a step. `now` and `before` give the findings about a card in the plan in front,
        and in the live one. Changes of a scenario are undone on the board, so only those of a proposal can be left."""
        place = self._place()
        self._versus, self._writable, self._leavable = versus, writable, leavable
        people = {change.person for change in versus.changes.values()}
        self.title.setText(counted(len(versus), "changed cell") if len(versus) else "Nothing differs")
        self.words.setText(f"of {counted(len(people), 'mentee')}" if people else "It is the live plan, cell by cell.")
        self.list.clear()
        self._offer()
        rows: dict[str, list[Difference]] = {}
        for change in versus.changes.values():
            rows.setdefault(change.person, []).append(change)
        for person, mine in rows.items():
            group = self.list.group(f"{versus.front.title(Person, person)} · {len(mine)}", data=person)
            group.setExpanded(len(versus) <= _FEW)
            for change in mine:
                gain, why = _gain(change, now, before)
                cycle = versus.front.title(Cycle, change.cycle)
                self.list.line(
                    group,
                    f"{cycle}: {_now(versus, change)}",
                    spoken.points(gain),
                    second="\n".join(part for part in (_old(versus, change), why) if part),
                    icon="plus" if change.before is None else "minus" if change.after is None else "swap",
                    data=change,
                    spoken=f"{cycle}, {versus.words(change)}, {spoken.points(gain)} points. {why}",
                )
            if len(rows) > 1:
                yield
        self._stand(place)
        self._offer()

    # ---- what is chosen --------------------------------------------------------------------------------------------

    def chosen(self) -> tuple[Difference, ...]:
        """The chosen change, or all of the chosen person."""
        item = self.list.currentItem()
        found = item.data(0, DATA) if item is not None else None
        if isinstance(found, Difference):
            return (found,)
        if self._versus is None or not isinstance(found, str):
            return ()
        return tuple(change for change in self._versus.changes.values() if change.person == found)

    def _take(self) -> None:
        chosen = self.chosen()
        if not chosen or not self._writable or self._versus is None:
            return
        who = self._versus.front.title(Person, chosen[0].person)
        words = self._versus.title(chosen[0]) if len(chosen) == 1 else f"{counted(len(chosen), 'change')} of {who}"
        self.taken.emit(_cells(chosen), f"Adopt {words}")

    def _leave(self) -> None:
        chosen = self.chosen()
        if chosen and self._leavable:
            self.left.emit(_cells(chosen))

    def _go(self, item: QTreeWidgetItem) -> None:
        found = item.data(0, DATA)
        if isinstance(found, Difference):
            self.wanted.emit(found)

    def _offer(self) -> None:
        chosen = self.chosen()
        whole = len(chosen) > 1
        self.take.setText("Take row" if whole else "Take cell")
        self.leave.setText("Leave row" if whole else "Leave cell")
        self.take.setEnabled(bool(chosen) and self._writable)
        self.leave.setEnabled(bool(chosen) and self._leavable)
        self.leave.setVisible(self._leavable)

    def _menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        for button, run in ((self.take, self._take), (self.leave, self._leave)):
            if button.isEnabled() and button.isVisible():
                menu.addAction(button.text()).triggered.connect(lambda _checked=False, run=run: run())
        menu.aboutToHide.connect(menu.deleteLater)
        if not menu.isEmpty():
            menu.popup(self.list.viewport().mapToGlobal(where))

    def _place(self) -> int:
        """Where in the list the keyboard is, counted over all lines."""
        found = self.list.currentItem()
        return self._items().index(found) if found is not None else 0

    def _stand(self, place: int) -> None:
        """Keep the keyboard about where it was: the next change, once one is taken."""
        items = self._items()
        if items:
            self.list.setCurrentItem(items[min(place, len(items) - 1)])

    def _items(self) -> list[QTreeWidgetItem]:
        found = []
        for place in range(self.list.topLevelItemCount()):
            top = self.list.topLevelItem(place)
            if top is not None:
                found += [top, *(top.child(each) for each in range(top.childCount()))]
        return [item for item in found if item is not None]


def _cells(changes: Iterable[Difference]) -> frozenset[Place]:
    return frozenset(change.cell for change in changes)


def _now(versus: Versus, change: Difference) -> str:
    return seat_words(versus.front, change.after) if change.after is not None else "taken off the board"


def _old(versus: Versus, change: Difference) -> str:
    return f"before: {seat_words(versus.live, change.before)}" if change.before is not None else "was empty"


def _gain(change: Difference, now: Findings, before: Findings) -> tuple[float, str]:
    """What the cell itself gains, and the rules that make most of it."""
    points: dict[str, float] = {}
    for card, ask, sign in ((change.after, now, 1), (change.before, before, -1)):
        for finding in ask(card) if card is not None else ():
            if finding.severity is Severity.SOFT:
                points[finding.rule] = points.get(finding.rule, 0.0) + sign * finding.points
    told = sorted(((value, key) for key, value in points.items() if abs(value) >= 0.05), key=lambda each: -abs(each[0]))
    words = ", ".join(f"{RULES[key].name.lower()} {spoken.points(value)}" for value, key in told[:3] if key in RULES)
    return sum(points.values()), words


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
