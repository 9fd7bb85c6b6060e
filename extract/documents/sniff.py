"""What a file is, told by its first bytes and never by its name or its declared type."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from ingest.unzip import UNREADABLE


class Format(StrEnum):
    """The formats whose text can be read; all others are OTHER."""

    PDF = "pdf"
    HTML = "html"
    TEXT = "text"
    DOCX = "docx"
    IMAGE = "image"
    OTHER = "other"


_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
_HTML = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*){0,3}<(?:!doctype\s+html|html|head|body|table|div|p|meta)\b",
    re.I | re.S,
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def format_of(data: bytes) -> Format:
    """The format of a file."""
    head = data[:4096]
    if b"%PDF-" in head[:1024]:  # ISO 32000-1 annex H.3: readers accept the header within the first 1024 bytes
        return Format.PDF
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return Format.IMAGE
    if head.startswith(b"PK\x03\x04"):
        return Format.DOCX if _is_docx(data) else Format.OTHER
    if _HTML.match(head.removeprefix(_BOMS[0])):
        return Format.HTML
    return Format.TEXT if _is_text(head) else Format.OTHER


def _is_docx(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except UNREADABLE:
        return False


def _is_text(head: bytes) -> bool:
    if head.startswith(_BOMS):
        return True
    control = sum(byte < 32 and byte not in b"\t\n\r\x0c\x1b" for byte in head)
    return bool(head.strip()) and b"\x00" not in head and control <= len(head) // 100


_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)


def decode(data: bytes) -> str:
    """Bytes of undeclared charset as text: by byte order mark, as UTF-8, by `<meta charset>`, else as Windows-1252."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _META_CHARSET.search(data[:4096])
        try:
            return data.decode(declared.group(1).decode("ascii") if declared else "cp1252", "replace")
        except (LookupError, UnicodeError):
            return data.decode("cp1252", "replace")
