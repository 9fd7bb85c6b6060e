"""Which OCR engine reads a page: tesseract, and RapidOCR the Chinese ones where it is installed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from config.errors import ItemError
from extract.documents.ocr import Word
from extract.documents.rapidocr import RapidOcr, find_rapidocr
from extract.documents.tesseract import Tesseract, find_tesseract

CHINESE = ("Han", "HanS", "HanT")
"""Scripts, as tesseract names them, that RapidOCR reads."""


@dataclass(frozen=True, slots=True)
class ByScript:
    """An `Ocr` port that asks tesseract for the script of a page and lets `other` read the Chinese ones. Picklable."""

    tesseract: Tesseract
    other: RapidOcr

    @property
    def rule(self) -> str:
        """The names and versions of both."""
        return f"{self.tesseract.rule}, Chinese pages with {self.other.rule}"

    def __call__(self, png: bytes, languages: tuple[str, ...]) -> tuple[Word, ...]:
        """The words of a picture, in reading order; of a page that `other` fails on, what tesseract reads.

        Raises:
            ItemError: `ocr.no_engine` or `ocr.failed` of tesseract.
        """
        script = self.tesseract.script(png)
        if script in CHINESE:
            try:
                return self.other(png, languages)
            except ItemError:
                return self.tesseract.read(png, languages, script)[1]
        codes, words = self.tesseract.read(png, languages, script)
        if codes[0] != "chi_sim":
            return words
        try:
            return self.other(png, languages)
        except ItemError:
            return words


def find_ocr(setting: Literal["auto", "tesseract", "rapidocr", "off"]) -> Tesseract | RapidOcr | ByScript | None:
    """The engine that a setting asks for; None when it is off or not installed."""
    tesseract = find_tesseract() if setting in {"auto", "tesseract"} else None
    rapidocr = find_rapidocr() if setting in {"auto", "rapidocr"} else None
    if tesseract and rapidocr:
        return ByScript(tesseract, rapidocr)
    return tesseract or rapidocr
