"""Runs of a text that a coding holds as a whole: base64, base32 (RFC 4648), hex, uuencode, encoded words (RFC 2047)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from functools import partial
from itertools import product
from typing import NamedTuple

from ingest.sniff import magic

_SIGN = r"[0-9A-Za-z+/_-]"
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]?[a-z]+(?:[-_/][A-Za-z]?[a-z]+)+")
"""What a run most often is: words, which are asked nothing."""
_END = r"[ \t]{0,4}=?\r?\n[ \t>]{0,8}"
_LAST = r"(?=(?:={1,2}|(?:=3[Dd]){1,2})?[ \t]{0,8}(?:\r?\n|\Z|[\"'<>)\]}\\]))"
"""A further line of a run holds nothing else."""
_BASE64 = re.compile(
    rf"(?<!{_SIGN}){_SIGN}{{8,}}(?:{_END}{_SIGN}{{2,}}{_LAST}){{0,100000}}(?:={{1,2}}|(?:=3[Dd]){{1,2}})?(?!{_SIGN})"
)
_BASE32 = re.compile(rf"(?<!{_SIGN})[A-Z2-7]{{10,}}(?:{_END}[A-Z2-7]{{2,}}{_LAST}){{0,4000}}={{0,6}}(?!{_SIGN})")
_HEX = re.compile(
    r"(?<![0-9A-Za-z])(?:0[xX])?(?:[0-9A-Fa-f]{2}(?:,? ?0[xX]|[ :])?(?:\r?\n[ \t>]{0,8})?){6,200000}(?![0-9A-Za-z])"
)
_UU_LINE = r"[!-`](?:[ -`]{4}){1,20}[ \t]{0,4}"
_UU = re.compile(
    r"(?:(?:^|(?<=\n))[> ]{0,8}begin [0-7]{3,4} [^\n]{1,200}\n)?"
    rf"(?:^|(?<=\n)){_UU_LINE}(?:\r?\n{_UU_LINE}){{0,100000}}"
    r"(?:\r?\n[`  ]?)?(?:\r?\nend)?(?=\r?\n|\Z)"
)
_WORDS = re.compile(
    r"=\?[0-9A-Za-z_-]{2,40}\?[bBqQ]\?[^?\s]{1,2000}\?=(?:\s{1,8}=\?[0-9A-Za-z_-]{2,40}\?[bBqQ]\?[^?\s]{1,2000}\?=){0,200}"
)
_LINK = re.compile(r"https?://[!-~]{3,2000}")
_SAYS = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]{6,}|[\u3040-\u9fff\uff01-\uff5e]{2,}")
"""Words in what was decoded; shorter ones are chance."""
_COMMON = re.compile(r"\ufeff?[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e -~\r\n]{4,}")
"""Signs of which a Chinese or Japanese text in UTF-16 is made."""
_WHOLE = 0.95
"""Of what was decoded is words: then nothing else has to be tried."""
_LETTERS = re.compile(r"[a-z\s>]+|[A-Z\s>]+")
"""Letters of one case: a line each of what a font says that lies, or of a code of letters, and no file."""
_SHORT_FILE, _FILE = 64, 512
"""Characters of a run that is a file where its first bytes say so, and where nothing says what it is."""


class Run(NamedTuple):
    """A part of a text that is written in a coding."""

    start: int
    end: int
    words: str
    """What it says; empty where it is a file that only a program of its own can read."""


def runs(text: str) -> Iterator[Run]:
    """The runs that can be read in a coding, or that are files."""
    for pattern, read in _CODINGS:
        for match in pattern.finditer(text):
            yield from read(match)


def _of_bytes(decode: Callable[[str], Iterator[bytes]], match: re.Match[str]) -> Iterator[Run]:
    """The run with the words that its bytes hold, in whichever way they are decoded."""
    said, size = [], len(match[0])
    for data in decode(match[0]):
        words = _words(data)
        if sum(map(len, words)) < _WHOLE * len(data.decode("utf-8", "replace").replace("\x00", "")):
            if size >= _SHORT_FILE and magic(data):
                yield Run(*match.span(), "")
                return
            said += words
        else:
            said = words
            break
    else:
        if size >= _FILE and not _LETTERS.fullmatch(match[0]) and not _is_in_link(match):
            yield Run(*match.span(), "")
            return
    if said:
        yield Run(*match.span(), "\n".join(said))


def _is_in_link(match: re.Match[str]) -> bool:
    start = max(0, match.start() - 2000)
    return any(m.end() + start >= match.end() for m in _LINK.finditer(match.string[start : match.end()]))


def _base64(run: str) -> Iterator[bytes]:
    """The bytes, whichever of the first four characters the coding begins with: what stands before it may be glued."""
    lines = [re.sub(r"=3[Dd]|[\s>=]", "", line) for line in run.translate({ord("-"): "+", ord("_"): "/"}).splitlines()]
    signs = "".join(lines)
    parts = [signs, signs[: -len(lines[-1])], *lines] if len(lines) > 1 else [signs]
    for part, first in product(parts, range(0 if _WORD.fullmatch(run) else 4)):
        yield from _decoded(base64.b64decode, _padded(part[first:], 4, (0, 2, 3)))


def _base32(run: str) -> Iterator[bytes]:
    yield from _decoded(base64.b32decode, _padded(re.sub(r"[\s>=]", "", run), 8, (0, 2, 4, 5, 7)))


def _padded(signs: str, block: int, rests: tuple[int, ...]) -> str:
    """The signs cut to a length that a coding can have, with its padding."""
    rest = max(r for r in rests if r <= len(signs) % block)
    whole = signs[: len(signs) // block * block + rest]
    return whole + "=" * (-len(whole) % block)


def _decoded(decode: Callable[[str], bytes], run: str) -> Iterator[bytes]:
    try:
        yield decode(run)
    except (binascii.Error, ValueError):
        return


def _hex(run: str) -> Iterator[bytes]:
    yield from _decoded(bytes.fromhex, re.sub(r"[\s:>,]|0[xX]", "", run))


def _uu(run: str) -> Iterator[bytes]:
    """The bytes of the lines that have the length which their first character tells."""
    out, lines = b"", [line for line in run.splitlines() if not re.match(r"[> ]{0,8}begin |end$", line)]
    for line in lines:
        size, body = (ord(line[:1] or " ") - 32) & 63, line.rstrip()
        if size and len(body) <= 1 + (size + 2) // 3 * 4 <= len(body) + 4:
            out += next(_decoded(binascii.a2b_uu, body), b"")
    if len(out) * 3 >= len("".join(lines)):  # else capitals and figures of which a line has that length by chance
        yield out


def _encoded_words(match: re.Match[str]) -> Iterator[Run]:
    try:
        words = str(make_header(decode_header(re.sub(r"\s+", " ", match[0]))))
    except (HeaderParseError, LookupError, ValueError):
        return
    yield Run(*match.span(), words)


def _words(data: bytes) -> list[str]:
    """The words in bytes, in UTF-8, or in UTF-16 where every other byte or so is zero or all are Chinese signs."""
    read = data.decode("utf-8", "replace")
    wide = [data.decode(charset, "replace") for charset in ("utf-16-le", "utf-16-be")]
    if data.count(0) * 4 < len(data):
        wide = [words for words in wide if "\ufffd" in read and _COMMON.fullmatch(words)]
    return max((_SAYS.findall(words) for words in wide or [read]), key=lambda found: len("".join(found)))


_CODINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Run]]], ...] = (
    (_BASE64, partial(_of_bytes, _base64)),
    (_BASE32, partial(_of_bytes, _base32)),
    (_HEX, partial(_of_bytes, _hex)),
    (_UU, partial(_of_bytes, _uu)),
    (_WORDS, _encoded_words),
)
