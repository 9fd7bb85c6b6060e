"""ASINs: `B0` and eight signs anywhere, other forms and ISBN-10 only where a label, list or product address says so.

Amazon publishes no rule. All that were seen in notices begin with B0; ten capital letters such as BASKETBALL are words,
runs of X are masks, nine signs are misprints: none of these is an ASIN.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.components.labels import Label
from extract.folding import Folded
from extract.reading import Mark, Reading

_RUN = re.compile(
    r"(?<![0-9A-Za-z])(?P<label>(?:asins?|ASINs?|Asins?)\s?:?\s?)?(?P<run>B0[0-9A-Z]{8}(?:B0[0-9A-Z]{8})*)(?![0-9A-Za-z])"
)
_SCANNED = re.compile(r"(?<![0-9A-Za-z])(?P<run>B[O0][0-9A-Z]{8})(?![0-9A-Za-z])")
_PRODUCT_URL = re.compile(r"/(?:dp|gp/product|gp/aw/d|product-reviews|o/ASIN|asin)/(?P<id>[0-9A-Z]{10})(?![0-9A-Za-z])")
_OTHER = re.compile(r"(?<![0-9A-Za-z-])(?P<id>\d{9}[\dX]|B[0-9A-Z]{9})(?![0-9A-Za-z-])")
_BESIDE = re.compile(r"(?:asins?|ASINs?|isbn(?:-10)?|ISBN(?:-10)?)\s{0,2}:?\s{0,2}$", re.IGNORECASE)
_MASK = re.compile(r"([A-Z])\1{4}|0{6}|X{3}|\*")
_ATTEMPT = re.compile(r"(?<![0-9A-Za-z*])(?:[0-9A-Z*]{7,400}|\*{4,40}|[•。]{3,40})(?![0-9A-Za-z*])")
_MASKED = re.compile(r"\*|[•。]|X{3}|B0[0-9A-Z][A-Z]{7}")
_EXAMPLE = re.compile(
    r"(?:\be\.g\.|(?<![\w@.-])example(?![\w.]\w)|\bfor instance\b|\bz\. ?b\.|\bbeispiel|例如|比如|示例|例えば|例：|例:"
    r"|\bpar exemple|\bp\. ex\.|\bad esempio|\bpor ejemplo|например"
    r"|\b(?:like|such as)\s{1,3})[^\n。]{0,40}$",
    re.IGNORECASE,
)


def isbn10(text: str) -> bool:
    """Whether ten signs pass the ISBN-10 check (ISO 2108: weights 10 to 1, sum 0 mod 11).

    >>> isbn10("043942089X"), isbn10("0439420890")
    (True, False)
    """
    if not re.fullmatch(r"\d{9}[\dX]", text):
        return False
    return sum((10 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(text)) % 11 == 0


def split_run(run: str) -> tuple[str, ...]:
    """A run of joined ASINs, each of ten signs and beginning with B0; empty when it is none.

    >>> split_run("B0AAAA1111B0BBBB2222")
    ('B0AAAA1111', 'B0BBBB2222')
    """
    if len(run) % 10:
        return ()
    parts = tuple(run[i : i + 10] for i in range(0, len(run), 10))
    return parts if all(likely(part) for part in parts) else ()


def likely(candidate: str) -> bool:
    """Whether ten signs that begin with B0 can be an ASIN: no mask, and not a word."""
    return (
        len(candidate) == 10
        and candidate.startswith("B0")
        and not _MASK.search(candidate[2:])
        and candidate[2:] != "0" * 8
        and candidate[2:] not in ("12345678", "ABCDEFGH")
        and not candidate[3:].isalpha()
    )


def asins_in(reading: Reading, labels: tuple[Label, ...]) -> Iterator[Mark]:
    """Every ASIN of a message with its place, in order, repeats included."""
    marks = [*_plain(reading), *_in_context(reading, labels), *_scanned(reading)]
    yield from sorted(marks, key=lambda mark: (mark.start, mark.end))


def _plain(reading: Reading) -> Iterator[Mark]:
    folded = reading.folded
    for match in _RUN.finditer(folded.text):
        if _example(folded, match.start()):
            continue
        for index, asin in enumerate(split_run(match["run"])):
            start = match.start("run") + 10 * index
            yield reading.mark("asin", asin, start, start + 10, "asins: B0 form")


def broken_in(reading: Reading, labels: tuple[Label, ...]) -> Iterator[Mark]:
    """What stands in an ASIN's place and is none, as written: `asin.masked` and `asin.malformed`; never repaired."""
    for label in labels:
        if label.key != "asin":
            continue
        for match in _ATTEMPT.finditer(label.value):
            written = match[0]
            whole = re.fullmatch(r"B?[0-9A-Z]{9,10}", written) and not _MASK.search(written[2:])
            if written.isalpha() or split_run(written) or isbn10(written) or (whole and len(written) == 10):
                continue
            kind = "asin.masked" if _MASKED.search(written) else "asin.malformed"
            start = label.start + match.start()
            yield Mark(kind, written, start, start + len(written), "asins: not an ASIN")


def _example(folded: Folded, start: int) -> bool:
    return bool(_EXAMPLE.search(folded.text[max(0, start - 60) : start]))


def _in_context(reading: Reading, labels: tuple[Label, ...]) -> Iterator[Mark]:
    spans = [(label.start, label.end) for label in labels if label.key == "asin"]
    for match in _OTHER.finditer(reading.folded.text):
        value = match["id"]
        start, end = reading.folded.span(*match.span())
        labelled = any(a <= start < b for a, b in spans) or _BESIDE.search(
            reading.folded.text[max(0, match.start() - 14) : match.start()]
        )
        book = isbn10(value)
        other = value.startswith("B") and not value.startswith("B0") and sum(c.isdigit() for c in value) >= 1
        if value.startswith("BO") and scanned(reading.segment(start).text.part, reading):
            continue
        if labelled and (book or (other and not _MASK.search(value))) and not _example(reading.folded, match.start()):
            yield Mark("asin", value, start, end, "asins: labelled")
    for match in _PRODUCT_URL.finditer(reading.folded.text):
        if isbn10(match["id"]) or likely(match["id"]):
            yield reading.mark("asin", match["id"], match.start("id"), match.end("id"), "asins: product address")


def _scanned(reading: Reading) -> Iterator[Mark]:
    """O read for 0 by a scanner, corrected only in the second place and only in parts that were scanned."""
    for segment in reading.segments:
        if not scanned(segment.text.part, reading) or "asin" not in segment.text.content.lower().replace(" ", ""):
            continue
        for match in _SCANNED.finditer(segment.text.content):
            value = "B0" + match["run"][2:]
            if match["run"][1] == "O" and likely(value) and sum(c.isdigit() for c in value[2:]) >= 2:
                start = segment.start + match.start()
                yield Mark("asin", value, start, start + 10, "asins: scanned, BO read as B0")


def scanned(part: str, reading: Reading) -> bool:
    """Whether a part is a picture or a file without characters of its own: only there letters can be misread."""
    from_message = next((p for p in reading.message.parts if p.name == part), None)
    if from_message is None or from_message.text is not None:
        return False
    return from_message.media_type.startswith("image/") or from_message.media_type == "application/pdf"
