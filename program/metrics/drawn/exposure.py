"""Who has met which functions: those with the fewest first."""

from __future__ import annotations

from collections import Counter
from statistics import median

from program.metrics.drawn.naming import LEAD, Naming
from program.metrics.drawn.wording import many, note, opening
from program.metrics.exposed import function_of
from program.metrics.figure import Scope
from program.metrics.pictures import Heat
from program.metrics.scope import mentees, placements
from program.program import Program
from program.records import Host, Measure, Tier


def exposure(program: Program, scope: Scope, naming: Naming = LEAD) -> Heat | None:
    """Cycles each mentee spent in each function, those who met the fewest first, as many as `naming.rows`.

    None where nobody has met any, or fewer people than a reader without names may see.
    """
    met: dict[str, Counter[str]] = {}
    people = {person.id for person in mentees(program, scope)}
    for placement in placements(program, scope):
        if placement.person in people and (function := function_of(program, placement)):
            met.setdefault(placement.person, Counter())[function] += 1
    if not met or naming.few(len(met)):
        return None
    columns = _functions(program, met)
    # People are told apart by what they met, so that without names their order tells nothing.
    order = sorted(met, key=lambda id_: (len(met[id_]), met[id_].total(), [-met[id_][c] for c in columns], id_))
    if naming.names:
        order.sort(key=lambda id_: (len(met[id_]), met[id_].total(), _name(program, id_), id_))
    rows = order[: naming.rows]
    fewest = f", {len(rows)} lowest of {len(met)}" if len(rows) < len(met) else f", n = {len(met)} mentees"
    return Heat(
        key="exposure",
        title=_title([len(each) for each in met.values()], naming),
        note=note(f"Cycles spent in each function{fewest}", "" if naming.names else "names withheld in this edition"),
        measure=Measure.EXPOSURE,
        tier=naming.tier(Tier.PROGRAM),
        rows=naming.people(program, rows, "Person"),
        columns=tuple(columns.values()),
        cells=tuple(tuple(float(met[id_][function]) for function in columns) for id_ in rows),
    )


def _functions(program: Program, met: dict[str, Counter[str]]) -> dict[str, str]:
    """Function without its case → as it is first written, for those anybody met."""
    spelt: dict[str, str] = {}
    for words in sorted(" ".join(host.function.split()) for host in program.of(Host).values()):
        spelt.setdefault(words.casefold(), words)
    found = {function for each in met.values() for function in each}
    return {key: words for key, words in sorted(spelt.items()) if key in found}


def _name(program: Program, id_: str) -> str:
    return LEAD.people(program, [id_], "")[0].casefold()


def _title(met: list[int], naming: Naming) -> str:
    fewest = min(met)
    lowest = met.count(fewest)
    functions = many(fewest, "function")
    if lowest == len(met):
        return opening(f"everybody has met {functions}" if lowest > 1 else f"one mentee has met {functions}")
    if naming.few(lowest) or naming.few(len(met) - lowest):
        return f"Half of the mentees have met {many(int(median(met)), 'function')} or more"
    if fewest == 1:
        verb = "has" if lowest == 1 else "have"
        return opening(f"{many(lowest, 'mentee')} {verb} met only one function")
    return opening(f"everybody has met {functions} or more")
