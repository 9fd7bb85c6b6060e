"""What a period or a date is for: the words right beside it, the words of its sentence, and the heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from config.cue_rules import RoleWords
from config.cues import PLACE, Cue
from config.words import Role
from extract.components.periods import ADJECTIVES
from extract.measures import DateMention, PeriodMention
from extract.reading import Reading, Sentence

SURE, NEAR, WEAK, CONTEXT, SECTION = 3.5, 2.0, 1.0, 1.5, 1.5
FARTHER = 0.7
"""What a wording beyond a comma counts: `If we hear nothing within 10 days, we keep your funds`."""
BESIDE_SURE = 0.2
"""What the words of the sentence still count beside a sure wording."""
MAX_FILLERS = 6
_CLAUSE = re.compile(r"(?<!\d)[,;]|[,;](?!\d)")
_CLOCK = r"\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?(?:[ap]\.?m\.?|uhr|h)"
_LATER = re.compile(
    rf"^\s?(?:\([^()\n]{{1,20}}\))?[\s,]{{0,2}}(?:(?:午後|午前|下午|上午|晚上)?(?:{_CLOCK}|\d{{1,2}}[时時点]\d{{0,2}}分?))?(?:\s?\([^()\n]{{1,20}}\))?"
)
"""The weekday and the time of day behind a date."""
WEIGHTS: dict[Role | None, tuple[float, int]] = {
    Role.STOCK: (2.1, 3),
    Role.COURT: (2.1, 3),
    Role.REVIEW: (2.4, 3),
    None: (1.8, 3),
    Role.EVIDENCE: (1.5, 1),
    Role.RESPONSE: (1.5, 1),
}
"""What one wording of the sentence weighs and how many count: `we review` says more than `invoice` or `please`."""
_SHORT = (Role.RESPONSE, Role.STOCK, Role.FUNDS, Role.REVIEW)
"""Months and years need more than one wording to be one of these."""
_PAST = (Role.EVIDENCE, Role.METRIC, Role.COURT)
"""What a period that lies behind, or `lasts`, can be for."""
LITTLE = 2.4
_ADJECTIVE = re.compile(ADJECTIVES)
_YEAR = ("P365D", "P360D", "P180D")
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
    surroundings = _around(reading, sentence, start, end, fillers=False)
    best: tuple[float, Role | None] = (0.0, None)
    rules = reading.rules.cues.roles
    past = any(_beside(cue, surroundings.beside) for cue in reading.cues(rules.response.never))
    for role, words in rules.roles():
        if past and role not in _PAST:
            continue
        each, most = WEIGHTS.get(role, (CONTEXT, 3))
        weight = _weight(reading, words, surroundings, each, most)
        if role is Role.FUNDS and weight == NEAR:
            continue
        if role in _SECTION_ROLES.get(sentence.section, ()) and (weight or sentence.section in ("review", "deadline")):
            weight += SECTION
        if long and role in _SHORT and weight <= LITTLE:
            continue
        if weight > best[0]:
            best = (weight, role)
    sure = best[0] >= NEAR or best[1] not in (Role.EVIDENCE, Role.METRIC, Role.RESPONSE, Role.REVIEW)
    return best[1] if sure else None


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a period or date in its sentence."""

    beside: str
    """The words with PLACE for it; a second time without the fillers next to it."""
    words: str
    """The words without it."""
    clause: tuple[int, int]
    """The part of `words` between the commas around it, half open."""


def _around(reading: Reading, sentence: Sentence, start: int, end: int, *, fillers: bool) -> _Around:
    left = max(sentence.start, start - WINDOW)
    right = min(sentence.end, end + WINDOW)
    lower = reading.folded.lower
    rest = lower[end:right]
    ends = [m.start() for cue in reading.cues(reading.rules.cues.roles.otherwise) if (m := cue.search(rest))]
    right = end + min(ends, default=right - end)
    inside = _ADJECTIVE.search(lower[start:end])  # "30 derniers jours"
    before = lower[left:start] + (inside[0] + " " if inside else "")
    after = lower[end:right]
    beside = before + PLACE + after
    if fillers:
        later = _LATER.sub("", after, count=1)
        beside = "\n".join((beside, *(nearer + PLACE + later for nearer in _closer(before, _fillers(reading)))))
    before, after = lower[left:start], lower[end:right]
    first = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
    cut = _CLAUSE.search(after)
    return _Around(beside, before + " " + after, (first, len(before) + 1 + (cut.start() if cut else len(after))))


