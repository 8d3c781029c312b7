"""Where a passphrase comes from when there is no window: a file, or a prompt that shows nothing."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from program.trouble import Trouble


def passphrase(file: Path | None, words: str = "Passphrase") -> str:
    """The passphrase out of the first line of `file`, or asked for on the terminal. Raises Trouble."""
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise Trouble("The passphrase file cannot be read.", "Nothing was opened.", "Check its name.") from None
        return text.split("\n", 1)[0].rstrip("\r")
    if not sys.stdin.isatty():
        raise Trouble(
            "There is no terminal to ask for the passphrase.", "Nothing was opened.", "Give it with --passphrase-file."
        )
    return getpass.getpass(f"{words}: ")


def new_passphrase(file: Path | None) -> str:
    """A new passphrase, typed twice when it is asked for. Raises Trouble when the two differ."""
    if file is not None:
        return passphrase(file)
    first = passphrase(None, "New passphrase")
    if passphrase(None, "The same again") != first:
        raise Trouble("The two passphrases differ.", "Nothing was changed.", "Try again.")
    return first
