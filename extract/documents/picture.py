"""A picture attached to a message (a screenshot, a photographed letter) as text, when an OCR engine is there."""

from __future__ import annotations

from config.errors import ItemError
from extract.documents.lines import lines_to_drawn
from extract.documents.ocr import Ocr, open_picture, read_picture
from extract.text import Text

MIN_SIDES = (300, 100)
"""Width and height in pixels below which a picture is a logo or a tracking pixel, not a page."""


def picture_to_text(part: str, data: bytes, left: int, ocr: Ocr | None) -> Text | None:
    """The text of a picture as a part of one page, a pixel a point; None for a picture too small to hold a notice.

    Raises:
        ItemError: `image.broken`, `ocr.failed` or `limit.text_characters`.
    """
    picture = open_picture(data, part)
    if picture.width < MIN_SIDES[0] or picture.height < MIN_SIDES[1]:
        return None
    if ocr is None:
        return Text(part=part, content="", page_starts=(0,), lacks=("ocr.no_engine: page 1",))
    drawn = lines_to_drawn(read_picture(picture, ocr))
    if len(drawn) > left:
        raise ItemError("limit.text_characters", f"{part}: more than the {left} characters that are left")
    content = "".join(char for char, _ in drawn)
    return Text(part=part, content=content, page_starts=(0,), boxes=tuple(box for _, box in drawn))
