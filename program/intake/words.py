"""How text from files is cleaned, and how it is compared."""

from __future__ import annotations

import re
import unicodedata

#: Signs that show nothing yet change how text reads, sorts or prints: controls, direction marks, zero-width blanks.
UNSEEN = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)


def tidy(text: str) -> tuple[str, bool]:
    """The cell's text without padding, in composed letters (NFC), and whether unseen signs were taken out."""
    if text.isascii():
        if text.isprintable():
            return text.strip(), False
    else:
        text = unicodedata.normalize("NFC", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = UNSEEN.sub("", text)
    return seen.strip(), len(seen) != len(text)


def plain(text: str) -> str:
    """Text as it is compared: letters without accents, in small, words parted by single blanks.

    "EmployeeStatus", "Employee_Status" and "employee status" all become the same, and so do "ADEmail" and "AD e-mail"
    but for their blank. Text without a letter or digit stays as it is.
    """
    if text.isascii():
        letters = text
    else:
        letters = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(_BREAK.sub(" ", _GAP.sub(" ", letters)).casefold().split()) or text.casefold().strip()


_GAP = re.compile(r"[\W_]+")
#: Where a word begins inside another: "StartDate", "ADEmail".
_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
