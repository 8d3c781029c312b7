"""Finding a record by what people call it, for the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from program.program import Program
from program.records import Person, Record, kind_of, title_of
from program.trouble import Trouble

R = TypeVar("R", bound=Record)


def find(program: Program, cls: type[R], words: str) -> R:
    """The one record called `words`: by id, name, and for people also by e-mail address or employee number.

    Raises Trouble when there is none or more than one. The message does not repeat the words.
    """
    exact = program.get(cls, words)
    if exact is not None:
        return exact
    wanted = " ".join(words.split()).casefold()
    found = [item for item in program.of(cls).values() if wanted in _called(item)]
    if len(found) == 1:
        return found[0]
    what = kind_of(cls).one.lower()
    if found:
        raise Trouble(
            f"{len(found)} of that name are in the book.", "Nothing was changed.", f"Say which {what} by its number."
        )
    close = len(_close(wanted, program.of(cls).values()))
    hint = f"{close} sound alike: look them up with “rotunda list”." if close else "Look it up with “rotunda list”."
    raise Trouble(f"There is no {what} of that name in the book.", "Nothing was changed.", hint)


def _called(item: Record) -> tuple[str, ...]:
    names = [title_of(item)]
    if isinstance(item, Person):
        names += [item.email, item.number]
    return tuple(name.casefold() for name in names if name)


def _close(wanted: str, items: Iterable[Record]) -> list[str]:
    from rapidfuzz import process

    names = [title_of(item).casefold() for item in items]
    return [match[0] for match in process.extract(wanted, names, score_cutoff=85)]
