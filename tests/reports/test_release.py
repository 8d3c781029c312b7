"""A released document: its fingerprint, and a password without which nothing in it can be read."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pypdf
import pytest

from reports.release import PasswordTooLong, release, settled
from tests.reports import pdf
from tests.reports.papers import documents
from tests.reports.world import world


@pytest.fixture(scope="module")
def document() -> bytes:
    return dict(documents(world(3, 2, 3, 2)))["plan"]


def test_without_a_password_the_document_leaves_as_it_is(document: bytes) -> None:
    released = release(document)
    assert released.data == document
    assert released.fingerprint == hashlib.sha256(document).hexdigest()


def test_the_fingerprint_is_that_of_the_document_whatever_the_password(document: bytes) -> None:
    assert release(document, "one").fingerprint == release(document, "two").fingerprint == release(document).fingerprint


def test_the_code_is_short_and_has_no_letters_that_look_alike(document: bytes) -> None:
    code = release(document).code
    assert len(code) == 9
    assert set(code) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-")
    assert release(document + b"\n").code != code


@pytest.mark.parametrize("password", ["correct horse", "Grüße 東京", "x" * 127])
def test_only_the_password_opens_it(document: bytes, password: str) -> None:
    data = release(document, password).data
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data))
    for wrong in ("", password[:-1], password.upper()):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(data), password=wrong)
    with pikepdf.open(io.BytesIO(data), password=password) as opened:
        assert (opened.encryption.R, opened.encryption.V, opened.encryption.bits) == (6, 5, 256)
        assert str(opened.encryption.stream_method) == "EncryptionMethod.aesv3"
        assert str(opened.encryption.string_method) == "EncryptionMethod.aesv3"
    assert pypdf.PdfReader(io.BytesIO(data)).is_encrypted
    assert "Rotation plan" in pdf.words(data, password)


def test_an_encrypted_file_is_known_by_its_own_bytes_and_by_what_is_in_it(document: bytes) -> None:
    released = release(document, "correct horse")
    assert released.sealed == hashlib.sha256(released.data).hexdigest()
    assert release(document).sealed == ""
    with pikepdf.open(io.BytesIO(released.data), password="correct horse") as opened:
        assert hashlib.sha256(settled(opened)).hexdigest() == released.fingerprint


@pytest.mark.parametrize("password", ["x" * 128, "ü" * 64])
def test_a_password_some_readers_would_cut_is_refused(document: bytes, password: str) -> None:
    with pytest.raises(PasswordTooLong) as refused:
        release(document, password)
    assert password not in str(refused.value)


def test_nothing_shows_without_the_password(document: bytes) -> None:
    data = release(document, "correct horse").data
    for token in (b"Rotation", b"mentorship", b"Ana", b"RotundaSans"):
        assert token not in data
        assert token.decode().encode("utf-16-be") not in data


def test_the_same_letters_typed_otherwise_open_it(document: bytes) -> None:
    data = release(document, "caf\u00e9 ﬁ").data
    with pikepdf.open(io.BytesIO(data), password="caf\u00e9 fi"):
        pass
