"""Whose a process is, and whether it is still the one it was."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
from pathlib import Path


def user() -> str:
    """The name under which somebody is signed in here; "" where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def born(pid: int) -> str | None:
    """A mark that no other process on this computer shares, even of the same number; None when there is no such one.

    "" when the process lives but the platform tells nothing more.
    """
    if pid <= 0:
        return None
    if sys.platform == "win32":
        return _born_windows(pid)
    else:  # noqa: RET505 (mypy reads platform branches only in this form)
        return _born_linux(pid) if Path("/proc/self/stat").exists() else _born_ps(pid)


def _born_linux(pid: int) -> str | None:
    """Boot and start tick (proc(5), field 22 of stat; the command's name, field 2, may hold blanks)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except (OSError, ValueError):
        return _alive(pid)
    return None if fields[0] == "Z" else f"{boot}:{fields[19]}"


def _born_ps(pid: int) -> str | None:
    """What ps calls the start; it runs on macOS and the BSDs."""
    try:
        answer = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    except OSError:
        return _alive(pid)
    return answer.stdout.strip() or None


def _alive(pid: int) -> str | None:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return None
    except PermissionError:
        return ""
    return ""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    def _born_windows(pid: int) -> str | None:
        """The creation time, in 100 ns since 1601 (GetProcessTimes)."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return "" if ctypes.get_last_error() == 5 else None  # 5: it lives, but is not ours to ask
        try:
            times = [wintypes.FILETIME() for _ in range(4)]
            code = wintypes.DWORD()
            kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(code))
            if code.value != 259 or not kernel.GetProcessTimes(wintypes.HANDLE(handle), *map(ctypes.byref, times)):
                return None  # 259: STILL_ACTIVE
            return f"{times[0].dwHighDateTime:x}{times[0].dwLowDateTime:08x}"
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))
