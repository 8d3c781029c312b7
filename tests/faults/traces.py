"""Looking for a word in everything that lies in a folder: names and content, as it stands, encoded and compressed.

Looked for whatever the case in UTF-8 and UTF-16 of both orders, in hexadecimal, in base64 at each of the three places a
word can begin at, percent-encoded, and backwards; the same again in whatever a file holds compressed: zip members, gzip
and zlib streams at any place in the file, and raw deflate in zips.
"""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

_DEPTH = 3  # a PDF in a zip in a backup
_MOST = 64 << 20  # bytes that one stream is unpacked to


def spellings(word: str) -> dict[str, bytes]:
    """How a word may be written, by name; each in small letters where letters have a case."""
    small = word.lower()
    found = {
        "UTF-8": small.encode(),
        "UTF-16 LE": small.encode("utf-16-le"),
        "UTF-16 BE": small.encode("utf-16-be"),
        "backwards": small[::-1].encode(),
        "percent": quote(small, safe="").encode().lower(),
    }
    for case, text in (("small", small), ("capital", word.capitalize()), ("large", word.upper())):
        for code in ("utf-8", "utf-16-le"):
            raw = text.encode(code)
            found[f"hex of {case} {code}"] = raw.hex().encode()
            for shift in range(3):
                # Only the letters that the word alone decides: the first of a group belong to what stands before.
                whole = base64.b64encode(bytes(shift) + raw)
                found[f"base64 of {case} {code}, {shift}"] = whole[(0, 2, 3)[shift] : len(whole) // 4 * 4 - 4]
    return found


class Search:
    """A search for one word; `seen` counts the files and the bytes that were looked at."""

    def __init__(self, word: str) -> None:
        self._spelled = spellings(word)
        self.files = self.bytes = 0

    def folder(self, root: Path, *but: Path) -> list[str]:
        """Where the word stands under `root`, but for folders and files in `but`."""
        return list(self._folder(root, but))

    def raw(self, data: bytes, what: str = "bytes") -> list[str]:
        """Where the word stands in these bytes and in what is compressed in them."""
        return list(self._bytes(data, what, _DEPTH))

    def _folder(self, root: Path, but: Iterable[Path]) -> Iterator[str]:
        left_out = tuple(but)
        for path in sorted(root.rglob("*")):
            if any(path == each or each in path.parents for each in left_out):
                continue
            name = str(path.relative_to(root))
            yield from (f"{name}: name, {how}" for how in self._in(name.encode("utf-8", "surrogateescape")))
            if path.is_symlink():
                yield from (f"{name}: link, {how}" for how in self._in(bytes(path.readlink())))
            elif path.is_file():
                self.files += 1
                yield from self._bytes(path.read_bytes(), name, _DEPTH)

    def _bytes(self, data: bytes, what: str, depth: int) -> Iterator[str]:
        self.bytes += len(data)
        yield from (f"{what}: {how}" for how in self._in(data))
        if depth:
            for kind, inner in unpacked(data):
                yield from self._bytes(inner, f"{what}: {kind}", depth - 1)

    def _in(self, data: bytes) -> Iterator[str]:
        small = data.lower()
        for how, spelled in self._spelled.items():
            if spelled in (data if how.startswith("base64") else small):
                yield how


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Everything that can be unpacked in these bytes, with where."""
    if data[:4] == b"PK\x03\x04":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.infolist():
                    yield "member's name", member.filename.encode()
                    yield f"member {member.filename}", archive.read(member)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError):
            pass
    for start in _starts(data):
        stream = zlib.decompressobj(47)  # zlib or gzip, as the first bytes say
        try:
            inner = stream.decompress(memoryview(data)[start:], _MOST)
        except zlib.error:
            continue
        if len(inner) > 8:
            yield f"stream at {start}", inner
    yield from _texts(data)


def _starts(data: bytes) -> Iterator[int]:
    for first in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08"):
        at = data.find(first)
        while at >= 0:
            yield at
            at = data.find(first, at + 1)


def _texts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """ASCII-85 streams, as PDFs have them around compressed ones."""
    at = data.find(b"stream")
    while at >= 0 and (end := data.find(b"~>", at, at + _MOST)) >= 0:
        with suppress(ValueError):
            yield f"ASCII-85 at {at}", base64.a85decode(data[at + 6 : end].strip().removeprefix(b"<~"))
        at = data.find(b"stream", end)
