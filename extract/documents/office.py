"""A Word file (.docx) as text: paragraphs and tables in their order, links with their targets, nothing hidden."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from config.errors import ItemError
from extract.documents.flow import Flow
from extract.text import Text
from ingest.unzip import UNREADABLE

MAX_UNPACKED = 100 * 1024 * 1024
"""Bytes that the parts of a Word file may have when unpacked."""
MAX_NESTED_TABLES = 20

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def docx_to_text(part: str, data: bytes, limit: int) -> Text:
    """The text of a Word file.

    Raises:
        ItemError: `docx.broken` when it cannot be read or unpacks to too much, `limit.text_characters`.
    """
    _check_size(part, data)
    document = _open(part, data)
    flow = Flow(limit)
    relations = document.part.rels
    for block in document.element.body.iterchildren():
        _block(flow, block, relations, 0)
    content, links, rows = flow.finish()
    return Text(part=part, content=content, links=links, rows=rows)


def _check_size(part: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except UNREADABLE as error:
        raise ItemError("docx.broken", f"{part}: {error}") from error
    if size > MAX_UNPACKED:
        raise ItemError("docx.broken", f"{part}: unpacks to {size} bytes, at most {MAX_UNPACKED}")


def _open(part: str, data: bytes) -> Any:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return docx.Document(io.BytesIO(data))
    except (OpcError, LxmlError, KeyError, ValueError, OSError, zipfile.BadZipFile, AttributeError) as error:
        raise ItemError("docx.broken", f"{part}: {error}"[:300]) from error


def _block(flow: Flow, block: Any, relations: Any, depth: int) -> None:
    if block.tag == _W + "p":
        _paragraph(flow, block, relations)
    elif block.tag == _W + "tbl" and depth < MAX_NESTED_TABLES:
        flow.mark_layout()
        flow.block(2)
        for row in block.iterchildren(_W + "tr"):
            _row(flow, row, relations, depth + 1)
        flow.block(2)
    elif block.tag == _W + "sdt":
        for content in block.iterchildren(_W + "sdtContent"):
            for child in content.iterchildren():
                _block(flow, child, relations, depth)


def _row(flow: Flow, row: Any, relations: Any, depth: int) -> None:
    flow.open_row()
    for cell in row.iterchildren(_W + "tc"):
        flow.open_cell(heading=False)
        for block in cell.iterchildren():
            _block(flow, block, relations, depth)
        flow.close_cell()
    flow.close_row()


def _paragraph(flow: Flow, paragraph: Any, relations: Any) -> None:
    flow.block()
    if paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
        flow.item()
    for child in paragraph.iterchildren():
        if child.tag == _W + "hyperlink":
            relation = relations.get(child.get(_R + "id") or "")
            flow.open_link(relation.target_ref if relation is not None and relation.is_external else "")
            for run in child.iter(_W + "r"):
                _run(flow, run)
            flow.close_link()
        elif child.tag in {_W + "r", _W + "ins", _W + "sdt", _W + "smartTag"}:
            for run in _runs(child):
                _run(flow, run)
    flow.block()


def _runs(element: Any) -> Iterator[Any]:
    if element.tag == _W + "r":
        yield element
    else:
        yield from element.iter(_W + "r")


def _run(flow: Flow, run: Any) -> None:
    if _is_hidden(run):
        return
    for piece in run.iterchildren():
        if piece.tag == _W + "t":
            flow.text(piece.text or "", preserve=True)
        elif piece.tag in {_W + "br", _W + "cr"}:
            flow.line_break()
        elif piece.tag == _W + "tab":
            flow.text(" ")
        elif piece.tag == _W + "noBreakHyphen":
            flow.text("-")


def _is_hidden(run: Any) -> bool:
    properties = run.find(_W + "rPr")
    if properties is None:
        return False
    vanish = properties.find(_W + "vanish")
    if vanish is not None and vanish.get(_W + "val") not in {"0", "false"}:
        return True
    size = properties.find(_W + "sz")  # half points
    if size is not None and (size.get(_W + "val") or "").isdigit() and int(size.get(_W + "val")) <= 3:
        return True
    colour = properties.find(_W + "color")
    marked = properties.find(_W + "shd") is not None or properties.find(_W + "highlight") is not None
    return colour is not None and (colour.get(_W + "val") or "").upper() in {"FFFFFF", "FEFEFE"} and not marked
