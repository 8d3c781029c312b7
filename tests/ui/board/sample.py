"""A believable plan of any size for the board's tests and measurements; seeded, no real persons."""

from __future__ import annotations

import random
from datetime import date

from program.changes import Change, Pair
from program.commands.cycles import months_later
from program.program import Program
from program.records import (
    CHARTER,
    Charter,
    Cohort,
    Cycle,
    Host,
    Lifecycle,
    Person,
    Placement,
    Record,
    Role,
    Skill,
    Stage,
    State,
    Strength,
    Theme,
    Track,
)

_FIRST = (
    "Ana Jon Mei Sam Lea Omar Iva Noa Kira Luca Yusuf Hanna Pedro Aiko Tomas Zoe Ravi Elin Marek Nadia "
    "Hugo Farah Ines Oskar Lila Chidi Vera Paolo Sana Emil"
)
_LAST = (
    "Ruiz Bakke Tanaka Oduya Martin Said Horak Levi Novak Haddad Iyer Costa Brandt Silva Lind Okafor Chen Moreau "
    "Kowalski Berg Rossi Santos Nguyen Park Fischer Dubois Castillo Larsen Popov Adeyemi"
)
FIRST, LAST = _FIRST.split(), _LAST.split()
FUNCTIONS = (
    "Operations", "Finance", "Customer", "Strategy", "People", "Product", "Technology", "Supply", "Legal", "Risk",
    "Marketing", "Quality",
)  # fmt: skip
PROJECTS = (
    "plant safety", "controls after the merger", "service cost", "market entry", "churn", "M&A readiness",
    "engagement", "portfolio review", "roadmap", "pricing", "succession", "cash", "lean flow", "culture",
    "retail pilot", "claims backlog", "platform", "scenario planning", "coaching skills", "hiring", "launch",
)  # fmt: skip
TITLES = ("Director", "VP", "Senior Manager")
STAGES = (Stage.FOUNDATION, Stage.FOUNDATION, Stage.STRATEGIC, Stage.LEAD)


def name(number: int) -> str:
    """A name of its own for each number."""
    first, last = FIRST[number % len(FIRST)], LAST[(number * 7 + number // len(FIRST)) % len(LAST)]
    again = number // (len(FIRST) * len(LAST))
    return f"{first} {last}" + (f" {again + 1}" if again else "")


def sample(mentees: int = 60, cycles: int = 8, *, filled: float = 0.92, seed: int = 7) -> Program:
    """A program of this many mentees, with hosts and mentors to match, `filled` of whose places are taken."""
    chance = random.Random(seed)
    hosts = max(12, mentees // 20)
    mentors = max(24, mentees // 2)
    records: list[Record] = [
        Charter(CHARTER, name="Rotation program"),
        Cohort("c27", name="Cohort 2027", start=date(2027, 1, 1)),
        Track("lead", name="Enterprise leadership", foundations=1, strategics=1),
        Track("tech", name="Technical leadership", foundations=1, strategics=1),
        *(Theme(f"t{n}", name=words) for n, words in enumerate(("Strategy", "People leadership", "Resilience"))),
        *(Skill(f"s{n}", name=words) for n, words in enumerate(("Pricing", "Safety", "Change", "Negotiation"))),
    ]
    for n in range(cycles):
        start = months_later(date(2027, 1, 1), 3 * n)
        end = date.fromordinal(months_later(start, 3).toordinal() - 1)
        words = f"Q{n % 4 + 1}" + (f" {start.year}" if cycles > 4 else "")
        stage = STAGES[min(n * 4 // cycles, 3)]
        records.append(Cycle(f"q{n + 1}", name=words, start=start, end=end, stage=stage, cohort="c27"))
    seats = mentees // hosts + 2
    for n in range(hosts):
        function = FUNCTIONS[n % len(FUNCTIONS)]
        words = function if n < len(FUNCTIONS) else f"{function} {n // len(FUNCTIONS) + 1}"
        records.append(Host(f"h{n}", name=words, function=function, unit=function, seats=seats))
    for n in range(mentors):
        records.append(
            Person(
                f"m{n}",
                name=name(n + 311),
                roles=(Role.MENTOR,),
                unit=FUNCTIONS[n % len(FUNCTIONS)],
                title="VP",
                capacity=3,
                offers=tuple(Strength(f"s{k}", chance.randint(2, 5)) for k in chance.sample(range(4), 2)),
            )
        )
    for n in range(mentees):
        records.append(
            Person(
                f"p{n}",
                name=name(n),
                roles=(Role.MENTEE,),
                status=Lifecycle.IN_ROTATION,
                unit=FUNCTIONS[(n * 5) % len(FUNCTIONS)],
                title=TITLES[n % len(TITLES)],
                cohort="c27",
                track="lead" if n % 3 else "tech",
                goals=tuple(Strength(f"s{k}", chance.randint(1, 5)) for k in chance.sample(range(4), 2)),
            )
        )
    records += _placements(chance, mentees, cycles, hosts, mentors, filled)
    return Program.of_records(records)


def _placements(
    chance: random.Random, mentees: int, cycles: int, hosts: int, mentors: int, filled: float
) -> list[Placement]:
    """Each cycle shifts everyone on by a step, so that seats, capacities and repeats mostly hold."""
    found = []
    for n in range(mentees):
        for k in range(cycles):
            if chance.random() > filled:
                continue
            found.append(
                Placement(
                    f"x{n}_{k}",
                    person=f"p{n}",
                    cycle=f"q{k + 1}",
                    host=f"h{(n + k) % hosts}",
                    mentor=f"m{(n + k * 5) % mentors}",
                    theme=f"t{chance.randrange(3)}",
                    project=chance.choice(PROJECTS),
                    state=State.APPROVED if k == 0 else State.SUBMITTED if k == 1 else State.DRAFT,
                    pinned=chance.random() < 0.05,
                )
            )
    return found


class Hold:
    """Makes a book hold just the records of a program, as one change."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def change(self, program: Program) -> Change:
        def keyed(present: Program) -> dict[tuple[type[Record], str], Record]:
            return {(type(item), item.id): item for item in present.everything()}

        before, after = keyed(program), keyed(self._program)
        kept = {key: item for key, item in before.items() if isinstance(item, Charter)}
        keys = [*before, *(key for key in after if key not in before)]
        pairs = (Pair(before.get(key), after.get(key, kept.get(key))) for key in keys)
        return Change("Fill the book", tuple(pair for pair in pairs if pair.before != pair.after))