def _closer(before: str, fillers: re.Pattern[str]) -> Iterator[str]:
    """What stands before a date, and again without the last filler, and so on."""
    for _ in range(MAX_FILLERS):
        yield before
        match = fillers.search(before, max(0, len(before) - 40))
        if match is None:
            break
        before = before[: match.start()].rstrip(" ,") + " "


def _fillers(reading: Reading) -> re.Pattern[str]:
    every = reading.rules.cues.time.fillers
    return _filler_pattern(tuple(word for language in reading.languages for word in every.get(language, ())))


@lru_cache(maxsize=64)
def _filler_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    choice = "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{choice}|{_CLOCK})[\s,.(]{{0,3}}$")


def _weight(reading: Reading, words: RoleWords, around: _Around, each: float, most: int) -> float:
    if any(_beside(cue, around.beside) for cue in reading.cues(words.never)):
        return 0.0
    sure = any(_beside(cue, around.beside) for cue in reading.cues(words.sure))
    near = SURE if sure else NEAR * any(_beside(cue, around.beside) for cue in reading.cues(words.near))
    near = near or WEAK * any(_beside(cue, around.beside) for cue in reading.cues(words.weak))
    first, last = around.clause
    found = {match.start() for cue in reading.cues(words.context) if (match := cue.search(around.words))}
    shares = sorted((1.0 if first <= at < last else FARTHER for at in found), reverse=True)
    return near + each * (BESIDE_SURE if sure else 1.0) * sum(shares[:most])


def _longest(cues: Iterable[Cue], around: str) -> int:
    """Characters of the longest wording beside a date: `antes del {}` says more than `del {}`."""
    return max((len(match[0]) for cue in cues if (match := cue.search(around))), default=0)


def _beside(cue: Cue, around: str) -> bool:
    return cue.search(around) is not None


def dates_with_roles(reading: Reading, mentions: Iterable[DateMention]) -> Iterator[DateMention]:
    """Each date with its role: RESPONSE for what must be met, EVENT for all others."""
    rules = reading.rules.cues.roles
    mentions = tuple(mentions)
    meant = set(_meant(reading, mentions))
    for mention in mentions:
        sentence = reading.sentence(mention.start)
        if mention.start in meant:
            yield replace(mention, role=Role.RESPONSE)
            continue
        if sentence is None or (sentence.heading and sentence.section != "deadline"):
            continue
        around = _around(reading, sentence, mention.start, mention.end, fillers=True)
        asked = _longest(reading.cues(rules.date_response), around.beside)
        other = _longest(reading.cues(rules.date_other), around.beside)
        aimed = any(cue.search(around.words) for cue in reading.cues(rules.response.context))
        ban = any(_beside(cue, around.beside) for cue in reading.cues(rules.ban.near))
        response = (asked and not ban and (asked > other or aimed)) or (sentence.section == "deadline" and not other)
        yield replace(mention, role=Role.RESPONSE if response else Role.EVENT)


def _meant(reading: Reading, mentions: tuple[DateMention, ...]) -> Iterator[int]:
    """Where the dates stand that a later `before that day` of a request means: the last one named before it."""
    for place in reading.places(reading.rules.cues.roles.that_day):
        sentence = reading.sentence(place.start)
        if sentence and _answers(reading, sentence):
            before = [m.start for m in mentions if m.start < place.start]
            yield from (max(before),) if before else ()


def _answers(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence asks for an answer, and not to send out orders."""
    cues = reading.rules.cues
    return bool(reading.within(cues.requests.asks, sentence)) and any(
        reading.within(rules, sentence) for rules in cues.paths.values()
    )
