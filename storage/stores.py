"""Which store a place in the settings means: a folder or an S3 bucket."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import UsageError
from storage.directory import DirectoryStore
from storage.exclusive import Exclusive
from storage.objects import ObjectStore, check_key
from storage.s3_options import S3Options

if TYPE_CHECKING:
    from storage.drops import S3Drops


def open_drops(url: str, options: S3Options) -> S3Drops:
    """The objects that others put at `s3://bucket/prefix`. Nothing is asked yet. Raises: UsageError (no bucket)."""
    bucket, _, prefix = url.removeprefix("s3://").partition("/")
    if not bucket:
        raise UsageError(f"{url}: the bucket is missing", advice="Use s3://bucket/prefix.")
    from storage.drops import S3Drops

    return S3Drops(bucket, prefix.rstrip("/"), replace(options, conditional_writes=True))  # it writes nothing new


def open_store(url: str, options: S3Options | None = None, exclusive: Exclusive | None = None) -> ObjectStore:
    """The store at `s3://bucket/prefix`, `directory:PATH` or a plain path. Nothing is read, written or asked yet.

    `exclusive` is the lock that writers share where an S3 service knows no conditional writes.

    Raises: UsageError (another scheme, or no bucket).
    """
    scheme, separator, rest = url.partition("://")
    if separator and scheme != "s3":
        raise UsageError(
            f"{url}: there is no kind of store called {scheme!r}", advice="Use a path or s3://bucket/prefix."
        )
    if not separator:
        path = url.removeprefix("directory:")
        if not path:
            raise UsageError("the place of a store is empty", advice="Use a path or s3://bucket/prefix.")
        return DirectoryStore(Path(path))
    bucket, _, prefix = rest.partition("/")
    if not bucket:
        raise UsageError(f"{url}: the bucket is missing", advice="Use s3://bucket/prefix.")
    from storage.s3 import S3Store

    below = check_key(prefix.strip("/")) if prefix.strip("/") else ""
    return S3Store(bucket, below, options or S3Options(), exclusive=exclusive)
