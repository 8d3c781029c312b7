"""What comes back: three ways, field by field, chosen by the lead, refused when it goes beyond what was handed over."""

from __future__ import annotations

from datetime import date
from random import Random

import msgspec
import pytest

from program.changes import Change, pairs
from program.commands import Keep, Remove
from program.commands.handover import MergeHandback
from program.merging import Handback, NotAccepted, Step, compared, demand_mergeable
from program.program import Program
from program.reach import OutOfReach, demand
from program.records import (
    Action,
    Attendance,
    Capture,
    Circle,
    Grant,
    Note,
    Person,
    Placement,
    Presence,
    Progress,
    Record,
    Returned,
    Scenario,
    Sketch,
)
from program.scenarios import KeepScenario
from program.trouble import NotValid
from tests.program.handing import brought, grant, reach, unpacked, world

STORE = "s" * 32


class Case:
    """A lead's program with one hand-over out, and the facilitator's copy of it."""

    def __init__(self, **more: object) -> None:
        plain = world()
        self.grant = msgspec.structs.replace(grant(**more), pack="p" * 64)
        self.lead = plain.apply(Change("", pairs([(None, self.grant)])))
        self.reach = reach(plain, self.grant)
        self.theirs = unpacked(self.reach)
        self.number = 0

    def work(self, *records: Record) -> None:
        """What the facilitator does."""
        change = Keep(records).change(self.theirs)
        following = self.theirs.apply(change)
        demand(self.reach, following, change)
        self.theirs = following

    def remove(self, *records: Record) -> None:
        change = Remove(records).change(self.theirs)
        demand(self.reach, self.theirs.apply(change), change)
        self.theirs = self.theirs.apply(change)

    def here(self, *records: Record) -> None:
        """What the lead does meanwhile."""
        self.lead = self.lead.apply(Keep(records).change(self.lead))

    def back(self, **more: object) -> Handback:
        self.number += 5
        return brought(self.reach, self.theirs, self.number, **more)

    def merge(self, accept: str = "everything", back: Handback | None = None) -> Change:
        handback = back or self.back()
        demand_mergeable(self.lead, STORE, handback)
        merge = compared(self.lead, handback)
        change = MergeHandback(merge, getattr(merge, accept)).change(self.lead)
        self.lead = self.lead.apply(change)
        return change

    def their(self, cls: type, id_: str, **more: object) -> Record:
        return msgspec.structs.replace(self.theirs.of(cls)[id_], **more)

    def our(self, cls: type, id_: str, **more: object) -> Record:
        return msgspec.structs.replace(self.lead.of(cls)[id_], **more)


@pytest.fixture
def case() -> Case:
    return Case(fields=(*grant().fields, ("placement", "goal")))


def test_what_the_facilitator_did_comes_back_as_one_change_that_can_be_taken_back(case):
    case.work(
        Action("new", title="Write to Ana", owner="ana", circle="peers", due=date(2027, 5, 1)),
        case.their(Attendance, "at-ana", presence=Presence.LATE),
        case.their(Placement, "ana-q1", goal="Lead a team", review=date(2027, 3, 9)),
        Capture("learnt", text="Smaller tables", circle="peers"),
    )
    case.remove(case.theirs.of(Capture)["cap"])
    before = case.lead
    change = case.merge("safe")
    assert change.title == "Merge the hand-back of person.chen.name. (5 records)"
    assert case.lead.of(Action)["new"].title == "Write to Ana"
    assert case.lead.of(Attendance)["at-ana"].presence is Presence.LATE
    placement = case.lead.of(Placement)["ana-q1"]
    assert (placement.goal, placement.review, placement.host) == ("Lead a team", date(2027, 3, 9), "ops")
    assert "cap" not in case.lead.of(Capture)
    assert case.lead.of(Grant)["g1"].state is Returned.BACK
    assert case.lead.apply(change.flip()) == before


def test_what_was_not_granted_is_untouched_by_a_merge(case):
    number = case.our(Person, "ana", number="4711", group="A")
    case.here(number, case.our(Placement, "ana-q1", pinned=True))
    case.work(case.their(Placement, "ana-q1", project="Pricing"))
    case.merge()
    assert case.lead.of(Person)["ana"] == number
    assert case.lead.of(Placement)["ana-q1"].pinned and case.lead.of(Placement)["ana-q1"].project == "Pricing"


