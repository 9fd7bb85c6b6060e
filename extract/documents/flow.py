"""Pieces of visible text on their way to one string: line breaks, list markers, table rows, links.

A page is walked from start to end; `Flow` collects what is seen and knows, when it is done, at which offset each link
and each table cell ended up. Rows of data come out as one line: `Label: value` for a heading cell beside a value, else
cells separated by ` | `; rows that only lay the page out come out as lines of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from config.errors import ItemError
from extract.documents.characters import clean, is_wide
from extract.text import Link

CELL = " | "
COLONS = (":", "\uff1a")
MAX_CELL_CHARACTERS = 400
"""A longer cell is running text that a table lays out, not a datum."""
MAX_COLUMNS = 20
"""Columns over which a cell may reach, or from which one may reach into the rows below."""
MAX_ROWS = 1_000

_WHITE = re.compile(r"[ \t\n\f]+")


@dataclass(slots=True)
class _OpenLink:
    href: str
    start: int | None = None
    """Piece at which its visible text starts; None until there is any."""
    end: int = 0


@dataclass(slots=True)
class _Cell:
    start: int
    heading: bool
    columns: int = 1
    rows: int = 1
    separator: int | None = None
    """The piece before the cell that is chosen when the row ends; None for the first cell with text."""
    end: int = 0


@dataclass(slots=True)
class _Row:
    cells: list[_Cell] = field(default_factory=list)
    is_layout: bool = False
    """Holds a table or a list of its own."""
    breaks: int = 1
    """Line ends due before its first text."""


Place = tuple[int, int]
"""A cell's text, from one piece to another, half open."""
NOWHERE: Place = (0, 0)


@dataclass(slots=True)
class _Table:
    """What cells of earlier rows of a table reach into the next row: by column, the cell and the rows still to come."""

    reaching: dict[int, tuple[Place, int]] = field(default_factory=dict)

    def aligned(self, cells: list[_Cell], *, keep: bool) -> list[Place]:
        """The places of a row by column; a cell over several rows stands in each, one over several columns once."""
        places: list[Place] = []
        for cell in cells:
            self._reach(places)
            place = (cell.start, cell.end) if cell.start >= 0 else NOWHERE
            if keep and cell.rows > 1 and len(places) < MAX_COLUMNS:
                self.reaching[len(places)] = (place, cell.rows)
            places += [place, *[NOWHERE] * (cell.columns - 1)]
        self._reach(places)
        self.reaching = {column: (place, left - 1) for column, (place, left) in self.reaching.items() if left > 1}
        return places

    def _reach(self, places: list[Place]) -> None:
        while len(places) in self.reaching and self.reaching[len(places)][0] not in places:
            places.append(self.reaching[len(places)][0])


