"""What protects an open book on this computer, and how each of it truly stands."""

from __future__ import annotations

from typing import NamedTuple


class Protection(NamedTuple):
    """One protection: its name, whether it works here, and how it stands in words."""

    name: str
    works: bool
    words: str