def test_fields_changed_on_both_sides_are_the_leads_to_decide(case):
    case.work(case.their(Action, "act-ana", title="Theirs", state=Progress.CLOSED))
    case.here(case.our(Action, "act-ana", title="Ours", outcome="Done well"))
    merge = compared(case.lead, case.back())
    item = merge.items[0]
    assert [(f.label, f.ours, f.theirs, f.conflict) for f in item.fields] == [
        ("Action", "Ours", "Theirs", True),
        ("State", Progress.OPEN, Progress.CLOSED, False),
    ]
    assert (merge.conflicts, item.conflict, item.by.who) == (1, True, "Chen")
    safe = MergeHandback(merge, merge.safe).change(case.lead)
    kept = case.lead.apply(safe).of(Action)["act-ana"]
    assert (kept.title, kept.state, kept.outcome) == ("Ours", Progress.CLOSED, "Done well")
    whole = case.lead.apply(MergeHandback(merge, merge.everything).change(case.lead)).of(Action)["act-ana"]
    assert (whole.title, whole.state, whole.outcome) == ("Theirs", Progress.CLOSED, "Done well")
    only = MergeHandback(merge, frozenset({("action", "act-ana", "title")})).change(case.lead)
    assert case.lead.apply(only).of(Action)["act-ana"].state is Progress.OPEN


def test_the_same_change_on_both_sides_is_no_conflict(case):
    case.work(case.their(Action, "act-ana", title="Same"))
    case.here(case.our(Action, "act-ana", title="Same"))
    assert compared(case.lead, case.back()).items == ()


def test_removed_on_one_side_and_changed_on_the_other_is_a_conflict(case):
    case.remove(case.theirs.of(Action)["act-ana"])
    case.work(case.their(Action, "act-peers", title="Theirs"))
    case.here(case.our(Action, "act-ana", title="Ours"))
    case.lead = case.lead.apply(Remove((case.lead.of(Action)["act-peers"],)).change(case.lead))
    merge = compared(case.lead, case.back())
    assert [(item.id, item.what, item.conflict) for item in merge.items] == [
        ("act-ana", "removed", True),
        ("act-peers", "changed", True),
    ]
    case.merge("safe")
    assert case.lead.of(Action)["act-ana"].title == "Ours" and "act-peers" not in case.lead.of(Action)


def test_accepting_theirs_in_such_a_conflict_removes_and_brings_back(case):
    case.remove(case.theirs.of(Action)["act-ana"])
    case.work(case.their(Action, "act-peers", title="Theirs"))
    case.here(case.our(Action, "act-ana", title="Ours"))
    case.lead = case.lead.apply(Remove((case.lead.of(Action)["act-peers"],)).change(case.lead))
    case.merge("everything")
    assert "act-ana" not in case.lead.of(Action) and case.lead.of(Action)["act-peers"].title == "Theirs"


def test_a_plan_tried_out_comes_back_as_a_scenario_that_says_whose_it_is(case):
    change = KeepScenario("More Finance", tuple(case.theirs.of(Placement).values())).change(case.theirs)
    demand(case.reach, case.theirs.apply(change), change)
    case.theirs = case.theirs.apply(change)
    case.merge("safe")
    assert [each.name for each in case.lead.of(Scenario).values()] == ["More Finance (person.chen.name.)"]
    assert {sketch.person for sketch in case.lead.of(Sketch).values()} == {"ana", "jon", "kim"}


def test_without_the_scenario_its_placements_are_left_out_too(case):
    change = KeepScenario("More Finance", tuple(case.theirs.of(Placement).values())).change(case.theirs)
    case.theirs = case.theirs.apply(change)
    merge = compared(case.lead, case.back())
    some = frozenset(choice for choice in merge.safe if choice[0] == "sketch")
    assert not case.lead.apply(MergeHandback(merge, some).change(case.lead)).of(Sketch)


def test_a_second_hand_back_is_compared_with_the_first(case):
    case.work(Action("new", title="First", owner="ana"), case.their(Attendance, "at-ana", presence=Presence.LATE))
    case.merge("safe")
    case.here(case.our(Attendance, "at-ana", presence=Presence.AWAY))
    case.work(case.their(Action, "new", title="Second"))
    merge = compared(case.lead, case.back())
    assert [(item.id, item.conflict) for item in merge.items] == [("new", False)]
    case.merge("safe")
    assert case.lead.of(Action)["new"].title == "Second"
    assert case.lead.of(Attendance)["at-ana"].presence is Presence.AWAY


def test_what_was_declined_once_is_not_brought_again(case):
    case.work(Capture("learnt", text="Smaller tables", circle="peers"))
    merge = compared(case.lead, back := case.back())
    assert len(merge.items) == 1
    case.lead = case.lead.apply(MergeHandback(merge, frozenset()).change(case.lead))
    assert back.number < case.number + 5 and "learnt" not in case.lead.of(Capture)


def test_a_private_note_comes_once(case):
    note = Note("dropped", about="ana", author="Chen", body="sealed to the lead")
    case.work(note)
    case.merge("safe")
    assert case.lead.of(Note)["dropped"] == note
    case.lead = case.lead.apply(Remove((note,)).change(case.lead))
    assert compared(case.lead, case.back()).items == ()


