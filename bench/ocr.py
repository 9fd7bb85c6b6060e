"""How well and how fast scanned pages are read: error rate, facts found and CPU seconds a page, by language.

    python bench/ocr.py [--pages 2] [--only zh ja] [--settings]

Pages are drawn from the bodies of the sample notices: `clean` at 300 dots an inch, `scan` at 200 (0.7 degrees askew,
grain, JPEG), `poor` at 150 (1.5 degrees, more grain, grey paper), `screen` as a screenshot shows 13 pixel letters.
Tesseract and RapidOCR (where the extra `rapidocr` is installed) read the same pictures.
The error rate is Levenshtein's distance over the length of the text, without white space, which writers of Chinese and
layout engines set as they like. F1 counts what a fact is made of, found whole: ASINs; other numbers of eight signs or
more; links; dates. `-` stands where the pages have none, `refused` counts pages that an engine does not know.
`--settings` tries other settings of tesseract than those in use.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

from config.errors import ItemError
from config.limits import Limits
from config.senders import load_senders
from extract.documents import message_to_document
from extract.documents.ocr import LANGUAGES, Ocr, Word, open_picture, read_picture
from extract.documents.rapidocr import find_rapidocr
from extract.documents.tesseract import find_tesseract, tsv_to_words
from extract.tools import run
from ingest.item import RawItem
from ingest.read import open_item

SAMPLES = Path(__file__).resolve().parents[1] / "tests" / "samples"
NOW = datetime(2026, 11, 2, tzinfo=UTC)
CODES = {"en": "eng", "zh": "chi_sim", "de": "deu", "ru": "rus", "ja": "jpn"}
KINDS = {
    "asin": re.compile(r"\bB0[A-Z0-9]{8}\b", re.A),
    "number": re.compile(r"(?=[A-Z0-9./-]*\d)[A-Z0-9][A-Z0-9./-]{6,}[A-Z0-9]"),
    "link": re.compile(r"https?://[!-~]*[a-zA-Z0-9/]"),
    "date": re.compile(
        r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:\d{4} ?年 ?)?\d{1,2} ?月 ?\d{1,2} ?日"
        r"|\d{1,2}\.? [^\W\d]{3,9} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}"
    ),
}
"""Patterns of what facts are made of."""
FONTS = {"zh": "Noto Sans CJK SC", "ja": "Noto Sans CJK JP"}
Reader = Callable[[bytes], str]


def texts(count: int) -> Iterator[tuple[str, str]]:
    """(language, body) of some sample notices of each language, the longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    senders, limits = load_senders(), Limits()
    for path in sorted(SAMPLES.glob("*.eml")):
        language = json.loads(path.with_suffix(".json").read_text(encoding="utf-8")).get("language")
        if language not in CODES or path.name.startswith("unrelated"):
            continue
        item = RawItem(path.name, NOW, path.read_bytes())
        document = message_to_document(open_item(item, limits, senders, ()), limits)
        found[language] += [text.content for text in document if text.part == "body"]
    for language in CODES:
        for text in sorted(found[language], key=len, reverse=True)[:count]:
            yield language, re.sub(r"\n{3,}", "\n\n", text)[:1800]


def font(language: str, size: int) -> ImageFont.FreeTypeFont:
    """The printing of a language: what fontconfig has for it."""
    name = FONTS.get(language, "DejaVu Sans")
    file, index = run(["/usr/bin/fc-match", "-f", "%{file} %{index}", name], seconds=20).decode().rsplit(" ", 1)
    return ImageFont.truetype(file, size, index=int(index))


def drawn(text: str, language: str, *, letters: int, width: int, height: int) -> Image.Image:
    """A page of a text with letters of some pixels, as many lines as it takes."""
    face = font(language, letters)
    margin = width // 12
    lines = [line for paragraph in text.split("\n") for line in wrapped(paragraph, face, width - 2 * margin)]
    page = Image.new("L", (width, max(height, int(margin * 2 + len(lines) * letters * 1.5))), 255)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((margin, margin + number * letters * 1.5), line, fill=0, font=face)
    return page


def wrapped(paragraph: str, face: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """A paragraph in lines that fit; Chinese and Japanese break anywhere."""
    line = ""
    for piece in re.findall(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+", paragraph) or [""]:
        if line and face.getlength(line + piece.rstrip()) > width:
            yield line
            line = ""
        line += piece
    yield line


def aged(page: Image.Image, scale: float, degrees: float, grain: float, paper: int, quality: int) -> Image.Image:
    """A page as a scanner gives it."""
    page = page.resize((int(page.width * scale), int(page.height * scale)), Image.Resampling.LANCZOS)
    page = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.5))
    page = page.point(lambda level: int(level * (paper - 40) / 255) + 40)
    noise = Image.effect_noise(page.size, grain)
    page = Image.blend(page, noise, 0.18)
    buffer = io.BytesIO()
    page.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("L")


