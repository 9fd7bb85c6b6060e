"""A PDF page as glyphs in reading coordinates: what PDFium knows of each drawn character, and whether a reader sees it.

A glyph counts as seen when the rendered page shows ink in its place: this covers white text, switched off layers,
clipping, full transparency and covering shapes alike. Text drawn in the invisible mode, or under a picture that covers
it (the reading that a scanner puts behind its picture), is kept apart as `layer`.
"""

from __future__ import annotations

import ctypes
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from extract.documents.characters import clean, is_wide
from extract.documents.frame import Edge, Frame, PageLink, frame_of
from extract.documents.page_objects import read_objects
from extract.text import Box

MIN_HEIGHT = 2.4
"""Points; characters lower than this are not read by anyone."""
MIN_INK = 14
"""Grey levels (of 255) by which ink must differ from what surrounds it."""
SCAN_COVER = 0.5
"""Share of the page that a picture covers when the page is taken for a scan."""

_CAST = (ctypes.cast, ctypes.c_void_p)
_INVISIBLE_MODES = {3, 7}  # ISO 32000-1 table 106: neither fill nor stroke


class Glyph(NamedTuple):
    """One drawn character."""

    char: str
    box: Box
    """Points from the top left of the page as shown."""
    bold: bool
    space_before: bool
    """A space (drawn, or a gap that PDFium takes for one) stands before it."""
    line_before: bool
    """PDFium sees a line end before it; used only for turned text."""
    turned: bool
    """Not written from left to right as the page is shown."""
    piece: int = 0
    """The text object that draws it: the letters of a ligature share theirs and their box."""


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """What stands on one page."""

    width: float
    """Points, as shown."""
    height: float
    glyphs: tuple[Glyph, ...]
    """What a reader sees, in the order PDFium gives."""
    layer: tuple[Glyph, ...]
    """The invisible reading behind a scan, where the scan has ink."""
    links: tuple[PageLink, ...]
    edges: tuple[Edge, ...]
    cover: float
    """The largest share of the page that one picture covers, 0 to 1."""
    unmapped: int
    """Visible characters whose font does not say which character they are."""


def read_page(page: Any) -> PageGlyphs:
    """The glyphs, links and drawn lines of a pypdfium2 page; the page stays open."""
    import pypdfium2.raw as pdfium

    frame = frame_of(page)
    objects = read_objects(page, frame)
    textpage = page.get_textpage()
    try:
        raw = stacked(_raw_glyphs(pdfium, textpage.raw, frame, page.get_rotation()))
    finally:
        textpage.close()
    ink = _Ink(page, frame) if raw else None
    seen: list[Glyph] = []
    layer: list[Glyph] = []
    unmapped = 0
    for run in _runs(raw):
        area = _around(run)
        if ink is None or not ink.shows(run, area, objects.fills.get(run[0].piece)):
            continue
        behind = objects.is_hidden(run[0].piece, area, _INVISIBLE_MODES)
        for item in run:
            unmapped += item.char == "" and not behind
            if item.char:
                (layer if behind else seen).append(item)
    return PageGlyphs(
        frame.width, frame.height, tuple(seen), tuple(layer), objects.links, objects.edges, objects.cover, unmapped
    )


def _raw_glyphs(pdfium: Any, text: Any, frame: Frame, rotation: int) -> list[Glyph]:
    rect, found = pdfium.FS_RECTF(), []
    styles: dict[int, tuple[bool, bool]] = {}
    unicode_of, is_generated = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_IsGenerated
    box_of, owner_of, cast, address = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetTextObject, *_CAST
    space = line = False
    for index in range(pdfium.FPDFText_CountChars(text)):
        char = _character(unicode_of(text, index))
        if char.isspace() or is_generated(text, index) == 1:
            space, line = True, line or char == "\n"
            continue
        if not box_of(text, index, rect):
            continue
        owner = cast(owner_of(text, index), address).value or 0
        style = styles.get(owner)
        if style is None:
            style = styles[owner] = _style(pdfium, text, index, rotation)
        box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        found.append(Glyph(char, box, style[0], space, line, style[1], owner))
        space = line = False
    return found


STACK = 3
"""Steps straight down from one character to the next from which on they are a column of vertical writing."""


