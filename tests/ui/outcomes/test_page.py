"""The Outcomes page through its window: every figure with its n, its card, its records; charts; exposure; forecast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from program.commands import Keep
from program.metrics.catalogue import METRICS, figure
from program.metrics.drawn import PICTURES
from program.metrics.figure import Level, Scope
from program.metrics.guarded import whole
from program.metrics.lights import Light
from program.program import Program
from program.records import CHARTER, Charter, Cohort, Host, Measure, Recommendation, Release, Target
from tests.ui.conftest import quiet
from tests.ui.outcomes.book import NAMES, TODAY, ago, rich
from ui.outcomes.ahead import AheadView
from ui.outcomes.charts import ChartsView
from ui.outcomes.ledger import LedgerView
from ui.outcomes.listed import Line
from ui.outcomes.page import VIEWS, OutcomesPage
from ui.outcomes.scoping import Choice, Period
from ui.parts.card import LineButton
from ui.parts.chart_source import OF_MEASURE
from ui.people.page import PeoplePage
from ui.window import Window

Opened = Callable[..., Window]
NOW = Scope(TODAY)


def page_of(window: Window, qtbot: QtBot, reveal: str = "") -> OutcomesPage:
    """The page, once its figures are there."""
    window.go("outcomes", reveal)
    page = window.page
    assert isinstance(page, OutcomesPage)
    if page.front_key == "figures":
        qtbot.waitUntil(lambda: page.figures.ready, timeout=20_000)
    quiet(qtbot, window)
    return page


def lines(page: OutcomesPage) -> dict[Measure, Line]:
    return {each.measure: each for each in page.figures.list.figures.lines if each.measure is not None}


def words(page: OutcomesPage) -> list[str]:
    """Everything written on the part in front."""
    return [each.text() for each in page.front.findChildren(QLabel) if each.isVisibleTo(page) and each.text()]


def test_every_figure_stands_in_the_list_with_its_n(opened: Opened, qtbot: QtBot) -> None:
    window = opened(rich())
    page = page_of(window, qtbot)
    found = lines(page)
    assert set(found) == set(METRICS)
    for measure, metric in METRICS.items():
        shown = whole(figure(window.desk.program(), measure, NOW), metric.card)
        assert found[measure].said == (shown.said if shown.value is not None else "–")
        assert found[measure].beside == (shown.beside if shown.value is not None else shown.said)
    assert found[Measure.RECOMMENDATIONS].said == "33\u00a0%"
    assert found[Measure.RECOMMENDATIONS].beside.startswith("2 of 6; ")


def test_the_list_goes_by_what_the_figures_are_evidence_for(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened(rich()), qtbot)
    heads = [each for each in page.figures.list.figures.lines if each.measure is None]
    assert len(heads) == len(Level)
    level = None
    for each in page.figures.list.figures.lines:
        level = each.words if each.measure is None else level
        if each.measure is Measure.RECOMMENDATIONS:
            assert level == "4 · Results"
    silent = [each for each in heads if each.beside == "no evidence yet"]
    for each in silent:
        at = page.figures.list.figures.lines.index(each)
        assert page.figures.list.figures.lines[at + 1].said == "–"


def test_a_light_is_a_word_as_well(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened(rich()), qtbot)
    line = lines(page)[Measure.RECOMMENDATIONS]
    assert line.light is Light.AMBER
    assert "amber: green from 60\u00a0%, amber from 20\u00a0%, red below" in line.spoken


def test_what_changed_since_the_cycle_before(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened(rich()), qtbot)
    # Both were implemented in the running cycle: 0 of 6 before, 2 of 6 now.
    assert lines(page)[Measure.RECOMMENDATIONS].change == "+33 points"
    assert lines(page)[Measure.RECOMMENDATIONS].tone == "good"


def test_choosing_a_figure_shows_its_card_and_what_it_is_worth(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened(rich()), qtbot, Measure.RECOMMENDATIONS.value)
    detail, card = page.figures.detail, METRICS[Measure.RECOMMENDATIONS].card
    assert (detail.name.text(), detail.number.text()) == ("Recommendations implemented", "33\u00a0%")
    assert "Wilson" in detail.method.text()
    said = detail.card.said
    assert said["Definition"] == card.definition
    assert said["Blind spots"] == card.blind
    assert said["Owner"] == "Ben Okafor"
    assert {"Numerator", "Denominator", "Window", "Used for", "Known bias"} <= set(said)


def test_it_says_what_the_committee_gets_to_see(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened(rich()), qtbot, Measure.READINESS.value)
    detail = page.figures.detail
    assert detail.committee.text() == (
        "The committee does not see it; withheld: fewer than 5 people could be told by it."
    )
    page.show_figure(Measure.PARTICIPATION)
    assert detail.committee.text() == "The committee sees it as it is."


def test_only_stories_that_everybody_agreed_to_stand_beside_it(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened(rich()), qtbot, Measure.RECOMMENDATIONS.value)
    assert len(page.figures.detail.stories.said) == 1
    assert "Nobody read them." in page.figures.detail.stories.said[0]


def test_the_records_behind_are_a_click_away(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened(rich()), qtbot, Measure.RECOMMENDATIONS.value)
    behind = page.figures.detail.behind
    assert set(behind.records.rows) == {"r0", "r1"}
    assert behind.tabs.tabText(0) == "Counted: 2 recommendations"
    went: list[tuple[str, str]] = []
    page.go.disconnect()
    page.go.connect(lambda key, record: went.append((key, record)))
    first = behind.records.rows[0]
    behind.view.clicked.emit(behind.records.index(0, 0))
    behind.tabs.setCurrentIndex(1)
    assert len(behind.records.rows) == 6
    last = behind.records.rows[5]
    behind.view.activated.emit(behind.records.index(5, 0))
    assert went == [("development", first), ("development", last)]


def test_people_behind_a_figure_lead_to_their_page(opened: Opened, qtbot: QtBot) -> None:
    window = opened(rich())
    page = page_of(window, qtbot, Measure.PARTICIPATION.value)
    behind = page.figures.detail.behind
    at = behind.records.rows.index("p2")
    assert behind.records.index(at, 0).data() == "Noa Levi"
    behind.view.clicked.emit(behind.records.index(at, 0))
    assert window.page is not None
    assert window.page.key == "people"


def test_a_target_is_set_in_place_and_can_be_undone(opened: Opened, qtbot: QtBot) -> None:
    window = opened(rich())
    page = page_of(window, qtbot, Measure.PARTICIPATION.value)
    editor = page.figures.detail.target
    assert "No target" in editor.words.text()
    editor.open()
    editor.green.setValue(90)
    editor.amber.setValue(70)
    editor.keep.click()
    qtbot.waitUntil(lambda: page.figures.ready and lines(page)[Measure.PARTICIPATION].light is Light.GREEN)
    made = [each for each in window.desk.program().of(Target).values() if each.figure is Measure.PARTICIPATION]
    assert [(each.green, each.amber, each.lower, each.agreed) for each in made] == [(90, 70, False, TODAY)]
    assert editor.words.text() == "Green: green from 90\u00a0%, amber from 70\u00a0%, red below"
    window.desk.undo()
    qtbot.waitUntil(lambda: page.figures.ready and lines(page)[Measure.PARTICIPATION].light is None)


def test_enter_keeps_a_target_and_the_keyboard_stays_with_it(opened: Opened, qtbot: QtBot) -> None:
    window = opened(rich())
    page = page_of(window, qtbot, Measure.PARTICIPATION.value)
    editor = page.figures.detail.target
    editor.button.click()
    editor.green.setValue(90)
    qtbot.keyClick(editor.green, Qt.Key.Key_Return)
    assert [each.green for each in window.desk.program().of(Target).values()].count(90) == 1
    assert editor.focusWidget() is editor.button
    assert not editor.fields.isVisibleTo(editor)


def test_the_figures_follow_what_is_done(opened: Opened, qtbot: QtBot) -> None:
    window = opened(rich())
    page = page_of(window, qtbot)
    third = window.desk.program().of(Recommendation)["r2"]
    window.desk.do(Keep((msgspec.structs.replace(third, implemented=ago(3)),)))
    qtbot.waitUntil(lambda: lines(page)[Measure.RECOMMENDATIONS].beside.startswith("3 of 6"), timeout=20_000)


def test_the_time_looked_at(opened: Opened, qtbot: QtBot) -> None:
    program = rich()
    window = opened(program)
    page = page_of(window, qtbot)
    page.bar.show_choice(Choice(Period.OWN, since=ago(280), until=ago(100)))
    qtbot.waitUntil(lambda: lines(page)[Measure.RECOMMENDATIONS].beside.startswith("0 of 6"), timeout=20_000)
    cycle = Choice(Period.CYCLE)
    assert cycle.scope(program, TODAY) == Scope(TODAY, ago(99))
    assert cycle.before(program, TODAY) == Scope(ago(100), ago(189))
    assert Choice().before(program, TODAY) == Scope(ago(100))
    assert Choice().before(program, ago(270)) is None
    assert Choice(Period.OWN).before(program, TODAY) is None
    assert Choice(Period.ALL, "c1").scope(program, TODAY) == Scope(TODAY, None, "c1")


def test_what_is_remembered_is_the_time_and_never_whose(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened(rich()), qtbot)
    page.bar.show_choice(Choice(Period.YEAR, "c1"))
    page.show_view("charts")
    assert page.state() == {"view": "charts", "period": "year"}
    page.restore({"view": "figures", "period": "cycle"})
    assert (page.front_key, page.bar.choice.period) == ("figures", Period.CYCLE)
    page.restore({"view": "nonsense", "period": 7})


def test_the_search_narrows_the_figures(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened(rich()), qtbot)
    page.search("psychological")
    assert set(lines(page)) == {Measure.SAFETY}
    page.search("")
    assert set(lines(page)) == set(METRICS)


def test_an_empty_book_says_what_belongs_here(opened: Opened, qtbot: QtBot) -> None:
    window = opened(Program.of_records([Charter(CHARTER, name="New")]))
    window.go("outcomes")
    page = window.page
    assert isinstance(page, OutcomesPage)
    qtbot.waitUntil(lambda: "No figures yet" in words(page), timeout=20_000)
    button = next(each for each in page.findChildren(QPushButton) if each.text() == "Go to People")
    button.click()
    assert window.page is not None
    assert window.page.key == "people"
    for key in VIEWS:
        window.go("outcomes", key)
        quiet(qtbot, window)


# ---- charts, exposure, forecast ------------------------------------------------------------------------------------


def test_the_charts_belong_to_the_figures_they_stand_beside() -> None:
    program = rich()
    assert {key for keys in OF_MEASURE.values() for key in keys} <= set(PICTURES)
    for key, make in PICTURES.items():
        picture = make(program, NOW)
        if picture is not None and picture.measure is not None:
            assert key in OF_MEASURE[picture.measure]


def test_the_gallery_shows_every_chart_and_leads_to_the_definition(opened: Opened, qtbot: QtBot) -> None:
    window = opened(rich())
    page = page_of(window, qtbot, "charts")
    view = page.front
    assert isinstance(view, ChartsView)
    qtbot.waitUntil(lambda: bool(view.cards), timeout=20_000)
    there = {key for key in PICTURES if PICTURES[key](window.desk.program(), NOW) is not None}
    assert set(view.cards) == there
    first = next(iter(view.cards.values())).chart
    qtbot.waitUntil(lambda: first.canvas.fresh, timeout=20_000)
    page.search("safe to speak up at the top of nothing")
    assert not any(card.isVisibleTo(view) for card in view.cards.values())
    page.search("")
    first.opened.emit()
    qtbot.waitUntil(lambda: page.front_key == "figures")
    page.show_view("charts")
    first.card_wanted.emit(Measure.SAFETY)
    assert page.front_key == "figures"
    qtbot.waitUntil(lambda: page.figures.detail.name.text() == "Psychological safety", timeout=20_000)


def test_a_chart_without_names_leaves_for_the_committee(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    from program.records import Tier

    window = opened(rich())
    page = page_of(window, qtbot, "charts")
    view = page.front
    assert isinstance(view, ChartsView)
    qtbot.waitUntil(lambda: "exposure" in view.cards, timeout=20_000)
    chart = view.cards["exposure"].chart
    assert chart.tiers == (Tier.PROGRAM, Tier.AGGREGATE)
    for tier, named in ((Tier.PROGRAM, True), (Tier.AGGREGATE, False)):
        path = tmp_path / f"{tier.label}.csv"
        window.desk.ask.next(path)
        chart.save(".csv", tier)
        qtbot.waitUntil(path.exists, timeout=20_000)
        quiet(qtbot, window)
        text = path.read_text("utf-8-sig")
        assert any(name in text for name in NAMES) is named
    readers = sorted(each.reader for each in window.desk.program().of(Release).values())
    assert readers == ["Facilitators", "Steering committee"]


def test_what_would_tell_of_few_does_not_leave(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    from program.records import Tier

    window = opened(rich())
    page = page_of(window, qtbot, "charts")
    view = page.front
    assert isinstance(view, ChartsView)
    qtbot.waitUntil(lambda: "readiness" in view.cards, timeout=20_000)
    path = tmp_path / "few.png"
    window.desk.ask.next(path)
    with qtbot.waitSignal(window.desk.refused, timeout=20_000) as told:
        view.cards["readiness"].chart.save(".png", Tier.AGGREGATE)
    assert "nothing in this chart that its reader may see" in str(told.args[0] if told.args else "")
    assert not path.exists()
    assert not window.desk.program().of(Release)


def test_the_ledger_tells_what_a_mentee_met_and_what_a_free_cell_would_add(opened: Opened, qtbot: QtBot) -> None:
    window = opened(rich(Host("leg", name="Legal", function="Legal", seats=2)))
    page = page_of(window, qtbot, "ledger")
    view = page.front
    assert isinstance(view, LedgerView)
    qtbot.waitUntil(lambda: view.list.people.rowCount() == len(NAMES), timeout=20_000)
    met = [each.met for each in view.list.people.shown]
    assert met == sorted(met)
    view.choose("p1")
    qtbot.waitUntil(lambda: "Jon Bakke" in words(page), timeout=20_000)
    said = [each.text() for each in view.findChildren(LineButton) if each.isVisibleTo(view)]
    assert "Q1 · Finance with Li Chen" in said
    assert "Q4 · Legal" in said
    went: list[tuple[str, str]] = []
    page.go.disconnect()
    page.go.connect(lambda key, record: went.append((key, record)))
    next(each for each in view.findChildren(LineButton) if each.text() == "Q1 · Finance with Li Chen").click()
    assert went == [("board", "p1q1")]
    page.search("ida")
    assert [each.name for each in view.list.people.shown] == ["Ida Lund"]


def test_what_somebody_has_met_is_found_by_the_person(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened(rich()), qtbot, "p4")
    view = page.front
    assert isinstance(view, LedgerView)
    qtbot.waitUntil(lambda: view.list.person == "p4", timeout=20_000)
    qtbot.waitUntil(lambda: "Ida Lund" in words(page), timeout=20_000)


def test_the_person_leads_to_what_they_have_met_whatever_cohort_is_chosen(opened: Opened, qtbot: QtBot) -> None:
    window = opened(rich())
    assert window.desk.do(Keep((Cohort("c2", name="Cohort Two", start=ago(30)),))) is not None
    page = page_of(window, qtbot)
    page.bar.show_choice(Choice(cohort="c2"))
    window.go("people", "p4")
    people = window.page
    assert isinstance(people, PeoplePage)
    panel = people.panel.person
    qtbot.waitUntil(lambda: panel.person_id == "p4")
    panel.ways["outcomes"].click()
    assert window.page is page
    view = page.front
    assert isinstance(view, LedgerView)
    qtbot.waitUntil(lambda: view.list.person == "p4", timeout=20_000)


def test_the_forecast_names_the_roles_that_stay_empty(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened(rich()), qtbot, "forecast")
    view = page.front
    assert isinstance(view, AheadView)
    qtbot.waitUntil(lambda: view.ahead is not None, timeout=20_000)
    assert "1 of them would stay empty" in view.finding.text()
    rows = {row.name: row.stands for row in view.seats.rows}
    assert rows == {"Head of claims": "in time", "Head of risk": "nobody is named"}
    assert [row.role for row in view.seats.rows] == ["role", "empty"]
    went: list[tuple[str, str]] = []
    page.go.disconnect()
    page.go.connect(lambda key, record: went.append((key, record)))
    view.roles.clicked.emit(view.seats.index(1, 0))
    assert went == [("development", "empty")]


@pytest.mark.parametrize("key", ["figures", "charts", "ledger", "forecast"])
def test_locking_while_it_is_counted_leaves_nothing(opened: Opened, qtbot: QtBot, key: str) -> None:
    import gc
    import weakref

    from PySide6.QtCore import QCoreApplication, QEvent

    window = opened(rich())
    window.go("outcomes", key)
    held = weakref.ref(window.page)
    window.lock()
    qtbot.waitUntil(lambda: window.unlock is not None and not window.unlock.waiting, timeout=20_000)
    quiet(qtbot, window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert held() is None


def test_keys_walk_the_figures(opened: Opened, qtbot: QtBot) -> None:
    page = page_of(opened(rich()), qtbot)
    listed = page.figures.list
    first = listed.measure
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    assert listed.measure not in (None, first)
    assert page.figures.detail.name.text() == METRICS[listed.measure].card.name if listed.measure else False


def test_the_scope_ends_when_the_cycle_ends() -> None:
    program = rich()
    later = TODAY + timedelta(days=400)
    last = program.cycles[-1]
    assert Choice(Period.CYCLE).scope(program, later) == Scope(last.end, last.start)