def pages(text: str, language: str) -> Iterator[tuple[str, bytes]]:
    """(condition, PNG) of a text."""
    random.seed(1)
    print_ = drawn(text, language, letters=46, width=2480, height=3508)
    made = {
        "clean": print_,
        "scan": aged(print_, 200 / 300, 0.7, 40, 250, 70),
        "poor": aged(print_, 150 / 300, -1.5, 70, 225, 50),
        "screen": drawn(text, language, letters=13, width=900, height=600),
    }
    for condition, picture in made.items():
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        yield condition, buffer.getvalue()


def ours(engine: Ocr) -> Reader:
    """The text that the product has of a picture with an engine."""
    return lambda png: "\n".join(line.text for line in read_picture(open_picture(png, "page"), engine))


def tesseract(*arguments: str) -> Ocr:
    """Tesseract with other settings than those in use."""

    def read(png: bytes, _: tuple[str, ...]) -> tuple[Word, ...]:
        engine = find_tesseract()
        if engine is None:
            sys.exit("tesseract is missing: install tesseract-ocr")
        command = [str(engine.path), "page.png", "stdout", *arguments, "tsv"]
        printed = run(command, seconds=120, files={"page.png": png}, environment={"OMP_THREAD_LIMIT": "1"})
        return tsv_to_words(printed.decode("utf-8", "replace"))

    return read


def error_rate(truth: str, read: str) -> float:
    """Wrong characters a character of the truth, white space aside."""
    wanted, got = "".join(truth.split()), "".join(read.split())
    return Levenshtein.distance(wanted, got) / max(len(wanted), 1)


def facts(text: str) -> dict[str, set[str]]:
    """What facts are made of, by kind."""
    found = {kind: set(pattern.findall(text)) for kind, pattern in KINDS.items()}
    known = " ".join(found["asin"] | found["link"] | found["date"])
    return found | {"number": {number for number in found["number"] if number not in known}}


def counted(truth: str, read: str) -> dict[str, tuple[int, int]]:
    """(right, right and wrong and missing), each right one counted twice, by kind: their quotient is F1."""
    wanted, got = facts(truth), facts(read)
    return {kind: (2 * len(wanted[kind] & got[kind]), len(wanted[kind]) + len(got[kind])) for kind in KINDS}


def cpu() -> float:
    """CPU seconds of this process and of the children that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@dataclass
class Row:
    """Sums over the pages of a language and condition that an engine read."""

    pages: int = 0
    wrong: float = 0.0
    refused: int = 0
    seconds: float = 0.0
    counts: dict[str, tuple[int, int]] = field(default_factory=lambda: dict.fromkeys(KINDS, (0, 0)))

    def add(self, truth: str, reader: Reader, png: bytes) -> None:
        """Let an engine read a page."""
        before = cpu()
        try:
            read = reader(png)
        except ItemError:
            read, self.refused = "", self.refused + 1
        self.seconds += cpu() - before
        self.pages += 1
        self.wrong += error_rate(truth, read)
        for kind, (right, all_) in counted(truth, read).items():
            self.counts[kind] = self.counts[kind][0] + right, self.counts[kind][1] + all_

    def __str__(self) -> str:
        shares = "".join(f"{right / all_ if all_ else '-':>8.4}" for right, all_ in self.counts.values())
        refused = f"  refused {self.refused}" if self.refused else ""
        return f"{self.wrong / self.pages:>8.1%}{shares}{self.seconds / self.pages:>12.1f}{refused}"


def engines(language: str, *, settings: bool) -> dict[str, Ocr]:
    """The engines to compare, by name."""
    engine, other = find_tesseract(), find_rapidocr()
    if engine is None:
        raise SystemExit("tesseract is not installed")
    found: dict[str, Ocr] = {"tesseract": engine} | ({"rapidocr": other} if other else {})
    if settings:
        everything = "+".join(code for code in LANGUAGES if code in engine.languages)
        for psm in ("3", "4", "6"):
            found[f"{CODES[language]} alone, psm {psm}"] = tesseract("-l", CODES[language], "--psm", psm)
        found[f"{CODES[language]}+eng"] = tesseract("-l", f"{CODES[language]}+eng", "--psm", "3")
        found["all languages"] = tesseract("-l", everything, "--psm", "3")
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2, help="texts a language")
    parser.add_argument("--settings", action="store_true")
    parser.add_argument("--only", nargs="+", default=list(CODES), metavar="LANGUAGE")
    chosen = parser.parse_args()
    rows: dict[tuple[str, str, str], Row] = defaultdict(Row)
    for language, text in texts(chosen.pages):
        if language not in chosen.only:
            continue
        for condition, png in pages(text, language):
            for name, engine in engines(language, settings=chosen.settings).items():
                rows[language, condition, name].add(text, ours(engine), png)
    kinds = "".join(f"{kind:>8}" for kind in KINDS)
    print(f"{'language':<10}{'page':<8}{'engine':<24}{'errors':>8}{kinds}{'CPU s/page':>12}")
    for (language, condition, name), row in rows.items():
        print(f"{language:<10}{condition:<8}{name:<24}{row}")


if __name__ == "__main__":
    main()
