"""The third step: what the import would do, and what to do about what is doubtful. Each choice shows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from PySide6.QtCore import QAbstractItemModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QStackedLayout,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from program.commands.base import counted
from program.intake import Choice, Concern, Intake, Outcome, Settings, prepare
from program.records import Person
from program.trouble import Cancelled, Trouble
from ui.jobs import IsCancelled, Job, Progress
from ui.parts.banner import Banner
from ui.parts.flow import Flow
from ui.parts.labels import label
from ui.parts.listing import listing
from ui.parts.toggles import Toggle
from ui.people.wizard.checkmodels import Problems, Rows
from ui.people.wizard.concerns import ConcernCard, DayFirst
from ui.people.wizard.step import Draft, Step
from ui.theme import ROW, dress

if TYPE_CHECKING:
    from ui.desk import Desk

_PAUSE_MS = 60
_WORDS = {Outcome.NEW: "new", Outcome.CHANGED: "changed", Outcome.UNCHANGED: "unchanged", Outcome.LEFT_OUT: "left out"}


class CheckStep(Step):
    """Works out, off the window's thread, what the import would do, again after every choice."""

    words: ClassVar[str] = "Check"
    settled = Signal(object)
    """Another `Settings`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("What would happen")
        self._desk = desk
        self._draft: Draft | None = None
        self._job: Job | None = None
        self.intake: Intake | None = None
        self._outcome: Outcome | None = None
        self._concern: Concern | None = None
        self._asked = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._work)
        self.banner = Banner()
        self.body.addWidget(self.banner)
        self.body.addWidget(self._counts())
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setMaximumHeight(4)
        self.progress.setAccessibleName("Working out what would happen")
        kept = self.progress.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(kept)
        self.body.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self._left())
        row.addLayout(self._right(), 1)
        self.body.addLayout(row, 1)

    # ---- building --------------------------------------------------------------------------------------------------

    def _counts(self) -> QWidget:
        """A chip for each outcome; pressed, it shows only these rows."""
        holder = QWidget()
        flow = Flow(holder, spacing=6)
        self.outcomes: dict[Outcome, Toggle] = {}
        for outcome in Outcome:
            chip = Toggle("")
            chip.clicked.connect(lambda on, outcome=outcome: self._show_outcome(outcome if on else None))
            chip.hide()
            flow.addWidget(chip)
            self.outcomes[outcome] = chip
        return holder

    def _left(self) -> QWidget:
        inside = QWidget()
        self._cards = QVBoxLayout(inside)
        self._cards.setContentsMargins(0, 0, 8, 0)
        self._cards.setSpacing(12)
        self.day_first = DayFirst()
        self.day_first.chosen.connect(self._set_day_first)
        self.clear = QCheckBox("Empty cells empty the field")
        self.clear.setToolTip("For people who are in the book already. Otherwise an empty cell changes nothing.")
        self.clear.clicked.connect(self._set_clear)
        self._nothing = label("Nothing in this file is doubtful.", "quiet", wrap=True)
        for later in (self.day_first, self.clear, self._nothing):
            later.hide()
        self._only_here = label("", "quiet small", wrap=True)
        self.cards: dict[Concern, ConcernCard] = {}
        self._cards.addWidget(self.day_first)
        self._cards.addWidget(self._nothing)
        self._cards.addStretch(1)
        self._cards.addWidget(self.clear)
        self._cards.addWidget(self._only_here)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFixedWidth(360)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab("People")
        self.tabs.addTab("Problems")
        self.tabs.setAccessibleName("What the table shows")
        column.addWidget(self.tabs)
        self.rows, self.problems = Rows(self), Problems(self)
        layers = QStackedLayout()
        layers.addWidget(_table(self.rows, "What becomes of each row", (56, 150, 84)))
        layers.addWidget(_table(self.problems, "Problems by row and column", (64, 130)))
        self.tabs.currentChanged.connect(layers.setCurrentIndex)
        column.addLayout(layers, 1)
        self.details = label("", "quiet small", wrap=True)
        self.details.setFixedHeight(3 * self.details.fontMetrics().lineSpacing() + 4)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.details)
        for at, words in enumerate((self._row_in_full, self._problem_in_full)):
            view = layers.widget(at)
            assert isinstance(view, QTableView)
            if at == 0:
                self.setFocusProxy(view)
            view.selectionModel().currentRowChanged.connect(
                lambda now, _, words=words: self.details.setText(words(now.row()))
            )
            view.model().modelReset.connect(lambda: self.details.setText(""))
        self.tabs.currentChanged.connect(lambda _: self.details.setText(""))
        return column

    # ---- working it out --------------------------------------------------------------------------------------------

    @property
    def working(self) -> bool:
        """Whether it is still being worked out what would happen."""
        return self._job is not None or self._later.isActive()

    @property
    def ready(self) -> bool:
        """Whether it is known what would happen, and something would."""
        return not self.working and self.intake is not None and bool(self.intake.change)

    def show_draft(self, draft: Draft) -> None:
        """Work out what this import would do."""
        if self._draft is None or self._draft.table is not draft.table:
            self._outcome = self._concern = None
            self._asked = False
        self._draft = draft
        self._later.start()
        self.progress.show()
        self.changed.emit()

    def stop(self) -> None:
        """Drop what is being worked out."""
        self._later.stop()
        if self._job is not None:
            self._job.drop()
            self._job = None

    def forget(self) -> None:
        """Let go of everything of the file."""
        self.stop()
        self._draft = self.intake = None
        self.rows.show_intake(None, None)
        self.problems.show_intake(None, None)

    def _work(self) -> None:
        self.stop()
        draft = self._draft
        if draft is None:
            return

        def work(_progress: Progress, cancelled: IsCancelled) -> Intake:
            return prepare(draft.table, draft.program, draft.settings, cancelled=cancelled)

        self._job = self._desk.jobs.run(work, "Checking the file", self._done, self._failed, self)

    def _done(self, intake: Intake) -> None:
        self._job = None
        self.intake = intake
        self.banner.show_words("")
        self._show()

    def _failed(self, trouble: Trouble) -> None:
        self._job = None
        self.intake = None
        if not isinstance(trouble, Cancelled):
            self.banner.show_trouble(trouble)
        self._show()

    # ---- showing ---------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.progress.hide()
        intake = self.intake
        for outcome, chip in self.outcomes.items():
            count = intake.count(outcome) if intake is not None else 0
            chip.setText(f"{count:,} {_WORDS[outcome]}")
            chip.setAccessibleName(f"Rows {_WORDS[outcome]}: {count:,}")
            chip.setVisible(bool(count) or outcome is Outcome.NEW)
            chip.setEnabled(bool(count))
            if not count and outcome is self._outcome:
                self._outcome = None
            chip.setChecked(outcome is self._outcome)
        if intake is not None:
            self._say_what(intake)
        self._show_cards()
        self._show_tables()
        self.changed.emit()

    def _say_what(self, intake: Intake) -> None:
        assert self._draft is not None
        new, changed, out = (intake.count(each) for each in (Outcome.NEW, Outcome.CHANGED, Outcome.LEFT_OUT))
        said = [f"{counted(new, 'person', 'people')} would be added" if new else ""]
        said += [f"{counted(changed, 'person', 'people')} would be changed" if changed else ""]
        said += [f"{counted(out, 'row')} would be left out" if out else ""]
        told = ", ".join(filter(None, said)) if intake.change else ""
        more = "Nothing is in the book yet. Settle what is doubtful, then import; the whole import can be undone."
        self.say(told or "Nothing would change", more if intake.change else "The book holds all of this already.")
        there = len(self._draft.program.of(Person))
        missing = len(intake.only_here)
        self._only_here.setText(
            f"{counted(missing, 'person', 'people')} of the book {'is' if missing == 1 else 'are'} not in this file; "
            "they stay as they are."
        )
        self._only_here.setVisible(bool(there and missing))
        self.clear.setVisible(bool(there))
        self.clear.setChecked(self._draft.settings.clear)

    def _show_cards(self) -> None:
        draft = self._draft
        counts = self.intake.counts() if self.intake is not None else {}
        for gone in [each for each in self.cards if each not in counts]:
            card = self.cards.pop(gone)
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, (concern, count) in enumerate(counts.items()):
            if concern not in self.cards:
                card = ConcernCard(concern)
                card.chosen.connect(self._set_choice)
                card.pressed.connect(self._show_concern)
                self.cards[concern] = card
                self._cards.insertWidget(1 + place, card)
            if draft is not None:
                chosen = dict(draft.settings.choices).get(concern, concern.usual)
                self.cards[concern].show_choice(count, chosen)
        asks = self.intake is not None and self.intake.asks_for_day_first
        self._asked = self._asked or asks
        self.day_first.setVisible(self._asked)
        if draft is not None:
            self.day_first.show_choice(draft.settings.day_first, self._example())
        if self._concern is not None and self._concern not in counts:
            self._concern = None
        for concern, card in self.cards.items():
            card.mark(concern is self._concern)
        self._nothing.setVisible(not counts and self.intake is not None and not self._asked)

    def _example(self) -> str:
        problems = self.intake.problems if self.intake is not None else ()
        return next((each.words for each in problems if each.concern is Concern.AMBIGUOUS_DATE), "")

    def _show_tables(self) -> None:
        self.rows.show_intake(self.intake, self._outcome)
        self.problems.show_intake(self.intake, self._concern)
        self.tabs.setTabText(0, f"People ({len(self.rows.shown):,})")
        self.tabs.setTabText(1, f"Problems ({len(self.problems.shown):,})")

    def _show_outcome(self, outcome: Outcome | None) -> None:
        self._outcome = outcome
        for each, chip in self.outcomes.items():
            chip.setChecked(each is outcome)
        self.tabs.setCurrentIndex(0)
        self._show_tables()

    def _show_concern(self, concern: Concern) -> None:
        self._concern = None if concern is self._concern else concern
        for each, card in self.cards.items():
            card.mark(each is self._concern)
        self.tabs.setCurrentIndex(1)
        self._show_tables()

    def _row_in_full(self, row: int) -> str:
        """All that changes for the row the keyboard is on."""
        if not 0 <= row < self.rows.rowCount():
            return ""
        entry = self.rows.shown[row]
        return f"Row {entry.row:,}, {entry.name or 'no name'}. {self.rows.index(row, 3).data()}"

    def _problem_in_full(self, row: int) -> str:
        if not 0 <= row < self.problems.rowCount():
            return ""
        problem = self.problems.shown[row]
        where = f"Row {problem.row:,}, {problem.column}" if problem.column else f"Row {problem.row:,}"
        return f"{where}. {problem.concern.label}: {problem.words}"

    # ---- settling --------------------------------------------------------------------------------------------------

    def _settle(self, settings: Settings) -> None:
        self.settled.emit(settings)

    def _set_choice(self, concern: Concern, choice: Choice) -> None:
        if self._draft is not None:
            self._settle(self._draft.settings.choose(concern, choice))

    def _set_day_first(self, day_first: bool) -> None:
        if self._draft is not None:
            self._settle(msgspec.structs.replace(self._draft.settings, day_first=day_first))

    def _set_clear(self, clear: bool) -> None:
        if self._draft is not None:
            self._settle(msgspec.structs.replace(self._draft.settings, clear=clear))


def _table(model: QAbstractItemModel, name: str, widths: tuple[int, ...]) -> QTableView:
    view = listing(model, name)
    view.verticalHeader().setDefaultSectionSize(ROW - 6)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    for place, width in enumerate(widths):
        view.setColumnWidth(place, width)
    view.horizontalHeader().setStretchLastSection(True)
    dress(view, "")
    return view
