"""A page as it is read: what was written in its file, and what an engine sees on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from assemble.redact.sensitive import Sensitive
from extract.documents.frame import Edge
from extract.text import Box


class Unit(NamedTuple):
    """The smallest thing that is kept or removed as a whole: a drawn character, or a word that an engine read."""

    text: str
    """A separator (blank, line end) where `box` is None."""
    box: Box | None
    seen: bool = True
    """Whether a reader of the page sees it; hidden text is searched but never kept."""
    upright: bool = True


BLANK = Unit(" ", None)
LINE_END = Unit("\n", None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    width: float
    """Points, as shown."""
    height: float
    written: tuple[Unit, ...]
    """The characters of the file in the file's order, hidden ones too, with separators; empty for pictures."""
    read: tuple[Unit, ...]
    """The words that an engine read, in its order, with separators."""
    again: tuple[Unit, ...] = ()
    """The same of a larger picture, where one reading is not enough; searched only."""
    wanted: tuple[Box, ...] = ()
    """Places that the file's author marked for redaction without applying it."""
    rules: tuple[Edge, ...] = ()
    """Drawn lines, which a line that is set anew must not cross."""


class Area(NamedTuple):
    """A part of a page that must not be seen."""

    page: int
    """0-based."""
    box: Box
    value: Sensitive


def covers(area: Box, box: Box) -> bool:
    """Whether an area takes a unit's box with it: at least a third of its width, at half its height or more.

    Lines that stand close overlap a little in height, and characters that are kerned overlap in width.
    """
    across = min(area[2], box[2]) - max(area[0], box[0])
    down = min(area[3], box[3]) - max(area[1], box[1])
    return across >= 0.33 * max(box[2] - box[0], 0.01) and down >= 0.5 * min(box[3] - box[1], area[3] - area[1])


_T = TypeVar("_T")


class Bands(Generic[_T]):
    """Boxes with what they stand for, found again by height without a look at all of them."""

    HEIGHT = 16.0
    """Points."""

    def __init__(self, items: Iterable[tuple[Box, _T]] = ()) -> None:
        self._items: list[tuple[Box, _T]] = []
        self._bands: dict[int, list[int]] = {}
        for box, thing in items:
            self.add(box, thing)

    def add(self, box: Box, thing: _T) -> None:
        """Take one more."""
        for band in self._of(box):
            self._bands.setdefault(band, []).append(len(self._items))
        self._items.append((box, thing))

    def covering(self, box: Box) -> Iterator[_T]:
        """What stands for the boxes that cover a box (`covers`), in the order in which they were taken."""
        near = {number for band in self._of(box) for number in self._bands.get(band, ())}
        yield from (self._items[number][1] for number in sorted(near) if covers(self._items[number][0], box))

    def _of(self, box: Box) -> range:
        return range(int(box[1] // self.HEIGHT), int(box[3] // self.HEIGHT) + 1)


def around(boxes: list[Box]) -> Box:
    """The smallest box around some boxes."""
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def is_beside(one: Box, other: Box) -> bool:
    """Whether two boxes stand in one line, across or upward, at most a blank or two apart."""
    gaps = max(other[0] - one[2], one[0] - other[2]), max(other[1] - one[3], one[1] - other[3])
    size = max(min(one[2] - one[0], one[3] - one[1]), min(other[2] - other[0], other[3] - other[1]), 1.0)
    return (gaps[0] < 2 * size and gaps[1] < -0.3 * size) or (gaps[1] < 2 * size and gaps[0] < -0.3 * size)
