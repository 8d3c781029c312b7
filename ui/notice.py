"""Quiet notices: what was done, with Undo beside it, or why something was refused. `NoticeBar` shows them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from program.trouble import Trouble

_PAST = {
    "Add": "Added", "Adopt": "Adopted", "Approve": "Approved", "Change": "Changed", "Choose": "Chose",
    "Close": "Closed", "Copy": "Copied", "Drop": "Dropped", "Edit": "Edited", "Escalate": "Escalated", "Hold": "Held",
    "Import": "Imported", "Keep": "Kept", "Mark": "Marked", "Merge": "Merged", "Move": "Moved", "Note": "Noted",
    "Open": "Opened", "Pin": "Pinned", "Place": "Placed", "Plan": "Planned", "Publish": "Published",
    "Remove": "Removed", "Rename": "Renamed", "Ripple": "Rippled", "Roll": "Rolled", "Seat": "Seated",
    "Submit": "Submitted", "Swap": "Swapped", "Switch": "Switched", "Take": "Took", "Unpin": "Unpinned",
    "Unplace": "Unplaced", "Update": "Updated", "Weigh": "Weighed", "Write": "Wrote",
}  # fmt: skip


def told(title: str) -> str:
    """A change's title as something that has happened: "Move Ana Ruiz to Finance" → "Moved Ana Ruiz to Finance"."""
    verb, gap, rest = title.partition(" ")
    return _PAST.get(verb, verb) + gap + rest


class Notice(NamedTuple):
    """One notice. `tone` is "done", "trouble" or "plain"; `undo` says that it has a button for taking it back, and
    `stays` that it stands until it is dismissed."""

    words: str
    undo: bool = False
    tone: str = "plain"
    stays: bool = False


class Notices(QObject):
    """What the desk says things through. Holds no widgets; the window's bar listens."""

    said = Signal(object)
    overtaken = Signal()
    """The book has changed since: what was told before can no longer be taken back from its notice."""
    cleared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last: Notice | None = None

    def say(self, words: str, undo: bool = False) -> None:
        """Tell that something happened; with `undo`, it is the newest change and can be taken back from here."""
        self._say(Notice(words, undo, "done" if undo else "plain"))

    def trouble(self, trouble: Trouble, *, stays: bool = False) -> None:
        """Tell why something was refused or failed, or with `stays`, what must not be overlooked."""
        self._say(Notice(trouble.sentence(), False, "trouble", stays))

    def overtake(self) -> None:
        """Anything has changed, been undone or redone, told or not: undoing would take that back, nothing earlier."""
        self.overtaken.emit()

    def clear(self) -> None:
        """Take all notices away."""
        self.last = None
        self.cleared.emit()

    def _say(self, notice: Notice) -> None:
        self.last = notice
        self.said.emit(notice)
