"""Reads the pages of a PDF through PDFium: every character in the file's order, and the page as it is drawn.

Annotations and form fields that a page shows are first made part of the page (flattened), in memory; what is not shown
of them is gone with the rest of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from assemble.redact.seek import Withheld
from assemble.redact.sheets.picture import AGAIN, enlarged, simplified, to_read
from assemble.redact.sheets.read_words import read_words
from assemble.redact.sheets.rows import draws_words
from assemble.redact.sheets.sheet import LINE_END, Sheet, Unit, is_beside
from assemble.redact.sheets.turning import quarters_of, quarters_of_page
from config.errors import ItemError
from extract.documents.characters import clean
from extract.documents.frame import Frame
from extract.documents.glyphs import read_page
from extract.documents.ocr import Ocr
from extract.text import Box

DOTS_PER_INCH = 200
MAX_PIXELS = 12_000_000
MAX_PAGES = 200
MAX_SIDE = 20_000
"""Points."""
NO_ENGINE = "what a page shows cannot be proven without an OCR engine"


@dataclass(frozen=True, slots=True)
class PdfPages:
    """An open PDF with its pages made flat."""

    document: Any
    wanted: tuple[tuple[Box, ...], ...]
    """For each page: what its author marked for redaction."""

    def __len__(self) -> int:
        return len(self.wanted)

    def picture(self, number: int) -> tuple[Any, float]:
        """The page as it is drawn, and its scale in pixels a point."""
        page = self.document[number]
        try:
            picture = _drawn(page)
            return picture, picture.width / page.get_width()
        finally:
            page.close()

    def cut(self, number: int, box: Box, width: int, height: int) -> Any:
        """A part of the page drawn for itself, so that its corner is a pixel's corner.

        Pixels copied from the whole page would tell by their shades where between two pixels a word stood, and with
        that how wide the value before it was.
        """
        import pypdfium2
        import pypdfium2.raw as pdfium

        page = self.document[number]
        try:
            scale = _scale(page)
            bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGR)
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
            matrix = pdfium.FS_MATRIX(scale, 0, 0, scale, -box[0] * scale, -box[1] * scale)
            pdfium.FPDF_RenderPageBitmapWithMatrix(
                bitmap, page, matrix, pdfium.FS_RECTF(0, 0, width, height), pdfium.FPDF_ANNOT
            )
            picture = bitmap.to_pil().convert("RGB")
            bitmap.close()
            return picture
        finally:
            page.close()

    def sheet(self, number: int, ocr: Ocr | None) -> Sheet:
        """What can be read on the page.

        Raises:
            Withheld: there is no engine, and the page holds pictures or shapes that only an engine can read.
        """
        page = self.document[number]
        try:
            frame = Frame(tuple(page.get_bbox()), page.get_rotation())
            seen = read_page(page)
            visible = {(g.char, g.box) for g in seen.glyphs}
            written = tuple(_parted(_units(page, frame, visible)))
            if ocr is None and not _is_plain(page):
                raise Withheld(NO_ENGINE)
        finally:
            page.close()
        read: tuple[Unit, ...] = ()
        if ocr is not None:
            picture, scale = self.picture(number)
            read = read_words(ocr, to_read(picture), scale)
        sheet = Sheet(frame.width, frame.height, written, read, (), self.wanted[number], seen.edges)
        if ocr is None or not draws_words(sheet):
            return sheet
        larger = read_words(ocr, to_read(enlarged(picture, AGAIN)), scale * AGAIN)
        return replace(sheet, again=larger)

    def written(self, number: int) -> tuple[Unit, ...]:
        """The characters that the file writes on the page, hidden ones too."""
        page = self.document[number]
        try:
            return tuple(_parted(_units(page, Frame(tuple(page.get_bbox()), page.get_rotation()), set())))
        finally:
            page.close()


@contextmanager
def open_pages(data: bytes, ocr: Ocr | None = None) -> Iterator[PdfPages]:
    """The pages of a PDF, turned upright and flattened.

    Raises:
        Withheld: it cannot be opened, or is larger than is looked at.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Withheld("a PDF that cannot be opened") from error
    try:
        if not 0 < len(document) <= MAX_PAGES:
            raise Withheld(f"a PDF of {len(document)} pages, at most {MAX_PAGES} are looked at")
        for number in range(len(document)):
            _turn(document, number, ocr)
        yield PdfPages(document, tuple(_flattened(document, number) for number in range(len(document))))
    except pypdfium2.PdfiumError as error:
        raise Withheld("a page of the PDF cannot be read") from error
    finally:
        document.close()


