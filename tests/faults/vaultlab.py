"""What can be done to a vault, and what must hold when it was interrupted: shared by the ways of interrupting.

For processes of their own, which call `lower_the_cost`, so that a thousand openings take seconds.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from storage import backup as backups
from storage import header as headers
from storage.cipher import Progress
from storage.folder import BACKUPS
from storage.keys import KdfCost
from storage.restore import restore
from storage.trouble import Missing, WrongPassphrase
from storage.vault import Vault
from tests.storage.vaults import OTHER, PASSPHRASE, add, check_that, fresh, notes

AT_REST = {"keys.json", "keys.json.2", "program.db", "backups"}


class Lab:
    """One kind of operation: `prepare` a closed book, `operate` on it, `judge` what is left, however it ended."""

    def __init__(self, folder: Path, rows: int = 3) -> None:
        self.folder = folder
        self.path = folder / "Book.rotunda"
        self.rows = rows

    def prepare(self) -> None:
        self.path, self.recovery = fresh(self.folder)
        if self.rows > 3:
            vault = Vault.open(self.path, passphrase=PASSPHRASE)
            vault.connection.execute("BEGIN")
            add(vault, self.rows - 3)
            vault.connection.execute("COMMIT")
            vault.close()
        vault = Vault.open(self.path, passphrase=PASSPHRASE)
        backups.make(vault, check_that(self.rows))
        add(vault)
        self.now = notes(vault)
        self.log_key = bytes(vault.log_key)
        vault.close()

    def operate(self, progress: Progress | None = None) -> None:
        raise NotImplementedError

    def judge(self) -> None:
        """Exactly one passphrase opens exactly one sound state, and every backup is one."""
        self.demand({self.now}, [PASSPHRASE])

    def demand(self, counts: set[int], passphrases: list[str]) -> int:
        opened = []
        for passphrase in passphrases:
            try:
                vault = Vault.open(self.path, passphrase=passphrase)
            except WrongPassphrase:
                continue
            opened.append(passphrase)
            assert vault.integrity() == ()
            number = notes(vault)
            assert number in counts, (number, counts)
            assert bytes(vault.log_key) == self.log_key
            add(vault)
            vault.connection.execute("DELETE FROM note WHERE number = (SELECT max(number) FROM note)")
            vault.close()
        assert len(opened) == 1, opened
        left = {entry.name for entry in self.path.iterdir() if not entry.name.startswith("set-aside-")}
        assert left == AT_REST, left
        assert not headers.read(self.path).uneven
        self.demand_sound_backups()
        return number

    def demand_sound_backups(self) -> None:
        assert {path.suffix for path in (self.path / BACKUPS).iterdir()} <= {".rotunda-backup"}
        for backup in backups.listed(self.path):
            with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:
                restored = Path(place) / "Restored.rotunda"
                restore(restored, backup.path, passphrase=PASSPHRASE, check=check_that(backup.number))

    def clear(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()


class Create(Lab):
    def prepare(self) -> None:
        self.path = self.folder / "New.rotunda"

    def operate(self, progress: Progress | None = None) -> None:
        vault, _ = Vault.create(self.path, PASSPHRASE, cost=KdfCost.FLOOR)
        vault.close()

    def judge(self) -> None:
        try:
            vault = Vault.open(self.path, passphrase=PASSPHRASE)
        except Missing:
            self.operate()
            vault = Vault.open(self.path, passphrase=PASSPHRASE)
        assert vault.integrity() == ()
        vault.close()
        assert {entry.name for entry in self.path.iterdir()} == AT_REST


class Open(Lab):
    """An opening that has much to put right: uneven headers, leftovers, a swap decided and not carried out."""

    def prepare(self) -> None:
        super().prepare()
        newer = self.folder / "Newer.rotunda"
        shutil.copytree(self.path, newer)
        vault = Vault.open(newer, passphrase=PASSPHRASE)
        add(vault)
        vault.change_passphrase(OTHER, passphrase=PASSPHRASE)
        vault.close()
        ready = self.path / "swap-ready"
        ready.mkdir()
        for name in ("keys.json", "program.db"):
            (newer / name).rename(ready / name)
        shutil.rmtree(newer)
        (self.path / BACKUPS / "copy.part").write_bytes(b"half")
        (self.path / "swap.part").mkdir()
        (self.path / "lock").write_bytes(b"left by a crash")

    def operate(self, progress: Progress | None = None) -> None:
        Vault.open(self.path, passphrase=OTHER).close()

    def judge(self) -> None:
        self.demand({self.now + 1}, [PASSPHRASE, OTHER])


class OnOpen(Lab):
    """Something done with an open vault."""

    def operate(self, progress: Progress | None = None) -> None:
        vault = Vault.open(self.path, passphrase=PASSPHRASE)
        try:
            self.act(vault, progress)
        finally:
            vault.close()

    def act(self, vault: Vault, progress: Progress | None) -> None:
        raise NotImplementedError


class Backup(OnOpen):
    def act(self, vault: Vault, progress: Progress | None) -> None:
        backups.make(vault, check_that(self.now), progress=progress)


class ChangePassphrase(OnOpen):
    def act(self, vault: Vault, progress: Progress | None) -> None:
        vault.change_passphrase(OTHER, passphrase=PASSPHRASE)

    def judge(self) -> None:
        self.demand({self.now}, [PASSPHRASE, OTHER])


class NewRecovery(OnOpen):
    def act(self, vault: Vault, progress: Progress | None) -> None:
        vault.new_recovery(passphrase=PASSPHRASE)


class ChangeLocks(OnOpen):
    def act(self, vault: Vault, progress: Progress | None) -> None:
        vault.change_locks(PASSPHRASE, OTHER, check=check_that(self.now), progress=progress)

    def judge(self) -> None:
        self.demand({self.now}, [PASSPHRASE, OTHER])


class Rebuild(OnOpen):
    def act(self, vault: Vault, progress: Progress | None) -> None:
        vault.rebuild(
            lambda copy: copy.execute("DELETE FROM note WHERE number = 1"), check_that(self.now - 1), progress
        )

    def judge(self) -> None:
        self.demand({self.now, self.now - 1}, [PASSPHRASE])


class Restore(Lab):
    def operate(self, progress: Progress | None = None) -> None:
        earlier = [backup for backup in backups.listed(self.path) if backup.number == self.rows]
        restore(self.path, earlier[0].path, passphrase=PASSPHRASE, check=check_that(), progress=progress)

    def judge(self) -> None:
        if self.demand({self.now, self.rows}, [PASSPHRASE]) == self.rows:
            assert self.now in {backup.number for backup in backups.listed(self.path)}


class RestoreDamaged(Restore):
    """The present database is damaged: it stays, in its place or set aside, until the backup has taken over."""

    def prepare(self) -> None:
        super().prepare()
        raw = bytearray((self.path / "program.db").read_bytes())
        raw[5000] ^= 1
        (self.path / "program.db").write_bytes(raw)
        self.damaged = bytes(raw)

    def judge(self) -> None:
        places = [self.path / "program.db", *self.path.glob("set-aside-*/program.db")]
        assert self.damaged in [place.read_bytes() for place in places if place.exists()]
        self.operate()
        self.demand({self.rows}, [PASSPHRASE])


OPERATIONS: dict[str, Callable[..., Lab]] = {
    kind.__name__: kind
    for kind in (Create, Open, Backup, ChangePassphrase, NewRecovery, ChangeLocks, Rebuild, Restore, RestoreDamaged)
}
