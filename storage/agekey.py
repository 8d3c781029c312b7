"""A facilitator's own key, to which leads encrypt packs: an age identity in a file, itself under a passphrase.

It is the file that `age-keygen | age -p` makes; one without a passphrase is read as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import passphrase as passphrases
from storage.pack import NotAPack, NotYours, asks_for_words, decrypted, encrypted
from storage.trouble import Damaged

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

_PREFIX = "AGE-SECRET-KEY-1"
_LARGEST = 64 * 1024


def make(passphrase: str) -> tuple[bytes, str]:
    """A fresh key as a file, and its public half `age1…` to give to the lead. Raises WeakPassphrase."""
    from pyrage import x25519

    passphrases.demand(passphrase)
    fresh = x25519.Identity.generate()
    text = f"# public key: {fresh.to_public()}\n{fresh}\n"
    return encrypted(text.encode(), words=passphrase), str(fresh.to_public())


def asks(file: bytes) -> bool:
    """Whether the key file is under a passphrase."""
    try:
        return asks_for_words(file)
    except NotAPack:
        return False


def read(file: bytes, passphrase: str = "") -> Identity:
    """The key in a file. Raises WrongPassphrase, and Damaged when there is none."""
    import pyrage

    if len(file) > _LARGEST:
        raise _no_key()
    try:
        text = (decrypted(file, words=passphrase) if asks(file) else file).decode("ascii")
        line = next(line.strip() for line in text.splitlines() if line.startswith(_PREFIX))
        return pyrage.x25519.Identity.from_str(line)
    except NotYours:
        raise NotYours(True) from None
    except (NotAPack, UnicodeDecodeError, StopIteration, pyrage.IdentityError):
        raise _no_key() from None


def _no_key() -> Damaged:
    return Damaged("That file holds no key of a facilitator.", "Nothing was opened.", "Choose the file with your key.")
