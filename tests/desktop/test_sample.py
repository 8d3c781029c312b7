"""The sample program: believable, sound, and the same every time."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.sample import fill
from program.changes import Change
from program.commands import Command
from program.findings import Severity
from program.program import Program
from program.records import Decision, Host, Person, Placement, Role, State, Track
from program.rules import review, unplaced
from program.validity import sound

TODAY = date(2026, 11, 21)


def build(seed: int = 1) -> tuple[Program, list[str]]:
    present = Program({})
    titles: list[str] = []

    def do(command: Command) -> Change:
        nonlocal present
        change = command.change(present)
        present = present.apply(change)
        titles.append(change.title)
        return change

    fill(do, lambda: present, TODAY, seed)
    return present, titles


@pytest.fixture(scope="module")
def sample() -> tuple[Program, list[str]]:
    return build()


def test_it_is_of_the_size_promised(sample: tuple[Program, list[str]]) -> None:
    program, _ = sample
    assert 55 <= len(program.of(Person)) <= 70
    assert len(program.cycles) == 8
    assert len(program.of(Host)) == 12
    assert len(program.of(Track)) == 3
    assert all(program.people(role) for role in Role)


def test_every_record_is_sound(sample: tuple[Program, list[str]]) -> None:
    program, _ = sample
    assert sound(program, program.everything()) == []


def test_the_plan_keeps_the_rules_but_for_one_override_with_a_reason(sample: tuple[Program, list[str]]) -> None:
    program, _ = sample
    hard = {f.words for f in review(program) if f.severity is Severity.HARD}
    assert len(hard) == 1
    assert any("Rules overridden" in decision.options for decision in program.of(Decision).values())
    assert 3 <= len(list(unplaced(program))) <= 6
    assert {p.state for p in program.of(Placement).values()} == {*State}


def test_every_step_has_a_title_and_changes_something(sample: tuple[Program, list[str]]) -> None:
    _, titles = sample
    assert all(titles)
    assert len(titles) > 20


def test_the_same_seed_and_day_give_the_same_program(sample: tuple[Program, list[str]]) -> None:
    again, titles = build()
    assert again == sample[0]
    assert titles == sample[1]


def test_another_seed_gives_other_people(sample: tuple[Program, list[str]]) -> None:
    other, _ = build(seed=2)
    assert set(other.of(Person)).isdisjoint(sample[0].of(Person))
