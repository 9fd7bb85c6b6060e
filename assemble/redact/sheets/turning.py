"""Which way up a page is: one that lies on its side or head is turned before it is read, or nothing on it is found.

An engine reads words that stand upright, and makes others of the rest; it does not say so. PDF pages with characters
tell their angle; of a picture the reading tells it: upright words are wide, and the engine is sure of most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from assemble.redact.sheets.picture import to_read
from extract.documents.characters import is_wide
from extract.documents.ocr import LANGUAGES, Ocr, Word

SURE = 70.0
"""Confidence (0 to 100) of a word that was read and not guessed."""
LEGIBLE = 0.5
"""Share of the characters in such words from which a picture is taken to be upright."""
MIN_CHARACTERS = 20
"""Of a page of a PDF that tells its way up by itself."""


def turned(picture: Any, quarters: int) -> Any:
    """The picture turned clockwise by so many quarters."""
    return picture.rotate(-90 * quarters, expand=True) if quarters else picture


def quarters_of(picture: Any, ocr: Ocr) -> int:
    """How many quarters clockwise make the words of a picture upright; 0 where no way up is legible."""
    shares = [_legible(ocr(to_read(picture), LANGUAGES))]
    if shares[0] >= LEGIBLE:
        return 0
    shares += [_legible(ocr(to_read(turned(picture, quarters)), LANGUAGES)) for quarters in (1, 2, 3)]
    best = max(shares)
    return shares.index(best) if best >= LEGIBLE else 0


def _legible(words: Iterable[Word]) -> float:
    sure = total = 0
    for word in words:
        total += len(word.text)
        is_long = len(word.text) > 2 and word.box[2] - word.box[0] > word.box[3] - word.box[1]
        sure += len(word.text) * (word.confidence >= SURE and (is_long or is_wide(word.text[0])))
    return sure / total if total else 0.0


def quarters_of_page(page: Any) -> int:
    """The same for a page of a PDF, from the angles of most of its characters."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    try:
        text, angles = textpage.raw, Counter[int]()
        for index in range(pdfium.FPDFText_CountChars(text)):
            if pdfium.FPDFText_IsGenerated(text, index) == 0:
                angles[round(pdfium.FPDFText_GetCharAngle(text, index) * 57.29578 / 90) % 4] += 1
    finally:
        textpage.close()
    if angles.total() < MIN_CHARACTERS:
        return 0
    most = max(range(4), key=lambda quarters: (angles[quarters], -quarters))
    return -(most + int(page.get_rotation()) // 90) % 4
