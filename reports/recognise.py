"""Looking at a file to see whether it is one of ours: its fingerprint, its mark, and what its edges say."""

from __future__ import annotations

import hashlib
import io
import re
from threading import Lock

from program.releases import Seen
from reports.release import secret, settled

#: "Journal #1 284 · K7F2-9Q", as `reports.making.Stand` writes it, however the blanks came out.
_STAND = re.compile(r"Journal #([\d\s\u00a0\u202f]{1,20}?)\s*·\s*([0-9A-Z]{4}-[0-9A-Z]{2})")
_ID = re.compile(rb"/ID\s*\[\s*<([0-9A-Fa-f]{32})>")
_PAGES = 40  # looked through for the words at their edges
PDFIUM = Lock()  # it works for one thread at a time
_LARGEST = 200 * 2**20  # bytes


def look(data: bytes, password: str = "") -> Seen:
    """What can be seen of a file, with the password of a PDF where there is one. Nothing in it is carried out.

    A file that is no PDF, or a broken one, still has its fingerprint.
    """
    fingerprint = hashlib.sha256(data).hexdigest()
    if not data.startswith(b"%PDF-") or len(data) > _LARGEST:
        return Seen(fingerprint)
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), password=secret(password)) as pdf:
            mark = bytes(pdf.trailer["/ID"][0]) if "/ID" in pdf.trailer else b""
            content = hashlib.sha256(settled(pdf)).hexdigest() if pdf.is_encrypted else fingerprint
    except pikepdf.PasswordError:
        found = _ID.findall(data)  # the identifier is never encrypted
        return Seen(fingerprint, bytes.fromhex(found[-1].decode()) if found else b"", shut=True)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, RuntimeError):
        return Seen(fingerprint)
    return Seen(fingerprint, mark, content=content, stands=_stands(data, password))


def _stands(data: bytes, password: str) -> tuple[tuple[int, str], ...]:
    """The journal entries the pages name."""
    import pypdfium2

    found: dict[tuple[int, str], None] = {}
    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(data, password=secret(password) or None)
        except pypdfium2.PdfiumError:
            return ()
        try:
            for place in range(min(len(pdf), _PAGES)):
                for digits, code in _STAND.findall(pdf[place].get_textpage().get_text_bounded()):
                    found[int(re.sub(r"\D", "", digits)), code] = None
        except (pypdfium2.PdfiumError, ValueError):
            pass  # what was read before stands
        finally:
            pdf.close()
    return tuple(found)
