"""Which store a place in the settings means: a folder or an S3 bucket."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from config.errors import UsageError
from storage.directory import DirectoryStore
from storage.objects import ObjectStore, check_key

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class S3Options:
    """How to reach an S3 service; made from the settings by the face. Without keys, boto3's usual chain finds them."""

    endpoint: str | None = None
    """Address of a service that is not AWS, `https://s3.example.org`."""
    region: str | None = None
    path_style: bool = False
    """Bucket in the path and not in the host name; most services that are not AWS need it."""
    access_key: str | None = None
    secret_key: str | None = None
    ca_bundle: Path | None = None
    """File of certificates to trust instead of the system's."""
    time_limit_seconds: float = 120.0
    """After this long, an operation that still fails is given up."""
    checksums: Literal["when_supported", "when_required"] = "when_supported"
    """`when_required` for services that refuse the checksum trailers boto3 sends by default. Ours are always sent."""
    multipart_bytes: int = 64 * MEBIBYTE
    """Objects of this size and more are sent in parts."""
    part_bytes: int = 16 * MEBIBYTE
    """Size of a part; S3 wants 5 MiB at least."""


def open_store(url: str, options: S3Options | None = None) -> ObjectStore:
    """The store at `s3://bucket/prefix`, `directory:PATH` or a plain path. Nothing is read, written or asked yet.

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

    return S3Store(bucket, check_key(prefix.strip("/")) if prefix.strip("/") else "", options or S3Options())
