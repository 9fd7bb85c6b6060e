"""What a PDF says outside its pages (ISO 32000-1): all of it is left out, and its words are searched first.

A value that stands in a bookmark or a form field must not stay on a page either.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assemble.redact.seek import Withheld

MAX_OBJECTS = 200_000
MAX_DEPTH = 4
"""Dictionaries directly inside each other."""
MAX_TEXT = 2_000_000
"""Characters of all channels."""


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels of a file."""

    names: tuple[str, ...]
    """Which there are, for the report."""
    text: str
    """Their words, one a line."""
    draws_freely: bool
    """Whether patterns, masks or fonts of drawings can put shapes on a page that are no characters of it."""


def channels_of(data: bytes) -> Channels:
    """What a PDF holds besides pages.

    Raises:
        Withheld: it cannot be opened.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.objects) > MAX_OBJECTS:
                raise Withheld("a PDF with more objects than are looked at")
            names = {name for thing in _dictionaries(pdf) for name in _names(thing)}
            names |= _of_catalog(pdf)
            lines = dict.fromkeys(line for thing in _dictionaries(pdf) for line in _strings(thing))
            xmp = _xmp(pdf)
            free = any(_draws_freely(thing) for thing in _dictionaries(pdf))
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError) as error:
        raise Withheld("a PDF that cannot be opened") from error
    if data.count(b"%%EOF") > 1:
        names.add("earlier revisions")
    return Channels(tuple(sorted(names)), "\n".join((*lines, xmp))[:MAX_TEXT], free)


def _dictionaries(pdf: Any) -> Iterator[Any]:
    import pikepdf

    yield pdf.trailer.get("/Info", pikepdf.Dictionary())
    yield from (thing for thing in pdf.objects if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)))


_OF_KEY = {
    "/Contents": "annotations",
    "/V": "form fields",
    "/ActualText": "structure",
    "/Alt": "structure",
    "/EF": "attachments",
    "/JS": "scripts",
    "/Thumb": "thumbnails",
    "/PieceInfo": "private data",
    "/URI": "links",
}


def _names(thing: Any, depth: int = 0) -> Iterator[str]:
    import pikepdf

    for value in thing.values() if depth < MAX_DEPTH else ():
        if isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
            yield from _names(value, depth + 1)
    for key, name in _OF_KEY.items():
        if key in thing and not (key == "/Contents" and str(thing.get("/Type", "")) in ("/Page", "/Sig")):
            yield name
    if "/Title" in thing and ("/Dest" in thing or "/A" in thing or "/Parent" in thing):
        yield "bookmarks"


def _draws_freely(thing: Any) -> bool:
    return "/PatternType" in thing or "/SMask" in thing or "/CharProcs" in thing or "/ShadingType" in thing


def _of_catalog(pdf: Any) -> set[str]:
    names = {
        "/Metadata": "metadata",
        "/AcroForm": "form fields",
        "/OCProperties": "layers",
        "/StructTreeRoot": "structure",
        "/Outlines": "bookmarks",
        "/OpenAction": "actions",
        "/PageLabels": "page labels",
    }
    found = {name for key, name in names.items() if key in pdf.Root}
    return found | ({"metadata"} if "/Info" in pdf.trailer else set())


def _strings(thing: Any, depth: int = 0) -> Iterator[str]:
    """The text strings of a dictionary, those of its direct arrays and dictionaries too."""
    import pikepdf

    for key, value in thing.items() if depth < MAX_DEPTH else ():
        if isinstance(value, pikepdf.String):
            text = _readable(value)
            if text:
                yield f"{str(key)[1:]}: {text}" if len(str(key)) > 3 else text
        elif isinstance(value, pikepdf.Array):
            yield from (t for v in value if isinstance(v, pikepdf.String) and (t := _readable(v)))
        elif isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
            yield from _strings(value, depth + 1)


def _readable(value: Any) -> str:
    """The string as text; empty for binary ones (ids, digests, glyph codes)."""
    text = str(value)
    return "" if len(text) < 3 or sum(not c.isprintable() and not c.isspace() for c in text) > len(text) / 8 else text


def _xmp(pdf: Any) -> str:
    metadata = pdf.Root.get("/Metadata")
    if metadata is None:
        return ""
    return re.sub(r"<[^>]{0,2000}>", "\n", bytes(metadata.get_stream_buffer()).decode("utf-8", "replace"))
