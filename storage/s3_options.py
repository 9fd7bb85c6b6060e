"""How to reach an S3 service: plain values, made from the settings by the face."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class S3Options:
    """How to reach an S3 service. Without keys, boto3's usual chain finds them."""

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
    read_seconds: float = 30.0
    """How long an answer may be silent before the request is given up and done again."""
    lock_mode: Literal["none", "governance", "compliance"] = "none"
    """Object Lock for what is to be kept; the bucket must have been made with it."""
    encryption: Literal["none", "AES256", "aws:kms"] = "none"
    """Encryption that the service is asked to keep objects under (SSE-S3 or SSE-KMS)."""
    kms_key: str | None = None
    """Key of SSE-KMS; the bucket's own when not told."""
    conditional_writes: bool = True
    """False for a service that does not know If-Match and If-None-Match: then every writer takes a lock first."""
    checksums: Literal["when_supported", "when_required"] = "when_supported"
    """`when_required` for services that refuse the checksum trailers boto3 sends by default. Ours are always sent."""
    multipart_bytes: int = 64 * MEBIBYTE
    """Objects of this size and more are sent in parts."""
    part_bytes: int = 16 * MEBIBYTE
    """Size of a part; S3 wants 5 MiB at least."""
