"""Checks against earlier appeals of the seller: the same text again is taken for a duplicate and slows the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assemble.lack import Lack
from assemble.review import Review
from assemble.texts import Placed, texts_of

FEWEST = 80
"""Characters from which on two texts can be compared."""
MOST = 40_000
"""Characters compared; more do not change the answer."""


def unchanged_text(review: Review) -> Iterator[Lack]:
    """The text differs from the last one that was submitted in this case."""
    same = [one for one in review.dossier.earlier if one.case == review.case.id]
    if not same or review.form is None:
        return
    last = same[-1]
    score = alike(texts_of(review.answers), last.texts)
    if score >= review.checks.similarity.unchanged:
        values = {"version": last.version, "day": last.submitted.date().isoformat(), "score": f"{score:.0f}"}
        yield review.lack("NP-TEXT-UNCHANGED", "submission.txt", **values)


def reused_text(review: Review) -> Iterator[Lack]:
    """The text was written for this case and not taken from an appeal of another one."""
    if review.form is None:
        return
    for one in review.dossier.earlier:
        if one.case != review.case.id:
            score = alike(texts_of(review.answers), one.texts)
            if score >= review.checks.similarity.reused:
                yield review.lack("NP-TEXT-REUSED", "submission.txt", case=one.case, score=f"{score:.0f}")


def alike(one: Iterable[Placed], other: Iterable[Placed]) -> float:
    """How alike two sets of texts are, 0 to 100; the order of sentences may differ. 0 for texts too short to tell."""
    from rapidfuzz import fuzz

    first, second = _whole(one), _whole(other)
    if min(len(first), len(second)) < FEWEST:
        return 0.0
    return max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second))


def _whole(texts: Iterable[Placed]) -> str:
    """What the texts say, without names of places and of who signs, which are the same in all appeals of a seller."""
    words = " ".join(text for place, text in texts if place != "signatory")
    return " ".join(words.casefold().split())[:MOST]
