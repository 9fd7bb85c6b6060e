"""What a parsed item is: headers, parts, the forwards it was wrapped in, and whether it is genuine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from config.words import Verdict


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address with its display name; both may be empty, neither is trusted."""

    name: str
    address: str
    """local@domain, lower-cased domain; empty when the header held none."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a message: a body text or a file."""

    name: str
    """`body` for the bodies, `attachment <file name>` for files; unique within the message."""
    media_type: str
    """Type by content where that can be told (`application/pdf`), else as declared, lower case."""
    data: bytes
    """The decoded bytes of the part (transfer encoding undone)."""
    text: str | None = None
    """For text parts: the text with its charset undone; None for files."""
    filename: str | None = None
    """Cleaned file name without any folder, for people; never used as a path."""


@dataclass(frozen=True, slots=True)
class Forward:
    """One wrapper around the notice: who forwarded it, when, and what they wrote above it."""

    style: str
    """`rfc822`, `gmail`, `outlook`, `apple`, `qq`, `foxmail`, ..."""
    sender: Address | None
    date: datetime | None
    subject: str
    comment: str
    """The forwarder's own words; never the platform's."""


@dataclass(frozen=True, slots=True)
class Authenticity:
    """Whether the message is genuine, with every reason named (codes of config/codes.yaml, then detail)."""

    verdict: Verdict
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A parsed item, unwrapped to the innermost forwarded notice."""

    item: str
    """Digest of the RawItem."""
    source: str
    """As in RawItem."""
    subject: str
    sender: Address | None
    recipients: tuple[Address, ...]
    date: datetime | None
    """The notice's own date with its own offset (inner header of a forward); None when nowhere stated."""
    message_id: str
    """Without angle brackets; empty when none. A hint, never identity."""
    thread: tuple[str, ...]
    """Message ids named by In-Reply-To and References, oldest first."""
    parts: tuple[Part, ...]
    """Bodies first (HTML before its plain alternative is dropped: one body a message), then files."""
    authenticity: Authenticity
    forwards: tuple[Forward, ...] = ()
    """Outermost first."""
    own_words: tuple[str, ...] = ()
    """The seller's own earlier texts quoted below; kept apart so that no fact is read from them."""
    trace: tuple[tuple[str, str], ...] = ()
    """Headers of the very message that authenticity looks at (`authentication-results`, `reply-to`, ...): lower-case
    name and unfolded value, top of the message first. Those of an attached mail prove nothing."""
    mail: str = ""
    """Digest of the very mail that header and body are of, that of an attached mail for one; empty where the text of
    another mail holds them, or a file: no signature covers those."""
    repairs: tuple[str, ...] = ()
    """What had to be repaired to read it (charset, missing header), for people."""
