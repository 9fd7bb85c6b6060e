"""The migrations lead from every earlier catalog to the tables of the code, without loss, and refuse what is newer."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from config.errors import StorageError
from storage.catalog import Catalog
from storage.catalog_schema import metadata
from storage.database import Database
from storage.postgres import PostgresDatabase
from storage.revisions import FOLDER, REVISIONS
from storage.sqlite import SqliteDatabase
from tests.storage.rows import archived, case, change, item, receive

if TYPE_CHECKING:
    from tests.services.postgres import Postgres

BEFORE = Path(__file__).with_name("catalog-schema-3.sql")
"""A catalog as the last noticepack without migrations wrote it: two items, one case."""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.service)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    if request.param == "sqlite":
        database: Database = SqliteDatabase(tmp_path / "catalog.sqlite")
    else:
        server: Postgres = request.getfixturevalue("postgres")
        name = f"empty{tmp_path.stat().st_ino}"
        server.run(f"CREATE DATABASE {name}")
        database = PostgresDatabase(server.url(name), server.password)
    yield database
    database.close()


def old_catalog(path: Path) -> Path:
    """The catalog of before migrations."""
    connection = sqlite3.connect(path)
    connection.executescript(BEFORE.read_text(encoding="utf-8"))
    connection.close()
    return path


def test_the_code_names_every_migration() -> None:
    """The revisions that the code knows are those in the folder, in their order."""
    found = [script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()]
    assert tuple(reversed(found)) == REVISIONS


def test_the_migrations_lead_to_the_tables_of_the_code(empty: Database) -> None:
    """After all migrations Alembic finds no difference between the database and the tables as the code has them."""
    assert empty.upgrade() == ("", REVISIONS[-1])
    with empty.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []
    assert empty.upgrade() == (REVISIONS[-1], REVISIONS[-1])


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """All tables but those that hold the search index, which no two databases make alike."""
    return kind != "table" or not str(name).startswith("search_index")


def test_a_catalog_of_before_migrations_is_taken_over(tmp_path: Path) -> None:
    """It is stamped and brought up when it is opened, with every row."""
    with Catalog(SqliteDatabase(old_catalog(tmp_path / "catalog.sqlite"))) as catalog:
        assert [row.id for row in catalog.cases()] == ["AMZ-1"]
        assert [(row.source, row.state) for row in catalog.items()] == [("a.eml", "archived"), ("b.eml", "received")]
        assert [row.id for row in catalog.find_cases(["amazon:c1"])] == ["AMZ-1"]
        assert receive(catalog, item(7)) == item(7)


def test_programs_that_open_at_once_bring_it_up_once(tmp_path: Path) -> None:
    """One of them does it, and the others wait."""
    path, failed = old_catalog(tmp_path / "catalog.sqlite"), []

    def open_it() -> None:
        try:
            with Catalog(SqliteDatabase(path)) as catalog:
                catalog.counts()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []


def test_a_kill_in_the_middle_leaves_the_catalog_as_it_was(tmp_path: Path) -> None:
    """What was not finished is taken back, and the next opening begins anew."""
    path = old_catalog(tmp_path / "catalog.sqlite")
    program = (
        "import os, sys, pathlib, storage.revisions as r, storage.sqlite as s\n"
        "def half(connection, before):\n"
        "    r.upgrade(connection, before)\n"
        "    os.kill(os.getpid(), 9)\n"
        "s.upgrade = half\n"
        "s.SqliteDatabase(pathlib.Path(sys.argv[1])).prepare()\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], timeout=60, check=False)
    assert done.returncode == -9
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT version FROM schema_version").fetchall() == [(3,)]
    connection.close()
    with Catalog(SqliteDatabase(path)) as catalog:
        assert catalog.counts().items == 2


@pytest.mark.parametrize("number", [1, 2])
def test_a_catalog_that_is_too_old_is_left_alone(tmp_path: Path, number: int) -> None:
    """What no migration leads from is refused with what to do."""
    path = old_catalog(tmp_path / "catalog.sqlite")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE schema_version SET version = ?", (number,))
    connection.commit()
    connection.close()
    with pytest.raises(StorageError, match=f"has schema {number}") as caught:
        Catalog(SqliteDatabase(path))
    assert "catalog rebuild" in caught.value.advice


def test_a_catalog_of_a_newer_noticepack_is_refused(empty: Database) -> None:
    """It is left as it is, and an upgrade does not touch it either."""
    empty.upgrade()
    with empty.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for attempt in (empty.prepare, empty.upgrade):
        with pytest.raises(StorageError, match="revision 9999") as caught:
            attempt()
        assert "newer" in caught.value.advice


@pytest.mark.service
def test_postgresql_is_changed_only_when_told(postgres: Postgres) -> None:
    """A database without a catalog, or with an older one, is refused and left as it is until `catalog upgrade`."""
    postgres.run("CREATE DATABASE told")
    database = PostgresDatabase(postgres.url("told"), postgres.password)
    with pytest.raises(StorageError, match="no catalog yet") as caught:
        database.prepare()
    assert "noticepack catalog upgrade" in caught.value.advice
    database.upgrade()
    with Catalog(database) as catalog:
        receive(catalog, item(1))
        catalog.save_cases([change(case("A"))], [archived(item(1), "A")])
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(StorageError, match="revision 0001"):
        database.prepare()
    database.close()
