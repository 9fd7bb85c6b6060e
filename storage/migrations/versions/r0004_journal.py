"""Changes that are to be kept in the journal, and what is true of the whole catalog."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the two tables."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "pending",
        sa.Column("number", number, primary_key=True),
        sa.Column("change", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table("about", sa.Column("name", NAME, primary_key=True), sa.Column("value", sa.Text, nullable=False))
