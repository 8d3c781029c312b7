"""The last step before a document leaves: an optional password, and the fingerprint by which it is known again.

A document is always saved in one way (`settled`), so that taking the password off gives back the very bytes.

Nothing is written here. The caller puts `Released.data` where it belongs, aside first and then renamed.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from program.trouble import Trouble

if TYPE_CHECKING:
    import pikepdf

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing that is mistaken for something else


@dataclass(frozen=True)
class Released:
    """A document ready to hand over. `fingerprint` is the SHA-256 of the document without password, in hexadecimal."""

    data: bytes
    fingerprint: str
    locked: bool = False

    @property
    def sealed(self) -> str:
        """The SHA-256 of the encrypted file; empty for a document without password."""
        return hashlib.sha256(self.data).hexdigest() if self.locked else ""

    @property
    def code(self) -> str:
        """The first 40 bits of the fingerprint, short enough to read out: "K7F2-9Q4M"."""
        number = int(self.fingerprint[:10], 16)
        symbols = "".join(_SYMBOLS[number >> shift & 31] for shift in range(35, -1, -5))
        return f"{symbols[:4]}-{symbols[4:]}"


LONGEST = 127  # bytes of UTF-8; what is longer is cut by some programs and not by others


class PasswordTooLong(Trouble):
    """Some PDF readers could not open the document with such a password."""

    def __init__(self) -> None:
        super().__init__(
            f"The password is longer than a PDF can take ({LONGEST} letters, fewer with accents or other scripts).",
            kept="Nothing was made.",
            todo="Choose a shorter one.",
        )


def release(document: bytes, password: str = "") -> Released:
    """The document as it leaves; with a password it is encrypted with AES-256 (PDF 2.0, revision 6), metadata included.

    The password is normalised (NFKC, as SASLprep does for the same letters typed in another way). One and the same
    document has one fingerprint with and without a password, but an encrypted file is different every time.
    Raises PasswordTooLong above 127 bytes.
    """
    fingerprint = hashlib.sha256(document).hexdigest()
    return Released(_encrypted(document, password) if password else document, fingerprint, bool(password))


def settled(pdf: pikepdf.Pdf) -> bytes:
    """The document's bytes, without password and always the same for the same content.

    Objects packed in streams keep the order of the numbers they had before; written one by one first, they are numbered
    in the order in which they are met.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(_saved(pdf, pikepdf.ObjectStreamMode.disable))) as again:
        return _saved(again, pikepdf.ObjectStreamMode.generate)


def _saved(pdf: pikepdf.Pdf, mode: pikepdf.ObjectStreamMode) -> bytes:
    out = io.BytesIO()
    if "/Extensions" in pdf.Root:  # an encryption leaves word of itself there
        del pdf.Root.Extensions
    pdf.save(
        out,
        force_version="1.7",
        deterministic_id=True,
        object_stream_mode=mode,
        compress_streams=True,
        recompress_flate=False,
    )
    return out.getvalue()


def secret(password: str) -> str:
    """A password as it is used: the same letters typed in another way are the same."""
    return unicodedata.normalize("NFKC", password)


def _encrypted(document: bytes, password: str) -> bytes:
    import pikepdf

    word = secret(password)
    if len(word.encode("utf-8", "surrogatepass")) > LONGEST:
        raise PasswordTooLong
    rules = pikepdf.Encryption(user=word, owner=word, R=6, aes=True, metadata=True)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(document)) as pdf:
        pdf.save(out, encryption=rules, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
