"""Tables of cells: searched row by row, so that a value split over cells is found, and each cell under its heading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assemble.redact.seek import Tally
from assemble.redact.sensitive import Sensitive

ROW_END = "\u00a6"
"""Keeps the last cell of a row from being read as one word with the first of the next."""
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
    top = [cell for cell in top if not cell.shown.rstrip().endswith((":", "\uff1a"))]
    return {cell.column: cell.shown for cell in reversed(top)}


def texts_of(sheet: Sheet) -> Iterator[str]:
    """The sheet as it is searched: row by row with a tab between cells, then each cell under its column's heading."""
    yield from (text for text, _ in _readings(sheet))


_Place = tuple[Cell, int] | None
"""A cell and an offset in its text; None for what stands between cells."""


def _readings(sheet: Sheet) -> Iterator[tuple[str, list[_Place]]]:
    yield _reading((*((cell, "\t") for cell in row), *([(ROW_END, "")] if len(row) > 1 else [])) for row in sheet.rows)
    headings = _headings(sheet)
    under = [cell for row in sheet.rows for cell in row if headings.get(cell.column, cell.shown) != cell.shown]
    yield _reading([(f"{headings[cell.column]}: ", ""), (cell, f"\n{ROW_END}")] for cell in under)


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


def cleaned(sheet: Sheet, tally: Tally, where: Callable[[Cell], str]) -> Sheet:
    """The sheet without its values; the mark stands where the first character stood, `where` names that cell."""
    texts: dict[Cell, list[str]] = {}
    gone: set[_Place] = set()
    for text, places in _readings(sheet):
        values = tally.seeker.values(text)
        new = [v for v in values if any(p and p not in gone for p in places[v.start : v.end])]
        tally.take(text, tuple(new), _where(places, where))
        for value in new:
            cut = [p for p in places[value.start : value.end] if p and p not in gone]
            _cut(texts, cut, tally.seeker.redactor.mark(value))
            gone.update(cut)
    rows = (tuple(_replaced(cell, texts) for cell in row) for row in sheet.rows)
    return Sheet(sheet.title, tuple(rows))


def _where(places: list[_Place], name: Callable[[Cell], str]) -> Callable[[Sensitive], str]:
    """The name of the cell in which a value begins."""
    return lambda value: next((name(place[0]) for place in places[value.start : value.end] if place), "")


def _cut(texts: dict[Cell, list[str]], places: list[tuple[Cell, int]], mark: str) -> None:
    for cell, at in places:
        letters = texts.setdefault(cell, list(cell.shown))
        letters[at], mark = mark, ""


def _replaced(cell: Cell, texts: dict[Cell, list[str]]) -> Cell:
    return Cell(cell.column, cell.row, "".join(texts[cell]), None) if cell in texts else cell
