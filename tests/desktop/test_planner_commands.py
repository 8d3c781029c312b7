"""`rotunda explain` and `rotunda propose` on a small book."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.__main__ import main
from desktop.cli import DONE, ELSE, USAGE
from tests.desktop.planner_book import PASSPHRASE, made

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "Small.rotunda"
    made(path)
    return path


@pytest.fixture
def run(template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line on a copy of the small book: exit code, standard output, standard error."""
    shutil.copytree(template, tmp_path / "Small.rotunda")
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")

    def call(command: str, *words: object) -> tuple[int, str, str]:
        code = main(
            [command, str(tmp_path / "Small.rotunda"), *map(str, words), "--passphrase-file", str(secret)],
        )
        out, err = capsys.readouterr()
        return code, out, err

    return call


def data(run: Run, command: str, *words: object) -> Any:
    code, out, err = run(command, *words, "--json")
    assert code == DONE, err
    return json.loads(out)


def grains(points: float) -> int:
    return round(points * 1000)


class TestExplain:
    def test_the_parts_of_a_placement_add_up(self, run: Run) -> None:
        found = data(run, "explain", "--person", "Ana Ruiz", "--cycle", "Q1 2027")
        assert (found["host"], found["mentor"], found["stands"], found["wish"]) == ("Operations", "Li Chen", True, None)
        assert found["parts"]
        assert sum(grains(part["points"]) for part in found["parts"]) == grains(found["points"])
        assert found["broken"] == []
        assert found["ranks"]["mentor"]["among"] > 1

    def test_words_tell_the_same(self, run: Run) -> None:
        code, out, _ = run("explain", "--person", "ana ruiz", "--cycle", "q1 2027")
        assert code == DONE
        found = data(run, "explain", "--person", "Ana Ruiz", "--cycle", "Q1 2027")
        assert out.startswith(found["words"])
        assert all(part["words"] in out for part in found["parts"])
        assert f"{found['points']:+6.2f}  in all" in out

    def test_why_not_another_mentor_tells_what_it_would_cost(self, run: Run) -> None:
        found = data(run, "explain", "--person", "Ana Ruiz", "--cycle", "Q1 2027", "--mentor", "Ines Costa")
        assert found["stands"] is False
        assert found["wish"]["possible"] is True
        assert found["wish"]["moves"][0]["person"] == "Ana Ruiz"
        assert found["wish"]["moves"][0]["after"] == {"host": "Operations", "mentor": "Ines Costa"}
        assert sum(grains(part["points"]) for part in found["parts"]) == grains(found["points"])

    def test_why_not_tells_the_rule_against_it(self, run: Run) -> None:
        found = data(run, "explain", "--person", "Ana Ruiz", "--cycle", "Q3 2027", "--host", "Finance")
        assert found["wish"]["possible"] is False
        assert "repeat_host" in {each["rule"] for each in found["wish"]["broken"]}
        assert "Ana Ruiz is with Finance in Q2 2027 already" in found["wish"]["words"]

    def test_a_settled_holder_is_not_moved_for_a_wish(self, run: Run) -> None:
        found = data(run, "explain", "--person", "Kim Ek", "--cycle", "Q1 2027", "--mentor", "Ben Okafor")
        assert found["wish"]["possible"] is False
        assert {each["rule"] for each in found["wish"]["broken"]} == {"mentor_capacity"}

    def test_an_empty_place_gets_the_best_free_ones(self, run: Run) -> None:
        found = data(run, "explain", "--person", "Kim Ek", "--cycle", "Q1 2027")
        assert found["words"] == "Kim Ek has no place in Q1 2027."
        points = [each["points"] for each in found["best"]]
        assert points == sorted(points, reverse=True)
        assert len(points) == 5
        code, out, _ = run("explain", "--person", "Kim Ek", "--cycle", "Q1 2027")
        assert (code, f"{found['best'][0]['host']} with {found['best'][0]['mentor']}" in out) == (DONE, True)

    @pytest.mark.parametrize(
        "words",
        [
            ("--person", "Zebediah", "--cycle", "Q1 2027"),
            ("--person", "Ana Ruiz", "--cycle", "Zebediah"),
            ("--person", "Ana Ruiz", "--cycle", "Q1 2027", "--host", "Zebediah"),
            ("--person", "Ana Ruiz", "--cycle", "Q1 2027", "--mentor", "Zebediah"),
        ],
    )
    def test_names_nobody_has(self, run: Run, words: tuple[str, ...]) -> None:
        code, out, err = run("explain", *words)
        assert (code, out) == (ELSE, "")
        assert "of that name in the book" in err
        assert "Zebediah" not in err

    def test_whom_and_when_must_be_said(self, run: Run) -> None:
        with pytest.raises(SystemExit) as ended:
            run("explain", "--person", "Ana Ruiz")
        assert ended.value.code == USAGE
