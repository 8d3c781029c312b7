"""What a hand-over holds: the grant, all of it and nothing else."""

from __future__ import annotations

import re
from datetime import date
from random import Random

import msgspec
import pytest

from program.packs import GRANTABLE, grantable, granted, is_open, outgoing, packed, people, row_words, usual_fields
from program.program import Program
from program.records import (
    KINDS,
    Absence,
    Action,
    Attendance,
    Capture,
    Circle,
    Cohort,
    Consent,
    Cycle,
    Grant,
    Person,
    Placement,
    Purpose,
    Record,
    Tier,
    kind_of,
)
from program.rows import spelled
from tests.program.handing import PEOPLE, SPRING, any_grant, grant, world

WORD = re.compile(r"(?<![\w.-])([a-z]+\.[\w-]+\.[a-z_]+)\.")


def expected(program: Program, given: Grant) -> dict[tuple[str, str], set[str]]:
    """By another road: kind and id of every row of the grant, with the fields it shows."""
    cohorts = {"one": {"ana", "jon"}, "two": {"eva", "kim"}}
    who = {*given.people, *(p for cohort in given.cohorts for p in cohorts.get(cohort, ()))} & set(PEOPLE) - {"eva"}
    members = {"peers": {"ana", "jon", "eva"}, "others": {"kim", "ana"}}
    circles = {id_ for id_, inside in members.items() if inside <= who}
    circles |= {"peers"} if given.facilitator == "chen" else set()
    shown: dict[str, set[str]] = {}
    for kind, name in given.fields:
        if kind in GRANTABLE and KINDS[kind].field(name).tier not in (Tier.SEALED, Tier.AGGREGATE):
            shown.setdefault(kind, {f.name for f in KINDS[kind].fields if f.required}).add(name)

    def inside(item: Record) -> bool:
        match item:
            case Person():
                return item.id in who
            case Placement():
                return item.person in who and item.cycle in given.cycles
            case Cycle():
                return item.id in given.cycles
            case Absence():
                return item.person in who
            case Circle():
                return item.id in circles
            case Attendance():
                return item.circle in circles and item.person in who
            case Action():
                return item.circle in circles if item.circle else item.owner in who
            case Capture():
                return item.circle in circles
            case Cohort():
                return item.id in given.cohorts or any(item.id == program.of(Person)[id_].cohort for id_ in who)
        return True

    return {
        (kind_of(item).key, item.id): shown[kind_of(item).key]
        for item in program.everything()
        if kind_of(item).key in shown and inside(item)
    }


@pytest.mark.parametrize("seed", range(10))
def test_the_rows_are_the_grant_whatever_was_granted(seed):
    program, chance = world(), Random(seed)
    blank = {item: type(item)(item.id, **_needed(item)) for item in program.everything()}
    for _ in range(1000):
        given = any_grant(chance)
        view, wanted = packed(program, given), expected(program, given)
        assert {(kind_of(item).key, item.id) for item in view.rows} == set(wanted)
        for item in view.rows:
            whole = program.of(type(item))[item.id]
            for spec in kind_of(item).fields:
                shown = spec.name in wanted[kind_of(item).key, item.id]
                is_ = getattr(item, spec.name)
                if not shown:
                    assert is_ == getattr(blank[whole], spec.name)
                elif spec.ref != "person":
                    assert is_ == getattr(whole, spec.name)
                else:
                    assert "eva" not in str(is_)
        for item in view.names:
            assert item == blank[program.of(type(item))[item.id]]


def _needed(item: Record) -> dict[str, object]:
    return {spec.name: getattr(item, spec.name) for spec in kind_of(item).fields if spec.required}


@pytest.mark.parametrize("seed", range(5))
def test_no_word_that_was_not_granted_is_in_its_bytes(seed):
    program, chance = world(), Random(100 + seed)
    for _ in range(100):
        given = any_grant(chance)
        view, wanted = packed(program, given), expected(program, given)
        may = {f"{kind}.{id_}.{name}" for (kind, id_), names in wanted.items() for name in names}
        may |= {f"{kind_of(item).key}.{item.id}.name" for item in view.names}
        assert set(WORD.findall(spelled(view.records).decode())) <= may


