"""Seconds a page and MB a second of redacting with its proof, beside Presidio's image redactor; and what each left.

    python -m venv /tmp/presidio && /tmp/presidio/bin/pip install presidio-image-redactor
    python bench/redaction.py --presidio /tmp/presidio/bin/python [--model en_core_web_sm]

Presidio paints over pictures only, so it stands beside ours there: the same pictures of a letter with 22 values, all
its recognisers, a blank spaCy pipeline or with `--model` one that is installed in its environment. It proves nothing;
what it made is read by tesseract as ours is. Seconds are of the processor, engine included, so that what else the
machine does hardly shows. Files without drawings are measured twice: 200 values and little else, and 12 values in
100 KB of sentences.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.engine_words import drawn_words, processor_seconds
from bench.leak_channels import Channel, channels
from bench.leaks import redacted
from config.redaction import Entity
from tests.assemble.redact.leaks import leaks
from tests.assemble.redact.plants import FILLER, Plant, allowed

PAGES = (
    "picture png letter", "picture jpeg letter", "picture screen shot", "picture photograph",
    "pdf text", "pdf embedded font", "pdf scan", "pdf scan with layer",
)  # fmt: skip
FILES = ("text", "csv", "json", "html text", "mail body", "docx text", "xlsx cells")
SPARSE = 12
"""Values of a file with much else in it."""
SIZE = 100_000
"""Characters of the rest."""
SCRIPT = """
import json, resource, sys, tldextract
import spacy
from PIL import Image
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_image_redactor import ImageAnalyzerEngine, ImageRedactorEngine
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
tldextract.extract = tldextract.tldextract.TLD_EXTRACTOR.__call__
model = sys.argv[1]
class Engine(SpacyNlpEngine):
    def __init__(self):
        super().__init__(models=[{"lang_code": "en", "model_name": model}])
        self.nlp = {"en": spacy.load(model) if model else spacy.blank("en")}
    def load(self):
        pass
analyzer = AnalyzerEngine(nlp_engine=Engine(), supported_languages=["en"])
engine = ImageRedactorEngine(image_analyzer_engine=ImageAnalyzerEngine(analyzer_engine=analyzer))
def used():
    some = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in some)
began = used()
for path in sys.argv[2:]:
    engine.redact(Image.open(path), (0, 0, 0)).save(path + ".done.png")
print(json.dumps(used() - began))
"""


def pages(rows: dict[str, Channel], count: int, python: Path | None, model: str) -> None:
    """Print seconds a page, values left, and for pictures the same of Presidio."""
    print(f"{'page':22}{'s/page':>8}{'held':>6}{'left of':>9}{'values':>7}   Presidio: s/page, left, ours takes")
    for name in PAGES:
        row = rows[name]
        planted = [row.planted(seed) for seed in range(count)]
        made = [row.make(some) for some in planted]
        began = processor_seconds()
        done = [redacted(row, data)[0] for data in made]
        took = (processor_seconds() - began) / count
        held = sum(data is None for data in done)
        line = f"{name:22}{took:8.2f}{held:6}{left(row, planted, done):9}{sum(map(len, planted)):7}"
        if python and name.startswith("picture"):
            theirs, outputs = by_presidio(python, model, made)
            line += f"   {theirs / count:.2f}, {left(row, planted, outputs)}, {took * count / theirs:.1f} times"
        print(line, flush=True)


def left(row: Channel, planted: Sequence[Sequence[Plant]], outputs: Sequence[bytes | None]) -> int:
    """How many values tesseract still reads in redacted files, whole or in part."""
    count = 0
    for some, data in zip(planted, outputs, strict=True):
        shown, told = drawn_words(row.media_type, data) if data else "", allowed(some)
        count += sum(bool(leaks(plant.value, [shown], b"", told)) for plant in some)
    return count


def by_presidio(python: Path, model: str, pictures: Sequence[bytes]) -> tuple[float, list[bytes]]:
    """Processor seconds of Presidio over all the pictures without its start, and what it made of them."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.png") for number in range(len(pictures))]
        for path, data in zip(paths, pictures, strict=True):
            path.write_bytes(data)
        done = subprocess.run([python, "-c", SCRIPT, model, *paths], check=True, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[-1]), [Path(f"{path}.done.png").read_bytes() for path in paths]


def files(rows: dict[str, Channel]) -> None:
    """Print MB a second of the text for the formats without drawings."""
    print(f"\n{'file':14}{'200 values: KB':>16}{'s':>7}{'MB/s':>8}{f'{SPARSE} values: KB':>18}{'s':>7}{'MB/s':>8}")
    for name in FILES:
        row = rows[name]
        line = f"{name:14}"
        for width, planted in ((16, row.planted(1)), (18, row.planted(2)[:SPARSE] + sentences())):
            data = row.make(planted)
            began = processor_seconds()
            if redacted(row, data)[0] is None:
                raise SystemExit(f"{name} is held back")
            took = processor_seconds() - began
            size = sum(len(line) for line in (*FILLER, *(p.sentence for p in planted)))
            line += f"{size / 1e3:{width}.1f}{took:7.2f}{size / took / 1e6:8.3f}"
        print(line, flush=True)


def sentences() -> list[Plant]:
    """Words that stay, in other orders, so that no answer is met twice."""
    random, words = Random(5), " ".join(FILLER[:2] + FILLER[3:]).replace(".", "").lower().split()
    return [Plant(Entity.FILE, "Note:", " ".join(random.choices(words, k=12)) + ".") for _ in range(SIZE // 70)]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=4, help="files a kind of page")
    parser.add_argument("--presidio", type=Path, help="a Python that has presidio-image-redactor")
    parser.add_argument("--model", default="", help="a spaCy model installed there; a blank pipeline otherwise")
    chosen = parser.parse_args()
    rows = {channel.name: channel for channel in channels()}
    redacted(rows["text"], b"warm")
    pages(rows, chosen.count, chosen.presidio, chosen.model)
    files(rows)


if __name__ == "__main__":
    main()
