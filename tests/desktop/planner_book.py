"""A small book for the planner's sub-commands: six mentees, six mentors, five hosts, four cycles, partly placed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from program.commands import AddCycles, Keep, Place
from program.records import Host, Lifecycle, Person, Placement, Role, Skill, Stage, State, Strength
from storage.book import Book
from storage.keys import KdfCost

PASSPHRASE = "lantern orchard velvet compass harbor mosaic"

MENTEES = {
    "ana": "Ana Ruiz",
    "jon": "Jon Bakke",
    "mei": "Mei Sato",
    "eva": "Eva Lind",
    "tom": "Tom Adler",
    "kim": "Kim Ek",
}
MENTORS = {
    "okafor": "Ben Okafor",
    "chen": "Li Chen",
    "haddad": "Mia Haddad",
    "novak": "Petr Novak",
    "costa": "Ines Costa",
    "rossi": "Ugo Rossi",
}
HOSTS = {"ops": "Operations", "fin": "Finance", "cus": "Customer", "leg": "Legal", "sup": "Supply"}
STAGES = (Stage.FOUNDATION, Stage.FOUNDATION, Stage.STRATEGIC, Stage.LEAD)


def made(path: Path) -> None:
    """Make the book at `path`. Ana is placed in Q1 and Q2 (pinned there), Jon in Q1 (approved)."""
    book, _ = Book.create(path, PASSPHRASE, cost=KdfCost.FLOOR)
    book.do(AddCycles(date(2027, 1, 1), STAGES))
    first, second = (cycle.id for cycle in book.program().cycles[:2])
    book.do(Keep(tuple(Host(id_, name=name, function=name, seats=2) for id_, name in HOSTS.items())))
    skills = [Skill(id_, name=id_.capitalize()) for id_ in ("pricing", "safety", "contracts")]
    book.do(Keep(tuple(skills)))
    mentees = [
        Person(
            id_,
            name=name,
            roles=(Role.MENTEE,),
            status=Lifecycle.GOALS_SET,
            unit="Product",
            goals=(Strength(skills[place % 3].id, 4), Strength(skills[(place + 1) % 3].id, 2)),
        )
        for place, (id_, name) in enumerate(MENTEES.items())
    ]
    mentors = [
        Person(
            id_,
            name=name,
            roles=(Role.MENTOR,),
            unit="Elsewhere",
            capacity=1,
            offers=(Strength(skills[place % 3].id, 5), Strength(skills[(place + 2) % 3].id, 1 + place % 4)),
        )
        for place, (id_, name) in enumerate(MENTORS.items())
    ]
    book.do(Keep((*mentees, *mentors)))
    placed = (
        Placement("a1", person="ana", cycle=first, host="ops", mentor="chen"),
        Placement("a2", person="ana", cycle=second, host="fin", mentor="haddad", pinned=True),
        Placement("j1", person="jon", cycle=first, host="cus", mentor="okafor", state=State.APPROVED),
    )
    book.do(Place(placed))
    book.close(backup=False)
