"""The media types that can be redacted."""

from __future__ import annotations

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
