"""The docket of what the seller gave or said for a case; Alembic's own table tells the version from now on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the docket, which the last programs of before Alembic made without telling by the version."""
    op.drop_table("schema_version")
    if sa.inspect(op.get_bind()).has_table("docket"):
        return
    op.create_table(
        "docket",
        sa.Column("case_id", NAME, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("digest", NAME, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("entry_json", sa.Text, nullable=False),
    )
