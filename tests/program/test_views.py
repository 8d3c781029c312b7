"""Nobody gets to see more than their tier: every view is walked with a token in every field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec
import pytest

from program import views
from program.program import Program
from program.records import (
    CHARTER,
    KINDS,
    Absence,
    Charter,
    Cycle,
    Field,
    Host,
    Kind,
    Lifecycle,
    Person,
    Placement,
    Record,
    RecordKind,
    Role,
    RuleSetting,
    Stage,
    State,
    Tier,
    fields_of,
    kind_of,
)

TOKEN = "«{kind}.{field}»"
TIER_OF = {TOKEN.format(kind=k.key, field=f.name): f.tier for k in KINDS.values() for f in k.fields}
NAMED = (Tier.SEALED, Tier.RESTRICTED, Tier.PAIR, Tier.PROGRAM)


def filled(kind: RecordKind, field: Field) -> Any:
    """A value for a field that shows where it came from."""
    token = TOKEN.format(kind=kind.key, field=field.name)
    if field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL):
        return token
    if field.kind is Kind.REF:
        return CHARTER if field.ref == "charter" else field.ref
    if field.kind is Kind.REFS:
        return (field.ref,)
    if field.kind is Kind.DATE:
        return field.default or date(2027, 1, 1)
    if field.kind is Kind.CUSTOM:
        return () if kind.key == "charter" else ((token, token),)
    if field.kind is Kind.INTEGER:
        return max(field.least, 3)
    if field.kind is Kind.CHOICE:
        assert field.choices is not None
        return field.default or next(iter(field.choices))
    return field.default if field.default is not None else ()


@pytest.fixture(scope="module")
def marked() -> Program:
    """One record of every kind, every text of it naming its kind and field; the person is their own everything."""
    records: list[Record] = [
        kind.cls(CHARTER if key == "charter" else key, *(filled(kind, field) for field in kind.fields))
        for key, kind in KINDS.items()
    ]
    everyone = [msgspec.structs.replace(r, roles=tuple(Role)) if isinstance(r, Person) else r for r in records]
    return Program.of_records(everyone)


def texts(value: Any) -> Iterator[str]:
    """Every text anywhere inside a view."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from texts(key)
            yield from texts(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from texts(each)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))


def tokens(view: Any) -> set[str]:
    """Which fields of which records a view speaks of."""
    said = "\n".join(texts(view))
    return {token for token in TIER_OF if token in said}


def all_views(program: Program, tier: Tier) -> list[Any]:
    """Everything that can be made for a reader of this tier, with the most there is in it."""
    columns = tuple(field.name for field in fields_of(Person))
    return [
        views.plan(program, tier),
        views.plan(program, tier, cohort="cohort"),
        *(views.roster(program, tier, group, views.Who.EVERYONE, columns) for group in views.GroupBy),
        views.person(program, "person", tier),
    ]


@pytest.mark.parametrize("tier", NAMED)
def test_a_reader_sees_nothing_more_closed_than_their_tier(marked: Program, tier: Tier) -> None:
    for view in all_views(marked, tier):
        assert {token for token in tokens(view) if TIER_OF[token] < tier} == set()
        assert TOKEN.format(kind="person", field="name") in tokens(view)


def test_the_walk_would_find_what_is_closed(marked: Program) -> None:
    """The lead's own roster and sheet do hold restricted fields, so that the walk above is worth something."""
    lead = {token for view in all_views(marked, Tier.RESTRICTED) for token in tokens(view)}
    assert {"«person.number»", "«person.terms»", "«person.custom»", "«absence.reason»", "«placement.goal»"} <= lead
    assert "«person.number»" not in {t for view in all_views(marked, Tier.PAIR) for t in tokens(view)}


@pytest.mark.parametrize("tier", [Tier.AGGREGATE, Tier.PUBLISHABLE])
def test_documents_that_name_people_are_refused_to_those_who_may_only_see_figures(marked: Program, tier: Tier) -> None:
    for make in (views.plan, views.roster):
        with pytest.raises(views.NotForThisReader):
            make(marked, tier)
    with pytest.raises(views.NotForThisReader):
        views.person(marked, "person", tier)


def test_the_committee_sees_only_what_is_published(marked: Program) -> None:
    seen = tokens(views.committee(marked))
    assert {token for token in seen if TIER_OF[token] is not Tier.PUBLISHABLE} == set()
    assert {"«charter.purpose»", "«host.function»", "«cycle.name»", "«track.name»"} <= seen


@pytest.mark.parametrize("names", views.Names)
def test_a_room_sees_names_and_places_only(marked: Program, names: views.Names) -> None:
    seen = tokens(views.workshop(marked, names))
    name = {"full": "«person.name»", "first": "«person.called»", "alias": "«person.alias»"}[names.value]
    assert seen == {name, "«charter.name»", "«cycle.name»", "«host.name»", "«theme.name»"}


def test_counted_only_fields_stand_beside_no_name() -> None:
    counted = kind_of(Person).field("group")
    assert counted.tier is Tier.AGGREGATE
    assert [tier for tier in Tier if views.open_to(tier, counted)] == []


