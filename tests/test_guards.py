"""The guards of `conftest.py` catch what they promise to catch, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

MISDEEDS = '''
import logging, os, socket, threading, time
import pytest
from pathlib import Path
from PySide6.QtCore import QThread, QStandardPaths, qWarning
from PySide6.QtWidgets import QDialog, QWidget

kept = []

def test_logs(): logging.getLogger("rotunda").warning("half a disk")

def test_qt_logs(qtbot): qWarning("half a font")

@pytest.mark.allow_log("half a (disk|font)")
def test_may_log(qtbot):
    logging.getLogger("rotunda").warning("half a disk")
    qWarning("half a font")

def test_leaves_window(qtbot):
    kept.append(QWidget())
    kept[-1].show()

def test_closes_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    QDialog(window).show()

def test_leaves_thread():
    threading.Thread(target=threading.Event().wait, name="forgotten", daemon=True).start()

def test_leaves_qthread(qtbot):
    thread = QThread()
    kept.append(thread)
    thread.start()

def test_ends_threads(qtbot):
    thread = threading.Thread(target=int)
    thread.start()
    kept[-1].quit()
    kept[-1].wait()

def test_asks_and_nobody_answers(qtbot):
    from ui.ask import Ask
    assert not Ask().sure("Throw everything away?", "")

def test_hides_network():
    try:
        socket.create_connection(("127.0.0.1", 9))
    except OSError:
        pass

def test_lives_in_its_own_home(tmp_path):
    homes = [Path.home(), QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)]
    assert all("rotunda-tests-" in str(home) for home in homes)
'''

GUARDED = {
    "logs": "errors",
    "qt_logs": "failed",
    "may_log": "passed",
    "leaves_window": "errors",
    "closes_window": "passed",
    "leaves_thread": "errors",
    "leaves_qthread": "errors",
    "ends_threads": "passed",
    "asks_and_nobody_answers": "errors",
    "hides_network": "errors",
    "lives_in_its_own_home": "passed",
}


def test_guards(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    conftest = Path(__file__).with_name("conftest.py").read_text("utf-8")
    pytester.makeconftest(conftest.replace("PATIENCE = 5.0", "PATIENCE = 0.1"))
    pytester.makeini('[pytest]\nqt_log_level_fail = WARNING\nmarkers = allow_log(regex)')
    pytester.makepyfile(MISDEEDS)
    result = pytester.runpytest_subprocess("-rA", "-p", "no:cacheprovider")
    words = {"PASSED": "passed", "FAILED": "failed", "ERROR": "errors"}
    seen = {}
    for line in result.outlines:
        outcome, _, name = line.partition(" ")
        if outcome in words and "::test_" in name:
            seen[name.partition("::test_")[2].split(" ")[0]] = words[outcome]
    assert seen == GUARDED
