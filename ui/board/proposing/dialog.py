"""The question to the planner: what to keep, what to plan, what makes a plan good, and how long to look for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import msgspec
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from program.commands import Keep
from program.names import counted
from program.records import Cohort, RuleSetting
from ui.board import spoken
from ui.board.proposing.asking import scope_of
from ui.board.proposing.effect import Effect, effect
from ui.board.proposing.rulelist import RuleList
from ui.board.proposing.wishes import TIMES, Aim, Kept, Wishes, ruled, settings_of
from ui.jobs import IsCancelled, Progress, Work
from ui.parts.labels import label
from ui.theme import GRID, HALF, MARGIN, dress

if TYPE_CHECKING:
    from program.planning.learn import Learned
    from program.planning.sensitivity import Shift
    from program.trouble import Trouble
    from ui.board.plans import Plans


T = TypeVar("T")


class ProposeDialog(QDialog):
    """Stands over the window while the question is put; the looking itself goes on beside it."""

    def __init__(self, plans: Plans, wishes: Wishes, broken: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plans = plans
        self._program = plans.program()
        self.setWindowTitle("Rotunda")
        self.setModal(True)
        self.setAccessibleName("Propose a plan")
        self.resize(880, 620)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 20, MARGIN, 16)
        whole.setSpacing(12)
        whole.addWidget(label("Propose a plan", "heading"))
        sides = QHBoxLayout()
        sides.setSpacing(MARGIN)
        whole.addLayout(sides, 1)
        left = QVBoxLayout()
        left.setSpacing(HALF)
        self._ask(left, broken)
        left.addStretch(1)
        holder = QWidget()
        holder.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        holder.setFixedWidth(310)
        sides.addWidget(holder)
        right = QVBoxLayout()
        right.setSpacing(HALF)
        right.addWidget(label("Rules, and what each makes of the present plan", "strong", wrap=True))
        self.rules = RuleList(settings_of(self._program))
        self.rules.turned.connect(self._total)
        right.addWidget(self.rules, 1)
        self.total = label("Looking at the present plan …", "quiet", wrap=True)
        right.addWidget(self.total)
        right.addLayout(self._views())
        sides.addLayout(right, 1)
        self._buttons(whole)
        self._show(wishes)
        self._job = plans.jobs.run(
            lambda progress, cancelled: effect(self._program, progress, cancelled),
            "",
            self._known,
            lambda _: None,
            self,
        )

    # ---- what is asked ---------------------------------------------------------------------------------------------

    @property
    def wishes(self) -> Wishes:
        """The question as it is put now."""
        return Wishes(
            kept=Kept(self._chosen(self.kept)),
            start=self.start.currentData() or "",
            cohort=self.whose.currentData() or "",
            aim=Aim(self._chosen(self.aim)),
            seconds=int(self.time.currentData()),
            most=self.most.value() if self.limited.isChecked() else None,
            fewest=self.fewest.isChecked(),
            rules=tuple(each for each in self.rules.settings.values() if each != RuleSetting(each.rule)),
        )

    def keep_weights(self) -> None:
        """Write the rules as they are set here into the charter, as one step."""
        settings = self.wishes.rules
        charter = self._plans.desk.program().charter
        words = counted(
            sum(line.setting != settings_of(self._program).get(key, RuleSetting(key))
                for key, line in self.rules.lines.items()), "rule"
        )  # fmt: skip
        command = Keep((msgspec.structs.replace(charter, rules=settings),), f"Set {words} as in the proposal")
        if self._plans.desk.do(command) is not None:
            self._program = self._plans.program()
            self.rules.kept()
            self._total()

    # ---- what else can be seen of the weights ------------------------------------------------------------------------

    def show_ratings(self) -> None:
        """What ratings of past placements say of the score; suggested weights may be tried here."""
        program = self._plans.program()

        def work(_progress: object, _cancelled: object) -> Learned:
            from program.planning.learn import learn

            return learn(program)

        def show(learned: Learned) -> None:
            from ui.board.proposing.learning import LearningDialog

            dialog = LearningDialog(program, learned, self)
            if self._plans.ask.show(dialog) and dialog.tried:
                self.rules.show_settings({each.rule: each for each in dialog.tried})

        self._work(work, "Comparing scores with ratings", show)

    def show_sensitivity(self) -> None:
        """How the plan would differ if the weights as they are set here moved by a fifth, one at a time."""
        wishes = self.wishes
        program = ruled(self._plans.program(), wishes.rules)

        def work(progress: Progress, cancelled: IsCancelled) -> tuple[Shift, ...]:
            from program.planning.sensitivity import sensitivity

            return sensitivity(program, scope_of(program, wishes), progress=progress, cancelled=cancelled)

        def show(shifts: tuple[Shift, ...]) -> None:
            from ui.board.proposing.sensing import SensitivityDialog

            self._plans.ask.show(SensitivityDialog(program, shifts, self))

        self._work(work, "Moving each weight by a fifth", show)

    def _work(self, work: Work[T], words: str, show: Callable[[T], object]) -> None:
        """Work that a link of the dialog asked for; meanwhile its words stand in place of the total."""

        def done(result: T) -> None:
            self._total()
            show(result)

        def fell(trouble: Trouble) -> None:
            self._total()
            self._plans.notice.trouble(trouble)

        self.total.setText(f"{words} …")
        self._plans.jobs.run(work, words, done, fell, owner=self)

    def _views(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for words, run in (
            ("If weights moved by a fifth…", self.show_sensitivity),
            ("What the ratings say…", self.show_ratings),
        ):
            link = QPushButton(words)
            link.setAutoDefault(False)
            dress(link, "link")
            link.clicked.connect(lambda _checked=False, run=run: run())
            row.addWidget(link)
        row.addStretch(1)
        return row

    # ---- within ----------------------------------------------------------------------------------------------------

    def _ask(self, column: QVBoxLayout, broken: int) -> None:
        program = self._program
        self.kept = self._choices(column, "Keep", [(each, each.label) for each in Kept])
        column.addSpacing(12)
        column.addWidget(label("Plan", "section"))
        self.start = _field(column, "Cycles", [(each.id, f"from {each.name} on") for each in program.cycles])
        self.start.insertItem(0, "all cycles", "")
        cohorts = sorted(program.of(Cohort).values(), key=lambda each: each.name.casefold())
        self.whose = _field(column, "Mentees", [("", "everybody"), *((each.id, each.name) for each in cohorts)])
        column.addSpacing(12)
        self.aim = self._choices(column, "Look for", [(each, each.label) for each in Aim])
        self.fewest = QCheckBox("Only mend what is broken, with the fewest changes")
        self.fewest.setToolTip("With the fewest changed cells; everything else stays where it is")
        self.fewest.setEnabled(bool(broken))
        self.fewest.setText(f"Only mend what is broken ({broken:,})" if broken else "Only mend (nothing is broken)")
        self.fewest.toggled.connect(lambda _: self._able())
        column.addWidget(self.fewest)
        column.addSpacing(12)
        column.addWidget(label("Limits", "section"))
        self.time = _field(column, "Time", [(str(seconds), words) for seconds, words in TIMES.items()])
        row = QHBoxLayout()
        self.limited = QCheckBox("Change at most")
        self.most = QSpinBox()
        self.most.setRange(1, 99_999)
        self.most.setAccessibleName("Cells that may change at most")
        self.limited.toggled.connect(lambda _: self._able())
        row.addWidget(self.limited)
        row.addWidget(self.most)
        row.addWidget(label("cells"))
        row.addStretch(1)
        column.addLayout(row)

    def _choices(self, column: QVBoxLayout, title: str, choices: list[tuple[str, str]]) -> QButtonGroup:
        column.addWidget(label(title, "section"))
        group = QButtonGroup(self)
        for value, words in choices:
            button = QRadioButton(words)
            button.setProperty("value", str(value))
            button.setAccessibleName(f"{title}: {words}")
            group.addButton(button)
            column.addWidget(button)
        return group

    def _buttons(self, column: QVBoxLayout) -> None:
        box = QDialogButtonBox()
        self.keep = QPushButton("Keep these weights")
        self.keep.setToolTip("Write them into the charter; otherwise they count for this proposal only")
        self.keep.clicked.connect(lambda _checked=False: self.keep_weights())
        self.reset = QPushButton("As in the charter")
        self.reset.clicked.connect(lambda _checked=False: self.rules.show_settings(settings_of(self._program)))
        for button in (self.keep, self.reset):
            button.setAutoDefault(False)
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.begin = box.addButton("Start", QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self.begin, "primary")
        self.begin.setDefault(True)
        box.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column.addWidget(box)

    def _show(self, wishes: Wishes) -> None:
        for group, value in ((self.kept, wishes.kept), (self.aim, wishes.aim)):
            for button in group.buttons():
                button.setChecked(button.property("value") == str(value))
        for field, wanted in (
            (self.start, wishes.start),
            (self.whose, wishes.cohort),
            (self.time, str(wishes.seconds)),
        ):
            field.setCurrentIndex(max(0, field.findData(wanted)))
        self.limited.setChecked(wishes.most is not None)
        self.most.setValue(wishes.most or 10)
        self.fewest.setChecked(wishes.fewest and self.fewest.isEnabled())
        if wishes.rules:
            self.rules.show_settings({each.rule: each for each in wishes.rules})
        self._able()
        self._total()
        self.begin.setFocus()

    def _able(self) -> None:
        self.most.setEnabled(self.limited.isChecked())
        for button in self.aim.buttons():
            button.setEnabled(not self.fewest.isChecked())
        self.time.setEnabled(not self.fewest.isChecked())

    def _known(self, found: Effect) -> None:
        self.rules.show_effect(found)
        self._total()

    def _total(self) -> None:
        changed = self.rules.changed
        self.keep.setEnabled(changed and not self._plans.book.read_only)
        self.reset.setEnabled(changed)
        found = self.rules.effect
        if found is None:
            return
        now, then = found.total(settings_of(self._program)), found.total(self.rules.settings)
        words = f", weighed like this {then:,.1f} ({spoken.points(then - now)})" if changed else ""
        self.total.setText(f"The present plan makes {now:,.1f} points{words}.")

    @staticmethod
    def _chosen(group: QButtonGroup) -> str:
        checked = group.checkedButton()
        assert checked is not None, "one is always chosen"
        return str(checked.property("value"))


def _field(column: QVBoxLayout, words: str, choices: list[tuple[str, str]]) -> QComboBox:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    title = label(words, "quiet")
    title.setFixedWidth(64)
    field = QComboBox()
    field.setAccessibleName(words)
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for value, shown in choices:
        field.addItem(shown, value)
    title.setBuddy(field)
    row.addWidget(title)
    row.addWidget(field, 1)
    column.addLayout(row)
    return field
