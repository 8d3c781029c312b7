"""All settings, in one table with type and default, and the file they live in.

Nothing private may end up here: the file lies unencrypted in the user's profile. Places of books are kept only while
`remember_books` is on, and what pages remember is restricted to plain tokens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

FILE = "settings.json"
RECENT = 8
REST_MS = 400

Token = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9_]{0,40}$")]
Text = Annotated[str, msgspec.Meta(max_length=200)]


class Values(msgspec.Struct, frozen=True):
    """The table of settings."""

    theme: Literal["system", "light", "dark"] = "system"
    density: Literal["comfortable", "compact"] = "comfortable"
    menu_bar: bool = False  # always shown, rather than only after Alt
    lock_minutes: Annotated[int, msgspec.Meta(ge=1, le=60)] = 5
    lock_on_minimise: bool = False
    clipboard_seconds: Annotated[int, msgspec.Meta(ge=5, le=120)] = 15
    capture_protection: bool = True
    dates: Literal["ask", "day", "month"] = "ask"  # how 3/4/2026 in a file is read
    who: Text = ""  # under which name the journal notes one's own changes
    remember_books: bool = True
    books: Annotated[list[str], msgspec.Meta(max_length=RECENT)] = []
    geometry: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9+/=]*$", max_length=4000)] = ""
    rail_wide: bool = True
    inspector_open: bool = True
    inspector_width: Annotated[int, msgspec.Meta(ge=220, le=640)] = 288
    page: Token = "overview"
    pages: dict[Token, dict[Token, Any]] = {}


class Settings(QObject):
    """The settings as they are now; `changed` names the one that was set. They are written after a moment's rest."""

    changed = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = folder / FILE
        self.values = self._written = _read(self._path)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.flush)

    def set(self, **given: Any) -> None:
        """Set one or more. Raises msgspec.ValidationError for a value the table does not allow."""
        wanted = {key: value for key, value in given.items() if getattr(self.values, key) != value}
        if not wanted:
            return
        self.values = msgspec.convert({**msgspec.structs.asdict(self.values), **wanted}, Values)
        if not self.values.remember_books and self.values.books:
            self.values = msgspec.structs.replace(self.values, books=[])
        self._rest.start()
        for key in wanted:
            self.changed.emit(key)

    def page_state(self, key: str) -> Mapping[str, object]:
        """What a page asked to be remembered."""
        return self.values.pages.get(key, {})

    def keep_page_state(self, key: str, state: Mapping[str, object]) -> None:
        """Remember `state` for a page; whatever is not a plain token is left out."""
        self.set(pages={**self.values.pages, key: plain(state)})

    # ---- recent books ----------------------------------------------------------------------------------------------

    def books(self) -> list[Path]:
        """The books opened lately that are still there, newest first."""
        return [path for path in map(Path, self.values.books) if path.is_dir()]

    def remember(self, book: Path) -> None:
        """Put a book at the head of the recent ones, if they are kept at all."""
        if self.values.remember_books:
            others = [each for each in self.values.books if each != str(book)]
            self.set(books=[str(book), *others][:RECENT])

    def forget(self, book: Path | None = None) -> None:
        """Take one book, or all of them, off the recent ones."""
        self.set(books=[each for each in self.values.books if book is not None and each != str(book)])

    def flush(self) -> None:
        """Write now what waits to be written."""
        self._rest.stop()
        if self.values == self._written:
            return
        self._written = self.values
        from storage import atomic

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            atomic.write(self._path, msgspec.json.format(msgspec.json.encode(self.values), indent=2))
        except Exception as error:
            # Settings that cannot be kept must not stop anyone from working.
            from storage.trouble import world

            if world(error) is None:
                raise


def plain(state: Mapping[str, object]) -> dict[str, object]:
    """`state` without anything that could be text from the book."""
    return {key: value for key, value in state.items() if _is_token(key) and _is_plain(value)}


def _is_plain(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(_is_plain(each) for each in value)
    if isinstance(value, Mapping):
        return all(_is_token(key) and _is_plain(each) for key, each in value.items())
    return value is None or isinstance(value, bool | int | float) or _is_token(value)


def _is_token(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[a-z0-9_]{0,40}", value) is not None


def _read(path: Path) -> Values:
    """What the file holds. A setting that cannot be read falls back to its default, alone."""
    try:
        raw = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Values()
    kept: dict[str, Any] = {}
    for field in msgspec.structs.fields(Values):
        if field.name in raw:
            try:
                kept[field.name] = msgspec.convert(raw[field.name], field.type)
            except msgspec.ValidationError:
                continue
    return Values(**kept)
