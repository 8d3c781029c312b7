"""Everything the rules say against the plan in front, rule by rule, and who has no place; lines lead to cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QTreeWidgetItem, QVBoxLayout, QWidget

from program.findings import Finding, Severity
from program.names import counted
from program.rules import RULES
from ui import icons
from ui.board import spoken
from ui.board.tree import DATA, Groups
from ui.parts.labels import label
from ui.review import distinct
from ui.theme import GRID, HALF, dress

SHOWN = 200
"""Lines listed for one rule; of more, only the worst."""


class FindingsPanel(QWidget):
    """Hard rules first, then what costs points, the dearest first, and at the head whoever is not placed."""

    wanted = Signal(object)
    """A `Finding` whose cell is to be seen."""
    repair_wanted = Signal()
    """What is broken should be mended."""
    ways_out = Signal()
    """What would make room for those without a place?"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 8, 12)
        column.setSpacing(HALF)
        self.title = label("", "heading", wrap=True)
        self.words = label("", "quiet small", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addSpacing(GRID)
        self.list = Groups("What the rules say against the plan")
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        column.addWidget(self.list, 1)
        self.repair = QPushButton("Repair…")
        self.repair.setToolTip("With the fewest changes; shown before anything is kept")
        icons.set_icon(self.repair, "sparkle", "quiet")
        self.repair.clicked.connect(lambda _checked=False: self.repair_wanted.emit())
        self.repair.hide()
        column.addWidget(self.repair, 0, Qt.AlignmentFlag.AlignLeft)
        self.ways = QPushButton("What would make room?")
        dress(self.ways, "link")
        self.ways.clicked.connect(lambda _checked=False: self.ways_out.emit())
        self.ways.hide()
        column.addWidget(self.ways, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.list)
        self._shown: object = None
        self._best: dict[Finding, str] = {}
        """What was last told of those without a place, by finding."""

    def show_findings(self, findings: Sequence[Finding], unplaced: Sequence[Finding], *, complete: bool) -> bool:
        """Show these; while not all is worked out, say so. Whether they are others than before."""
        now = (tuple(findings), tuple(unplaced), complete)
        if now == self._shown:
            return False
        self._shown = now
        hard = distinct(findings, Severity.HARD)
        if hard:
            self.title.setText(f"{counted(hard, 'broken rule')}")
        else:
            self.title.setText("No rule is broken" if complete else "Looking at the plan …")
        costs = sum(finding.points for finding in findings)
        hints = distinct(findings, Severity.SOFT)
        parts = [f"{counted(hints, 'hint')} cost {-costs:,.1f} points"] if hints else []
        parts += [f"{counted(len(unplaced), 'place')} empty"] if unplaced else []
        self.words.setText(" · ".join(parts) or ("Nothing stands against it." if complete else ""))
        self.repair.setVisible(bool(hard))
        self.ways.setVisible(bool(unplaced))
        self._fill(findings, unplaced)
        return True

    def tell_best(self, finding: Finding, words: str) -> None:
        """The best free seats for somebody without a place."""
        self._best[finding] = words
        for item in self.list.found(finding):
            self.list.say_second(item, words)

    def _fill(self, findings: Sequence[Finding], unplaced: Sequence[Finding]) -> None:
        chosen = self.list.currentItem()
        kept = chosen.data(0, DATA) if chosen is not None else None
        self.list.clear()
        if unplaced:
            group = self.list.group("Without a place", f"{len(unplaced):,}", icon="person")
            self._lines(group, unplaced)
            self._best = {each: self._best[each] for each in unplaced if each in self._best}
            for each, words in self._best.items():
                for item in self.list.found(each):
                    self.list.say_second(item, words)
        for key, found in _by_rule(findings).items():
            rule = RULES.get(key)
            hard = found[0].severity is Severity.HARD
            lines = _joined(found)
            figure = f"{len(lines):,}" if hard else spoken.points(sum(finding.points for finding in found))
            group = self.list.group(
                rule.name if rule is not None else key, figure, icon="blocked" if hard else "contrast",
                tone="bad" if hard else "",
            )  # fmt: skip
            self._lines(group, lines)
            group.setExpanded(hard)
        self._choose(kept)

    def _lines(self, group: QTreeWidgetItem, found: Sequence[Finding]) -> None:
        for finding in found[:SHOWN]:
            figure = spoken.points(finding.points) if finding.points else ""
            self.list.line(group, spoken.capital(finding.words), figure, data=finding)
        if len(found) > SHOWN:
            more = self.list.line(group, f"and {len(found) - SHOWN:,} more")
            more.setFlags(Qt.ItemFlag.ItemIsEnabled)

    def _choose(self, finding: object) -> None:
        """The keyboard stays on the finding it was on."""
        for item in self.list.found(finding) if finding is not None else ():
            self.list.setCurrentItem(item)
            return

    def _go(self, item: QTreeWidgetItem) -> None:
        found = item.data(0, DATA)
        if isinstance(found, Finding):
            self.wanted.emit(found)


def _joined(found: Iterable[Finding]) -> list[Finding]:
    """What is said of several cards in the same words once, with the points of all; it leads to the first of them."""
    joined: dict[str, Finding] = {}
    for each in found:
        first = joined.get(each.words)
        joined[each.words] = (
            each if first is None else msgspec.structs.replace(first, points=first.points + each.points)
        )
    return sorted(joined.values(), key=lambda finding: (finding.points, finding.words.casefold()))


def _by_rule(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)

    def order(key: str) -> tuple[bool, float, str]:
        found = groups[key]
        return found[0].severity is not Severity.HARD, sum(finding.points for finding in found), key

    return {key: groups[key] for key in sorted(groups, key=order)}
