"""The search in processes of its own, so that nothing waits for it and it can be ended at any moment.

Two processes: one searches, one proves. They are given the problem, which is whole numbers and nothing else, say
nothing on any stream, keep to a bound of memory where the system can set one, and end when their parent does.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import threading
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event

import msgspec

from program.planning.problem import Problem
from program.planning.proposal import Progress, Proposal, Settings
from program.trouble import Trouble

#: Bytes of address space each process may have. Libraries reserve far more than they touch.
MEMORY = 6 << 30

#: Steps towards the bound at most.
STEPS = 3000

BROKE_OFF = Trouble(
    "The search for a plan broke off.",
    "Your plan is as it was.",
    "Try again; with fewer people or cycles if it happens again.",
)


class Search:
    """A search under way. `poll()` now and then; `outcome` is there once it has ended.

    Use as a context, or call `kill()` in the end, so that no process is left behind.
    """

    def __init__(self, problem: Problem, settings: Settings, *, proving: bool = True) -> None:
        """`proving` False: there is only the process that searches, and somebody else looks for a bound."""
        context = multiprocessing.get_context("spawn")
        self.outcome: Proposal | None = None
        self.latest: Progress | None = None
        self.bound: int | None = None
        self._stop: Event = context.Event()
        self._runs: dict[Connection, SpawnProcess] = {}
        for work in (_searching, _proving) if proving else (_searching,):
            ours, theirs = context.Pipe()
            process = context.Process(target=work, args=(theirs, self._stop), daemon=True)
            process.start()
            theirs.close()
            self._runs[ours] = process
        self._searching = next(iter(self._runs))
        for ours in self._runs:
            # Not with the process's own arguments: who dies before it has read those leaves its parent waiting.
            with contextlib.suppress(OSError):  # `poll` tells of it
                ours.send((problem, settings))

    def __enter__(self) -> Search:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def processes(self) -> tuple[SpawnProcess, ...]:
        """The processes that are still there: the one that searches, the one that proves."""
        return tuple(self._runs.values())

    def poll(self, timeout: float = 0.0) -> Progress | None:
        """The latest news, after at most so many seconds; None if there were none. Raises `Trouble` if it broke off.

        The plan of the last news stays in `latest` then, so that nothing that was found is lost.
        """
        news = False
        for ready in wait(list(self._runs), timeout):
            assert isinstance(ready, Connection)
            try:
                while ready in self._runs and ready.poll():
                    news = self._take(ready, ready.recv()) or news
            except (EOFError, OSError):
                self._ended(ready)
        return self.latest if news else None

    def wait(self, seconds: float | None = None) -> Proposal | None:
        """The outcome, once it is there; None if it is not after so many seconds. Raises as `poll` does."""
        import time

        until = None if seconds is None else time.monotonic() + seconds
        while self.outcome is None and (until is None or time.monotonic() < until):
            self.poll(0.2)
        return self.outcome

    def stop(self) -> None:
        """Ask to end with the best plan so far, at the next border of a batch."""
        self._stop.set()

    def kill(self) -> None:
        """End both processes now."""
        for connection in list(self._runs):
            self._drop(connection)

    def _take(self, connection: Connection, message: object) -> bool:
        match message:
            case Progress():
                self.latest = message
            case Proposal():
                from program.planning.solve import with_bound

                self.outcome = with_bound(message, self.bound)
                self.kill()
                return False
            case int():
                self.bound = message if self.bound is None else min(self.bound, message)
            case _:
                raise OSError  # what it was about is nobody's business
        if self.latest is not None and self.bound is not None:
            known = self.latest.bound
            sharper = self.bound if known is None else min(known, self.bound)
            self.latest = msgspec.structs.replace(self.latest, bound=sharper)
        return True

    def _ended(self, connection: Connection) -> None:
        """A process has ended. Without the proof the search goes on, without the search there is no outcome."""
        self._drop(connection)
        if connection is self._searching and self.outcome is None:
            self.kill()
            raise BROKE_OFF

    def _drop(self, connection: Connection) -> None:
        process = self._runs.pop(connection)
        if process.is_alive():
            process.terminate()
            process.join(2)
            if process.is_alive():
                process.kill()
        process.join()
        process.close()
        connection.close()


def _searching(news: Connection, stop: Event) -> None:
    _behave()
    with contextlib.suppress(BrokenPipeError, EOFError):
        from program.planning.solve import solve

        problem, settings = _asked(news)
        letters = _Letters(news)
        answer = solve(problem, settings, progress=letters.put, stopped=stop.is_set)
        letters.end()
        news.send(answer)


class _Letters:
    """Sends the latest news from a thread of its own, so that the search never waits for a parent that is busy."""

    def __init__(self, news: Connection) -> None:
        self._news = news
        self._latest: Progress | None = None
        self._over = False
        self._change = threading.Condition()
        self._thread = threading.Thread(target=self._post, daemon=True)
        self._thread.start()

    def put(self, progress: Progress) -> None:
        """Send this next, instead of what has not gone yet."""
        with self._change:
            self._latest = progress
            self._change.notify()

    def end(self) -> None:
        """Send no more; what is on its way arrives first."""
        with self._change:
            self._latest, self._over = None, True
            self._change.notify()
        self._thread.join()

    def _post(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._over or self._latest is not None)
                progress, self._latest = self._latest, None
                if progress is None:
                    return
            try:
                self._news.send(progress)
            except OSError:
                os._exit(1)  # nobody is there any more


def _proving(news: Connection, stop: Event) -> None:
    _behave()
    with contextlib.suppress(BrokenPipeError, EOFError):
        from program.planning.bound import Ceiling

        problem, _ = _asked(news)
        ceiling = Ceiling(problem)
        for _ in range(STEPS):
            news.send(ceiling.best)
            if ceiling.done or stop.is_set():
                return
            ceiling.step()


def _asked(news: Connection) -> tuple[Problem, Settings]:
    """The question, as the parent sends it once the process is there. Raises EOFError when the parent is gone."""
    problem, settings = news.recv()
    return problem, settings


def _behave() -> None:
    """No output, a bound of memory, and an end when the parent ends."""
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    parent = multiprocessing.parent_process()
    if parent is not None:
        sentinel = parent.sentinel

        def follow() -> None:
            wait([sentinel])
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()
