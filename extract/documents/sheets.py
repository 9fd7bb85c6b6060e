"""Pages as pictures for people: what stands on a page, to set beside what was read from it.

A picture is drawn anew from the decoded page, never the sender's own bytes: nothing of a file's metadata, and nothing
that a viewer could run, comes with it.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from extract.documents.ocr import open_picture
from extract.documents.pdf import open_flat, open_pdf
from extract.documents.sniff import Format, format_of
from ingest.message import Part

DOTS_PER_INCH = 130
MAX_PIXELS = 3_000_000
"""Of one picture; a larger page is drawn smaller."""
COLOURS = 64
"""Enough for print and logos, and a third of the bytes."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a part as a picture."""

    part: str
    number: int
    """1-based."""
    width: float
    """In the unit that boxes on it have: points of a PDF page, pixels of a picture."""
    height: float
    png: bytes


def part_to_sheets(part: Part, pages: Collection[int]) -> Iterator[Sheet]:
    """Those pages (1-based) of a PDF or picture; nothing for parts without pages.

    Raises:
        ItemError: the part cannot be read.
    """
    form = format_of(part.data) if part.text is None else Format.TEXT
    if form is Format.PDF:
        yield from _pdf_to_sheets(part, pages)
    elif form is Format.IMAGE and 1 in pages:
        picture = open_picture(part.data, part.name)
        yield Sheet(part.name, 1, picture.width, picture.height, _png(picture))


def _pdf_to_sheets(part: Part, pages: Collection[int]) -> Iterator[Sheet]:
    with open_pdf(part.name, part.data) as document:
        for number in sorted(pages):
            if number > len(document):
                return
            with open_flat(part.name, document, number - 1) as (page, _):
                width, height = page.get_size()
                scale = min(DOTS_PER_INCH / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
                bitmap = page.render(scale=scale)
                picture = bitmap.to_pil().convert("RGB")
                bitmap.close()
                yield Sheet(part.name, number, width, height, _png(picture))


def _png(picture: Any) -> bytes:
    if picture.width * picture.height > MAX_PIXELS:
        share = (MAX_PIXELS / (picture.width * picture.height)) ** 0.5
        picture = picture.resize((max(int(picture.width * share), 1), max(int(picture.height * share), 1)))
    buffer = io.BytesIO()
    picture.quantize(COLOURS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
