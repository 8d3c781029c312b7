"""Charts as bytes: the same every time, with text in them, and without a trace on the disk."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pikepdf
import pytest

import reports.figures as figures
from program.metrics.pictures import Bar, Bars, Picture
from reports.figures import Style, lettering
from reports.paper import Frame, Sheet
from tests.reports import pdf
from tests.reports.figures.samples import PICTURES

ROOT = Path(__file__).parents[3]
LIGHT, PAPER = Style(), Style(paper=True)
EVERY = pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.key)

# Draws everything in a process of its own and says the sum of it, and every file it would have written.
ALONE = """
import hashlib, os, sys
touched = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        path, mode, flags = arguments
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not path.startswith(os.devnull):
            touched.append(path)
    elif event in ("os.mkdir", "os.rename", "os.remove", "tempfile.mkdtemp", "tempfile.mkstemp", "subprocess.Popen"):
        touched.append(event)
sys.addaudithook(watch)
import reports.figures as figures
assert not [name for name in sys.modules if name.startswith("matplotlib")]
from tests.reports.figures.test_files import total
print(total())
print(touched)
print([name for name in sys.modules if "pyplot" in name])
"""


def total() -> str:
    """One sum over every file of every chart."""
    digest = hashlib.sha256()
    for picture in PICTURES[::4]:
        digest.update(figures.vector(picture, PAPER, 250, 150))
        digest.update(figures.drawn(picture, LIGHT, 300, 200).rgba)
    digest.update(figures.svg(PICTURES[2], LIGHT))
    digest.update(figures.png(PICTURES[0], LIGHT))
    return digest.hexdigest()


@pytest.fixture(scope="module")
def here() -> str:
    """The sum in this process."""
    return total()


@pytest.mark.parametrize("homeless", [False, True], ids=["home", "no home"])
def test_another_process_makes_the_same_bytes_and_writes_nothing(here: str, tmp_path: Path, homeless: bool) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "matplotlibrc").write_text("font.size: 40\nlines.linewidth: 9\npdf.fonttype: 3\nsvg.fonttype: none\n")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "HOME": str(home), "USERPROFILE": str(home)}
    env = {name: value for name, value in env.items() if not name.startswith(("XDG_", "MPL"))}
    if homeless:
        env = {name: value for name, value in env.items() if "HOME" not in name and "PROFILE" not in name}
    done = subprocess.run([sys.executable, "-B", "-c", ALONE], env=env, cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.split("\n") == [here, "[]", "[]", ""], done.stderr
    assert done.stderr == ""
    assert list(home.iterdir()) == []


def test_threads_make_the_same_bytes(here: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(lambda _: total(), range(2))) == {here}


def test_no_name_stays_behind() -> None:
    figures.drawn(PICTURES[2], LIGHT, 400, 300)
    kept = [cache.cache_info().currsize for cache in (lettering.plain, lettering._families, lettering._wide)]
    assert kept == [0, 0, 0]


@EVERY
def test_text_in_a_vector_stays_text(picture: Picture) -> None:
    data = figures.vector(picture, PAPER, 400, 260)
    assert b"/Subtype /Image" not in data
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.check_pdf_syntax() == []
        assert not document.docinfo.keys()
        assert [float(each) for each in document.pages[0].MediaBox.as_list()] == [0, 0, 400, 260]
    said = pdf.words(data)
    values = {cell for row in figures.table(picture).rows for cell in row[1:2] if cell.replace(".", "").isdigit()}
    if picture.key not in ("network", "safety", "three", "gap", "time", "risks"):  # there the values are in the lines
        assert {value for value in values if value not in said} == set()


def test_every_script_is_text_on_paper() -> None:
    names = ("Ana Ruiz", "محمد", "כהן", "佐藤太郎", "Ђорђе", "김철수", "ไทย")
    picture = Bars(key="names", title="Names", note="", bars=tuple(Bar(name, 3) for name in names))
    said = pdf.words(figures.vector(picture, PAPER, 500, 200))
    assert [name for name in names if name not in said and name[::-1] not in said] == []


def _document(words: str = "") -> bytes:
    sheet = Sheet(Frame(program="Program", made=date(2026, 11, 21)), "Charts")
    for picture in PICTURES[:4]:
        sheet.need(200)
        data = figures.vector(picture, PAPER, sheet.width, 150)
        sheet.picture(data, sheet.left, sheet.y - 150, sheet.width, 150, words)
        sheet.space(170)
    again = figures.vector(PICTURES[0], PAPER, sheet.width, 150)
    sheet.picture(again, sheet.left, sheet.y - 150, sheet.width, 150)
    return sheet.done()


def test_pictures_lie_on_pages_as_vectors() -> None:
    data = _document("Readiness moved up (for nine)")
    assert data == _document("Readiness moved up (for nine)")
    said = pdf.words(data)
    assert all(words in said for words in ("1–2 years", "Customer service", "Omar Said", "share", "withheld"))
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.check_pdf_syntax() == []
        names = [sorted(page.Resources.XObject.keys()) for page in document.pages]
        assert names == [["/Picture1", "/Picture2", "/Picture3"], ["/Picture1", "/Picture4"]]
        streams = [item for item in document.objects if isinstance(item, pikepdf.Stream)]
        assert sum(str(item.get("/Subtype")) == "/Form" for item in streams) == 4
        alts = [
            str(instruction.operands[1].Alt)
            for instruction in pikepdf.parse_content_stream(document.pages[0])
            if str(instruction.operator) == "BDC"
        ]
        assert alts[0] == "Readiness moved up (for nine)"
    assert len(data) < 200_000


def test_a_file_says_its_title_and_note() -> None:
    marks = figures.svg(PICTURES[0], LIGHT).decode()
    assert "<title>" not in marks or PICTURES[0].title in marks
    assert PICTURES[0].title in marks
    assert "<dc:date>" not in marks


def test_no_cell_is_a_formula() -> None:
    hostile = (("=1+1", -3.5), ("@SUM(A1)", 1284), ("-2 people", None), ("'=x", 1))
    bars = tuple(Bar(text, value) for text, value in hostile)
    lines = figures.csv(Bars(key="k", title="+title", note="-note, with a comma", bars=bars)).split("\r\n")
    assert lines == [
        "'+title", '"\'-note, with a comma"', ",Value", "'=1+1,-3.5", "'@SUM(A1),1284", "'-2 people,withheld", "''=x,1",
        "",
    ]  # fmt: skip
