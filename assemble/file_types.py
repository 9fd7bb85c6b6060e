"""What a file is, told by its bytes, and which endings mean the same type."""

from __future__ import annotations

import io
import zipfile

from ingest.sniff import is_text, magic
from ingest.unzip import UNREADABLE

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
IMAGES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/tiff": "tiff"}
ENDINGS = {PDF: "pdf", DOCX: "docx", XLSX: "xlsx", **IMAGES}
"""Media type -> the ending that such a file has."""
SAME_TYPE = {"jpeg": "jpg", "pjpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "tif": "tiff", "text": "txt"}
"""Endings that mean the same file type as another."""
TEXTS = frozenset({"txt", "csv", "tsv", "eml", "json", "html", "htm", "xml", "md", "log"})
"""Endings of files that are text."""


def media_type_of(data: bytes, name: str) -> str:
    """The media type of a file: by its bytes; a name decides only between kinds of text."""
    if data[:4] == b"PK\x03\x04":
        return _office(data)
    if found := magic(data):
        return found
    if not is_text(data):
        return "application/octet-stream"
    return "text/csv" if ending_of(name) in ("csv", "tsv") else "text/plain"


def _office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except UNREADABLE:
        return "application/zip"
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else "application/zip"


def ending_of(name: str) -> str:
    """The ending of a name, lower case, without dot; empty where there is none."""
    stem, dot, ending = name.strip().rpartition(".")
    return ending.lower() if dot and stem else ""


def plain_type(ending: str) -> str:
    """One ending for all that mean the same type."""
    return SAME_TYPE.get(ending, ending)
