"""A message as texts with positions: its subject, its body, then every attachment that can be read.

What a part is, its bytes say (`sniff`), never its name. Each format has a module of its own; the ones that need heavy
libraries are imported when the first such part comes. OCR is a function that the bootstrap hands in.
"""

from __future__ import annotations

from config.errors import ItemError
from config.limits import Limits
from extract.documents.characters import clean
from extract.documents.html import html_to_text
from extract.documents.sniff import Format, decode, format_of
from extract.text import Document, Text
from ingest.message import Message, Part

__all__ = ["message_to_document"]


def message_to_document(message: Message, limits: Limits) -> Document:
    """The texts of a message: `subject`, `body`, then one a readable attachment.

    Raises:
        ItemError: a part cannot be read or goes over a limit; `code` says which (config/codes.yaml).
    """
    texts = [Text(part="subject", content=" ".join(clean(message.subject).split()))]
    left = limits.text_characters - len(texts[0].content)
    for part in message.parts:
        text = _part_to_text(part, left)
        if text is not None:
            left -= len(text.content)
            texts.append(text)
    return tuple(texts)


def _part_to_text(part: Part, left: int) -> Text | None:
    if part.text is not None:
        is_html = part.media_type in {"text/html", "application/xhtml+xml"}
        return _text_part(part.name, part.text, is_html=is_html, left=left)
    form = format_of(part.data)
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
