"""Numbers with decimals, as people write them and as they are shown."""

from __future__ import annotations

import re
from decimal import Decimal

LARGEST = 1e12
"""Beyond this, either way, a number is a slip of the keyboard."""

_DIGITS = 12  # that count; beyond them stands what binary fractions add
_PLAIN = re.compile(r"[+-]?(\d{1,15}(\.\d{0,60})?|\.\d{1,60})")
_GROUPED = re.compile(r"[+-]?\d{1,3}([,.'])\d{3}(\1\d{3})*")


def decimal_words(value: float, *, grouped: bool = False) -> str:
    """A number as short as it can be: "0.25", "12", "-3.5"; with `grouped`, thousands set apart ("12,500.5")."""
    exact = Decimal(f"{value:.{_DIGITS}g}")
    words = f"{exact:,f}" if grouped else f"{exact:f}"
    words = words.rstrip("0").rstrip(".") if "." in words else words
    return "0" if words in ("-0", "") else words


def read_decimal(text: str, decimal: str = "") -> float | None:
    """The number in a text; None when there is none, or when it could be two.

    `decimal` is the sign before the decimals where the file says it; the other of point and comma then parts thousands.
    Without it, the later of the two is before the decimals, and a single sign with three digits behind it ("1,250")
    could be either.
    """
    text = "".join(text.split()).replace("\N{MINUS SIGN}", "-").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if not decimal:
        signs = [sign for sign in text if sign in ",."]
        if len(set(signs)) == 1 and _GROUPED.fullmatch(text):
            if len(signs) == 1 and not text.lstrip("+-").startswith("0"):
                return None
            decimal = signs[0] if len(signs) == 1 else "." if signs[0] == "," else ","
        else:
            decimal = signs[-1] if signs else "."
    plain = text.replace("'", "").replace("." if decimal == "," else ",", "").replace(decimal, ".")
    return float(plain) if _PLAIN.fullmatch(plain) else None
