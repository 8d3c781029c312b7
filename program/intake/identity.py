"""Who is who: rows that are the same person, and people who are in the book already."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from program.intake.drafts import Draft
from program.intake.problems import Choice, Concern, Ledger
from program.intake.words import plain
from program.program import Program
from program.records import Person

_FEW = 50  # so many namesakes are weighed against each other at a time, to keep the work linear


def identify(drafts: list[Draft], program: Program, ledger: Ledger) -> None:
    """Merges or parts rows that double each other, then finds each in the book: by number, e-mail, then name.

    Afterwards `before` is set on drafts of people in the book, and `skip` on rows that are left out or merged.
    """
    book = _Book(program.of(Person).values())
    _doubled_numbers(drafts, ledger)
    _doubled_emails(drafts, ledger)
    for draft in drafts:
        if not draft.skip:
            book.claim(draft, book.by_key(draft))
    named: dict[str, list[Draft]] = {}
    for draft in drafts:
        if not draft.skip and draft.name:
            named.setdefault(plain(draft.name), []).append(draft)
    for name, group in named.items():
        group = _doubled_names(group, ledger)
        _find_by_name([draft for draft in group if draft.before is None], book.named(name), book, ledger)
    _part_emails(drafts, program, ledger)


class _Book:
    """People of the book by number, e-mail and name, and which of them a row has claimed."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.ids: dict[str, Person] = {}
        self.numbers: dict[str, list[Person]] = {}
        self.emails: dict[str, list[Person]] = {}
        self.names: dict[str, list[Person]] = {}
        self.claimed: set[str] = set()
        for person in people:
            self.ids[person.id] = person
            if person.number:
                self.numbers.setdefault(person.number.casefold(), []).append(person)
            if person.email:
                self.emails.setdefault(person.email.casefold(), []).append(person)
            self.names.setdefault(plain(person.name), []).append(person)

    def by_key(self, draft: Draft) -> Person | None:
        """The one person with the row's id, number or e-mail; a number that differs means another person."""
        if found := self.ids.get(draft.values.get("id", "")):
            return found
        number = _key(draft, "number")
        among = self.numbers.get(number, []) if number else []
        if not among:
            among = [each for each in self.emails.get(_key(draft, "email"), []) if not (number and each.number)]
        if len(among) > 1:
            among = [each for each in among if plain(each.name) == plain(draft.name)]
        return among[0] if len(among) == 1 else None

    def named(self, name: str) -> list[Person]:
        """People of that name whom no row has claimed."""
        return [each for each in self.names.get(name, []) if each.id not in self.claimed]

    def claim(self, draft: Draft, person: Person | None) -> None:
        """The row is about this person, unless another row already is."""
        if person is not None and person.id not in self.claimed:
            self.claimed.add(person.id)
            draft.before = person


def _key(draft: Draft, name: str) -> str:
    return str(draft.values.get(name) or "").casefold()


def _same_name(one: Draft, other: Draft) -> bool:
    first, second = plain(one.values.get("name", "")), plain(other.values.get("name", ""))
    return first == second or not first or not second


def _settle(choice: Choice, first: Draft, later: Draft, key: str) -> None:
    if choice is Choice.TAKE:
        later.values.pop(key, None)
    else:
        later.skip = True
        if choice is Choice.MERGE:
            first.take_in(later)


def _doubled_numbers(drafts: list[Draft], ledger: Ledger) -> None:
    firsts: dict[str, Draft] = {}
    for draft in drafts:
        if draft.skip or not (number := _key(draft, "number")):
            continue
        first = firsts.setdefault(number, draft)
        if first is not draft:
            concern = Concern.DOUBLED_ROW if _same_name(first, draft) else Concern.DOUBLED_NUMBER
            sentence = f"The number {draft.values['number']} stands in row {first.row:,} already."
            _settle(ledger.note(concern, draft.row, "", sentence), first, draft, "number")