def _turn(document: Any, number: int, ocr: Ocr | None) -> None:
    """Turn a page that lies on its side or head, as its characters and an engine tell; neither is believed alone."""
    page = document[number]
    try:
        width, height = page.get_size()
        if not (0 < width < MAX_SIDE and 0 < height < MAX_SIDE):
            raise Withheld("a page of the PDF has no usable size")
        page.set_rotation((page.get_rotation() + 90 * quarters_of_page(page)) % 360)
        if ocr is not None:
            quarters = quarters_of(_drawn(page), ocr)
            page.set_rotation((page.get_rotation() + 90 * quarters) % 360)
    except ItemError as error:
        raise Withheld(error.reason) from error
    finally:
        page.close()


def _drawn(page: Any) -> Any:
    """The page as a picture of one of the kinds of `picture.simplified`."""
    bitmap = page.render(scale=_scale(page), may_draw_forms=False)
    picture = simplified(bitmap.to_pil())
    bitmap.close()
    return picture


def _scale(page: Any) -> float:
    width, height = page.get_size()
    return float(min(DOTS_PER_INCH / 72, (MAX_PIXELS / (width * height)) ** 0.5))


def _flattened(document: Any, number: int) -> tuple[Box, ...]:
    """Make the annotations of a page part of it; answers the boxes of those that ask for redaction."""
    import pypdfium2.raw as pdfium

    page = document[number]
    try:
        wanted = tuple(_wanted(pdfium, page))
        if pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_FAIL:
            raise Withheld("the annotations of a page cannot be made flat")
        return wanted
    finally:
        page.close()


def _wanted(pdfium: Any, page: Any) -> Iterator[Box]:
    frame = Frame(tuple(page.get_bbox()), page.get_rotation())
    rect = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            wants = pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_REDACT
            if wants and pdfium.FPDFAnnot_GetRect(annotation, rect):
                yield frame.box(rect.left, rect.bottom, rect.right, rect.top)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _units(page: Any, frame: Frame, visible: set[tuple[str, Box]]) -> Iterator[Unit]:
    """Every character that the file writes on the page, hidden ones too, in the file's order."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    rect, turn = pdfium.FS_RECTF(), page.get_rotation()
    try:
        text = textpage.raw
        for index in range(pdfium.FPDFText_CountChars(text)):
            char = _character(pdfium.FPDFText_GetUnicode(text, index))
            if pdfium.FPDFText_IsGenerated(text, index) == 1 or char.isspace():
                yield LINE_END if char in "\r\n" else Unit(char or " ", None)
            elif char and pdfium.FPDFText_GetLooseCharBox(text, index, rect):
                box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
                angle = round(pdfium.FPDFText_GetCharAngle(text, index) * 57.29578 + turn) % 360
                yield Unit(char, box, (clean(char), box) in visible, not 8 < angle < 352)
    finally:
        textpage.close()


def _parted(units: Iterator[Unit]) -> Iterator[Unit]:
    """The characters with a line end wherever the file jumps to another place, which PDFium does not always tell."""
    last: Box | None = None
    for unit in units:
        if last and unit.box and not is_beside(last, unit.box):
            yield LINE_END
        last = unit.box or last if unit.text != "\n" else None
        yield unit


def _character(code: int) -> str:
    if code == 2:  # PDFium's sign for a hyphen at a line end
        return "-"
    return "" if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _is_plain(page: Any) -> bool:
    """Whether what a page shows follows from its characters: only fonts that a reader brings along, no pictures.

    An embedded font can draw any shape for a character, and shapes and pictures can hold words.
    """
    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        thing = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            font = pdfium.FPDFTextObj_GetFont(thing)
            if not font or pdfium.FPDFFont_GetIsEmbedded(font) != 0:
                return False
        elif kind != pdfium.FPDF_PAGEOBJ_PATH or not _is_ruling(pdfium, thing):
            return False
    return True


def _is_ruling(pdfium: Any, path: Any) -> bool:
    """Whether a path is a line, a box or an underline; curves and many corners could be drawn letters."""
    count = pdfium.FPDFPath_CountSegments(path)
    kinds = {pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(path, i)) for i in range(max(count, 0))}
    return 0 < count <= 5 and pdfium.FPDF_SEGMENT_BEZIERTO not in kinds
