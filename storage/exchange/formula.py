"""Text that no spreadsheet takes for a formula: risky beginnings are masked when written, unmasked when read."""

from __future__ import annotations

import re

#: What a spreadsheet may take for a formula when a cell begins with it.
RISKY = "=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20"
_MASKED = re.compile(f"'+[{RISKY}]")
_RISKY = re.compile(f"'*[{RISKY}]")


def mask(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before a risky beginning."""
    return "'" + text if _RISKY.match(text) else text


def unmask(text: str) -> str:
    """The reverse of `mask`; other text stays as it is."""
    return text[1:] if _MASKED.match(text) else text


def mask_again(text: str) -> str:
    """For files whose texts are typed as texts: masks only what `unmask` would otherwise take for masked."""
    return "'" + text if _MASKED.match(text) else text
