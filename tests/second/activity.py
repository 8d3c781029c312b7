"""The second path to what is done: who takes part, what rotations are, who carries the mentoring."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from program.records import Measure
from tests.second.ledger import Ledger, Said, mean, second, share


@second(Measure.PARTICIPATION)
def participation(book: Ledger) -> Said:
    return share(book.one("SELECT count(*) FROM mentee"), book.one("SELECT count(*) FROM eligible"))


@second(Measure.ROTATION_PARTICIPATION)
def rotation_participation(book: Ledger) -> Said:
    filled = book.one("SELECT count(*) FROM placed")
    empty = book.one("""
        SELECT count(*) FROM mentee m JOIN span c ON c.cohort IN ('', m.cohort)
        WHERE NOT EXISTS (SELECT 1 FROM card WHERE card.person = m.id AND card.cycle = c.id)
        AND coalesce(m.entered, '') <= c.start
        AND NOT (m.status IN ('left', 'declined', 'alumni') AND coalesce(m.since, '') <= c.start)
        AND NOT EXISTS (SELECT 1 FROM gone_on g WHERE g.person = m.id AND g.day <= c.start)
        AND NOT EXISTS (SELECT 1 FROM preference p WHERE p.person = m.id AND p.wish = 'never'
            AND p.other = '' AND p.host = '' AND p.cycle IN ('', c.id))
        AND 2 * coalesce((SELECT sum(julianday(min(a.end, c.end)) - julianday(max(a.start, c.start)) + 1)
            FROM absence a WHERE a.person = m.id AND a.start <= c.end AND a.end >= c.start), 0)
            <= julianday(c.end) - julianday(c.start) + 1""")
    return share(filled, filled + empty)


@second(Measure.ATTENDANCE)
def attendance(book: Ledger) -> Said:
    return _counted(
        book,
        """
        SELECT a.presence <> 'away' AS part FROM attendance a JOIN human h ON h.id = a.person, frame f
        WHERE a."on" <= f.until AND a."on" >= f.since AND f.cohort IN ('', h.cohort)""",
    )


@second(Measure.CROSS_FUNCTION)
def cross_function(book: Ledger) -> Said:
    return _counted(
        book,
        """
        SELECT lower(trim(p.unit)) NOT IN (lower(trim(h.function)), lower(trim(h.unit))) AS part
        FROM placed JOIN human p ON p.id = placed.person JOIN host h ON h.id = placed.host
        WHERE trim(p.unit) <> '' AND trim(h.function || h.unit) <> ''""",
    )


@second(Measure.STRETCH)
def stretch(book: Ledger) -> Said:
    return _counted(
        book,
        """
        SELECT EXISTS (SELECT 1 FROM placed WHERE placed.person = m.id
            AND placed.experience IN ('stretch_assignment', 'led_initiative')) AS part FROM mentee m""",
    )


@second(Measure.EXPOSURE)
def exposure(book: Ledger) -> Said:
    return mean(
        book.column("""
        SELECT count(DISTINCT lower(trim(h.function))) FROM placed JOIN host h ON h.id = placed.host
        WHERE trim(h.function) <> '' AND placed.person IN (SELECT id FROM mentee) GROUP BY placed.person""")
    )


@second(Measure.OVERDUE)
def overdue(book: Ledger) -> Said:
    return _counted(
        book,
        """
        SELECT coalesce(g.due < f.until, 0) AS part FROM goal g, frame f
        WHERE g.person IN (SELECT id FROM mentee) AND coalesce(g.start, '') <= f.until
        AND (g.done > f.until OR g.done IS NULL AND g.attained = 'open')""",
    )


def _counted(book: Ledger, sql: str) -> Said:
    parts = [bool(row["part"]) for row in book.rows(sql)]
    return share(sum(parts), len(parts))


# ---- who carries the mentoring --------------------------------------------------------------------------------------


def _loads(book: Ledger) -> list[int]:
    """How many placements each mentor carries; over all cycles those with room and nobody carry none."""
    rows = book.rows("""
        SELECT id, (SELECT count(*) FROM placed WHERE placed.mentor = h.id) AS load FROM human h, frame f
        WHERE load > 0 OR f.cycle = '' AND capacity > 0 AND status NOT IN ('declined', 'left')
        AND EXISTS (SELECT 1 FROM json_each(h.roles) WHERE value = 'mentor')""")
    return [row["load"] for row in rows]


@second(Measure.EFFECTIVE_MENTORS)
def effective_mentors(book: Ledger) -> Said:
    loads = _loads(book)
    whole = sum(loads)
    if not whole:
        return Said(None, 0)
    index = sum(Fraction(load, whole) ** 2 for load in loads)
    return Said(float(1 / index), len(loads))


@second(Measure.LOAD_INEQUALITY)
def load_inequality(book: Ledger) -> Said:
    loads = _loads(book)
    apart = sum(abs(one - other) for one in loads for other in loads)
    if not sum(loads):
        return Said(None, 0)
    return Said(float(Fraction(apart, 2 * len(loads) * sum(loads))), len(loads))


@second(Measure.SINGLE_POINT)
def single_point(book: Ledger) -> Said:
    return _counted(
        book,
        """
        SELECT count(DISTINCT mentor) = 1 AS part FROM placed WHERE mentor <> ''
        GROUP BY person HAVING count(DISTINCT cycle) > 1""",
    )


@second(Measure.PAIR_NOVELTY)
def pair_novelty(book: Ledger) -> Said:
    return _counted(
        book,
        """
        SELECT NOT EXISTS (SELECT 1 FROM card b WHERE b.start < a.start AND (
            b.person = a.person AND b.mentor = a.mentor OR b.person = a.mentor AND b.mentor = a.person)) AS part
        FROM placed a WHERE a.mentor <> ''""",
    )


@second(Measure.REACH)
def reach(book: Ledger) -> Said:
    by_start: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in book.rows("SELECT * FROM placed"):
        by_start[row["start"]].append(row)
    cards = [row for start in sorted(by_start) for row in by_start[start]]
    there = {row[name] for row in cards for name in ("person", "mentor", "coach")} - {""}
    knows: defaultdict[str, set[str]] = defaultdict(set)
    for start in sorted(by_start):
        before = {person: set(known) for person, known in knows.items()}
        for row in by_start[start]:
            for learner, teacher in _lessons(row):
                knows[learner] |= {teacher} | before.get(teacher, set())
    learners = Counter(row["person"] for row in cards)
    shares = [100 * len(knows[person] - {person}) / (len(there) - 1) for person in learners]
    return mean(shares)


def _lessons(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Who could learn from whom in a placement: in reverse mentoring the mentor does, and peers do from each other."""
    mentee, mentor, coach, form = row["person"], row["mentor"], row["coach"], row["modality"]
    pairs = {(mentee, coach)} | ({(mentee, mentor)} if form != "reverse" else set())
    pairs |= {(mentor, mentee)} if form in ("reverse", "peer") else set()
    return (pair for pair in pairs if all(pair) and pair[0] != pair[1])


