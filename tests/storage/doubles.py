"""Small stores for tests: one that keeps everything in memory, one that fails at a chosen write."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from config.errors import AlreadyStored, Conflict, NotStored, Unavailable, UsageError
from storage.objects import ObjectStore, Stored, check_key, digest_of


@dataclass
class MemoryStore:
    """An ObjectStore in a dict; held to the same contract as the real ones."""

    objects: dict[str, bytes] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def put_new(self, key: str, data: bytes) -> Stored:
        """Write under a free key."""
        check_key(key)
        with self.lock:
            if self.objects.setdefault(key, data) != data:
                raise AlreadyStored(key)
            return self.head(key)

    def replace(self, key: str, data: bytes, *, tag: str | None) -> Stored:
        """Write over what has the tag."""
        check_key(key)
        with self.lock:
            there = self.head(key).tag if key in self.objects else None
            if there != tag and self.objects.get(key) != data:
                raise Conflict(key)
            self.objects[key] = data
            return self.head(key)

    def put_together(self, folder: str, files: Mapping[str, bytes], tags: Mapping[str, str]) -> bool:
        """False."""
        return False

    def get(self, key: str) -> bytes:
        """The bytes."""
        try:
            return self.objects[check_key(key)]
        except KeyError:
            raise NotStored(key) from None

    def head(self, key: str) -> Stored:
        """What is there."""
        data = self.get(key)
        return Stored(key, len(data), digest_of(data), digest_of(data))

    def list(self, prefix: str = "") -> Iterator[Stored]:
        """All, in order."""
        return map(self.head, sorted(self.keys(prefix)))

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All keys."""
        return iter([key for key in list_of(self.objects) if key.startswith(prefix)])

    def delete(self, key: str) -> None:
        """Remove."""
        self.objects.pop(check_key(key), None)

    def erase(self, key: str) -> None:
        """Remove."""
        self.delete(key)

    def link(self, key: str, life: timedelta, name: str) -> str:
        """None."""
        raise UsageError("memory gives no links")

    @property
    def locks(self) -> None:
        """None."""
        return None


def list_of(objects: dict[str, bytes]) -> tuple[str, ...]:
    """The keys now: another thread may add some meanwhile."""
    return tuple(objects)


@dataclass
class FailingStore:
    """A store whose n-th write (1-based) fails and all after it, as if the process had been killed there."""

    inner: ObjectStore
    fails_at: int
    done_first: bool
    """The n-th write is carried out and only its answer is lost."""
    writes: int = 0

    def put_new(self, key: str, data: bytes) -> Stored:
        """Write, or fail."""
        return self._write(lambda: self.inner.put_new(key, data))

    def replace(self, key: str, data: bytes, *, tag: str | None) -> Stored:
        """Write, or fail."""
        return self._write(lambda: self.inner.replace(key, data, tag=tag))

    def delete(self, key: str) -> None:
        """Remove, or fail."""
        self._write(lambda: self.inner.delete(key))

    def erase(self, key: str) -> None:
        """Remove, or fail."""
        self._write(lambda: self.inner.erase(key))

    def link(self, key: str, life: timedelta, name: str) -> str:
        """Read."""
        return self.inner.link(key, life, name)

    @property
    def locks(self) -> None:
        """None."""
        return None

    def put_together(self, folder: str, files: Mapping[str, bytes], tags: Mapping[str, str]) -> bool:
        """False."""
        return False

    def get(self, key: str) -> bytes:
        """Read."""
        return self.inner.get(key)

    def head(self, key: str) -> Stored:
        """Read."""
        return self.inner.head(key)

    def list(self, prefix: str = "") -> Iterator[Stored]:
        """Read."""
        return self.inner.list(prefix)

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Read."""
        return self.inner.keys(prefix)

    def _write(self, action):  # type: ignore[no-untyped-def]
        self.writes += 1
        if self.writes > self.fails_at or (self.writes == self.fails_at and not self.done_first):
            raise Unavailable("the store is gone")
        result = action()
        if self.writes == self.fails_at:
            raise Unavailable("the answer is lost")
        return result
