"""“figures” by the command line, and “list” of what figures stand on."""

from __future__ import annotations

from datetime import date

from desktop.cli import DONE, ELSE
from program.commands import Keep
from program.records import Cohort, Lifecycle, Measure, Person, Risk, Role
from storage.book import Book
from tests.desktop.test_cli import PASSPHRASE, Line, line, template

__all__ = ["line", "template"]


def fill(line: Line) -> None:
    """A cohort of six, one of whom declined, and a risk."""
    people = [
        Person(f"p{k}", name=f"Person {k}", roles=(Role.MENTEE,), cohort="c", status=Lifecycle.IN_ROTATION)
        for k in range(6)
    ]
    declined = Person("p6", name="Somebody Else", roles=(Role.MENTEE,), cohort="c", status=Lifecycle.DECLINED)
    with Book.open(line.book, passphrase=PASSPHRASE, who="Lead") as book:
        cohort = Cohort("c", name="First", start=date(2020, 1, 1))
        book.do(Keep((cohort, *people, declined, Risk("r", title="Too little time", likelihood=5))))


def test_every_figure_is_told_with_its_n(line: Line) -> None:
    fill(line)
    assert line("figures") == DONE
    assert all(measure.label in line.out for measure in Measure)
    assert "M-01 · Participation · 67\u00a0% · 6 of 9; 35–88\u00a0%" in line.out
    [told] = line.data("figures", "--figure", "participation", "--cohort", "First")
    assert (told["figure"]["part"], told["figure"]["n"], told["card"]["measure"]) == (6, 7, "participation")
    [past] = line.data("figures", "--figure", "Participation", "--until", "2019-12-31")
    assert (past["figure"]["part"], past["figure"]["n"]) == (0, 2)  # the two of no cohort have no dates


def test_figures_can_be_told_as_a_pack_would(line: Line) -> None:
    fill(line)
    [shown] = line.data("figures", "--figure", "participation", "--cohort", "First", "--least", "8")
    assert (shown["figure"]["said"], shown["figure"]["n"]) == ("withheld", 0)
    assert line("figures", "--least", "2") == ELSE and "The smallest group" in line.err
    assert line("figures", "--figure", "happiness") == ELSE and "There is no such figure" in line.err


def test_what_figures_stand_on_can_be_listed(line: Line) -> None:
    fill(line)
    assert line("list", "risk") == DONE
    assert line.out.strip() == "Too little time · Other · 5 · 3"
    assert line("list", "goal") == DONE and "There is no development goal yet." in line.out
