"""The catalog's database is named by an address that holds no secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import SettingsError
from config.settings import load_settings


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ops@db.seller.example/noticepack",
        "postgresql://ops@db.seller.example:5433/noticepack?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        "postgresql:///noticepack?host=/run/postgresql",
    ],
)
def test_an_address_is_taken(address: str, tmp_path: Path) -> None:
    """A database with or without host, port and the ways to check its certificate."""
    given = {"home": str(tmp_path), "catalog.database": address}
    assert load_settings(None, {"HOME": "/"}, given).settings.catalog.database == address


@pytest.mark.parametrize(
    "address",
    [
        "", "noticepack", "sqlite:///x", "mysql://ops@db.seller.example/noticepack", "postgresql://db.seller.example",
        "postgresql://db.seller.example/", "postgresql://ops:tops3cret@db.seller.example/noticepack",
        "postgresql://db.seller.example:0/x", "postgresql://db.seller.example:99999/x", "postgresql://h:x/y",
        "postgresql://h/a/b", "postgresql://h/a#b", "postgresql://h/a?options=-c%20fsync=off",
        "postgresql://h/a?password=tops3cret", "postgresql+psycopg2://h/a",
    ],
)  # fmt: skip
def test_a_wrong_address_is_refused(address: str, tmp_path: Path) -> None:
    """Another database, no database, a password where everyone reads it, or options of the server are refused."""
    with pytest.raises(SettingsError) as caught:
        load_settings(None, {"HOME": "/"}, {"home": str(tmp_path), "catalog.database": address})
    assert caught.value.key == "catalog.database"
    assert "tops3cret" not in caught.value.message
