"""What somebody tries who has a pack in hand and wants to know of a person: each attempt fails."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import msgspec
import pytest

from program.commands.erasure import Erase
from program.leaks import Cleared, clear
from program.metrics.catalogue import METRICS
from program.metrics.figure import Figure, Part, Scope
from program.metrics.guarded import guarded
from program.metrics.intervals import wilson
from program.metrics.pictures import Bars
from program.metrics.registry import Metric
from program.program import Program
from program.records import (
    Action,
    Circle,
    Cohort,
    Consent,
    CriticalRole,
    Decision,
    Edition,
    Event,
    EventKind,
    Horizon,
    Host,
    Lifecycle,
    Measure,
    Nomination,
    PackKind,
    Person,
    Purpose,
    RaterGroup,
    Readiness,
    Record,
    Release,
    Role,
    Section,
    Snapshot,
    Story,
    Target,
    Tier,
)
from program.snapshots import Content, Edges, decode, snapshot
from program.suppression import LEAST, REST
from program.views import PackView, behind, pack
from program.views_pack_figures import Figures
from tests.reports.governed import DAY, governed

EDGES = Edges("Program", DAY, "", "Committee", "", "", "copy 1", (), b"m", "", "A4", "fit", "en")
KINDS = tuple(PackKind)


def cleared(program: Program, kind: PackKind = PackKind.COMMITTEE, day: date = DAY) -> Cleared[PackView]:
    return clear(program, lambda there: pack(there, day, kind), Tier.AGGREGATE, (Purpose.FIGURES,))


def with_(program: Program, *records: Record) -> Program:
    there = {(type(item), item.id): item for item in program.everything()}
    there |= {(type(item), item.id): item for item in records}
    return Program.of_records(there.values())


def somebody(program: Program) -> Person:
    return program.people(Role.MENTEE)[3]


def shares(counts: tuple[int, ...], n: int, part: int) -> Figure:
    parts = tuple(Part(f"g{place}", 100 * each / n, n, each, wilson(each, n)) for place, each in enumerate(counts))
    return Figure(measure=Measure.READINESS, scope=Scope(DAY), value=100 * part / n, n=n, part=part, parts=parts)


def test_who_is_not_counted_is_not_told_by_the_shares_beside_those_who_are() -> None:
    """The first share is the whole's own numerator: a reader takes it and the shown ones from n."""
    card = METRICS[Measure.READINESS].card
    chance = Random(3)
    cases = [(6, 12, 3, 0)] + [tuple(chance.choice((0, 1, 2, 3, 4, 5, 6, 9, 14)) for _ in range(4)) for _ in range(400)]
    for counts in cases:
        if not sum(counts):
            continue
        shown = guarded(shares(counts, sum(counts), counts[0]), card, LEAST)
        if shown.withheld:
            continue
        hidden = [each.withheld for each in shown.parts[1:]]
        left = shown.n - shown.part - sum(each.part for each in shown.parts[1:])
        low = 0 if all(hidden) else 1  # a zero is told, unless nothing is
        for count, withheld in zip(counts[1:], hidden, strict=True):
            if 0 < count < LEAST:
                assert withheld and left - low * (sum(hidden) - 1) - low + 1 >= LEAST, (counts, shown.parts)


@pytest.mark.parametrize(("promoted", "moved", "either"), [(6, 5, 9), (9, 8, 11), (9, 9, 10)])
def test_who_had_both_or_only_one_of_two_is_not_told_by_taking_one_from_the_other(
    promoted: int, moved: int, either: int
) -> None:
    found = guarded(shares((promoted, moved), 25, either), METRICS[Measure.PROGRESSION].card, LEAST)
    assert found.part == either and all(each.withheld for each in found.parts)


def test_two_shares_that_overlap_in_many_are_told() -> None:
    found = guarded(shares((15, 16), 40, 22), METRICS[Measure.PROGRESSION].card, LEAST)
    assert [each.part for each in found.parts] == [15, 16]


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("Moved up since their first rating: 19 of 22; moved down: 0.", False),
        ("28 are on the way.", False),
        ("12 of 15 all agree.", False),
        ("Moved up since their first rating: 17 of 22; moved down: 0.", True),
        ("Index 0.060, normalised 0.013.", True),
    ],
)
def test_a_note_does_not_tell_of_all_but_few(note: str, kept: bool) -> None:
    figure = msgspec.structs.replace(shares((20,), 30, 20), parts=(), notes=(note,))
    assert guarded(figure, METRICS[Measure.PROGRESSION].card, LEAST).notes == ((note,) if kept else ())


