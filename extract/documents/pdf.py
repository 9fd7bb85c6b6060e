"""A PDF as one text with the box of every character, read through PDFium.

Hidden text never becomes text of the document (`glyphs`). A page without readable text is a scan: it is read by the OCR
function when there is one, else from the invisible layer that a scanner may have put behind the picture, as far as the
picture has ink there. The engine goes first because the layer is text that nobody sees and could say anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from config.errors import ItemError
from config.limits import Limits
from extract.documents import stand_in
from extract.documents.columns import Block, find_blocks
from extract.documents.frame import PageLink, frame_of
from extract.documents.glyphs import SCAN_COVER, Glyph, read_page
from extract.documents.lines import LINE_END, Drawn, lines_to_drawn, turned_to_lines
from extract.documents.ocr import Ocr, read_scan
from extract.documents.page_objects import flattened, page_links
from extract.documents.running import PageDrawn, joint, said_once
from extract.documents.tables import Table, find_tables, table_to_drawn, table_to_rows
from extract.text import Box, Link, Text

FEW_GLYPHS = 100
"""A page that is mostly picture and has fewer characters than this is a scan with a stamp or a page number."""
TRAILING_BYTES = 2_048
"""Bytes after the last end-of-file mark from which on the file counts as cut off (readers accept 1024 or so)."""


def pdf_to_text(part: str, data: bytes, limits: Limits, left: int, ocr: Ocr | None = None) -> Text:
    """The text of a PDF; pages that could not be read are named in `Text.lacks`.

    Raises:
        ItemError: `pdf.broken`, `pdf.encrypted`, `limit.pdf_pages`, `limit.text_characters` or `ocr.failed`.
    """
    with open_pdf(part, data) as document:
        if len(document) > limits.pdf_pages:
            raise ItemError("limit.pdf_pages", f"{part}: {len(document)} pages, at most {limits.pdf_pages}")
        building = _Building(part, left)
        for number in range(len(document)):
            with open_flat(part, document, number) as (page, links):
                _read_page(building, page, links, number + 1, ocr)
    return building.finish()


@contextmanager
def open_pdf(part: str, data: bytes) -> Iterator[Any]:
    """A PDF as a pypdfium2 document, closed when the block ends. Raises: ItemError `pdf.broken`, `pdf.encrypted`."""
    import pypdfium2
    import pypdfium2.raw as raw

    stand_in.install()
    end = data.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in data or len(data[end + 5 :].strip(b"\x00 \r\n\t")) > TRAILING_BYTES:
        raise ItemError("pdf.broken", f"{part}: the end of the file is missing")
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise ItemError("pdf.encrypted", f"{part}: a password is needed to open it") from error
        raise ItemError("pdf.broken", f"{part}: {error}") from error
    try:
        if pages < 1:
            raise ItemError("pdf.broken", f"{part}: no pages")
        yield document
    finally:
        document.close()


@contextmanager
def open_page(part: str, document: Any, number: int) -> Iterator[Any]:
    """The page of that number, 0-based, closed when the block ends. Raises: ItemError `pdf.broken`."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        raise ItemError("pdf.broken", f"{part}: page {number + 1} cannot be read") from error
    try:
        width, height = page.get_size()
        if not (0 < width < 20_000 and 0 < height < 20_000):
            raise ItemError("pdf.broken", f"{part}: page {number + 1} measures {width:g} by {height:g} points")
        yield page
    finally:
        page.close()


@contextmanager
def open_flat(part: str, document: Any, number: int) -> Iterator[tuple[Any, tuple[PageLink, ...]]]:
    """The page of that number, 0-based, with what notes and form fields show drawn on it, and its links.

    Raises: ItemError `pdf.broken`.
    """
    with open_page(part, document, number) as page:
        links = page_links(page, frame_of(page))
        if not flattened(page):
            yield page, links
            return
    with open_page(part, document, number) as page:
        yield page, links


def _read_page(building: _Building, page: Any, links: tuple[PageLink, ...], number: int, ocr: Ocr | None) -> None:
    found = replace(read_page(page), links=links)
    is_scan = found.cover >= SCAN_COVER and len(found.glyphs) < FEW_GLYPHS
    if is_scan or found.unmapped > len(found.glyphs) * 0.3:
        if ocr is not None:
            building.add_page(
                lines_to_drawn(read_scan(page, found.width, found.height, ocr)), found.links, found.height
            )
            return
        if len(found.layer) > len(found.glyphs):
            found = replace(found, glyphs=found.layer)
        else:
            building.lacks.append(f"ocr.no_engine: page {number}")
    ruled, rest = find_tables(found.edges, [g for g in found.glyphs if not g.turned])
    blocks = _in_order(ruled, find_blocks(rest, [table.box for table in ruled]))
    building.add_page(_page_drawn(blocks, [g for g in found.glyphs if g.turned]), found.links, found.height)
    first = True
    for block in blocks:
        if isinstance(block, Table):
            building.add_rows(table_to_rows(block), goes_on=first and not _above(rest, block))
            first = False


