"""The tables of the catalog as they are now; storage/migrations is the way to them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from config.errors import StorageError

_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
"""Characters that no database keeps: PostgreSQL refuses NUL, and halves of surrogate pairs have no UTF-8."""


class UtcTime(TypeDecorator[datetime]):
    """A time kept as UTC; one without a zone is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise StorageError(f"a time without a zone cannot be kept: {value}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Words(TypeDecorator[str]):
    """Text that people wrote; what a database cannot keep becomes U+FFFD, in what is searched for too."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else _NOT_KEPT.sub("\ufffd", value)


class Name(Words):
    """Text that is compared and sorted, by its bytes on every database."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type on a database."""
        kind = String(collation="C") if dialect.name == "postgresql" else String()
        return dialect.type_descriptor(kind)


metadata = MetaData()

cases = Table(
    "cases",
    metadata,
    Column("id", Name, primary_key=True),
    Column("platform", Name, nullable=False),
    Column("marketplace", Name),
    Column("account", Name),
    Column("state", Name, nullable=False),
    Column(
        "violations", Words, nullable=False
    ),  # separated by spaces, one at each end too: ` ip.patent funds.reserve `
    Column("deadline_at", UtcTime),
    Column("deadline_basis", Name),
    Column("opened", UtcTime, nullable=False),
    Column("updated", UtcTime, nullable=False),
    Column("version", Name, nullable=False),
    Column("case_json", Words, nullable=False),
    Column("lacks", Integer, nullable=False),
    Column("lacks_json", Words, nullable=False),
    Column("summary_json", Words, nullable=False),
    Index("cases_by_deadline", "state", "deadline_at"),
    Index("cases_by_account", "account", "platform"),
)

items = Table(
    "items",
    metadata,
    Column("digest", Name, primary_key=True),
    Column("source", Name, nullable=False),
    Column("container", Name),
    Column("received", UtcTime, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("state", Name, nullable=False),
    Column("code", Name, nullable=False),
    Column("reason", Words, nullable=False),
    Column("case_id", ForeignKey("cases.id")),
    Column("version", Name),
    Column("released_at", UtcTime),
    Column("released_by", Words, nullable=False),
    Column("released_why", Words, nullable=False),
    Index("items_by_state", "state", "received", "digest"),
    Index("items_by_case", "case_id"),
)

sightings = Table(
    "sightings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", ForeignKey("items.digest"), nullable=False),
    Column("source", Name, nullable=False),
    Column("container", Name),
    Column("received", UtcTime, nullable=False),
    Column("uid", BigInteger),
    Column("uidvalidity", BigInteger),
    Column("message_id", Words, nullable=False),
    UniqueConstraint("digest", "source"),
)

join_keys = Table(
    "join_keys",
    metadata,
    Column("value", Name, primary_key=True),
    Column("item", ForeignKey("items.digest"), primary_key=True, index=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("item", ForeignKey("items.digest"), primary_key=True),
    Column("facts", Name, nullable=False, index=True),
    Column("print_json", Words, nullable=False),
)

repeats = Table(
    "repeats",
    metadata,
    Column("item", ForeignKey("items.digest"), primary_key=True),
    Column("of", ForeignKey("items.digest"), nullable=False, index=True),
)

packets = Table(
    "packets",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("version", Name, primary_key=True),
    Column("digest", Name, nullable=False),
    Column("made", UtcTime, nullable=False),
    Column("ready", Boolean, nullable=False),
    Column("sent_json", Words, nullable=False),
)

docket = Table(
    "docket",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("digest", Name, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("entry_json", Words, nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("occasion", Name, primary_key=True),
    Column("channel", Name, primary_key=True),
    Column("begun", UtcTime, nullable=False),
    Column("sent", UtcTime),
)

search_cases = Table(
    "search_cases",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("case_id", Name, nullable=False, unique=True),
    Column("platform", Name, nullable=False),
    Column("marketplace", Name),
    Column("state", Name, nullable=False),
    Column("violations", Words, nullable=False),  # these four separated by spaces
    Column("asins", Words, nullable=False),
    Column("policies", Words, nullable=False),
    Column("issued", Words, nullable=False),
    Column("text", Words, nullable=False),
)
"""What search shows; all redacted. It refers to no other table, so that it can be given to auditors alone."""

pending = Table(
    "pending",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("change", Words, nullable=False),
    sqlite_autoincrement=True,  # numbers never come again
)
"""Changes that the journal does not have yet."""

about = Table("about", metadata, Column("name", Name, primary_key=True), Column("value", Words, nullable=False))
"""What is true of the whole catalog: its name in the journal, and whether it serves only searches."""
