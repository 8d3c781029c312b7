"""From a file into the program and back again: nothing is lost, and nobody sees more than their tier."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from program.intake import FURTHER, Concern, ImportPeople, Outcome, Table, prepare, suggest
from program.intake.words import tidy
from program.program import Program
from program.records import (
    Cohort,
    Cycle,
    Host,
    Involvement,
    Lifecycle,
    Person,
    Placement,
    Record,
    Role,
    Skill,
    Strength,
    Tier,
    Track,
)
from program.trouble import Trouble
from program.views import NotForThisReader
from storage.exchange.export import export as made
from storage.exchange.export import sheet
from storage.exchange.limits import LIMITS
from storage.exchange.parse import Reading, parse
from storage.exchange.tables import read_table

TODAY = date(2027, 3, 1)


def export(path: Path, program: Program, *args: Any, **more: Any) -> Path:
    """The exported file, written down."""
    path.write_bytes(made(program, path.suffix, *args, **more)[1])
    return path


EMPTY = Program.of_records([])

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]) | st.sampled_from("=+-@',;:\\\""), max_size=9
)
LINE = TEXT.map(lambda text: " ".join(tidy(text)[0].split()))
NAME = LINE.filter(bool)
DAY = st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31))
SKILLS = [
    Skill(f"s{at}", name=name) for at, name in enumerate(["Law", "Cost; profit", "A, B", "C: D", "back\\slash", "(x)"])
]
STRENGTHS = st.lists(st.builds(Strength, st.sampled_from([s.id for s in SKILLS]), st.integers(1, 5)),
                     unique_by=lambda each: each.skill, max_size=4).map(tuple)  # fmt: skip


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Programs full of people with anything in their fields."""
    others: list[Record] = [*SKILLS, Cohort("c", name="2027; spring"), Track("t", name="Lead, people")]
    found: list[Record] = []
    count = draw(st.integers(0, 5))
    for at in range(count):
        manager = draw(st.sampled_from(["", *(f"p{other}" for other in range(count) if other != at)]))
        found.append(
            Person(
                f"p{at}",
                name=draw(NAME),
                called=draw(LINE),
                email=draw(st.just("") | st.just(f"person{at}@example.org")),
                number=draw(LINE),
                roles=tuple(sorted(draw(st.sets(st.sampled_from(Role))), key=list(Role).index)),
                status=draw(st.sampled_from(Lifecycle)),
                since=draw(DAY),
                cohort=draw(st.sampled_from(["", "c"])),
                track=draw(st.sampled_from(["", "t"])),
                external=draw(st.booleans()),
                unit=draw(LINE),
                time_zone=draw(st.sampled_from(["", "+01:00", "Europe/Oslo"])),
                manager=manager,
                manager_name="" if manager else draw(LINE),
                start=draw(DAY),
                offers=draw(STRENGTHS),
                goals=draw(STRENGTHS),
                aspiration=tidy(draw(TEXT) + "\n" + draw(TEXT))[0],
                capacity=draw(st.integers(0, 99)),
                involvement=draw(st.sampled_from(Involvement)),
                custom=tuple({draw(NAME): draw(NAME) for _ in range(draw(st.integers(0, 2)))}.items()),
            )
        )
    return Program.of_records([*others, *found])


def back(path: Path) -> Table:
    """What the child would read, without starting one for every example."""
    from program.intake import Row

    shape, facts = parse(path, Reading(), LIMITS, lambda done: None)
    rows = tuple(Row(number, tuple(cells)) for number, cells in shape.rows)
    return Table(tuple(shape.headings), rows, facts, shape.remarks())


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(program=programs())
def test_people_exported_and_imported_again_change_nothing(tmp_path: Path, suffix: str, program: Program) -> None:
    path = export(tmp_path / f"people{suffix}", program, [Person], Tier.SEALED)
    made = back(path)
    found = prepare(made, program, suggest(made, program, TODAY))
    assert [found.differences(entry) for entry in found.entries if entry.outcome is not Outcome.UNCHANGED] == []
    assert len(found.entries) == len(program.of(Person)) and not found.change and not found.only_here


