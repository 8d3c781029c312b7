"""How people grow: ratings of their competencies, goals and how far they were reached, checkpoints of a rotation."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.fields import Field, Kind, Record, Tier, Words, record


class RaterGroup(Words):
    """From which side somebody is rated; figures compare a group with itself only."""

    SELF = "self"
    MANAGER = "manager"
    MENTOR = "mentor"
    HOST = "host"
    PEER = "peer"
    SPONSOR = "sponsor"


@record("rating", "Competency rating", "Competency ratings", lambda rating: "Competency rating")
class Rating(Record, frozen=True):
    """How well somebody masters a skill, as one side saw it on one day."""

    person: Annotated[str, Field("Person", ref="person", required=True)]
    skill: Annotated[str, Field("Skill", ref="skill", required=True)]
    by: Annotated[RaterGroup, Field("Rated by", tier=Tier.PAIR)] = RaterGroup.SELF
    level: Annotated[
        int,
        Field("Level", unit="1 to 5", least=1, limit=5, tier=Tier.PAIR, help="1: beginner; 5: others learn from them"),
    ] = 3
    on: Annotated[date | None, Field("Date")] = None
    rater: Annotated[str, Field("Rater", ref="person", tier=Tier.RESTRICTED)] = ""


class Attainment(Words):
    """How far a goal was reached, on the scale of goal attainment (GAS)."""

    OPEN = "open"
    MUCH_LESS = "much_less"
    LESS = "less"
    AS_EXPECTED = "as_expected"
    MORE = "more"
    MUCH_MORE = "much_more"

    @property
    def score(self) -> int | None:
        """-2 to 2; None while the goal is open."""
        return None if self is Attainment.OPEN else tuple(Attainment).index(self) - 3


@record("goal", "Development goal", "Development goals", lambda goal: "Development goal")
class Goal(Record, frozen=True):
    """Something a person sets out to reach by a date, with what would count as reached."""

    person: Annotated[str, Field("Person", ref="person", required=True)]
    title: Annotated[str, Field("Goal", required=True, tier=Tier.PAIR, limit=400)]
    skill: Annotated[str, Field("Skill", ref="skill")] = ""
    target: Annotated[
        int, Field("Level to reach", unit="of 5", limit=5, help="Of the skill; 0: the goal is not about a level")
    ] = 0
    weight: Annotated[int, Field("Weight", unit="1 to 5", least=1, limit=5)] = 1
    start: Annotated[date | None, Field("Agreed on")] = None
    due: Annotated[date | None, Field("Due")] = None
    done: Annotated[date | None, Field("Reached on")] = None
    attained: Annotated[
        Attainment, Field("Attained", tier=Tier.PAIR, help="Compared with what was expected when the goal was agreed")
    ] = Attainment.OPEN
    placement: Annotated[str, Field("In the rotation", ref="placement")] = ""
    criteria: Annotated[str, Field("Reached when", kind=Kind.LONG_TEXT, tier=Tier.PAIR, limit=2000)] = ""


@record("checkpoint", "Checkpoint", "Checkpoints", lambda checkpoint: "Checkpoint")
class Checkpoint(Record, frozen=True):
    """What a rotation is worth half-way or at its end: what was learnt, what it brought, how demanding it is."""

    placement: Annotated[str, Field("Placement", ref="placement", required=True)]
    on: Annotated[date | None, Field("Date")] = None
    by: Annotated[RaterGroup, Field("Rated by", tier=Tier.PAIR)] = RaterGroup.HOST
    transfer: Annotated[
        int, Field("Knowledge transfer", unit="1 to 5", limit=5, tier=Tier.PAIR, help="0: not said", section="Worth")
    ] = 0
    impact: Annotated[int, Field("Business impact", unit="1 to 5", limit=5, tier=Tier.PAIR, help="0: not said")] = 0
    complexity: Annotated[
        int, Field("Complexity", unit="1 to 5", limit=5, tier=Tier.PAIR, help="0: not said", section="Exposure")
    ] = 0
    autonomy: Annotated[int, Field("Autonomy", unit="1 to 5", limit=5, tier=Tier.PAIR, help="0: not said")] = 0
    breadth: Annotated[int, Field("Breadth", unit="1 to 5", limit=5, tier=Tier.PAIR, help="0: not said")] = 0
    words: Annotated[str, Field("In words", kind=Kind.LONG_TEXT, tier=Tier.PAIR, limit=2000, section="Words")] = ""
