"""A believable program to look at and to learn on: three cohorts, twelve hosts, twelve quarters, over a hundred people.

Made from word lists and a seed, by the same commands a lead would use, so its history reads like one. The same seed
and day give the same program, ids included.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import msgspec

import resources
from desktop.sample_between import meetings, peers, projects, qualities, wishes
from desktop.sample_confidence import safeguards
from desktop.sample_craft import Craft
from desktop.sample_development import development
from desktop.sample_meetings import meetings as gatherings
from desktop.sample_outcomes import outcomes
from desktop.sample_past import past
from desktop.sample_plan import Planner
from desktop.sample_steering import steering
from desktop.sample_succession import succession
from desktop.sample_workshop import workshop
from program.changes import Change
from program.commands import Command, Keep
from program.program import Program
from program.records import (
    CHARTER,
    Absence,
    Cadence,
    Charter,
    Cohort,
    Conflict,
    ConflictKind,
    Cycle,
    Host,
    Involvement,
    Lifecycle,
    Person,
    Project,
    Record,
    Role,
    Skill,
    Stage,
    Strength,
    Theme,
    Track,
)

SEED = 20270101
MENTEES = (12, 24)  # of the running cohort and of the one being planned
HOURS = {Involvement.BURST: 4, Involvement.STANDARD: 8, Involvement.EXTENDED: 12}  # as a new charter has them
STAGES = (Stage.FOUNDATION, Stage.FOUNDATION, Stage.STRATEGIC, Stage.LEAD)
Do = Callable[[Command], Change]


def fill(do: Do, program: Callable[[], Program], today: date, seed: int = SEED) -> None:
    """Carry out the sample's story through `do`, reading the present by `program()`."""
    maker = _Maker(random.Random(seed), today)
    for records, title in maker.foundations():
        do(Keep(records, title))
    planner = Planner(maker.dice, maker._id, today, maker.hosts, maker.works, maker.critical)
    for place, cohort in enumerate(maker.cohorts):
        do(planner.placements(program(), cohort, leave_out=3 if place else 0))
    for command in planner.committee(program()):
        do(command)
    for command in planner.everyday(program):
        do(command)
    if said := qualities(program(), maker.dice, maker._id, today):
        do(Keep(tuple(said), f"Note what {len(said)} people say of their match"))
    for circle, title in peers(program(), maker.cohorts[-1], maker._id):
        do(Keep((circle,), title))
    for records, title in safeguards(program(), maker.dice, maker._id, maker.words, today):
        do(Keep(records, title))
    for records, title in workshop(program(), maker._id, maker.words, today):
        do(Keep(records, title))
    craft = Craft(random.Random(seed + 1), today, maker.words)
    for chapter in (past, development, succession, outcomes, steering, gatherings):
        for command in chapter(program, craft):
            do(command)


def words_of_sample() -> dict[str, Any]:
    """Names, titles and texts the sample is made of."""
    return tomllib.loads(resources.read_text("sample/words.toml"))


