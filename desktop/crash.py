"""When the mistake is ours: a sentence for the user, and for us the kind of error and the places in our code.

An exception's text may quote a name or a note, and so may the values in a traceback; neither is written anywhere.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

log = logging.getLogger("desktop.crash")
_ROOT = Path(__file__).resolve().parent.parent


def install(tell: Callable[[], object]) -> None:
    """From now on an error nobody caught is noted, and `tell` is called, in whichever thread it happened."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        note(kind, trace)
        tell()

    def thread_hook(given: threading.ExceptHookArgs) -> None:
        if given.exc_type is not SystemExit:
            note(given.exc_type, given.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook


def note(kind: type[BaseException], trace: TracebackType | None) -> None:
    """Write down what kind of error it was, and where."""
    log.error(f"{kind.__name__} at {' < '.join(reversed(places(trace))) or 'an unknown place'}")


def places(trace: TracebackType | None) -> list[str]:
    """The way through our own code to the error, outermost first: "ui/desk.py:112 do"."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        file = Path(code.co_filename)
        if file.is_absolute() and file.is_relative_to(_ROOT):
            found.append(f"{file.relative_to(_ROOT).as_posix()}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found
