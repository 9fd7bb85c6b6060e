"""What is drawn on a PDF page besides characters: pictures, ruled lines, link annotations, and how text is painted.

Read through PDFium's page objects, forms (reusable groups) included, with bounds on depth and number.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.documents.frame import Edge, Frame, PageLink
from extract.text import Box

MAX_OBJECTS = 60_000
MAX_FORM_DEPTH = 6
MAX_SEGMENTS = 20_000
MAX_LINKS = 2_000
STRAIGHT = 0.6
"""Points by which a line may lean and still count as horizontal or vertical."""
MIN_LINE = 6.0
"""Points; shorter strokes are no table lines."""

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class PageObjects:
    """What a page draws besides characters."""

    order: dict[int, int]
    """Painting order by address of the object."""
    modes: dict[int, int]
    """Text rendering mode by address of the text object."""
    fills: dict[int, int]
    """Fill colour as a grey level (0 to 255) by address of the text object."""
    pictures: tuple[tuple[int, Box], ...]
    """(painting order, box) of every picture."""
    edges: tuple[Edge, ...]
    links: tuple[PageLink, ...]
    cover: float
    """The largest share of the page that one picture covers."""

    def is_hidden(self, owner: int, box: Box, modes: set[int]) -> bool:
        """Whether a text object is drawn invisibly, or a picture is painted over it at `box`."""
        if self.modes.get(owner) in modes:
            return True
        place = self.order.get(owner)
        if place is None:
            return False
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        return any(
            order > place and area[0] <= middle[0] <= area[2] and area[1] <= middle[1] <= area[3]
            for order, area in self.pictures
        )


def read_objects(page: Any, frame: Frame) -> PageObjects:
    """Everything that the page draws besides characters."""
    import pypdfium2.raw as pdfium

    reader = _Reader(pdfium, frame)
    reader.walk(page.raw)
    shown = max(frame.width * frame.height, 1.0)
    cover = max((_area(_clip(box, frame)) / shown for _, box in reader.pictures), default=0.0)
    links = page_links(page, frame)
    return PageObjects(
        reader.order, reader.modes, reader.fills, tuple(reader.pictures), tuple(reader.edges), links, min(cover, 1.0)
    )


class _Reader:
    def __init__(self, pdfium: Any, frame: Frame) -> None:
        self._pdfium = pdfium
        self._frame = frame
        self.order: dict[int, int] = {}
        self.modes: dict[int, int] = {}
        self.fills: dict[int, int] = {}
        self.pictures: list[tuple[int, Box]] = []
        self.edges: list[Edge] = []
        self._segments = 0

    def walk(self, page: Any) -> None:
        pdfium = self._pdfium
        count = pdfium.FPDFPage_CountObjects(page)
        stack = [(pdfium.FPDFPage_GetObject(page, i), _IDENTITY, 0) for i in reversed(range(min(count, MAX_OBJECTS)))]
        while stack and len(self.order) < MAX_OBJECTS:
            obj, matrix, depth = stack.pop()
            if not obj:
                continue
            self.order[ctypes.cast(obj, ctypes.c_void_p).value or 0] = len(self.order)
            kind = pdfium.FPDFPageObj_GetType(obj)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
                inner = _multiply(self._matrix(obj), matrix)
                children = min(pdfium.FPDFFormObj_CountObjects(obj), MAX_OBJECTS)
                stack += [(pdfium.FPDFFormObj_GetObject(obj, i), inner, depth + 1) for i in reversed(range(children))]
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._text(obj)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._picture(obj, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(obj, _multiply(self._matrix(obj), matrix))

    def _text(self, obj: Any) -> None:
        pdfium = self._pdfium
        address = ctypes.cast(obj, ctypes.c_void_p).value or 0
        mode = pdfium.FPDFTextObj_GetTextRenderMode(obj)
        self.modes[address] = mode
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if mode in {0, 4} and pdfium.FPDFPageObj_GetFillColor(obj, red, green, blue, alpha):
            self.fills[address] = (red.value * 299 + green.value * 587 + blue.value * 114) // 1000

    def _matrix(self, obj: Any) -> _Matrix:
        matrix = self._pdfium.FS_MATRIX()
        if not self._pdfium.FPDFPageObj_GetMatrix(obj, matrix):
            return _IDENTITY
        return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def _picture(self, obj: Any, outer: _Matrix) -> None:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not self._pdfium.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
            return
        corners = [_apply(outer, x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        self.pictures.append((len(self.order) - 1, self._frame.box(min(xs), min(ys), max(xs), max(ys))))

    def _path(self, obj: Any, matrix: _Matrix) -> None:
        pdfium = self._pdfium
        x, y = ctypes.c_float(), ctypes.c_float()
        start = here = (0.0, 0.0)
        count = max(pdfium.FPDFPath_CountSegments(obj), 0)
        self._segments += count
        if self._segments > MAX_SEGMENTS:
            return
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(obj, index)
            if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                continue
            point = self._frame.point(*_apply(matrix, x.value, y.value))
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                self._edge(here, point)
            here = point
            if pdfium.FPDFPathSegment_GetClose(segment):
                self._edge(here, start)
                here = start

    def _edge(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        width, height = abs(a[0] - b[0]), abs(a[1] - b[1])
        if min(width, height) <= STRAIGHT and max(width, height) >= MIN_LINE:
            self.edges.append(Edge(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))


def _multiply(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _clip(box: Box, frame: Frame) -> Box:
    return (max(box[0], 0.0), max(box[1], 0.0), min(box[2], frame.width), min(box[3], frame.height))


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


DRAWN_NOTES = frozenset({3, 13, 20})
"""Annotations whose words a reader sees on the page (fpdf_annot.h): free text, stamps, fields of a form."""
MAX_NOTES = 5_000


def flattened(page: Any) -> bool:
    """Make text of notes and form fields part of the page where it has such; the page must then be opened anew.

    All annotations of the page are gone afterwards, so its links are read before.
    """
    import pypdfium2.raw as pdfium

    count = min(pdfium.FPDFPage_GetAnnotCount(page.raw), MAX_NOTES)
    if not any(_note_kind(pdfium, page, index) in DRAWN_NOTES for index in range(count)):
        return False
    return bool(pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def _note_kind(pdfium: Any, page: Any, index: int) -> int:
    note = pdfium.FPDFPage_GetAnnot(page.raw, index)
    if not note:
        return 0
    try:
        return int(pdfium.FPDFAnnot_GetSubtype(note))
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def page_links(page: Any, frame: Frame) -> tuple[PageLink, ...]:
    """The link annotations of a page."""
    import pypdfium2.raw as pdfium

    return tuple(_links(pdfium, page, frame))


def _links(pdfium: Any, page: Any, frame: Frame) -> Iterator[PageLink]:
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    document = page.pdf.raw
    for _ in range(MAX_LINKS):
        if not pdfium.FPDFLink_Enumerate(page.raw, position, link):
            return
        action = pdfium.FPDFLink_GetAction(link)
        if not action or not pdfium.FPDFLink_GetAnnotRect(link, rect):
            continue
        size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        if size <= 1 or size > 20_000:
            continue
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
        href = buffer.value.decode("utf-8", "replace")
        yield PageLink(frame.box(rect.left, rect.bottom, rect.right, rect.top), href)
