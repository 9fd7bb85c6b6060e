"""Points from the top left of a PDF page as it is shown, and what is told in them besides characters.

PDFium works in the page's own space (origin at the bottom left of the media box, before rotation); `Frame` is the one
place where that is converted (ISO 32000-1 section 8.3.2.3 and table 30: CropBox, Rotate).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from extract.text import Box


class PageLink(NamedTuple):
    """A link annotation."""

    box: Box
    href: str


class Edge(NamedTuple):
    """A drawn horizontal or vertical line."""

    x0: float
    top: float
    x1: float
    bottom: float


class Frame:
    """The conversion from a page's own space to points from the top left of the page as shown."""

    def __init__(self, bbox: Box, rotation: int) -> None:
        """`bbox` is (left, bottom, right, top) of the crop box; `rotation` clockwise in degrees."""
        self._bbox = bbox
        self._rotation = rotation % 360
        size = (bbox[2] - bbox[0], bbox[3] - bbox[1])
        self.width, self.height = size if self._rotation in {0, 180} else (size[1], size[0])

    def point(self, x: float, y: float) -> tuple[float, float]:
        """(x, top) of a point of the page's own space."""
        left, bottom, right, top = self._bbox
        if not self._rotation:
            return x - left, top - y
        if self._rotation == 90:
            return y - bottom, x - left
        if self._rotation == 180:
            return right - x, y - bottom
        return top - y, right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box as shown of a rectangle of the page's own space, rounded to 1/1000 point."""
        (ax, ay), (bx, by) = self.point(left, bottom), self.point(right, top)
        x0, x1 = (ax, bx) if ax <= bx else (bx, ax)
        y0, y1 = (ay, by) if ay <= by else (by, ay)
        return round(x0, 3), round(y0, 3), round(x1, 3), round(y1, 3)


def frame_of(page: Any) -> Frame:
    """The frame of a pypdfium2 page."""
    return Frame(tuple(page.get_bbox()), page.get_rotation())
