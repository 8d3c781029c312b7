"""The registers of the governance page: decisions, actions, risks, targets, baselines, reviews, stories, editions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from program.metrics.figure import Better
from program.names import counted
from program.numbers import decimal_words
from program.program import Program
from program.records import (
    Action,
    Baseline,
    Consent,
    Decision,
    Edition,
    Measure,
    Person,
    Progress,
    Purpose,
    Review,
    Risk,
    Story,
    Target,
    kind_of,
)
from program.safeguards import Consented, consented
from program.views_reader import day
from ui.parts.record_table import Column
from ui.parts.register.columns import columns, number
from ui.parts.register.narrowing import Part, parts_by
from ui.parts.register.register import Register

if TYPE_CHECKING:
    from program.metrics.figure import Card

# ---- decisions and actions -----------------------------------------------------------------------------------------


def _required(decision: Decision) -> bool:
    return decision.due is not None and decision.on is None


def _decisions() -> tuple[Column, ...]:
    widths = {"on": 118, "title": 216, "by": 112, "due": 152}
    made = columns(Decision, "on title by due", widths)
    # What is asked for has no date yet: it stands with the newest, the most urgent first.
    ours: dict[str, dict[str, Any]] = {
        "due": {"icon": _awaited},
        "on": {"sort": lambda _, item: (item.on or date.max, -(item.due or date.max).toordinal())},
    }
    return tuple(replace(each, **ours.get(each.key, {})) for each in made)


def _awaited(_program: Program, decision: Decision) -> tuple[str, str] | None:
    if not _required(decision):
        return None
    return ("warning", "caution") if decision.due and decision.due < date.today() else ("meetings", "accent")


def _of_decision(_program: Program, decision: Decision) -> Sequence[str]:
    if not _required(decision) or decision.due is None:
        return ()
    late = (date.today() - decision.due).days
    if late > 0:
        return (f"It was needed by {day(decision.due)}, {counted(late, 'day')} ago.",)
    return (f"The committee is asked for it, by {day(decision.due)}.",)


def _actions() -> tuple[Column, ...]:
    widths = {"title": 250, "owner": 140, "due": 130, "state": 90, "circle": 130}
    made = columns(Action, "title owner due state circle", widths)
    return tuple(replace(each, icon=_late) if each.key == "due" else each for each in made)


def _overdue(action: Action) -> bool:
    return action.due is not None and action.state is not Progress.CLOSED and action.due < date.today()


def _late(_program: Program, action: Action) -> tuple[str, str] | None:
    return ("warning", "caution") if _overdue(action) else None


def _of_action(_program: Program, action: Action) -> Sequence[str]:
    if not _overdue(action) or action.due is None:
        return ()
    return (f"It was due on {day(action.due)}, {counted((date.today() - action.due).days, 'day')} ago.",)


# ---- risks ---------------------------------------------------------------------------------------------------------

_HIGH, _MIDDLE = 15, 8  # of 25


def _risks() -> tuple[Column, ...]:
    severity = replace(
        number("severity", "Severity", lambda _, risk: risk.severity, help="Likelihood times impact, 1 to 25",
               width=124),
        role="text", icon=_weight,
    )  # fmt: skip
    widths = {"title": 190, "owner": 110, "state": 80, "review": 112}
    return columns(Risk, "title", widths, severity, also="owner state review", labels={"review": "Look again"})


def _weight(_program: Program, risk: Risk) -> tuple[str, str] | None:
    if risk.state is Progress.CLOSED:
        return None
    if risk.severity >= _HIGH:
        return "warning", "bad"
    return ("warning", "caution") if risk.severity >= _MIDDLE else None


def _of_risk(_program: Program, risk: Risk) -> Sequence[str]:
    how = "high" if risk.severity >= _HIGH else "middling" if risk.severity >= _MIDDLE else "low"
    lines = [f"{risk.kind.label} · severity {risk.severity} of 25, {how}"]
    if risk.review is not None and risk.review < date.today() and risk.state is not Progress.CLOSED:
        lines.append(f"It was to be looked at again on {day(risk.review)}.")
    if not risk.mitigation and risk.state is not Progress.CLOSED:
        lines.append("Nothing is said yet about what is done against it.")
    return lines


# ---- what figures are held against ---------------------------------------------------------------------------------


def _card(measure: Measure) -> Card:
    from program.metrics.catalogue import METRICS

    return METRICS[measure].card


def _in_units(item: Target | Baseline) -> Mapping[str, str]:
    """The fields of a target or baseline with the unit of its figure."""
    unit = _card(item.figure).unit.value
    names = ("green", "amber") if isinstance(item, Target) else ("value",)
    labels = {name: kind_of(item).field(name).label for name in names}
    return {name: f"{words} ({unit})" if unit else words for name, words in labels.items()}


def _light(program: Program, target: Target) -> str:
    green, amber = (_from(name)(program, target) for name in ("green", "amber"))
    return f"green {green}, amber {amber}" if green != amber else f"green {green}, else red"


def _targets() -> tuple[Column, ...]:
    made = columns(
        Target, "figure green amber agreed owner",
        {"figure": 190, "green": 112, "amber": 112, "agreed": 112, "owner": 120}, labels={"owner": "Owner"},
    )  # fmt: skip
    return tuple(replace(each, words=_from(each.key)) if each.key in ("green", "amber") else each for each in made)


def _from(name: str) -> Callable[[Program, Target], str]:
    """ "≥ 90 %"."""

    def words(_program: Program, target: Target) -> str:
        value = decimal_words(getattr(target, name), grouped=True)
        return f"{'≤' if target.lower else '≥'} {value} {_card(target.figure).unit.value}".strip()

    return words


def _of_target(program: Program, target: Target) -> Sequence[str]:
    rule, card = _light(program, target), _card(target.figure)
    lines = [f"{rule[:1].upper()}{rule[1:]}.", card.definition]
    if target.lower is (card.better is Better.HIGHER):
        lines.append(f"This figure is better when it is {'higher' if target.lower else 'lower'}.")
    return lines


def _of_baseline(_program: Program, baseline: Baseline) -> Sequence[str]:
    return (_card(baseline.figure).definition,)


# ---- stories -------------------------------------------------------------------------------------------------------


def unasked(program: Program, story: Story) -> tuple[str, ...]:
    """The ids of those a story is about who have not agreed that stories are told, or no longer do."""

    def agreed() -> frozenset[str]:
        return frozenset(
            each.person for each in program.of(Consent).values()
            if each.purpose is Purpose.STORIES and consented(each) is Consented.GIVEN
        )  # fmt: skip

    willing = program.index("agreed to stories", (Consent,), agreed)
    return tuple(each for each in story.people if each not in willing)


def _stories() -> tuple[Column, ...]:
    def stands(program: Program, story: Story) -> str:
        missing = len(unasked(program, story))
        return f"{missing} missing" if missing else "Given" if story.people else "About nobody"

    consent = Column(
        "consent", "Consent", stands, stands, width=112, help="Whether all it is about have agreed that it is told",
        icon=lambda program, story: (
            ("warning", "caution") if unasked(program, story) else ("success", "good") if story.people else None
        ),
    )  # fmt: skip
    widths = {"title": 190, "figure": 130, "on": 112}
    return columns(Story, "title figure on", widths, consent, labels={"figure": "Beside"})


def _of_story(program: Program, story: Story) -> Sequence[str]:
    names = [program.title(Person, each) for each in unasked(program, story)]
    return (f"It is not told before they agree: {', '.join(names)}.",) if names else ()


GOVERNANCE: dict[str, Register] = {
    "decisions": Register(
        Decision, "governance", "What was settled, why and by whom. Reasons given for overriding a rule land here.",
        "Whenever a rule is overridden, the reason given stands here. What the committee decides, and what it is asked "
        "to decide, can be added.",
        _decisions, title_column="title", facts=_of_decision, copies=False, log=True, order=("on", True),
        parts=(Part("required", "Required", lambda _, item: _required(item), "accent"),),
    ),
    "actions": Register(
        Action, "check", "What somebody has promised to do, and by when.",
        "On the Workshop page a line such as “Book the hall @ana by friday” becomes an action.",
        _actions, alike=("on", "circle"),
        title_column="title", facts=_of_action, adding="an action", copies=False, order=("due", False),
        parts=(
            Part("overdue", "Overdue", lambda _, item: _overdue(item), "caution"),
            Part("open", "Open", lambda _, item: item.state is not Progress.CLOSED),
            Part("closed", "Closed", lambda _, item: item.state is Progress.CLOSED),
        ),
    ),
    "risks": Register(
        Risk, "warning", "What may go wrong, how likely and how bad that is, and who sees to it.",
        "Programs like this one know six: overload, expectations that do not meet, sponsors who drift away, conflicts "
        "of interest, unequal access, and too little time.",
        _risks, title_column="title", facts=_of_risk, copies=False, order=("severity", True),
        parts=(
            Part("open", "Open", lambda _, risk: risk.state is not Progress.CLOSED),
            Part("high", "High", lambda _, risk: risk.severity >= _HIGH and risk.state is not Progress.CLOSED),
        ),
    ),
    "targets": Register(
        Target, "pin", "The rules that set the lights beside figures, agreed before anybody saw the number.",
        "Agree with the committee from where on a figure is green, and from where it is amber. Without a target a "
        "figure has no light.",
        _targets, alike=("agreed", "owner"), title_column="figure", facts=_of_target, wording=_in_units, copies=False,
    ),
    "baselines": Register(
        Baseline, "compare", "How figures stand elsewhere, or stood before the program began.",
        "A number alone says little. What is retention in the organisation at large, and over which time?",
        lambda: columns(Baseline, "figure group value n source",
                        {"figure": 180, "group": 150, "value": 84, "n": 84, "source": 150},
                        labels={"n": "Of"}),
        alike=("start", "end", "source"), title_column="figure", facts=_of_baseline, wording=_in_units, copies=False,
    ),
    "reviews": Register(
        Review, "eye", "What reviews of the program found, and how its design was changed by them.",
        "Once a quarter and once a year, look at the program itself: what was found, and what is done otherwise now.",
        lambda: columns(Review, "on kind by findings", {"on": 118, "kind": 110, "by": 140, "findings": 260}),
        title_column="kind", copies=False, order=("on", True), parts=parts_by(Review, "kind"),
    ),
    "stories": Register(
        Story, "note", "What happened, as it may be told beside a figure. Nobody is named, and all have agreed.",
        "A number moves nobody by itself. Write down what happened, beside which figure it belongs, and whom to ask.",
        _stories, title_column="title", facts=_of_story, copies=False, order=("on", True),
        parts=(
            Part("waiting", "Waiting for consent", lambda program, story: bool(unasked(program, story)), "caution"),
        ),
    ),
    "editions": Register(
        Edition, "reports", "Packs put together once and kept under a name: which sections, which time, for whom.",
        "A pack made on the Reports page can be kept under a name, so that the next one has the same shape.",
        lambda: columns(Edition, "name kind start end reader",
                        {"name": 190, "kind": 110, "start": 118, "end": 118, "reader": 130}),
        adding="an edition", parts=parts_by(Edition, "kind"),
    ),
}  # fmt: skip
