"""The object store port: named bytes, written once or replaced under a condition.

Keys are `/`-separated relative paths of printable ASCII without `.` or `..` segments. An implementation makes a write
visible whole or not at all, and durable before the call returns.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from config.errors import StorageError

if TYPE_CHECKING:
    from storage.locks import Locks

LONGEST_KEY = 1024  # bytes: the limit of S3
LONGEST_SEGMENT = 255  # bytes: the limit of common file systems
PRINTABLE = re.compile(r"[\x20-\x7e]+", re.ASCII)


def digest_of(data: bytes) -> str:
    """The identity of bytes: `sha256:` and 64 lower-case hex digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def check_key(key: str) -> str:
    """The key, if a store may use it.

    Raises: StorageError (empty, too long, not printable ASCII, or a segment that is empty, `.` or `..`).
    """
    segments = key.split("/")
    if not PRINTABLE.fullmatch(key) or len(key) > LONGEST_KEY or {"", ".", ".."} & set(segments):
        raise StorageError(f"not a key that a store may use: {key[:80]!r}")
    if "\\" in key or max(map(len, segments)) > LONGEST_SEGMENT:
        raise StorageError(f"a segment of the key is too long or holds a backslash: {key[:80]!r}")
    return key


@dataclass(frozen=True, slots=True)
class Stored:
    """What a store says about an object."""

    key: str
    size: int
    """Bytes."""
    digest: str
    """`sha256:…` of the bytes."""
    tag: str
    """Changes whenever the bytes change; the condition for `replace`. Opaque."""


class ObjectStore(Protocol):
    """Named bytes. All methods raise children of StorageError only."""

    def put_new(self, key: str, data: bytes) -> Stored:
        """Write under a key that is free; the same bytes again are no error.

        Raises: AlreadyStored (other bytes are there), NotStored (removed by another at once), Unavailable.
        """

    def replace(self, key: str, data: bytes, *, tag: str | None) -> Stored:
        """Write over the object whose tag is `tag`, or under a free key when `tag` is None.

        When another tag is there with the same bytes, nothing is written and nothing is wrong: a store that lost its
        answer on the way back is asked again, and must not call its own write a conflict.

        Raises: Conflict (changed or created by another since), Unavailable.
        """

    def put_together(self, folder: str, files: Mapping[str, bytes], tags: Mapping[str, str]) -> bool:
        """Write several objects below `folder`, visible all at once; False, and nothing is done, where that cannot be.

        `files` by key; those with a tag are written over the object of that tag, all others under a free key.

        Raises: Conflict (one was changed or created by another since), Unavailable.
        """

    def get(self, key: str) -> bytes:
        """The bytes, checked against the digest that was stored with them. Raises: NotStored, Damaged, Unavailable."""

    def head(self, key: str) -> Stored:
        """What is there, without the bytes. Raises: NotStored, Unavailable."""

    def list(self, prefix: str = "") -> Iterator[Stored]:
        """All objects whose key begins with `prefix`, in the order of their keys.

        Costs a request an object on S3, which does not list digests; `keys` costs one a thousand.
        """

    def keys(self, prefix: str = "") -> Iterator[str]:
        """The keys that begin with `prefix`, in no order to rely on (services differ on `a-b` and `a/b`)."""

    def delete(self, key: str) -> None:
        """Remove what is under the key, if anything is. Only for content that no inventory names."""

    def erase(self, key: str) -> None:
        """Remove every version of what is under the key, for good. Raises: Locked."""

    def link(self, key: str, life: timedelta, name: str) -> str:
        """An address from which anyone can get the bytes as a file of that name, as long as it lives.

        Raises: UsageError (the store gives no links).
        """

    @property
    def locks(self) -> Locks | None:
        """The locks that the store itself enforces, where it is set to lock; None where not."""
