"""What the program's lead should know today, read off the frozen present: plain numbers and lines, no widgets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from program import rules
from program.findings import Finding, Severity
from program.program import Program
from program.records import ACTIVE, Concern, Cycle, Host, Note, Person, Placement, Role, State, Track
from program.rules import RULES
from program.safeguards import overdue
from program.safeguards import review as overstays
from ui.overview.duties import duties, late
from ui.review import distinct

SOON = 42
"""Days ahead that count as soon."""
LINES = 6
"""Lines a card shows."""


class Line(msgspec.Struct, frozen=True):
    """One line of a card: words, what stands at the right, and the page and record it leads to."""

    words: str
    beside: str = ""
    tone: str = ""
    page: str = ""
    record: str = ""


class Figure(msgspec.Struct, frozen=True):
    """One figure: its name, the number, what it is of, and a line below that says more."""

    name: str
    number: str
    of: str = ""
    more: str = ""
    page: str = ""
    record: str = ""


class Step(msgspec.Struct, frozen=True):
    """One of the first steps of a new program: whether it is done, the page to do it on, and what to show there."""

    words: str
    why: str
    done: bool
    page: str
    what: str = ""


class Attention(msgspec.Struct, frozen=True):
    """Everything the page shows. `first_steps` is empty once a program is under way."""

    cycle: Cycle | None
    figures: tuple[Figure, ...]
    needs: tuple[Line, ...]
    dates: tuple[Line, ...]
    hosts: tuple[Line, ...]
    mentors: tuple[Line, ...]
    hosts_title: str
    mentors_title: str
    first_steps: tuple[Step, ...]


def present_cycle(program: Program, today: date) -> Cycle | None:
    """The cycle that runs today, else the next one, else the last."""
    cycles = program.cycles
    running = [cycle for cycle in cycles if cycle.start <= today <= cycle.end]
    coming = [cycle for cycle in cycles if cycle.start > today]
    found = [*running, *coming, *reversed(cycles)]
    return found[0] if found else None


def attention(program: Program, findings: tuple[Finding, ...], today: date) -> Attention:
    """What needs attention; `findings` are what the rules say against the whole plan."""
    cycle = present_cycle(program, today)
    hosts, hosts_title = _hosts(program, cycle)
    mentors, mentors_title = _mentors(program, cycle)
    return Attention(
        cycle,
        tuple(_figures(program, findings, cycle)),
        tuple(_needs(program, findings, today)),
        tuple(_dates(program, today)),
        hosts,
        mentors,
        hosts_title,
        mentors_title,
        tuple(first_steps(program)),
    )


def first_steps(program: Program) -> Iterator[Step]:
    """The way from an empty book to a plan; nothing once there are placements."""
    if program.of(Placement):
        return
    mentees = any(person.roles and Role.MENTEE in person.roles for person in program.of(Person).values())
    mentors = any(Role.MENTOR in person.roles for person in program.of(Person).values())
    yield Step("Bring in the people", "From a spreadsheet of your HR system, or one by one.", bool(program.of(Person)),
               "people")  # fmt: skip
    yield Step("Say who is a mentee and who a mentor", "One person may be both, in different cycles.",
               mentees and mentors, "people")  # fmt: skip
    yield Step("Set up the cycles", "When each rotation begins and ends.", bool(program.of(Cycle)), "setup",
               "cycles")  # fmt: skip
    yield Step("Set up the hosts", "Which units take people in, and how many seats they have.", bool(program.of(Host)),
               "setup", "hosts")  # fmt: skip
    yield Step("Place people on the board", "Drag, or walk with the arrow keys; the rules answer as you go.", False,
               "board")  # fmt: skip


# ---- figures -------------------------------------------------------------------------------------------------------


def _figures(program: Program, findings: tuple[Finding, ...], cycle: Cycle | None) -> Iterator[Figure]:
    yield _placed(program, cycle)
    hard, soft = distinct(findings, Severity.HARD), distinct(findings, Severity.SOFT)
    beside = f"{_count(soft, 'hint')} beside" if soft else "and no hint"
    yield Figure("Broken rules", str(hard), "", beside, "board")
    yield _seats(program, cycle)
    yield _settled(program)


def _placed(program: Program, cycle: Cycle | None) -> Figure:
    """Mentees who take part in the cycle, and how many of them have a place in it."""
    if cycle is None:
        return Figure("Placed this cycle", "–", "", "no cycle is set up yet", "setup")
    expected = placeable(program, cycle)
    placed = sum(1 for person in expected if cycle.id in program.plan.row(person.id))
    waiting = len(expected) - placed
    more = f"{waiting} {'waits' if waiting == 1 else 'wait'} for a place" if waiting else "everyone has a place"
    return Figure(f"Placed in {cycle.name}", str(placed), f"of {len(expected)}", more if expected else "", "board")


def placeable(program: Program, cycle: Cycle) -> list[Person]:
    """The mentees who take part and whose cohort rotates in this cycle."""
    return [
        person
        for person in program.people(Role.MENTEE)
        if person.status in ACTIVE and cycle.id in program.series(person.cohort)
    ]


def _seats(program: Program, cycle: Cycle | None) -> Figure:
    """Seats of the hosts open in the cycle, and how many of them are free."""
    if cycle is None or not program.of(Host):
        return Figure("Seats free", "–", "", "no host is set up yet", "setup")
    seats = free = full = 0
    for host in _open_hosts(program, cycle):
        taken = len(program.plan.seated(host.id, cycle.id))
        seats += host.seats
        free += max(0, host.seats - taken)
        full += taken >= host.seats
    more = f"{_count(full, 'host')} full" if full else "no host is full"
    return Figure(f"Seats free in {cycle.name}", str(free), f"of {seats}", more, "board")


def _settled(program: Program) -> Figure:
    """Placements the committee has settled, of all."""
    states = [placement.state for placement in program.of(Placement).values()]
    draft, submitted = states.count(State.DRAFT), states.count(State.SUBMITTED)
    settled = len(states) - draft - submitted
    more = f"{draft} in draft, {submitted} submitted" if states else "nothing is placed yet"
    return Figure("Approved or published", str(settled), f"of {len(states)}", more, "board")


# ---- lines ---------------------------------------------------------------------------------------------------------


def _needs(program: Program, findings: tuple[Finding, ...], today: date) -> Iterator[Line]:
    """What waits for a decision, the worst first: of the cycle that runs and those to come, and of people who take
    part. What is over can be looked up, and needs nobody."""
    ahead = frozenset(cycle.id for cycle in program.cycles if cycle.end >= today)
    findings = tuple(each for each in findings if not each.cycle or each.cycle in ahead)
    yield from _broken(findings)
    yield from _confided(program, today)
    for words, beside, page, record in late(program, today):
        yield Line(words, beside, "caution", page, record)
    for each in rules.unplaced(program):
        if each.cycle in ahead:
            yield Line(_sentence(each.words), "unplaced", "caution", "board", each.person)
    placements = program.of(Placement).values()
    drafts = sum(1 for placement in placements if placement.state is State.DRAFT and placement.cycle in ahead)
    if drafts:
        yield Line(f"{_count(drafts, 'draft')} waiting to be submitted", "board", "", "board")
    active = [person for person in program.of(Person).values() if person.status in ACTIVE]
    lost = [person for person in active if person.manager_name and not person.manager]
    if lost:
        words = f"{_count(len(lost), 'person', 'people')} whose manager is not in this book"
        yield Line(words, "people", "", "people", lost[0].id)
    trackless = [
        person
        for person in program.people(Role.MENTEE)
        if person.status in ACTIVE and not person.track and program.of(Track)
    ]
    if trackless:
        yield Line(f"{_count(len(trackless), 'mentee')} without a track", "people", "", "people", trackless[0].id)
    yield from _hints(findings)


def _broken(findings: tuple[Finding, ...]) -> Iterator[Line]:
    """Broken rules. A rule that says the same of several placements says it once."""
    said: dict[str, Finding] = {}
    for each in findings:
        if each.severity is Severity.HARD:
            said.setdefault(each.words, each)
    for words, each in said.items():
        yield Line(_sentence(words), RULES[each.rule].name.lower(), "bad", "board", each.placement)


def _hints(findings: tuple[Finding, ...]) -> Iterator[Line]:
    """What rules cost the plan by a whole point or more at one place, a line for each rule, the dearest first."""
    dear: dict[str, list[Finding]] = {}
    for each in findings:
        if each.severity is Severity.SOFT and each.points <= -1:
            dear.setdefault(each.rule, []).append(each)
    for rule, same in sorted(dear.items(), key=lambda pair: (sum(each.points for each in pair[1]), pair[0])):
        points = f"{sum(each.points for each in same):+.1f}".replace("-", "−")
        worst = min(same, key=lambda each: each.points)
        words = f"{RULES[rule].name}: {len(same)} times" if len(same) > 1 else _sentence(worst.words)
        yield Line(words, points, "caution", "board", worst.placement)


def _confided(program: Program, today: date) -> Iterator[Line]:
    """What is late among what was said in confidence: how much of it, and never what."""
    late = sum(overdue(concern, today) for concern in program.of(Concern).values())
    if late:
        words = f"{_count(late, 'concern')} should have been answered"
        yield Line(words, "safeguards", "bad", "safeguards", "concerns")
    due = sum(note.follow_up is not None and note.follow_up <= today for note in program.of(Note).values())
    if due:
        words = f"{_count(due, 'follow-up')} of private notes {'is' if due == 1 else 'are'} due"
        yield Line(words, "feedback", "caution", "feedback")
    if old := len(overstays(program, today)):
        yield Line(f"{_count(old, 'record')} to review: kept long enough", "safeguards", "", "safeguards", "review")


def _dates(program: Program, today: date) -> Iterator[Line]:
    """Starts, ends, checkpoints, meetings and what is asked for by a day: those that are near, in order."""
    found: list[tuple[date, Line]] = []
    for cycle in program.cycles:
        days = [(cycle.start, f"{cycle.name} begins"), (cycle.end, f"{cycle.name} ends")]
        days += [(day, f"Checkpoint of {cycle.name}") for day in cycle.checkpoints]
        found += [(day, Line(words, page="setup", record=cycle.id)) for day, words in days if day >= today]
    for duty in duties(program):
        if duty.day >= today:
            found.append((duty.day, Line(duty.words, page=duty.page, record=duty.record)))
    soon = sorted(found, key=lambda pair: (pair[0], pair[1].words))
    near = [pair for pair in soon if pair[0] <= today + timedelta(days=SOON)] or soon[:2]
    for day, line in near:
        yield msgspec.structs.replace(line, beside=spoken(day, today))


def spoken(day: date, today: date) -> str:
    """A date as people say it: "today", "Tue 24", "3 Jan", "3 Jan 2027"."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return ("today", "tomorrow")[ahead]
    if 0 < ahead < 14:
        return f"{day:%a} {day.day}"
    return f"{day.day} {day:%b}" + (f" {day.year}" if day.year != today.year else "")


