"""Every field has a tier, and nothing that leaves holds one above its reader: documents, rooms, tables, packs."""

from __future__ import annotations

import inspect
from datetime import date
from typing import Any

import msgspec
import pytest

from program import packs
from program.leaks import clear
from program.program import Program
from program.records import (
    KINDS,
    Action,
    Capture,
    Circle,
    Concern,
    Consent,
    Grant,
    Kind,
    Level,
    Note,
    Origin,
    Person,
    Record,
    Release,
    Retention,
    Role,
    Round,
    Tier,
    fields_of,
    kind_of,
)
from program.views import VIEWS, Names, NotForThisReader
from storage.exchange.export import sheet
from tests.program.test_views import NAMED, TIER_OF, TOKEN, filled, tokens

#: Kinds of which nothing whatever is for anybody but the lead.
FOR_THE_LEAD = (Note, Concern, Consent, Release, Grant, Retention)


@pytest.fixture(scope="module")
def marked() -> Program:
    """One record of every kind, every text of it naming its kind and field; the person is their own everything."""
    records: list[Record] = []
    for key, kind in KINDS.items():
        if kind.cls is Origin:
            continue  # this is a lead's book
        made = kind.cls("charter" if key == "charter" else key, *(filled(kind, field) for field in kind.fields))
        if isinstance(made, Person):
            made = msgspec.structs.replace(made, roles=tuple(Role))
        if isinstance(made, Consent):
            made = msgspec.structs.replace(made, withdrawn=None)  # else the person would be in nothing
        if isinstance(made, Circle):
            made = msgspec.structs.replace(made, rounds=(Round((("person",),)),), stays=(), held=1)
        records.append(made)
    return Program.of_records(records)


def made(program: Program, key: str, tier: Tier, names: Names) -> Any:
    """The view of a printable document with the most there can be in it; None when it is for the lead alone."""
    accepted = inspect.signature(VIEWS[key]).parameters
    offered = {"tier": tier, "id_": "person", "circle": "circle", "names": names, "day": date(2027, 6, 1)}
    if key == "held" and tier is not Tier.RESTRICTED:
        return None
    return VIEWS[key](program, **{name: value for name, value in offered.items() if name in accepted})


@pytest.mark.parametrize("key", KINDS)
def test_every_field_has_a_tier_and_what_is_private_has_a_closed_one(key: str) -> None:
    kind = KINDS[key]
    for field in kind.fields:
        assert isinstance(field.tier, Tier)
        assert (field.tier is Tier.SEALED) == (field.kind is Kind.SEALED)
        if kind.cls in FOR_THE_LEAD:
            assert field.tier <= Tier.RESTRICTED, field.name


@pytest.mark.parametrize("names", Names)
@pytest.mark.parametrize("tier", NAMED)
@pytest.mark.parametrize("key", VIEWS)
def test_no_document_holds_what_is_above_its_reader(marked: Program, key: str, tier: Tier, names: Names) -> None:
    try:
        view = made(marked, key, tier, names)
    except NotForThisReader:
        return
    seen = tokens(view)
    # Documents without a choice of reader are for lead and facilitators.
    cleared = tier if "tier" in inspect.signature(VIEWS[key]).parameters else Tier.PROGRAM
    assert {token for token in seen if TIER_OF[token] < max(cleared, Tier.RESTRICTED)} == set()
    assert not any(TIER_OF[token] is Tier.AGGREGATE for token in seen) or key == "held"
    if names is Names.ALIAS and "names" in inspect.signature(VIEWS[key]).parameters:
        assert TOKEN.format(kind="person", field="name") not in seen


@pytest.mark.parametrize("tier", [Tier.PAIR, Tier.PROGRAM])
@pytest.mark.parametrize("key", KINDS)
def test_no_table_holds_what_is_above_its_reader(marked: Program, key: str, tier: Tier) -> None:
    kind = KINDS[key]
    table = clear(marked, lambda there: sheet(there, kind.cls, tier), tier).view
    seen = tokens(table)
    closed = {token for token in seen if TIER_OF[token] < tier or TIER_OF[token] is Tier.AGGREGATE}
    assert closed == set()
    labels = {field.label for field in kind.fields if field.tier < tier or field.tier is Tier.AGGREGATE}
    open_ = {field.label for field in kind.fields if field.tier >= tier and field.tier is not Tier.AGGREGATE}
    assert not (labels - open_) & set(table.headings)
    if kind.cls in FOR_THE_LEAD:
        assert len(table.headings) == 1  # nothing but the identity


def test_no_pack_holds_what_is_above_a_facilitator(marked: Program) -> None:
    everything = tuple((key, field.name) for key in packs.GRANTABLE for field in fields_of(KINDS[key].cls))
    grant = Grant("g", name="All there is", people=("person",), cycles=("cycle",), fields=everything)
    assert not {kind_of(cls).key for cls in FOR_THE_LEAD} & set(packs.GRANTABLE)
    for key, name in everything:
        field = kind_of(KINDS[key].cls).field(name)
        if field.tier in (Tier.SEALED, Tier.AGGREGATE):
            assert field not in packs.grantable(KINDS[key])
    view, _ = packs.outgoing(marked, grant)
    assert {t for t in tokens(view) if TIER_OF[t] in (Tier.SEALED, Tier.AGGREGATE)} == set()
    usual, _ = packs.outgoing(marked, msgspec.structs.replace(grant, fields=packs.usual_fields()))
    assert {t for t in tokens(usual) if TIER_OF[t] < Tier.PROGRAM} == set()


def test_what_a_room_captures_is_open_to_the_room() -> None:
    for cls in (Action, Capture, Level):
        assert all(field.tier >= Tier.PROGRAM for field in fields_of(cls))
