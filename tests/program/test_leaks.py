"""What may not leave is found in every view, taken out and counted; what the reader is meant to see stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
import pytest

from program import views
from program.leaks import Cleared, NotConsented, clear
from program.program import Program
from program.records import (
    CHARTER,
    Charter,
    Circle,
    Cohort,
    Consent,
    Cycle,
    Host,
    Person,
    Placement,
    Purpose,
    Record,
    Role,
    RuleSetting,
    Tier,
)
from program.roster_words import Matcher, What
from program.views_reader import Typed
from tests.program.test_views import texts

PEOPLE = (
    Person("ana", name="Ana Ruiz", roles=(Role.MENTEE,), alias="Heron", cohort="one", email="ana.ruiz@x.example"),
    Person("jon", name="José Bakke López", called="Pepe", roles=(Role.MENTEE,), cohort="two", number="104532"),
    Person("mei", name="田中 美咲", roles=(Role.MENTOR,), email="mei@x.example"),
    Person("sam", name="Samuel O’Connor", roles=(Role.MENTOR,), alias="Owl"),
)


def program(*more: Record, goal: str = "", project: str = "") -> Program:
    return Program.of_records(
        [
            Charter(CHARTER, name="Program", rules=(RuleSetting("sequence", on=False),)),
            Cohort("one", name="One"),
            Cohort("two", name="Two"),
            Cycle("c", name="Q1", start=date(2027, 1, 1), end=date(2027, 3, 31)),
            Host("h", name="Finance", seats=4),
            *PEOPLE,
            Placement("pa", person="ana", cycle="c", host="h", mentor="mei", goal=goal, project=project),
            Placement("pj", person="jon", cycle="c", host="h", mentor="sam"),
            *more,
        ]
    )


def sheet(program: Program, tier: Tier = Tier.PAIR) -> Cleared[views.PersonView]:
    return clear(program, lambda there: views.person(there, "ana", tier), tier, about="ana")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Learn from José Bakke López.", "Learn from [name withheld]."),
        ("Learn from jose\u0301 bakke", "Learn from [name withheld]"),
        ("LÓPEZ, JOSE — soon", "[name withheld] — soon"),
        ("J. López and Pepe López", "[name withheld] and [name withheld]"),
        ("Call Sam\u200buel O'Connor's office", "Call [name withheld]'s office"),
        ("Ｓａｍｕｅｌ Ｏ’Ｃｏｎｎｏｒ", "[name withheld]"),
        ("Number 104532", "Number [number withheld]"),
        ("Write to MEI@x.example", "Write to [address withheld]"),
        ("The Owl knows; no night owl", "The [alias withheld] knows; no night owl"),
        ("田中美咲さんと話す", "田中美咲さんと話す"),  # her mentor: the sheet names her
        ("As Ana Ruiz told A. Ruiz", "As Ana Ruiz told A. Ruiz"),
        ("Joseph López-Garcia, Samuel", "Joseph López-Garcia, Samuel"),
    ],
)
def test_only_whom_the_document_shows_may_be_named_in_its_texts(said: str, left: str) -> None:
    made = sheet(program(goal=said))
    assert made.view.sittings[0].goal == left
    assert bool(made.withheld) == (said != left)


def test_a_typed_text_that_is_only_a_name_names_nobody_on_purpose() -> None:
    made = sheet(program(project="Samuel O’Connor", goal="Meet Samuel O’Connor"))
    assert made.view.sittings[0].project == "[name withheld]"
    assert made.words == ("2 names: in text somebody typed, of people this document does not otherwise show",)


def test_the_manifest_says_what_why_and_how_often_and_nothing_else() -> None:
    made = sheet(program(goal="Samuel O’Connor, 104532, mei@x.example, Owl, samuel o'connor"))
    said = "\n".join(made.words)
    assert [each.count for each in made.withheld] == [2, 1, 1, 1]
    assert not any(word in said for word in ("Connor", "104532", "mei", "Owl"))


def test_the_leads_own_copy_is_left_as_it_is() -> None:
    consent = Consent("k", person="ana", given=date(2026, 1, 1), withdrawn=date(2026, 5, 1))
    made = sheet(program(consent, goal="Samuel O’Connor, 104532"), Tier.RESTRICTED)
    assert made.view.sittings[0].goal == "Samuel O’Connor, 104532"
    assert made.withheld == ()


def test_a_cohorts_plan_does_not_name_others() -> None:
    there = program(project="With Samuel O’Connor")
    whole = clear(there, views.plan)
    assert whole.withheld == ()  # a mentor on this plan
    one = clear(there, lambda there: views.plan(there, cohort="one"))
    assert one.view.rows[0].cells[0] is not None
    assert one.view.rows[0].cells[0].project == "With [name withheld]"


def test_a_room_called_by_aliases_reads_no_name() -> None:
    circle = Circle("ci", name="Ana Ruiz's circle with Heron", people=("ana", "jon"))
    made = clear(program(circle), lambda there: views.circle(there, names=views.Names.ALIAS))
    assert made.view.circles[0].name.startswith("[name withheld]'s circle")
    assert "Ana" not in "\n".join(texts(made.view))


def test_who_took_consent_back_is_left_out_where_the_purpose_applies() -> None:
    back = Consent("k", person="jon", given=date(2026, 1, 1), withdrawn=date(2026, 5, 1))
    made = clear(program(back), views.plan)
    assert [row.name for row in made.view.rows] == ["Ana Ruiz"]
    assert not any("López" in text for text in texts(made.view))
    assert made.words[0].startswith("1 person: they took back their consent")
    other = clear(program(back), views.plan, purposes=(Purpose.WORKSHOPS,))
    assert len(other.view.rows) == 2
    again = Consent("l", person="jon", given=date(2026, 6, 1))
    assert len(clear(program(back, again), views.plan).view.rows) == 2
    with pytest.raises(NotConsented):
        clear(program(back), lambda there: views.person(there, "jon"), Tier.PAIR, about="jon")


def test_who_is_left_out_is_not_pointed_to_either() -> None:
    back = Consent("k", person="sam", withdrawn=date(2026, 5, 1))
    made = clear(program(back), views.plan)
    cells = {row.name: row.cells[0] for row in made.view.rows}
    assert cells["José Bakke López"] is not None and cells["José Bakke López"].mentor == ""


def test_counts_of_few_people_do_not_leave_a_view_for_figures() -> None:
    made = clear(program(), views.committee, Tier.PUBLISHABLE, (Purpose.FIGURES,))
    assert made.view.mentees.count is None
    assert any("groups of fewer than 5 people" in words for words in made.words)
    careless = msgspec.structs.replace(views.committee(program()), mentees=views.Figure("Mentees", 2))
    assert clear(program(), lambda _: careless, Tier.PUBLISHABLE).view.mentees.count is None


class _Shape(msgspec.Struct, frozen=True):
    """A view of a shape that no reader has yet."""

    least: int
    role: Role
    said: Mapping[str, str]
    counts: tuple[tuple[int | None, ...], ...]


def test_whatever_shape_a_view_has_nothing_gets_past() -> None:
    said = {"Ask Samuel O’Connor": "José Bakke López", "Owl": Typed("The Owl")}
    shape = _Shape(5, Role.MENTEE, said, ((3, 10), (0, None)))
    made = clear(program(), lambda _: shape)
    assert made.view.said == {"Ask [name withheld]": "José Bakke López", "Owl": "The Owl"}
    assert (made.view.role, made.view.counts) == (Role.MENTEE, ((None, 10), (0, None)))
    assert sum(each.count for each in made.withheld) == 3


def test_nothing_else_makes_what_may_leave() -> None:
    with pytest.raises(TypeError):
        Cleared(1, Tier.PROGRAM, (), None)


def test_many_people_are_found_in_many_texts() -> None:
    people = [Person(f"p{n}", name=f"Vorname{n} Zuname{n}", number=f"{100000 + n}") for n in range(3000)]
    matcher = Matcher(people)
    for n in range(0, 3000, 7):
        found = matcher.find(f"About Vorname{n} Zuname{n} ({100000 + n}), and more.")
        assert [keys for _, _, keys in found] == [{(f"p{n}", What.NAME)}, {(f"p{n}", What.NUMBER)}]
    assert matcher.find("Vorname1 Zuname2 and Vorname12 is not Zuname 12") == ()


def test_years_and_short_numbers_are_not_taken_for_somebodys_number() -> None:
    people: list[Any] = [Person("a", name="A Ab", number="2027"), Person("b", name="B Bc", number="17")]
    assert Matcher(people).find("Q1 2027, 17 seats") == ()
