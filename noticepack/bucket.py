"""A part of a bucket as what an S3 source reads: the object store's errors become those of a source."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from config.errors import NotStored, SourceAway, SourceError, StorageError, Unavailable

if TYPE_CHECKING:
    from storage.drops import S3Drops


class BucketObjects:
    """`ingest.sources.prefix.Objects` over an S3 store."""

    def __init__(self, drops: S3Drops) -> None:
        self._drops = drops

    def entries(self) -> Iterator[tuple[str, str]]:
        """Name and tag of every object. Raises: SourceError, SourceAway."""
        with _as_source():
            yield from self._drops.entries()

    def get(self, name: str) -> bytes | None:
        """The bytes; None when it is gone. Raises: SourceError, SourceAway."""
        with _as_source():
            try:
                return self._drops.get(name)
            except NotStored:
                return None

    def move(self, name: str, to: str) -> None:
        """Give it another name. Raises: SourceError, SourceAway."""
        with _as_source():
            self._drops.move(name, to)


@contextmanager
def _as_source() -> Iterator[None]:
    try:
        yield
    except Unavailable as error:
        raise SourceAway(error.message, advice=error.advice) from error
    except StorageError as error:
        raise SourceError(error.message, advice=error.advice) from error
