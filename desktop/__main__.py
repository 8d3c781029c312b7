"""Where Rotunda starts: `rotunda` opens the window, `rotunda COMMAND …` works without one."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.application import Application


def main(arguments: Sequence[str] | None = None) -> int:
    """Start Rotunda with the command line's words (without the program's name); returns the exit code."""
    from desktop import hardening

    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # in the frozen application a child process starts here as well
    hardening.harden()
    words = list(sys.argv[1:] if arguments is None else arguments)
    book = _book(words)
    if words and book is None:
        from desktop import cli

        return cli.main(words)
    return _window(book)


def _book(words: list[str]) -> Path | None:
    """The book of `rotunda BOOK`, as a double click on one calls it."""
    from desktop.files import SUFFIX

    alone = words[0] if len(words) == 1 else ""
    return Path(alone) if alone.rstrip("/\\").endswith(SUFFIX) else None


def build() -> Application:
    """The application, without a window yet. Raises ImportError when Qt cannot be loaded.

    Nothing made so early is garbage; later each window looks for it (see `ui.garbage`).
    """
    gc.disable()
    from desktop import application

    return application.build()


def _window(book: Path | None) -> int:
    from desktop.files import qt_missing, window_trouble

    try:
        if trouble := window_trouble():
            print(trouble, file=sys.stderr)
            return 1
        app = build()
    except ImportError:
        print(qt_missing(), file=sys.stderr)
        return 1
    if book is not None and app.open_elsewhere(book):
        return 0  # it is open in another window already, which now comes to the front
    app.open_window(book)
    return app.run()


if __name__ == "__main__":
    sys.exit(main())
