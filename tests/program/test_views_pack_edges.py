"""Packs and milestone sheets of which little is asked, or where little is there."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from program.leaks import clear
from program.metrics.catalogue import METRICS
from program.metrics.figure import Scope
from program.program import Program
from program.records import (
    Action,
    Attainment,
    Checkpoint,
    Cycle,
    Edition,
    Goal,
    Lifecycle,
    Measure,
    PackKind,
    Placement,
    Progress,
    RaterGroup,
    Rating,
    Record,
    Risk,
    Role,
    Section,
    Skill,
    Tier,
)
from program.suppression import LEAST, table
from program.views import behind, composed, milestones, pack
from program.views_milestones import MilestonesView
from program.views_pack_board import Behind, Census, Published, people_table
from program.views_pack_fairness import stands
from program.views_pack_figures import Figures
from program.views_pack_lead import lead
from program.views_pack_observer import Redaction
from program.views_pack_parts import Board, Decisions, Risks
from program.views_pack_words import risks
from program.views_reader import Typed
from tests.program.test_views_pack import cleared, released, with_
from tests.reports.governed import DAY, governed


def test_an_edition_without_a_section_has_nothing_of_it() -> None:
    edition = Edition("", name="", kind=PackKind.COMMITTEE, sections=(Section.STATUS,), start=date(2027, 6, 1))
    view = composed(governed(), edition, DAY)
    assert (view.sections, view.since) == ((Section.STATUS,), date(2027, 6, 1))
    assert view.decisions == Decisions() and view.board == Board()
    assert behind(governed(), view) == Behind()


def test_a_table_of_people_given_out_again_keeps_the_day_it_shows() -> None:
    program = governed(60, 6, 8, 12)
    one_left = msgspec.structs.replace(program.people(Role.MENTEE)[0], status=Lifecycle.ALUMNI)
    kept = with_(released(program, cleared(program)), one_left)
    soon = cleared(kept, day=DAY + timedelta(days=10)).view
    assert soon.board.people_on == DAY
    found = behind(kept, soon).people
    assert found is not None and (found.table, found.on) == (soon.board.people, DAY)
    other = cleared(kept, PackKind.ANNUAL, DAY + timedelta(days=10)).view
    assert other.board.people == soon.board.people and behind(kept, other).people == found
    assert behind(kept, msgspec.structs.replace(soon, board=Board())).people is None


def test_a_table_of_margins_alone_is_judged_with_a_category_that_came_since() -> None:
    rows, columns = ("One", "Two"), ("In rotation", "Alumni")
    then = Census(rows, columns, ((1, 20), (4, 20)), DAY)
    last = Published(table(rows, columns, then.counts), DAY, then)
    assert last.table.inner == ()
    now = Census((*rows, "Three"), columns, ((30, 50), (40, 50), (20, 30)), DAY + timedelta(days=90))
    told, on = people_table(now, last, LEAST)
    assert on == now.on and told.total == 220


def test_where_no_risk_is_open_there_is_no_matrix() -> None:
    closed = Risk("x", title="Gone by", state=Progress.CLOSED, likelihood=5, impact=5)
    assert risks(Program.of_records([closed])) == Risks()


def test_in_two_sentences_nothing_is_said_of_a_count_that_is_withheld() -> None:
    view = pack(governed(), DAY, PackKind.COMMITTEE)
    now = next(each for each in view.board.cycles if each.start <= view.until <= each.end)
    sentence = f"are placed in {now.name}."
    assert sentence in lead(view)
    small = msgspec.structs.replace(now, placed=None, expected=None, approved=None)
    assert sentence not in lead(msgspec.structs.replace(view, board=Board((small,))))


def test_without_small_units_nothing_is_taken_out() -> None:
    redaction = Redaction(frozenset())
    assert redaction.through("Lighthouse") == "Lighthouse" and redaction.taken == 0


def test_names_of_small_units_are_taken_out_of_keys_and_values() -> None:
    redaction = Redaction({"Lighthouse"})
    made = redaction.through({"Lighthouse": Typed("The Lighthouse is dark"), "Harbour": 3})
    assert made == {"[unit withheld]": "The [unit withheld] is dark", "Harbour": 3} and redaction.taken == 2


def test_a_part_of_a_figure_that_may_not_be_told_is_said_to_be_withheld() -> None:
    figures = Figures(governed(), METRICS, Scope(DAY))
    (whole,) = figures.split(Measure.PARTICIPATION, {"all": Scope(DAY)}).values()
    assert figures.said(Measure.PARTICIPATION, whole).endswith("n = 30")
    assert figures.said(Measure.PARTICIPATION, msgspec.structs.replace(whole, withheld=True)) == "withheld"
    assert figures.said(Measure.PARTICIPATION, None) == "withheld"


# --- milestones -----------------------------------------------------------------------------------------------------


def sheet(*records: Record) -> MilestonesView:
    program = with_(governed(), *records)
    return clear(program, lambda there: milestones(there, "m00000", DAY), Tier.PAIR, about="m00000").view


def one(program: Program) -> tuple[Placement, Cycle]:
    """The last placement of the person, and its cycle."""
    cycle = [each for each in program.cycles if program.plan.at("m00000", each.id)][-1]
    placement = program.plan.at("m00000", cycle.id)
    assert placement is not None
    return placement, cycle


def test_a_goal_says_how_well_it_was_reached() -> None:
    goals = [
        Goal(f"x{number}", person="m00000", title=f"Goal {number}", attained=attained, due=DAY, done=DAY)
        for number, attained in enumerate((Attainment.OPEN, Attainment.AS_EXPECTED, Attainment.MORE))
    ]
    said = {goal.title: goal.attained for goal in sheet(*goals).goals}
    assert [said[f"Goal {number}"] for number in range(3)] == ["", "as expected", "more than expected"]


def test_a_rating_of_a_skill_without_a_name_has_no_line() -> None:
    few = sheet().levels
    rating = Rating("x", person="m00000", skill="x", by=RaterGroup.SELF, level=3, on=DAY)
    assert sheet(Skill("x", name=""), rating).levels == few
    assert len(sheet(Skill("x", name="Listening"), rating).levels) == len(few) + 1


def test_what_somebody_promised_is_a_step_until_it_is_closed() -> None:
    promised = [
        Action("x1", title="Send the book", owner="m00000", due=DAY - timedelta(days=2)),
        Action("x2", title="Call the host", owner="m00000"),
        Action("x3", title="Book the hall", owner="m00000", due=DAY, state=Progress.CLOSED),
        Action("x4", title="Not theirs", owner="m00001", due=DAY),
    ]
    steps = {step.words: step.overdue for step in sheet(*promised).steps}
    assert steps["Send the book"] and not steps["Call the host"]
    assert list(steps)[-1] == "Call the host"
    assert not {"Book the hall", "Not theirs"} & steps.keys()


def test_a_cycle_without_a_place_is_no_step() -> None:
    start = DAY + timedelta(days=400)
    far = Cycle("far", name="Far away", start=start, end=start + timedelta(days=90), checkpoints=(start,))
    assert not any("Far away" in step.words for step in sheet(far).steps)


def test_checkpoints_to_come_and_cycles_to_begin_are_the_next_steps() -> None:
    placement, cycle = one(governed())
    start, end = DAY + timedelta(days=20), DAY + timedelta(days=100)
    past, soon = DAY - timedelta(days=5), DAY + timedelta(days=60)
    later = msgspec.structs.replace(cycle, start=start, end=end, checkpoints=(past, soon))
    check = Checkpoint("x", placement.id, DAY, RaterGroup.HOST, transfer=4, words="Well begun.")
    made = sheet(later, check)
    assert [step.words for step in made.steps if cycle.name in step.words] == [
        next(step.words for step in made.steps if "begins" in step.words), f"Checkpoint in {cycle.name}"
    ]  # fmt: skip
    assert [(each.words, [mark for _, mark in each.marks]) for each in made.checks if each.words] == [
        ("Well begun.", [4])
    ]




def test_groups_that_are_no_longer_compared_as_before_are_told_as_they_are() -> None:
    one = Census(("counted", "rest"), ("A", "B"), ((9, 8), (3, 4)), DAY - timedelta(days=90))
    now = msgspec.structs.replace(one, counts=((10, 8), (2, 4)), on=DAY)
    assert stands((one,), (now,), LEAST) == one.on
    assert stands((one,), (one,), LEAST) is None
    assert stands((), (now,), LEAST) is None and stands((one, one), (now,), LEAST) is None
