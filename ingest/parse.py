"""An item becomes a message: mail-parser reads it, the standard library steps in for what it refuses and checks it.

Pure: bytes in, `Message` out, no file, network or clock. What neither reader can read is an `ItemError`, never a
half-read message. The verdict on authenticity is `unverified` here; `ingest.authenticity` judges later.

    >>> from datetime import UTC, datetime
    >>> item = RawItem("a.eml", datetime(2026, 1, 1, tzinfo=UTC), b"From: a@B.example\\nSubject: hi\\n\\nhello")
    >>> parse(item, Limits()).sender
    Address(name='', address='a@b.example')
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from email.message import Message as Mime
from pathlib import PurePosixPath

from config.errors import ItemError
from config.limits import Limits
from config.words import Verdict
from ingest import header_text, mail_parser, unzip
from ingest.bodies import body_part, file_part, parts_of
from ingest.bounds import within
from ingest.charsets import decode
from ingest.envelope import Envelope, envelope_of, mime_of, trace_of, values
from ingest.item import RawItem, digest_of
from ingest.message import Authenticity, Message, Part
from ingest.outlook_mail import outlook_to_mail
from ingest.sniff import WORD, Form, magic, skip_blank, sniff, word

NOT_JUDGED = Authenticity(Verdict.UNVERIFIED, ())
HEADER_END = re.compile(rb"\r?\n\r?\n")
RECEIVED_DATE = re.compile(r";\s{0,20}([^;]{1,200})$")


def parse(item: RawItem, limits: Limits) -> Message:
    """The message that an item holds, not yet unwrapped and not yet judged.

    Raises:
        ItemError: `parse.empty`, `parse.unknown_type`, `parse.unreadable`, `zip.*`, `limit.*`.
    """
    within(limits, "message_bytes", len(item.data))
    match sniff(item.data):
        case Form.EMPTY:
            raise ItemError("parse.empty", f"{len(item.data)} bytes, none of them content")
        case Form.PDF:
            return _file_alone(item, "application/pdf")
        case Form.ZIP:
            raise unzip.why_unopened(item.data, limits)
        case Form.BINARY if (kind := magic(item.data)).startswith("image/"):  # a screenshot of the seller account
            return _file_alone(item, kind)
        case Form.OFFICE if word(item.data):
            return _file_alone(item, WORD)
        case Form.OFFICE | Form.BINARY as form:
            raise ItemError("parse.unknown_type", magic(item.data) or form.value)
        case Form.OUTLOOK:
            return _outlook(item, limits)
        case Form.HTML | Form.TEXT as form:
            return _text_alone(item, form.value, limits)
        case _:
            return read_mail(item.data, item=item.digest, source=item.source, limits=limits)


def _outlook(item: RawItem, limits: Limits) -> Message:
    """An Outlook message, written as a mail and read like one."""
    mail, said = outlook_to_mail(item.data, limits)
    message = read_mail(mail, item=item.digest, source=item.source, limits=limits)
    return replace(message, repairs=(*said, *message.repairs))


def read_mail(raw: bytes, *, item: str, source: str, limits: Limits) -> Message:
    """The message in the bytes of a mail; `item` is the digest of the item they came in.

    Raises:
        ItemError: `parse.unreadable`, `limit.*`.
    """
    data, repairs = from_first_header(raw)
    within(limits, "header_lines", HEADER_END.split(data, maxsplit=1)[0].count(b"\n") + 1)
    mime, envelope = _read(data)
    when, said = _date(mime, envelope)
    parts, mended = parts_of(mime, limits)
    return Message(
        item=item,
        source=source,
        subject=envelope.subject,
        sender=envelope.senders[0] if envelope.senders else None,
        recipients=envelope.recipients,
        date=when,
        message_id=envelope.message_id,
        thread=envelope.thread,
        parts=parts,
        authenticity=NOT_JUDGED,
        repairs=(*repairs, *envelope.repairs, *said, *mended),
        mail=digest_of(raw),
        trace=trace_of(mime) + tuple(("from", one.address) for one in envelope.senders),
    )


def _read(data: bytes) -> tuple[Mime, Envelope]:
    """The tree, and the header as both readers agree on it."""
    try:
        mime, ours = mail_parser.read(data)
    except mail_parser.Refused as refused:
        mime = mime_of(data)
        checked = envelope_of(mime)
        said = f"mail-parser refused it ({refused}): read with the standard library"
        return mime, replace(checked, repairs=(said, *checked.repairs))
    return mime, _agreed(ours, envelope_of(mime))


def _agreed(ours: Envelope, checked: Envelope) -> Envelope:
    """mail-parser's header where the standard library agrees; where they differ, the reading that lost nothing.

    The standard library's reading is taken then: it keeps the date's own offset and goes through our charset repair,
    where mail-parser drops characters. That they differed is recorded.
    """
    said = [
        f"{name}: mail-parser and the standard library read it differently; the latter is taken"
        for name, differs in (
            ("subject", _letters(ours.subject) != _letters(checked.subject)),
            ("sender", _specs(ours) != _specs(checked)),
            ("date", ours.date != checked.date),
            ("message id", ours.message_id != checked.message_id),
        )
        if differs
    ]
    return replace(
        checked,
        date=checked.date or ours.date,
        message_id=checked.message_id or ours.message_id,
        senders=checked.senders or ours.senders,
        repairs=(*checked.repairs, *said),
    )


def _letters(text: str) -> str:
    return "".join(header_text.nfc(text).split())


def _specs(envelope: Envelope) -> list[str]:
    return [one.address for one in envelope.senders]


def _date(mime: Mime, envelope: Envelope) -> tuple[datetime | None, tuple[str, ...]]:
    """The date of the message; without one, that of the oldest Received field (RFC 5321 section 4.4)."""
    if envelope.date is not None:
        return envelope.date, ()
    written = values(mime, "date")
    fault = "the Date header cannot be read" if written else "there is no Date header"
    for value in reversed(values(mime, "received")):
        found = RECEIVED_DATE.search(header_text.unfold(value))
        if found and (when := header_text.date(found.group(1))):
            return when, (f"{fault}: the date of the oldest Received header is taken",)
    return None, (f"{fault}: the message has no date",)


def from_first_header(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The bytes from the first header field on: blank lines and an mbox separator before it are left out."""
    start = skip_blank(data)
    repairs = [] if len(start) == len(data) else ["blank lines before the header are left out"]
    if start.startswith((b"From ", b">From ")):
        start = start.partition(b"\n")[2]
        repairs.append("an mbox separator line before the header is left out")
    return start, tuple(repairs)


def _file_alone(item: RawItem, media_type: str) -> Message:
    name = PurePosixPath(item.source.replace("\\", "/")).name
    return _bare(item, file_part(name, media_type, item.data, set(), 1), "a file alone: there is no mail header")


def _text_alone(item: RawItem, media_type: str, limits: Limits) -> Message:
    found = decode(item.data, None)
    within(limits, "text_characters", len(found.text))
    repairs = [found.repair] if found.repair else []
    part = body_part(media_type, found.text.replace("\r\n", "\n"))
    return _bare(item, part, "a text alone: there is no mail header", *repairs)


def _bare(item: RawItem, part: Part, *repairs: str) -> Message:
    return Message(
        item=item.digest,
        source=item.source,
        subject="",
        sender=None,
        recipients=(),
        date=None,
        message_id="",
        thread=(),
        parts=(part,),
        authenticity=NOT_JUDGED,
        repairs=repairs,
    )
