"""What happened: what was taken, is being taken, or is in danger, and to what."""

from __future__ import annotations

from dataclasses import dataclass

from config.cues import PLACE
from config.words import Scope
from extract.components.clauses import beside, clause_around, condition_of, firm, overlap, real_condition, says, span_in
from extract.components.names import inside
from extract.components.objects import about, first_object, nearest_object
from extract.reading import Mark, Reading, Sentence

QUIET = frozenset({"how", "send", "dispute", "consequence", "help", "review", "deadline"})
"""Sections that tell what to do or what may come, not what happened."""
_CLAUSE_ENDS = (";", " - ", "ため", "ので", "因此", "所以")
"""What stands after a doubt that is the reason for what was done, not its condition."""
_GOES_ON = ("し、", "し,", "れ、", "れ,")
DENIAL = 40
"""Characters before a word in which it can be denied."""


@dataclass(frozen=True, slots=True)
class Status:
    """Sentences that say what happened, by what they say."""

    taken: tuple[Mark, ...]
    fresh: bool
    """Whether something was taken, and does not only stay so."""
    taken_from: frozenset[Scope]
    risk: tuple[Mark, ...]
    risk_to: frozenset[Scope]
    risk_in_front: bool
    """Whether a notice begins with the danger, and not with what it asks for."""
    open: bool
    fined: bool
    """Whether money was taken for good."""


def status_in(reading: Reading, later: frozenset[int] = frozenset(), names: tuple[tuple[int, int], ...] = ()) -> Status:
    """What the sentences of a notice say about what happened.

    `later` are the folded offsets of terms and of dates to come: what is announced beside one is not yet done.
    `names` are the places of names of products and owners, whose words tell nothing: `Tatters Limited`.
    """
    rules, stays = reading.rules.cues.status, reading.rules.cues.replies.stays
    taken: list[Mark] = []
    risk: list[Mark] = []
    taken_from: set[Scope | None] = set()
    risk_to: set[Scope | None] = set()
    open_, fined, risk_in_front, fresh = False, False, False, False
    before: Scope | None = None
    last: Scope | None = None
    for sentence in reading.sentences:
        if sentence.question or (sentence.heading and sentence.section != "consequence"):
            continue
        quiet = sentence.section in QUIET
        if not quiet and (unchanged := says(reading, rules.open, sentence)):
            open_, last = True, nearest_object(reading, sentence, unchanged) or last
        replies = _replies(reading, sentence)
        verbs = [] if replies else _verbs(reading, sentence, names)
        outright = says(reading, rules.at_risk, sentence)
        happened = [v for v in verbs if not (quiet or _under(reading, v, sentence) or _in_danger(outright, v))]
        if not (happened or quiet or replies):
            happened = _announced(reading, sentence, verbs, later)
        if happened:
            taken.append(_mark(reading, sentence, happened[0], "taken"))
            taken_from |= {about(reading, sentence, verb, before, last) for verb in happened}
            fined |= bool(reading.within(rules.fined, sentence))
            fresh |= any(not beside(reading, stays, sentence, verb) for verb in happened)
        elif danger := says(reading, rules.risk, sentence) or outright or _threat(reading, sentence, verbs):
            risk.append(_mark(reading, sentence, danger, "risk"))
            risked = about(reading, sentence, danger, before, last) or last
            risk_to.add(risked if sentence.section != "consequence" else None)
            risk_in_front |= _in_front(reading, sentence, outright)
        before = first_object(reading, sentence)
        last = before or last
    return Status(
        taken=tuple(taken),
        fresh=fresh,
        taken_from=frozenset(scope for scope in taken_from if scope),
        risk=tuple(risk),
        risk_to=frozenset(scope for scope in risk_to if scope),
        risk_in_front=risk_in_front,
        open=open_,
        fined=fined,
    )


def _mark(reading: Reading, sentence: Sentence, span: tuple[int, int], what: str) -> Mark:
    return reading.mark("kind", what, sentence.start + span[0], sentence.start + span[1], f"status: {what}")


def _in_front(reading: Reading, sentence: Sentence, outright: tuple[int, int] | None) -> bool:
    """Whether the subject tells what will be taken, or the first sentences that something is in danger already."""
    if sentence.section == "subject":
        future = says(reading, reading.rules.cues.status.future, sentence)
        return bool(future) and not outright and real_condition(reading, sentence) is None
    first = condition_of(reading, sentence, None)
    return sentence.section == "status" and outright is not None and not (first and first[0] < 4)


