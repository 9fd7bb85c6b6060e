"""Finds sensitive values in a text: every detector on the folded text, on joined lines too, overlaps resolved.

What the packet needs (ASINs, labelled ids, links, dates) is protected first. Where two values overlap the surer, then
the longer one gives the name, and what is left of the other goes as well: no part of a found value ever stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from assemble.redact.detectors import DETECTORS, Detector, protected
from assemble.redact.detectors.card import WORDS as CARD_WORDS
from assemble.redact.detectors.patterns import near
from assemble.redact.known import KNOWN, Known, form_of
from assemble.redact.nearly import nearly
from assemble.redact.reading import FILE, Reading, readings
from assemble.redact.sensitive import Hit, Sensitive, Strength
from assemble.redact.view import View, boxed, folded, joined
from config.redaction import Entity, RedactionPolicy

Span = tuple[int, int]
_WORD = re.compile(r"[A-Z]{5,}\s")
"""A line that ends with a word in capitals, under which a line may begin with a figure."""
_SOFT_END = re.compile(r"=[ \t]{0,8}\r?\n")
"""A line end of quoted-printable that is none: the reading without it is the one to ask."""
ENCODED = "encoded"
"""Names as detector that a run says a value in a coding; parts of the run tell nothing by themselves."""


def find(
    text: str,
    policy: RedactionPolicy,
    *,
    references: Collection[str] = (),
    known: Collection[Sensitive] = (),
    goes: Callable[[Sensitive], bool] = lambda _: True,
) -> tuple[Sensitive, ...]:
    """Every sensitive value of a text, in order, none overlapping another.

    `references` are ids that a label elsewhere in the packet calls a reference: they stay here without a label too.
    `known` are values found elsewhere in the packet: they go here also where no label stands beside them.
    Of two names for the very same span that are equally sure, the one that `goes` is taken.
    """
    return Detections(policy, frozenset(references)).find(text, known, goes)


class Detections:
    """What the detectors find in texts, remembered: a packet says the same things in many places.

    What is known from other places does not change what a detector finds, so it is asked before and after.
    """

    def __init__(self, policy: RedactionPolicy, references: frozenset[str] = frozenset()) -> None:
        self.policy, self.references = policy, references
        self._ids = frozenset(map(form_of, references))
        self._found: dict[str, tuple[Sensitive, ...]] = {}
        self._read: dict[str, tuple[Reading, ...]] = {}
        self._known = Known((), self._ids)

    def find(
        self, text: str, known: Collection[Sensitive], goes: Callable[[Sensitive], bool], *, close: bool = False
    ) -> tuple[Sensitive, ...]:
        """As `find`; `close`: what nearly is a known value goes too."""
        if known is not self._known.values:
            self._known = Known(known, self._ids)
        found = [*self._detected(text), *self._known.found_in(text, folded(text))]
        for reading in self._read[text]:
            found += _as_written(text, reading, self._known.found_in(reading.text, folded(reading.text)))
        if close:
            found.extend(nearly(text, folded(text), known, self.policy))
        return tuple(_resolved(text, found, goes))

    def is_reference(self, value: str) -> bool:
        """Whether a value is an id that a label calls a reference."""
        return form_of(value) in self._ids

    def _detected(self, text: str) -> tuple[Sensitive, ...]:
        if text not in self._found:
            self._read[text] = tuple(readings(text))
            found = list(_written(text, folded(text), self.policy, self.references))
            for reading in self._read[text]:
                found += _as_written(text, reading, self._said(reading.text))
            self._found[text] = tuple(found)
        return self._found[text]

    def _said(self, words: str) -> Iterator[Sensitive]:
        """The values of a reading."""
        if words is FILE:
            yield Sensitive(Entity.FILE, 0, len(words), words, ENCODED)
        else:
            yield from _written(words, folded(words), self.policy, self.references)


def _as_written(text: str, reading: Reading, values: Iterable[Sensitive]) -> Iterator[Sensitive]:
    """The values of a reading where the text has them; a run in a coding goes as a whole, and surely."""
    for value in values:
        if reading.shows(text, value.start, value.end):
            start, end = reading.span(value.start, value.end)
            detector, strength = (ENCODED, Strength.FORM) if reading.whole else (value.detector, value.strength)
            says = "" if value.entity is Entity.FILE else value.plain
            yield Sensitive(value.entity, start, end, text[start:end], detector, strength, says)


def _written(text: str, view: View, policy: RedactionPolicy, references: Collection[str]) -> Iterator[Sensitive]:
    """The values that stand in the text as they are."""
    guard = _Guard(view, policy, references)
    digits = sum(map(str.isdigit, view.text))
    for detector in DETECTORS:
        if detector.may_find(view.text, digits):
            yield from _detected(detector, text, view, guard, policy)


def references(text: str, policy: RedactionPolicy) -> frozenset[str]:
    """The numbers of a text that a reference label names: complaint ids, case ids."""
    view = folded(text)
    return frozenset(view.text[a:b] for a, b in protected.reference_ids(view.text, policy))


class _Guard:
    """The spans of a view that stay, worked out when the first hit asks."""

    def __init__(self, view: View, policy: RedactionPolicy, known: Collection[str]) -> None:
        self._view, self._policy, self._known = view, policy, known

    @cached_property
    def _forms(self) -> list[Span]:
        return sorted(protected.spans(self._view.text, self._policy))

    @cached_property
    def _links(self) -> list[Span]:
        return sorted(protected.links(self._view.text))

    @cached_property
    def _ids(self) -> list[Span]:
        text = self._view.text
        return sorted({*protected.reference_ids(text, self._policy), *(s for k in self._known for s in _runs(text, k))})

    def refuses(self, detector: Detector, hit: Hit) -> bool:
        """Whether a hit would take what the packet needs."""
        if detector.numeric and (_touches(self._forms, hit) or _touches(self._ids, hit)):
            return True
        if any(a <= hit.start and hit.end <= b for a, b in self._forms):
            return True
        return not detector.in_links and any(a <= hit.start < b for a, b in self._links)


def _touches(spans: list[Span], hit: Hit) -> bool:
    at = bisect_left(spans, (hit.end, -1))
    return any(b > hit.start for _, b in spans[max(0, at - 3) : at])


def _runs(text: str, value: str) -> Iterator[Span]:
    """Where a number stands as a run of its own."""
    at = text.find(value)
    while at >= 0:
        end = at + len(value)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            yield at, end
        at = text.find(value, end)


def _detected(detector: Detector, text: str, view: View, guard: _Guard, policy: RedactionPolicy) -> Iterator[Sensitive]:
    plain = [h for h in detector.hits(view.text, policy) if h.end > h.start and not guard.refuses(detector, h)]
    spans = [(*view.span(h.start, h.end), h.strength) for h in plain]
    if detector.wraps and "\n" in view.text:
        spans.extend(_wrapped(detector, text, view, [(a, b) for a, b, _ in spans], guard, policy))
    if detector.cells and "\t" in view.text:
        spans.extend(_over_cells(detector, view, guard, policy))
    for start, end, strength in spans:
        yield Sensitive(detector.entity, start, end, text[start:end], detector.entity.value, strength)


def _over_cells(
    detector: Detector, view: View, guard: _Guard, policy: RedactionPolicy
) -> Iterator[tuple[int, int, Strength]]:
    """Values that run over the cells of a row: of a form that numbers side by side do not have by chance."""
    boxes = boxed(view)
    for row in (view, boxes) if len(boxes.text) < len(view.text) else (view,):
        text = row.text.replace("\t", " ")
        for hit in detector.hits(text, policy):
            start, end = row.span(hit.start, hit.end)
            over = "\t" in row.text[hit.start : hit.end] or (row is boxes and end - start > hit.end - hit.start)
            named = detector.entity is not Entity.CARD or near(text, hit.start, hit.end, CARD_WORDS)
            if over and hit.strength is Strength.FORM and named and not (row is view and guard.refuses(detector, hit)):
                yield start, end, hit.strength


def _wrapped(
    detector: Detector, text: str, view: View, plain: list[Span], guard: _Guard, policy: RedactionPolicy
) -> Iterator[tuple[int, int, Strength]]:
    """Values that run over a line end: found in the joined view, and believed when the break is inside the value."""
    one_line = joined(view)
    for hit in detector.hits(one_line.text, policy):
        start, end = one_line.span(hit.start, hit.end)
        if ("\n" not in text[start:end] and "\r" not in text[start:end]) or _SOFT_END.search(text, start, end):
            continue
        at = bisect_left(view.origin, start), bisect_left(view.origin, end)
        if guard.refuses(detector, Hit(*at, hit.strength)):
            continue
        if detector.entity is Entity.SELLER_ID and _WORD.match(text[start:end]):
            continue
        inside = [(a, b) for a, b in plain if a < end and b > start]
        if not inside or all(_is_break_inside(detector.entity, text, start, end, a, b) for a, b in inside):
            yield start, end, hit.strength


def _is_break_inside(entity: Entity, text: str, start: int, end: int, a: int, b: int) -> bool:
    """Whether a value longer than the one on a single line is one value and not two words on two lines."""
    if a > start:
        before = text[start:a].strip()
        if before.endswith(".") and before[:-1].isalpha():  # the end of a sentence
            return entity is Entity.EMAIL and _is_full_line(text, a)
        return any(c in "._+-0123456789" for c in before) or (entity is Entity.EMAIL and _is_full_line(text, a))
    tail = text[b:end].strip()
    return entity is Entity.TOKEN and (any(c.isdigit() for c in tail) or len(tail) > 20)


def _is_full_line(text: str, at: int) -> bool:
    """Whether the line that ends before `at` is the longest around: a line broken by width, maybe inside a word."""
    lines = text[max(0, at - 400) : at].splitlines()[-4:]
    after = text[at : at + 400].splitlines()[:1]
    return len(lines[-1]) >= 40 and all(len(line) <= len(lines[-1]) for line in lines[1:] + after)


def _resolved(text: str, found: list[Sensitive], goes: Callable[[Sensitive], bool]) -> Iterator[Sensitive]:
    """The found values in order: those of one entity that overlap as one, the weaker of two entities trimmed."""
    order = {d.entity: i for i, d in enumerate(DETECTORS)} | {Entity.FILE: len(DETECTORS)}
    ranked = sorted(
        _united(text, found), key=lambda s: (-s.strength, s.start - s.end, not goes(s), order[s.entity], s.start)
    )
    free = bytearray(b"\x01") * len(text)
    taken: list[Sensitive] = []
    for value in ranked:
        for piece in re.finditer(b"\x01+", free[value.start : value.end]):
            start, end = value.start + piece.start(), value.start + piece.end()
            if any(c.isalnum() for c in folded(text[start:end]).text):
                taken.append(replace(value, start=start, end=end, value=text[start:end]))
        free[value.start : value.end] = bytes(value.end - value.start)
    return iter(sorted(taken, key=lambda s: s.start))


def _united(text: str, found: list[Sensitive]) -> Iterator[Sensitive]:
    last: dict[Entity, Sensitive] = {}
    for value in sorted(found, key=lambda s: (s.start, s.end)):
        held = last.get(value.entity)
        if held and value.start < held.end:
            end = max(held.end, value.end)
            strength = max(held.strength, value.strength)
            detector = ENCODED if ENCODED in (held.detector, value.detector) else held.detector
            detector = value.detector if detector == KNOWN else detector
            says = max((held, value), key=lambda s: s.end - s.start).says
            value = Sensitive(value.entity, held.start, end, text[held.start : end], detector, strength, says)
        elif held:
            yield held
        last[value.entity] = value
    yield from last.values()
