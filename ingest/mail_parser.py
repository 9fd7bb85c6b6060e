"""mail-parser (pinned: its contract changed between versions before), wrapped: the header as our values, or a refusal.

Whatever it raises is `Refused`, for which the standard library steps in. It is shown the header fields that are asked
of it and nothing else: bodies and attachments are taken from the MIME tree and not from its lists, since it names
nameless attachments at random and drops characters that a charset lacks, and reading them twice takes most of the time.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message as Mime
from typing import Any

from ingest import header_text
from ingest.envelope import Envelope
from ingest.message import Address

ASKED = frozenset({"subject", "from", "date", "message-id"})
"""The fields that both readers are asked for and compared by; the standard library alone reads the others."""

logging.getLogger("mailparser").addHandler(logging.NullHandler())
"""What it logs on its own is in our repairs: without a handler Python would print it among the answers."""


class Refused(Exception):
    """mail-parser did not read this mail; never leaves ingest.parse."""


def read(data: bytes) -> tuple[Mime, Envelope]:
    """The MIME tree of a mail, and its subject, senders, date and message id; recipients and thread stay empty.

    Raises:
        Refused: mail-parser raised, whatever it was.
    """
    import mailparser

    try:
        mime = message_from_bytes(data)
        return mime, _envelope(mailparser.MailParser(_asked_of(mime)))
    except Exception as error:
        raise Refused(f"{type(error).__name__}: {error}"[:200]) from error


def _asked_of(mime: Mime) -> Mime:
    """A message of the fields that are asked of mail-parser, as they stand in the mail, and of no body."""
    head = Mime()
    for name, value in mime.raw_items():
        if name.lower() in ASKED:
            head.set_raw(name, value)
    return head


def _envelope(parsed: Any) -> Envelope:
    return Envelope(
        subject=header_text.tidy(_one(parsed.subject)),
        senders=_addresses(parsed.from_),
        recipients=(),
        date=_date(parsed.date),
        message_id=header_text.recoded(_one(parsed.message_id)).strip().strip("<>"),
        thread=(),
    )


def _one(value: object) -> str:
    """A header value: mail-parser answers a list when the header repeats."""
    return str(value[0]) if isinstance(value, list) and value else str(value or "")


def _addresses(pairs: list[tuple[str, str]]) -> tuple[Address, ...]:
    return tuple(header_text.address_of(name, spec) for name, spec in pairs)


def _date(value: datetime | None) -> datetime | None:
    """mail-parser's date is UTC, with or without saying so."""
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value
