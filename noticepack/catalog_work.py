"""The catalog made anew from what the store holds: from the journal, or for search alone from the archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from assemble.case_json import case_from_json
from assemble.standing import state
from config.errors import UsageError
from config.settings import Settings
from noticepack.bootstrap import open_archive, open_audit, open_database, open_journal, open_object_store
from noticepack.keys import has_vault_identity, vault_identity
from noticepack.record import CASE, EVENTS
from noticepack.searchable import Read, search_row
from storage.archive import Archive
from storage.catalog import Catalog
from storage.catalog_rows import SearchRow
from storage.database import Database
from storage.objects import ObjectStore
from storage.pending import holds_anything, pass_on, refill, refill_search


@dataclass(frozen=True, slots=True)
class Remade:
    """What a catalog was made anew from, and what it lacks."""

    changes: int
    """Changes of the journal; none without the vault's identity."""
    items: int
    cases: int
    """Cases that are listed, or without the identity that can be searched for."""
    whole: bool
    """False: there was no identity, so the catalog serves `archive search` only."""
    unknown: tuple[str, ...] = ()
    """Cases of the archive of which the journal does not tell, or not their newest version."""


def remake(settings: Settings, *, replace: bool) -> Remade:
    """Make the catalog anew, all or nothing.

    Raises:
        NotPermitted. UsageError: it holds something and may not be replaced. Damaged: the journal cannot be read; the
        catalog is as it was.
    """
    audit, database, store = open_audit(settings), open_database(settings), open_object_store(settings)
    audit.require("catalog.rebuild")
    database.prepare()
    if holds_anything(database) and not replace:
        raise UsageError(
            f"{database.name}: the catalog is not empty",
            advice="Say --replace to write it anew from what the store holds.",
        )
    with audit.retrieval("catalog.rebuild", database.name):
        whole = has_vault_identity(settings)
        remade = _whole(settings, database, store) if whole else _search_only(settings, database)
    audit.seal()
    return remade


def _whole(settings: Settings, database: Database, store: ObjectStore) -> Remade:
    journal, identity = open_journal(settings, store), vault_identity(settings)
    with database.turn():
        pass_on(database, journal)  # what a killed program left would be lost with the tables
        changes = refill(database, journal.changes(identity), journal.newest_name(identity))
    catalog = Catalog(database, journal)
    versions = {row.id: row.version for row in catalog.cases()}
    unknown = [
        case.case_id for case in open_archive(settings).list() if versions.get(case.case_id) != f"v{case.versions}"
    ]
    return Remade(changes, catalog.counts().items, len(versions), whole=True, unknown=tuple(unknown))


def _search_only(settings: Settings, database: Database) -> Remade:
    archive = open_archive(settings)
    with database.turn():
        cases = refill_search(database, _archived(archive))
    return Remade(0, 0, cases, whole=False)


def _archived(archive: Archive) -> Iterator[SearchRow]:
    """What every case is found by, from the archive alone; those whose newest version was made first, first."""
    for case in sorted(archive.list(), key=lambda one: (one.updated, one.case_id)):
        files = archive.get(case.case_id)
        yield search_row(case.case_id, archived_state(files.get), files.get)


def archived_state(read: Read) -> str:
    """Where a case stands by its archived papers."""
    case = json.loads(read(CASE) or b"{}")
    case["events"] = json.loads(read(EVENTS) or b"[]")  # the newest: a packet's own record of them may be older
    return state(case_from_json(case))
