"""What the planner weighs, peer circles, scenarios; private notes, safeguards, hand-overs, what workshops leave."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

Columns = Iterable[sa.Column[Any]]


def upgrade() -> None:
    """Run inside `storage.migrations.upgrade`."""
    _create("calibration", [_text("person"), _day("on"), _list("present"), _day("next"), _text("outcome")])
    _create("chemistry", [_text("mentee"), _text("mentor"), _number("rating"), _day("on"), _text("notes")])
    _create(
        "circle",
        [
            _text("name"),
            _list("people"),
            _text("facilitator"),
            _list("hosts"),
            _number("size"),
            _number("groups"),
            _number("exact"),
            _number("wanted"),
            _number("mixed"),
            _list("apart"),
            _list("stays"),
            _list("rounds"),
            _number("held"),
        ],
    )
    _create(
        "preference", [_text("person"), _text("wish"), _text("other"), _text("host"), _text("cycle"), _text("reason")]
    )
    _create(
        "project",
        [
            _text("name"),
            _text("about"),
            _number("critical"),
            _text("host"),
            _text("mentor"),
            _list("mentees"),
            _list("cycles"),
        ],
    )
    _create("quality", [_text("placement"), _text("by"), _number("rating"), _day("on")])
    _create("scenario", [_text("name"), _text("about"), _day("on")])
    _create(
        "sketch",
        [
            _text("person"),
            _text("cycle"),
            _text("host"),
            _text("mentor"),
            _text("coach"),
            _text("theme"),
            _text("experience"),
            _text("modality"),
            _text("goal"),
            _text("project"),
            _text("deliverable"),
            _text("acceptance"),
            _text("state"),
            _day("review"),
            _number("pinned"),
            _text("scenario"),
        ],
    )
    _create("acknowledgement", [_text("person"), _text("code"), _day("on", known=True), _text("other"), _day("until")])
    _create(
        "action",
        [_text("title"), _text("owner"), _day("due"), _text("state"), _text("circle"), _day("on"), _text("outcome")],
    )
    _create("attendance", [_text("circle"), _text("person"), _number("round"), _text("presence"), _day("on")])
    _create("capture", [_text("text"), _text("kind"), _text("circle"), _day("on"), _number("done")])
    _create("code", [_text("name"), _text("kind"), _text("version"), _day("since"), _number("months"), _text("text")])
    _create(
        "concern",
        [
            _text("summary"),
            _text("kind"),
            _list("people"),
            _text("placement"),
            _text("raised_by"),
            _day("on"),
            _text("level"),
            _text("owner"),
            _day("due"),
            _text("state"),
            _text("details"),
            _text("outcome"),
        ],
    )
    _create("consent", [_text("person"), _text("purpose"), _day("given"), _day("withdrawn"), _text("words")])
    _create(
        "grant",
        [
            _text("name"),
            _text("facilitator"),
            _list("people"),
            _list("cohorts"),
            _list("cycles"),
            _list("fields"),
            _day("until"),
            _day("on"),
            _number("stand"),
            _text("signer"),
            _text("state"),
            _text("pack"),
            _number("number"),
            _text("nonce"),
            _text("agreed"),
        ],
    )
    _create("origin", [_text("store"), _text("grant"), _text("pack")])
    _create("level", [_text("name"), _number("rank"), _text("owner"), _number("days")])
    _create(
        "note",
        [
            _text("about"),
            _text("other"),
            _text("placement"),
            _text("author"),
            _day("on"),
            _day("follow_up"),
            _number("revision"),
            _text("body"),
        ],
    )
    _create(
        "release",
        [
            _text("document"),
            _text("fingerprint"),
            _text("sealed"),
            _text("reader"),
            _text("purpose"),
            _number("copy"),
            _text("cleared"),
            _day("on"),
            _number("stand"),
            _text("withheld"),
        ],
    )
    _create("retention", [_text("of"), _number("months"), _text("reason")])
    _widen(
        "charter",
        [
            _text("name"),
            _text("organisation"),
            _text("purpose"),
            _text("outcomes"),
            _text("scope"),
            _number("repeat_window"),
            _number("line_levels"),
            _number("breadth"),
            _number("burst_hours"),
            _number("standard_hours"),
            _number("extended_hours"),
            _number("group_floor"),
            _list("rules"),
        ],
        {"burst_hours": "4", "standard_hours": "8", "extended_hours": "12", "group_floor": "5"},
    )
    _widen(
        "host",
        [
            _text("name"),
            _text("function"),
            _text("unit"),
            _number("seats"),
            _list("themes"),
            _list("tracks"),
            _list("stages"),
            _list("after"),
            _number("impact"),
            _text("contact"),
            _day("opens"),
            _day("closes"),
            _list("closed"),
            _number("colour"),
        ],
        {"stages": "'[]'", "after": "'[]'", "impact": "0"},
    )
    _widen(
        "person",
        [
            _text("name"),
            _text("called"),
            _text("alias"),
            _text("email"),
            _text("number"),
            _text("group"),
            _list("roles"),
            _text("status"),
            _day("since"),
            _text("cohort"),
            _text("track"),
            _text("sponsor"),
            _number("external"),
            _text("organisation"),
            _text("unit"),
            _text("title"),
            _text("level"),
            _text("location"),
            _text("time_zone"),
            _text("manager"),
            _text("manager_name"),
            _day("start"),
            _list("offers"),
            _list("goals"),
            _list("themes"),
            _text("aspiration"),
            _text("style"),
            _number("capacity"),
            _number("hours"),
            _text("involvement"),
            _text("terms"),
            _list("custom"),
        ],
        {"group": "''", "sponsor": "''", "themes": "'[]'"},
    )
    _widen(
        "placement",
        [
            _text("person"),
            _text("cycle"),
            _text("host"),
            _text("mentor"),
            _text("coach"),
            _text("theme"),
            _text("experience"),
            _text("modality"),
            _text("goal"),
            _text("project"),
            _text("deliverable"),
            _text("acceptance"),
            _text("state"),
            _day("review"),
            _number("pinned"),
        ],
        {"modality": "'one_to_one'", "review": "NULL"},
    )


def _create(table: str, columns: Columns) -> None:
    id_ = sa.Column("id", sa.TEXT(), nullable=False)
    op.create_table(table, id_, *columns, sa.PrimaryKeyConstraint("id"), sqlite_strict=True)


def _widen(table: str, columns: Columns, fresh: dict[str, str]) -> None:
    """Make the table anew with the columns of `fresh`, which hold its SQL in every row there is."""
    made = list(columns)
    op.rename_table(table, f"{table}_before")
    _create(table, made)
    names = ["id", *(column.name for column in made)]
    into = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(fresh.get(name, f'"{name}"') for name in names)
    op.execute(f'INSERT INTO "{table}" ({into}) SELECT {values} FROM "{table}_before" ORDER BY rowid')
    op.drop_table(f"{table}_before")


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.TEXT(), server_default=sa.text("''"), nullable=False)


def _list(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.TEXT(), server_default=sa.text("'[]'"), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.INTEGER(), server_default=sa.text("0"), nullable=False)


def _day(name: str, *, known: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.TEXT(), nullable=not known)
