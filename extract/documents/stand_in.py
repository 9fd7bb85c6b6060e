"""A font that stands in where a PDF names one that is neither embedded nor installed.

Whether a reader sees a character is told by the ink of the rendered page (`glyphs`). PDFium asks the system for fonts
that a file does not embed; on a machine without Chinese fonts it draws nothing, and all text would count as hidden.
So where the system has none, PDFium gets this font, in which every character is a bar. The text of a file is then the
same on every machine; a machine that has the font still draws the real characters.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from functools import cache
from typing import Any

EM = 1_000
"""Font units a square."""
FACE = b"Notice Stand In\x00"
HANDLE = 0x57A2D12
"""Our font among the handles of the system's, which are addresses."""
DEFAULT_CHARSET = 1
BUILT_IN = frozenset({0, 1, 2, 77})
"""Character sets (Western, default, symbols, Macintosh) for which PDFium has letters of its own."""
BAR = (100, 250, 900, 450)
"""(left, bottom, right, top) of what is drawn, font units."""
GLYPHS = 256
PLANES = ((0x20, 0x10000), (0x20000, 0x32400))
"""The first plane and those of rare Han characters (Unicode 15.1)."""


@cache
def stand_in_font() -> bytes:
    """A TrueType font with a bar for every character (OpenType 1.9).

    The cmap is of format 12, which the FreeType inside PDFium reads (it leaves out 13, many to one): runs of as many
    characters as there are glyphs, all glyphs alike.
    """
    bar = _bar()
    tables = {
        b"cmap": _cmap(),
        b"glyf": bar * (GLYPHS + 1),
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, EM, 0, 0, *BAR, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH",
            0x10000,
            880,
            -120,
            0,
            EM,
            BAR[0],
            EM - BAR[2],
            BAR[2],
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            GLYPHS + 1,
        ),
        b"hmtx": struct.pack(">Hh", EM, BAR[0]) * (GLYPHS + 1),
        b"loca": struct.pack(f">{GLYPHS + 2}I", *(len(bar) * number for number in range(GLYPHS + 2))),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, GLYPHS + 1, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _cmap() -> bytes:
    runs = [first for start, end in PLANES for first in range(start, end, GLYPHS)]
    groups = b"".join(struct.pack(">III", first, first + GLYPHS - 1, 1) for first in runs)
    table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(runs)) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table


def _bar() -> bytes:
    """One bar: four points on the curve, clockwise. It leaves most of its square white, as letters do."""
    x0, y0, x1, y1 = BAR
    head = struct.pack(">hhhhh", 1, x0, y0, x1, y1) + struct.pack(">HH", 3, 0)
    steps = struct.pack(">hhhh", x0, 0, x1 - x0, 0) + struct.pack(">hhhh", y0, y1 - y0, 0, y0 - y1)
    outline = head + bytes([1, 1, 1, 1]) + steps
    return outline + b"\x00" * (-len(outline) % 4)


def _file(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    offset = 12 + 16 * count
    directory = struct.pack(">IHHHH", 0x10000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    body = b""
    for tag, data in sorted(tables.items()):
        padded = data + b"\x00" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag, total, offset + len(body), len(data))
        body += padded
    return directory + body


@cache
def install() -> Any:
    """Let PDFium fall back to the stand-in, once a process; what is returned stays alive with it."""
    import pypdfium2.raw as pdfium

    return _Fonts(pdfium)


class _Fonts:
    """The system's fonts as PDFium finds them, with ours behind them (fpdf_sysfontinfo.h)."""

    def __init__(self, pdfium: Any) -> None:
        self._system = pdfium.FPDF_GetDefaultSystemFontInfo()
        self._info = pdfium.FPDF_SYSFONTINFO(version=self._system.contents.version)
        types = dict(pdfium.FPDF_SYSFONTINFO._fields_)
        for name, call in self._calls().items():
            setattr(self._info, name, types[name](call))
        pdfium.FPDF_SetSystemFontInfo(self._info)

    def _calls(self) -> dict[str, Callable[..., Any]]:
        return {
            "Release": lambda _: None,  # what we hold lives as long as the process
            "EnumFonts": lambda _, mapper: self._system.contents.EnumFonts(self._system, mapper),
            "MapFont": self._font_for,
            "GetFont": lambda _, face: self._named(face),
            "GetFontData": self._data,
            "GetFaceName": self._name,
            "GetFontCharset": lambda _, font: (
                DEFAULT_CHARSET if font == HANDLE else self._system.contents.GetFontCharset(self._system, font)
            ),
            "DeleteFont": self._delete,
        }

    def _font_for(self, _: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int:
        return self._installed(weight, italic, charset, pitch, face, exact) or (0 if charset in BUILT_IN else HANDLE)

    def _installed(self, *asked: Any) -> int:
        return self._system.contents.MapFont(self._system, *asked) or 0

    def _named(self, face: Any) -> int:
        call = self._system.contents.GetFont
        return (call(self._system, face) or 0) if call else 0

    def _data(self, _: Any, font: int, table: int, buffer: Any, size: int) -> int:
        if font != HANDLE:
            return int(self._system.contents.GetFontData(self._system, font, table, buffer, size))
        return _copied(stand_in_font() if table == 0 else b"", buffer, size)

    def _name(self, _: Any, font: int, buffer: Any, size: int) -> int:
        if font != HANDLE:
            return int(self._system.contents.GetFaceName(self._system, font, buffer, size))
        return _copied(FACE, buffer, size)

    def _delete(self, _: Any, font: int) -> None:
        if font != HANDLE:
            self._system.contents.DeleteFont(self._system, font)


def _copied(data: bytes, buffer: Any, size: int) -> int:
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)
