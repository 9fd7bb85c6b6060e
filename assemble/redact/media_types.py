"""The media types that can be redacted, and which of them a file is."""

from __future__ import annotations

import io
import re
import zipfile

from ingest.sniff import Form, magic, sniff
from ingest.unzip import UNREADABLE

TEXT, CSV, JSON, HTML, MAIL = "text/plain", "text/csv", "application/json", "text/html", "message/rfc822"
_OPENXML = "application/vnd.openxmlformats-officedocument."
DOCX = _OPENXML + "wordprocessingml.document"
XLSX = _OPENXML + "spreadsheetml.sheet"
PDF = "application/pdf"
IMAGES = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/gif": "GIF",
    "image/tiff": "TIFF",
    "image/bmp": "BMP",
    "image/webp": "WEBP",
}
"""With what Pillow calls each."""
ENDINGS = {
    TEXT: "txt",
    CSV: "csv",
    JSON: "json",
    HTML: "html",
    MAIL: "eml",
    DOCX: "docx",
    XLSX: "xlsx",
    PDF: "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/tiff": "tiff",
    "image/bmp": "bmp",
    "image/webp": "webp",
}
"""How file names of each type end."""


def type_of_name(name: str) -> str | None:
    """The type that a file name's ending tells; None for one that cannot be redacted."""
    ending = name.rpartition(".")[2].lower()
    usual = {ending: media_type for media_type, ending in ENDINGS.items()}
    return ({"jpeg": "image/jpeg", "htm": HTML, "tif": "image/tiff", "text": TEXT} | usual).get(ending)


_FOREIGN = {
    r"\s{0,40}\{\\rtf": "application/rtf",
    r"\s{0,40}%!PS": "application/postscript",
    r"\s{0,40}BEGIN:VCARD": "text/vcard",
    r"\s{0,40}BEGIN:VCALENDAR": "text/calendar",
    r"\s{0,40}<(?:\?xml|svg)\b(?![\s\S]{0,4000}<html\b)": "application/xml",
    r"\s{0,40}<\?xml\b": HTML,
}
"""Formats that look like text and have escapes, encodings or pictures of their own."""
_OFFICE = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}


def type_of_file(name: str, data: bytes) -> str:
    """What a file is: its content decides, and its name only between kinds of plain text and of picture."""
    form, named = sniff(data), type_of_name(name)
    if form in (Form.OFFICE, Form.ZIP):
        return _type_of_zip(data, form)
    if form is Form.TEXT:
        return _type_of_text(data, named)
    if form is Form.BINARY:
        return magic(data) or (named if named in IMAGES else form.value)
    return form.value


def _type_of_zip(data: bytes, form: Form) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.namelist()
    except UNREADABLE:
        return form.value
    return next((kind for member, kind in _OFFICE.items() if member in members), form.value)


def _type_of_text(data: bytes, named: str | None) -> str:
    head = data[:8192].removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    foreign = next((kind for start, kind in _FOREIGN.items() if re.match(start, head, re.I)), None)
    if foreign:
        return foreign
    return named if named in (CSV, JSON, HTML) else TEXT
