"""What became of an item: exactly one of four outcomes, each its own type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from config.errors import ItemError


@dataclass(frozen=True, slots=True)
class Archived:
    """The item is a notice; it stands in a case whose packet is in the archive."""

    name: ClassVar[str] = "archived"
    case_id: str
    version: str
    """OCFL version of the case's object that holds it first (`v1`)."""
    reason: str
    """Why it joined or opened the case."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The item's bytes were seen before."""

    name: ClassVar[str] = "duplicate"
    of: str
    """Digest of the item it repeats."""
    reason: str = "identical bytes"
    first: str = "duplicate"
    """Outcome of the item it repeats, where the bytes are the same: the source does with it what it did with that."""


@dataclass(frozen=True, slots=True)
class Unrelated:
    """The item is no notice: kept, no case."""

    name: ClassVar[str] = "unrelated"
    reason: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """The item is kept and waits for a person."""

    name: ClassVar[str] = "quarantined"
    code: str
    reason: str


def as_error(held: Quarantined, advice: str | None = None) -> ItemError:
    """What held an item back as an error, for a command that works on it alone."""
    code = held.code
    return ItemError(code, held.reason, advice=advice)


Outcome = Archived | Duplicate | Unrelated | Quarantined
