"""The formats that can be redacted and proven, by media type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from assemble.redact import docx, html, image, mail, pdf, plain, separated, structured, xlsx
from assemble.redact.media_types import CSV, DOCX, HTML, IMAGES, JSON, MAIL, PDF, TEXT, XLSX
from assemble.redact.memory import asked_once
from assemble.redact.seek import Cleaned, Seeker
from assemble.redact.sensitive import Sensitive
from config.redaction import RedactionPolicy
from extract.documents.ocr import Ocr


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one type are searched and cleaned; both may raise `Withheld`."""

    survey: Callable[[bytes], tuple[str, ...]]
    clean: Callable[[bytes, Seeker], Cleaned]
    written: Callable[[bytes], tuple[str, ...]]
    """As `survey`, of a file that `clean` has written: what must hold no value any more."""
    misread: Callable[[bytes, RedactionPolicy], tuple[Sensitive, ...] | None] = lambda *_: None
    """What an engine read in a file and may be a misread value; None where no engine reads words of it."""


class Formats:
    """The formats, those with pictures of text read by one engine (None: there is none)."""

    def __init__(self, ocr: Ocr | None = None) -> None:
        picture = _form(
            partial(image.survey, ocr=ocr), partial(image.clean, ocr=ocr), misread=partial(image.misread, ocr=ocr)
        )
        read = asked_once(partial(pdf.sheets_of, ocr=ocr))
        pages = _form(
            partial(pdf.survey, read=read),
            partial(pdf.clean, read=read, ocr=ocr),
            partial(pdf.written, read=read, ocr=ocr),
            partial(pdf.misread, read=read),
        )
        self._of = {
            TEXT: _form(plain.survey, plain.clean),
            CSV: _form(separated.survey, separated.clean),
            JSON: _form(structured.survey, structured.clean),
            HTML: _form(html.survey, html.clean),
            MAIL: _form(partial(mail.survey, forms=self), partial(mail.clean, forms=self)),
            DOCX: _form(docx.survey, docx.clean),
            XLSX: _form(xlsx.survey, xlsx.clean),
            PDF: pages,
            **dict.fromkeys(IMAGES, picture),
        }

    def of(self, media_type: str) -> Format | None:
        """The format of a media type, its parameters aside; None when nothing can be proven for it."""
        return self._of.get(media_type.partition(";")[0].strip().lower())


def _form(
    survey: Callable[[bytes], tuple[str, ...]],
    clean: Callable[[bytes, Seeker], Cleaned],
    written: Callable[[bytes], tuple[str, ...]] | None = None,
    misread: Callable[[bytes, RedactionPolicy], tuple[Sensitive, ...] | None] = lambda *_: None,
) -> Format:
    """A format that looks at each file once."""
    survey = asked_once(survey)
    return Format(survey, clean, asked_once(written) if written else survey, misread)
