"""OCR by the tesseract program: its words and boxes from its TSV output (tesseract manual, "tsv" config)."""

from __future__ import annotations

from dataclasses import dataclass

from config.errors import ItemError
from extract.documents.ocr import Word
from extract.tools import ToolFailed, ToolProbe, run

PROBE = ToolProbe("tesseract", version_pattern=r"tesseract v?(\d+(?:\.\d+){1,3})")
SECONDS_A_PAGE = 60.0


@dataclass(frozen=True, slots=True)
class Tesseract:
    """An `Ocr` port: call it with a PNG and language codes. Picklable, so that workers can have it."""

    path: str
    version: str
    languages: tuple[str, ...]
    """Codes of the language data that is installed."""

    @property
    def rule(self) -> str:
        """The name and version that findings from a scan carry."""
        return f"tesseract {self.version}"

    def __call__(self, png: bytes, languages: tuple[str, ...]) -> tuple[Word, ...]:
        """The words of a picture, in reading order.

        Raises:
            ItemError: `ocr.no_engine` when none of the languages is installed, `ocr.failed` when the program fails.
        """
        usable = [code for code in languages if code in self.languages]
        if not usable:
            raise ItemError("ocr.no_engine", f"tesseract has no data for {', '.join(languages)}")
        command = [self.path, "page.png", "stdout", "-l", "+".join(usable), "--psm", "3", "tsv"]
        try:
            output = run(
                command, seconds=SECONDS_A_PAGE, files={"page.png": png}, environment={"OMP_THREAD_LIMIT": "1"}
            )
        except ToolFailed as error:
            raise ItemError("ocr.failed", str(error)) from error
        return tsv_to_words(output.decode("utf-8", "replace"))


def find_tesseract() -> Tesseract | None:
    """The installed tesseract; None when there is none."""
    path, version = PROBE.path(), PROBE.version()
    if path is None or version is None:
        return None
    try:
        listed = run([path, "--list-langs"], seconds=20).decode("utf-8", "replace").splitlines()
    except ToolFailed:
        return None
    return Tesseract(path, version, tuple(sorted(line.strip() for line in listed[1:] if line.strip())))


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
