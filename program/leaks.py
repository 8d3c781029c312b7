"""The check before anything leaves the house: what the reader may not see is taken out, counted, and said to be so.

Views hold no field above their reader. What is left to look for is what fields cannot tell:

- words by which people are known (names, aliases, addresses, numbers) in text somebody typed. They may stay where the
  same view gives them in a field of its own: there the reader is meant to see them;
- people who took back their consent to the purpose: the view is made as if they were not there;
- counts of fewer people than the least group, in views that have one.

What was made for the lead alone is left as it is. Everything that leaves is a `Cleared`, which only `clear`
makes: an exit that takes one cannot forget the check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, Generic, TypeVar, get_args, get_type_hints

import msgspec

from program.consents import withdrawn, without
from program.metrics.figure import Comparison
from program.names import counted
from program.program import Program
from program.records import Person, Purpose, Tier
from program.roster_words import Key, Matcher, What, matcher
from program.trouble import Trouble
from program.views_reader import Typed

V = TypeVar("V")

_WORDS = {
    What.NAME: ("name", "names"),
    What.ALIAS: ("alias", "aliases"),
    What.ADDRESS: ("e-mail address", "e-mail addresses"),
    What.NUMBER: ("employee number", "employee numbers"),
}
#: What `program.metrics.guarded` has looked through already: without a part it is just no rate.
_GUARDED: frozenset[type[msgspec.Struct]] = frozenset({Comparison})
_MARK = object()


class Withheld(msgspec.Struct, frozen=True):
    """Something that was taken out: what, why, and how often; never itself."""

    what: str
    many: str
    why: str
    count: int

    @property
    def words(self) -> str:
        """ "3 names: this document does not otherwise show them to its reader"."""
        return f"{counted(self.count, self.what, self.many)}: {self.why}"


class NotConsented(Trouble):
    """What was asked for is about somebody who took back their consent."""

    def __init__(self) -> None:
        super().__init__(
            "This person took back their consent to what this document is for.",
            kept="Nothing was made.",
            todo="Make it for the program lead, or look at the consents.",
        )


@dataclass(frozen=True)
class Cleared(Generic[V]):
    """A view or a table that may leave, for a reader of `tier`, and what was withheld from it."""

    view: V
    tier: Tier
    withheld: tuple[Withheld, ...]
    mark: object = field(repr=False)

    def __post_init__(self) -> None:
        if self.mark is not _MARK:
            raise TypeError("only the leak check clears what leaves")

    @property
    def words(self) -> tuple[str, ...]:
        """The manifest, a sentence each; empty where nothing was withheld."""
        return tuple(each.words for each in self.withheld)


def clear(
    program: Program,
    make: Callable[[Program], V],
    tier: Tier = Tier.PROGRAM,
    purposes: Iterable[Purpose] = (Purpose.RUNNING_THE_PROGRAM,),
    about: str = "",
) -> Cleared[V]:
    """The view that `make` makes of the program, as it may leave for a reader of `tier`.

    `about` is the id of the person the whole view is about. Raises NotConsented when just they took back their consent,
    and whatever `make` raises.
    """
    if tier <= Tier.RESTRICTED:
        return Cleared(make(program), tier, (), _MARK)
    gone = withdrawn(program, purposes) & program.of(Person).keys()
    if about in gone:
        raise NotConsented
    view = make(without(program, gone))
    known = matcher(program)
    named = frozenset(_given(known, view))
    if tier >= Tier.AGGREGATE:  # nobody is named on purpose: a host that is called like somebody names them by chance
        named = frozenset(key for key in named if key[1] is What.ALIAS)
    check = _Check(known, named, getattr(view, "least", 0), Counter())
    view = check.through(view)
    missing = gone & {id_ for id_, _ in _given(known, make(program))} if gone else frozenset()
    held = check.through(tuple(getattr(view, "withheld", ())))  # what the view itself says it held back
    return Cleared(view, tier, (*check.manifest(len(missing)), *held), _MARK)


@dataclass
class _Check:
    """One view gone through: whom it names on purpose, the least group, and what was taken out so far."""

    known: Matcher
    allowed: Set[Key]
    least: int
    taken: Counter[What]
    few: int = 0

    def through(self, value: Any) -> Any:
        """A value of a view without what may not leave; the same one where there is nothing."""
        if isinstance(value, str):
            return value if isinstance(value, Enum) else self._text(value)
        if isinstance(value, tuple | list):
            made = [self.through(each) for each in value]
            same = all(now is before for now, before in zip(made, value, strict=True))
            return value if same else type(value)(made)
        if isinstance(value, Mapping):
            return {self.through(key): self.through(each) for key, each in value.items()}
        if isinstance(value, msgspec.Struct):
            counts = _counts(type(value)) if self.least else frozenset()
            edits = {}
            for name in value.__struct_fields__:
                before = getattr(value, name)
                now = self._counted(before) if name in counts else self.through(before)
                if now is not before:
                    edits[name] = now
            return msgspec.structs.replace(value, **edits) if edits else value
        return value

    def _text(self, text: str) -> str:
        found = [each for each in self.known.find(text) if self.allowed.isdisjoint(each.keys)]
        if not found:
            return text
        parts, at = [], 0
        for each in found:
            what = min((what for _, what in each.keys), key=tuple(What).index)
            self.taken[what] += 1
            parts += [text[at : each.start], f"[{what} withheld]"]
            at = each.end
        words = "".join([*parts, text[at:]])
        return Typed(words) if isinstance(text, Typed) else words

    def _counted(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(self._counted(each) for each in value)
        if value is None or (isinstance(value, int) and 0 < value < self.least):
            self.few += 1
            return None
        return value

    def manifest(self, gone: int) -> tuple[Withheld, ...]:
        """What was taken out, `gone` people among it."""
        made = []
        if gone:
            why = "they took back their consent to this purpose; seats they hold count as free here"
            made.append(Withheld("person", "people", why, gone))
        for what in What:
            if number := self.taken[what]:
                why = "in text somebody typed, of people this document does not otherwise show"
                made.append(Withheld(*_WORDS[what], why, number))
        if self.few:
            why = f"groups of fewer than {self.least} people, or what they could be worked out from"
            made.append(Withheld("count", "counts", why, self.few))
        return tuple(made)


def _given(known: Matcher, view: Any) -> Iterator[Key]:
    """Whom a view names on purpose, and by what."""
    for text in _texts(view):
        if not isinstance(text, Typed):
            yield from known.whole(text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(key)
            yield from _texts(each)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))


@cache
def _counts(cls: type[msgspec.Struct]) -> frozenset[str]:
    """The fields of a view that hold counts which may be withheld: whole numbers or None."""
    hints = {} if cls in _GUARDED else get_type_hints(cls)
    return frozenset(name for name, hint in hints.items() if _may_be_none(hint))


def _may_be_none(hint: Any) -> bool:
    parts = get_args(hint)
    return (int in parts and NoneType in parts) or any(_may_be_none(part) for part in parts)
