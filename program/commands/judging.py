"""How a rearrangement of placements is judged: once, and in the same way while the card hovers and when it drops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol, runtime_checkable

import msgspec

from program.changes import Change, Pair
from program.commands.base import where, who
from program.findings import Finding, Severity
from program.plan import Draft
from program.program import Program
from program.records import SETTLED, Decision, Person, Placement, State, new_id
from program.rules import Arrangement, beside, findings, plan_findings, row_findings, total
from program.trouble import NotValid, RuleBroken
from program.validity import sound


class Intent(msgspec.Struct, frozen=True):
    """What a command means to do: pairs of placements, and those it takes off the board on the way."""

    title: str
    pairs: tuple[Pair, ...]
    displaced: tuple[Placement, ...] = ()

    @property
    def come(self) -> tuple[Placement, ...]:
        """The placements as they would stand."""
        return tuple(pair.after for pair in self.pairs if isinstance(pair.after, Placement))

    @property
    def gone(self) -> tuple[Placement, ...]:
        """The placements as they stood."""
        return tuple(pair.before for pair in self.pairs if isinstance(pair.before, Placement))


@runtime_checkable
class Rearranging(Protocol):
    """A command on placements: it can be judged before it is done."""

    @property
    def reason(self) -> str: ...

    def intent(self, program: Program) -> Intent: ...

    def change(self, program: Program) -> Change: ...


class Judged(msgspec.Struct, frozen=True):
    """What the rules say to an intent.

    `firm`: hard findings that nothing overrides (pins). `breached`: hard findings it brings anew, which a reason
    overrides. `soft`: all gains and costs of the cards as they would stand; `costs`: those it brings anew, to other
    cards and to the plan as a whole as well. `points`: the change of the score of the whole plan.
    """

    firm: tuple[Finding, ...]
    breached: tuple[Finding, ...] = ()
    soft: tuple[Finding, ...] = ()
    costs: tuple[Finding, ...] = ()
    points: float = 0.0


def judged(program: Program, intent: Intent) -> Judged:
    """Judge an intent against the present."""
    disturbed = _disturbed(intent)
    firm = tuple(_standing(program, card, "pinned", "pinned") for card in disturbed if card.pinned)
    if firm:
        return Judged(firm)
    gone, come = intent.gone, intent.come
    draft = Draft(program.plan, (card.id for card in gone), come)
    before = [finding for card in gone for finding in findings(program, program.plan, card)]
    after = [finding for card in come for finding in findings(program, draft, card)]
    said = {finding.key for finding in before}
    left, now = (_beside(program, plan, gone, come) for plan in (program.plan, draft))
    had = {(finding.rule, finding.words) for finding in before + left}
    settled = (
        _standing(program, card, "settled", card.state.label.lower()) for card in disturbed if card.state in SETTLED
    )
    hard = (finding for finding in after if finding.severity is Severity.HARD and finding.key not in said)
    return Judged(
        firm,
        (*settled, *hard, *_left_behind(program, draft, gone, come)),
        tuple(finding for finding in after if finding.severity is Severity.SOFT),
        tuple(finding for finding in after + now if finding.points < 0 and (finding.rule, finding.words) not in had),
        round(total(after + now) - total(before + left), 3),
    )


def judged_change(program: Program, command: Rearranging) -> Change:
    """The change of a rearranging command, checked: validity, pins, hard rules, settled placements.

    Raises NotValid, and RuleBroken where a rule stands against it and the command brings no reason (or none helps).
    """
    intent = command.intent(program)
    plain = Change(intent.title, intent.pairs)
    if found := sound(program.apply(plain), intent.come):
        raise NotValid(found)
    answer = judged(program, intent)
    if answer.firm:
        raise RuleBroken(answer.firm, reason_helps=False)
    return Change(intent.title, carried_out(program, intent, answer.breached, command.reason))


def carried_out(program: Program, intent: Intent, breached: tuple[Finding, ...], reason: str) -> tuple[Pair, ...]:
    """The pairs of an intent, with what it overrides in the decision log. Raises RuleBroken when no reason is given."""
    if breached and not reason.strip():
        raise RuleBroken(breached)
    steps = tuple(Pair(pair.before, _reopened(pair)) for pair in intent.pairs)
    if breached:
        options = "Rules overridden: " + "; ".join(finding.words for finding in breached)
        entry = decision(program, intent.title, (*intent.come, *intent.gone), reason.strip())
        steps += (Pair(None, msgspec.structs.replace(entry, options=options[:4000])),)
    return steps


def held(program: Program, intent: Intent) -> tuple[Finding, ...]:
    """What stands against disturbing placements whatever the rules say: pins, and what the committee settled."""
    return tuple(
        finding
        for card in _disturbed(intent)
        for finding, stands in (
            (_standing(program, card, "pinned", "pinned"), card.pinned),
            (_standing(program, card, "settled", card.state.label.lower()), card.state in SETTLED),
        )
        if stands
    )


def stamped(change: Change, who: str, day: date) -> Change:
    """The change with what only its keeper knows: who decided and when, and since when somebody has a new status.

    What a command has filled in itself stays. A decision that is due and has no date is one the committee is asked for:
    nobody has taken it yet.
    """

    def filled(pair: Pair) -> Pair:
        before, after = pair.before, pair.after
        if isinstance(after, Decision) and before is None and (after.on or not after.due):
            return Pair(None, msgspec.structs.replace(after, on=after.on or day, by=after.by or who))
        if (
            isinstance(before, Person)
            and isinstance(after, Person)
            and before.status is not after.status
            and before.since == after.since
        ):
            return Pair(before, msgspec.structs.replace(after, since=day))
        return pair

    return msgspec.structs.replace(change, pairs=tuple(map(filled, change.pairs)))


def decision(
    program: Program,
    title: str,
    placements: Iterable[Placement],
    reason: str,
    by: str = "",
    on: date | None = None,
) -> Decision:
    """The entry in the decision log for something settled or overridden."""
    touched = tuple(placements)
    return Decision(
        new_id(),
        title=title[:400],
        on=on,
        by=by,
        reason=reason,
        people=tuple(dict.fromkeys(p.person for p in touched)),
        cycles=tuple(dict.fromkeys(p.cycle for p in touched)),
    )


def named(program: Program, placement: Placement) -> str:
    """ "Ana Ruiz, Finance, Q2"."""
    return f"{who(program, placement)}, {where(program, placement)}"


def _left_behind(
    program: Program, draft: Draft, gone: tuple[Placement, ...], come: tuple[Placement, ...]
) -> Iterator[Finding]:
    """Hard findings about cards that stay where they are, in the rows that others leave or enter."""
    moved = {card.id for card in gone}
    for person in dict.fromkeys(card.person for card in (*gone, *come)):
        for card in program.plan.row(person).values():
            if card.id in moved:
                continue
            if found := row_findings(program, draft, card):
                said = {finding.key for finding in row_findings(program, program.plan, card)}
                yield from (finding for finding in found if finding.key not in said)


def _beside(
    program: Program, plan: Arrangement, gone: tuple[Placement, ...], come: tuple[Placement, ...]
) -> list[Finding]:
    """The gains and costs of other cards, and of the plan as a whole, that an intent can change."""
    moved = {card.id for card in (*gone, *come)}
    people = dict.fromkeys(card.person for card in (*gone, *come))
    had, has = ({(card.mentor, card.cycle, card.person) for card in cards if card.mentor} for cards in (gone, come))
    mentors = dict.fromkeys(mentor for mentor, _, _ in sorted(had ^ has))
    return beside(program, plan, people, mentors, moved) + plan_findings(program, plan, people)


def _standing(program: Program, card: Placement, rule: str, short: str) -> Finding:
    words = f"{named(program, card)} is {'pinned' if rule == 'pinned' else card.state.label.lower()}"
    return Finding(rule, Severity.HARD, words, short, card.person, card.cycle, card.id)


def _reopened(pair: Pair) -> Placement | None:
    """A settled placement that is changed is a draft again: nobody has approved what it says now."""
    before, after = pair.before, pair.after
    if not isinstance(after, Placement):
        return None
    if isinstance(before, Placement) and before.state in SETTLED and before.state is after.state:
        return msgspec.structs.replace(after, state=State.DRAFT)
    return after


def _disturbed(intent: Intent) -> list[Placement]:
    """Placements that would lose their cell, host or mentor."""
    after = {placement.id: placement for placement in intent.come}
    found = []
    for placement in intent.gone:
        now = after.get(placement.id)
        if now is None or any(
            getattr(now, name) != getattr(placement, name) for name in ("person", "cycle", "host", "mentor")
        ):
            found.append(placement)
    return found
