"""One line typed in a workshop becomes a record: an action with its owner and due day, something parked, or learnt.

    understood("Book the hall @ana by next friday", None, …)    an Action of Ana's
    understood("Who pays for travel?", CaptureKind.PARKED, …)   a Capture
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from program.circles import everyone
from program.intake.dates import Unclear, read_date
from program.names import first_name
from program.program import Program
from program.records import Action, Capture, CaptureKind, Circle, Person, new_id
from program.trouble import Trouble

_MOST_WORDS = 5  # of a name after @
_AT = re.compile(r"(?:^|(?<=\s))@(?:\"([^\"]+)\"|(\S.*))")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_WHEN = (
    rf"(?:today|tomorrow|(?:next\s+)?{_DAY}|next\s+(?:week|month)|end\s+of\s+(?:the\s+)?(?:week|month|year)"
    r"|in\s+(?:a|an|\d{1,3})\s+(?:day|week|month)s?|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}(?:\s+\d{4})?|[a-z]{3,9}\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?)"
)
_DUE = re.compile(rf"\s*[,;(–-]?\s*\b(?:due|by|until|till)\s+(?:on\s+)?({_WHEN})\b\)?(?:\s*[.!]$)?", re.IGNORECASE)
_LAST = re.compile(rf"\s*[,;(–-]?\s*\b(?:on\s+)?({_WHEN})\)?\s*[.!]?$", re.IGNORECASE)


def understood(
    text: str, kind: CaptureKind | None, program: Program, circle: Circle | None, today: date
) -> Action | Capture:
    """The record of what was typed; `kind` None stands for an action. Raises Trouble when a name or day is unclear."""
    words, id_ = " ".join(text.split()), circle.id if circle is not None else ""
    if kind is not None:
        return Capture(new_id(), text=words, kind=kind, circle=id_, on=today)
    words, owner = _owner(words, program, circle)
    words, due = _due(words, today)
    title = words.strip(" ,;:–-") or text.strip()
    return Action(new_id(), title=title, owner=owner, due=due, circle=id_, on=today)


# ---- whose ---------------------------------------------------------------------------------------------------------


def _owner(words: str, program: Program, circle: Circle | None) -> tuple[str, str]:
    """The words without the owner, and the owner's id; empty when none is named."""
    found = _AT.search(words)
    if found is None:
        return words, ""
    parts = [found[1]] if found[1] else found[2].split()[:_MOST_WORDS]
    here = [*everyone(circle), circle.facilitator] if circle is not None else []
    for crowd in (here, program.of(Person)):
        several = False
        for many in range(len(parts), 0, -1):
            name = " ".join(parts[:many]).strip(".,;:!?)").casefold()
            people = _called(name, program, crowd)
            if len(people) == 1:
                rest = found[2].split()[many:] if found[2] else [words[found.end() :].strip()]
                return " ".join([words[: found.start()].strip(), *rest]).strip(), people[0]
            several |= len(people) > 1
        if several:
            raise Trouble("Several people are called that.", "Nothing was kept yet.", "Write more of the name after @.")
    raise Trouble("Nobody is called that.", "Nothing was kept yet.", "Write a name of the roster after @, or leave it.")


def _called(name: str, program: Program, crowd: Iterable[str]) -> list[str]:
    """Who of the crowd is called so: wholly, else by a short name or an alias, else by how the name begins."""
    if not name:
        return []
    people = [person for id_ in dict.fromkeys(crowd) if (person := program.get(Person, id_)) is not None]
    for fits in (
        lambda p: p.name.casefold() == name,
        lambda p: name in (p.called.casefold(), p.alias.casefold(), first_name(p.name).casefold()),
        lambda p: p.name.casefold().startswith(name),
    ):
        if found := [person.id for person in people if fits(person)]:
            return found
    return []


# ---- by when -------------------------------------------------------------------------------------------------------


def _due(words: str, today: date) -> tuple[str, date | None]:
    """The words without the day, and the day; None when none is named."""
    for pattern in (_DUE, _LAST):
        found = pattern.search(words)
        if found is not None and (day := due_day(found[1], today)) is not None:
            return (words[: found.start()] + words[found.end() :]).strip(), day
    return words, None


def due_day(words: str, today: date) -> date | None:
    """The day that words such as "next friday", "in 2 weeks", "end of month" or "12 March" mean on `today`.

    None when they mean none. Raises Trouble for a date that could be two.
    """
    said = " ".join(words.casefold().replace(",", " ").split())
    if said in ("today", "tomorrow"):
        return today + timedelta(days=said == "tomorrow")
    if said.startswith("end of "):
        return _end(said.split()[-1], today)
    parts = said.split()
    if parts[0] == "in" or said in ("next week", "next month"):
        many = int(parts[1]) if parts[1].isdigit() else 1
        return _later(today, many, parts[-1].rstrip("s"))
    place = next((p for p, day in enumerate(_DAYS) if len(parts[-1]) > 2 and day.startswith(parts[-1][:3])), None)
    if place is not None and re.fullmatch(_DAY, parts[-1]) and len(parts) <= 2:
        if parts[0] == "next":
            return today + timedelta(days=7 - today.weekday() + place)
        return today + timedelta(days=(place - today.weekday() - 1) % 7 + 1)
    return _dated(said, today)


def _end(what: str, today: date) -> date:
    if what == "week":
        return today + timedelta(days=(4 - today.weekday()) % 7)
    if what == "year":
        return date(today.year, 12, 31)
    return date(today.year, today.month, monthrange(today.year, today.month)[1])


def _later(today: date, many: int, unit: str) -> date:
    if unit != "month":
        return today + timedelta(days=many * (7 if unit == "week" else 1))
    years, month = divmod(today.month - 1 + many, 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _dated(words: str, today: date) -> date | None:
    found = read_date(words, None, today)
    if found is Unclear.AMBIGUOUS:
        raise Trouble(
            "That day could be read in two ways.", "Nothing was kept yet.", "Write the month in letters, as in 5 March."
        )
    if isinstance(found, date):
        return found
    for year in (today.year, today.year + 1):  # a day without a year is the next one of its kind
        found = read_date(f"{words} {year}", None, today)
        if isinstance(found, date) and found >= today:
            return found
    return None
