"""Ruled tables of a page: drawn lines to cells (pdfplumber's table finder), glyphs to the text of each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.documents.flow import CELL, COLONS, MAX_CELL_CHARACTERS
from extract.documents.frame import Edge
from extract.documents.glyphs import Glyph
from extract.documents.lines import LINE_END, SPACE, Drawn, glyphs_to_lines, lines_to_drawn
from extract.text import Box

MAX_EDGES = 500
"""Horizontal or vertical lines after joining; a page with more is a drawing and its text is read as lines."""
SNAP = 3.0
"""Points by which lines may miss each other and still meet."""


Point = tuple[float, float]
"""(x, top), points."""


class Table(NamedTuple):
    """A table whose cells hold glyphs."""

    box: Box
    rows: tuple[tuple[tuple[Drawn, ...], ...], ...]
    """Row by row, cell by cell, the characters of the cell."""
    reaching: tuple[tuple[int, int, int], ...] = ()
    """(row, column, row of the cell) where a cell of a row above reaches down to."""


def find_tables(edges: Sequence[Edge], glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The tables with two columns or more, and the glyphs that stand outside of them."""
    tables: list[Table] = []
    rest = list(glyphs)
    for grid in _grids(edges):
        box = _union([cell for row in grid for cell in row if cell])
        inside = _inside(box, rest)
        table = _table(grid, [(g, place) for g, place in inside if place], box)
        if table is not None:
            tables.append(table)
            rest = [g for g, place in inside if place is None]
    return tables, rest


def _inside(box: Box, glyphs: Sequence[Glyph]) -> list[tuple[Glyph, Point | None]]:
    """Each glyph with the point that says which cell it belongs to; None for those outside of the table.

    A word that begins in the table and runs over its edge belongs to the cell in which it begins.
    """
    found: list[tuple[Glyph, Point | None]] = []
    for glyph in glyphs:
        place: Point | None = _middle(glyph.box)
        if not _holds(box, _middle(glyph.box)):
            before, home = found[-1] if found else (glyph, None)
            gap = glyph.box[0] - before.box[2]
            height = glyph.box[3] - glyph.box[1]
            goes_on = not glyph.space_before and abs(gap) < 0.2 * height and abs(glyph.box[1] - before.box[1]) < 1
            place = home if goes_on else None
        found.append((glyph, place))
    return found


def _grids(edges: Sequence[Edge]) -> list[list[list[Box | None]]]:
    """Rows of cell boxes of every grid, larger grids first."""
    if len(edges) < 4:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    merged = merge_edges([_as_edge(edge) for edge in edges], SNAP, SNAP, SNAP, SNAP)
    upright = sum(edge["orientation"] == "v" for edge in merged)
    if max(upright, len(merged) - upright) > MAX_EDGES:
        return []
    cells = intersections_to_cells(edges_to_intersections(merged, SNAP, SNAP))
    grids = [_rows_of(group) for group in cells_to_tables(cells)]
    return sorted(grids, key=lambda grid: -sum(len(row) for row in grid))


def _rows_of(cells: list[Box]) -> list[list[Box | None]]:
    """The cells of one grid row by row; None where a cell spans the column."""
    columns = sorted({cell[0] for cell in cells})
    rows = [{cell[0]: cell for cell in cells if cell[1] == top} for top in sorted({cell[1] for cell in cells})]
    return [[row.get(x) for x in columns] for row in rows]


def _as_edge(edge: Edge) -> dict[str, object]:
    upright = edge.bottom - edge.top > edge.x1 - edge.x0
    x1, bottom = (edge.x0, edge.bottom) if upright else (edge.x1, edge.top)
    return {
        "x0": edge.x0,
        "x1": x1,
        "top": edge.top,
        "bottom": bottom,
        "width": x1 - edge.x0,
        "height": bottom - edge.top,
        "orientation": "v" if upright else "h",
        "object_type": "line",
    }


def _table(grid: list[list[Box | None]], glyphs: list[tuple[Glyph, Point]], box: Box) -> Table | None:
    rows = [tuple(_cell_text(cell, glyphs) if cell else () for cell in cells) for cells in grid]
    filled = [[cell for cell in row if cell] for row in rows]
    if max((len(row) for row in filled), default=0) < 2:
        return None
    if any(len(cell) > MAX_CELL_CHARACTERS for row in filled for cell in row):
        return None
    if any(not any(cell and _holds(cell, place) for row in grid for cell in row) for _, place in glyphs):
        return None  # some glyphs stand in no cell: read as lines nothing is lost
    kept = [number for number, row in enumerate(rows) if any(row)]
    return Table(box, tuple(rows[number] for number in kept), tuple(_reaching(grid, kept)))


def _reaching(grid: list[list[Box | None]], kept: list[int]) -> Iterator[tuple[int, int, int]]:
    """Which cells reach into the rows below them; rows are counted as they are kept."""
    for column in range(len(grid[0])):
        above: tuple[int, float] | None = None
        for place, number in enumerate(kept):
            cell = grid[number][column]
            if cell:
                above = (place, cell[3])
            elif above and any(other and other[3] <= above[1] + SNAP for other in grid[number]):
                yield place, column, above[0]


def _cell_text(cell: Box, glyphs: list[tuple[Glyph, Point]]) -> tuple[Drawn, ...]:
    lines = glyphs_to_lines([glyph for glyph, place in glyphs if _holds(cell, place)])
    if not lines:
        return ()
    margin = max(min(line.box[0] for line in lines) - cell[0], 0.0)
    right = max(cell[2] - margin, max(line.box[2] for line in lines))
    return tuple(SPACE if drawn == LINE_END else drawn for drawn in lines_to_drawn(lines, right))


def _middle(box: Box) -> Point:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _holds(area: Box, point: Point) -> bool:
    return area[0] <= point[0] <= area[2] and area[1] <= point[1] <= area[3]


def _union(boxes: list[Box]) -> Box:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def table_to_drawn(table: Table) -> list[Drawn]:
    """The table as lines, a row a line, cells separated by ` | ` or, after a label that ends in a colon, by a space."""
    result: list[Drawn] = []
    for row in table.rows:
        result += [LINE_END] if result else []
        cells = [cell for cell in row if cell]
        for index, cell in enumerate(cells):
            if index:
                label = cells[index - 1][-1][0] in COLONS
                result += [SPACE] if label else [(char, None) for char in CELL]
            result += cell
    return result


def table_to_rows(table: Table) -> list[tuple[str, ...]]:
    """The text of the cells, row by row; an empty cell is an empty text, one over several rows stands in each."""
    rows = [["".join(char for char, _ in cell) for cell in row] for row in table.rows]
    for row, column, origin in table.reaching:
        rows[row][column] = rows[origin][column]
    return [tuple(row) for row in rows]