def test_a_merge_looked_at_before_the_book_changed_is_looked_at_again(case):
    case.work(case.their(Action, "act-ana", title="Theirs"))
    merge = compared(case.lead, case.back())
    case.here(case.our(Action, "act-ana", title="Ours"))
    with pytest.raises(NotAccepted, match="has changed since"):
        MergeHandback(merge, merge.everything).change(case.lead)


def test_what_was_taken_away_and_merged_is_not_taken_away_again(case):
    case.remove(case.theirs.of(Capture)["cap"])
    case.merge("safe")
    case.here(Capture("cap", text="Said once more", circle="peers"))
    assert compared(case.lead, case.back()).items == ()


def test_new_records_do_without_others_that_were_left_out(case):
    case.work(Circle("mine", name="Mine", people=("ana",)))
    case.work(
        Action("new", title="Write", owner="ana", circle="mine"),
        Attendance("at", circle="mine", person="ana"),
        case.their(Action, "act-ana", circle="mine"),
    )
    merge = compared(case.lead, case.back())
    some = frozenset(choice for choice in merge.everything if choice[0] != "circle")
    after = case.lead.apply(MergeHandback(merge, some).change(case.lead))
    assert after.of(Action)["new"].circle == "" == after.of(Action)["act-ana"].circle
    assert "at" not in after.of(Attendance)


def test_people_who_are_gone_here_are_left_out_of_what_comes_back(case):
    case.work(case.their(Circle, "peers", hosts=("jon", "ana")))
    case.lead = case.lead.apply(Remove((case.lead.of(Person)["jon"],)).change(case.lead))
    case.merge("everything")
    assert case.lead.of(Circle)["peers"].hosts == ("ana",)


def test_a_name_that_is_taken_stands_against_merging(case):
    case.here(Scenario("mine", name="Plan (person.chen.name.)"))
    case.work(Scenario("s", name="Plan"))
    merge = compared(case.lead, case.back())
    with pytest.raises(NotValid):
        MergeHandback(merge, merge.everything).change(case.lead)


def test_what_was_agreed_on_and_cannot_be_read_is_told(case):
    case.lead = case.lead.apply(Change("", pairs([(case.our(Grant, "g1"), case.our(Grant, "g1", agreed="{"))])))
    with pytest.raises(NotAccepted, match="cannot be read"):
        compared(case.lead, case.back())


def test_a_hand_back_after_its_day_is_late_and_taken_all_the_same():
    assert not Case(until=date(2027, 4, 2)).back().late
    assert not Case().back().late
    late = Case(until=date(2027, 4, 1))
    assert late.back().late
    late.merge()


# ---- refused ---------------------------------------------------------------------------------------------------------


def refused(case: Case, handback: Handback) -> str:
    before = case.lead
    with pytest.raises(NotAccepted) as told:
        demand_mergeable(case.lead, STORE, handback)
    assert case.lead is before
    return told.value.what


def test_a_hand_back_is_merged_once_and_never_an_older_one(case):
    first, second = case.back(), case.back()
    case.merge(back=second)
    assert "already" in refused(case, second)
    assert "older" in refused(case, first)
    assert "older" in refused(case, msgspec.structs.replace(first, number=second.number))


def test_foreign_withdrawn_and_outdated_ones_are_refused(case):
    back = case.back()
    assert "another book" in refused(case, msgspec.structs.replace(back, store="t" * 32))
    assert "nothing of the hand-over" in refused(case, msgspec.structs.replace(back, grant="other"))
    assert "older pack" in refused(case, msgspec.structs.replace(back, pack="q" * 64))
    case.lead = case.lead.apply(Change("", pairs([(case.grant, case.our(Grant, "g1", state=Returned.WITHDRAWN))])))
    assert "withdrawn" in refused(case, back)


def test_the_key_of_the_first_hand_back_is_the_only_one(case):
    case.merge()
    assert "another key" in refused(case, case.back(signer="x" * 64))


BEYOND = [
    ("person", "ana", Person("ana", name="Else"), "People were not handed over"),
    ("person", "more", Person("more", name="New"), "People were not handed over"),
    ("placement", "ana-q1", Placement("ana-q1", person="jon", cycle="q1"), "Mentee"),
    ("placement", "ana-q3", Placement("ana-q3", person="ana", cycle="q3"), "adding"),
    ("placement", "ana-q1", None, "removing"),
    ("circle", "peers", None, "removing"),
    ("action", "act-none", Action("act-none", title="x", owner="nobody"), "point to something"),
    ("attendance", "at-x", Attendance("at-x", circle="empty", person="ana"), "point to something"),
    ("note", "n", Note("n", about="eva", body="x"), "somebody outside"),
    ("note", "n", Note("n", about="okafor", body="x"), "somebody outside"),
    ("note", "n", Note("n", about="ana"), "not sealed"),
    ("sketch", "k", Sketch("k", person="ana", cycle="q3", scenario="s"), "outside the hand-over"),
    ("grant", "g1", Grant("g1", name="x"), "Hand-overs were not"),
    ("charter", "charter", None, "Charter were not"),
    ("action", "act-ana", Action("act-ana", title="x" * 401, owner="ana"), "cannot be"),
]


