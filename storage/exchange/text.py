"""Reads delimited text: finds out encoding, delimiter and decimal sign, then reads every record or none."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator

from program.intake.table import Cell
from storage.exchange.limits import FileRefused, Limits

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_RECORDS = 60
_SAMPLE_CHARS = 200_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CODE_PAGES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "mac_roman", "cp850",
    "cp932", "gb18030", "big5", "cp949",
]  # fmt: skip
_OTHER_ENCODING = "Save the file as “CSV UTF-8” in your spreadsheet program, or choose its encoding, and try again."
_MEND = "Mend that place in the file and try again."


def decode(data: bytes, wanted: str = "") -> tuple[str, str, bool]:
    """The text, the encoding's name, and whether that was a guess. Raises FileRefused where bytes are no text."""
    if wanted:
        return _strict(data, wanted), wanted, False
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), encoding, False
    if wide := _wide(data[:4096]):
        return _strict(data, wide), wide, True
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError as error:
        if _meant_as_utf8(data):
            raise FileRefused(
                "there are bytes here that are no valid UTF-8 text.", _MEND, row=_row_at(data, error.start)
            ) from None
    encoding = _code_page(data)
    return _strict(data, encoding), encoding, True


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise FileRefused("This encoding is not known.", "Choose another one.") from None
    except UnicodeDecodeError as error:
        text = data[: error.start].decode(encoding, "replace")
        raise FileRefused(
            f"there are bytes here that are no valid {encoding} text.", _OTHER_ENCODING, row=text.count("\n") + 1
        ) from None


def _row_at(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _wide(head: bytes) -> str:
    """UTF-16 without a mark shows as every other byte being zero."""
    if len(head) < 4 or b"\0" not in head:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _meant_as_utf8(data: bytes) -> bool:
    """Whether a file that fails as UTF-8 was meant to be it: then guessing a code page would read it wrongly."""
    if re.search(rb"\xed[\xa0-\xbf][\x80-\xbf]", data):
        return True
    text = data.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= letter <= "\udcff" for letter in text)
    good = sum(letter > "\x7f" for letter in text) - bad
    return good > bad


def _code_page(data: bytes) -> str:
    from charset_normalizer import from_bytes

    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())[:65_536]
    if _western(telling):
        # Where Icelandic has þ, ð and ý, the Turkish page has ş, ğ and ı; Icelandic never goes without its accents.
        letters = set(telling.decode("cp1252"))
        return "cp1254" if letters & set("ÞþÐðÝý") and not letters & set("áéíóúæÁÉÍÓÚÆ") else "cp1252"
    best = from_bytes(telling, cp_isolation=_CODE_PAGES, threshold=0.4).best()
    return best.encoding if best is not None else "cp1252"


def _western(telling: bytes) -> bool:
    """Accented letters standing alone among plain ones are Western European; runs of them are another script."""
    try:
        text = telling.decode("cp1252")
    except UnicodeDecodeError:
        return False
    runs = re.findall(r"[^\x00-\x7f]+", text)
    letters = sum(1 for run in runs for sign in run if sign.isalpha() or sign in "’‘“”–—…€°·´«»ºª\xa0")
    total = sum(map(len, runs))
    lone = sum(1 for run in runs if len(run) == 1)
    # C1-page letters between plain ones come from the old DOS and Macintosh pages.
    odd = len(re.findall(r"(?<=[a-z])[ŽŒŠžƒ†‡‰‹›ˆ˜™•¢£¤¥¦§¨©¬®¯±²³µ¶¸¹¼½¾¿×÷„‚](?=[a-z])", text))
    return letters >= 0.95 * total and lone >= 0.7 * len(runs) and not odd


def find_delimiter(text: str) -> str:
    """The sign that cuts the most of the first records into the same number (over one) of cells; "," for one column."""
    sample = text[:_SAMPLE_CHARS]
    best, delimiter = (0.0, 0), ","
    for candidate in DELIMITERS:
        widths = _widths(sample, candidate)
        if not widths:
            continue
        width, often = widths.most_common(1)[0]
        score = (often / widths.total(), width)
        if width > 1 and score > best:
            best, delimiter = score, candidate
    return delimiter


def _widths(sample: str, delimiter: str) -> Counter[int]:
    widths: Counter[int] = Counter()
    try:
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=True):
            if record:
                widths[len(record)] += 1
            if widths.total() == _SAMPLE_RECORDS:
                break
    except csv.Error:
        pass  # the sample may end inside quotes; what was counted before still tells
    return widths


def records(
    text: str, delimiter: str, limits: Limits, step: Callable[[float], None]
) -> Iterator[tuple[int, list[Cell]]]:
    """Each record with its number as a spreadsheet shows it. Raises FileRefused where it cannot be read whole."""
    if "\0" in text:
        _refuse_nul(text, delimiter)
    csv.field_size_limit(limits.cell)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines = text.count("\n") + 1
    number = 0
    while True:
        begun = reader.line_num
        try:
            record: list[Cell] = list(next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            raise _unreadable(error, number + 1, begun + 1) from None
        number += 1
        if number % 2_000 == 0:
            step(min(1.0, reader.line_num / lines))
        yield number, record


def _unreadable(error: csv.Error, row: int, line: int) -> FileRefused:
    if "field limit" in str(error):
        return FileRefused(
            f"a cell here is longer than 32,767 characters, or a quotation mark in line {line:,} is never closed.",
            _MEND,
            row=row,
        )
    return FileRefused(f"the quotation marks in line {line:,} do not pair up.", _MEND, row=row)


def _refuse_nul(text: str, delimiter: str) -> None:
    row = column = 0
    lenient = csv.reader(io.StringIO(text[: text.index("\0") + 1], newline=""), delimiter=delimiter)
    for row, record in enumerate(lenient, 1):  # noqa: B007 - the last record is the one with the sign
        column = len(record)
    raise FileRefused(
        "there is a NUL sign here, which no text holds.",
        "The file may be damaged or no text at all. Export it again and try once more.",
        row=row,
        column=column,
    )


_COMMA = re.compile(r"-?(\d{1,3}(\.\d{3})*|\d+),\d+$")
_POINT = re.compile(r"-?(\d{1,3}(,\d{3})*|\d+)\.\d+$")


def find_decimal(rows: list[list[Cell]], delimiter: str) -> str:
    """The decimal sign most numbers use; a file that commas delimit never uses the comma unless it quotes it."""
    comma = point = 0
    for cells in rows:
        for cell in cells:
            if isinstance(cell, str) and cell[-1:].isdigit():
                comma += bool(_COMMA.match(cell))
                point += bool(_POINT.match(cell))
    if comma == point:
        return "," if delimiter == ";" and comma else "."
    return "," if comma > point else "."
