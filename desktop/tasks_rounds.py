"""The sub-command that plans rounds at small tables; it needs no book, and knows people by their numbers only."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from desktop.cli import Answer
from program.trouble import Trouble

if TYPE_CHECKING:
    from program.planning.rounds import Rounds


def add_arguments(parser: Any) -> None:
    """The arguments of `rounds`."""
    parser.add_argument("--people", type=int, required=True, metavar="N", help="how many people")
    parser.add_argument("--rounds", type=int, required=True, metavar="R", help="how many rounds")
    parser.add_argument("--size", type=int, default=4, metavar="G", help="people at a table, 4 unless told")
    parser.add_argument("--groups", type=int, default=0, metavar="T", help="number of tables, instead of their size")
    parser.add_argument("--sizes", default="", metavar="G,G,…", help="the size of each table, instead")
    parser.add_argument("--exact", action="store_true", help="who does not fit in sits out, in turn")
    parser.add_argument(
        "--apart", action="append", default=[], metavar="A-B", help="two people never at one table; may come again"
    )
    parser.add_argument("--hosts", default="", metavar="A,B,…", help="who stays at table 1, at table 2 and so on")
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same plan")
    parser.add_argument("--moves", type=int, default=0, help="how many exchanges to try at most")


def rounds(arguments: argparse.Namespace) -> Answer:
    """Plan rounds for people 1 to N."""
    from program.planning.rounds import MOVES, Wanted, plan_rounds

    wanted = Wanted(
        people=arguments.people,
        rounds=arguments.rounds,
        size=arguments.size,
        groups=arguments.groups,
        sizes=_numbers(arguments.sizes, ","),
        exact=arguments.exact,
        apart=tuple(_pair(text) for text in arguments.apart),
        hosts=tuple(number - 1 for number in _numbers(arguments.hosts, ",")),
        seed=arguments.seed,
        moves=arguments.moves if arguments.moves > 0 else MOVES,
    )
    found = plan_rounds(wanted)
    return Answer(_lines(found), _data(found))


def _numbers(text: str, between: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(between)] if text.strip() else []
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise Trouble("A list of numbers cannot be read.", "Nothing was planned.", "It looks like this: 4,4,3.")
    return tuple(map(int, parts))


def _pair(text: str) -> tuple[int, int]:
    numbers = _numbers(text, "-")
    if len(numbers) != 2:
        raise Trouble("Two people who are kept apart look like this: 3-17.", "Nothing was planned.")
    return numbers[0] - 1, numbers[1] - 1


def _named(people: tuple[int, ...]) -> list[int]:
    """People counted from 1, as whoever types them does."""
    return [person + 1 for person in people]


def _lines(found: Rounds) -> list[str]:
    lines: list[str] = []
    for number, (tables, out) in enumerate(zip(found.rounds, found.out, strict=True), 1):
        lines.append(f"Round {number}")
        lines += [f"  Table {place}: " + ", ".join(map(str, _named(table))) for place, table in enumerate(tables, 1)]
        if out:
            lines.append("  Sit out: " + ", ".join(map(str, _named(out))))
    return [*lines, found.words]


def _data(found: Rounds) -> dict[str, Any]:
    meetings = {"repeats": found.repeats, "together": found.together}
    return {
        "rounds": [[_named(table) for table in tables] for tables in found.rounds],
        "sit_out": [_named(out) for out in found.out],
        "repeats": found.again,
        "least_repeats": found.least,
        **{
            f"pairs_{name}": [
                {"people": _named((each.first, each.second)), "rounds": _named(each.rounds)} for each in given
            ]
            for name, given in meetings.items()
        },
        "words": found.words,
        "moves": found.moves,
    }
