"""Writing cases back: packets into the archive and the vault, then all rows in one transaction.

The order is such that a kill at any point loses nothing: what moves from one case's object to another's is added there
before it is taken out here, and the catalog, written last, tells the next run what is still to be done. Doing it again
finds every step that was done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assemble.case import Case
from assemble.forest import Arranged
from assemble.packet import short
from assemble.redact.report import RedactionReport
from config.errors import NotStored
from ingest.item import RawItem
from noticepack.bootstrap import App
from noticepack.bundle import bundle
from noticepack.outcome import Archived
from noticepack.pack import Packed
from noticepack.record import NAMES, events_in, record_files, redacted_events
from noticepack.rows import Summary, case_row, finished, key_rows, packet_row, renewed
from noticepack.searchable import Read, reader, search_row
from storage.archive import Archive
from storage.catalog_rows import CaseChange, ItemState, Outcome

SIGNPOST = frozenset({"case.json", "manifest.json", "manifest-sha256.txt"})
"""The packet of a case whose notices went elsewhere."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A case with its papers, to be written."""

    case: Case
    packed: Packed


def touched(arranged: Arranged, home: Case) -> tuple[Case, ...]:
    """The cases to pack again: all that changed, and in any case the one with the notice."""
    changed = arranged.changed()
    return changed if any(case.id == home.id for case in changed) else (*changed, home)


def write(
    app: App, arranged: Arranged, filed: Sequence[Filed], message: str, item: RawItem | None = None
) -> dict[str, str]:
    """Case id -> the archive version that now holds it. `item` is the one whose notice came.

    Raises:
        StorageError: a store failed; nothing is lost, the same call again goes on.
    """
    digests = [app.vault.keep(bundle(one.packed.platform.files)) for one in filed]
    packets = {
        one.case.id: _archive(app, arranged, one, digest, message) for one, digest in zip(filed, digests, strict=True)
    }
    versions = {one.case.id: _take_out(app, arranged, one.case, message) or packets[one.case.id] for one in filed}
    now, changes = app.clock(), []
    for one, digest in zip(filed, digests, strict=True):
        row = case_row(one.case, one.packed.platform, packed=digest, version=versions[one.case.id], now=now)
        packet = packet_row(one.case.id, packets[one.case.id], digest, one.packed, now)
        files = {file.name: file.data for file in one.packed.archive.files}
        found = search_row(row.id, row.state, reader(files, archived_files(app.archive, row.id)))
        changes.append(CaseChange(row, key_rows(one.case), None if one.case.merged_into else packet, found))
    app.catalog.save_cases(changes, _outcomes(arranged, versions, item))
    return versions


def note(app: App, case: Case, message: str) -> str:
    """Write what was done with a case; its packet stays as it is. The archive version that tells of it.

    Raises:
        StorageError: a store failed; the same call again goes on. ItemError: its redaction cannot be proven.
    """
    row = app.catalog.case(case.id)
    files = record_files(app, case, Summary.of(row).packet, redacted_events(app, case))
    user = app.settings.operator
    version = app.archive.add(case.id, files, created=app.clock(), message=message, user=user).version
    after = renewed(row, case, version=version, now=app.clock())
    found = search_row(case.id, after.state, archived_files(app.archive, case.id))
    app.catalog.save_cases([CaseChange(after, search=found)])
    return version


def archived_files(archive: Archive, case_id: str) -> Read:
    """Reads files of the newest version of a case."""

    def read(name: str) -> bytes | None:
        try:
            return archive.read(case_id, name)
        except NotStored:
            return None

    return read


def _archive(app: App, arranged: Arranged, filed: Filed, digest: str, message: str) -> str:
    files = {file.name: file.data for file in filed.packed.archive.files}
    record = record_files(app, filed.case, digest, events_in(filed.packed.archive))
    app.audit.record("redaction.apply", filed.case.id, "proven", packet=digest, **_counts(filed.packed.archive.report))
    return app.archive.add(
        filed.case.id,
        {**_moved_in(app, arranged, filed.case), **files, **record},
        created=app.clock(),
        message=message,
        user=app.settings.operator,
    ).version


def _counts(report: RedactionReport) -> dict[str, int]:
    """What a redaction did, in numbers."""
    removed = sum(removal.count for removal in report.removals)
    return {"removed": removed, "files": len(report.changed), "withheld": len(report.withheld)}


def _moved_in(app: App, arranged: Arranged, case: Case) -> dict[str, bytes]:
    """The archived texts of notices that stood in another case before, as they were redacted there."""
    found: dict[str, bytes] = {}
    for joined in () if case.merged_into else case.notices:
        source = arranged.moved_from(joined.facts.item)
        for name in _names(app, source, joined.facts.item) if source else ():
            found[name] = app.archive.read(source or "", name)
    return found


def _take_out(app: App, arranged: Arranged, case: Case, message: str) -> str | None:
    """Take the papers of notices that went elsewhere out of the newest version; older ones keep them. The version."""
    before = next((one for one in arranged.before if one.id == case.id and one.merged_into is None), None)
    if before is None:
        return None
    if case.merged_into:
        gone = frozenset(_all_names(app, case.id)) - SIGNPOST - NAMES
    else:
        items = [one.facts.item for one in before.notices if not case.has(one.facts.item)]
        gone = frozenset(name for item in items for name in _names(app, case.id, item))
    if not gone:
        return None
    user = app.settings.operator
    return app.archive.add(case.id, {}, created=app.clock(), message=message, user=user, remove=gone).version


def _names(app: App, case_id: str, item: str) -> tuple[str, ...]:
    """The archived files of one notice."""
    own = (f"notices/{short(item)}/", f"facts/{short(item)}.json")
    return tuple(name for name in _all_names(app, case_id) if name.startswith(own))


def _all_names(app: App, case_id: str) -> tuple[str, ...]:
    try:
        return app.archive.versions(case_id)[-1].files
    except NotStored:
        return ()


def _outcomes(arranged: Arranged, versions: dict[str, str], item: RawItem | None) -> list[Outcome]:
    """What became of the item that came, and where the items stand now that moved."""
    outcomes = []
    for case in arranged.cases:
        for joined in () if case.merged_into else case.notices:
            if item is not None and joined.facts.item == item.digest:
                outcomes.append(finished(item, Archived(case.id, versions[case.id], joined.reason)))
            elif arranged.moved_from(joined.facts.item):
                digest, version = joined.facts.item, versions[case.id]
                outcomes.append(Outcome(digest, ItemState.ARCHIVED, joined.reason, case_id=case.id, version=version))
    return outcomes
