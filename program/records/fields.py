"""How a kind of record is declared: once, with labels, kinds and confidentiality tiers.

The SQL table, the form, the columns, the import mapping, the exports and the tier filters are all read off the
declarations made here. A record is a frozen `msgspec.Struct`: it is built and compared several times faster than a
frozen dataclass, which is what keeps opening a large book quick, and is otherwise used in the same way.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum, IntEnum, StrEnum
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec


class Tier(IntEnum):
    """Who may see a field, from closed to open."""

    SEALED = 0  # readable only after unsealing
    RESTRICTED = 1  # the program lead
    PAIR = 2  # the two people concerned and the lead
    PROGRAM = 3  # the lead and facilitators
    AGGREGATE = 4  # may only be counted
    PUBLISHABLE = 5  # may be published, with consent

    @property
    def label(self) -> str:
        return self.name.capitalize()


class Words(StrEnum):
    """Base of all choice lists: the stored value is stable, `label` is what people read."""

    @property
    def label(self) -> str:
        text = self.name.replace("_", " ").lower()
        return text[0].upper() + text[1:]


class Kind(Enum):
    """What sort of value a field holds; decides column type, editor and parser."""

    TEXT = "text"
    LONG_TEXT = "long text"
    EMAIL = "email"
    INTEGER = "integer"
    NUMBER = "number"  # with decimals
    DATE = "date"
    YES_NO = "yes/no"
    CHOICE = "choice"
    CHOICES = "choices"
    REF = "reference"
    REFS = "references"
    DATES = "dates"
    STRENGTHS = "strengths"  # skills with a weight from 1 to 5
    SEALED = "sealed"  # ciphertext; no form, table or export shows it
    CUSTOM = "custom"  # further pairs of heading and text, as the program's own files bring them


class Field(msgspec.Struct, frozen=True):
    """The declaration of one field. `limit` is characters for text, the largest value for integers."""

    label: str
    tier: Tier = Tier.PROGRAM
    kind: Kind = Kind.TEXT
    ref: str = ""  # the kind of record a reference points to
    choices: type[Words] | None = None
    required: bool = False
    unit: str = ""
    limit: int = 200
    least: int = 0
    help: str = ""
    synonyms: tuple[str, ...] = ()  # other headings under which files bring this field
    section: str = ""  # where the form shows it
    name: str = ""  # filled in at registration
    default: Any = None


class Strength(msgspec.Struct, frozen=True, array_like=True):
    """A skill offered or sought, with its weight or level from 1 (a little) to 5 (a great deal)."""

    skill: str
    weight: int = 3


class Record(msgspec.Struct, frozen=True, gc=False):
    """Base of everything the program keeps. `id` never changes and is never shown."""

    id: str


R = TypeVar("R", bound=Record)


class RecordKind(msgspec.Struct, frozen=True):
    """A registered kind of record: its table name, its words, its fields in order (without `id`)."""

    key: str
    cls: type[Record]
    one: str
    many: str
    fields: tuple[Field, ...]
    title: Callable[[Any], str]

    def field(self, name: str) -> Field:
        """The field called `name`. Raises KeyError when the kind has none."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)


KINDS: dict[str, RecordKind] = {}
_BY_CLASS: dict[type[Record], RecordKind] = {}


def record(key: str, one: str, many: str, title: Callable[[Any], str]) -> Callable[[type[R]], type[R]]:
    """Register a record class under `key`; a field without a declaration fails at import, and so the build."""

    def register(cls: type[R]) -> type[R]:
        kind = RecordKind(key, cls, one, many, tuple(_declared(cls)), title)
        if key in KINDS:
            raise TypeError(f"record kind {key} is declared twice")
        KINDS[key] = kind
        _BY_CLASS[cls] = kind
        return cls

    return register


def kind_of(what: type[Record] | Record) -> RecordKind:
    """The declaration of a record or record class."""
    return _BY_CLASS[what if isinstance(what, type) else type(what)]


def fields_of(what: type[Record] | Record) -> tuple[Field, ...]:
    """The declared fields in order, without `id`."""
    return kind_of(what).fields


def title_of(item: Record) -> str:
    """What people call this record."""
    return str(kind_of(item).title(item))


def as_values(item: Record) -> Mapping[str, Any]:
    """The record's fields by name, `id` first."""
    return msgspec.structs.asdict(item)


def new_id() -> str:
    """A fresh identity: 64 random bits, so that two offline copies of a program never coin the same one."""
    return secrets.token_hex(8)


_KIND_OF_TYPE: dict[Any, Kind] = {
    str: Kind.TEXT,
    int: Kind.INTEGER,
    float: Kind.NUMBER,
    bool: Kind.YES_NO,
    date: Kind.DATE,
}


def _declared(cls: type[Record]) -> Iterator[Field]:
    hints = get_type_hints(cls, include_extras=True)
    for info in msgspec.structs.fields(cls):
        if info.name == "id":
            continue
        hint = hints[info.name]
        specs = [arg for arg in get_args(hint)[1:] if isinstance(arg, Field)] if get_origin(hint) is Annotated else []
        if len(specs) != 1:
            raise TypeError(f"{cls.__name__}.{info.name} has no declaration (label and tier)")
        spec = specs[0]
        base = get_args(hint)[0]
        yield msgspec.structs.replace(
            spec, name=info.name, kind=_kind(spec, base), choices=_choices(base), default=_default(info)
        )


def _kind(spec: Field, base: Any) -> Kind:
    if spec.kind is not Kind.TEXT:
        return spec.kind
    if spec.ref:
        return Kind.REFS if get_origin(base) is tuple else Kind.REF
    if _choices(base) is not None:
        return Kind.CHOICES if get_origin(base) is tuple else Kind.CHOICE
    if get_origin(base) is tuple:
        inner = get_args(base)[0]
        return Kind.DATES if inner is date else Kind.STRENGTHS if inner is Strength else Kind.CUSTOM
    bare = next((arg for arg in get_args(base) if arg is not type(None)), base)
    return _KIND_OF_TYPE[bare]


def _choices(base: Any) -> type[Words] | None:
    for candidate in (base, *get_args(base)):
        if isinstance(candidate, type) and issubclass(candidate, Words):
            return candidate
    return None


def _default(info: msgspec.structs.FieldInfo) -> Any:
    return None if info.default is msgspec.NODEFAULT else info.default
