"""What leaves Rotunda by the clipboard is marked as confidential for clipboard histories, and soon taken back.

Every copy made in a Rotunda window is noticed, whichever widget made it: it is put there again with the marks that
clipboard managers heed, and cleared after some seconds, on lock and at the end, if it is still ours.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_ZERO = QByteArray(bytes(4))

#: Marks by platform: Windows history and cloud, KDE's Klipper, and macOS managers (nspasteboard.org).
_MARKS: dict[str, dict[str, QByteArray]] = {
    "win32": {
        _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): QByteArray(b"1"),
        _WINDOWS.format("CanIncludeInClipboardHistory"): _ZERO,
        _WINDOWS.format("CanUploadToCloudClipboard"): _ZERO,
    },
    "darwin": {"application/x-nspasteboard-concealed-type": QByteArray(b"secret")},
}
_ELSEWHERE = {"x-kde-passwordManagerHint": QByteArray(b"secret")}


class Clipboard(QObject):
    """The system's clipboard, as Rotunda uses it."""

    cleared = Signal()

    def __init__(self, seconds: int = 15, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marks = _MARKS.get(sys.platform, _ELSEWHERE)
        self._ours = b""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.set_seconds(seconds)
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.dataChanged.connect(self._changed)

    def set_seconds(self, seconds: int) -> None:
        """How long a copy stays."""
        self._timer.setInterval(seconds * 1000)

    @property
    def holds_ours(self) -> bool:
        """Whether something copied out of Rotunda lies there and will be cleared."""
        return self._timer.isActive()

    @property
    def seconds_left(self) -> int:
        """Whole seconds until what is ours is cleared; 0 when nothing is."""
        return max(0, self._timer.remainingTime() // 1000) if self.holds_ours else 0

    def copy(self, text: str) -> None:
        """Put text there, marked, for a short while."""
        data = QMimeData()
        data.setText(text)
        self._put(data)

    def clear(self) -> None:
        """Empty it if what lies there is ours, the mouse selection of X11 included."""
        self._timer.stop()
        ours, self._ours = self._is_ours(), b""
        if ours:
            self._clipboard.clear()
            self.cleared.emit()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _put(self, data: QMimeData) -> None:
        for name, value in self._marks.items():
            data.setData(name, value)
        self._ours = _digest(data)
        self._clipboard.setMimeData(data)
        self._timer.start()

    def _is_ours(self) -> bool:
        """Whether what lies there is what was put there: not every platform knows who owns it."""
        if not self._ours:
            return False
        return self._clipboard.ownsClipboard() or _digest(self._clipboard.mimeData()) == self._ours

    def _changed(self) -> None:
        if not self._is_ours():
            self._timer.stop()  # somebody else's now
            self._ours = b""
        if not self._clipboard.ownsClipboard():
            return
        given: QMimeData | None = self._clipboard.mimeData()
        if given is None or not given.formats() or any(given.hasFormat(name) for name in self._marks):
            return
        marked = QMimeData()
        for name in given.formats():
            marked.setData(name, given.data(name))
        self._put(marked)


def _digest(data: QMimeData | None) -> bytes:
    """What a copy can be known by again, without keeping it. Some platforms give none for an empty clipboard."""
    if data is None:
        return b""
    import hashlib  # not before something is copied

    return hashlib.sha256(data.text().encode("utf-8", "surrogatepass")).digest() if data.hasText() else b""
