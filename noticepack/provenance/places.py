"""Where a finding stands: the rectangles of its lines on pages, and the pieces of a text that belong to it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extract.text import Box, Text

SHARED = 0.5
"""Share of the lower of two characters that their heights have in common when they stand in one line."""


class Place(NamedTuple):
    """A rectangle on a page."""

    page: int
    """1-based."""
    box: Box
    """As in `Text.boxes`."""


class Piece(NamedTuple):
    """A stretch of text and the findings it belongs to."""

    text: str
    owners: tuple[int, ...]
    """Numbers of the findings, the shortest first; none for text between findings."""


def places_of(text: Text, start: int, end: int) -> tuple[Place, ...]:
    """One rectangle a line of a span, in the order of the text; none where nothing was drawn."""
    found: list[Place] = []
    for offset in range(start, min(end, len(text.boxes))):
        box, page = text.boxes[offset], text.page(offset)
        if box is None or page is None:
            continue
        if found and found[-1].page == page and _in_line(found[-1].box, box):
            found[-1] = Place(page, _around(found[-1].box, box))
        else:
            found.append(Place(page, box))
    return tuple(found)


def _in_line(line: Box, box: Box) -> bool:
    common = min(line[3], box[3]) - max(line[1], box[1])
    height = min(line[3] - line[1], box[3] - box[1])
    gap = max(box[0] - line[2], line[0] - box[2])
    return common >= SHARED * height and gap <= 4 * height


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def pieces_of(content: str, spans: Iterable[tuple[int, int, int]]) -> Iterator[Piece]:
    """A text cut where findings begin and end; `spans` are (start, end, number of the finding), in any order.

    >>> [(piece.text, piece.owners) for piece in pieces_of("sold as new", [(0, 11, 7), (8, 11, 8)])]
    [('sold as ', (7,)), ('new', (8, 7))]
    """
    kept = sorted((start, end, number) for start, end, number in spans if start < end)
    cuts = sorted({0, len(content), *(at for start, end, _ in kept for at in (start, min(end, len(content))))})
    active: list[tuple[int, int, int]] = []
    coming = iter(kept)
    following = next(coming, None)
    for begin, end in itertools.pairwise(cuts):
        while following and following[0] <= begin:
            active.append(following)
            following = next(coming, None)
        active = [span for span in active if span[1] > begin]
        owners = sorted(active, key=lambda span: (span[1] - span[0], span[2]))
        yield Piece(content[begin:end], tuple(number for _, _, number in owners))
