"""A table out of a hostile CSV or XLSX file: cells as values, no formula worked out, nothing followed, under limits.

An XLSX is opened only after its directory was looked at: macros, links to other files and document type declarations
(which XML bombs are made of) shut it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from assemble.file_types import XLSX
from assemble.literal import one_line
from config.errors import ItemError
from config.shipments import TableLimits
from ingest.charsets import decode
from ingest.unzip import UNREADABLE

DELIMITERS = ",;\t|"
SEEN = 10_000
"""Characters that the sign between cells is told by."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell."""

    text: str = ""
    """On one line."""
    moment: datetime | None = None
    """Where the cell holds a time as such."""
    formula: bool = False
    """Whether it holds a formula instead of a value."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty."""

    number: int
    """As a spreadsheet program shows it, 1-based."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet."""

    name: str
    """Of the sheet; empty for a CSV."""
    rows: tuple[Row, ...]


def read_tables(data: bytes, media_type: str, limits: TableLimits) -> tuple[Table, ...]:
    """The tables of a file.

    Raises:
        ItemError: `table.broken` when it is no table or holds what a table needs not, `table.too_large`.
    """
    if len(data) > limits.bytes:
        raise ItemError("table.too_large", f"{len(data)} bytes, at most {limits.bytes}")
    if media_type == XLSX:
        return tuple(_workbook(data, limits))
    if not media_type.startswith("text/"):
        raise ItemError("table.broken", "it is neither CSV nor XLSX")
    return (Table("", tuple(_rows(_csv(data, limits), limits))),)


def _csv(data: bytes, limits: TableLimits) -> Iterator[list[Cell]]:
    text = decode(data, None).text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for row in reader:
            yield [Cell(one_line(value), formula=_is_formula(value)) for value in row]
    except csv.Error as error:
        raise ItemError("table.broken", f"line {reader.line_num}: {error}") from error


def _delimiter(text: str) -> str:
    """The sign that stands in most of the first lines, and most often: a title or a message may hold another."""
    lines = text[:SEEN].splitlines()
    return max(
        DELIMITERS, key=lambda sign: (sum(sign in line for line in lines), sum(line.count(sign) for line in lines))
    )


def _is_formula(value: str) -> bool:
    """Whether a spreadsheet program would take the text for a formula; a number or a telephone number is none."""
    text = value.strip()
    return text[:1] in ("=", "@") or (text[:1] in ("+", "-") and not re.fullmatch(r"[+-][\d\s.,()/-]*", text))


def _workbook(data: bytes, limits: TableLimits) -> Iterator[Table]:
    import openpyxl

    _check_workbook(data, limits)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        for sheet in book.worksheets:
            cells = ([_cell(cell) for cell in row] for row in sheet.iter_rows(max_col=limits.columns + 1))
            yield Table(one_line(sheet.title), tuple(_rows(cells, limits)))
    except ItemError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        AttributeError,
        SyntaxError,
    ) as error:
        raise ItemError("table.broken", f"the workbook cannot be read: {error}"[:300]) from error


def _check_workbook(data: bytes, limits: TableLimits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > limits.unpacked:
                raise ItemError("table.too_large", f"it unpacks to more than {limits.unpacked} bytes")
            for entry in entries:
                if entry.filename.lower().endswith("vbaproject.bin"):
                    raise ItemError("table.broken", "it holds macros; save it as a plain .xlsx")
                if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in _head(archive, entry):
                    raise ItemError("table.broken", f"{one_line(entry.filename)} declares a document type")
    except UNREADABLE as error:
        raise ItemError("table.broken", f"the workbook cannot be opened: {error}"[:300]) from error


def _head(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The beginning of a part, where alone a document type can be declared (XML 1.0, section 2.8)."""
    with archive.open(entry) as part:
        return part.read(64 * 1024)


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell()
    if cell.data_type == "f":
        return Cell(one_line(str(value)), formula=True)
    if isinstance(value, datetime):
        return Cell(_written(value), value)
    if isinstance(value, date):
        return Cell(value.isoformat(), datetime.combine(value, time()))
    if isinstance(value, float) and value.is_integer():
        return Cell(str(int(value)))
    text = str(value)
    return Cell(one_line(text), formula=_is_formula(text))


def _written(moment: datetime) -> str:
    """A time as a spreadsheet shows it: without a time of day that is none, without seconds that are none."""
    if moment.time() == time():
        return moment.date().isoformat()
    return moment.isoformat(sep=" ", timespec="seconds" if moment.second else "minutes")


def _rows(cells: Iterable[list[Cell]], limits: TableLimits) -> Iterator[Row]:
    """The rows that hold something. Raises: ItemError (`table.too_large`)."""
    kept = 0
    for number, row in enumerate(cells, start=1):
        while row and not row[-1].text:
            row.pop()
        if not row:
            continue
        kept += 1
        if kept > limits.rows + 1 or number > limits.rows * 20:
            raise ItemError("table.too_large", f"more than {limits.rows} rows")
        if len(row) > limits.columns:
            raise ItemError("table.too_large", f"row {number}: more than {limits.columns} columns")
        if any(len(cell.text) > limits.cell for cell in row):
            raise ItemError("table.too_large", f"row {number}: a cell of more than {limits.cell} characters")
        yield Row(number, tuple(row))
