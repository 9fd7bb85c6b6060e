"""The database port of the catalog: transactions, the turn to change cases, and the schema, of one SQL database."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection


class Database(Protocol):
    """One SQL database. All methods raise children of StorageError only."""

    @property
    def name(self) -> str:
        """Where it is, for people; without secrets."""

    def prepare(self) -> None:
        """See to it that the tables of this version are there, or refuse.

        Raises: StorageError (no catalog, one of another version that is not brought up here, or not to be opened).
        """

    def upgrade(self) -> tuple[str, str]:
        """Bring the tables up to this version; the revision before (empty for none) and now. Raises: StorageError."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees the database as it was at its beginning."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that writes; there is one at a time of all programs, others wait. Raises: Unavailable."""

    def turn(self) -> AbstractContextManager[None]:
        """The right to change cases, held by one program at a time of all that use this database."""

    def close(self) -> None:
        """Close all connections."""