def _replies(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence tells that something was given back or received: what was taken is told as known."""
    replies = reading.rules.cues.replies
    received = says(reading, replies.appeal, sentence) and firm(reading, replies.received, sentence)
    return (received or firm(reading, replies.restored, sentence)) and not says(reading, replies.rejected, sentence)


def _announced(
    reading: Reading, sentence: Sentence, verbs: list[tuple[int, int]], later: frozenset[int]
) -> list[tuple[int, int]]:
    """What a sentence says is being done now: `from today`, or in the present tense and neither conditional nor later.

    `We are removing your offer` is done; `after 3 May we remove it` and `without an answer we remove it` are not.
    """
    rules = reading.rules.cues.status
    if reading.within(rules.now, sentence):
        announced = verbs[0] if verbs else says(reading, rules.take, sentence)
        return [announced] if announced else []
    if any(sentence.start <= at < sentence.end for at in later) or says(reading, rules.later, sentence):
        return []
    spans = (span_in(place, sentence) for place in reading.within(rules.announce, sentence))
    return [
        span for span in spans if not (condition_of(reading, sentence, span) or _denied(reading, sentence, span[0]))
    ]


def _verbs(reading: Reading, sentence: Sentence, names: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """The places in a sentence where something is said to be taken."""
    rules = reading.rules.cues.status
    ignored = reading.within(rules.ignore, sentence)
    unchanged = () if sentence.section in QUIET else reading.within(rules.open, sentence)
    if sentence.section == "subject" and (ignored or unchanged):
        return []
    found = [
        span_in(place, sentence)
        for place in reading.within(rules.taken, sentence)
        if not (inside(names, place.start) or any(overlap(other, place) for other in ignored))
        and not any(other.start <= place.start < other.end for other in unchanged)
    ]
    return [span for span in found if not _denied(reading, sentence, span[0])]


def _denied(reading: Reading, sentence: Sentence, start: int) -> bool:
    """Whether the word at a place of a sentence is said not to be so."""
    before = sentence.lower[max(0, start - DENIAL) : start] + PLACE
    return any(cue.search(before) for cue in reading.cues(reading.rules.cues.status.negated))


def _threat(reading: Reading, sentence: Sentence, verbs: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Where a sentence says under a condition, or as what is to be prevented, that something is taken."""
    rules = reading.rules.cues.status
    verb = verbs[0] if verbs else says(reading, rules.take, sentence) or says(reading, rules.taken, sentence)
    return verb if verb and condition_of(reading, sentence, verb) else None


def _only_reason(reading: Reading, sentence: Sentence, conditional: tuple[int, int], verb: tuple[int, int]) -> bool:
    """Whether a condition stands in the clause that gives the reason: `because it may burn, we removed it`."""
    start, end = clause_around(sentence.lower, conditional)
    reasons = (span_in(place, sentence) for place in reading.within(reading.rules.cues.status.because, sentence))
    return verb[0] >= end and any(start <= a < conditional[0] for a, _ in reasons)


def _in_danger(outright: tuple[int, int] | None, verb: tuple[int, int]) -> bool:
    """Whether a verb is what somebody is in danger of: `at risk of`, or right behind it, 被停用的风险."""
    return outright is not None and (outright[0] < verb[1] or 0 <= outright[0] - verb[1] <= 3)


def _under(reading: Reading, verb: tuple[int, int], sentence: Sentence) -> bool:
    """Whether what was said to happen depends on something: the condition stands before it in the same clause."""
    conditional = condition_of(reading, sentence, verb)
    if conditional is None:
        return False
    if conditional[0] >= verb[1]:
        goes_on = sentence.lower[verb[1] - 1 : verb[1] + 1] in _GOES_ON  # 停止し、 takes its mood from the end
        wide = sentence.lower[conditional[0] : conditional[0] + 1] > "\u3000"
        return wide and (goes_on or "場合" in sentence.lower[verb[1] :])
    if _only_reason(reading, sentence, conditional, verb):
        return False
    between = sentence.lower[conditional[1] : verb[0]]
    return not any(sign in between for sign in _CLAUSE_ENDS)
