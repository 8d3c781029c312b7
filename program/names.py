"""How names are shortened and things counted, everywhere in the same way."""

from __future__ import annotations


def short_name(name: str) -> str:
    """ "B. Okafor" for "Ben Okafor"; a single name stays whole."""
    parts = name.split()
    return f"{parts[0][0]}. {parts[-1]}" if len(parts) > 1 else name


def first_name(name: str, called: str = "") -> str:
    """What people call somebody: the given short name, else the first word of the name."""
    return called or (name.split()[0] if name.split() else "")


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 person", "3 people"; thousands set apart."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
