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
    checksums: Literal["when_supported", "when_required"] = "when_supported"
    """`when_required` for services that refuse the checksum trailers boto3 sends by default. Ours are always sent."""
    multipart_bytes: int = 64 * MEBIBYTE
    """Objects of this size and more are sent in parts."""
    part_bytes: int = 16 * MEBIBYTE
    """Size of a part; S3 wants 5 MiB at least."""
