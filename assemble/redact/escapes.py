"""Single characters that a text writes in a coding: quoted-printable (RFC 2045), percent (RFC 3986), HTML, backslash.

Bytes that are written one by one are characters together: escapes that stand side by side are decoded as one run.
Signs of Markdown inside a word and the blanks of spaced letters say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple

_SOFT = r"=[ \t]{0,8}\r?\n(?:> ?){0,8}"
_FIGURES = "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_DIGITS = dict(zip(_FIGURES, "00123456789123456789", strict=True))
"""Figures that a number is read out with, digit for digit."""
_ESCAPES = re.compile(
    rf"(?P<quoted>(?:=[0-9A-Fa-f]{{2}}|{_SOFT})+)"
    r"|(?P<percent>(?:%[0-9A-Fa-f]{2})+)"
    r"|(?P<bytes>(?:\\x[0-9A-Fa-f]{2}|\\[0-3][0-7]{2})+)"
    rf"|(?P<figures>[{_FIGURES}](?:[ -]?[{_FIGURES}]){{5,40}})"
    r"|(?P<turned>\u202e[^\u202c\n]{4,400}\u202c?)"
    r"|(?P<reference>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,24});)"
    r"|(?P<code>\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|\\U000[0-9A-Fa-f]{5})"
    r"|(?P<sign>\\[!-/:-@\[-`{-~]|\\\r?\n)"
    r"|(?P<spaced>(?<!\S)(?:\S {1,3}){5,2000}\S(?!\S))"
    r"|(?P<mark>(?<![*~_])(?:\*{2,3}|~~|__)(?![*~_]))"
    r"|(?P<utf7>\+[0-9A-Za-z+/]{3,4000}-?)"
)
_PIECE = re.compile(rf"{_SOFT}|(?:=|%|\\x)([0-9A-Fa-f]{{2}})|\\([0-3][0-7]{{2}})")
_MAY = re.compile(
    rf"[=%&\\*~\u202e]|[{_FIGURES}](?:[ -]?[{_FIGURES}]){{5}}|__|\+[0-9A-Za-z]{{3}}|(?:(?<!\S)\S {{1,3}}){{5}}"
)


class Escape(NamedTuple):
    """A piece of a text that says something else than it is written."""

    start: int
    end: int
    says: str
    """Empty for a line end that is none."""


def escapes(text: str) -> Iterator[Escape]:
    """The escapes of a text in order, a character each where that can be told."""
    if not _MAY.search(text):
        return
    for match in _ESCAPES.finditer(text):
        kind, start, end = str(match.lastgroup), match.start(), match.end()
        if kind in ("quoted", "percent", "bytes"):
            yield from _bytes(match[0], start)
        elif kind == "spaced":
            yield from (Escape(start + m.start(), start + m.end(), m[0][2:3]) for m in re.finditer(" +", match[0]))
        elif kind == "figures":
            yield from (Escape(n, n + 1, _DIGITS[c]) for n, c in enumerate(match[0], start) if c in _DIGITS)
        elif says := _READ[kind](match[0]):
            yield Escape(start, end, says.strip() if kind in ("sign", "mark") else says)


def _bytes(run: str, at: int) -> Iterator[Escape]:
    """Bytes written one by one as the characters that they are together."""
    coded, found = [], []
    for piece in _PIECE.finditer(run):
        if piece[1] or piece[2]:
            byte = int(piece[1], 16) if piece[1] else int(piece[2], 8)
            coded.append((piece.start() + at, piece.end() + at, byte))
        else:
            found.append(Escape(piece.start() + at, piece.end() + at, ""))
    text, charset = _decoded(bytes(byte for _, _, byte in coded))
    first = 0
    for char in text:
        last = first + len(char.encode(charset))
        found.append(Escape(coded[first][0], coded[last - 1][1], char))
        first = last
    end = at
    for escape in sorted(found):
        if escape.start >= end:  # else a soft line end inside a character
            yield escape
            end = escape.end


def _decoded(data: bytes) -> tuple[str, str]:
    for charset in ("utf-8", "gb18030"):
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            continue
        if charset == "utf-8" or all("\u3000" <= c <= "\u9fff" or c.isascii() for c in text):
            return text, charset
    return data.decode("latin-1"), "latin-1"


def _code(run: str) -> str:
    number = int(run[2:].strip("{}"), 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""


def _utf7(run: str) -> str:
    """The words of a shifted run of UTF-7 (RFC 2152); empty when it is none."""
    try:
        words = run.encode("ascii").decode("utf-7")
    except UnicodeDecodeError:
        return ""
    return words if words.isprintable() and words != run else ""


_READ: dict[str, Callable[[str], str]] = {
    "reference": lambda run: "" if (said := unescape(run)) == run else said,
    "code": _code,
    "sign": lambda run: run[-1],
    "mark": lambda run: " ",
    "utf7": _utf7,
    "turned": lambda run: run.strip("\u202e\u202c")[::-1],
}
