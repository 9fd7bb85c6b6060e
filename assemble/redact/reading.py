"""What a text says once its codings are undone: other readings of it, each character with the span it stands for.

Mail sources, logs and exports bring text in codings that no header names: quoted-printable with its soft line ends,
percent escapes, character references, backslash escapes, UTF-7; base64, base32, hexadecimal digits, uuencoded blocks.
A value is looked for in every reading; what goes is the span of the text as it is written.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assemble.redact.encoded import Run, runs
from assemble.redact.escapes import Escape, escapes

FILE = "\u25a0"
"""The text of a reading that stands for a file which is no text."""
DEPTH = 3
"""Codings inside codings that are undone."""
AROUND = 200
"""Characters of the text on each side of an escape that are read with it: a value and the label before it."""
REACH = 40
"""A value this far behind an escape may have its label there."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with a coding undone."""

    text: str
    starts: Sequence[int]
    """For each character of `text`: where in the original begins what stands for it."""
    ends: Sequence[int]
    """And where it ends."""
    whole: bool
    """Whether it is one run that goes as a whole, no part of which tells anything as it is written."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the reading stands for."""
        return min(self.starts[start:end]), max(self.ends[start:end])

    def shows(self, text: str, start: int, end: int) -> bool:
        """Whether a span could not be read in the original as well: an escape stands in it or close before."""
        first = max(0, start - REACH)
        return self.whole or text[self.starts[first] : self.ends[end - 1]] != self.text[first:end]

    def within(self, outer: Reading) -> Reading:
        """The reading of a reading, as one of the original."""
        spans = [outer.span(a, b) for a, b in zip(self.starts, self.ends, strict=True)]
        starts, ends = array("Q", (a for a, _ in spans)), array("Q", (b for _, b in spans))
        return Reading(self.text, starts, ends, outer.whole or self.whole)


def readings(text: str, depth: int = DEPTH) -> Iterator[Reading]:
    """Every other reading of a text, and the readings of those; a file in a run has none (`FILE`)."""
    for reading in (*_unescaped(text), *map(_of_run, runs(text))):
        yield reading
        if depth > 1 and reading.text is not FILE:
            yield from (inner.within(reading) for inner in readings(reading.text, depth - 1))


def _of_run(run: Run) -> Reading:
    words = run.words or FILE
    size = len(words)
    return Reading(words, array("Q", [run.start]) * size, array("Q", [run.end]) * size, whole=True)


def _unescaped(text: str) -> Iterator[Reading]:
    """The text around its escapes with the escapes undone, a reading for each group that stands close together."""
    group: list[Escape] = []
    for escape in escapes(text):
        if group and escape.start - group[-1].end > 2 * AROUND:
            yield _window(text, group)
            group = []
        group.append(escape)
    if group:
        yield _window(text, group)


def _window(text: str, group: list[Escape]) -> Reading:
    out: list[str] = []
    starts, ends = array("Q"), array("Q")
    at = _edge(text, group[0].start - AROUND)
    stop = min(len(text), group[-1].end + AROUND)
    for escape in (*group, Escape(stop, stop, "")):
        out.append(text[at : escape.start])
        starts.extend(range(at, escape.start))
        ends.extend(range(at + 1, escape.start + 1))
        out.append(escape.says)
        starts.extend([escape.start] * len(escape.says))
        ends.extend([escape.end] * len(escape.says))
        at = escape.end
    return Reading("".join(out), starts, ends, whole=False)


def _edge(text: str, at: int) -> int:
    """The beginning of a word at or before a place, so that no window begins inside a number."""
    at = max(0, at)
    while at and not text[at - 1].isspace() and at % AROUND:
        at -= 1
    return at
