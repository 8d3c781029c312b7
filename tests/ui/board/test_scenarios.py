"""Plans beside the live one, through the board: kept, worked in by hand, compared, taken over and dropped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMenu, QPushButton

from program.records import Cohort, Placement, Scenario
from tests.ui.board.boards import FILLED, Boards, drawn, filled, ungrouped
from tests.ui.board.hands import Board

Key = Qt.Key


@pytest.fixture
def plain(board: Boards) -> Board:
    return ungrouped(board, filled())


def do(hands: Board, key: str) -> None:
    """Do something from the table of actions, as menu and palette do."""
    (action,) = (each for each in hands.page.actions() if each.key == key)
    assert action.enabled(), f"{key} cannot be done now"
    action.run()
    hands.settle()


def keep(hands: Board, name: str = "Draft") -> None:
    """Keep what is shown as a scenario; it is in front then."""
    hands.desk.ask.next(name)
    do(hands, "plan_keep")


def band(hands: Board) -> str:
    """What stands in the band above the board; empty while it is hidden."""
    shown = hands.page.planning.band
    return f"{shown.title.text()} / {shown.words.text()}" if shown.isVisibleTo(hands.page) else ""


def test_what_is_done_in_a_scenario_stays_in_it(plain: Board) -> None:
    keep(plain)
    plain.drag(card(plain, "ana", "q2"), plain.cell("ana", "q3"))
    moved = drawn(
        """
        Ana    Ope/Okafor     ·              Fin/Chen       ·
        Jon    Cus/Haddad     ·              ·              ·
        """
    )
    assert plain.seen() == moved
    assert "Scenario: Draft" in band(plain)
    assert "The live plan is untouched" in band(plain)
    assert plain.program.plan.at("ana", "q2") is not None, "the live plan has not moved"
    do(plain, "plan_live")
    assert plain.seen() == FILLED
    assert not band(plain)


def test_keys_pins_and_taking_off_act_in_the_scenario(plain: Board) -> None:
    keep(plain)
    plain.stand_on(card(plain, "ana", "q1"))
    do(plain, "board_pin")
    plain.stand_on(card(plain, "jon", "q1"))
    plain.keys(Key.Key_Space, Key.Key_Right, Key.Key_Return)
    plain.stand_on(card(plain, "ana", "q2"))
    do(plain, "board_unplace")
    assert plain.seen() == drawn(
        """
        Ana    Ope/Okafor*    ·              ·              ·
        Jon    ·              Cus/Haddad     ·              ·
        """
    )
    live = plain.program.of(Placement)
    assert {card.pinned for card in live.values()} == {False}
    for _ in range(3):
        plain.desk.undo()
    plain.settle()
    assert plain.seen() == FILLED


def test_somebody_is_placed_in_the_scenario_only(plain: Board) -> None:
    keep(plain)
    plain.view.go_to((1, 1))
    plain.keys(Key.Key_Return)
    plain.page.placing._place()
    plain.settle()
    assert plain.page.plans.program().plan.at("jon", "q2") is not None
    assert plain.program.plan.at("jon", "q2") is None


def test_comparing_shows_new_over_old_and_says_so(plain: Board) -> None:
    keep(plain)
    plain.drag(card(plain, "ana", "q2"), plain.cell("ana", "q3"))
    do(plain, "plan_compare")
    assert plain.page.planning.changes.list.lines() == [
        "Ana Ruiz · 2",
        "  Q2: taken off the board | before: Finance with L. Chen\n" + why(plain, 0),
        "  Q3: Finance with L. Chen | was empty\n" + why(plain, 1),
    ]
    told = plain.page.model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Ana Ruiz, Q2, changed: taken off: Finance with L. Chen"
    told = plain.page.model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Ana Ruiz, Q3, changed: new: Finance with L. Chen"
    assert plain.view.matches.found() == [(0, 1), (0, 2)], "what is unchanged steps back"
    plain.view.go_to((0, 0))
    do(plain, "board_next")
    assert plain.view.here == (0, 1)


def test_one_cell_is_taken_over_by_key_and_undone_as_one_step(plain: Board) -> None:
    keep(plain)
    plain.drag(card(plain, "ana", "q2"), plain.cell("jon", "q2"))
    do(plain, "plan_compare")
    changes = plain.page.planning.changes
    items = changes._items()
    changes.list.setCurrentItem(items[1])
    changes._take()
    plain.settle()
    assert plain.program.plan.at("ana", "q2") is None
    assert plain.program.plan.at("jon", "q2") is None, "only the one cell was taken over"
    assert plain.desk.undo_title == "Adopt Ana Ruiz, Q2"
    plain.desk.undo()
    plain.settle()
    assert plain.program.plan.at("ana", "q2") is not None


def test_a_whole_scenario_is_taken_over(plain: Board) -> None:
    keep(plain)
    plain.drag(card(plain, "ana", "q2"), plain.cell("jon", "q2"))
    do(plain, "plan_adopt")
    assert plain.page.plans.live
    assert plain.program.plan.at("jon", "q2") is not None
    assert plain.program.plan.at("ana", "q2") is None
    plain.desk.undo()
    plain.settle()
    assert plain.seen() == FILLED


def test_scenarios_are_named_copied_and_dropped(plain: Board) -> None:
    keep(plain, "Spring")
    plain.desk.ask.next("Summer")
    do(plain, "plan_rename")
    assert [each.name for each in plain.page.plans.scenarios()] == ["Summer"]
    keep(plain, "Autumn")
    assert [each.name for each in plain.page.plans.scenarios()] == ["Autumn", "Summer"]
    assert plain.page.plans.name == "Autumn"
    do(plain, "plan_drop")
    assert plain.page.plans.live
    assert [each.name for each in plain.program.of(Scenario).values()] == ["Summer"]
    plain.desk.undo()
    assert [each.name for each in plain.page.plans.scenarios()] == ["Autumn", "Summer"]


def test_undoing_the_keeping_leads_back_to_the_live_plan(plain: Board) -> None:
    keep(plain)
    plain.desk.undo()
    plain.settle()
    assert plain.page.plans.live
    assert plain.seen() == FILLED


def test_the_button_lists_the_plans(plain: Board) -> None:
    keep(plain, "Spring")
    (button,) = (
        each for each in plain.page.filters.findChildren(QPushButton) if each.accessibleName().startswith("Shown")
    )
    assert button.accessibleName() == "Shown: scenario Spring"
    button.click()
    (menu,) = button.findChildren(QMenu)
    entries = {entry.text(): entry for entry in menu.actions()}
    assert entries["Spring"].isChecked()
    entries["Live"].trigger()
    plain.settle()
    menu.close()
    assert plain.page.plans.live


def card(hands: Board, person: str, cycle: str) -> str:
    """The id of a card of the plan in front."""
    found = hands.page.plans.program().plan.at(person, cycle)
    assert found is not None
    return found.id


def why(hands: Board, place: int) -> str:
    """The reasons at the end of a line of the list of changes."""
    line = [each for each in hands.page.planning.changes.list.lines() if each.startswith("  ")][place]
    return line.partition("\n")[2]


def test_the_line_above_the_board_copes_with_any_width(board: Boards) -> None:
    """Words and buttons give way step by step, the fields keep their room, and the plan keeps its name for a reader."""
    hands = board(filled(Cohort("c27", name="Cohort 2027"), Cohort("c28", name="Cohort 2028")))
    keep(hands, "A scenario with a rather long name")
    filters = hands.page.filters
    for width in (*range(1500, 700, -13), *range(700, 1500, 17)):
        hands.page.resize(width, 600)
        fields = [each for each in filters.findChildren(QComboBox) if each.isVisible()]
        assert all(each.width() >= each.sizeHint().width() for each in fields), width
        assert filters.propose_button.geometry().right() <= width
    names = {each.accessibleName() for each in filters.findChildren(QPushButton)}
    assert "Shown: scenario A scenario with a rather long name" in names
