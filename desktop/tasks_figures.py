"""The sub-command that counts the figures of the program."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from desktop.cli import Answer
from desktop.tasks import opened
from program.lookup import find
from program.records import Cohort, Measure
from program.trouble import Trouble


def add_arguments(parser: Any, day: Any) -> None:
    """The arguments of `figures`; `day` reads a date."""
    parser.add_argument(
        "--figure", action="append", default=[], metavar="FIGURE", help="such as retention; all unless named"
    )
    parser.add_argument("--cohort", default="", help="of this cohort only")
    parser.add_argument("--since", type=day, metavar="DAY", help="from this day on; from the beginning unless told")
    parser.add_argument("--until", type=day, metavar="DAY", help="as of this day; the last change unless told")
    parser.add_argument(
        "--least", type=int, default=0, metavar="N", help="withhold what fewer people could be told by, as a pack does"
    )


def figures(arguments: argparse.Namespace) -> Answer:
    """Every figure with its n and interval; with --json its parts, notes and definition too."""
    from program.metrics.catalogue import METRICS
    from program.metrics.figure import Scope
    from program.metrics.guarded import guarded, whole
    from program.metrics.lights import light, target_of
    from program.suppression import FLOOR

    wanted = [_measure(name) for name in arguments.figure] or list(METRICS)
    if 0 < arguments.least < FLOOR:
        raise Trouble(f"The smallest group that can be withheld by is {FLOOR}.", "Nothing was counted.")
    with opened(arguments, read_only=True) as book:
        if book.handover.came is not None:
            raise Trouble(
                "This book holds a part of the program: figures of it would mislead.",
                "Nothing was counted.",
                "Count them in the program lead's book.",
            )
        program, stand = book.program(), book.stand().at.date()
    cohort = find(program, Cohort, arguments.cohort).id if arguments.cohort else ""
    scope = Scope(arguments.until or stand, arguments.since, cohort)
    words, data = [], []
    for measure in wanted:
        card, figure = METRICS[measure].card, METRICS[measure].work(program, scope)
        shown = guarded(figure, card, arguments.least) if arguments.least else whole(figure, card)
        lit = light(shown.value, target_of(program, measure))
        words.append(" · ".join(filter(None, (card.code, card.name, shown.said, shown.beside, lit and lit.label))))
        data.append({"key": measure.value, "figure": shown, "card": card, "light": lit.value if lit else ""})
    return Answer(words, _plain(data))


def _measure(name: str) -> Measure:
    for measure in Measure:
        if name.casefold() in (measure.value, measure.label.casefold()):
            return measure
    raise Trouble("There is no such figure.", "Nothing was counted.", f"Figures are: {', '.join(Measure)}.")


def _plain(data: Any) -> Any:
    import msgspec

    return msgspec.to_builtins(data, builtin_types=(date,))
