"""How the figures of a pack are made: the card of each, and what each is evidence for."""

from __future__ import annotations

from collections.abc import Iterable

from program.metrics.figure import Card, Level
from program.records import Measure
from program.views_pack_parts import Definition, Method, Rung

#: What each level of evidence says, after Kirkpatrick; below the first one stands what is merely done.
MEANINGS = {
    Level.ACTIVITY: "what is done: evidence of effort, not of effect",
    Level.REACTION: "how people find it",
    Level.LEARNING: "what they can do that they could not do before",
    Level.BEHAVIOUR: "what they do differently at work",
    Level.RESULTS: "what the organisation has of it",
}


def method(cards: Iterable[Card]) -> Method:
    """The cards in the order of their numbers, and the levels with the figures that stand for each."""
    used = sorted(cards, key=lambda card: tuple(Measure).index(card.measure))
    rungs = tuple(
        Rung(level.label, MEANINGS[level], tuple(card.name for card in used if card.level is level)) for level in Level
    )
    return Method(rungs, tuple(definition(card) for card in used))


def definition(card: Card) -> Definition:
    """A card as it is printed."""
    return Definition(
        card.code,
        card.name,
        card.level.label,
        card.definition,
        card.numerator,
        card.denominator,
        card.window,
        card.purpose,
        card.bias,
        card.blind,
        card.source,
        card.owner,
    )
