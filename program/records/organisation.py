"""The program itself and what it is made of: charter, cohorts, hosts, themes, skills."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from program.records.fields import Field, Kind, Record, Tier, record
from program.records.rotation import Cycle, Stage

CHARTER = "charter"  # the id of the one charter record


class RuleSetting(msgspec.Struct, frozen=True, array_like=True):
    """How the program has set one rule: whether it is on, and its weight (1 is the rule's own measure)."""

    rule: str
    on: bool = True
    weight: float = 1.0


@record("charter", "Charter", "Charter", lambda charter: charter.name)
class Charter(Record, frozen=True):
    """What the program is for and how it runs; there is one, with the id "charter"."""

    name: Annotated[str, Field("Program", required=True, tier=Tier.PUBLISHABLE)]
    organisation: Annotated[str, Field("Organisation", tier=Tier.PUBLISHABLE)] = ""
    purpose: Annotated[str, Field("Purpose", kind=Kind.LONG_TEXT, tier=Tier.PUBLISHABLE, limit=4000)] = ""
    outcomes: Annotated[str, Field("Outcomes", kind=Kind.LONG_TEXT, tier=Tier.PUBLISHABLE, limit=4000)] = ""
    scope: Annotated[str, Field("Scope", kind=Kind.LONG_TEXT, tier=Tier.PUBLISHABLE, limit=4000)] = ""
    repeat_window: Annotated[
        int,
        Field(
            "Cycles before the same mentor again",
            unit="cycles",
            least=1,
            limit=50,
            help="In any run of this many cycles a mentee meets a mentor once",
        ),
    ] = 4
    line_levels: Annotated[
        int, Field("Levels of the reporting line kept apart", unit="levels", least=1, limit=20)
    ] = 3
    breadth: Annotated[int, Field("Functions each mentee should meet", unit="functions", least=1, limit=50)] = 6
    burst_hours: Annotated[
        int,
        Field(
            "Hours with a burst mentor",
            unit="hours per mentee and cycle",
            limit=999,
            help="What a mentee takes of the hours a mentor has promised",
        ),
    ] = 4
    standard_hours: Annotated[
        int, Field("Hours with a standard mentor", unit="hours per mentee and cycle", limit=999)
    ] = 8
    extended_hours: Annotated[
        int, Field("Hours with an extended mentor", unit="hours per mentee and cycle", limit=999)
    ] = 12
    group_floor: Annotated[
        int,
        Field(
            "Smallest group compared",
            unit="mentees",
            least=3,
            limit=999,
            help="Groups with fewer mentees are neither compared nor counted, so that nobody can be told by theirs",
        ),
    ] = 5
    rules: Annotated[tuple[RuleSetting, ...], Field("Rules", kind=Kind.CUSTOM)] = ()


@record("cohort", "Cohort", "Cohorts", lambda cohort: cohort.name)
class Cohort(Record, frozen=True):
    """An intake of people who go through the program together."""

    name: Annotated[str, Field("Name", required=True, tier=Tier.PUBLISHABLE)]
    start: Annotated[date | None, Field("Start", tier=Tier.PUBLISHABLE)] = None
    end: Annotated[date | None, Field("End", tier=Tier.PUBLISHABLE)] = None
    pilot: Annotated[bool, Field("Pilot", tier=Tier.PUBLISHABLE)] = False
    notes: Annotated[str, Field("Notes", kind=Kind.LONG_TEXT, limit=4000)] = ""


@record("theme", "Theme", "Themes", lambda theme: theme.name)
class Theme(Record, frozen=True):
    """What a rotation is about: strategy, people leadership, customer experience, operational resilience …"""

    name: Annotated[str, Field("Name", required=True, tier=Tier.PUBLISHABLE)]
    about: Annotated[str, Field("About", kind=Kind.LONG_TEXT, tier=Tier.PUBLISHABLE, limit=4000)] = ""


@record("skill", "Skill", "Skills", lambda skill: skill.name)
class Skill(Record, frozen=True):
    """Something that can be taught and learnt in the program."""

    name: Annotated[str, Field("Name", required=True, tier=Tier.PUBLISHABLE)]
    area: Annotated[str, Field("Area", tier=Tier.PUBLISHABLE)] = ""


@record("host", "Host", "Hosts", lambda host: host.name)
class Host(Record, frozen=True):
    """A unit that takes mentees in, with its seats in every cycle."""

    name: Annotated[str, Field("Name", required=True, tier=Tier.PUBLISHABLE)]
    function: Annotated[
        str,
        Field("Function", tier=Tier.PUBLISHABLE, help="The perspective a mentee meets here; counts for exposure"),
    ] = ""
    unit: Annotated[str, Field("Unit", tier=Tier.PUBLISHABLE)] = ""
    seats: Annotated[int, Field("Seats", unit="mentees per cycle", limit=999)] = 1
    themes: Annotated[tuple[str, ...], Field("Themes", ref="theme", tier=Tier.PUBLISHABLE)] = ()
    tracks: Annotated[
        tuple[str, ...], Field("Only for tracks", ref="track", help="Empty: open to every track")
    ] = ()
    stages: Annotated[tuple[Stage, ...], Field("Only in stages", help="Empty: in every stage")] = ()
    after: Annotated[
        tuple[str, ...],
        Field("Only after", ref="host", help="A mentee has sat with one of these before; empty: nothing comes first"),
    ] = ()
    impact: Annotated[
        int,
        Field("Impact", limit=5, help="How much a rotation here matters to the organisation, to 5; 0: not said"),
    ] = 0
    contact: Annotated[str, Field("Contact", ref="person")] = ""
    opens: Annotated[date | None, Field("Open from")] = None
    closes: Annotated[date | None, Field("Open until")] = None
    closed: Annotated[tuple[str, ...], Field("Closed in", ref="cycle")] = ()
    colour: Annotated[int, Field("Colour", least=0, limit=10, help="1 to 10; 0 lets the program choose")] = 0

    def open_in(self, cycle: Cycle) -> bool:
        """Whether the host takes mentees in a cycle: from its first day to its last."""
        return cycle.id not in self.closed and self.in_time(cycle)

    def in_time(self, cycle: Cycle) -> bool:
        """Whether a cycle lies within the days between which the host is open."""
        return (self.opens is None or self.opens <= cycle.start) and (self.closes is None or self.closes >= cycle.end)


@record("project", "Project", "Projects", lambda project: project.name)
class Project(Record, frozen=True):
    """Work that the organisation waits for, with those who are to do it; a critical one is staffed first."""

    name: Annotated[str, Field("Name", required=True)]
    about: Annotated[str, Field("About", kind=Kind.LONG_TEXT, limit=4000)] = ""
    critical: Annotated[
        bool, Field("Critical", help="Its mentees sit with its host and mentor in its cycles")
    ] = False
    host: Annotated[str, Field("Host", ref="host")] = ""
    mentor: Annotated[str, Field("Mentor", ref="person")] = ""
    mentees: Annotated[tuple[str, ...], Field("Mentees", ref="person")] = ()
    cycles: Annotated[tuple[str, ...], Field("Cycles", ref="cycle")] = ()


@record("source", "Import source", "Import sources", lambda source: source.name)
class Source(Record, frozen=True):
    """How files with the same headings were read last time, so that they need not be mapped again."""

    name: Annotated[str, Field("Name", required=True, tier=Tier.RESTRICTED)]
    headings: Annotated[str, Field("Headings, as a fingerprint", tier=Tier.RESTRICTED)] = ""
    mapping: Annotated[tuple[tuple[str, str], ...], Field("Heading to field", tier=Tier.RESTRICTED)] = ()
    choices: Annotated[
        tuple[tuple[str, str], ...], Field("What to do about problems", tier=Tier.RESTRICTED)
    ] = ()
