"""Cards moved by the pointer. The board is drawn as text before and after: host/mentor, * pinned, ! against a rule."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from program.records import Decision, Host, Person, Placement, State
from tests.program.scene import mentor, placed, scene
from tests.ui.board.boards import FILLED, Boards, drawn, filled, ungrouped
from tests.ui.board.hands import CTRL, PLAIN, SHIFT, Board


@pytest.fixture
def plain(board: Boards) -> Board:
    return ungrouped(board, filled())


def test_the_board_is_drawn(plain: Board) -> None:
    assert plain.seen() == FILLED


def test_a_card_dragged_to_a_free_cell_moves(plain: Board) -> None:
    plain.drag("a2", plain.cell("jon", "q2"))
    assert plain.seen() == drawn("""
        Ana    Ope/Okafor     ·              ·              ·
        Jon    Cus/Haddad     Fin/Chen       ·              ·
    """)
    notice = plain.desk.notice.last
    assert notice is not None
    assert (notice.words, notice.undo) == ("Moved Ana Ruiz, Finance, Q2 to Jon Bakke, Finance, Q2", True)
    assert [card.id for card in plain.view.chosen()] == ["a2"]


def test_one_drop_is_one_undo_step(plain: Board) -> None:
    plain.drag("a2", plain.cell("jon", "q1"))
    assert plain.desk.undo_title == "Move Ana Ruiz, Finance, Q2 to Jon Bakke, Finance, Q1 in place of Customer"
    plain.desk.undo()
    assert plain.seen() == FILLED
    plain.desk.redo()
    assert plain.seen() == drawn("""
        Ana    Ope/Okafor     ·              ·              ·
        Jon    Fin/Chen       ·              ·              ·
    """)


def test_ctrl_swaps(plain: Board) -> None:
    plain.drag("a2", plain.cell("jon", "q1"), CTRL)
    assert plain.seen() == drawn("""
        Ana    Ope/Okafor     Cus/Haddad     ·              ·
        Jon    Fin/Chen       ·              ·              ·
    """)


def test_shift_ripples_the_row_on(plain: Board) -> None:
    plain.drag("j1", plain.cell("ana", "q1"), SHIFT)
    assert plain.seen() == drawn("""
        Ana    Cus/Haddad     Ope/Okafor     Fin/Chen       ·
        Jon    ·              ·              ·              ·
    """)
    assert plain.desk.undo_title.startswith("Move Ana Ruiz to Customer, Q1")


def test_what_a_drop_means_changes_while_the_keys_are_held(plain: Board) -> None:
    """The same hover is judged anew as Ctrl and Shift go down and up."""
    plain.lift("a2")
    plain.hover(plain.cell("jon", "q1"))
    shown = []
    plain.view.gestures.hovered.connect(lambda lift, cell: shown.append((lift.mode, lift.verdict(cell).displaced)))
    QTest.keyPress(plain.view, Qt.Key.Key_Control)
    QTest.keyRelease(plain.view, Qt.Key.Key_Control)
    QTest.keyPress(plain.view, Qt.Key.Key_Shift)
    QTest.keyRelease(plain.view, Qt.Key.Key_Shift)
    (card,) = (each for each in plain.program.of(Placement).values() if each.id == "j1")
    assert shown == [("swap", ()), ("move", (card,)), ("ripple", ()), ("move", (card,))]
    QTest.keyClick(plain.view, Qt.Key.Key_Escape)


def test_escape_puts_it_back_and_leaves_no_trace(plain: Board) -> None:
    entries = len(plain.desk.history())
    plain.lift("a2")
    plain.hover(plain.cell("jon", "q3"))
    assert plain.view.gestures.lift is not None
    assert plain.verdicts()
    QTest.keyClick(plain.view, Qt.Key.Key_Escape)
    plain.release(plain.cell("jon", "q3"))
    assert plain.view.gestures.lift is None
    assert plain.seen() == FILLED
    assert len(plain.desk.history()) == entries
    assert plain.desk.notice.last is None


def test_nothing_is_saved_before_the_drop(plain: Board) -> None:
    entries = len(plain.desk.history())
    plain.lift("a2")
    for cycle in ("q1", "q2", "q3", "q4"):
        plain.hover(plain.cell("jon", cycle))
    assert len(plain.desk.history()) == entries
    plain.release(plain.cell("jon", "q2"))
    assert len(plain.desk.history()) == entries + 1


def test_dropped_where_it_came_from_or_outside_nothing_happens(plain: Board) -> None:
    plain.drag("a2", plain.cell("ana", "q2"))
    plain.drag("a2", QPoint(-50, 20))
    assert plain.seen() == FILLED
    assert plain.desk.notice.last is None


def test_every_cell_says_how_it_stands_to_the_card_in_the_air(board: Boards) -> None:
    """Jon reports to Li Chen, and a lead cycle wants a strategic one before it."""
    plain = ungrouped(
        board,
        filled(Person("jon", name="Jon Bakke", roles=scene().of(Person)["jon"].roles, unit="Product", manager="chen")),
    )
    plain.lift("a2")
    assert plain.verdicts() == drawn("""
        Ana  warn: replaces Operations | (here) | free: free | blocked: strategic first
        Jon  blocked: reports to L. Chen | blocked: reports to L. Chen | blocked: reports to L. Chen | blocked: reports to L. Chen
    """)  # noqa: E501
    QTest.keyClick(plain.view, Qt.Key.Key_Escape)


class TestHardRules:
    """Jon's card is dropped on Ana's place in Finance, which has one seat; he would be mentored by his manager."""

    @pytest.fixture
    def strict(self, board: Boards) -> Board:
        return ungrouped(board, filled(mentor("chen", "Li Chen", manager="jon")))

    def test_a_reason_makes_it_happen_and_is_kept(self, strict: Board) -> None:
        strict.desk.ask.next("Only Finance can teach it")
        strict.drag("a2", strict.cell("jon", "q2"))
        assert strict.seen() == drawn("""
            Ana    Ope/Okafor     ·              ·              ·
            Jon    Cus/Haddad     Fin/Chen!      ·              ·
        """)
        (decision,) = strict.program.of(Decision).values()
        assert decision.reason == "Only Finance can teach it"
        assert "Li Chen reports to Jon Bakke" in decision.options

    def test_without_a_reason_it_stays(self, strict: Board) -> None:
        strict.desk.ask.next(None)
        strict.drag("a2", strict.cell("jon", "q2"))
        assert strict.seen() == FILLED
        assert not strict.program.of(Decision)

    def test_the_inspector_names_the_rule(self, strict: Board) -> None:
        strict.lift("a2")
        strict.hover(strict.cell("jon", "q2"))
        assert "Li Chen reports to Jon Bakke" in strict.panel_text()
        QTest.keyClick(strict.view, Qt.Key.Key_Escape)


def test_a_pinned_card_stays_whoever_pulls_at_it(board: Boards) -> None:
    plain = ungrouped(board, filled(placed("a2", "ana", "q2", "fin", "chen", pinned=True)))
    before = plain.seen()
    assert "Fin/Chen*" in before
    plain.drag("a2", plain.cell("jon", "q2"))
    assert plain.seen() == before
    notice = plain.desk.notice.last
    assert notice is not None
    assert notice.words == "Ana Ruiz, Finance, Q2 is pinned. Nothing was changed."


def test_a_settled_card_wants_a_reason(board: Boards) -> None:
    plain = ungrouped(board, filled(placed("a2", "ana", "q2", "fin", "chen", state=State.APPROVED)))
    plain.desk.ask.next("The committee agreed by phone")
    plain.drag("a2", plain.cell("jon", "q2"))
    assert plain.program.of(Placement)["a2"].state is State.DRAFT


def test_several_cards_move_together(plain: Board) -> None:
    plain.click("a1")
    plain.click("a2", CTRL)
    assert len(plain.view.chosen()) == 2
    plain.drag("a1", plain.cell("ana", "q2"))
    assert plain.seen() == drawn("""
        Ana    ·              Ope/Okafor     Fin/Chen       ·
        Jon    Cus/Haddad     ·              ·              ·
    """)
    assert plain.desk.undo_title == "Move 2 placements"
    assert {card.id for card in plain.view.chosen()} == {"a1", "a2"}


def test_several_cards_that_would_leave_the_board_stay(plain: Board) -> None:
    plain.view.choose(["a1", "a2"])
    plain.lift("a1")
    plain.hover(plain.cell("ana", "q4"))
    assert "leave the board" in plain.panel_text()
    plain.release(plain.cell("ana", "q4"))
    assert plain.seen() == FILLED


def test_a_click_chooses_and_a_second_card_is_added_with_ctrl(plain: Board) -> None:
    plain.click("a1")
    plain.click("j1", CTRL)
    assert [card.id for card in plain.view.chosen()] == ["a1", "j1"]
    plain.click("j1", CTRL)
    assert [card.id for card in plain.view.chosen()] == ["a1"]
    plain.click("j1", PLAIN)
    assert [card.id for card in plain.view.chosen()] == ["j1"]


def test_a_board_wider_than_the_window_scrolls_under_the_card(board: Boards) -> None:
    small = ungrouped(board, filled(), 540, 300)
    small.lift("a1")
    bar = small.view.horizontalScrollBar()
    assert (bar.value(), bar.maximum() > 0) == (0, True)
    edge = QPoint(small.view.viewport().width() - 2, small.at("a1").y())
    small.hover(edge)
    small.qtbot.waitUntil(lambda: bar.value() == bar.maximum(), timeout=3000)
    small.release(small.cell("jon", "q3"), CTRL)
    assert small.seen() == drawn("""
        Ana    ·              Fin/Chen       ·              ·
        Jon    Cus/Haddad     ·              Ope/Okafor     ·
    """)


def test_locking_while_a_card_is_in_the_air_changes_nothing(plain: Board) -> None:
    plain.lift("a2")
    plain.hover(plain.cell("jon", "q2"))
    before = plain.program
    close = plain.desk.let_go()
    assert close is not None
    assert plain.view.gestures.lift is None
    QApplication.processEvents()
    plain.desk.hold(plain.book)
    assert plain.program == before


def test_a_seat_that_is_taken_meanwhile_is_seen(board: Boards) -> None:
    """Finance has one seat: the second card there breaks a rule, and so does the first; taking one off mends both."""
    plain = ungrouped(board, filled(Host("fin", name="Finance", function="Finance", seats=1)))
    plain.desk.ask.next("Two for once")
    plain.stand_on("j1")
    plain.drag("j1", plain.cell("jon", "q2"))
    plain.edit("host", "fin")
    assert plain.seen() == drawn("""
        Ana    Ope/Okafor     Fin/Chen!      ·              ·
        Jon    ·              Fin/Haddad!    ·              ·
    """)
    plain.stand_on("j1")
    plain.page.deeds.unplace()
    plain.settle()
    assert plain.seen() == drawn("""
        Ana    Ope/Okafor     Fin/Chen       ·              ·
        Jon    ·              ·              ·              ·
    """)
