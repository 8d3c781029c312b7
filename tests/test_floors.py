"""The rules of the house that a machine can check. Each test is one sentence; `ARCHITECTURE.md` gives the reasons."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("desktop", "ui", "storage", "resources", "program", "reports")
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE")
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRACTS = CONFIG["tool"]["importlinter"]["contracts"]


def sources(*folders: str) -> Iterator[Path]:
    """The Python files of these top-level folders."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def lines(*folders: str) -> Iterator[tuple[str, str]]:
    """Every line of these folders' Python files, after where it stands."""
    for path in sources(*folders):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def found(pattern: str, *folders: str, but: str = r"(?!)") -> list[str]:
    """The lines that match, but for files whose path matches `but`."""
    return [
        f"{place}  {line.strip()}"
        for place, line in lines(*folders)
        if re.search(pattern, line) and not re.match(but, place)
    ]


# --- imports --------------------------------------------------------------------------------------------------------


@cache
def report() -> Any:
    """What import-linter finds, once for all contracts."""
    from importlinter import configuration
    from importlinter.application.use_cases import create_report, read_user_options
    from importlinter.contracts.forbidden import ForbiddenContract
    from importlinter.contracts.independence import IndependenceContract
    from importlinter.contracts.layers import LayersContract
    from importlinter.domain.contract import registry

    configuration.configure()
    for kind in (ForbiddenContract, IndependenceContract, LayersContract):
        registry.register(kind, kind.type_name)
    return create_report(read_user_options(str(ROOT / "pyproject.toml")), cache_dir=None)


@pytest.mark.parametrize("name", [contract["name"] for contract in CONTRACTS])
def test_import_contract(name: str) -> None:
    checks = {contract.name: check for contract, check in report().get_contracts_and_checks()}
    assert name in checks, report().invalid_contract_options
    assert checks[name].kept, checks[name].metadata


def test_screens_do_not_know_each_other() -> None:
    graph = report().graph
    screens = [child for child in graph.find_children("ui") if graph.find_children(child) and child != "ui.parts"]
    assert [
        f"{one} knows {other}"
        for one, other in permutations(sorted(screens), 2)
        if graph.direct_import_exists(importer=one, imported=other, as_packages=True)
    ] == []


def test_shared_widgets_know_no_screen() -> None:
    graph = report().graph
    assert {each.split(".")[1] for each in outgoing(graph, "ui.parts") if each.startswith("ui.")} <= {
        "parts",
        *(child.removeprefix("ui.") for child in graph.find_children("ui") if not graph.find_children(child)),
    }


def outgoing(graph: Any, package: str) -> set[str]:
    """All modules that the modules of a package import."""
    modules = {package, *graph.find_descendants(package)}
    return {each for module in modules for each in graph.find_modules_directly_imported_by(module)}


NETWORK = {"ssl", "http", "http.client", "ftplib", "smtplib", "urllib.request", "asyncio", "PySide6.QtNetwork"}


def test_no_part_can_speak_to_a_network() -> None:
    assert [f"{path}: {module}" for path, module in imported() if module in NETWORK] == []
    assert found(r"\bfrom socket import|(?<![\w\"'.])socket\.(?!gethostname\()", *FLOORS) == []


def test_nothing_executes_or_unpickles_data() -> None:
    assert [f"{path}: {module}" for path, module in imported() if module in {"pickle", "shelve", "marshal"}] == []
    assert found(r"(?<![\w.])(eval|exec)\(|shell=True|yaml\.load", *FLOORS) == []


def imported() -> Iterator[tuple[Path, str]]:
    """Every module the product imports by name, anywhere in a file."""
    for path in sources(*FLOORS):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield path, node.module
                yield from ((path, f"{node.module}.{alias.name}") for alias in node.names)


# --- what the source may say ----------------------------------------------------------------------------------------


def test_nothing_is_left_for_later() -> None:
    assert found(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError", *FLOORS) == []


COLOUR = r"""["']#[0-9a-fA-F]{3,8}["']|QColor\(\s*\d|GlobalColor\.(?!transparent|white)|setStyleSheet\("""


def test_only_the_themes_hold_colours() -> None:
    # Paper is white in every theme, and nothing is no colour.
    assert found(COLOUR, *FLOORS, but=r"(ui/theme|ui/icons|reports/style|resources/)") == []


def test_only_the_application_prints() -> None:
    assert found(r"(?<![\w.])print\(", *FLOORS, but=r"desktop/") == []


def test_no_file_is_longer_than_one_sitting() -> None:
    # Past 400 lines ask whether two ideas live in one file; past 450 they do.
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in sources(*FLOORS)}
    assert {path: length for path, length in lengths.items() if length > 450} == {}


def test_every_module_and_every_public_class_says_what_it_is_for() -> None:
    silent = []
    for path in sources(*FLOORS):
        module = ast.parse(path.read_text("utf-8"))
        public = [node for node in module.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
        silent += [f"{path.relative_to(ROOT)}: {node.name}" for node in public if not ast.get_docstring(node)]
        if module.body and not ast.get_docstring(module):
            silent.append(str(path.relative_to(ROOT)))
    assert silent == []


def test_tests_neither_sleep_nor_replace_our_own_code() -> None:
    ours = "|".join(FLOORS)
    pattern = rf"""\bsleep\(|qtbot\.wait\(|unittest\.mock|monkeypatch\.setattr\(["']({ours})\."""
    assert found(pattern, "tests", but=r"tests/(faults|bench|test_floors|test_guards)") == []


# --- the pages and the house as a whole -----------------------------------------------------------------------------


def texts() -> Iterator[Path]:
    """Every text file we wrote, but for this one, which has to name what it looks for."""
    kinds = {".py", ".md", ".toml", ".lock", ".spec", ".txt", ".json", ".mako", ".svg", ".ini", ""}
    places = [path for path in ROOT.glob("[!.]*") if path.is_file()] + [ROOT / ".ci" / "run", ROOT / ".gitignore"]
    for folder in (*FLOORS, "tests", "docs"):
        places += (ROOT / folder).rglob("*")
    for path in places:
        if path.is_file() and path.suffix in kinds and "__pycache__" not in path.parts and path != Path(__file__):
            yield path


def test_no_file_names_a_package_index_or_the_machine_it_was_written_on() -> None:
    pattern = re.compile(r"pypi\.org|pythonhosted\.org|index-url|(?<![\w.])/(work|opt|root)/\w")
    # dev.py names the options that keep addresses out of the lock.
    naming = re.compile(r"--no-emit-index-url")
    places = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in texts()
        if (match := pattern.search(naming.sub("", path.read_text("utf-8", "replace"))))
    ]
    assert places == []


def test_the_lock_pins_every_package_by_version_and_hash() -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / "requirements.lock").read_text("utf-8"))
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_there(page: str) -> None:
    assert (ROOT / page).read_text("utf-8").strip()


def test_the_readme_gives_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "python3 dev.py run demo" in readme
    assert "python3 dev.py test" in readme


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []
