"""The rules as the charter has set them: which are on, and how much each counts."""

from __future__ import annotations

from program.findings import Severity
from program.program import Program
from program.records import Charter, RuleSetting
from program.rules.case import RULES, Rule, Scope

Weighted = tuple[tuple[Rule, float], ...]


def active(program: Program) -> Weighted:
    """The rules switched on in the charter with their weights, hard ones first."""

    def make() -> Weighted:
        settings = {setting.rule: setting for setting in program.charter.rules}
        plain = RuleSetting("")
        chosen = ((each, settings.get(each.key, plain)) for each in RULES.values())
        on = [(each, setting.weight) for each, setting in chosen if setting.on]
        return tuple(sorted(on, key=lambda pair: pair[0].severity is Severity.SOFT))

    return program.index("rules", (Charter,), make)


def single(program: Program) -> Weighted:
    """Those about single placements."""
    return program.index("rules:single", (Charter,), lambda: _only(program, *(set(Scope) - {Scope.PLAN})))


def whole(program: Program) -> Weighted:
    """Those about the whole plan."""
    return program.index("rules:whole", (Charter,), lambda: _only(program, Scope.PLAN))


def fitting(program: Program) -> Weighted:
    """Soft ones about who fits whom and where, which say the same in whatever plan."""
    return soft_of(program, Scope.PAIR, Scope.SEAT)


def soft_of(program: Program, *scopes: Scope) -> Weighted:
    """Soft ones of these scopes."""
    key = "rules:soft:" + ",".join(scope.value for scope in scopes)
    return program.index(
        key,
        (Charter,),
        lambda: tuple(pair for pair in _only(program, *scopes) if pair[0].severity is Severity.SOFT),
    )


def _only(program: Program, *scopes: Scope) -> Weighted:
    return tuple(pair for pair in active(program) if pair[0].scope in scopes)
