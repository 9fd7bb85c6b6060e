"""A message as texts with positions: its subject, its body, then every attachment that can be read.

What a part is, its bytes say (`sniff`), never its name. Each format has a module of its own; the ones that need heavy
libraries import them when the first such part comes. OCR is a function that the bootstrap hands in (`ocr.Ocr`).
"""

from __future__ import annotations

from config.errors import ItemError
from config.limits import Limits
from extract.documents.characters import clean
from extract.documents.html import html_to_text
from extract.documents.ocr import Ocr
from extract.documents.office import docx_to_text
from extract.documents.pdf import pdf_to_text
from extract.documents.picture import picture_to_text
from extract.documents.sniff import Format, decode, format_of
from extract.text import Document, Text
from ingest.message import Message, Part

__all__ = ["message_to_document"]

NO_ENGINE = "ocr.no_engine"
INSTALL = (
    "Install tesseract with its language data (Debian: tesseract-ocr, tesseract-ocr-chi-sim, tesseract-ocr-deu, "
    "tesseract-ocr-jpn, tesseract-ocr-rus, tesseract-ocr-fra) or noticepack[rapidocr], then retry."
)


def message_to_document(message: Message, limits: Limits, ocr: Ocr | None = None) -> Document:
    """The texts of a message: `subject`, `body`, then one a readable attachment.

    A scan or picture that cannot be read for want of an OCR engine is named in `Text.lacks`; only when the message has
    no other text is that an error.

    Raises:
        ItemError: a part cannot be read or goes over a limit; `code` says which (config/codes.yaml).
    """
    texts = [Text(part="subject", content=" ".join(clean(message.subject).split()))]
    left = limits.text_characters - len(texts[0].content)
    for part in message.parts:
        text = _part_to_text(part, limits, max(left, 0), ocr)
        if text is not None:
            left -= len(text.content)
            texts.append(text)
    _check_readable(texts[1:], message)
    return tuple(texts)


def _part_to_text(part: Part, limits: Limits, left: int, ocr: Ocr | None) -> Text | None:
    """The text of a part; None for a format whose text is not read (archives, spreadsheets, sound)."""
    if part.text is not None:
        is_html = part.media_type in {"text/html", "application/xhtml+xml"}
        return _text_part(part.name, part.text, is_html=is_html, left=left)
    form = format_of(part.data)
    if form is Format.PDF:
        return pdf_to_text(part.name, part.data, limits, left, ocr)
    if form is Format.DOCX:
        return docx_to_text(part.name, part.data, left)
    if form is Format.IMAGE:
        return picture_to_text(part.name, part.data, left, ocr)
    if form in {Format.TEXT, Format.HTML}:
        return _text_part(part.name, decode(part.data), is_html=form is Format.HTML, left=left)
    return None


def _text_part(name: str, source: str, *, is_html: bool, left: int) -> Text:
    if is_html:
        return html_to_text(name, source, left)
    content = clean(source)
    if len(content) > left:
        raise ItemError("limit.text_characters", f"{name}: more than the {left} characters that are left")
    return Text(part=name, content=content)


def _check_readable(texts: list[Text], message: Message) -> None:
    """Refuse a message whose only text is in scans that could not be read, or in files that hold none."""
    if any(text.content.strip() for text in texts):
        return
    for text in texts:
        for lack in text.lacks:
            code, _, detail = lack.partition(": ")
            raise ItemError(code, f"{text.part}: {detail}", advice=INSTALL if code == NO_ENGINE else None)
    if any(text.page_starts or text.part.startswith("attachment ") for text in texts):
        raise ItemError("document.no_text", f"no text in {', '.join(part.name for part in message.parts)}"[:300])
