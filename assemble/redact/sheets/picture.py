"""The kinds of picture that pages become: 16 greys, greys with colours of a fixed palette, or a photograph.

Printed pages lose nothing that a reader needs, take a tenth of a JPEG, and come out of PDFium pixel by pixel as they
went in. The palette is fixed, so it tells nothing about what a page held before it was painted over.
"""

from __future__ import annotations

import io
from typing import Any

LEVELS = 16
_STEP = 255 // (LEVELS - 1)
_CUBE = 6
_CUBE_STEP = 255 // (_CUBE - 1)
PALETTE = bytes(v * _STEP for v in range(LEVELS) for _ in range(3)) + bytes(
    v * _CUBE_STEP for r in range(_CUBE) for g in range(_CUBE) for b in range(_CUBE) for v in (r, g, b)
)
"""16 greys, then a cube of 216 colours; three bytes each."""
COLOUR = 28
"""Levels by which red, green and blue must differ for a pixel to count as coloured."""
PALE = 213
"""Grey from which on letters on white paper are not seen by an engine where darker ones stand beside them."""
FEW = 0.0004
"""Share of coloured pixels that a page may have and still be kept in grey."""
PRINTED = 0.5
"""Share of the pixels of one colour from which a page is a printed one and no photograph."""


def simplified(picture: Any) -> Any:
    """The picture of a printed page as `L` with 16 levels or `P` with the fixed palette, of a photograph as it is.

    Photographs are `RGB`, or `L` where they have no colour; nothing is transparent.
    """
    picture = picture.convert("RGB")
    mask = _coloured(picture)
    levels = picture.convert("L")
    if mask.histogram()[255] > FEW * picture.width * picture.height:
        return _in_palette(picture, mask) if _is_printed(levels) else picture
    return _in_greys(levels) if _is_printed(levels) else levels


def like(picture: Any, mode: str, *, few: bool) -> Any:
    """The picture in the kind of another one, told by its mode and by whether it is a printed page's (`is_few`)."""
    if mode == "RGB":
        return picture.convert("RGB")
    if picture.mode == mode == "P":
        return picture
    if mode == "L":
        return _in_greys(picture) if few else picture.convert("L")
    picture = picture.convert("RGB")
    return _in_palette(picture, _coloured(picture))


def _in_greys(picture: Any) -> Any:
    return picture.convert("L").point([_level(v) * _STEP for v in range(256)])


def _level(value: int) -> int:
    """The grey of a printed page that a value becomes; what is paler than an engine sees becomes paper."""
    return LEVELS - 1 if value >= PALE else round(value / _STEP)


def is_few(picture: Any) -> bool:
    """Whether a picture is one of a printed page, which is stored without loss."""
    return picture.mode == "P" or (
        picture.mode == "L" and not any(n for v, n in enumerate(picture.histogram()) if v % _STEP)
    )


def _is_printed(picture: Any) -> bool:
    """Whether half of a picture is its background."""
    return bool(max(picture.histogram()) > PRINTED * picture.width * picture.height)


def _coloured(picture: Any) -> Any:
    """A mask of the pixels that have a colour."""
    from PIL import ImageChops

    red, green, blue = picture.split()
    most = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return most.point([255 * (v >= COLOUR) for v in range(256)])


def _in_palette(picture: Any, mask: Any) -> Any:
    from PIL import Image, ImageChops

    parts = [
        band.point([round(v / _CUBE_STEP) * weight for v in range(256)])
        for band, weight in zip(picture.split(), (_CUBE**2, _CUBE, 1), strict=True)
    ]
    colours = ImageChops.add(ImageChops.add(parts[0], parts[1]), parts[2]).point(
        [min(v + LEVELS, 255) for v in range(256)]
    )
    levels = picture.convert("L")
    greys = levels.point([_level(v) for v in range(256)])
    greys.paste(colours, mask=ImageChops.multiply(mask, levels.point([255 * (v < PALE) for v in range(256)])))
    indexed = Image.frombytes("P", greys.size, greys.tobytes())
    indexed.putpalette(PALETTE)
    return indexed


def grey(picture: Any, level: int) -> Any:
    """The value of a pixel of a grey level (0 to 255) in a picture of one of these kinds."""
    if picture.mode == "P":
        return round(level / _STEP)
    return level if picture.mode == "L" else (level, level, level)


AGAIN = 1.5
"""How much larger a picture of words is made to be read again: what an engine misreads once it reads then."""


def enlarged(picture: Any, times: float) -> Any:
    """The picture, so many times as large."""
    if times == 1:
        return picture
    size = max(1, round(picture.width * times)), max(1, round(picture.height * times))
    return picture.convert("L").resize(size, 3)  # 3: bicubic


def to_read(picture: Any) -> bytes:
    """The picture as an engine reads it: a PNG in grey."""
    return png(picture.convert("L"), level=1)


def png(picture: Any, level: int = 6, **options: Any) -> bytes:
    """A PNG without any metadata."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=level, **options)
    return buffer.getvalue()