def test_people_exported_and_imported_elsewhere_are_the_same(tmp_path: Path) -> None:
    program = Program.of_records(
        [
            *SKILLS,
            Cohort("c", name="2027"),
            Person("a", name="=Ana Ruiz", number="007", email="ana@example.org", roles=(Role.MENTOR,),
                   time_zone="+01:00",
                   offers=(Strength("s1", 4), Strength("s4", 1)), start=date(1899 + 50, 2, 28), cohort="c",
                   aspiration="one\ntwo", custom=(("Pay zone", "C"),), status=Lifecycle.IN_ROTATION),
            Person("b", name="Jon Bakke", manager="a", external=True, capacity=3, involvement=Involvement.BURST),
            Person("c", name="Kim", manager_name="-Nobody"),
        ]
    )  # fmt: skip
    for name in ("people.csv", "people.xlsx"):
        made = back(export(tmp_path / name, program, [Person], Tier.SEALED))
        after = EMPTY.apply(ImportPeople(made, suggest(made, EMPTY, TODAY)).change(EMPTY))
        assert sheet(after, Person, Tier.SEALED).headings == sheet(program, Person, Tier.SEALED).headings
        assert [row[1:] for row in sheet(after, Person, Tier.SEALED).rows] == [
            row[1:] for row in sheet(program, Person, Tier.SEALED).rows
        ]


def placed() -> Program:
    return Program.of_records(
        [
            Person("a", name="Ana Ruiz", number="1", aspiration="secret", terms="closed", custom=(("Pay", "C"),)),
            Person("b", name="Jon Bakke", manager="a"),
            Cycle("q1", name="Q1", start=date(2027, 1, 1), end=date(2027, 3, 31)),
            Cycle("q2", name="Q2", start=date(2027, 4, 1), end=date(2027, 6, 30)),
            Host("h", name="Finance"),
            Placement(
                "x", person="b", cycle="q2", host="h", mentor="a", goal="private", project="=Ledger", pinned=True
            ),
            Placement("y", person="b", cycle="q1"),
        ]
    )


def test_nobody_is_given_more_than_their_tier(tmp_path: Path) -> None:
    program = placed()
    facilitators = sheet(program, Person, Tier.PROGRAM)
    assert {"Name", "Manager", "Rotunda ID"} <= set(facilitators.headings)
    assert not {"Employee number", "Aspiration", "Terms of engagement", f"{FURTHER}Pay"} & set(facilitators.headings)
    assert f"{FURTHER}Pay" in sheet(program, Person, Tier.RESTRICTED).headings
    assert "Learning goal" not in sheet(program, Placement, Tier.PROGRAM).headings
    path = export(tmp_path / "all.csv", program, [Person], Tier.PROGRAM)
    assert not {word for word in ("secret", "closed", "private") if word in path.read_text("utf-8")}
    for tier in (Tier.AGGREGATE, Tier.PUBLISHABLE):
        with pytest.raises(NotForThisReader):
            export(tmp_path / "none.csv", program, [Person], tier)
    assert not (tmp_path / "none.csv").exists()


def test_people_and_placements_stand_in_one_workbook(tmp_path: Path) -> None:
    path = export(tmp_path / "all.xlsx", placed(), tier=Tier.RESTRICTED)
    made = read_table(path, Reading(sheet="Placements"))
    assert made.facts.sheets == ("People", "Placements")
    rows = [dict(zip(made.headings, row.cells, strict=True)) for row in made.rows]
    assert [(row["Mentee"], row["Cycle"]) for row in rows] == [("Jon Bakke", "Q1"), ("Jon Bakke", "Q2")]
    assert (rows[1]["Host"], rows[1]["Mentor"], rows[1]["Project"], rows[1]["Pinned"]) == (
        "Finance", "Ana Ruiz", "=Ledger", "yes",
    )  # fmt: skip
    assert tuple(row.cells for row in made.rows) == tuple(
        tuple(cell for cell in row) for row in sheet(placed(), Placement, Tier.RESTRICTED).rows
    )


