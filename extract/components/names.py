"""Names of products and owners: where they stand, because their words tell nothing of what happened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.components.labels import Label
from extract.components.rows import columns, rows_of
from extract.reading import Reading

_NAMES = frozenset({"title", "owner"})
_CELL = re.compile(r"[|\uff5c\t]")
_WORD = re.compile(r"[^\W\d]")
SHORTEST = 4
"""A shorter cell is searched nowhere: it may stand anywhere."""


def name_spans(reading: Reading, labels: tuple[Label, ...]) -> tuple[tuple[int, int], ...]:
    """The folded offsets, half open, of titles and owners behind labels and below column heads."""
    spans = [*_labelled(reading.source, labels), *_cells(reading)]
    place = reading.folded.place
    return tuple(sorted((place(start), place(end)) for start, end in spans))


def _labelled(source: str, labels: tuple[Label, ...]) -> Iterator[tuple[int, int]]:
    """What stands behind a label that begins its line or cell: in `we removed the product: it is fake` none does."""
    for label in labels:
        if label.key in _NAMES:
            cell = _CELL.split(source[source.rfind("\n", 0, label.start) + 1 : label.start])[-1]
            if not _WORD.search(cell.rpartition(label.name)[0]):
                yield label.start, label.end


def _cells(reading: Reading) -> Iterator[tuple[int, int]]:
    for segment in reading.segments:
        for key, cell in columns(rows_of(segment.text), reading.rules.cues.labels):
            at = reading.source.find(cell, segment.start, segment.end) if len(cell) >= SHORTEST else -1
            if key in _NAMES and at >= 0:
                yield at, at + len(cell)


def inside(spans: tuple[tuple[int, int], ...], start: int) -> bool:
    """Whether a place lies in one of some spans."""
    return any(a <= start < b for a, b in spans)
