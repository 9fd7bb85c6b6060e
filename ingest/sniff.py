"""What bytes are, told from the bytes: names and declared types are the sender's word and decide nothing.

>>> sniff(b"%PDF-1.7 ...")
<Form.PDF: 'application/pdf'>
>>> sniff(b"From: a@b.example\\nSubject: x\\n\\nhello")
<Form.MAIL: 'message/rfc822'>
"""

from __future__ import annotations

import re
from enum import StrEnum


class Form(StrEnum):
    """What an item is; the value is its media type."""

    EMPTY = "application/x-empty"
    PDF = "application/pdf"
    ZIP = "application/zip"
    OFFICE = "application/vnd.openxmlformats-officedocument"
    OUTLOOK = "application/vnd.ms-outlook"
    MBOX = "application/mbox"
    MAIL = "message/rfc822"
    HTML = "text/html"
    TEXT = "text/plain"
    BINARY = "application/octet-stream"


MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
)
"""First bytes -> media type, from the IANA registrations of those types."""

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of a compound file (MS-CFB 2.2)."""
OUTLOOK_STREAM = "__properties_version1.0".encode("utf-16-le")
"""Name of a stream that every Outlook message has (MS-OXMSG 2.4), as the directory of its file spells it."""
FIELD = re.compile(rb"[!-9;-~]{1,100}[ \t]{0,4}:")
"""The start of a header field, RFC 5322 section 2.2."""
KNOWN = re.compile(
    rb"^(?:from|to|cc|subject|date|received|return-path|message-id|mime-version|content-type|delivered-to|reply-to"
    rb"|sender|dkim-signature|authentication-results|in-reply-to|references|x-[a-z0-9-]{1,60}"
    rb"|content-transfer-encoding)[ \t]{0,4}:",
    re.I | re.M,
)
HTML_START = re.compile(rb"\s{0,200}(?:<!doctype html|<html|<head|<body|<div|<table|<meta)", re.I)
HEAD_BYTES = 16_384


def sniff(data: bytes) -> Form:
    """What the bytes are."""
    if not data.strip(b"\x00\t\n\x0b\x0c\r "):
        return Form.EMPTY
    kind = magic(data)
    if kind == "application/pdf":
        return Form.PDF
    if kind == "application/zip":
        return Form.OFFICE if office(data) else Form.ZIP
    if outlook(data):
        return Form.OUTLOOK
    if kind:
        return Form.BINARY
    if data.startswith(b"From ") and KNOWN.search(data[:HEAD_BYTES]):
        return Form.MBOX
    return _text_form(data)


def _text_form(data: bytes) -> Form:
    if looks_like_mail(data):
        return Form.MAIL
    if not is_text(data):
        return Form.BINARY
    return Form.HTML if HTML_START.match(data.removeprefix(b"\xef\xbb\xbf")) else Form.TEXT


def magic(data: bytes) -> str:
    """The media type that the first bytes tell; empty when they tell none. A PDF may have junk before it (1 KiB)."""
    for first, media_type in MAGIC:
        if data.startswith(first):
            return media_type
    return "application/pdf" if b"%PDF-" in data[:1024] and not FIELD.match(data) else ""


def office(data: bytes) -> bool:
    """Whether zip bytes are an Office or OpenDocument file rather than a packet of files."""
    return data[30:38] == b"mimetype" or b"[Content_Types].xml" in member_names(data)


def word(data: bytes) -> bool:
    """Whether zip bytes are a Word file (.docx)."""
    return office(data) and b"word/document.xml" in member_names(data)


def member_names(data: bytes) -> bytes:
    """The part of a zip that names its members (APPNOTE 4.3.12); empty where it has none.

    Writers put the table of types of an Office file first or last, so only the names of all members tell.
    """
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or len(data) < end + 22:
        return data[:4096]
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    return data[max(end - size, 0) : end]


def outlook(data: bytes) -> bool:
    """Whether bytes are an Outlook message (.msg) and no other compound file (.doc, .xls)."""
    return data.startswith(COMPOUND) and OUTLOOK_STREAM in data


def looks_like_mail(data: bytes) -> bool:
    """Whether the bytes begin with a header block that holds a field of mail."""
    head = skip_blank(data[:HEAD_BYTES])
    if head.startswith((b"From ", b">From ")):
        head = head.partition(b"\n")[2]
    if not FIELD.match(head):
        return False
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return KNOWN.search(block) is not None


def skip_blank(data: bytes) -> bytes:
    """The bytes without a byte order mark and blank lines before the first line."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")


def is_text(data: bytes) -> bool:
    """Whether the first bytes are text: a UTF-16 mark, or next to no control characters."""
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    control = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 or byte == 127 for byte in head)
    return b"\x00" not in head and control * 50 <= len(head)
