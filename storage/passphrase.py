"""Good passphrases: six words offered by lot, and an honest word about what was typed.

The words are ours (`resources/words/passphrase.txt`), drawn with the system's random numbers, so n words carry exactly
n × log2(size of the list) bits. What somebody makes up is estimated by zxcvbn (Wheeler, USENIX Security 2016).
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import resources
from storage.trouble import WeakPassphrase

LEAST = 15  # characters; NIST SP 800-63B-4 for a secret that stands alone
WORDS = 6
_ENOUGH = 3  # zxcvbn: "safely unguessable", at least 10^8 guesses of a slow hash
_LONGEST = 72  # zxcvbn's own limit; what comes after can only help

_ADVICE = (
    "Guessed at once.",
    "Easily guessed.",
    "Could be guessed with some patience.",
    "Hard to guess.",
    "Very hard to guess.",
)


@dataclass(frozen=True, slots=True)
class Strength:
    """How a passphrase fares: `score` 0 to 4, whether it is `enough` to be taken, and `advice` in a sentence."""

    score: int
    enough: bool
    advice: str


@cache
def words() -> tuple[str, ...]:
    """The list that passphrases are drawn from."""
    return tuple(resources.read_text("words/passphrase.txt").split())


def suggest(count: int = WORDS) -> str:
    """A fresh passphrase of `count` words with hyphens between."""
    return "-".join(secrets.choice(words()) for _ in range(count))


def strength(passphrase: str, known: Sequence[str] = ()) -> Strength:
    """Judge a passphrase; `known` are words an attacker would try first (the program's name, the user's)."""
    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < LEAST:
        missing = LEAST - len(text)
        return Strength(0, False, f"Too short: {missing} more {'character' if missing == 1 else 'characters'}.")
    from zxcvbn import zxcvbn  # its dictionaries are large

    score: int = zxcvbn(text[:_LONGEST], user_inputs=list(known))["score"]
    return Strength(score, score >= _ENOUGH, _ADVICE[score])


def demand(passphrase: str) -> None:
    """Raises WeakPassphrase when a new passphrase is too short or easily guessed."""
    judged = strength(passphrase)
    if not judged.enough:
        raise WeakPassphrase(f"That passphrase will not do. {judged.advice}")