def stacked(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs, those of vertical Chinese and Japanese columns marked as turned, a column without a space inside.

    A column that reaches as far down as the next one goes on in it: the line end is the page's, not the text's.
    """
    columns: list[list[int]] = []
    for index in range(1, len(glyphs)):
        if _is_below(glyphs[index - 1], glyphs[index]):
            if columns and columns[-1][-1] == index - 1:
                columns[-1].append(index)
            else:
                columns.append([index - 1, index])
    result = list(glyphs)
    before: list[int] | None = None
    for column in columns:
        goes_on = before is not None and _continues(glyphs, before, column)
        before = column if goes_on or len(column) > STACK else None
        for place, index in enumerate(column if before else ()):
            first = place == 0 and not goes_on
            result[index] = glyphs[index]._replace(space_before=False, line_before=first, turned=True)
    return result


def _is_below(upper: Glyph, lower: Glyph) -> bool:
    """Whether a wide character follows right under another one, as in a column of vertical writing."""
    if not (is_wide(lower.char[:1]) and is_wide(upper.char[:1])):
        return False
    size = max(box[side + 2] - box[side] for box in (upper.box, lower.box) for side in (0, 1))
    across = abs((upper.box[0] + upper.box[2]) - (lower.box[0] + lower.box[2])) / 2
    down = (lower.box[1] + lower.box[3] - upper.box[1] - upper.box[3]) / 2
    return across < 0.4 * size and 0.5 * size < down < 1.75 * size


def _continues(glyphs: list[Glyph], one: list[int], other: list[int]) -> bool:
    """Whether a column is the next one to the left, and the first of the two is as long as columns are there."""
    if other[0] != one[-1] + 1:
        return False
    head, foot, start = glyphs[one[0]].box, glyphs[one[-1]].box, glyphs[other[0]].box
    size = max(head[2] - head[0], head[3] - head[1])
    return (
        0 < head[0] - start[0] < 2.5 * size
        and abs(head[1] - start[1]) < size
        and glyphs[other[-1]].box[3] <= (foot[3] + size)
    )


def _style(pdfium: Any, text: Any, index: int, rotation: int) -> tuple[bool, bool]:
    """(bold, turned) of a character and of all that its text object draws: they share font and matrix.

    Half a degree counts as turned: a line that rises by more is not beside itself any more.
    """
    angle = round(pdfium.FPDFText_GetCharAngle(text, index) * 57.29578 + rotation) % 360
    return pdfium.FPDFText_GetFontWeight(text, index) >= 600, angle != 0


@lru_cache(maxsize=4096)
def _character(code: int) -> str:
    """The character of a code of PDFium's; empty when the font does not tell it."""
    if code == 2:  # PDFium's sign for a hyphen at a line end
        return "-"
    if code in {0, 0xFFFD, 0xFFFE, 0xFFFF} or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    char = chr(code)
    if 0xFB00 <= code <= 0xFB06 or 0x2F00 <= code <= 0x2FD5:  # ligatures and radicals drawn for ordinary characters
        return unicodedata.normalize("NFKC", char)
    return clean(char)


def _runs(raw: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs of one text object that stand next to each other, a word or a part of one at a time."""
    runs: list[list[Glyph]] = []
    for item in raw:
        last = runs[-1] if runs else None
        if last and last[0].piece == item.piece and not item.space_before and len(last) < 16:
            last.append(item)
        else:
            runs.append([item])
    return runs


def _around(run: list[Glyph]) -> Box:
    boxes = [item.box for item in run]
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


class _Ink:
    """The rendered page, asked whether there is ink in a place."""

    SCALE = 1.5

    def __init__(self, page: Any, frame: Frame) -> None:
        bitmap = page.render(scale=self._scale(frame), grayscale=True)
        self._image = bitmap.to_pil().convert("L")
        bitmap.close()
        self._x = self._image.width / frame.width
        self._y = self._image.height / frame.height
        self._frame = frame

    def _scale(self, frame: Frame) -> float:
        """Never more than about 4 million pixels, however large the page says it is."""
        return float(min(self.SCALE, 2_000 / max(frame.width, frame.height, 1)))

    def shows(self, run: list[Glyph], area: Box, fill: int | None) -> bool:
        """Whether a reader sees a run of glyphs; `fill` is its colour as a grey level where it is painted in one."""
        x0, top, x1, bottom = area
        if min(bottom - top, x1 - x0) <= 0 or max(g.box[3] - g.box[1] for g in run) < MIN_HEIGHT:
            return False
        if x1 <= 0 or bottom <= 0 or x0 >= self._frame.width or top >= self._frame.height:
            return False
        pixels = (int(x0 * self._x), int(top * self._y), int(x1 * self._x) + 1, int(bottom * self._y) + 1)
        place = self._image.crop(pixels)
        darkest, lightest = place.getextrema()
        if lightest - darkest < MIN_INK:
            return False
        return fill is None or abs(_median(place.histogram()) - fill) >= MIN_INK


def _median(histogram: list[int]) -> int:
    """The grey level that half of the pixels do not go over."""
    reached = list(accumulate(histogram))
    return bisect_left(reached, reached[-1] / 2)
