"""Looking into the writable memory of another process. Linux only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

_STEP = 1 << 20  # bytes looked at at once
_OVERLAP = 256  # more than the longest that is looked for


class Memory:
    """The memory of a process this one started. To be made before it forbids being looked at."""

    def __init__(self, pid: int) -> None:
        with ExitStack() as files:
            self._maps = files.enter_context(Path(f"/proc/{pid}/maps").open(encoding="utf-8"))
            self._raw = files.enter_context(Path(f"/proc/{pid}/mem").open("rb", 0))
            self._files = files.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def counts(self, wanted: Mapping[str, bytes]) -> dict[str, int]:
        """How often each of the wanted byte strings lies there now; those that do not are left out."""
        assert max(map(len, wanted.values())) < _OVERLAP
        found: Counter[str] = Counter()
        for before, block in self._blocks():
            for name, token in wanted.items():
                found[name] += block.count(token, max(0, before - len(token) + 1))
        return {name: count for name, count in found.items() if count}

    def words(self, mark: str, letters: int) -> Counter[str]:
        """The words that begin with `mark` and go on for `letters` small letters, as UTF-8 and as UTF-16."""
        found: Counter[str] = Counter()
        for code in ("utf-8", "utf-16-le"):
            gap = re.escape("a".encode(code)[1:])
            begin = re.escape(mark[1:].encode(code))  # the first letter may be large or small
            pattern = re.compile(begin + b"(?:[a-z]" + gap + b"){%d}" % letters)
            for before, block in self._blocks():
                hits = (hit for hit in pattern.finditer(block) if hit.end() > before)
                found.update(mark[0] + hit.group().decode(code) for hit in hits)
        return found

    def _blocks(self) -> Iterator[tuple[int, bytes]]:
        """All that is not zeros, in blocks; each begins with the end of the one before, which is so many bytes."""
        self._maps.seek(0)
        for line in self._maps.read().splitlines():
            span, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            start, end = (int(place, 16) for place in span.split("-"))
            tail = b""
            for at in range(start, end, _STEP):
                raw = self._read(at, min(_STEP, end - at))
                if raw.count(0) != len(raw):
                    yield len(tail), tail + raw
                tail = raw[-_OVERLAP:]

    def _read(self, at: int, length: int) -> bytes:
        try:
            self._raw.seek(at)
            return self._raw.read(length)
        except (OSError, OverflowError):
            return b""


def spelled(keys: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each key as it is, in hexadecimal of small and of large letters, and so as Qt and Windows keep text."""
    found = {}
    for name, key in keys.items():
        found[name] = key
        for case, text in (("hex", key.hex()), ("HEX", key.hex().upper())):
            found[f"{name} in {case}"] = text.encode()
            found[f"{name} in {case}, UTF-16"] = text.encode("utf-16-le")
    return found
