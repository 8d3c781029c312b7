"""The lock file: one at a time, believed while it must be, and gone with a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from storage import processes
from storage.lockfile import NAME, Holder, LockFile, held_by
from storage.trouble import Locked, Missing

HERE = Path(__file__).resolve().parents[2]


def _run(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


HOLD = """
import sys
from pathlib import Path
from storage.lockfile import LockFile
from storage.trouble import Locked
for line in sys.stdin:
    try:
        lock = LockFile(Path(sys.argv[1]))
    except Locked:
        print("refused", flush=True)
    else:
        lock.announce()
        print("held", flush=True)
        sys.stdin.readline()
        lock.release()
        print("released", flush=True)
"""


def _say(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()


def _hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def _end(*processes_: subprocess.Popen[str]) -> None:
    for process in processes_:
        process.kill()
        process.communicate()


def _other(**changes: object) -> bytes:
    """What another program would have written, but for `changes`."""
    holder = Holder("elsewhere", "ana", 4711, "2026-03-01T09:30:00+01:00", "some boot:1")
    return msgspec.json.encode(msgspec.structs.replace(holder, **changes))


def test_a_lock_leaves_nothing_behind(tmp_path):
    lock = LockFile(tmp_path)
    assert not lock.unclean
    lock.announce()
    lock.release()
    lock.release()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_was_not_announced_leaves_everything_as_it_was(tmp_path):
    LockFile(tmp_path).release()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / NAME).write_bytes(b"left by a crash")
    lock = LockFile(tmp_path)
    assert lock.unclean
    lock.release()
    assert (tmp_path / NAME).read_bytes() == b"left by a crash"


def test_the_second_is_told_who_has_the_book_and_since_when(tmp_path):
    lock = LockFile(tmp_path)
    lock.announce()
    with pytest.raises(Locked) as caught:
        LockFile(tmp_path)
    told = caught.value
    assert told.host
    assert told.since
    assert told.host in told.what
    assert told.since in told.what
    assert held_by(tmp_path).what == told.what
    lock.release()
    assert held_by(tmp_path).host == ""


def test_the_second_is_refused_also_while_the_first_is_only_trying_its_passphrase(tmp_path):
    lock = LockFile(tmp_path)
    with pytest.raises(Locked, match="already open"):
        LockFile(tmp_path)
    lock.release()


def test_the_file_says_no_more_than_who_and_when(tmp_path):
    lock = LockFile(tmp_path)
    lock.announce()
    written = msgspec.json.decode((tmp_path / NAME).read_bytes())
    lock.release()
    assert set(written) == {"host", "user", "pid", "since", "born"}
    assert written["pid"] == os.getpid()


def test_of_processes_that_start_at_once_exactly_one_wins(tmp_path):
    children = [_run(HOLD, str(tmp_path)) for _ in range(4)]
    for _ in range(25):
        for child in children:
            _say(child)
        answers = [_hear(child) for child in children]
        assert sorted(answers) == ["held", "refused", "refused", "refused"]
        winner = children[answers.index("held")]
        _say(winner)
        assert _hear(winner) == "released"
    _end(*children)


def test_a_killed_holder_frees_the_book_and_leaves_a_mark(tmp_path):
    child = _run(HOLD, str(tmp_path))
    _say(child)
    assert _hear(child) == "held"
    with pytest.raises(Locked):
        LockFile(tmp_path)
    _end(child)
    lock = LockFile(tmp_path)
    assert lock.unclean
    lock.announce()
    lock.release()
    lock = LockFile(tmp_path)
    assert not lock.unclean
    lock.release()


def test_another_computer_is_believed_unless_taken_over(tmp_path):
    (tmp_path / NAME).write_bytes(_other())
    with pytest.raises(Locked, match="by ana on elsewhere since 2026-03-01 09:30"):
        LockFile(tmp_path)
    assert (tmp_path / NAME).read_bytes() == _other()
    lock = LockFile(tmp_path, take_over=True)
    assert lock.unclean
    lock.announce()
    lock.release()
    assert list(tmp_path.iterdir()) == []


def test_a_process_of_this_computer_is_believed_while_it_is_the_same_one(tmp_path):
    child = _run("import sys; sys.stdin.read()")
    host = _host(tmp_path)
    born = processes.born(child.pid)
    same = _other(host=host, pid=child.pid, born=born)
    (tmp_path / NAME).write_bytes(same)
    with pytest.raises(Locked):
        LockFile(tmp_path)
    (tmp_path / NAME).write_bytes(_other(host=host, pid=child.pid, born="another process of that number"))
    lock = LockFile(tmp_path)
    assert lock.unclean
    lock.release()
    _end(child)
    (tmp_path / NAME).write_bytes(same)
    lock = LockFile(tmp_path)
    assert lock.unclean
    lock.release()


def _host(folder: Path) -> str:
    lock = LockFile(folder)
    lock.announce()
    host: str = msgspec.json.decode((folder / NAME).read_bytes())["host"]
    lock.release()
    return host


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b"[" * 4096, b'{"host":1}', b"x" * 5000])
def test_garbage_in_the_file_means_a_crash_and_nothing_worse(tmp_path, raw):
    (tmp_path / NAME).write_bytes(raw)
    lock = LockFile(tmp_path)
    assert lock.unclean
    lock.announce()
    lock.release(sound=False)
    lock = LockFile(tmp_path)
    assert lock.unclean
    lock.announce()
    lock.release()
    assert list(tmp_path.iterdir()) == []


def test_no_folder_no_lock(tmp_path):
    with pytest.raises(Missing):
        LockFile(tmp_path / "gone")


def test_a_process_is_told_from_a_later_one():
    mine = processes.born(os.getpid())
    assert mine == processes.born(os.getpid())
    assert mine
    child = _run("import sys; sys.stdin.read()")
    assert processes.born(child.pid) not in (None, mine)
    _end(child)
    assert processes.born(child.pid) is None
    assert processes.born(0) is None
    assert processes.born(-1) is None
    assert processes.born(1 << 40) is None
