"""Numbers as people read them, the same in every chart and table."""

from __future__ import annotations

from program.metrics.figure import Unit

WITHHELD = "withheld"
_NBSP = "\u00a0"
_UNITS = {unit.value for unit in Unit}
_RATIO = Unit.RATIO.value


def digits(value: float, unit: str = "", *, even: bool = False) -> str:
    """A number without its unit, in the decimals of that unit; a real minus sign.

    Mere counts have no decimals where they are whole, unless they stand beside others that have (`even`).
    """
    known = bool(unit) and unit in _UNITS
    words = f"{value:,.{Unit(unit).decimals if known else 1}f}"
    if not known and not even:
        words = words.removesuffix(".0")
    return words.replace("-", "\u2212") if words.strip("-0.,") else words.lstrip("-")


def finest(unit: str) -> float:
    """The smallest difference that numbers of a unit show."""
    return 10.0 ** -(Unit(unit).decimals if unit and unit in _UNITS else 1)


def number(value: float, unit: str = "") -> str:
    """A number with its unit: "42 %", "5.6 of 7", "1,284"."""
    words = digits(value, unit)
    return f"{words}{_NBSP}{unit}" if unit and unit != _RATIO else words


def change(before: float, now: float, unit: str = "") -> str:
    """What was gained or lost: "+0.4", "−3", "0"."""
    return ("+" if now > before else "") + digits(now - before, unit)


def value(value: float | None, unit: str, n: int = 0, low: float | None = None, high: float | None = None) -> str:
    """A value with all that belongs to it: "5.6 of 7, n = 41, 5.3–5.9"."""
    if value is None:
        return WITHHELD
    parts = [number(value, unit)]
    if n:
        parts.append(f"n{_NBSP}={_NBSP}{n:,}")
    if low is not None and high is not None:
        parts.append(f"{digits(low, unit)}–{digits(high, unit)}")
    return ", ".join(parts)


def line(text: str) -> str:
    """A label on one line, in full, for hover and screen reader: nothing hidden, nothing that turns the direction."""
    if text.isprintable():
        return " ".join(text.split())
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join("".join(ch if ch.isprintable() or ch.isspace() else " " for ch in whole).split())