def test_a_figure_of_roles_does_not_count_a_handful_of_successors() -> None:
    roles = [CriticalRole(f"cr{place}", f"Head of {place}") for place in range(8)]
    people = [person.id for person in governed().people(Role.MENTEE)]
    plain = Program.of_records(
        item for item in governed().everything() if not isinstance(item, CriticalRole | Nomination)
    )
    named = [Nomination(f"n{place}", people[place], roles[place].id, on=DAY - timedelta(days=90)) for place in range(6)]
    few, many = (
        cleared(with_(plain, *roles, *some)).view.figures[Measure.SUCCESSOR_COVERAGE].shown
        for some in (named[:3], named)
    )
    assert few.withheld and few.value is None
    assert many.said == "75\u00a0%"


def test_a_decision_about_somebody_left_out_does_not_become_one_about_nobody() -> None:
    who = somebody(governed()).id
    words = "Let them pause until spring"
    program = with_(governed(), Decision("x", title=words, on=DAY - timedelta(days=5), people=(who,)))
    taken = [each.title for each in cleared(program).view.decisions.taken]
    assert words not in taken
    on = DAY - timedelta(days=3)
    program = with_(program, Consent("c", who, Purpose.FIGURES, on - timedelta(days=90), withdrawn=on))
    assert [each.title for each in cleared(program).view.decisions.taken] == taken


@pytest.mark.parametrize("kind", KINDS)
def test_a_host_called_like_somebody_does_not_open_their_name_to_the_whole_pack(kind: PackKind) -> None:
    who = somebody(governed())
    host = next(iter(governed().of(Host).values()))
    program = with_(
        governed(),
        msgspec.structs.replace(host, name=who.name),
        Decision("x", title=f"Ask {who.name} to go", on=DAY - timedelta(days=5), due=DAY - timedelta(days=1)),
        Decision("y", title=f"Ask {who.name} again", due=DAY - timedelta(days=9)),
    )
    assert who.name not in str(msgspec.structs.asdict(cleared(program, kind).view))


def test_erasing_somebody_breaks_no_snapshot() -> None:
    made = cleared(governed())
    release = Release(f"{1:016x}", document=made.view.title, fingerprint="0" * 64, copy=1, on=DAY, stand=1)
    kept = snapshot(release, Content("committee", made.view, EDGES), DAY)
    by_chance = next(kept.content[at : at + 3] for at in range(200, 2000) if kept.content[at : at + 3].isalpha())
    who = msgspec.structs.replace(somebody(governed()), alias=by_chance)
    program = with_(governed(), who, release, kept)
    after = program.apply(Erase(who.id).change(program))
    assert decode(after.of(Snapshot)[kept.id]).view == made.view


def test_a_story_is_not_told_because_one_of_its_people_was_erased() -> None:
    first, second = (person.id for person in governed().people(Role.MENTEE)[:2])
    program = with_(
        governed(),
        Story("x", "A turn", told="It went well.", figure=Measure.READINESS, people=(first, second)),
        Consent("c", second, Purpose.STORIES, DAY - timedelta(days=9)),
    )
    assert "A turn" not in str(cleared(program, PackKind.ANNUAL).view)
    after = program.apply(Erase(first).change(program))
    assert "A turn" not in str(cleared(after, PackKind.ANNUAL).view)


def sent(program: Program, kind: PackKind, number: int, edition: str = "", day: date = DAY) -> tuple[Program, PackView]:
    """A pack released, and the book after it."""
    made = clear(program, lambda there: pack(there, day, kind, edition), Tier.AGGREGATE, (Purpose.FIGURES,))
    release = Release(f"{number:016x}", document=made.view.title, fingerprint="0" * 64, copy=1, on=day, stand=number)
    content = Content(kind.value, made.view, EDGES, behind(program, made.view))
    return with_(program, release, snapshot(release, content, made.view.until)), made.view


def changed(program: Program, count: int) -> Program:
    rotating = [each for each in program.people(Role.MENTEE) if each.status is Lifecycle.IN_ROTATION]
    return with_(program, *(msgspec.structs.replace(each, status=Lifecycle.REVIEW) for each in rotating[:count]))


