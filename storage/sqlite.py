"""The catalog's database as one SQLite file: embedded, private to its owner, brought up to date when it is opened."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc

from config.errors import Damaged, StorageError, Unavailable
from storage.durable import PRIVATE_FILE, PRIVATE_FOLDER
from storage.revisions import HEAD, check_known, revision_of, upgrade

BUSY_MILLISECONDS = 15_000  # how long a writer waits for another before it gives up
WRITES = "noticepack_writes"


class SqliteDatabase:
    """One SQLite file (WAL). Safe to open in several processes; use one object a process."""

    def __init__(self, path: Path) -> None:
        """Make the file when it is not there. Raises: StorageError."""
        self._path = path
        with self._errors():
            self._engine = _open_engine(path)
            if not _has_wal(path):
                with self.turn():  # SQLite refuses, and does not wait, when another turns it on at the same time
                    self._engine.connect().close()

    @property
    def name(self) -> str:
        """The file."""
        return str(self._path)

    def prepare(self) -> None:
        """Bring the tables up to this version, which one program does and others wait for."""
        with self.reading() as connection:
            revision = revision_of(connection, self.name)
        if revision != HEAD:
            check_known(revision, self.name)
            self.upgrade()

    def upgrade(self) -> tuple[str, str]:
        """See `Database.upgrade`. All or nothing: a kill in the middle leaves the file as it was."""
        with self.turn(), self.writing() as connection:
            before = revision_of(connection, self.name)
            check_known(before, self.name)
            upgrade(connection, before)
        return before, HEAD

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See `Database.reading`."""
        with self._errors(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """See `Database.writing`."""
        with self._errors(), self._engine.execution_options(**{WRITES: True}).begin() as connection:
            yield connection

    @contextmanager
    def turn(self) -> Iterator[None]:
        """See `Database.turn`: a lock on a file beside the catalog's."""
        with self._errors():
            file = os.open(f"{self._path}.turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        try:
            with self._errors():
                fcntl.flock(file, fcntl.LOCK_EX)
            yield
        finally:
            os.close(file)

    def close(self) -> None:
        """See `Database.close`."""
        self._engine.dispose()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn what the database refuses into our errors."""
        try:
            yield
        except exc.OperationalError as error:
            if "locked" in str(error.orig):
                raise Unavailable(f"{self._path}: another program keeps the catalog locked") from error
            raise StorageError(f"{self._path}: {error.orig}", advice="Check the disk and the permissions.") from error
        except exc.IntegrityError as error:
            raise StorageError(f"{self._path}: refused, it would not fit: {error.orig}") from error
        except exc.DatabaseError as error:
            advice = "Move the file away and run `noticepack catalog rebuild`."
            raise Damaged(f"{self._path}: {error.orig}", advice=advice) from error
        except exc.SQLAlchemyError as error:
            raise StorageError(f"{self._path}: {error}") from error
        except OSError as error:
            raise StorageError(f"{self._path}: {error.strerror}", advice="Check the folder's permissions.") from error


def _open_engine(path: Path) -> Engine:
    """An engine on a file that only its owner may read."""
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE))
    engine = create_engine(f"sqlite+pysqlite:///{path}")
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _has_wal(path: Path) -> bool:
    """Whether the file is in WAL mode: 2 in byte 18 of its header (sqlite.org/fileformat.html, section 1.3.3)."""
    with path.open("rb") as file:
        return file.read(19)[18:] == b"\x02"


def _on_connect(connection: Any, record: object) -> None:
    """WAL lets readers go on while one writes; FULL makes a commit durable before it returns."""
    connection.isolation_level = None  # pysqlite shall not begin transactions of its own accord: _on_begin does
    for pragma in (f"busy_timeout={BUSY_MILLISECONDS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    """A transaction that will write takes the lock at once: later it could fail for good (SQLITE_BUSY_SNAPSHOT)."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
