"""The surveys of the program: which items each has, in plain words, on which scale, and which of them are reversed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from program.records.outcomes import Answers, Survey

ITEMS = tuple(f"item_{number}" for number in range(1, 8))
"""The fields of a set of answers that hold the items, in order."""


class Item(msgspec.Struct, frozen=True):
    """A sentence to agree or disagree with; agreeing with a reversed one speaks against what is asked about."""

    words: str
    reversed: bool = False


class Scale(msgspec.Struct, frozen=True):
    """A survey: its items, each ticked from 1 (disagree) to `top` (agree)."""

    survey: Survey
    top: int
    items: tuple[Item, ...]

    @property
    def number(self) -> int:
        """How many items it has."""
        return len(self.items)

    def scored(self, answers: Answers) -> tuple[int, ...]:
        """The items that were answered, in order, with those that are reversed turned round (top + 1 - ticked).

        What lies beyond the scale was never ticked, and does not count.
        """
        ticked = [(item, value) for item, value in zip(self.items, answers.items, strict=False) if value]
        return tuple(
            self.top + 1 - value if item.reversed else value for item, value in ticked if 1 <= value <= self.top
        )

    def score(self, answers: Answers) -> float | None:
        """The mean of the items that were answered, from 1 to `top`; None when none was."""
        values = self.scored(answers)
        return sum(values) / len(values) if values else None


def _scale(survey: Survey, top: int, *items: Item) -> tuple[Survey, Scale]:
    return survey, Scale(survey, top, items)


#: Safety asks what Edmondson's seven items ask (Administrative Science Quarterly 44, 1999, doi 10.2307/2666999; 1 to 7;
#: items 1, 3 and 5 are reversed), in words of our own.
SCALES: Mapping[Survey, Scale] = MappingProxyType(
    dict(
        (
            _scale(
                Survey.SATISFACTION, 5,
                Item("The program is worth the time I give it."),
                Item("The program is well run."),
                Item("I would advise a colleague to take part."),
            ),
            _scale(
                Survey.CLIMATE, 5,
                Item("Units here work together, not against each other."),
                Item("What one part of the organisation learns reaches the others."),
                Item("People here are given room to grow."),
                Item("Good work is seen, wherever it is done."),
            ),
            _scale(
                Survey.SAFETY, 7,
                Item("A mistake is held against whoever made it in this group.", reversed=True),
                Item("Problems and awkward questions can be brought up in this group."),
                Item("Somebody who is different may be turned away by this group.", reversed=True),
                Item("One can take a risk in this group."),
                Item("It is hard to ask others in this group for help.", reversed=True),
                Item("Nobody in this group would work against me on purpose."),
                Item("What I am good at is valued and used in this group."),
            ),
            _scale(
                Survey.CONFIDENCE, 5,
                Item("I can lead people whom I did not choose."),
                Item("I can decide although I do not know everything."),
                Item("I can find my way in a unit that is new to me."),
                Item("I can win others for a change."),
            ),
        )
    )
)  # fmt: skip


def wording(answers: Answers) -> Mapping[str, str]:
    """What each item asks, by the name of its field; empty for those that the survey does not have."""
    scale = SCALES[answers.survey]
    asked = (f"{place}. {item.words}" for place, item in enumerate(scale.items, 1))
    return dict.fromkeys(ITEMS, "") | dict(zip(ITEMS, asked, strict=False))


def problem(answers: Answers, name: str) -> str:
    """What is wrong with one item of a set of answers, in words; empty when nothing is."""
    scale = SCALES[answers.survey]
    value, place = getattr(answers, name), ITEMS.index(name)
    if not value:
        return ""
    if place >= scale.number:
        return f"is not asked in this survey, which has {scale.number} items"
    return f"must be between 1 and {scale.top}, or 0 for no answer" if value > scale.top else ""
