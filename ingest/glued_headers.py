"""A forwarded header that stands on one line, as Yahoo writes it into plain text, taken apart into its lines.

    ----- Forwarded Message ----- From: A <a@x.example>To: b@x.exampleSent: March 12, 2026Subject: Hello

Only a line that begins with a program's marker and goes on with the word for From is taken apart, and only at the words
of that one language; offsets into the body stay true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from config.forwards import ForwardWords, HeaderField
from ingest.body_lines import Line

MARKER = re.compile(r"-{3,12}[^-\n]{3,60}-{3,12}\s{0,5}")
LONGEST = 4_000


def unglued(lines: tuple[Line, ...], body: str, words: ForwardWords) -> tuple[Line, ...]:
    """The lines of a plain text, headers on one line taken apart."""
    return tuple(piece for line in lines for piece in _pieces(line, body, words))


def _pieces(line: Line, body: str, words: ForwardWords) -> Iterator[Line]:
    marker = MARKER.match(line.text) if len(line.text) < LONGEST else None
    starts = _starts(line.text, marker.end(), words) if marker else []
    if not starts:
        yield line
        return
    base = body.index(line.text.replace(" ", "")[:1], line.start)
    cuts = [0, *starts, len(line.text)]
    for number, (start, end) in enumerate(pairwise(cuts)):
        yield replace(
            line,
            text=line.text[start:end].strip(),
            start=line.start if number == 0 else base + start,
            end=line.end if end == len(line.text) else base + end,
        )


def _starts(text: str, after: int, words: ForwardWords) -> list[int]:
    """Where the fields begin, From first, in the language that tells most; empty when none has a From and two more."""
    best = max((_starts_in(text, after, fields) for fields in words.header_words.values()), key=len)
    return best if len(best) >= 3 else []


def _starts_in(text: str, after: int, fields: Mapping[HeaderField, tuple[str, ...]]) -> list[int]:
    first = _field(fields[HeaderField.FROM]).match(text, after)
    if first is None:
        return []
    others = (HeaderField.TO, HeaderField.CC, HeaderField.DATE, HeaderField.SUBJECT)
    found = (_field(fields[name]).search(text, first.end()) for name in others if name in fields)
    return [after, *sorted({match.start() for match in found if match})]


@lru_cache(maxsize=512)
def _field(spelt: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these words with a capital before a colon; a value may be glued to its front."""
    shown = sorted(
        {form for word in spelt for form in (word[:1].upper() + word[1:], word.upper())}, key=len, reverse=True
    )
    return re.compile(rf"(?:{'|'.join(map(re.escape, shown))})\s{{0,2}}[:\uff1a]")
