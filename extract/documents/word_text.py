"""The elements of a Word file as text: paragraphs, tables, links, fields, text boxes; what is deleted or hidden goes.

Elements that only hold others (content controls, smart tags, custom markup, drawings) are walked through, so that text
is lost in none that this module does not know (ISO 29500-1, 17).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from config.errors import ItemError
from extract.documents.characters import names
from extract.documents.colours import WHITE, contrast, parse_colour
from extract.documents.flow import Flow
from extract.documents.visibility import MIN_CONTRAST
from extract.documents.word_lists import ListNumbers

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MAX_NESTED_TABLES = 20
MAX_DEPTH = 120
"""Elements inside each other; a table in a table in a text box takes twenty."""

_UNSEEN = names("del moveFrom delText instrText pPr rPr tblPr tblGrid trPr tcPr sectPr rt sdtPr")
_SKIPPED = frozenset({*(W + name for name in _UNSEEN), _MC + "Fallback"})
"""What holds no text of now; of two forms of a drawing a reader of today shows the other."""
_ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"', re.IGNORECASE)
_NO = frozenset({"0", "false", "off"})
_PLAIN_TABLES = frozenset({"", "TableNormal", "TableGrid"})


def hidden_styles(styles: Any) -> frozenset[str]:
    """The styles of paragraphs and characters that hide their text, by themselves or by the style they build on."""
    found = {style.get(W + "styleId") or "": style for style in styles.iterchildren(W + "style")}

    def hides(name: str, depth: int = 0) -> bool:
        style = found.get(name)
        if style is None or depth > 20:
            return False
        said = style.find(f"{W}rPr/{W}vanish")
        return _is_on(said) if said is not None else hides(_said(style, "basedOn"), depth + 1)

    return frozenset(name for name in found if hides(name))


@dataclass(slots=True)
class WordText:
    """Walks through stories of a document and hands what is seen to `flow`."""

    flow: Flow
    relations: Any
    hidden: frozenset[str]
    """Names of styles that hide."""
    lists: ListNumbers
    _shaded: int = 0
    """Cells, tables and paragraphs around, whose ground is not white or not known."""
    _unseen: int = 0
    _tables: int = 0
    _depth: int = 0
    _fields: list[list[str | bool]] = field(default_factory=list)
    """Open fields: their instruction, and whether a link was opened for them."""

    def story(self, element: Any) -> None:
        """A body, a head, a foot, a note."""
        self.flow.block(2)
        self._inside(element)
        self.flow.block(2)

    def _inside(self, element: Any) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ItemError("docx.broken", f"elements nested more than {MAX_DEPTH} deep")
        for child in element.iterchildren():
            self._visit(child)
        self._depth -= 1

    def _visit(self, element: Any) -> None:
        if element.tag in _SKIPPED or not isinstance(element.tag, str):
            return
        known = _VISITS.get(element.tag)
        if known is not None:
            known(self, element)
        else:
            self._inside(element)

    def _paragraph(self, element: Any) -> None:
        shaded = element.find(f"{W}pPr/{W}shd") is not None
        unseen = _said(element.find(W + "pPr"), "pStyle") in self.hidden
        self._shaded += shaded
        self._unseen += unseen
        self.flow.block()
        if (marker := self.lists.marker(element)) is not None:
            self.flow.item(marker)
        self._inside(element)
        self.flow.block()
        self._shaded -= shaded
        self._unseen -= unseen

    def _box(self, element: Any) -> None:
        """The text of a text box stands apart from the paragraph that it hangs on."""
        self.flow.block()
        self._inside(element)
        self.flow.block()

    def _hyperlink(self, element: Any) -> None:
        relation = self.relations.get(element.get(_R + "id") or "")
        self.flow.open_link(relation.target_ref if relation is not None and relation.is_external else "")
        self._inside(element)
        self.flow.close_link()

    def _simple_field(self, element: Any) -> None:
        address = _ADDRESS.match(element.get(W + "instr") or "")
        if address:
            self.flow.open_link(address[1])
        self._inside(element)
        if address:
            self.flow.close_link()

    def _run(self, element: Any) -> None:
        properties = element.find(W + "rPr")
        unseen = properties is not None and self._hides(properties)
        capitals = properties is not None and _is_on(properties.find(W + "caps"))
        for piece in element.iterchildren():
            if piece.tag == W + "fldChar":
                self._field(piece.get(W + "fldCharType") or "")
            elif piece.tag == W + "instrText" and self._fields:
                self._fields[-1][0] = f"{self._fields[-1][0]}{piece.text or ''}"[:4_000]
            elif not unseen and not self._unseen:
                self._piece(piece, capitals=capitals)

    def _piece(self, piece: Any, *, capitals: bool) -> None:
        if piece.tag in {W + "t", _M + "t"}:
            text = piece.text or ""
            self.flow.text(text.upper() if capitals else text, preserve=True)
        elif piece.tag in {W + "br", W + "cr"}:
            self.flow.line_break()
        elif piece.tag in {W + "tab", W + "ptab"}:
            self.flow.text(" ")
        elif piece.tag == W + "noBreakHyphen":
            self.flow.text("-")
        else:
            self._visit(piece)

    def _field(self, kind: str) -> None:
        """A field in pieces: its instruction, then what it shows (ISO 29500-1, 17.16.18)."""
        if kind == "begin":
            self._fields.append(["", False])
        elif kind == "separate" and self._fields and (address := _ADDRESS.match(str(self._fields[-1][0]))):
            self.flow.open_link(address[1])
            self._fields[-1][1] = True
        elif kind == "end" and self._fields and self._fields.pop()[1]:
            self.flow.close_link()

    def _hides(self, properties: Any) -> bool:
        vanish = properties.find(W + "vanish")
        if vanish is not None:
            return _is_on(vanish)
        if _said(properties, "rStyle") in self.hidden:
            return True
        size = _said(properties, "sz")  # half points
        if size.isdigit() and int(size) <= 3:
            return True
        marked = self._shaded or properties.find(W + "shd") is not None or properties.find(W + "highlight") is not None
        colour = parse_colour(_said(properties, "color"))
        return colour is not None and not marked and contrast(colour[0], WHITE) < MIN_CONTRAST

    def _table(self, table: Any) -> None:
        self._tables += 1
        if self._tables <= MAX_NESTED_TABLES:
            shaded = _said(table.find(W + "tblPr"), "tblStyle") not in _PLAIN_TABLES
            self._shaded += shaded
            self.flow.open_table()
            rows = [list(_cells(row)) for row in _children(table, W + "tr") if not _is_gone(row)]
            for number, row in enumerate(rows):
                self._row(rows, number, row)
            self.flow.close_table()
            self._shaded -= shaded
        self._tables -= 1

    def _row(self, rows: list[list[_Cell]], number: int, row: list[_Cell]) -> None:
        self.flow.open_row()
        for cell in row:
            if cell.goes_on:
                continue
            height = 1
            while number + height < len(rows) and any(
                below.goes_on and below.column == cell.column for below in rows[number + height]
            ):
                height += 1
            self.flow.open_cell(heading=False, columns=cell.width, rows=height)
            self._shaded += cell.shaded
            self._inside(cell.element)
            self._shaded -= cell.shaded
            self.flow.close_cell()
        self.flow.close_row()


_VISITS: dict[str, Callable[[WordText, Any], None]] = {
    W + "p": WordText._paragraph,
    W + "r": WordText._run,
    W + "tbl": WordText._table,
    W + "hyperlink": WordText._hyperlink,
    W + "fldSimple": WordText._simple_field,
    W + "txbxContent": WordText._box,
    _M + "t": lambda walk, element: walk._piece(element, capitals=False),
}


@dataclass(frozen=True, slots=True)
class _Cell:
    element: Any
    column: int
    width: int
    goes_on: bool
    """It belongs to the cell above it."""
    shaded: bool


def _cells(row: Any) -> Iterator[_Cell]:
    column = 0
    for element in _children(row, W + "tc"):
        properties = element.find(W + "tcPr")
        span = _said(properties, "gridSpan")
        width = int(span) if span.isdigit() and len(span) < 4 else 1
        merge = properties.find(W + "vMerge") if properties is not None else None
        goes_on = merge is not None and merge.get(W + "val") != "restart"
        fill = properties.find(W + "shd") if properties is not None else None
        shaded = fill is not None and (fill.get(W + "fill") or "auto").upper() not in ("AUTO", "FFFFFF")
        if properties is None or properties.find(W + "cellDel") is None:
            yield _Cell(element, column, width, goes_on, shaded)
        column += max(width, 1)


def _children(element: Any, tag: str) -> Iterator[Any]:
    """The children of a tag, also those inside content controls and custom markup; never those of a table inside."""
    for child in element.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "customXml", W + "ins"}:
            yield from _children(child, tag)


def _is_gone(row: Any) -> bool:
    properties = row.find(W + "trPr")
    return properties is not None and (properties.find(W + "del") is not None or _is_on(properties.find(W + "hidden")))


def _is_on(toggle: Any) -> bool:
    return toggle is not None and (toggle.get(W + "val") or "1").lower() not in _NO


def _said(element: Any, name: str) -> str:
    """The value of a child; empty where there is none."""
    found = element.find(W + name) if element is not None else None
    return (found.get(W + "val") or "") if found is not None else ""
