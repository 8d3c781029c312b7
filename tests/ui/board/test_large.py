"""A plan of 1,000 mentees and 12 cycles: the same board, with nothing left out."""

from __future__ import annotations

from program.findings import Severity
from program.records import Placement
from program.rules import review, unplaced
from tests.ui.board.boards import Boards
from tests.ui.board.sample import sample
from ui.board.look import Rows


def test_a_thousand_rows_are_walked_moved_and_counted(board: Boards) -> None:
    program = sample(1000, 12)
    hands = board(program)
    sheet = hands.page.model.sheet
    assert len(sheet.keys) == 1000
    assert hands.page.filters.unplaced.text() == f"{sum(1 for _ in unplaced(program)):,} unplaced"
    broken = {finding.placement for finding in review(program) if finding.severity is Severity.HARD}
    assert hands.page.judgements.warnings == broken
    cards = sorted((card for card in program.of(Placement).values() if card.cycle == "q2"), key=lambda card: card.id)
    moved = next(card for card in cards if not card.pinned and program.plan.at(card.person, "q3") is None)
    hands.page.reveal(moved.id)
    hands.desk.ask.next(*(["It suits her better"] if _needs_reason(hands, moved) else []))
    hands.drag(moved.id, hands.cell(moved.person, "q3"))
    assert hands.program.of(Placement)[moved.id].cycle == "q3"
    assert hands.page.judgements.complete
    for rows in Rows:
        hands.set("Rows", rows.label)
        assert {card.id for card in hands.page.model.sheet.cards()} == set(hands.program.of(Placement))


def _needs_reason(hands: object, card: Placement) -> bool:
    from program.commands import MovePlacements, Target
    from program.verdict import Outcome, verdict
    from tests.ui.board.hands import Board

    assert isinstance(hands, Board)
    command = MovePlacements((Target(card.id, person=card.person, cycle="q3"),))
    return verdict(hands.program, command).outcome is Outcome.BLOCKED
