"""Somebody leaves: the board says what no longer holds, and offers a repair to look at before it is kept."""

from __future__ import annotations

import msgspec

from program.commands import Keep
from program.records import Lifecycle, Person, Placement
from tests.program.scene import mentor
from tests.ui.board.boards import Boards, filled, ungrouped
from tests.ui.board.test_planning import press
from ui.board.side import FINDINGS


def test_a_mentor_leaves_and_the_cells_are_given_to_others(board: Boards) -> None:
    hands = ungrouped(board, filled(mentor("lind", "Eva Lind")))
    okafor = hands.program.of(Person)["okafor"]
    hands.desk.do(Keep((msgspec.structs.replace(okafor, status=Lifecycle.LEFT),), "Note that Ben Okafor left"))
    hands.settle()
    hands.page.filters.warnings.click()
    assert hands.page.planning.side.key == FINDINGS
    panel = hands.page.planning.findings
    hands.qtbot.waitUntil(lambda: panel.repair.isVisibleTo(panel), timeout=20_000)
    press(panel, "Repair…")
    hands.qtbot.waitUntil(lambda: hands.page.plans.offer is not None, timeout=60_000)
    hands.settle()
    versus = hands.page.planning.versus
    assert versus is not None
    assert set(versus.changes) == {("ana", "q1")}, "only what Okafor had is touched"
    assert hands.program.of(Placement)["a1"].mentor == "okafor", "nothing is kept yet"
    press(hands.page.planning.band, "Take over")
    hands.settle()
    card = hands.program.plan.at("ana", "q1")
    assert card is not None and card.mentor == "lind"
    assert not hands.page.judgements.warnings


def test_no_more_cells_change_than_allowed(board: Boards) -> None:
    hands = ungrouped(board, filled())
    for id_ in ("okafor", "haddad"):
        person = hands.program.of(Person)[id_]
        hands.desk.do(Keep((msgspec.structs.replace(person, status=Lifecycle.LEFT),), "Note that somebody left"))
    hands.settle()
    planning = hands.page.planning
    planning.wishes = msgspec.structs.replace(planning.wishes, most=1)
    planning.repair()
    hands.qtbot.waitUntil(lambda: hands.page.plans.offer is not None, timeout=60_000)
    hands.settle()
    assert len(planning.versus or ()) == 1
