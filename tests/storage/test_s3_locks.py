"""Locks, holds, encryption and links of a real S3 service; what is locked cannot be removed by anyone here."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from config.errors import AlreadyStored, Conflict, Locked, NotStored, StorageError, UsageError
from storage.archive import Archive
from storage.audit import AuditLog
from storage.audit_check import check_log
from storage.exclusive import file_locks
from storage.locks import Lock, under
from storage.s3 import S3Store
from storage.s3_options import MEBIBYTE
from storage.vault import Vault, new_identity
from tests.services.seaweed import BUCKET, LOCKED_BUCKET, Server
from tests.storage.auditing import AT, entry

pytestmark = pytest.mark.service
NOW = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)
CASE = "AMZ-US-7KQ2M4XD"


def soon(**ahead: float) -> datetime:
    """A time ahead of the machine's clock, in whole seconds: locks are the service's, and so is its clock."""
    return datetime.now(UTC).replace(microsecond=0) + timedelta(**ahead)


@pytest.fixture(params=["governance", "compliance"])
def locked(request: pytest.FixtureRequest, seaweed: Server, s3_client: Any) -> S3Store:
    """An empty store in a bucket with Object Lock, for each mode."""
    options = seaweed.options(lock_mode=request.param)
    return S3Store(LOCKED_BUCKET, uuid.uuid4().hex, options, client=s3_client)


def versions(store: S3Store, key: str) -> list[str]:
    """The ids of all versions of an object."""
    found: Any = store.client.list_object_versions(Bucket=LOCKED_BUCKET, Prefix=f"{store._prefix}{key}")
    return [one["VersionId"] for one in found.get("Versions", [])]


def test_a_lock_keeps_every_byte(locked: S3Store, s3_client: Any) -> None:
    """What was written under a lock cannot be erased, neither by us nor by the bucket's own administrator."""
    assert locked.locks is not None
    until = soon(days=1)
    locked.locks.under(Lock(until)).put_new("k", b"kept")
    assert locked.locks.of("k") == Lock(until)
    with pytest.raises(Locked):
        locked.erase("k")
    (version,) = versions(locked, "k")
    with pytest.raises(s3_client.exceptions.ClientError):
        s3_client.delete_object(Bucket=LOCKED_BUCKET, Key=f"{locked._prefix}k", VersionId=version)
    assert locked.get("k") == b"kept"


def test_a_lock_is_never_shortened(locked: S3Store) -> None:
    """Keeping longer is done, keeping less long is not, and a hold stays until it is lifted."""
    assert locked.locks is not None
    first, later = soon(days=1), soon(days=2)
    locked.locks.under(Lock(first)).put_new("k", b"kept")
    locked.locks.keep("k", Lock(soon(hours=1)))
    assert locked.locks.of("k") == Lock(first)
    locked.locks.keep("k", Lock(later, hold=True))
    locked.locks.keep("k", Lock(None))
    assert locked.locks.of("k") == Lock(later, hold=True)
    locked.locks.hold("k", False)
    assert locked.locks.of("k") == Lock(later)


def test_a_hold_alone_keeps(locked: S3Store) -> None:
    """A held object cannot be erased although no time keeps it; lifted, it can."""
    assert locked.locks is not None
    locked.locks.under(Lock(None, hold=True)).put_new("k", b"held")
    with pytest.raises(Locked):
        locked.erase("k")
    locked.locks.hold("k", False)
    locked.erase("k")
    with pytest.raises(NotStored):
        locked.get("k")
    assert versions(locked, "k") == []


def test_a_large_object_is_locked_from_the_start(seaweed: Server, s3_client: Any) -> None:
    """An object sent in parts carries its lock as any other."""
    options = seaweed.options(lock_mode="governance", multipart_bytes=5 * MEBIBYTE, part_bytes=5 * MEBIBYTE)
    store = S3Store(LOCKED_BUCKET, uuid.uuid4().hex, options, client=s3_client)
    assert store.locks is not None
    until = soon(minutes=5)
    store.locks.under(Lock(until)).put_new("big", b"a" * (6 * MEBIBYTE))
    assert store.locks.of("big") == Lock(until)


def test_bytes_that_are_there_already_are_locked_too(locked: S3Store) -> None:
    """Writing the same bytes again under a lock locks what is there."""
    assert locked.locks is not None
    until = soon(minutes=5)
    locked.put_new("k", b"x")
    assert locked.locks.of("k") == Lock(None)
    locked.locks.under(Lock(until)).put_new("k", b"x")
    assert locked.locks.of("k") == Lock(until)


def test_erasing_leaves_no_version(locked: S3Store) -> None:
    """All versions of what no lock keeps are removed, also those under a mark of deletion."""
    tag = locked.put_new("k", b"one").tag
    locked.replace("k", b"two", tag=tag)
    locked.delete("k")
    assert len(versions(locked, "k")) == 2
    locked.erase("k")
    assert versions(locked, "k") == []


def test_erasing_where_nothing_is_locked(s3_store: S3Store) -> None:
    """A bucket without versions erases too, and a key that is free is no error."""
    s3_store.put_new("k", b"x")
    s3_store.erase("k")
    s3_store.erase("k")
    assert list(s3_store.keys()) == []
    assert s3_store.locks is None
    assert under(s3_store, Lock(soon(days=1))) is s3_store


def test_a_bucket_without_locks_refuses_to_pretend(seaweed: Server, s3_client: Any) -> None:
    """A lock asked of a bucket that was made without is an error, never a write without a lock."""
    store = S3Store(BUCKET, uuid.uuid4().hex, seaweed.options(lock_mode="compliance"), client=s3_client)
    assert store.locks is not None
    with pytest.raises(StorageError) as caught:
        store.locks.under(Lock(soon(days=1))).put_new("k", b"x")
    assert "Object Lock" in caught.value.advice


