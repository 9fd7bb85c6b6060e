"""What a notice is about as a whole: the account, listings, or funds."""

from __future__ import annotations

from config.words import Kind, Scope, Violation
from extract.components.clauses import says
from extract.components.objects import nearest_object
from extract.components.status import Status
from extract.reading import Reading

_ACCOUNT = ("account.", "performance.", "conduct.", "legal.")
_FUNDS = ("funds.", "fulfilment.")
_ON_LISTINGS = frozenset(
    {Violation.CONDUCT_DROPSHIPPING, Violation.PERFORMANCE_VALID_TRACKING, Violation.PERFORMANCE_RETURNS}
)


def reply_scope(reading: Reading, kind: Kind) -> Scope | None:
    """What a reply is about: the thing nearest to what it says was given back, refused or received."""
    replies = reading.rules.cues.replies
    gives, refuses = (replies.restored, replies.usable), (replies.rejected, replies.back, replies.lacking)
    first = (*refuses, *gives) if kind is Kind.APPEAL_REJECTED else (*gives, *refuses)
    for wordings in (*first, replies.more, replies.received):
        for sentence in reading.sentences:
            span = says(reading, wordings, sentence)
            if span and (scope := nearest_object(reading, sentence, span)):
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
