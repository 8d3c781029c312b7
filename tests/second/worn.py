"""The sample as it would be after years in hurried hands: dates missing, names dropped, statuses odd, yet valid."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import msgspec

from program.program import Program
from program.records import KINDS, Field, Kind, Record, kind_of
from program.validity import problems

_SHARE = 0.5  # of the records of which one field is changed
_LOST = 0.1  # of the records nothing points to
_ALONE = {"placement": ("person", "cycle"), "person": ("name", "email", "manager"), "charter": ("name",)}
_POINTED = {field.ref for kind in KINDS.values() for field in kind.fields if field.ref}


def worn(program: Program, seed: int) -> Program:
    """The program with fields of some records changed; whatever would not be valid stays as it was."""
    dice = random.Random(seed)
    every = sorted(program.everything(), key=lambda item: (kind_of(item).key, item.id))
    items = [item for item in every if kind_of(item).key in (*_POINTED, "charter") or dice.random() >= _LOST]
    changed = [_changed(dice, program, item) if dice.random() < _SHARE else item for item in items]
    then = Program.of_records(changed)
    while wrong := {item.id for item in then.everything() if problems(then, item)}:
        whole = program.get
        then = Program.of_records(
            (whole(type(item), item.id) or item) if item.id in wrong else item for item in then.everything()
        )
    return then


def _changed(dice: random.Random, program: Program, item: Record) -> Record:
    kind = kind_of(item)
    fields = [field for field in kind.fields if field.name not in _ALONE.get(kind.key, ())]
    field = dice.choice(fields)
    return msgspec.structs.replace(item, **{field.name: _value(dice, program, field, getattr(item, field.name))})


def _value(dice: random.Random, program: Program, field: Field, now: Any) -> Any:
    """Another value of a field, or the same where its kind does not matter to any figure."""
    if field.kind is Kind.DATE:
        moved = now + timedelta(dice.randint(-250, 250)) if isinstance(now, date) else None
        return moved if field.required or dice.random() < 0.5 else None
    if field.kind is Kind.INTEGER:
        return dice.randint(field.least, min(field.limit, max(field.least, int(now)) + 3))
    if field.kind is Kind.CHOICE and field.choices is not None:
        return dice.choice(tuple(field.choices))
    if field.kind is Kind.YES_NO:
        return not now
    if field.kind is Kind.REF:
        others = _ids(program, field)
        return "" if not field.required and dice.random() < 0.4 else dice.choice(others) if others else now
    if field.kind is Kind.REFS:
        return now[:-1] if now and dice.random() < 0.5 else (*now, *dice.sample(_ids(program, field), 1))
    if field.kind is Kind.CHOICES and field.choices is not None:
        return tuple(dict.fromkeys((*now, dice.choice(tuple(field.choices)))))
    if field.name in ("unit", "function", "group"):
        return dice.choice(("", str(now).upper(), f" {now} "))
    return now


def _ids(program: Program, field: Field) -> list[str]:
    return sorted(program.of(KINDS[field.ref].cls))


def scopes(program: Program, today: date, seed: int) -> Iterable[tuple[date, date | None, str]]:
    """Times and cohorts to look at."""
    dice = random.Random(seed)
    cohorts = sorted(program.of(KINDS["cohort"].cls))
    for _ in range(4):
        until = today - timedelta(dice.randint(0, 500))
        since = until - timedelta(dice.randint(30, 400)) if dice.random() < 0.5 else None
        yield until, since, dice.choice(("", "", *cohorts))
