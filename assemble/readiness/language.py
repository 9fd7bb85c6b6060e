"""Check on the language of the text."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.case import unique
from assemble.lack import Lack
from assemble.literal import paragraphs
from assemble.review import Review
from assemble.texts import texts_of
from config.cue_rules import LanguageRules
from extract.components.language import languages_in

FEWEST = 60
"""Characters from which on the language of a paragraph can be told."""


def language(review: Review) -> Iterator[Lack]:
    """Every paragraph is in a language that the platform's rule allows, or in the notice's own where it says so."""
    rule = review.checks.languages.get(review.case.platform)
    if rule is None:
        return
    own = {joined.facts.language for joined in review.case.notices} if rule.notice else set()
    allowed = {*rule.allowed, *(code for code in own if code)}
    for place, text in texts_of(review.answers):
        for found in unique(_languages(text, review.rules.languages)) if place != "signatory" else ():
            if found not in allowed:
                yield review.lack("NP-LANGUAGE", place, language=found, allowed=", ".join(sorted(allowed)))


def _languages(text: str, rules: LanguageRules) -> Iterator[str]:
    """The language of every paragraph that is long enough to tell."""
    for paragraph in paragraphs(text):
        found, _ = languages_in(paragraph, rules) if len(paragraph) >= FEWEST else (None, ())
        if found:
            yield found
