"""The registers of the set-up page: columns, words and what is told beside the fields, kind by kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from program.program import Program
from program.records import (
    Absence,
    Calibration,
    Chemistry,
    Cohort,
    Conflict,
    Cycle,
    Host,
    Person,
    Placement,
    Preference,
    Project,
    Quality,
    Skill,
    Theme,
    Track,
)
from program.views import host_colours
from resources import host_role
from ui.parts.record_table import Column
from ui.parts.register.columns import columns, number
from ui.parts.register.register import Register
from ui.setup import uses
from ui.setup.workshops import WORKSHOPS


def _cohorts() -> tuple[Column, ...]:
    return columns(
        Cohort, "name start end", {"name": 170, "start": 124, "end": 124},
        number("people", "People", lambda program, cohort: uses.people_on(program, "cohort")[cohort.id]),
        number("cycles", "Cycles", lambda program, cohort: uses.cycles_of(program, cohort.id)),
    )  # fmt: skip


def _cycles() -> tuple[Column, ...]:
    return columns(
        Cycle, "name start end stage", {"name": 104, "start": 136, "end": 136, "stage": 120, "cohort": 120},
        number("placed", "Placed", lambda program, cycle: uses.placed_in(program, "cycle")[cycle.id]),
        also="cohort",
    )  # fmt: skip


def _hosts() -> tuple[Column, ...]:
    def ahead(program: Program, host: Host) -> str:
        left, seats = uses.free_ahead(program, host, date.today())
        return f"{left} of {seats}" if seats else "–"

    left = Column(
        "ahead", "Free ahead", ahead, lambda program, host: uses.free_ahead(program, host, date.today())[0],
        right=True, width=122, role="quiet", help="Seats still free in this cycle and those to come, of all there are",
    )  # fmt: skip
    widths = {"name": 158, "function": 120, "seats": 70, "themes": 112}
    made = columns(Host, "name function seats", widths, left, also="themes")
    return tuple(replace(each, icon=_host_sign) if each.key == "name" else each for each in made)


def _host_sign(program: Program, host: Host) -> tuple[str, str]:
    return "host", host_role(host_colours(program)[host.id])


def _tracks() -> tuple[Column, ...]:
    return columns(
        Track, "name levels tenure stages", {"name": 168, "levels": 120, "tenure": 112, "stages": 150},
        number("people", "People", lambda program, track: uses.people_on(program, "track")[track.id]),
        labels={"tenure": "Months here"},
    )  # fmt: skip


def _themes() -> tuple[Column, ...]:
    return columns(
        Theme, "name about", {"name": 180, "about": 240},
        number("hosts", "Hosts", lambda program, theme: uses.hosts_with(program, theme.id)),
        number("placed", "Placed", lambda program, theme: uses.placed_in(program, "theme")[theme.id]),
    )  # fmt: skip


def _skills() -> tuple[Column, ...]:
    return columns(
        Skill, "name area", {"name": 180, "area": 120},
        number("offered", "Can teach", lambda program, skill: uses.strengths(program, "offers")[skill.id],
                width=108),
        number("sought", "Want to learn", lambda program, skill: uses.strengths(program, "goals")[skill.id],
                width=132),
    )  # fmt: skip


def _between(program: Program, conflict: Conflict) -> str:
    first, second = program.title(Person, conflict.first), program.title(Person, conflict.second)
    return f"{first} and {second}"


def _wish(program: Program, wish: Preference) -> str:
    about = program.title(Person, wish.other) or program.title(Host, wish.host) or program.title(Cycle, wish.cycle)
    return f"{program.title(Person, wish.person)} on {about}"


def _meeting(program: Program, rating: Chemistry) -> str:
    return f"{program.title(Person, rating.mentee)} and {program.title(Person, rating.mentor)}"


def _rated(program: Program, quality: Quality) -> str:
    return program.title(Placement, quality.placement)


def _calibrated(program: Program, meeting: Calibration) -> str:
    return program.title(Person, meeting.person)


def _away(program: Program, absence: Absence) -> str:
    return program.title(Person, absence.person)


REGISTERS: dict[str, Register] = {
    "cohorts": Register(
        Cohort, "cohort", "Intakes of people who go through the program together.",
        "A cohort gathers the people who start together, with cycles of their own. One is enough to begin with.",
        _cohorts, facts=uses.of_cohort,
    ),
    "cycles": Register(
        Cycle, "cycle", "The dated periods of the rotation; the board has a column for each.",
        "In every cycle each mentee sits with one host and one mentor. A year of quarters is a good beginning: "
        "foundation, foundation, strategic, lead.",
        _cycles, facts=uses.of_cycle, order=("start", False), adding="cycles",
    ),
    "hosts": Register(
        Host, "host", "The units that take mentees in, with so many seats in every cycle.",
        "Mentees rotate through hosts. Begin with the units that have agreed to take somebody in, and their seats.",
        _hosts, facts=uses.of_host, leave_out=frozenset({"closed", "colour"}),
    ),
    "tracks": Register(
        Track, "track", "Paths through the program, with rules for entering and the stages they go through.",
        "A track says who may enter and what comes first. A program without tracks is open to everyone.",
        _tracks, facts=uses.of_track,
    ),
    "themes": Register(
        Theme, "tag", "What rotations are about.",
        "Strategy, leading people, customer experience, resilience: what a mentee should have met by the end.",
        _themes, facts=uses.of_theme,
    ),
    "skills": Register(
        Skill, "sparkle", "What mentors teach and mentees want to learn.",
        "Skills tie mentors to mentees: one offers what the other seeks. They can also be named on the People page.",
        _skills, facts=uses.of_skill,
    ),
    "projects": Register(
        Project, "flag", "Work the organisation waits for. A critical project is staffed first.",
        "A project that must not wait says who is needed, where and when; the plan is then made around it.",
        lambda: columns(Project, "name critical host mentees cycles",
                         {"name": 170, "critical": 90, "host": 130, "mentees": 170, "cycles": 110}),
        facts=uses.of_project,
    ),
    "preferences": Register(
        Preference, "contrast", "Who wishes what: for or against somebody or a host, or to sit a cycle out.",
        "Never is an opt-out that the plan keeps; every other wish is weighed. Nobody but you sees them.",
        lambda: columns(Preference, "person wish other host cycle",
                         {"person": 150, "wish": 106, "other": 150, "host": 120, "cycle": 90}),
        title_column="person", title=_wish, copies=False,
    ),
    "chemistry": Register(
        Chemistry, "people", "How first meetings of mentees and mentors went.",
        "Let mentees meet a few mentors before a plan is made, and write down how it went, from 1 to 5.",
        lambda: columns(Chemistry, "mentee mentor rating on",
                         {"mentee": 160, "mentor": 160, "rating": 84, "on": 124}),
        alike=("mentee", "on"), title_column="mentee", title=_meeting, copies=False,
    ),
    "qualities": Register(
        Quality, "feedback", "What pairings were worth once they were over, from 1 to 5.",
        "After a cycle, ask mentees and mentors how good the match was. It shows whether the rules choose well.",
        lambda: columns(Quality, "placement by rating on",
                         {"placement": 220, "by": 100, "rating": 84, "on": 124}),
        alike=("by", "on"), title_column="placement", title=_rated, adding="a rating", copies=False,
    ),
    "calibrations": Register(
        Calibration, "meetings", "Meetings in which those around a mentee compare what they see.",
        "Who was there, what came of it and when to meet again: so that a mentee hears one voice.",
        lambda: columns(Calibration, "person on present next",
                         {"person": 160, "on": 124, "present": 200, "next": 124}),
        title_column="person", title=_calibrated, copies=False,
    ),
    "conflicts": Register(
        Conflict, "blocked", "People who must not be matched as mentee and mentor or coach.",
        "Who reports to whom is known from the roster. Here belong the conflicts that only people can tell.",
        lambda: columns(Conflict, "first second kind until", {"first": 150, "second": 150, "until": 124}),
        title_column="first", title=_between, copies=False,
    ),
    "absences": Register(
        Absence, "calendar", "Times in which somebody cannot take part.",
        "Parental leave, a sabbatical, a posting abroad: who is away for half of a cycle is not placed in it.",
        lambda: columns(Absence, "person start end reason",
                         {"person": 170, "start": 134, "end": 134, "reason": 150}),
        title_column="person", title=_away, adding="an absence", copies=False,
    ),
    **WORKSHOPS,
}  # fmt: skip
