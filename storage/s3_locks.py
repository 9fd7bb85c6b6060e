"""Object Lock of an S3 bucket: how long an object is kept, whether it is held, and removing every version of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from config.errors import Locked, StorageError
from storage.locks import Lock
from storage.objects import ObjectStore
from storage.s3_errors import s3_errors

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

Persist = Callable[[Callable[[], Any]], Any]
"""Does a thing again while the service does not answer."""


@dataclass(frozen=True, slots=True)
class S3Locks:
    """Implements `Locks` for the objects of one bucket."""

    client: S3Client
    place: Callable[[str], dict[str, Any]]
    """Bucket and name of a key."""
    mode: str
    store_under: Callable[[Lock], ObjectStore]
    persist: Persist

    def under(self, lock: Lock) -> ObjectStore:
        """The same store, whose writes carry the lock from the moment they are visible."""
        return self.store_under(lock)

    def of(self, key: str) -> Lock:
        """What keeps the object. Raises: NotStored."""
        found: Lock = self.persist(partial(lock_of, self.client, key, self.place(key)))
        return found

    def keep(self, key: str, lock: Lock) -> None:
        """Keep the object at least as the lock says; never shortens, never lifts. Raises: NotStored."""
        there = self.of(key)
        now = datetime.now(UTC)
        kept = there.until is not None and lock.until is not None and there.until >= _whole(lock.until)
        if lock.until is not None and lock.until > now and not kept:
            self.persist(partial(self._retain, key, lock.until))
        if lock.hold and not there.hold:
            self.hold(key, True)

    def hold(self, key: str, on: bool) -> None:
        """Set or lift the legal hold. Raises: NotStored."""
        self.persist(partial(self._hold, key, "ON" if on else "OFF"))

    def _retain(self, key: str, until: datetime) -> None:
        retention: Any = {"Mode": self.mode.upper(), "RetainUntilDate": until}
        with s3_errors(key):
            self.client.put_object_retention(**self.place(key), Retention=retention, ChecksumAlgorithm="SHA256")

    def _hold(self, key: str, status: Any) -> None:
        with s3_errors(key):
            self.client.put_object_legal_hold(
                **self.place(key), LegalHold={"Status": status}, ChecksumAlgorithm="SHA256"
            )


def lock_of(client: S3Client, key: str, place: dict[str, Any]) -> Lock:
    """What keeps an object, or a version of it when the place names one. Raises: NotStored."""
    with s3_errors(key):
        answer: Mapping[str, Any] = client.head_object(**place)
    until = answer.get("ObjectLockRetainUntilDate")
    return Lock(None if until is None else until.astimezone(UTC), answer.get("ObjectLockLegalHoldStatus") == "ON")


def _whole(at: datetime) -> datetime:
    """Services keep whole seconds, or milliseconds."""
    return at.replace(microsecond=0)


def lock_headers(lock: Lock | None, mode: str, now: datetime) -> dict[str, Any]:
    """What a write carries so that the object is locked from the start. A time that has passed locks nothing."""
    headers: dict[str, Any] = {}
    if lock is not None and lock.until is not None and lock.until > now:
        headers |= {"ObjectLockMode": mode.upper(), "ObjectLockRetainUntilDate": lock.until}
    if lock is not None and lock.hold:
        headers["ObjectLockLegalHoldStatus"] = "ON"
    return headers


def erase(client: S3Client, key: str, place: dict[str, Any]) -> None:
    """Remove every version of an object and the marks of its deletion, for good.

    Raises: Locked (a version is kept by a lock; others may be gone), StorageError.
    """
    for version in reversed(list(_versions(client, key, place))):  # the newest last: no older one appears meanwhile
        try:
            with s3_errors(key):
                client.delete_object(**place, VersionId=version)
        except StorageError as error:
            if lock_of(client, key, place | {"VersionId": version}).in_force(datetime.now(UTC)):
                raise Locked(f"{key}: the store keeps it under a lock") from error
            raise


def _versions(client: S3Client, key: str, place: dict[str, Any]) -> Iterator[str]:
    """The ids of all versions, newest first; `null` where the bucket keeps no versions."""
    more: dict[str, Any] = {}
    while True:
        with s3_errors(key):
            page = client.list_object_versions(Bucket=place["Bucket"], Prefix=place["Key"], **more)
        entries = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        yield from (one["VersionId"] for one in entries if one["Key"] == place["Key"])
        if not page.get("IsTruncated"):
            return
        more = {"KeyMarker": page["NextKeyMarker"], "VersionIdMarker": page.get("NextVersionIdMarker", "")}
