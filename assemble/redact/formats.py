"""The formats that can be redacted and proven, by media type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from assemble.redact import docx, html, image, mail, pdf, plain, separated, structured, xlsx
from assemble.redact.media_types import CSV, DOCX, HTML, IMAGES, JSON, MAIL, PDF, TEXT, XLSX
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
        picture = Format(partial(image.survey, ocr=ocr), partial(image.clean, ocr=ocr), partial(image.survey, ocr=ocr))
        letter = partial(mail.survey, forms=self)
        self._of = {
            TEXT: Format(plain.survey, plain.clean, plain.survey),
            CSV: Format(separated.survey, separated.clean, separated.survey),
            JSON: Format(structured.survey, structured.clean, structured.survey),
            HTML: Format(html.survey, html.clean, html.survey),
            MAIL: Format(letter, partial(mail.clean, forms=self), letter),
            DOCX: Format(docx.survey, docx.clean, docx.survey),
            XLSX: Format(xlsx.survey, xlsx.clean, xlsx.survey),
            PDF: Format(partial(pdf.survey, ocr=ocr), partial(pdf.clean, ocr=ocr), partial(pdf.written, ocr=ocr)),
            **dict.fromkeys(IMAGES, picture),
        }

    def of(self, media_type: str) -> Format | None:
        """The format of a media type, its parameters aside; None when nothing can be proven for it."""
        return self._of.get(media_type.partition(";")[0].strip().lower())
