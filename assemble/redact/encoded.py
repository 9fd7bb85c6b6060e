"""Runs of a text that say something in a coding: base64 (RFC 4648), hexadecimal digits, percent escapes (RFC 3986)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

_SIGN = r"[0-9A-Za-z+/_-]"
_BASE64 = re.compile(
    rf"(?<!{_SIGN}){_SIGN}{{16,}}(?:[ \t]{{0,4}}\r?\n[ \t>]{{0,8}}{_SIGN}{{2,}}){{0,4000}}={{0,2}}(?!{_SIGN})"
)
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}){10,20000}(?![0-9A-Za-z])")
_PERCENT = re.compile(
    r"(?<![0-9A-Za-z._~+@/-])[0-9A-Za-z._~+@/-]{0,2000}(?:%[0-9A-Fa-f]{2}[0-9A-Za-z._~+@/-]{0,2000}){1,500}"
)
_LEAST_PLAIN = 0.95
"""Of the characters of what is decoded: less is chance."""


def said(text: str) -> Iterator[tuple[int, int, str]]:
    """The runs that can be read in a coding, and what they say: start, end, words."""
    for pattern, read in _CODINGS:
        for match in pattern.finditer(text):
            words = _plain(read(match[0]))
            if words:
                yield match.start(), match.end(), words


def _base64(run: str) -> bytes:
    signs = re.sub(r"[\s>=]", "", run).translate({ord("-"): "+", ord("_"): "/"})
    return _decoded(base64.b64decode, signs[: len(signs) // 4 * 4] + _padded(signs))


def _padded(signs: str) -> str:
    rest = signs[len(signs) // 4 * 4 :]
    return rest + "=" * (4 - len(rest)) if len(rest) > 1 else ""


def _decoded(decode: Callable[[str], bytes], run: str) -> bytes:
    try:
        return decode(run)
    except (binascii.Error, ValueError):
        return b""


def _hex(run: str) -> bytes:
    return _decoded(bytes.fromhex, run)


def _plain(data: bytes) -> str:
    """The words that bytes are in UTF-8 or UTF-16; empty when they are none."""
    for charset in ("utf-16-le", "utf-16-be", "utf-8") if b"\x00" in data else ("utf-8",):
        words = data.decode(charset, "replace")
        plain = sum(c.isprintable() or c in "\r\n\t" for c in words if c != "\ufffd")
        if words and plain >= _LEAST_PLAIN * len(words):
            return words
    return ""


_CODINGS: tuple[tuple[re.Pattern[str], Callable[[str], bytes]], ...] = (
    (_BASE64, _base64),
    (_HEX, _hex),
    (_PERCENT, unquote_to_bytes),
)
