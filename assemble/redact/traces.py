"""How a value could still be seen in a file: whole, in part, reversed, encoded; and the search for it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import quote

from assemble.redact.find import ENCODED
from assemble.redact.known import is_distinct
from assemble.redact.needles import Needles
from assemble.redact.reading import readings
from assemble.redact.sensitive import Sensitive
from assemble.redact.view import bare, folded

PART = 6
"""Letters and digits of a value that must not be seen together."""
DIGIT_PART = 8
"""The same for digits alone where a reader may put numbers side by side that were apart."""
RAW_DIGITS = 10
"""The same in raw bytes, which are full of coordinates and lengths."""
MARK = re.compile(r"\[[a-z][a-z -]{1,19}(?: removed| \.\.[0-9A-Z]{4}| [A-Z2-7]{8})\]")
_UTF16_LE = re.compile(rb"(?:[\x20-\x7e]\x00){6,}")
_UTF16_BE = re.compile(rb"(?:\x00[\x20-\x7e]){6,}")
_CODED = re.compile(rb"[0-9A-Za-z+/_=%-]{12,}")
_DIGEST = re.compile(r"(?:sha256:)?[0-9a-f]{64}")


def unmarked(text: str) -> str:
    """The text with marks emptied, so that nothing is taken for a value next to one."""
    return MARK.sub("[]", text)


def without_digests(text: str, digests: frozenset[str]) -> str:
    """The text without the digests of files of this packet, which are chance hex digits."""
    return _DIGEST.sub(lambda m: "#" if m[0].removeprefix("sha256:") in digests else m[0], text)


class Traces:
    """The values that must not be seen, and what may be seen of them because it stands in the kept text anyway.

    A part of a value is allowed where the same letters stand in the kept text: they tell no more about the value than
    the reader has already. A whole value is never allowed.
    """

    def __init__(self, values: Iterable[Sensitive], kept: str) -> None:
        told = bare(unmarked(kept))
        distinct = [v for v in values if is_distinct(v)]
        self._values = sorted({form for v in distinct for form in (v.value, v.plain)})
        forms = sorted(set(map(bare, self._values)))
        split = sorted({bare(v.plain) for v in distinct if v.says or v.detector != ENCODED})
        self._whole = Needles(sorted(_both_ways(f for f in forms if len(f) >= DIGIT_PART)))
        self._short = Needles(f for f in forms if len(f) < DIGIT_PART)
        parts = _both_ways(p for f in split for p in _parts(f, PART)) - _grams(told, PART)
        self._parts = Needles(p for p in sorted(parts) if not p.isdigit())
        self._digits = Needles(p for p in sorted(parts) if p.isdigit())
        digits = _both_ways(p for f in split if f.isdigit() for p in _parts(f, DIGIT_PART))
        self._long = Needles(sorted(digits - _grams(told, DIGIT_PART)))

    def in_text(self, text: str, *, exact: bool) -> str | None:
        """What kind of trace a reader's text holds, None when none; `exact`: the reader keeps the order of the text."""
        if trace := self._in_words(text, exact=exact):
            return trace
        if any(self._in_words(reading.text, exact=True) for reading in readings(text)):
            return "an encoded value"
        return "an encoded value" if self.in_bytes(text.encode("utf-8", "surrogatepass")) else None

    def _in_words(self, text: str, *, exact: bool) -> str | None:
        clean = unmarked(text)
        flat = bare(clean)
        if self._whole.are_in(flat):
            return "a whole value"
        if any(_alone(form, clean) for form in dict.fromkeys(form for _, form in self._short.found_in(flat))):
            return "a short value"
        runs = flat if exact else " ".join(re.findall(r"\d{6,}", folded(clean).text))
        if self._parts.are_in(flat) or self._digits.are_in(runs) or self._long.are_in(flat):
            return "a part of a value"
        return None

    def in_bytes(self, data: bytes) -> str | None:
        """What kind of trace raw bytes hold, None when none."""
        lower = data.lower()
        absent = {byte for byte in range(256) if byte not in lower}
        written = (_encodings(value) for value in self._values)
        if Needles(n for some in written for n, signs in some.items() if signs.isdisjoint(absent)).are_in(lower):
            return "an encoded value"
        return "an encoded value" if any(self._in_words(w, exact=True) for w in _said_by(data)) else None


def _said_by(data: bytes) -> Iterator[str]:
    """The words that bytes hold in UTF-16, and in codings of ASCII signs between bytes that are none."""
    yield from (run.decode("utf-16-le") for run in _UTF16_LE.findall(data))
    yield from (run.decode("utf-16-be") for run in _UTF16_BE.findall(data))
    if not data.isascii():  # text is read by the readers of its format
        coded = "\n".join(run.decode("ascii") for run in _CODED.findall(data))
        yield from (reading.text for reading in readings(coded))


def _both_ways(parts: Iterable[str]) -> set[str]:
    return {way for part in parts for way in (part, part[::-1])}


def _grams(text: str, size: int) -> set[str]:
    return {text[i : i + size] for i in range(len(text) - size + 1)}


def _parts(form: str, size: int) -> Iterator[str]:
    """The parts that tell something: one sign over and over (`999999`) is also the colour of a table's edge."""
    grams = (form[i : i + size] for i in range(len(form) - size + 1))
    return (part for part in grams if len(set(part)) > 1)


def _alone(form: str, text: str) -> bool:
    """Whether a short value stands as a run of its own."""
    spaced = r"[\W_]{0,2}".join(map(re.escape, form))
    return re.search(rf"(?<![0-9A-Za-z]){spaced}(?![0-9A-Za-z])", folded(text).text, re.I) is not None


@lru_cache(maxsize=16384)
def _encodings(value: str) -> dict[bytes, frozenset[int]]:
    """Ways to write a value in bytes: UTF-8, UTF-16, hex, base64 in its three alignments, percent, reversed.

    In lower case, each with the bytes in it: the pixels of a page, which are many, lack most of them.
    """
    plain = folded(value).text
    out: set[bytes] = set()
    for form in {value, plain, re.sub(r"[\W_]", "", plain), re.sub(r"\s+", " ", plain)}:
        if len(form) < PART or (form.isdigit() and len(form) < RAW_DIGITS):
            continue
        for data in (form.encode(), form.encode("utf-16-be"), form.encode("utf-16-le")):
            out |= {data, data[::-1], data.hex().encode(), *_base64(data)}
        out |= {quote(form).encode(), form[::-1].encode()}
    return {needle: frozenset(needle) for needle in sorted({needle.lower() for needle in out})}


def _base64(data: bytes) -> Iterator[bytes]:
    """The characters that base64 (RFC 4648) of any text around the data must hold."""
    for lead in range(3):
        encoded = base64.b64encode(b"\0" * lead + data)
        first = (lead * 8 + 5) // 6
        last = (lead + len(data)) * 8 // 6
        if last - first >= 8:
            yield encoded[first:last]
            yield base64.urlsafe_b64encode(b"\0" * lead + data)[first:last]
