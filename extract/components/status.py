"""What happened: what was taken, given back or is in danger, and to what; from that the notice's kind and scope."""

from __future__ import annotations

from dataclasses import dataclass

from config.cue_rules import Wordings
from config.cues import PLACE
from config.words import Kind, Scope, Violation
from extract.reading import Mark, Reading, Sentence

QUIET = frozenset({"how", "send", "dispute", "consequence", "help", "review", "deadline"})
"""Sections that tell what to do or what may come, not what happened."""
DATA_ONLY = frozenset(
    {Violation.ACCOUNT_IDENTITY, Violation.ACCOUNT_INFORM_ACT, Violation.ACCOUNT_DAC7, Violation.ACCOUNT_DORMANT}
)
_ACCOUNT = ("account.", "performance.", "conduct.", "legal.")
_FUNDS = ("funds.", "fulfilment.")
_ON_LISTINGS = frozenset(
    {Violation.CONDUCT_DROPSHIPPING, Violation.PERFORMANCE_VALID_TRACKING, Violation.PERFORMANCE_RETURNS}
)
_CLAUSE_ENDS = (";", " - ", "ため", "ので", "因此", "所以")
"""What stands after a doubt that is the reason for what was done, not its condition."""
_GOES_ON = ("し、", "し,", "れ、", "れ,")
DENIAL = 40
"""Characters before a word in which it can be denied."""
ACROSS = 45
"""What a comma between adds to the distance."""
WIDE_AFTER = 6
"""What standing behind the verb adds in Chinese and Japanese, which put things before it."""
HEAD = 3
"""Characters before a pronoun that still begins its sentence, and between a verb and a pronoun as its object."""
REACH = 90
"""Characters between what happened and what it happened to."""


@dataclass(frozen=True, slots=True)
class Status:
    """Sentences that say what happened, by what they say."""

    taken: tuple[Mark, ...]
    taken_from: frozenset[Scope]
    risk: tuple[Mark, ...]
    risk_to: frozenset[Scope]
    risk_in_body: bool
    open: bool
    fined: bool
    """Whether money was taken for good."""


def says(reading: Reading, wordings: Wordings, sentence: Sentence) -> tuple[int, int] | None:
    """The place in a sentence of the first of some wordings."""
    found = reading.within(wordings, sentence)
    return (found[0].start - sentence.start, found[0].end - sentence.start) if found else None


def status_in(reading: Reading) -> Status:
    """What the sentences of a notice say about what happened."""
    rules = reading.rules.cues.status
    taken: list[Mark] = []
    risk: list[Mark] = []
    taken_from: set[Scope | None] = set()
    risk_to: set[Scope | None] = set()
    open_, fined, risk_in_body = False, False, False
    before: Scope | None = None
    last: Scope | None = None
    for sentence in reading.sentences:
        if sentence.question or (sentence.heading and sentence.section != "consequence"):
            continue
        quiet = sentence.section in QUIET
        if not quiet and (unchanged := says(reading, rules.open, sentence)):
            open_, last = True, _object(reading, sentence, unchanged) or last
        verbs = [] if _replies(reading, sentence) else _verbs(reading, sentence)
        outright = says(reading, rules.at_risk, sentence)
        happened = [v for v in verbs if not (quiet or _under(reading, v, sentence) or _in_danger(outright, v))]
        if not happened and not quiet and reading.within(rules.now, sentence):
            announced = verbs[0] if verbs else says(reading, rules.take, sentence)
            happened = [announced] if announced else []
        if happened:
            taken.append(_mark(reading, sentence, happened[0], "taken"))
            taken_from |= {_about(reading, sentence, verb, before, last) for verb in happened}
            fined |= bool(reading.within(rules.fined, sentence))
        elif danger := says(reading, rules.risk, sentence) or outright or _threat(reading, sentence, verbs):
            risk.append(_mark(reading, sentence, danger, "risk"))
            about = _about(reading, sentence, danger, before, last) or last
            risk_to.add(about if sentence.section != "consequence" else None)
            first = _condition(reading, sentence, None)
            risk_in_body |= bool(outright) and sentence.section == "status" and not (first and first[0] < 4)
        before = _first_object(reading, sentence)
        last = before or last
    return Status(
        taken=tuple(taken),
        taken_from=frozenset(scope for scope in taken_from if scope),
        risk=tuple(risk),
        risk_to=frozenset(scope for scope in risk_to if scope),
        risk_in_body=risk_in_body,
        open=open_,
        fined=fined,
    )


def _mark(reading: Reading, sentence: Sentence, span: tuple[int, int], what: str) -> Mark:
    return reading.mark("kind", what, sentence.start + span[0], sentence.start + span[1], f"status: {what}")


