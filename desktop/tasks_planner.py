"""`rotunda explain`: why a mentee is where they are; and how cells, changes and findings are told."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from desktop.cli import Answer
from desktop.tasks import opened
from program.findings import Finding
from program.lookup import find
from program.program import Program
from program.records import Cycle, Host, Person, Placement, new_id
from program.scenarios import Difference

if TYPE_CHECKING:
    from program.planning.explain import Explained, Rank
    from program.planning.whynot import WhyNot

_FEW = 5  # free places that an empty cell is told of
_WIDTH = 28  # of a column of names


def add_explain_arguments(made: argparse.ArgumentParser) -> None:
    """What `explain` takes besides the book."""
    made.add_argument("--person", required=True, help="whose place")
    made.add_argument("--cycle", required=True, help="in which cycle")
    made.add_argument("--host", default="", help="why not this host")
    made.add_argument("--mentor", default="", help="why not this mentor")


def explain(arguments: argparse.Namespace) -> Answer:
    """Why a mentee is where they are, or why not with another host or mentor."""
    from program.planning.explain import cell
    from program.planning.whynot import why_not
    from program.scenarios import reseated

    with opened(arguments, read_only=True) as book:
        program = book.program()
    person, cycle = find(program, Person, arguments.person), find(program, Cycle, arguments.cycle)
    host = find(program, Host, arguments.host).id if arguments.host else ""
    mentor = find(program, Person, arguments.mentor).id if arguments.mentor else ""
    present = program.plan.at(person.id, cycle.id)
    if present is None and not (host or mentor):
        return _empty(program, person, cycle)
    before = present or Placement(new_id(), person=person.id, cycle=cycle.id)
    asked = reseated(program, before, host or before.host, mentor or before.mentor)
    explained = cell(program, asked)
    stands = asked == present
    wish = None if stands else why_not(program, person.id, cycle.id, host, mentor)
    conflicts = _conflicts(program, asked) if wish is not None and not wish.possible else []
    data = {
        "person": person.name,
        "cycle": cycle.name,
        "host": program.title(Host, asked.host),
        "mentor": program.title(Person, asked.mentor),
        "stands": stands,
        "points": explained.points,
        "parts": [{"rule": p.rule, "name": p.name, "words": p.words, "points": p.points} for p in explained.parts],
        "broken": [finding_data(each) for each in explained.broken],
        "ranks": {"host": _rank(explained.host), "mentor": _rank(explained.mentor)},
        "words": explained.words,
        "wish": _wish(program, wish),
        "conflicts": conflicts,
    }
    return Answer([*_told(program, explained, wish), *_ways_out(conflicts)], data)


def _conflicts(program: Program, asked: Placement) -> list[dict[str, Any]]:
    """What cannot hold together with a placement, and the ways out, cheapest first; all else may move."""
    from program.planning.conflict import conflicts
    from program.planning.facts import Wish
    from program.planning.relax import ways_out
    from program.planning.tables import Keep, Scope

    wish = Wish(Scope(Keep.SETTLED), frozenset({(asked.person, asked.cycle)}), (asked,))
    return [
        {
            "words": each.words,
            "members": [member.words for member in each.members],
            "ways": [{"words": way.words, "cost": way.cost} for way in ways_out(program, each, wish, most=_FEW)],
        }
        for each in conflicts(program, wish, most=1).conflicts
    ]


def _ways_out(conflicts: list[dict[str, Any]]) -> Iterator[str]:
    for conflict in conflicts:
        yield conflict["words"]
        if conflict["ways"]:
            yield "What would help:"
            yield from (f"  {way['words']}" for way in conflict["ways"])


def _empty(program: Program, person: Person, cycle: Cycle) -> Answer:
    """An empty cell, and where there is room in it."""
    from program.fits import Fits

    fits = Fits(program, Placement(new_id(), person=person.id, cycle=cycle.id))
    for _ in fits.steps():
        pass
    best = fits.best(_FEW)
    words = [f"{person.name} has no place in {cycle.name}.", *(f"  ! {finding.words}" for finding in fits.against)]
    if best:
        title = "Best free places, were it not for that:" if fits.against else "Best free places:"
        words += [title, *(f"  {f.points:+6.2f}  {f.host.name} with {f.mentor.name}" for f in best)]
    else:
        lacking = " and no ".join(["host"] * (not fits.hosts) + ["mentor"] * (not fits.mentors))
        words.append(f"There is no {lacking} with room that no rule stands against.")
    data: dict[str, Any] = {
        "person": person.name,
        "cycle": cycle.name,
        "host": "",
        "mentor": "",
        "stands": True,
        "points": 0.0,
        "parts": [],
        "broken": [finding_data(each) for each in fits.against],
        "ranks": {"host": None, "mentor": None},
        "words": words[0],
        "wish": None,
        "conflicts": [],
        "best": [{"host": f.host.name, "mentor": f.mentor.name, "points": f.points, "left": f.left} for f in best],
    }
    return Answer(words, data)


def _told(program: Program, explained: Explained, wish: WhyNot | None) -> Iterator[str]:
    yield explained.words
    yield from (f"  {part.points:+6.2f}  {part.name}: {part.words}" for part in explained.parts)
    yield f"  {explained.points:+6.2f}  in all"
    yield from (f"  ! {finding.words}" for finding in explained.broken)
    if wish is not None:
        yield wish.words
        yield from (f"  {cell_words(program, move)}  {move.words}" for move in wish.moves)


def _wish(program: Program, wish: WhyNot | None) -> dict[str, Any] | None:
    if wish is None:
        return None
    return {
        "possible": wish.possible,
        "broken": [finding_data(each) for each in wish.broken],
        "points": wish.points,
        "moves": [change_data(program, move) for move in wish.moves],
        "words": wish.words,
    }


def _rank(rank: Rank | None) -> dict[str, Any] | None:
    if rank is None:
        return None
    others = [{"name": each.name, "points": each.points, "full": each.full} for each in rank.others]
    return {"place": rank.place, "among": rank.among, "allowed": rank.allowed, "others": others}


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as data."""
    return {"rule": finding.rule, "severity": str(finding.severity), "words": finding.words, "points": finding.points}


def change_data(program: Program, change: Difference) -> dict[str, Any]:
    """A changed cell as data, with names."""

    def seat(placement: Placement | None) -> dict[str, str] | None:
        if placement is None:
            return None
        return {"host": program.title(Host, placement.host), "mentor": program.title(Person, placement.mentor)}

    return {
        "person": program.title(Person, change.person),
        "cycle": program.title(Cycle, change.cycle),
        "before": seat(change.before),
        "after": seat(change.after),
        "words": change.words,
    }


def cell_words(program: Program, change: Difference) -> str:
    """Mentee and cycle as the first two columns of a table."""
    return f"{program.title(Person, change.person):<{_WIDTH}} {program.title(Cycle, change.cycle):<10}"
