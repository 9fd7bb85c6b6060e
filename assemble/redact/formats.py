"""The formats that can be redacted and proven, by media type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assemble.redact import docx, pdf, plain, structured
from assemble.redact.readers import DOCX, JSON, PDF, TEXT
from assemble.redact.seek import Cleaned, Seeker


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one type are searched and cleaned; both may raise `Withheld`."""

    survey: Callable[[bytes], tuple[str, ...]]
    clean: Callable[[bytes, Seeker], Cleaned]


FORMATS: Mapping[str, Format] = {
    TEXT: Format(plain.survey, plain.clean),
    JSON: Format(structured.survey, structured.clean),
    DOCX: Format(docx.survey, docx.clean),
    PDF: Format(pdf.survey, pdf.clean),
}


def format_of(media_type: str) -> Format | None:
    """The format of a media type, its parameters aside; None when nothing can be proven for it."""
    return FORMATS.get(media_type.partition(";")[0].strip().lower())
