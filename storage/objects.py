"""The object store port: named bytes, written once or replaced under a condition.

Keys are `/`-separated relative paths of printable ASCII without `.` or `..` segments. An implementation makes a write
visible whole or not at all, and durable before the call returns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


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

        Raises: AlreadyStored (other bytes are there), Unavailable.
        """

    def replace(self, key: str, data: bytes, *, tag: str | None) -> Stored:
        """Write over the object whose tag is `tag`, or under a free key when `tag` is None.

        Raises: Conflict (changed or created by another since), Unavailable.
        """

    def get(self, key: str) -> bytes:
        """The bytes, checked against the digest that was stored with them. Raises: NotStored, Damaged, Unavailable."""

    def head(self, key: str) -> Stored:
        """What is there, without the bytes. Raises: NotStored, Unavailable."""

    def list(self, prefix: str = "") -> Iterator[Stored]:
        """All objects whose key begins with `prefix`, in the order of their keys."""
