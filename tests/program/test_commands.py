"""Registers and cycles: keeping, removing, adding a series, rolling forward."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import msgspec
import pytest

from program.changes import Change
from program.commands import AddCycles, Keep, Remove, RollForward
from program.program import Program
from program.records import (
    CHARTER,
    KINDS,
    Absence,
    Cadence,
    Charter,
    Chemistry,
    Circle,
    Cohort,
    Conflict,
    Cycle,
    Decision,
    Host,
    Person,
    Placement,
    Preference,
    Project,
    Quality,
    Round,
    RuleSetting,
    Stage,
    State,
    Tier,
    Wish,
    as_values,
    fields_of,
)
from program.trouble import NotValid, RuleBroken
from tests.program.scene import done, mentee, placed, quarter, scene


class TestKeep:
    def test_a_new_record(self) -> None:
        program, change = done(scene(), Keep((Host("new", name="Legal", seats=3),)))
        assert program.of(Host)["new"].seats == 3
        assert change.title == "Add host Legal"

    def test_a_changed_record_is_tidied(self) -> None:
        ana = scene().of(Person)["ana"]
        changed = msgspec.structs.replace(ana, title="  Chief\u202e of\x00 Staff ")
        program, change = done(scene(), Keep((changed,)))
        assert program.of(Person)["ana"].title == "Chief of Staff"
        assert change.title == "Change person Ana Ruiz"

    @pytest.mark.parametrize(
        ("record", "field"),
        [
            (Person("x", name=""), "name"),
            (Person("x", name="X", email="not an address"), "email"),
            (Person("x", name="X", capacity=-1), "capacity"),
            (Person("x", name="X", manager="nobody"), "manager"),
            (Person("x", name="X", manager="x"), "manager"),
            (Person("x", name="X" * 300), "name"),
            (Person("x", name="X", start=date(1066, 10, 14)), "start"),
            (Cycle("x", name="X", start=date(2027, 2, 1), end=date(2027, 1, 1)), "end"),
            (Host("x", name="X", themes=("none",)), "themes"),
            (Conflict("x", first="ana", second="ana"), "second"),
            (Chemistry("x", mentee="ana", mentor="ana"), "mentor"),
            (Chemistry("x", mentee="ana", mentor="chen", rating=0), "rating"),
            (Chemistry("x", mentee="ana", mentor="chen", rating=6), "rating"),
            (Preference("x", person="ana"), "other"),
            (Preference("x", person="ana", other="ana"), "other"),
            (Preference("x", person="ana", other="chen", host="fin"), "host"),
            (Preference("x", person="ana", cycle="q1", wish=Wish.GLADLY), "wish"),
            (Project("x", name=""), "name"),
            (Quality("x", placement="gone"), "placement"),
        ],
    )
    def test_impossible_records_are_refused_by_field(self, record: Person, field: str) -> None:
        with pytest.raises(NotValid) as refused:
            Keep((record,)).change(scene())
        assert [problem.field for problem in refused.value.problems] == [field]

    def test_wishes_about_somebody_a_host_or_a_cycle_are_kept(self) -> None:
        wishes = (
            Preference("a", person="ana", other="chen", wish=Wish.NEVER, cycle="q1"),
            Preference("b", person="chen", other="ana", wish=Wish.FIRST_CHOICE),
            Preference("c", person="ana", host="fin", wish=Wish.RATHER_NOT),
            Preference("d", person="ana", cycle="q2", wish=Wish.NEVER),
        )
        assert set(done(scene(), Keep(wishes))[0].of(Preference)) == set("abcd")

    def test_an_address_belongs_to_one_person(self) -> None:
        taken = scene(mentee("ana", "Ana Ruiz", email="ana@example.org"))
        with pytest.raises(NotValid):
            Keep((Person("x", name="X", email="ANA@example.org"),)).change(taken)

    def test_records_kept_together_may_point_to_each_other(self) -> None:
        boss, report = Person("b", name="Boss"), Person("r", name="Report", manager="b")
        assert done(scene(), Keep((report, boss)))[0].title(Person, "b") == "Boss"


class TestRemove:
    def test_what_cannot_be_without_it_goes_along(self) -> None:
        program = scene(
            placed("a", "ana", "q1", "ops", "okafor"),
            placed("j", "jon", "q2", "ops", "okafor"),
            Absence("away", person="ana", start=date(2027, 1, 1), end=date(2027, 1, 2)),
            mentee("jon", "Jon Bakke", manager="ana"),
        )
        after, change = done(program, Remove((program.of(Person)["ana"],)))
        assert set(after.of(Placement)) == {"j"}
        assert not after.of(Absence)
        assert after.of(Person)["jon"].manager == ""
        assert change.title == "Remove person Ana Ruiz (with 1 placement and 1 absence; cleared from 1 person)"
        assert after.apply(change.flip()) == program

    def test_what_only_points_to_it_stays_and_forgets(self) -> None:
        program = scene(placed("a", "ana", "q1", "ops", "okafor", coach="chen"))
        gone = tuple(program.of(Person)[id_] for id_ in ("okafor", "chen"))
        after = done(program, Remove(gone))[0]
        assert after.of(Placement)["a"].mentor == after.of(Placement)["a"].coach == ""

    def test_lists_forget_too(self) -> None:
        program = scene(Host("fin", name="Finance", closed=("q1", "q2")))
        after = done(program, Remove((program.of(Cycle)["q1"],)))[0]
        assert after.of(Host)["fin"].closed == ("q2",)


class TestCycles:
    def test_a_year_of_quarters(self) -> None:
        stages = (Stage.FOUNDATION, Stage.FOUNDATION, Stage.STRATEGIC, Stage.LEAD)
        program = done(scene(), AddCycles(date(2028, 1, 1), stages))[0]
        new = [cycle for cycle in program.cycles if cycle.start.year == 2028]
        assert [cycle.name for cycle in new] == ["Q1 2028", "Q2 2028", "Q3 2028", "Q4 2028"]
        assert [cycle.stage for cycle in new] == list(stages)
        assert new[0].end == date(2028, 3, 31)
        assert new[-1].end == date(2028, 12, 31)
        assert all(cycle.start <= day <= cycle.end for cycle in new for day in cycle.checkpoints)

    def test_months_from_the_end_of_january(self) -> None:
        program = done(scene(), AddCycles(date(2028, 1, 31), (Stage.FOUNDATION,) * 3, Cadence.MONTHLY))[0]
        new = [cycle for cycle in program.cycles if cycle.start.year == 2028]
        assert [cycle.start for cycle in new] == [date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31)]
        assert all(one.end < two.start for one, two in itertools.pairwise(new))

    def test_rolling_forward_copies_the_design(self) -> None:
        program = scene(
            Cohort("next", name="2028"), placed("a", "ana", "q1", "ops", "okafor", state=State.DRAFT, pinned=True)
        )
        after, change = done(program, RollForward(("q1", "q2"), date(2028, 1, 1), "next"))
        new = [cycle for cycle in after.cycles if cycle.cohort == "next"]
        assert [(c.name, c.start, c.stage) for c in new] == [
            ("Q1 2028", date(2028, 1, 1), Stage.FOUNDATION),
            ("Q2 2028", date(2028, 4, 1), Stage.FOUNDATION),
        ]
        assert len(after.of(Placement)) == 1
        assert change.title == "Roll 2 cycles forward to 2028-01-01"

    def test_rolling_forward_with_placements_makes_loose_drafts(self) -> None:
        program = scene(
            quarter(1, cohort="old"),
            Cohort("old", name="2027"),
            placed("a", "ana", "q1", "ops", "okafor", state=State.PUBLISHED, pinned=True),
        )
        with pytest.raises(RuleBroken) as refused:  # the same host and mentor once more
            RollForward(("q1",), date(2028, 1, 1), placements=True).change(program)
        assert {finding.rule for finding in refused.value.findings} >= {"repeat_host"}
        after = done(program, RollForward(("q1",), date(2028, 1, 1), placements=True, reason="A second year"))[0]
        (copy,) = [p for p in after.of(Placement).values() if p.id != "a"]
        assert (copy.state, copy.pinned, copy.host) == (State.DRAFT, False, "ops")
        assert [decision.reason for decision in after.of(Decision).values()] == ["A second year"]


class TestSettledAndPinned:
    """What the committee settled, or the lead pinned, does not vanish with a host or a person."""

    def plan(self, **more: Any) -> Program:
        return scene(placed("a", "ana", "q1", "ops", "okafor", **more), placed("j", "jon", "q1", "cus"))

    @pytest.mark.parametrize("more", [{"state": State.APPROVED}, {"pinned": True}])
    @pytest.mark.parametrize("id_", ["ops", "okafor", "ana", "q1"])
    def test_removing_what_they_stand_on_needs_a_reason(self, more: dict[str, Any], id_: str) -> None:
        program = self.plan(**more)
        (item,) = [each for each in program.everything() if each.id == id_]
        with pytest.raises(RuleBroken):
            Remove((item,)).change(program)
        after, change = done(program, Remove((item,), reason="The unit closes"))
        (log,) = after.of(Decision).values()
        assert log.reason == "The unit closes"
        assert all(person in after.of(Person) for person in log.people)
        assert all(card.state is State.DRAFT for card in after.of(Placement).values())
        assert after.apply(change.flip()) == program

    def test_removing_anything_else_asks_nothing(self) -> None:
        program = self.plan(state=State.APPROVED)
        assert done(program, Remove((program.of(Host)["cus"],)))[1]


def test_further_fields_are_tidied_and_bounded() -> None:
    person = Person("x", name="X", custom=(("Pay\u202e zone", " A\x00 "),))
    assert done(scene(), Keep((person,)))[0].of(Person)["x"].custom == (("Pay zone", "A"),)
    with pytest.raises(NotValid):
        Keep((Person("x", name="X", custom=(("Notes", "n" * 5000),)),)).change(scene())


class TestDeclarations:
    """What a record kind owes: a label and a tier for every field, and words for itself."""

    @pytest.mark.parametrize("key", sorted(KINDS))
    def test_every_field_is_declared(self, key: str) -> None:
        kind = KINDS[key]
        assert kind.one
        assert kind.many
        names = [field.name for field in fields_of(kind.cls)]
        assert ["id", *names] == [msgspec.structs.fields(kind.cls)[i].name for i in range(len(names) + 1)]
        for field in kind.fields:
            assert field.label
            assert isinstance(field.tier, Tier)
            assert not field.ref or field.ref in KINDS

    def test_a_field_without_a_tier_fails_the_build(self) -> None:
        from program.records.fields import Record, record

        with pytest.raises(TypeError, match="no declaration"):

            @record("bare", "Bare", "Bares", str)
            class Bare(Record, frozen=True):
                name: str = ""

        assert "bare" not in KINDS

    def test_values_by_name(self) -> None:
        assert list(as_values(Host("x", name="X")))[:2] == ["id", "name"]


def test_lists_with_parts_of_their_own_are_put_into_words() -> None:
    program = scene()
    settings = Charter(CHARTER, name="T", rules=(RuleSetting("goals_met", False, 1.5), RuleSetting("impact")))
    assert program.words(settings, "rules") == "goals_met: off: 1.5; impact: on: 1.0"
    circle = Circle("c", name="C", rounds=(Round(tables=(("ana", "jon"), ("chen", "gone")), out=("haddad",)),))
    assert program.words(circle, "rounds") == "Ana Ruiz, Jon Bakke | Li Chen, gone | Mia Haddad"


def test_what_lies_between_two_presents_leads_from_one_to_the_other() -> None:
    before = scene(placed("x1", "ana", "q1", "ops"))
    after, _ = done(before, Remove((before.of(Person)["ana"],)))
    after, _ = done(after, Keep((Host("new", name="Legal"), msgspec.structs.replace(after.of(Host)["fin"], seats=7))))
    pairs = before.pairs_to(after)
    assert {pair.record.id for pair in pairs} == {"ana", "x1", "new", "fin"}
    assert before.apply(Change("", pairs)) == after and after.pairs_to(after) == ()
