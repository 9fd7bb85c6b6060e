"""Tables of cells: searched row by row, so that a value split over cells is found, and each cell under its heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assemble.redact.seek import Tally

HEADING_ROWS = 5
"""Rows from the top in which the heading of a column is looked for."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a value."""

    column: str
    """A, B, ..., AA, ..."""
    row: int
    shown: str
    """The value as text."""
    number: float | int | None
    """The value where it is a plain number."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    """Cells with a value, by row."""


def _headings(sheet: Sheet) -> dict[str, str]:
    """The topmost words of each column."""
    top = [cell for row in sheet.rows[:HEADING_ROWS] for cell in row if cell.number is None]
    return {cell.column: cell.shown for cell in reversed(top)}


def texts_of(sheet: Sheet) -> Iterator[str]:
    """The sheet as it is searched: row by row with a tab between cells, then each cell under its column's heading."""
    yield from (text for text, _ in _readings(sheet))


_Place = tuple[Cell, int] | None
"""A cell and an offset in its text; None for what stands between cells."""


def _readings(sheet: Sheet) -> Iterator[tuple[str, list[_Place]]]:
    yield _reading(((cell, "\t") for cell in row) for row in sheet.rows)
    headings = _headings(sheet)
    under = [cell for row in sheet.rows for cell in row if headings.get(cell.column, cell.shown) != cell.shown]
    yield _reading([(f"{headings[cell.column]}: ", ""), (cell, "\n|")] for cell in under)


def _reading(rows: Iterable[Iterable[tuple[Cell | str, str]]]) -> tuple[str, list[_Place]]:
    """Cells and words, each with what stands after it, a line a row; a bar keeps a label from the next line."""
    text: list[str] = []
    places: list[_Place] = []
    for row in rows:
        for piece, after in row:
            shown = piece if isinstance(piece, str) else piece.shown
            text += (shown, after)
            places += [None if isinstance(piece, str) else (piece, at) for at in range(len(shown))]
            places += [None] * len(after)
        text.append("\n")
        places.append(None)
    return "".join(text), places


def cleaned(sheet: Sheet, tally: Tally) -> Sheet:
    """The sheet without its values; the mark stands where the first character stood."""
    texts: dict[Cell, list[str]] = {}
    for text, places in _readings(sheet):
        values = tally.seeker.values(text)
        new = [v for v in values if any(p and texts.get(p[0], p[0].shown)[p[1]] for p in places[v.start : v.end])]
        tally.take(text, tuple(new))
        for value in new:
            _cut(texts, [p for p in places[value.start : value.end] if p], tally.seeker.redactor.mark(value))
    rows = (tuple(_replaced(cell, texts) for cell in row) for row in sheet.rows)
    return Sheet(sheet.title, tuple(rows))


def _cut(texts: dict[Cell, list[str]], places: list[tuple[Cell, int]], mark: str) -> None:
    for cell, at in places:
        letters = texts.setdefault(cell, list(cell.shown))
        if letters[at]:
            letters[at], mark = mark, ""


def _replaced(cell: Cell, texts: dict[Cell, list[str]]) -> Cell:
    return Cell(cell.column, cell.row, "".join(texts[cell]), None) if cell in texts else cell
