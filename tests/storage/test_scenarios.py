"""Scenarios in a book: kept and worked on like anything else, undone, told of in the history, there after reopening."""

from __future__ import annotations

from pathlib import Path

from program.commands import MovePlacements, Place, Remove, Target
from program.program import Program
from program.records import Person, Placement, Scenario, Sketch
from program.scenarios import Adopt, DropScenario, KeepScenario, Within, differences, plan_of
from storage.book import Book
from tests.program.scene import placed
from tests.storage.books import fresh, opened


def live(program: Program) -> tuple[Placement, ...]:
    return tuple(program.of(Placement).values())


def begun(folder: Path) -> tuple[Book, str]:
    """A book with its plan kept as a scenario, in which Jon moves to Customer."""
    book = fresh(folder)
    scenario = book.do(KeepScenario("Autumn", live(book.program()))).pairs[0].record.id
    jon = next(each for each in plan_of(book.program(), scenario) if each.person == "jon")
    book.do(Within(scenario, MovePlacements((Target(jon.id, host="cus", mentor="chen"),))))
    return book, scenario


def test_a_scenario_is_there_after_reopening_and_steps_can_be_taken_back(tmp_path: Path) -> None:
    book, scenario = begun(tmp_path)
    plan = plan_of(book.program(), scenario)
    book.close(backup=False)
    with opened(book.path) as book:
        assert plan_of(book.program(), scenario) == plan
        assert [each.words for each in differences(book.program(), plan)] == ["Finance → Customer with L. Chen"]
        assert book.undo_title == "Move Jon Bakke to Customer, Q1 (in Autumn)"
        book.undo()
        assert differences(book.program(), plan_of(book.program(), scenario)) == ()
        book.undo()
        assert not book.program().of(Scenario)
        assert not book.program().of(Sketch)
        book.redo()
        book.redo()
        assert plan_of(book.program(), scenario) == plan
        assert book.check() == []


def test_adopting_is_one_step_in_the_record_s_own_history(tmp_path: Path) -> None:
    book, scenario = begun(tmp_path)
    with book:
        before = book.program()
        book.do(Adopt(plan_of(before, scenario), title="Adopt Autumn"))
        assert book.program().of(Placement)["p2"].host == "cus"
        assert [entry.words for entry in book.history("p2")] == ["Adopt Autumn", "Set up the program"]
        assert {(each.field, each.now) for each in book.differences(book.history("p2")[0])} == {
            ("Host", "Customer"),
            ("Mentor", "Li Chen"),
        }
        book.undo()
        assert book.program() == before
        book.redo()
        assert differences(book.program(), plan_of(book.program(), scenario)) == ()


def test_what_is_removed_goes_from_the_scenarios_and_comes_back(tmp_path: Path) -> None:
    book, scenario = begun(tmp_path)
    with book:
        before = book.program()
        book.do(Remove((before.of(Person)["jon"],)))
        assert [each.person for each in plan_of(book.program(), scenario)] == ["ana"]
        book.undo()
        assert book.program() == before
        book.do(DropScenario(scenario))
        assert not book.program().of(Sketch)
        book.undo()
        assert book.program() == before
        assert book.check() == []


def test_placing_inside_leaves_the_plan_alone(tmp_path: Path) -> None:
    book, scenario = begun(tmp_path)
    with book:
        plan = live(book.program())
        book.do(Within(scenario, Place((placed("new", "ana", "q2", "fin", "chen"),))))
        assert live(book.program()) == plan
        assert "new" in book.program().of(Sketch)
