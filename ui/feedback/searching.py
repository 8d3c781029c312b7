"""Searching what private notes say, in memory and only while they are unsealed; nothing is kept but which ones hit."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from program.records import Note
from program.trouble import Cancelled
from ui.jobs import IsCancelled, Job, Progress

if TYPE_CHECKING:
    from storage.notes import Unsealed
    from ui.desk import Desk


class Search(QObject):
    """One search at a time, beside the window."""

    found = Signal(object)
    """The ids of the notes that hit, a frozenset."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None

    def look(self, unsealed: Unsealed | None, text: str, notes: Iterable[Note], known: Set[str]) -> None:
        """Find the notes that hold the words, and add those in `known`; nothing without words, or while sealed."""
        self.drop()
        words, everything = text.strip(), tuple(notes)
        if unsealed is None or not words:
            return

        def work(_progress: Progress, cancelled: IsCancelled) -> frozenset[str]:
            hits = set(known)
            for note in unsealed.search(words, everything):
                if cancelled():
                    raise Cancelled()
                hits.add(note.id)
            return frozenset(hits)

        def done(ids: frozenset[str]) -> None:
            self._job = None
            if unsealed.is_open:
                self.found.emit(ids)

        # Sealed meanwhile: the search ends with a trouble that is none.
        self._job = self._desk.jobs.run(work, "Searching the notes", done, lambda _trouble: None, self)

    def drop(self) -> None:
        """Let nobody hear of it any more."""
        if self._job is not None:
            self._job.drop()
            self._job = None
