"""A Word file (.docx) as text: heads, body, notes and feet in that order, nothing that a reader does not see."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from config.errors import ItemError
from extract.documents.flow import Flow
from extract.documents.word_lists import numbering_of
from extract.documents.word_text import W, WordText, hidden_styles
from extract.text import Text
from ingest.unzip import UNREADABLE

MAX_UNPACKED = 100 * 1024 * 1024
"""Bytes that the parts of a Word file may have when unpacked."""


def docx_to_text(part: str, data: bytes, limit: int) -> Text:
    """The text of a Word file.

    Raises:
        ItemError: `docx.broken` when it cannot be read or unpacks to too much, `limit.text_characters`.
    """
    _check_size(part, data)
    document = _open(part, data)
    flow = Flow(limit)
    walk = WordText(flow, document.part.rels, hidden_styles(document.styles.element), numbering_of(document))
    for around in _around(part, document, "header"):
        walk.story(around)
    walk.story(document.element.body)
    for kind in ("footnotes", "endnotes", "footer"):
        for around in _around(part, document, kind):
            walk.story(around)
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


def _around(part: str, document: Any, kind: str) -> Iterator[Any]:
    """The stories of a kind beside the body; a head that every section repeats counts once."""
    from docx.oxml import parse_xml
    from lxml.etree import LxmlError

    seen: set[str] = set()
    for relation in document.part.rels.values():
        if relation.is_external or relation.reltype.rpartition("/")[2] != kind:
            continue
        try:
            story = parse_xml(relation.target_part.blob)
        except (LxmlError, ValueError) as error:
            raise ItemError("docx.broken", f"{part}: {error}"[:300]) from error
        for piece in (note for note in story if note.tag in _NOTES) if kind.endswith("notes") else (story,):
            said = "".join(map(str, piece.itertext()))
            if said.strip() and said not in seen and piece.get(W + "type") is None:  # a type marks lines between
                seen.add(said)
                yield piece


_NOTES = frozenset({W + "footnote", W + "endnote"})
