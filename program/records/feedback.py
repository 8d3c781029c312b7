"""What is said in confidence: private notes, whose text only the lead can read after unsealing."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.fields import Field, Kind, Record, Tier, Words, record


class NoteKind(Words):
    """What sort of private note it is. It is sealed with the text."""

    OBSERVATION = "observation"
    COMMENT_360 = "comment_360"
    MENTOR_DEBRIEF = "mentor_debrief"
    PEER_REVIEW = "peer_review"
    CONCERN = "concern"
    COACH_NOTE = "coach_note"

    @property
    def label(self) -> str:
        return {"comment_360": "360 comment", "coach_note": "Coach’s note"}.get(self.value, super().label)


@record("note", "Private note", "Private notes", lambda note: "Private note")
class Note(Record, frozen=True):
    """A private note about a person, a pair, a placement or a meeting.

    Its kind, text and links are in the sealed body. That there is a note about somebody, by whom and of when, can be
    seen by whoever has the book open; so can the length of the body, in steps.
    """

    about: Annotated[str, Field("About", ref="person", required=True, tier=Tier.RESTRICTED)]
    other: Annotated[str, Field("Together with", ref="person", tier=Tier.RESTRICTED)] = ""
    placement: Annotated[str, Field("Placement", ref="placement", tier=Tier.RESTRICTED)] = ""
    author: Annotated[str, Field("Written by", tier=Tier.RESTRICTED)] = ""
    on: Annotated[date | None, Field("Date", tier=Tier.RESTRICTED)] = None
    follow_up: Annotated[date | None, Field("Follow up on", tier=Tier.RESTRICTED)] = None
    revision: Annotated[int, Field("Revision", tier=Tier.RESTRICTED, least=1, limit=9999)] = 1
    body: Annotated[str, Field("Sealed text", kind=Kind.SEALED, tier=Tier.SEALED, limit=200_000)] = ""
    meeting: Annotated[str, Field("Meeting", ref="meeting", tier=Tier.RESTRICTED)] = ""
