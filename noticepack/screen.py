"""What people see on a terminal: tables, times left, and text of strangers made harmless.

A notice may hold terminal control sequences and Rich markup; both are taken out or shown as plain characters before
anything of it reaches a screen.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

Cell = str | tuple[str, ...]
"""What stands in a table's cell: one line or several."""

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def harmless(text: str) -> str:
    """The text without control and format characters (terminal escapes, bidirectional overrides), on one line."""
    kept = (" " if c in "\n\t\r" else c for c in text)
    return "".join(c for c in kept if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def short_digests(text: str) -> str:
    """The text with each digest cut to `sha256:` and twelve digits, as lists show it."""
    return re.sub(r"\b(sha256:[0-9a-f]{12})[0-9a-f]{52}\b", r"\1", text)


def time_left(at: datetime, now: datetime) -> str:
    """`2 d 4 h left` or `overdue by 3 d`: the two largest units that say something."""
    gap = at - now
    words = _span(abs(gap))
    return f"{words} left" if gap >= timedelta(0) else f"overdue by {words}"


def _span(gap: timedelta) -> str:
    seconds = int(gap.total_seconds())
    days, hours, minutes = seconds // DAY, seconds % DAY // HOUR, seconds % HOUR // MINUTE
    if days >= 10:
        return f"{days} d"
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def print_table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    whole: Sequence[str] = (),
    lines: bool = False,
) -> None:
    """A table for people on standard output; cells are plain text, never markup.

    A cell of several lines is a tuple. Cells of the columns named in `whole` are never broken: the others give way.
    `lines` draws a line under each row.
    """
    table = Table(title=Text(title, style="bold") if title else None, title_justify="left", box=box.SIMPLE_HEAD)
    table.header_style, table.pad_edge, table.padding, table.show_lines = "bold", False, (0, 2, 0, 0), lines
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in whole)
    for row in rows:
        table.add_row(*(Text("\n".join(harmless(line) for line in _lines(cell))) for cell in row))
    Console(highlight=False).print(table)


def _lines(cell: Cell) -> tuple[str, ...]:
    return (cell,) if isinstance(cell, str) else cell


def say(line: str = "") -> None:
    """One plain line on standard output."""
    print(line)


def print_json(value: object) -> None:
    """One JSON object on one line."""
    print(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False))
