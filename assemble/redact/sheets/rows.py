"""What stands beside each other on a page: units as segments, the cells and column lines of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assemble.redact.sheets.sheet import Sheet, Unit, around
from extract.text import Box

CELL_GAP = 1.1
"""Gap, in heights of a line, from which two pieces of a row are two segments."""
WORD_GAP = 0.2
"""Gap, in heights of a line, from which a blank stands between two units."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Units beside each other, left to right, without a wide gap."""

    units: tuple[Unit, ...]
    spaced: tuple[bool, ...]
    """For each unit: whether a blank stands before it."""
    box: Box

    @property
    def height(self) -> float:
        """Points."""
        return self.box[3] - self.box[1]


def shown(sheet: Sheet) -> list[Unit]:
    """What a reader sees: written characters, and words of pictures where no line of them stands."""
    written = [u for u in sheet.written if u.box and u.seen]
    lines = _Lines(segments(written), [u for u in written if not u.upright])
    return written + [u for u in sheet.read if u.box and not lines.hold(u.box)]


def draws_words(sheet: Sheet) -> bool:
    """Whether an engine sees words where no line is written: pictures of text, drawn letters."""
    written = {u for u in sheet.written if u.box and u.seen}
    return any(u not in written and sum(map(str.isalnum, u.text)) > 2 for u in shown(sheet))


class _Lines:
    """Answers whether a word that an engine read is one of the written lines; its boxes are rough."""

    BAND = 16.0

    def __init__(self, lines: Iterable[Segment], turned: Iterable[Unit]) -> None:
        self._bands: dict[int, list[Box]] = {}
        for box in (*(s.box for s in lines), *(u.box for u in turned if u.box)):
            for band in range(int(box[1] // self.BAND), int(box[3] // self.BAND) + 1):
                self._bands.setdefault(band, []).append(box)

    def hold(self, box: Box) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(
            b[0] - (b[3] - b[1]) <= x <= b[2] + (b[3] - b[1]) and b[1] <= y <= b[3]
            for b in self._bands.get(int(y // self.BAND), ())
        )


def segments(units: Iterable[Unit]) -> list[Segment]:
    """The segments of upright units, row by row from the top, each row from the left."""
    return [s for row in _rows([u for u in units if u.box and u.upright]) for s in _segments(row)]


def _rows(units: Sequence[Unit]) -> list[list[Unit]]:
    rows: list[list[Unit]] = []
    middle = height = 0.0
    for unit in sorted(units, key=_middle):
        here, size = _middle(unit), _height(unit)
        if rows and here - middle <= 0.4 * min(max(size, 1.0), max(height, 1.0)):
            rows[-1].append(unit)
            height = max(height, size)
        else:
            rows.append([unit])
            middle, height = here, size
    return rows


def _middle(unit: Unit) -> float:
    return (unit.box[1] + unit.box[3]) / 2 if unit.box else 0.0


def _height(unit: Unit) -> float:
    return unit.box[3] - unit.box[1] if unit.box else 0.0


def _segments(row: list[Unit]) -> list[Segment]:
    row.sort(key=lambda u: u.box[0] if u.box else 0.0)
    found: list[list[Unit]] = []
    spaced: list[list[bool]] = []
    end = 0.0
    for unit in row:
        box = unit.box or (0.0, 0.0, 0.0, 0.0)
        gap, size = box[0] - end, max(min(_height(unit), 40.0), 1.0)
        if found and _doubled(found[-1][-1], unit):
            continue
        if not found or gap > CELL_GAP * size:
            found.append([])
            spaced.append([])
        spaced[-1].append(bool(found[-1]) and (gap > WORD_GAP * size or len(unit.text) > 1))
        found[-1].append(unit)
        end = max(end, box[2])
    return [
        Segment(tuple(units), tuple(gaps), around([u.box for u in units if u.box]))
        for units, gaps in zip(found, spaced, strict=True)
    ]


def is_apart(one: Unit, other: Unit) -> bool:
    """Whether a blank stands between two units that follow each other, in whatever direction they are written."""
    if not one.box or not other.box:
        return False
    across = max(other.box[0] - one.box[2], one.box[0] - other.box[2])
    down = max(other.box[1] - one.box[3], one.box[1] - other.box[3])
    size = min(max(one.box[2] - one.box[0], other.box[2] - other.box[0]), max(_height(one), _height(other)))
    return max(across, down) > WORD_GAP * size


def _doubled(one: Unit, other: Unit) -> bool:
    """The same character drawn twice nearly in the same place, the poor man's bold."""
    if not one.box or not other.box or one.text != other.text:
        return False
    return abs(one.box[0] - other.box[0]) < 0.15 * max(one.box[2] - one.box[0], 0.1)
