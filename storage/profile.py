"""How far each book had come when it was last closed on this computer: a witness outside the book's own folder.

One small file per book in the user's own folder holds the book's id, and number and short code of its journal's last
entry. No name, no path. A book that comes back older, or with another journal, is known by it.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.journal import Head

_STORE = re.compile(r"[0-9a-f]{8,64}")
_folder: Path | None = None


def keep_in(folder: Path | None) -> None:
    """Where the files are; None: nothing is kept and nothing known, as when nobody said so yet."""
    global _folder
    _folder = folder


def remember(store: str, head: Head) -> None:
    """The book `store` has come to `head`. A folder that cannot be written to is no reason to say anything."""
    if _folder is None or not _STORE.fullmatch(store):
        return
    from program.trouble import Trouble
    from storage import atomic

    with suppress(OSError, Trouble):
        _folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        said = json.dumps({"store": store, "seq": head.seq, "code": head.code})
        atomic.write(_folder / f"{store}.json", said.encode())


def recalled(store: str) -> Head | None:
    """How far the book `store` had come here; None when that is not known."""
    if _folder is None or not _STORE.fullmatch(store):
        return None
    from storage.journal import Head

    try:
        seen = json.loads((_folder / f"{store}.json").read_bytes())
        return Head(int(seen["seq"]), str(seen["code"])) if seen["store"] == store else None
    except (OSError, ValueError, TypeError, KeyError):  # a damaged one says nothing
        return None
