"""Rows of catalogs in tests, with values that a test does not care about, and a program that writes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from storage.catalog import Catalog
from storage.catalog_rows import CaseChange, CaseRow, ItemRow, ItemState, KeyRow, Outcome, SightingRow
from storage.database import Database
from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase

NOW = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)


def open_database(place: Path | tuple[str, str]) -> Database:
    """The database in a file, or at an address with a password."""
    return SqliteDatabase(place) if isinstance(place, Path) else PostgresDatabase(*place)


def item(number: int, **more: object) -> ItemRow:
    """An item of its own digest, received a minute after the one before."""
    given = {"source": f"inbox/{number}.eml", "container": None, "size": 10 + number}
    given |= {"digest": f"sha256:{number:064x}", "received": NOW + timedelta(minutes=number)}
    return ItemRow(**given | more)  # type: ignore[arg-type]


def case(case_id: str, **more: object) -> CaseRow:
    """A case with values that a test does not care about."""
    given = {
        "id": case_id, "platform": "amazon", "marketplace": "US", "account": None, "state": "open",
        "violations": ("ip.patent", "funds.reserve"), "deadline_at": NOW + timedelta(days=3),
        "deadline_basis": "relative",
        "opened": NOW, "updated": NOW, "version": "v1", "case_json": '{"id": "ü"}', "lacks": 2,
    }  # fmt: skip
    return CaseRow(**given | more)  # type: ignore[arg-type]


def change(row: CaseRow, *keys: tuple[int, str]) -> CaseChange:
    """A case with what its items state: number of the item and value."""
    return CaseChange(row, tuple(KeyRow(value, item(number).digest) for number, value in keys))


def receive(catalog: Catalog, row: ItemRow, **hints: Any) -> ItemRow:
    """The item, received where its row says."""
    return catalog.record_received(SightingRow(row.digest, row.source, row.container, row.received, **hints), row.size)


def archived(row: ItemRow, case_id: str, version: str = "v1") -> Outcome:
    """The item stands in the case."""
    return Outcome(row.digest, ItemState.ARCHIVED, "opened", case_id=case_id, version=version)


def write_and_count(place: Path | tuple[str, str], writer: int, rounds: int) -> None:
    """One of several programs: receives the items that all receive, has a case of its own, and counts one up."""
    with Catalog(open_database(place)) as catalog:
        for number in range(rounds):
            receive(catalog, item(number))
            catalog.save_cases([change(case(f"C{writer}"), (number, f"k{number}"))])
            with catalog.turn():
                before = catalog.case("SHARED")
                catalog.save_cases([change(replace(before, lacks=before.lacks + 1))])
