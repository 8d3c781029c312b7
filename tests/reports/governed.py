"""A made-up program with everything a committee steers by: outcomes, targets, decisions, risks, promises, stories."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import msgspec

from program.program import Program
from program.records import (
    Action,
    Answers,
    Attainment,
    Baseline,
    Checkpoint,
    Consent,
    CriticalRole,
    Decision,
    Edition,
    Event,
    EventKind,
    Goal,
    Horizon,
    Measure,
    Nomination,
    PackKind,
    Placement,
    Progress,
    Purpose,
    RaterGroup,
    Rating,
    Readiness,
    Recommendation,
    Record,
    Review,
    ReviewKind,
    Risk,
    RiskKind,
    Role,
    Section,
    Story,
    Survey,
    Target,
)
from tests.reports.world import world

_ASKED = {Survey.SATISFACTION: 3, Survey.CLIMATE: 4, Survey.CONFIDENCE: 4, Survey.SAFETY: 7}
DAY = date(2028, 3, 20)  # five cycles of the world are over


@cache
def governed(mentees: int = 30, cycles: int = 6, hosts: int = 8, mentors: int = 12) -> Program:
    """The same on every run."""
    plain = world(mentees, cycles, hosts, mentors)
    groups = ("Grew up in the house",) * 2 + ("Joined from outside",) * 3
    declared = {
        person.id: msgspec.structs.replace(person, group=groups[at % 5])
        for at, person in enumerate(plain.people(Role.MENTEE))
    }
    plain = Program.of_records(declared.get(item.id, item) for item in plain.everything())
    return Program.of_records([*plain.everything(), *_steering(plain), *_outcomes(plain), *_succession(plain)])


def _steering(program: Program) -> Iterator[Record]:
    people = [person.id for person in program.people(Role.MENTEE)]
    yield Target("tg1", figure=Measure.PARTICIPATION, green=90, amber=75, agreed=date(2027, 1, 10))
    yield Target("tg2", figure=Measure.RECOMMENDATIONS, green=60, amber=40, agreed=date(2027, 1, 10))
    yield Target("tg3", figure=Measure.OVERDUE, green=10, amber=20, lower=True, agreed=date(2027, 1, 10))
    yield Target("tg4", figure=Measure.SAFETY, green=5.5, amber=5, agreed=date(2027, 1, 10))
    yield Baseline("b1", figure=Measure.RETENTION, group="Executives of the group", value=91, n=640, source="Reporting")
    for number, title in enumerate(("Open two more seats in Finance", "Let alumni mentor", "Approve Q2", "Extend"), 1):
        yield Decision(f"d{number}", title=title, due=DAY + timedelta(days=7 * number - 10))
    yield Decision("d5", title="Close the list of nominations", on=DAY - timedelta(days=30))
    yield Decision("d6", title="Place somebody against a rule", on=DAY - timedelta(days=20), people=(people[0],))
    for number, (kind, likelihood, impact) in enumerate(
        ((RiskKind.OVERLOAD, 4, 4), (RiskKind.SPONSOR_DRIFT, 3, 5), (RiskKind.EQUITY, 2, 3), (RiskKind.TIME, 5, 2)), 1
    ):
        yield Risk(
            f"r{number}", title=f"{kind.label} grows", kind=kind, likelihood=likelihood, impact=impact,
            mitigation="Watched every month.", review=DAY + timedelta(days=40),
        )  # fmt: skip
    yield Risk("r5", title="Gone by", state=Progress.CLOSED, likelihood=5, impact=5)
    yield Action("a1", title="Send the list of books", due=DAY - timedelta(days=3), on=DAY - timedelta(days=40))
    yield Action("a2", title="Book the hall", due=DAY + timedelta(days=9), on=DAY - timedelta(days=40))
    yield Action("a3", title="Ask the hosts", state=Progress.CLOSED, on=DAY - timedelta(days=30))
    yield Review(
        "v1", kind=ReviewKind.QUARTERLY, on=DAY - timedelta(days=50), findings="Fewer goals are overdue.",
        before="One checkpoint a cycle.", after="Two checkpoints a cycle.",
    )  # fmt: skip
    yield Story(
        "st1", title="Three reports fewer", told="Somebody asked who reads them.", figure=Measure.RECOMMENDATIONS,
        people=(people[1],), on=DAY - timedelta(days=60),
    )  # fmt: skip
    yield Story(
        "st2", title="Nobody agreed to this", told="So nobody reads it.", figure=Measure.RECOMMENDATIONS,
        people=(people[1], people[2]), on=DAY - timedelta(days=60),
    )  # fmt: skip
    yield Consent("k1", person=people[1], purpose=Purpose.STORIES, given=date(2027, 5, 1))
    yield Edition(
        "e1", name="Board in spring", kind=PackKind.COMMITTEE, reader="Board", watermark="Draft",
        sections=(Section.DECISIONS, Section.STATUS, Section.RISKS),
        commentary=((Section.STATUS.value, "A good quarter."),),
    )  # fmt: skip


def _outcomes(program: Program) -> Iterator[Record]:
    chance = random.Random(11)
    people = program.people(Role.MENTEE)
    begun = [cycle for cycle in program.cycles if cycle.end < DAY]
    for at, person in enumerate(people):
        for skill in ("s0", f"s{1 + at % 5}"):
            for by in (RaterGroup.SELF, RaterGroup.MANAGER):
                low = chance.choice((2, 2, 3))
                key, high = f"g{at}{skill}{by}", low + chance.choice((0, 1, 2))
                yield Rating(f"{key}1", person=person.id, skill=skill, by=by, level=low, on=date(2027, 1, 20))
                yield Rating(f"{key}2", person=person.id, skill=skill, by=by, level=high, on=date(2028, 1, 20))
        done = chance.random() < 0.6
        yield Goal(
            f"z{at}", person=person.id, title="Lead a change from start to end", skill="s0", target=4,
            start=date(2027, 2, 1), due=date(2027, 12, 1), done=date(2027, 11, 10) if done else None,
            attained=chance.choice(tuple(Attainment)[2:]) if done else Attainment.OPEN,
        )  # fmt: skip
        if chance.random() < 0.3:
            yield Event(f"ev{at}", person=person.id, kind=EventKind.PROMOTION, on=date(2027, 10, 1), level="L7")
    for number, cycle in enumerate(begun):
        for survey in Survey:
            for at in range(max(6, len(people) // 2)):
                scale = (4, 5, 6, 7) if survey is Survey.SAFETY else (3, 4, 5)
                items = [chance.choice(scale) for _ in range(_ASKED[survey])]
                yield Answers(f"w{number}{survey}{at}", survey, cycle.id, cycle.end, Role.MENTEE, "", *items)
    for at, placement in enumerate(sorted(program.of(Placement).values(), key=lambda each: each.id)):
        cycle = next(each for each in program.cycles if each.id == placement.cycle)
        if cycle.end >= DAY:
            continue
        marks = [chance.choice((3, 4, 5)) for _ in "12345"]
        transfer, impact, complexity, autonomy, breadth = marks
        yield Checkpoint(
            f"q{at}", placement.id, cycle.end, RaterGroup.HOST, transfer=transfer, impact=impact, complexity=complexity,
            autonomy=autonomy, breadth=breadth,
        )  # fmt: skip
        if at % 3 == 0:
            step = chance.random()
            yield Recommendation(
                f"m{at}", title="A plan for the host", placement=placement.id, people=(placement.person,),
                host=placement.host, proposed=cycle.end,
                accepted=cycle.end + timedelta(days=20) if step < 0.7 else None,
                implemented=cycle.end + timedelta(days=60) if step < 0.4 else None,
            )  # fmt: skip


def _succession(program: Program) -> Iterator[Record]:
    chance = random.Random(12)
    people = program.people(Role.MENTEE)
    for number in range(6):
        yield CriticalRole(f"cr{number}", name=f"Head of unit {number + 1}", criticality=3 + number % 3)
        for at in range(3):
            person = people[(number * 4 + at * 3) % len(people)]
            yield Nomination(f"n{number}{at}", person=person.id, role=f"cr{number}", on=date(2027, 2, 1))
            for when, ranks in ((date(2027, 2, 1), (1, 2, 3)), (date(2028, 2, 1), (0, 0, 1))):
                horizon = tuple(Horizon)[chance.choice(ranks)]
                yield Readiness(f"y{number}{at}{when}", person.id, f"cr{number}", horizon, RaterGroup.SPONSOR, when)