def test_a_case_is_locked_whole(locked: S3Store) -> None:
    """Every object of a case is locked as long as its newest version, what an earlier version holds as well."""
    assert locked.locks is not None
    untils = iter([soon(minutes=5), soon(minutes=10)])
    until = None

    def lock_for(_case: str) -> Lock:
        assert until is not None
        return Lock(until, hold=until.minute % 2 == 0)

    archive = Archive(locked, lock_for=lock_for)
    for files in ({"a": b"1", "b": b"1"}, {"a": b"2"}):
        until = next(untils)
        archive.add(CASE, files, created=NOW, message="m", user="u")
    for key in archive.keys(CASE):
        kept = locked.locks.of(key).until
        assert kept is not None
        assert kept >= until, key
    with pytest.raises(Locked):
        archive.erase(CASE)


def test_originals_and_checkpoints_are_locked(locked: S3Store, tmp_path: Path) -> None:
    """What goes into the vault and what seals the audit log is locked when it is written."""
    assert locked.locks is not None
    until = soon(days=1)
    _, recipient = new_identity()
    Vault(locked, (recipient,), lock_now=lambda: Lock(until)).keep(b"a notice")
    log = AuditLog(tmp_path / "audit", lambda at: under(locked, Lock(until)))
    log.append(entry())
    log.seal(AT)
    keys = list(locked.keys())
    assert len(keys) == 5
    assert {locked.locks.of(key) for key in keys} == {Lock(until)}
    assert check_log(locked, log.id, log.local()).faults == ()


def test_encryption_is_asked_for(seaweed: Server, s3_client: Any) -> None:
    """With SSE-S3 set, objects of either size are kept encrypted by the service and read back the same."""
    options = seaweed.options(encryption="AES256", multipart_bytes=5 * MEBIBYTE, part_bytes=5 * MEBIBYTE)
    store = S3Store(BUCKET, uuid.uuid4().hex, options, client=s3_client)
    for key, data in (("small", b"x"), ("big", b"b" * (6 * MEBIBYTE))):
        store.put_new(key, data)
        assert store.get(key) == data
        answer = s3_client.head_object(Bucket=BUCKET, Key=f"{store._prefix}{key}")
        assert answer["ServerSideEncryption"] == "AES256"


def test_a_link_gives_the_file_as_long_as_it_lives(s3_store: S3Store) -> None:
    """Anyone with the address gets the bytes, as a file of the name told; without its signature no one does."""
    s3_store.put_new("k", b"for the auditor")
    address = s3_store.link("k", timedelta(minutes=5), 'appeal "1" é.docx')
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert answer.read() == b"for the auditor"
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''appeal%20%221%22%20%C3%A9.docx"
    for wrong in (address.partition("?")[0], address.replace("X-Amz-Expires=300", "X-Amz-Expires=900")):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(wrong, timeout=10)


def alone(seaweed: Server, client: Any, folder: Path, prefix: str) -> S3Store:
    """A store that sends no conditions and takes a lock of a folder instead."""
    options = seaweed.options(conditional_writes=False)
    return S3Store(BUCKET, prefix, options, client=client, exclusive=file_locks(folder))


def test_without_conditional_writes_a_lock_is_needed(seaweed: Server, s3_client: Any) -> None:
    """A store without conditions and without a lock is refused before it writes anything."""
    with pytest.raises(UsageError):
        S3Store(BUCKET, "x", seaweed.options(conditional_writes=False), client=s3_client)


def test_a_lock_stands_in_for_conditions(seaweed: Server, s3_client: Any, tmp_path: Path) -> None:
    """With no condition sent, a taken key and a changed object are still found."""
    store = alone(seaweed, s3_client, tmp_path, uuid.uuid4().hex)
    first = store.put_new("k", b"one")
    assert store.put_new("k", b"one") == first
    with pytest.raises(AlreadyStored):
        store.put_new("k", b"two")
    second = store.replace("k", b"two", tag=first.tag)
    with pytest.raises(Conflict):
        store.replace("k", b"three", tag=first.tag)
    with pytest.raises(Conflict):
        store.replace("k", b"three", tag=None)
    assert store.replace("k", b"two", tag=first.tag) == second


def test_writers_that_share_a_lock_lose_nothing(seaweed: Server, s3_client: Any, tmp_path: Path) -> None:
    """Threads that add versions to one case without conditional writes: every version is there once."""
    prefix = uuid.uuid4().hex

    def work(writer: int) -> None:
        archive = Archive(alone(seaweed, s3_client, tmp_path, prefix))
        for number in range(3):
            while True:
                with contextlib.suppress(Conflict):
                    archive.add(CASE, {f"{writer}-{number}": b"x"}, created=NOW, message="m", user=f"{writer}")
                    break

    threads = [threading.Thread(target=work, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    archive = Archive(alone(seaweed, s3_client, tmp_path, prefix))
    assert len(archive.versions(CASE)) == 12
    assert len(archive.get(CASE)) == 12
    assert archive.verify(CASE) == ()


HOLDER = """
import sys
from pathlib import Path
from storage.exclusive import file_locks
with file_locks(Path(sys.argv[1]))("name"):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_file_lock_keeps_other_processes_out(tmp_path: Path) -> None:
    """While a process holds a name, another waits for it; a killed holder holds nothing."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    here = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=here) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        got = threading.Event()

        def take() -> None:
            with file_locks(tmp_path)("name"):
                got.set()

        waiter = threading.Thread(target=take)
        waiter.start()
        assert not got.wait(0.3)
        holder.kill()
        waiter.join(20)
        assert got.is_set()
