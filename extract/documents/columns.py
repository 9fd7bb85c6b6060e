"""Text that stands side by side without ruled lines: columns of prose, and tables told by the gaps between their cells.

Rows of glyphs are cut at wide gaps. Neighbouring rows whose gaps lie over each other are a band with gutters. A band
whose columns hold running text is read column by column, any other row by row. The idea is the recursive cut of a page
at its white gaps (Nagy and Seth 1984), turned round: rows first, because a heading may stand across all columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extract.documents.characters import is_wide
from extract.documents.glyphs import Glyph
from extract.documents.lines import LINE_END, NEW_ITEM, SPACE, Drawn, glyphs_to_lines, lines_to_drawn, rows_of
from extract.documents.running import joint
from extract.documents.tables import Table
from extract.text import Box

APART = 0.85
"""Share of the character height from which a gap may lie between two columns."""
GUTTER = 5.0
"""Points that must stay free in all rows of a band."""
FEWEST = 3
"""Rows with text on both sides of a gutter; one less where there are two gutters, or one that nobody overlooks."""
CLEAR = 2.0
"""Such a gutter's width as a share of the character height."""
STRAY = 2.0
"""Points by which cells of a column may miss each other."""
MAX_DEPTH = 3
"""Columns inside columns that are looked for."""
MAX_COLUMNS, MAX_ROWS = 40, 400
"""Pieces of a row, and rows of a band, beyond which no columns are looked for; a drawing has any number."""
MAX_TRIED = 20_000
"""Pieces of rows that are looked at in vain on a page; a page of text has some hundred."""
WORDS = 4
"""Words of a usual line of running text."""

Gap = tuple[float, float]
"""From x to x, points."""


class Prose(NamedTuple):
    """Characters of running text, in reading order."""

    box: Box
    drawn: tuple[Drawn, ...]


Block = Table | Prose


