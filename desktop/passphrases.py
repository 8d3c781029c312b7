"""Where a secret comes from when there is no window: a file, or a prompt that shows nothing."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from program.trouble import Trouble


def secrets(arguments: argparse.Namespace) -> tuple[str | None, str | None]:
    """The passphrase or the recovery key, whichever the words of the command line ask for; the other one is None."""
    if arguments.recovery or arguments.recovery_file is not None:
        return None, passphrase(arguments.recovery_file, "Recovery key", "--recovery-file")
    return passphrase(arguments.passphrase_file), None


def passphrase(file: Path | None, words: str = "Passphrase", option: str = "--passphrase-file") -> str:
    """The secret called `words` out of the first line of `file`, or asked for on the terminal. Raises Trouble."""
    if file is not None:
        try:
            # Editors on Windows begin a text file with a mark that is no part of the secret.
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            raise Trouble(f"The file of {option} cannot be read.", "Nothing was opened.", "Check its name.") from None
        secret = text.split("\n", 1)[0].rstrip("\r")
        if not secret:
            raise Trouble(
                f"The first line of the file of {option} is empty.",
                "Nothing was opened.",
                f"Write the {words.lower()} there.",
            )
        return secret
    if not _terminal():
        raise Trouble(
            f"There is no terminal to ask for the {words.lower()}.", "Nothing was opened.", f"Give it with {option}."
        )
    try:
        return getpass.getpass(f"{words}: ")
    except EOFError:
        raise Trouble(f"No {words.lower()} was typed.", "Nothing was opened.") from None


def new_passphrase(file: Path | None, option: str = "--passphrase-file") -> str:
    """A new passphrase, typed twice when it is asked for. Raises Trouble when the two differ."""
    if file is not None:
        return passphrase(file, option=option)
    first = passphrase(None, "New passphrase", option)
    if passphrase(None, "The same again", option) != first:
        raise Trouble("The two passphrases differ.", "Nothing was changed.", "Try again.")
    return first


def _terminal() -> bool:
    """Whether somebody can be asked; a standard input that was closed before the start is None."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()