# ---- as good to one group as to another -----------------------------------------------------------------------------


def ratio(book: Ledger, reached: str) -> Said:
    """The lowest group's rate of mentees for whom `reached` holds, as a share of the highest group's."""
    least = book.one("SELECT group_floor FROM charter")
    groups: defaultdict[str, list[bool]] = defaultdict(list)
    for row in book.rows(f'SELECT trim("group") AS words, {reached} AS part FROM mentee m WHERE m.entered IS NOT NULL'):
        if row["words"]:
            groups[" ".join(row["words"].split()).casefold()].append(bool(row["part"]))
    large = [found for found in groups.values() if len(found) >= least]
    small = [each for found in groups.values() if len(found) < least for each in found]
    if small and len(small) < least:  # the smallest of the others joins them
        large.sort(key=len)
        small += large.pop(0) if large else []
    compared = large + ([small] if small else [])
    if len(compared) < 2 or 0 < len(small) < least:
        return Said(None, 0)
    rates = [Fraction(sum(found), len(found)) for found in compared]
    return Said(float(min(rates) / max(rates)) if max(rates) else None, sum(map(len, compared)))


@second(Measure.ACCESS_RATIO)
def access_ratio(book: Ledger) -> Said:
    return ratio(
        book,
        """EXISTS (SELECT 1 FROM placed WHERE placed.person = m.id AND (stage IN ('strategic', 'lead')
        OR experience IN ('stretch_assignment', 'led_initiative')))""",
    )


@second(Measure.OUTCOME_RATIO)
def outcome_ratio(book: Ledger) -> Said:
    return ratio(
        book,
        """EXISTS (SELECT 1 FROM event e, frame f WHERE e.person = m.id
        AND e.kind IN ('promotion', 'lateral_move', 'larger_scope') AND e."on" > m.entered
        AND e."on" <= f.until AND e."on" >= f.since)""",
    )
