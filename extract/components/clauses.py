"""How something is said in a sentence: outright, under a condition, or denied."""

from __future__ import annotations

import re

from config.cue_rules import Wordings
from extract.reading import Place, Reading, Sentence

_CLAUSE_END = re.compile(r"[,;:.、()\u2013\u2014](?:\s|$)|[、，；]|\s-\s|(?<=[\u3040-\u30ff\u4e00-\u9fff])[,;:]")
_NEXT_CLAUSE = re.compile(rf"{_CLAUSE_END.pattern}|\s(?:that|because|que|parce|car|che|perché|porque|dass|weil|что)\s")
"""What ends a clause behind its verb: what it is said of is another one."""


def says(reading: Reading, wordings: Wordings, sentence: Sentence) -> tuple[int, int] | None:
    """The place in a sentence of the first of some wordings."""
    found = reading.within(wordings, sentence)
    return span_in(found[0], sentence) if found else None


def span_in(place: Place, sentence: Sentence) -> tuple[int, int]:
    """A place as offsets in its sentence, half open."""
    return place.start - sentence.start, place.end - sentence.start


def condition_of(reading: Reading, sentence: Sentence, verb: tuple[int, int] | None) -> tuple[int, int] | None:
    """The first conditional word of a sentence that is not a part of its verb."""
    found = reading.within(reading.rules.cues.status.conditional, sentence)
    spans = (span_in(place, sentence) for place in found)
    return min((s for s in spans if verb is None or s[1] <= verb[0] or s[0] >= verb[1]), default=None)


def firm(reading: Reading, wordings: Wordings, sentence: Sentence) -> bool:
    """Whether a sentence says one of some wordings without a condition before it."""
    return bool(_firm_places(reading, wordings, sentence)[:1])


def affirmed(reading: Reading, wordings: Wordings, sentence: Sentence) -> tuple[int, int] | None:
    """The first place of some wordings that is neither under a condition nor denied."""
    spans = _firm_places(reading, wordings, sentence)
    return next((span for span in spans if not denied(reading, sentence, span)), None)


def real_condition(reading: Reading, sentence: Sentence) -> tuple[int, int] | None:
    """The first conditional word of a sentence that does more than soften: `if`, and not `may`."""
    modal = {place.start for place in reading.within(reading.rules.cues.status.modal, sentence)}
    found = reading.within(reading.rules.cues.status.conditional, sentence)
    return next((span_in(place, sentence) for place in found if place.start not in modal), None)


def refused(reading: Reading, wordings: Wordings, sentence: Sentence) -> bool:
    """Whether a sentence denies one of some wordings, and not under a condition: `we do not give it back`."""
    spans = [span_in(place, sentence) for place in reading.within(wordings, sentence)]
    condition = real_condition(reading, sentence) if spans else None
    return any(denied(reading, sentence, s) for s in spans if condition is None or condition[0] > s[0])


def plainly(reading: Reading, wordings: Wordings, sentence: Sentence) -> bool:
    """Whether a sentence says one of some wordings, be it softened, without a condition before it."""
    span = says(reading, wordings, sentence)
    condition = real_condition(reading, sentence) if span else None
    return span is not None and (condition is None or condition[0] > span[0])


def _firm_places(reading: Reading, wordings: Wordings, sentence: Sentence) -> list[tuple[int, int]]:
    """The places of some wordings in a sentence, if no condition stands before the first."""
    spans = [span_in(place, sentence) for place in reading.within(wordings, sentence)]
    if not spans:
        return []
    condition = condition_of(reading, sentence, spans[0])
    return spans if condition is None or condition[0] > spans[0][0] else []


def denied(reading: Reading, sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether the clause around a place of a sentence holds a word of denial outside of that place."""
    found = beside(reading, reading.rules.cues.status.denial, sentence, span)
    return any(not (span[0] <= a and b <= span[1]) for a, b in found)


def beside(reading: Reading, wordings: Wordings, sentence: Sentence, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The places of some wordings in the clause around a place of a sentence."""
    found = [span_in(place, sentence) for place in reading.within(wordings, sentence)]
    if not found:
        return []
    start, end = clause_around(sentence.lower, span)
    return [(a, b) for a, b in found if start <= a and b <= end]


def overlap(one: Place, other: Place) -> bool:
    """Whether two places share a character."""
    return one.start < other.end and other.start < one.end


def clause_around(lower: str, span: tuple[int, int]) -> tuple[int, int]:
    """The part of a sentence between the signs around a place.

    >>> clause_around("as said, we keep it closed, sorry", (9, 16))
    (9, 26)
    """
    start = max((m.end() for m in _CLAUSE_END.finditer(lower, 0, span[0])), default=0)
    after = _NEXT_CLAUSE.search(lower, span[1])
    return start, after.start() if after else len(lower)