@dataclass(frozen=True, slots=True)
class _Row:
    """Glyphs that stand beside each other, cut at wide gaps."""

    pieces: tuple[tuple[Glyph, ...], ...]
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Points."""
        return self.bottom - self.top

    def spans(self) -> list[Gap]:
        """Where its pieces stand."""
        return [(piece[0].box[0], max(g.box[2] for g in piece)) for piece in self.pieces]

    def free(self) -> list[Gap]:
        """Where nothing stands: between, before and behind its pieces."""
        spans = self.spans()
        between = [(left[1], right[0]) for left, right in pairwise(spans)]
        return [(-1e9, spans[0][0]), *between, (spans[-1][1], 1e9)]


def find_blocks(glyphs: Sequence[Glyph], apart: Sequence[Box] = (), depth: int = 0) -> list[Block]:
    """The blocks of a page from top to bottom; no band goes over one of the boxes `apart` (ruled tables)."""
    rows = [_cut(row) for row in rows_of(glyphs)]
    blocks: list[Block] = []
    plain: list[_Row] = []
    at = tried = 0
    while at < len(rows):
        band = _band(rows, at, apart) if depth < MAX_DEPTH and tried < MAX_TRIED else []
        tried += sum(len(row.pieces) for row in band)
        found = _block(band, depth) if band else []
        broken = plain and _is_between(plain[-1], rows[at], apart)
        if (found or broken) and plain:
            blocks.append(_prose(plain))
            plain = []
        if found:
            blocks += found
            at += len(band)
            tried = 0
        else:
            plain.append(rows[at])
            at += 1
    return [*blocks, _prose(plain)] if plain else blocks


def _cut(row: list[Glyph]) -> _Row:
    row = sorted(row, key=lambda g: (g.box[0], g.box[2]))
    pieces: list[list[Glyph]] = [[row[0]]]
    right = row[0].box[2]
    for glyph in row[1:]:
        height = glyph.box[3] - glyph.box[1]
        first = "".join(g.char for g in pieces[-1][:8])
        if glyph.box[0] - right > max(APART * height, GUTTER) and not NEW_ITEM.fullmatch(first):
            pieces.append([])
        pieces[-1].append(glyph)
        right = max(right, glyph.box[2])
    if len(pieces) > MAX_COLUMNS:
        pieces = [row]
    boxes = [glyph.box for glyph in row]
    return _Row(tuple(map(tuple, pieces)), min(b[1] for b in boxes), max(b[3] for b in boxes))


def _band(rows: list[_Row], start: int, apart: Sequence[Box]) -> list[_Row]:
    """The rows from `start` on that leave the same gutters free; empty where there is no such gutter."""
    gutters = rows[start].free()[1:-1]
    band = [rows[start]] if gutters else []
    for upper, lower in pairwise(rows[start : start + MAX_ROWS] if gutters else ()):
        free = lower.free()
        left = [gap for gutter in gutters for other in free if (gap := _shared(gutter, other))]
        if not left or _is_between(upper, lower, apart) or lower.top - upper.bottom > 3 * max(upper.height, 6.0):
            break
        gutters = left
        band.append(lower)
    while band and len(band[-1].pieces) == 1 and _is_loose(band):
        band.pop()
    return band


def _shared(one: Gap, other: Gap) -> Gap | None:
    left, right = max(one[0], other[0]), min(one[1], other[1])
    return (left, right) if right - left >= GUTTER else None


def _is_between(upper: _Row, lower: _Row, apart: Sequence[Box]) -> bool:
    return any(upper.top < box[1] < lower.bottom for box in apart)


def _is_loose(band: list[_Row]) -> bool:
    """Whether the last row stands at a wider gap than the rows of the band, so that it is what comes after it."""
    if len(band) < 2:
        return True
    gaps = [lower.top - upper.bottom for upper, lower in pairwise(band[:-1])]
    usual = max(sorted(gaps)[len(gaps) // 2], 0.0) if gaps else 0.0
    return band[-1].top - band[-2].bottom > usual + 0.5 * band[-1].height


def _block(band: list[_Row], depth: int) -> list[Block]:
    """What a band is; nothing where it is no more than lines with a gap."""
    gaps = _gutters(band)
    edges = [-1e9, *((left + right) / 2 for left, right in gaps), 1e9]
    columns = [_between(band, left, right) for left, right in pairwise(edges)]
    both = [row for row in zip(*columns, strict=True) if sum(map(bool, row)) > 1]
    if _is_prose(columns):
        return _read_columns(columns, depth)
    clear = len(gaps) > 1 or any(right - left > CLEAR * band[0].height for left, right in gaps)
    if len(both) < (FEWEST - 1 if clear else FEWEST) or not all(
        _is_aligned(column, few=len(both) < FEWEST) for column in columns[1:]
    ):
        return []
    return [_table(columns, band)]


def _gutters(band: list[_Row]) -> list[Gap]:
    """The gaps that all rows of a band leave free."""
    covered = sorted(span for row in band for span in row.spans())
    gutters: list[Gap] = []
    right = covered[0][1]
    for left, end in covered:
        if left - right >= GUTTER:
            gutters.append((right, left))
        right = max(right, end)
    return gutters


Cell = tuple[Glyph, ...]


def _between(band: list[_Row], left: float, right: float) -> list[Cell]:
    """A column: the glyphs of each row that stand between two gutters."""
    return [tuple(g for piece in row.pieces for g in piece if left < g.box[0] <= right) for row in band]


def _is_aligned(column: list[Cell], *, few: bool) -> bool:
    """Whether cells stand below each other by their left, right or middle; gaps of justified text do not.

    Of a `few` cells only the left tells: two words may have the same middle by chance.
    """
    spans = [(cell[0].box[0], max(g.box[2] for g in cell)) for cell in column if cell]
    sides = ([left for left, _ in spans], [right for _, right in spans], [(a + b) / 2 for a, b in spans])
    for places in sides[:1] if few else sides:
        middle = sorted(places)[len(places) // 2]
        if sum(abs(place - middle) < STRAY for place in places) * 10 >= len(places) * 7:
            return True
    return False


def _is_prose(columns: list[list[Cell]]) -> bool:
    """Whether two columns or more hold running text: lines of several words that fill the column or go on below."""
    if len(columns) > 1 and all(map(_runs_on, columns)):
        return True
    return len(columns) == 2 and sum(map(bool, columns[0])) >= FEWEST and _wraps(columns[0], columns[1])


def _runs_on(column: list[Cell]) -> bool:
    lines = [cell for cell in column if cell]
    if len(lines) < FEWEST:
        return False
    words = sorted(_words(line) for line in lines)[len(lines) // 2]
    widths = [line[-1].box[2] - line[0].box[0] for line in lines]
    filled = sum(width > 0.7 * max(widths) for width in widths)
    return words >= WORDS and filled * 2 > len(lines)


def _words(line: Cell) -> float:
    wide = sum(is_wide(glyph.char[:1]) for glyph in line)
    return wide / 2 + 1 + sum(g.space_before for g in line[1:] if not is_wide(g.char[:1]))


def _wraps(column: list[Cell], beside: list[Cell]) -> bool:
    """Whether lines of a column go on with a small letter where the next column has a line of its own."""
    lines = [cell for cell, other in zip(column, beside, strict=True) if cell and other]
    small = sum(line[0].char[:1].islower() and _words(line) > 1 for line in lines)
    return small * 4 > len(lines)


def _read_columns(columns: list[list[Cell]], depth: int) -> list[Block]:
    blocks: list[Block] = []
    for column in columns:
        found = find_blocks([glyph for cell in column for glyph in cell], (), depth + 1)
        last = blocks[-1] if blocks else None
        if isinstance(last, Prose) and found and isinstance(found[0], Prose):
            between = joint(last.drawn, found[0].drawn)
            if between != (LINE_END,):
                blocks[-1] = Prose(last.box, (*last.drawn, *between, *found[0].drawn))
                found = found[1:]
        blocks += found
    return blocks


def _table(columns: list[list[Cell]], band: list[_Row]) -> Table:
    """Rows of cells; a row that begins in a later column goes on with the one above it."""
    rows: list[list[list[Glyph]]] = []
    for number, cells in enumerate(zip(*columns, strict=True)):
        gap = band[number].top - band[number - 1].bottom if number else 0.0
        if rows and not cells[0] and gap < 0.6 * band[number].height:
            for cell, more in zip(rows[-1], cells, strict=True):
                cell += more
        else:
            rows.append([list(cell) for cell in cells])
    drawn = tuple(tuple(_cell_drawn(cell) for cell in row) for row in rows)
    return Table(_around(band), drawn)


def _cell_drawn(glyphs: list[Glyph]) -> tuple[Drawn, ...]:
    lines = glyphs_to_lines(glyphs)
    return tuple(SPACE if drawn == LINE_END else drawn for drawn in lines_to_drawn(lines))


def _prose(rows: list[_Row]) -> Prose:
    lines = glyphs_to_lines([glyph for row in rows for piece in row.pieces for glyph in piece])
    return Prose(_around(rows), tuple(lines_to_drawn(lines)))


def _around(rows: Iterable[_Row]) -> Box:
    boxes = [glyph.box for row in rows for piece in row.pieces for glyph in piece]
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