def test_what_is_readable_shrinks_as_the_reader_knows_less() -> None:
    for kind in KINDS.values():
        assert kind.fields, kind.key
        before = set(fields_of(kind.cls))
        for tier in Tier:
            now = set(views.readable(kind.cls, tier))
            assert now <= before
            before = now


# --- what the views say ---------------------------------------------------------------------------------------------


def small() -> Program:
    """Three mentees, two cycles, two hosts: one place open, one mentee away, one host overfull."""
    people = [
        Person(id=f"m{n}", name=name, called=called, roles=(Role.MENTEE,), unit="Sales", alias=alias)
        for n, (name, called, alias) in enumerate(
            [("Ana Ruiz", "", "Heron"), ("Ana Roth", "", ""), ("Mei Tanaka", "Mei-chan", ""), ("Ana Ruiz", "", "Owl")]
        )
    ]
    return Program.of_records(
        [
            Charter(id=CHARTER, name="Program", breadth=4, rules=(RuleSetting("sequence", on=False),)),
            Cycle(id="c1", name="Q1", start=date(2027, 1, 1), end=date(2027, 3, 31)),
            Cycle(id="c2", name="Q2", start=date(2027, 4, 1), end=date(2027, 6, 30), stage=Stage.STRATEGIC),
            Host(id="h1", name="Finance", function="Finance", seats=1),
            Host(id="h2", name="Legal", function="Legal", seats=2, closed=("c2",), colour=5),
            *people,
            Person(id="x", name="Ben Okafor", roles=(Role.MENTOR,), capacity=5),
            Person(id="gone", name="Left Long-ago", roles=(Role.MENTEE,), status=Lifecycle.LEFT),
            Absence(id="a", person="m2", start=date(2027, 4, 1), end=date(2027, 6, 30)),
            Placement(id="p1", person="m0", cycle="c1", host="h1", mentor="x", state=State.APPROVED),
            Placement(id="p2", person="m1", cycle="c1", host="h1", mentor="x", pinned=True),
            Placement(id="p3", person="m2", cycle="c1", host="h2"),
            Placement(id="p4", person="m0", cycle="c2", host="h1"),
            Placement(id="p5", person="m1", cycle="c2", host="h2"),
            Placement(id="p6", person="m3", cycle="c1"),
        ]
    )


def test_the_plan_says_how_it_stands() -> None:
    plan = views.plan(small())
    first, second = plan.cycles
    assert (first.placed, first.expected, first.seats, first.taken, first.free) == (4, 4, 3, 2, 1)
    assert (second.placed, second.expected, second.seats, second.free) == (2, 3, 1, 0)
    assert (plan.placed, plan.expected, plan.free, plan.settled) == (6, 7, 1, 1)
    assert "Finance has 1 seat in Q1 and 2 people" in plan.against
    assert "Legal is closed in Q2" in plan.against
    assert len(plan.against) == len(set(plan.against))


def test_the_plan_tells_missing_places_from_absences() -> None:
    rows = {row.name: row for row in views.plan(small()).rows}
    assert [row.name for row in views.plan(small()).rows] == ["Ana Roth", "Ana Ruiz", "Ana Ruiz", "Mei Tanaka"]
    assert rows["Mei Tanaka"].gaps == ("", "away")
    assert rows["Ana Ruiz"].gaps == ("", "unplaced")
    assert rows["Ana Roth"].met == 2
    cell = rows["Ana Roth"].cells[0]
    assert cell is not None
    assert (cell.host, cell.mentor, cell.pinned, cell.settled) == ("Finance", "B. Okafor", True, False)
    assert "Finance is full" in cell.warnings


def test_the_plan_by_host() -> None:
    finance, legal = views.plan(small()).hosts
    assert finance.cells[0].people == ("Ana Roth", "Ana Ruiz")
    assert [cell.open for cell in legal.cells] == [True, False]
    assert (finance.colour, legal.colour) == (0, 4)


def test_a_cohorts_plan_leaves_the_others_out() -> None:
    assert views.plan(small(), cohort="none").rows == ()


def test_who_was_placed_only_in_another_cohorts_cycle_is_in_no_row_of_this_one() -> None:
    before = Cycle(id="c0", name="Before", start=date(2026, 1, 1), end=date(2026, 3, 31), cohort="old")
    now = Cycle(id="c1", name="Now", start=date(2027, 1, 1), end=date(2027, 3, 31), cohort="new")
    away = Person(id="a", name="Jon Bakke", roles=(Role.MENTEE,), cohort="new", status=Lifecycle.LEFT)
    here = Person(id="h", name="Ana Ruiz", roles=(Role.MENTEE,), cohort="new")
    sat = Placement(id="x", person="a", cycle="c0")
    program = Program.of_records([Charter(id=CHARTER, name="P"), before, now, away, here, sat])
    assert [row.name for row in views.plan(program, cohort="new").rows] == ["Ana Ruiz"]


