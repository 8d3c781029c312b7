"""The board's panel at the right: the chosen card and why it lies there, a cell's best fits, or the card in the air."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedLayout, QToolButton, QWidget

from program.commands import MovePlacements, Place, Target
from program.findings import Severity
from program.fits import Fits
from program.names import short_name
from program.records import Cycle, Host, Person, Placement, State, new_id
from program.views import day, exposure
from ui import icons
from ui.board import spoken
from ui.board.details import Details
from ui.board.idle import Idle
from ui.board.judgements import Judgements
from ui.board.lift import Lift
from ui.board.liftpanel import LiftPanel
from ui.board.lines import Column, Dots
from ui.board.look import Rows
from ui.board.model import BoardModel
from ui.board.sheet import Cell, Gap, described, met_words
from ui.board.whynot import WhyNot
from ui.jobs import Job
from ui.parts.card import LineButton
from ui.theme import GRID, HALF, ICON_LARGE, dress

if TYPE_CHECKING:
    from program.planning.explain import Explained
    from ui.board.deeds import Deeds
    from ui.board.plans import Plans
    from ui.board.versus import Place as Spot

_BEST = 4
_HISTORY = 5
_SOON = 20
"""Milliseconds until a new choice is shown: walking with the arrow keys must not wait for the panel."""


class BoardInspector(QWidget):
    """Shows what is chosen on the board."""

    wanted = Signal(str)
    """A record that the user wants to see on the board."""
    place_wanted = Signal()
    """The user wants to choose a place for the empty cell."""

    def __init__(
        self, desk: Plans, model: BoardModel, judgements: Judgements, idle: Idle, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self._judgements = judgements
        self._idle = idle
        self.deeds: Deeds | None = None
        self._cards: Sequence[Placement] = ()
        self._cell: Cell | None = None
        self._editing = False
        self._left = False
        self._column = Column()
        self._details = Details(desk, self)
        self._details.hide()
        self.whynot = WhyNot(desk, self)
        self.whynot.hide()
        self._ranking: Job | None = None
        self._lifted = LiftPanel()
        self._layers = QStackedLayout(self)
        self._layers.addWidget(_scrolling(self._column))
        self._layers.addWidget(_scrolling(self._lifted))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SOON)
        self._later.timeout.connect(self._fill)
        self._later.start()  # so that it says how to begin while nothing is chosen

    def show_cards(self, cards: Sequence[Placement], cell: Cell | None) -> None:
        """What is chosen now; shown in a moment."""
        if [card.id for card in cards] != [card.id for card in self._cards]:
            self._editing = False
        self._cards, self._cell = cards, cell
        self._layers.setCurrentIndex(0)
        if not self._left:
            self._later.start()

    def show_lift(self, lift: Lift, cell: Cell | None) -> None:
        """A card is in the air, over this cell."""
        self._later.stop()
        self._lifted.aside = not self._desk.live
        self._lifted.show_lift(lift, cell)
        self._layers.setCurrentIndex(1)

    @property
    def pending(self) -> bool:
        """Whether something else is about to be shown."""
        return self._later.isActive()

    def field(self, name: str) -> QWidget:
        """The field of the form for one part of a placement."""
        return self._details.field(name)

    def edit(self) -> None:
        """Open the form for the chosen card."""
        if len(self._cards) == 1:
            self._editing = True
            self._later.stop()
            self._fill()
            self._details.focus_first()

    def leave(self) -> None:
        """The book is being locked: show nothing more."""
        self._later.stop()
        self.whynot.leave()
        self._left = True

    # ---- filling ---------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        self._idle.stop("fits")
        for kept in (self._details, self.whynot):
            kept.hide()
            kept.setParent(self)
        self.whynot.leave()
        if self._ranking is not None:
            self._ranking.drop()
            self._ranking = None
        self._column.empty()
        if len(self._cards) == 1:
            self._one(self._cards[0])
        elif self._cards:
            self._several(self._cards)
        elif self._cell is not None and self._cell[0] < self._model.rowCount():
            self._no_card(self._cell)
        else:
            self._nothing()
        self._column.end()

    def _nothing(self) -> None:
        column = self._column
        column.words("Choose a card", "heading")
        column.words("Then you see here why it lies where it lies, and what would be better.", "quiet")
        column.section("How to move")
        column.line("Drag a card, or press Space and carry it with the arrow keys")
        column.line("Drop to move, with Ctrl to swap, with Shift to ripple the row on")
        column.line("Enter on an empty cell offers the best places")

    def _one(self, card: Placement) -> None:
        program, column = self._desk.program(), self._column
        self._title(card.person)
        column.section(program.title(Cycle, card.cycle))
        column.words(f"{program.title(Host, card.host) or 'No host yet'}", "strong")
        mentor, coach = program.title(Person, card.mentor), program.title(Person, card.coach)
        column.words("with " + mentor if mentor else "no mentor yet", "")
        for words in (f"Coach: {coach}" if coach else "", spoken.project(program, card), card.deliverable):
            if words:
                column.words(words, "quiet")
        self._marks(card)
        self._buttons((card,))
        if self._editing:
            column.section("Change")
            self._details.show_card(card)
            column.add(self._details)
            self._details.show()
            return
        self._why(card)
        self._rank(card)
        self._offer(card, "Next best")
        self._why_not((card.person, card.cycle))
        self._exposure(card.person)
        self._history(card.id)

    def _several(self, cards: Sequence[Placement]) -> None:
        program, column = self._desk.program(), self._column
        column.words(spoken.count(len(cards), "card", "cards").capitalize(), "heading")
        column.words("Drag one of them and all move together.", "quiet")
        self._buttons(cards)
        column.section("Chosen")
        for card in cards[:12]:
            words = f"{program.title(Person, card.person)}, {program.title(Cycle, card.cycle)}"
            column.line(words, program.title(Host, card.host))
        if len(cards) > 12:
            column.words(f"and {len(cards) - 12:,} more", "quiet")

    def _no_card(self, cell: Cell) -> None:
        sheet, column = self._model.sheet, self._column
        row = sheet.rows[cell[0]]
        if row.heading or cell[1] >= len(sheet.columns):
            column.words(row.title, "heading")
            column.words(spoken.cell(sheet, cell, ()), "quiet")
            return
        cycle = sheet.columns[cell[1]]
        if sheet.look.rows is Rows.MENTEE:
            self._title(row.key)
        else:
            column.words(row.title, "heading")
            column.words(row.words, "quiet")
        column.section(cycle.name)
        column.words(spoken.gap(sheet, cell).capitalize(), "strong")
        if sheet.gap(*cell) not in (Gap.FREE, Gap.AWAY):
            return
        column.space()
        place = QPushButton("Place…" if sheet.look.rows is Rows.MENTEE else "Place somebody…")
        icons.set_icon(place, "plus", "on_accent")
        dress(place, "primary")
        place.clicked.connect(self.place_wanted)
        column.add(place)
        if sheet.look.rows is Rows.MENTEE:
            self._offer(Placement(new_id(), person=row.key, cycle=cycle.id), "Best places")
            self._why_not((row.key, cycle.id))
            self._exposure(row.key)

    # ---- sections --------------------------------------------------------------------------------------------------

    def _title(self, person: str) -> None:
        found = self._desk.program().get(Person, person)
        if found is not None:
            self._column.words(found.name, "heading")
            self._column.words(described(found), "quiet")

    def _marks(self, card: Placement) -> None:
        marks = [card.state.label] if card.state is not State.DRAFT else []
        marks += ["Pinned"] if card.pinned else []
        if marks:
            self._column.words(" · ".join(marks), "strong accent")

    def _buttons(self, cards: Sequence[Placement]) -> None:
        deeds = self.deeds
        if deeds is None or not self._desk.writable:
            return
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, GRID, 0, 0)
        row.setSpacing(HALF)
        pinned = all(card.pinned for card in cards)
        if len(cards) == 1:
            change = QPushButton("Done" if self._editing else "Change…")
            change.clicked.connect(lambda _checked=False: self._toggle())
            row.addWidget(change)
        for words, icon, run in (
            ("Let loose" if pinned else "Pin where it is", "pin", deeds.pin),
            ("Take off the board", "trash", deeds.unplace),
        ):
            button = QToolButton()
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setCheckable(icon == "pin")
            button.setChecked(icon == "pin" and pinned)
            icons.set_icon(button, icon, "quiet", "accent", ICON_LARGE)
            button.clicked.connect(lambda _checked=False, run=run: run())
            row.addWidget(button)
        row.addStretch(1)
        self._column.add(whole)

    def _toggle(self) -> None:
        self._editing = not self._editing
        # Not at once: the button that was pressed goes with the old content.
        self._later.start(0)

    def _why(self, card: Placement) -> None:
        found = self._judgements.now(card)
        total = sum(finding.points for finding in found)
        self._column.section(f"Why this placement — {spoken.figure(total)}")
        ordered = sorted(found, key=lambda f: (f.severity is not Severity.HARD, -f.points))
        for finding, points in zip(ordered, spoken.adding_up([f.points for f in ordered]), strict=True):
            words = finding.words[:1].upper() + finding.words[1:]
            if finding.severity is Severity.HARD:
                self._column.line(words, icon="blocked", tone="bad")
            else:
                tone = "good" if finding.points > 0 else "bad"
                self._column.line(words, spoken.points(points), tone=tone)
        if not found:
            self._column.words("The rules have nothing to say for or against it.", "quiet")

    def _rank(self, card: Placement) -> None:
        """How its host and its mentor compare with the others it might have, worked out beside the window."""
        ranks = Column.plain()
        self._column.add(ranks)
        program = self._desk.program()

        def work(_progress: object, _cancelled: object) -> Explained:
            from program.planning.explain import cell

            return cell(program, card)

        def tell(found: Explained) -> None:
            self._ranking = None
            for kind, rank, name in (
                ("host", found.host, program.title(Host, card.host)),
                ("mentor", found.mentor, program.title(Person, card.mentor)),
            ):
                if rank is not None and rank.allowed:
                    ranks.line(f"{name} among all {kind}s allowed", f"{rank.place} of {rank.among:,}")

        self._ranking = self._desk.jobs.run(work, "", tell, lambda _: None, ranks)

    def _why_not(self, place: Spot) -> None:
        """Somebody else to wish for."""
        if self._desk.offer is not None:
            return
        self._column.section("Why not …")
        self.whynot.show_cell(place)
        self._column.add(self.whynot)
        self.whynot.show()

    def _offer(self, card: Placement, words: str) -> None:
        """The best hosts with mentors for this cell, worked out in idle slices; a press takes one."""
        self._column.section(words)
        waiting = self._column.words("Looking …", "quiet")
        best = Column.plain()
        self._column.add(best)
        fits = Fits(self._desk.program(), card)

        def search() -> Iterator[None]:
            yield from fits.steps()
            known = self._desk.program().get(Placement, card.id) is not None
            offers = [
                fit for fit in fits.best(_BEST + 1, each=2) if (fit.host.id, fit.mentor.id) != (card.host, card.mentor)
            ][:_BEST]
            waiting.setText("" if offers else "Nothing is free that keeps the rules.")
            waiting.setVisible(not offers)
            for fit in offers:
                words = f"{fit.host.name} with {short_name(fit.mentor.name)}"
                line = LineButton(words, spoken.figure(fit.points))
                taken = fits.placed(fit)
                line.clicked.connect(lambda _checked=False, taken=taken: self._take(taken, known))
                line.setEnabled(self._desk.writable)
                best.add(line)

        self._idle.start("fits", search())

    def _take(self, card: Placement, known: bool) -> None:
        command: MovePlacements | Place
        if known:
            command = MovePlacements((Target(card.id, host=card.host, mentor=card.mentor),))
        else:
            command = Place((card,))
        if self._desk.do(command) is not None:
            self.wanted.emit(card.id)

    def _exposure(self, person: str) -> None:
        program = self._desk.program()
        met, wanted = sorted(exposure(program, person)), program.charter.breadth
        words = met_words(len(met), wanted)
        self._column.section(f"Exposure — {words.replace(' met', '')}")
        if wanted <= 14:
            self._column.add(Dots(len(met), wanted, words))
        self._column.words(", ".join(met) or "No function met yet", "quiet")

    def _history(self, record: str) -> None:
        entries = self._desk.history(record, limit=_HISTORY)
        if not entries:
            return
        self._column.section("History")
        for entry in entries:
            self._column.words(entry.words)
            self._column.words(" · ".join(part for part in (entry.who, day(entry.at.date())) if part), "quiet small")


def _scrolling(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner.setMinimumWidth(1)  # what is in it wraps, and is never wider than the panel
    area.setWidget(inner)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area
