"""What a table becomes that holds records of a register: matched by its headings, read by name, known again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import pytest

from program.intake import (
    IMPORTED,
    Cell,
    Facts,
    ImportRecords,
    Outcome,
    RecordIntake,
    Row,
    Table,
    named_anew,
    prepare_records,
    suggest_records,
)
from program.intake.registers import record_targets
from program.program import Program
from program.records import (
    KINDS,
    Answers,
    Attainment,
    Baseline,
    Checkpoint,
    CriticalRole,
    Event,
    EventKind,
    Goal,
    Horizon,
    Measure,
    RaterGroup,
    Rating,
    Readiness,
    Record,
    Skill,
    Strength,
    Survey,
)
from program.trouble import Trouble
from tests.program.scene import done, mentee, placed, scene

TODAY = date(2027, 3, 1)
GOALS = "Person|Goal|Skill|Due date|GAS"


def table(headings: str, *rows: Sequence[Cell] | str, decimal: str = ".") -> Table:
    filled = [tuple(row.split("|")) if isinstance(row, str) else tuple(row) for row in rows]
    numbered = tuple(Row(number, cells) for number, cells in enumerate(filled, 2))
    return Table(tuple(headings.split("|")), numbered, Facts("goals.csv", "CSV", decimal=decimal))


def world(*more: Record) -> Program:
    return scene(
        mentee("ana", "Ana Ruiz", email="ana@example.org", number="A-17"),
        placed("p1", "ana", "q1", "fin", "chen"),
        CriticalRole("cfo", name="Chief financial officer"),
        *more,
    )


def look(kind: str, made: Table, program: Program | None = None, **settings: Any) -> RecordIntake:
    suggested = msgspec.structs.replace(suggest_records(made, kind, TODAY), **settings)
    return prepare_records(made, program or world(), suggested)


def kept(kind: str, made: Table, program: Program | None = None) -> Program:
    return done(program or world(), ImportRecords(made, suggest_records(made, kind, TODAY)))[0]


def test_goals_come_in_by_name_address_or_number_as_one_step() -> None:
    made = table(GOALS, "Ruiz, Ana|Run the close|Pricing|31.12.2027|", "ana@example.org|Chair a board||2027-06-30|+1",
                 "a-17|Speak plainly|Pricing|30 Jun 2027|-2")  # fmt: skip
    intake = look("goal", made)
    assert intake.count(Outcome.NEW) == 3 and not intake.problems
    assert intake.change.title == "Import 3 development goals from goals.csv"
    goals = list(kept("goal", made).of(Goal).values())
    assert {goal.person for goal in goals} == {"ana"}
    assert [goal.attained for goal in goals] == [Attainment.OPEN, Attainment.MORE, Attainment.MUCH_LESS]
    assert goals[0].skill == "pricing" and goals[0].due == date(2027, 12, 31)


def test_the_same_file_twice_adds_nothing() -> None:
    files = {
        "goal": table(GOALS, "Ana Ruiz|Run the close|Pricing|31.12.2027|"),
        "rating": table("Name|Competency|Rater group|Score|Date", "Ana Ruiz|Pricing|self|2|2027-01-05",
                        "Ana Ruiz|Pricing|manager|3|2027-01-05"),
        "readiness": table("Employee|Position|Readiness|Date", "Ana Ruiz|Chief financial officer|1-2 years|2027-01-05"),
        "event": table("Employee|Event|Effective date", "Ana Ruiz|promoted|2027-02-01"),
        "answers": table("Survey|Q1|Q2|Q3", "Satisfaction|5|4|5", "Satisfaction|5|4|5", "Satisfaction|1|1|2"),
        "baseline": table("Measure|Population|Value", "Retention|Everyone|88,5", decimal=","),
        "checkpoint": table("Mentee|Quarter|Knowledge transfer|Date", "Ana Ruiz|Q1|4|2027-02-15"),
        "risk": table("Risk|Likelihood|Impact", "Sponsors drift away|4|4"),
    }  # fmt: skip
    for kind, made in files.items():
        once = kept(kind, made)
        assert len(once.of(KINDS[kind].cls)) == len(made.rows), kind
        again = look(kind, made, once)
        assert again.count(Outcome.UNCHANGED) == len(made.rows), kind
        assert not again.change.pairs, kind


def test_a_rating_without_a_side_is_ones_own_and_leaves_those_of_others_alone() -> None:
    boss = Rating("r", person="ana", skill="pricing", by=RaterGroup.MANAGER, level=4, on=date(2027, 1, 5))
    made = table("Person|Skill|Level|Date", "Ana Ruiz|Pricing|2|2027-01-05")
    after = kept("rating", made, world(boss))
    assert after.of(Rating)["r"] == boss and len(after.of(Rating)) == 2


def test_what_is_there_already_is_changed_and_an_empty_cell_leaves_its_field_alone() -> None:
    goal = Goal("g", person="ana", title="Run the close", due=date(2027, 6, 30), criteria="Closed in four days")
    made = table("Person|Goal|Due|Reached when", "Ana Ruiz|Run the  close|2027-09-30|")
    intake = look("goal", made, world(goal))
    (entry,) = intake.entries
    assert entry.outcome is Outcome.CHANGED
    assert [(each.label, each.before, each.after) for each in intake.differences(entry)] == [
        ("Due", "2027-06-30", "2027-09-30")
    ]
    assert intake.change.title == "Update 1 development goal from goals.csv"


def test_mistakes_are_named_with_their_row_and_what_to_do_and_good_rows_come_in() -> None:
    made = table(GOALS, "Nobody Known|Run the close|||", "Ana Ruiz|||2027-01-01|",
                 "Ana Ruiz|Lead|Sailing|31 Nonsense|x",
                 "Ana Ruiz|Lead|Sailing|2027-01-01|+1")  # fmt: skip
    intake = look("goal", made)
    said = [(each.row, each.left_out, each.words) for each in intake.problems]
    assert said[0] == (2, True, "There is no person called “Nobody Known” in the book: add it first.")
    assert said[1] == (3, True, "The row does not say: Goal.")
    assert said[2][:2] == (4, False) and "no date that there is" in said[2][2]
    assert said[3][:2] == (4, False) and "none of: Open" in said[3][2]
    assert said[4] == (5, True, "The row is about the same as row 4.")
    assert [entry.outcome for entry in intake.entries] == [
        Outcome.LEFT_OUT, Outcome.LEFT_OUT, Outcome.NEW, Outcome.LEFT_OUT,
    ]  # fmt: skip
    assert named_anew(intake.added) == "New: Sailing (skill)"
    (sailing,) = [pair.after for pair in intake.change.pairs if isinstance(pair.after, Skill)]
    assert sailing.name == "Sailing", "a skill that is new is added with the goal"


def test_what_contradicts_itself_is_left_out_with_the_reason() -> None:
    made = table("Person|Goal|Agreed on|Due", "Ana Ruiz|Lead|2027-06-01|2027-01-01", "Ana Ruiz|Speak|2027-01-01|")
    intake = look("goal", made)
    assert [entry.outcome for entry in intake.entries] == [Outcome.LEFT_OUT, Outcome.NEW]
    assert intake.problems[0].words == "Due is before the day on which the goal was agreed."
    answers = table("Survey|1|2|3|4", "Satisfaction|5|4|6|", "Satisfaction|5|4|5|3")
    assert [each.row for each in look("answers", answers).problems] == [2, 3]


def test_days_that_could_be_either_are_asked_about() -> None:
    made = table("Person|Goal|Due", "Ana Ruiz|Lead|3/4/2027")
    assert look("goal", made).asks_for_day_first
    (entry,) = look("goal", made, day_first=True).entries
    assert isinstance(entry.after, Goal) and entry.after.due == date(2027, 4, 3)


def test_people_of_the_same_name_are_told_apart_by_number() -> None:
    twin = mentee("twin", "Ana Ruiz", number="B-2")
    made = table("Person|Goal", "Ana Ruiz|Lead", "B-2|Lead")
    intake = look("goal", made, world(twin))
    assert [entry.outcome for entry in intake.entries] == [Outcome.LEFT_OUT, Outcome.NEW]
    assert "2 people are called “Ana Ruiz”" in intake.problems[0].words


def test_answers_come_in_under_their_questions_and_with_what_else_a_form_knows() -> None:
    made = table("Survey|Cycle|I can win others for a change.|Question 1|Respondent", "Confidence|Q1|4|3|x")
    (item,) = kept("answers", made).of(Answers).values()
    assert (item.survey, item.cycle, item.item_4, item.item_1) == (Survey.CONFIDENCE, "q1", 4, 3)


def test_a_file_without_what_must_be_there_is_refused_with_the_way_out() -> None:
    with pytest.raises(Trouble) as refused:
        look("rating", table("Level|Date", "3|2027-01-01"))
    assert refused.value.what == "No column says: Person, Skill."
    with pytest.raises(Trouble) as doubled:
        look("goal", table("Person|Goal", "Ana Ruiz|Lead"), mapping=(("Person", "title"), ("Goal", "title")))
    assert "Two columns" in doubled.value.what


def test_cells_of_a_workbook_are_numbers_and_days_already() -> None:
    made = table("Figure|Of whom|Value|Of how many|From", ("Retention", "Everyone", 88.5, 412.0, date(2026, 1, 1)))
    (item,) = kept("baseline", made).of(Baseline).values()
    assert (item.figure, item.value, item.n) == (Measure.RETENTION, 88.5, 412)


def test_lists_and_levels_are_read_too() -> None:
    made = table("Name|Levels required|Criticality", "Head of pricing|Pricing: 4; Safety: 2|5")
    roles = kept("critical_role", made).of(CriticalRole).values()
    (role,) = [each for each in roles if each.name == "Head of pricing"]
    assert role.skills == (Strength("pricing", 4), Strength("safety", 2))


@pytest.mark.parametrize("kind", IMPORTED)
def test_every_kind_takes_its_own_labels_for_headings(kind: str) -> None:
    targets = record_targets(KINDS[kind])
    made = table("|".join(target.label for target in targets))
    assert dict(suggest_records(made, kind, TODAY).mapping) == {target.label: target.key for target in targets}


def test_synonyms_of_choices_are_known() -> None:
    made = table("Person|What|Date", "Ana Ruiz|resignation|2027-01-01")
    (event,) = kept("event", made).of(Event).values()
    assert event.kind is EventKind.LEFT
    made = table("Person|Role|Ready|Source", "Ana Ruiz|Chief financial officer|now|line manager")
    (item,) = kept("readiness", made).of(Readiness).values()
    assert (item.horizon, item.by) == (Horizon.NOW, RaterGroup.MANAGER)


def test_a_placement_is_named_by_mentee_and_cycle_or_as_one() -> None:
    apart = table("Mentee|Cycle|Complexity", "Ana Ruiz|Q1|4")
    whole = table("Placement|Complexity", "Ana Ruiz, Q1|4")
    for made in (apart, whole):
        (item,) = kept("checkpoint", made).of(Checkpoint).values()
        assert (item.placement, item.complexity) == ("p1", 4)
    alike = look("checkpoint", table("Mentee|Cycle|Complexity", "Ana Riuz|Q1|4")).problems[0].words
    assert alike == "There is no person called “Ana Riuz” in the book; “Ana Ruiz” sounds alike."
    nowhere = look("checkpoint", table("Mentee|Cycle|Complexity", "Jon Bakke|Q4|4"))
    assert "place them first" in nowhere.problems[0].words
