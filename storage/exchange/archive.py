"""Looks into a workbook's ZIP archive before anything unpacks it, and hands on a clean copy of what is needed.

What reads the workbook never sees the foreign archive itself: every entry is checked, unpacked here within bounds and
put into a new archive in memory, so that no trick with headers, names or sizes reaches further than this file.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib

from storage.exchange.limits import FileRefused, Limits

_NOT_SAFE = "Open it in your spreadsheet program, save it anew as .xlsx or .csv, and import that."
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a", b"BZh", b"\xfd7zXZ\x00")
_NEEDED = (".xml", ".rels")


def parts(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The archive's XML parts by name, each within bounds. Raises FileRefused for anything that is not as it should."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(entries, len(data), limits)
            return _unpack(archive, entries, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise FileRefused("This workbook is damaged.", _NOT_SAFE) from error


def packed(contents: dict[str, bytes]) -> io.BytesIO:
    """A fresh archive in memory with just these parts, stored as they are."""
    fresh = io.BytesIO()
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    fresh.seek(0)
    return fresh


def _check(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """What can be told from the archive's own list, before unpacking anything."""
    if len(entries) > limits.entries:
        raise FileRefused(f"This workbook has more than {limits.entries:,} parts inside.", _NOT_SAFE)
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked or (total > limits.ratio_from and total > limits.ratio * max(1, size)):
        raise _bomb()
    names = {entry.filename.casefold() for entry in entries}
    if len(names) != len(entries):
        raise FileRefused("This workbook has two parts of the same name inside.", _NOT_SAFE)
    for entry in entries:
        name = entry.orig_filename
        steps = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in steps or ":" in steps[0] or "\0" in name:
            raise FileRefused("This workbook has a part inside that points out of it.", _NOT_SAFE)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise FileRefused("This workbook has a link inside instead of content.", _NOT_SAFE)
        if entry.flag_bits & 0x1:
            raise FileRefused("This workbook is locked with a password.", "Save it without one and try again.")
        if entry.file_size > limits.ratio_from and entry.file_size > limits.ratio * max(1, entry.compress_size):
            raise _bomb()


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits) -> dict[str, bytes]:
    """Unpacks every entry within the bounds, believing the bytes that come and not the sizes that are claimed."""
    left = limits.unpacked
    kept: dict[str, bytes] = {}
    for entry in entries:
        if entry.is_dir():
            continue
        with archive.open(entry) as stream:
            content = stream.read(min(left, entry.file_size) + 1)
        left -= len(content)
        if left < 0:
            raise _bomb()
        if content.startswith(_ARCHIVES):
            raise FileRefused("This workbook has another archive inside.", _NOT_SAFE)
        if entry.filename.casefold().endswith(_NEEDED) or entry.filename == "mimetype":
            kept[entry.filename] = content
    return kept


def _bomb() -> FileRefused:
    return FileRefused("This workbook unpacks to far more than its size, which is how a file meant to do harm looks.",
                       _NOT_SAFE)  # fmt: skip
