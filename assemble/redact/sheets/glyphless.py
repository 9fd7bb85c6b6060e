"""A font that draws nothing: the selectable layer of a page has characters and places, and no shapes or widths.

All characters are one glyph, empty and half an em wide, so the layer's positions follow from the number of characters
alone. The font is a TrueType file (Apple TrueType Reference Manual) made here, used as a Type0 font with a ToUnicode
map (ISO 32000-1 sections 9.7 and 9.10.3).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from typing import Any

EM = 1000
ADVANCE = 500


def codes(texts: Iterable[str]) -> dict[str, int]:
    """A two-byte code for each character that occurs, in the order of their code points; 0 is none."""
    used = sorted({char for text in texts for char in text})
    return {char: number for number, char in enumerate(used[:0xFFFE], start=1)}


def encoded(text: str, table: Mapping[str, int]) -> bytes:
    """A text as a hexadecimal string of PDF."""
    return b"<" + b"".join(b"%04x" % table[char] for char in text if char in table) + b">"


def add_font(pdf: Any, table: Mapping[str, int]) -> Any:
    """The font as an object of a pikepdf document."""
    from pikepdf import Array, Dictionary, Name, String

    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name.NoGlyphs,
        Flags=4,
        FontBBox=Array([0, 0, ADVANCE, EM]),
        ItalicAngle=0,
        Ascent=EM,
        Descent=0,
        CapHeight=EM,
        StemV=80,
        FontFile2=pdf.make_stream(font_file()),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.NoGlyphs,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=ADVANCE,
        CIDToGIDMap=pdf.make_stream(b"\0\0" * (len(table) + 1)),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.NoGlyphs,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_stream(to_unicode(table)),
    )
    return pdf.make_indirect(font)


def to_unicode(table: Mapping[str, int]) -> bytes:
    """The CMap that tells which character each code is (Adobe Technical Note 5411)."""
    rows = [b"<%04x> <%s>" % (code, char.encode("utf-16-be").hex().encode()) for char, code in table.items()]
    out = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        b"1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    for at in range(0, len(rows), 100):
        some = rows[at : at + 100]
        out += [b"%d beginbfchar" % len(some), *some, b"endbfchar"]
    out.append(b"endcmap CMapName currentdict /CMap defineresource pop end end\n")
    return b"\n".join(out)


def font_file() -> bytes:
    """A TrueType file with one empty glyph; the tables that PDF asks of an embedded font."""
    tables = {
        b"glyf": b"\0\0\0\0",
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, EM, 0, 0, 0, 0, ADVANCE, EM, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH", 0x10000, EM, 0, 0, ADVANCE, 0, 0, ADVANCE, 1, 0, 0, 0, 0, 0, 0, 0, 1
        ),
        b"hmtx": struct.pack(">Hh", ADVANCE, 0),
        b"loca": struct.pack(">HH", 0, 0),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 1, *([0] * 13)),
    }
    head = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, len(tables) * 16 - 64)
    at = len(head) + 16 * len(tables)
    directory, body = b"", b""
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, _sum(data), at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return head + directory + body


def _sum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    return sum(int.from_bytes(padded[at : at + 4]) for at in range(0, len(padded), 4)) & 0xFFFFFFFF
