"""Holds a search that one thread begins and another may end at any moment, so that no process is left behind."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock
from typing import TYPE_CHECKING

from program.trouble import Cancelled

if TYPE_CHECKING:
    from program.planning.child import Search


class Held:
    """At most one search. Once killed, it begins no more."""

    def __init__(self) -> None:
        self.search: Search | None = None
        self._lock = Lock()
        self._over = Event()

    def hold(self, begin: Callable[[], Search]) -> None:
        """Begin a search. Raises Cancelled when it is not wanted any more by the time it has begun."""
        if self._over.is_set():
            raise Cancelled()
        begun = begin()
        with self._lock:
            if not self._over.is_set():
                self.search = begun
                return
        begun.kill()
        raise Cancelled()

    def kill(self) -> None:
        """End it, now or as soon as it has begun."""
        with self._lock:
            self._over.set()
            search, self.search = self.search, None
        if search is not None:
            search.kill()
