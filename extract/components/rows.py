"""Rows of tables: those that the document knows, else lines that set the same number of cells beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from config.cue_rules import LabelRules
from extract.components.labels import NUMBER, key_of
from extract.text import Text

Row = tuple[str, ...]
_BETWEEN = re.compile(r"\s*[|\uff5c\t]\s*|\s{2,}")
_MAY_BE_CELLS = re.compile(r"[|\uff5c\t]|\s\s")
"""What most lines hold nowhere, told without a pattern that may begin with any white space."""
MAX_CELLS = 12
MAX_LINE = 400
"""A longer line is no row of a table."""


def rows_of(text: Text) -> tuple[Row, ...]:
    """The table rows of a text, cell by cell."""
    if text.rows:
        return text.rows
    return tuple(row for block in _blocks(text.content) for row in block)


def _blocks(content: str) -> Iterator[list[Row]]:
    """Neighbouring lines with the same number of cells, two and more of each."""
    cut = (_cells(line) for line in content.split("\n") if line.strip())
    for count, lines in groupby(cut, key=len):
        block = list(lines)
        if 2 <= count <= MAX_CELLS and len(block) > 1:
            yield block


def _cells(line: str) -> Row:
    if len(line) > MAX_LINE:
        return (line,)
    if not _MAY_BE_CELLS.search(line):
        return (line.strip(),)
    return tuple(_BETWEEN.split(line.strip().strip("|\uff5c").strip()))


def records(rows: tuple[Row, ...], rules: LabelRules) -> Iterator[tuple[tuple[str, str], ...]]:
    """Each data row as (key, cell) pairs, by the row of column heads above it."""
    pairs = sum(len(row) == 2 and key_of(row[0], rules) is not None for row in rows)
    if pairs > 1 and pairs * 2 > len(rows):  # labels beside values, not above them
        return
    heads: list[str | None] = []
    for row in rows:
        keys = [key_of(cell, rules) for cell in row]
        known = sum(k is not None for k in keys)
        if len(row) > 1 and known and (known > 1 or len(row) > 2) and not any(c.isdigit() for c in "".join(row)):
            heads = keys
        elif heads and len(row) == len(heads):
            yield tuple((_meant(key, cell), cell) for key, cell in zip(heads, row, strict=True) if key and cell)


def _meant(key: str, cell: str) -> str:
    """A column headed `Complaint` can hold types or numbers."""
    return "complaint" if key == "type" and NUMBER.fullmatch(cell) else key


def columns(rows: tuple[Row, ...], rules: LabelRules) -> Iterator[tuple[str, str]]:
    """(key, cell) of every data cell below a row of column heads."""
    for record in records(rows, rules):
        yield from record
