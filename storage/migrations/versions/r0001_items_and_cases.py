"""Items, cases, what ties them, and reminders: schema 3 of before Alembic."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table("schema_version", sa.Column("version", sa.Integer, nullable=False))
    _cases()
    _items()
    _what_items_state()
    _reminders()


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("platform", NAME, nullable=False),
        sa.Column("marketplace", NAME),
        sa.Column("account", NAME),
        sa.Column("state", NAME, nullable=False),
        sa.Column("violations", sa.Text, nullable=False),
        sa.Column("deadline_at", sa.DateTime),
        sa.Column("deadline_basis", NAME),
        sa.Column("opened", sa.DateTime, nullable=False),
        sa.Column("updated", sa.DateTime, nullable=False),
        sa.Column("version", NAME, nullable=False),
        sa.Column("case_json", sa.Text, nullable=False),
        sa.Column("lacks", sa.Integer, nullable=False),
        sa.Column("lacks_json", sa.Text, nullable=False),
        sa.Column("summary_json", sa.Text, nullable=False),
    )
    op.create_index("cases_by_deadline", "cases", ["state", "deadline_at"])
    op.create_index("cases_by_account", "cases", ["account", "platform"])
    op.create_table(
        "packets",
        sa.Column("case_id", NAME, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("version", NAME, primary_key=True),
        sa.Column("digest", NAME, nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("ready", sa.Boolean, nullable=False),
        sa.Column("sent_json", sa.Text, nullable=False),
    )


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("digest", NAME, primary_key=True),
        sa.Column("source", NAME, nullable=False),
        sa.Column("container", NAME),
        sa.Column("received", sa.DateTime, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("state", NAME, nullable=False),
        sa.Column("code", NAME, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("case_id", NAME, sa.ForeignKey("cases.id")),
        sa.Column("version", NAME),
        sa.Column("released_at", sa.DateTime),
        sa.Column("released_by", sa.Text, nullable=False),
        sa.Column("released_why", sa.Text, nullable=False),
    )
    op.create_index("items_by_state", "items", ["state", "received", "digest"])
    op.create_index("items_by_case", "items", ["case_id"])
    op.create_table(
        "sightings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("digest", NAME, sa.ForeignKey("items.digest"), nullable=False),
        sa.Column("source", NAME, nullable=False),
        sa.Column("container", NAME),
        sa.Column("received", sa.DateTime, nullable=False),
        sa.Column("uid", sa.BigInteger),
        sa.Column("uidvalidity", sa.BigInteger),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.UniqueConstraint("digest", "source"),
    )


def _what_items_state() -> None:
    op.create_table(
        "join_keys",
        sa.Column("value", NAME, primary_key=True),
        sa.Column("item", NAME, sa.ForeignKey("items.digest"), primary_key=True, index=True),
        sa.Column("case_id", NAME, sa.ForeignKey("cases.id"), nullable=False, index=True),
    )
    op.create_table(
        "fingerprints",
        sa.Column("item", NAME, sa.ForeignKey("items.digest"), primary_key=True),
        sa.Column("facts", NAME, nullable=False, index=True),
        sa.Column("print_json", sa.Text, nullable=False),
    )
    op.create_table(
        "repeats",
        sa.Column("item", NAME, sa.ForeignKey("items.digest"), primary_key=True),
        sa.Column("of", NAME, sa.ForeignKey("items.digest"), nullable=False, index=True),
    )


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("case_id", NAME, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("occasion", NAME, primary_key=True),
        sa.Column("channel", NAME, primary_key=True),
        sa.Column("begun", sa.DateTime, nullable=False),
        sa.Column("sent", sa.DateTime),
    )
