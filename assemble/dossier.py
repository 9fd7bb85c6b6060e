"""A dossier: all that the packet of a case is made from, gathered by the face before anything is checked or built."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assemble.answers import AppealAnswers
from assemble.case import Case
from assemble.evidence import Evidence

NO_ANSWERS = AppealAnswers()
NO_EVIDENCE = Evidence()


@dataclass(frozen=True, slots=True)
class Earlier:
    """An appeal of this seller that was submitted before."""

    case: str
    """Id of the case it was for."""
    version: str
    """Of the packet in the archive."""
    submitted: datetime
    texts: tuple[tuple[str, str], ...]
    """(place, text): what the seller wrote in it."""


@dataclass(frozen=True, slots=True)
class Other:
    """What another case of this seller is about: none of it belongs into this one."""

    case: str
    asins: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    """Complaint, case, order, trademark, patent, design and court numbers."""
    names: frozenset[str] = frozenset()
    """Rights owners and product titles."""
    days: frozenset[date] = frozenset()
    """Days on which its notices were issued."""


@dataclass(frozen=True, slots=True)
class Forced:
    """That somebody called a packet ready in spite of errors, and why."""

    by: str
    at: datetime
    why: str

    def __post_init__(self) -> None:
        if not (self.by.strip() and self.why.strip()):
            raise ValueError("a forced packet says who forced it and why")


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case, what the seller says and shows, and what it is compared with."""

    case: Case
    answers: AppealAnswers = NO_ANSWERS
    """Empty where the seller has not answered yet."""
    evidence: Evidence = NO_EVIDENCE
    earlier: tuple[Earlier, ...] = ()
    """Oldest first."""
    others: tuple[Other, ...] = ()
    forced: Forced | None = None

    @property
    def answered(self) -> bool:
        """Whether the seller has answered anything."""
        return self.answers != NO_ANSWERS
