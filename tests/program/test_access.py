"""Everything held of one person: nothing is left out, nothing of others is told, and what is sealed stays so."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from program.access import HeldView, Past, Said, held, notes_about
from program.program import Program
from program.records import (
    KINDS,
    Absence,
    Checkpoint,
    Concern,
    Consent,
    CriticalRole,
    Decision,
    Field,
    Kind,
    Meeting,
    Nomination,
    Note,
    Person,
    Preference,
    Project,
    Quality,
    Rating,
    Record,
    Tier,
    Wish,
    fields_of,
)
from program.trouble import Trouble
from program.views_reader import NotForThisReader
from storage.exchange.held import as_json, as_workbook
from tests.program.scene import mentee, placed, scene

DAY = date(2027, 4, 5)
PROGRAM = scene(
    mentee("ana", "Ana Ruiz", email="ana@example.org", manager="okafor"),
    mentee("jon", "Jon Bakke", manager="ana"),
    placed("x1", "ana", "q1", "ops", "okafor", goal="lead a review"),
    placed("x2", "jon", "q2", "fin", "chen", goal="a goal of Jon’s"),
    Project("pro", name="Harbour", mentees=("ana",)),
    Absence("away", "ana", DAY, DAY, reason="parental leave"),
    Preference("wish", "jon", other="ana", wish=Wish.NEVER, reason="they do not get on"),
    Quality("rated", "x1", rating=2),
    Concern("k", summary="too much at once", people=("ana",)),
    Consent("s", "ana", given=DAY, words="yes, for this year"),
    Note("n1", "ana", author="Lead", on=DAY, body="CIPHER"),
    Note("n2", "jon", other="ana", author="Lead", body="CIPHER"),
    Note("n3", "jon", author="Lead", body="CIPHER"),
    Decision("d1", title="Move Ana Ruiz to Operations", on=DAY),
)


def everything(view: HeldView) -> str:
    return as_json(view).decode()


def titles(view: HeldView) -> dict[str, int]:
    return {part.title: len(part.items) for part in view.parts}


def test_every_kind_that_is_about_the_person_is_there_whole() -> None:
    view = held(PROGRAM, "ana")
    assert titles(view) == {
        "Person": 1, "Absences": 1, "Placements": 1, "Preferences": 1, "Match ratings": 1, "Private notes": 2,
        "Concerns": 1, "Consents": 1, "Named by others": 2, "Spoken of by others": 1,
    }  # fmt: skip
    text = everything(view)
    for words in ("ana@example.org", "lead a review", "parental leave", "they do not get on", "too much at once",
                  "yes, for this year", "Move Ana Ruiz to Operations", "5 Apr 2027"):  # fmt: skip
        assert words in text


def test_what_figures_stand_on_is_told_too() -> None:
    stood_on = (
        Rating("r", "ana", "lead", level=4), Checkpoint("c", "x1", words="decides early"),
        Checkpoint("other", "x2", words="not hers"), CriticalRole("cr", "Head of Operations"),
        Nomination("n", "ana", "cr", reason="knows the plant"), Meeting("m", "Half-way talk", people=("ana",)),
    )  # fmt: skip
    view = held(scene(*PROGRAM.everything(), *stood_on), "ana")
    assert {"Competency ratings", "Checkpoints", "Nominations", "Meetings"} <= titles(view).keys()
    text = everything(view)
    assert "decides early" in text and "knows the plant" in text and "not hers" not in text


def test_of_others_only_what_names_the_person_is_told() -> None:
    text = everything(held(PROGRAM, "ana"))
    assert "a goal of Jon’s" not in text
    assert held(PROGRAM, "okafor").parts[1].title == "Placements"
    assert "Jon Bakke" not in everything(held(PROGRAM, "haddad"))
    both = scene(Concern("k", summary="they do not get on", people=("ana", "jon")))
    text = everything(held(both, "ana"))
    assert "Ana Ruiz and 1 other" in text and "Jon Bakke" not in text


def test_sealed_notes_are_counted_and_their_text_is_given_only_when_it_was_unsealed() -> None:
    view = held(PROGRAM, "ana")
    assert view.sealed == 2 and "2 private notes are held besides" in view.sealed_words
    assert "CIPHER" not in everything(view)
    opened = held(PROGRAM, "ana", said={"n1": Said("Observation", "she said so", ("a paper",))})
    assert opened.sealed == 1 and "she said so" in everything(opened) and "a paper" in everything(opened)
    assert "One private note is" in opened.sealed_words
    assert held(PROGRAM, "okafor").sealed_words == ""
    assert [note.id for note in notes_about(PROGRAM, "ana")] == ["n1", "n2"]


def test_it_is_made_for_the_lead_to_hand_on_and_only_of_somebody_who_is_there() -> None:
    with pytest.raises(NotForThisReader):
        held(PROGRAM, "ana", Tier.PROGRAM)
    with pytest.raises(Trouble, match="not in the book"):
        held(PROGRAM, "nobody")


def test_the_workbook_has_a_sheet_a_kind_with_history_and_what_is_sealed(tmp_path) -> None:
    from python_calamine import CalamineWorkbook

    path = tmp_path / "held.xlsx"
    path.write_bytes(as_workbook(held(PROGRAM, "ana", history=[Past("5 Apr 2027", "Lead", "Add person Ana Ruiz")])))
    book = CalamineWorkbook.from_path(path)
    assert {"Person", "Placements", "History", "Sealed"} <= set(book.sheet_names)
    assert book.get_sheet_by_name("History").to_python()[1] == ["5 Apr 2027", "Lead", "Add person Ana Ruiz"]


@pytest.mark.parametrize("key", KINDS)
def test_no_kind_of_record_that_points_to_a_person_is_forgotten(key: str) -> None:
    cls = KINDS[key].cls
    fields = [spec for spec in fields_of(cls) if spec.ref == "person" and spec.kind in (Kind.REF, Kind.REFS)]
    for spec in fields:
        values = {each.name: _some(each) for each in fields_of(cls) if each.required}
        values |= {spec.name: ("ana",) if spec.kind is Kind.REFS else "ana"}
        item: Record = msgspec.convert({"id": "it", **values}, cls)
        program = Program.of_records([Person("ana", name="Ana Ruiz"), item])
        if isinstance(item, Person):
            program = Program.of_records([Person("ana", name="Ana Ruiz"), msgspec.structs.replace(item, name="Else")])
        assert len(held(program, "ana").parts) > 1, f"{key}.{spec.name}"


def _some(spec: Field) -> object:
    if spec.kind is Kind.DATE:
        return "2027-04-05"
    return 1 if spec.kind is Kind.INTEGER else "c" * 8
