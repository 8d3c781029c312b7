"""What contradicts itself within one record is not kept, and the field that has to be mended is named."""

from __future__ import annotations

from datetime import date

import pytest

from program.commands import Keep
from program.records import (
    Answers,
    Baseline,
    CriticalRole,
    Edition,
    Goal,
    Measure,
    Nomination,
    RaterGroup,
    Rating,
    Readiness,
    Recommendation,
    Record,
    Survey,
    Target,
)
from program.surveys import ITEMS, SCALES, wording
from program.trouble import NotValid
from tests.program.scene import done, scene

JAN, FEB, MAR = date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)
WORLD = scene(
    CriticalRole("cfo", name="Chief financial officer"),
    Nomination("n", person="ana", role="cfo", on=JAN),
    Target("t", figure=Measure.RETENTION, green=90, amber=80),
)


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (Goal("x", person="ana", title="Lead", start=FEB, due=JAN), "due"),
        (Goal("x", person="ana", title="Lead", start=FEB, done=JAN), "done"),
        (Goal("x", person="ana", title="Lead", target=4), "skill"),
        (Recommendation("x", title="One list", proposed=FEB, accepted=JAN), "accepted"),
        (Recommendation("x", title="One list", accepted=FEB, implemented=JAN), "implemented"),
        (Recommendation("x", title="One list", proposed=FEB, implemented=JAN), "implemented"),
        (Recommendation("x", title="One list", proposed=FEB, declined=JAN), "declined"),
        (Recommendation("x", title="One list", proposed=JAN, implemented=FEB, declined=MAR), "declined"),
        (Nomination("x", person="jon", role="cfo", on=FEB, until=JAN), "until"),
        (Nomination("x", person="ana", role="cfo", on=FEB), "person"),
        (Rating("x", person="ana", skill="pricing", by=RaterGroup.MANAGER, rater="ana"), "rater"),
        (Readiness("x", person="ana", role="cfo", rater="ana"), "rater"),
        (Answers("x", survey=Survey.SATISFACTION, item_2=6), "item_2"),
        (Answers("x", survey=Survey.CLIMATE, item_5=1), "item_5"),
        (Target("x", figure=Measure.RETENTION, green=1, amber=0), "figure"),
        (Target("x", figure=Measure.GROWTH, green=1, amber=2), "amber"),
        (Target("x", figure=Measure.OVERDUE, green=20, amber=10, lower=True), "amber"),
        (Baseline("x", start=FEB, end=JAN), "end"),
        (Edition("x", name="Board", start=FEB, end=JAN), "end"),
    ],
)
def test_a_contradiction_is_refused_at_its_field(item: Record, field: str) -> None:
    with pytest.raises(NotValid) as refused:
        done(WORLD, Keep((item,)))
    assert [problem.field for problem in refused.value.problems] == [field]


@pytest.mark.parametrize(
    "item",
    [
        Goal("x", person="ana", title="Lead", start=JAN, due=JAN, done=JAN, skill="pricing", target=4),
        Recommendation("x", title="One list", proposed=JAN, accepted=JAN, implemented=FEB),
        Nomination("x", person="ana", role="cfo", on=JAN, until=FEB),
        Rating("x", person="ana", skill="pricing", by=RaterGroup.SELF, rater="ana"),
        Answers("x", survey=Survey.SAFETY, item_1=7, item_7=7),
        Answers("x", survey=Survey.SATISFACTION),
        Target("x", figure=Measure.OVERDUE, green=10, amber=20, lower=True),
        Target("x", figure=Measure.GROWTH, green=1, amber=1),
        Target("t", figure=Measure.RETENTION, green=92, amber=80),
    ],
)
def test_what_goes_together_is_kept(item: Record) -> None:
    assert done(WORLD, Keep((item,)))[0].of(type(item))[item.id] == item


class TestSurveys:
    def test_each_has_its_items_and_scale_and_safety_turns_three_round(self) -> None:
        shape = {survey.value: (scale.number, scale.top) for survey, scale in SCALES.items()}
        assert shape == {"satisfaction": (3, 5), "climate": (4, 5), "safety": (7, 7), "confidence": (4, 5)}
        turned = [(survey, at) for survey, scale in SCALES.items() for at, i in enumerate(scale.items, 1) if i.reversed]
        assert turned == [(Survey.SAFETY, 1), (Survey.SAFETY, 3), (Survey.SAFETY, 5)]

    def test_a_score_is_the_mean_of_what_was_answered_turned_round(self) -> None:
        safety = SCALES[Survey.SAFETY]
        assert safety.scored(Answers("x", survey=Survey.SAFETY, item_1=1, item_2=7, item_3=2)) == (7, 7, 6)
        assert safety.score(Answers("x", survey=Survey.SAFETY, item_1=1, item_2=4)) == 5.5
        assert safety.score(Answers("x", survey=Survey.SAFETY)) is None
        assert SCALES[Survey.CLIMATE].score(Answers("x", survey=Survey.CLIMATE, item_1=7, item_2=3)) == 3.0

    def test_fields_stand_under_their_questions(self) -> None:
        words = wording(Answers("x", survey=Survey.SATISFACTION))
        assert set(words) == set(ITEMS)
        assert words["item_1"].startswith("1. ") and words["item_3"].startswith("3. ") and words["item_4"] == ""
