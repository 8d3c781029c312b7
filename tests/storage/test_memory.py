"""After closing, the keys are in no page of the process's memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from storage import locksmith
from tests.faults.memory import Memory, spelled
from tests.storage.vaults import PASSPHRASE, fresh

ROOT = Path(__file__).resolve().parents[2]

_CHILD = """
import sys
from pathlib import Path
from storage.vault import Vault
from tests.costs import lower_the_cost
from tests.storage.vaults import PASSPHRASE, notes
lower_the_cost()
vault = Vault.open(Path(sys.argv[1]), passphrase=PASSPHRASE)
print(notes(vault), flush=True)
sys.stdin.readline()
vault.close()
print("closed", flush=True)
sys.stdin.readline()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a parent read its child's memory")
def test_a_closed_vault_leaves_no_key_in_memory(tmp_path):
    path, _ = fresh(tmp_path)
    header, opened, *_ = locksmith.unlock(path, ("db",), passphrase=PASSPHRASE)
    db, log = bytes(opened["db"]), bytes(locksmith.log_key(header, opened["db"]))
    wanted = spelled({"db": db, "log": log})
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdin
    assert child.stdout
    assert child.stdout.readline() == "3\n"
    with Memory(child.pid) as memory:
        while_open = memory.counts(wanted)
        child.stdin.write("close\n")
        child.stdin.flush()
        assert child.stdout.readline() == "closed\n"
        after = memory.counts(wanted)
    child.communicate("end\n")
    assert "db" in while_open  # or this test is blind
    assert after == {}
