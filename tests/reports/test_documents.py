"""What holds for every document, whatever the people are called and whatever the paper."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from program.program import Program
from program.records import CHARTER, Charter, Cycle, Host, Person, Placement, Role
from program.views import plan, roster
from reports.catalogue import make
from reports.paper import Frame, Size, Turn
from tests.reports import pdf
from tests.reports.hostile import HOSTILE, hostile_world
from tests.reports.papers import FRAME, KIT, documents
from tests.reports.world import world

HOSTILE_FRAME = Frame(
    program=HOSTILE[13],
    made=FRAME.made,
    reader=HOSTILE[12],
    purpose=HOSTILE[13],
    journal=HOSTILE[14],
    copy=HOSTILE[0],
)
WORLDS = {"sample": lambda: world(18, 6, 6, 9), "hostile": hostile_world, "empty": lambda: world(1, 0, 0, 0)}
PAPERS = {
    "A4": FRAME,
    "A3": replace(FRAME, size=Size.A3),
    "Letter": replace(FRAME, size=Size.LETTER),
    "portrait": replace(FRAME, turn=Turn.PORTRAIT),
    "landscape": replace(FRAME, turn=Turn.LANDSCAPE, reader="", copy="", journal=""),
    "hostile": HOSTILE_FRAME,
}


@cache
def made(which: str, paper: str) -> dict[str, bytes]:
    return dict(documents(WORLDS[which](), PAPERS[paper]))


EVERY = [("sample", paper) for paper in PAPERS] + [("empty", "A4")]
EVERY += [("hostile", paper) for paper in ("A4", "A3", "portrait", "landscape", "hostile")]


@pytest.mark.parametrize(("which", "paper"), EVERY)
def test_nothing_runs_over_an_edge_or_over_anything_else(which: str, paper: str) -> None:
    for name, data in made(which, paper).items():
        with pikepdf.open(io.BytesIO(data)) as opened:
            sizes = [(float(page.mediabox[2]), float(page.mediabox[3])) for page in opened.pages]
        texts = pdf.drawn(data)
        for each in texts:
            wide, high = sizes[each.page]
            assert each.x >= 37, (name, each)
            assert each.x + each.width <= wide - 37, (name, each)
            assert 26 <= each.y <= high - 26, (name, each)
        for page in range(len(sizes)):
            here = sorted((each for each in texts if each.page == page), key=lambda each: each.y)
            for place, each in enumerate(here):
                for other in here[place + 1 :]:
                    if other.y > each.y + 30:
                        break
                    assert not each.overlaps(other), (name, each, other)


@pytest.mark.parametrize(("which", "paper"), EVERY)
def test_no_name_prints_as_a_box(which: str, paper: str) -> None:
    """Code 0 of every embedded font is the empty box."""
    for name, data in made(which, paper).items():
        assert all(0 not in each.codes for each in pdf.drawn(data)), name


def test_hostile_text_is_printed_as_it_is_written() -> None:
    # Without the line breaks, with which a name goes on in the next line of its cell.
    said = "".join(pdf.words(made("hostile", "A3")["roster"]).split())
    expected = ['<imgsrc="http://example.invalid', "&amp;&lt;b>&</para>", "lone�surrogate�pair", "righttoleftevil"]
    expected += ["nul�", "佐藤太郎김철수王小明", "Ђорђе", "Ωμέγα", "NguyễnThịÁnh", "ไทย", "ქართული"]
    expected += ["$\\undefinedmacro$", "\U0001f600"]
    assert [words for words in expected if words not in said] == []


def test_right_to_left_names_are_found_again() -> None:
    """The table behind the glyphs holds the letters people type, not the shapes they are drawn in."""
    said = pdf.words(made("hostile", "A3")["roster"])
    assert set("محمدالعربي") <= set(said)
    assert not any("\ufe70" <= ch <= "\ufefc" for ch in said)


@pytest.mark.parametrize(("which", "paper"), EVERY)
def test_every_page_has_its_number_and_its_edges(which: str, paper: str) -> None:
    for data in made(which, paper).values():
        pages = pdf.reader(data).pages
        for number, page in enumerate(pages, start=1):
            assert f"{number} / {len(pages)}" in page.extract_text()
            if paper == "A4":
                assert "Journal #1 284 · K7F2-9Q" in page.extract_text()
                assert "21 Nov 2026" in page.extract_text()


def test_bookmarks_lead_to_their_pages() -> None:
    data = made("sample", "A4")["plan"]
    pages, marks = pdf.reader(data).pages, pdf.outline(data)
    assert [words for level, words, _ in marks if not level][:3] == ["Summary", "By mentee", "By host"]
    assert len([words for level, words, _ in marks if level]) == 18 + 6
    for level, words, page in marks:
        text = " ".join(pages[page].extract_text().split())
        assert words in text or (level, words) == (0, "Summary")
    marks = pdf.outline(made("sample", "A4")["roster"])
    assert marks[0] == (0, "Roster", 0)
    assert len(marks) > 4


def test_the_file_says_nothing_but_its_title_and_language() -> None:
    for which, paper in (("sample", "A4"), ("hostile", "hostile")):
        for data in made(which, paper).values():
            with pikepdf.open(io.BytesIO(data)) as opened:
                assert set(opened.docinfo.keys()) == {"/Title"}
                assert str(opened.Root.Lang) == "en"
                assert "/Metadata" not in opened.Root
                assert "/Names" not in opened.Root
                assert not any("/Annots" in page or "/XObject" in page.Resources for page in opened.pages)
            for word in (b"ReportLab", b"reportlab", b"anonymous", b"/CreationDate", str(Path.home()).encode()):
                assert word not in data


def test_the_same_state_gives_the_same_bytes() -> None:
    again = dict(documents(hostile_world(), FRAME))
    assert again == made("hostile", "A4")


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib\n"
        "from tests.reports.papers import documents\n"
        "from tests.reports.world import world\n"
        "for name, data in documents(world(18, 6, 6, 9)): print(name, hashlib.sha256(data).hexdigest())\n"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    import hashlib

    here = [f"{name} {hashlib.sha256(data).hexdigest()}" for name, data in made("sample", "A4").items()]
    assert done.stdout.split("\n")[:-1] == here


@pytest.mark.skipif(not shutil.which("qpdf") and not os.environ.get("CI"), reason="qpdf is not installed")
@pytest.mark.parametrize("which", WORLDS)
def test_an_independent_checker_finds_no_fault(which: str, tmp_path: Path) -> None:
    for name, data in made(which, "A4").items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(data)
        done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_paper_is_the_one_asked_for() -> None:
    asked = {"A4": (842, 595), "A3": (1191, 842), "Letter": (792, 612), "portrait": (595, 842)}
    for paper, size in asked.items():
        box = pdf.reader(made("sample", paper)["plan"]).pages[0].mediabox
        assert (round(box.width), round(box.height)) == size


def test_five_hundred_people_are_all_on_paper() -> None:
    program: Program = world(500, 2, 40, 60)
    data = dict(documents(program))["plan"]
    marks = pdf.outline(data)
    assert len([1 for level, _, _ in marks if level]) == 500 + 40


def test_a_sound_plan_says_that_nothing_stands_against_it() -> None:
    program = whole()
    text = pdf.words(dict(documents(program))["plan"])
    assert "All 2 mentees have their places in 1 cycle. No rule stands against the plan." in text
    assert "What stands against" not in text
    assert "1 of 30" in text  # more functions than there is room for dots


def test_the_first_steps_are_told_where_there_is_nothing_yet() -> None:
    nobody = pdf.words(dict(documents(world(1, 0, 0, 0)))["plan"])
    assert "There are no cycles yet." in nobody
    assert "There are no mentees yet." in pdf.words(make("plan", plan(world(0, 1, 1, 0)), FRAME))
    assert "Nobody is on the roster yet." in pdf.words(make("roster", roster(world(0, 0, 0, 0)), FRAME))


def test_many_cycles_stand_in_bands() -> None:
    data = dict(documents(world(3, 30, 31, 4)))["plan"]
    titles = [words for level, words, _ in pdf.outline(data) if not level]
    bands = [words for words in titles if words.startswith("By mentee")]
    assert len(bands) == 4
    assert re.fullmatch(r"By mentee, from Q\d \d{4}", bands[1])


def test_many_people_with_one_host_go_on_over_pages() -> None:
    data = dict(documents(world(200, 1, 1, 20)))["plan"]
    text = pdf.words(data)
    assert "continued" in text
    names = [words for level, words, _ in pdf.outline(data) if level][:-1]
    lines = text.split("By host")[-1].split("\n")
    assert sum(lines.count(name) for name in set(names)) == len(names) - _unplaced(text)


def whole() -> Program:
    """Two mentees in their places, with nothing to be said against it."""
    cycle = Cycle(id="c", name="Q1", start=date(2027, 1, 1), end=date(2027, 3, 31))
    hosts = [Host(id=f"h{n}", name=f"Host {n}", function=f"Function {n}", seats=2) for n in range(2)]
    people = [Person(id=f"m0000{n}", name=f"Person {n}", roles=(Role.MENTEE,)) for n in range(2)]
    places = [Placement(id=f"p{n}", person=f"m0000{n}", cycle="c", host=f"h{n}") for n in range(2)]
    return Program.of_records([Charter(id=CHARTER, name="Program", breadth=30), cycle, *hosts, *people, *places])


def _unplaced(text: str) -> int:
    return int(re.findall(r"(\d+) of (\d+)", text)[0][1]) - int(re.findall(r"(\d+) of (\d+)", text)[0][0])


def test_the_recovery_kit_holds_the_whole_key() -> None:
    from reports.documents import recovery

    paper, text = pdf.words(made("sample", "A4")["recovery"]), recovery.text(KIT)
    for group in KIT.key.split("-"):
        assert group in paper
        assert group in text
    assert "Executive mentorship" in paper
    assert max(len(line) for line in text.splitlines()) <= 78
    assert len(pdf.reader(made("hostile", "A4")["recovery"]).pages) == 1
