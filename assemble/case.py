"""A case: one problem with one account on one platform, and how notices join it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from config.words import Platform
from extract.facts import Facts


class CaseState(StrEnum):
    """Where a case stands; follows from its notices."""

    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"
    REINSTATED = "reinstated"


@dataclass(frozen=True, slots=True)
class JoinKey:
    """One reason why two notices are about the same problem; equal keys join."""

    reason: str
    """`thread`, `complaint`, `case`, `problem` (account + violation + ASIN overlap), strongest first."""
    value: str
    """Text that is equal for notices that belong together; always starts with the platform."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A notice in a case, and why it is there."""

    facts: Facts
    reason: str
    """`opened`, or the reason of the join key with its value."""


@dataclass(frozen=True, slots=True)
class Case:
    """One problem with one account on one platform: its notices, oldest first."""

    id: str
    """`AMZ-US-7KQ2M4XD`: platform, marketplace, eight base-32 digits of the first item's digest."""
    platform: Platform
    marketplace: str | None
    notices: tuple[Joined, ...]
    """In the order they were issued."""
