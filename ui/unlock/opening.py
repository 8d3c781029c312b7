"""What opening a book takes beside the steps: telling secrets and troubles apart, and the note in the journal."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from program.trouble import Trouble

if TYPE_CHECKING:
    from storage.book import Book
    from storage.handover import Opened

TAKEABLE = "take it over."
"""How the advice ends where a book that is open elsewhere can be taken over."""


def warm() -> None:
    """Import the heavy parts of storage."""
    import_module("storage.book")


def noted(book: Book, words: str) -> Book:
    """The book, with its unlocking in the journal; a book for reading only leaves no trace."""
    if not book.read_only:
        try:
            book.note(words)
        except BaseException:
            book.close(backup=False)
            raise
    return book


def takeable(trouble: Trouble) -> bool:
    """Whether the book is open elsewhere, as far as can be known from here, and may be taken over all the same."""
    from storage.trouble import Locked

    return isinstance(trouble, Locked) and trouble.todo.endswith(TAKEABLE)


def is_recovery_key(secret: str) -> bool:
    """Whether what was typed is a recovery key; its check character tells it from any passphrase."""
    from storage.keys import recovery_secret

    try:
        recovery_secret(secret)
    except Trouble:
        return False
    return True


def opens_with_words(file: Path) -> bool:
    """Whether a pack is opened with words, and not with a facilitator's key. Raises Trouble when it is no pack."""
    from storage import pack

    return pack.asks_for_words(pack.read(file))


def look_into(file: Path, secret: str, key: Path | None) -> Opened:
    """A pack, opened with its words, or with a key and its passphrase. Raises Trouble."""
    from storage import agekey, handover, pack

    raw = pack.read(file)
    if pack.asks_for_words(raw):
        return handover.opened(raw, words=" ".join(secret.split()).replace(" ", "-").lower())
    if key is None:
        raise Trouble("This pack is encrypted to a key.", "Nothing was opened.", "Choose the file of your key.")
    return handover.opened(raw, identity=agekey.read(pack.read(key), secret))


def documents() -> Path:
    """Where books are offered to be kept: the user's documents."""
    import platformdirs

    return Path(platformdirs.user_documents_dir())
