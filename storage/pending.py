"""Changes on their way: into the tables, then pending, then in the journal."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, text

from config.errors import StorageError
from storage.catalog_changes import Change, apply, change_to_json
from storage.catalog_rows import SearchRow
from storage.catalog_schema import about, cases, items, metadata, pending, search_cases
from storage.database import Database
from storage.journal import Journal, new_name
from storage.search_index import save_search

AT_ONCE = 200  # changes kept in one object
NAME, ONLY = "journal", "only"


def write(connection: Connection, change: Change) -> bool:
    """Write a change into the tables and, if it changed anything, among what is pending; whether it did."""
    changed = apply(connection, change)
    if changed:
        connection.execute(insert(pending).values(change=change_to_json(change)))
    return changed


def pass_on(database: Database, journal: Journal) -> None:
    """Keep all that is pending in the journal. What two programs keep at once is there twice, which is no harm."""
    while True:
        with database.reading() as connection:
            query = select(pending.c.number, pending.c.change).order_by(pending.c.number).limit(AT_ONCE)
            found = [(row.number, row.change) for row in connection.execute(query)]
            name = connection.execute(select(about.c.value).where(about.c.name == NAME)).scalar()
        if not found:
            return
        journal.keep(name or _named(database), found)
        with database.writing() as connection:
            connection.execute(delete(pending).where(pending.c.number <= found[-1][0]))


def check_whole(connection: Connection, name: str) -> None:
    """Raises: StorageError (the catalog holds only what search needs)."""
    if connection.execute(select(about.c.value).where(about.c.name == ONLY)).scalar():
        raise StorageError(
            f"{name}: was made without the vault's identity and serves `archive search` only",
            advice="Give the identity and run `noticepack catalog rebuild --replace`.",
        )


def holds_anything(database: Database) -> bool:
    """Whether any item or case is in the catalog."""
    with database.reading() as connection:
        return any(connection.execute(select(table).limit(1)).first() for table in (items, cases, search_cases))


def refill(database: Database, changes: Iterable[Change], after: str) -> int:
    """Empty all tables and write the changes into them, all or nothing; how many. `after` is the newest name so far."""
    count = 0
    with database.writing() as connection:
        _empty(connection)
        for change in changes:
            apply(connection, change)
            count += 1
        connection.execute(insert(about).values(name=NAME, value=new_name(after)))
    return count


def refill_search(database: Database, rows: Iterable[SearchRow]) -> int:
    """Empty all tables and write only what search needs, all or nothing; how many cases."""
    count = 0
    with database.writing() as connection:
        _empty(connection)
        for row in rows:
            save_search(connection, row)
            count += 1
        connection.execute(insert(about).values(name=ONLY, value="search"))
    return count


def _empty(connection: Connection) -> None:
    for table in reversed(metadata.sorted_tables):
        connection.execute(delete(table))
    connection.execute(text("DELETE FROM search_index"))


def _named(database: Database) -> str:
    """The catalog's name in the journal, given to it now unless another program just did."""
    with database.writing() as connection:
        known = connection.execute(select(about.c.value).where(about.c.name == NAME)).scalar()
        if known is None:
            known = new_name()
            connection.execute(insert(about).values(name=NAME, value=known))
        return str(known)
