"""One line typed in a workshop: what it becomes."""

from __future__ import annotations

from datetime import date

import pytest

from program.capturing import due_day, understood
from program.program import Program
from program.records import Action, Capture, CaptureKind, Circle, Person, Role
from program.trouble import Trouble

TODAY = date(2027, 3, 3)  # a Wednesday
CIRCLE = Circle("circle", name="Weekly", people=("ana", "jon", "anna"), facilitator="fay")
PROGRAM = Program.of_records(
    [
        CIRCLE,
        Person("ana", name="Ana Ruiz", alias="Heron", roles=(Role.MENTEE,)),
        Person("anna", name="Anna Lind", roles=(Role.MENTEE,)),
        Person("jon", name="Jon Bakke", called="Jonny", roles=(Role.MENTEE,)),
        Person("fay", name="Fay Wu", roles=(Role.FACILITATOR,)),
        Person("far", name="Jon Farley", roles=(Role.MENTOR,)),
    ]
)


def action(text: str) -> tuple[str, str, date | None]:
    made = understood(text, None, PROGRAM, CIRCLE, TODAY)
    assert isinstance(made, Action) and made.circle == "circle" and made.on == TODAY
    return made.title, made.owner, made.due


@pytest.mark.parametrize(
    ("text", "title", "owner", "due"),
    [
        ("Book the hall", "Book the hall", "", None),
        ("Book the hall @ana by friday", "Book the hall", "ana", date(2027, 3, 5)),
        ("@Jonny: call the hotel tomorrow", "call the hotel", "jon", date(2027, 3, 4)),
        ("Send slides to all @Ana Ruiz due 12 March", "Send slides to all", "ana", date(2027, 3, 12)),
        ('Ask HR @"Jon Farley" by 2027-04-01 about seats', "Ask HR about seats", "far", date(2027, 4, 1)),
        ("Write the summary @fay, in 2 weeks", "Write the summary", "fay", date(2027, 3, 17)),
        ("Check again @heron by end of month.", "Check again", "ana", date(2027, 3, 31)),
        ("Friday lunch list", "Friday lunch list", "", None),
        ("Mail jon@firm.example about it", "Mail jon@firm.example about it", "", None),
        ("Follow up by next monday", "Follow up", "", date(2027, 3, 8)),
        ("Meet again 5 January", "Meet again", "", date(2028, 1, 5)),
    ],
)
def test_an_action_with_its_owner_and_day(text, title, owner, due):
    assert action(text) == (title, owner, due)


@pytest.mark.parametrize("text", ["Do it @an", "Do it @jo by friday", "Do it @nobody", "Do it by 3/4/2027"])
def test_what_is_unclear_is_asked_for_again_and_says_no_name(text):
    if text.startswith("Do it @jo"):
        assert understood(text, None, PROGRAM, CIRCLE, TODAY).owner == "jon", "in the circle there is one"
        return
    with pytest.raises(Trouble) as raised:
        understood(text, None, PROGRAM, CIRCLE, TODAY)
    assert "Nothing was kept" in str(raised.value) and "Ana" not in str(raised.value)


def test_what_is_parked_or_learnt_is_kept_word_by_word():
    for kind in CaptureKind:
        made = understood("  Who pays @all   by friday? ", kind, PROGRAM, CIRCLE, TODAY)
        assert isinstance(made, Capture)
        assert (made.text, made.kind, made.on) == ("Who pays @all by friday?", kind, TODAY)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", date(2027, 3, 3)),
        ("wednesday", date(2027, 3, 10)),
        ("thu", date(2027, 3, 4)),
        ("next Tuesday", date(2027, 3, 9)),
        ("next week", date(2027, 3, 10)),
        ("next month", date(2027, 4, 3)),
        ("in 10 days", date(2027, 3, 13)),
        ("in a month", date(2027, 4, 3)),
        ("end of the week", date(2027, 3, 5)),
        ("end of year", date(2027, 12, 31)),
        ("31.3.2027", date(2027, 3, 31)),
        ("March 31st", date(2027, 3, 31)),
        ("soon", None),
    ],
)
def test_days_in_words(words, day):
    assert due_day(words, TODAY) == day


def test_a_month_later_is_never_a_day_that_is_not():
    assert due_day("next month", date(2027, 1, 31)) == date(2027, 2, 28)
    assert due_day("in 1 month", date(2027, 12, 31)) == date(2028, 1, 31)
