"""An empty catalog of each kind, for the tests that both must pass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage.catalog import Catalog
from tests.storage.rows import open_database

if TYPE_CHECKING:
    from tests.services.postgres import Postgres

Place = Path | tuple[str, str]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.service)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where an empty catalog is: a file not made yet, or the address and password of a database."""
    if request.param == "sqlite":
        return tmp_path / "new" / "catalog.sqlite"
    server: Postgres = request.getfixturevalue("postgres")
    return server.empty_catalog()


@pytest.fixture
def catalog(place: Place) -> Iterator[Catalog]:
    """An empty catalog."""
    with Catalog(open_database(place)) as opened:
        yield opened