def _doubled_emails(drafts: list[Draft], ledger: Ledger) -> None:
    firsts: dict[str, Draft] = {}
    for draft in drafts:
        if draft.skip or not (email := _key(draft, "email")):
            continue
        first = firsts.setdefault(email, draft)
        if first is not draft:
            one = _same_name(first, draft) and not (_key(first, "number") and _key(draft, "number"))
            concern = Concern.DOUBLED_ROW if one else Concern.DOUBLED_EMAIL
            sentence = f"{draft.values['email']} stands in row {first.row:,} already."
            _settle(ledger.note(concern, draft.row, "", sentence), first, draft, "email")


def _doubled_names(group: list[Draft], ledger: Ledger) -> list[Draft]:
    """Notes rows of one name, but for those the book already knows as different people; returns who is left."""
    first, left = group[0], [group[0]]
    for draft in group[1:]:
        if draft.before is not None and first.before is not None:
            left.append(draft)
            continue
        concern = Concern.DOUBLED_ROW if _alike(first, draft) else Concern.DOUBLED_NAME
        sentence = f"{draft.name} stands in row {first.row:,} already."
        choice = ledger.note(concern, draft.row, "", sentence)
        if choice is Choice.TAKE:
            left.append(draft)
        elif draft.before is not None and first.before is None and choice is Choice.MERGE:
            draft.take_in(first)
            first.skip = True
            first, left = draft, [*left[1:], draft]
        else:
            _settle(choice, first, draft, "")
    return left


def _alike(first: Draft, later: Draft) -> bool:
    return first.values == later.values and first.custom == later.custom


def _find_by_name(rows: list[Draft], people: list[Person], book: _Book, ledger: Ledger) -> None:
    """Pairs rows and people of one name whose other keys do not speak against it."""
    waiting = iter(people)
    free = list(islice(waiting, _FEW))
    keyless = all(not _key(draft, "number") and not _key(draft, "email") for draft in rows)
    pairing = keyless or (len(rows) == 1 and len(people) == 1)
    for draft in rows:
        best = max(
            (each for each in free if pairing and _compatible(draft, each)),
            key=lambda each: _likeness(draft, each),
            default=None,
        )
        if best is None and free:
            sentence = f"Somebody called {draft.name} is in the book already."
            choice = ledger.note(Concern.DOUBLED_NAME, draft.row, "", sentence)
            draft.skip = draft.skip or choice is Choice.SKIP
            best = free[0] if choice is Choice.MERGE else None
        if best is not None:
            book.claim(draft, best)
            free.remove(best)
            free.extend(islice(waiting, 1))


def _compatible(draft: Draft, person: Person) -> bool:
    number, email = _key(draft, "number"), _key(draft, "email")
    return not (number and person.number) and not (email and person.email and person.email.casefold() != email)


def _likeness(draft: Draft, person: Person) -> int:
    def same(name: str, value: Any) -> bool:
        return bool(value == getattr(person, name, None))

    return sum(same(name, value) for name, value in draft.values.items())


def _part_emails(drafts: list[Draft], program: Program, ledger: Ledger) -> None:
    """An e-mail belongs to one person: a row that brings somebody else's loses it, or the row, or becomes them."""
    giving_up = {draft.before.id for draft in drafts if not draft.skip and draft.before and "email" in draft.values}
    owners = {
        person.email.casefold(): person
        for person in program.of(Person).values()
        if person.email and person.id not in giving_up
    }
    claimed = {draft.before.id for draft in drafts if draft.before is not None and not draft.skip}
    for draft in drafts:
        owner = owners.get(_key(draft, "email"))
        if draft.skip or owner is None or owner is draft.before:
            continue
        sentence = f"{draft.values['email']} belongs to {owner.name} in the book."
        choice = ledger.note(Concern.DOUBLED_EMAIL, draft.row, "", sentence)
        if choice is Choice.MERGE and draft.before is None and owner.id not in claimed:
            draft.before = owner
            claimed.add(owner.id)
        elif choice is Choice.SKIP:
            draft.skip = True
        else:
            draft.values.pop("email")
