"""The words that an OCR engine sees in a picture, and the port that remembers what it has read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from assemble.redact.sheets.sheet import BLANK, LINE_END, Unit
from extract.documents.characters import clean, is_wide
from extract.documents.ocr import LANGUAGES, Ocr, Word


def read_words(ocr: Ocr, png: bytes, scale: float) -> tuple[Unit, ...]:
    """The words of a picture as units in points, `scale` pixels each; noise stays in, it may be part of a value."""
    words = [w for w in ocr(png, LANGUAGES) if clean(w.text).strip()]
    return tuple(_units(words, _heights(words), scale))


def _units(words: list[Word], heights: dict[int, tuple[float, float]], scale: float) -> Iterator[Unit]:
    last: Word | None = None
    for word in words:
        if last is not None:
            yield LINE_END if word.line != last.line else BLANK if _is_apart(last, word) else NOTHING
        x0, _, x1, _ = word.box
        top, bottom = heights[word.line] if _is_high(word, heights) else (word.box[1], word.box[3])
        yield Unit(clean(word.text).strip(), (x0 / scale, top / scale, x1 / scale, bottom / scale))
        last = word


def _heights(words: list[Word]) -> dict[int, tuple[float, float]]:
    """Top and bottom of each line with a little air: engines give boxes without it, each word its own.

    A line without a letter that hangs below it is made as high as the others, or its height would tell what it held.
    """
    lines: dict[int, tuple[float, float]] = {}
    for word in words:
        top, bottom = lines.get(word.line, (word.box[1], word.box[3]))
        lines[word.line] = min(top, word.box[1]), max(bottom, word.box[3])
    usual = sorted(b - t for t, b in lines.values())[len(lines) * 3 // 4] if lines else 0.0
    for line, (top, bottom) in lines.items():
        if LOW * usual <= bottom - top < usual:
            below = min((t for t, _ in lines.values() if t >= bottom), default=top + usual)
            lines[line] = top, max(bottom, min(top + usual, below))
    return {line: (t - AIR * (b - t), b + AIR * (b - t)) for line, (t, b) in lines.items()}


AIR = 0.12
"""Share of a line's height."""
LOW = 0.6
"""Share of the usual height from which a line is of the usual size, with small letters."""


def _is_high(word: Word, heights: dict[int, tuple[float, float]]) -> bool:
    """Whether a word is about as high as its line; in a line that leans it is not."""
    top, bottom = heights[word.line]
    return bottom - top < 4 * (word.box[3] - word.box[1])


NOTHING = Unit("", None)


def _is_apart(one: Word, other: Word) -> bool:
    """Engines give Chinese in pieces; a blank stands beside such a character only where the gap is wide."""
    if is_wide(one.text[-1]) or is_wide(other.text[0]):
        return other.box[0] - one.box[2] > 0.7 * (other.box[3] - other.box[1])
    return other.box[0] - one.box[2] > 0.12 * (other.box[3] - other.box[1])


def remembering(ocr: Ocr) -> Ocr:
    """The engine, asked once only for each picture."""
    known: dict[bytes, tuple[Word, ...]] = {}

    def read(png: bytes, languages: tuple[str, ...]) -> tuple[Word, ...]:
        key = hashlib.sha256(png).digest()
        if key not in known:
            known[key] = ocr(png, languages)
        return known[key]

    return read
