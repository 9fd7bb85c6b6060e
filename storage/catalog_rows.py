"""The rows of the catalog as values: plain texts, numbers and times, nothing of any stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from config.errors import StorageError

MERGED = "merged"
"""State of a case whose items stand in another; it is only a signpost."""


class ItemState(StrEnum):
    """Where an item stands: received, or one of the four outcomes."""

    RECEIVED = "received"
    ARCHIVED = "archived"
    DUPLICATE = "duplicate"
    UNRELATED = "unrelated"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item; written by `finish` and `save_cases`."""

    digest: str
    state: ItemState
    reason: str
    code: str = ""
    """Why it is quarantined, a code of config/codes.yaml; empty otherwise."""
    case_id: str | None = None
    version: str | None = None
    """Archive version of the case that holds it first, `v1`."""

    def __post_init__(self) -> None:
        """Raises: StorageError (no outcome, or one without what belongs to it)."""
        if self.state == ItemState.RECEIVED:
            raise StorageError(f"{self.digest}: `received` is no outcome")
        if self.state == ItemState.QUARANTINED and not self.code:
            raise StorageError(f"{self.digest}: quarantined without a code")
        if self.state == ItemState.ARCHIVED and not (self.case_id and self.version):
            raise StorageError(f"{self.digest}: archived without a case and its version")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item: its identity, where it was seen first, and what became of it."""

    digest: str
    """`sha256:…`, the identity."""
    source: str
    container: str | None
    """Digest of the archive file it came in."""
    received: datetime
    """UTC."""
    size: int
    """Bytes."""
    state: ItemState = ItemState.RECEIVED
    code: str = ""
    reason: str = ""
    case_id: str | None = None
    version: str | None = None
    released_at: datetime | None = None
    """When a person decided that it is genuine although it looks suspicious, UTC; None without such a decision."""
    released_by: str = ""
    released_why: str = ""


@dataclass(frozen=True, slots=True)
class SightingRow:
    """One place where an item was seen; all but the digest are hints for people, never its identity."""

    digest: str
    source: str
    container: str | None
    received: datetime
    """UTC, the first time it was seen there."""
    uid: int | None = None
    """UID in the IMAP mailbox, and the UIDVALIDITY it was read under."""
    uidvalidity: int | None = None
    message_id: str = ""
    """Message-ID as the item's own header states it; empty without one."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case: what lists and searches need, and the working copy of the whole."""

    id: str
    platform: str
    marketplace: str | None
    account: str | None
    state: str
    violations: tuple[str, ...]
    deadline_at: datetime | None
    """UTC."""
    deadline_basis: str | None
    """`stated`, `relative` or `rule`."""
    opened: datetime
    updated: datetime
    version: str
    """Newest version in the archive, `v1`."""
    case_json: str
    """The case, not redacted, as the face writes and reads it."""
    lacks: int
    """Number of findings of the readiness checks."""
    lacks_json: str = "[]"
    summary_json: str = "{}"


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A thing that an item states; items that state the same thing may belong together."""

    value: str
    item: str
    """Digest."""


@dataclass(frozen=True, slots=True)
class PacketRow:
    """One packet of a case: a version in the archive, with its complete original in the vault."""

    case_id: str
    version: str
    digest: str
    """Of the complete packet in the vault."""
    made: datetime
    """UTC."""
    ready: bool
    """Whether no readiness check found an error."""
    sent_json: str = "{}"
    """What it answers and holds, as the face writes and reads it."""


@dataclass(frozen=True, slots=True)
class SearchRow:
    """What a case is found by and shown with: redacted text and facts, as the archive has them."""

    case_id: str
    platform: str
    marketplace: str | None
    state: str
    violations: tuple[str, ...]
    asins: tuple[str, ...]
    policies: tuple[str, ...]
    """Names of policies, and numbers of help pages."""
    issued: tuple[str, ...]
    """The days of its notices as these tell them, `2026-03-12`, oldest first."""
    text: str
    """The notices, newest first, each with its subject in front."""

    def days(self) -> tuple[date, ...]:
        """The days of its notices."""
        return tuple(date.fromisoformat(day) for day in self.issued)


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A case as it is now, with what its items state, the packet made of it and what it is found by."""

    row: CaseRow
    keys: tuple[KeyRow, ...] = ()
    packet: PacketRow | None = None
    search: SearchRow | None = None


@dataclass(frozen=True, slots=True)
class DocketRow:
    """One thing that the seller gave or said for a case; nothing is ever taken out."""

    case_id: str
    number: int
    """Its place in the docket of the case, 1-based."""
    digest: str
    """Of the entry, which is kept encrypted beside the vault."""
    at: datetime
    """UTC."""
    entry_json: str
    """The entry, as the face writes and reads it."""


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One reminder: for which case and occasion, by which channel, and whether it was sent."""

    case_id: str
    occasion: str
    channel: str
    begun: datetime
    """UTC; when somebody last began to send it."""
    sent: datetime | None = None
    """UTC."""


@dataclass(frozen=True, slots=True)
class PrintRow:
    """What a notice is recognised by when it comes again in other bytes."""

    item: str
    """Digest."""
    facts: str
    """Equal for notices that may be the same."""
    print_json: str
    """The whole fingerprint, as the face writes and reads it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items stand where; the five states sum up to all items."""

    received: int
    archived: int
    duplicate: int
    unrelated: int
    quarantined: int
    sightings: int
    cases: int

    @property
    def items(self) -> int:
        """All items ever recorded."""
        return self.received + self.archived + self.duplicate + self.unrelated + self.quarantined
