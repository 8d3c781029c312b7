"""What a roster becomes: its headings matched, its cells understood, its faults named, its people in one change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.intake import (
    Cell,
    Choice,
    Concern,
    Facts,
    ImportPeople,
    Intake,
    Outcome,
    Remark,
    Row,
    Settings,
    Table,
    columns,
    prepare,
    suggest,
)
from program.program import Program
from program.records import Cohort, Lifecycle, Person, Role, Skill, Source, Strength
from program.trouble import Cancelled, Trouble
from program.validity import sound

TODAY = date(2027, 3, 1)
EMPTY = Program.of_records([])


def table(headings: str, *rows: Sequence[Cell] | str, remarks: Sequence[Remark] = (), decimal: str = ".") -> Table:
    """A table of headings and rows, each written with | between cells."""
    names = tuple(headings.split("|"))
    filled = [tuple(row.split("|")) if isinstance(row, str) else tuple(row) for row in rows]
    return Table(
        names,
        tuple(Row(number, cells) for number, cells in enumerate(filled, 2)),
        Facts("roster.csv", "CSV", decimal=decimal),
        tuple(remarks),
    )


def look(made: Table, program: Program = EMPTY, /, **settings: Any) -> Intake:
    """What importing with the suggested settings, and these others, would do."""
    return prepare(made, program, msgspec.structs.replace(suggest(made, program, TODAY), **settings))


def choosing(made: Table, concern: Concern, choice: Choice, program: Program = EMPTY) -> Intake:
    return prepare(made, program, suggest(made, program, TODAY).choose(concern, choice))


def people(intake: Intake) -> list[Person]:
    return [entry.after for entry in intake.entries if entry.after is not None]


def done(made: Table, program: Program = EMPTY, settings: Settings | None = None) -> Program:
    return program.apply(ImportPeople(made, settings or suggest(made, program, TODAY)).change(program))


def problems(intake: Intake) -> list[tuple[Concern, int, str]]:
    return [(problem.concern, problem.row, problem.column) for problem in intake.problems]


# ---- headings ------------------------------------------------------------------------------------------------------


def matched(headings: str, *rows: str) -> dict[str, str]:
    return {column.heading: column.target for column in columns(table(headings, *rows), EMPTY)}


@pytest.mark.parametrize(
    ("heading", "target"),
    [("Full Name", "name"), ("EMPLOYEE_ID", "number"), ("Work E-Mail", "email"), ("emailAddress", "email"),
     ("Job Titel", "title"), ("Line manager name", "manager"), ("Date of Hire", "start"), ("Department", "unit"),
     ("Office", "location"), ("Grade", "level"), ("Vorname", "first"), ("Surname", "last"), ("Skills", "offers"),
     ("Favourite colour", ""), ("Date of birth", ""), ("Gender", ""), ("Salary band", ""), ("Performance Rating", ""),
     ("Pay Zone", "")],
)  # fmt: skip
def test_headings_are_taken_for_what_they_mean_and_private_ones_for_nothing(heading: str, target: str) -> None:
    assert matched(heading)[heading] == target


def test_a_field_is_matched_once_and_content_speaks_where_names_do_not() -> None:
    found = matched("Business Unit|Department|State|Contact|Employee Status", "Ops|Sales|MA|ana@example.org|Active")
    assert found == {
        "Business Unit": "unit", "Department": "", "State": "location", "Contact": "email", "Employee Status": "status",
    }  # fmt: skip


def test_a_heading_that_fits_but_holds_something_else_is_not_taken() -> None:
    assert matched("Name|Start", "Ana|early riser", "Jon|late", "Kim|never") == {"Name": "name", "Start": ""}


def test_what_was_settled_for_a_source_is_remembered_for_its_next_file() -> None:
    first = table("Who|Where|Since", "Ana Ruiz|Ops|03/04/2020")
    settings = suggest(first, EMPTY, TODAY).map("Who", "name").map("Where", "unit").map("Since", "start")
    settings = msgspec.structs.replace(settings.choose(Concern.UNKNOWN_STATUS, Choice.SKIP), day_first=False)
    after = done(first, EMPTY, settings)
    assert [source.name for source in after.of(Source).values()] == ["roster.csv"]
    later = table("since|who|where", "05/06/2021|Jon Bakke|HR")
    again = suggest(later, after, TODAY)
    assert dict(again.mapping) == {"since": "start", "who": "name", "where": "unit"}
    assert again.choices == settings.choices and again.day_first is False
    assert people(prepare(later, after, again))[0].start == date(2021, 5, 6)


def test_two_columns_for_one_field_and_no_name_at_all_are_said() -> None:
    made = table("Name|Unit|Team", "Ana|Ops|A")
    settings = suggest(made, EMPTY, TODAY)
    twice = msgspec.structs.replace(settings, mapping=(("Name", "name"), ("Unit", "unit"), ("Team", "unit")))
    with pytest.raises(Trouble, match="Two columns"):
        prepare(made, EMPTY, twice)
    assert dict(settings.map("Team", "unit").mapping) == {"Name": "name", "Unit": "", "Team": "unit"}
    with pytest.raises(Trouble, match="who the people are"):
        prepare(made, EMPTY, settings.map("Name", ""))


# ---- cells ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [("20-Sep-19", date(2019, 9, 20)), ("2019-09-20", date(2019, 9, 20)), ("20190920", date(2019, 9, 20)),
     ("20.09.2019", date(2019, 9, 20)), ("3.4.2019", date(2019, 4, 3)), ("September 20, 2019", date(2019, 9, 20)),
     ("20. Sept. 2019", date(2019, 9, 20)), ("20 März 2019", date(2019, 3, 20)), ("1er août 2019", None),
     ("2nd of May 2019", None), ("3rd May 2019", date(2019, 5, 3)), ("20 de mayo de 2019", date(2019, 5, 20)),
     ("2019-09-20 08:30:00", date(2019, 9, 20)), ("2019-09-20T08:30:00Z", date(2019, 9, 20)),
     ("01-Jan-37", date(2037, 1, 1)), ("01-Jan-38", date(1938, 1, 1)), ("43728", date(2019, 9, 20)),
     ("31-02-2019", None), ("00-00-0000", None), ("2019", None), ("soon", None), ("05/05/2019", date(2019, 5, 5)),
     (43728, date(2019, 9, 20)), (date(2019, 9, 20), date(2019, 9, 20)), ("2999-01-01", None)],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(text: Cell, expected: date | None) -> None:
    made = table("Name|Start date", ["Ana", text])
    found = prepare(made, EMPTY, Settings(TODAY, (("Name", "name"), ("Start date", "start"))))
    assert people(found)[0].start == expected
    assert problems(found) == ([] if expected else [(Concern.IMPOSSIBLE_DATE, 2, "Start date")])


def test_a_column_that_shows_which_number_is_the_day_is_not_asked_about() -> None:
    day = look(table("Name|Start date", "Ana|07-10-1969", "Jon|30-08-1965"))
    assert [person.start for person in people(day)] == [date(1969, 10, 7), date(1965, 8, 30)]
    month = look(table("Name|Start date", "Ana|07/10/1969", "Jon|08/30/1965"))
    assert [person.start for person in people(month)] == [date(1969, 7, 10), date(1965, 8, 30)]


def test_a_column_that_does_not_show_it_is_asked_about_once() -> None:
    made = table("Name|Start date", "Ana|07/10/1969", "Jon|01/02/1965", "Kim|03/03/2003")
    asked = look(made)
    assert asked.asks_for_day_first and [person.start for person in people(asked)] == [None, None, date(2003, 3, 3)]
    assert problems(asked) == [(Concern.AMBIGUOUS_DATE, 2, "Start date"), (Concern.AMBIGUOUS_DATE, 3, "Start date")]
    for day_first, expected in ((True, date(1969, 10, 7)), (False, date(1969, 7, 10))):
        told = look(made, day_first=day_first)
        assert not told.problems and people(told)[0].start == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Active", Lifecycle.LISTED), ("Leave of Absence", Lifecycle.LISTED), ("Future Start", Lifecycle.LISTED),
     ("Voluntarily Terminated", Lifecycle.LEFT), ("Terminated for Cause", Lifecycle.LEFT), ("Inactive", Lifecycle.LEFT),
     ("In rotation", Lifecycle.IN_ROTATION), ("goals_set", Lifecycle.GOALS_SET), ("Alumna", Lifecycle.ALUMNI),
     ("onbaorded", Lifecycle.ONBOARDED), ("", Lifecycle.LISTED), ("n/a", Lifecycle.LISTED)],
)  # fmt: skip
def test_statuses_are_read_by_their_meaning(status: str, expected: Lifecycle) -> None:
    found = look(table("Name|Status", f"Ana|{status}"))
    assert people(found)[0].status is expected and not found.problems


def test_an_unknown_status_is_named() -> None:
    made = table("Name|Employee Status|Unit", "Ana|purple|Ops", "Jon|Active|HR")
    assert problems(look(made)) == [(Concern.UNKNOWN_STATUS, 2, "Employee Status")]
    assert [person.name for person in people(choosing(made, Concern.UNKNOWN_STATUS, Choice.SKIP))] == ["Jon"]


def test_leaving_dates_settle_the_status_unless_the_roster_says_otherwise() -> None:
    made = table(
        "Name|Employee Status|Exit date",
        "Ana|Terminated|03-Jul-23", "Jon|Active|03-Jul-23", "Kim|Active|03-Jul-29", "Lee||03-Jul-23",
    )  # fmt: skip
    found = look(made)
    assert [(person.status, person.since) for person in people(found)] == [
        (Lifecycle.LEFT, date(2023, 7, 3)), (Lifecycle.LISTED, None), (Lifecycle.LISTED, None),
        (Lifecycle.LEFT, date(2023, 7, 3)),
    ]  # fmt: skip
    assert problems(found) == [(Concern.LEFT_YET_ACTIVE, 3, "Exit date")]
    marked = people(choosing(made, Concern.LEFT_YET_ACTIVE, Choice.INSTEAD))[1]
    assert (marked.status, marked.since) == (Lifecycle.LEFT, date(2023, 7, 3))


def test_yes_numbers_roles_and_skills() -> None:
    made = table(
        "Name|Employment Type|Capacity|Roles|Skills|Involvement",
        "Ana|Contract|2,0|Mentor; Executive Sponsor and coach|Finance:3; Strategy; Cost (5)|extended",
        "Jon|Full-Time|1.000|protégé|People, Data = 4|",
        decimal=",",
    )
    after = done(made)
    skills = {skill.id: skill.name for skill in after.of(Skill).values()}
    ana, jon = sorted(after.of(Person).values(), key=lambda person: person.name)
    assert (ana.external, ana.capacity, ana.roles) == (True, 2, (Role.MENTOR, Role.COACH, Role.SPONSOR))
    assert [(skills[each.skill], each.weight) for each in ana.offers] == [("Finance", 3), ("Strategy", 3), ("Cost", 5)]
    assert (jon.external, jon.capacity, jon.roles) == (False, 0, (Role.MENTEE,))
    assert [(skills[each.skill], each.weight) for each in jon.offers] == [("People", 3), ("Data", 4)]


def test_values_that_mean_nothing_are_named_and_left_out() -> None:
    made = table(
        "Name|E-mail|External|Capacity|Roles|Skills",
        "Ana|ana at example|maybe|lots|mentor; king|Finance: 9; Law",
        "Jon|jon@example.org|no|3|mentee|",
        "Kim|kim@example.org|yes|100|coach|",
    )
    found = look(made)
    assert problems(found) == [
        *((Concern.UNKNOWN_VALUE, 2, heading) for heading in ("E-mail", "External", "Capacity", "Roles", "Skills")),
        (Concern.NEW_ENTRY, 2, "Skills"),
        (Concern.UNKNOWN_VALUE, 4, "Capacity"),
    ]
    ana = people(found)[0]
    assert (ana.email, ana.external, ana.capacity, ana.roles, len(ana.offers)) == ("", False, 0, (Role.MENTOR,), 1)


def test_names_in_parts_in_reverse_and_with_titles() -> None:
    assert people(look(table("FirstName|LastName", "Ana|Ruiz")))[0].name == "Ana Ruiz"
    turned = look(table("Name", "Ruiz, Ana", "Bakke, Jon", "Lee, Bo", "Kim, Jr.", "Cher"))
    assert [person.name for person in people(turned)] == ["Ana Ruiz", "Jon Bakke", "Bo Lee", "Kim, Jr.", "Cher"]


def test_a_number_that_a_spreadsheet_made_a_decimal_is_a_number_again() -> None:
    assert [person.number for person in people(look(table("Name|Emp ID", "Ana|3427.0", "Jon|17.0")))] == ["3427", "17"]
    assert people(look(table("Name|Emp ID", ["Ana", 3427])))[0].number == "3427"
    assert people(look(table("Name|Emp ID", "Ana|007", "Jon|1.0")))[0].number == "007"


def test_too_long_a_text_is_named_with_its_row_and_column() -> None:
    made = table("Name|Title", f"Ana|{'x' * 201}")
    found = look(made)
    assert problems(found) == [(Concern.TOO_LONG, 2, "Title")] and people(found)[0].title == ""
    assert people(choosing(made, Concern.TOO_LONG, Choice.INSTEAD))[0].title == "x" * 200


def test_further_fields_are_kept_under_their_headings() -> None:
    made = table("Name|Pay Zone|Shoe", "Ana|Zone C|38")
    settings = suggest(made, EMPTY, TODAY).map("Pay Zone", "custom").map("Shoe", "custom")
    after = done(made, EMPTY, settings)
    (ana,) = after.of(Person).values()
    assert ana.custom == (("Pay Zone", "Zone C"), ("Shoe", "38"))
    later = done(table("Name|Shoe|Pay Zone", "Ana|39|"), after, settings)
    assert later.of(Person)[ana.id].custom == (("Pay Zone", "Zone C"), ("Shoe", "39"))


# ---- who is who ----------------------------------------------------------------------------------------------------


def test_rows_without_a_name_are_left_out_or_named_after_their_e_mail() -> None:
    made = table("Name|E-mail", "|x@example.org", "Ana|a@example.org")
    found = look(made)
    assert problems(found) == [(Concern.MISSING_NAME, 2, "Name")]
    assert [entry.outcome for entry in found.entries] == [Outcome.LEFT_OUT, Outcome.NEW]
    assert people(choosing(made, Concern.MISSING_NAME, Choice.TAKE))[0].name == "x@example.org"


def test_shifted_rows_are_left_out() -> None:
    made = table("Name|Unit", "Ana|Ops", "Ruiz|Jon", remarks=[Remark("shifted", "…", 3, 3)])
    found = look(made)
    assert problems(found) == [(Concern.SHIFTED_ROW, 3, "")] and len(people(found)) == 1


def test_the_same_person_twice_becomes_one() -> None:
    made = table("Name|Emp ID|Unit|Title", "Ana|1|Ops|", "Ana|1||Lead", "Jon||HR|", "Jon||HR|")
    found = look(made)
    assert problems(found) == [(Concern.DOUBLED_ROW, 3, ""), (Concern.DOUBLED_ROW, 5, "")]
    assert [(person.name, person.unit, person.title) for person in people(found)] == [
        ("Ana", "Ops", "Lead"), ("Jon", "HR", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("concern", "row", "lost"),
    [
        (Concern.DOUBLED_NUMBER, "Jon|1|jon@example.org", "number"),
        (Concern.DOUBLED_EMAIL, "Jon|2|A@example.org", "email"),
    ],
)
def test_a_key_twice_for_different_names(concern: Concern, row: str, lost: str) -> None:
    made = table("Name|Emp ID|E-mail", "Ana|1|a@example.org", row)
    found = look(made)
    assert problems(found) == [(concern, 3, "")]
    assert [getattr(person, lost) for person in people(found)][1] == ""
    assert len(people(choosing(made, concern, Choice.SKIP))) == 1
    assert len(people(choosing(made, concern, Choice.MERGE))) == 1


def test_a_name_twice_is_two_people_unless_the_user_says_otherwise() -> None:
    made = table("Name|Emp ID|Unit|Title", "Ana|1|Ops|", "ana|2|HR|Lead")
    found = look(made)
    assert problems(found) == [(Concern.DOUBLED_NAME, 3, "")] and len(people(found)) == 2
    (merged,) = people(choosing(made, Concern.DOUBLED_NAME, Choice.MERGE))
    assert (merged.number, merged.unit, merged.title) == ("1", "Ops", "Lead")


# ---- managers ------------------------------------------------------------------------------------------------------


def test_managers_are_linked_where_their_words_mean_one_person() -> None:
    made = table(
        "Name|Emp ID|E-mail|Manager",
        "Ana Ruiz|1|ana@example.org|Nobody Known", "Jon Bakke|2|jon@example.org|ana  RUIZ",
        "Kim Lee|3|kim@example.org|Bakke, Jon", "Li Chen|4|li@example.org|KIM@example.org", "Bo|5|bo@example.org|4",
        "Cy|6||Bo", "Bo|7||",
    )  # fmt: skip
    found = look(made)
    ids = {person.number: person.id for person in people(found)}
    assert [(person.manager, person.manager_name) for person in people(found)] == [
        ("", "Nobody Known"), (ids["1"], ""), (ids["2"], ""), (ids["3"], ""), (ids["4"], ""), ("", "Bo"), ("", ""),
    ]  # fmt: skip
    assert problems(found) == [
        (Concern.UNKNOWN_MANAGER, 2, "Manager"), (Concern.UNCLEAR_MANAGER, 7, "Manager"), (Concern.DOUBLED_NAME, 8, ""),
    ]  # fmt: skip
    assert people(choosing(made, Concern.UNKNOWN_MANAGER, Choice.INSTEAD))[0].manager_name == ""


def test_managers_of_themselves_and_in_circles_are_named() -> None:
    made = table("Name|Manager", "Ana|Ana", "Jon|Kim", "Kim|Lee", "Lee|Jon", "Bo|Jon")
    found = look(made)
    assert problems(found) == [
        (Concern.OWN_MANAGER, 2, "Manager"), *((Concern.MANAGER_LOOP, row, "Manager") for row in (3, 4, 5)),
    ]  # fmt: skip
    assert [bool(person.manager) for person in people(found)] == [False, True, True, True, True]
    words = people(choosing(made, Concern.MANAGER_LOOP, Choice.INSTEAD))
    assert [person.manager_name for person in words] == ["", "Kim", "Lee", "Jon", ""]


def test_who_is_left_out_is_nobodys_manager() -> None:
    made = table("Name|Manager", "Ana|Nobody", "Jon|Ana", "Kim|Jon")
    assert not people(choosing(made, Concern.UNKNOWN_MANAGER, Choice.SKIP))
    skipped = table("Name|Manager|Status", "Ana||purple", "Jon|Ana|active", "Kim||active")
    (jon, _kim) = people(choosing(skipped, Concern.UNKNOWN_STATUS, Choice.SKIP))
    assert (jon.manager, jon.manager_name) == ("", "Ana")


# ---- again ---------------------------------------------------------------------------------------------------------

BOOK = Program.of_records(
    [
        Person("p1", name="Ana Ruiz", number="1", email="ana@example.org", unit="Ops", title="Lead", level="7",
               status=Lifecycle.IN_ROTATION),
        Person("p2", name="Jon Bakke", email="jon@example.org", manager="p1"),
        Person("p3", name="Kim Lee"),
        Person("p4", name="Li Chen", number="4"),
    ]
)  # fmt: skip


def test_people_of_the_book_are_found_by_number_e_mail_and_name() -> None:
    made = table(
        "Name|Emp ID|E-mail|Unit|Employee Status",
        "Ana Ruiz-Vega|1|ana@example.org|Finance|Active", "Jon Bakke|2|JON@example.org||Active",
        "Kim  LEE|3||HR|Active",
        "Li Chen|5||Law|Active",
    )  # fmt: skip
    found = look(made, BOOK)
    assert [(entry.outcome, entry.before and entry.before.id) for entry in found.entries] == [
        (Outcome.CHANGED, "p1"), (Outcome.CHANGED, "p2"), (Outcome.CHANGED, "p3"), (Outcome.NEW, None),
    ]  # fmt: skip
    assert found.only_here == ("p4",)
    assert problems(found) == [(Concern.DOUBLED_NAME, 5, "")]
    ana = people(found)[0]
    assert (ana.title, ana.level, ana.status) == ("Lead", "7", Lifecycle.IN_ROTATION)
    assert [(each.label, each.before, each.after) for each in found.differences(found.entries[0])] == [
        ("Name", "Ana Ruiz", "Ana Ruiz-Vega"), ("Unit", "Ops", "Finance"),
    ]  # fmt: skip
    assert found.change.title == "Update 3 people and add 1 from roster.csv"


def test_an_empty_cell_keeps_what_the_book_holds_unless_told_to_clear_it() -> None:
    made = table("Emp ID|Name|Title|Status", "1|||")
    assert look(made, BOOK).entries[0].outcome is Outcome.UNCHANGED
    cleared = people(look(made, BOOK, clear=True))[0]
    assert (cleared.title, cleared.name, cleared.unit, cleared.status) == ("", "Ana Ruiz", "Ops", Lifecycle.IN_ROTATION)


def test_an_e_mail_of_somebody_in_the_book_is_not_taken_from_them() -> None:
    made = table("Name|Emp ID|E-mail", "Bo Berg|9|ana@example.org")
    found = look(made, BOOK)
    assert problems(found) == [(Concern.DOUBLED_EMAIL, 2, "")]
    assert (found.entries[0].outcome, people(found)[0].email) == (Outcome.NEW, "")
    assert choosing(made, Concern.DOUBLED_EMAIL, Choice.MERGE, BOOK).entries[0].before is BOOK.of(Person)["p1"]
    swapped = table("Emp ID|Name|E-mail", "1|Ana Ruiz|new@example.org", "4|Li Chen|ana@example.org")
    assert not look(swapped, BOOK).problems


def test_a_manager_who_stands_in_the_book_stays_linked() -> None:
    twins = BOOK.apply(
        ImportPeople(table("Name|Emp ID", "Ana Ruiz|77"), suggest(table("Name|Emp ID"), BOOK, TODAY)).change(BOOK)
    )
    found = look(table("Name|E-mail|Manager", "Jon Bakke|jon@example.org|Ana Ruiz"), twins)
    assert found.entries[0].outcome is Outcome.UNCHANGED and not found.change


def test_who_left_and_is_active_again_is_back() -> None:
    book = Program.of_records(
        [Person("p1", name="Ana", status=Lifecycle.LEFT), Person("p2", name="Jon", status=Lifecycle.DECLINED)]
    )
    found = look(table("Name|Status", "Ana|Active", "Jon|Active"), book)
    assert [person.status for person in people(found)] == [Lifecycle.LISTED, Lifecycle.DECLINED]


def test_importing_is_one_change_that_can_be_taken_back() -> None:
    made = table("Name|Cohort|Skills|Manager", "Ana|2027|Law: 4|", "Jon|2027||Ana", "Kim||law|Ana")
    command = ImportPeople(made, suggest(made, EMPTY, TODAY))
    change = command.change(EMPTY)
    after = EMPTY.apply(change)
    assert change == command.change(EMPTY) and change.title == "Import 3 people from roster.csv"
    assert [cohort.name for cohort in after.of(Cohort).values()] == ["2027"] and len(after.of(Skill)) == 1
    law = next(iter(after.of(Skill)))
    assert [person.offers for person in after.of(Person).values()] == [(Strength(law, 4),), (), (Strength(law, 3),)]
    assert after.apply(change.flip()) == EMPTY
    again = ImportPeople(made, suggest(made, after, TODAY)).change(after)
    assert not again and again.title == "Nothing new in roster.csv"


def test_new_cohorts_can_be_left_out() -> None:
    made = table("Name|Cohort", "Ana|2027")
    found = choosing(made, Concern.NEW_ENTRY, Choice.INSTEAD)
    assert people(found)[0].cohort == "" and problems(found) == [(Concern.NEW_ENTRY, 2, "Cohort")]


def test_namesakes_without_any_key_are_found_again_by_likeness() -> None:
    made = table("Name|Unit|Title", "Ana|Ops|Lead", "Ana|HR|Head", "Ana|Law|Clerk")
    after = done(made)
    turned = Program.of_records(reversed(list(after.everything())))
    assert not look(made, turned).change


def test_it_stops_when_told_to() -> None:
    made = table("Name", "Ana")
    with pytest.raises(Cancelled):
        prepare(made, EMPTY, suggest(made, EMPTY, TODAY), cancelled=lambda: True)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("=@,;:'\"\n"), max_size=8)


@given(
    st.lists(st.tuples(*[WORDS] * 6), max_size=8),
    st.lists(st.tuples(st.sampled_from(Concern), st.sampled_from(Choice)), max_size=6),
)
def test_any_table_gives_a_possible_change_or_a_trouble(rows: list[tuple[str, ...]], choices: Any) -> None:
    made = table("Name|Emp ID|E-mail|Manager|Skills|Start date", *rows)
    mapping = tuple(zip(made.headings, ("name", "number", "email", "manager", "offers", "start"), strict=True))
    settings = Settings(TODAY, mapping, tuple(choices))
    change = ImportPeople(made, settings).change(EMPTY)
    after = EMPTY.apply(change)
    assert after.apply(change.flip()) == EMPTY and not sound(after, after.everything())
    found = prepare(made, EMPTY, settings)
    assert len(found.entries) == len(rows) and len(after.of(Person)) == found.count(Outcome.NEW)
