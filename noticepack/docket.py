"""The docket of a case: what the seller gives and says is kept first, encrypted, and then written into the catalog.

Each entry is an object of its own below `docket/` in the store, so that a catalog can be made anew from the store
alone: `entries_kept` reads them back. Papers lie in the vault by their digest.
"""

from __future__ import annotations

from collections.abc import Iterator

from assemble.case import Case
from assemble.docket import Docket, Entry, Said, docket_of, entry_from_json, entry_to_json
from assemble.events import Did
from noticepack.bootstrap import App
from noticepack.placing import case_at
from storage.catalog_rows import DocketRow
from storage.vault import Vault


def add_entry(app: App, case_id: str, said: Said) -> Entry:
    """Keep one more thing that was given or said. Raises: NotStored (no such case), StorageError."""
    with app.catalog.turn():
        case_at(app, case_id)
        number = len(app.catalog.docket([case_id])) + 1
        entry = Entry(case_id, number, app.clock(), app.settings.operator, said)
        text = entry_to_json(entry)
        digest = app.docket.keep(text.encode())
        app.catalog.add_to_docket(DocketRow(case_id, number, digest, entry.at, text))
    kind = type(said).__name__
    app.audit.record("docket.add", case_id, entry=digest, number=number, kind=kind)
    return entry


def docket_for(app: App, case: Case) -> Docket:
    """What was given and said for the case, and for the cases that were merged into it."""
    rows = app.catalog.docket(sorted(case_ids(case)))
    return docket_of(entry_from_json(row.entry_json) for row in rows)


def case_ids(case: Case) -> set[str]:
    """The ids under which things were said that count for the case now."""
    merged = {event.other for event in case.standing() if event.did is Did.MERGED and event.other}
    return {case.id} | merged


def entries_kept(docket: Vault, identity: str) -> Iterator[Entry]:
    """Every entry that the store holds, in no order: what a catalog is made anew from."""
    for digest in docket.digests():
        yield entry_from_json(docket.get(digest, identity).decode())
