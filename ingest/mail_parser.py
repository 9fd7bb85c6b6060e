"""mail-parser (pinned: its contract changed between versions before), wrapped: the header as our values, or a refusal.

Whatever it raises is `Refused`, for which the standard library steps in. Bodies and attachments are taken from the MIME
tree it read and not from its lists: it names nameless attachments at random and drops characters that a charset lacks.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import Message as Mime
from typing import Any

from ingest import header_text
from ingest.envelope import Envelope
from ingest.message import Address


class Refused(Exception):
    """mail-parser did not read this mail; never leaves ingest.parse."""


def read(data: bytes) -> tuple[Mime, Envelope]:
    """The MIME tree and the header values of a mail.

    Raises:
        Refused: mail-parser raised, whatever it was.
    """
    import mailparser

    try:
        parsed = mailparser.parse_from_bytes(data)
        return parsed.message, _envelope(parsed)
    except Exception as error:
        raise Refused(f"{type(error).__name__}: {error}"[:200]) from error


def _envelope(parsed: Any) -> Envelope:
    return Envelope(
        subject=header_text.tidy(_one(parsed.subject)),
        senders=_addresses(parsed.from_),
        recipients=_addresses(parsed.to) + _addresses(parsed.cc),
        date=_date(parsed.date),
        message_id=_one(parsed.message_id).strip().strip("<>"),
        thread=header_text.message_ids([_one(parsed.references), _one(parsed.in_reply_to)]),
    )


def _one(value: object) -> str:
    """A header value: mail-parser answers a list when the header repeats."""
    return str(value[0]) if isinstance(value, list) and value else str(value or "")


def _addresses(pairs: list[tuple[str, str]]) -> tuple[Address, ...]:
    return tuple(header_text.address_of(name, spec) for name, spec in pairs)


def _date(value: datetime | None) -> datetime | None:
    """mail-parser's date is UTC, with or without saying so."""
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value
