"""Holds keep, retention ends by the rules, and nothing is removed that is kept, held or locked."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from config.access import UserRole
from config.errors import Damaged, Locked, NotPermitted, NotStored, Unavailable, UsageError
from noticepack.audited import AuditedArchive
from noticepack.bootstrap import App, open_app, open_object_store
from noticepack.holding import Expiry, expire, hold_case, let_go
from noticepack.keeping import Keeping
from storage.archive import Archive
from storage.holds import Hold, Holds
from storage.objects import ObjectStore
from tests.noticepack.test_trail import settings_of, told
from tests.services.seaweed import LOCKED_BUCKET, Server
from tests.storage.doubles import FailingStore, MemoryStore

ARCHIVED = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)
CASES = ("AMZ-US-7KQ2M4XD", "JOOM-7KQ2M4XD", "UNKNOWN-7KQ2M4XD")
AFTER = ARCHIVED + timedelta(days=7 * 366)


@pytest.fixture
def app(tmp_path: Path) -> App:
    """The application for an administrator, with a case of each platform."""
    app = open_app(settings_of(tmp_path, role="admin"))
    fill(app.archive)
    return app


def fill(archive: Archive) -> None:
    """Add the cases."""
    for case in CASES:
        archive.add(case, {"a.txt": b"a", "b.txt": case.encode()}, created=ARCHIVED, message="m", user="ann")


def ends(app: App, store: ObjectStore, now: datetime, *, dry_run: bool = False) -> dict[str, str]:
    """What became of each case."""
    return {one.case_id: one.state for one in expire(app, store, dry_run=dry_run, now=now)}


def test_nothing_ends_before_its_time(app: App) -> None:
    """Until the rules of its platform end keeping it, a case is kept, to the second."""
    store = open_object_store(app.settings)
    until = Keeping(app.settings, store).until(CASES[0], ARCHIVED)
    assert until == ARCHIVED.replace(year=2033)
    assert set(ends(app, store, until - timedelta(seconds=1)).values()) == {"kept"}
    assert ends(app, store, until)[CASES[0]] == "removed"


def test_the_rules_say_how_long(app: App, tmp_path: Path) -> None:
    """Each platform has its own time, and a case of an unknown one is kept as long as any."""
    folder = tmp_path / "rules"
    (folder / "platforms").mkdir(parents=True)
    for name, period in (("amazon", "P2Y"), ("joom", "P6M")):
        (folder / "platforms" / f"{name}.yaml").write_text(f"retention: {period}\n", encoding="utf-8")
    keeping = Keeping(app.settings.model_copy(update={"rules_dir": folder}), MemoryStore())
    assert [keeping.until(case, ARCHIVED) for case in CASES] == [
        ARCHIVED.replace(year=2028), ARCHIVED.replace(month=9), ARCHIVED.replace(year=2028)
    ]  # fmt: skip


def test_a_dry_run_only_tells(app: App) -> None:
    """A dry run removes nothing and records nothing."""
    store = open_object_store(app.settings)
    before, records = set(store.keys("archive/")), told(app.audit)
    assert set(ends(app, store, AFTER, dry_run=True).values()) == {"ends"}
    assert set(store.keys("archive/")) == before
    assert told(app.audit) == records


def test_what_ends_leaves_a_tombstone(app: App) -> None:
    """The objects are gone, and the audit log says what was there, sealed before the first of them went."""
    store = open_object_store(app.settings)
    inventory = app.archive.inventory(CASES[0])
    assert set(ends(app, store, AFTER).values()) == {"removed"}
    assert {one.key for one in store.list() if one.key.startswith(("archive/", "expiring/"))} == {
        "archive/0=ocfl_1.1", "archive/ocfl_layout.json",
        "archive/extensions/0003-hash-and-id-n-tuple-storage-layout/config.json",
    }  # fmt: skip
    assert [one for one in told(app.audit) if one[1] == CASES[0]][-2:] == [
        ("archive.expire", CASES[0], "begun"), ("archive.expire", CASES[0], "removed"),
    ]  # fmt: skip
    local = app.audit.log.local()
    assert local is not None
    (tombstone,) = (json.loads(line) for line in local.lines if b'"begun"' in line and CASES[0].encode() in line)
    assert tombstone["details"]["inventory"] == f"sha512:{hashlib.sha512(inventory).hexdigest()}"
    assert ends(app, store, AFTER) == {}


def test_what_is_held_stays(app: App) -> None:
    """A held case is not removed however old it is, until it is let go; both need a reason and are recorded."""
    store = open_object_store(app.settings)
    hold_case(app, store, CASES[0], "lawsuit 12")
    hold_case(app, store, CASES[0], "another reason")
    hold = Holds(store).of(CASES[0])
    assert hold is not None
    assert hold.why == "lawsuit 12"
    assert ends(app, store, AFTER)[CASES[0]] == "held"
    assert app.archive.verify(CASES[0]) == ()
    let_go(app, store, CASES[0], "settled")
    assert ends(app, store, AFTER) == {CASES[0]: "removed"}
    assert [(target, outcome) for action, target, outcome in told(app.audit) if action == "archive.hold"] == [
        (CASES[0], "on"), (CASES[0], "on"), (CASES[0], "off"),
    ]  # fmt: skip


def test_a_hold_is_asked_for_properly(app: App) -> None:
    """No hold without a reason, of a case that is not there, or letting go of what is not held."""
    store = open_object_store(app.settings)
    for attempt in (lambda: hold_case(app, store, CASES[0], " "), lambda: let_go(app, store, CASES[0], "")):
        with pytest.raises(UsageError):
            attempt()
    with pytest.raises(NotStored):
        hold_case(app, store, "AMZ-US-00000000", "x")
    with pytest.raises(NotStored):
        let_go(app, store, CASES[0], "x")
    assert list(Holds(store).all()) == []


def test_only_an_administrator_holds_and_ends(app: App, tmp_path: Path) -> None:
    """Every other role is refused, and the refusal is recorded."""
    store = open_object_store(app.settings)
    for role in (UserRole.OPERATOR, UserRole.AUDITOR, UserRole.CUSTODIAN):
        other = replace(app, audit=app.audit.acting(replace(app.audit.actor, role=role)))
        with pytest.raises(NotPermitted):
            hold_case(other, store, CASES[0], "x")
        with pytest.raises(NotPermitted):
            list(expire(other, store, dry_run=False, now=AFTER))
        assert told(app.audit)[-1] == ("archive.expire", "", "refused")
    assert len(list(app.archive.list())) == 3


def test_a_hold_that_cannot_be_read_holds(app: App) -> None:
    """A damaged hold stops everything rather than letting a case go."""
    store = open_object_store(app.settings)
    store.put_new(f"holds/{CASES[0]}.json", b"{}")
    with pytest.raises(Damaged):
        list(expire(app, store, dry_run=False, now=AFTER))
    assert app.archive.verify(CASES[0]) == ()


@pytest.mark.parametrize("at", range(1, 14))
@pytest.mark.parametrize("done_first", [False, True], ids=["write lost", "answer lost"])
def test_a_kill_while_removing_is_ended_by_the_next_call(app: App, at: int, done_first: bool) -> None:
    """Whichever removal the kill comes at, the next call ends it, and the log tells both beginnings and ends."""
    memory = MemoryStore()
    fill(Archive(memory))
    failing = FailingStore(memory, at, done_first)
    killed = replace(app, archive=AuditedArchive(failing, app.audit, lambda case: None))
    with pytest.raises(Unavailable):
        list(expire(killed, failing, dry_run=False, now=AFTER))
    again = replace(app, archive=AuditedArchive(memory, app.audit, lambda case: None))
    assert set(ends(again, memory, AFTER).values()) <= {"removed"}
    assert [key for key in memory.objects if key.count("/") > 3 or key.startswith("expiring")] == []
    begun = {target for action, target, outcome in told(app.audit) if outcome == "begun"}
    removed = {target for action, target, outcome in told(app.audit) if outcome == "removed"}
    assert begun == removed == set(CASES)


@pytest.mark.service
@pytest.mark.parametrize("mode", ["governance", "compliance"])
def test_what_the_store_locks_stays(seaweed: Server, s3_client: Any, tmp_path: Path, mode: str) -> None:
    """On a store with locks a case is locked and held by the store itself, and expire removes neither."""
    app = open_app(settings_of(
        tmp_path, role="admin", store=f"s3://{LOCKED_BUCKET}/{uuid.uuid4().hex}",
        **{"s3.endpoint": f"http://127.0.0.1:{seaweed.port}", "s3.path_style": True, "lock.mode": mode,
           "s3.access_key_id": seaweed.access_key, "s3.secret_access_key": seaweed.secret_key},
    ))  # fmt: skip
    store = open_object_store(app.settings)
    assert store.locks is not None
    fill(app.archive)
    keys = app.archive.keys(CASES[0])
    seven = datetime.now(UTC) + timedelta(days=7 * 365)
    assert all((until := store.locks.of(key).until) is not None and until > seven for key in keys)
    hold_case(app, store, CASES[0], "lawsuit 12")
    app.archive.add(CASES[0], {"late.txt": b"added while held"}, created=ARCHIVED, message="m", user="ann")
    assert all(store.locks.of(key).hold for key in app.archive.keys(CASES[0]))
    ended = Keeping(app.settings, store).until(CASES[1], ARCHIVED)  # by the rules
    assert ends(app, store, ended) == {CASES[0]: "held", CASES[1]: "locked", CASES[2]: "locked"}
    fast = ended + timedelta(days=3650)  # this machine's clock is wrong, and the store's is not
    assert ends(app, store, fast) == {CASES[0]: "held", CASES[1]: "locked", CASES[2]: "locked"}
    assert app.archive.verify(CASES[1]) == ()
    let_go(app, store, CASES[0], "settled")
    assert not any(store.locks.of(key).hold for key in app.archive.keys(CASES[0]))
    with pytest.raises(Locked):
        app.archive.erase(CASES[1])
    assert app.archive.get(CASES[1])["a.txt"] == b"a"
    assert all(store.locks.of(key).until is not None for key in store.keys("audit/"))


def test_holds_are_listed(app: App) -> None:
    """Every hold is told with who, why and since when."""
    store = open_object_store(app.settings)
    hold_case(app, store, CASES[1], "lawsuit 12")
    (hold,) = Holds(store).all()
    assert isinstance(hold, Hold)
    assert (hold.case, hold.why, hold.by) == (CASES[1], "lawsuit 12", "noticepack")
    assert datetime.fromisoformat(hold.since).tzinfo is not None
    assert isinstance(next(iter(expire(app, store, dry_run=True, now=AFTER))), Expiry)
