"""Where the store lies: a folder on disk or a prefix in a bucket, written as one line of text in the settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ALLOWED = "directory:PATH or s3://BUCKET/PREFIX"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"[A-Za-z0-9!_.*'()/-]*")


@dataclass(frozen=True, slots=True)
class DirectoryPlace:
    """A folder on disk."""

    path: Path


@dataclass(frozen=True, slots=True)
class BucketPlace:
    """A part of a bucket, by the naming rules of S3 for buckets and its list of safe characters for keys."""

    bucket: str
    prefix: str
    """Without `/` at either end; empty for the whole bucket."""


Place = DirectoryPlace | BucketPlace


def parse_place(text: str) -> Place:
    """The place that `directory:PATH` or `s3://BUCKET/PREFIX` names.

    Raises:
        ValueError: it is neither; the message says what is allowed.
    """
    scheme, colon, rest = text.partition(":")
    if scheme == "directory" and colon and rest:
        return DirectoryPlace(Path(rest))
    if scheme == "s3" and rest.startswith("//"):
        bucket, _, prefix = rest[2:].partition("/")
        return _bucket_place(bucket, prefix.strip("/"))
    raise ValueError(ALLOWED)


def _bucket_place(bucket: str, prefix: str) -> BucketPlace:
    if not _BUCKET.fullmatch(bucket) or ".." in bucket:
        raise ValueError(
            f"{ALLOWED}; a bucket name has 3 to 63 of a-z 0-9 . - and begins and ends with a letter or digit"
        )
    if not _PREFIX.fullmatch(prefix) or any(part in ("", ".", "..") for part in prefix.split("/") if prefix):
        raise ValueError(f"{ALLOWED}; a prefix has letters, digits and !_.*'()- between single slashes")
    return BucketPlace(bucket, prefix)
