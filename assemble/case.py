"""A case: one problem with one account on one platform, its notices and what was done about it. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assemble.events import Event
from assemble.joining import Tie, order
from assemble.joining import in_utc as in_utc
from assemble.joining import unique as unique
from assemble.literal import entry
from config.words import ACTIONABLE, Platform, Violation
from extract.facts import Facts

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without I, L, O and U (Douglas Crockford, Base 32 Encoding)."""
DIGITS = 8


@dataclass(frozen=True, slots=True)
class Joined:
    """A notice in a case, and why it is there."""

    facts: Facts
    tie: Tie | None = None
    """What ties it to another notice of the case; None for the one that the others hang on."""
    decided: bool = False
    """A person put it where it is: no later notice moves it."""

    @property
    def reason(self) -> str:
        """`opened`, or what ties it: `complaint: 70318845921`."""
        return f"{self.tie.reason}: {self.tie.value}" if self.tie else "opened"


@dataclass(frozen=True, slots=True)
class Case:
    """One problem with one account on one platform: its notices, oldest first, and what was done."""

    id: str
    """`AMZ-US-7KQ2M4XD`: platform, marketplace, base-32 digits of the digest of the item that opened it."""
    platform: Platform
    marketplace: str | None
    notices: tuple[Joined, ...]
    """In the order they were issued; those without a date come first."""
    events: tuple[Event, ...] = ()
    """In the order they were recorded."""
    merged_into: str | None = None
    """The case that its notices stand in now; this one is only a signpost then."""

    def __post_init__(self) -> None:
        if not self.notices:
            raise ValueError("a case has at least one notice")
        if any(joined.facts.platform is not self.platform for joined in self.notices):
            raise ValueError("the notices of a case come from one platform")

    def has(self, item: str) -> bool:
        """Whether the notice of this item stands in the case."""
        return any(joined.facts.item == item for joined in self.notices)

    def standing(self) -> tuple[Event, ...]:
        """The events that nobody took back."""
        return tuple(event for event in self.events if event.undone is None)


def open_case(facts: Facts, id: str = "") -> Case:
    """A new case with this notice in it; its id is made from the notice unless one is given."""
    return Case(id or case_id(facts), facts.platform, facts.marketplace, (Joined(facts),))


def case_id(facts: Facts, digits: int = DIGITS) -> str:
    """The id of the case that this notice opens, with 1 to 12 base-32 digits; always the same for the same notice."""
    number = int.from_bytes(hashlib.sha256(facts.item.encode("utf-8", "replace")).digest()[:8], "big")
    if re.fullmatch(r"sha256:[0-9a-f]{64}", facts.item):
        number = int(facts.item[7:23], 16)
    shifts = range(59, 59 - 5 * digits, -5)
    return "-".join([*_prefix(facts), "".join(CROCKFORD[number >> shift & 31] for shift in shifts)])


def _prefix(facts: Facts) -> list[str]:
    if facts.platform is Platform.JOOM:
        return ["JOOM"]
    known = facts.marketplace if re.fullmatch(r"[A-Z]{2}", facts.marketplace or "") else None
    name = "AMZ" if facts.platform is Platform.AMAZON else "UNKNOWN"
    return [name, known] if known else [name]


def join(case: Case, facts: Facts, tie: Tie | None = None) -> Case:
    """The case with one more notice, in the order they were issued; an item that is there already changes nothing.

    Raises:
        ValueError: the notice is of another platform.
    """
    if case.has(facts.item):
        return case
    return with_notices(case, [*case.notices, Joined(facts, tie)])


def with_notices(case: Case, notices: list[Joined]) -> Case:
    """The case with these notices instead of its own."""
    ordered = tuple(sorted(notices, key=lambda joined: order(joined.facts)))
    known = next((joined.facts.marketplace for joined in ordered if joined.facts.marketplace), None)
    return replace(case, notices=ordered, marketplace=case.marketplace or known)


def newest(case: Case) -> Facts:
    """The facts of the notice that was issued last."""
    return case.notices[-1].facts


def asking(case: Case) -> tuple[Facts, ...]:
    """The notices that ask the seller for something, oldest first."""
    return tuple(joined.facts for joined in case.notices if joined.facts.kind in ACTIONABLE)


def case_account(case: Case) -> str | None:
    """The seller as the oldest notice that says so addresses it."""
    return next((joined.facts.account for joined in case.notices if joined.facts.account), None)


def case_violations(case: Case) -> tuple[Violation, ...]:
    """Every violation of every notice, oldest notice first, each once."""
    return unique(violation for joined in case.notices for violation in joined.facts.violations)


def case_asins(case: Case) -> tuple[str, ...]:
    """Every ASIN of every notice, oldest notice first, each once."""
    return unique(asin for joined in case.notices for asin in joined.facts.asins)


def case_requested(case: Case) -> tuple[str, ...]:
    """Every paper or statement that a notice asked for, in its own words, oldest notice first, each once."""
    return unique(text for joined in case.notices for text in requested_of(joined.facts))


def requested_of(facts: Facts) -> Iterator[str]:
    """What one notice asks for, in its own words."""
    return (text for text in map(entry, facts.requested) if text)
