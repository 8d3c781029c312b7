"""The board in words: what a screen reader says of a cell, of a card in the air, and of a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from program.commands import Mode
from program.findings import Finding, Severity
from program.names import short_name
from program.program import Program
from program.records import Cycle, Host, Person, Placement, Theme
from program.verdict import Outcome, Verdict
from program.views import span
from ui.board.lift import Lift
from ui.board.look import Rows
from ui.board.sheet import Cell, Gap, Sheet

OUTCOMES = {
    Outcome.FREE: "free",
    Outcome.WARN: "possible",
    Outcome.BLOCKED: "against a rule",
    Outcome.IMPOSSIBLE: "not possible",
}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def count(number: int, one: str, many: str = "") -> str:
    """ "one seat", "3,000 seats": a small number as a word."""
    word = NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"
    return f"{word} {one if number == 1 else many or one + 's'}"


def capital(words: str) -> str:
    """Words as they begin a sentence; names keep their letters."""
    return words[:1].upper() + words[1:]


def points(value: float) -> str:
    """ "+2.1", "−0.4", "0.0": with a sign that a reader and a font both know."""
    shown = f"{abs(value):.1f}"
    return shown if shown == "0.0" else ("+" if value > 0 else "\N{MINUS SIGN}") + shown


def adding_up(values: Sequence[float]) -> list[float]:
    """The values to one decimal, so that they add up to their sum to one decimal: what is left over by rounding goes to
    those it is taken from least (largest remainders)."""
    tenths = [value * 10 for value in values]
    shown = [floor(each) for each in tenths]
    left = round(sum(tenths)) - sum(shown)
    for place in sorted(range(len(values)), key=lambda at: shown[at] - tenths[at])[:left]:
        shown[place] += 1
    return [each / 10 for each in shown]


def place(program: Program, card: Placement) -> str:
    """ "Finance with L. Chen"; what is missing is said."""
    host = program.title(Host, card.host) or "no host"
    mentor = program.title(Person, card.mentor)
    return f"{host} with {short_name(mentor)}" if mentor else f"{host}, no mentor"


def project(program: Program, card: Placement) -> str:
    """The project, else the theme."""
    return card.project or program.title(Theme, card.theme)


def card(program: Program, placement: Placement, broken: Sequence[Finding]) -> str:
    """ "Ana Ruiz, Q2, Finance with L. Chen, pinned, one broken rule"."""
    parts = [
        program.title(Person, placement.person),
        program.title(Cycle, placement.cycle),
        place(program, placement),
    ]
    if what := project(program, placement):
        parts.append(what)
    if placement.state.label != "Draft":
        parts.append(placement.state.label.lower())
    if placement.pinned:
        parts.append("pinned")
    if broken:
        parts.append(count(len(broken), "broken rule") + ": " + "; ".join(finding.short for finding in broken))
    return ", ".join(parts)


def cell(sheet: Sheet, where: Cell, broken: Sequence[Finding]) -> str:
    """What a reader hears of a cell."""
    row = sheet.rows[where[0]]
    if where[1] >= len(sheet.columns):
        words = f"{sheet.group_size(where[0])} rows" if row.heading else sheet.tally(where[0]).words
        return f"{row.title}, {words}"
    cycle = sheet.columns[where[1]]
    if row.heading:
        return f"{row.title}, {cycle.name}, {sheet.group_words(*where)}"
    placement = sheet.card(*where)
    if placement is not None:
        return card(sheet.program, placement, broken)
    return f"{row.title}, {cycle.name}, {gap(sheet, where)}"


def gap(sheet: Sheet, where: Cell) -> str:
    """An empty cell in a word or two."""
    found = sheet.gap(*where)
    if found is Gap.FREE:
        if sheet.look.rows is Rows.MENTEE:
            return "unplaced"
        left = sheet.left(sheet.rows[where[0]].key, sheet.columns[where[1]])
        one = "seat left" if sheet.look.rows is Rows.HOST else "place left"
        return count(left, one, one.replace("seat", "seats").replace("place", "places"))
    return found.value or "nothing here"


def told(program: Program, answer: Verdict) -> str:
    """The one thing most worth saying of a verdict, short enough for a cell."""
    if answer.outcome in (Outcome.FREE, Outcome.WARN) and answer.displaced:
        others = answer.displaced
        if len(others) > 1:
            return f"replaces {len(others)} cards"
        return f"replaces {program.title(Host, others[0].host) or 'this card'}"
    if answer.outcome is Outcome.IMPOSSIBLE and not answer.findings:
        return answer.words.rstrip(".") or "not possible"
    return answer.short


def verdict(program: Program, answer: Verdict) -> str:
    """A verdict in full: "against a rule: Finance has 1 seat in Q2 and 2 people"."""
    hard = [finding.words for finding in answer.findings if finding.severity is Severity.HARD]
    said = hard or [finding.words for finding in answer.costs]
    if answer.displaced and hard:
        said.insert(0, f"takes {count(len(answer.displaced), 'card')} off the board")
    elif answer.displaced:
        said.insert(0, told(program, answer))
    if answer.outcome is Outcome.IMPOSSIBLE and not hard:
        said = [answer.words.rstrip(".")]
    words = OUTCOMES[answer.outcome] + (": " + "; ".join(said) if said else "")
    return f"{words}, {points(answer.points)} points" if answer.outcome in (Outcome.FREE, Outcome.WARN) else words


def lifted(lift: Lift) -> str:
    """What is in the air."""
    program = lift.program
    if len(lift.cards) > 1:
        return f"{count(len(lift.cards), 'card')} lifted"
    return f"Lifted {card(program, lift.cards[0], ())}"


def over(lift: Lift, where: Cell) -> str:
    """Where the card in the air is, and what a drop there would mean."""
    row = lift.sheet.rows[where[0]]
    if row.heading or where[1] >= len(lift.sheet.columns):
        return f"{row.title}, no place for a card"
    spot = f"{row.title}, {lift.sheet.columns[where[1]].name}"
    if lift.at_origin(where):
        return f"{spot}, where it came from"
    deed = {Mode.MOVE: "", Mode.SWAP: ", swap", Mode.RIPPLE: ", ripple"}[lift.mode]
    return f"{spot}{deed}, {verdict(lift.program, lift.verdict(where))}"


def column(program: Program, cycle: Cycle) -> str:
    """ "Q2 2027, foundation, 1 Apr – 30 Jun 2027, 43 of 60 seats taken"."""
    taken, room = seats(program, cycle)
    parts = [cycle.name, cycle.stage.label.lower(), span(cycle.start, cycle.end)]
    if room:
        parts.append(f"{taken} of {room} seats taken")
    return ", ".join(parts)


def seats(program: Program, cycle: Cycle) -> tuple[int, int]:
    """Seats taken in a cycle and seats there are, over all hosts that are open in it, whoever is shown."""
    taken = room = 0
    for host in program.of(Host).values():
        if host.open_in(cycle):
            room += host.seats
        taken += len(program.plan.seated(host.id, cycle.id))
    return taken, room


def tip(sheet: Sheet, where: Cell, broken: Sequence[Finding]) -> str:
    """What stands in the tip over a cell, line by line."""
    row = sheet.rows[where[0]]
    if where[1] >= len(sheet.columns) or row.heading:
        return cell(sheet, where, ())
    placement = sheet.card(*where)
    cycle = sheet.columns[where[1]]
    if placement is None:
        return f"{row.title}, {cycle.name}\n{gap(sheet, where).capitalize()}"
    program = sheet.program
    coach = program.title(Person, placement.coach)
    lines = [
        f"{program.title(Person, placement.person)}, {cycle.name}",
        f"{program.title(Host, placement.host) or 'No host yet'} with {program.title(Person, placement.mentor) or '–'}",
        f"Coach: {coach}" if coach else "",
        " · ".join(part for part in (program.title(Theme, placement.theme), placement.project) if part),
        ", ".join([placement.state.label, *(["pinned"] if placement.pinned else [])]),
        *(f"⚠ {finding.words[:1].upper()}{finding.words[1:]}" for finding in broken),
    ]
    return "\n".join(line for line in lines if line)


def figure(value: float) -> str:
    """ "8.4", "−1.0": a score without a plus."""
    return points(value).removeprefix("+")
