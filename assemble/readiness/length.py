"""Check on the length of the text for the form."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.compose import compose
from assemble.lack import Lack
from assemble.review import Review
from assemble.submission import form_length, short_text, submission_text


def long_text(review: Review) -> Iterator[Lack]:
    """The text for the form is not longer than the form is expected to take, or its short version is not."""
    if review.form is None:
        return
    limits = review.form.limits
    sheet = compose(review, ())
    whole = form_length(submission_text(sheet))
    short = form_length(short_text(sheet, limits.short))
    if short > limits.short:
        yield review.lack("NP-TEXT-OVER", "submission-short.txt", length=str(short), limit=str(limits.short))
    elif whole > limits.characters:
        yield review.lack("NP-TEXT-LONG", "submission.txt", length=str(whole), limit=str(limits.characters))
