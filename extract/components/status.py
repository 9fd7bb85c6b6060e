"""What happened: what was taken, given back or is in danger, and to what; from that the notice's kind and scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from config.cue_rules import Wordings
from config.words import Kind, Scope, Violation
from extract.reading import Mark, Reading, Sentence

QUIET = frozenset({"how", "send", "dispute", "consequence", "help", "review", "deadline"})
"""Sections that tell what to do or what may come, not what happened."""
DATA_ONLY = frozenset(
    {Violation.ACCOUNT_IDENTITY, Violation.ACCOUNT_INFORM_ACT, Violation.ACCOUNT_DAC7, Violation.ACCOUNT_DORMANT}
)
_ACCOUNT = ("account.", "performance.", "conduct.", "legal.")
_FUNDS = ("funds.", "fulfilment.")
_ON_LISTINGS = frozenset({Violation.CONDUCT_DROPSHIPPING, Violation.PERFORMANCE_VALID_TRACKING})
_CLAUSE_ENDS = (";", " - ", "ため", "ので", "因此", "所以")
"""What stands after a doubt that is the reason for what was done, not its condition."""
ACROSS = 45
"""What a comma between adds to the distance."""
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


def first_match(reading: Reading, wordings: Wordings, sentences: Iterable[Sentence], rule: str) -> Mark | None:
    """The first place where one of some wordings stands."""
    for sentence in sentences:
        for cue in reading.cues(wordings):
            if match := cue.search(sentence.lower):
                start = sentence.start + match.start()
                return reading.mark(
                    rule.split(":")[0], cue.text, start, sentence.start + match.end(), f"{rule}: {cue.text}"
                )
    return None


def says(reading: Reading, wordings: Wordings, sentence: Sentence) -> tuple[int, int] | None:
    """The place in a sentence of the first of some wordings."""
    spans = [m.span() for cue in reading.cues(wordings) if (m := cue.search(sentence.lower))]
    return min(spans) if spans else None


def status_in(reading: Reading) -> Status:
    """What the sentences of a notice say about what happened."""
    rules = reading.rules.cues.status
    taken: list[Mark] = []
    risk: list[Mark] = []
    taken_from: set[Scope] = set()
    risk_to: set[Scope] = set()
    open_, risk_in_body = False, False
    for sentence in reading.sentences:
        if sentence.question or (sentence.heading and sentence.section != "consequence"):
            continue
        quiet = sentence.section in QUIET
        verb = says(reading, rules.taken, sentence)
        if not quiet and (untouched := says(reading, rules.open, sentence)):
            open_ = True
            if sentence.section == "subject" or not verb or untouched[0] <= verb[0] < untouched[1]:
                continue
        conditional = _condition(reading, sentence, verb)
        outright = says(reading, rules.at_risk, sentence)
        if verb and not quiet and not _under(conditional, verb, sentence) and not _in_danger(outright, verb):
            taken.append(
                reading.mark("kind", "taken", sentence.start + verb[0], sentence.start + verb[1], "status: taken")
            )
            scope = _object(reading, sentence, verb)
            if scope:
                taken_from.add(scope)
            continue
        danger = says(reading, rules.risk, sentence) or outright
        if danger or (verb and conditional):
            span = danger or verb or (0, 1)
            risk.append(
                reading.mark("kind", "risk", sentence.start + span[0], sentence.start + span[1], "status: risk")
            )
            scope = _object(reading, sentence, span)
            if scope and (sentence.section != "consequence"):
                risk_to.add(scope)
            risk_in_body |= bool(outright) and sentence.section == "status" and not (conditional and conditional[0] < 4)
    return Status(tuple(taken), frozenset(taken_from), tuple(risk), frozenset(risk_to), risk_in_body, open_)


def _in_danger(outright: tuple[int, int] | None, verb: tuple[int, int]) -> bool:
    """Whether a verb is what somebody is in danger of: `at risk of`, or right behind it, 被停用的风险."""
    return outright is not None and (outright[0] < verb[0] or 0 <= outright[0] - verb[1] <= 3)


def _condition(reading: Reading, sentence: Sentence, verb: tuple[int, int] | None) -> tuple[int, int] | None:
    """The first conditional word of a sentence that is not a part of its verb."""
    cues = reading.cues(reading.rules.cues.status.conditional)
    spans = [m.span() for cue in cues for m in cue.finditer(sentence.lower)]
    return min((s for s in spans if verb is None or s[1] <= verb[0] or s[0] >= verb[1]), default=None)


def _under(conditional: tuple[int, int] | None, verb: tuple[int, int], sentence: Sentence) -> bool:
    """Whether what was said to happen depends on something: the condition stands before it in the same clause."""
    if conditional is None:
        return False
    if conditional[0] >= verb[1]:
        return sentence.lower[conditional[0] : conditional[0] + 1] > "\u3000" and "場合" in sentence.lower[verb[1] :]
    between = sentence.lower[conditional[1] : verb[0]]
    return not any(sign in between for sign in _CLAUSE_ENDS)


def _object(reading: Reading, sentence: Sentence, verb: tuple[int, int]) -> Scope | None:
    """The nearest thing that a verb can be about, things before it first where the language puts them there."""
    best: tuple[int, int, Scope] | None = None
    for rank, (name, wordings) in enumerate(reading.rules.cues.status.objects.items()):
        for cue in reading.cues(wordings):
            for match in cue.finditer(sentence.lower):
                distance = max(match.start() - verb[1], verb[0] - match.end(), 0)
                between = sentence.lower[min(match.end(), verb[1]) : max(match.start(), verb[0])]
                distance += ACROSS * any(sign in between for sign in ",、;")
                if distance <= REACH + ACROSS:
                    found = (distance, rank, Scope(name))
                    best = min(best, found) if best else found
    return best[2] if best else None


def kind_of(reading: Reading, status: Status, violations: tuple[Violation, ...], *, notice: bool) -> Kind:
    """The kind of a notice; UNRELATED for what says nothing about the seller's account, listings or funds."""
    replies = reading.rules.cues.replies
    plain = [s for s in reading.sentences if not s.question and not s.heading]
    statements = [s for s in plain if s.section in ("subject", "status", "why", "other")]
    about_appeal = any(says(reading, replies.appeal, s) for s in statements)
    given = [s for s in statements if _firm(reading, replies.restored, s) and not says(reading, replies.rejected, s)]
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
        more = any(says(reading, replies.more, s) for s in plain)
        received = any(says(reading, replies.received, s) for s in statements)
        stays = _stays(reading, statements)
        if rejected and (stays or not more):
            return Kind.APPEAL_REJECTED
        if more and (received or rejected or not status.taken):
            return Kind.INFORMATION_REQUEST
        if received and not status.taken:
            return Kind.APPEAL_RECEIVED
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


