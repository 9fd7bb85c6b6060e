"""Carries out a plan on the picture of a page, through Pillow: wipes, moves pixels, draws labels."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from assemble.redact.sheets.picture import grey, is_few, like
from assemble.redact.sheets.plan import Plan
from extract.text import Box

BOX = 204
INK = 0
"""Grey levels of marks; dark on light, so that an engine reads them and knows them for marks."""
PAPER = 255


Cut = Callable[[Box, int, int], Any]
"""(box in points, width, height in pixels) to the pixels of that box, from its very corner."""


def painted(picture: Any, plan: Plan, scale: float, cut: Cut | None = None) -> Any:
    """The picture with the plan carried out; `scale` is pixels a point.

    `cut` draws a part of the page anew; without it the pixels are those of the picture.
    """
    if not plan.wipes and not plan.blots:
        return picture
    from PIL import ImageDraw

    few = is_few(picture)
    moved = [(_cut(picture, c.source, scale, cut, few=few), _pixels(c.target, scale)) for c in plan.copies]
    out = picture.copy()
    draw = ImageDraw.Draw(out)
    for box in plan.wipes:
        area = _pixels(box, scale)
        draw.rectangle(_inner(area), fill=_background(picture, area))
    for pixels, target in moved:
        _paste(out, pixels, target)
    blots = [b for b in plan.blots if not _is_blank(out, _pixels(b.box, scale))]
    for stamp in (*plan.stamps, *blots):
        _stamp(out, draw, _pixels(stamp.box, scale), stamp.label)
    return like(out, picture.mode, few=few)  # soft edges of labels and squeezed words have levels of their own


def _cut(picture: Any, box: Box, scale: float, cut: Cut | None, *, few: bool) -> Any:
    area = _pixels(box, scale)
    if cut is None:
        return picture.crop(area)
    return like(cut(box, max(1, round((box[2] - box[0]) * scale)), area[3] - area[1]), picture.mode, few=few)


def _pixels(box: Box, scale: float) -> tuple[int, int, int, int]:
    return (round(box[0] * scale), round(box[1] * scale), round(box[2] * scale), round(box[3] * scale))


def _inner(area: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Pillow's rectangles hold their last pixel."""
    return (area[0], area[1], max(area[0], area[2] - 1), max(area[1], area[3] - 1))


def _background(picture: Any, area: tuple[int, int, int, int]) -> Any:
    """The colour that most pixels of an area have."""
    crop = picture.crop(area)
    counts = crop.getcolors(crop.width * crop.height)
    return max(counts)[1] if counts else PAPER


def _is_blank(picture: Any, area: tuple[int, int, int, int]) -> bool:
    """Whether an area has one colour only, or lies outside: text there is hidden and left no pixel."""
    return len(picture.crop(area).getcolors(2) or (1, 2)) == 1


def _paste(picture: Any, pixels: Any, target: tuple[int, int, int, int]) -> None:
    size = (max(1, target[2] - target[0]), max(1, target[3] - target[1]))
    if abs(size[0] - pixels.width) > 1:
        pixels = pixels.resize((size[0], pixels.height))
    picture.paste(pixels, target[:2])


def _stamp(picture: Any, draw: Any, area: tuple[int, int, int, int], label: str) -> None:
    """A grey box with its label as large as it fits."""
    draw.rectangle(_inner(area), fill=grey(picture, BOX))
    width, height = area[2] - area[0] - 4, area[3] - area[1] - 2
    size = min(height * 0.65, 1.75 * width / max(len(label), 1))
    if label and size >= 5:
        middle = ((area[0] + area[2]) / 2, (area[1] + area[3]) / 2)
        draw.text(middle, label, font=_font(int(size)), fill=grey(picture, INK), anchor="mm")


@lru_cache(maxsize=64)
def _font(size: int) -> Any:
    """The typeface that Pillow brings along (printable ASCII)."""
    from PIL import ImageFont

    return ImageFont.load_default(size)
