"""Texts that break documents made without care, and a program in which everybody and everything is called so."""

from __future__ import annotations

from typing import Any

import msgspec

from program.program import Program
from program.records import Kind, Person, Record, fields_of
from tests.reports.world import world

HOSTILE = (
    '<img src="http://example.invalid/x.png"/>',
    '<img src="/etc/passwd"/>&amp; &lt;b> & </para>',
    "<font color=\"[[[getattr(pow,Word('__globals__'))['os'] for Word in [1]]]]\">x</font>",
    "nul\0 bell\a escape\x1b[31m return\r\nnext",
    "lone \ud800 surrogate \udfff pair",
    "right to left \u202eevil\u202c \u2066isolate\u2069 zero\u200bwidth\u200djoiner\ufeff",
    "emoji \U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1f3\U0001f1f4 \u2764\ufe0f",
    "佐藤 太郎 김철수 王小明 𠮷野家",
    "محمد العربي (٢٠٢٧) כהן Ruiz",
    "Ђорђе Ωμέγα Łukasz Ñandú Nguyễn Thị Ánh Žižek Ḫattuša",
    "देवनागरी தமிழ் ไทย ქართული Հայերեն አማርኛ",
    "Zalgo Z̴̡͓̑á̷̱͎l̶͓̈́g̵̰̈ó̷̬",
    "x" * 10_000,
    "long words " * 900,
    "A name of two hundred characters " + "y " * 84,
    "\n".join("line" for _ in range(400)),
    "$\\undefinedmacro$ \\(x\\) (unbalanced ) ( paren",
    " \t\u3000\u00a0 ",
    "\U0010ffff\ue000\u0378",
)


def hostile_world() -> Program:
    """A program of ordinary shape in which every text of every record is hostile in its turn."""
    turn = 0
    records: list[Record] = []
    for item in world(len(HOSTILE), 4, 5, 6).everything():
        changes: dict[str, Any] = {}
        for field in fields_of(item):
            turn += 1
            if field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL):
                changes[field.name] = HOSTILE[turn % len(HOSTILE)]
            elif field.kind is Kind.CUSTOM and isinstance(item, Person):
                changes[field.name] = ((HOSTILE[turn % len(HOSTILE)], HOSTILE[(turn + 1) % len(HOSTILE)]),)
        turn += 1
        records.append(msgspec.structs.replace(item, **changes))
    for place, text in enumerate(HOSTILE):
        name = f"m{place:05}"
        records = [msgspec.structs.replace(r, name=text) if r.id == name else r for r in records]
    return Program.of_records(records)
