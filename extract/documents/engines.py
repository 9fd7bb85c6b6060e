"""Which OCR engine reads a page: RapidOCR, where it is installed, all but Cyrillic; tesseract the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from config.errors import ItemError
from extract.documents.ocr import Word
from extract.documents.rapidocr import RapidOcr, find_rapidocr
from extract.documents.tesseract import Tesseract, find_tesseract

UNKNOWN = "Cyrillic"
"""The script, as tesseract names it, that RapidOCR does not know."""


@dataclass(frozen=True, slots=True)
class ByScript:
    """An `Ocr` port that asks tesseract for the script of a page and lets `other` read what that knows. Picklable.

    `other` takes three times as long and misreads far fewer numbers (docs/ocr.md).
    """

    tesseract: Tesseract
    other: RapidOcr

    @property
    def rule(self) -> str:
        """The names and versions of both."""
        return f"{self.other.rule}, Cyrillic pages with {self.tesseract.rule}"

    def __call__(self, png: bytes, languages: tuple[str, ...]) -> tuple[Word, ...]:
        """The words of a picture, in reading order; of a page that `other` fails on, what tesseract reads.

        Raises:
            ItemError: `ocr.no_engine` or `ocr.failed` of tesseract.
        """
        script = self.tesseract.script(png)
        if script == UNKNOWN and _is_cyrillic(words := self.tesseract.read(png, languages, script)):
            return words  # else the script of a small picture was guessed wrongly
        try:
            return self.other(png, languages)
        except ItemError:
            return self.tesseract.read(png, languages, script)


def _is_cyrillic(words: tuple[Word, ...]) -> bool:
    return any("\u0400" <= char <= "\u04ff" for word in words for char in word.text)


def find_ocr(setting: Literal["auto", "tesseract", "rapidocr", "off"]) -> Tesseract | RapidOcr | ByScript | None:
    """The engine that a setting asks for; None when it is off or not installed."""
    tesseract = find_tesseract() if setting in {"auto", "tesseract"} else None
    rapidocr = find_rapidocr() if setting in {"auto", "rapidocr"} else None
    if tesseract and rapidocr:
        return ByScript(tesseract, rapidocr)
    return tesseract or rapidocr
