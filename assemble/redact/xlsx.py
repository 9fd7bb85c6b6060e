"""Excel workbooks (ECMA-376 part 1, section 18): the values of all cells in a workbook written anew.

Formulas become their last value; comments, names, hidden rows and sheets, charts, pictures, links, properties, macros
and all other parts are left out (hidden sheets are written like the others). A number is searched as it is shown.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from assemble.redact.cells import Cell, Sheet, cleaned, texts_of
from assemble.redact.docx_parts import parse
from assemble.redact.seek import Cleaned, Seeker, Tally, Withheld
from assemble.redact.view import bare
from assemble.redact.xlsx_parts import packed, titles
from ingest.unzip import UNREADABLE

MAX_MEMBERS = 2000
MAX_BYTES = 64 * 2**20
"""Uncompressed, all members together."""
MAX_CELLS = 200_000
CUT_TITLE = 28
"""Characters from which on the name of a sheet may be cut: Excel takes 31, other programs fewer."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD_CODES = re.compile(r'&(?:"[^"&]{0,80}"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Za-z])')
"""What heads and feet of sheets are written with (section 18.3.1.39): places, fonts, colours, the date."""
_HEADS = frozenset(f"{which}{part}" for which in ("odd", "even", "first") for part in ("Header", "Footer"))
_BAR = "\n\u00a6\n"
"""Between texts: no label belongs to the next."""
_SEARCHED_OTHERWISE = ("xl/styles", "xl/theme", "xl/sharedStrings", "[Content")
_CHANNELS = {
    "docProps/": "properties",
    "xl/comments": "comments",
    "xl/threadedComments": "comments",
    "xl/persons": "authors",
    "xl/drawings": "drawings",
    "xl/media": "pictures",
    "xl/embeddings": "embedded objects",
    "xl/externalLinks": "links to other files",
    "xl/vbaProject": "macros",
    "xl/charts": "charts",
    "xl/pivot": "pivot tables",
    "xl/queryTables": "queries",
    "xl/connections": "connections",
    "xl/printerSettings": "printer settings",
    "customXml": "custom XML",
}


def survey(data: bytes) -> tuple[str, ...]:
    """The texts of a workbook: its sheets row by row, each column below its heading, then every other word in it.

    Raises:
        Withheld: it is no workbook that can be taken apart.
    """
    members = _members(data)
    sheets = sheets_of(data)
    return (*(t for s in sheets for t in texts_of(s)), *_words(members))


def clean(data: bytes, seeker: Seeker) -> Cleaned:
    """The workbook without its sensitive values."""
    members = _members(data)
    tally = Tally(seeker)
    sheets = [_cleaned(sheet, number, tally) for number, sheet in enumerate(sheets_of(data), 1)]
    names = titles([_title(s.title, f"name of sheet {n}", tally) for n, s in enumerate(sheets, 1)])
    dropped = {channel for start, channel in _CHANNELS.items() if any(n.startswith(start) for n in members)}
    outside = tuple(v for text in _words(members) for v in seeker.values(text))
    done = tally.done(packed(list(zip(names, sheets, strict=True))), tuple(sorted(dropped | _others(members))))
    return Cleaned(done.data, done.places, (*done.removed, *outside), done.kept, done.dropped)


def _cleaned(sheet: Sheet, number: int, tally: Tally) -> Sheet:
    return cleaned(sheet, tally, lambda cell: f"sheet {number}, {cell.column}{cell.row}")


def _title(title: str, where: str, tally: Tally) -> str:
    """The name of a sheet, cleaned; what Excel has cut of a value that stands elsewhere in the packet goes too."""
    form = bare(title) if len(title) >= CUT_TITLE else ""
    known = (v for v in tally.seeker.known if form and tally.seeker.redactor.goes(v))
    whole = next((v for v in known if bare(v.plain).startswith(form)), None)
    if whole is None:
        return tally.clean(title, where=where)
    return tally.take(title, (replace(whole, start=0, end=len(title), value=title, says=""),), lambda _: where)


def _others(members: dict[str, bytes]) -> set[str]:
    """Channels inside the parts that are read."""
    book, sheets = (
        members.get("xl/workbook.xml", b""),
        [d for n, d in members.items() if n.startswith("xl/worksheets/")],
    )
    found = {"names"} if re.search(rb"<(?:\w+:)?definedName[ >]", book) else set()
    found |= {"hidden sheets"} if re.search(rb'state="(?:hidden|veryHidden)"', book) else set()
    found |= {"formulas"} if any(re.search(rb"<(?:\w+:)?f[ >]", d) for d in sheets) else set()
    return found | ({"headers and footers"} if any(b"headerFooter" in d for d in sheets) else set())


def _members(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_MEMBERS or sum(i.file_size for i in infos) > MAX_BYTES:
                raise Withheld("the workbook is larger unpacked than is looked at")
            return {i.filename: archive.read(i) for i in infos if not i.filename.endswith("/")}
    except UNREADABLE as error:
        raise Withheld("not a workbook that can be read") from error


def sheets_of(data: bytes) -> list[Sheet]:
    """The sheets of a workbook. Raises: Withheld."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return [Sheet(sheet.title, _rows(sheet)) for sheet in book.worksheets]
        finally:
            book.close()
    except Withheld:
        raise
    except Exception as error:  # openpyxl lets errors of XML, zip and its own readers through, whatever the file made
        raise Withheld("not a workbook that can be read") from error


def _rows(sheet: Any) -> tuple[tuple[Cell, ...], ...]:
    rows, count = [], 0
    for row in sheet.iter_rows():
        cells = tuple(_cell(c) for c in row if c.value is not None)
        count += len(cells)
        if count > MAX_CELLS:
            raise Withheld("a workbook with more cells than are looked at")
        if cells:
            rows.append(cells)
    return tuple(rows)


def _cell(cell: Any) -> Cell:
    value = cell.value
    number = value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    return Cell(cell.column_letter, cell.row, _shown(value), number)


def _shown(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds") if value.time() != time() else value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else _CONTROL.sub("", str(value))


def _words(members: dict[str, bytes]) -> tuple[str, ...]:
    """Every word of every XML part, attributes too: a value that stands there must not stay elsewhere."""
    from lxml import etree

    found = []
    for name, data in sorted(members.items()):
        if not name.endswith((".xml", ".rels", ".vml")) or name.startswith(_SEARCHED_OTHERWISE):
            continue
        try:
            tree = parse(data)
        except etree.XMLSyntaxError:
            found.append(data.decode("utf-8", "replace"))
            continue
        values = (str(v) for node in tree.iter() for v in node.attrib.values() if len(v) > 4 and "schemas." not in v)
        texts = (
            _HEAD_CODES.sub(_BAR, n.text) if etree.QName(n).localname in _HEADS else n.text
            for n in tree.iter()
            if n.text and n.text.strip() and etree.QName(n).localname not in ("v", "t")
        )
        found.append(_BAR.join((*texts, *values)))
    return tuple(found)
