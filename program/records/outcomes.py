"""What the program brings about: recommendations, answers to surveys, readings of performance, stories."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.fields import Field, Kind, Record, Tier, Words, record
from program.records.measures import Measure
from program.records.people import Role


class Deliverable(Words):
    """What a rotation hands over."""

    RECOMMENDATION = "recommendation"
    PROTOTYPE = "prototype"
    INITIATIVE = "initiative"  # across teams: a cross-functional collaboration

    @property
    def label(self) -> str:
        return "Cross-team initiative" if self is Deliverable.INITIATIVE else super().label


@record("recommendation", "Recommendation", "Recommendations", lambda recommendation: recommendation.title)
class Recommendation(Record, frozen=True):
    """What somebody proposed to the organisation out of a rotation, and what became of it."""

    title: Annotated[str, Field("Title", required=True, limit=400)]
    kind: Annotated[Deliverable, Field("Kind")] = Deliverable.RECOMMENDATION
    placement: Annotated[str, Field("Out of the rotation", ref="placement")] = ""
    people: Annotated[tuple[str, ...], Field("By", ref="person")] = ()
    host: Annotated[str, Field("To", ref="host")] = ""
    proposed: Annotated[date | None, Field("Proposed on")] = None
    accepted: Annotated[date | None, Field("Accepted on")] = None
    implemented: Annotated[date | None, Field("Implemented on")] = None
    declined: Annotated[date | None, Field("Declined on")] = None
    impact: Annotated[str, Field("Impact", kind=Kind.LONG_TEXT, limit=2000)] = ""


class Survey(Words):
    """What a set of answers is about; the items of each are in `program.surveys`."""

    SATISFACTION = "satisfaction"
    CLIMATE = "climate"
    SAFETY = "safety"
    CONFIDENCE = "confidence"

    @property
    def label(self) -> str:
        return {"safety": "Psychological safety", "confidence": "Managerial confidence"}.get(self.value, super().label)


def _item(number: int) -> Field:
    return Field(
        f"Item {number}", limit=7, tier=Tier.RESTRICTED, section="Answers", help="As it was ticked; 0: not answered"
    )


@record("answers", "Questionnaire", "Questionnaires", lambda answers: f"about {answers.survey.label.lower()}")
class Answers(Record, frozen=True):
    """One filled-in questionnaire, as it was ticked: reversed items are turned round only when they are counted."""

    survey: Annotated[Survey, Field("Survey")] = Survey.SATISFACTION
    cycle: Annotated[str, Field("Cycle", ref="cycle")] = ""
    on: Annotated[date | None, Field("Date")] = None
    role: Annotated[Role, Field("Answered as")] = Role.MENTEE
    person: Annotated[
        str, Field("Person", ref="person", tier=Tier.RESTRICTED, help="Empty where the survey was anonymous")
    ] = ""
    item_1: Annotated[int, _item(1)] = 0
    item_2: Annotated[int, _item(2)] = 0
    item_3: Annotated[int, _item(3)] = 0
    item_4: Annotated[int, _item(4)] = 0
    item_5: Annotated[int, _item(5)] = 0
    item_6: Annotated[int, _item(6)] = 0
    item_7: Annotated[int, _item(7)] = 0

    @property
    def items(self) -> tuple[int, ...]:
        """The seven items in order; 0 where one was not answered, or the survey has fewer."""
        return (self.item_1, self.item_2, self.item_3, self.item_4, self.item_5, self.item_6, self.item_7)


@record("performance", "Performance reading", "Performance readings", lambda reading: reading.title)
class Performance(Record, frozen=True):
    """One measure of performance before and after a rotation, with what else may have moved it."""

    title: Annotated[str, Field("Measure", required=True)]
    placement: Annotated[str, Field("Rotation", ref="placement", required=True)]
    before: Annotated[float, Field("Before", tier=Tier.PAIR)] = 0.0
    after: Annotated[float, Field("After", tier=Tier.PAIR)] = 0.0
    unit: Annotated[str, Field("Unit", limit=60)] = ""
    lower: Annotated[bool, Field("Lower is better")] = False
    on: Annotated[date | None, Field("Read on")] = None
    caveat: Annotated[
        str, Field("What else moved it", required=True, kind=Kind.LONG_TEXT, tier=Tier.PAIR, limit=1000)
    ] = ""


@record("story", "Story", "Stories", lambda story: story.title)
class Story(Record, frozen=True):
    """What happened, as it may be told: nobody is named, and those it is about have agreed that it is told."""

    title: Annotated[str, Field("Title", required=True, limit=400, tier=Tier.PUBLISHABLE, help="Name nobody here")]
    told: Annotated[
        str, Field("As it is told", kind=Kind.LONG_TEXT, tier=Tier.PUBLISHABLE, limit=2000, help="Name nobody here")
    ] = ""
    figure: Annotated[Measure, Field("Beside the figure")] = Measure.RECOMMENDATIONS
    people: Annotated[tuple[str, ...], Field("About", ref="person", tier=Tier.RESTRICTED)] = ()
    failure: Annotated[bool, Field("Something that failed")] = False
    on: Annotated[date | None, Field("Date")] = None
    background: Annotated[str, Field("Background", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=4000)] = ""
