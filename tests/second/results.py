"""The second path to what the organisation has of it: recommendations, careers, succession."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

from program.records import Measure
from tests.second.ledger import Ledger, Said, mean, second, share
from tests.second.waits import waited

_MONTHS = {"now": 0, "one_to_two_years": 24, "three_to_five_years": 60}
_RANKS = {"now": 0, "one_to_two_years": 1, "three_to_five_years": 2, "later": 3}


# ---- recommendations and readings -----------------------------------------------------------------------------------

#: Where only a later step is dated, it stands for the proposal.
_DAY = (
    """coalesce(r.proposed, min(coalesce(r.accepted, '9'), coalesce(r.implemented, '9'), coalesce(r.declined, '9')))"""
)
_PROPOSED = f"""
    SELECT r.implemented <= f.until AS part FROM recommendation r, frame f
    WHERE {_DAY} <= f.until AND {_DAY} >= f.since AND (f.cohort = '' OR EXISTS (
        SELECT 1 FROM human h WHERE h.cohort = f.cohort AND (h.id IN (SELECT value FROM json_each(r.people))
        OR h.id = (SELECT person FROM card WHERE card.id = r.placement))))"""


@second(Measure.COLLABORATIONS)
def collaborations(book: Ledger) -> Said:
    done = [bool(part) for part in book.column(f"{_PROPOSED} AND r.kind = 'initiative'")]
    return Said(len(done) or None, len(done), sum(done))


@second(Measure.RECOMMENDATIONS)
def recommendations(book: Ledger) -> Said:
    done = [bool(part) for part in book.column(f"{_PROPOSED} AND r.kind <> 'initiative'")]
    return share(sum(done), len(done))


@second(Measure.PERFORMANCE)
def performance(book: Ledger) -> Said:
    better = book.column("""
        SELECT CASE WHEN p.lower THEN p.after < p.before ELSE p.after > p.before END
        FROM performance p JOIN card ON card.id = p.placement JOIN human h ON h.id = card.person, frame f
        WHERE p."on" <= f.until AND p."on" >= f.since AND f.cohort IN ('', h.cohort)""")
    return share(sum(better), len(better))


# ---- careers --------------------------------------------------------------------------------------------------------


@second(Measure.RETENTION)
def retention(book: Ledger) -> Said:
    stayed = book.column("""
        SELECT NOT EXISTS (SELECT 1 FROM event e WHERE e.person = m.id AND e.kind = 'left' AND e."on" >= m.entered
            AND e."on" <= min(f.until, date(m.entered, '+12 months')))
        FROM mentee m, frame f WHERE date(m.entered, '+12 months') >= f.since AND (m.id IN (SELECT person FROM gone_on)
            OR m.id NOT IN (SELECT person FROM event WHERE kind = 'left' AND "on" IS NULL))""")
    return share(sum(stayed), len(stayed))


def _happened(book: Ledger, what: str) -> Said:
    happened = book.column(f"""
        SELECT EXISTS (SELECT 1 FROM event e, frame f WHERE e.person = m.id AND ({what})
            AND e."on" >= m.entered AND e."on" >= f.since AND e."on" <= f.until)
        FROM mentee m, frame f WHERE m.entered IS NOT NULL AND coalesce((SELECT max(e."on") FROM event e
            WHERE e.person = m.id AND e.kind = 'left' AND e."on" <= f.until), '9') >= f.since""")
    return share(sum(happened), len(happened))


@second(Measure.PROGRESSION)
def progression(book: Ledger) -> Said:
    return _happened(book, "e.kind IN ('promotion', 'lateral_move')")


@second(Measure.RESPONSIBILITY)
def responsibility(book: Ledger) -> Said:
    return _happened(book, "e.kind = 'larger_scope' OR e.role <> ''")


@second(Measure.TIME_TO_PROMOTION)
def time_to_promotion(book: Ledger) -> Said:
    return waited(
        book.rows("""
        SELECT w.entered AS start, w.last AS last, (SELECT min(e."on") FROM event e
            WHERE e.person = w.person AND e.kind = 'promotion' AND e."on" > w.entered) AS there
        FROM watched w WHERE w.entered IS NOT NULL""")
    )


@second(Measure.TIME_TO_READINESS)
def time_to_readiness(book: Ledger) -> Said:
    return waited(
        book.rows("""
        SELECT w.entered AS start, (SELECT min(r."on") FROM readiness r JOIN nomination n USING (person, role)
            WHERE r.person = w.person AND r."by" = 'sponsor' AND r.horizon = 'now'
            AND coalesce(n."on", '') <= f.until) AS there,
            min(w.last, max(coalesce(n.until, f.until))) AS last
        FROM watched w JOIN nomination n ON n.person = w.person, frame f
        WHERE w.entered IS NOT NULL AND coalesce(n."on", '') <= f.until GROUP BY w.person""")
    )


# ---- succession -----------------------------------------------------------------------------------------------------


def _roles(book: Ledger) -> int:
    return int(book.one("SELECT count(*) FROM critical"))


_READY = "SELECT 1 FROM sponsored s WHERE s.person = n.person AND s.role = n.role AND s.horizon = 'now'"


@second(Measure.READINESS)
def readiness(book: Ledger) -> Said:
    ready = book.column(f"SELECT max(EXISTS ({_READY})) FROM named n GROUP BY n.person")
    return share(sum(ready), len(ready))


@second(Measure.READINESS_SPREAD)
def readiness_spread(book: Ledger) -> Said:
    latest: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in book.rows("""
        SELECT r.*, r.rater IN (SELECT id FROM gone) AS unsaid FROM readiness r JOIN human h ON h.id = r.person, frame f
        WHERE r."on" <= f.until AND f.cohort IN ('', h.cohort) ORDER BY r."on", r.id"""):
        rater = row["by"] if row["unsaid"] or not row["rater"] else row["rater"]
        latest[row["person"], row["role"]][rater] = _RANKS[row["horizon"]]
    return mean([max(own.values()) - min(own.values()) for own in latest.values() if len(own) > 1])


@second(Measure.ROLE_COVERAGE)
def role_coverage(book: Ledger) -> Said:
    return share(book.one("SELECT count(DISTINCT role) FROM named"), _roles(book))


@second(Measure.READY_COVERAGE)
def ready_coverage(book: Ledger) -> Said:
    return share(book.one(f"SELECT count(DISTINCT n.role) FROM named n WHERE EXISTS ({_READY})"), _roles(book))


@second(Measure.SUCCESSOR_COVERAGE)
def successor_coverage(book: Ledger) -> Said:
    roles, pool = _roles(book), book.one("SELECT count(DISTINCT person) FROM named")
    return Said(100 * pool / roles if roles else None, roles)


@second(Measure.BENCH_STRENGTH)
def bench_strength(book: Ledger) -> Said:
    roles = dict.fromkeys(book.column("SELECT id FROM critical"), Fraction(0))
    named = {(row["person"], row["role"]) for row in book.rows("SELECT person, role FROM named")}
    for person, role in named:
        roles[role] += Fraction(1, sum(each == person for each, _ in named))
    return mean([float(strength) for strength in roles.values()])


@second(Measure.NET_BENCH)
def net_bench(book: Ledger) -> Said:
    able: defaultdict[str, set[str]] = defaultdict(set)
    for row in book.rows(f"SELECT n.person, n.role FROM named n WHERE EXISTS ({_READY})"):
        able[row["role"]].add(row["person"])
    return share(_most(able), _roles(book))


def _most(able: dict[str, set[str]]) -> int:
    """The largest one-to-one assignment, by paths that change over and gain one role each (Berge 1957)."""
    taken: dict[str, str] = {}

    def gains(role: str, tried: set[str]) -> bool:
        for person in able[role] - tried:
            tried.add(person)
            if person not in taken or gains(taken[person], tried):
                taken[person] = role
                return True
        return False

    return sum(gains(role, set()) for role in sorted(able))


@second(Measure.SUCCESSION_GAP)
def succession_gap(book: Ledger) -> Said:
    roles = book.rows("SELECT c.id, c.needed FROM critical c, frame f WHERE c.needed <= date(f.until, '+24 months')")
    rated = book.rows("SELECT s.* FROM sponsored s JOIN named n USING (person, role)")
    short = 0
    for role in roles:
        days = [_ready(row["on"], row["horizon"]) for row in rated if row["role"] == role["id"]]
        short += not any(day is not None and day.isoformat() <= role["needed"] for day in days)
    return share(short, len(roles))


def _ready(on: str, horizon: str) -> date | None:
    """The day by which somebody rated so is ready at the latest."""
    if horizon not in _MONTHS:
        return None
    day, years = date.fromisoformat(on), _MONTHS[horizon] // 12
    return day.replace(year=day.year + years, day=min(day.day, 28) if (day.month, day.day) == (2, 29) else day.day)