class _Maker:
    """Makes the records, in an order that does not depend on anything but the seed and the day."""

    def __init__(self, dice: random.Random, today: date) -> None:
        self.dice = dice
        self.today = today
        self.words = words_of_sample()
        self.made = 0
        self.names = self._names()
        self.cohorts = [
            Cohort(self._id(), name=f"Cohort {year}", start=date(year, 1, 1), end=date(year, 12, 31))
            for year in (today.year, today.year + 1)
        ]
        self.cycles = [self._cycle(cohort, quarter) for cohort in self.cohorts for quarter in range(4)]
        self.themes = [Theme(self._id(), **theme) for theme in self.words["theme"]]
        self.tracks = [self._track(track) for track in self.words["track"]]
        self.skills = {
            unit: [Skill(self._id(), name=name, area=unit) for name in names]
            for unit, names in self.words["skills"].items()
        }
        self.hosts = [self._host(place, host) for place, host in enumerate(self.words["host"])]
        self.hosts = [self._after(host, words) for host, words in zip(self.hosts, self.words["host"], strict=True)]
        self.critical: list[Project] = []
        self.works = {host.id: words["projects"] for host, words in zip(self.hosts, self.words["host"], strict=True)}

    # ---- records ---------------------------------------------------------------------------------------------------

    def foundations(self) -> Iterator[tuple[tuple[Record, ...], str]]:
        """Charter, lists, people and what stands between them: records to keep and the step's title."""
        charter = Charter(CHARTER, **self.words["charter"], breadth=6)
        yield (charter,), f"Write the charter of {charter.name}"
        yield tuple(self.cohorts), "Add 2 cohorts"
        yield tuple(self.themes), f"Add {len(self.themes)} themes"
        yield tuple(self.tracks), f"Add {len(self.tracks)} tracks"
        skills = tuple(skill for group in self.skills.values() for skill in group)
        yield skills, f"Add {len(skills)} skills"
        yield tuple(self.hosts), f"Add {len(self.hosts)} hosts"
        yield tuple(self.cycles), f"Add {len(self.cycles)} cycles"
        people = self._people()
        yield tuple(people), f"Add {len(people)} people"
        between = (*self._absences(people), *self._conflicts(people))
        yield between, f"Note {len(between)} absences and conflicts"
        mentors = [p for p in people if Role.MENTOR in p.roles and not p.cohort]
        away = {each.person for each in between if isinstance(each, Absence)}
        coming = [p for p in people if p.cohort == self.cohorts[1].id and p.id not in away]
        free = [p for p in mentors if p.id not in away]
        self.critical = projects(self.dice, self._id, self.words["critical"], self.hosts, self.cycles[4:], coming, free)
        yield tuple(self.critical), f"Add {len(self.critical)} critical projects"
        wished = wishes(self.dice, self._id, coming, mentors, self.hosts, self.critical)
        yield tuple(wished), f"Note {len(wished)} wishes"
        met = meetings(self.dice, self._id, coming, mentors, self.today)
        yield tuple(met), f"Note how {len(met)} first meetings went"

    def _people(self) -> list[Person]:
        heads = [self._mentor(unit, head=True) for unit in self.words["units"]]
        mentors = heads + [self._mentor(self._pick(self.words["units"]), boss=self._pick(heads)) for _ in range(9)]
        others = [self._coach() for _ in range(3)]
        others += [self._other(Role.SPONSOR), self._other(Role.SPONSOR), self._other(Role.FACILITATOR)]
        others += [self._other(Role.PROGRAM_OWNER), self._other(Role.CATALYST)]
        others += [self._other(Role.COMMITTEE_MEMBER) for _ in range(3)]
        heads[0] = msgspec.structs.replace(heads[0], roles=(*heads[0].roles, Role.SPONSOR))
        mentors[: len(heads)] = heads
        mentees = [
            self._mentee(cohort, self._pick([boss for boss in mentors if boss.unit != "" and not boss.external]))
            for cohort, count in zip(self.cohorts, MENTEES, strict=True)
            for _ in range(count)
        ]
        sponsors = [p.id for p in (*mentors, *others) if Role.SPONSOR in p.roles]
        mentees = [msgspec.structs.replace(p, sponsor=self._pick(sponsors)) for p in mentees]
        both = mentees[0]
        mentees[0] = msgspec.structs.replace(
            both, roles=(*both.roles, Role.MENTOR), capacity=1, offers=self._strengths(both.unit, 2)
        )
        return mentors + others + mentees

    def _mentor(self, unit: str, *, head: bool = False, boss: Person | None = None) -> Person:
        dice = self.dice
        capacity = dice.choice((2, 2, 3)) if head else dice.choice((1, 2, 2))
        involvement = dice.choice((Involvement.STANDARD, *Involvement))
        return self._person(
            roles=(Role.MENTOR,),
            unit=boss.unit if boss is not None and dice.random() < 0.5 else unit,
            title=f"Chief of {unit}" if head else f"Head of {self._pick(self.skills[unit]).name.lower()}",
            level="Executive" if head else "Vice president",
            manager=boss.id if boss is not None else "",
            offers=self._strengths(unit, 3),
            style=self._pick(self.words["styles"]),
            capacity=capacity,
            hours=capacity * HOURS[involvement] + dice.choice((0, 0, 2, 4)),
            involvement=involvement,
            status=Lifecycle.ONBOARDED,
        )

    def _mentee(self, cohort: Cohort, boss: Person) -> Person:
        running = cohort is self.cohorts[0]
        level = self._pick(self.words["levels"])
        wanted = [unit for unit in self.words["units"] if unit != boss.unit]
        return self._person(
            roles=(Role.MENTEE,),
            unit=boss.unit,
            title=f"{level}, {self._pick(self.skills[boss.unit]).name.lower()}",
            level=level,
            manager=boss.id,
            cohort=cohort.id,
            track=self._pick(self.tracks).id,
            goals=tuple(
                Strength(self._pick(self.skills[unit]).id, self.dice.randint(2, 5))
                for unit in self.dice.sample(wanted, 3)
            ),
            offers=self._strengths(boss.unit, self.dice.choice((0, 1, 2))),
            themes=tuple(theme.id for theme in self.dice.sample(self.themes, self.dice.choice((1, 1, 2)))),
            group=self._pick(self.words["groups"]),
            style=self._pick(self.words["styles"]),
            status=Lifecycle.IN_ROTATION if running else Lifecycle.GOALS_SET,
            aspiration=f"Lead {self._pick(wanted).lower()} for a region",
        )

    def _coach(self) -> Person:
        firm = f"{self._pick(self.words['family'])} Partners"
        return self._person(
            roles=(Role.COACH,),
            external=True,
            organisation=firm,
            title="Executive coach",
            offers=self._strengths("People", 2),
            capacity=6,
            terms="Two sessions a month; notes stay with the coach.",
            status=Lifecycle.ONBOARDED,
        )

    def _other(self, role: Role) -> Person:
        unit = self._pick(self.words["units"])
        return self._person(roles=(role,), unit=unit, title=role.label, level="Executive", status=Lifecycle.ONBOARDED)

    def _person(self, **fields: Any) -> Person:
        name = self.names.pop()
        place, zone = self._pick(self.words["locations"])
        plain = "".join(ch for ch in name.casefold().replace(" ", ".") if ch.isascii())
        outside = fields.get("external", False)
        return Person(
            self._id(),
            name=name,
            called=name.split()[0],
            alias=f"Person {self.made}",
            email=f"{plain}@{'coaching' if outside else 'halden-osei'}.example",
            number="" if outside else f"{40000 + self.made}",
            location=place,
            time_zone=zone,
            start=None if outside else date(self.today.year - self.dice.randint(3, 17), self.dice.randint(1, 12), 1),
            since=date(self.today.year - 1, 11, 2),
            **fields,
        )

    def _absences(self, people: list[Person]) -> list[Absence]:
        chosen = self.dice.sample([p for p in people if p.cohort == self.cohorts[1].id or Role.MENTOR in p.roles], 4)
        cycles = self.dice.sample(self.cycles[4:], 4)
        reasons = ("Parental leave", "Board secondment", "Sabbatical", "Medical leave")
        return [
            Absence(self._id(), person=person.id, start=cycle.start, end=cycle.end, reason=reason)
            for person, cycle, reason in zip(chosen, cycles, reasons, strict=True)
        ]

    def _conflicts(self, people: list[Person]) -> list[Conflict]:
        mentors = [p for p in people if Role.MENTOR in p.roles and not p.cohort]
        mentees = [p for p in people if p.cohort == self.cohorts[1].id]
        return [
            Conflict(
                self._id(), first=one.id, second=other.id, kind=kind, reason="Declared in the yearly round of questions"
            )
            for one, other, kind in (
                (self._pick(mentees), self._pick(mentors), ConflictKind.INTEREST),
                (self._pick(mentees), self._pick(mentors), ConflictKind.DECLARED),
            )
        ]

    # ---- small makers ----------------------------------------------------------------------------------------------

    def _cycle(self, cohort: Cohort, quarter: int) -> Cycle:
        assert cohort.start is not None
        year, month = cohort.start.year, quarter * 3 + 1
        end = date(year, month + 2, 31 if month in (1, 10) else 30)
        return Cycle(
            self._id(),
            name=f"Q{quarter + 1} {year}",
            start=date(year, month, 1),
            end=end,
            stage=STAGES[quarter],
            cadence=Cadence.QUARTERLY,
            cohort=cohort.id,
            checkpoints=(date(year, month + 1, 15), date(year, month + 2, 20)),
        )

    def _track(self, words: dict[str, Any]) -> Track:
        themes = tuple(theme.id for theme in self.themes if theme.name in words["themes"])
        return Track(self._id(), name=words["name"], about=words["about"], themes=themes, tenure=12)

    def _host(self, place: int, words: dict[str, Any]) -> Host:
        themes = tuple(theme.id for theme in self.themes if theme.name in words["themes"])
        function = words["function"]
        return Host(
            self._id(),
            name=words["name"],
            function=function,
            unit=function,
            seats=words["seats"],
            themes=themes,
            stages=tuple(map(Stage, words.get("stages", ()))),
            impact=words["impact"],
            colour=place % resources.HOST_COLOURS + 1,
        )

    def _after(self, host: Host, words: dict[str, Any]) -> Host:
        first = tuple(each.id for each in self.hosts if each.name in words.get("after", ()))
        return msgspec.structs.replace(host, after=first) if first else host

    def _strengths(self, unit: str, count: int) -> tuple[Strength, ...]:
        chosen = self.dice.sample(self.skills[unit], count)
        return tuple(Strength(skill.id, self.dice.randint(3, 5)) for skill in chosen)

    def _names(self) -> list[str]:
        given, family = list(self.words["given"]), list(self.words["family"])
        self.dice.shuffle(given)
        self.dice.shuffle(family)
        return [f"{one} {other}" for one, other in zip(given, family, strict=True)]

    def _id(self) -> str:
        self.made += 1
        return f"{self.dice.getrandbits(64):016x}"

    def _pick(self, choices: Any) -> Any:
        return self.dice.choice(choices)
