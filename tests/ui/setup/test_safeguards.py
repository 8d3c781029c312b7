"""Concerns that go up, codes that people miss, and what is due for review, in the real window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QPushButton

from program.records import Acknowledgement, Code, Concern, Consent, Kept, Level, Note, Retention
from tests.program.scene import scene
from tests.ui.setup.conftest import Hands, watch
from ui.setup.guards import CodesSection, ConcernsSection
from ui.setup.review import ReviewSection

Setup = Callable[..., Hands]
TODAY = date.today()
LATE = Concern("k1", summary="canary words about a person", people=("ana",), due=TODAY - timedelta(3))


def press(hands: Hands, words: str) -> None:
    panel = hands.page.front.panel()
    assert panel is not None
    next(each for each in panel.findChildren(QPushButton) if each.text().startswith(words)).click()


def test_a_late_concern_is_marked_and_goes_one_step_up_without_a_word_of_it_in_the_history(setup: Setup) -> None:
    hands = setup(scene(LATE, Level("l1", name="Lead", owner="chen", days=5)), "safeguards")
    section = hands.register("concerns")
    assert isinstance(section, ConcernsSection)
    assert section._late.words == "1 of 1 open concern should have been answered by now."
    section.table.choose(["k1"])
    press(hands, "Take it one step up")
    found = hands.program.of(Concern)["k1"]
    assert (found.level, found.owner, found.due) == ("l1", "chen", TODAY + timedelta(5))
    assert section._late.words == ""
    section.remove()
    desk = hands.window.desk
    titles = [entry.title for entry in desk.history()]
    assert titles[:2] == ["Remove concern", "Escalate a concern"]
    assert "canary" not in "".join([*titles, desk.undo_title, hands.said])
    assert not [each.words for each in hands.window.actions_table() if "canary" in each.words]


def test_who_misses_a_code_is_named_and_noted_at_once(setup: Setup) -> None:
    hands = setup(scene(Code("c", name="Confidentiality"), Acknowledgement("a", "ana", "c", TODAY)), "safeguards")
    section = hands.register("codes")
    assert isinstance(section, CodesSection)
    section.table.choose(["c"])
    assert "1 of 5 people" in section.details.facts.text()
    press(hands, "Note all as of today")
    assert len(hands.program.of(Acknowledgement)) == 5
    assert "5 of 5 people" in section.details.facts.text()
    assert hands.said == "Noted 4 acknowledgements"


def test_what_is_too_old_stands_in_the_review_and_can_be_removed_and_brought_back(setup: Setup) -> None:
    hands = setup(scene(
        Retention("r", Kept.NOTES, 12), Note("old", "ana", on=TODAY - timedelta(800)), Note("new", "ana", on=TODAY),
    ), "safeguards")  # fmt: skip
    hands.page.reveal("review")
    section = hands.page.front
    assert isinstance(section, ReviewSection)
    watch(section.model)
    assert [each.record.id for each in section.model.over] == ["old"]
    gone: list[tuple[str, str]] = []
    section.go.connect(lambda page, id_: gone.append((page, id_)))
    section.pose()
    section.look()
    assert gone == [("feedback", "old")]
    hands.window.go("safeguards", "review")
    assert section.removes
    section.remove()
    assert set(hands.program.of(Note)) == {"new"} and not section.model.over
    hands.window.desk.undo()
    assert [each.record.id for each in section.model.over] == ["old"]


def test_levels_consents_and_acknowledgements_are_registers_like_others(setup: Setup) -> None:
    hands = setup(scene(
        Level("l1", name="Lead"), Code("c", name="Confidentiality", months=6),
        Acknowledgement("a", "ana", "c", date(2020, 1, 1)), Consent("s", "ana", given=TODAY, withdrawn=TODAY),
    ), "safeguards")  # fmt: skip
    cells = {}
    for key in ("levels", "acknowledgements", "consents"):
        model = hands.register(key).model
        cells[key] = [str(model.index(0, place).data()) for place in range(model.columnCount())]
    assert "Lead" in cells["levels"]
    assert "Run out" in cells["acknowledgements"] and "Ana Ruiz" in cells["acknowledgements"]
    assert "Withdrawn" in cells["consents"]
