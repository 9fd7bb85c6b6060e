"""Seconds a page and MB a second of redacting with its proof, beside Presidio's image redactor; and what each left.

    python -m venv /tmp/presidio && /tmp/presidio/bin/pip install presidio-image-redactor
    python bench/redaction.py --presidio /tmp/presidio/bin/python

Presidio paints over pictures only. It runs with all its recognisers over a blank spaCy engine (no downloaded model),
gets the same pictures of a letter with 22 values, and proves nothing; its output is read by tesseract as ours is.
Processor seconds, engine included, so that what else the machine does hardly shows.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.engine_words import drawn_words, processor_seconds
from bench.leak_channels import Channel, channels
from bench.leaks import redacted
from tests.assemble.redact.leaks import leaks
from tests.assemble.redact.plants import Plant, allowed

PAGES = ("picture png letter", "picture screen shot", "pdf text", "pdf scan")
FILES = ("text", "csv", "json", "html text", "mail body", "docx text", "xlsx cells")
SCRIPT = """
import json, resource, sys, tldextract
import spacy
from PIL import Image
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_image_redactor import ImageAnalyzerEngine, ImageRedactorEngine
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
tldextract.extract = tldextract.tldextract.TLD_EXTRACTOR.__call__
class Blank(SpacyNlpEngine):
    def __init__(self):
        super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
        self.nlp = {"en": spacy.blank("en")}
    def load(self):
        pass
analyzer = AnalyzerEngine(nlp_engine=Blank(), supported_languages=["en"])
engine = ImageRedactorEngine(image_analyzer_engine=ImageAnalyzerEngine(analyzer_engine=analyzer))
def used():
    some = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in some)
began = used()
for path in sys.argv[1:]:
    engine.redact(Image.open(path), (0, 0, 0)).save(path + ".done.png")
print(json.dumps(used() - began))
"""


def pages(rows: dict[str, Channel], count: int, python: Path | None) -> None:
    """Print seconds a page, values left, and for pictures the same of Presidio."""
    print(f"{'page':22}{'s/page':>8}{'held':>6}{'left of':>9}{'values':>7}   Presidio: s/page, left, ours takes")
    for name in PAGES:
        row, files = rows[name], []
        for seed in range(count):
            planted = row.planted(seed)
            files.append((planted, row.make(planted)))
        began = processor_seconds()
        done = [redacted(row, data)[0] for _, data in files]
        took = (processor_seconds() - began) / count
        held = sum(data is None for data in done)
        left = sum(seen(row, planted, data) for (planted, _), data in zip(files, done, strict=True) if data)
        total = sum(len(planted) for planted, _ in files)
        line = f"{name:22}{took:8.2f}{held:6}{left:9}{total:7}"
        if python and name.startswith("picture"):
            theirs, outputs = by_presidio(python, [data for _, data in files])
            theirs_left = sum(seen(row, planted, data) for (planted, _), data in zip(files, outputs, strict=True))
            line += f"   {theirs / count:.2f}, {theirs_left}, {took * count / theirs:.1f} times"
        print(line, flush=True)


def seen(row: Channel, planted: list[Plant], data: bytes) -> int:
    """How many values tesseract still reads, whole or in part."""
    shown, told = drawn_words(row.media_type, data), allowed(planted)
    return sum(bool(leaks(plant.value, [shown], b"", told)) for plant in planted)


def by_presidio(python: Path, pictures: list[bytes]) -> tuple[float, list[bytes]]:
    """Processor seconds of Presidio over all the pictures without its start, and what it made of them."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.png") for number in range(len(pictures))]
        for path, data in zip(paths, pictures, strict=True):
            path.write_bytes(data)
        done = subprocess.run([python, "-c", SCRIPT, *paths], check=True, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[-1]), [Path(f"{path}.done.png").read_bytes() for path in paths]


def files(rows: dict[str, Channel]) -> None:
    """Print MB a second for the formats without drawings; 200 values a file, many of them: the worst case."""
    print(f"\n{'file':22}{'KB':>8}{'s/file':>8}{'MB/s':>8}")
    for name in FILES:
        row = rows[name]
        data = row.make(row.planted(1))
        began = processor_seconds()
        redacted(row, data)
        took = processor_seconds() - began
        print(f"{name:22}{len(data) / 1e3:8.1f}{took:8.2f}{len(data) / took / 1e6:8.3f}", flush=True)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=4, help="files a kind of page")
    parser.add_argument("--presidio", type=Path, help="a Python that has presidio-image-redactor")
    chosen = parser.parse_args()
    rows = {channel.name: channel for channel in channels()}
    redacted(rows["text"], b"warm")
    pages(rows, chosen.count, chosen.presidio)
    files(rows)


if __name__ == "__main__":
    main()
