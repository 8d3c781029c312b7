"""Places in a commit at which a test may pull the plug, and others at which it may step in between.

`point` does nothing in the application. A test's child process sets `hook`, which then hears the name of every step
that a commit comes to, and may end the process there; of `COPIED`, when a backup is about to be verified; and of
`UNLOCKED`, when the secret has proved right and the lock is not asked for yet.
"""

from __future__ import annotations

from collections.abc import Callable

#: The steps of a commit, in order; a test checks that a commit comes to each of them.
POINTS = ("begin", "begun", "records", "journal", "committed", "kept")

COPIED = "copied"
UNLOCKED = "unlocked"

hook: Callable[[str], None] | None = None


def point(name: str) -> None:
    """Tell the test, if there is one, that work has come to step `name`."""
    if hook is not None:
        hook(name)
