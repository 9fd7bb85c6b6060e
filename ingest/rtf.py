r"""The rich text of Outlook messages: unpacked (MS-OXRTFCP), and the HTML or text in it taken out (MS-OXRTFEX).

Outlook keeps the HTML of a mail inside RTF: its tags stand in `{\*\htmltag ...}` groups, and what only RTF needs stands
between `\htmlrtf` and `\htmlrtf0`.

    >>> unpack_rtf(b"\x1a\0\0\0\x0c\0\0\0MELA\0\0\0\0{\\rtf1 hi\\b}").text
    'hi'
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass, field

from config.errors import ItemError
from ingest.charsets import codec_of

PACKED, PLAIN = 0x75465A4C, 0x414C454D
LARGEST = 64 * 1024 * 1024
"""Bytes unpacked; what claims more is damaged."""
PRESET = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier"
    b"{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the dictionary begins with (MS-OXRTFCP 2.1.2.1)."""
WINDOW = 4096
TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.DOTALL
)
SKIPPED = frozenset(
    [
        b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"generator", b"listtable",
        b"listoverridetable", b"themedata", b"colorschememapping", b"xmlnstbl", b"rsidtbl", b"header", b"footer",
    ]
)  # fmt: skip
"""Groups that hold no text of the message."""
BREAKS = {b"par": "\n", b"line": "\n", b"tab": "\t", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
          b"rdblquote": "”", b"bullet": "•", b"endash": "–", b"emdash": "—"}  # fmt: skip
ESCAPED = {b"{": "{", b"}": "}", b"\\": "\\", b"~": "\u00a0", b"_": "-"}


@dataclass(frozen=True, slots=True)
class Rich:
    """What rich text holds: one of the two is empty."""

    html: str
    text: str


def unpack_rtf(data: bytes) -> Rich:
    """The HTML that the rich text was made from, or else its text. Raises: ItemError (`parse.unreadable`)."""
    rtf = _unpacked(data)
    found = _Reader().read(rtf)
    return Rich(found, "") if b"\\fromhtml1" in rtf[:4096] else Rich("", found)


def _unpacked(data: bytes) -> bytes:
    if len(data) < 16:
        raise _damaged("its header is cut off")
    packed, raw, kind, crc = struct.unpack_from("<IIII", data)
    body = data[16 : packed + 4]
    if kind == PLAIN:
        return body[:raw]
    if kind != PACKED or raw > LARGEST:
        raise _damaged("it is packed in a way that is not known")
    if _crc(body) != crc:
        raise _damaged("its checksum differs")
    return _decompressed(body)[:raw]


def _damaged(what: str) -> ItemError:
    return ItemError("parse.unreadable", f"Outlook message: rich text: {what}")


def _crc(data: bytes) -> int:
    """CRC-32 without the inversions at both ends (MS-OXRTFCP 2.1.3.2)."""
    return zlib.crc32(data, 0xFFFFFFFF) ^ 0xFFFFFFFF


def _decompressed(body: bytes) -> bytes:
    """LZFu: runs of eight tokens after a byte that tells which of them point into the dictionary."""
    window = bytearray(PRESET.ljust(WINDOW, b"\x00"))
    at, place, out = 0, len(PRESET), bytearray()
    while at < len(body):
        control, at = body[at], at + 1
        for bit in range(8):
            if at >= len(body):
                return bytes(out)
            if not control >> bit & 1:
                window[place] = body[at]
                out.append(body[at])
                at, place = at + 1, (place + 1) % WINDOW
                continue
            reference = int.from_bytes(body[at : at + 2], "big")
            at, start = at + 2, reference >> 4
            if start == place:
                return bytes(out)
            for step in range((reference & 15) + 2):
                byte = window[(start + step) % WINDOW]
                window[place] = byte
                out.append(byte)
                place = (place + 1) % WINDOW
    return bytes(out)


@dataclass(slots=True)
class _Group:
    """What holds inside braces."""

    skipped: bool = False
    hidden: bool = False
    """Between `htmlrtf` and `htmlrtf0`."""
    fallback: int = 1
    """Characters that stand in for a Unicode one (`uc`)."""


@dataclass(slots=True)
class _Reader:
    """Reads rich text to its end."""

    codec: str = "cp1252"
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    out: list[str] = field(default_factory=list)
    octets: bytearray = field(default_factory=bytearray)
    """Bytes of text that are not decoded yet: several may make one character."""
    skip: int = 0
    """Characters to pass over: they stand in for a Unicode one."""
    starred: bool = False
    """Whether the next word is of a group that programs pass over when they do not know it."""

    def read(self, rtf: bytes) -> str:
        """The text, or the HTML."""
        for found in TOKEN.finditer(rtf):
            octet, word, number, symbol, brace, text = found.groups()
            if octet or text:
                self._add_octets(bytes.fromhex(octet.decode()) if octet else text)
            elif word:
                self._flush()
                self._word(word, int(number) if number else None)
            elif symbol:
                self._flush()
                self._symbol(symbol)
            elif brace:
                self._flush()
                self._brace(opens=brace == b"{")
        self._flush()
        joined = "".join(self.out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return joined.strip()

    def _symbol(self, symbol: bytes) -> None:
        self.starred = symbol == b"*"
        self._add(ESCAPED.get(symbol, ""))

    def _brace(self, *, opens: bool) -> None:
        self.starred = False
        if opens:
            top = self.groups[-1]
            self.groups.append(_Group(top.skipped, top.hidden, top.fallback))
        elif len(self.groups) > 1:
            self.groups.pop()

    def _word(self, word: bytes, number: int | None) -> None:
        group, starred, self.starred = self.groups[-1], self.starred, False
        if word == b"htmlrtf":
            group.hidden = number != 0
        elif word in SKIPPED or (starred and word != b"htmltag"):
            group.skipped = True
        elif word == b"ansicpg" and number:
            self.codec = codec_of(f"cp{number}") or self.codec
        elif word == b"uc":
            group.fallback = number or 0
        elif word == b"u" and number is not None:
            self._add(chr(number & 0xFFFF))
            self.skip = group.fallback
        elif word in BREAKS:
            self._add(BREAKS[word])

    def _add_octets(self, data: bytes) -> None:
        self.starred = False
        passed = min(self.skip, len(data))
        self.skip -= passed
        if not (self.groups[-1].skipped or self.groups[-1].hidden):
            self.octets += data[passed:]

    def _flush(self) -> None:
        if self.octets:
            self.out.append(self.octets.decode(self.codec, "replace"))
            self.octets.clear()

    def _add(self, text: str) -> None:
        if not (self.groups[-1].skipped or self.groups[-1].hidden):
            self.out.append(text)
