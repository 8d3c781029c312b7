"""What can be asked of the system so that less of an open book can leak out of the process.

The list is KeePassXC's: no core dumps, no debugger or other process of the same user reading our memory, files that
only this user can read. It hinders accidents and curiosity; nobody can defend against the machine's administrator.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from pathlib import Path

from ui.protections import Protection

_PR_SET_DUMPABLE, _PR_GET_DUMPABLE = 4, 3
_PT_DENY_ATTACH = 31
_NO_ERROR_BOXES = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX


def harden() -> None:
    """Ask for all of it, before anything secret is in memory. What the system does not grant is left."""
    os.umask(0o077)
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_ERROR_BOXES)
        with contextlib.suppress(OSError):
            ctypes.windll.wer.WerAddExcludedApplication(Path(sys.executable).name, False)
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            library.ptrace(_PT_DENY_ATTACH, 0, 0, 0)
        else:
            library.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def protections() -> list[Protection]:
    """How the process stands, asked of the system itself."""
    return [_core_dumps(), _memory()]


def _core_dumps() -> Protection:
    if sys.platform == "win32":
        return Protection("Crash reports", True, "This program is left out of the system's crash reports.")
    import resource

    off = resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    return Protection("Core dumps", off, "Off: a crash writes no memory to disk." if off else "The system allows them.")


def _memory() -> Protection:
    name = "Memory of this process"
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            closed = ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) == 0
            words = "Closed to this user's other programs." if closed else "Other programs of this user can read it."
            return Protection(name, closed, words)
    if sys.platform == "darwin":
        return Protection(name, True, "Debuggers were asked to stay out.")
    return Protection(name, False, "Other programs of this user can read it.")