def test_some_people_only_and_wrong_names_for_files(tmp_path: Path) -> None:
    path = export(tmp_path / "some.csv", placed(), [Person], ids=["b"])
    assert [row.cells[1] for row in back(path).rows] == ["Jon Bakke"]
    for name, kinds in (("two.csv", (Person, Placement)), ("one.pdf", (Person,))):
        with pytest.raises(Trouble, match="holds one table"):
            export(tmp_path / name, placed(), kinds)


# ---- rosters -------------------------------------------------------------------------------------------------------


def arrived(path: Path, **changes: Any) -> Program:
    made = read_table(path)
    chosen = msgspec.structs.replace(suggest(made, EMPTY, TODAY), **changes)
    return EMPTY.apply(ImportPeople(made, chosen).change(EMPTY))


def test_a_roster_comes_in_without_mapping_anything_by_hand() -> None:
    path = Path(__file__).parent / "roster.csv"
    made = read_table(path)
    chosen = suggest(made, EMPTY, TODAY)
    assert {heading: key for heading, key in chosen.mapping if key} == {
        "EmpID": "number", "FirstName": "first", "LastName": "last", "StartDate": "start", "ExitDate": "left on",
        "Title": "title", "Supervisor": "manager", "ADEmail": "email", "BusinessUnit": "unit",
        "EmployeeStatus": "status", "EmployeeType": "external", "State": "location",
    }  # fmt: skip
    found = prepare(made, EMPTY, chosen)
    assert dict(found.counts()) == {
        Concern.DOUBLED_EMAIL: 1, Concern.DOUBLED_NAME: 2, Concern.UNKNOWN_MANAGER: 38, Concern.UNKNOWN_VALUE: 1,
        Concern.LEFT_YET_ACTIVE: 3,
    }  # fmt: skip
    assert found.count(Outcome.NEW) == 40 and not found.asks_for_day_first
    people = {person.number: person for person in arrived(path).of(Person).values()}
    soren = people["4118"]
    assert (soren.name, soren.email, soren.external) == ("Sanna Sørensen", "sanna.sorensen@example.org", soren.external)
    assert people["4105"].status is Lifecycle.LEFT and people["4105"].since is not None
    assert people["4102"].manager == people["4100"].id and people["4190"].email == ""
    assert not any("Zone" in repr(person) or "Married" in repr(person) for person in people.values())


def test_a_roster_that_comes_again_changes_only_what_changed(tmp_path: Path) -> None:
    path = Path(__file__).parent / "roster.csv"
    program = arrived(path)
    later = tmp_path / "roster.csv"
    later.write_bytes(path.read_bytes().replace(b"4101,Bruno,Bellini", b"4101,Bruno,Bellini-Rossi"))
    made = read_table(later)
    found = prepare(made, program, suggest(made, program, TODAY))
    assert [(entry.name, entry.outcome) for entry in found.entries if entry.outcome is not Outcome.UNCHANGED] == [
        ("Bruno Bellini-Rossi", Outcome.CHANGED)
    ]
    assert found.change.title == "Update 1 person from roster.csv"


REAL = Path(__file__).parents[4] / "shared" / "data" / "hr" / "raw_employee_data.csv"


@pytest.mark.skipif(not REAL.exists(), reason="the large public roster does not lie beside the project")
def test_the_large_public_roster_comes_in_whole() -> None:
    made = read_table(REAL)
    found = prepare(made, EMPTY, suggest(made, EMPTY, TODAY))
    assert (len(made.rows), found.count(Outcome.NEW), made.remarks) == (3_000, 3_000, ())
    assert dict(found.counts()) == {
        Concern.DOUBLED_EMAIL: 2, Concern.DOUBLED_NAME: 2, Concern.UNKNOWN_MANAGER: 2_991, Concern.UNKNOWN_VALUE: 18,
        Concern.LEFT_YET_ACTIVE: 1_146,
    }  # fmt: skip
    program = EMPTY.apply(found.change)
    assert not prepare(made, program, suggest(made, program, TODAY)).change
