"""What a verb of a notice is about: the account, listings, or funds."""

from __future__ import annotations

from config.words import Scope
from extract.components.clauses import overlap, says
from extract.reading import Reading, Sentence

ACROSS = 45
"""What a comma between adds to the distance."""
WIDE_AFTER = 6
"""What standing behind the verb adds in Chinese and Japanese, which put things before it."""
HEAD = 3
"""Characters before a pronoun that still begins its sentence, and between a verb and a pronoun as its object."""
REACH = 90
"""Characters between what happened and what it happened to."""


def nearest_object(reading: Reading, sentence: Sentence, verb: tuple[int, int]) -> Scope | None:
    """The nearest thing that a verb can be about, things before it first where the language puts them there."""
    best: tuple[int, int, Scope] | None = None
    whose = reading.within(reading.rules.cues.status.attributes, sentence)
    for rank, (name, wordings) in enumerate(reading.rules.cues.status.objects.items()):
        for place in reading.within(wordings, sentence):
            if name == Scope.ACCOUNT and any(overlap(a, place) for a in whose):
                continue
            start, end = place.start - sentence.start, place.end - sentence.start
            distance = max(start - verb[1], verb[0] - end, 0)
            between = sentence.lower[min(end, verb[1]) : max(start, verb[0])]
            comma = any(sign in between for sign in ",、;")
            after = start >= verb[1]
            distance += ACROSS * comma * (2 if after else 1) + WIDE_AFTER * (after and sentence.lower[start] > "\u3000")
            if distance <= REACH + ACROSS:
                found = (distance, rank, Scope(name))
                best = min(best, found) if best else found
    return best[2] if best else None


def about(
    reading: Reading, sentence: Sentence, verb: tuple[int, int], before: Scope | None, last: Scope | None
) -> Scope | None:
    """What a verb is about: the nearest thing, unless a pronoun stands for it.

    `They were removed` is about what the sentence before spoke of, `we close it` about what was spoken of last.
    """
    money = says(reading, reading.rules.cues.status.fined, sentence)
    if money and money[0] < verb[1] and verb[0] < money[1]:
        return Scope.FUNDS
    for place in reading.within(reading.rules.cues.status.pronouns, sentence) if last else ():
        start, end = place.start - sentence.start, place.end - sentence.start
        if before and start <= HEAD and 0 <= verb[0] - end <= REACH // 2:
            return before
        if 0 <= start - verb[1] < HEAD:
            return last
    return nearest_object(reading, sentence, verb)


def first_object(reading: Reading, sentence: Sentence) -> Scope | None:
    """The first thing that a sentence speaks of."""
    objects = reading.rules.cues.status.objects
    first = ((p[0].start, Scope(name)) for name, words in objects.items() if (p := reading.within(words, sentence)))
    return min(first, default=(0, None))[1]
