"""OCR by the RapidOCR package (extra `rapidocr`), which reads Chinese and Latin letters with models of its own.

It runs in a process of its own for every page (`rapidocr_reader`), limited in time and memory. Cyrillic is not among
its letters: it answers with the Latin ones that look alike, and doubts them.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.errors import ItemError
from extract.documents.characters import is_wide
from extract.documents.ocr import Word, certainty
from extract.text import Box
from extract.tools import ToolFailed, run

SECONDS_A_PAGE = 120.0
MEMORY = 3 * 1024**3
"""Bytes of address space; a page took 1.4 GiB."""
DOUBTFUL = 96.0
"""Mean confidence, 0 to 100, below which it does not know the letters (bench/ocr.py)."""
READER = Path(__file__).with_name("rapidocr_reader.py")


@dataclass(frozen=True, slots=True)
class RapidOcr:
    """An `Ocr` port: call it with a PNG. Picklable, so that workers can have it."""

    python: str = sys.executable
    """Path of a Python that has the package."""

    @property
    def rule(self) -> str:
        """The name and version that findings from a scan carry."""
        return f"rapidocr {importlib.metadata.version('rapidocr')}"

    def __call__(self, png: bytes, _languages: tuple[str, ...]) -> tuple[Word, ...]:
        """The words of a picture, in reading order.

        Raises:
            ItemError: `ocr.failed` when the engine fails or does not know the letters of the page.
        """
        command = [self.python, "-I", str(READER), "page.png", str(MEMORY)]
        try:
            printed = run(command, seconds=SECONDS_A_PAGE, files={"page.png": png})
        except ToolFailed as error:
            raise ItemError("ocr.failed", f"rapidocr: {error}") from error
        words = answers_to_words(printed.decode("utf-8"))
        if words and certainty(words) < DOUBTFUL:
            raise ItemError("ocr.failed", "rapidocr does not know the letters of the page; tesseract may")
        return words


def find_rapidocr() -> RapidOcr | None:
    """The installed package; None when it or the runtime of its models is missing."""
    has = all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))
    return RapidOcr() if has else None


def answers_to_words(printed: str) -> tuple[Word, ...]:
    """What the reader printed, as words: each wide character by itself, since only so it keeps a box of its own."""
    words: list[Word] = []
    line, before = -1, None
    for answer in (json.loads(row) for row in printed.splitlines()):
        box = answer["box"]
        line += before is None or not _goes_on(before, box)
        before = box
        for text, outline in _tokens(answer["text"], _places(answer)):
            words.append(Word(text, outline, answer["score"] * 100, line))
    return tuple(words)


def _goes_on(left: Sequence[float], right: Sequence[float]) -> bool:
    """Whether two boxes stand side by side in a row."""
    height = min(left[3] - left[1], right[3] - right[1])
    shift = abs(left[1] + left[3] - right[1] - right[3]) / 2
    return left[2] <= right[0] + height / 2 and shift < height / 2


def _places(answer: dict[str, Any]) -> list[Box]:
    """A box a character that is no space; all of the line in equal parts where the pieces say something else."""
    text = "".join(answer["text"].split())
    if "".join("".join(piece.split()) for piece, _ in answer["pieces"]) != text:
        places = _spread(answer["box"], len(answer["text"]))
        return [place for place, char in zip(places, answer["text"], strict=True) if not char.isspace()]
    return [place for piece, box in answer["pieces"] for place in _spread(box, len("".join(piece.split())))]


def _spread(box: Sequence[float], count: int) -> list[Box]:
    step = (box[2] - box[0]) / max(count, 1)
    return [(box[0] + step * place, box[1], box[0] + step * (place + 1), box[3]) for place in range(count)]


def _tokens(text: str, places: Sequence[Box]) -> Iterator[tuple[str, Box]]:
    """(text, box) of each wide character and of each run of others without a space."""
    rest = iter(places)
    run_: list[tuple[str, Box]] = []
    for char in text:
        place = None if char.isspace() else next(rest)
        if run_ and (place is None or is_wide(char)):
            yield _joined(run_)
            run_ = []
        if place is not None and is_wide(char):
            yield char, place
        elif place is not None:
            run_.append((char, place))
    if run_:
        yield _joined(run_)


def _joined(run_: Sequence[tuple[str, Box]]) -> tuple[str, Box]:
    boxes = [box for _, box in run_]
    outline = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    return "".join(char for char, _ in run_), outline
