"""From drawn pages to the finished file: pages counted before their edges are drawn, pictures laid in, metadata out.

The same pages give the same bytes on every run.
"""

from __future__ import annotations

import io
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from reports.release import settled

if TYPE_CHECKING:
    import pikepdf
    from reportlab.pdfgen.canvas import Canvas


def plain(words: str) -> str:
    """Text for the reader's own window, which shapes and orders it itself: composed, on one line, none of it hidden."""
    text = unicodedata.normalize("NFC", words[:200].encode("utf-8", "replace").decode("utf-8"))
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())


def paged(file: io.BytesIO, size: tuple[float, float], edges: Any) -> Canvas:
    """A canvas that keeps its pages until the number of all of them is known, and then draws their edges."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    # Nothing here draws pictures or markup; should anything ever, it opens no file and no address.
    rl_config.trustedHosts, rl_config.trustedSchemes = [], ["data"]
    rl_config.useA85 = 0  # streams stay binary: smaller, and made faster

    class Numbered(Canvas):
        def __init__(self) -> None:
            super().__init__(file, pagesize=size, invariant=1, pageCompression=1)
            self._kept: list[dict[str, Any]] = []

        def _make_preamble(self) -> None:
            self._preamble = ""  # the library's own names a font that is not ours

        def showPage(self) -> None:  # noqa: N802 (the library's name)
            self._kept.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for number, state in enumerate(self._kept, start=1):
                self.__dict__.update(state)
                edges(number, len(self._kept))
                super().showPage()
            super().save()

    return Numbered()


def bound(
    data: bytes, language: str, mark: bytes, pictures: dict[bytes, str], shown: dict[int, set[str]]
) -> bytes:
    """The file as it is handed over: the pictures laid in, no metadata but title and language, its text in the letters
    people search for. `pictures` are named pages of one chart each, `shown` which of them each page draws."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        _lay(pdf, pictures, shown)
        for key in list(pdf.docinfo.keys()):
            if key != "/Title":
                del pdf.docinfo[key]
        pdf.Root.Lang = pikepdf.String(language)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if mark:  # the first identifier stays through saving, the second one is made anew from the content
            pdf.trailer["/ID"] = pikepdf.Array([pikepdf.String(mark), pikepdf.String(mark)])
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                item.ToUnicode.write(_readable(item.ToUnicode.read_bytes()))
        return settled(pdf)


def _lay(pdf: pikepdf.Pdf, pictures: dict[bytes, str], shown: dict[int, set[str]]) -> None:
    """Put pictures into the document as form objects of one unit square, under the names pages draw them by."""
    import pikepdf

    forms = {}
    for data, name in pictures.items():
        with pikepdf.open(io.BytesIO(data)) as source:
            form = pdf.copy_foreign(source.pages[0].as_form_xobject())
        left, bottom, right, top = (float(each) for each in form.BBox.as_list())
        across, down = 1 / (right - left), 1 / (top - bottom)
        form.Matrix = pikepdf.Array([across, 0, 0, down, -left * across, -bottom * down])
        forms[name] = form
    for page, names in sorted(shown.items()):
        resources_ = pdf.pages[page - 1].Resources
        if "/XObject" not in resources_:
            resources_.XObject = pikepdf.Dictionary()
        for name in sorted(names):
            resources_.XObject[f"/{name}"] = forms[name]


def _readable(table: bytes) -> bytes:
    """A font's table of what its glyphs mean, in the letters people search for.

    reportlab writes the code point in hexadecimal, which is right only up to U+FFFF, and Arabic is drawn with
    contextual forms nobody types.
    """

    def meaning(found: re.Match[bytes]) -> bytes:
        ch = chr(int(found[2], 16))
        plain = unicodedata.normalize("NFKC", ch) if "\ufb1d" <= ch <= "\ufefc" else ch
        return found[1] + b"<" + plain.encode("utf-16-be").hex().upper().encode() + b">"

    return re.sub(rb"^(<[0-9A-F]{2}> )<([0-9A-F]{4,6})>$", meaning, table, flags=re.MULTILINE)
