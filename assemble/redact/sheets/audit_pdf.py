"""Checks that a PDF holds nothing but what `write_pdf` writes: a closed list of objects, keys and operators."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from assemble.redact.sheets.glyphless import font_file

_KEYS = frozenset(
    """
    Type Pages Kids Count MediaBox Resources Contents Parent Font F XObject P Subtype BaseFont Encoding DescendantFonts
    ToUnicode CIDSystemInfo Registry Ordering Supplement FontDescriptor DW CIDToGIDMap FontName Flags FontBBox
    ItalicAngle Ascent Descent CapHeight StemV FontFile2 Width Height ColorSpace BitsPerComponent Filter DecodeParms
    Predictor Colors Columns Length Root Size ID
    """.split()  # noqa: SIM905 - a list of forty strings is harder to read
)
_CONTENT = re.compile(
    rb"q [\d.]+ 0 0 [\d.]+ 0 0 cm /P Do Q\nBT 3 Tr\n"
    rb"(?:/F \d+ Tf [\d.]+ Tz 1 0 0 1 -?\d+ -?[\d.]+ Tm\n<[0-9a-f]*> Tj\n)*ET\n"
)


def strange_in(data: bytes) -> Iterator[str]:
    """What is in the file and should not be there, empty when all is ours."""
    import pikepdf

    if data.count(b"%%EOF") != 1 or not data.rstrip().endswith(b"%%EOF"):
        yield "something after the end, or an earlier revision"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        things = [*pdf.objects, pdf.trailer]
        yield from (f"key {key}" for thing in things for key in _keys(thing) if key not in _KEYS)
        for page in pdf.pages:
            drawing = page.obj.Contents
            if not isinstance(drawing, pikepdf.Stream) or not _CONTENT.fullmatch(bytes(drawing.get_stream_buffer())):
                yield "drawing that is not ours"
        fonts = {bytes(t.FontFile2.get_stream_buffer()) for t in things if _is(t, "/FontDescriptor")}
        if fonts - {font_file()}:
            yield "a font with shapes"


def _is(thing: Any, kind: str) -> bool:
    import pikepdf

    return isinstance(thing, pikepdf.Dictionary) and str(thing.get("/Type", "")) == kind


def _keys(thing: Any) -> Iterator[str]:
    """All keys of a dictionary or stream, those of what it holds directly too."""
    import pikepdf

    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, value in thing.items():
            yield str(key)[1:]
            if not getattr(value, "is_indirect", False):
                yield from _keys(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not getattr(value, "is_indirect", False):
                yield from _keys(value)
