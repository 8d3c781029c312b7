"""Tables over rounds, improved move by move: the loops of `rounds.py`, typed so that they can be compiled.

The same source runs as it is; integers only, so that every machine takes the same way. People, tables and seats are
numbers. A *table* is one table in one round; the seats of a table stand side by side in `members`.

Cost = REPEAT for every pair and time it meets after its first, counted as m(m-1)/2 for m meetings, so that a third
meeting weighs more than a second of others + FAIR for each person's repeats squared + ALIKE for every two people of the
same unit (or level …) at one table. People kept apart count as having met `APART` times before.
"""

from __future__ import annotations

from mypy_extensions import i64

REPEAT = 1000
FAIR = 8
ALIKE = 4

#: Meetings that people who are kept apart are taken to have had: nothing is worth seating them together.
APART = 100

#: -ln((i + 1/2) / 256) in 1/256: how much dearer a move may be that is taken at temperature 1, by chance.
_LUCK: list[i64] = [
    1597, 1316, 1185, 1099, 1035, 983, 940, 904, 872, 843, 818, 794, 773, 753, 735, 718, 702, 687, 673, 659, 646, 634,
    623, 611, 601, 590, 581, 571, 562, 553, 545, 536, 528, 521, 513, 506, 499, 492, 485, 478, 472, 466, 460, 454, 448,
    442, 437, 431, 426, 421, 416, 411, 406, 401, 396, 391, 387, 382, 378, 374, 369, 365, 361, 357, 353, 349, 345, 341,
    337, 334, 330, 327, 323, 319, 316, 313, 309, 306, 303, 299, 296, 293, 290, 287, 284, 281, 278, 275, 272, 269, 266,
    263, 261, 258, 255, 252, 250, 247, 245, 242, 239, 237, 234, 232, 229, 227, 225, 222, 220, 217, 215, 213, 210, 208,
    206, 204, 202, 199, 197, 195, 193, 191, 189, 187, 185, 182, 180, 178, 176, 174, 172, 171, 169, 167, 165, 163, 161,
    159, 157, 155, 154, 152, 150, 148, 146, 145, 143, 141, 139, 138, 136, 134, 133, 131, 129, 128, 126, 124, 123, 121,
    120, 118, 116, 115, 113, 112, 110, 109, 107, 106, 104, 103, 101, 100, 98, 97, 95, 94, 92, 91, 89, 88, 87, 85, 84,
    82, 81, 80, 78, 77, 76, 74, 73, 72, 70, 69, 68, 66, 65, 64, 63, 61, 60, 59, 58, 56, 55, 54, 53, 51, 50, 49, 48,
    46, 45, 44, 43, 42, 41, 39, 38, 37, 36, 35, 34, 32, 31, 30, 29, 28, 27, 26, 25, 24, 22, 21, 20, 19, 18, 17, 16,
    15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
]


