"""The tables of the catalog, and how a SQLite file is opened for them."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    create_engine,
    event,
)

from config.errors import StorageError

SCHEMA = 3
BUSY_MILLISECONDS = 15_000  # how long a writer waits for another before it gives up
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
WRITES = "noticepack_writes"


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


metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

cases = Table(
    "cases",
    metadata,
    Column("id", String, primary_key=True),
    Column("platform", String, nullable=False),
    Column("marketplace", String),
    Column("account", String),
    Column("state", String, nullable=False),
    Column("violations", Text, nullable=False),  # separated by spaces, one at each end too: ` ip.patent funds.reserve `
    Column("deadline_at", UtcTime),
    Column("deadline_basis", String),
    Column("opened", UtcTime, nullable=False),
    Column("updated", UtcTime, nullable=False),
    Column("version", String, nullable=False),
    Column("case_json", Text, nullable=False),
    Column("lacks", Integer, nullable=False),
    Column("lacks_json", Text, nullable=False),
    Column("summary_json", Text, nullable=False),
    Index("cases_by_deadline", "state", "deadline_at"),
    Index("cases_by_account", "account", "platform"),
)

items = Table(
    "items",
    metadata,
    Column("digest", String, primary_key=True),
    Column("source", String, nullable=False),
    Column("container", String),
    Column("received", UtcTime, nullable=False),
    Column("size", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("code", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("case_id", ForeignKey("cases.id")),
    Column("version", String),
    Column("released_at", UtcTime),
    Column("released_by", Text, nullable=False),
    Column("released_why", Text, nullable=False),
    Index("items_by_state", "state", "received", "digest"),
    Index("items_by_case", "case_id"),
)

sightings = Table(
    "sightings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", ForeignKey("items.digest"), nullable=False),
    Column("source", String, nullable=False),
    Column("container", String),
    Column("received", UtcTime, nullable=False),
    Column("uid", BigInteger),
    Column("uidvalidity", BigInteger),
    Column("message_id", Text, nullable=False),
    UniqueConstraint("digest", "source"),
)

join_keys = Table(
    "join_keys",
    metadata,
    Column("value", String, primary_key=True),
    Column("item", ForeignKey("items.digest"), primary_key=True, index=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("item", ForeignKey("items.digest"), primary_key=True),
    Column("facts", String, nullable=False, index=True),
    Column("print_json", Text, nullable=False),
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
    Column("version", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("made", UtcTime, nullable=False),
    Column("ready", Boolean, nullable=False),
    Column("sent_json", Text, nullable=False),
)

docket = Table(
    "docket",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("digest", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("entry_json", Text, nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("occasion", String, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("begun", UtcTime, nullable=False),
    Column("sent", UtcTime),
)


def open_engine(path: Path) -> Engine:
    """An engine on a SQLite file that only its owner may read, made when it is not there."""
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE))
    engine = create_engine(f"sqlite+pysqlite:///{path}")
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, record: object) -> None:
    """WAL lets readers go on while one writes; FULL makes a commit durable before it returns."""
    connection.isolation_level = None  # pysqlite shall not begin transactions of its own accord: _on_begin does
    for pragma in (f"busy_timeout={BUSY_MILLISECONDS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    """A transaction that will write takes the lock at once: later it could fail for good (SQLITE_BUSY_SNAPSHOT)."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
