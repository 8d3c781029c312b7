"""The room's own window: what it can never hold, and that everything on it can be read from far away."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

import ui.workshop
from program.circles import answered, wish
from program.planning.rounds import plan_rounds
from program.program import Program
from program.records import (
    KINDS,
    Action,
    Attendance,
    Capture,
    CaptureKind,
    Circle,
    Field,
    Host,
    Kind,
    Note,
    Person,
    Placement,
    Presence,
    Purpose,
    Record,
    Role,
    Tier,
    kind_of,
)
from program.records.safeguards import Concern, Consent
from program.views import Names, WorkshopView, open_to, workshop
from program.views_circle import TableSheet
from tests.program.scene import scene
from tests.ui.conftest import quiet
from tests.ui.walker import hits
from ui.window import Window
from ui.workshop.face import Face
from ui.workshop.projector import Projector
from ui.workshop.scene import Scene, Side
from ui.workshop.tables import LEAST, laid_out

Opened = Callable[..., Window]
IDS = tuple(f"p{n:02}" for n in range(12))
#: What a room may read of each kind; every other field of every kind holds a canary that must not be found.
OPEN = {
    "charter": {"name"}, "circle": {"name"}, "action": {"title"}, "capture": {"text"},
    "person": {"name", "called", "alias"},
}  # fmt: skip


def canary(kind: str, field: Field) -> str:
    return f"canary-{kind}-{field.name}"


def marked(item: Record, *, only: frozenset[str] = frozenset()) -> Record:
    """The record with a canary in every text that is not for a room."""
    kind = kind_of(item)
    edits: dict[str, object] = {}
    for field in kind.fields:
        if field.name in OPEN.get(kind.key, set()) or (only and field.name not in only):
            continue
        if field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.SEALED):
            more = f".{item.id}@firm.example" if field.kind is Kind.EMAIL else ""
            edits[field.name] = canary(kind.key, field) + more
        elif field.kind is Kind.CUSTOM and field.name in ("custom", "mapping"):
            edits[field.name] = ((canary(kind.key, field), canary(kind.key, field)),)
    return msgspec.structs.replace(item, **edits)


@pytest.fixture(scope="module")
def full() -> Program:
    people = [Person(id_, name=f"Person {n:02}", alias=f"Bird {n:02}", roles=(Role.MENTEE,))
              for n, id_ in enumerate(IDS)]  # fmt: skip
    circle = Circle("weekly", name="Weekly", people=IDS, size=4, wanted=3, mixed=False, facilitator="p00",
                    hosts=("p01",), exact=True)  # fmt: skip
    more = [
        Action("todo", title="Book the hall", owner="p03", due=date(2027, 4, 1), circle="weekly"),
        Capture("parked", text="Who pays?", circle="weekly"),
        Capture("learnt", text="Short is good", kind=CaptureKind.LEARNT, circle="weekly"),
        Attendance("away", circle="weekly", person="p04", round=1, presence=Presence.AWAY),
        Note("note", about="p02"),
        Concern("worry", summary="canary-concern-summary"),
    ]
    base = scene(*people, circle, *more)
    planned = answered(circle, plan_rounds(wish(base, circle)))
    everything = {item.id: marked(item) for item in base.everything()} | {"weekly": planned}
    return Program.of_records(everything.values())


CANARIES = [canary(key, field) for key, kind in KINDS.items() for field in kind.fields]


@pytest.mark.parametrize("names", Names)
def test_no_canary_of_any_closed_field_is_found_anywhere_in_it(
    opened: Opened, qtbot: QtBot, full: Program, names: Names
) -> None:
    assert sum("canary-" in repr(item) for item in full.everything()) > 10
    window = opened(full)
    window.go("workshop")
    quiet(qtbot, window)
    assert window.page is not None
    stage = window.page.stage  # type: ignore[attr-defined]
    stage.put(window.desk.program(), circle="weekly", names=names)
    stage.project(None, None)
    projector: Projector = stage.projector
    for side in Side:
        stage.turn(side=side)
        projector.grab()
        assert hits(["canary-", *CANARIES], projector) == []
        assert hits(["canary-", *CANARIES], window.page.face) == []  # type: ignore[attr-defined]
        if names is Names.ALIAS:
            assert hits(["Person 0", "Person 1"], projector) == []
    stage.turn(side=Side.TABLES)
    said = projector.face.accessibleDescription()
    assert {"full": "Person 05", "first": "Person", "alias": "Bird 05"}[names.value] in said
    assert "Book the hall" in said and "Who pays?" in said
    lead = ["canary-person-email", "canary-person-number"]
    window.go("people")
    quiet(qtbot, window)
    window.page.reveal("p02")
    assert hits(lead, window) != [], "the walk would find them where they may be"


def test_real_names_in_what_was_typed_are_withheld_where_aliases_are_shown(
    opened: Opened, qtbot: QtBot, full: Program
) -> None:
    told = msgspec.structs.replace(full.of(Capture)["parked"], text="Person 07 pays")
    window = opened(Program.of_records([*(each for each in full.everything() if each.id != "parked"), told]))
    window.go("workshop")
    quiet(qtbot, window)
    page = window.page
    page.stage.put(window.desk.program(), circle="weekly", names=Names.ALIAS)
    page._refresh()
    words = page.face.scene.words
    assert "Person 07" not in words and "withheld" in words
    assert page.withheld.isVisible()


def test_whoever_took_back_their_consent_to_workshops_is_not_named(
    opened: Opened, qtbot: QtBot, full: Program
) -> None:
    gone = Consent("no", person="p05", purpose=Purpose.WORKSHOPS, withdrawn=date(2027, 1, 1))
    window = opened(Program.of_records([*full.everything(), gone]))
    window.go("workshop")
    quiet(qtbot, window)
    page = window.page
    page.stage.put(window.desk.program(), circle="weekly")
    assert "Person 05" not in page.face.scene.words


def test_the_view_holds_only_what_is_open_to_facilitators(full: Program) -> None:
    view = workshop(full, Names.FULL, "weekly")
    said = re.findall(r"canary-[a-z]+-[a-z_]+", repr(view))
    assert isinstance(view, WorkshopView)
    assert set(said) <= {"canary-cycle-name", "canary-host-name", "canary-theme-name"}, "names the board shows as well"
    for kind in ("action", "capture"):
        assert all(open_to(Tier.PROGRAM, field) for field in KINDS[kind].fields)
    assert not {Host, Placement} & {type(each) for each in view.people}


def test_what_paints_the_room_cannot_reach_the_book() -> None:
    folder = Path(ui.workshop.__file__).parent
    for name in ("projector", "face", "tables", "lettering", "scene", "clock"):
        tree = ast.parse((folder / f"{name}.py").read_text("utf-8"))
        imported = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        assert {m for m in imported if m.startswith(("program", "storage"))} <= {
            "program.views", "program.views_circle",
        }, name  # fmt: skip


@pytest.mark.parametrize(("wide", "high"), [(1920, 1080), (1024, 768)])
@pytest.mark.parametrize("people", [4, 16, 60, 240])
def test_letters_are_large_and_every_table_has_its_turn(wide: int, high: int, people: int) -> None:
    tables = [TableSheet(n + 1, "", tuple(f"Somebody Withaname {n}{k}" for k in range(4))) for n in range(people // 4)]
    plan = laid_out(tables, wide * 0.9, high * 0.75, high)
    assert plan.pixels >= LEAST * high * 0.999 and plan.at_once >= 1
    assert plan.across * plan.pixels * 2 < wide


def test_the_scene_is_told_in_words_and_painted_at_any_size(qtbot: QtBot, full: Program) -> None:
    face = Face("What the room sees")
    qtbot.addWidget(face)
    for side in Side:
        face.show_scene(Scene(workshop(full, Names.FULL, "weekly"), 1, side, "0:00", 1.0, over=True))
        for size in ((1920, 1080), (1024, 768), (320, 200)):
            face.resize(*size)
            assert not face.grab().isNull()
    assert "Weekly" in face.accessibleDescription()
    face.show_scene(Scene())
    assert not face.grab().isNull()