def _stays(reading: Reading, sentences: list[Sentence]) -> bool:
    replies, taken = reading.rules.cues.replies, reading.rules.cues.status.taken
    return any(_firm(reading, replies.rejected, s) and says(reading, taken, s) for s in sentences)


def _first_taken(status: Status, reading: Reading) -> int:
    return min((reading.folded.place(mark.start) for mark in status.taken), default=10**9)


def _asks_data(reading: Reading) -> bool:
    wordings = reading.rules.cues.replies.information
    return any(says(reading, wordings, s) for s in reading.sentences if not s.question)


def reply_scope(reading: Reading) -> Scope | None:
    """What a reply is about: the thing nearest to what it says was given back, refused or received."""
    replies = reading.rules.cues.replies
    for wordings in (replies.restored, replies.rejected, replies.more, replies.received):
        for sentence in reading.sentences:
            span = says(reading, wordings, sentence)
            if span and (scope := _object(reading, sentence, span)):
                return scope
    counts = {Scope(name): 0 for name in reading.rules.cues.status.objects}
    for name, wordings in reading.rules.cues.status.objects.items():
        counts[Scope(name)] = sum(1 for cue in reading.cues(wordings) if cue.search(reading.folded.lower))
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
    for scope in (Scope.LISTING, Scope.FUNDS):
        if scope in touched:
            return scope if by_violation != {Scope.ACCOUNT} or kind is not Kind.WARNING else Scope.ACCOUNT
    for scope in (Scope.ACCOUNT, Scope.LISTING, Scope.FUNDS):
        if scope in by_violation:
            return scope
    return None


def _usual(code: Violation) -> Scope:
    if code in _ON_LISTINGS:
        return Scope.LISTING
    if code.startswith(_FUNDS):
        return Scope.FUNDS
    return Scope.ACCOUNT if code.startswith(_ACCOUNT) else Scope.LISTING
