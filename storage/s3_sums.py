"""The sums that go with an object into an S3 service and are checked when it comes back."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from config.errors import Damaged
from storage.objects import digest_of

if TYPE_CHECKING:
    from types_boto3_s3.type_defs import CompletedPartTypeDef

DIGEST_KEY = "noticepack-sha256"


def base64_sha256(data: bytes) -> str:
    """The SHA-256 as S3 writes it in its headers."""
    return base64.b64encode(hashlib.sha256(data).digest()).decode("ascii")


def digest_metadata(data: bytes) -> dict[str, str]:
    """What is kept with an object, to check its bytes against when they are read."""
    return {DIGEST_KEY: digest_of(data)}


def known_digest(key: str, metadata: Mapping[str, str], checksum: str | None) -> str | None:
    """The digest the service works out itself, else the one kept with the object; they must agree.

    A checksum with `-` is one of the parts' checksums (composite) and says nothing about the whole.
    """
    kept = metadata.get(DIGEST_KEY)
    if not checksum or "-" in checksum:
        return kept
    worked_out = "sha256:" + base64.b64decode(checksum).hex()
    if kept is not None and kept != worked_out:
        raise Damaged(f"{key}: the bytes kept ({worked_out}) are not the bytes written ({kept})")
    return worked_out


def check_composite(key: str, parts: list[CompletedPartTypeDef], checksum: str | None) -> None:
    """The checksum of the parts' checksums, where the service tells it."""
    joined = b"".join(base64.b64decode(part["ChecksumSHA256"]) for part in parts)
    if checksum is not None and checksum.split("-")[0] != base64_sha256(joined):
        raise Damaged(f"{key}: the service put other parts together than it was sent")
