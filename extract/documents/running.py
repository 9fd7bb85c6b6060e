"""Heads and feet that every page of a PDF repeats: said once, so that a sentence goes on over the end of a page.

A line counts as one when it stands in the margin at the same height on another page, the same but for its numbers. A
head stays on the first page that has it, a foot on the last one; a heading within a page is never one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from extract.documents.characters import is_wide
from extract.documents.flow import CELL
from extract.documents.frame import PageLink
from extract.documents.lines import LABEL, LINE_END, NEW_ITEM, SPACE, Drawn

MARGIN = 0.11
"""Share of the page's height, at its head and at its foot, in which such lines stand."""
MOST_LINES = 6
"""Lines of a head or foot that are looked at."""
STEP = 4.0
"""Points within which two lines stand at the same height."""
FEWEST_SPACES = 5
"""Spaces of a line of running text; headings and signatures are shorter."""

_NUMBER = re.compile(r"\d+")
_Key = tuple[str, int]
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PageDrawn:
    """The characters of a page in reading order."""

    drawn: tuple[Drawn, ...]
    links: tuple[PageLink, ...]
    height: float
    """Points."""


def said_once(pages: Sequence[PageDrawn]) -> list[tuple[Drawn, ...]]:
    """The characters of each page without the heads and feet that another page says too."""
    lines = [list(_lines(page)) for page in pages]
    heads: dict[_Key, int] = defaultdict(lambda: len(pages))
    feet: dict[_Key, int] = defaultdict(lambda: -1)
    counts: dict[_Key, int] = defaultdict(int)
    for number, found in enumerate(lines):
        for key in {key for _, key, _ in found}:
            counts[key] += 1
            heads[key], feet[key] = min(heads[key], number), max(feet[key], number)
    result = []
    for number, (page, found) in enumerate(zip(pages, lines, strict=True)):
        gone = [
            span for span, key, is_head in found if counts[key] > 1 and number != (heads[key] if is_head else feet[key])
        ]
        result.append(_without(page.drawn, gone))
    return result


def _lines(page: PageDrawn) -> Iterator[tuple[_Span, _Key, bool]]:
    """The first and last lines of a page that stand in its margins: place, what and where they say it, head or foot."""
    spans: list[_Span] = []
    start = 0
    for at in [*(n for n, drawn in enumerate(page.drawn) if drawn == LINE_END), len(page.drawn)]:
        if at > start:
            spans.append((start, at))
        start = at + 1
    near = dict.fromkeys([*spans[:MOST_LINES], *spans[-MOST_LINES:]])
    for first, last in near:
        boxes = [box for _, box in page.drawn[first:last] if box]
        if not boxes:
            continue
        top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
        is_head = bottom < page.height * MARGIN
        if is_head or top > page.height * (1 - MARGIN):
            text = _NUMBER.sub("#", "".join(char for char, _ in page.drawn[first:last]))
            place = top if is_head else page.height - bottom
            yield (first, last), (f"{is_head} {text}", round(place / STEP)), is_head


def _without(drawn: Sequence[Drawn], gone: Sequence[_Span]) -> tuple[Drawn, ...]:
    """The characters without some lines, and without the line ends that then stand at the edges of the page."""
    kept: list[Drawn] = []
    at = 0
    for first, last in sorted(gone):
        kept += drawn[at:first]
        at = last
    kept += drawn[at:]
    first, last = 0, len(kept)
    while first < last and kept[first] == LINE_END:
        first += 1
    while last > first and kept[last - 1] == LINE_END:
        last -= 1
    return tuple(kept[first:last])


def joint(upper: Sequence[Drawn], lower: Sequence[Drawn]) -> tuple[Drawn, ...]:
    """What stands between two pages or columns: a space or nothing where a sentence goes on, else a line end."""
    if not upper or not lower:
        return (LINE_END,)
    last, first = upper[-1][0], lower[0][0]
    if is_wide(first) and is_wide(last) and last.isalnum():
        return ()
    broken = last.isalnum() or last in ",-("
    goes_on = broken and (first.islower() or (_is_prose(_edge(reversed(upper))[::-1]) and _is_prose(_edge(lower))))
    return (SPACE,) if goes_on else (LINE_END,)


def _edge(drawn: Iterable[Drawn]) -> str:
    """The line at an edge of a text."""
    return "".join(char for char, _ in islice(takewhile(lambda one: one != LINE_END, drawn), 400))


def _is_prose(line: str) -> bool:
    """Whether a line is running text: words, no cells, no item of a list, no label."""
    return line.count(" ") >= FEWEST_SPACES and CELL not in line and not NEW_ITEM.match(line) and not LABEL.match(line)
