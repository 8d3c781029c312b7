"""Programs that lack something altogether: every engine still answers, and says what is missing."""

from __future__ import annotations

import msgspec
import pytest

from program.planning.bound import Ceiling
from program.planning.conflict import conflicts
from program.planning.mending import mended
from program.planning.proposal import Aim, Settings
from program.planning.repair import repair
from program.planning.solve import solve
from program.planning.staysout import stays_out
from program.planning.tables import problem_of
from program.program import Program
from program.records import Cycle, Host, Person, Placement, Project, Record, Role
from tests.program.planning.worlds import world

WHOLE = world(6, 4, 4, 3, filled=0.5, earlier=0)
CYCLES, MENTEES = 3, 6


def kept(record: Record, lacking: str) -> bool:
    """Whether a record may stay in a program without these."""
    if isinstance(record, (Placement, Project)):
        return False
    match lacking:
        case "cycles":
            return not isinstance(record, Cycle)
        case "hosts":
            return not isinstance(record, Host)
        case "mentors":
            return not (isinstance(record, Person) and Role.MENTOR in record.roles)
        case _:
            return not (isinstance(record, Person) and Role.MENTEE in record.roles)


def without(lacking: str) -> Program:
    """The program with none of these, and nobody placed."""
    records = [each for each in WHOLE.everything() if kept(each, lacking)]
    return Program.of_records(records)


@pytest.mark.parametrize("lacking", ["cycles", "hosts", "mentors", "mentees"])
def test_every_engine_answers(lacking: str) -> None:
    program = without(lacking)
    problem, _ = problem_of(program)
    for settings in (Settings(moves=500), Settings(moves=500, aim=Aim.FAIR), Settings(moves=500, max_changes=0)):
        found = solve(problem, settings)
        assert not found.broken
        ceiling = Ceiling(problem)
        assert ceiling.step() >= found.score - 100_000 * found.holes
    assert not repair(problem).left
    assert mended(program).placements == ()
    nobody = lacking in ("cycles", "mentees")
    holes = sum(2 if each.needs == "both" else 1 for each in stays_out(program))
    assert holes == (0 if nobody else int(problem.wanted.sum()) * 2)
    assert conflicts(program).possible == nobody


def test_an_empty_plan_is_a_plan() -> None:
    live = stays_out(WHOLE)
    bare = stays_out(WHOLE, ())
    assert len(bare) > len(live)


def test_all_that_is_placed_may_be_pinned() -> None:
    full = world(6, 4, 4, 3, filled=1.0, earlier=0)
    pins = [msgspec.structs.replace(each, pinned=True) for each in full.of(Placement).values()]
    problem, _ = problem_of(full.with_placements(pins))
    assert solve(problem, Settings(moves=500)).changed <= int((problem.host < 0).sum())
