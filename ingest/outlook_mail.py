"""An Outlook message (.msg) written as a mail (RFC 5322), so that one parser with one set of limits reads both.

Its header is the one it came with over the internet, where it has one, else what its properties say. Signatures (DKIM,
ARC) are left out: they are of bytes that an Outlook message does not keep, and could only look broken. Messages in it
become attached mails. Texts are written in UTF-8 and base64, so that nothing in them can end a part.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from datetime import UTC
from email.utils import format_datetime, formataddr
from urllib.parse import quote

from config.limits import Limits
from ingest.bounds import within
from ingest.item import digest_of
from ingest.outlook import Bag, children, embedded, open_outlook
from ingest.rtf import unpack_rtf

SUBJECT, BODY, HTML, RTF, HEADERS = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
SENDER_NAME, SENDER_SMTP, SENDER_ADDRESS = 0x0C1A, 0x5D01, 0x0C1F
BEHALF_NAME, BEHALF_SMTP, BEHALF_ADDRESS = 0x0042, 0x5D02, 0x0065
SUBMITTED, DELIVERED = 0x0039, 0x0E06
MESSAGE_ID, IN_REPLY_TO, REFERENCES = 0x1035, 0x1042, 0x1039
DISPLAY_NAME, SMTP_ADDRESS, EMAIL_ADDRESS, RECIPIENT_TYPE = 0x3001, 0x39FE, 0x3003, 0x0C15
FILE_DATA, METHOD, LONG_NAME, SHORT_NAME, MIME_TAG, CONTENT_ID = 0x3701, 0x3705, 0x3707, 0x3704, 0x370E, 0x3712
"""Property ids (MS-OXPROPS)."""
RECIPIENTS = {1: "To", 2: "Cc"}
BY_VALUE, OLE_OBJECT = 1, 6
FIELD = re.compile(r"([!-9;-~]{1,100})[ \t]*:[ \t]*(.*)", re.DOTALL)
DROPPED = re.compile(r"content-.*|mime-version|dkim-signature|arc-.*|domainkey-signature|bcc", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60}", re.IGNORECASE)


def outlook_to_mail(data: bytes, limits: Limits) -> tuple[bytes, tuple[str, ...]]:
    """The mail, and what was repaired or left out.

    Raises:
        ItemError: `parse.unreadable`, `limit.*`.
    """
    bag = open_outlook(data)
    mail = b"".join(_mail(bag, limits, 1))
    return mail, ("an Outlook message, written as a mail: its signatures cannot be checked", *bag.repairs)


def _mail(bag: Bag, limits: Limits, depth: int) -> Iterator[bytes]:
    within(limits, "nesting_depth", depth)
    for name, value in _header(bag):
        yield _field(name, value)
    yield b"MIME-Version: 1.0\r\n"
    yield from _multipart("mixed", [b"".join(_body(bag)), *_files(bag, limits, depth)])


def _header(bag: Bag) -> Iterator[tuple[str, str]]:
    """The fields of the header: those it came with, and from its properties what they do not tell."""
    came = list(_came_with(bag.text(HEADERS)))
    yield from came
    told = {name.lower() for name, _ in came}
    for name, value in _own_fields(bag):
        if name.lower() not in told and value:
            yield name, value


def _came_with(text: str) -> Iterator[tuple[str, str]]:
    lines: list[str] = []
    for line in re.sub(r"\r\n?", "\n", text).split("\n"):
        if line[:1] in (" ", "\t") and lines:
            lines[-1] += "\n" + line
        elif line:
            lines.append(line)
    for line in lines:
        found = FIELD.fullmatch(line)
        if found and not DROPPED.fullmatch(found[1]):
            yield found[1], found[2]


def _own_fields(bag: Bag) -> Iterator[tuple[str, str]]:
    behalf = _address(bag.text(BEHALF_NAME), bag.text(BEHALF_SMTP, BEHALF_ADDRESS))
    yield "From", behalf or _address(bag.text(SENDER_NAME), bag.text(SENDER_SMTP, SENDER_ADDRESS))
    to: dict[str, list[str]] = {"To": [], "Cc": []}
    for one in children(bag, "__recip_"):
        kind = RECIPIENTS.get(one.integers.get(RECIPIENT_TYPE, 1))
        if kind:
            to[kind].append(_address(one.text(DISPLAY_NAME), one.text(SMTP_ADDRESS, EMAIL_ADDRESS)))
    for kind, addresses in to.items():
        yield kind, ", ".join(filter(None, addresses))
    yield "Subject", bag.text(SUBJECT).lstrip("\x01")
    sent = bag.time(SUBMITTED, DELIVERED)
    yield "Date", format_datetime(sent.astimezone(UTC)) if sent else ""
    for name, number in (("Message-ID", MESSAGE_ID), ("In-Reply-To", IN_REPLY_TO), ("References", REFERENCES)):
        yield name, bag.text(number)


def _address(name: str, spec: str) -> str:
    """A mailbox; an address that is not of the internet (X.500) is left out."""
    spec = re.sub(r"[\s<>\"]", "", spec)
    if "@" not in spec or not spec.isascii():
        spec = ""
    return formataddr((_line(name), spec)) if spec or _line(name) else ""


def _line(text: str) -> str:
    return " ".join(CONTROL.sub(" ", text).split())


def _field(name: str, value: str) -> bytes:
    """A header field; its folding is kept, every other control character becomes a space."""
    lines = [CONTROL.sub(" ", line).strip() for line in value.split("\n")]
    return f"{name}: ".encode() + b"\r\n ".join(line.encode("utf-8", "replace") for line in lines if line) + b"\r\n"


def _body(bag: Bag) -> Iterator[bytes]:
    """The body in the forms it has: plain, HTML, or what its rich text holds."""
    plain, html = bag.body(BODY), bag.body(HTML)
    packed = bag.binary(RTF)
    if not html and packed:
        rich = unpack_rtf(packed)
        html, plain = rich.html, plain or rich.text
    parts = [_text_part(kind, text) for kind, text in (("plain", plain), ("html", html)) if text.strip()]
    yield from _multipart("alternative", parts or [_text_part("plain", "")])


def _text_part(kind: str, text: str) -> bytes:
    head = f'Content-Type: text/{kind}; charset="utf-8"\r\n'.encode()
    return head + _base64(text.replace("\r\n", "\n").encode("utf-8", "replace"))


def _files(bag: Bag, limits: Limits, depth: int) -> Iterator[bytes]:
    for number, one in enumerate(children(bag, "__attach"), start=1):
        within(limits, "attachments", number)
        inner = embedded(one)
        if inner is not None and one.integers.get(METHOD) != OLE_OBJECT:
            yield b"Content-Type: message/rfc822\r\n\r\n" + b"".join(_mail(inner, limits, depth + 1))
            continue
        data = one.binary(FILE_DATA)
        name = _line(one.text(LONG_NAME, SHORT_NAME, DISPLAY_NAME))
        if data is None:
            what = "an object of another program" if inner is not None else "a file that it only points to"
            one.repairs.append(f"attachment {number} ({name[:80]}) is {what}: left out")
            continue
        yield _file_part(one, name, data)


def _file_part(one: Bag, name: str, data: bytes) -> bytes:
    told = one.text(MIME_TAG).strip()
    media_type = told if MEDIA_TYPE.fullmatch(told) and not told.lower().startswith(("multipart", "message")) else ""
    named = f"; filename*=utf-8''{quote(name, safe='', errors='replace')}" if name else ""
    head = f"Content-Type: {media_type or 'application/octet-stream'}\r\nContent-Disposition: attachment{named}\r\n"
    return head.encode() + _base64(data)


def _base64(data: bytes) -> bytes:
    return b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data).replace(b"\n", b"\r\n")


def _multipart(kind: str, parts: list[bytes]) -> Iterator[bytes]:
    """Parts in a container; the boundary follows from them, so that none of them can hold it."""
    boundary = f"=_{digest_of(b''.join(parts))[7:47]}"
    yield f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    for part in parts:
        yield f"--{boundary}\r\n".encode() + part + b"\r\n"
    yield f"--{boundary}--\r\n".encode()
