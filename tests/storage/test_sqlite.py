"""The catalog as a SQLite file: private, durable, and never mistaken for what it is not."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.errors import Damaged, StorageError, Unavailable
from storage import sqlite
from storage.catalog import Catalog
from storage.sqlite import SqliteDatabase
from tests.storage.rows import item, receive


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The catalog's file, not made yet."""
    return tmp_path / "new" / "catalog.sqlite"


@pytest.fixture
def catalog(path: Path) -> Iterator[Catalog]:
    """An empty catalog."""
    with Catalog(SqliteDatabase(path)) as opened:
        yield opened


def test_a_locked_catalog_is_unavailable(catalog: Catalog, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that keeps the file locked is named, after a wait and not for ever."""
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 50)
    catalog.close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Unavailable):
        receive(catalog, item(1))
    other.execute("ROLLBACK")
    other.close()
    assert receive(catalog, item(1)) == item(1)


def test_the_file_is_private_and_durable(catalog: Catalog, path: Path) -> None:
    """Only the owner may read it and its log; commits are flushed, foreign keys hold."""
    receive(catalog, item(1))
    assert {stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()} == {0o600}
    with catalog._database.reading() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in
                 ("journal_mode", "synchronous", "foreign_keys")]  # fmt: skip
    assert found == ["wal", 2, 1]


@pytest.mark.parametrize("content", [b"no database at all " * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_catalog(path: Path, content: bytes) -> None:
    """A damaged file is named as such and left as it is."""
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(Damaged):
        Catalog(SqliteDatabase(path))
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A path through a file is our error."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError):
        SqliteDatabase(tmp_path / "file" / "catalog.sqlite")
