"""What holds for every test, without it asking.

- One guess at a passphrase costs next to nothing: see costs.py.
- Qt draws into memory; home, settings and application data lie in a folder of their own, deleted at the end.
- A test fails in which a WARNING (or worse) was logged, by us or by Qt, unless it says that this is what it is about:
  `@pytest.mark.allow_log(r"the book was closed")`.
- A test fails that leaves a thread running, a window behind, or that reaches for the network.
- Hypothesis draws the same examples on every run; `--hypothesis-profile=long` looks further.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.costs import lower_the_cost


def _write_to_memory() -> None:
    """What tests write goes into memory where the system has such a place with room: no save waits for a disk then."""
    memory = Path("/dev/shm")
    if "TMPDIR" not in os.environ and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4 << 30:
        os.environ["TMPDIR"] = str(memory)


_write_to_memory()
_HOME = tempfile.TemporaryDirectory(prefix="rotunda-tests-", ignore_cleanup_errors=True)


def _isolate(home: Path) -> None:
    """Point everything by which a program finds its user's folders into `home`; must run before Qt is imported."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    names = ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"]
    names += ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"]
    names += ["WIN_PD_OVERRIDE_APPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA", "WIN_PD_OVERRIDE_PERSONAL"]
    for name in names:
        folder = home if name in ("HOME", "USERPROFILE") else home / name.lower()
        folder.mkdir(exist_ok=True, mode=0o700)
        os.environ[name] = str(folder)


_isolate(Path(_HOME.name))
lower_the_cost()

hypothesis.settings.register_profile("house", derandomize=True, deadline=None, database=None, max_examples=60)
hypothesis.settings.register_profile("long", derandomize=False, deadline=None, database=None, max_examples=2000)
hypothesis.settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    # QSettings and QStandardPaths ask the system itself on Windows and macOS, whatever the environment says.
    from PySide6.QtCore import QStandardPaths

    QStandardPaths.setTestModeEnabled(True)
    config.add_cleanup(_HOME.cleanup)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let `allow_log` speak for Qt's messages too."""
    for item in items:
        if allowed := _allowed(item):
            item.add_marker(pytest.mark.qt_log_ignore(*allowed))


def _allowed(item: pytest.Item) -> list[str]:
    return [regex for marker in item.iter_markers("allow_log") for regex in marker.args]


# --- the log --------------------------------------------------------------------------------------------------------


class _Warnings(logging.Handler):
    """Keeps what is logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_witness() -> Iterator[None]:
    """What this computer remembers of a book is of this test: books of tests are copies of one another."""
    from storage import profile

    yield
    profile.keep_in(None)
    for data in ("xdg_data_home", "localappdata"):
        shutil.rmtree(Path(_HOME.name) / data / "Rotunda" / "books", ignore_errors=True)


@pytest.fixture(autouse=True)
def _quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    handler = _Warnings()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    allowed = _allowed(request.node)
    unexpected = [line for line in handler.lines if not any(re.search(regex, line) for regex in allowed)]
    if unexpected:
        pytest.fail("The log has unexpected warnings:\n" + "\n".join(unexpected), pytrace=False)


# --- the network ----------------------------------------------------------------------------------------------------

_attempts: list[str] = []


def _no_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: Rotunda works offline, so that no test may as much as make a network socket."""
    if event == "socket.getaddrinfo" or (
        event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6)
    ):
        _attempts.append(event)
        raise PermissionError("A test reached for the network")


sys.addaudithook(_no_network)


@pytest.fixture(autouse=True)
def _offline() -> Iterator[None]:
    _attempts.clear()
    yield
    if _attempts:
        pytest.fail(f"The test reached for the network: {', '.join(_attempts)}", pytrace=False)


# --- threads and windows --------------------------------------------------------------------------------------------

PATIENCE = 5.0
"""Seconds a thread that was told to end may take to do so."""


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    threads, windows = set(threading.enumerate()), set(_windows())
    yield
    left = [f"thread {thread.name!r}" for thread in _running(threads)] + _running_in_qt()
    left += _left_windows(windows)
    # What outlives a test is set apart: a million objects are not looked through again after each of three thousand.
    gc.collect()
    gc.freeze()
    if left:
        pytest.fail("The test left behind: " + ", ".join(left), pytrace=False)


def _running(before: set[threading.Thread]) -> list[threading.Thread]:
    """Python threads started since; Qt's own show as dummies here and are asked about through Qt."""
    new = [each for each in threading.enumerate() if each not in before and type(each) is not threading._DummyThread]
    for thread in new:
        thread.join(PATIENCE)
    return [thread for thread in new if thread.is_alive()]


def _running_in_qt() -> list[str]:
    """Threads and pools of Qt that are still at work, whoever made them since the test before."""
    from PySide6.QtCore import QThread, QThreadPool
    from PySide6.QtWidgets import QApplication
    from shiboken6 import isValid

    application = QApplication.instance()
    if application is None:
        return []
    left = []
    # type(), not isinstance(): asking a dead weak proxy for its class raises.
    objects = [each for each in gc.get_objects() if issubclass(type(each), (QThread, QThreadPool)) and isValid(each)]
    for pool in [QThreadPool.globalInstance(), *(each for each in objects if isinstance(each, QThreadPool))]:
        if not pool.waitForDone(int(PATIENCE * 1000)):
            left.append(f"{pool.activeThreadCount()} jobs in a thread pool")
    for thread in [each for each in objects if isinstance(each, QThread)]:
        if thread is not application.thread() and thread.isRunning() and not thread.wait(int(PATIENCE * 1000)):
            left.append(f"{type(thread).__name__} {thread.objectName()!r}")
    return left


# Qt keeps these for itself until the application ends.
_QTS_OWN = {"QTipLabel", "QWhatsThat", "QComboBoxPrivateContainer", "QRubberBand"}


def _windows() -> dict[int, Any]:
    """All top-level widgets by their address in Qt: the Python object for one need not be the same twice."""
    from PySide6.QtWidgets import QApplication
    from shiboken6 import getCppPointer

    if QApplication.instance() is None:
        return {}
    windows = [each for each in QApplication.topLevelWidgets() if each.metaObject().className() not in _QTS_OWN]
    return {getCppPointer(each)[0]: each for each in windows}


def _left_windows(before: set[int]) -> list[str]:
    """Windows made since that nothing has deleted, in words; they are deleted here, so that the next test is clean."""
    if not _windows().keys() - before:
        return []
    _delete_pending()
    gc.collect()
    _delete_pending()
    left = [each for address, each in _windows().items() if address not in before]
    words = [f"window {type(each).__name__} {each.objectName() or each.windowTitle()!r}" for each in left]
    for each in left:
        each.close()
        each.deleteLater()
    _delete_pending()
    return words


def _delete_pending() -> None:
    """Carry out every `deleteLater`; without a running event loop Qt leaves them for later."""
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
