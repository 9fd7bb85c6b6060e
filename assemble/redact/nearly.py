"""Known values as an engine misreads them: a packet with scans says one number in several readings.

The text of a scanned notice was read by an engine in another size than its page is when it is redacted, so a value that
is known from the page may stand in the text with a wrong character or two, where no check digit tells it any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from assemble.redact.detectors import protected
from assemble.redact.sensitive import Sensitive, Strength
from assemble.redact.view import View, bare, letters
from config.redaction import RedactionPolicy

WRONG = 2
"""Characters that may be wrong."""
SIZE = 9
"""Letters and digits of a value that is told from others with so many wrong."""


def nearly(text: str, view: View, known: Iterable[Sensitive], policy: RedactionPolicy) -> Iterator[Sensitive]:
    """What nearly is a known value, as whole words; not what the packet needs (`detectors.protected`)."""
    flat = letters(view.text)
    places: list[int] = []
    for value in known:
        for first, last in sorted(set(_alike(flat, bare(value.value)))):
            if not places:
                places = [i for i, c in enumerate(view.text) if c.isalnum()]
                kept = list(_protected(view.text, policy))
            start, end = _whole(view.text, places[first], places[last - 1] + 1)
            if not any(a < end and start < b for a, b in kept):
                begin, stop = view.span(start, end)
                yield Sensitive(value.entity, begin, stop, text[begin:stop], value.detector, Strength.CONTEXT)


def _alike(flat: str, form: str) -> Iterator[tuple[int, int]]:
    """Spans of letters and digits that are a form with at most `WRONG` others.

    Of a form in one piece more than there may be wrong, one piece is right: only around such places it is looked.
    """
    if len(form) < SIZE:
        return
    size, least = len(form) // (WRONG + 1), 100 * (1 - WRONG / len(form))
    for offset in range(0, size * (WRONG + 1), size):
        at = flat.find(form[offset : offset + size])
        while at >= 0:
            begin = max(0, at - offset - WRONG)
            found = fuzz.partial_ratio_alignment(
                form, flat[begin : at - offset + len(form) + WRONG], score_cutoff=least
            )
            if found and found.dest_end - found.dest_start >= len(form) - WRONG:
                yield begin + found.dest_start, begin + found.dest_end
            at = flat.find(form[offset : offset + size], at + 1)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span as whole words; a word beside it that it only reaches into by a wrong character or two is none of it."""
    first, last = _word(text, start), _word(text, end - 1)
    only_reaches = start > first[0] and first[1] - start <= WRONG and first[1] < end
    start = _next(text, first[1], 1) if only_reaches else first[0]
    if end < last[1] and end - last[0] <= WRONG and last[0] > start:
        return start, _next(text, last[0] - 1, -1) + 1
    return start, last[1]


def _word(text: str, at: int) -> tuple[int, int]:
    """The run of ASCII letters and digits around a place."""
    start, end = at, at + 1
    while start and _joins(text[start - 1]):
        start -= 1
    while end < len(text) and _joins(text[end]):
        end += 1
    return start, end


def _joins(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _next(text: str, at: int, step: int) -> int:
    """The next letter or digit from a place on."""
    while not text[at].isalnum():
        at += step
    return at


def _protected(text: str, policy: RedactionPolicy) -> Iterator[tuple[int, int]]:
    yield from protected.spans(text, policy)
    yield from protected.reference_ids(text, policy)
    yield from protected.links(text)
