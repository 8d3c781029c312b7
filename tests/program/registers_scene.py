"""The plain scene with a little of everything that the registers of development and governance hold."""

from __future__ import annotations

from datetime import date

from program.program import Program
from program.records import (
    Action,
    Answers,
    Attainment,
    Baseline,
    Checkpoint,
    Consent,
    CriticalRole,
    Decision,
    Edition,
    Event,
    Goal,
    Horizon,
    Measure,
    Meeting,
    Nomination,
    Performance,
    Progress,
    Purpose,
    RaterGroup,
    Rating,
    Readiness,
    Recommendation,
    Review,
    Risk,
    Story,
    Survey,
    Target,
)
from tests.program.scene import mentee, placed, scene


def full() -> Program:
    """The plain scene with two years of it, in small."""
    return scene(
        mentee("ana", "Ana Ruiz", email="ana@example.org"),
        placed("p1", "ana", "q1", "fin", "chen"),
        placed("p2", "jon", "q1", "ops", "okafor"),
        Goal("late", person="ana", title="Run the close", due=date(2020, 6, 30), skill="pricing", target=4),
        Goal("far", person="jon", title="Chair a board", due=date(2090, 6, 30)),
        Goal("reached", person="ana", title="Speak plainly", start=date(2026, 1, 1), due=date(2026, 6, 1),
             done=date(2026, 6, 11), attained=Attainment.MORE),
        Rating("r1", person="ana", skill="pricing", by=RaterGroup.SELF, level=2, on=date(2026, 1, 5)),
        Rating("r2", person="ana", skill="pricing", by=RaterGroup.SELF, level=3, on=date(2026, 9, 5)),
        Rating("r3", person="jon", skill="safety", by=RaterGroup.MANAGER, level=4, on=date(2026, 9, 5)),
        CriticalRole("cfo", name="Chief financial officer", criticality=5),
        CriticalRole("coo", name="Chief operating officer", criticality=4),
        Nomination("n1", person="ana", role="cfo", on=date(2026, 2, 1)),
        Readiness("d1", person="ana", role="cfo", horizon=Horizon.NOW, on=date(2026, 3, 1)),
        Event("e1", person="jon", on=date(2026, 4, 1), role="coo"),
        Checkpoint("c1", placement="p1", on=date(2027, 2, 15), complexity=4, autonomy=3, breadth=5),
        Recommendation("m1", title="One list of suppliers", people=("ana",), proposed=date(2026, 5, 1)),
        Recommendation("m2", title="Close in four days", placement="p2", proposed=date(2026, 5, 1),
                       accepted=date(2026, 6, 1), implemented=date(2026, 8, 9)),
        Performance("f1", title="Days to close", placement="p1", before=9.5, after=4.25, lower=True,
                    caveat="A new system came as well"),
        Answers("a1", survey=Survey.SAFETY, cycle="q1", on=date(2026, 9, 1), item_1=2, item_2=6, item_3=1, item_4=5,
                item_5=2, item_6=6, item_7=7),
        Answers("a3", survey=Survey.SAFETY, item_1=2, item_2=5, item_3=1, item_4=5, item_5=2, item_6=5, item_7=5),
        Answers("a2", person="ana", item_1=4, item_2=5),
        Decision("b1", title="Open two more seats", due=date(2020, 1, 1)),
        Decision("b2", title="Begin with three hosts", on=date(2026, 1, 1), by="Committee"),
        Action("x1", title="Book the hall", owner="ana", due=date(2020, 1, 1)),
        Action("x2", title="Ask the hosts", state=Progress.CLOSED),
        Risk("k1", title="Sponsors drift away", likelihood=4, impact=4, owner="chen"),
        Risk("k2", title="Too little time", likelihood=2, impact=2, mitigation="Protected half-days"),
        Target("t1", figure=Measure.RETENTION, green=90, amber=82.5),
        Baseline("l1", figure=Measure.RETENTION, group="Everyone", value=88.25, n=1412),
        Review("v1", on=date(2026, 7, 1), findings="Hosts are asked too late", after="Hosts are asked a cycle ahead"),
        Meeting("g1", title="Steering committee", on=date(2020, 3, 1), people=("chen",)),
        Story("s1", title="A close in four days", people=("ana", "jon")),
        Consent("y1", person="ana", purpose=Purpose.STORIES, given=date(2026, 1, 1)),
        Edition("z1", name="Board, short"),
    )  # fmt: skip
