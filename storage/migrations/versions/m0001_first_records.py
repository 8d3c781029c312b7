"""The first released records, and the journal with its guards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Run inside `storage.migrations.upgrade`."""
    op.create_table(
        "absence",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("person", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("start", sa.TEXT(), nullable=False),
        sa.Column("end", sa.TEXT(), nullable=False),
        sa.Column("reason", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "charter",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("name", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("organisation", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("purpose", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("outcomes", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("scope", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("repeat_window", sa.INTEGER(), server_default=sa.text("0"), nullable=False),
        sa.Column("line_levels", sa.INTEGER(), server_default=sa.text("0"), nullable=False),
        sa.Column("breadth", sa.INTEGER(), server_default=sa.text("0"), nullable=False),
        sa.Column("rules", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "cohort",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("name", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("start", sa.TEXT(), nullable=True),
        sa.Column("end", sa.TEXT(), nullable=True),
        sa.Column("pilot", sa.INTEGER(), server_default=sa.text("0"), nullable=False),
        sa.Column("notes", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "conflict",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("first", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("second", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("reason", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("until", sa.TEXT(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "cycle",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("name", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("start", sa.TEXT(), nullable=False),
        sa.Column("end", sa.TEXT(), nullable=False),
        sa.Column("stage", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("cadence", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("cohort", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("checkpoints", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("title", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("on", sa.TEXT(), nullable=True),
        sa.Column("by", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("options", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("reason", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("people", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("cycles", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "host",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("name", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("function", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("unit", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("seats", sa.INTEGER(), server_default=sa.text("0"), nullable=False),
        sa.Column("themes", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("tracks", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("contact", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("opens", sa.TEXT(), nullable=True),
        sa.Column("closes", sa.TEXT(), nullable=True),
        sa.Column("closed", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("colour", sa.INTEGER(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.INTEGER(), nullable=False),
        sa.Column("at", sa.TEXT(), nullable=False),
        sa.Column("who", sa.TEXT(), nullable=False),
        sa.Column("what", sa.TEXT(), nullable=False),
        sa.Column("title", sa.TEXT(), nullable=True),
        sa.Column("of", sa.INTEGER(), nullable=False),
        sa.Column("records", sa.INTEGER(), nullable=False),
        sa.Column("undo", sa.INTEGER(), nullable=False),
        sa.Column("redo", sa.INTEGER(), nullable=False),
        sa.Column("content", sa.TEXT(), nullable=True),
        sa.Column("salt", sa.BLOB(), nullable=True),
        sa.Column("commitment", sa.BLOB(), nullable=False),
        sa.Column("link", sa.BLOB(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_strict=True,
    )
    op.create_table(
        "journal_record",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("seq", sa.INTEGER(), nullable=False),
        sa.PrimaryKeyConstraint("id", "seq"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("name", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("called", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("alias", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("email", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("number", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("roles", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("status", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("since", sa.TEXT(), nullable=True),
        sa.Column("cohort", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("track", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("external", sa.INTEGER(), server_default=sa.text("0"), nullable=False),
        sa.Column("organisation", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("unit", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("title", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("location", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("time_zone", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("manager", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("manager_name", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("start", sa.TEXT(), nullable=True),
        sa.Column("offers", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("goals", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("aspiration", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("style", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("capacity", sa.INTEGER(), server_default=sa.text("0"), nullable=False),
        sa.Column("hours", sa.INTEGER(), server_default=sa.text("0"), nullable=False),
        sa.Column("involvement", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("terms", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("custom", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "placement",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("person", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("cycle", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("host", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("mentor", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("coach", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("theme", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("experience", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("goal", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("project", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("deliverable", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("acceptance", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("pinned", sa.INTEGER(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "skill",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("name", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("area", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "source",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("name", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("headings", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("mapping", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("choices", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("name", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("about", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "track",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("name", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("about", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("levels", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.Column("tenure", sa.INTEGER(), server_default=sa.text("0"), nullable=False),
        sa.Column("stages", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("foundations", sa.INTEGER(), server_default=sa.text("0"), nullable=False),
        sa.Column("strategics", sa.INTEGER(), server_default=sa.text("0"), nullable=False),
        sa.Column("themes", sa.TEXT(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("milestones", sa.TEXT(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "alembic_version",
        sa.Column("version_num", sa.TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("version_num"),
    )
    for table in ("journal", "journal_record"):
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END"
            )
