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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

Cell = str | tuple[str, ...]
"""What stands in a table's cell: one line or several."""

LONGEST_WORD = 30
"""Cells a word may take before it is broken to let the other columns live."""
GAP = 2
"""Cells between two columns."""

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


def counted(number: int, thing: str) -> str:
    """`1 notice`, `2 notices`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def print_table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    whole: Sequence[str] = (),
    lines: bool = False,
) -> None:
    """A table for people on standard output; cells are plain text, never markup.

    A cell of several lines is a tuple. Cells of the columns named in `whole` are never broken: the others give way, and
    none of those breaks a word that can stand in it whole. `lines` draws a line under each row.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    cells = [[Text("\n".join(harmless(line) for line in _lines(cell))) for cell in row] for row in rows]
    table = Table(title=Text(title, style="bold") if title else None, title_justify="left", box=box.SIMPLE_HEAD)
    table.header_style, table.pad_edge, table.padding, table.show_lines = "bold", False, (0, 1, 0, 0), lines
    table.show_edge = False
    for column, width in zip(columns, _widths(columns, cells, whole, console.width), strict=True):
        table.add_column(column, overflow="fold", width=width)
    for row in cells:
        table.add_row(*row)
    console.print(table)
    console.print()


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Text]], whole: Sequence[str], room: int) -> list[int]:
    """How wide each column is."""
    from rich.cells import cell_len

    full, least = [], []
    for number, column in enumerate(columns):
        texts = [column, *(row[number].plain for row in rows)]
        full.append(max(1, *(cell_len(line) for text in texts for line in text.split("\n"))))
        words = max((cell_len(word) for text in texts for word in text.split()), default=1)
        least.append(full[-1] if column in whole else max(1, min(words, LONGEST_WORD)))
    return fitted(full, least, room - GAP * (len(columns) - 1))


def fitted(full: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that together are no more than `room`: `full` where all fits, else `least` and a fair part of the rest.

    Where not even the least of all fits, the widest columns give way first, down to one.
    """
    widths = list(full if sum(full) <= room else least)
    while sum(widths) > max(room, len(widths)):
        widths[widths.index(max(widths))] -= 1
    while sum(widths) < room and any(have < want for have, want in zip(widths, full, strict=True)):
        short = [place for place, want in enumerate(full) if widths[place] < want]
        widths[min(short, key=lambda place: widths[place])] += 1
    return widths


def _lines(cell: Cell) -> tuple[str, ...]:
    return (cell,) if isinstance(cell, str) else cell


def say(line: str = "") -> None:
    """One plain line on standard output."""
    print(line)


def print_json(value: object) -> None:
    """One JSON object on one line."""
    print(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False))
