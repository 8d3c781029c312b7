"""What the system tells of sleep and locked screens reaches the lock."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# A bus of the test's own stands in for the system's: the same messages, sent by the same tools.
BUS = """<busconfig><type>session</type><listen>unix:tmpdir={folder}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""

CHILD = """
import subprocess, sys
from PySide6.QtCore import QCoreApplication, QTimer
from ui.system import SystemWatch
application = QCoreApplication([])
watch = SystemWatch()
watch.listen()
print(",".join(watch.heard), flush=True)
said = []
signals = [
    ["/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:false"],
    ["/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:true"],
    ["/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session.Lock"],
    ["/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:false"],
    ["/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true"],
    ["/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "boolean:true"],
]
def heard(why):
    said.append(why)
    if len(said) == 4:
        application.quit()
watch.leaving.connect(heard)
def send():
    for path, name, *rest in signals:
        subprocess.run(["dbus-send", "--bus=" + sys.argv[1], "--type=signal", path, name, *rest], check=True)
QTimer.singleShot(0, send)
QTimer.singleShot(15000, application.quit)
application.exec()
print(",".join(said))
"""


@pytest.mark.skipif(
    not (shutil.which("dbus-daemon") and shutil.which("dbus-send")) and not os.environ.get("CI"), reason="needs D-Bus"
)
def test_sleep_and_screen_lock_are_heard_over_dbus(tmp_path: Path) -> None:
    config = tmp_path / "bus.conf"
    config.write_text(BUS.format(folder=tmp_path), "utf-8")
    bus = subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--print-address", "--nofork"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        env = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": address}
        done = subprocess.run(
            [sys.executable, "-c", CHILD, address], capture_output=True, text=True, env=env, check=True
        )
    finally:
        bus.terminate()
        bus.wait()
        if bus.stdout is not None:
            bus.stdout.close()
    assert done.stdout.splitlines() == ["sleep,the session's lock,the screen lock", "slept,away,away,away"]


def test_without_a_bus_nothing_is_claimed() -> None:
    code = (
        "from PySide6.QtCore import QCoreApplication as A\na = A([])\nfrom ui.system import SystemWatch\n"
        "watch = SystemWatch()\nwatch.listen()\nprint(watch.heard)"
    )
    env = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/no"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    if sys.platform == "linux":
        assert done.stdout.strip() == "()"
