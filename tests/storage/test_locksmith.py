"""A header that opens and yet is not what a book wrote."""

from __future__ import annotations

import msgspec
import pytest

from storage import header as headers
from storage import keys, locksmith
from storage.trouble import Damaged, WrongPassphrase
from storage.vault import Vault
from tests.storage.vaults import PASSPHRASE, fresh


def test_a_log_key_under_another_key_is_damage_although_the_headers_code_holds(tmp_path):
    path, _ = fresh(tmp_path)
    known = locksmith.unlock(path, ("db",), passphrase=PASSPHRASE)
    other = keys.seal(keys.random_key(), keys.random_key(), known.header.store_id.encode())
    headers.write(path, headers.signed(msgspec.structs.replace(known.header, log=other), known.keys["db"]))
    with pytest.raises(Damaged, match="altered"):
        Vault.open(path, passphrase=PASSPHRASE)


def test_a_header_that_nobody_signed_is_damage_although_its_slots_open(tmp_path):
    path, _ = fresh(tmp_path)
    known = locksmith.unlock(path, ("db",), passphrase=PASSPHRASE)
    headers.write(path, msgspec.structs.replace(known.header, generation=known.header.generation + 1))
    with pytest.raises(Damaged, match="altered"):
        Vault.open(path, passphrase=PASSPHRASE)


def test_a_workshops_passphrase_is_tried_after_the_leads_and_a_third_is_wrong(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    vault.set_workshop("open window over the harbour today", passphrase=PASSPHRASE, cost=keys.KdfCost.FLOOR)
    vault.close()
    found = [
        locksmith.unlock(path, ("db",), passphrase=secret).kind
        for secret in (PASSPHRASE, "open window over the harbour today")
    ]
    assert found == ["lead", "workshop"]
    with pytest.raises(WrongPassphrase):
        locksmith.unlock(path, ("db",), passphrase="a third that nobody set")
