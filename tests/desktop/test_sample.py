"""The sample program: believable, sound, and the same every time."""

from __future__ import annotations

from datetime import date
from statistics import correlation

import pytest

from desktop.sample import fill, words_of_sample
from desktop.sample_confidence import notes
from program.changes import Change
from program.circles import encounters, out_of_date
from program.commands import Command
from program.findings import Severity
from program.program import Program
from program.records import (
    Chemistry,
    Circle,
    Code,
    Cohort,
    Concern,
    Consent,
    Cycle,
    Decision,
    Host,
    Lifecycle,
    Note,
    NoteKind,
    Person,
    Placement,
    Preference,
    Project,
    Quality,
    Role,
    State,
    Track,
    Wish,
)
from program.rules import evenness, review, unplaced
from program.rules.shares import compared
from program.safeguards import Standing, overdue, standings
from program.validity import sound
from storage.notes import Content

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
    aside = (Lifecycle.LISTED, Lifecycle.DECLINED)
    taking_part = [person for person in program.of(Person).values() if person.status not in aside]
    assert 70 <= len(taking_part) <= 84
    assert len(program.of(Person)) - len(taking_part) == 32, "who could take part and does not"
    assert len(program.of(Cohort)) == 3
    assert len(program.cycles) == 12
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


def test_people_wish_meet_and_are_needed(sample: tuple[Program, list[str]]) -> None:
    program, _ = sample
    wishes = [wish.wish for wish in program.of(Preference).values()]
    assert len(wishes) >= 10
    assert wishes.count(Wish.NEVER) == 3
    assert len(program.of(Chemistry)) == 20
    assert len(compared(program)) == 2
    mentors = program.people(Role.MENTOR)
    assert all(mentor.style and mentor.hours for mentor in mentors if not mentor.cohort)
    assert any(host.after for host in program.of(Host).values())
    assert any(host.stages for host in program.of(Host).values())


def test_a_circle_meets_in_rounds_without_meeting_again(sample: tuple[Program, list[str]]) -> None:
    program, _ = sample
    circles = sorted(program.of(Circle).values(), key=lambda each: len(each.people))
    assert [(len(each.people), len(each.rounds), each.held) for each in circles] == [(12, 4, 4), (14, 4, 4), (24, 5, 1)]
    assert encounters(circles[-1].rounds) == ()
    assert not out_of_date(circles[-1])


def test_critical_projects_are_staffed(sample: tuple[Program, list[str]]) -> None:
    program, _ = sample
    projects = [project for project in program.of(Project).values() if project.critical]
    assert len(projects) == 2
    for project in projects:
        for person in project.mentees:
            for cycle in project.cycles:
                card = program.plan.at(person, cycle)
                assert card is not None and card.host == project.host
                assert project.mentor in ("", card.mentor)


def test_matches_that_fit_are_said_to_be_better(sample: tuple[Program, list[str]]) -> None:
    program, _ = sample
    said = list(program.of(Quality).values())
    cards = [program.of(Placement)[each.placement] for each in said]
    assert len(said) > 40
    assert {program.cycles.index(program.of(Cycle)[card.cycle]) for card in cards} == {*range(7)}
    fits = [evenness.worth(program, program.plan, card) for card in cards]
    assert 0.3 < correlation(fits, [each.rating for each in said]) < 0.95


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


def test_it_shows_the_safeguards_at_work(sample: tuple[Program, list[str]]) -> None:
    program, _ = sample
    assert any(overdue(concern, TODAY) for concern in program.of(Concern).values())
    for code in program.of(Code):
        assert set(standings(program, code, TODAY).values()) >= {Standing.VALID, Standing.MISSING}
    assert any(consent.withdrawn for consent in program.of(Consent).values())


def test_its_private_notes_are_about_people_of_the_plan(sample: tuple[Program, list[str]]) -> None:
    program, _ = sample
    said: list[Content] = []

    def written(note: Note, content: Content) -> Note:
        said.append(content)
        return note

    for command in notes(program, written, words_of_sample(), TODAY, "Lead"):
        program = program.apply(command.change(program))
    assert len(program.of(Note)) == len(said) >= 6
    assert {each.kind for each in said} == set(NoteKind)
    assert sound(program, program.of(Note).values()) == []
