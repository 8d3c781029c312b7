"""`python -m storage.migrations a_few_words`: write the next migration, from what the newest version lacks."""

from __future__ import annotations

import re
import sqlite3
import sys
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

from storage.migrations import VERSIONS, transaction, upgrade
from storage.schema import metadata

_FILE = '''"""{title}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Run inside `storage.migrations.upgrade`."""
    {body}
'''


def write(words: str) -> Path:
    """Write the file of the next migration and return its path; it is not yet listed among the versions."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    if VERSIONS:
        upgrade(connection, "")
    with transaction(connection) as alchemy:
        script = produce_migrations(MigrationContext.configure(alchemy), metadata)
    assert script.upgrade_ops is not None
    body = re.sub(r"(?m)^ *# ###.*\n?", "", render_python_code(script.upgrade_ops))
    path = Path(__file__).parent / "versions" / f"m{len(VERSIONS) + 1:04}_{words}.py"
    path.write_text(_FILE.format(title=words.replace("_", " ").capitalize(), body=body.strip()), "utf-8")
    connection.close()
    return path


if __name__ == "__main__":
    write("_".join(sys.argv[1:]).lower().replace("-", "_"))
