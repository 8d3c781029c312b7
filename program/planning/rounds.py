"""Rounds at small tables in which, where possible, nobody meets anybody twice.

`plan_rounds(Wanted(...))` answers with `Rounds`: who sits at which table in every round, what could not be kept, and
what is proved about it. People are numbers from 0; no name, screen or book comes in here. The same wish gives the same
answer on every machine: the budget is counted in moves tried, never in seconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from random import Random

import msgspec

from program.planning import designs, roundbounds
from program.planning.circling import ALIKE, FAIR, REPEAT, Tables
from program.planning.seating import FirstSeating, choose_out, table_sizes
from program.trouble import Trouble

Round = tuple[tuple[int, ...], ...]
Progress = Callable[[float, int], object]
"""progress(part, repeats): how much of the budget is used, from 0 to 1, and the repeats of the best plan so far."""

#: The most people and rounds there may be.
MOST_PEOPLE, MOST_ROUNDS = 2000, 200

MOVES = 400_000

_BATCH = 4_000  # moves between two looks at whether to stop
_HOT, _WARM, _COLD = 550.0, 40.0, 2.0  # temperatures of the search, in units of cost


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for. Rounds are counted from 0; lists per person have one entry a person, or none at all."""

    people: int
    rounds: int
    size: int = 4  # people at a table
    groups: int = 0  # the number of tables instead
    sizes: tuple[int, ...] = ()  # or the size of each
    exact: bool = False  # whoever does not fit in sits out, instead of tables of uneven size
    apart: tuple[tuple[int, int], ...] = ()  # pairs never at one table
    traits: tuple[tuple[int, ...], ...] = ()  # a category per person each, to mix at every table; -1: not known
    hosts: tuple[int, ...] = ()  # the first stays at the first table, and so on
    since: tuple[int, ...] = ()  # the first round in which each is there
    until: tuple[int, ...] = ()  # the first round in which each is there no more
    held: tuple[Round, ...] = ()  # rounds that stay as they are
    seed: int = 0
    moves: int = MOVES  # exchanges to try at most


class Meeting(msgspec.Struct, frozen=True):
    """Two people who meet more often than they should, and in which rounds."""

    first: int
    second: int
    rounds: tuple[int, ...]


class Mixture(msgspec.Struct, frozen=True):
    """How many pairs at one table are alike in a trait, and how many no plan can avoid."""

    alike: int
    least: int


class Rounds(msgspec.Struct, frozen=True):
    """The answer. `again` counts meetings after a pair's first; `least` of them are proved to be in every plan."""

    rounds: tuple[Round, ...]
    out: tuple[tuple[int, ...], ...]  # who is there and sits out, by round
    repeats: tuple[Meeting, ...]
    again: int
    least: int
    together: tuple[Meeting, ...]  # to be kept apart, and at one table all the same (beyond the rounds held)
    mixtures: tuple[Mixture, ...]  # one a trait
    words: str  # what is proved and what is not, in a sentence or two
    moves: int  # tried


