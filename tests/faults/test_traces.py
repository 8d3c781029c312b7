"""The search for traces finds what it is said to find: a test that relies on it is not blind."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.canaries import Canaries
from tests.faults.traces import Search

WORD = "Qxzvbkwtrpmlnd"
AROUND = "before {} after"

WAYS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda raw: raw,
    "hex": lambda raw: raw.hex().encode(),
    "large hex": lambda raw: raw.hex().upper().encode(),
    "base64": base64.b64encode,
    "base64, one further": lambda raw: base64.b64encode(b"x" + raw),
    "base64, two further": lambda raw: base64.b64encode(b"xx" + raw),
    "zlib": lambda raw: b"%junk\n" + zlib.compress(raw * 9),
    "gzip": lambda raw: b"\0\0" + gzip.compress(raw * 9),
    "base64 of zlib in gzip": lambda raw: gzip.compress(base64.b64encode(raw) * 9),
    "ASCII-85 of zlib": lambda raw: b"stream\n" + base64.a85encode(zlib.compress(raw * 9)) + b"~>endstream",
    "zip": lambda raw: _zip("member", raw),
    "name in a zip": lambda raw: _zip(raw.decode("latin-1").replace("\0", ""), b""),
    "zip in a zip": lambda raw: _zip("outer", _zip("inner", raw)),
}


def _zip(name: str, raw: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, raw)
    return out.getvalue()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("code", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize("case", [str, str.lower, str.upper], ids=["given", "small", "large"])
def test_it_finds_the_word(way: str, code: str, case: Callable[[str], str]) -> None:
    raw = WAYS[way](AROUND.format(case(WORD)).encode(code))
    assert Search(WORD).raw(raw)
    assert Search("Bbbbbbbbbbbbbb").raw(raw) == []


def test_it_looks_at_names_links_and_every_file_but_those_left_out(tmp_path: Path) -> None:
    (tmp_path / f"a {WORD.lower()}").mkdir()
    (tmp_path / "file").write_text(WORD, "utf-8")
    (tmp_path / "link").symlink_to(f"to {WORD}")
    out = tmp_path / "out"
    out.mkdir()
    (out / "file").write_text(WORD, "utf-8")
    search = Search(WORD)
    assert {hit.split(":")[0] for hit in search.folder(tmp_path, out)} == {f"a {WORD.lower()}", "file", "link"}
    assert search.files == 1


def test_every_field_with_words_has_a_canary_of_its_own() -> None:
    from program.program import Program
    from program.records import KINDS, Kind, Origin
    from program.validity import sound

    canaries = Canaries()
    records = canaries.records()
    assert sound(Program.of_records(records), records) == []
    assert {type(item) for item in records} == {kind.cls for kind in KINDS.values()} - {Origin}
    sung = {field.split(" ")[0].split(",")[0] for field in canaries.fields.values()}
    wordy = {
        f"{kind.key}.{field.name}"
        for kind in KINDS.values()
        for field in kind.fields
        if field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL) and not field.ref and kind.cls is not Origin
    }
    assert wordy <= sung
    assert len(canaries.tiers) == len(canaries.fields) > 90
