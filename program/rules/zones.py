"""Time zones as people write them: "+01:00", "UTC+2", "Europe/Berlin"."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from program.program import Program
from program.records import Cycle

_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_DAY = 24 * 60


def minutes_from_utc(text: str, year: int) -> int | None:
    """Minutes east of UTC, for zone names at the turn of `year`; None when the words are no time zone."""
    return _minutes(text.strip(), year)


def minutes_apart(program: Program, one: str, other: str) -> int | None:
    """Minutes between the clocks of two zones, the short way round the day; None unless both are known."""
    if not one or not other:
        return None
    year = program.index("first year", (Cycle,), lambda: program.cycles[0].start.year if program.cycles else 2000)
    first, second = minutes_from_utc(one, year), minutes_from_utc(other, year)
    if first is None or second is None:
        return None
    apart = abs(first - second) % _DAY
    return min(apart, _DAY - apart)


@lru_cache(maxsize=4096)
def _minutes(text: str, year: int) -> int | None:
    if text.upper() in ("UTC", "GMT", "Z"):
        return 0
    if (found := _OFFSET.fullmatch(text.replace("\u2212", "-"))) is not None:
        sign, hours, minutes = found.groups()
        size = int(hours) * 60 + int(minutes or 0)
        return None if size > _DAY else size if sign == "+" else -size
    from zoneinfo import ZoneInfo

    try:
        offset = ZoneInfo(text).utcoffset(datetime(year, 1, 1))
    except (KeyError, ValueError, OSError):  # no such zone, no possible name of one, a folder of the zone files
        return None
    return None if offset is None else round(offset.total_seconds() / 60)
