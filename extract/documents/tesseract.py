"""OCR by the tesseract program: its words and boxes from its TSV output (tesseract manual, "tsv" config)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from config.errors import ItemError
from extract.documents.ocr import Word, certainty
from extract.tools import ToolFailed, ToolProbe, run

PROBE = ToolProbe("tesseract", version_pattern=r"tesseract v?(\d+(?:\.\d+){1,3})")
SECONDS_A_PAGE = 60.0
SCRIPTS = {
    "Latin": ("eng", "deu", "fra"),
    "Han": ("chi_sim", "eng"),
    "HanS": ("chi_sim", "eng"),
    "Japanese": ("jpn", "eng"),
    "Cyrillic": ("rus", "eng"),
}
"""Languages to read a page with, by the script that tesseract detects; the first counts most."""

CERTAIN = 67.0
"""Mean confidence from which the script was the right one: read with another it is 65 at most (bench/ocr.py)."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """An `Ocr` port: call it with a PNG and language codes. Picklable, so that workers can have it.

    The program is asked for its version and languages when the first page comes: most commands meet none.
    """

    path: str
    languages_given: tuple[str, ...] | None = None
    """Codes of the language data to choose from; None for all that is installed."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the language data that is installed; none when the program does not tell."""
        return _installed(self.path) if self.languages_given is None else self.languages_given

    @property
    def rule(self) -> str:
        """The name and version that findings from a scan carry."""
        return f"tesseract {PROBE.version() or 'unknown'}"

    def __call__(self, png: bytes, languages: tuple[str, ...]) -> tuple[Word, ...]:
        """The words of a picture, in reading order.

        Raises:
            ItemError: `ocr.no_engine` when none of the languages is installed, `ocr.failed` when the program fails.
        """
        return self.read(png, languages, self.script(png))

    def read(self, png: bytes, languages: tuple[str, ...], script: str | None) -> tuple[Word, ...]:
        """The words of a picture that is written in a script. Raises as a call does."""
        usable = [code for code in languages if code in self.languages]
        if not usable:
            raise ItemError("ocr.no_engine", f"tesseract has no data for {', '.join(languages)}")
        chosen = tuple(code for code in SCRIPTS.get(script or "", ()) if code in usable) or tuple(usable)
        try:
            words = self._words(png, chosen)
            if not words or certainty(words) >= CERTAIN:
                return words
            others = {tuple(code for code in codes if code in usable) for codes in SCRIPTS.values()} - {chosen, ()}
            return max((words, *(self._words(png, codes) for codes in sorted(others))), key=certainty)
        except ToolFailed as error:
            raise ItemError("ocr.failed", str(error)) from error

    def _words(self, png: bytes, codes: Sequence[str]) -> tuple[Word, ...]:
        return tsv_to_words(self._run(png, "-l", "+".join(codes), "--psm", "3", "tsv"))

    def script(self, png: bytes) -> str | None:
        """The script that a page is written in, by tesseract's name; None where that cannot be told.

        Data of all scripts at once costs time and characters.
        """
        if "osd" not in self.languages:
            return None
        try:
            script = re.search(r"^Script: (\w+)", self._run(png, "-l", "osd", "--psm", "0"), re.M)
        except ToolFailed:  # it refuses a page with few characters
            return None
        return script.group(1) if script else None

    def _run(self, png: bytes, *arguments: str) -> str:
        command = [self.path, "page.png", "stdout", *arguments]
        files, environment = {"page.png": png}, {"OMP_THREAD_LIMIT": "1"}
        return run(command, seconds=SECONDS_A_PAGE, files=files, environment=environment).decode("utf-8", "replace")


def find_tesseract() -> Tesseract | None:
    """The installed tesseract; None when there is none."""
    path = PROBE.path()
    return Tesseract(path) if path else None


@cache
def _installed(path: str) -> tuple[str, ...]:
    try:
        listed = run([path, "--list-langs"], seconds=20).decode("utf-8", "replace").splitlines()
    except ToolFailed:
        return ()
    return tuple(sorted(line.strip() for line in listed[1:] if line.strip()))


def tsv_to_words(tsv: str) -> tuple[Word, ...]:
    """Tesseract's TSV as words; rows of level 5 are words, block, paragraph and line number name the line."""
    words: list[Word] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in tsv.splitlines()[1:]:
        fields = row.split("\t", 11)
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        left, top, width, height, confidence = (float(value) for value in fields[6:11])
        line = lines.setdefault(tuple(fields[1:5]), len(lines))
        words.append(Word(fields[11].strip(), (left, top, left + width, top + height), confidence, line))
    return tuple(words)
