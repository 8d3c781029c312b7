"""What leaves the house: documents released, and parts of the program handed over to facilitators."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.fields import Field, Kind, Record, Tier, Words, record


@record("release", "Release", "Releases", lambda release: f"{release.document}, copy {release.copy}")
class Release(Record, frozen=True):
    """A document that was made to be handed over: to whom, for what, and how it is known again."""

    document: Annotated[str, Field("Document", required=True, tier=Tier.RESTRICTED)]
    fingerprint: Annotated[
        str, Field("Fingerprint", required=True, tier=Tier.RESTRICTED, limit=64, help="SHA-256 of the document")
    ]
    sealed: Annotated[
        str, Field("Fingerprint with password", tier=Tier.RESTRICTED, limit=64, help="SHA-256 of the encrypted file")
    ] = ""
    reader: Annotated[str, Field("Reader", tier=Tier.RESTRICTED)] = ""
    purpose: Annotated[str, Field("Purpose", tier=Tier.RESTRICTED)] = ""
    copy: Annotated[int, Field("Copy", tier=Tier.RESTRICTED, least=1, limit=9999)] = 1
    cleared: Annotated[str, Field("Cleared for", tier=Tier.RESTRICTED, limit=60)] = ""
    on: Annotated[date | None, Field("Date", tier=Tier.RESTRICTED)] = None
    stand: Annotated[int, Field("Journal entry it shows", tier=Tier.RESTRICTED, limit=2**53)] = 0
    withheld: Annotated[str, Field("Withheld, and why", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=8000)] = ""


class Returned(Words):
    """How a hand-over stands."""

    OUT = "out"
    BACK = "back"
    WITHDRAWN = "withdrawn"


@record("grant", "Hand-over", "Hand-overs", lambda grant: grant.name)
class Grant(Record, frozen=True):
    """What a facilitator was handed: whose rows, which cycles and kinds of field, until when."""

    name: Annotated[str, Field("Name", required=True, tier=Tier.RESTRICTED)]
    facilitator: Annotated[str, Field("Facilitator", ref="person", tier=Tier.RESTRICTED)] = ""
    people: Annotated[tuple[str, ...], Field("People", ref="person", tier=Tier.RESTRICTED)] = ()
    cohorts: Annotated[tuple[str, ...], Field("Cohorts", ref="cohort", tier=Tier.RESTRICTED)] = ()
    cycles: Annotated[tuple[str, ...], Field("Cycles", ref="cycle", tier=Tier.RESTRICTED)] = ()
    fields: Annotated[
        tuple[tuple[str, str], ...], Field("Fields", kind=Kind.CUSTOM, tier=Tier.RESTRICTED)
    ] = ()  # kind of record and field
    until: Annotated[date | None, Field("Until", tier=Tier.RESTRICTED)] = None
    on: Annotated[date | None, Field("Handed over on", tier=Tier.RESTRICTED)] = None
    stand: Annotated[int, Field("Journal entry it shows", tier=Tier.RESTRICTED, limit=2**53)] = 0
    signer: Annotated[str, Field("Facilitator's key", tier=Tier.RESTRICTED, limit=64, help="Signs what comes back")] = (
        ""
    )
    state: Annotated[Returned, Field("State", tier=Tier.RESTRICTED)] = Returned.OUT
    pack: Annotated[
        str, Field("Fingerprint of the pack", tier=Tier.RESTRICTED, limit=64, help="SHA-256 of what was handed over")
    ] = ""
    number: Annotated[
        int, Field("Last hand-back", tier=Tier.RESTRICTED, limit=2**53, help="The facilitator's journal entry it shows")
    ] = 0
    nonce: Annotated[str, Field("Mark of the last hand-back", tier=Tier.RESTRICTED, limit=32)] = ""
    agreed: Annotated[
        str,
        Field(
            "What came back so far",
            kind=Kind.LONG_TEXT,
            tier=Tier.RESTRICTED,
            limit=16 * 2**20,
            help="What the next hand-back is compared with",
        ),
    ] = ""


ORIGIN = "origin"  # the id of the one origin record


@record("origin", "Hand-over this book came from", "Hand-overs this book came from", lambda origin: "Hand-over")
class Origin(Record, frozen=True):
    """Where a facilitator's book came from; there is one, with the id "origin", and none in a lead's book."""

    store: Annotated[str, Field("Book", required=True, tier=Tier.RESTRICTED, limit=32)]
    grant: Annotated[str, Field("Hand-over", required=True, tier=Tier.RESTRICTED, limit=64)]
    pack: Annotated[
        str, Field("Pack as it was signed", kind=Kind.SEALED, tier=Tier.SEALED, required=True, limit=64 * 2**20)
    ]
