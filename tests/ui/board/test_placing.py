"""Placing somebody in an empty cell: the best hosts with mentors, typed, chosen and placed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget

from program.records import Placement
from tests.program.scene import mentee
from tests.ui.board.boards import FILLED, Boards, drawn, filled, ungrouped
from tests.ui.board.hands import LEFT, Board

Key = Qt.Key


class Choice:
    """The panel under the cell, as the user sees it."""

    def __init__(self, hands: Board) -> None:
        hands.settle()
        self.hands = hands
        self.panel = hands.page.placing
        (self.field,) = self.panel.findChildren(QLineEdit)
        (self.listed,) = self.panel.findChildren(QListWidget)

    @property
    def offers(self) -> list[str]:
        return [self.listed.item(row).text() for row in range(self.listed.count())]

    def keys(self, *keys: Key) -> None:
        for key in keys:
            QTest.keyClick(self.field, key)
        self.hands.settle()


@pytest.fixture
def plain(board: Boards) -> Board:
    return ungrouped(board, filled())


def test_enter_on_an_empty_cell_offers_the_best_places(plain: Board) -> None:
    """Finance was Ana's in Q2, Operations in Q1: in Q3 only Customer is new to her, and of the mentors only Haddad."""
    plain.view.go_to((0, 2))
    plain.keys(Key.Key_Return)
    choice = Choice(plain)
    assert choice.panel.isVisible()
    assert choice.offers == ["Customer with M. Haddad, 2 seats · no goal met"]
    choice.keys(Key.Key_Return)
    assert not choice.panel.isVisible()
    assert plain.seen() == drawn("""
        Ana    Ope/Okafor     Fin/Chen       Cus/Haddad     ·
        Jon    Cus/Haddad     ·              ·              ·
    """)
    assert plain.desk.undo_title == "Place Ana Ruiz in Customer, Q3"
    assert plain.view.here == (0, 2)


def test_a_double_click_does_the_same(plain: Board) -> None:
    QTest.mouseDClick(plain.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, plain.cell("jon", "q2"))
    choice = Choice(plain)
    # Finance and Chen have Ana in Q2 already, Customer and Haddad were Jon's in Q1.
    assert choice.offers == ["Operations with B. Okafor, 2 seats"]


def test_typing_narrows_down_and_arrows_choose(plain: Board) -> None:
    plain.view.go_to((1, 2))
    plain.keys(Key.Key_Return)
    choice = Choice(plain)
    choice.field.setText("fin")
    assert choice.offers
    assert all(offer.startswith("Finance") for offer in choice.offers)
    second = choice.offers[1]
    choice.keys(Key.Key_Down, Key.Key_Return)
    (card,) = (card for card in plain.program.of(Placement).values() if (card.person, card.cycle) == ("jon", "q3"))
    assert card.host == "fin"
    assert plain.program.of(Placement)[card.id].mentor in ("okafor", "chen")
    assert second.startswith("Finance")


def test_escape_leaves_it(plain: Board) -> None:
    plain.view.go_to((0, 2))
    plain.keys(Key.Key_Return)
    choice = Choice(plain)
    choice.keys(Key.Key_Escape)
    assert not choice.panel.isVisible()
    assert plain.seen() == FILLED


def test_words_that_fit_nothing(plain: Board) -> None:
    plain.view.go_to((0, 2))
    plain.keys(Key.Key_Return)
    choice = Choice(plain)
    choice.field.setText("zzz")
    assert choice.offers == ["Nothing fits these words"]
    choice.keys(Key.Key_Return)
    assert plain.seen() == FILLED


def test_by_host_those_without_a_place_are_offered(board: Boards) -> None:
    plain = ungrouped(board, filled(mentee("eva", "Eva Stone")))
    plain.set("Rows", "Host")
    plain.view.go_to((1, 0))
    plain.keys(Key.Key_Return)
    choice = Choice(plain)
    assert [offer.split(" ·")[0] for offer in choice.offers] == ["Eva Stone"]
    choice.keys(Key.Key_Return)
    (card,) = (card for card in plain.program.of(Placement).values() if card.person == "eva")
    assert (card.host, card.cycle) == ("cus", "q1")


def test_a_card_or_a_closed_cell_offers_nothing(plain: Board) -> None:
    assert not plain.page.placing.possible((0, 0))
    assert not plain.page.placing.possible((0, 4))
    assert not plain.page.placing.possible(None)
