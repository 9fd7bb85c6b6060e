"""Checks on the wording: facts instead of feelings and blame, one story, nobody who acts for the seller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assemble.lack import Lack
from assemble.review import Review
from assemble.texts import texts_of
from assemble.words_in import first_word
from config.appeals import Part


def emotional(review: Review) -> Iterator[Lack]:
    """No text pleads or complains."""
    yield from _with_words(review, "NP-WORDING-EMOTIONAL", review.checks.emotional)


def blaming(review: Review) -> Iterator[Lack]:
    """No text lays the blame on buyers, carriers, competitors or the marketplace."""
    yield from _with_words(review, "NP-WORDING-BLAME", review.checks.blaming)


def contradicting(review: Review) -> Iterator[Lack]:
    """A dispute admits nothing, and what owns up to a violation denies nothing."""
    form = review.form
    if form is not None and Part.NO_VIOLATION in form.sections:
        yield from _with_words(review, "NP-WORDING-ADMITS", review.checks.admitting)
    elif form is not None and form.admits:
        yield from _with_words(review, "NP-WORDING-DENIES", review.checks.denying)


def services(review: Review) -> Iterator[Lack]:
    """No text names somebody who promises reinstatement or acts for the seller."""
    yield from _with_words(review, "NP-SERVICE-NAMED", review.checks.services)


def _with_words(review: Review, code: str, words: Iterable[str]) -> Iterator[Lack]:
    """A lack for every text that holds one of the words."""
    listed = tuple(words)
    for place, text in texts_of(review.answers):
        if word := first_word(text, listed):
            yield review.lack(code, place, word=word)
