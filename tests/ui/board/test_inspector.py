"""What the panel at the right says of the chosen card, and what can be changed there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from program.commands import Keep
from program.records import Experience, Placement, Theme
from tests.program.scene import mentor, placed
from tests.ui.board.boards import Boards, drawn, filled, ungrouped
from tests.ui.board.hands import CTRL, Board


@pytest.fixture
def plain(board: Boards) -> Board:
    return ungrouped(board, filled(Theme("growth", name="Growth")))


def test_it_says_who_where_and_why(plain: Board) -> None:
    plain.click("a1")
    text = plain.panel_text()
    for words in (
        "Ana Ruiz",
        "Operations",
        "with Ben Okafor",
        "Why this placement — 8.0",
        "Ben Okafor can teach Pricing",
        "+4.0",
        "Operations is a new function",
        "Exposure — 2 of 6 functions",
        "Finance, Operations",
        "Next best",
    ):
        assert words in text


def test_what_is_better_is_offered_and_taken(plain: Board) -> None:
    plain.click("j1")
    assert "with B. Okafor" not in plain.panel_text()  # he has Ana in Q1 already
    plain.press("Finance with L. Chen")
    assert plain.seen() == drawn("""
        Ana    Ope/Okafor     Fin/Chen       ·              ·
        Jon    Fin/Chen       ·              ·              ·
    """)


def test_broken_rules_come_first(board: Boards) -> None:
    plain = ungrouped(board, filled(mentor("chen", "Li Chen", manager="ana")))
    plain.click("a2")
    why = plain.panel_text().split("Why this placement")[1]
    assert why.split("\n")[1] == "Li Chen reports to Ana Ruiz"


def test_an_empty_cell_offers_its_best_places(plain: Board) -> None:
    plain.view.go_to((1, 1))
    text = plain.panel_text()
    assert "Unplaced" in text
    assert "Operations with B. Okafor" in text


def test_several_cards(plain: Board) -> None:
    plain.click("a1")
    plain.click("j1", CTRL)
    text = plain.panel_text()
    assert "Two cards" in text
    assert "Jon Bakke, Q1" in text


def test_the_form_changes_one_thing_at_a_time(plain: Board) -> None:
    plain.click("a2")
    plain.edit("mentor", "haddad")
    assert plain.program.of(Placement)["a2"].mentor == "haddad"
    plain.edit("theme", "growth")
    plain.edit("experience", Experience.SHADOWING)
    field = plain.page.panel.field("project")
    assert isinstance(field, QLineEdit)
    field.setText("  Cash   forecast ")
    field.editingFinished.emit()
    card = plain.program.of(Placement)["a2"]
    assert (card.theme, card.experience, card.project) == ("growth", Experience.SHADOWING, "Cash   forecast")
    assert plain.desk.undo_title == "Change Ana Ruiz, Finance, Q2"
    for _ in range(4):
        plain.desk.undo()
    assert plain.program.of(Placement)["a2"] == placed("a2", "ana", "q2", "fin", "chen")


def test_a_refused_change_stands_again_as_it_was(board: Boards) -> None:
    plain = ungrouped(board, filled(placed("a2", "ana", "q2", "fin", "chen", pinned=True)))
    plain.click("a2")
    plain.edit("host", "cus")
    box = plain.page.panel.field("host")
    assert box.currentData() == "fin"  # type: ignore[attr-defined]
    assert plain.program.of(Placement)["a2"].host == "fin"


def test_what_happened_to_a_card_is_told(plain: Board) -> None:
    plain.drag("a2", plain.cell("jon", "q2"))
    text = plain.panel_text()
    assert "Move Ana Ruiz, Finance, Q2 to Jon Bakke, Finance, Q2" in text
    assert "Lead · " in text


def test_a_name_is_never_read_as_markup(board: Boards) -> None:
    plain = ungrouped(board, filled())
    plain.desk.do(Keep((mentor("chen", "<b>Li</b> <img src=x>"),)))
    plain.click("a2")
    assert "with <b>Li</b> <img src=x>" in plain.panel_text()
