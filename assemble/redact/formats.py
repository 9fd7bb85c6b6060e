"""The formats that can be redacted and proven, by media type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from assemble.redact import docx, image, pdf, plain, structured
from assemble.redact.readers import DOCX, JSON, PDF, TEXT
from assemble.redact.seek import Cleaned, Seeker
from extract.documents.ocr import Ocr


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one type are searched and cleaned; both may raise `Withheld`."""

    survey: Callable[[bytes], tuple[str, ...]]
    clean: Callable[[bytes, Seeker], Cleaned]
    written: Callable[[bytes], tuple[str, ...]]
    """As `survey`, of a file that `clean` has written: what must hold no value any more."""


class Formats:
    """The formats, those with pictures of text read by one engine (None: there is none)."""

    def __init__(self, ocr: Ocr | None = None) -> None:
        self._of = {
            TEXT: Format(plain.survey, plain.clean, plain.survey),
            JSON: Format(structured.survey, structured.clean, structured.survey),
            DOCX: Format(docx.survey, docx.clean, docx.survey),
            PDF: Format(partial(pdf.survey, ocr=ocr), partial(pdf.clean, ocr=ocr), partial(pdf.written, ocr=ocr)),
        }
        picture = Format(partial(image.survey, ocr=ocr), partial(image.clean, ocr=ocr), partial(image.survey, ocr=ocr))
        self._of |= dict.fromkeys(image.MEDIA_TYPES, picture)

    def of(self, media_type: str) -> Format | None:
        """The format of a media type, its parameters aside; None when nothing can be proven for it."""
        return self._of.get(media_type.partition(";")[0].strip().lower())
