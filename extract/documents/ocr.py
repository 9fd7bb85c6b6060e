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
from extract.documents.lines import SPACE, Drawn, Line
from extract.text import Box

LANGUAGES = ("eng", "chi_sim", "deu", "jpn", "rus", "fra")
"""ISO 639-2 codes (with script) of the languages that notices come in; an engine uses those it has."""
DOTS_PER_INCH = 300
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


def read_scan(page: Any, width: float, height: float, ocr: Ocr) -> list[Line]:
    """The lines of a scanned page of `width` by `height` points, boxes in points of the page."""
    scale = min(DOTS_PER_INCH / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    image = bitmap.to_pil().convert("L")
    bitmap.close()
    words = ocr(_png(image), LANGUAGES)
    return words_to_lines(words, width / image.width, height / image.height)


def read_picture(picture: Any, ocr: Ocr) -> list[Line]:
    """The lines of a picture that `open_picture` gave; one pixel is one point."""
    return words_to_lines(ocr(_png(picture), LANGUAGES), 1.0, 1.0)


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


def certainty(words: tuple[Word, ...]) -> float:
    """Mean confidence of a character, 0 to 100."""
    return sum(word.confidence * len(word.text) for word in words) / max(1, sum(len(word.text) for word in words))


def words_to_lines(words: tuple[Word, ...], x_scale: float, y_scale: float) -> list[Line]:
    """Words as lines, in the engine's order, which is better than what its boxes say.

    The characters of a word share its width, the words of a line its top and bottom. Engines give Chinese and Japanese
    in pieces and number no gaps: a space stands beside such a character only where the gap is wide.
    """
    kept = [word for word in words if word.confidence >= MIN_CONFIDENCE and clean(word.text).strip()]
    rows: dict[int, list[Word]] = {}
    for word in kept:
        rows.setdefault(word.line, []).append(word)
    return [_line(row, x_scale, y_scale) for _, row in sorted(rows.items())]


def _line(row: list[Word], x_scale: float, y_scale: float) -> Line:
    top, bottom = _middle([w.box[1] for w in row]), _middle([w.box[3] for w in row])
    drawn: list[Drawn] = []
    end = 0.0
    for index, word in enumerate(row):
        x0, x1 = word.box[0], word.box[2]
        if index + 1 < len(row) and x0 < row[index + 1].box[0]:
            x1 = min(x1, row[index + 1].box[0])  # boxes of Chinese words reach into the next word
        text = clean(word.text).strip()
        if drawn and _is_apart(drawn[-1][0], text[0], x0 - end, bottom - top):
            drawn.append(SPACE)
        step = (x1 - x0) / len(text)
        for place, char in enumerate(text):
            left, right = (x0 + step * place) * x_scale, (x0 + step * (place + 1)) * x_scale
            drawn.append((char, (round(left, 3), round(top * y_scale, 3), round(right, 3), round(bottom * y_scale, 3))))
        end = x1
    boxes = [box for _, box in drawn if box]
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    return Line(tuple(drawn), (left, boxes[0][1], right, boxes[0][3]), False)


def _is_apart(before: str, after: str, gap: float, height: float) -> bool:
    return gap > 0.7 * height if is_wide(before) or is_wide(after) else True


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
