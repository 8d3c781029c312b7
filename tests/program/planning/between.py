"""What stands between people: absences, conflicts, wishes, and how first meetings went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random

import msgspec

from program.records import Absence, Chemistry, Conflict, Cycle, Host, Person, Preference, Record, Wish

WISHES = (Wish.GLADLY, Wish.GLADLY, Wish.FIRST_CHOICE, Wish.RATHER_NOT, Wish.NEVER)


class Between(msgspec.Struct, frozen=True):
    """Draws them for people, hosts and cycles."""

    random: Random
    mentees: Sequence[Person]
    mentors: Sequence[Person]
    coaches: Sequence[Person]
    hosts: Sequence[Host]
    cycles: Sequence[Cycle]

    def records(self) -> Iterator[Record]:
        """All of them."""
        yield from self._absences()
        yield from self._conflicts()
        yield from self._preferences()
        yield from self._chemistry()

    def _absences(self) -> Iterator[Absence]:
        people = self.random.sample(self.mentees, len(self.mentees) // 12)
        people += self.random.sample(self.mentors, len(self.mentors) // 12) + list(self.coaches[:1])
        for n, person in enumerate(people):
            cycle = self.random.choice(self.cycles)
            days = self.random.choice((10, 20, 40, 75))
            first = cycle.start + timedelta(days=self.random.randrange(15))
            yield Absence(f"absence{n}", person=person.id, start=first, end=first + timedelta(days=days))

    def _conflicts(self) -> Iterator[Conflict]:
        for n in range(len(self.mentees) // 8):
            first, second = self.random.sample(self._pair(), 2)
            until = self.random.choice((None, None, self.random.choice(self.cycles).end))
            yield Conflict(f"conflict{n}", first=first, second=second, until=until)

    def _preferences(self) -> Iterator[Preference]:
        for n in range(len(self.mentees) * 2 // 3):
            mentee, mentor = self._pair()
            wish, draw = self.random.choice(WISHES), self.random.random()
            cycle = self.random.choice(self.cycles).id if draw < 0.2 else ""
            if draw > 0.7:
                yield Preference(f"wish{n}", person=mentee, wish=wish, host=self.random.choice(self.hosts).id)
            elif draw > 0.5:
                yield Preference(f"wish{n}", person=mentor, wish=wish, other=mentee, cycle=cycle)
            elif draw < 0.02:
                yield Preference(f"wish{n}", person=mentee, wish=Wish.NEVER, cycle=cycle)
            else:
                yield Preference(f"wish{n}", person=mentee, wish=wish, other=mentor, cycle=cycle)

    def _chemistry(self) -> Iterator[Chemistry]:
        for n in range(len(self.mentees) // 2):
            mentee, mentor = self._pair()
            yield Chemistry(f"meeting{n}", mentee=mentee, mentor=mentor, rating=self.random.randint(1, 5))

    def _pair(self) -> tuple[str, str]:
        return self.random.choice(self.mentees).id, self.random.choice(self.mentors).id
