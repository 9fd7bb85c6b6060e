"""The revisions of the catalog's tables: which one a database has, and the way up (Alembic).

Migrations are in storage/migrations, shipped with the program. Each database carries the name of its revision in the
table `alembic_version`. Alembic itself is imported only when there is something to change.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from config.errors import StorageError

REVISIONS = ("0001", "0002", "0003", "0004")
HEAD = REVISIONS[-1]
FOLDER = Path(__file__).parent / "migrations"
BEFORE_ALEMBIC = 3
"""Number of the schema that revision 0001 is, in catalogs from before there were revisions."""


def revision_of(connection: Connection, name: str) -> str:
    """The revision of a database; empty for one without a catalog.

    Raises: StorageError (a catalog from before revisions that is too old).
    """
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if "schema_version" not in tables:
        return ""
    number = connection.execute(text("SELECT max(version) FROM schema_version")).scalar()
    if number != BEFORE_ALEMBIC:
        raise StorageError(
            f"{name}: the catalog has schema {number}, this noticepack begins with {BEFORE_ALEMBIC}",
            advice="Move the file away and make it anew with `noticepack catalog rebuild`.",
        )
    return REVISIONS[0]


def check_known(revision: str, name: str) -> None:
    """Raises: StorageError (it is of a newer noticepack)."""
    if revision and revision not in REVISIONS:
        raise StorageError(
            f"{name}: the catalog has revision {revision}, this noticepack knows {HEAD} as the newest",
            advice="Use the noticepack that wrote it, or a newer one.",
        )


def upgrade(connection: Connection, before: str) -> None:
    """Change the tables from a revision (empty for none) to the newest, in the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    if before and not inspect(connection).has_table("alembic_version"):
        command.stamp(config, before)
    command.upgrade(config, "head")
