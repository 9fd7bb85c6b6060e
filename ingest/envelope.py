"""The header of a mail as values, read by the standard library: the fallback for mail-parser and the check on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import Message as Mime
from email.parser import BytesParser
from email.policy import compat32

from config.errors import ItemError
from ingest import header_text
from ingest.bounds import over
from ingest.message import Address

TRACED = frozenset(
    [
        "authentication-results",
        "auto-submitted",
        "list-id",
        "received",
        "reply-to",
        "return-path",
        "sender",
        "x-google-original-from",
        "x-original-from",
        "x-original-sender",
    ]
)
"""Headers that authenticity and people look at later."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands in the header of a mail."""

    subject: str
    senders: tuple[Address, ...]
    """All addresses of all From fields: more than one is a trick or a fault."""
    recipients: tuple[Address, ...]
    """To, then Cc."""
    date: datetime | None
    """With its own offset."""
    message_id: str
    thread: tuple[str, ...]
    repairs: tuple[str, ...] = ()


def mime_of(data: bytes) -> Mime:
    """The MIME tree of a mail.

    Raises:
        ItemError: `limit.nesting_depth` (nested deeper than the parser can follow), `parse.unreadable`.
    """
    try:
        return BytesParser(policy=compat32).parsebytes(data)
    except RecursionError as error:
        raise over("nesting_depth", 0, "a nesting that the parser cannot follow") from error
    except Exception as error:
        raise ItemError("parse.unreadable", f"the standard library: {type(error).__name__}: {error}"[:300]) from error


def envelope_of(mime: Mime) -> Envelope:
    """The header of a MIME tree as values."""
    subject = header_text.text(first(mime, "subject"))
    repairs = [f"subject: {subject.repair}"] if subject.repair else []
    when = header_text.date(header_text.unfold(first(mime, "date")))
    return Envelope(
        subject=subject.text,
        senders=header_text.addresses(values(mime, "from")),
        recipients=header_text.addresses(values(mime, "to") + values(mime, "cc")),
        date=when,
        message_id=next(iter(header_text.message_ids(values(mime, "message-id"))), ""),
        thread=header_text.message_ids(values(mime, "references") + values(mime, "in-reply-to")),
        repairs=tuple(repairs),
    )


def values(mime: Mime, name: str) -> list[object]:
    """All raw values of a header, in their order."""
    return list(mime.get_all(name, []))


def first(mime: Mime, name: str) -> object:
    """The first raw value of a header, an empty string when there is none."""
    return next(iter(values(mime, name)), "")


def trace_of(mime: Mime) -> tuple[tuple[str, str], ...]:
    """The headers that later stages look at, as (lower-case name, unfolded value), top first."""
    named = ((name.lower(), value) for name, value in mime.items())
    return tuple((name, _clean(value)) for name, value in named if name in TRACED)


def _clean(value: object) -> str:
    return header_text.unfold(value).encode("ascii", "replace").decode("ascii")
