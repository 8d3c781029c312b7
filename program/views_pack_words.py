"""The parts of a pack that are words: decisions, risks, actions, reviews, stories.

Titles and texts are typed by somebody and read through a `Reader`, so that the leak check takes names out. What is
about single people, or was agreed in the confidence of a circle, is counted at most and not told.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from program.metrics.pictures import Dot, Matrix
from program.program import Program
from program.records import (
    Action,
    Consent,
    Decision,
    Measure,
    PackKind,
    Person,
    Progress,
    Purpose,
    Review,
    ReviewKind,
    Risk,
    Story,
    Tier,
)
from program.views_pack_parts import (
    ActionLine,
    Actions,
    Asked,
    Decisions,
    ReviewLine,
    RiskLine,
    Risks,
    Taken,
    Told,
)
from program.views_pack_period import Order
from program.views_reader import Reader

#: What stands for a decision that is asked for about somebody.
ABOUT_PEOPLE = "A decision about people, told at the meeting"

MOST_ASKED = 3
MOST_TAKEN = 12
MOST_RISKS = 5
MOST_ACTIONS = 8
MOST_STORIES = {PackKind.COMMITTEE: 2, PackKind.SPONSOR: 1}  # for each section; elsewhere six


def decisions(program: Program, order: Order) -> Decisions:
    """What the committee is asked for, soonest first, and what was decided in the period, the latest first.

    Entries of the decision log that concern people (such as the reason for a placement against a rule) are counted.
    """
    everything = sorted(program.of(Decision).values(), key=lambda each: each.id)
    open_ = sorted((d for d in everything if d.due is not None and d.on is None), key=lambda d: (str(d.due), d.title))
    reader = Reader(program, Tier.AGGREGATE)
    asked = tuple(
        Asked(ABOUT_PEOPLE if each.people else reader.words(each, "title"), each.due, each.due < order.until)
        for each in open_
        if each.due is not None
    )
    within = [(each.on, each) for each in everything if each.on is not None and _within(order, each.on)]
    taken = [Taken(reader.words(each, "title"), on) for on, each in within if not each.people]
    taken.sort(key=lambda each: each.on, reverse=True)
    return Decisions(
        asked[:MOST_ASKED],
        max(0, len(asked) - MOST_ASKED),
        tuple(taken[:MOST_TAKEN]),
        max(0, len(taken) - MOST_TAKEN),
        sum(bool(each.people) for _, each in within),
    )


def _within(order: Order, day: date) -> bool:
    return day <= order.until and (order.since is None or day >= order.since)


def risks(program: Program) -> Risks:
    """The gravest risks that are not closed, and their matrix."""
    open_ = [risk for risk in program.of(Risk).values() if risk.state is not Progress.CLOSED]
    open_.sort(key=lambda risk: (-risk.severity, -risk.impact, risk.title.casefold(), risk.id))
    reader = Reader(program, Tier.AGGREGATE)
    shown = tuple(
        RiskLine(
            number,
            reader.words(risk, "title"),
            risk.kind.label,
            risk.likelihood,
            risk.impact,
            risk.severity,
            risk.state.label,
            reader.words(risk, "mitigation"),
            risk.review,
        )
        for number, risk in enumerate(open_[:MOST_RISKS], start=1)
    )
    if not shown:
        return Risks()
    matrix = Matrix(
        key="risks",
        title=_gravest(shown),
        note=f"Likelihood times impact, each from 1 to 5; numbers as in the list, n = {len(shown)}",
        tier=Tier.AGGREGATE,
        dots=tuple(Dot(str(risk.number), risk.likelihood, risk.impact) for risk in shown),
    )
    return Risks(shown, len(open_) - len(shown), matrix)


def _gravest(risks: tuple[RiskLine, ...]) -> str:
    grave = sum(risk.severity >= 12 for risk in risks)
    return f"{grave or 'No'} of {len(risks)} {'is' if grave == 1 else 'are'} grave (12 of 25 or more)"


def actions(program: Program, order: Order) -> Actions:
    """What was promised: open, overdue on the last day of the pack, and closed among what was agreed in the period.

    What was agreed in a circle stays there.
    """
    reader = Reader(program, Tier.AGGREGATE)
    everything = [a for a in program.of(Action).values() if not a.circle and (a.on is None or a.on <= order.until)]
    open_ = [action for action in everything if action.state is not Progress.CLOSED]
    open_.sort(key=lambda each: (each.due or date.max, each.title.casefold(), each.id))
    lines = [
        ActionLine(reader.words(each, "title"), each.due, each.due is not None and each.due < order.until)
        for each in open_
    ]
    return Actions(
        len(lines),
        sum(line.overdue for line in lines),
        sum(each.state is Progress.CLOSED and each.on is not None and _within(order, each.on) for each in everything),
        tuple(lines[:MOST_ACTIONS]),
    )


def reviews(program: Program, order: Order) -> tuple[ReviewLine, ...]:
    """The reviews of the period, the latest first; of the annual and the observer's edition those of every kind."""
    wanted = set(ReviewKind) if order.kind is not PackKind.QUARTERLY else {ReviewKind.QUARTERLY, ReviewKind.ANNUAL}
    found = [r for r in program.of(Review).values() if r.kind in wanted and r.on is not None and _within(order, r.on)]
    found.sort(key=lambda each: (str(each.on), each.id), reverse=True)
    reader = Reader(program, Tier.AGGREGATE)
    return tuple(
        ReviewLine(each.kind.label, each.on, *(reader.words(each, name) for name in ("findings", "before", "after")))
        for each in found
    )


def stories(program: Program, order: Order, measures: Set[Measure]) -> tuple[tuple[Told, ...], int]:
    """The stories beside these figures, the latest first, and how many are left out for want of consent.

    A story is told only while everybody it is about agrees. One that names nobody it is about is not told either:
    nobody could have agreed.
    """
    found = [
        story
        for story in program.of(Story).values()
        if story.figure in measures and story.told and (story.on is None or story.on <= order.until)
    ]
    found.sort(key=lambda each: (str(each.on or ""), each.id), reverse=True)
    agreed = consenting(program, order.until)
    told = [story for story in found if story.people and agreed.issuperset(story.people)]
    most = MOST_STORIES.get(order.kind, 6)
    reader = Reader(program, Tier.AGGREGATE)
    shown = tuple(
        Told(reader.words(each, "title"), reader.words(each, "told"), each.figure.label, each.failure)
        for each in told[:most]
    )
    return shown, len(found) - len(told)


def consenting(program: Program, day: date) -> frozenset[str]:
    """Who agrees that stories about them are told: consent given by that day and not taken back since."""
    given: dict[str, date] = {}
    taken: dict[str, date] = {}
    for consent in program.of(Consent).values():
        if consent.purpose is not Purpose.STORIES:
            continue
        if consent.withdrawn is not None:
            taken[consent.person] = max(consent.withdrawn, taken.get(consent.person, consent.withdrawn))
        elif consent.given is not None and consent.given <= day:
            given[consent.person] = max(consent.given, given.get(consent.person, consent.given))
    return frozenset(
        person
        for person, on in given.items()
        if person in program.of(Person) and not (person in taken and taken[person] >= on)
    )
