"""Cycles: whole runs added at once, rolled forward, and seen on a line of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from program.program import Program
from program.records import CHARTER, Cadence, Charter, Cohort, Cycle, Placement, Stage
from tests.program.scene import placed, scene
from tests.ui.setup.conftest import Hands
from ui.setup.cycles import CyclesSection
from ui.setup.roll_dialog import RollDialog
from ui.setup.run_dialog import RunDialog, next_start, usual_stages
from ui.setup.timeline import lanes

Setup = Callable[..., Hands]
F, S, L = Stage.FOUNDATION, Stage.STRATEGIC, Stage.LEAD


def cycles(hands: Hands) -> CyclesSection:
    section = hands.register("cycles")
    assert isinstance(section, CyclesSection)
    return section


def blank(*more: Cohort) -> Program:
    return Program.of_records([Charter(CHARTER, name="Empty"), *more])


@pytest.mark.parametrize(
    ("number", "stages"),
    [(1, (F,)), (2, (F, S)), (3, (F, S, L)), (4, (F, F, S, L)), (6, (F, F, F, S, S, L)), (8, (F, F, F, F, S, S, L, L))],
)
def test_stages_of_a_run_rise_and_end_with_lead(number: int, stages: tuple[Stage, ...]) -> None:
    assert usual_stages(number) == stages


def test_a_run_begins_where_the_last_one_ended_or_with_the_next_quarter() -> None:
    assert next_start(scene(), "", date(2026, 11, 5)) == date(2027, 12, 31)  # the scene's quarters end on the 30th
    assert next_start(blank(), "", date(2026, 11, 5)) == date(2027, 1, 1)
    assert next_start(blank(), "", date(2026, 3, 31)) == date(2026, 4, 1)


def test_a_run_of_four_quarters_is_added_by_the_first_button_as_one_step(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(blank(Cohort("c", name="Cohort 2027", start=date(2027, 1, 1))))
    section = cycles(hands)

    def fill(dialog: RunDialog) -> None:
        assert dialog.cohort.text() == "Cohort 2027", "the newest cohort is offered"
        dialog.start.selectAll()
        qtbot.keyClicks(dialog.start, "1 Jan 2027")
        shown = [line.name.text() for line in dialog.rows._lines if line.isVisible()]
        assert shown == ["Q1 2027", "Q2 2027", "Q3 2027", "Q4 2027"]
        dialog.keep.click()

    hands.drive(fill)
    qtbot.mouseClick(section._empty.deed, Qt.MouseButton.LeftButton)
    made = hands.program.cycles
    assert [(cycle.name, cycle.stage, cycle.cohort) for cycle in made] == [
        ("Q1 2027", F, "c"), ("Q2 2027", F, "c"), ("Q3 2027", S, "c"), ("Q4 2027", L, "c"),
    ]  # fmt: skip
    assert section.model.rowCount() == 4
    assert len(section.chosen) == 4
    hands.window.desk.undo()
    assert not hands.program.cycles


def test_the_preview_follows_number_cadence_and_stages(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(blank())
    section = cycles(hands)

    def fill(dialog: RunDialog) -> None:
        dialog.start.show_value(date(2027, 1, 1))
        dialog.cadence.show_value(Cadence.MONTHLY)
        dialog.cadence.settled.emit()
        dialog.number.setValue(6)
        stage = dialog.rows.stage_editor(1)
        stage.show_value(L)
        stage.settled.emit()
        dialog.number.setValue(3)
        assert dialog.keep.text() == "Add 3 cycles"
        dialog.keep.click()

    hands.drive(fill)
    section.add()
    assert [(cycle.name, cycle.stage) for cycle in hands.program.cycles] == [
        ("Jan 2027", F), ("Feb 2027", L), ("Mar 2027", L),
    ]  # fmt: skip


def test_without_a_day_nothing_can_be_added_and_an_overlap_is_told(setup: Setup, qtbot: QtBot) -> None:
    hands = setup()
    section = cycles(hands)

    def try_it(dialog: RunDialog) -> None:
        dialog.start.selectAll()
        qtbot.keyClicks(dialog.start, "1 Feb 2027")
        assert "in the same time" in dialog.said.words
        dialog.start.selectAll()
        qtbot.keyClicks(dialog.start, "never")
        qtbot.keyClick(dialog.start, Qt.Key.Key_Return)
        assert not dialog.keep.isEnabled()
        assert not any(line.isVisible() for line in dialog.rows._lines)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    hands.drive(try_it)
    section.add()
    assert len(hands.program.cycles) == 4


def test_cycles_roll_forward_with_their_placements(setup: Setup) -> None:
    hands = setup(scene(placed("p", "ana", "q1", "fin", "chen", project="Cash")))
    section = cycles(hands)
    section.table.choose(["q1", "q2"])

    def fill(dialog: RollDialog) -> None:
        assert dialog.chosen == ("q1", "q2")
        dialog.start.show_value(date(2028, 1, 1))
        dialog.with_places.setChecked(True)
        assert "1 placement as drafts" in dialog.said.words
        assert "against it; a reason is asked for" in dialog.said.words
        dialog.keep.click()

    hands.drive(fill)
    hands.window.desk.ask.next("A second year with the same host")
    section.roll_forward()
    fresh = [cycle for cycle in hands.program.cycles if cycle.start.year == 2028]
    assert [cycle.start for cycle in fresh] == [date(2028, 1, 1), date(2028, 4, 1)]
    copied = [p for p in hands.program.of(Placement).values() if p.cycle == fresh[0].id]
    assert [place.project for place in copied] == ["Cash"]
    hands.window.desk.undo()
    assert len(hands.program.of(Cycle)) == 4


def test_rolling_needs_a_cycle(setup: Setup) -> None:
    hands = setup()
    section = cycles(hands)

    def untick(dialog: RollDialog) -> None:
        for row in range(dialog.list.count()):
            dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
        assert not dialog.keep.isEnabled()
        assert "Tick" in dialog.said.words
        dialog.reject()

    hands.drive(untick)
    section.roll_forward()


def test_the_line_of_time_has_a_lane_for_each_cohort_and_none_overlaps() -> None:
    def cycle(id_: str, start: date, end: date, cohort: str) -> Cycle:
        return Cycle(id_, name=id_, start=start, end=end, cohort=cohort)

    program = Program.of_records([
        Cohort("c", name="First"),
        cycle("a", date(2027, 1, 1), date(2027, 3, 31), "c"),
        cycle("b", date(2027, 4, 1), date(2027, 6, 30), "c"),
        cycle("x", date(2027, 3, 1), date(2027, 4, 30), "c"),
        cycle("y", date(2027, 1, 1), date(2027, 12, 31), ""),
    ])
    found = {(lane.cohort, tuple(each.id for each in lane.cycles)) for lane in lanes(program)}
    assert found == {("First", ("a", "b")), ("First", ("x",)), ("Every cohort", ("y",))}


def test_a_click_on_the_line_of_time_chooses_the_cycle(setup: Setup, qtbot: QtBot) -> None:
    hands = setup()
    section = cycles(hands)
    third = hands.program.cycles[2]
    place = section.timeline.block(third).center().toPoint()
    qtbot.mouseClick(section.timeline, Qt.MouseButton.LeftButton, pos=place)
    assert section.chosen == (third,)
    assert "Q3 strategic" in section.timeline.accessibleName()
