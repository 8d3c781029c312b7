"""`rotunda propose`: a better plan than the present one, what it is worth, what is proved of it and what it changes."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.cli import ELSE, Answer, Failed
from desktop.tasks import opened
from desktop.tasks_planner import cell_words, change_data, finding_data
from program.findings import Severity
from program.lookup import find
from program.names import counted
from program.program import Program
from program.records import Cycle, Person, Placement, Role
from program.scenarios import Adopt, KeepScenario, differences, seen
from program.trouble import Trouble

if TYPE_CHECKING:
    from program.planning.child import Search
    from program.planning.problem import Problem
    from program.planning.proposal import Proposal, Settings
    from program.planning.tables import Scope
    from storage.book import Book

#: Steps towards the bound a second, by slots up to; as with the moves, their number depends on nothing else.
_PROOF = ((200, 300), (1_000, 70), (5_000, 20), (1 << 62, 4))

_SHOWN = 40  # lines of a kind that people are told; all are in the data


def add_arguments(made: argparse.ArgumentParser) -> None:
    """What `propose` takes besides the book."""
    made.add_argument(
        "--seconds", type=_seconds, default=10.0, help="how long to look for a better plan, 10 unless told"
    )
    made.add_argument("--seed", type=int, default=1, help="another number may give another plan as good")
    made.add_argument("--aim", choices=("total", "fair"), default="total", help="best total, or the worst-off first")
    made.add_argument(
        "--keep",
        choices=("all", "settled", "pins", "none"),
        default="settled",
        help="what stays: all that is placed, what is pinned or settled (unless told), what is pinned, nothing",
    )
    made.add_argument("--from", dest="first", default="", metavar="CYCLE", help="first cycle to plan; else the next")
    made.add_argument("--max-changes", type=_number, metavar="K", help="change at most K cells")
    made.add_argument("--adopt", action="store_true", help="make it the plan, as one step that can be undone")
    made.add_argument("--scenario", default="", metavar="NAME", help="keep it beside the plan under this name")
    made.add_argument("--reason", default="", help="why it may change what is settled")


def propose(arguments: argparse.Namespace) -> Answer | Failed:
    """Look for a better plan and tell of it; change the book only with --adopt or --scenario."""
    from program.planning.plans import placements_from
    from program.planning.tables import problem_of

    with opened(arguments, read_only=not (arguments.adopt or arguments.scenario)) as book:
        program = book.program()
        if not program.cycles or not program.people(Role.MENTEE):
            raise Trouble("There is nothing to plan yet.", "Nothing was changed.", "Add cycles and mentees first.")
        if arguments.scenario:
            KeepScenario(arguments.scenario, ()).change(program)  # its name is refused now, not after the search
        scope = _scope(program, arguments)
        problem, frame = problem_of(program, scope)
        found, stopped = _searched(problem, arguments)
        placements = placements_from(program, frame, found.assignment)
        answer = _told(program, scope, found, placements, arguments)
        answer.data["stopped"] = stopped
        if stopped:
            answer.words = "\n".join(["Stopped. This is the best plan by then.", answer.words])
            return Failed(answer, ELSE)
        done = _carried_out(book, placements, arguments)
    answer.data.update(done)
    wanted = [words for words in done.values() if words]
    nothing = "Nothing was changed. Make it the plan with --adopt, or keep it beside the plan with --scenario NAME."
    answer.words = "\n".join([answer.words, *(f"{words}." for words in wanted or [nothing.rstrip(".")])])
    return answer


def _scope(program: Program, arguments: argparse.Namespace) -> Scope:
    """What is asked: unless told, from the next cycle to begin on; all cycles, when there is none, are tried out."""
    from program.planning.tables import Keep, Scope

    keep = {"all": Keep.ALL, "settled": Keep.SETTLED, "pins": Keep.PINS, "none": Keep.NONE}[arguments.keep]
    if arguments.first:
        start = find(program, Cycle, arguments.first).start
    else:
        start = next((cycle.start for cycle in program.cycles if cycle.start > date.today()), date.min)
    return Scope(keep, cycles=frozenset(cycle.id for cycle in program.cycles if cycle.start >= start))


def _carried_out(book: Book, placements: tuple[Placement, ...], arguments: argparse.Namespace) -> dict[str, Any]:
    """Do with it what was asked; the titles of what was done."""
    scenario = adopted = None
    if arguments.scenario:
        scenario = book.do(KeepScenario(arguments.scenario, placements)).title
    if arguments.adopt:
        adopted = book.do(Adopt(placements, reason=arguments.reason)).title
    return {"scenario": scenario, "adopted": adopted}


# ---- the search ----------------------------------------------------------------------------------------------------


def _searched(problem: Problem, arguments: argparse.Namespace) -> tuple[Proposal, bool]:
    """The proposal, and whether it was stopped by hand. Raises Trouble when it breaks off.

    The bound is proved here while the search goes on in its own process, by a number of steps that depends only on
    what was asked: so the same question prints the same answer, bound included.
    """
    from program.planning.child import Search
    from program.planning.proposal import Aim, Proposal, Settings, moves_for
    from program.planning.solve import with_bound

    settings = Settings(
        arguments.seed,
        moves_for(problem, arguments.seconds),
        Aim(arguments.aim),
        max_changes=arguments.max_changes,
    )
    with _undisturbed():
        search = Search(problem, settings, proving=False)
    line = _Line()
    try:
        with search:
            proof = _Proof(problem, settings, arguments.seconds)
            while search.outcome is None or proof.left:
                proof.step()
                if search.outcome is None:
                    search.poll(0.0 if proof.left else 0.2)
                    line.show(search, proof.bound)
        assert search.outcome is not None
        if proof.silent:
            return msgspec.structs.replace(search.outcome, bound=None), False
        return with_bound(search.outcome, proof.bound), False
    except KeyboardInterrupt:
        latest = search.latest
        if latest is None:
            raise
        return Proposal(latest.assignment, latest.score, latest.holes, latest.changed, 0, settings), True
    finally:
        line.clear()


class _Proof:
    """The way down to a bound, step by step; their number depends on size and seconds only.

    There is none (`silent`) where only so many cells may change: what any plan might reach says nothing of those.
    """

    def __init__(self, problem: Problem, settings: Settings, seconds: float) -> None:
        from program.planning.bound import Ceiling

        self.silent = settings.max_changes is not None
        self._ceiling = None if self.silent else Ceiling(problem)
        speed = next(each for slots, each in _PROOF if problem.slots <= slots)
        self.left = 0 if self.silent else int(speed * seconds)

    @property
    def bound(self) -> int | None:
        """What no plan can exceed, as far as it is proved."""
        return self._ceiling.best if self._ceiling is not None else None

    def step(self) -> None:
        """One step, if there are any left."""
        if self._ceiling is not None and self.left:
            self._ceiling.step()
            self.left = 0 if self._ceiling.done else self.left - 1


class _Line:
    """One line on a terminal that tells how far the search is; nothing anywhere else."""

    def __init__(self) -> None:
        self._on = sys.stderr is not None and sys.stderr.isatty()
        self._last = 0.0

    def show(self, search: Search, bound: int | None) -> None:
        """Tell the latest news, a few times a second."""
        from program.planning.proposal import below

        now = time.monotonic()
        if self._on and search.latest is not None and now - self._last > 0.2:
            self._last = now
            best = search.latest
            known = ", ".join(filter(None, (f"{best.score / 1000:,.1f} points", below(best.score, best.holes, bound))))
            words = f"{best.part:4.0%}  {known}, {counted(best.changed, 'change')}"
            print(f"\r{words:<78.78}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Leave an empty line."""
        if self._on and self._last:
            print(f"\r{'':<78}\r", end="", file=sys.stderr, flush=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Processes started here do not hear Ctrl+C, where the system lets them inherit that: it is for us to end them."""
    before = None
    with suppress(ValueError):  # not the main thread, which alone hears it
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


# ---- the answer ----------------------------------------------------------------------------------------------------


def _told(
    program: Program, scope: Scope, found: Proposal, placements: tuple[Placement, ...], arguments: argparse.Namespace
) -> Answer:
    from program.planning.problem import GRAINS, HOLE
    from program.planning.proposal import below
    from program.planning.staysout import stays_out
    from program.rules import plan_score, review

    after = seen(program, placements)
    changes = differences(program, placements)
    out = stays_out(after, scope=scope)
    against = sorted(review(after), key=lambda each: (each.severity is not Severity.HARD, each.points))
    bound = None if found.bound is None else (found.bound + HOLE * found.holes) / GRAINS
    data: dict[str, Any] = {
        "aim": arguments.aim,
        "keep": arguments.keep,
        "seconds": arguments.seconds,
        "seed": arguments.seed,
        "score": found.score / GRAINS,
        "present": round(plan_score(program), 3),
        "bound": bound,
        "gap": None if found.gap is None else round(found.gap, 6),
        "unplaced": [
            {
                "person": program.title(Person, each.person),
                "cycle": program.title(Cycle, each.cycle),
                "needs": each.needs,
                "why": each.words,
            }
            for each in out
        ],
        "findings": [finding_data(each) for each in against],
        "changes": [change_data(program, each) for each in changes],
    }
    words = [_score_words(data, below(found.score, found.holes, found.bound))]
    broken = [each for each in against if each.severity is Severity.HARD]
    words += _section(broken and f"{counted(len(broken), 'rule')} broken:", [each.words for each in broken])
    words += _section(out and f"{counted(len(out), 'place')} not filled:", [each.words for each in out])
    table = [f"{cell_words(program, each)}  {each.words}" for each in changes]
    words += _section(f"{counted(len(changes), 'change')}:" if changes else "No changes.", table)
    return Answer(words, data)


def _section(title: object, lines: list[str]) -> list[str]:
    """A heading with its lines; of many only the first."""
    if not title:
        return []
    more = [f"  and {len(lines) - _SHOWN:,} more"] if len(lines) > _SHOWN else []
    return [str(title), *(f"  {line}" for line in lines[:_SHOWN]), *more]


def _score_words(data: dict[str, Any], known: str) -> str:
    """ "Score 214.4 (the present plan: 180.2), at most 2.6 % below the best there can be."."""
    words = f"Score {data['score']:,.1f} (the present plan: {data['present']:,.1f})"
    return ", ".join(filter(None, (words, known))) + "."


# ---- arguments -----------------------------------------------------------------------------------------------------


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value <= 86_400:
        raise argparse.ArgumentTypeError("a number of seconds, such as 10")
    return value


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError("a number from 0 on")
    return int(text)