@pytest.mark.parametrize("kind", [PackKind.QUARTERLY, PackKind.ANNUAL, PackKind.OBSERVER])
def test_a_sibling_does_not_tell_who_moved_since_the_committees_pack(kind: PackKind) -> None:
    program, first = sent(changed(governed(60, 6, 8, 12), 20), PackKind.COMMITTEE, 1)
    after = changed(program, 1)
    assert cleared(after, kind).view.board.people == first.board.people
    assert cleared(changed(program, 9), kind).view.board.people != first.board.people


def test_an_edition_of_an_earlier_day_does_not_tell_who_moved_since() -> None:
    edition = Edition("e", "Last month", end=DAY - timedelta(days=30))
    program, first = sent(with_(changed(governed(60, 6, 8, 12), 20), edition), PackKind.COMMITTEE, 1)
    _, after = sent(changed(program, 1), PackKind.COMMITTEE, 2, "e")
    assert after.until < DAY and after.board.people == first.board.people


def test_one_after_the_other_on_one_day_add_up_to_a_new_table_only_when_enough_have_moved() -> None:
    program, first = sent(changed(governed(60, 6, 8, 12), 20), PackKind.COMMITTEE, 1)
    tables = []
    for number in range(2, 8):
        program, view = sent(changed(program, 1), PackKind.COMMITTEE, number)
        tables.append(view.board.people)
    assert tables[:4] == [first.board.people] * 4
    assert tables[4] is not None and tables[4] != first.board.people and tables[5] == tables[4]


def test_groups_are_told_again_from_whichever_pack_compared_them_last_and_on_the_status_page_too() -> None:
    target = Target("tx", figure=Measure.ACCESS_RATIO, green=0.9, amber=0.8)
    program, first = sent(with_(governed(60, 6, 8, 12), target), PackKind.ANNUAL, 1)
    program, _ = sent(program, PackKind.SPONSOR, 2)
    groups = [each for each in program.people(Role.MENTEE) if each.group]
    after = with_(
        program, msgspec.structs.replace(groups[0], group=next(g.group for g in groups if g.group != groups[0].group))
    )
    view = cleared(after).view
    assert view.fairness.on == DAY and view.fairness.figures == first.fairness.figures
    assert Measure.ACCESS_RATIO in view.figures
    said = [each.shown for each in view.status if each.shown.measure is Measure.ACCESS_RATIO]
    assert said == [each.shown for each in first.status if each.shown.measure is Measure.ACCESS_RATIO] != []


def in_two_cohorts(program: Program, moved_of_first: int, moved_of_second: int, without: int = 0) -> Program:
    """Thirty mentees, half of them in a second cohort (the last ones in none), so many of each promoted."""
    cohort = next(iter(program.of(Cohort).values()))
    second = msgspec.structs.replace(cohort, id="second", name="Second cohort")
    people = program.people(Role.MENTEE)
    half = len(people) // 2
    shifted = [msgspec.structs.replace(each, cohort="second") for each in people[half:]]
    shifted = [
        *shifted[: len(shifted) - without],
        *(msgspec.structs.replace(p, cohort="") for p in people[-without:] if without),
    ]
    chosen = [*people[:moved_of_first], *people[half : half + moved_of_second]]
    on = DAY - timedelta(days=20)
    events = [Event(f"moved{n}", each.id, EventKind.PROMOTION, on=on) for n, each in enumerate(chosen)]
    plain = Program.of_records(item for item in program.everything() if not isinstance(item, Event))
    return with_(plain, second, *shifted, *events)


@pytest.mark.parametrize(("first", "second", "told"), [(7, 2, False), (7, 6, True)])
def test_the_edition_of_one_cohort_taken_from_the_pack_of_all_tells_nothing_of_the_other(
    first: int, second: int, told: bool
) -> None:
    program = in_two_cohorts(governed(), first, second)
    everybody = cleared(program).view.figures[Measure.PROGRESSION].shown
    assert (everybody.part, everybody.n) == (first + second, 30)
    cohort = next(each.id for each in program.of(Cohort).values() if each.id != "second")
    view = clear(program, lambda p: pack(p, DAY, cohort=cohort), Tier.AGGREGATE, (Purpose.FIGURES,)).view
    own = view.figures[Measure.PROGRESSION].shown
    assert (own.part if told else own.withheld) == (
        first if told else "withheld: fewer than 5 people could be told by it"
    )