def plan_rounds(
    wanted: Wanted, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> Rounds:
    """The best rounds found within the budget, or when `cancelled` says stop.

    Fewest repeats first, then those spread over people, then mixed tables. Raises Trouble when the wish makes no sense.
    """
    search = _Search(wanted)
    search.run(progress or (lambda _part, _repeats: None), cancelled or (lambda: False))
    return search.answer()


def least_repeats(wanted: Wanted) -> roundbounds.Bound:
    """How many meetings repeat in every plan of this wish, and why. Raises Trouble like `plan_rounds`."""
    return _Search(wanted).bound


def rounds_without_repeats(people: int, size: int = 4, groups: int = 0, *, exact: bool = False) -> int:
    """Beyond so many rounds some pair must meet twice: what counting proves; fewer may be what can really be had."""
    sizes = table_sizes(people, size, groups, exact=exact)
    return roundbounds.most_rounds(people, sizes) if sizes and max(sizes) > 1 else MOST_ROUNDS


class _Search:
    """One wish while it is worked on."""

    def __init__(self, wanted: Wanted) -> None:
        _demand_sense(wanted)
        self.wanted = wanted
        self.held = len(wanted.held)
        number, everyone = max(wanted.rounds, self.held), range(wanted.people)
        since = wanted.since or (0,) * wanted.people
        until = wanted.until or (number,) * wanted.people
        self.there = [frozenset(p for p in everyone if since[p] <= r < until[p]) for r in range(number)]
        known: dict[frozenset[int], frozenset[int]] = {}
        self.there = [known.setdefault(each, each) for each in self.there]
        self.sizes: list[tuple[int, ...]] = [tuple(len(table) for table in tables) for tables in wanted.held]
        for r, tables in enumerate(wanted.held):
            self.there[r] |= {person for table in tables for person in table}
        for r in range(self.held, number):
            self.sizes.append(
                table_sizes(len(self.there[r]), wanted.size, wanted.groups, wanted.sizes, exact=wanted.exact)
            )
        self.apart: dict[int, set[int]] = {}
        for pair in wanted.apart:
            for one, other in (pair, pair[::-1]):
                self.apart.setdefault(one, set()).add(other)
        self.bound = roundbounds.bound(self.sizes, self.there, self._never(), self.held)
        self.floor = self._floor()
        self.random = Random(wanted.seed)
        self.moves = 0
        self.best: list[list[list[int]]] = []
        self.cost: int | None = None

    # ---- what cannot be beaten -------------------------------------------------------------------------------------

    def _never(self) -> Mapping[int, set[int]]:
        """Who never meets whom: those kept apart, and the hosts, each at a table of their own."""
        never = {person: set(others) for person, others in self.apart.items()}
        fewest = min(map(len, self.sizes[self.held :]), default=0)
        always = self.wanted.hosts[:fewest]
        for one, other in combinations(always, 2):
            never.setdefault(one, set()).add(other)
            never.setdefault(other, set()).add(one)
        return never

    def _floor(self) -> int:
        each, more = divmod(2 * self.bound.weighted, self.wanted.people)
        squares = (self.wanted.people - more) * each**2 + more * (each + 1) ** 2
        alike = sum(self._alike_least(trait) for trait in self.wanted.traits)
        return REPEAT * self.bound.weighted + FAIR * squares + ALIKE * alike

    def _alike_least(self, trait: Sequence[int], first: int = 0) -> int:
        total = 0
        for r in range(first, len(self.sizes)):
            out = len(self.there[r]) - sum(self.sizes[r])
            for category, many in Counter(trait[p] for p in self.there[r]).items():
                if category >= 0 and self.sizes[r]:
                    total += roundbounds.fewest_pairs(many - out, len(self.sizes[r]))
        return total

    # ---- searching -------------------------------------------------------------------------------------------------

    def run(self, progress: Progress, cancelled: Callable[[], bool]) -> None:
        """Start anew, each time for longer, until the budget is used or nothing better can be."""
        budget, length = max(self.wanted.moves, 1), 8 * _BATCH
        known = self._known()
        while not self._perfect():
            start = known or self._start()
            tables = self._tables(start)
            hot = _HOT
            if known is not None:
                hot, known = _WARM, None
                self._name_well(tables, budget // 3, cancelled)
            self._take(tables)
            batches = max(2, min(length, budget - self.moves) // _BATCH)
            for batch in range(batches):
                if self._perfect() or cancelled() or self.moves >= budget:
                    break
                heat, cooler = (round(hot * (_COLD / hot) ** (step / batches)) for step in (batch, batch + 1))
                tried = tables.anneal(_BATCH, heat, cooler, self.floor)
                self.moves += max(tried, 1)
                self._take(tables)
                progress(min(self.moves / budget, 1.0), self._again())
                if tried == 0:
                    return
            if cancelled() or self.moves >= budget:
                break
            length += length // 2
        progress(1.0, self._again())

    def _name_well(self, tables: Tables, moves: int, cancelled: Callable[[], bool]) -> None:
        """Let the right people stand for the points of a schedule that has no repeats."""
        if self.wanted.traits or self.apart:
            for heat in (4, 3, 3, 2, 2, 1, 1, 0):
                if tables.cost > self.floor and not cancelled():
                    tables.exchange(moves // 8, list(self.wanted.hosts), heat)

    def _perfect(self) -> bool:
        return self.cost is not None and self.cost <= self.floor

    def _tables(self, start: list[list[list[int]]]) -> Tables:
        wanted = self.wanted
        traits = [list(trait) for trait in wanted.traits]
        seed = self.random.randrange(2**31 - 2)
        return Tables(wanted.people, start, self.held, list(wanted.apart), traits, list(wanted.hosts), seed)

    def _take(self, tables: Tables) -> None:
        if self.cost is None or tables.cost < self.cost:
            self.cost = int(tables.cost)
            self.best = [tables.seated(r) for r in range(len(self.sizes))]

    def _known(self) -> list[list[list[int]]] | None:
        """A schedule without repeats out of the book of designs, where nobody comes, goes or sits out."""
        wanted = self.wanted
        sizes = self.sizes[0]
        uneven = len(set(self.sizes)) > 1 or len(set(self.there)) > 1
        if self.held or uneven or not sizes or sum(sizes) != wanted.people or self.bound.least:
            return None  # somebody comes, goes or sits out, or it cannot be
        size, groups = sizes[0], len(sizes)
        if set(sizes) - {size, size - 1} or sorted(sizes, reverse=True) != list(sizes):
            return None
        hosts = wanted.hosts[:groups]
        full = size * groups == wanted.people
        made = (
            designs.design(groups, size, wanted.rounds)
            if full and not hosts
            else designs.lines(groups, size, wanted.rounds)
        )
        if made is None or len(made) < wanted.rounds:
            return None
        return self._named(made, hosts, groups, sizes)

    def _named(
        self, made: designs.Schedule, hosts: Sequence[int], groups: int, sizes: Sequence[int]
    ) -> list[list[list[int]]]:
        """The schedule with people for its points, hosts in the row that stays; tables in the order of their sizes."""
        rest = [p for p in range(self.wanted.people) if p not in set(hosts)]
        self.random.shuffle(rest)
        person = dict(enumerate([*hosts, *rest]))
        named = []
        for tables in made:
            seated = [[person[point] for point in table if point in person] for table in tables]
            if not hosts:
                seated.sort(key=len, reverse=True)
            named.append(seated)
        return named

    def _start(self) -> list[list[list[int]]]:
        """A fresh first seating, with other people sitting out than the time before."""
        first = FirstSeating(self.apart, self.random)
        rounds = [[list(table) for table in tables] for tables in self.wanted.held]
        times: Counter[int] = Counter()
        for r, tables in enumerate(rounds):
            first.note(tables)
            times.update(self.there[r] - {person for table in tables for person in table})
        for r in range(self.held, len(self.sizes)):
            sizes = self.sizes[r]
            hosts = {t: h for t, h in enumerate(self.wanted.hosts[: len(sizes)]) if h in self.there[r]}
            there = sorted(self.there[r])
            out = choose_out(there, sum(sizes), times, set(hosts.values()), self.random)
            times.update(out)
            rounds.append(first.seat([p for p in there if p not in out], sizes, hosts))
        return rounds

    # ---- the answer ------------------------------------------------------------------------------------------------

    def _again(self) -> int:
        return sum(len(meeting.rounds) - 1 for meeting in _repeated(self.best))

    def answer(self) -> Rounds:
        """What was found, counted anew."""
        rounds = tuple(
            self.wanted.held[r] if r < self.held else tuple(tuple(sorted(table)) for table in tables)
            for r, tables in enumerate(self.best)
        )
        met = _meetings(rounds)
        repeats = tuple(meeting for meeting in met if len(meeting.rounds) > 1)
        again = sum(len(meeting.rounds) - 1 for meeting in repeats)
        together = tuple(
            Meeting(each.first, each.second, late)
            for each in met
            if each.second in self.apart.get(each.first, ())
            and (late := tuple(r for r in each.rounds if r >= self.held))
        )
        mixtures = tuple(
            Mixture(
                sum(_alike(table, trait) for tables in rounds[self.held :] for table in tables),
                self._alike_least(trait, self.held),
            )
            for trait in self.wanted.traits
        )
        return Rounds(
            rounds=rounds,
            out=tuple(
                tuple(sorted(there - {p for table in tables for p in table}))
                for there, tables in zip(self.there, rounds, strict=True)
            ),
            repeats=repeats,
            again=again,
            least=self.bound.least,
            together=together,
            mixtures=mixtures,
            words=_words(again, self.bound, bool(together)),
            moves=self.moves,
        )


def _meetings(rounds: Sequence[Sequence[Sequence[int]]]) -> Iterable[Meeting]:
    met: dict[tuple[int, int], list[int]] = {}
    for r, tables in enumerate(rounds):
        for table in tables:
            for pair in combinations(sorted(table), 2):
                met.setdefault(pair, []).append(r)
    return [Meeting(*pair, tuple(when)) for pair, when in sorted(met.items())]


def _repeated(rounds: Sequence[Sequence[Sequence[int]]]) -> list[Meeting]:
    return [meeting for meeting in _meetings(rounds) if len(meeting.rounds) > 1]


def _alike(table: Sequence[int], trait: Sequence[int]) -> int:
    return sum(many * (many - 1) // 2 for kind, many in Counter(trait[p] for p in table).items() if kind >= 0)


def _words(again: int, bound: roundbounds.Bound, together: bool) -> str:
    some = f"{again} meeting repeats" if again == 1 else f"{again:,} meetings repeat"
    if not again:
        words = "Nobody meets anybody twice."
    elif again <= bound.least:
        words = f"{some}; fewer cannot be: {bound.why}"
    elif bound.least:
        words = f"{some}; at least {bound.least:,} must: {bound.why} No fairer plan was found."
    else:
        words = f"{some}. None without was found; that there is none is not proved."
    return words + (" Some who are to be kept apart still sit together: no seating without was found." * together)


def _demand_sense(wanted: Wanted) -> None:
    """Raises Trouble when the wish contradicts itself."""
    people, rounds = wanted.people, max(wanted.rounds, len(wanted.held))
    if not 2 <= people <= MOST_PEOPLE:
        raise Trouble(f"Rounds are for 2 to {MOST_PEOPLE:,} people.", "Nothing was planned.")
    if not 1 <= rounds <= MOST_ROUNDS:
        raise Trouble(f"There can be 1 to {MOST_ROUNDS} rounds.", "Nothing was planned.")
    if wanted.size < 2 or wanted.groups < 0 or any(each < 1 for each in wanted.sizes):
        raise Trouble("A table needs at least two people.", "Nothing was planned.")
    lists = (*wanted.traits, *filter(None, (wanted.since, wanted.until)))
    named = [*wanted.hosts, *(p for pair in wanted.apart for p in pair)]
    seated = [[p for table in tables for p in table] for tables in wanted.held]
    if (
        any(len(each) != people for each in lists)
        or any(not 0 <= p < people for p in (*named, *(p for tables in seated for p in tables)))
        or any(len(set(tables)) != len(tables) for tables in (*seated, wanted.hosts))
        or any(one == other for one, other in wanted.apart)
    ):
        raise Trouble("The rounds do not fit the people.", "Nothing was planned.", "Look at who is to be there.")
