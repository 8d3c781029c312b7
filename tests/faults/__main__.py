"""`python -m tests.faults`: kill the application at every point of a commit and at random moments; attack tables.

As many as asked for (`--random 10000`), in parallel (`--workers 4`), from a seed that is printed and can be given
again. Ends with 1 and the seed when anything was lost.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from tests.costs import lower_the_cost
from tests.faults.killing import Lost, at_every_point, one_worker


def main(arguments: list[str]) -> int:
    """Run what was asked for; 0 when nothing was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--points", type=int, default=20, metavar="N", help="kills at each point of a commit")
    parser.add_argument("--random", type=int, default=2000, metavar="N", help="kills at random moments")
    parser.add_argument("--tables", type=int, default=100_000, metavar="N", help="tables to attack, N/10 pairs too")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count(), metavar="N")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30), metavar="N")
    chosen = parser.parse_args(arguments)
    lower_the_cost()
    start = time.monotonic()
    try:
        for line in at_every_point(chosen.points) if chosen.points else ():
            print(line, flush=True)
    except Lost as lost:
        print(f"LOST: {lost}")
        return 1
    shares = [chosen.random // chosen.workers + (n < chosen.random % chosen.workers) for n in range(chosen.workers)]
    shares = [share for share in shares if share]
    seeds = range(chosen.seed, chosen.seed + len(shares))
    with ProcessPoolExecutor(chosen.workers, multiprocessing.get_context("spawn")) as pool:
        parts = list(pool.map(one_worker, shares, seeds))
    for _, _, trouble in parts:
        if trouble:
            print(f"LOST: {trouble}")
    kills, between = sum(part[0] for part in parts), sum(part[1] for part in parts)
    print(
        f"{kills} kills at random moments (seed {chosen.seed}, {time.monotonic() - start:.0f} s): "
        f"{between} between saving and saying so, {sum(bool(part[2]) for part in parts)} workers found something lost"
    )
    told = _attack(chosen.tables, chosen.seed, chosen.workers)
    return 1 if told or any(part[2] for part in parts) else 0


def _attack(tables: int, seed: int, workers: int) -> int:
    """How many of so many tables, and pairs of tables, told a count that must not be known."""
    from tests.program.suppression_attack import attacked_pairs, attacked_tables

    many, few = tables // 1000, tables // 2500
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        found = [pool.submit(attacked_tables, seed + turn, 1000) for turn in range(many)]
        found += [pool.submit(attacked_pairs, seed + turn, way, 125) for turn in range(few) for way in ("came", "went")]
        told = [line for each in found for line in each.result()]
    for line in told:
        print(f"TOLD: {line}")
    print(f"{many * 1000} tables and {few * 250} pairs of tables attacked: {len(told)} told too much")
    return len(told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
