"""People: everyone who takes part, inside the organisation or outside it, and when they are away."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.fields import Field, Kind, Record, Strength, Tier, Words, record


class Role(Words):
    """What a person does in the program; one person may do several."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    COACH = "coach"
    SPONSOR = "sponsor"
    FACILITATOR = "facilitator"
    CATALYST = "catalyst"
    PROGRAM_OWNER = "program_owner"
    COMMITTEE_MEMBER = "committee_member"


class Lifecycle(Words):
    """Where a person stands on the way through the program."""

    LISTED = "listed"  # known from a roster, not yet asked
    RECRUITED = "recruited"
    ONBOARDED = "onboarded"
    GOALS_SET = "goals_set"
    IN_ROTATION = "in_rotation"
    REVIEW = "review"
    HANDOFF = "handoff"
    ALUMNI = "alumni"
    DECLINED = "declined"
    LEFT = "left"


#: Statuses in which a person can be placed, or can mentor.
ACTIVE = frozenset(Lifecycle) - {Lifecycle.DECLINED, Lifecycle.LEFT}


class Involvement(Words):
    """How much of themselves a mentor, coach or sponsor has promised."""

    BURST = "burst"
    STANDARD = "standard"
    EXTENDED = "extended"


@record("person", "Person", "People", lambda person: person.name)
class Person(Record, frozen=True):
    """Someone the program knows."""

    name: Annotated[
        str, Field("Name", required=True, synonyms=("full name", "employee name", "person"), section="Person")
    ]
    called: Annotated[
        str, Field("Called", help="First or short name, as people say it", synonyms=("preferred name", "nickname"))
    ] = ""
    alias: Annotated[str, Field("Alias", help="Shown instead of the name where a room should not know it")] = ""
    email: Annotated[str, Field("E-mail", kind=Kind.EMAIL, synonyms=("mail", "ad email", "e-mail address"))] = ""
    number: Annotated[
        str,
        Field(
            "Employee number",
            tier=Tier.RESTRICTED,
            limit=60,
            synonyms=("emp id", "employee id", "personnel number", "staff number"),
        ),
    ] = ""
    group: Annotated[
        str,
        Field(
            "Group",
            tier=Tier.AGGREGATE,
            limit=60,
            help="Self-declared; only ever counted, never shown with a name",
            synonyms=("self-declared group",),
        ),
    ] = ""
    roles: Annotated[
        tuple[Role, ...], Field("Roles", synonyms=("role", "program role"), section="In the program")
    ] = ()
    status: Annotated[Lifecycle, Field("Status", synonyms=("employee status", "lifecycle", "state"))] = Lifecycle.LISTED
    since: Annotated[date | None, Field("Status since", help="When the present status began")] = None
    cohort: Annotated[str, Field("Cohort", ref="cohort", synonyms=("intake",))] = ""
    track: Annotated[str, Field("Track", ref="track")] = ""
    sponsor: Annotated[
        str, Field("Sponsor", ref="person", help="Who speaks up for this person", synonyms=("executive sponsor",))
    ] = ""
    external: Annotated[
        bool, Field("External", help="Not employed here: an outside coach, mentor or partner", section="Work")
    ] = False
    organisation: Annotated[str, Field("Organisation", synonyms=("company", "employer", "firm"))] = ""
    unit: Annotated[
        str, Field("Unit", tier=Tier.PROGRAM, synonyms=("business unit", "department", "division", "function"))
    ] = ""
    title: Annotated[str, Field("Title", synonyms=("job title", "position"))] = ""
    level: Annotated[str, Field("Level", limit=60, synonyms=("grade", "band", "job level"))] = ""
    location: Annotated[str, Field("Location", synonyms=("office", "site", "city", "state", "country"))] = ""
    time_zone: Annotated[
        str, Field("Time zone", limit=60, help="Hours from UTC, such as +01:00, or a zone name", synonyms=("tz",))
    ] = ""
    manager: Annotated[str, Field("Manager", ref="person", synonyms=("supervisor", "reports to", "line manager"))] = ""
    manager_name: Annotated[
        str, Field("Manager, in words", help="A manager who is not in this book", synonyms=())
    ] = ""
    start: Annotated[
        date | None, Field("Start date", synonyms=("hire date", "start", "joined", "date of hire", "entry date"))
    ] = None
    offers: Annotated[
        tuple[Strength, ...],
        Field("Expertise offered", synonyms=("skills", "expertise", "offers"), section="Learning"),
    ] = ()
    goals: Annotated[tuple[Strength, ...], Field("Goals sought", synonyms=("goals", "wants to learn", "needs"))] = ()
    themes: Annotated[
        tuple[str, ...],
        Field("Themes sought", ref="theme", help="What rotations should be about", synonyms=("themes", "interests")),
    ] = ()
    aspiration: Annotated[str, Field("Aspiration", tier=Tier.PAIR, kind=Kind.LONG_TEXT, limit=4000)] = ""
    style: Annotated[str, Field("Thinking style", tier=Tier.PAIR, limit=60)] = ""
    capacity: Annotated[
        int,
        Field("Capacity", unit="mentees at once", limit=99, synonyms=("max mentees",), section="Capacity"),
    ] = 0
    hours: Annotated[int, Field("Hours promised", unit="hours per cycle", limit=999)] = 0
    involvement: Annotated[Involvement, Field("Involvement", synonyms=("tier", "commitment"))] = Involvement.STANDARD
    terms: Annotated[
        str, Field("Terms of engagement", tier=Tier.RESTRICTED, kind=Kind.LONG_TEXT, limit=4000)
    ] = ""
    custom: Annotated[
        tuple[tuple[str, str], ...], Field("Further fields", tier=Tier.RESTRICTED, section="Further fields")
    ] = ()

    def is_(self, role: Role) -> bool:
        """Whether the person holds `role`."""
        return role in self.roles


@record("absence", "Absence", "Absences", lambda absence: "Absence")
class Absence(Record, frozen=True):
    """A time in which a person cannot take part. Both days belong to it."""

    person: Annotated[str, Field("Person", ref="person", required=True)]
    start: Annotated[date, Field("From", required=True)]
    end: Annotated[date, Field("Until", required=True)]
    reason: Annotated[str, Field("Reason", tier=Tier.RESTRICTED, kind=Kind.LONG_TEXT, limit=1000)] = ""


class ConflictKind(Words):
    """Why two people must not be matched."""

    REPORTING_LINE = "reporting_line"
    INTEREST = "interest"
    DECLARED = "declared"


@record("conflict", "Conflict", "Conflicts", lambda conflict: f"Conflict ({conflict.kind.label.lower()})")
class Conflict(Record, frozen=True):
    """Two people who must not be matched as mentee and mentor or coach."""

    first: Annotated[str, Field("One person", ref="person", required=True)]
    second: Annotated[str, Field("Other person", ref="person", required=True)]
    kind: Annotated[ConflictKind, Field("Kind", tier=Tier.RESTRICTED)] = ConflictKind.DECLARED
    reason: Annotated[str, Field("Reason", tier=Tier.RESTRICTED, kind=Kind.LONG_TEXT, limit=1000)] = ""
    until: Annotated[date | None, Field("Ends", help="Empty: it stands until it is removed")] = None
