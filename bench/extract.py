"""How fast notices are read: items and facts a second, beside other readers of the same files, and the cold start.

    python bench/extract.py [--rounds 5] [--unstructured PYTHON] [--files PATH...]

The floor takes the text and nothing else: the standard library's mail parser with its modern policy, PDFium's plain
text of a page, the tesseract program on a picture. pdfplumber is its plain `extract_text`. unstructured runs in a
process of its own with the Python that is named (bench/README.md tells how to make one). Every reader reads every file
in each round, one after the other; what counts is its quickest round, in CPU seconds of itself and its children,
because what else the machine does then hardly shows.
"""

from __future__ import annotations

import argparse
import email.policy
import io
import json
import logging
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes
from functools import partial
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from config.errors import ItemError
from config.settings import Settings, load_settings
from extract.documents import message_to_document
from extract.documents.pdf import pdf_to_text
from extract.documents.sheets import part_to_sheets
from extract.pipeline import read_notice
from ingest.item import RawItem
from ingest.message import Part
from ingest.read import open_item
from ingest.sources import open_source
from noticepack.read import ReadContext, understand
from noticepack.workers import clock_of, read_context

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "tests" / "samples"
NOW = datetime(2026, 11, 2, tzinfo=UTC)
MAIL = SAMPLES / "amazon-us-trademark-html.eml"
Result = TypeVar("Result")
Reader = Callable[[bytes], int]
"""Reads one file and says how many facts (characters, where it knows no facts) it found."""


@dataclass
class Sort:
    """Files of one sort, and who reads them."""

    name: str
    unit: str
    files: list[bytes] = field(default_factory=list)
    readers: dict[str, Reader] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    stages: dict[str, float] = field(default_factory=dict)
    facts: int = 0

    def run(self) -> None:
        """One round: every reader reads every file."""
        for name, reader in self.readers.items():
            found, spent = 0, cpu()
            for data in self.files:
                found += reader(data)
            self.seconds[name] = min(self.seconds.get(name, 1e9), cpu() - spent)
            self.facts = found if name == "noticepack" else self.facts


def cpu() -> float:
    """CPU seconds of this process and of the children that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def noticepack(context: ReadContext) -> Reader:
    """The whole reading, through the spaCy pipeline, as a run does it."""

    def read(data: bytes) -> int:
        return len(understand(RawItem("bench", NOW, data), context).facts.findings)

    return read


def floor_mail(data: bytes) -> int:
    """The subject and the text of every text part, by the standard library."""
    message = message_from_bytes(data, policy=email.policy.default)
    parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    return len(str(message["subject"])) + sum(len(part.get_content()) for part in parts)


def floor_pdf(data: bytes) -> int:
    """PDFium's own text of every page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return sum(len(page.get_textpage().get_text_range()) for page in document)
    finally:
        document.close()


def plumber(data: bytes) -> int:
    """pdfplumber's plain text of every page."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_text() or "") for page in document.pages)


def tesseract(data: bytes) -> int:
    """The tesseract program with English alone: what reading a page costs at least."""
    command = ["tesseract", "-", "-", "-l", "eng", "--psm", "3"]
    done = subprocess.run(
        command, input=data, capture_output=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
    )
    return len(done.stdout)


class Unstructured:
    """The reader in a process of its own: a file goes there, CPU seconds come back; only those are counted."""

    def __init__(self, python: str) -> None:
        command = [python, str(Path(__file__).with_name("unstructured_reader.py"))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def seconds(self, files: list[bytes], kind: str) -> float:
        """CPU seconds of reading these files once, nothing remembered of an earlier round."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = json.dumps({"kind": kind, "files": [data.hex() for data in files]})
        self._process.stdin.write(request + "\n")
        self._process.stdin.flush()
        return float(json.loads(self._process.stdout.readline())["seconds"])

    def close(self) -> None:
        """End the process."""
        self._process.communicate("")


def parts_of(paths: list[str], settings: Settings) -> Iterator[tuple[str, bytes]]:
    """(sort, bytes) of each mail without attachments, and of each PDF, attached or alone."""
    for path in paths:
        for item in open_source(path, limits=settings.limits, now=clock_of(settings)).items():
            if not isinstance(item, RawItem):
                continue
            if item.data.startswith(b"%PDF-"):
                yield "pdf", item.data
                continue
            parts = [part for part in message_from_bytes(item.data).walk() if not part.is_multipart()]
            held = [part.get_payload(decode=True) for part in parts]
            yield from (("pdf", data) for data in held if isinstance(data, bytes) and data.startswith(b"%PDF-"))
            if all(part.get_content_maintype() == "text" for part in parts):
                yield ("html" if any(p.get_content_type() == "text/html" for p in parts) else "plain"), item.data


def readable(reader: Reader, files: list[bytes]) -> list[bytes]:
    """The files that can be read at all."""
    kept = []
    for data in files:
        try:
            reader(data)
        except (ItemError, LookupError):
            continue
        kept.append(data)
    return kept


