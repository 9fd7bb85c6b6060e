"""Checks on the text of the appeal: every part is there and finished, and speaks of this platform."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assemble.forms import asked_headings
from assemble.issues import filled, issues_of
from assemble.lack import Lack
from assemble.literal import one_line
from assemble.review import Review
from assemble.texts import name_of, texts_of
from assemble.words_in import first_word
from config.appeals import Part

PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{0,80}%\}|<[A-Z][A-Z _-]{2,40}>|\[[A-Z][A-Z _-]{2,40}\]"
    r"|\[(?:seller|insert|your)\b[^\]\n]{0,200}\]"
    r"|\$\{[^}\n]{1,60}\}|_{4,}|\.{6,}|…{3,}",
    re.IGNORECASE,
)
"""Forms of a gap left in a text: template tags, bracketed prompts, lines of dots or underscores."""


def empty_sections(review: Review) -> Iterator[Lack]:
    """Every part of the form has content for every violation, every heading of the notice's own has its text."""
    form = review.form
    if form is None:
        return
    headings = asked_headings(review.case, form, review.rules)
    words = {heading.part: heading.text for heading in reversed(headings)}
    for issue in issues_of(review.case, review.answers):
        for part in form.sections:
            if not filled(issue, part):
                name = review.rules.name(issue.violation)
                place = f"{part.value}, {name_of(issue)}"
                yield review.lack("NP-SECTION-EMPTY", place, section=words[part], violation=name)
    points = {one_line(point.heading): point.text for point in review.answers.points}
    for heading in headings:
        if heading.part is Part.POINT and not points.get(heading.text, "").strip():
            yield review.lack("NP-POINT-EMPTY", f"point “{heading.text}”", heading=heading.text)


def placeholders(review: Review) -> Iterator[Lack]:
    """No text still holds what a sample or draft left in it."""
    for place, text in texts_of(review.answers):
        for found in _left_over(text, review.checks.placeholders):
            yield review.lack("NP-PLACEHOLDER", place, found=found)


def _left_over(text: str, words: Iterable[str]) -> Iterator[str]:
    if match := PLACEHOLDER.search(text):
        yield match[0]
    elif word := first_word(text, words):
        yield word


def other_platform(review: Review) -> Iterator[Lack]:
    """No text names another platform: that shows a text that was written for another case."""
    here = review.case.platform
    strange = [word for one, words in review.checks.platform_words.items() if one is not here for word in words]
    for place, text in texts_of(review.answers):
        if word := first_word(text, strange):
            yield review.lack("NP-WRONG-PLATFORM", place, word=word, platform=here.value.capitalize())
