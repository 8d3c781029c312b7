"""What moved since the last pack of the same kind: figure by figure, then decisions, risks, placements, promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from program.names import counted
from program.views_pack_parts import Actions, Board, Decisions, Fact, Moved, RiskLine, Status
from program.views_reader import Typed

MOST = 16  # figures that are told one by one, those with a target first


def moved(
    since: date,
    figures: Sequence[Status],
    before: tuple[Decisions, Board, Sequence[RiskLine], Actions],
    now: tuple[Decisions, Board, Sequence[RiskLine], Actions],
) -> Moved:
    """What differs from the pack of the day `since`."""
    told = sorted((each for each in figures if each.change), key=lambda each: not each.rule)
    still = sum(bool(each.before) and not each.change for each in figures)
    facts = (
        *_decided(before[0], now[0]),
        *_placed(before[1], now[1]),
        *_risked(before[2], now[2]),
        *_promised(before[3], now[3]),
    )
    return Moved(since, tuple(told[:MOST]), len(told), still, facts)


def _decided(before: Decisions, now: Decisions) -> Iterator[Fact]:
    then, here = {each.title for each in before.asked}, {each.title for each in now.asked}
    for each in now.asked:
        if each.title not in then:
            yield Fact(Typed(f"Decision asked for: {each.title}"), "new")
    taken = {each.title for each in now.taken}
    for old in before.asked:
        if old.title not in here:
            yield Fact(Typed(f"Decision asked for: {old.title}"), "decided" if old.title in taken else "no longer open")


def _placed(before: Board, now: Board) -> Iterator[Fact]:
    then = {each.name: each for each in before.cycles}
    for each in now.cycles:
        old = then.get(each.name)
        if old is None:
            yield Fact(f"Cycle {each.name}", "new")
        elif each.placed is not None and old.placed is not None and each.expected is not None:
            if each.placed != old.placed:
                yield Fact(
                    f"Mentees placed in {each.name}, of {each.expected:,} expected",
                    f"{old.placed:,} → {each.placed:,}",
                )
            if each.approved is not None and old.approved is not None and each.approved != old.approved:
                yield Fact(f"Placements approved in {each.name}", f"{old.approved:,} → {each.approved:,}")
        if old is not None and each.seats != old.seats:
            yield Fact(f"Seats open in {each.name}", f"{old.seats:,} → {each.seats:,}")


def _risked(before: Sequence[RiskLine], now: Sequence[RiskLine]) -> Iterator[Fact]:
    then = {each.title: each for each in before}
    for each in now:
        old = then.pop(each.title, None)
        if old is None:
            yield Fact(Typed(f"Risk among the gravest: {each.title}"), f"new, {each.severity} of 25")
        elif old.severity != each.severity:
            yield Fact(Typed(f"Risk: {each.title}"), f"{old.severity} → {each.severity} of 25")
    for gone in then.values():
        yield Fact(Typed(f"Risk: {gone.title}"), "closed, or no longer among the gravest")


def _promised(before: Actions, now: Actions) -> Iterator[Fact]:
    if before.open != now.open:
        yield Fact("Actions open", f"{before.open:,} → {now.open:,}")
    if before.overdue != now.overdue:
        yield Fact(f"of {counted(now.open, 'open action')}, overdue", f"{before.overdue:,} → {now.overdue:,}")
