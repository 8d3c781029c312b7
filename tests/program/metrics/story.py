"""A small program with records of every kind that figures are made of, from January to December 2027."""

from __future__ import annotations

from datetime import date, timedelta

from program.records import (
    CHARTER,
    Answers,
    Attainment,
    Attendance,
    Baseline,
    Charter,
    Checkpoint,
    Chemistry,
    Circle,
    Cohort,
    Consent,
    CriticalRole,
    Cycle,
    Deliverable,
    Event,
    EventKind,
    Experience,
    Goal,
    Horizon,
    Host,
    Lifecycle,
    Measure,
    Nomination,
    Performance,
    Person,
    Placement,
    Presence,
    Purpose,
    Quality,
    Rater,
    RaterGroup,
    Rating,
    Readiness,
    Recommendation,
    Record,
    Role,
    Round,
    Skill,
    Strength,
    Survey,
)

#: The day up to which the story is told; three cycles have begun.
TODAY = date(2027, 8, 1)
TOMORROW = TODAY + timedelta(1)
MAY = date(2027, 5, 1)

_STATES = (Lifecycle.IN_ROTATION, Lifecycle.IN_ROTATION, Lifecycle.REVIEW, Lifecycle.ALUMNI, Lifecycle.LEFT)


def story() -> list[Record]:
    """The records, each kind with one or more, none dated after `TODAY` but the last cycle."""
    records: list[Record] = [
        Charter(CHARTER, name="Program", breadth=2, group_floor=3),
        Cohort("one", name="One", start=date(2027, 1, 1)),
        Cohort("two", name="Two", start=date(2027, 4, 1)),
        *(
            Cycle(f"q{k}", name=f"Q{k}", start=date(2027, 3 * k - 2, 1), end=date(2027, 3 * k, 28))
            for k in (1, 2, 3, 4)
        ),
        *(Host(name.lower(), name=name, function=name, unit=name, seats=3) for name in ("Ops", "Fin", "Lab")),
        Skill("s", name="Skill"),
    ]
    for k, state in enumerate((*_STATES, Lifecycle.LISTED, Lifecycle.DECLINED)):
        records.append(
            Person(
                f"p{k}",
                name=f"Person {k}",
                roles=(Role.MENTEE,),
                status=state,
                cohort="one" if k % 2 else "two",
                unit="Ops" if k % 3 else "Sales",
                group="g1" if k < 4 else "g2",
                goals=(Strength("s", 4),),
            )
        )
    records += [
        Person(f"m{k}", name=f"Mentor {k}", roles=(Role.MENTOR,), capacity=2, unit="Lab", status=Lifecycle.ONBOARDED)
        for k in range(3)
    ]
    kinds = tuple(Experience)
    hosts = ("ops", "fin", "lab")
    for k in range(5):
        for q in (1, 2, 3):
            records.append(
                Placement(
                    f"l{k}{q}",
                    person=f"p{k}",
                    cycle=f"q{q}",
                    host=hosts[(k + q) % 3],
                    mentor=f"m{(k * q) % 3}",
                    experience=kinds[(k + q) % 6],
                )
            )
        records += _of(k)
    return [*records, *_others()]


def _of(k: int) -> list[Record]:
    who, where = f"p{k}", f"l{k}1"
    early, late = date(2027, 2, 1 + k), date(2027, 7, 1 + k)
    return [
        Goal(f"g{k}", person=who, title="Goal", start=early, due=late, done=late, attained=Attainment.MORE),
        Goal(f"h{k}", person=who, title="Goal", skill="s", target=4, start=early, due=MAY),
        Rating(f"r{k}", person=who, skill="s", level=2, on=early, by=RaterGroup.MANAGER),
        Rating(f"t{k}", person=who, skill="s", level=2 + k % 3, on=late, by=RaterGroup.MANAGER),
        Checkpoint(f"c{k}", placement=where, on=MAY, transfer=1 + k, impact=5 - k, complexity=3, autonomy=1 + k),
        Quality(f"u{k}", placement=where, by=Rater.MENTEE, rating=1 + k, on=MAY),
        Performance(f"f{k}", title="Scrap", placement=where, before=2.0, after=1.0 * k, on=MAY, caveat="Weather"),
        Answers(f"a{k}", survey=Survey.SATISFACTION, cycle="q1", on=MAY, person=who, item_1=1 + k, item_2=3, item_3=4),
        Answers(f"b{k}", survey=Survey.SAFETY, on=late, item_1=k + 1, item_2=6, item_3=2, item_4=5, item_5=1),
        Readiness(f"y{k}", person=who, role="cfo", horizon=tuple(Horizon)[k % 4], on=MAY),
        Readiness(f"z{k}", person=who, role="cfo", horizon=Horizon.NOW, by=RaterGroup.MANAGER, on=late),
        Chemistry(f"k{k}", mentee=who, mentor="m0", rating=1 + k, on=early),
    ]


