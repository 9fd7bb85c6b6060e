"""What a store can promise about an object: that no one removes or replaces it before a time, or while it is held.

A lock is only what a store itself enforces (S3 Object Lock). A store without that has none, and is never said to have:
`noticepack doctor` tries it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from storage.objects import ObjectStore


@dataclass(frozen=True, slots=True)
class Lock:
    """A promise about an object."""

    until: datetime | None
    """UTC; until then no one may remove it. None: no such time."""
    hold: bool = False
    """Legal hold: no one may remove it until the hold is lifted, whatever the time."""

    def __post_init__(self) -> None:
        """Raises: ValueError (a time without a zone)."""
        if self.until is not None and self.until.tzinfo is None:
            raise ValueError("a lock ends at a time with a zone")

    def in_force(self, now: datetime) -> bool:
        """Whether it keeps the object now."""
        return self.hold or (self.until is not None and self.until > now)


class Locks(Protocol):
    """The locks of a store that has some. All methods raise children of StorageError only."""

    @property
    def mode(self) -> str:
        """`governance` (who has a special right can lift it) or `compliance` (no one can)."""

    def under(self, lock: Lock) -> ObjectStore:
        """The same store, whose writes carry the lock from the moment they are visible."""

    def of(self, key: str) -> Lock:
        """What keeps the object. Raises: NotStored."""

    def keep(self, key: str, lock: Lock) -> None:
        """Keep the object at least as the lock says; never shortens, never lifts. Raises: NotStored."""

    def hold(self, key: str, on: bool) -> None:
        """Set or lift the legal hold. Raises: NotStored."""


def under(store: ObjectStore, lock: Lock | None) -> ObjectStore:
    """The store whose writes carry the lock, where it has locks; the store itself where it has none."""
    if lock is None or store.locks is None or (lock.until is None and not lock.hold):
        return store
    return store.locks.under(lock)
