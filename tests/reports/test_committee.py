"""The committee's pack and its siblings on paper: readable, whole, the same again at any time, and without a name."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from program.leaks import Cleared, clear
from program.program import Program
from program.records import (
    Action,
    Decision,
    Edition,
    PackKind,
    Person,
    Purpose,
    Record,
    Release,
    Review,
    Risk,
    Section,
    Snapshot,
    Tier,
)
from program.releases import HandOut
from program.snapshots import Content, decode, snapshot
from program.views import SECTIONS, PackView, behind, milestones, pack
from reports.catalogue import REPORTS, make
from reports.making import For, Stand, again, document, edges, framed
from reports.paper import Size
from tests.reports import pdf
from tests.reports.governed import DAY, governed
from tests.reports.hostile import HOSTILE, hostile_world
from tests.reports.papers import FRAME
from tests.reports.test_golden import _compare

STAND = Stand(1284, "K7F2-9Q", DAY)
FOR = For("E. Novak", "Oversight of the program.", copy=3, mark=b"0123456789abcdef")


def cleared(program: Program, kind: PackKind = PackKind.COMMITTEE, day: date = DAY, **more: Any) -> Cleared[PackView]:
    return clear(program, lambda there: pack(there, day, kind, **more), Tier.AGGREGATE, (Purpose.FIGURES,))


def paper(program: Program, kind: PackKind = PackKind.COMMITTEE, **more: Any) -> bytes:
    return document(kind.value, cleared(program, kind, **more), {}, program.charter, STAND, FOR).data


@pytest.fixture(scope="module")
def papers() -> dict[PackKind, bytes]:
    return {kind: paper(governed(), kind) for kind in PackKind}


@pytest.mark.parametrize("kind", PackKind)
def test_as_last_approved(papers: dict[PackKind, bytes], kind: PackKind) -> None:
    if kind in (PackKind.COMMITTEE, PackKind.SPONSOR):
        _compare(f"{kind}.txt", pdf.layout(papers[kind]))
        return
    sections = tuple(each for each in SECTIONS[kind] if each is not Section.METHOD)  # the cards stand in one of them
    short = Edition("e9", name="Without the cards", kind=kind, sections=sections)
    program = Program.of_records([*governed().everything(), short])
    _compare(f"{kind}.txt", pdf.layout(paper(program, kind, edition="e9")))


def test_the_milestone_sheet_as_last_approved() -> None:
    view = milestones(governed(), "m00000", DAY)
    _compare("milestones.txt", pdf.layout(make("milestones", view, FRAME)))


@pytest.mark.parametrize("kind", PackKind)
def test_every_figure_of_the_view_can_be_read_and_no_name(papers: dict[PackKind, bytes], kind: PackKind) -> None:
    program = governed()
    view, said = cleared(program, kind).view, flat(pdf.words(papers[kind]))
    figures = view.status if kind is PackKind.SPONSOR else view.figures.values()
    for each in figures:
        assert flat(each.shown.name) in said
        if each.shown.value is not None:
            assert flat(each.shown.said) in said and flat(each.shown.beside) in said
    with pikepdf.open(io.BytesIO(papers[kind])) as opened:
        inside = b"\n".join(
            item.read_bytes() for item in opened.objects if isinstance(item, pikepdf.Stream) and "/Length1" not in item
        )
    for person in program.of(Person).values():
        assert flat(person.name) not in said and person.email not in said
        assert person.name.encode() not in inside and person.email.encode() not in inside


def lacks(*tools: str) -> pytest.MarkDecorator:
    """Skips a test that needs these programs where they are not installed; in CI they have to be."""
    missing = [tool for tool in tools if not shutil.which(tool)]
    return pytest.mark.skipif(bool(missing) and not os.environ.get("CI"), reason=f"{', '.join(missing)} not installed")


@lacks("qpdf", "pdftotext")
@pytest.mark.parametrize("kind", PackKind)
def test_other_programs_find_no_fault_and_read_every_figure(
    papers: dict[PackKind, bytes], kind: PackKind, tmp_path: Path
) -> None:
    file = tmp_path / "pack.pdf"
    file.write_bytes(papers[kind])
    checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    read = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    said, view = flat(read.stdout.decode()), cleared(governed(), kind).view
    for each in view.status if kind is PackKind.SPONSOR else view.figures.values():
        assert each.shown.value is None or flat(each.shown.said) in said
    assert not any(flat(person.name) in said for person in governed().of(Person).values())


def flat(words: str) -> str:
    """Words without the blanks that setting them in lines changes."""
    return "".join(words.split())


@pytest.mark.parametrize("kind", PackKind)
def test_sound_small_titled_and_in_a_language(papers: dict[PackKind, bytes], kind: PackKind) -> None:
    with pikepdf.open(io.BytesIO(papers[kind])) as opened:
        assert opened.check_pdf_syntax() == []
        assert opened.Root.Lang == "en"
        assert str(opened.docinfo["/Title"]).endswith(REPORTS[kind.value].title)
        assert set(opened.docinfo) == {"/Title"}
        pages = len(opened.pages)
    assert len(papers[kind]) < 2_000_000
    assert pages == 1 if kind is PackKind.SPONSOR else pages <= 16
    outline = [words for _, words, _ in pdf.outline(papers[kind])]
    assert outline[0] == REPORTS[kind.value].title
    if kind is PackKind.OBSERVER:
        assert outline[-1] == "Observer’s findings"


def test_decisions_come_first_and_the_contents_give_the_pages(papers: dict[PackKind, bytes]) -> None:
    pages = pdf.reader(papers[PackKind.COMMITTEE]).pages
    status = pages[1].extract_text()
    assert status.index("Decisions required") < status.index("Where we stand")
    cover = pages[0].extract_text(extraction_mode="layout").splitlines()
    for level, words, page in pdf.outline(papers[PackKind.COMMITTEE])[1:]:
        assert level == 0
        assert any(line.split() == [*words.split(), str(page + 1)] for line in cover), words


def test_twelve_pages_and_two_megabytes_for_five_hundred_people() -> None:
    data = paper(governed(500, 8, 40, 120))
    assert len(pdf.reader(data).pages) <= 12
    assert len(data) < 2_000_000


@pytest.mark.parametrize("kind", [PackKind.COMMITTEE, PackKind.SPONSOR])
def test_letter_paper_holds_it_as_well(kind: PackKind) -> None:
    data = make(kind.value, cleared(governed(), kind).view, replace(FRAME, size=Size.LETTER))
    wide, tall = Size.LETTER.points
    for each in pdf.drawn(data):
        assert each.x >= 0 and each.x + each.width <= wide - 40, each
        assert 20 <= each.y <= tall - 20
    assert len(pdf.reader(data).pages) <= (1 if kind is PackKind.SPONSOR else 13)


def test_a_watermark_stands_on_every_page_of_an_edition_and_its_words_at_their_section() -> None:
    data = paper(governed(), edition="e1")
    pages = [page.extract_text() for page in pdf.reader(data).pages]
    assert all("Draft" in page for page in pages)
    assert "A good quarter." in pages[1]
    assert not any("Outcomes" in page for page in pages)


def test_the_same_pack_is_made_again_byte_for_byte_whatever_became_of_the_book() -> None:
    program = governed()
    for number, kind in enumerate((PackKind.COMMITTEE, PackKind.SPONSOR), 1):
        made = cleared(program, kind)
        chosen = {"size": "letter"}
        data = document(kind.value, made, chosen, program.charter, STAND, FOR)
        release = Release(f"{number:016x}", document=made.view.title, fingerprint=data.fingerprint, on=DAY)
        around = edges(framed(kind.value, made, chosen, program.charter, STAND, FOR))
        content = Content(kind.value, made.view, around, behind(program, made.view))
        kept = Program({}).apply(HandOut(release, snapshot(release, content, DAY)).change(Program({})))
        once = again(decode(next(iter(kept.of(Snapshot).values()))))
        assert (once.data, once.fingerprint) == (data.data, release.fingerprint)
        shut = again(content, "correct horse battery")
        assert shut.locked and shut.fingerprint == release.fingerprint and shut.sealed
        with pikepdf.open(io.BytesIO(shut.data), password="correct horse battery") as opened:
            assert opened.encryption.R == 6


def test_an_empty_program_has_a_pack_that_says_so() -> None:
    for kind in PackKind:
        data = paper(Program.of_records([]), kind)
        assert "nothing to count yet" in pdf.words(data)


def test_hostile_words_stay_words_and_nothing_falls_over() -> None:
    plain = hostile_world()
    soon = DAY + timedelta(days=5)
    records: list[Record] = [
        record
        for at, words in enumerate(HOSTILE)
        for record in (
            Decision(f"d{at}", title=words, due=soon) if at % 2 else Decision(f"d{at}", title=words, on=DAY),
            Risk(f"r{at}", title=words, mitigation=words * 3, likelihood=1 + at % 5, impact=1 + at % 4),
            Action(f"a{at}", title=words, due=soon),
            Review(f"v{at}", on=DAY, findings=words, before=words, after=words),
        )
    ]
    words = "\n".join(HOSTILE)
    commentary = tuple((section.value, words) for section in Section)
    records.append(Edition("e8", name=HOSTILE[0], kind=PackKind.ANNUAL, watermark=HOSTILE[1], commentary=commentary))
    program = Program.of_records([*plain.everything(), *records])
    data = paper(program, PackKind.ANNUAL, edition="e8")
    assert pdf.reader(data).pages
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert opened.check_pdf_syntax() == []
