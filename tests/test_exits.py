"""Nothing leaves the house by another door: every place in the code that could write a file for a reader is known.

Files for readers are made from a `Cleared` (the leak check makes it, and nothing else) into an `Outgoing` (which
records what leaves), and `storage/releasing.py` puts them in their place. Whoever adds a writer is stopped here, and
sent there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from program.leaks import Cleared
from program.records import Tier
from tests.test_floors import FLOORS, ROOT, sources

#: Who may hand bytes to the disk, and why.
WRITERS = {
    "storage/atomic.py": "the one way to write a file",
    "storage/backup.py": "backups: ciphertext",
    "storage/restore.py": "the book's own files",
    "storage/swap.py": "the book's own files",
    "storage/lockfile.py": "the book's own files",
    "storage/header.py": "the book's own files",
    "storage/witness.py": "the book's own files",
    "storage/profile.py": "ids and codes, no content",
    "storage/exchange/archive.py": "in memory, on the way in",
    "storage/exchange/child.py": "closes its own output",
    "storage/migrations/__main__.py": "source code, by developers",
    "program/planning/child.py": "closes its own output",
    "ui/settings.py": "settings, which hold no private text",
    "desktop/cli.py": "closes its own output",
    "desktop/instance.py": "an empty file that rings a bell",
    "desktop/demo.py": "the sample's own passphrase",
}
#: Who may put a file where a reader finds it.
DELIVERERS = {
    "storage/releasing.py": "records it first",
    "desktop/tasks.py": "the recovery kit",
    "ui/parts/recovery_kit.py": "the recovery kit",
    "desktop/tasks_handover.py": "packs: encrypted and on the register of hand-overs",
    "ui/handover/page.py": "packs: encrypted and on the register of hand-overs",
}
#: Who may make a document or a table out of a view.
MAKERS = {
    "reports": "they are given views",
    "storage/exchange": "they are given views",
    "ui/handout.py": "from a present to an `Outgoing`",
    "ui/personal.py": "all that is held of one person, to an `Outgoing`",
    "ui/parts/recovery_kit.py": "the recovery kit",
    "ui/unlock/kit.py": "the recovery kit",
    "desktop/tasks.py": "the recovery kit",
}
#: Who may copy, and what.
COPIERS = {
    "ui/clipboard.py": "the one door",
    "ui/feedback/page.py": "a private note, by its own button",
    "ui/feedback/reader.py": "nothing: an empty copy",
    "ui/handover/passing.py": "the one-time words of a pack",
    "ui/parts/chart_file.py": "the table behind a chart that was cleared",
    "ui/people/export.py": "a table that was cleared",
}

_WRITE_MODES = set("wxa+")


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call in the product: where, what is called, and the call."""
    for path in sources(*FLOORS):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                yield str(path.relative_to(ROOT)), name, node


CALLS = tuple(calls())


def writes(name: str, call: ast.Call) -> bool:
    """Whether a call can put bytes into a file."""
    if name in ("write_bytes", "write_text", "mkstemp", "NamedTemporaryFile", "TemporaryFile", "sendfile"):
        return True
    if name in ("open", "fdopen", "ZipFile"):
        given = (*call.args, *(keyword.value for keyword in call.keywords))
        said = [each.value for each in given if isinstance(each, ast.Constant)]
        modes = [each for each in said if isinstance(each, str) and len(each) <= 3]
        flags = [ast.unparse(each) for each in call.args if "O_W" in ast.unparse(each) or "O_RDWR" in ast.unparse(each)]
        return bool(flags) or any(_WRITE_MODES & set(mode) for mode in modes)
    return name == "write" and isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "atomic"


def outside(found: Iterator[str] | set[str], allowed: set[str]) -> set[str]:
    """What is found in none of the allowed files and folders."""
    return {place for place in found if not any(place == each or place.startswith(f"{each}/") for each in allowed)}


def test_only_known_places_write_files() -> None:
    assert outside({place for place, name, call in CALLS if writes(name, call)}, set(WRITERS)) == set()


def test_only_known_places_deliver_files() -> None:
    delivering = set()
    for path in sources(*FLOORS):
        place = str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "storage.atomic":
                delivering |= {place for alias in node.names if alias.name == "deliver"}
            if isinstance(node, ast.Attribute) and ast.unparse(node) == "atomic.deliver":
                delivering.add(place)
    assert outside(delivering, set(DELIVERERS)) == set()
    assert "storage/releasing.py" in delivering  # the walk would find one


def test_only_known_places_make_documents_and_tables() -> None:
    makers = {"as_csv", "as_xlsx", "as_json", "as_workbook", "document", "release", "build", "Workbook"}
    drawing = {"reports.documents", "reports.making", "reports.release"}
    drawing |= {"storage.exchange.write", "storage.exchange.held"}
    found = set()
    for path in sources(*FLOORS):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(tuple(drawing)):
                if makers & {alias.name for alias in node.names}:
                    found.add(str(path.relative_to(ROOT)))
    assert outside(found, set(MAKERS)) == set()
    assert "ui/handout.py" in found


def test_only_known_places_use_the_clipboard() -> None:
    found = {
        place
        for place, name, call in CALLS
        if name in ("setMimeData", "QMimeData") or (name == "copy" and "clipboard" in ast.unparse(call.func))
        or (name == "setText" and "clipboard" in ast.unparse(call.func))
    }  # fmt: skip
    assert outside({place for place in found if place.startswith(("ui", "desktop"))}, set(COPIERS)) == set()


def test_nothing_prints_pictures_or_pages_past_the_door() -> None:
    pictures = {"QPrinter", "QPdfWriter", "QPrintDialog", "QTextDocumentWriter", "QImageWriter"}
    found = {place for place, name, _ in CALLS if name in pictures}
    saving = {
        place
        for place, name, call in CALLS
        if name == "save" and ast.unparse(call.func.value).endswith(("picture", "pixmap", "image"))  # type: ignore[attr-defined]
    }
    assert found == set()
    assert outside(saving, {"desktop/shots.py"}) == set()


def test_what_leaves_can_only_be_made_by_the_leak_check() -> None:
    made = [place for place, name, _ in CALLS if name == "Cleared"]
    assert outside(set(made), {"program/leaks.py"}) == set()
    with pytest.raises(TypeError):
        Cleared("a view nobody looked through", Tier.PROGRAM, (), object())
    outgoing = [place for place, name, _ in CALLS if name == "Outgoing"]
    assert outgoing == []  # `Outgoing.of` asks for a Cleared


def test_every_known_place_is_still_there() -> None:
    known = {*WRITERS, *DELIVERERS, *MAKERS, *COPIERS}
    assert [place for place in sorted(known) if not (ROOT / Path(place)).exists()] == []