@pytest.mark.parametrize(("kind", "id_", "after", "words"), BEYOND)
def test_what_goes_beyond_the_grant_is_refused_with_the_reason(case, kind, id_, after, words):
    back = case.back()
    step = Step(kind, id_, after)
    assert words in refused(case, msgspec.structs.replace(back, steps=(*back.steps, step)))


def test_a_field_that_was_not_granted_cannot_come_back_changed():
    fields = tuple(each for each in grant().fields if each != ("action", "outcome"))
    case = Case(fields=fields)
    step = Step("action", "act-ana", case.their(Action, "act-ana", outcome="x"))
    assert "Outcome" in refused(case, case.back(steps=(step,)))
    step = Step("action", "new", Action("new", title="x", outcome="y"))
    assert "Outcome" in refused(case, case.back(steps=(step,)))


def test_without_placements_no_scenario_comes_back():
    case = Case(fields=tuple(each for each in grant().fields if each[0] != "placement"))
    assert "Placements" in refused(case, case.back(steps=(Step("scenario", "s", Scenario("s", name="x")),)))


@pytest.mark.parametrize(("kind", "id_", "after", "words"), [each for each in BEYOND if each[2] is not None][:10])
def test_a_facilitators_book_keeps_to_the_same_line(case, kind, id_, after, words):
    before = case.theirs.of(type(after)).get(id_)
    change = Change("", pairs([(before, after)]))
    with pytest.raises(OutOfReach):
        demand(case.reach, case.theirs.apply(change), change)


# ---- two facilitators ------------------------------------------------------------------------------------------------


class Two:
    """Two facilitators at work at random on overlapping hand-overs."""

    def __init__(self, chance: Random) -> None:
        self.plain = world()
        self.grants = [
            msgspec.structs.replace(grant(), id=f"g{place}", facilitator=who, people=("kim", who), pack="p" * 64)
            for place, who in enumerate(("chen", "okafor"))
        ]
        self.lead = self.plain.apply(Change("", pairs((None, each) for each in self.grants)))
        self.backs = [self._work(each, chance, place) for place, each in enumerate(self.grants)]

    def _work(self, given: Grant, chance: Random, place: int) -> Handback:
        of = reach(self.plain, given)
        now = unpacked(of)
        for turn in range(chance.randint(1, 8)):
            items = [each for cls in (Action, Attendance, Capture, Circle, Placement) for each in now.of(cls).values()]
            item = chance.choice(items)
            if isinstance(item, Capture | Action | Attendance) and chance.random() < 0.2:
                change = Change("", pairs([(item, None)]))
            elif chance.random() < 0.4:
                change = Change("", pairs([(None, Action(f"a{place}{turn}", title=f"{turn}", owner="ana"))]))
            elif chance.random() < 0.2:
                change = KeepScenario(f"Plan {turn}", tuple(now.of(Placement).values())).change(now)
            else:
                change = Change("", pairs([(item, _edited(item, chance))]))
            demand(of, now.apply(change), change)
            now = now.apply(change)
        return brought(of, now, signer=f"{place}" * 64)

    def merged(self, order: tuple[int, int]) -> tuple[Program, int]:
        program, conflicts = self.lead, 0
        for place in order:
            demand_mergeable(program, STORE, self.backs[place])
            merge = compared(program, self.backs[place])
            conflicts += merge.conflicts
            program = program.apply(MergeHandback(merge, merge.everything).change(program))
        return program, conflicts


def _edited(item: Record, chance: Random) -> Record:
    names = {
        "action": ("title", "outcome"),
        "capture": ("text",),
        "placement": ("project", "deliverable", "acceptance"),
        "circle": ("name",),
        "attendance": ("on",),
    }[type(item).__name__.lower()]
    name = chance.choice(names)
    value: object = date(2027, chance.randint(1, 3), 1) if name == "on" else chance.choice(("red", "green", "blue"))
    return msgspec.structs.replace(item, **{name: value})


@pytest.mark.parametrize("seed", range(5))
def test_two_hand_backs_without_conflict_give_the_same_book_in_any_order(seed):
    clear = 0
    for turn in range(60):
        two = Two(Random(seed * 1000 + turn))
        (one, first), (other, second) = two.merged((0, 1)), two.merged((1, 0))
        assert (first == 0) == (second == 0)
        if not first:
            assert one == other
            clear += 1
    assert clear > 10
