"""A pack tells what may be told, says what it left out, and nothing from which anybody could be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from program.differencing import keeps
from program.leaks import Cleared, clear
from program.metrics.catalogue import METRICS
from program.metrics.figure import Scope, Unit
from program.metrics.guarded import Shown, guarded
from program.program import Program
from program.records import (
    Action,
    Consent,
    Decision,
    Edition,
    Event,
    Host,
    Lifecycle,
    Measure,
    PackKind,
    Person,
    Placement,
    Purpose,
    Record,
    Release,
    Review,
    Risk,
    Role,
    Section,
    Snapshot,
    Story,
    Target,
    Tier,
)
from program.releases import CallOff, HandOut
from program.snapshots import Content, Edges, Unreadable, decode, of_release, snapshot
from program.suppression import LEAST, table
from program.views import NotForThisReader, PackView, behind, composed, milestones, pack
from program.views_pack_board import Census, Published, people_table
from program.views_pack_figures import changed
from program.views_pack_period import NoSuchEdition, Period
from tests.program.test_views import texts
from tests.reports.governed import DAY, governed

EDGES = Edges("Program", DAY, "", "Committee", "", "", "copy 1", (), b"m", "", "A4", "fit", "en")


def cleared(program: Program, kind: PackKind = PackKind.COMMITTEE, day: date = DAY, **more: Any) -> Cleared[PackView]:
    return clear(program, lambda there: pack(there, day, kind, **more), Tier.AGGREGATE, (Purpose.FIGURES,))


def with_(program: Program, *records: Record) -> Program:
    there = {(type(item), item.id): item for item in program.everything()}
    there |= {(type(item), item.id): item for item in records}
    return Program.of_records(there.values())


def released(program: Program, made: Cleared[PackView], number: int = 1, day: date = DAY) -> Program:
    title = made.view.title
    release = Release(f"{number:016x}", document=title, fingerprint="0" * 64, copy=number, on=day, stand=number)
    content = Content(made.view.kind.value, made.view, EDGES, behind(program, made.view))
    return program.apply(HandOut(release, snapshot(release, content, made.view.until)).change(program))


def words(value: Any) -> str:
    return "\n".join(texts(value))


def shown(value: Any) -> Iterator[Shown]:
    if isinstance(value, Shown):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from shown(each)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from shown(getattr(value, name))


# --- nobody is in it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", PackKind)
def test_no_word_by_which_anybody_is_known_is_in_it(kind: PackKind) -> None:
    program = governed()
    said = words(cleared(program, kind).view)
    for person in program.of(Person).values():
        assert person.name not in said
        assert person.email not in said
        assert person.number not in said


@pytest.mark.parametrize("kind", PackKind)
def test_names_that_somebody_typed_are_taken_out_and_counted(kind: PackKind) -> None:
    program = governed()
    ana = next(iter(program.of(Person).values()))
    canary = f"Ask {ana.name} ({ana.email})"
    bad = with_(
        program,
        Decision("x1", title=canary, due=DAY + timedelta(days=1)),
        Decision("x2", title=canary, on=DAY),
        Risk("x3", title=canary, likelihood=5, impact=5, mitigation=canary),
        Action("x4", title=canary, due=DAY),
        Review("x5", on=DAY, findings=canary, before=canary, after=canary),
        Story("x6", title=canary, told=canary, figure=Measure.RECOMMENDATIONS, people=("m00001",), on=DAY),
        Edition("x7", name=canary, kind=kind, watermark=ana.name, commentary=((Section.STATUS.value, canary),)),
    )
    made = cleared(bad, kind, edition="x7")
    said = words(made.view)
    assert ana.name not in said and ana.email not in said
    assert "Ask [name withheld]" in said
    assert any("names: in text somebody typed" in line for line in made.words)


@pytest.mark.parametrize("kind", PackKind)
def test_what_is_withheld_has_no_value_anywhere(kind: PackKind) -> None:
    view = cleared(governed(), kind).view
    found = list(shown(view))
    assert found
    for each in found:
        if each.withheld:
            assert (each.value, each.n, each.part, each.interval) == (None, 0, 0, None)
            assert all(part.withheld for part in each.parts)
        assert all((part.value, part.n, part.part) == (None, 0, 0) for part in each.parts if part.withheld)
    for status in view.figures.values():
        if status.shown.withheld:
            assert (status.light, status.change, status.before, status.period) == ("", "", "", "")
    lines = [(line.placed, line.expected, line.approved) for line in view.board.cycles]
    assert all(count is None or count == 0 or count >= LEAST for line in lines for count in line)


def test_every_figure_is_the_guarded_one_of_the_catalogue() -> None:
    program, view = governed(), cleared(governed()).view
    for measure, status in view.figures.items():
        metric = METRICS[measure]
        assert status.shown == guarded(metric.work(program, Scope(DAY)), metric.card, LEAST)


def test_pictures_are_those_that_committees_may_have() -> None:
    for kind in PackKind:
        assert all(each.tier >= Tier.AGGREGATE for each in cleared(governed(), kind).view.pictures)


def test_who_took_back_consent_to_figures_is_in_none() -> None:
    program = governed()
    gone = program.people(Role.MENTEE)[0].id
    back = with_(program, Consent("back", person=gone, purpose=Purpose.FIGURES, withdrawn=date(2027, 6, 1)))
    before, now = (cleared(each).view.figures[Measure.EXPOSURE].shown for each in (program, back))
    assert now.n == before.n - 1
    assert any("took back their consent" in line for line in cleared(back).words) or now.n == before.n - 1


def test_a_milestone_sheet_needs_a_reader_who_may_know_names() -> None:
    program = governed()
    sheet = milestones(program, "m00000", DAY)
    assert sheet.goals and sheet.levels and sheet.met
    assert not milestones(program, "m00000", DAY, Tier.PROGRAM).goals  # goals are the pair's
    with pytest.raises(NotForThisReader):
        milestones(program, "m00000", DAY, Tier.AGGREGATE)


# --- what it says ---------------------------------------------------------------------------------------------------


def test_decisions_asked_for_are_three_at_most_soonest_first_and_personal_ones_are_counted() -> None:
    told = cleared(governed()).view.decisions
    assert [each.title for each in told.asked] == ["Open two more seats in Finance", "Let alumni mentor", "Approve Q2"]
    assert [each.overdue for each in told.asked] == [True, False, False]
    assert told.more == 1
    assert [each.title for each in told.taken] == ["Close the list of nominations"]
    assert told.personal == 1
    observer = cleared(governed(), PackKind.OBSERVER).view
    assert observer.decisions.asked == () and "decision" not in observer.lead


def test_lights_follow_the_rule_and_the_worst_come_first() -> None:
    program = governed()
    view = cleared(program).view
    lights = [each.light for each in view.status if each.rule]
    order = ["red", "amber", "", "green"]
    assert lights == sorted(lights, key=order.index)
    value = view.figures[Measure.EXPOSURE].shown.value
    assert value is not None
    for green, amber, light, rule in (
        (value - 1, 0, "green", "green from"),
        (value + 1, value - 1, "amber", "amber below"),
        (value + 2, value + 1, "red", "red below"),
    ):
        aimed = with_(program, Target("t9", figure=Measure.EXPOSURE, green=green, amber=amber))
        status = cleared(aimed).view.figures[Measure.EXPOSURE]
        assert status.light == light and status.rule.startswith(rule)


def test_risks_are_the_five_gravest_open_ones_and_actions_say_what_is_late() -> None:
    view = cleared(governed()).view
    assert [each.severity for each in view.risks.shown] == [16, 15, 10, 6]
    assert view.risks.matrix is not None and len(view.risks.matrix.dots) == 4
    assert (view.actions.open, view.actions.overdue, view.actions.closed) == (2, 1, 1)


def test_method_has_the_card_of_every_figure_and_says_which_levels_have_none() -> None:
    view = cleared(governed()).view
    assert {each.name for each in view.method.cards} == {each.shown.name for each in view.figures.values()}
    assert [rung.level for rung in view.method.rungs] == ["Activity", "Reaction", "Learning", "Behaviour", "Results"]


# --- stories --------------------------------------------------------------------------------------------------------


def stories(program: Program) -> list[str]:
    return [each.title for each in cleared(program).view.outcomes.stories]


def test_a_story_is_told_only_while_everybody_it_is_about_agrees() -> None:
    program = governed()
    assert stories(program) == ["Three reports fewer"]
    assert "1 story: not everybody they are about has agreed that they are told" in cleared(program).words
    story = program.of(Story)["st1"]
    agreed = Consent("k9", person="m00003", purpose=Purpose.STORIES, given=date(2027, 5, 1))
    two = msgspec.structs.replace(story, people=(*story.people, "m00003"))
    assert stories(with_(program, two)) == []
    assert stories(with_(program, two, agreed)) == ["Three reports fewer"]
    back = Consent("k8", person="m00003", purpose=Purpose.STORIES, withdrawn=date(2027, 8, 1))
    assert stories(with_(program, two, agreed, back)) == []
    assert stories(with_(program, msgspec.structs.replace(story, people=()))) == []  # nobody could have agreed
    late = Consent("k1", person=story.people[0], purpose=Purpose.STORIES, given=DAY + timedelta(days=1))
    assert stories(with_(program, late)) == []


def test_a_story_is_not_told_as_if_somebody_who_is_left_out_had_not_been_there() -> None:
    program = governed()
    story = msgspec.structs.replace(program.of(Story)["st1"], people=(*program.of(Story)["st1"].people, "m00003"))
    agreed = Consent("k9", person="m00003", purpose=Purpose.STORIES, given=date(2027, 5, 1))
    out = Consent("k7", person="m00003", purpose=Purpose.FIGURES, withdrawn=date(2027, 8, 1))
    assert stories(with_(program, story, agreed)) == ["Three reports fewer"]
    assert stories(with_(program, story, agreed, out)) == []


# --- editions and periods -------------------------------------------------------------------------------------------


def test_an_edition_settles_sections_watermark_and_words() -> None:
    view = cleared(governed(), edition="e1").view
    assert view.sections == (Section.DECISIONS, Section.STATUS, Section.RISKS)
    assert view.watermark == "Draft" and view.words(Section.STATUS) == "A good quarter."
    assert view.outcomes.figures == () and view.method.cards == () and view.risks.shown
    assert composed(governed(), governed().of(Edition)["e1"], DAY) == pack(governed(), DAY, edition="e1")
    for kind, edition in ((PackKind.ANNUAL, "e1"), (PackKind.COMMITTEE, "nothing")):
        with pytest.raises(NoSuchEdition):
            pack(governed(), DAY, kind, edition=edition)


def test_the_period_reaches_back_and_never_past_the_books_day() -> None:
    since = {period: pack(governed(), DAY, period=period).since for period in Period}
    assert since[Period.QUARTER] == date(2027, 12, 21)
    assert since[Period.YEAR] == date(2027, 3, 21)
    assert since[Period.BEGINNING] is None
    assert since[Period.CYCLE] == date(2028, 1, 3)
    late = Edition("", name="", end=date(2030, 1, 1))
    assert composed(governed(), late, DAY).until == DAY


def test_the_annual_review_sets_years_and_cohorts_side_by_side_and_the_quarterly_one_the_period_alone() -> None:
    compared = cleared(governed(), PackKind.ANNUAL).view.compared
    assert compared.columns == ("2027", "2028", "Cohort 2027")
    assert compared.rows and all(len(row.values) == 3 for row in compared.rows)
    quarterly = cleared(governed(), PackKind.QUARTERLY).view
    assert any(each.period for each in quarterly.figures.values())
    assert quarterly.reviews and quarterly.reviews[0].after == "Two checkpoints a cycle."


def test_an_observer_reads_no_small_units_name() -> None:
    program = governed()
    lone = msgspec.structs.replace(program.of(Host)["h000"], name="Lighthouse")
    risk = Risk("x", title="The Lighthouse is dark", likelihood=5, impact=5)
    bare = [p for p in program.of(Placement).values() if p.host == "h000"][3:]
    records = [item for item in with_(program, lone, risk).everything() if item not in bare]
    few = Program.of_records(records)
    assert "Lighthouse" in words(cleared(few).view)
    made = cleared(few, PackKind.OBSERVER)
    assert "Lighthouse" not in words(made.view)
    assert "The [unit withheld] is dark" in words(made.view)
    assert any("naming" in line for line in made.words)


# --- one pack after the other ---------------------------------------------------------------------------------------


def test_the_next_pack_says_what_moved() -> None:
    program = governed()
    first = cleared(program, day=DAY - timedelta(days=90))
    assert first.view.moved.since is None
    kept = released(program, first, day=DAY - timedelta(days=90))
    raised = msgspec.structs.replace(program.of(Risk)["r2"], likelihood=5)
    now = cleared(with_(kept, raised)).view
    assert now.moved.since == now.last == DAY - timedelta(days=90)
    assert any(fact.beside == "15 → 25 of 25" for fact in now.moved.facts)
    for status in now.moved.figures:
        assert status.before and status.change[0] in "+−"
    assert now.moved.all + now.moved.still == sum(bool(each.before) for each in now.figures.values())
    assert cleared(kept, PackKind.ANNUAL).view.moved.since is None  # another kind is another series


@pytest.mark.parametrize(
    ("before", "now", "unit", "said"),
    [
        (17.6, 29.4, Unit.PERCENT, "+11 points"),  # as 18 % and 29 % are shown
        (92.4, 91.6, Unit.PERCENT, ""),
        (50, 49, Unit.PERCENT, "−1 point"),
        (3.75, 3.64, Unit.OF_FIVE, "−0.2"),
        (4.0, 4.04, Unit.OF_SEVEN, ""),
        (1200, 2400, Unit.COUNT, "+1,200"),
    ],
)
def test_a_change_is_that_of_the_values_as_they_are_shown(before: float, now: float, unit: Unit, said: str) -> None:
    assert changed(before, now, unit) == said


def test_a_copy_of_the_same_day_is_compared_with_the_pack_before_that_day() -> None:
    program = released(governed(), cleared(governed(), day=DAY - timedelta(days=90)), day=DAY - timedelta(days=90))
    again = released(program, cleared(program), 2)
    assert cleared(again).view == cleared(program).view


def test_two_tables_of_people_tell_no_more_together_than_each_alone() -> None:
    program = governed(60, 6, 8, 12)
    one = cleared(program)
    kept = released(program, one)
    person = program.people(Role.MENTEE)[0]
    left = with_(kept, msgspec.structs.replace(person, status=Lifecycle.ALUMNI))
    soon = cleared(left, day=DAY + timedelta(days=10)).view.board
    assert soon.people == one.view.board.people and soon.people_on == DAY
    many = [msgspec.structs.replace(p, status=Lifecycle.ALUMNI) for p in program.people(Role.MENTEE)[:20]]
    later = cleared(with_(kept, *many), day=DAY + timedelta(days=10)).view.board
    assert later.people_on == DAY + timedelta(days=10) and later.people != one.view.board.people


def test_a_new_cohort_is_judged_against_a_table_that_did_not_have_it() -> None:
    rows, columns = ("One", "Two"), ("In rotation", "Alumni")
    then = Census(rows, columns, ((20, 9), (14, 30)), DAY)
    last = Published(table(rows, columns, then.counts), DAY, then)
    for new in ((11, 0), (2, 0), (6, 1)):
        now = Census((*rows, "Three"), columns, (*then.counts, new), DAY + timedelta(days=90))
        told, on = people_table(now, last, LEAST)
        spread = ((20, 9), (14, 30), (0, 0))
        before = table(now.rows, columns, spread)
        assert on == DAY or keeps(before, told, now.rows, columns)
        assert all(count is None or count == 0 or count >= LEAST for row in told.inner for count in row)


def test_groups_are_told_anew_only_when_enough_people_have_changed() -> None:
    program = governed(60, 6, 8, 12)
    kept = released(program, cleared(program))
    before = kept.of(Snapshot)
    assert decode(next(iter(before.values()))).behind.groups
    told = cleared(kept).view.fairness
    assert told.on is None  # nobody has changed
    first = program.people(Role.MENTEE)[:20]
    for few, on in ((1, DAY), (20, None)):
        raised = [Event(f"ev-new{at}", person=p.id, on=DAY + timedelta(days=3)) for at, p in enumerate(first[:few])]
        now = cleared(with_(kept, *raised), day=DAY + timedelta(days=9)).view.fairness
        assert now.on == on
        assert (now.figures, now.pictures) == (told.figures, told.pictures) or on is None


# --- snapshots ------------------------------------------------------------------------------------------------------


def test_a_snapshot_gives_back_the_view_and_goes_with_its_release() -> None:
    program, made = governed(), cleared(governed())
    kept = released(program, made)
    (release,), (stored,) = kept.of(Release).values(), kept.of(Snapshot).values()
    assert of_release(kept, release.id) == stored
    content = decode(stored)
    assert content.view == made.view and content.edges == EDGES
    assert HandOut.lasting
    off = kept.apply(CallOff(release).change(kept))
    assert not off.of(Snapshot) and not off.of(Release)


@pytest.mark.parametrize("content", ["", "not in the alphabet \x7f", "c$@)", "c-muNdjkrT0{"])
def test_a_damaged_snapshot_is_said_to_be(content: str) -> None:
    with pytest.raises(Unreadable):
        decode(Snapshot("s", release="r", content=content))


def test_a_damaged_snapshot_does_not_stand_in_the_way_of_the_next_pack() -> None:
    program = released(governed(), cleared(governed(), day=DAY - timedelta(days=9)), day=DAY - timedelta(days=9))
    stored = next(iter(program.of(Snapshot).values()))
    assert cleared(with_(program, msgspec.structs.replace(stored, content="x"))).view.moved.since is None
