"""What people and noticepack did with a case, as values that the case carries for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assemble.joining import Tie


class Did(StrEnum):
    """What was done."""

    SUBMITTED = "submitted"  # the registered seller gave a packet to the marketplace
    CLOSED = "closed"  # nothing more is to be done
    MERGED = "merged"  # the notices of another case were put into this one
    SPLIT = "split"  # some notices became a case of their own


@dataclass(frozen=True, slots=True)
class Before:
    """How a notice stood before a decision, so that the decision can be taken back."""

    item: str
    tie: Tie | None
    decided: bool


@dataclass(frozen=True, slots=True)
class Undone:
    """That an event was taken back."""

    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something done with a case. Nothing is ever taken out of the list: what was undone says so."""

    did: Did
    at: datetime
    """When it was done; for a submission the time that the seller gave."""
    by: str
    """The person; `noticepack` for what followed from a notice."""
    case: str
    """The case it was recorded for; differs from the case that carries it once that one was merged."""
    why: str = ""
    items: tuple[str, ...] = ()
    """Submitted, closed: the notices that were known. Merged, split: the notices that moved."""
    version: str | None = None
    """Submitted: the packet, by its version in the archive."""
    other: str | None = None
    """Merged: where the notices came from. Split: where they went."""
    before: tuple[Before, ...] = ()
    undone: Undone | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("an event's time carries a zone")
        if not self.by.strip():
            raise ValueError("an event says who did it")
        if self.did in (Did.MERGED, Did.SPLIT) and not (self.items and self.other):
            raise ValueError("a merge or a split names the notices and the other case")

    @property
    def automatic(self) -> bool:
        """Whether it followed from a notice and nobody decided it."""
        return self.did is Did.MERGED and not self.before