def _hosts(program: Program, cycle: Cycle | None) -> tuple[tuple[Line, ...], str]:
    """The hosts of the cycle, the fullest first, with a title that says what there is to see."""
    if cycle is None:
        return (), ""
    rows = []
    for host in _open_hosts(program, cycle):
        taken = len(program.plan.seated(host.id, cycle.id))
        over = taken > host.seats
        tone = "bad" if over else "caution" if taken == host.seats else ""
        free = host.seats - taken
        words = f"{-free} too many" if over else "full" if not free else f"{free} free"
        rows.append((free, Line(host.name, f"{taken} of {host.seats} · {words}", tone, "setup", host.id)))
    rows.sort(key=lambda row: (row[0], row[1].words))
    full = sum(1 for free, _ in rows if free <= 0)
    title = f"{_count(full, 'host is', 'hosts are')} full" if full else "Every host has free seats"
    return tuple(line for _, line in rows), f"{title} in {cycle.name}" if rows else ""


def _mentors(program: Program, cycle: Cycle | None) -> tuple[tuple[Line, ...], str]:
    """The mentors over their capacity, then those nobody has been given, in the cycle."""
    if cycle is None:
        return (), ""
    over, idle = [], []
    mentors = [person for person in program.people(Role.MENTOR) if person.status in ACTIVE]
    for mentor in mentors:
        has = len(program.plan.mentored(mentor.id, cycle.id))
        if has > mentor.capacity:
            over.append(Line(mentor.name, f"{has} of {mentor.capacity}", "bad", "people", mentor.id))
        elif not has and mentor.capacity:
            idle.append(Line(mentor.name, f"0 of {mentor.capacity}", "", "people", mentor.id))
    if not mentors:
        return (), ""
    parts = [f"{_count(len(over), 'mentor')} over capacity" if over else "No mentor is over capacity"]
    parts += [f"{len(idle)} unused" if idle else ""]
    return (*over, *idle), ", ".join(filter(None, parts))


def _open_hosts(program: Program, cycle: Cycle) -> list[Host]:
    return [
        host
        for host in program.of(Host).values()
        if cycle.id not in host.closed
        and (host.opens is None or host.opens <= cycle.start)
        and (host.closes is None or host.closes >= cycle.end)
    ]


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
