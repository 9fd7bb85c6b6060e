"""The catalog's database as a PostgreSQL database that a team shares.

Its tables are made and changed only by `noticepack catalog upgrade`: programs of two versions may run side by side, and
the role that runs them needs no right to change tables. Writers take turns by an advisory lock, so that a transaction
sees what SQLite lets it see: nobody else writes meanwhile.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, exc, text
from sqlalchemy.engine import make_url

from config.errors import StorageError, Unavailable
from storage.revisions import HEAD, check_known, revision_of, upgrade

CONNECTION = {
    "connect_timeout": 10,  # seconds
    "application_name": "noticepack",
    "prepare_threshold": None,  # a search that is prepared gets one plan for all, which is the wrong one for most
}
LOCK_SECONDS = 15  # how long a writer waits for another before it gives up
TURN, WRITE, UPGRADE, STORE = 0x6E7001, 0x6E7002, 0x6E7003, 0x6E7004  # advisory locks: the first half of their keys

_REFUSED = ("authentication", "does not exist", "no pg_hba.conf entry", "permission denied")
"""Words of refusals that trying again does not change."""
_UPGRADE = "Run `noticepack catalog upgrade`, as a role that owns the database."


class PostgresDatabase:
    """One database (in the first schema of its search path). Use one object a process; threads share it."""

    def __init__(self, url: str, password: str | None = None) -> None:
        """`url` is `postgresql://USER@HOST:PORT/DATABASE`. Nothing is connected yet."""
        target = make_url(url).set(drivername="postgresql+psycopg")
        self._name = url
        self._engine = create_engine(
            target.set(password=password) if password else target,
            pool_pre_ping=True,
            connect_args=CONNECTION,
        )
        self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._here = threading.local()
        weakref.finalize(self, self._engine.dispose)  # psycopg warns of connections that nobody closed

    @property
    def name(self) -> str:
        """The address."""
        return self._name

    def prepare(self) -> None:
        """Refuse a database whose tables are not those of this version."""
        with self.reading() as connection:
            revision = revision_of(connection, self.name)
        check_known(revision, self.name)
        if not revision:
            raise StorageError(f"{self.name}: there is no catalog yet", advice=_UPGRADE)
        if revision != HEAD:
            raise StorageError(f"{self.name}: its tables are of revision {revision}, not {HEAD}", advice=_UPGRADE)

    def upgrade(self) -> tuple[str, str]:
        """See `Database.upgrade`. All or nothing: PostgreSQL takes back changes of tables too."""
        with self._errors(), self._engine.begin() as connection:
            _lock(connection, "pg_advisory_xact_lock", UPGRADE)
            before = revision_of(connection, self.name)
            check_known(before, self.name)
            upgrade(connection, before)
        return before, HEAD

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See `Database.reading`."""
        with self._errors(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """See `Database.writing`. Within a turn on the connection that holds it: if that is lost, so is the right."""
        held: Connection | None = getattr(self._here, "turn", None)
        with self._errors():
            if held is not None:
                with held.begin():
                    _lock(held, "pg_advisory_xact_lock", WRITE, seconds=LOCK_SECONDS)
                    yield held
            else:
                with self._engine.begin() as connection:
                    _lock(connection, "pg_advisory_xact_lock", WRITE, seconds=LOCK_SECONDS)
                    yield connection

    @contextmanager
    def turn(self) -> Iterator[None]:
        """See `Database.turn`."""
        with self._holding(TURN) as connection:
            self._here.turn = connection
            try:
                yield
            finally:
                self._here.turn = None

    @contextmanager
    def exclusive(self, name: str) -> Iterator[None]:
        """The right to write a name in a store, see storage/exclusive.py."""
        with self._holding(STORE, name):
            yield

    @contextmanager
    def _holding(self, kind: int, name: str = "") -> Iterator[Connection]:
        """An advisory lock of a connection of its own; the server ends it with the connection."""
        with self._errors():
            connection = self._engine.connect()
        with connection:
            with self._errors(), connection.begin():
                _lock(connection, "pg_advisory_lock", kind, name)
            try:
                yield connection
            finally:
                try:
                    with connection.begin():
                        _lock(connection, "pg_advisory_unlock", kind, name)
                except exc.SQLAlchemyError:
                    connection.invalidate()  # it is broken; the server has let the lock go, or does with this

    def close(self) -> None:
        """See `Database.close`."""
        self._engine.dispose()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn what the database refuses into our errors."""
        try:
            yield
        except exc.IntegrityError as error:
            raise StorageError(f"{self.name}: refused, it would not fit: {_first_line(error)}") from error
        except exc.OperationalError as error:
            said = _first_line(error)
            if getattr(error.orig, "sqlstate", None) == "55P03":  # lock_not_available
                raise Unavailable(f"{self.name}: another program keeps the catalog locked") from error
            if any(words in said for words in _REFUSED):
                raise StorageError(
                    f"{self.name}: {said}", advice="Check the address, the role and its password."
                ) from error
            raise Unavailable(
                f"{self.name}: {said}", advice="Check that the server runs and can be reached."
            ) from error
        except exc.ProgrammingError as error:
            raise StorageError(f"{self.name}: {_first_line(error)}", advice="Check the role's rights.") from error
        except exc.SQLAlchemyError as error:
            raise StorageError(f"{self.name}: {_first_line(error)}") from error


def _lock(connection: Connection, function: str, kind: int, name: str = "", seconds: int = 0) -> None:
    """One of PostgreSQL's advisory locks; waits for so many seconds, or without an end for 0."""
    connection.execute(text("SELECT set_config('lock_timeout', :limit, true)"), {"limit": f"{seconds}s"})
    call = text(f"SELECT {function}(:kind, hashtext(current_schema() || ' ' || :name))")
    connection.execute(call, {"kind": kind, "name": name})


def _first_line(error: exc.SQLAlchemyError) -> str:
    """What the server said, without the statement, which may hold what notices say."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__
