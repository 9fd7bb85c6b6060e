"""Keeping and ending: holds on cases, and removing what the rules no longer keep.

Nothing is removed that the rules keep, that is held, or that the store still locks; what is removed leaves a tombstone
in the audit log, sealed before the first object goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from config.errors import Damaged, Locked, NotStored, UsageError
from noticepack.bootstrap import App
from noticepack.keeping import Keeping
from noticepack.trail import wall_clock
from storage.archive import ArchivedCase
from storage.holds import Hold, Holds
from storage.inventory import sha512
from storage.layout import to_json
from storage.objects import ObjectStore

MARKS = "expiring/"


@dataclass(frozen=True, slots=True)
class Expiry:
    """What is to become of one case."""

    case_id: str
    newest: datetime
    """When its newest version was archived, UTC."""
    until: datetime
    """When the rules end keeping it, UTC."""
    state: str
    """`kept`, `held`, `locked` (by the store), `ends` (a dry run: it would be removed) or `removed`."""
    why: str = ""


def hold_case(app: App, store: ObjectStore, case_id: str, why: str) -> Hold:
    """Let nothing of a case be removed, whatever the rules say, until it is let go.

    Raises: NotStored, NotPermitted. UsageError (no reason is given).
    """
    if not why.strip():
        raise UsageError("a hold needs a reason", advice="Say it with --why.")
    app.audit.require("archive.hold", case_id)
    app.archive.keys(case_id)  # raises when there is no such case
    now, holds = wall_clock(), Holds(store)
    holds.set(Hold(case_id, why.strip(), app.settings.operator, now.isoformat(timespec="seconds")))
    seen: set[str] = set()
    while new := set(app.archive.keys(case_id)) - seen:  # once more, for what another writer added meanwhile
        seen |= new
        if store.locks is not None:
            for key in sorted(new):
                store.locks.hold(key, True)
    app.audit.record("archive.hold", case_id, "on", why=why.strip())
    app.audit.seal()
    return holds.of(case_id) or Hold(case_id, why, app.settings.operator, now.isoformat())


def let_go(app: App, store: ObjectStore, case_id: str, why: str) -> None:
    """End the hold of a case. Raises: NotStored (it is not held), NotPermitted, UsageError (no reason is given)."""
    if not why.strip():
        raise UsageError("letting go needs a reason", advice="Say it with --why.")
    app.audit.require("archive.hold", case_id)
    if Holds(store).of(case_id) is None:
        raise NotStored(f"{case_id} is not held", advice="`noticepack archive list` shows what is.")
    app.audit.record("archive.hold", case_id, "off", why=why.strip())
    app.audit.seal()
    if store.locks is not None:
        for key in app.archive.keys(case_id):
            store.locks.hold(key, False)
    Holds(store).lift(case_id)


def expire(app: App, store: ObjectStore, *, dry_run: bool, now: datetime) -> Iterator[Expiry]:
    """What becomes of every case, one after the other. `now` is the machine's time.

    Raises: NotPermitted, Damaged (a case or a hold cannot be read: nothing of it is removed), Unavailable.
    """
    app.audit.require("archive.expire")
    keeping = Keeping(app.settings, store)
    if not dry_run:
        _end_begun(app, store)
    for case in list(app.archive.list()):
        found = _judge(app, store, keeping, case, now)
        if found.state == "ends" and not dry_run:
            yield _remove(app, store, found, case)
        else:
            yield found


def _judge(app: App, store: ObjectStore, keeping: Keeping, case: ArchivedCase, now: datetime) -> Expiry:
    until = keeping.until(case.case_id, case.updated)
    hold = Holds(store).of(case.case_id)
    if hold is not None:
        return Expiry(case.case_id, case.updated, until, "held", hold.why)
    if until > now:
        return Expiry(case.case_id, case.updated, until, "kept")
    locked = _locked(app, store, case.case_id, now)
    return Expiry(case.case_id, case.updated, until, "locked" if locked else "ends", locked)


def _locked(app: App, store: ObjectStore, case_id: str, now: datetime) -> str:
    """By what the store still keeps an object of the case; empty when by nothing."""
    if store.locks is None:
        return ""
    for lock in map(store.locks.of, app.archive.keys(case_id)):
        if lock.in_force(now):
            return "legal hold" if lock.hold or lock.until is None else f"until {lock.until:%Y-%m-%d}"
    return ""


def _remove(app: App, store: ObjectStore, found: Expiry, case: ArchivedCase) -> Expiry:
    """Tombstone first, sealed; then a mark that lets the next call end what this one cannot; then the objects."""
    inventory = (
        f"sha512:{sha512(app.archive.inventory(found.case_id))}"  # with a copy of it one can show what there was
    )
    app.audit.record(
        "archive.expire", found.case_id, "begun", versions=case.versions, files=len(case.files),
        newest=found.newest.isoformat(), until=found.until.isoformat(), inventory=inventory,
    )  # fmt: skip
    app.audit.seal()
    store.put_new(_mark(found.case_id), to_json({"case": found.case_id, "inventory": inventory}))
    try:
        _erase(app, store, found.case_id)
    except Locked as error:  # the store's clock is behind this machine's, and its lock is what counts
        app.audit.record("archive.expire", found.case_id, "locked", error=error.message)
        store.erase(_mark(found.case_id))
        return Expiry(found.case_id, found.newest, found.until, "locked", error.message)
    return Expiry(found.case_id, found.newest, found.until, "removed")


def _end_begun(app: App, store: ObjectStore) -> None:
    """End what a killed call began and what can no more be read; what still can is judged again, as every case."""
    for key in list(store.keys(MARKS)):
        case_id = key.removeprefix(MARKS).removesuffix(".json")
        try:
            app.archive.versions(case_id)
        except (NotStored, Damaged):
            _erase(app, store, case_id)


def _erase(app: App, store: ObjectStore, case_id: str) -> None:
    try:
        objects = app.archive.erase(case_id)
    except NotStored:  # a killed call had removed the last of them
        objects = 0
    app.catalog.forget(case_id)
    app.audit.record("archive.expire", case_id, "removed", objects=objects)
    app.audit.seal()
    store.erase(_mark(case_id))


def _mark(case_id: str) -> str:
    return f"{MARKS}{case_id}.json"
