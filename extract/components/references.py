"""Reference numbers by what their label calls them; the number alone says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.components.labels import Label
from extract.components.prose import FORMS, is_design, named_in
from extract.components.rows import columns, rows_of
from extract.facts import REFERENCE_KINDS
from extract.reading import Mark, Reading

_ORDER = re.compile(r"(?<![\d-])(?:\d{3}-\d{7}-\d{7}|D01-\d{7}-\d{7})(?![\d])")
_COURT = re.compile(r"(?<![\w:])\d{1,2}:\d{2}-?[a-z]{2}-?\d{3,6}(?:-[A-Z]{2,4}){0,2}(?!\w)", re.IGNORECASE)
_KINDS_OF_COLUMNS = frozenset(REFERENCE_KINDS) - {"court"}


def references_in(reading: Reading, labels: tuple[Label, ...]) -> Iterator[Mark]:
    """Every reference with its kind (`reference.case`, ...), in order."""
    marks = [*_labelled(labels), *_orders_and_courts(reading), *named_in(reading), *_columns(reading)]
    seen: set[tuple[str, str]] = set()
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        key = (mark.kind, re.sub(r"\W", "", mark.value).upper())
        if key not in seen:
            seen.add(key)
            yield mark


def _labelled(labels: tuple[Label, ...]) -> Iterator[Mark]:
    for label in labels:
        if label.key not in REFERENCE_KINDS:
            continue
        kind = "design" if label.key in ("patent", "trademark") and is_design(label.value) else label.key
        for value, start, end in numbers_of(kind, label.value):
            yield Mark(f"reference.{kind}", value, label.start + start, label.start + end, f"references: {label.name}")


def numbers_of(kind: str, value: str) -> Iterator[tuple[str, int, int]]:
    """The numbers of a labelled value; several stand behind commas, but a comma inside a patent number is its own."""
    separator = (
        r"\s*[;、，]\s*|\s+(?:and|und|et|y|и|和)\s+"
        if kind in ("patent", "trademark", "design")
        else r"\s*[,;、，]\s*|\s+"
    )
    if kind == "court":
        separator = r"\s*[;、，]\s*"
    at = 0
    for piece in re.split(f"({separator})", value):
        number = FORMS[kind].search(piece) if piece else None
        if number and (
            kind not in ("case", "complaint", "order")
            or number.end() - number.start() >= len(piece.strip("#().,:№ ")) - 1
        ):
            yield number[0].strip(), at + number.start(), at + number.end()
        elif piece.strip() and kind == "order":
            return
        at += len(piece)


def _orders_and_courts(reading: Reading) -> Iterator[Mark]:
    for match in _ORDER.finditer(reading.folded.text):
        yield reading.mark("reference.order", match[0], *match.span(), "references: order form")
    for match in _COURT.finditer(reading.folded.text):
        yield reading.mark("reference.court", match[0], *match.span(), "references: court form")


def _columns(reading: Reading) -> Iterator[Mark]:
    for segment in reading.segments:
        for kind, cell in columns(rows_of(segment.text), reading.rules.cues.labels):
            if kind not in _KINDS_OF_COLUMNS:
                continue
            for value, _, _ in numbers_of(kind, cell):
                start = segment.text.content.find(value)
                if start >= 0:
                    yield Mark(
                        f"reference.{kind}",
                        value,
                        segment.start + start,
                        segment.start + start + len(value),
                        "references: column",
                    )