@dataclass(slots=True)
class _Building:
    """The text so far."""

    part: str
    left: int
    pages: list[PageDrawn] = field(default_factory=list)
    size: int = 0
    """Characters so far."""
    rows: list[tuple[str, ...]] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    header: tuple[str, ...] = ()
    """First row of the last table, which a page break may repeat."""

    def add_page(self, drawn: list[Drawn], links: tuple[PageLink, ...], height: float) -> None:
        """Add the characters of the next page."""
        self.size += len(drawn) + 1
        if self.size - 1 > self.left:
            raise ItemError("limit.text_characters", f"{self.part}: more than the {self.left} characters that are left")
        self.pages.append(PageDrawn(tuple(drawn), links, height))

    def add_rows(self, rows: list[tuple[str, ...]], *, goes_on: bool) -> None:
        """Add a table's rows; on a new page a repeated heading goes, a row that was cut by the page end is mended."""
        if goes_on and self.rows and len(self.rows[-1]) == len(rows[0]):
            if rows[0] == self.header:
                rows = rows[1:]
            if rows and not rows[0][0]:
                self.rows[-1] = tuple(_joined(a, b) for a, b in zip(self.rows[-1], rows[0], strict=True))
                rows = rows[1:]
        elif rows:
            self.header = rows[0]
        self.rows += rows

    def finish(self) -> Text:
        """The text of all pages."""
        drawn: list[Drawn] = []
        starts: list[int] = []
        links: list[Link] = []
        for page, kept in zip(self.pages, said_once(self.pages), strict=True):
            drawn += joint(drawn, kept) if drawn else ()
            starts.append(len(drawn))
            drawn += kept
            links += _links(drawn, starts[-1], page.links)
        return Text(
            part=self.part,
            content="".join(char for char, _ in drawn),
            page_starts=tuple(starts),
            boxes=tuple(box for _, box in drawn),
            links=tuple(links),
            rows=tuple(self.rows),
            lacks=tuple(self.lacks),
        )


def _above(rest: list[Glyph], table: Table) -> bool:
    """Whether text stands above the table, a running header of up to two lines aside."""
    tops = {round(g.box[1]) for g in rest if g.box[3] <= table.box[1]}
    return len(tops) > 2


def _joined(upper: str, lower: str) -> str:
    return f"{upper} {lower}".strip()


def _in_order(ruled: list[Table], blocks: list[Block]) -> list[Block]:
    """Blocks in reading order with each ruled table before what begins below its head."""
    result = list(blocks)
    for table in sorted(ruled, key=lambda table: table.box[1]):
        below = (place for place, block in enumerate(result) if block.box[1] > table.box[1])
        result.insert(next(below, len(result)), table)
    return result


def _page_drawn(blocks: list[Block], turned: list[Glyph]) -> list[Drawn]:
    """Running text and tables in their order, then what is not upright."""
    pieces = [table_to_drawn(block) if isinstance(block, Table) else list(block.drawn) for block in blocks]
    pieces += [list(line.drawn) for line in turned_to_lines(turned)]
    result: list[Drawn] = []
    for piece in pieces:
        if piece:
            result += [LINE_END, LINE_END] if result else []
            result += piece
    return result


def _links(drawn: list[Drawn], start: int, links: tuple[PageLink, ...]) -> list[Link]:
    """Each link annotation with the characters that stand in it; one that goes on in the next line is one link."""
    found: list[Link] = []
    for link in links:
        inside = [i for i in range(start, len(drawn)) if (box := drawn[i][1]) and _holds(link.box, box)]
        if not inside:
            continue
        first, last = inside[0], inside[-1] + 1
        before = found[-1] if found else None
        if before and before.href == link.href and 0 <= first - before.end <= 1:
            found.pop()
            first = before.start
        text = "".join(char for char, _ in drawn[first:last])
        found.append(Link(first, last, text, re.sub(r"[\t\r\n]", "", link.href)))
    return found


def _holds(area: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]
