"""What an S3 service does, found out by trying: nothing is believed because the service says so.

A lock is tried on a canary, an object that is to be kept for one minute: unless the service refuses to remove it, the
store is not called locked. The canary of one probe is removed by the next.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from config.errors import AlreadyStored, Conflict, Locked, StorageError
from storage.s3 import S3Store
from storage.s3_errors import s3_errors
from storage.s3_sums import base64_sha256

PROBE = "probe/"
CANARY = "probe/lock-"
CANARY_LIFE = timedelta(minutes=1)
MOST_SKEW, REFUSED_SKEW = timedelta(seconds=30), timedelta(minutes=15)  # services refuse requests from 15 minutes on


class Found(StrEnum):
    """What a trial showed."""

    WORKS = "works"
    LACKS = "lacks"  # and the settings do not ask for it
    FAILS = "fails"  # and the settings ask for it, or nothing works without it


@dataclass(frozen=True, slots=True)
class Tried:
    """One thing that was tried."""

    name: str
    found: Found
    detail: str
    remedy: str = ""


def probe_s3(store: S3Store) -> Iterator[Tried]:
    """Everything that matters for keeping, tried on probe objects. Never raises what a trial met: it tells it."""
    for name, trial in (
        ("store: rights", _rights), ("store: clock", _clock), ("store: checksums", _checksums),
        ("store: two writers", _conditions), ("store: versions", _versions), ("store: lock", _lock),
        ("store: encryption", _encryption),
    ):  # fmt: skip
        try:
            yield trial(store, name)
        except StorageError as error:
            yield Tried(name, Found.FAILS, error.message, error.advice)


def _rights(store: S3Store, name: str) -> Tried:
    key = _key()
    lacking = []
    trials: tuple[tuple[str, Callable[[], object]], ...] = (
        ("write", lambda: store.put_new(key, b"probe")),
        ("read", lambda: store.get(key)),
        ("list", lambda: list(store.keys(PROBE))),
        ("remove", lambda: store.erase(key)),
    )
    for what, action in trials:
        try:
            action()
        except StorageError as error:
            lacking.append(f"{what} ({error.message.removeprefix(f'{key}: ')})")
    if lacking:
        remedy = "Allow it to the access key, in the bucket's or the user's policy, or correct the settings."
        return Tried(name, Found.FAILS, "may not " + ", ".join(lacking), remedy)
    return Tried(name, Found.WORKS, "may write, read, list and remove")


def _clock(store: S3Store, name: str) -> Tried:
    begun = datetime.now(UTC)
    with s3_errors(name):
        answer = store.client.list_objects_v2(Bucket=store.place(PROBE + "x")["Bucket"], MaxKeys=1)
    half = (datetime.now(UTC) - begun) / 2
    told = answer["ResponseMetadata"]["HTTPHeaders"].get("date", "")
    try:
        skew = (begun + half) - parsedate_to_datetime(told)
    except ValueError:
        return Tried(name, Found.LACKS, "the service tells no time", "Compare its clock with this machine's yourself.")
    detail = f"this machine is {abs(skew.total_seconds()):.0f} s {'ahead of' if skew > timedelta(0) else 'behind'} it"
    if abs(skew) > MOST_SKEW:
        found = Found.FAILS if abs(skew) > REFUSED_SKEW else Found.LACKS
        return Tried(name, found, detail, "Set the clock (NTP): locks, links and the audit log go by it.")
    return Tried(name, Found.WORKS, detail)


def _checksums(store: S3Store, name: str) -> Tried:
    """A body that is not what its checksum says must be refused."""
    key = _key()
    try:
        with s3_errors(name):
            store.client.put_object(**store.place(key), Body=b"probe", ChecksumSHA256=base64_sha256(b"other"))
    except StorageError:
        return Tried(name, Found.WORKS, "refuses bytes that are not what their SHA-256 says")
    store.erase(key)
    detail = "takes bytes whose SHA-256 is wrong: damage on the way is found only when they are read back"
    return Tried(name, Found.LACKS, detail, "Every write is read back all the same; prefer a service that checks.")


def _conditions(store: S3Store, name: str) -> Tried:
    """The second writer of a key, and the one who saw an older object, must be refused."""
    if not store.options.conditional_writes:
        return Tried(name, Found.WORKS, "kept apart by a lock that all writers share, as the settings say")
    key = _key()
    kept = []
    trials: tuple[tuple[str, Callable[[], object]], ...] = (
        ("If-None-Match", lambda: store.put_new(key, b"two")),
        ("If-Match", lambda: store.replace(key, b"three", tag='"0123456789abcdef0123456789abcdef"')),
    )
    try:
        store.put_new(key, b"one")
        for what, action in trials:
            try:
                action()
            except (AlreadyStored, Conflict):
                kept.append(what)
    finally:
        store.erase(key)
    if len(kept) == 2:
        return Tried(name, Found.WORKS, "the second of two writers is refused (If-None-Match, If-Match)")
    remedy = "Set s3.conditional_writes = false and let all writers share the folder of locks."
    return Tried(name, Found.FAILS, f"two writers may write over each other: holds only {kept or 'nothing'}", remedy)


def _versions(store: S3Store, name: str) -> Tried:
    key = _key()
    first = store.put_new(key, b"one")
    try:
        store.replace(key, b"two", tag=first.tag)
        with s3_errors(key):
            found = store.client.list_object_versions(Bucket=store.place(key)["Bucket"], Prefix=store.place(key)["Key"])
    finally:
        store.erase(key)
    if len(found.get("Versions", [])) == 2:
        return Tried(name, Found.WORKS, "the bucket keeps what is written over")
    remedy = "Switch versioning on for the bucket, so that nothing that is written over is lost."
    return Tried(name, Found.LACKS, "the bucket keeps no older versions", remedy)


def _lock(store: S3Store, name: str) -> Tried:
    wanted = store.options.lock_mode
    mode = "governance" if wanted == "none" else wanted
    bad = Found.LACKS if wanted == "none" else Found.FAILS
    _remove_canaries(store)
    key = f"{CANARY}{secrets.token_hex(8)}"
    until = datetime.now(UTC) + CANARY_LIFE
    headers: dict[str, Any] = {"ObjectLockMode": mode.upper(), "ObjectLockRetainUntilDate": until}
    remedy = "Make a bucket with Object Lock (it cannot be added to every bucket later) and move there."
    try:
        with s3_errors(key):
            body = b"canary"
            put: Mapping[str, Any] = store.client.put_object(
                **store.place(key), Body=body, ChecksumSHA256=base64_sha256(body), **headers
            )
    except StorageError as error:
        return Tried(name, bad, f"no lock: {error.message.removeprefix(f'{key}: ')}", remedy)
    version = put.get("VersionId")
    if not version or _removes(store, key, version):
        return Tried(name, Found.FAILS, "no lock: it was accepted, and the object could be removed", remedy)
    if wanted == "none":
        advice = "Set lock.mode to have cases, originals and the audit log locked."
        return Tried(name, Found.LACKS, "the store can lock (tried), and the settings do not ask for it", advice)
    free = mode == "governance" and _removes(store, key, version, BypassGovernanceRetention=True)
    lifted = ", which this access key may lift" if free else ""
    tip = "Take the right s3:BypassGovernanceRetention from this access key." if free else ""
    return Tried(name, Found.LACKS if free else Found.WORKS, f"{mode} lock holds (tried to remove){lifted}", tip)


def _removes(store: S3Store, key: str, version: str, **more: Any) -> bool:
    """Whether a version can be removed although it is locked: whatever the service answers, it must still be there."""
    with suppress(StorageError), s3_errors(key):
        store.client.delete_object(**store.place(key), VersionId=version, **more)
    try:
        with s3_errors(key):
            store.client.head_object(**store.place(key), VersionId=version)
    except StorageError:
        return True
    return False


def _remove_canaries(store: S3Store) -> None:
    """Those of earlier probes; one that is locked still is left to the next."""
    for key in list(store.keys(CANARY)):
        with suppress(Locked):
            store.erase(key)


def _encryption(store: S3Store, name: str) -> Tried:
    key = _key()
    store.put_new(key, b"probe")
    try:
        with s3_errors(key):
            answer: Mapping[str, Any] = store.client.head_object(**store.place(key))
    finally:
        store.erase(key)
    kept = answer.get("ServerSideEncryption")
    wanted = store.options.encryption
    if wanted != "none" and kept != wanted:
        remedy = "Set up encryption in the service, or set s3.encryption to none."
        return Tried(name, Found.FAILS, f"asked for {wanted}, the service says {kept or 'none'}", remedy)
    if kept is None:
        detail = "the service encrypts nothing at rest that it tells of; originals are encrypted before they get there"
        return Tried(name, Found.LACKS, detail, "Set s3.encryption for the archive, if the service knows it.")
    return Tried(name, Found.WORKS, f"at rest: {kept}")


def _key() -> str:
    return f"{PROBE}{secrets.token_hex(8)}"