def test_the_few_without_a_cohort_are_not_told_by_taking_the_cohorts_from_the_whole() -> None:
    program = in_two_cohorts(governed(), 6, 6, without=3)
    view = cleared(program, PackKind.ANNUAL).view
    at = [place for place, name in enumerate(view.compared.columns) if not name.isdigit()]
    rows = {row.name: [row.values[place] for place in at] for row in view.compared.rows}
    assert len(at) == 2 and rows
    for measure in (Measure.GROWTH, Measure.EXPOSURE, Measure.PARTICIPATION):
        n = view.figures[measure].shown.n
        told = [int(value.rpartition("n = ")[2]) for value in rows[measure.label] if "n = " in value]
        assert n - sum(told) >= LEAST or sum(told) == n, (measure, rows[measure.label])


def standing(now: int, soon: int, later: int) -> Program:
    """So many people at three horizons, all of them rated by sponsors for one role."""
    plain = governed()
    role = next(each.role for each in plain.of(Nomination).values())
    kept = [each for each in plain.everything() if not isinstance(each, Nomination | Readiness)]
    horizons = [Horizon.NOW] * now + [Horizon.ONE_TO_TWO_YEARS] * soon + [Horizon.LATER] * later
    on = DAY - timedelta(days=60)
    for person, horizon in zip(plain.people(Role.MENTEE), horizons, strict=False):
        kept.append(Nomination(f"n{person.id}", person.id, role, on=on))
        kept.append(Readiness(f"r{person.id}", person.id, role, horizon, RaterGroup.SPONSOR, on=on))
    return Program.of_records(kept)


def bars(view: PackView) -> tuple[list[tuple[str, float | None]], str]:
    found = next(each for each in view.pictures if each.key == "readiness")
    assert isinstance(found, Bars)
    return [(each.label, each.value) for each in found.bars], found.note


def test_shares_shown_now_do_not_tell_the_ones_withheld_last_time() -> None:
    program, first = sent(standing(9, 5, 4), PackKind.COMMITTEE, 1)
    kept = [each for each in program.everything() if isinstance(each, Release | Snapshot)]
    assert [value for _, value in bars(first)[0]] == [9, None, 0, None]
    one_more = with_(standing(9, 5, 5), *kept)
    counts, note = bars(cleared(one_more, PackKind.QUARTERLY, DAY + timedelta(days=9)).view)
    assert counts == bars(first)[0] and note == f"{bars(first)[1]}, as of 20 Mar 2028"
    program, again = sent(one_more, PackKind.QUARTERLY, 2, day=DAY + timedelta(days=9))
    assert bars(cleared(program, PackKind.ANNUAL, DAY + timedelta(days=12)).view) == bars(again)


def test_shares_are_told_anew_where_that_tells_nothing_of_the_last_ones() -> None:
    program, _ = sent(standing(9, 6, 6), PackKind.COMMITTEE, 1)
    kept = [each for each in program.everything() if isinstance(each, Release | Snapshot)]
    counts, note = bars(cleared(with_(standing(10, 6, 6), *kept)).view)
    assert [value for _, value in counts] == [10, 6, 0, 6] and "as of" not in note


def test_a_sponsors_page_tells_groups_as_they_were_told_last_though_it_does_not_compare_them() -> None:
    target = Target("tx", figure=Measure.ACCESS_RATIO, green=0.9, amber=0.8)
    program, first = sent(with_(governed(60, 6, 8, 12), target), PackKind.ANNUAL, 1)
    groups = [each for each in program.people(Role.MENTEE) if each.group]
    other = next(each.group for each in groups if each.group != groups[0].group)
    view = cleared(with_(program, msgspec.structs.replace(groups[0], group=other)), PackKind.SPONSOR).view
    said = [each.shown for each in view.status if each.shown.measure is Measure.ACCESS_RATIO]
    assert said == [each.shown for each in first.status if each.shown.measure is Measure.ACCESS_RATIO] != []


