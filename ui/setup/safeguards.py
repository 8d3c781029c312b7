"""The registers of the safeguards: concerns and how they go up, codes, consent, and how long things are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from program.names import counted
from program.program import Program
from program.records import Acknowledgement, Code, Concern, Consent, Kept, Level, Person, Progress, Retention
from program.safeguards import Consented, Standing, consented, ends, overdue, review, standings, stands
from program.views_reader import day
from ui.parts.record_table import Column
from ui.parts.register.columns import columns, number
from ui.parts.register.register import Register


def _concerns() -> tuple[Column, ...]:
    widths = {"summary": 230, "kind": 130, "level": 120, "owner": 130, "due": 150, "state": 84}
    made = columns(Concern, "summary owner due state", widths)
    return tuple(replace(each, icon=_late) if each.key == "due" else each for each in made)


def _late(_program: Program, concern: Concern) -> tuple[str, str] | None:
    return ("warning", "bad") if overdue(concern, date.today()) else None


def _of_concern(program: Program, concern: Concern) -> Sequence[str]:
    late = concern.due is not None and overdue(concern, date.today())
    lines = [concern.kind.label + (f" · {concern.state.label.lower()}" if concern.state is not Progress.OPEN else "")]
    if late and concern.due is not None:
        days = (date.today() - concern.due).days
        lines.append(f"An answer was due on {day(concern.due)}, {counted(days, 'day')} ago.")
    return lines


def _codes() -> tuple[Column, ...]:
    def how_many(standing: Standing, words: str) -> Column:
        return number(
            standing.name, words,
            lambda program, code: Counter(standings(program, code.id, date.today()).values())[standing], width=96,
        )  # fmt: skip

    return columns(
        Code, "name version", {"name": 220, "version": 90},
        how_many(Standing.VALID, "Valid"), how_many(Standing.RUN_OUT, "Run out"),
        how_many(Standing.MISSING, "Not yet"),
    )  # fmt: skip


def _of_code(program: Program, code: Code) -> Sequence[str]:
    found = Counter(standings(program, code.id, date.today()).values())
    return [f"Acknowledged by {found[Standing.VALID]:,} of {counted(found.total(), 'person', 'people')} in the program"]


def _acknowledgements() -> tuple[Column, ...]:
    def standing(program: Program, item: Acknowledgement) -> str:
        return "Stands" if stands(program, item, date.today()) else "Run out"

    def until(program: Program, item: Acknowledgement) -> str:
        return day(ends(program, item)) or "–"

    more = (
        Column("ends", "Until", until, lambda program, item: ends(program, item) or date.max, width=142, role="quiet"),
        Column("stands", "Today", standing, standing, width=96, icon=lambda program, item: (
            ("success", "good") if stands(program, item, date.today()) else ("warning", "caution")
        )),
    )  # fmt: skip
    return columns(Acknowledgement, "person code on", {"person": 150, "code": 150, "on": 142}, *more)


def _consents() -> tuple[Column, ...]:
    signs = {
        Consented.GIVEN: ("success", "good"), Consented.WITHDRAWN: ("blocked", "bad"),
        Consented.NOT_GIVEN: ("minus", "quiet"),
    }  # fmt: skip
    stand = Column(
        "stands", "Stands", lambda program, item: str(consented(item)), lambda program, item: str(consented(item)),
        width=120, icon=lambda program, item: signs[consented(item)],
    )  # fmt: skip
    widths = {"person": 160, "purpose": 150, "given": 124, "withdrawn": 124}
    return columns(Consent, "person purpose given withdrawn", widths, stand)


def _of_consent(_program: Program, consent: Consent) -> Sequence[str]:
    stands_ = consented(consent)
    return ["Withdrawn: what leaves the house is kept free of it."] if stands_ is Consented.WITHDRAWN else [stands_]


def _retentions() -> tuple[Column, ...]:
    def over(program: Program, period: Retention) -> int:
        return sum(each.period.id == period.id for each in review(program, date.today()))

    return columns(
        Retention, "of months reason", {"of": 160, "months": 100, "reason": 240},
        number("over", "Older", over, width=90, help="Records that are older than this"),
    )  # fmt: skip


def _kept(_program: Program, period: Retention) -> str:
    return period.of.label


def _who(program: Program, item: Acknowledgement | Consent) -> str:
    return program.title(Person, item.person)


#: What is kept for a time of its own choosing, for the words of the empty register.
_ALL_KEPT = ", ".join(kept.label.lower() for kept in Kept)

SAFEGUARDS: dict[str, Register] = {
    "concerns": Register(
        Concern, "flag", "Concerns and complaints, for you alone: who answers, by when, and what came of it.",
        "Somebody is overloaded, two people do not get on, a line was crossed. Write it down here, with whoever has to "
        "answer and by when; from step to step it goes up.",
        _concerns, title_column="summary", facts=_of_concern, copies=False, order=("due", False),
    ),
    "levels": Register(
        Level, "sort-up", "The steps by which a concern goes up: who owns it there, and by when they answer.",
        "The first step is usually you, then the program owner, then the committee. Each has so many days to answer.",
        lambda: columns(Level, "rank name owner days", {"rank": 74, "name": 190, "owner": 170, "days": 150}),
        adding="an escalation level", order=("rank", False),
    ),
    "codes": Register(
        Code, "check", "Agreements and codes that everyone in the program acknowledges.",
        "First a confidentiality agreement, then how mentors and mentees deal with each other. A new version is a new "
        "code.",
        _codes, facts=_of_code,
    ),
    "acknowledgements": Register(
        Acknowledgement, "success", "Who acknowledged which code, when, and until when that counts.",
        "Choose a code to see who is missing, and note them all at once; or add one here.",
        _acknowledgements, alike=("code", "on"),
        title_column="person", title=_who, adding="an acknowledgement", copies=False,
        order=("on", True),
    ),
    "consents": Register(
        Consent, "person", "What people agreed their data may be used for, and what they took back.",
        "Ask before anybody’s data leaves for a hand-over, a figure or a story, and write down what they said.",
        _consents, alike=("purpose", "given"), title_column="person", title=_who, copies=False,
    ),
    "retention": Register(
        Retention, "calendar", "How long each kind of record is kept before it comes up for review.",
        f"Nothing is removed by itself. With a period here, what is older comes up for review: {_ALL_KEPT}.",
        _retentions, title_column="of", title=_kept, copies=False,
    ),
}  # fmt: skip