def test_a_cohorts_plan_holds_its_own_cycles_and_findings_only() -> None:
    person = Person(id="p", name="Ana Ruiz", roles=(Role.MENTEE,), cohort="new")
    former = Cycle(id="c0", name="Before", start=date(2026, 1, 1), end=date(2026, 3, 31), cohort="old")
    now = Cycle(id="c1", name="Now", start=date(2027, 1, 1), end=date(2027, 3, 31), cohort="new")
    host = Host(id="h", name="Finance", seats=5)
    places = [Placement(id=f"p{c}", person="p", cycle=c, host="h") for c in ("c0", "c1")]
    program = Program.of_records([person, former, now, host, *places])
    assert [cycle.name for cycle in views.plan(program).cycles] == ["Before", "Now"]
    plan = views.plan(program, cohort="new")
    assert [cycle.name for cycle in plan.cycles] == ["Now"]
    assert plan.against == ("Ana Ruiz is with Finance in Before already",)


def test_someone_who_left_stands_on_the_plan_where_they_were_placed() -> None:
    program = small()
    left = Placement(id="p7", person="gone", cycle="c1", host="h2")
    program = Program.of_records([*program.everything(), left])
    row = next(row for row in views.plan(program).rows if row.name == "Left Long-ago")
    assert [cell.host if cell else None for cell in row.cells] == ["Legal", None]
    assert row.gaps == ("", "")


def test_what_is_closed_has_its_default() -> None:
    person = Person(id="p", name="Ana Ruiz", number="17", capacity=3)
    open_, shut = (views.Reader(Program.of_records([person]), tier) for tier in (Tier.RESTRICTED, Tier.PUBLISHABLE))
    assert (open_.value(person, "number"), open_.value(person, "capacity")) == ("17", 3)
    assert (shut.value(person, "number"), shut.value(person, "capacity")) == ("", 0)
    assert (open_.words(person, "number"), shut.words(person, "number")) == ("17", "")
    assert shut.words(None, "name") == ""
    assert shut.colours() == {}


def test_the_roster_drops_columns_nobody_fills_and_those_the_groups_repeat() -> None:
    roster = views.roster(small(), group=views.GroupBy.UNIT)
    assert [column.key for column in roster.columns] == ["name", "roles", "status"]
    assert [(group.title, len(group.rows)) for group in roster.groups] == [("Sales", 4), ("No unit", 1)]
    assert roster.people == 5
    assert views.roster(small(), who=views.Who.EVERYONE).people == 6


def test_the_sheet_of_a_mentee_and_of_a_mentor() -> None:
    ana = views.person(small(), "m0")
    assert [(sitting.cycle, sitting.host, sitting.gap) for sitting in ana.sittings] == [
        ("Q1", "Finance", ""),
        ("Q2", "Finance", ""),
    ]
    assert (ana.met, ana.not_met, ana.breadth) == (("Finance",), ("Legal",), 4)
    assert [(each.name, each.cycles) for each in ana.mentors] == [("Ben Okafor", ("Q1",))]
    assert [sitting.gap for sitting in views.person(small(), "m3").sittings] == ["", "unplaced"]
    mentees = views.person(small(), "x").mentees
    assert sorted(each.name for each in mentees) == ["Ana Roth", "Ana Ruiz"]
    assert views.person(small(), "m2").away == (("1 Apr – 30 Jun 2027", ""),)


def test_names_in_a_room_are_all_different() -> None:
    people = list(small().of(Person).values())[:4]
    assert list(views.display_names(people, views.Names.FULL).values()) == [
        "Ana Ruiz 1",
        "Ana Roth",
        "Mei Tanaka",
        "Ana Ruiz 2",
    ]
    first = views.display_names(people, views.Names.FIRST)
    assert first["m2"] == "Mei-chan"
    assert len(set(first.values())) == 4
    numbered = [Person(id=id_, name=name) for id_, name in (("1", "Ana"), ("2", "Ana"), ("3", "Ana 1"))]
    assert views.display_names(numbered, views.Names.FULL) == {"1": "Ana 2", "2": "Ana 3", "3": "Ana 1"}
    assert list(views.display_names(people, views.Names.ALIAS).values()) == ["Heron", "Person 2", "Person 3", "Owl"]


# --- small groups ---------------------------------------------------------------------------------------------------


def test_the_committee_learns_nothing_of_few_people() -> None:
    view = views.committee(small())
    assert view.mentees.words == "withheld"
    assert all(cycle.placed is None for cycle in view.cycles)
    assert all(figure.count in (None, 0) for figure in (*view.roles, *view.stages))
    with pytest.raises(ValueError, match="least group"):
        views.committee(small(), least=2)


def test_dates_read_the_same_everywhere() -> None:
    assert views.day(date(2027, 4, 5)) == "5 Apr 2027"
    assert views.day(None) == ""
    assert views.span(date(2027, 4, 5), date(2027, 7, 4)) == "5 Apr – 4 Jul 2027"
    assert views.span(date(2027, 12, 5), date(2028, 2, 4)) == "5 Dec 2027 – 4 Feb 2028"
