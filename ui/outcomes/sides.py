"""The exposure ledger of one mentee: what was met and what is missing, side by side, and what each free cell would add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from program.names import counted
from program.records import Cohort, Cycle, Host, Person, Placement, Skill, Theme, Track
from ui.parts.card import LineButton
from ui.parts.flow import Flow
from ui.parts.labels import label, rule
from ui.theme import MARGIN, dress, theme

if TYPE_CHECKING:
    from program.company import Company
    from program.exposure import Aspect, Ledger, Mark
    from program.gaps import Gap
    from program.program import Program

_OFFERS = 4  # hosts told of for each free cell
_SCALE = (1.0, 5.0)


class Sides(QScrollArea):
    """Shows one ledger."""

    go = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._inside.setProperty("role", "page")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(16, 4, MARGIN, MARGIN)
        self._column.setSpacing(8)
        self.setWidget(self._inside)

    def forget(self) -> None:
        """Show nothing."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def show_ledger(self, program: Program, ledger: Ledger) -> None:
        """Show this one."""
        self.forget()
        who = program.get(Person, ledger.person)
        if who is None:
            return
        self._column.addWidget(label(who.name, "title", wrap=True))
        facts = (program.title(Cohort, who.cohort), program.title(Track, who.track), _summary(ledger))
        self._column.addWidget(label(" · ".join(filter(None, facts)), "quiet", wrap=True))
        self._column.addWidget(self._way(program, ledger))
        grid = QWidget()
        cells = QGridLayout(grid)
        cells.setContentsMargins(0, 4, 0, 0)
        cells.setSpacing(12)
        same: Callable[[str], str] = str
        sides = (
            ("Functions", ledger.functions, same),
            ("Styles of mentors", ledger.styles, same),
            ("Themes", ledger.themes, lambda key: program.title(Theme, key)),
            ("Competencies", ledger.competencies, lambda key: program.title(Skill, key)),
        )
        for place, (title, aspect, name) in enumerate(sides):
            cells.addWidget(_side(title, aspect, name), place // 2, place % 2)
        cells.setColumnStretch(0, 1)
        cells.setColumnStretch(1, 1)
        self._column.addWidget(grid)
        self._column.addWidget(_worth(ledger.quality, (
            ("mentors", ledger.mentors), ("hosts", ledger.hosts), ("peers", ledger.peers),
        )))  # fmt: skip
        self._column.addWidget(self._gaps(program, ledger.gaps))
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _way(self, program: Program, ledger: Ledger) -> QWidget:
        """The rotations in their order, each a click from the board."""
        card, column = _card("THE WAY SO FAR", _order(ledger))
        if not ledger.stops:
            column.addWidget(_said("No rotation yet."))
        for place, stop in enumerate(ledger.stops):
            if place:
                column.addWidget(rule())
            mentor = program.title(Person, program.of(Placement)[stop.placement].mentor)
            host = program.title(Host, stop.host) or "no host yet"
            words = f"{program.title(Cycle, stop.cycle)} · {host}" + (f" with {mentor}" if mentor else "")
            line = LineButton(words, stop.stage.label if stop.begun else f"planned, {stop.stage.label.lower()}")
            line.clicked.connect(_going(self, stop.placement))
            column.addWidget(line)
        return card

    def _gaps(self, program: Program, gaps: Iterable[Gap]) -> QWidget:
        """What each free cell would add, the hosts that add most first."""
        card, column = _card("WHAT A FREE CELL WOULD ADD", "Only hosts that no rule speaks against")
        empty = True
        for gap in gaps:
            adding = [offer for offer in gap.offers if offer.adds]
            if not empty:
                column.addWidget(rule())
            empty = False
            if not adding:
                column.addWidget(_said(f"{program.title(Cycle, gap.cycle)}: nothing new at any host that is open"))
                continue
            for offer in adding[:_OFFERS]:
                new = [offer.function] if offer.function else []
                new += [program.title(Theme, theme) for theme in offer.themes]
                host = program.title(Host, offer.host)
                line = LineButton(f"{program.title(Cycle, gap.cycle)} · {host}", f"adds {', '.join(filter(None, new))}")
                line.clicked.connect(_going(self, offer.host, "setup"))
                column.addWidget(line)
            if len(adding) > _OFFERS:
                more = counted(len(adding) - _OFFERS, "more host adds", "more hosts add")
                column.addWidget(_said(f"{more} something"))
        if empty:
            column.addWidget(_said("No cell is free."))
        return card


def _going(sides: Sides, record: str, page: str = "board") -> Callable[[], None]:
    return lambda: sides.go.emit(page, record)


def _summary(ledger: Ledger) -> str:
    """How broad and how even it was."""
    met = len(ledger.functions.met)
    of = f" of {ledger.functions.wanted} wanted" if ledger.functions.wanted else ""
    even = f", evenness {ledger.evenness:.2f}" if ledger.evenness is not None else ""
    return f"{counted(met, 'function')} met{of}{even}"


def _order(ledger: Ledger) -> str:
    said = "the stages follow on each other" if ledger.ordered else "the stages do not follow on each other"
    missing = ", ".join(stage.label.lower() for stage in ledger.stages)
    return f"{said[:1].upper()}{said[1:]}" + (f"; still to come: {missing}" if missing else "")


def _card(title: str, more: str = "") -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    dress(card, "card")
    card.setAccessibleName(title.capitalize())
    column = QVBoxLayout(card)
    column.setContentsMargins(12, 12, 12, 10)
    column.setSpacing(2)
    for words, role in ((title, "section"), (more, "quiet small")):
        if words:
            made = label(words, role, wrap=True)
            made.setContentsMargins(4, 0, 4, 2)
            column.addWidget(made)
    return card, column


def _said(words: str) -> QLabel:
    """A quiet line in a card, under its title."""
    made = label(words, "quiet", wrap=True)
    made.setContentsMargins(4, 4, 4, 4)
    return made


def _side(title: str, aspect: Aspect, name: Callable[[str], str]) -> QFrame:
    """One side of exposure: met, planned, missing; each in words before the chips."""
    card, column = _card(title.upper())
    if not (aspect.met or aspect.planned or aspect.missing):
        column.addWidget(_said("None yet."))
    wished = frozenset(aspect.wished)
    rows = (
        ("Met", [(_times(name(m.key), len(m.placements)) + (" ✓" if m.key in wished else "")) for m in aspect.met],
         "accent"),
        ("Planned", [name(m.key) for m in aspect.planned], ""),
        ("Wished for, not in sight", [name(key) for key in aspect.missing], "caution"),
    )  # fmt: skip
    for words, chips, tone in rows:
        if not chips:
            continue
        head = label(f"{words} ({len(chips)})", "quiet small")
        head.setContentsMargins(4, 4, 4, 0)
        column.addWidget(head)
        line = QWidget()
        flow = Flow(line)
        flow.setContentsMargins(4, 2, 2, 2)
        for chip in chips:
            made = label(chip)
            dress(made, "chip", tone=tone)
            made.setAccessibleName(f"{words}: {chip}")
            flow.addWidget(made)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        line.setSizePolicy(policy)
        column.addWidget(line)
    column.addStretch(1)
    return card


def _times(words: str, times: int) -> str:
    return f"{words} × {times}" if times > 1 else words


def _worth(marks: Iterable[Mark], company: Iterable[tuple[str, Company]]) -> QFrame:
    """What checkpoints say of the rotations, and how new the company was."""
    card, column = _card("WHAT IT WAS WORTH", "Means of checkpoints, 1 to 5; and how much of the company was new")
    row = QHBoxLayout()
    row.setContentsMargins(4, 4, 4, 0)
    row.setSpacing(24)
    left, right = QGridLayout(), QGridLayout()
    for grid in (left, right):
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
    for at, mark in enumerate(marks):
        left.addWidget(label(mark.dimension.capitalize(), "quiet"), at, 0)
        left.addWidget(_Meter(mark.value), at, 1)
        left.addWidget(label(f"{mark.value:.1f}, n = {mark.n}" if mark.value is not None else "not said yet"), at, 2)
    left.setColumnStretch(1, 1)
    for at, (words, met) in enumerate(company):
        share = f"{met.novelty:.0f}\u00a0% new" if met.novelty is not None else "none yet"
        right.addWidget(label(words.capitalize(), "quiet"), at, 0)
        right.addWidget(label(f"{share}, {met.new} of {met.met}" if met.met else share), at, 1)
    right.setRowStretch(9, 1)
    row.addLayout(left, 3)
    row.addLayout(right, 2)
    column.addLayout(row)
    return card


class _Meter(QWidget):
    """A value from 1 to 5 as a bar; the number stands beside it."""

    def __init__(self, value: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = value
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(80, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("sunken"))
        box = QRectF(0, self.height() / 2 - 4, self.width(), 8)
        painter.drawRoundedRect(box, 4, 4)
        if self._value is not None:
            low, high = _SCALE
            box.setWidth(box.width() * (self._value - low) / (high - low))
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(box, 4, 4)
