"""The rules section: every rule in words, switched and weighed, with what it finds in the present plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from program.changes import Change
from program.commands import Keep
from program.findings import Severity
from program.records import Charter, RuleSetting
from program.rules import RULES, Rule, Topic
from ui.jobs import Job
from ui.parts.card import Card
from ui.parts.labels import rule as hairline
from ui.parts.register.section import Section
from ui.parts.searching import fold, holds
from ui.setup.rulepanel import RulePanel
from ui.setup.rulerow import RuleRow
from ui.setup.tally import NOTHING, Tally, tally

if TYPE_CHECKING:
    from ui.desk import Desk

_REST = 400  # milliseconds the plan must rest before it is looked at again


class RulesSection(Section):
    """Rules."""

    key = "rules"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = "What a good rotation is. To break one that must hold, give a reason; the others give or take points."
        super().__init__(desk, "Rules", words, parent)
        self.setObjectName("rules")
        self.rows: dict[str, RuleRow] = {}
        self.tallies: Mapping[str, Tally] | None = None
        """What each rule finds; None until it has been worked out."""
        self._looked_at = ""
        self._stale = True
        self._job: Job | None = None
        self._rules = RulePanel()
        self._rules.board.connect(lambda placement: self.go.emit("board", placement))
        self._reset = QPushButton("Reset all rules")
        self._reset.setToolTip("Every rule on, every weight 1")
        self._reset.clicked.connect(lambda _=False: self.reset())
        self._buttons.addWidget(self._reset)
        self.cards = {topic: self._card(topic) for topic in Topic}
        self._area = self._scrolled()
        self._column.addWidget(self._area, 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._count)
        self.setFocusProxy(next(iter(self.rows.values())).switch)
        self._show()

    # ---- the page's part -------------------------------------------------------------------------------------------

    def panel(self) -> QWidget:
        return self._rules

    def shown(self) -> None:
        if self._stale:
            self._count()

    def follow(self, change: Change) -> None:
        self._stale = True
        self._show()
        if self.isVisible():
            self._rest.start()

    def search(self, text: str) -> None:
        words = fold(text).split()
        for topic, card in self.cards.items():
            rows = [row for row in self.rows.values() if row.rule.topic is topic]
            for row in rows:
                row.setVisible(_holds(row.rule, words))
            card.setVisible(any(_holds(row.rule, words) for row in rows))

    def reveal(self, record_id: str) -> None:
        row = self.rows[record_id]
        self._look_at(record_id)
        row.switch.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, row, lambda: self._area.ensureWidgetVisible(row))

    def scenes(self) -> dict[str, Callable[[], object]]:
        return {"findings": lambda: self.reveal("seat_limit"), "weighed": lambda: self.reveal("goals_met")}

    # ---- what can be done ------------------------------------------------------------------------------------------

    def setting(self, key: str) -> RuleSetting:
        """How the charter has a rule."""
        found = (each for each in self.desk.program().charter.rules if each.rule == key)
        return next(found, RuleSetting(key))

    def switch(self, key: str, on: bool) -> None:
        """Switch a rule on or off."""
        before = self.setting(key)
        self._keep({key: msgspec.structs.replace(before, on=on)}, f"Switch {RULES[key].name} {'on' if on else 'off'}")

    def weigh(self, key: str, weight: float) -> None:
        """Give a rule another weight; 1 is its own measure."""
        before = self.setting(key)
        words = f"Weigh {RULES[key].name} {weight:.1f}" if weight != 1.0 else f"Weigh {RULES[key].name} as it was made"
        self._keep({key: msgspec.structs.replace(before, weight=round(weight, 1))}, words)

    def reset(self) -> None:
        """Every rule on, by its own measure."""
        self._keep({key: RuleSetting(key) for key in RULES}, "Reset all rules")

    @property
    def resets(self) -> bool:
        """Whether any rule is set otherwise than it was made."""
        return self.writable and any(self.setting(key) != RuleSetting(key) for key in RULES)

    def _keep(self, wanted: Mapping[str, RuleSetting], title: str) -> None:
        charter = self.desk.program().charter
        settings = {**{each.rule: each for each in charter.rules}, **wanted}
        # What is as it was made needs no mention; a setting for a rule that this version lacks is kept.
        kept = tuple(each for each in settings.values() if each != RuleSetting(each.rule))
        self._keep_charter(msgspec.structs.replace(charter, rules=kept), title)

    def _number(self, field: str, number: int) -> None:
        charter = self.desk.program().charter
        if getattr(charter, field) != number:
            self._keep_charter(msgspec.structs.replace(charter, **{field: number}), "")

    def _keep_charter(self, charter: Charter, title: str) -> None:
        self.desk.do(Keep((charter,), title), quiet=not title)
        if self.desk.is_open:
            self._show()

    # ---- what the plan says ----------------------------------------------------------------------------------------

    def _count(self) -> None:
        """Work out beside the window what every rule finds."""
        self._rest.stop()
        if self._job is not None:
            self._job.drop()
        if not self.desk.is_open:
            return
        self._stale = False
        program = self.desk.program()
        self._job = self.desk.jobs.run(
            lambda progress, cancelled: tally(program, progress, cancelled), "", self._counted, self._fell, owner=self
        )

    def _counted(self, tallies: Mapping[str, Tally]) -> None:
        self._job = None
        self.tallies = tallies
        self._show()

    def _fell(self, _trouble: object) -> None:
        self._job = None
        self._stale = True

    # ---- within ----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        charter = self.desk.program().charter
        for key, row in self.rows.items():
            setting = self.setting(key)
            row.show_setting(setting, charter, self.writable)
            row.show_tally(self._tally(key), setting.on)
        self._reset.setEnabled(self.resets)
        self._show_panel()

    def _tally(self, key: str) -> Tally | None:
        return None if self.tallies is None else self.tallies.get(key, NOTHING)

    def _show_panel(self) -> None:
        key = self._looked_at
        self._rules.show_rule(RULES.get(key), self._tally(key), not key or self.setting(key).on)

    def _look_at(self, key: str) -> None:
        self._looked_at = key
        self._show_panel()

    def _open(self, key: str) -> None:
        self._look_at(key)
        self.inspect.emit()

    def _card(self, topic: Topic) -> Card:
        """The rules of a topic, those that must hold first."""
        rules = [each for each in RULES.values() if each.topic is topic]
        rules.sort(key=lambda each: each.severity is Severity.SOFT)
        must = sum(each.severity is Severity.HARD for each in rules)
        parts = [f"{must} must hold" if must else "", f"{len(rules) - must} weighed" if must < len(rules) else ""]
        card = Card(topic.value, " · ".join(filter(None, parts)))
        for each in rules:
            if card.body.count():
                card.body.addWidget(hairline())
            card.body.addWidget(self._row(each))
        return card

    def _row(self, each: Rule) -> RuleRow:
        row = self.rows[each.key] = RuleRow(each)
        row.switched.connect(lambda on: self.switch(each.key, on))
        row.weighed.connect(lambda weight: self.weigh(each.key, weight))
        row.numbered.connect(self._number)
        row.chosen.connect(lambda: self._look_at(each.key))
        row.opened.connect(lambda: self._open(each.key))
        return row

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(14)
        for card in self.cards.values():
            column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area


def _holds(shown: Rule, words: list[str]) -> bool:
    return holds(fold(f"{shown.name} {shown.sentence}"), words)
