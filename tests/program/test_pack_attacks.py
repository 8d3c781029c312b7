"""What somebody tries who has a pack in hand and wants to know of a person: each attempt fails."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from program.commands.erasure import Erase
from program.leaks import Cleared, clear
from program.program import Program
from program.records import (
    Consent,
    Decision,
    Host,
    Measure,
    PackKind,
    Person,
    Purpose,
    Record,
    Release,
    Role,
    Snapshot,
    Story,
    Tier,
)
from program.snapshots import Content, Edges, decode, snapshot
from program.views import PackView, pack
from tests.reports.governed import DAY, governed

EDGES = Edges("Program", DAY, "", "Committee", "", "", "copy 1", (), b"m", "", "A4", "fit", "en")
KINDS = tuple(PackKind)


def cleared(program: Program, kind: PackKind = PackKind.COMMITTEE, day: date = DAY) -> Cleared[PackView]:
    return clear(program, lambda there: pack(there, day, kind), Tier.AGGREGATE, (Purpose.FIGURES,))


def with_(program: Program, *records: Record) -> Program:
    there = {(type(item), item.id): item for item in program.everything()}
    there |= {(type(item), item.id): item for item in records}
    return Program.of_records(there.values())


def somebody(program: Program) -> Person:
    return program.people(Role.MENTEE)[3]


def test_a_decision_about_somebody_left_out_does_not_become_one_about_nobody() -> None:
    who = somebody(governed()).id
    words = "Let them pause until spring"
    program = with_(governed(), Decision("x", title=words, on=DAY - timedelta(days=5), people=(who,)))
    taken = [each.title for each in cleared(program).view.decisions.taken]
    assert words not in taken
    on = DAY - timedelta(days=3)
    program = with_(program, Consent("c", who, Purpose.FIGURES, on - timedelta(days=90), withdrawn=on))
    assert [each.title for each in cleared(program).view.decisions.taken] == taken


@pytest.mark.parametrize("kind", KINDS)
def test_a_host_called_like_somebody_does_not_open_their_name_to_the_whole_pack(kind: PackKind) -> None:
    who = somebody(governed())
    host = next(iter(governed().of(Host).values()))
    program = with_(
        governed(),
        msgspec.structs.replace(host, name=who.name),
        Decision("x", title=f"Ask {who.name} to go", on=DAY - timedelta(days=5), due=DAY - timedelta(days=1)),
        Decision("y", title=f"Ask {who.name} again", due=DAY - timedelta(days=9)),
    )
    assert who.name not in str(msgspec.structs.asdict(cleared(program, kind).view))


def test_erasing_somebody_breaks_no_snapshot() -> None:
    made = cleared(governed())
    release = Release(f"{1:016x}", document=made.view.title, fingerprint="0" * 64, copy=1, on=DAY, stand=1)
    kept = snapshot(release, Content("committee", made.view, EDGES), DAY)
    by_chance = next(kept.content[at : at + 3] for at in range(200, 2000) if kept.content[at : at + 3].isalpha())
    who = msgspec.structs.replace(somebody(governed()), alias=by_chance)
    program = with_(governed(), who, release, kept)
    after = program.apply(Erase(who.id).change(program))
    assert decode(after.of(Snapshot)[kept.id]).view == made.view


def test_a_story_is_not_told_because_one_of_its_people_was_erased() -> None:
    first, second = (person.id for person in governed().people(Role.MENTEE)[:2])
    program = with_(
        governed(),
        Story("x", "A turn", told="It went well.", figure=Measure.READINESS, people=(first, second)),
        Consent("c", second, Purpose.STORIES, DAY - timedelta(days=9)),
    )
    assert "A turn" not in str(cleared(program, PackKind.ANNUAL).view)
    after = program.apply(Erase(first).change(program))
    assert "A turn" not in str(cleared(after, PackKind.ANNUAL).view)
