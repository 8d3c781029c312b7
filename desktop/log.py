"""The log: what happened to the program, never what is in a book.

Lines carry a time, a level, the place in our code and fixed words. What others hand to Python's logging, and what Qt
says, may quote anything: of that only who spoke, and where, is kept.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

FILE = "rotunda.log"
_BYTES, _KEPT = 200_000, 2
_OURS = ("desktop", "ui", "storage", "reports", "program")
_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Reticent(logging.Formatter):
    """Writes our own fixed words; never the arguments filled into them, an exception's text, or anyone else's words."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.partition(".")[0] in _OURS
        said = str(record.msg) if ours else "(somebody else's words are not kept)"
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            said += f" [{type(error).__name__}]"
        line = f"{self.formatTime(record)} {record.levelname} {record.name}:{record.lineno} {said}"
        return line.replace("\n", " ")


class Kept(logging.Handler):
    """A small file and its predecessors, opened for the first line there is to write: mostly there never is one."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._open: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line. `logging` has locked the handler."""
        if self._open is None:
            from logging.handlers import RotatingFileHandler  # brings sockets and pickle along

            self._open = RotatingFileHandler(
                self._file, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
            )
            self._open.setFormatter(self.formatter)
        self._open.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._open is not None:
            self._open.close()
        super().close()


def start(folder: Path) -> None:
    """Write warnings and worse to a small file in `folder`, readable by this user only; without it when that fails."""
    logging.raiseExceptions = False  # a disk that is full must not print what was to be logged
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler: logging.Handler = Kept(folder / FILE)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(Reticent())
    root.addHandler(handler)
    logging.captureWarnings(True)
    qInstallMessageHandler(_from_qt)


def _from_qt(kind: QtMsgType, context: QMessageLogContext, _words: str | None) -> None:
    """Qt's messages can quote file names and texts: kept is their category and Qt's own place in its source."""
    level = _LEVELS.get(kind, logging.DEBUG)
    if level >= logging.WARNING:
        place = f"{Path(context.file or '').name}:{context.line}"
        record = logging.LogRecord("ui.qt", level, "", 0, f"Qt ({context.category}) at {place}", None, None)
        logging.getLogger("ui.qt").handle(record)
    if kind is QtMsgType.QtFatalMsg:
        sys.stderr.write("Rotunda has to end: Qt reported a fault it cannot go on from.\n")
