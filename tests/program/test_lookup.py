"""Words become records and values, and placements come back from a table."""

from __future__ import annotations

from datetime import date

import pytest

from program.intake import Facts, ImportPlacements, Row, Table
from program.lookup import find, read_value
from program.records import Cycle, Host, Kind, Person, Placement, State, Strength, fields_of, kind_of
from program.trouble import RuleBroken, Trouble
from tests.program.scene import board, done, mentee, mentor, placed, scene


class TestFind:
    def test_by_name_address_number_and_id(self) -> None:
        program = scene(mentee("ana", "Ana Ruiz", email="ana@example.org", number="A-17"))
        for words in ("ana", "ana ruiz", "  ANA   Ruiz ", "Ana@Example.org", "a-17"):
            assert find(program, Person, words).id == "ana"

    def test_nobody_and_several_are_troubles_that_do_not_repeat_the_words(self) -> None:
        program = scene(mentee("x", "Same Name"), mentor("y", "Same Name"))
        for words in ("Same Name", "Ana Riuz"):
            with pytest.raises(Trouble) as refused:
                find(program, Person, words)
            assert words not in str(refused.value)

    def test_a_changed_name_is_found_at_once(self) -> None:
        program = scene()
        assert find(program, Host, "Finance").id == "fin"
        ana = program.of(Person)["ana"]
        from program.commands import Keep

        renamed = Person(**{**{f: getattr(ana, f) for f in ana.__struct_fields__}, "name": "Ana Diaz"})
        after = done(program, Keep((renamed,)))[0]
        assert find(after, Person, "Ana Diaz").id == "ana"


@pytest.mark.parametrize(
    ("cls", "field", "text", "value"),
    [
        (Host, "seats", "3", 3),
        (Person, "external", "yes", True),
        (Cycle, "start", "2027-01-31", date(2027, 1, 31)),
        (Placement, "state", "Approved", State.APPROVED),
        (Person, "goals", "Pricing:5; Safety", (Strength("pricing", 5), Strength("safety", 3))),
        (Placement, "mentor", "Li Chen", "chen"),
        (Host, "closed", "Q1; Q2", ("q1", "q2")),
        (Placement, "mentor", "", ""),
    ],
)
def test_values_are_read_as_they_are_written(cls: type[Person], field: str, text: str, value: object) -> None:
    assert read_value(scene(), kind_of(cls).field(field), text) == value


def test_every_kind_of_value_refuses_nonsense() -> None:
    readable = {Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL}
    for cls in (Person, Host, Cycle, Placement):
        for spec in fields_of(cls):
            if spec.kind not in readable:
                with pytest.raises(Trouble):
                    read_value(scene(), spec, "~ nonsense ~")


def table(*rows: tuple[str, ...]) -> Table:
    headings, *cells = rows
    numbered = tuple(Row(number, each) for number, each in enumerate(cells, start=2))
    return Table(headings, numbered, Facts("plan.csv", "CSV"))


class TestPlacements:
    def test_rows_become_placements_in_one_step(self) -> None:
        rows = table(
            ("Mentee", "Cycle", "Host", "Mentor", "Project", "Anything"),
            ("Ana Ruiz", "Q1", "Operations", "Ben Okafor", "Safety", "x"),
            ("Jon Bakke", "Q1", "Customer", "", "", ""),
        )
        program, change = done(scene(), ImportPlacements(rows))
        assert board(program).splitlines()[0].startswith("Ana  Ope/Okafor")
        assert change.title == "Make 2 placements"

    def test_a_known_cell_is_changed_and_other_columns_stay(self) -> None:
        before = scene(placed("a", "ana", "q1", "ops", "okafor", project="Safety"))
        rows = table(("Mentee", "Cycle", "Host"), ("Ana Ruiz", "Q1", "Customer"))
        program, change = done(before, ImportPlacements(rows))
        assert program.of(Placement)["a"] == placed("a", "ana", "q1", "cus", "okafor", project="Safety")
        assert change.title == "Import 1 placement from plan.csv"
        assert not ImportPlacements(rows).change(program)

    def test_rules_stand_against_it_as_against_any_placing(self) -> None:
        rows = table(("Mentee", "Cycle", "Host"), ("Ana Ruiz", "Q1", "Finance"), ("Jon Bakke", "Q1", "Finance"))
        with pytest.raises(RuleBroken):
            ImportPlacements(rows).change(scene())
        assert ImportPlacements(rows, "A desk is found").change(scene())

    def test_a_row_that_cannot_be_read_is_named(self) -> None:
        rows = table(("Mentee", "Cycle"), ("Ana Ruiz", "Q1"), ("Nobody Here", "Q1"))
        with pytest.raises(Trouble, match="Row 3, Mentee") as refused:
            ImportPlacements(rows).change(scene())
        assert "Nobody Here" not in str(refused.value)