class Tables:
    """Who sits where in every round, with its cost kept up to date.

    `rounds` holds each round's tables as lists of people; those of the first `held` rounds stay as they are, and so
    do the people in `fixed` (a table's hosts). `traits` holds for each trait everyone's category (-1: not known).
    """

    def __init__(
        self,
        people: int,
        rounds: list[list[list[int]]],
        held: int,
        apart: list[tuple[int, int]],
        traits: list[list[int]],
        fixed: list[int],
        seed: int,
    ) -> None:
        self.people: i64 = people
        self.rounds: i64 = len(rounds)
        self.chance: i64 = seed % 2147483646 + 1
        self.met: list[i64] = [0] * (people * people)
        self.load: list[i64] = [0] * people
        self.members: list[i64] = []
        self.first: list[i64] = []  # [table] its first seat
        self.size: list[i64] = []  # [table]
        self.at: list[i64] = []  # [seat] its table
        self.seat_of: list[i64] = [-1] * (people * len(rounds))  # [round * people + person]
        self.free: list[i64] = []  # seats whose people may move, round by round
        self.free_round: list[i64] = []  # [place in free] its round
        self.free_first: list[i64] = [0] * len(rounds)  # [round] where its seats begin in free
        self.free_count: list[i64] = [0] * len(rounds)
        self.traits: i64 = len(traits)
        self.categories: i64 = max((max(trait, default=-1) + 1 for trait in traits), default=0)
        self.category: list[i64] = [category for trait in traits for category in trait]  # [trait * people + person]
        self.count: list[i64] = []  # [(table * traits + trait) * categories + category]
        self.cost: i64 = 0
        self.enemies: list[list[i64]] = [[] for _ in range(people)]
        for one, other in apart:
            self.enemies[one].append(other)
            self.enemies[other].append(one)
            self.met[one * people + other] = APART
            self.met[other * people + one] = APART
        stay = set(fixed)
        for number, tables in enumerate(rounds):
            self.free_first[number] = len(self.free)
            for table in tables:
                self._lay(number, table, number >= held, stay)
            self.free_count[number] = len(self.free) - self.free_first[number]
        for table_number in range(len(self.first)):
            self._count_in(table_number)

    def _lay(self, number: int, table: list[int], movable: bool, stay: set[int]) -> None:
        """Seat the people of one table."""
        self.first.append(len(self.members))
        self.size.append(len(table))
        for person in table:
            seat = len(self.members)
            self.seat_of[number * self.people + person] = seat
            self.members.append(person)
            self.at.append(len(self.first) - 1)
            if movable and person not in stay:
                self.free.append(seat)
                self.free_round.append(number)

    def _count_in(self, table: i64) -> None:
        """Count the meetings of one table, and who is like whom."""
        n = self.people
        start = self.first[table]
        end = start + self.size[table]
        self.count.extend([0] * (self.traits * self.categories))
        for seat in range(start, end):
            a = self.members[seat]
            for other in range(start, seat):
                b = self.members[other]
                met = self.met[a * n + b]
                self.cost += REPEAT * met
                for who in (a, b):
                    self.cost += FAIR * met * (2 * self.load[who] + met)
                    self.load[who] += met
                self.met[a * n + b] = met + 1
                self.met[b * n + a] = met + 1
            for trait in range(self.traits):
                category = self.category[trait * n + a]
                if category >= 0:
                    at = (table * self.traits + trait) * self.categories + category
                    self.cost += ALIKE * self.count[at]
                    self.count[at] += 1

    def random(self, below: i64) -> i64:
        """A number from 0 to `below` - 1 (at most 2 ** 31): Lehmer's generator, the same everywhere."""
        self.chance = self.chance * 48271 % 2147483647
        return self.chance % below

    # ---- two people of one round change places ---------------------------------------------------------------------

    def delta(self, seat: i64, other: i64) -> i64:
        """What it costs when the people of two seats, at two tables of one round, change places."""
        n = self.people
        met, members, load = self.met, self.members, self.load
        a, b = members[seat], members[other]
        one, two = self.at[seat], self.at[other]
        row_a, row_b = a * n, b * n
        change_a: i64 = 0
        change_b: i64 = 0
        squares: i64 = 0
        start = self.first[one]
        for place in range(start, start + self.size[one]):
            if place != seat:
                q = members[place]
                gone = met[row_a + q] - 1
                come = met[row_b + q]
                change_a -= gone
                change_b += come
                if gone != come:
                    step = come - gone
                    squares += step * (2 * load[q] + step)
        start = self.first[two]
        for place in range(start, start + self.size[two]):
            if place != other:
                q = members[place]
                gone = met[row_b + q] - 1
                come = met[row_a + q]
                change_b -= gone
                change_a += come
                if gone != come:
                    step = come - gone
                    squares += step * (2 * load[q] + step)
        squares += change_a * (2 * load[a] + change_a) + change_b * (2 * load[b] + change_b)
        total = REPEAT * (change_a + change_b) + FAIR * squares
        return total + self._mixed(a, b, one, two)

    def swap(self, seat: i64, other: i64, number: i64, delta: i64) -> None:
        """Let the people of two seats at two tables of round `number` change places; `delta` is what it costs."""
        n = self.people
        a, b = self.members[seat], self.members[other]
        self._meet(a, seat, -1)
        self._meet(b, other, -1)
        self.members[seat], self.members[other] = b, a
        self.seat_of[number * n + a], self.seat_of[number * n + b] = other, seat
        self._meet(a, other, 1)
        self._meet(b, seat, 1)
        self.cost += delta

    def _meet(self, person: i64, seat: i64, times: i64) -> None:
        """Count the meetings of the person in a seat in (1) or out (-1)."""
        n = self.people
        table = self.at[seat]
        start = self.first[table]
        for place in range(start, start + self.size[table]):
            if place != seat:
                q = self.members[place]
                now = self.met[person * n + q]
                change = now if times > 0 else 1 - now
                self.met[person * n + q] = now + times
                self.met[q * n + person] = now + times
                self.load[person] += change
                self.load[q] += change
        for trait in range(self.traits):
            category = self.category[trait * n + person]
            if category >= 0:
                self.count[(table * self.traits + trait) * self.categories + category] += times

    def anneal(self, moves: int, hot: int, cold: int, stop: int) -> int:
        """Try `moves` exchanges while the temperature falls from `hot` to `cold`, or until the cost is down to `stop`.

        Returns how many were tried. Temperatures are in units of cost; the fall is even in eighths of the way.
        """
        total: i64 = moves
        target: i64 = stop
        seats: i64 = len(self.free)
        if seats < 2:
            return 0
        heat: i64 = hot
        fall: i64 = hot - cold
        done: i64 = 0
        while done < total and self.cost > target:
            if done % 256 == 0:
                heat = hot - fall * done // total
            done += 1
            place = self.random(seats)
            number = self.free_round[place]
            seat = self.free[place]
            other = self.free[self.free_first[number] + self.random(self.free_count[number])]
            if self.at[seat] == self.at[other]:
                continue
            delta = self.delta(seat, other)
            if delta <= 0 or delta * 256 < heat * _LUCK[self.random(256)]:
                self.swap(seat, other, number, delta)
        return done

    # ---- two people change their names -----------------------------------------------------------------------------

    def exchange(self, moves: int, barred: list[int], warm: int) -> None:
        """Let people take over each other's seats in all rounds, to mix tables and keep apart whom that is asked of.

        Who is `barred` (hosts) keeps the seats. Meetings are the same afterwards but for who they are between; so a
        plan without repeats stays one. Only for people who are all there in every round, none of which is held.
        """
        n: i64 = self.people
        total: i64 = moves
        heat: i64 = warm
        out = set(barred)
        for _ in range(total):
            a, b = self.random(n), self.random(n)
            if a == b or a in out or b in out:
                continue
            delta = self._renamed(a, b)
            if delta <= 0 or delta * 256 < heat * _LUCK[self.random(256)]:
                for number in range(self.rounds):
                    seat, other = self.seat_of[number * n + a], self.seat_of[number * n + b]
                    if self.at[seat] != self.at[other]:
                        self.swap(seat, other, number, self.delta(seat, other))

    def _renamed(self, a: i64, b: i64) -> i64:
        """What it costs when two people take over each other's seats in all rounds."""
        n = self.people
        total: i64 = 0
        for number in range(self.rounds):
            one, two = self.at[self.seat_of[number * n + a]], self.at[self.seat_of[number * n + b]]
            if one != two:
                total += self._mixed(a, b, one, two)
                for x in self.enemies[a]:
                    total += self._beside(x, number, two, one)
                for x in self.enemies[b]:
                    total += self._beside(x, number, one, two)
        return total

    def _beside(self, person: i64, number: i64, come: i64, gone: i64) -> i64:
        at = self.at[self.seat_of[number * self.people + person]]
        return (APART * REPEAT if at == come else 0) - (APART * REPEAT if at == gone else 0)

    def _mixed(self, a: i64, b: i64, one: i64, two: i64) -> i64:
        """What it costs in likeness when person a at table `one` and person b at table `two` change places."""
        n = self.people
        total: i64 = 0
        for trait in range(self.traits):
            kind_a = self.category[trait * n + a]
            kind_b = self.category[trait * n + b]
            if kind_a != kind_b:
                base_one = (one * self.traits + trait) * self.categories
                base_two = (two * self.traits + trait) * self.categories
                if kind_a >= 0:
                    total += self.count[base_two + kind_a] - self.count[base_one + kind_a] + 1
                if kind_b >= 0:
                    total += self.count[base_one + kind_b] - self.count[base_two + kind_b] + 1
        return ALIKE * total

    def seated(self, number: int) -> list[list[int]]:
        """The tables of a round."""
        n = self.people
        tables: list[list[int]] = []
        known = [self.at[self.seat_of[number * n + p]] for p in range(n) if self.seat_of[number * n + p] >= 0]
        if not known:
            return []
        for table in range(min(known), max(known) + 1):
            start = self.first[table]
            tables.append([self.members[place] for place in range(start, start + self.size[table])])
        return tables
