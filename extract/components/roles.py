"""What a period or a date is for: the words right beside it, the words of its sentence, and the heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from config.cue_rules import RoleWords
from config.cues import PLACE, Cue
from config.words import Role
from extract.components.periods import ADJECTIVES
from extract.measures import DateMention, PeriodMention
from extract.reading import Reading, Sentence

NEAR, CONTEXT, SECTION = 2.0, 1.5, 1.5
WEIGHTS: dict[Role | None, tuple[float, int]] = {
    Role.STOCK: (2.1, 3),
    Role.COURT: (2.1, 3),
    Role.REVIEW: (2.4, 3),
    Role.EVIDENCE: (1.5, 1),
    Role.RESPONSE: (1.5, 1),
}
"""What one wording of the sentence weighs and how many count: `we review` says more than `invoice` or `please`."""
_SHORT = (Role.RESPONSE, Role.STOCK, Role.FUNDS, Role.REVIEW)
"""Months and years need more than one wording to be one of these."""
LITTLE = 2.4
_ADJECTIVE = re.compile(ADJECTIVES)
_YEAR = ("P365D", "P360D")
WINDOW = 130
"""Characters to each side that still belong to the same statement."""
_SECTION_ROLES: dict[str, tuple[Role, ...]] = {
    "review": (Role.REVIEW,),
    "funds": (Role.FUNDS,),
    "deadline": (Role.RESPONSE,),
    "consequence": (Role.STOCK, Role.FUNDS),
}


def periods_with_roles(reading: Reading, mentions: Iterable[PeriodMention]) -> Iterator[PeriodMention]:
    """Each period with its role, None where nothing tells."""
    for mention in mentions:
        sentence = reading.sentence(mention.start)
        if sentence is not None:
            yield replace(
                mention,
                role=_period_role(
                    reading,
                    sentence,
                    mention.start,
                    mention.end,
                    long=mention.period[-1] in "MY" or mention.period in _YEAR,
                ),
            )


def _period_role(reading: Reading, sentence: Sentence, start: int, end: int, *, long: bool) -> Role | None:
    around, context = _around(reading, sentence, start, end)
    best: tuple[float, Role | None] = (0.0, None)
    for role, words in reading.rules.cues.roles.roles():
        each, most = WEIGHTS.get(role, (CONTEXT, 3))
        weight = _weight(reading, words, around, context, each, most)
        if role is Role.FUNDS and weight == NEAR:
            continue
        if role in _SECTION_ROLES.get(sentence.section, ()) and (weight or sentence.section in ("review", "deadline")):
            weight += SECTION
        if long and role in _SHORT and weight <= LITTLE:
            continue
        if weight > best[0]:
            best = (weight, role)
    return (
        best[1] if best[0] >= NEAR or best[1] not in (Role.EVIDENCE, Role.METRIC, Role.RESPONSE, Role.REVIEW) else None
    )


def _around(reading: Reading, sentence: Sentence, start: int, end: int) -> tuple[str, str]:
    left = max(sentence.start, start - WINDOW)
    right = min(sentence.end, end + WINDOW)
    lower = reading.folded.lower
    rest = lower[end:right]
    ends = [m.start() for cue in reading.every_cue(reading.rules.cues.roles.otherwise) if (m := cue.search(rest))]
    right = end + min(ends, default=right - end)
    inside = _ADJECTIVE.search(lower[start:end])  # "30 derniers jours"
    before = lower[left:start] + (inside[0] + " " if inside else "")
    return before + PLACE + lower[end:right], lower[left:start] + " " + lower[end:right]


def _weight(reading: Reading, words: RoleWords, around: str, context: str, each: float, most: int) -> float:
    near = NEAR * any(_beside(cue, around) for cue in reading.every_cue(words.near))
    return near + each * min(most, _distinct(reading.every_cue(words.context), context))


def _beside(cue: Cue, around: str) -> bool:
    return cue.search(around) is not None


def _distinct(cues: Iterable[Cue], context: str) -> int:
    return len({match.start() for cue in cues if (match := cue.search(context))})


def dates_with_roles(reading: Reading, mentions: Iterable[DateMention]) -> Iterator[DateMention]:
    """Each date with its role: RESPONSE for what must be met, EVENT for all others."""
    rules = reading.rules.cues.roles
    for mention in mentions:
        sentence = reading.sentence(mention.start)
        if sentence is None or (sentence.heading and sentence.section != "deadline"):
            continue
        around, context = _around(reading, sentence, mention.start, mention.end)
        asked = any(_beside(cue, around) for cue in reading.every_cue(rules.date_response))
        other = any(_beside(cue, around) for cue in reading.every_cue(rules.date_other))
        aimed = _distinct(reading.every_cue(rules.response.context), context)
        ban = any(_beside(cue, around) for cue in reading.every_cue(rules.ban.near))
        response = (asked and not ban and (not other or aimed > 0)) or (sentence.section == "deadline" and not other)
        yield replace(mention, role=Role.RESPONSE if response else Role.EVENT)
