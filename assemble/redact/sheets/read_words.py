"""The words that an OCR engine sees in a picture, and the port that remembers what it has read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from assemble.redact.sheets.sheet import BLANK, LINE_END, Unit
from extract.documents.characters import clean, is_wide
from extract.documents.ocr import LANGUAGES, Ocr, Word


def read_words(ocr: Ocr, png: bytes, scale: float) -> tuple[Unit, ...]:
    """The words of a picture as units in points, `scale` pixels each; noise stays in, it may be part of a value."""
    return tuple(_units(ocr(png, LANGUAGES), scale))


def _units(words: tuple[Word, ...], scale: float) -> Iterator[Unit]:
    last: Word | None = None
    for word in words:
        text = clean(word.text).strip()
        if not text:
            continue
        if last is not None:
            yield LINE_END if word.line != last.line else BLANK if _is_apart(last, word) else NOTHING
        x0, top, x1, bottom = word.box
        yield Unit(text, (x0 / scale, top / scale, x1 / scale, bottom / scale))
        last = word


NOTHING = Unit("", None)


def _is_apart(one: Word, other: Word) -> bool:
    """Engines give Chinese in pieces; a blank stands beside such a character only where the gap is wide."""
    if is_wide(one.text[-1]) or is_wide(other.text[0]):
        return other.box[0] - one.box[2] > 0.7 * (other.box[3] - other.box[1])
    return True


def remembering(ocr: Ocr) -> Ocr:
    """The engine, asked once only for each picture."""
    known: dict[bytes, tuple[Word, ...]] = {}

    def read(png: bytes, languages: tuple[str, ...]) -> tuple[Word, ...]:
        key = hashlib.sha256(png).digest()
        if key not in known:
            known[key] = ocr(png, languages)
        return known[key]

    return read
