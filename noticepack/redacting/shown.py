"""What a redacted file shows, part by part: words, tables, pictures of pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Mime

from assemble.redact import docx, html, separated, xlsx
from assemble.redact.cells import Sheet as Cells
from assemble.redact.media_types import CSV, DOCX, HTML, IMAGES, JSON, MAIL, PDF, XLSX
from assemble.redact.structured import load
from extract.documents.sheets import Sheet, part_to_sheets
from ingest import header_text
from ingest.bodies import file_name, inner_bytes, payload
from ingest.message import Part

MAX_ROWS = 400
MAX_PAGES = 40
MAX_CHARACTERS = 400_000
"""Of one part: more than a person looks through."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a file as a person sees it; of words, rows and pages one is there."""

    title: str
    """Empty where the file is this one part."""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells by row, each row as wide as the widest."""
    pages: tuple[Sheet, ...] = ()
    cut: bool = False
    """Whether there is more than is shown."""


def sections_of(media_type: str, data: bytes, title: str = "") -> Iterator[Section]:
    """The parts of a file that a redaction has written."""
    if media_type == MAIL:
        yield from _mail(message_from_bytes(data), title)
    elif media_type == XLSX:
        yield from (_table(f"{title} sheet {n}: {s.title}".strip(), s) for n, s in enumerate(xlsx.sheets_of(data), 1))
    elif media_type == CSV:
        yield _table(title, separated.table_of(data)[0])
    elif media_type == PDF or media_type in IMAGES:
        yield _pages(title, media_type, data)
    else:
        text = _words(media_type, data)
        yield Section(title, text[:MAX_CHARACTERS], cut=len(text) > MAX_CHARACTERS)


def _words(media_type: str, data: bytes) -> str:
    if media_type == HTML:
        return html.survey(data)[0]
    if media_type == DOCX:
        return docx.survey(data)[0]
    if media_type == JSON:
        return json.dumps(load(data), indent=2, ensure_ascii=False)
    return data.decode("utf-8")


def _mail(mime: Mime, title: str) -> Iterator[Section]:
    lines = [f"{name}: {header_text.text(value).text}" for name, value in mime.items() if _is_read(name)]
    yield Section(title or "head of the mail", "\n".join(lines))
    leaves = [mime] if not mime.is_multipart() else [p for p in _flat(mime) if p is not mime]
    for number, part in enumerate(leaves, 1):
        name = file_name(part)
        shown = f"part {number}" + (f", {name}" if name else f", {part.get_content_type()}")
        if part.get_content_type() == MAIL:
            yield from _mail(message_from_bytes(inner_bytes(part)), f"{shown}: head of the mail")
        else:
            yield from sections_of(part.get_content_type(), payload(part), shown)


def _flat(mime: Mime) -> Iterator[Mime]:
    """The leaves of a message, attached messages whole."""
    if mime.get_content_type() == MAIL or not mime.is_multipart():
        yield mime
        return
    for part in mime.get_payload():
        if isinstance(part, Mime):
            yield from _flat(part)


def _is_read(name: str) -> bool:
    return not name.lower().startswith(("content-", "mime-"))


def _table(title: str, sheet: Cells) -> Section:
    rows = sheet.rows[:MAX_ROWS]
    columns = sorted({c.column for row in rows for c in row}, key=lambda column: (len(column), column))
    shown = ({c.column: c.shown for c in row} for row in rows)
    cells = tuple(tuple(row.get(column, "") for column in columns) for row in shown)
    return Section(title, rows=cells, cut=len(sheet.rows) > MAX_ROWS)


def _pages(title: str, media_type: str, data: bytes) -> Section:
    part = Part(name=title or "file", media_type=media_type, data=data, text=None, filename="")
    pages = tuple(part_to_sheets(part, range(1, MAX_PAGES + 2)))
    return Section(title, pages=pages[:MAX_PAGES], cut=len(pages) > MAX_PAGES)
