"""Text that never loses its origin: every character knows its part, page and box.

The idea is pdfplumber's TextMap (text plus, per character, the object it came from): search runs on the text and
answers with places. Offsets are in characters (code points) of `Text.content`, half open. Boxes are points (1/72 inch)
from the top left corner of the page as (x0, top, x1, bottom); conversion from other systems happens next to the library
that differs.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""(x0, top, x1, bottom), points from the top left of the page."""


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink in the text: what is shown and where it leads."""

    start: int
    end: int
    text: str
    """The visible text; may claim another address than `href`."""
    href: str
    """The target as written; never fetched."""


@dataclass(frozen=True, slots=True)
class Text:
    """The visible text of one part of a message, with the origin of its characters."""

    part: str
    """Name of the message part (`body`, `attachment x.pdf`)."""
    content: str
    page_starts: tuple[int, ...] = ()
    """Offset at which each page starts, page 1 first; empty for parts without pages."""
    boxes: tuple[Box | None, ...] = ()
    """One box a character, None for characters that were not drawn (line ends); empty for parts without pages."""
    links: tuple[Link, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """Table rows found on the way, cell by cell; their text stands in `content` too."""
    lacks: tuple[str, ...] = ()
    """What of the part could not be read: a code of config/codes.yaml and detail (`ocr.no_engine: page 2`)."""

    def __post_init__(self) -> None:
        if self.boxes and len(self.boxes) != len(self.content):
            raise ValueError("one box a character, or none at all")
        if list(self.page_starts) != sorted(self.page_starts):
            raise ValueError("page starts must ascend")

    def page(self, offset: int) -> int | None:
        """The page (1-based) a character stands on; None for parts without pages."""
        return bisect_right(self.page_starts, offset) or 1 if self.page_starts else None

    def box(self, start: int, end: int) -> Box | None:
        """The smallest box around a span, on the page of its first character; None where nothing was drawn."""
        page = self.page(start)
        drawn = [b for i in range(start, min(end, len(self.boxes))) if (b := self.boxes[i]) and self.page(i) == page]
        if not drawn:
            return None
        return (
            min(b[0] for b in drawn),
            min(b[1] for b in drawn),
            max(b[2] for b in drawn),
            max(b[3] for b in drawn),
        )


Document = tuple[Text, ...]
"""The texts of a message: subject, body, then attachments."""