def _replies(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence tells that something was given back or received: what was taken is told as known."""
    replies = reading.rules.cues.replies
    received = says(reading, replies.appeal, sentence) and _firm(reading, replies.received, sentence)
    return (received or _firm(reading, replies.restored, sentence)) and not says(reading, replies.rejected, sentence)


def _verbs(reading: Reading, sentence: Sentence) -> list[tuple[int, int]]:
    """The places in a sentence where something is said to be taken."""
    rules = reading.rules.cues.status
    away = [*reading.within(rules.ignore, sentence)]
    if sentence.section not in QUIET:
        away += reading.within(rules.open, sentence)
        if sentence.section == "subject" and away:
            return []
    found = [
        (place.start - sentence.start, place.end - sentence.start)
        for place in reading.within(rules.taken, sentence)
        if not any(other.start <= place.start < other.end for other in away)
    ]
    return [span for span in found if not _denied(reading, sentence, span[0])]


def _denied(reading: Reading, sentence: Sentence, start: int) -> bool:
    """Whether the word at a place of a sentence is said not to be so."""
    before = sentence.lower[max(0, start - DENIAL) : start] + PLACE
    return any(cue.search(before) for cue in reading.cues(reading.rules.cues.status.negated))


def _threat(reading: Reading, sentence: Sentence, verbs: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Where a sentence says under a condition that something is taken."""
    verb = verbs[0] if verbs else says(reading, reading.rules.cues.status.take, sentence)
    return verb if verb and _condition(reading, sentence, verb) else None


def _in_danger(outright: tuple[int, int] | None, verb: tuple[int, int]) -> bool:
    """Whether a verb is what somebody is in danger of: `at risk of`, or right behind it, 被停用的风险."""
    return outright is not None and (outright[0] < verb[1] or 0 <= outright[0] - verb[1] <= 3)


def _condition(reading: Reading, sentence: Sentence, verb: tuple[int, int] | None) -> tuple[int, int] | None:
    """The first conditional word of a sentence that is not a part of its verb."""
    found = reading.within(reading.rules.cues.status.conditional, sentence)
    spans = ((place.start - sentence.start, place.end - sentence.start) for place in found)
    return min((s for s in spans if verb is None or s[1] <= verb[0] or s[0] >= verb[1]), default=None)


def _under(reading: Reading, verb: tuple[int, int], sentence: Sentence) -> bool:
    """Whether what was said to happen depends on something: the condition stands before it in the same clause."""
    conditional = _condition(reading, sentence, verb)
    if conditional is None:
        return False
    if conditional[0] >= verb[1]:
        goes_on = sentence.lower[verb[1] - 1 : verb[1] + 1] in _GOES_ON  # 停止し、 takes its mood from the end
        wide = sentence.lower[conditional[0] : conditional[0] + 1] > "\u3000"
        return wide and (goes_on or "場合" in sentence.lower[verb[1] :])
    between = sentence.lower[conditional[1] : verb[0]]
    return not any(sign in between for sign in _CLAUSE_ENDS)


def _object(reading: Reading, sentence: Sentence, verb: tuple[int, int]) -> Scope | None:
    """The nearest thing that a verb can be about, things before it first where the language puts them there."""
    best: tuple[int, int, Scope] | None = None
    for rank, (name, wordings) in enumerate(reading.rules.cues.status.objects.items()):
        for place in reading.within(wordings, sentence):
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


def _about(
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
    return _object(reading, sentence, verb)


def _first_object(reading: Reading, sentence: Sentence) -> Scope | None:
    """The first thing that a sentence speaks of."""
    objects = reading.rules.cues.status.objects
    first = ((p[0].start, Scope(name)) for name, words in objects.items() if (p := reading.within(words, sentence)))
    return min(first, default=(0, None))[1]


def kind_of(reading: Reading, status: Status, violations: tuple[Violation, ...], *, notice: bool) -> Kind:
    """The kind of a notice; UNRELATED for what says nothing about the seller's account, listings or funds."""
    replies = reading.rules.cues.replies
    plain = [s for s in reading.sentences if not s.question and not s.heading]
    statements = [s for s in plain if s.section in ("subject", "status", "why", "other")]
    about_appeal = any(says(reading, replies.appeal, s) for s in statements)
    given = [s for s in statements if _firm(reading, replies.restored, s) and not _refuses(reading, s)]
    restored = bool(given)
    if (
        restored
        and not (about_appeal and any(_firm(reading, replies.rejected, s) for s in statements))
        and not status.taken
    ):
        return Kind.REINSTATED
    if restored and given[0].start < _first_taken(status, reading):
        return Kind.REINSTATED
    if about_appeal:
        rejected = any(_firm(reading, replies.rejected, s) for s in statements)
        lacking = any(_firm(reading, replies.lacking, s) for s in statements)
        more = any(says(reading, replies.more, s) and not says(reading, replies.nothing, s) for s in plain)
        received = any(says(reading, replies.received, s) for s in statements)
        if set(violations) & DATA_ONLY and status.taken and not any(says(reading, replies.named, s) for s in plain):
            rejected = lacking = False  # the papers of an application, not of an appeal
        if rejected:
            return Kind.APPEAL_REJECTED
        if more and (received or lacking or not status.taken):
            return Kind.INFORMATION_REQUEST
        if lacking:
            return Kind.APPEAL_REJECTED
        if received and not status.taken:
            return Kind.APPEAL_RECEIVED
    if about_appeal and not notice:
        return Kind.APPEAL_RECEIVED if _names_appeal(reading, statements) else Kind.UNRELATED
    if not notice:
        return Kind.UNRELATED
    if status.taken:
        return Kind.VIOLATION
    if set(violations) & DATA_ONLY and not status.risk_in_body:
        return Kind.INFORMATION_REQUEST
    if status.risk or status.open:
        return Kind.WARNING
    return Kind.VIOLATION if violations and not _asks_data(reading) else Kind.INFORMATION_REQUEST


def _firm(reading: Reading, wordings: Wordings, sentence: Sentence) -> bool:
    """Whether a sentence says one of some wordings without a condition before it."""
    span = says(reading, wordings, sentence)
    if span is None:
        return False
    condition = _condition(reading, sentence, span)
    return condition is None or condition[0] > span[0]


def _refuses(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence says that something is not given back."""
    replies = reading.rules.cues.replies
    return bool(says(reading, replies.rejected, sentence) or says(reading, replies.lacking, sentence))


def _names_appeal(reading: Reading, statements: list[Sentence]) -> bool:
    """Whether a message that says nothing else is at least about an appeal that was sent."""
    return any(says(reading, reading.rules.cues.replies.received, s) for s in statements)


def _first_taken(status: Status, reading: Reading) -> int:
    return min((reading.folded.place(mark.start) for mark in status.taken), default=10**9)


def _asks_data(reading: Reading) -> bool:
    wordings = reading.rules.cues.replies.information
    return any(says(reading, wordings, s) for s in reading.sentences if not s.question)


def reply_scope(reading: Reading) -> Scope | None:
    """What a reply is about: the thing nearest to what it says was given back, refused or received."""
    replies = reading.rules.cues.replies
    for wordings in (replies.restored, replies.rejected, replies.lacking, replies.more, replies.received):
        for sentence in reading.sentences:
            span = says(reading, wordings, sentence)
            if span and (scope := _object(reading, sentence, span)):
                return scope
    return None


def named_scope(reading: Reading) -> Scope | None:
    """What a message speaks of most."""
    objects = reading.rules.cues.status.objects
    counts = {Scope(name): len({place.cue for place in reading.places(words)}) for name, words in objects.items()}
    best = max(counts, key=lambda scope: counts[scope])
    return best if counts[best] else None


def scope_of(kind: Kind, status: Status, violations: tuple[Violation, ...]) -> Scope | None:
    """What a notice is about: what was taken, else what is in danger, else what its violation is about."""
    if kind is Kind.UNRELATED:
        return None
    by_violation = {_usual(code) for code in violations}
    touched = status.taken_from or (status.risk_to if kind is Kind.WARNING else frozenset())
    if violations and all(code.startswith(_FUNDS) for code in violations) and Scope.ACCOUNT not in touched:
        return Scope.FUNDS if Scope.FUNDS in touched or Scope.LISTING not in touched else Scope.LISTING
    if Violation.ACCOUNT_DORMANT in violations and Scope.LISTING not in touched:
        return Scope.FUNDS
    if Scope.ACCOUNT in touched:
        return Scope.ACCOUNT
    if any(code.startswith(("legal.", "account.")) for code in violations):
        return Scope.ACCOUNT
    if Scope.LISTING in touched:
        return Scope.LISTING if by_violation != {Scope.ACCOUNT} or kind is not Kind.WARNING else Scope.ACCOUNT
    if Scope.FUNDS in touched and (status.fined or not violations or _only_held(kind, touched, by_violation)):
        return Scope.FUNDS
    for scope in (Scope.ACCOUNT, Scope.LISTING, Scope.FUNDS):
        if scope in by_violation:
            return scope
    return Scope.FUNDS if Scope.FUNDS in touched else None


def _only_held(kind: Kind, touched: frozenset[Scope], usual: set[Scope]) -> bool:
    """Whether a listing's fault cost its seller money and nothing else."""
    return kind is Kind.VIOLATION and touched == {Scope.FUNDS} and usual == {Scope.LISTING}


def _usual(code: Violation) -> Scope:
    if code in _ON_LISTINGS:
        return Scope.LISTING
    if code.startswith(_FUNDS):
        return Scope.FUNDS
    return Scope.ACCOUNT if code.startswith(_ACCOUNT) else Scope.LISTING