def sorts(settings: Settings, paths: list[str]) -> list[Sort]:
    """All sorts of files with their readers."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    context = read_context(settings)
    ours = noticepack(replace(context, ocr=None))
    found: dict[str, list[bytes]] = {"plain": [], "html": [], "pdf": []}
    for kind, data in parts_of(paths, settings):
        found[kind].append(data)
    pdfs = readable(lambda data: len(pdf_to_text("a", data, settings.limits, 10**7).content), found["pdf"])
    pictures = [sheet.png for data in pdfs[:4] for sheet in part_to_sheets(Part("a", "application/pdf", data), {1})]
    return [
        Sort("plain mails", "mails", readable(ours, found["plain"]), {"noticepack": ours, "floor": floor_mail}),
        Sort("HTML mails", "mails", readable(ours, found["html"]), {"noticepack": ours, "floor": floor_mail}),
        Sort("PDF files", "files", pdfs, {"noticepack": ours, "floor": floor_pdf, "pdfplumber": plumber}),
        Sort("scanned pages", "pages", pictures, {"noticepack": noticepack(context), "floor": tesseract}),
    ]  # fmt: skip


def stages(context: ReadContext, files: list[bytes]) -> dict[str, float]:
    """CPU seconds of the steps of our reading, over all files."""
    spent: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Result]) -> Result:
        began = time.process_time()
        result = work()
        spent[name] = spent.get(name, 0.0) + time.process_time() - began
        return result

    for data in files:
        item = RawItem("bench", NOW, data)
        ids = context.trusted_authserv_ids
        message = timed("parse, unwrap, judge", partial(open_item, item, context.limits, context.senders, ids))
        document = timed("text with places", partial(message_to_document, message, context.limits, ocr=context.ocr))
        read = partial(read_notice, message, document, context.rules, NOW)
        timed("facts", partial(read, bare=True))
        timed("facts, in spaCy", read)
    return spent


def cold_start(rounds: int) -> dict[str, tuple[float, float]]:
    """(CPU, wall) seconds of whole programs, the quickest of some calls."""
    calls = {
        "noticepack extract, one mail": ["-m", "noticepack.cli", "extract", "--json", str(MAIL)],
        "noticepack --help": ["-m", "noticepack.cli", "--help"],
        "python -c 'import spacy'": ["-c", "import spacy"],
        "python -c pass": ["-c", "pass"],
    }
    best: dict[str, tuple[float, float]] = {}
    for _ in range(rounds):
        for name, arguments in calls.items():
            spent, began = cpu(), time.perf_counter()
            subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
            here = (cpu() - spent, time.perf_counter() - began)
            best[name] = min(best.get(name, here), here)
    return best


def show(sort: Sort) -> None:
    """The rows of one sort: what each reader does in a second, and how it compares."""
    ours, count = sort.seconds["noticepack"], len(sort.files)
    print(f"\n{sort.name}: {count} {sort.unit}, {sort.facts} facts, {sort.facts / ours:,.0f} facts/s")
    for name, seconds in sort.seconds.items():
        ratio = "" if name == "noticepack" else f"   noticepack takes {ours / seconds:5.2f} x as long"
        print(f"  {name:<14}{count / seconds:>10,.1f} {sort.unit}/s{seconds / count * 1000:>10.2f} ms each{ratio}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--unstructured", metavar="PYTHON", help="Python of an environment that has unstructured")
    parser.add_argument("--files", nargs="+", metavar="PATH", help="mails and PDFs; the samples by default")
    chosen = parser.parse_args()
    other = Unstructured(chosen.unstructured) if chosen.unstructured else None
    samples = [str(path) for suffix in ("eml", "pdf") for path in sorted(SAMPLES.glob(f"*.{suffix}"))]
    settings = load_settings(None, os.environ, {}).settings
    measured = sorts(settings, chosen.files or samples)
    context = replace(read_context(settings), ocr=None)
    for _ in range(chosen.rounds):
        for sort in measured:
            sort.run()
            if sort.unit != "pages":
                here = stages(context, sort.files)
                sort.stages = {name: min(spent, sort.stages.get(name, 1e9)) for name, spent in here.items()}
            if other and sort.unit != "pages":
                spent = other.seconds(sort.files, "pdf" if sort.unit == "files" else "mail")
                sort.seconds["unstructured"] = min(sort.seconds.get("unstructured", 1e9), spent)
    for sort in measured:
        show(sort)
        if sort.stages:
            words = (f"{name} {spent / len(sort.files) * 1000:.2f} ms" for name, spent in sort.stages.items())
            print(f"  of which {', '.join(words)}")
    print("\ncold start (CPU s, wall s):")
    for name, (spent, wall) in cold_start(chosen.rounds).items():
        print(f"  {name:<32}{spent:>7.2f}{wall:>7.2f}")
    if other:
        other.close()


if __name__ == "__main__":
    main()
