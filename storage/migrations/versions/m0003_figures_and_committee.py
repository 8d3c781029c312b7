"""What figures stand on and what a committee is told: development, succession, outcomes, steering."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Run inside `storage.migrations.upgrade`."""
    _create(
        "meeting",
        _text("title"),
        _text("kind"),
        _day("on"),
        _list("people"),
        _text("placement"),
        _number("held"),
        _day("next"),
        _text("agenda"),
        _text("summary"),
    )
    _create(
        "rating",
        _text("person"),
        _text("skill"),
        _text("by"),
        _number("level"),
        _day("on"),
        _text("rater"),
    )
    _create(
        "goal",
        _text("person"),
        _text("title"),
        _text("skill"),
        _number("target"),
        _number("weight"),
        _day("start"),
        _day("due"),
        _day("done"),
        _text("attained"),
        _text("placement"),
        _text("criteria"),
    )
    _create(
        "checkpoint",
        _text("placement"),
        _day("on"),
        _text("by"),
        _number("transfer"),
        _number("impact"),
        _number("complexity"),
        _number("autonomy"),
        _number("breadth"),
        _text("words"),
    )
    _create(
        "critical_role",
        _text("name"),
        _text("unit"),
        _number("criticality"),
        _text("incumbent"),
        _day("needed"),
        _list("skills"),
        _day("closed"),
    )
    _create(
        "nomination",
        _text("person"),
        _text("role"),
        _day("on"),
        _day("until"),
        _number("emergency"),
        _text("reason"),
    )
    _create(
        "readiness",
        _text("person"),
        _text("role"),
        _text("horizon"),
        _text("by"),
        _day("on"),
        _text("rater"),
    )
    _create(
        "event",
        _text("person"),
        _text("kind"),
        _day("on"),
        _text("role"),
        _text("unit"),
        _text("level"),
        _text("reason"),
    )
    _create(
        "recommendation",
        _text("title"),
        _text("kind"),
        _text("placement"),
        _list("people"),
        _text("host"),
        _day("proposed"),
        _day("accepted"),
        _day("implemented"),
        _day("declined"),
        _text("impact"),
    )
    _create(
        "answers",
        _text("survey"),
        _text("cycle"),
        _day("on"),
        _text("role"),
        _text("person"),
        _number("item_1"),
        _number("item_2"),
        _number("item_3"),
        _number("item_4"),
        _number("item_5"),
        _number("item_6"),
        _number("item_7"),
    )
    _create(
        "performance",
        _text("title"),
        _text("placement"),
        _real("before"),
        _real("after"),
        _text("unit"),
        _number("lower"),
        _day("on"),
        _text("caveat"),
    )
    _create(
        "story",
        _text("title"),
        _text("told"),
        _text("figure"),
        _list("people"),
        _number("failure"),
        _day("on"),
        _text("background"),
    )
    _create(
        "risk",
        _text("title"),
        _text("kind"),
        _number("likelihood"),
        _number("impact"),
        _text("owner"),
        _text("state"),
        _day("review"),
        _text("mitigation"),
        _text("trigger"),
        _text("plan"),
    )
    _create(
        "target",
        _text("figure"),
        _real("green"),
        _real("amber"),
        _number("lower"),
        _day("agreed"),
        _text("owner"),
    )
    _create(
        "baseline",
        _text("figure"),
        _text("group"),
        _real("value"),
        _number("n"),
        _day("start"),
        _day("end"),
        _text("source"),
    )
    _create(
        "review",
        _text("kind"),
        _day("on"),
        _text("by"),
        _text("findings"),
        _text("before"),
        _text("after"),
    )
    _create(
        "edition",
        _text("name"),
        _text("kind"),
        _list("sections"),
        _day("start"),
        _day("end"),
        _text("cohort"),
        _text("reader"),
        _text("watermark"),
        _list("commentary"),
    )
    _create(
        "snapshot",
        _text("release"),
        _text("document"),
        _day("on"),
        _text("content"),
    )
    op.add_column("decision", _day("due"))
    op.add_column("note", _text("meeting"))


def _create(table: str, *columns: sa.Column[Any]) -> None:
    id_ = sa.Column("id", sa.TEXT(), nullable=False)
    op.create_table(table, id_, *columns, sa.PrimaryKeyConstraint("id"), sqlite_strict=True)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.TEXT(), server_default=sa.text("''"), nullable=False)


def _list(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.TEXT(), server_default=sa.text("'[]'"), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.INTEGER(), server_default=sa.text("0"), nullable=False)


def _real(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.REAL(), server_default=sa.text("0"), nullable=False)


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.TEXT(), nullable=True)
