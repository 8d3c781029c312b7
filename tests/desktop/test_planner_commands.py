"""`rotunda explain` and `rotunda propose` on a small book."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.__main__ import main
from desktop.cli import DONE, ELSE, USAGE
from program.commands import Remove
from program.records import Placement, Scenario
from program.rules import plan_score
from program.scenarios import differences, plan_of
from storage.book import Book
from tests.desktop.planner_book import PASSPHRASE, made

#: A short search, from the first cycle on whatever day it is.
QUICK = ("--seconds", "0.2", "--from", "Q1 2027")

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
        (conflict,) = found["conflicts"]
        assert "Ben Okafor" in conflict["words"]
        assert "Jon Bakke" in conflict["words"]
        costs = [way["cost"] for way in conflict["ways"]]
        assert costs == sorted(costs)
        assert "Let Ben Okafor take 2 mentees at once" in {way["words"] for way in conflict["ways"]}

    def test_an_empty_place_gets_the_best_free_ones(self, run: Run) -> None:
        found = data(run, "explain", "--person", "Kim Ek", "--cycle", "Q1 2027")
        assert found["words"] == "Kim Ek has no place in Q1 2027."
        points = [each["points"] for each in found["best"]]
        assert points == sorted(points, reverse=True)
        assert len(points) == 5
        code, out, _ = run("explain", "--person", "Kim Ek", "--cycle", "Q1 2027")
        assert (code, f"{found['best'][0]['host']} with {found['best'][0]['mentor']}" in out) == (DONE, True)

    def test_what_stands_against_an_empty_place_comes_first(self, run: Run) -> None:
        found = data(run, "explain", "--person", "Kim Ek", "--cycle", "Q4 2027")
        assert [each["rule"] for each in found["broken"]] == ["sequence"]
        _, out, _ = run("explain", "--person", "Kim Ek", "--cycle", "Q4 2027")
        assert out.index(found["broken"][0]["words"]) < out.index("were it not for that")

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


class Terminal(io.StringIO):
    """A terminal at which somebody presses Ctrl+C as soon as the first plan is told of."""

    pressed = False

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if "points" in text and not self.pressed:
            self.pressed = True
            raise KeyboardInterrupt
        return super().write(text)


class TestPropose:
    def test_the_same_question_prints_the_same_bytes(self, run: Run, tmp_path: Path) -> None:
        code, first, err = run("propose", *QUICK, "--json")
        assert (code, err) == (DONE, "")
        assert run("propose", *QUICK, "--json") == (DONE, first, "")
        found = json.loads(first)
        assert found["bound"] >= found["score"] > found["present"]
        assert found["gap"] == pytest.approx((found["bound"] - found["score"]) / found["score"], abs=1e-5)
        assert (found["unplaced"], found["stopped"]) == ([], False)
        assert [each for each in found["findings"] if each["severity"] == "hard"] == []
        with Book.open(tmp_path / "Small.rotunda", passphrase=PASSPHRASE, read_only=True) as book:
            assert found["present"] == plan_score(book.program())
        cells = {(each["person"], each["cycle"]) for each in found["changes"]}
        assert len(cells) == len(found["changes"])
        assert not cells & {("Ana Ruiz", "Q2 2027"), ("Jon Bakke", "Q1 2027")}  # pinned, and approved
        assert data(run, "undo")["title"] == "Make 3 placements"  # nothing has been changed

    def test_adopting_is_one_step(self, run: Run, tmp_path: Path) -> None:
        found = data(run, "propose", *QUICK, "--adopt")
        assert found["adopted"] == f"Adopt {len(found['changes'])} changes to the plan"
        assert not {each["rule"] for each in data(run, "findings") if each["severity"] == "hard"} - {"unplaced"}
        assert len(data(run, "list", "person")) == 12
        with Book.open(tmp_path / "Small.rotunda", passphrase=PASSPHRASE, read_only=True) as book:
            assert round(plan_score(book.program()), 3) == found["score"]
            assert len(book.program().of(Placement)) == 24
            assert book.program().of(Placement)["a2"].pinned
        assert data(run, "undo")["title"] == found["adopted"]
        with Book.open(tmp_path / "Small.rotunda", passphrase=PASSPHRASE, read_only=True) as book:
            assert set(book.program().of(Placement)) == {"a1", "a2", "j1"}

    def test_no_more_changes_than_said(self, run: Run) -> None:
        found = data(run, "propose", *QUICK, "--max-changes", 3)
        assert len(found["changes"]) <= 3
        assert {each["needs"] for each in found["unplaced"]} <= {"host", "mentor", "both"}
        assert all(each["why"] for each in found["unplaced"])
        code, out, _ = run("propose", *QUICK, "--max-changes", 0)
        assert code == DONE
        assert "No changes." in out
        assert "Nothing was changed." in out

    def test_what_is_placed_is_kept(self, run: Run) -> None:
        found = data(run, "propose", *QUICK, "--keep", "all", "--max-changes", 40)
        assert found["changes"]
        assert {each["before"] for each in found["changes"]} == {None}

    def test_only_from_a_cycle_on(self, run: Run) -> None:
        found = data(run, "propose", *QUICK[:2], "--from", "Q4 2027", "--max-changes", 40)
        assert {each["cycle"] for each in found["changes"] + found["unplaced"]} <= {"Q4 2027"}

    def test_a_scenario_stands_beside_the_plan(self, run: Run, tmp_path: Path) -> None:
        words = (*QUICK, "--max-changes", 5, "--scenario", "Autumn draft")
        found = data(run, "propose", *words)
        assert found["scenario"].startswith("Keep scenario Autumn draft with ")
        with Book.open(tmp_path / "Small.rotunda", passphrase=PASSPHRASE, read_only=True) as book:
            program = book.program()
        (scenario,) = program.of(Scenario)
        assert set(program.of(Placement)) == {"a1", "a2", "j1"}
        assert len(differences(program, plan_of(program, scenario))) == len(found["changes"])
        code, out, err = run("propose", *words)
        assert (code, out) == (ELSE, "")
        assert "Name belongs to another scenario already" in err

    def test_ctrl_c_prints_the_best_by_then_and_changes_nothing(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stderr", Terminal())
        code, out, _ = run("propose", "--seconds", 3600, *QUICK[2:], "--adopt", "--json")
        found = json.loads(out)
        assert (code, found["stopped"]) == (ELSE, True)
        assert found["score"] > found["present"]
        assert "adopted" not in found
        assert data(run, "undo")["title"] == "Make 3 placements"

    @pytest.mark.parametrize(
        "words",
        [
            ("--seconds", "0"),
            ("--seconds", "soon"),
            ("--max-changes", "-1"),
            ("--aim", "best"),
            ("--keep", "some"),
            ("--seed", "one"),
        ],
    )
    def test_words_that_cannot_be_meant(self, run: Run, words: tuple[str, ...]) -> None:
        with pytest.raises(SystemExit) as ended:
            run("propose", *words)
        assert ended.value.code == USAGE

    def test_an_empty_book_has_nothing_to_plan(self, run: Run, tmp_path: Path) -> None:
        with Book.open(tmp_path / "Small.rotunda", passphrase=PASSPHRASE) as book:
            book.do(Remove(book.program().cycles, reason="Begin anew"))
        code, out, err = run("propose", "--adopt")
        assert (code, out) == (ELSE, "")
        assert err.startswith("There is nothing to plan yet. Nothing was changed.")

    def test_a_cycle_nobody_knows(self, run: Run) -> None:
        code, out, err = run("propose", "--from", "Zebediah")
        assert (code, out) == (ELSE, "")
        assert "no cycle of that name" in err
