"""What the evidence files hold: type, text, and the traits that tell how a file was made. Nothing of a file is changed.

A file that cannot be read is no error here: it says so in its `fault`, and a readiness check reports it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assemble.evidence import Evidence, EvidenceFile
from assemble.file_types import DOCX, IMAGES, PDF, media_type_of
from config.errors import ItemError
from config.limits import Limits
from extract.documents.characters import clean
from extract.documents.ocr import open_picture
from extract.documents.office import docx_to_text
from extract.documents.pdf import pdf_to_text
from extract.documents.sniff import decode
from extract.text import Text

EXIF_TAKEN = (0x9003, 0x0132)
"""DateTimeOriginal and DateTime (Exif 2.32, sections 4.6.5 and 4.6.4)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """An evidence file with what it holds."""

    file: EvidenceFile
    media_type: str
    """By its bytes."""
    text: Text | None = None
    """Its text layer; None for what has none."""
    fault: str = ""
    """Why it cannot be opened."""
    pages: int = 1
    created: datetime | None = None
    """PDF: when the file says it was made; picture: when it was taken."""
    modified: datetime | None = None
    """PDF: when the file says it was changed last."""
    makers: str = ""
    """PDF: the programs that the file names, lower case."""
    updates: int = 0
    """PDF: how often something was added after the file was complete."""
    signed: bool = False
    """PDF: whether it carries a digital signature, which adds to a complete file by right."""

    @property
    def is_image(self) -> bool:
        """Whether it is a picture."""
        return self.media_type in IMAGES


def read_papers(evidence: Evidence, limits: Limits) -> tuple[Paper, ...]:
    """Every evidence file with what it holds, in their order."""
    return tuple(read_paper(file, limits) for file in evidence.files)


def read_paper(file: EvidenceFile, limits: Limits) -> Paper:
    """One evidence file with what it holds."""
    media_type = media_type_of(file.data, file.name) if file.data else ""
    try:
        if media_type == PDF:
            return _pdf(file, limits)
        if media_type in IMAGES:
            open_picture(file.data, file.name)
            return Paper(file, media_type, created=_taken(file.data))
        if media_type == DOCX:
            return Paper(file, media_type, docx_to_text(file.name, file.data, limits.text_characters))
    except ItemError as error:
        return Paper(file, media_type, fault=error.reason)
    if media_type.startswith("text/"):
        return Paper(file, media_type, Text(file.name, clean(decode(file.data))[: limits.text_characters]))
    return Paper(file, media_type)


def _pdf(file: EvidenceFile, limits: Limits) -> Paper:
    text = pdf_to_text(file.name, file.data, limits, limits.text_characters)
    with _opened(file) as pdf:
        info = pdf.docinfo
        return Paper(
            file,
            PDF,
            text,
            pages=len(pdf.pages),
            created=_moment(info.get("/CreationDate")),
            modified=_moment(info.get("/ModDate")),
            makers=" ".join(str(info.get(key, "")) for key in ("/Producer", "/Creator")).casefold(),
            updates=_updates(file.data, linear=pdf.is_linearized),
            signed=_is_signed(pdf),
        )


def _opened(file: EvidenceFile) -> Any:
    import pikepdf

    try:
        return pikepdf.open(io.BytesIO(file.data))
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise ItemError("pdf.broken", f"{file.name}: {error}"[:300]) from error


def _moment(value: object) -> datetime | None:
    """A date of a PDF (ISO 32000-1, section 7.9.4), in UTC where it names its zone."""
    import pikepdf

    try:
        return pikepdf.models.metadata.decode_pdf_date(str(value)) if value else None
    except ValueError:
        return None


def _updates(data: bytes, *, linear: bool) -> int:
    """How many sections were added to a complete file (ISO 32000-1, section 7.5.6); a linear file has two by itself."""
    return max(data.count(b"%%EOF") - (2 if linear else 1), 0)


def _is_signed(pdf: Any) -> bool:
    """Whether a signature field has a value (ISO 32000-1, section 12.8)."""
    try:
        fields = pdf.Root.get("/AcroForm", {}).get("/Fields", [])
        return any(str(field.get("/FT", "")) == "/Sig" and "/V" in field for field in fields)
    except (AttributeError, TypeError, ValueError):
        return False


def _taken(data: bytes) -> datetime | None:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        exif = image.getexif()
        values = [exif.get_ifd(0x8769).get(EXIF_TAKEN[0]), exif.get(EXIF_TAKEN[1])]
    for value in values:
        try:
            return datetime.strptime(str(value), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - Exif states no zone
        except ValueError:
            continue
    return None
