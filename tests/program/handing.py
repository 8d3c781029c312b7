"""A program with something in every kind of record, every text in it a word of its own, and what is done with packs."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import msgspec

from program.merging import Handback, Step
from program.packs import GRANTABLE, packed, resolved, usual_fields
from program.program import Program
from program.reach import Reach, differing
from program.records import (
    KINDS,
    Absence,
    Action,
    Attendance,
    Capture,
    Charter,
    Circle,
    Code,
    Cohort,
    Concern,
    Consent,
    Cycle,
    Field,
    Grant,
    Host,
    Kind,
    Note,
    Person,
    Placement,
    Preference,
    Purpose,
    Quality,
    Record,
    Role,
    Round,
    Skill,
    Stay,
    Strength,
    Theme,
    Track,
    Wish,
    kind_of,
)

PEOPLE = ("ana", "jon", "eva", "kim", "okafor", "chen")
COHORT = {"ana": "one", "jon": "one", "eva": "two", "kim": "two"}
MANAGER = {"chen": "okafor", "eva": "okafor"}
TEXTS = (Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.SEALED)
SPRING = date(2027, 3, 1)


def world(*more: Record) -> Program:
    """Six people in two cohorts, three circles, work in them, and what nobody else may see. `eva` is not willing."""
    people = [
        Person(id_, name="", cohort=COHORT.get(id_, ""), manager=MANAGER.get(id_, "chen"), sponsor="eva")
        for id_ in PEOPLE
    ]
    plain: list[Record] = [
        Charter("charter", name=""),
        Cohort("one", name=""),
        Cohort("two", name=""),
        *(Cycle(f"q{n}", name="", start=date(2027, 3 * n - 2, 1), end=date(2027, 3 * n, 28)) for n in (1, 2, 3)),
        Host("ops", name="", closed=("q3",), contact="chen"),
        Host("fin", name="", themes=("growth",)),
        Theme("growth", name=""),
        Skill("pricing", name=""),
        Track("tech", name="", themes=("growth",)),
        *(msgspec.structs.replace(each, roles=(Role.MENTEE,), goals=(Strength("pricing", 4),)) for each in people),
        *(
            Placement(f"{who}-{when}", person=who, cycle=when, host="ops", mentor="okafor", coach="eva", theme="growth")
            for who in PEOPLE[:4]
            for when in ("q1", "q2", "q3")
        ),
        *(Absence(f"away-{who}", person=who, start=SPRING, end=SPRING) for who in PEOPLE),
        Circle("peers", name="", people=("ana", "jon", "eva"), facilitator="chen", rounds=(_round(),), stays=_stays()),
        Circle("others", name="", people=("kim", "ana")),
        Circle("empty", name=""),
        *(Attendance(f"at-{who}", circle="peers", person=who) for who in ("ana", "jon", "eva")),
        Action("act-ana", title="", owner="ana"),
        Action("act-peers", title="", owner="eva", circle="peers"),
        Action("act-none", title=""),
        Capture("cap", text="", circle="peers"),
        Capture("cap-none", text=""),
        Consent("con", person="eva", purpose=Purpose.HAND_OVER, withdrawn=SPRING),
        Consent("con2", person="jon", purpose=Purpose.HAND_OVER, given=SPRING),
        Consent("con3", person="kim", purpose=Purpose.FIGURES, withdrawn=SPRING),
        Note("note", about="ana", author="", body=""),
        Concern("concern", summary="", people=("ana",)),
        Preference("pref", person="ana", other="jon", wish=Wish.NEVER),
        Quality("quality", placement="ana-q1"),
        Code("code", name=""),
    ]
    by_id = {(type(item), item.id): _worded(item) for item in plain}
    by_id.update({(type(item), item.id): item for item in more})
    return Program.of_records(by_id.values())


def _round() -> Round:
    return Round((("ana", "eva"),), ("jon",))


def _stays() -> tuple[Stay, ...]:
    return (Stay("eva", 1, 2), Stay("jon", 1, 1))


def token(item: Record, spec: Field) -> str:
    """The word that stands in one field of one record and nowhere else."""
    word = f"{kind_of(item).key}.{item.id}.{spec.name}."
    return f"{word}@x" if spec.kind is Kind.EMAIL else word


def _worded(item: Record) -> Record:
    changes: dict[str, Any] = {
        spec.name: token(item, spec) for spec in kind_of(item).fields if spec.kind in TEXTS and not spec.ref
    }
    if isinstance(item, Person):
        changes["custom"] = (("custom.heading", f"person.{item.id}.custom."),)
    return msgspec.structs.replace(item, **changes)


def grant(**more: Any) -> Grant:
    """A plain hand-over: the first cohort and Kim, two cycles, everything that is open."""
    plain = {"people": ("kim",), "cohorts": ("one",), "cycles": ("q1", "q2"), "fields": usual_fields()}
    return Grant("g1", name="Workshop", facilitator="chen", **{**plain, **more})


def any_grant(chance: Random) -> Grant:
    """Any selection at all, forbidden kinds and fields and unknown ids among it."""
    fields = [(kind.key, spec.name) for kind in KINDS.values() for spec in kind.fields]
    if chance.random() < 0.5:
        fields = [each for each in fields if each[0] in chance.sample(GRANTABLE, 4)]
    return Grant(
        "g1",
        name="Any",
        facilitator=chance.choice(("", "chen", "okafor")),
        people=tuple(chance.sample((*PEOPLE, "nobody"), chance.randint(0, 5))),
        cohorts=tuple(chance.sample(("one", "two", "gone"), chance.randint(0, 2))),
        cycles=tuple(chance.sample(("q1", "q2", "q3", "gone"), chance.randint(0, 3))),
        fields=tuple(chance.sample(fields, chance.randint(0, len(fields)))),
    )


def reach(program: Program, given: Grant) -> Reach:
    """The reach of what would be handed over now."""
    view = packed(program, given)
    return Reach.over(resolved(program, given), view.rows, view.names)


def unpacked(of: Reach) -> Program:
    """What a facilitator's book holds at first."""
    return Program.of_records(of.handed.values())


def brought(of: Reach, now: Program, number: int = 5, **more: Any) -> Handback:
    """The hand-back of a facilitator whose book holds `now`."""
    steps = tuple(
        Step(kind_of(item).key, item.id, after, "Chen", "2027-04-01T10:00:00.000+00:00")
        for before, after in differing(of, now)
        for item in (after if after is not None else before,)
        if item is not None
    )
    plain = {"store": "s" * 32, "grant": of.grant.id, "pack": "p" * 64, "nonce": f"{number:032}", "signer": "k" * 64}
    return Handback(number=number, by="Chen", at="2027-04-02", reach=of, **{**plain, "steps": steps, **more})
