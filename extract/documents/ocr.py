"""The port to an OCR engine, and a scanned page or picture read through it.

The engine is a function that the bootstrap hands in: a PNG and language codes in, words with boxes in pixels out. Boxes
become points of the page here, so that nothing after this knows about pixels.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from config.errors import ItemError
from extract.documents.characters import clean, is_wide
from extract.documents.glyphs import Glyph
from extract.text import Box

LANGUAGES = ("eng", "chi_sim", "deu", "jpn", "rus", "fra")
"""ISO 639-2 codes (with script) of the languages that notices come in; an engine uses those it has."""
DOTS_PER_INCH = 250
MAX_PIXELS = 40_000_000
MIN_CONFIDENCE = 20.0
"""Words that the engine itself takes for noise are left out."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that an engine read."""

    text: str
    box: Box
    """Pixels of the picture from its top left, as (x0, top, x1, bottom)."""
    confidence: float
    """0 to 100."""
    line: int
    """Number of the line that it stands in, ascending in reading order."""


Ocr = Callable[[bytes, tuple[str, ...]], tuple[Word, ...]]
"""(PNG, language codes) to words; raises ItemError `ocr.failed`."""


def read_scan(page: Any, width: float, height: float, ocr: Ocr) -> tuple[Glyph, ...]:
    """The glyphs of a scanned page of `width` by `height` points, a box each in points of the page."""
    scale = min(DOTS_PER_INCH / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    image = bitmap.to_pil().convert("L")
    bitmap.close()
    words = ocr(_png(image), LANGUAGES)
    return words_to_glyphs(words, width / image.width, height / image.height)


def read_picture(picture: Any, ocr: Ocr) -> tuple[Glyph, ...]:
    """The glyphs of a picture that `open_picture` gave; one pixel is one point."""
    return words_to_glyphs(ocr(_png(picture), LANGUAGES), 1.0, 1.0)


def open_picture(data: bytes, part: str) -> Any:
    """A picture, decoded, upright, in grey levels on white.

    Raises:
        ItemError: `image.broken` when it cannot be decoded or is too large.
    """
    from PIL import Image, ImageOps

    try:
        image: Any = Image.open(io.BytesIO(data))
        if image.width * image.height > MAX_PIXELS:
            raise ItemError("image.broken", f"{part}: {image.width} by {image.height} pixels")
        image = ImageOps.exif_transpose(image).convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ItemError("image.broken", f"{part}: {error}"[:200]) from error


def _png(image: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def words_to_glyphs(words: tuple[Word, ...], x_scale: float, y_scale: float) -> tuple[Glyph, ...]:
    """Words as glyphs: the characters of a word share its width, the words of a line share one top and bottom.

    A space stands between words, but not between characters of scripts that have none, which engines give apart.
    """
    glyphs: list[Glyph] = []
    kept = [w for w in words if w.confidence >= MIN_CONFIDENCE and clean(w.text).strip()]
    for line in sorted({w.line for w in kept}):
        row = [w for w in kept if w.line == line]
        top, bottom = _middle([w.box[1] for w in row]) * y_scale, _middle([w.box[3] for w in row]) * y_scale
        before = ""
        for word in sorted(row, key=lambda w: w.box[0]):
            text = clean(word.text).strip()
            space = bool(before) and not (is_wide(before) and is_wide(text[0]))
            glyphs += _spread(text, word.box, (top, bottom), x_scale, space=space)
            before = text[-1]
    return tuple(glyphs)


def _spread(text: str, box: Box, edges: tuple[float, float], scale: float, *, space: bool) -> list[Glyph]:
    step = (box[2] - box[0]) / len(text)
    glyphs = []
    for index, char in enumerate(text):
        x0, x1 = (box[0] + step * index) * scale, (box[0] + step * (index + 1)) * scale
        place = (round(x0, 3), round(edges[0], 3), round(x1, 3), round(edges[1], 3))
        glyphs.append(Glyph(char, place, False, space and index == 0, index == 0, False))
    return glyphs


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
