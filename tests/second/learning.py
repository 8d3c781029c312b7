"""The second path to what people think and learn: surveys, checkpoints, goals, ratings, matches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from math import ceil, sqrt
from statistics import fmean

from program.records import Measure
from tests.second.ledger import Ledger, Said, mean, second, share
from tests.second.waits import waited

_SCORE = {"much_less": -2, "less": -1, "as_expected": 0, "more": 1, "much_more": 2}


# ---- surveys --------------------------------------------------------------------------------------------------------


#: The first cycle in which a questionnaire that names none was filled in.
_FIRST = """(SELECT id FROM cycle d WHERE a."on" BETWEEN d.start AND d.end
        ORDER BY d.start, d.end, d.name, d.id LIMIT 1)"""


def _survey(book: Ledger, survey: str, items: int, top: int, reversed_: tuple[int, ...] = ()) -> Said:
    columns = ", ".join(f"item_{number}" for number in range(1, items + 1))
    scores = []
    for row in book.rows(f"""
        SELECT {columns} FROM answers a LEFT JOIN cycle c ON c.id = a.cycle, frame f
        WHERE survey = '{survey}' AND coalesce(a."on", c.end) <= f.until AND coalesce(a."on", c.end) >= f.since
        AND a.person NOT IN (SELECT id FROM gone) AND (f.cohort = '' OR c.cohort = f.cohort
        OR coalesce(c.cohort, '') = '' AND a.person IN (SELECT id FROM human WHERE cohort = f.cohort))
        AND f.cycle IN ('', coalesce(c.id, {_FIRST}, ''))"""):
        ticks = [row[f"item_{number}"] for number in range(1, items + 1)]
        turned = [top + 1 - tick if place in reversed_ else tick for place, tick in enumerate(ticks, 1) if tick]
        if len(turned) >= ceil(items * 2 / 3):
            scores.append(float(Fraction(sum(turned), len(turned))))
    return mean(scores)


@second(Measure.SATISFACTION)
def satisfaction(book: Ledger) -> Said:
    return _survey(book, "satisfaction", 3, 5)


@second(Measure.CLIMATE)
def climate(book: Ledger) -> Said:
    return _survey(book, "climate", 4, 5)


@second(Measure.SAFETY)
def safety(book: Ledger) -> Said:
    return _survey(book, "safety", 7, 7, (1, 3, 5))


@second(Measure.CONFIDENCE)
def confidence(book: Ledger) -> Said:
    return _survey(book, "confidence", 4, 5)


# ---- checkpoints ----------------------------------------------------------------------------------------------------


def _checkpoints(book: Ledger, names: Iterable[str]) -> Said:
    found: defaultdict[str, list[float]] = defaultdict(list)
    for row in book.rows("""
        SELECT k.* FROM checkpoint k JOIN card ON card.id = k.placement JOIN human h ON h.id = card.person, frame f
        WHERE k."on" <= f.until AND k."on" >= f.since AND f.cohort IN ('', h.cohort)"""):
        if said := [row[name] for name in names if row[name]]:
            found[row["placement"]].append(fmean(said))
    return mean([fmean(said) for said in found.values()])


@second(Measure.EXPOSURE_QUALITY)
def exposure_quality(book: Ledger) -> Said:
    return _checkpoints(book, ("complexity", "autonomy", "breadth"))


@second(Measure.TRANSFER)
def transfer(book: Ledger) -> Said:
    return _checkpoints(book, ("transfer",))


# ---- goals ----------------------------------------------------------------------------------------------------------


@second(Measure.PLAN_COMPLETION)
def plan_completion(book: Ledger) -> Said:
    due = book.column("""
        SELECT coalesce(g.done <= g.due, 0) AND g.attained NOT IN ('less', 'much_less') FROM goal g, frame f
        WHERE g.person IN (SELECT id FROM mentee) AND g.due <= f.until AND g.due >= f.since""")
    return share(sum(due), len(due))


@second(Measure.GOAL_ATTAINMENT)
def goal_attainment(book: Ledger) -> Said:
    goals: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in book.rows("""
        SELECT g.person, g.weight, g.attained FROM goal g, frame f
        WHERE g.person IN (SELECT id FROM mentee) AND g.attained <> 'open'
        AND coalesce(g.done, g.due) <= f.until AND coalesce(g.done, g.due) >= f.since"""):
        goals[row["person"]].append((row["weight"], _SCORE[row["attained"]]))
    scores = []
    for own in goals.values():
        squares, whole = sum(weight**2 for weight, _ in own), sum(weight for weight, _ in own)
        spread = sqrt(0.7 * squares + 0.3 * whole**2)
        scores.append(50 + 10 * sum(weight * score for weight, score in own) / spread)
    return mean(scores)


@second(Measure.TIME_TO_COMPETENCE)
def time_to_competence(book: Ledger) -> Said:
    seen = """SELECT min(r."on") FROM rating r WHERE r.person = g.person AND r.skill = g.skill AND r."by" <> 'self'
        AND r.level >= g.target AND r."on" <= w.last"""
    return waited(
        book.rows(f"""
        SELECT g.start AS start, w.last AS last, ({seen}) AS there
        FROM goal g JOIN watched w ON w.person = g.person, frame f
        WHERE g.target > 0 AND g.skill <> '' AND g.start <= w.last""")
    )


# ---- ratings --------------------------------------------------------------------------------------------------------


@second(Measure.GROWTH)
def growth(book: Ledger) -> Said:
    seen: defaultdict[tuple[str, str, str], dict[str, list[int]]] = defaultdict(dict)
    for row in book.rows("""
        SELECT r.* FROM rating r, frame f WHERE r.person IN (SELECT id FROM mentee) AND r."on" <= f.until
        ORDER BY r."on", r.id"""):
        seen[row["person"], row["skill"], row["by"]].setdefault(row["on"], []).append(row["level"])
    rose: defaultdict[str, list[float]] = defaultdict(list)
    begin = book.since.isoformat() if book.since else ""
    for (person, _, _), days in seen.items():
        start = max((day for day in days if day <= begin), default=min(days))
        if max(days) > start:
            rose[person].append(fmean(days[max(days)]) - fmean(days[start]))
    return mean([fmean(each) for each in rose.values()])


_RATED = """
    SELECT placed.id, placed.person, q.rating FROM quality q JOIN placed ON placed.id = q.placement, frame f
    WHERE coalesce(q."on", placed.end) <= f.until"""


@second(Measure.MATCH_QUALITY)
def match_quality(book: Ledger) -> Said:
    own: defaultdict[str, list[int]] = defaultdict(list)
    for row in book.rows(_RATED):
        own[row["person"]].append(row["rating"])
    return mean([fmean(ratings) for ratings in own.values()])


def rated(book: Ledger) -> dict[str, Fraction]:
    """Placement id → the mean of its ratings."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row in book.rows(_RATED):
        found[row["id"]].append(row["rating"])
    return {id_: Fraction(sum(ratings), len(ratings)) for id_, ratings in found.items()}