def _others() -> list[Record]:
    kinds = (EventKind.PROMOTION, EventKind.LATERAL_MOVE, EventKind.LARGER_SCOPE, EventKind.LEFT)
    return [
        CriticalRole("cfo", name="CFO", incumbent="m2", needed=date(2028, 1, 1), skills=(Strength("s", 3),)),
        CriticalRole("cto", name="CTO"),
        *(Nomination(f"n{k}", person=f"p{k}", role="cfo", on=MAY) for k in range(3)),
        *(Event(f"e{k}", person=f"p{k}", kind=kind, on=date(2027, 6, 1)) for k, kind in enumerate(kinds, 1)),
        Recommendation("o1", title="Do", placement="l11", people=("p1",), proposed=MAY, implemented=date(2027, 7, 1)),
        Recommendation("o2", title="Join", kind=Deliverable.INITIATIVE, people=("p2",), proposed=MAY),
        Circle("circle", name="Circle", people=("p1", "p2"), rounds=(Round((("p1", "p2"),)),), held=1),
        Attendance("x1", circle="circle", person="p1", presence=Presence.THERE, on=MAY),
        Attendance("x2", circle="circle", person="p2", presence=Presence.AWAY, on=MAY),
        Baseline("base", figure=Measure.RETENTION, group="All", value=90.0, n=100, start=date(2026, 1, 1)),
        Answers("d", survey=Survey.CLIMATE, cycle="q1", item_1=4, item_2=4, item_3=2),
        Answers("w", survey=Survey.CONFIDENCE, on=MAY, person="p0", item_1=4, item_2=4, item_3=2, item_4=5),
        Consent("consent", person="p0", purpose=Purpose.FIGURES, given=date(2027, 1, 1)),
    ]


def later() -> list[Record]:
    """A record of every kind that has a date, each of it after `TODAY`."""
    return [
        Cycle("new cycle", name="Next", start=TOMORROW, end=date(2027, 12, 31)),
        Placement("new place", person="p5", cycle="q4", host="lab", mentor="m0"),
        Placement("new place 2", person="p0", cycle="q4", host="lab", mentor="m1"),
        Person("new person", name="New", roles=(Role.MENTEE,), status=Lifecycle.ONBOARDED, start=TOMORROW, unit="Ops"),
        Goal("new goal", person="p1", title="Goal", start=TOMORROW, due=date(2027, 9, 1)),
        Rating("new rating", person="p1", skill="s", level=5, on=TOMORROW, by=RaterGroup.MANAGER),
        Checkpoint("new check", placement="l13", on=TOMORROW, transfer=5, complexity=5),
        Quality("new quality", placement="l13", by=Rater.MENTEE, rating=1, on=TOMORROW),
        Performance("new reading", title="Scrap", placement="l13", before=1.0, after=3.0, on=TOMORROW, caveat="Rain"),
        Answers("new answers", survey=Survey.CLIMATE, cycle="q3", on=TOMORROW, item_1=1, item_2=1, item_3=1, item_4=1),
        Answers("new mood", survey=Survey.SATISFACTION, on=TOMORROW, person="p1", item_1=1, item_2=1, item_3=1),
        Readiness("new ready", person="p1", role="cfo", horizon=Horizon.LATER, on=TOMORROW),
        Nomination("new named", person="p4", role="cto", on=TOMORROW),
        *(Event(f"new {kind}", person="p0", kind=kind, on=TOMORROW) for kind in EventKind),
        Event("new left", person="p5", kind=EventKind.LEFT, on=TOMORROW),
        Recommendation("new offer", title="Do", people=("p1",), proposed=TOMORROW),
        Recommendation("new team", title="Do", kind=Deliverable.INITIATIVE, people=("p1",), proposed=TOMORROW),
        Attendance("new mark", circle="circle", person="p2", presence=Presence.THERE, on=TOMORROW),
        Attendance("new mark 2", circle="circle", person="p2", round=2, presence=Presence.THERE, on=TOMORROW),
        Baseline("new base", figure=Measure.RETENTION, group="New", value=10.0, n=10, start=TOMORROW),
        Chemistry("new chemistry", mentee="p1", mentor="m1", rating=1, on=TOMORROW),
    ]
