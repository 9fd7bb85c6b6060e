"""What archived cases are found by: redacted rows, and their terms in the database's own full-text index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0003"
down_revision = "0002"

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the two tables. They are empty for cases of before until `noticepack catalog rebuild`."""
    op.create_table(
        "search_cases",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("case_id", NAME, nullable=False, unique=True),
        sa.Column("platform", NAME, nullable=False),
        sa.Column("marketplace", NAME),
        sa.Column("state", NAME, nullable=False),
        sa.Column("violations", sa.Text, nullable=False),
        sa.Column("asins", sa.Text, nullable=False),
        sa.Column("policies", sa.Text, nullable=False),
        sa.Column("issued", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        # Terms come folded and cut, joined by spaces: the tokenizer has only to part them there.
        op.execute("CREATE VIRTUAL TABLE search_index USING fts5(terms, tokenize = \"ascii tokenchars ':._-'\")")
        return
    op.create_table(
        "search_index",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("terms", TSVECTOR, nullable=False),
    )
    # Common terms are to be known to the planner: it must tell a rare search from one that half of all cases match.
    op.execute("ALTER TABLE search_index ALTER COLUMN terms SET STATISTICS 1000")
    op.create_index("search_index_terms", "search_index", ["terms"], postgresql_using="gin",
                    postgresql_with={"fastupdate": "off"})  # fmt: skip