@pytest.mark.parametrize("seed", range(3))
def test_whoever_opens_it_finds_a_whole_program(seed):
    from program.validity import sound

    chance = Random(seed)
    for _ in range(100):
        inside = Program.of_records(packed(world(), any_grant(chance)).records)
        assert sound(inside, inside.everything()) == []


def test_nothing_sealed_counted_or_about_secrets_can_be_granted():
    everything = tuple((kind.key, spec.name) for kind in KINDS.values() for spec in kind.fields)
    allowed = granted(grant(fields=everything))
    assert set(allowed) == set(GRANTABLE)
    for kind in ("note", "concern", "consent", "preference", "quality", "chemistry", "calibration", "release", "grant"):
        assert grantable(KINDS[kind]) == ()
    assert "group" not in allowed["person"]


def test_closed_fields_go_only_when_they_are_named():
    usual = granted(grant())
    assert not {"number", "terms", "custom", "aspiration"} & usual["person"]
    assert "goal" not in usual["placement"]
    assert granted(grant(fields=(("person", "number"),)))["person"] == {"name", "number"}
    assert all(spec.tier >= Tier.PROGRAM for kind in GRANTABLE for spec in grantable(KINDS[kind]) if spec.required)
    assert all(is_open(KINDS[kind].field(name)) for kind, name in usual_fields())


def test_a_mentor_outside_is_known_by_name_only():
    view = packed(world(), grant())
    okafor = next(item for item in view.names if item.id == "okafor")
    assert okafor == Person("okafor", name="person.okafor.name.")


def test_who_has_withdrawn_consent_is_nowhere_not_even_by_name():
    view = packed(world(), grant(cohorts=("one", "two")))
    assert view.withheld == 1
    assert "eva" not in spelled(view.records).decode()
    assert not any(isinstance(item, Attendance) and item.person == "eva" for item in view.rows)


@pytest.mark.parametrize(
    ("given", "withdrawn", "out"),
    [
        (None, SPRING, True),
        (date(2027, 4, 1), SPRING, True),
        (date(2027, 2, 1), SPRING, True),
        (SPRING, SPRING, True),
        (SPRING, None, False),
    ],
)
def test_the_last_word_of_a_consent_counts(given, withdrawn, out):
    word = Consent("w", person="ana", purpose=Purpose.RUNNING_THE_PROGRAM, given=given, withdrawn=withdrawn)
    assert ("ana" not in people(world(word), grant())) == out


def test_a_consent_given_again_in_a_later_record_counts():
    again = Consent("again", person="eva", purpose=Purpose.HAND_OVER, given=date(2027, 5, 1))
    assert "eva" in people(world(again), grant(people=("eva",)))


def test_names_in_typed_text_of_people_outside_are_taken_out_before_it_leaves():
    people = (Person("x1", name="Rosa Winter"), Person("okafor", name="Ben Okafor"))
    action = Action("act-ana", title="Ask Rosa Winter and Ben Okafor", owner="ana")
    view, withheld = outgoing(world(*people, action), grant())
    sent = next(item for item in view.rows if item.id == "act-ana")
    assert sent == msgspec.structs.replace(action, title="Ask [name withheld] and Ben Okafor")
    assert [(each.what, each.count) for each in withheld] == [("name", 1)]
    _, withheld = outgoing(world(), grant(cohorts=("two",)))
    assert [(each.what, each.count) for each in withheld] == [("person", 1)]


def test_what_it_holds_is_said_in_words():
    assert packed(world(), grant(fields=(("person", "title"), ("cycle", "name")))).words == "3 people, 2 cycles"
    assert row_words(()) == "nothing"


def test_an_empty_grant_holds_nobody():
    view = packed(world(), msgspec.structs.replace(grant(), people=(), cohorts=(), cycles=(), facilitator=""))
    assert not any(isinstance(item, Person | Placement | Circle | Attendance | Cycle) for item in view.rows)
