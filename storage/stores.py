"""Which store a place in the settings means: a folder or an S3 bucket."""

from __future__ import annotations

from pathlib import Path

from config.errors import UsageError
from storage.directory import DirectoryStore
from storage.exclusive import Exclusive
from storage.objects import ObjectStore, check_key
from storage.s3_options import S3Options


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