class Flow:
    """Collects visible text; `finish` gives the string, its links and its table rows."""

    def __init__(self, limit: int) -> None:
        self._pieces: list[str] = []
        self._limit = limit
        self._size = 0
        self._breaks = 0
        self._space = False
        self._marker = ""
        self._open: list[_OpenLink] = []
        self._links: list[_OpenLink] = []
        self._rows: list[_Row] = []
        self._tables: list[_Table] = []
        self._finished_rows: list[list[Place]] = []

    def text(self, raw: str, *, preserve: bool = False) -> None:
        """Add visible text; white space is collapsed as CSS Text 3 section 4.1 says unless it is preserved."""
        cleaned = clean(raw)
        if preserve:
            self._preserved(cleaned)
            return
        collapsed = _collapse(cleaned)
        if not collapsed.strip(" "):
            self._space = self._space or bool(collapsed)
            return
        self._begin(collapsed[0] == " ")
        self._add(collapsed.strip(" "))
        self._space = collapsed[-1] == " "

    def _preserved(self, cleaned: str) -> None:
        for index, line in enumerate(cleaned.split("\n")):
            if index:
                self._breaks = min(self._breaks + 1, 2)
            if line.strip():
                self._begin(line[0] == " ")
                self._add(line.strip(" "))
                self._space = line[-1] == " "

    def line_break(self) -> None:
        """A forced line end (`<br>`)."""
        self._breaks = min(self._breaks + 1, 2)
        self._space = False

    def block(self, lines: int = 1) -> None:
        """The edge of a block: what follows stands on a new line, with `lines - 1` empty lines between."""
        if not self._marker:
            self._breaks = max(self._breaks, lines)
        self._space = False

    def item(self, marker: str = "- ") -> None:
        """The start of a list item; its marker comes with its first text."""
        self.block()
        self._marker = marker

    def gap(self) -> None:
        """The edge of a box that stands in a line at a distance from what is beside it."""
        self._space = True

    def label_end(self) -> None:
        """The end of a `<dt>`: its first `<dd>` goes on the same line."""
        if self._pieces and self._breaks == 0:
            self._add("" if self._pieces[-1].endswith(COLONS) else ":")
            self._space = True

    def open_link(self, href: str) -> None:
        """The start of a hyperlink."""
        self._open.append(_OpenLink(href))

    def close_link(self) -> None:
        """The end of the innermost open hyperlink."""
        link = self._open.pop()
        link.end = len(self._pieces)
        if link.start is None:
            link.start = link.end
        self._links.append(link)

    def open_table(self) -> None:
        """The start of a table: the row around it only lays the page out."""
        self.mark_layout()
        self._tables.append(_Table())
        self.block(2)

    def close_table(self) -> None:
        """The end of the innermost table."""
        self._tables.pop()
        self.block(2)

    def open_row(self) -> None:
        """The start of a table row."""
        for row in self._rows[-1:]:
            row.is_layout = True
        self.block()
        self._rows.append(_Row(breaks=max(self._breaks, 1)))

    def open_cell(self, *, heading: bool, columns: int = 1, rows: int = 1) -> None:
        """The start of a cell of the innermost row, over a number of columns and rows."""
        self._marker, self._space = "", False
        if not self._rows:
            self.block()
            return
        row = self._rows[-1]
        row.cells.append(_Cell(-1, heading, min(max(columns, 1), MAX_COLUMNS), min(max(rows, 1), MAX_ROWS)))
        if any(cell.start >= 0 for cell in row.cells):
            self._breaks = 0

    def close_cell(self) -> None:
        """The end of a cell."""
        if not self._rows:
            return
        self._rows[-1].cells[-1].end = len(self._pieces)
        self._breaks, self._space, self._marker = 0, False, ""

    def close_row(self) -> None:
        """The end of the innermost row: decides whether it was data or layout."""
        row = self._rows.pop()
        self._breaks = 0
        self.block()
        filled = [cell for cell in row.cells if cell.start >= 0]
        table = self._tables[-1] if self._tables else _Table()
        reached = [place for place, _ in table.reaching.values() if place != NOWHERE]
        is_data = bool(filled) and self._is_data(row, filled, len(filled) + len(reached))
        places = table.aligned(row.cells, keep=is_data)
        if is_data:
            self._separate(filled)
            self._finished_rows.append(places)

    def _is_data(self, row: _Row, filled: list[_Cell], count: int) -> bool:
        if row.is_layout or count < 2:
            return False
        for cell in filled:
            text = "".join(self._pieces[cell.start : cell.end])
            lines = [line for line in text.split("\n") if line]
            if (
                len(text) > MAX_CELL_CHARACTERS
                or sum(any(mark in line for mark in COLONS) for line in lines) > 1
                or len(lines) > 8
            ):
                return False
        return True

    def _separate(self, cells: list[_Cell]) -> None:
        for cell in cells:
            for index in range(cell.start, cell.end):
                if not self._pieces[index].strip("\n"):
                    self._pieces[index] = " "
        for left, right in pairwise(cells):
            assert right.separator is not None
            label = "".join(self._pieces[left.start : left.end]).rstrip()
            beside = left.heading and not right.heading and len(cells) == 2
            ends_in_colon = label.endswith(COLONS)
            self._pieces[right.separator] = " " if ends_in_colon else ": " if beside else CELL

    def mark_layout(self) -> None:
        """A table or list inside a cell: the row around it only lays the page out."""
        for row in self._rows[-1:]:
            row.is_layout = True

    def _begin(self, space: bool) -> None:
        """Put what was pending (line ends, a cell's edge, a list marker, a space) before the next text."""
        first_in_cell = False
        if self._rows and self._rows[-1].cells and self._rows[-1].cells[-1].start < 0:
            first_in_cell = self._start_cell(self._rows[-1])
        if not first_in_cell:
            if self._breaks and self._pieces:
                self._add("\n" * min(self._breaks, 2))
            elif (space or self._space) and self._pieces and not self._marker and not self._pieces[-1].endswith("\n"):
                self._add(" ")
        self._breaks, self._space = 0, False
        if self._marker:
            self._add(self._marker)
            self._marker = ""
        for link in self._open:
            if link.start is None:
                link.start = len(self._pieces)

    def _start_cell(self, row: _Row) -> bool:
        """Begin a cell that has text; True when an edge to the cell before was put."""
        cell = row.cells[-1]
        has_left = any(other.start >= 0 for other in row.cells[:-1])
        if has_left:
            cell.separator = len(self._pieces)
            self._add("\n")
        elif self._pieces:
            self._add("\n" * min(max(row.breaks, min(self._breaks, 1)), 2))
        cell.start = len(self._pieces)
        self._breaks = 0
        return True

    def _add(self, piece: str) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            raise ItemError("limit.text_characters", f"more than {self._limit} characters of visible text")
        self._pieces.append(piece)

    def finish(self) -> tuple[str, tuple[Link, ...], tuple[tuple[str, ...], ...]]:
        """The text, its links in order, its rows of data cell by cell."""
        while self._open:
            self.close_link()
        content = "".join(self._pieces)
        offsets = [0, *accumulate(len(piece) for piece in self._pieces)]
        links = [_link(content, offsets, link) for link in self._links]
        rows = tuple(tuple(content[offsets[a] : offsets[b]].strip() for a, b in row) for row in self._finished_rows)
        return content, tuple(sorted(links, key=lambda link: (link.start, link.end))), rows


def _link(content: str, offsets: list[int], link: _OpenLink) -> Link:
    assert link.start is not None
    start, end = offsets[link.start], offsets[max(link.start, link.end)]
    visible = content[start:end]
    start += len(visible) - len(visible.lstrip()) if visible.strip() else 0
    visible = visible.strip()
    return Link(start=start, end=start + len(visible), text=visible, href=link.href)


def _collapse(text: str) -> str:
    def run(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        # a line end between two characters of a script without spaces is no space (CSS Text 3, section 4.1.3)
        return "" if "\n" in match.group() and before and after and is_wide(before) and is_wide(after) else " "

    return _WHITE.sub(run, text)
