"""Tables as text (CSV, RFC 4180): fields between commas, semicolons or tabs, all quoted anew."""

from __future__ import annotations

import csv
import io

from assemble.redact.cells import Cell, Sheet, cleaned, texts_of
from assemble.redact.plain import survey as text_survey
from assemble.redact.seek import Cleaned, Seeker, Tally, Withheld

_SEPARATORS = ",;\t"


def survey(data: bytes) -> tuple[str, ...]:
    """The table row by row, then each field under its heading.

    Raises:
        Withheld: it is not UTF-8, or no table.
    """
    sheet, _ = table_of(data)
    return tuple(texts_of(sheet))


def clean(data: bytes, seeker: Seeker) -> Cleaned:
    """The table without its sensitive values."""
    sheet, separator = table_of(data)
    tally = Tally(seeker)
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in cleaned(sheet, tally, lambda c: f"row {c.row}, field {int(c.column) + 1}").rows:
        writer.writerow([cell.shown for cell in row])
    return tally.done(buffer.getvalue().encode())


def table_of(data: bytes) -> tuple[Sheet, str]:
    """The table, and what stands between its fields. Raises: Withheld."""
    text = text_survey(data)[0]
    heading = next((line for line in text[:4000].splitlines() if any(s in line for s in _SEPARATORS)), "")
    separator = max(_SEPARATORS, key=heading.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Withheld("no table that can be read") from error
    cells = (tuple(Cell(str(n), r, text, None) for n, text in enumerate(row)) for r, row in enumerate(rows, 1))
    return Sheet("", tuple(cells)), separator
