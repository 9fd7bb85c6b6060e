"""An item: one thing that came from a source, as bytes, before anyone has looked inside."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime


def digest_of(data: bytes) -> str:
    """The identity of bytes: `sha256:` and 64 lower-case hex digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class RawItem:
    """One thing that came from a source; its digest is its identity, all else is where it was seen."""

    source: str
    """Where it was seen, for people: a path, `inbox.mbox#3` (0-based), `pack.zip!/a.eml`."""
    received: datetime
    """When it was taken from the source, UTC."""
    data: bytes
    """The original bytes, untouched."""
    container: str | None = None
    """Digest of the archive file (zip) it came in, which is kept too."""
    token: str = ""
    """What the source needs to acknowledge it (a path, a UID); opaque to all others."""
    uid: int | None = None
    """UID of the message in its mailbox (RFC 9051 section 2.3.1.1): a hint, never its identity."""
    uidvalidity: int | None = None
    """UIDVALIDITY of that mailbox when the UID was read."""
    digest: str = field(default="", compare=False)
    """`sha256:…` of data; worked out here, never passed in."""

    def __post_init__(self) -> None:
        if self.received.tzinfo is None:
            raise ValueError("received must carry a time zone")
        object.__setattr__(self, "digest", digest_of(self.data))


@dataclass(frozen=True, slots=True)
class Container:
    """A file that only holds items (a zip): it is kept like an item, and its outcome is those of its members."""

    item: RawItem
    """Its bytes and where it was seen; members name its digest in `RawItem.container`."""
