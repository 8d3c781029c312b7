"""The overview: real figures, worked out by hand here, and lines that lead to where something can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from program.commands import Keep
from program.findings import Severity
from program.program import Program
from program.records import (
    CHARTER,
    Action,
    Charter,
    Concern,
    Decision,
    Goal,
    Host,
    Kept,
    Lifecycle,
    Measure,
    Note,
    Person,
    Retention,
    Risk,
    Snapshot,
    State,
)
from program.rules import review
from tests.program.scene import mentee, mentor, placed, quarter, scene
from tests.ui.conftest import quiet
from tests.ui.outcomes.book import ago, rich
from ui.overview.attention import attention, present_cycle, spoken
from ui.overview.figurecard import FigureButton
from ui.overview.filling import bars, finding
from ui.overview.glance import now
from ui.overview.page import OverviewPage
from ui.parts.card import LineButton
from ui.window import Window

Opened = Callable[..., Window]
TODAY = date(2027, 2, 1)  # in Q1


def seen(program: Program, today: date = TODAY) -> dict[str, list[str]]:
    """What the page would show, as text."""
    shown = attention(program, tuple(review(program)), today)
    return {
        "figures": [f"{f.name}: {f.number} {f.of} ({f.more})" for f in shown.figures],
        "needs": [f"{line.words} | {line.beside}" for line in shown.needs],
        "dates": [f"{line.words} | {line.beside}" for line in shown.dates],
        "hosts": [shown.hosts_title, *(f"{line.words} | {line.beside}" for line in shown.hosts)],
        "mentors": [shown.mentors_title, *(f"{line.words} | {line.beside}" for line in shown.mentors)],
        "steps": [f"{'✓' if step.done else '·'} {step.words}" for step in shown.first_steps],
    }


def test_figures_count_the_cycle_that_runs() -> None:
    program = scene(
        placed("a1", "ana", "q1", "ops", "okafor", state=State.APPROVED),
        placed("a2", "ana", "q2", "fin", "chen"),
    )
    assert seen(program)["figures"] == [
        "Placed in Q1: 1 of 2 (1 waits for a place)",
        "Broken rules: 0  (1 hint beside)",
        "Seats free in Q1: 4 of 5 (no host is full)",
        "Approved or published: 1 of 2 (1 in draft, 0 submitted)",
    ]


def test_what_needs_attention_comes_worst_first() -> None:
    program = scene(
        placed("a1", "ana", "q1", "fin", "okafor"),
        placed("j1", "jon", "q1", "fin", "chen"),
        mentee("jon", "Jon Bakke", manager_name="Somebody Elsewhere", track="tech"),
    )
    needs = seen(program)["needs"]
    assert needs[0] == "Finance has 1 seat in Q1 and 2 people | seats"
    assert needs.count(needs[0]) == 1, "said once, not once per person"
    assert needs[1] == "Ana Ruiz has no place in Q2 | unplaced"
    assert "2 drafts waiting to be submitted | board" in needs
    assert "1 person whose manager is not in this book | people" in needs
    assert "1 mentee without a track | people" in needs


def test_what_is_over_and_who_has_left_need_nobody() -> None:
    after_q1 = date(2027, 4, 10)
    gone = mentee("jon", "Jon Bakke", status=Lifecycle.LEFT, manager_name="Somebody Elsewhere")
    over = scene(placed("a1", "ana", "q1", "fin", "okafor"), placed("k1", "kim", "q1", "fin", "chen"),
                 mentee("kim", "Kim Berg"), gone)  # fmt: skip
    assert seen(over)["needs"][0] == "Finance has 1 seat in Q1 and 2 people | seats"
    needs = seen(over, after_q1)["needs"]
    assert not [line for line in needs if "Q1" in line or "draft" in line or "manager" in line or "Jon" in line]
    assert "Ana Ruiz has no place in Q2 | unplaced" in needs


def test_hints_of_a_rule_stand_in_one_line() -> None:
    program = scene(*(placed(f"a{q}", "ana", f"q{q}", "ops", "okafor") for q in (1, 2, 3, 4)))
    costs = [each for each in review(program) if each.severity is Severity.SOFT and each.points <= -1]
    rules = {each.rule for each in costs}
    lines = [line for line in attention(program, tuple(review(program)), TODAY).needs if line.beside.startswith("−")]
    assert len(costs) > len(rules) == len(lines)
    assert sum(float(line.beside.replace("−", "-")) for line in lines) == sum(each.points for each in costs)


def test_hosts_and_mentors_of_the_cycle() -> None:
    program = scene(
        placed("a1", "ana", "q1", "fin", "okafor"),
        placed("j1", "jon", "q1", "ops", "okafor"),
        Host("shut", name="Shut", seats=9, closed=("q1",)),
    )
    shown = seen(program)
    assert shown["hosts"] == [
        "1 host is full in Q1", "Finance | 1 of 1 · full", "Operations | 1 of 2 · 1 free", "Customer | 0 of 2 · 2 free",
    ]  # fmt: skip
    assert shown["mentors"] == [
        "1 mentor over capacity, 2 unused", "Ben Okafor | 2 of 1", "Li Chen | 0 of 1", "Mia Haddad | 0 of 1",
    ]  # fmt: skip


def test_dates_ahead_as_people_say_them() -> None:
    program = scene(quarter(1, checkpoints=(date(2027, 2, 2), date(2027, 2, 12), date(2027, 1, 5))))
    assert seen(program)["dates"] == ["Checkpoint of Q1 | tomorrow", "Checkpoint of Q1 | Fri 12"]
    assert seen(program, date(2027, 12, 1))["dates"][0].startswith("Q4 ends")
    assert spoken(TODAY, TODAY) == "today"
    assert spoken(date(2028, 1, 3), TODAY) == "3 Jan 2028"


def test_the_present_cycle_is_the_running_one_else_the_next_else_the_last() -> None:
    program = scene()
    days = (date(2026, 5, 1), date(2027, 2, 1), date(2030, 1, 1))
    cycles = [cycle.name if (cycle := present_cycle(program, day)) else "" for day in days]
    assert cycles == ["Q1", "Q1", "Q4"]
    assert present_cycle(Program.of_records([]), TODAY) is None


def test_a_new_program_is_led_through_its_first_steps() -> None:
    empty = Program.of_records([Charter(CHARTER, name="New")])
    assert seen(empty)["steps"] == [
        "· Bring in the people",
        "· Say who is a mentee and who a mentor",
        "· Set up the cycles",
        "· Set up the hosts",
        "· Place people on the board",
    ]
    assert [step[0] for step in seen(scene())["steps"]] == ["✓", "✓", "✓", "✓", "·"]
    assert seen(scene(placed("a1", "ana", "q1", "ops")))["steps"] == []


def test_bars_show_how_full_each_cycle_is() -> None:
    program = scene(
        placed("a1", "ana", "q1", "ops", state=State.PUBLISHED),
        placed("j1", "jon", "q1", "ops", state=State.SUBMITTED),
        placed("a2", "ana", "q2", "fin"),
        *(quarter(number) for number in (1, 2)),
    )
    shown = bars(program, TODAY)
    assert [bar.words for bar in shown][:2] == [
        "Q1: 1 settled, 1 submitted, 0 in draft",
        "Q2: 0 settled, 0 submitted, 1 in draft, 1 open",
    ]
    assert finding(shown)[0] == "3 cycles have open places, most in Q3"
    assert finding(shown[:2])[0] == "Q2 has 1 open place"
    assert finding(shown[:1])[0] == "Every place is filled"


# ---- the page itself -----------------------------------------------------------------------------------------------


def page_of(window: Window, qtbot: QtBot) -> OverviewPage:
    window.go("overview")
    quiet(qtbot, window)
    page = window.page
    assert isinstance(page, OverviewPage)
    return page


def lines(page: OverviewPage) -> list[str]:
    return [each.text() for each in page.findChildren(LineButton) if each.isVisibleTo(page)]


def test_the_page_follows_what_is_done(opened: Opened, qtbot: QtBot) -> None:
    window = opened(scene(placed("a1", "ana", "q1", "fin", "chen")))
    page = page_of(window, qtbot)
    assert not any("Zoe" in line for line in lines(page))
    window.desk.do(Keep((mentor("zoe", "Zoe Adler"),)))
    assert page.shown is not None
    assert any("Zoe Adler" in line.words for line in page.shown.mentors)


def test_broken_rules_are_found_beside_the_window_and_then_shown(opened: Opened, qtbot: QtBot) -> None:
    window = opened(scene(placed("a1", "ana", "q1", "fin", "chen"), placed("j1", "jon", "q1", "fin", "okafor")))
    page = page_of(window, qtbot)
    qtbot.waitUntil(lambda: window.desk.review.findings is not None)
    qtbot.waitUntil(lambda: "Finance has 1 seat in Q1 and 2 people" in lines(page))
    assert window.frame is not None
    assert window.frame.status._findings.text().startswith("1 broken rule")
    assert page.shown is not None
    assert next(each.number for each in page.shown.figures if each.name == "Broken rules") == "1"


@pytest.mark.parametrize(("words", "page", "record"), [("Finance has 1 seat in Q1 and 2 people", "board", "a1")])
def test_a_line_leads_to_its_place(opened: Opened, qtbot: QtBot, words: str, page: str, record: str) -> None:
    window = opened(scene(placed("a1", "ana", "q1", "fin", "chen"), placed("j1", "jon", "q1", "fin", "okafor")))
    shown = page_of(window, qtbot)
    went: list[tuple[str, str]] = []
    shown.go.connect(lambda key, id_: went.append((key, id_)))
    line = next(each for each in shown.findChildren(LineButton) if each.text() == words)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert went == [(page, record)]


def test_first_steps_lead_to_their_pages(opened: Opened, qtbot: QtBot) -> None:
    window = opened(Program.of_records([Charter(CHARTER, name="New")]))
    page = page_of(window, qtbot)
    went: list[str] = []
    page.go.connect(lambda key, _id: went.append(key))
    begin = next(each for each in page.findChildren(QPushButton) if each.text() == "Begin")
    begin.click()
    assert went == ["people"]
    assert window.desk.do(Keep((Person("p", name="Noa Levi"),))) is not None
    assert any(label.text() == "Bring in the people" for label in page.findChildren(QLabel))


def test_what_was_said_in_confidence_is_counted_when_it_is_late_and_never_told() -> None:
    today = date(2027, 2, 1)
    program = scene(
        Concern("k", summary="canary", due=date(2027, 1, 1)), Note("n", "ana", follow_up=today),
        Note("old", "ana", on=date(2020, 1, 1)), Retention("r", Kept.NOTES, 12),
    )  # fmt: skip
    lines = [(line.words, line.page, line.record) for line in attention(program, (), today).needs]
    assert lines[:3] == [
        ("1 concern should have been answered", "safeguards", "concerns"),
        ("1 follow-up of private notes is due", "feedback", ""),
        ("1 record to review: kept long enough", "safeguards", "review"),
    ]


# ---- figures and charts --------------------------------------------------------------------------------------------


def counted(window: Window, qtbot: QtBot) -> OverviewPage:
    """The overview, once its figures are counted and its charts prepared."""
    page = page_of(window, qtbot)
    qtbot.waitUntil(lambda: page.reckoning.known(now(date.today())) is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not page.gallery.busy, timeout=20_000)
    quiet(qtbot, window)
    return page


def test_the_top_tells_what_the_program_brings_about(opened: Opened, qtbot: QtBot) -> None:
    page = counted(opened(rich()), qtbot)
    told = [f"{each.name}: {each.number} {each.of}" for each in page.figures]
    assert told == [
        "Placed in Q3: 6 of 6",
        "Recommendations implemented: 2 of 6",
        "Critical roles with a ready successor: 1 of 2",
        "Mentoring carried by: 2.5 effective mentors",
    ]
    # m0, m1 and m2 have two each in Q1, m0 six in Q2, m1 six in Q3: 8, 8 and 2 of 18, 1 / HHI = 2.45.
    assert page.figures[3].more == "of 3; L. Chen carries 44\u00a0%"
    assert page.figures[2].more == "net bench 1"


def test_new_since_the_last_pack(opened: Opened, qtbot: QtBot) -> None:
    window = opened(rich(Snapshot("s", release="x", document="committee", on=ago(90))))
    page = counted(window, qtbot)
    qtbot.waitUntil(lambda: page.figures[1].more == "+2 since the last pack", timeout=20_000)


def test_a_figure_leads_to_where_it_comes_from(opened: Opened, qtbot: QtBot) -> None:
    window = opened(rich())
    page = counted(window, qtbot)
    buttons = [each for each in page.findChildren(FigureButton) if each.isVisibleTo(page)]
    assert [each.figure for each in buttons] == list(page.figures)
    assert buttons[1].accessibleName().startswith("Recommendations implemented: 2 of 6.")
    buttons[1].setFocus()
    qtbot.keyClick(buttons[1], Qt.Key.Key_Space)
    assert window.page is not None
    assert window.page.key == "outcomes"
    outcomes = window.page
    qtbot.waitUntil(lambda: "Recommendations implemented" in [e.text() for e in outcomes.findChildren(QLabel)])


def test_charts_are_there_as_soon_as_there_is_something_to_show(opened: Opened, qtbot: QtBot) -> None:
    window = opened(rich())
    page = counted(window, qtbot)
    assert [key for key, card in page.charts.items() if card.isVisibleTo(page)] == ["safety", "exposure", "readiness"]
    chart = page.charts["exposure"].chart
    qtbot.waitUntil(lambda: chart.canvas.fresh, timeout=20_000)
    went: list[tuple[str, str]] = []
    page.go.disconnect()
    page.go.connect(lambda key, record: went.append((key, record)))
    menu = chart.menu()
    assert [each.text() for each in menu.actions()] == [
        "Show it under Outcomes", "Table behind…", "Save for facilitators",
        "Save for the steering committee, without names", "What is this figure?",
    ]  # fmt: skip
    menu.actions()[0].trigger()
    menu.deleteLater()
    chart.card_wanted.emit(Measure.EXPOSURE)
    assert went == [("outcomes", "exposure"), ("outcomes", "card:exposure")]


def test_nothing_that_is_empty_is_shown(opened: Opened, qtbot: QtBot) -> None:
    window = opened(scene(placed("a1", "ana", "q1", "fin", "chen")))
    page = page_of(window, qtbot)
    quiet(qtbot, window)
    assert [key for key, card in page.charts.items() if card.isVisibleTo(page)] == []
    assert [each.name for each in page.figures][1:] == ["Broken rules", "Seats free in Q1", "Approved or published"]


def test_what_is_due_and_what_is_late() -> None:
    program = scene(
        Decision("d", title="Open a third cohort", due=date(2027, 2, 20)),
        Decision("old", title="Add a host", due=date(2027, 1, 20)),
        Decision("done", title="Settled", due=date(2027, 1, 20), on=date(2027, 1, 19)),
        Risk("r", title="Mentors leave", review=date(2027, 2, 10)),
        Action("a", title="Ask", due=date(2027, 1, 3)),
        Goal("g", person="ana", title="Lead", due=date(2027, 1, 3)),
    )
    shown = seen(program)
    assert "Decision: Open a third cohort | 20 Feb" in shown["dates"]
    assert "Look at a risk: Mentors leave | Wed 10" in shown["dates"]
    assert [line for line in shown["needs"] if "overdue" in line or "past" in line] == [
        "Decision: Add a host | overdue", "1 action overdue | actions", "1 goal past their day | goals",
    ]  # fmt: skip