def test_a_pack_without_the_picture_does_not_hide_the_one_shown_before_it() -> None:
    plain = with_(standing(9, 5, 4), Edition("e", "Board only", sections=(Section.BOARD,)))
    program, first = sent(plain, PackKind.COMMITTEE, 1)
    program, second = sent(program, PackKind.COMMITTEE, 2, "e")
    assert not any(each.key == "readiness" for each in second.pictures)
    kept = [each for each in program.everything() if isinstance(each, Release | Snapshot)]
    assert bars(cleared(with_(standing(9, 5, 5), *kept)).view)[0] == bars(first)[0]


def test_what_is_in_several_parts_leaves_no_rest_to_be_told() -> None:
    """Two periods of which the second counts somebody of the first again, and the first somebody less."""
    of = {"": (9, 30), "early": (8, 10), "late": (7, 15)}

    def work(program: Program, scope: Scope) -> Figure:
        part, n = of["" if scope.since is None else "early" if scope.since < DAY else "late"]
        return msgspec.structs.replace(shares((part,), n, part), parts=())

    metrics = {Measure.READINESS: Metric(METRICS[Measure.READINESS].card, work)}
    scopes = {"early": Scope(DAY, since=DAY - timedelta(days=9)), "late": Scope(DAY, since=DAY)}
    found = Figures(governed(), metrics, Scope(DAY)).split(Measure.READINESS, scopes)
    assert set(found) <= {"early", "late", REST} and "" not in found


def test_groups_told_again_stay_those_the_next_change_is_counted_from() -> None:
    program, first = sent(governed(60, 6, 8, 12), PackKind.COMMITTEE, 1)
    groups = [each for each in program.people(Role.MENTEE) if each.group]
    names = sorted({each.group for each in groups})
    moving = [each for each in groups if each.group == names[0]][:6]
    days = []
    for number, person in enumerate(moving, start=2):
        program = with_(program, msgspec.structs.replace(person, group=names[1]))
        program, view = sent(program, PackKind.COMMITTEE, number)
        days.append(view.fairness.on)
    assert days[:4] == [DAY] * 4 and None in days[4:] and first.fairness.on is None


def test_packs_of_one_cohort_are_judged_among_themselves() -> None:
    program = in_two_cohorts(governed(60, 6, 8, 12), 20, 20)
    program, everybody = sent(program, PackKind.COMMITTEE, 1)
    after = changed(program, 1)
    view = clear(after, lambda p: pack(p, DAY, cohort="second"), Tier.AGGREGATE, (Purpose.FIGURES,)).view
    assert view.board.people is not None and everybody.board.people is not None
    assert view.board.people.total != everybody.board.people.total
    assert cleared(after).view.board.people == everybody.board.people


def test_one_group_alone_is_compared_with_nobody() -> None:
    alone = msgspec.structs.replace(shares((12,), 30, 12), part=None, value=None)
    found = guarded(alone, METRICS[Measure.ACCESS_RATIO].card, LEAST)
    assert found.value is None and [each.part for each in found.parts] == [12]


def test_a_table_of_people_bears_the_day_of_which_it_is_and_not_one_gone_by() -> None:
    edition = Edition("e", "Last month", end=DAY - timedelta(days=30))
    program, view = sent(with_(governed(60, 6, 8, 12), edition), PackKind.COMMITTEE, 1, "e")
    assert (view.until, view.board.people_on) == (DAY - timedelta(days=30), DAY)
    later = DAY + timedelta(days=5)
    assert cleared(changed(program, 1), day=later).view.board.people_on == DAY
    assert cleared(changed(program, 30), day=later).view.board.people_on == later


def test_a_decision_asked_for_about_somebody_is_not_told_to_a_committee() -> None:
    due = DAY + timedelta(10)
    asked = Decision("new", "Extend her by a year after the leave", due=due, people=("p00",))
    shown = cleared(Program.of_records([*governed().everything(), asked])).view.decisions.asked
    assert any(each.title == "A decision about people, told at the meeting" for each in shown)
    assert not any("leave" in each.title for each in shown)


def test_what_was_agreed_in_a_circle_stays_there() -> None:
    agreed = (
        Circle("talk", name="Peers"), Action("a1", title="Talks to her boss about the burnout", circle="talk", on=DAY),
        Action("a2", title="Book the hall", on=DAY),
    )  # fmt: skip
    program = Program.of_records([*governed().everything(), *agreed])
    titles = [each.title for each in cleared(program).view.actions.shown]
    assert "Book the hall" in titles and not any("burnout" in title for title in titles)
